"""A small bundle of invented people that uses everything the import reads."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from hhdesk.exchange import fhir
from hhdesk.exchange.fhir import ImportReport
from hhdesk.store.engine import Database

Json = dict[str, Any]

TERMS = "http://terminology.hl7.org/CodeSystem"
SNOMED = "http://snomed.info/sct"
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"


def coded(system: str, code: str, text: str = "") -> Json:
    concept: Json = {"coding": [{"system": system, "code": code}]}
    return concept | ({"text": text} if text else {})


CHILD: Json = {
    "resourceType": "Patient",
    "id": "ana",
    "meta": {"lastUpdated": "2026-03-01T10:00:00Z"},
    "extension": [
        {
            "url": f"{EXTENSIONS}/individual-pronouns",
            "extension": [
                {"url": "value", "valueCodeableConcept": {"text": "she/her"}}
            ],
        },
        {"url": f"{EXTENSIONS}/patient-interpreterRequired", "valueBoolean": True},
    ],
    "identifier": [
        {
            "type": coded(f"{TERMS}/v2-0203", "MR"),
            "system": "http://hospital.example/mrn",
            "value": "A-100",
        },
        {"type": coded(f"{TERMS}/v2-0203", "MA"), "value": "91234567C"},
        {
            "type": coded(f"{TERMS}/v2-0203", "SS"),
            "system": "http://hl7.org/fhir/sid/us-ssn",
            "value": "999-12-3456",
        },
        {"system": "http://school.example/ids", "value": "S-7"},
    ],
    "name": [
        {
            "use": "official",
            "family": "Quiroga Lazo",
            "_family": {
                "extension": [
                    {
                        "url": f"{EXTENSIONS}/humanname-fathers-family",
                        "valueString": "Quiroga",
                    },
                    {
                        "url": f"{EXTENSIONS}/humanname-mothers-family",
                        "valueString": "Lazo",
                    },
                ]
            },
            "given": ["Ana", "Belén"],
        },
        {"use": "nickname", "given": ["Nita"]},
        {"use": "old", "family": "Lazo", "given": ["Ana"]},
    ],
    "telecom": [
        {"system": "phone", "value": "(510) 555-0111", "use": "mobile", "rank": 2},
        {"system": "phone", "value": "510 555 0112", "use": "home", "rank": 1},
        {"system": "fax", "value": "510-555-0113"},
        {"system": "email", "value": "ana@home.example"},
    ],
    "gender": "female",
    "birthDate": "2018-04-09",
    "address": [
        {"use": "old", "line": ["1 Gone St"], "city": "Fresno"},
        {
            "use": "home",
            "line": ["12 Alder Ct", "Apt 3"],
            "city": "Oakland",
            "state": "CA",
            "postalCode": "94601",
        },
    ],
    "communication": [
        {"language": coded("urn:ietf:bcp:47", "en-US")},
        {"language": coded("urn:ietf:bcp:47", "es-MX"), "preferred": True},
    ],
}

MOTHER: Json = {
    "resourceType": "RelatedPerson",
    "id": "rosa",
    "patient": {"reference": "Patient/ana"},
    "relationship": [coded(f"{TERMS}/v3-RoleCode", "MTH")],
    "name": [{"family": "Lazo", "given": ["Rosa"]}],
    "telecom": [{"system": "phone", "value": "510-555-0114", "use": "mobile"}],
    "address": [{"line": ["12 Alder Ct", "Apt 3"], "city": "Oakland"}],
    "communication": [{"language": coded("urn:ietf:bcp:47", "es")}],
}

ASTHMA: Json = {
    "resourceType": "Condition",
    "id": "asthma",
    "clinicalStatus": coded(f"{TERMS}/condition-clinical", "active"),
    "verificationStatus": coded(f"{TERMS}/condition-ver-status", "confirmed"),
    "category": [coded(f"{TERMS}/condition-category", "problem-list-item")],
    "code": coded(SNOMED, "195967001", "Asthma"),
    "subject": {"reference": "Patient/ana"},
    "onsetDateTime": "2021-09-30T08:15:00-07:00",
}

PEANUT: Json = {
    "resourceType": "AllergyIntolerance",
    "id": "peanut",
    "clinicalStatus": coded(f"{TERMS}/allergyintolerance-clinical", "active"),
    "verificationStatus": coded(
        f"{TERMS}/allergyintolerance-verification", "unconfirmed"
    ),
    "criticality": "high",
    "code": coded(SNOMED, "91935009", "Peanut"),
    "patient": {"reference": "Patient/ana"},
    "reaction": [{"manifestation": [{"text": "Hives"}], "severity": "moderate"}],
}

INHALER: Json = {
    "resourceType": "MedicationRequest",
    "id": "inhaler",
    "contained": [
        {
            "resourceType": "Medication",
            "id": "med",
            "code": {"text": "Albuterol 90 mcg inhaler"},
        }
    ],
    "status": "active",
    "intent": "order",
    "medicationReference": {"reference": "#med"},
    "subject": {"reference": "Patient/ana"},
    "authoredOn": "2026-01-15",
    "requester": {"reference": "Practitioner/ito"},
    "dosageInstruction": [
        {
            "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
            "asNeededBoolean": True,
            "doseAndRate": [{"doseQuantity": {"value": 2.0, "unit": "puffs"}}],
        }
    ],
}

BREATHE: Json = {
    "resourceType": "Goal",
    "id": "breathe",
    "lifecycleStatus": "accepted",
    "achievementStatus": coded(f"{TERMS}/goal-achievement", "improving"),
    "description": {"text": "No night cough for a month"},
    "subject": {"reference": "Patient/ana"},
    "target": [{"dueDate": "2026-12-01"}],
    "addresses": [{"reference": "Condition/asthma"}],
}

PLAN: Json = {
    "resourceType": "CarePlan",
    "id": "plan",
    "contained": [
        {
            "resourceType": "Goal",
            "id": "school",
            "lifecycleStatus": "proposed",
            "description": {"text": "Inhaler at school"},
            "subject": {"reference": "Patient/ana"},
        }
    ],
    "status": "active",
    "intent": "plan",
    "title": "Asthma plan",
    "subject": {"reference": "Patient/ana"},
    "addresses": [{"reference": "Condition/asthma"}],
    "goal": [{"reference": "Goal/breathe"}, {"reference": "#school"}],
    "activity": [
        {
            "detail": {
                "description": "Teach the spacer",
                "status": "in-progress",
                "goal": [{"reference": "Goal/breathe"}],
                "performer": [{"reference": "Practitioner/ito"}],
                "scheduledPeriod": {"end": "2026-12-15"},
            },
            "progress": [{"text": "Shown once"}],
        },
        {
            "detail": {
                "description": "Take the form to school",
                "status": "not-started",
                "goal": [{"reference": "#school"}],
                "performer": [{"reference": "RelatedPerson/rosa"}],
            }
        },
        {"detail": {"code": {"text": "Flu shot"}, "status": "completed"}},
    ],
}

PAYER: Json = {
    "resourceType": "Coverage",
    "id": "payer",
    "status": "active",
    "type": {"text": "Medicaid"},
    "subscriberId": "91234567C",
    "beneficiary": {"reference": "Patient/ana"},
    "period": {"start": "2026-01-01"},
    "payor": [{"reference": "Organization/alameda"}],
    "class": [{"type": coded(f"{TERMS}/coverage-class", "plan"), "value": "Medi-Cal"}],
}

DOCTOR: Json = {
    "resourceType": "Practitioner",
    "id": "ito",
    "name": [{"family": "Ito", "given": ["Mika"], "prefix": ["Dr."]}],
}
HEALTH_PLAN: Json = {
    "resourceType": "Organization",
    "id": "alameda",
    "name": "Alameda Alliance",
}
WEIGHT: Json = {
    "resourceType": "Observation",
    "id": "weight",
    "status": "final",
    "code": {"text": "Weight"},
    "subject": {"reference": "Patient/ana"},
    "valueQuantity": {"value": 21.50, "unit": "kg"},
}

ALL = (
    CHILD, MOTHER, ASTHMA, PEANUT, INHALER, BREATHE, PLAN, PAYER, DOCTOR, HEALTH_PLAN,
    WEIGHT,
)  # fmt: skip


def bundle(*resources: Any, kind: str = "collection") -> Json:
    """Independent copies, so that a test may change what it wants."""
    entries = [{"resource": copy.deepcopy(one)} for one in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def write(folder: Path, name: str, value: Any) -> Path:
    path = folder / name
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return path


def changed(resource: Json, **elements: Any) -> Json:
    """A copy with other elements; None takes one out."""
    copied = {**copy.deepcopy(resource), **elements}
    return {name: value for name, value in copied.items() if value is not None}


class Importer:
    """Imports resources of a test into its database."""

    def __init__(self, database: Database, actor_id: UUID, folder: Path) -> None:
        self.database, self.actor_id, self.folder = database, actor_id, folder
        self._count = 0

    def __call__(self, *resources: Any, **options: Any) -> ImportReport:
        """One bundle of these resources."""
        return self.whole(bundle(*resources), **options)

    def whole(self, value: Any, name: str = "", **options: Any) -> ImportReport:
        """One file of this content."""
        self._count += 1
        path = write(self.folder, name or f"{self._count}.json", value)
        return self.paths(path, **options)

    def paths(self, *paths: Path, **options: Any) -> ImportReport:
        return fhir.import_paths(self.database, self.actor_id, paths, **options)


def refusals(report: ImportReport) -> list[str]:
    """Each refusal without its file."""
    return [row.line().partition(": ")[2] for row in report.refused]
