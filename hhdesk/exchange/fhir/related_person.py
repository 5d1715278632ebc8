"""RelatedPerson, and the contacts in a Patient, become caregivers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.household import Relationship
from hhdesk.care.imported import CaregiverFact, Original, Person
from hhdesk.exchange.fhir import contacts, ours
from hhdesk.exchange.fhir.concepts import all_codings, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.languages import languages
from hhdesk.exchange.fhir.names import names
from hhdesk.exchange.fhir.primitives import day_of, last_day
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

SELF = "ONESELF"

# HL7 v3 RoleCode, and the older v2 table 0063.
_CODES = {
    Relationship.MOTHER: "MTH NMTH NMTHF ADOPTM GESTM",
    Relationship.FATHER: "FTH NFTH NFTHF ADOPTF",
    Relationship.GRANDMOTHER: "GRMTH MGRMTH PGRMTH GGRMTH MGGRMTH PGGRMTH",
    Relationship.GRANDFATHER: "GRFTH MGRFTH PGRFTH GGRFTH MGGRFTH PGGRFTH",
    Relationship.AUNT: "AUNT MAUNT PAUNT",
    Relationship.UNCLE: "UNCLE MUNCLE PUNCLE",
    Relationship.SISTER: "SIS NSIS HSIS STPSIS TWINSIS FTWINSIS ITWINSIS",
    Relationship.BROTHER: "BRO NBRO HBRO STPBRO TWINBRO FTWINBRO ITWINBRO",
    Relationship.STEPPARENT: "STPMTH STPFTH STPPRN",
    Relationship.FOSTER_PARENT: "PRNFOST MTHFOST FTHFOST FOSTER",
    Relationship.GUARDIAN: "GUARD GUADLTM GRD",
}
_RELATIONSHIP_OF = {
    code: relationship
    for relationship, codes in _CODES.items()
    for code in codes.split()
}
_BY_GENDER = {
    "PRN": (Relationship.MOTHER, Relationship.FATHER),
    "NPRN": (Relationship.MOTHER, Relationship.FATHER),
    "ADOPTP": (Relationship.MOTHER, Relationship.FATHER),
    "PAR": (Relationship.MOTHER, Relationship.FATHER),
    "GRPRN": (Relationship.GRANDMOTHER, Relationship.GRANDFATHER),
    "MGRPRN": (Relationship.GRANDMOTHER, Relationship.GRANDFATHER),
    "PGRPRN": (Relationship.GRANDMOTHER, Relationship.GRANDFATHER),
    "GRP": (Relationship.GRANDMOTHER, Relationship.GRANDFATHER),
    "SIB": (Relationship.SISTER, Relationship.BROTHER),
    "NSIB": (Relationship.SISTER, Relationship.BROTHER),
    "HSIB": (Relationship.SISTER, Relationship.BROTHER),
    "STPSIB": (Relationship.SISTER, Relationship.BROTHER),
}

# HL7 v2 table 0131: in what a contact is reached, said in words that people read.
_CONTACT_WORDS = {
    "C": "emergency contact",
    "CP": "contact person",
    "N": "next of kin",
}
# Employers, agencies, insurers.
_NO_KIN = {"E", "F", "I", "S"}


def codes(person: Json) -> list[str]:
    return [code for _, code, _ in all_codings(person.get("relationship"))]


def relationship(person: Json) -> Relationship:
    """The closest relationship that the codes name, by gender where they leave it."""
    given = codes(person)
    for code in given:
        if code in _RELATIONSHIP_OF:
            return _RELATIONSHIP_OF[code]
    for code in given:
        if code in _BY_GENDER and person.get("gender") in {"female", "male"}:
            return _BY_GENDER[code][person["gender"] == "male"]
    return _by_words(person)


def _by_words(person: Json) -> Relationship:
    for one in person.get("relationship", ()):
        said = words(one).casefold().replace(" ", "_").removeprefix("natural_")
        if said in set(Relationship):
            return Relationship(said)
    return Relationship.OTHER


def _said(concept: Json) -> str:
    """What a relationship is called; bare codes of contacts are put into words."""
    text = words(concept)
    return _CONTACT_WORDS.get(text, text)


def _fact(person: Json, original: Original, about: Person) -> CaregiverFact:
    kin = relationship(person)
    called = names(person)
    said = ", ".join(filter(None, map(_said, person.get("relationship", ()))))
    period = person.get("period", {})
    main = ours.only_part(person, "caregiver").get("main")
    return CaregiverFact(
        original,
        about,
        called.name,
        kin,
        said if kin is Relationship.OTHER else "",
        languages(person),
        contacts.contacts(person),
        contacts.home(person),
        last_day(period.get("end", "")),
        (*called.notes, *contacts.notes(person)),
        day_of(period.get("start", "")),
        day_of(person.get("birthDate", "")),
        main if isinstance(main, bool) else None,
    )


def read(entry: Entry, index: Index) -> CaregiverFact:
    """Raises Fault where the patient is missing."""
    return _fact(entry.resource, entry.original(), index.person(entry, "patient"))


def of_patient(entry: Entry) -> tuple[CaregiverFact, ...]:
    """The people whom a Patient names as its contacts; no employers or agencies."""
    original = entry.original()
    found = []
    for contact in entry.resource.get("contact", ()):
        if _NO_KIN & set(codes(contact)) or "name" not in contact:
            continue
        person = {**contact, "name": [contact["name"]]}
        if "address" in contact:
            person["address"] = [contact["address"]]
        if names(person).is_given:
            found.append(_fact(person, original, original.key))
    return tuple(found)
