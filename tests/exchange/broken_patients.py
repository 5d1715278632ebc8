"""Patients that are no FHIR R4, each with one fault and its name."""

from __future__ import annotations

from typing import Any

from tests.exchange.clinic_bundle import CHILD, Json, changed


def _name(**elements: Any) -> Json:
    return changed(CHILD, name=[{"family": "Lazo", "given": ["Ana"], **elements}])


BROKEN: dict[str, Json] = {
    "an unknown element": changed(CHILD, nickname="Nita"),
    "an unknown element inside": _name(surname="Lazo"),
    "a number for text": _name(family=7),
    "text for a list": _name(given="Ana"),
    "a list for an object": changed(CHILD, maritalStatus=[]),
    "an object for a list": changed(CHILD, telecom={"value": "1"}),
    "a gender of no code": changed(CHILD, gender="girl"),
    "a number for a gender": changed(CHILD, gender=1),
    "a name's use of no code": _name(use="birth"),
    "a phone's system of no code": changed(
        CHILD, telecom=[{"system": "pager number", "value": "1"}]
    ),
    "a rank of nought": changed(CHILD, telecom=[{"value": "1", "rank": 0}]),
    "words for a rank": changed(CHILD, telecom=[{"value": "1", "rank": "first"}]),
    "a day that never was": changed(CHILD, birthDate="2021-02-30"),
    "a month of no year": changed(CHILD, birthDate="2021-13"),
    "a date in words": changed(CHILD, birthDate="9 April 2018"),
    "a moment without a zone": changed(CHILD, deceasedDateTime="2024-01-01T10:00:00"),
    "two kinds of death": changed(
        CHILD, deceasedBoolean=True, deceasedDateTime="2024-01-01"
    ),
    "words for true": changed(CHILD, active="yes"),
    "a link to nobody": changed(CHILD, link=[{"type": "refer"}]),
    "a link of no type": changed(CHILD, link=[{"other": {"reference": "Patient/x"}}]),
    "a language of nothing": changed(CHILD, communication=[{"preferred": True}]),
    "an id with a space": changed(CHILD, id="a b"),
    "an id that is too long": changed(CHILD, id="x" * 65),
    "an extension without an address": changed(CHILD, extension=[{"valueString": "x"}]),
    "an extension of two values": changed(
        CHILD, extension=[{"url": "u", "valueString": "x", "valueBoolean": True}]
    ),
    "an address as text": changed(CHILD, address=["12 Alder Ct"]),
    "a contact as text": changed(CHILD, contact=["Rosa"]),
    "half a stamp": changed(CHILD, meta={"lastUpdated": "2026-03-01"}),
}
