"""RelatedPerson becomes a caregiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.household import Relationship
from hhdesk.care.imported import CaregiverFact
from hhdesk.exchange.fhir import contacts
from hhdesk.exchange.fhir.concepts import all_codings, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.languages import languages
from hhdesk.exchange.fhir.names import names
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

SELF = "ONESELF"

# HL7 v3 RoleCode, and the older v2 table 0063.
_CODES = {
    Relationship.MOTHER: "MTH NMTH NMTHF ADOPTM GESTM",
    Relationship.FATHER: "FTH NFTH NFTHF ADOPTF",
    Relationship.GRANDMOTHER: "GRMTH MGRMTH PGRMTH",
    Relationship.GRANDFATHER: "GRFTH MGRFTH PGRFTH",
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


def read(entry: Entry, index: Index) -> CaregiverFact:
    """Raises Fault where the patient is missing."""
    person = entry.resource
    kin = relationship(person)
    called = names(person)
    said = ", ".join(filter(None, map(words, person.get("relationship", ()))))
    return CaregiverFact(
        entry.original(),
        index.person(entry, "patient"),
        called.name,
        kin,
        said if kin is Relationship.OTHER else "",
        languages(person),
        contacts.contacts(person),
        contacts.home(person),
        day_of(person.get("period", {}).get("end", "")),
        (*called.notes, *contacts.notes(person)),
    )
