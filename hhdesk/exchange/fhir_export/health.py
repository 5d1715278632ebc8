"""Condition, AllergyIntolerance and MedicationRequest: what a child lives with."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.health import (
    AllergyRow,
    ClinicalStatus,
    ConditionRow,
    MedicineRow,
    MedicineStatus,
)
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir_export.elements import (
    TERMS,
    Json,
    concept,
    day,
    reference,
    resource,
    some,
)


def condition(one: ConditionRow, member_id: UUID) -> Json:
    # Invariant con-4: what is active has not ended.
    ended = None if one.status.present else day(one.abated_on)
    problem = concept("", f"{TERMS}/condition-category", "problem-list-item")
    return resource(
        "Condition",
        one.id,
        one.seal,
        clinicalStatus=concept("", f"{TERMS}/condition-clinical", one.status.value),
        category=[problem],
        code=concept(one.text, one.system, one.code),
        subject=reference(member_id),
        onsetDateTime=day(one.onset_on),
        abatementDateTime=ended,
    )


def _allergy_status(status: ClinicalStatus) -> str:
    """FHIR knows fewer states of allergies than of conditions."""
    if status.present:
        return ClinicalStatus.ACTIVE
    resolved = status is ClinicalStatus.RESOLVED
    return ClinicalStatus.RESOLVED if resolved else ClinicalStatus.INACTIVE


def allergy(one: AllergyRow, member_id: UUID) -> Json:
    signs = concept(one.reaction)
    status = _allergy_status(one.status)
    return resource(
        "AllergyIntolerance",
        one.id,
        one.seal,
        clinicalStatus=concept("", f"{TERMS}/allergyintolerance-clinical", status),
        criticality=one.criticality.value,
        code=concept(one.text, one.system, one.code),
        patient=reference(member_id),
        reaction=[{"manifestation": [signs]}] if signs else [],
    )


def _not_taken(one: MedicineRow, member_id: UUID) -> Json:
    dosage = some(text=one.dosage)
    what = concept(one.text, one.system, one.code)
    return resource(
        "MedicationStatement",
        one.id,
        one.seal,
        status=one.status.value,
        medicationCodeableConcept=what or {"text": ours.UNSAID},
        subject=reference(member_id),
        dateAsserted=day(one.reported_on),
        informationSource=some(display=one.reported_by),
        dosage=[dosage] if dosage else [],
    )


def medicine(one: MedicineRow, member_id: UUID) -> Json:
    """As reported, which US Core says by a request with `reported`: the clinic
    prescribes nothing. That it is not taken only a statement can say."""
    if one.status is MedicineStatus.NOT_TAKEN:
        return _not_taken(one, member_id)
    by = some(display=one.reported_by)
    told = {"reportedReference": by} if by else {"reportedBoolean": True}
    dosage = some(text=one.dosage)
    what = concept(one.text, one.system, one.code)
    return resource(
        "MedicationRequest",
        one.id,
        one.seal,
        status=one.status.value,
        intent="plan",
        **told,
        medicationCodeableConcept=what or {"text": ours.UNSAID},
        subject=reference(member_id),
        authoredOn=day(one.reported_on),
        dosageInstruction=[dosage] if dosage else [],
    )
