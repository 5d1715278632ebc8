"""Encounter becomes a hospital stay, if it was one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hhdesk.care.confidentiality import Seal
from hhdesk.care.imported import StayFact
from hhdesk.care.stays import StayKind, StayStatus
from hhdesk.exchange.fhir.concepts import all_codings, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.labels import seal_of, strictest
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

# HL7 v3 ActCode, and the older v2 table 0004.
_CLASSES = {
    StayKind.ED: "EMER E",
    StayKind.INPATIENT: "IMP ACUTE NONAC SS I",
    StayKind.OBSERVATION: "OBSENC",
}
_KIND_OF = {code: kind for kind, some in _CLASSES.items() for code in some.split()}

# SNOMED CT's emergency and inpatient encounters, where the class says neither.
_TYPES = {
    StayKind.ED: "4525004 50849002 183452005 183478001",
    StayKind.INPATIENT: "32485007 183450002 1505002 416683003 305351004 8715000",
}
_KIND_OF_TYPE = {code: kind for kind, some in _TYPES.items() for code in some.split()}
_OTHER_CLASSES = {"AMB", "FLD", "HH", "VR", "PRENC", "O", "P", "R"}

_STATES = {
    "planned": StayStatus.PLANNED,
    "arrived": StayStatus.IN_PROGRESS,
    "triaged": StayStatus.IN_PROGRESS,
    "in-progress": StayStatus.IN_PROGRESS,
    "onleave": StayStatus.IN_PROGRESS,
    "finished": StayStatus.FINISHED,
    "unknown": StayStatus.UNKNOWN,
}


def kind(encounter: Json) -> StayKind | None:
    """None for visits to an office, at home, by video: they are no hospital stays."""
    code = encounter.get("class", {}).get("code", "").upper()
    if code in _KIND_OF or code in _OTHER_CLASSES:
        return _KIND_OF.get(code)
    types = (one for _, one, _ in all_codings(encounter.get("type")))
    return next((_KIND_OF_TYPE[one] for one in types if one in _KIND_OF_TYPE), None)


def _place(entry: Entry, index: Index) -> str:
    """The hospital by name, else the ward."""
    encounter = entry.resource
    wards = (one.get("location", {}) for one in encounter.get("location", ()))
    for expected, reference in (
        ("Organization", encounter.get("serviceProvider", {})),
        *(("Location", ward) for ward in wards),
    ):
        if tidy(reference.get("display")):
            return tidy(reference["display"])
        meant = index.resource(reference, entry, expected)
        if meant and name_of(meant):
            return name_of(meant)
    return ""


def _conditions(entry: Entry, index: Index) -> Iterator[tuple[Json, Json | None]]:
    """References to reasons and diagnoses, with what they mean where it is at hand."""
    encounter = entry.resource
    for reference in (
        *encounter.get("reasonReference", ()),
        *(one["condition"] for one in encounter.get("diagnosis", ())),
    ):
        yield reference, index.resource(reference, entry, "Condition")


def _reason(entry: Entry, found: list[tuple[Json, Json | None]]) -> str:
    """Why, in the source's words; without a reason, what kind of encounter."""
    encounter = entry.resource
    told = [words(one) for one in encounter.get("reasonCode", ())]
    for reference, meant in found:
        said = words(meant.get("code")) if meant else ""
        told.append(said or tidy(reference.get("display")))
    if not any(told):
        told = [words(one) for one in encounter.get("type", ())]
    return "; ".join(dict.fromkeys(filter(None, told)))


def _seal(encounter: Json, found: list[tuple[Json, Json | None]]) -> Seal:
    """What was sealed at its source stays so where its words are repeated."""
    return strictest([seal_of(encounter), *(seal_of(m) for _, m in found if m)])


def _left_for(entry: Entry, index: Index) -> str:
    hospitalization = entry.resource.get("hospitalization", {})
    destination = hospitalization.get("destination", {})
    meant = index.resource(destination, entry, "Organization")
    where = tidy(destination.get("display")) or (name_of(meant) if meant else "")
    said = words(hospitalization.get("dischargeDisposition"))
    return ", ".join(filter(None, (said, where)))


def read(entry: Entry, index: Index) -> StayFact:
    """Of an encounter that was a hospital stay."""
    encounter = entry.resource
    found = list(_conditions(entry, index))
    period = encounter.get("period", {})
    stay = kind(encounter)
    assert stay
    return StayFact(
        entry.original(),
        index.person(entry, "subject"),
        stay,
        _STATES[encounter["status"]],
        day_of(period.get("start", "")),
        day_of(period.get("end", "")),
        _place(entry, index),
        _reason(entry, found),
        _left_for(entry, index),
        _seal(encounter, found),
    )
