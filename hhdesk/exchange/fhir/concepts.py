"""Codes and words: CodeableConcept and Coding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hhdesk.exchange.fhir.faults import Fault
from hhdesk.i18n import N_

Json = Mapping[str, Any]

_NOT_ALLOWED = N_("“{value}” is not among the codes allowed")
_NO_CODE = N_("it has no code of the set that FHIR requires")


@dataclass(frozen=True, slots=True)
class Concept:
    """A code with the words that people read."""

    text: str = ""
    system: str = ""
    code: str = ""


def codings(concept: Json | None) -> Iterator[tuple[str, str, str]]:
    """System, code and display of each coding."""
    for coding in (concept or {}).get("coding", ()):
        yield (
            coding.get("system", ""),
            coding.get("code", ""),
            tidy(coding.get("display", "")),
        )


def all_codings(concepts: list[Json] | None) -> Iterator[tuple[str, str, str]]:
    """The same of a list of concepts."""
    for concept in concepts or ():
        yield from codings(concept)


def tidy(text: str | None) -> str:
    """One line, single spaces."""
    return " ".join(text.split()) if text else ""


def concept(value: Json | None) -> Concept:
    """The words: its text, else a display, else a code; the first coding's code."""
    if not value:
        return Concept()
    found = list(codings(value))
    system, code, _ = next((one for one in found if one[1]), ("", "", ""))
    text = tidy(value.get("text"))
    if not text:
        text = next((display for _, _, display in found if display), code)
    return Concept(text, system, code)


def words(value: Json | None) -> str:
    return concept(value).text


def required_code(
    value: Json | None, element: str, system: str, allowed: Mapping[str, Any]
) -> str:
    """The code from a required value set; empty where the element is missing.

    Raises Fault for a code that the set does not hold and for words without one.
    """
    if value is None:
        return ""
    for index, (_, code, _) in enumerate(
        one for one in codings(value) if one[0] == system
    ):
        if code not in allowed:
            where = f"coding[{index}].code"
            raise Fault(_NOT_ALLOWED, element, where, value=code[:40])
        return code
    raise Fault(_NO_CODE, element)


def extension(element: Json | None, url: str) -> Json | None:
    """The first extension of an address."""
    for one in (element or {}).get("extension", ()):
        if one.get("url") == url:
            found: Json = one
            return found
    return None
