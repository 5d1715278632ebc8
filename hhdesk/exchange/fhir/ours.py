"""What this program itself wrote: codes of its own, and whose words are whose."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from hhdesk.care.confidentiality import Seal, Segment
from hhdesk.care.goals import Domain
from hhdesk.care.imported_words import Spoken
from hhdesk.exchange.fhir.concepts import all_codings, codings, extension, words
from hhdesk.exchange.fhir.primitives import day_of

Json = Mapping[str, Any]

CODES = "urn:hhdesk:code-system"
"""Before the names of our own code systems."""

EXTENSIONS = "urn:hhdesk:extension"
"""Before the names of our own extensions."""

MEMBER = "urn:hhdesk:member"
"""The system of the number by which a member is known here."""

DOMAIN = f"{CODES}:domain"
REFERRAL_STATE = f"{CODES}:referral-state"
REFERRAL_DETAIL = f"{CODES}:referral-detail"
TEAM_ROLE = f"{CODES}:team-role"
ARRANGEMENT = f"{CODES}:arrangement"
BARRIER = f"{CODES}:barrier"
CALLED_OFF_BY = f"{CODES}:called-off-by"

_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"

BSER = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
"""The steps of HL7's Bidirectional Services eReferral, beside which ours stand."""

UNSAID = "-"
"""Where FHIR asks for words and nobody wrote any."""


Code = TypeVar("Code", bound=enum.StrEnum)


def coded(concept: Json | None, system: str, kind: type[Code]) -> Code | None:
    """The code of ours that stands in a concept, where it is one that we know."""
    found = (code for where, code, _ in codings(concept) if where == system)
    return known_code(next(found, ""), kind)


def known_code(value: object, kind: type[Code]) -> Code | None:
    return next((code for code in kind if code.value == value), None)


def text(value: object) -> str:
    """Words as somebody wrote them, lines and all; empty for what is no text."""
    return value.strip() if isinstance(value, str) else ""


def day(value: object) -> date | None:
    return day_of(value) if isinstance(value, str) else None


def parts(element: Json | None, name: str) -> list[Json]:
    """The values inside each extension of ours of this name, by their own names."""
    url = f"{EXTENSIONS}:{name}"
    return [
        {part["url"]: _value(part) for part in one.get("extension", ())}
        for one in (element or {}).get("extension", ())
        if one.get("url") == url
    ]


def only_part(element: Json | None, name: str) -> Json:
    """The values inside the first extension of ours of this name; none without it."""
    return next(iter(parts(element, name)), {})


def _value(part: Json) -> Any:
    return next((part[key] for key in part if key.startswith("value")), None)


def seal(told: Json) -> Seal:
    """The seal told beside a line; what is restricted for no topic that is kept apart
    gets the strictest, as from labels."""
    segment = known_code(told.get("segment"), Segment) or Segment.GENERAL
    part2 = told.get("part2") is True
    if told.get("restricted") is True and segment is Segment.GENERAL and not part2:
        segment = Segment.FAMILY_SAFETY
    return Seal(segment, part2=part2)


def spoken_beside(element: Json, name: str) -> Spoken | None:
    """The checked translation beside a text of ours."""
    beside = element.get(f"_{name}")
    checked = only_part(beside, "checked")
    language = checked.get("language")
    parts = extension(beside, _TRANSLATION) or {}
    said = text((extension(parts, "content") or {}).get("valueString"))
    if not said or not isinstance(language, str):
        return None
    return Spoken(language, said, text(checked.get("by")))


def domain(resource: Json) -> Domain | None:
    """The domain that this program gave a goal or a concern; None for others'."""
    for system, code, _ in all_codings(resource.get("category")):
        if system == DOMAIN and code in set(Domain):
            return Domain(code)
    return None


def spoken(resource: Json, concept: Json) -> tuple[str, str]:
    """Clinical words, and the family's own. Of ours, the text is the family's and the
    coding's display clinical; all words of others are clinical."""
    if domain(resource) is None:
        return words(concept), ""
    displays = [display for _, _, display in codings(concept) if display]
    family = text(concept.get("text"))
    return (displays[0] if displays else ""), ("" if family == UNSAID else family)
