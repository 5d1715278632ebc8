"""Condition and AllergyIntolerance: what a child has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.health import ClinicalStatus, Criticality
from hhdesk.care.imported import AllergyFact, ConditionFact
from hhdesk.exchange.fhir.concepts import Concept, concept, required_code, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.labels import seal_of
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

_TERMS = "http://terminology.hl7.org/CodeSystem"

# What is said behind the words where the source itself is not sure.
_DOUBTS = {
    "unconfirmed": "not confirmed",
    "provisional": "not confirmed",
    "differential": "one possibility",
    "presumed": "not confirmed",
}
_CERTAINTIES = {"confirmed", "refuted", "entered-in-error", ""}
_CONDITION_CERTAINTIES = dict.fromkeys([*_DOUBTS, *_CERTAINTIES])
_ALLERGY_CERTAINTIES = dict.fromkeys(
    ["unconfirmed", "presumed", "confirmed", "refuted", "entered-in-error"]
)
_CONDITION_STATES = {state.value: state for state in ClinicalStatus}
_ALLERGY_STATES = {
    state.value: state
    for state in (
        ClinicalStatus.ACTIVE,
        ClinicalStatus.INACTIVE,
        ClinicalStatus.RESOLVED,
    )
}
WITHDRAWN = {"refuted", "entered-in-error"}


def certainty(resource: Json) -> str:
    """Its verificationStatus, empty for none; raises Fault for an unknown code."""
    if resource["resourceType"] == "Condition":
        system, allowed = f"{_TERMS}/condition-ver-status", _CONDITION_CERTAINTIES
    else:
        system = f"{_TERMS}/allergyintolerance-verification"
        allowed = _ALLERGY_CERTAINTIES
    given = resource.get("verificationStatus")
    return required_code(given, "verificationStatus", system, allowed)


def _doubtful(found: Concept, sure: str) -> str:
    return f"{found.text} ({_DOUBTS[sure]})" if sure in _DOUBTS else found.text


def _abatement(condition: Json) -> bool:
    return any(name.startswith("abatement") for name in condition)


def condition_status(condition: Json) -> ClinicalStatus:
    """Raises Fault for an unknown code and for one that contradicts an end (con-4)."""
    system = f"{_TERMS}/condition-clinical"
    given = condition.get("clinicalStatus")
    code = required_code(given, "clinicalStatus", system, _CONDITION_STATES)
    ended = _abatement(condition)
    if not code:
        return ClinicalStatus.RESOLVED if ended else ClinicalStatus.ACTIVE
    status = _CONDITION_STATES[code]
    if ended and status.present:
        raise Fault(N_("it has ended and is said to be active"), "clinicalStatus")
    return status


def _day(resource: Json, stem: str) -> Any:
    """The day of `onset[x]`, where it is a whole one."""
    period = resource.get(f"{stem}Period", {})
    limit = period.get("start" if stem == "onset" else "end", "")
    return day_of(resource.get(f"{stem}DateTime", limit))


def read_condition(entry: Entry, index: Index) -> ConditionFact:
    condition = entry.resource
    found = concept(condition.get("code"))
    return ConditionFact(
        entry.original(),
        index.person(entry, "subject"),
        _doubtful(found, certainty(condition)),
        found.system,
        found.code,
        condition_status(condition),
        _day(condition, "onset"),
        _day(condition, "abatement"),
        seal_of(condition),
    )


def _substance(allergy: Json) -> Concept:
    found = concept(allergy.get("code"))
    if found.text:
        return found
    substances = (one.get("substance") for one in allergy.get("reaction", ()))
    return next((concept(one) for one in substances if one), Concept())


def allergy_words(allergy: Json) -> str:
    return _substance(allergy).text


def _reaction(allergy: Json) -> str:
    """Each reaction's signs, with its severity where told."""
    told = []
    for one in allergy.get("reaction", ()):
        signs = ", ".join(filter(None, map(words, one.get("manifestation", ()))))
        severity = one.get("severity", "")
        told.append(f"{signs} ({severity})" if severity else signs)
    return "; ".join(dict.fromkeys(filter(None, told)))


def read_allergy(entry: Entry, index: Index) -> AllergyFact:
    allergy = entry.resource
    found = _substance(allergy)
    system = f"{_TERMS}/allergyintolerance-clinical"
    given = allergy.get("clinicalStatus")
    code = required_code(given, "clinicalStatus", system, _ALLERGY_STATES)
    return AllergyFact(
        entry.original(),
        index.person(entry, "patient"),
        _doubtful(found, certainty(allergy)),
        found.system,
        found.code,
        _ALLERGY_STATES[code] if code else ClinicalStatus.ACTIVE,
        Criticality(allergy.get("criticality", Criticality.UNKNOWN)),
        _reaction(allergy),
        seal_of(allergy),
    )
