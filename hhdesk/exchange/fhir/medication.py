"""MedicationRequest and MedicationStatement become a medicine as reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hhdesk.care.health import MedicineStatus
from hhdesk.care.imported import MedicineFact
from hhdesk.exchange.fhir.concepts import Concept, concept, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Dangling, Fault
from hhdesk.exchange.fhir.labels import seal_of
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

_UNITS = {
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
}

# Of a statement; the others are called alike.
_STATES = {"intended": MedicineStatus.DRAFT}

NOT_HERE = N_("the medication {reference} is not here")


def _of_medication(medication: Json) -> Concept:
    """A Medication's code, else the names of what is in it."""
    found = concept(medication.get("code"))
    if found.text:
        return found
    parts = (
        words(one.get("itemCodeableConcept"))
        for one in medication.get("ingredient", ())
    )
    return Concept(", ".join(filter(None, parts)))


def _missing(reference: Json, entry: Entry, index: Index) -> Fault:
    place, address = "medicationReference", reference["reference"]
    wanted = index.key_of(reference, entry, "Medication")
    if wanted is None:
        return Fault(NOT_HERE, place, reference=address)
    return Dangling(wanted, NOT_HERE, place, reference=address)


def medicine(entry: Entry, index: Index) -> Concept:
    """What is given; empty words where the source names nothing."""
    request = entry.resource
    if "medicationCodeableConcept" in request:
        return concept(request["medicationCodeableConcept"])
    reference = request.get("medicationReference", {})
    meant = index.resource(reference, entry, "Medication")
    found = _of_medication(meant) if meant else Concept()
    if found.text:
        return found
    display = tidy(reference.get("display"))
    if not display and reference.get("reference"):
        raise _missing(reference, entry, index)
    return Concept(display)


def _number(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else str(value)


def _dose(dosage: Json) -> str:
    for one in dosage.get("doseAndRate", ()):
        quantity = one.get("doseQuantity", {})
        if "value" in quantity and "comparator" not in quantity:
            unit = quantity.get("unit") or quantity.get("code", "")
            return f"{_number(quantity['value'])} {unit}".strip()
    return ""


def _often(repeat: Json) -> str:
    """Plain times a period; anything finer is left to the original."""
    if not {"frequency", "period", "periodUnit"} <= set(repeat):
        return ""
    if set(repeat) - {"frequency", "period", "periodUnit", "boundsPeriod"}:
        return ""
    times, period = repeat["frequency"], repeat["period"]
    unit = _UNITS[repeat["periodUnit"]]
    often = "once" if times == 1 else f"{times} times"
    if period == 1:
        return f"{often} a {unit}" if unit != "hour" else f"{often} an hour"
    return f"{often} every {_number(period)} {unit}s"


def _dosage(dosage: Json) -> str:
    """The source's own words, else dose and frequency put into plain ones."""
    written = tidy(dosage.get("text")) or tidy(dosage.get("patientInstruction"))
    if written:
        return written
    repeat = dosage.get("timing", {}).get("repeat", {})
    often = _often(repeat) or words(dosage.get("timing", {}).get("code"))
    needed = "as needed" if dosage.get("asNeededBoolean") else ""
    reason = words(dosage.get("asNeededCodeableConcept"))
    needed = f"as needed: {reason}" if reason else needed
    return ", ".join(filter(None, (_dose(dosage), often, needed)))


def _reported_by(entry: Entry, index: Index) -> str:
    """Who reported or ordered it, by name where the name is at hand."""
    request = entry.resource
    for element in ("reportedReference", "informationSource", "requester"):
        reference = request.get(element, {})
        if tidy(reference.get("display")):
            return tidy(reference["display"])
        meant = index.resource(reference, entry, "Practitioner")
        if meant and name_of(meant):
            return name_of(meant)
    return ""


def _instructions(dosages: Iterable[Json]) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(_dosage, dosages))))


def _status(resource: Json) -> MedicineStatus:
    status = resource["status"]
    return _STATES.get(status) or MedicineStatus(status)


def _reported_on(resource: Json) -> date | None:
    """When it was ordered or said; of a statement else when taking it began."""
    period = resource.get("effectivePeriod", {})
    told = (
        resource.get("authoredOn", ""),
        resource.get("dateAsserted", ""),
        resource.get("effectiveDateTime", period.get("start", "")),
    )
    return next(filter(None, map(day_of, told)), None)


def read(entry: Entry, index: Index) -> MedicineFact:
    """Raises Fault where the medication is somewhere else."""
    resource = entry.resource
    found = medicine(entry, index)
    dosages = resource.get("dosageInstruction", resource.get("dosage", ()))
    return MedicineFact(
        entry.original(),
        index.person(entry, "subject"),
        found.text,
        found.system,
        found.code,
        _status(resource),
        _instructions(dosages),
        _reported_by(entry, index),
        _reported_on(resource),
        seal_of(resource),
    )
