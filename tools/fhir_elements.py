"""Makes resources/fhir/r4.json, the elements of FHIR R4, from HL7's own definitions.

`tools/fhir_elements.py FOLDER`, where FOLDER holds profiles-resources.json,
profiles-types.json, valuesets.json and v3-codesystems.json of FHIR 4.0.1. They are in
the public domain (CC0-1.0); only names, cardinalities, types and codes are kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
VERSION = "4.0.1"
FILES = (
    "profiles-types.json",
    "profiles-resources.json",
    "valuesets.json",
    "v3-codesystems.json",
)
MOST_CODES = 300
"""Longer sets (languages, currencies, media types) are left to their grammar."""

RESOURCES = """
AdverseEvent AllergyIntolerance Appointment AppointmentResponse Binary BodyStructure
CarePlan CareTeam Claim ClaimResponse ClinicalImpression Communication
CommunicationRequest Composition Condition Consent Coverage DetectedIssue Device
DeviceRequest DeviceUseStatement DiagnosticReport DocumentReference Encounter
Endpoint EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Flag Goal Group
HealthcareService ImagingStudy Immunization ImmunizationRecommendation List
Location Media Medication MedicationAdministration MedicationDispense
MedicationRequest MedicationStatement NutritionOrder Observation Organization
OrganizationAffiliation Patient Person Practitioner PractitionerRole Procedure
Provenance QuestionnaireResponse RelatedPerson RequestGroup RiskAssessment Schedule
ServiceRequest Slot Specimen SupplyRequest Task VisionPrescription
"""
"""What patients' records are made of; the rest is for those who build systems."""

# What every type of such a base has; the reader of the table knows these by itself.
INHERITED = {
    "Element": {"id", "extension"},
    "BackboneElement": {"id", "extension", "modifierExtension"},
    "Resource": {"id", "meta", "implicitRules", "language"},
}
INHERITED["DomainResource"] = INHERITED["Resource"] | {
    "text",
    "contained",
    "extension",
    "modifierExtension",
}

Json = dict[str, Any]


def read(folder: Path) -> Iterator[Json]:
    """Every resource of the four files."""
    for name in FILES:
        bundle = json.loads((folder / name).read_text("utf-8"))
        yield from (entry["resource"] for entry in bundle["entry"])


class Definitions:
    """Structure definitions by name, value sets and code systems by address."""

    def __init__(self, resources: Iterator[Json]) -> None:
        self.structures: dict[str, Json] = {}
        self.value_sets: dict[str, Json] = {}
        self.systems: dict[str, Json] = {}
        self.used: dict[str, list[str]] = {}
        for one in resources:
            kind = one["resourceType"]
            if kind == "StructureDefinition":
                if one["fhirVersion"] == VERSION and one.get("derivation") in (
                    None,
                    "specialization",
                ):
                    self.structures[one["name"]] = one
            elif kind in {"ValueSet", "CodeSystem"}:
                known = self.value_sets if kind == "ValueSet" else self.systems
                known[one["url"]] = one

    def codes(self, url: str) -> list[str] | None:
        """The codes of a value set; None where it is open or too long to list."""
        found: list[str] = []
        value_set = self.value_sets.get(url.split("|")[0], {})
        for part in value_set.get("compose", {}).get("include", []):
            listed = part.get("concept")
            system = self.systems.get(part.get("system", ""), {})
            if listed is None and not part.get("filter") and not part.get("valueSet"):
                listed = list(_flat(system.get("concept", [])))
            if not listed:
                return None
            found += [concept["code"] for concept in listed]
        return found if 0 < len(found) <= MOST_CODES else None

    def kind(self, element: Json) -> str:
        """An element's type, the codes it must take behind an @."""
        if "contentReference" in element:
            return str(element["contentReference"]).removeprefix("#")
        names = [_type_name(one["code"]) for one in element["type"]]
        if names in (["BackboneElement"], ["Element"]):
            return str(element["path"])
        binding = element.get("binding", {})
        if names == ["code"] and binding.get("strength") == "required":
            url = binding["valueSet"].split("|")[0]
            codes = self.codes(url)
            if codes:
                name = url.rpartition("/")[2]
                self.used[name] = codes
                return f"code@{name}"
        return "|".join(names)

    def types(self) -> dict[str, tuple[str, list[str]]]:
        """Every type and backbone: its base and its own elements."""
        found: dict[str, tuple[str, list[str]]] = {}
        for name, one in sorted(self.structures.items()):
            if one["abstract"] or not _wanted(one):
                continue
            base = one["baseDefinition"].rpartition("/")[2]
            # Backbones stand before their elements in the snapshot.
            found[name] = (base if base in INHERITED else "Element", [])
            for element in one["snapshot"]["element"][1:]:
                self._place(found, element)
        return found

    def _place(self, found: dict[str, tuple[str, list[str]]], element: Json) -> None:
        parent, _, name = element["path"].rpartition(".")
        if name in INHERITED[found[parent][0]] or element["max"] == "0":
            return
        if element.get("type", [{}])[0].get("code") in {"BackboneElement", "Element"}:
            found[element["path"]] = (element["type"][0]["code"], [])
        many = element["max"] != "1"
        mark = {(0, True): "*", (1, True): "+", (1, False): "!"}.get(
            (min(element["min"], 1), many), ""
        )
        found[parent][1].append(f"{name}{mark}:{self.kind(element)}")


def _is_resource(structure: Json) -> bool:
    return structure["kind"] == "resource" and not structure["abstract"]


def _wanted(structure: Json) -> bool:
    if structure["kind"] == "complex-type":
        return structure["name"] not in {"ElementDefinition"}
    return _is_resource(structure) and structure["name"] in RESOURCES.split()


def _type_name(code: str) -> str:
    """`http://hl7.org/fhirpath/System.String` stands for the value of an id or url."""
    return code.rpartition(".")[2].lower() if "/" in code else code


def _flat(concepts: list[Json]) -> Iterator[Json]:
    for concept in concepts:
        yield concept
        yield from _flat(concept.get("concept", []))


def table(folder: Path) -> Json:
    """What is written: the types as one line of text each."""
    definitions = Definitions(read(folder))
    every = [n for n, one in definitions.structures.items() if _is_resource(one)]
    types = {
        name: f"{base}; {' '.join(elements)}"
        for name, (base, elements) in definitions.types().items()
    }
    return {
        "about": f"Elements and required codes of HL7 FHIR {VERSION} (CC0-1.0). "
        "Made by tools/fhir_elements.py.",
        "resources": " ".join(sorted(every)),
        "codes": {name: " ".join(c) for name, c in sorted(definitions.used.items())},
        "types": types,
    }


def main() -> None:
    target = ROOT / "resources" / "fhir" / "r4.json"
    text = json.dumps(table(Path(sys.argv[1])), indent=1, ensure_ascii=False)
    target.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
