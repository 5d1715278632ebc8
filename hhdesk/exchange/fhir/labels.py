"""Security labels: which segment of confidentiality a resource's source gave it.

Only labels decide, never a diagnosis. Topics are those of HL7's v3 ActCode; a label
that restricts without a topic that we keep apart gets the strictest segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hhdesk.care.confidentiality import STRICTEST_FIRST, Seal, Segment
from hhdesk.exchange.fhir import ours

_ACT_CODES = {
    "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "http://hl7.org/fhir/v3/ActCode",
    "urn:oid:2.16.840.1.113883.5.4",
}
_CONFIDENTIALITY = {
    "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    "http://hl7.org/fhir/v3/Confidentiality",
    "urn:oid:2.16.840.1.113883.5.25",
}
PART_2 = "42CFRPart2"

_TOPICS = {
    Segment.SUBSTANCE_USE: {"ETH", "SUD", "ETHUD", "OPIOIDUD", PART_2},
    Segment.REPRODUCTIVE: {"SEX", "HIV", "STD", "PREGNANT"},
    Segment.MENTAL_HEALTH: {
        "BH", "MH", "PSY", "PSYTHPN", "EMOTDIS", "COGN", "DVD", "HIPAAPsyNotes",
    },
    Segment.FAMILY_SAFETY: {"SDV", "VIO", "MST"},
}  # fmt: skip
_SEGMENT_OF = {code: segment for segment, codes in _TOPICS.items() for code in codes}

# Laws, obligations and instructions: they are about use, not about the topic.
_NO_TOPIC = {"HIPAANOPP", "HIPAASelfPay", "CommonRule", "HIPAAROA", "HIPAAAuth"}
_RESTRICTED = {"R", "V"}
_ORDINARY = {"U", "L", "M", "N"}


def _labels(resource: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Those of the resource as a whole; a document may name its own once more."""
    own = resource.get("securityLabel", ())
    codings = [
        *resource.get("meta", {}).get("security", ()),
        *(coding for label in own for coding in label.get("coding", ())),
    ]
    return [(label.get("system", ""), label.get("code", "")) for label in codings]


def seal_of(resource: Mapping[str, Any]) -> Seal:
    """The seal that the labels ask for; who consented is never among them."""
    labels = _labels(resource)
    acts = {code for system, code in labels if system in _ACT_CODES} - _NO_TOPIC
    found = {_SEGMENT_OF.get(code, Segment.FAMILY_SAFETY) for code in acts}
    if not found and unclear(resource):
        found = {Segment.FAMILY_SAFETY}
    segment = next((one for one in STRICTEST_FIRST if one in found), Segment.GENERAL)
    return Seal(segment, part2=PART_2 in acts)


def strictest(seals: Iterable[Seal]) -> Seal:
    """One seal for what tells of several items."""
    found = list(seals)
    segments = {seal.segment for seal in found}
    first = next((one for one in STRICTEST_FIRST if one in segments), Segment.GENERAL)
    return Seal(first, part2=any(seal.part2 for seal in found))


def named_segments(
    labels: Iterable[tuple[str, str]],
) -> tuple[frozenset[Segment], bool]:
    """The segments that labels name, and whether each label is understood."""
    found: set[Segment] = set()
    clear = True
    for system, code in labels:
        if system in _ACT_CODES and code in _SEGMENT_OF:
            found.add(_SEGMENT_OF[code])
        elif system in _CONFIDENTIALITY and code in _ORDINARY:
            found.add(Segment.GENERAL)
        else:
            clear = False
    return frozenset(found), clear


def own_seal(resource: Mapping[str, Any]) -> Seal:
    """The item's own seal, where this program labelled it as strictly as what it is
    born of; else what the labels ask for."""
    told = ours.only_part(resource, "seal")
    return ours.seal(told) if told else seal_of(resource)


def unclear(resource: Mapping[str, Any]) -> bool:
    """Whether something is restricted and no label says for which topic."""
    labels = _labels(resource)
    acts = {code for system, code in labels if system in _ACT_CODES} - _NO_TOPIC
    closed = any(
        system in _CONFIDENTIALITY and code in _RESTRICTED for system, code in labels
    )
    return (closed or bool(acts)) and not acts & set(_SEGMENT_OF)
