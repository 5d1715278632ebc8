"""Who is meant: the person, the organization and the phone behind a reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hhdesk.exchange.fhir.concepts import tidy
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

PEOPLE = {"Practitioner", "PractitionerRole"}
HOUSES = {"Organization", "HealthcareService"}
FAMILY = {"Patient", "RelatedPerson"}


@dataclass(frozen=True, slots=True)
class Party:
    """`kind` is the resource type, empty where nobody says it."""

    kind: str = ""
    person: str = ""
    organization: str = ""
    phone: str = ""

    @property
    def house(self) -> str:
        """Whom a family would ask for: the organization before the person."""
        return self.organization or self.person


def phone_of(resource: Json) -> str:
    """The first phone in use, as it is written."""
    for point in resource.get("telecom", ()):
        used = point.get("use") != "old" and "end" not in point.get("period", {})
        if point.get("system") == "phone" and used and tidy(point.get("value")):
            return tidy(point["value"]).removeprefix("tel:")
    return ""


def _kind(reference: Json, meant: Json, expected: str) -> str:
    """The type that is there, that the reference states, or that its address has."""
    given = str(meant.get("resourceType") or reference.get("type") or "")
    parts = reference.get("reference", "").split("/")
    return given or (parts[-2] if len(parts) > 1 else expected)


def party(reference: Json | None, entry: Entry, index: Index, expected: str) -> Party:
    """Whom a reference means, as far as the resources at hand say it."""
    if not reference:
        return Party()
    meant = index.resource(reference, entry, expected) or {}
    kind = _kind(reference, meant, expected)
    said = tidy(reference.get("display"))
    if kind == "PractitionerRole" and meant:
        return _role(meant, said, entry, index)
    own = _name(meant, kind)
    name, phone = own or said, phone_of(meant)
    if kind in HOUSES:
        return Party(kind, "", name, phone)
    return Party(kind, name, "", phone)


def _name(meant: Json, kind: str) -> str:
    """Only of what has a name; elements of other types may be called so too. One that
    is no name here (an endless one) leaves the display."""
    if kind not in PEOPLE | HOUSES | FAMILY | {"Location"}:
        return ""
    try:
        return name_of(meant)
    except Fault:
        return ""


def _role(role: Json, said: str, entry: Entry, index: Index) -> Party:
    """A person at an organization; what is not at hand goes by its display."""
    who = party(role.get("practitioner"), entry, index, "Practitioner")
    house = party(role.get("organization"), entry, index, "Organization")
    phone = phone_of(role) or who.phone or house.phone
    person = who.person or ("" if house.house else said)
    return Party("PractitionerRole", person, house.house, phone)
