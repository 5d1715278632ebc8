"""Patient becomes a member."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hhdesk.care.import_own import row_key
from hhdesk.care.imported import AddressFact, MemberFact, NumberFact
from hhdesk.care.members import Gender, IdentifierKind, cleaned_cin
from hhdesk.errors import InvalidField
from hhdesk.exchange.fhir import contacts, ours, related_person
from hhdesk.exchange.fhir.concepts import codings, extension, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.languages import languages
from hhdesk.exchange.fhir.names import names
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.i18n import N_

Json = Mapping[str, Any]

_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition"
_BIRTH_SEX = f"{_US_CORE}/us-core-birthsex"
_PRONOUNS = "http://hl7.org/fhir/StructureDefinition/individual-pronouns"
ANIMAL = "http://hl7.org/fhir/StructureDefinition/patient-animal"

_GENDER_OF_BIRTH_SEX = {"F": Gender.FEMALE, "M": Gender.MALE}

# HL7 v2 table 0203. A Social Security number is never taken: it stays in the original.
_RECORD_NUMBER, _MEDICAID = "MR", "MA"
_SOCIAL_SECURITY = "SS"
_NEVER_TAKEN = {
    "http://hl7.org/fhir/sid/us-ssn",
    "urn:oid:2.16.840.1.113883.4.1",
    ours.MEMBER,
}
_MEDI_CAL = re.compile(r"medi-?cal\b|\bcin\b|dhcs\.ca\.gov", re.I)


def _cin(value: str) -> str:
    if not value.startswith("9"):
        return ""
    try:
        return cleaned_cin(value)
    except InvalidField:
        return ""


def _is_medi_cal(identifier: Json) -> bool:
    told = f"{identifier.get('system', '')} {words(identifier.get('type'))}"
    return bool(_MEDI_CAL.search(told))


def _number(identifier: Json) -> NumberFact | None:
    value, system = tidy(identifier.get("value")), identifier.get("system", "")
    types = {code for _, code, _ in codings(identifier.get("type"))}
    if not value or _SOCIAL_SECURITY in types or system in _NEVER_TAKEN:
        return None
    if identifier.get("use") == "old" or "end" in identifier.get("period", {}):
        return None
    cin = _cin(value)
    if cin and (_MEDICAID in types or _is_medi_cal(identifier)):
        # Issued by the state, whoever sends it: the member's form shows it.
        return NumberFact(IdentifierKind.CIN, "", cin)
    if _RECORD_NUMBER in types:
        return NumberFact(IdentifierKind.MRN, system, value)
    return NumberFact(IdentifierKind.OTHER, system, value)


def _numbers(patient: Json) -> tuple[NumberFact, ...]:
    found = (_number(one) for one in patient.get("identifier", ()))
    return tuple(dict.fromkeys(one for one in found if one))


def _own_id(patient: Json) -> UUID | None:
    """The key by which the child is known where this program wrote the record."""
    for one in patient.get("identifier", ()):
        if one.get("system") == ours.MEMBER:
            return row_key(one.get("value", ""))
    return None


def _gender(patient: Json) -> Gender:
    if "gender" in patient:
        return Gender(patient["gender"])
    code = (extension(patient, _BIRTH_SEX) or {}).get("valueCode", "")
    return _GENDER_OF_BIRTH_SEX.get(code, Gender.UNKNOWN)


def _pronouns(patient: Json) -> str:
    found = extension(extension(patient, _PRONOUNS), "value") or {}
    return words(found.get("valueCodeableConcept"))


def read(entry: Entry) -> MemberFact:
    """Raises Fault where the birth date is missing or not whole."""
    patient = entry.resource
    called = names(patient)
    if "birthDate" not in patient:
        raise Fault(N_("a member needs a birth date"), "birthDate")
    birth_date = day_of(patient["birthDate"])
    if birth_date is None:
        raise Fault(
            N_("“{value}” is no whole birth date: the day is missing"),
            "birthDate",
            value=patient["birthDate"],
        )
    died = patient.get("deceasedDateTime", "")
    return MemberFact(
        entry.original(),
        called.name,
        birth_date,
        _gender(patient),
        _pronouns(patient),
        languages(patient),
        bool(died) or patient.get("deceasedBoolean", False),
        day_of(died),
        _numbers(patient),
        called.former,
        contacts.contacts(patient),
        contacts.home(patient) or AddressFact(),
        (*called.notes, *contacts.notes(patient)),
        related_person.of_patient(entry),
        _own_id(patient),
    )
