"""Which reader takes which resource, and what is kept without being entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hhdesk.care.imported import Fact, KeptFact, Person, SourceKey, Told
from hhdesk.exchange.fhir import (
    care_plan,
    clinical,
    concepts,
    consent,
    coverage,
    document,
    encounter,
    goal,
    loops,
    medication,
    ours,
    patient,
    related_person,
)
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

MODIFIED = N_("an extension changes its meaning in a way that is not known here")
OTHER_RULES = N_("it follows rules that are not known here")
ANIMAL = N_("it is an animal")
REPLACED = N_("its source has replaced it by another record")
NOT_A_PERSON = N_("it is about a {type}, not about one person")
THE_MEMBER = N_("it is the member, not somebody else")
INACTIVE = N_("its source no longer uses it")
RULED_OUT = N_("it was ruled out")
IN_ERROR = N_("it was entered in error")
FORBIDDEN = N_("it says not to give a medicine")
NAMELESS = N_("it names nothing in words")
NOBODY = N_("it names no patient")
NO_DAY = N_("it permits, and names no day on which it was given")
CANCELLED = N_("it did not take place")
CONCERN = N_("it is a concern of the care plan, no diagnosis")

READERS: dict[str, Callable[[Entry, Index], Fact]] = {
    "Patient": lambda entry, _index: patient.read(entry),
    "RelatedPerson": related_person.read,
    "Coverage": coverage.read,
    "Condition": clinical.read_condition,
    "AllergyIntolerance": clinical.read_allergy,
    "MedicationRequest": medication.read,
    "MedicationStatement": medication.read,
    "Encounter": encounter.read,
    "DocumentReference": document.read,
    "Consent": consent.read,
    "Goal": goal.read,
    "CarePlan": care_plan.read,
    **loops.READERS,
}
"""The types that are read, each after those it may refer to."""

_ABOUT = ("subject", "patient", "beneficiary", "for", "individual")


def _mentions(value: Any, name: str) -> bool:
    """Whether an object somewhere inside has this element."""
    if isinstance(value, dict):
        return name in value or any(_mentions(one, name) for one in value.values())
    return isinstance(value, list) and any(_mentions(one, name) for one in value)


def _whole(entry: Entry, _index: Index) -> Told | None:
    """What forbids to read any resource at all."""
    if "implicitRules" in entry.resource:
        return Told(OTHER_RULES)
    named = '"modifierExtension"' in entry.text
    if named and _mentions(entry.resource, "modifierExtension"):
        return Told(MODIFIED)
    return None


def _patient(entry: Entry, _index: Index) -> Told | None:
    if concepts.extension(entry.resource, patient.ANIMAL):
        return Told(ANIMAL)
    links = entry.resource.get("link", ())
    return (
        Told(REPLACED) if any(one["type"] == "replaced-by" for one in links) else None
    )


def _related_person(entry: Entry, _index: Index) -> Told | None:
    if related_person.SELF in related_person.codes(entry.resource):
        return Told(THE_MEMBER)
    return Told(INACTIVE) if entry.resource.get("active") is False else None


def _uncertain(entry: Entry) -> Told | None:
    sure = clinical.certainty(entry.resource)
    if sure in clinical.WITHDRAWN:
        return Told(RULED_OUT if sure == "refuted" else IN_ERROR)
    return None


def _condition(entry: Entry, _index: Index) -> Told | None:
    if ours.domain(entry.resource) is not None:
        return Told(CONCERN)
    if not concepts.words(entry.resource.get("code")):
        return Told(NAMELESS)
    return _uncertain(entry)


def _allergy(entry: Entry, _index: Index) -> Told | None:
    if not clinical.allergy_words(entry.resource):
        return Told(NAMELESS)
    return _uncertain(entry)


def _medication(entry: Entry, index: Index) -> Told | None:
    if entry.resource["status"] == "entered-in-error":
        return Told(IN_ERROR)
    if entry.resource.get("doNotPerform"):
        return Told(FORBIDDEN)
    return None if medication.medicine(entry, index).text else Told(NAMELESS)


def _status(entry: Entry, _index: Index) -> Told | None:
    error = entry.resource["status"] == "entered-in-error"
    return Told(IN_ERROR) if error else None


def _goal(entry: Entry, _index: Index) -> Told | None:
    if entry.resource["lifecycleStatus"] == "entered-in-error":
        return Told(IN_ERROR)
    return None if concepts.words(entry.resource["description"]) else Told(NAMELESS)


def _encounter(entry: Entry, _index: Index) -> Told | None:
    if "subject" not in entry.resource:
        return Told(NOBODY)
    if entry.resource["status"] == "cancelled":
        return Told(CANCELLED)
    return _status(entry, _index)


def _document(entry: Entry, index: Index) -> Told | None:
    nobody = "subject" not in entry.resource
    return Told(NOBODY) if nobody else _status(entry, index)


def _consent(entry: Entry, index: Index) -> Told | None:
    if "patient" not in entry.resource:
        return Told(NOBODY)
    undated = consent.undated(entry.resource)
    return Told(NO_DAY) if undated else _status(entry, index)


_REASONS: dict[str, Callable[[Entry, Index], Told | None]] = {
    "Patient": _patient,
    "RelatedPerson": _related_person,
    "Coverage": _status,
    "Condition": _condition,
    "AllergyIntolerance": _allergy,
    "MedicationRequest": _medication,
    "MedicationStatement": _medication,
    "Encounter": _encounter,
    "DocumentReference": _document,
    "Consent": _consent,
    "Goal": _goal,
    "CarePlan": _status,
    **loops.REASONS,
}


def _is_read(entry: Entry) -> bool:
    """Of encounters only hospital stays are; visits to an office are kept."""
    if entry.key.type == "Encounter":
        return encounter.kind(entry.resource) is not None
    return entry.key.type in READERS


def _about(entry: Entry, index: Index) -> Person | None:
    """The person that any resource is about, as far as it says."""
    own = loops.ABOUT.get(entry.key.type)
    if own is not None:
        return own(entry, index)
    for element in _ABOUT:
        person = index.whom(entry, entry.resource.get(element))
        if isinstance(person, SourceKey) and person.type != "Patient":
            continue
        if person is not None:
            return person
    return None


def _elsewhere(entry: Entry, index: Index) -> Told | None:
    """Facts of groups, devices and the like are nobody's here."""
    for element in ("subject", "patient", "beneficiary"):
        person = index.whom(entry, entry.resource.get(element))
        if isinstance(person, SourceKey) and person.type != "Patient":
            return Told(NOT_A_PERSON, {"type": person.type})
    return None


def read(entry: Entry, index: Index) -> Fact:
    """A checked resource as a fact; raises Fault where it cannot be entered."""
    kind = entry.key.type
    if not _is_read(entry):
        return KeptFact(entry.original(), _about(entry, index))
    for reason in (_whole, _elsewhere, _REASONS[kind]):
        why = reason(entry, index)
        if why is not None:
            about = None if kind == "Patient" else _about(entry, index)
            return KeptFact(entry.original(), about, why)
    return READERS[kind](entry, index)
