"""Whether a resource is FHIR R4: each fault with its place."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from hhdesk.exchange.fhir import elements
from hhdesk.exchange.fhir.faults import Fault
from tests.exchange.clinic_bundle import (
    ALL,
    ASTHMA,
    BREATHE,
    CHILD,
    INHALER,
    PAYER,
    PEANUT,
    PLAN,
    Json,
    changed,
)


def fault(resource: Any) -> str:
    """`element: sentence`, empty for a good resource."""
    try:
        elements.check(resource)
    except Fault as found:
        return f"{found.element}: {found}"
    return ""


def with_at(resource: Json, path: str, value: Any) -> Json:
    """A copy with one value inside replaced; "-" takes it out."""
    copied = copy.deepcopy(resource)
    *way, last = [int(p) if p.isdigit() else p for p in path.split(".")]
    place: Any = copied
    for step in way:
        place = place[step]
    if value == "-":
        del place[last]
    else:
        place[last] = value
    return copied


@pytest.mark.parametrize("resource", ALL, ids=lambda one: one["resourceType"])
def test_a_good_resource_passes(resource: Json) -> None:
    assert fault(resource) == ""


# A resource, what is put where, and the element that the fault names.
BAD: list[tuple[Json, str, Any, str]] = [
    (CHILD, "gender", "f", "gender"),
    (CHILD, "gender", 1, "gender"),
    (CHILD, "birthDate", "2018-13-01", "birthDate"),
    (CHILD, "birthDate", "2018-02-30", "birthDate"),
    (CHILD, "birthDate", "2019-02-29", "birthDate"),
    (CHILD, "birthDate", "0000-01-01", "birthDate"),
    (CHILD, "birthDate", "9 April 2018", "birthDate"),
    (CHILD, "birthDate", "2018-04-09T10:00:00Z", "birthDate"),
    (CHILD, "birthDate", None, "birthDate"),
    (CHILD, "active", "true", "active"),
    (CHILD, "active", 1, "active"),
    (CHILD, "name", {"family": "Lazo"}, "name"),
    (CHILD, "name", [], "name"),
    (CHILD, "name", ["Ana"], "name[0]"),
    (CHILD, "name.0", {}, "name[0]"),
    (CHILD, "name.0.given", "Ana", "name[0].given"),
    (CHILD, "name.0.given.1", 7, "name[0].given[1]"),
    (CHILD, "name.0.use", "formal", "name[0].use"),
    (CHILD, "name.0.family", "", "name[0].family"),
    (CHILD, "name.0.family", "Qui\x00roga", "name[0].family"),
    (CHILD, "name.0.surname", "Quiroga", "name[0].surname"),
    (CHILD, "telecom.0.system", "telephone", "telecom[0].system"),
    (CHILD, "telecom.0.rank", 0, "telecom[0].rank"),
    (CHILD, "telecom.0.rank", 1.5, "telecom[0].rank"),
    (CHILD, "telecom.0.rank", True, "telecom[0].rank"),
    (CHILD, "identifier.0.system", "my hospital", "identifier[0].system"),
    (CHILD, "communication.1.language", "-", "communication[1].language"),
    (CHILD, "deceasedBoolean", "no", "deceasedBoolean"),
    (CHILD, "extension.1.url", "-", "extension[1].url"),
    (CHILD, "extension.1.valueString", "x", "extension[1]"),
    (CHILD, "nickname", "Nita", "nickname"),
    (CHILD, "meta.lastUpdated", "2026-03-01", "meta.lastUpdated"),
    (CHILD, "contained", [{"id": "x"}], "contained[0].resourceType"),
    (ASTHMA, "subject", "-", "subject"),
    (ASTHMA, "subject", "Patient/ana", "subject"),
    (ASTHMA, "subject.reference", 5, "subject.reference"),
    (ASTHMA, "onsetDateTime", "2021-9-30", "onsetDateTime"),
    (ASTHMA, "onsetDateTime", "2021-09-30T08:15:00", "onsetDateTime"),
    (ASTHMA, "onsetDateTime", "2021-09-30T25:15:00Z", "onsetDateTime"),
    (ASTHMA, "onsetString", "as a baby", ""),
    (ASTHMA, "code.coding", {"code": "1"}, "code.coding"),
    (ASTHMA, "code.coding.0.code", " 1", "code.coding[0].code"),
    (ASTHMA, "stage", [{"typ": {"text": "x"}}], "stage[0].typ"),
    (PEANUT, "patient", "-", "patient"),
    (PEANUT, "criticality", "severe", "criticality"),
    (PEANUT, "category", "food", "category"),
    (PEANUT, "category", ["nuts"], "category[0]"),
    (PEANUT, "reaction.0.manifestation", "-", "reaction[0].manifestation"),
    (PEANUT, "reaction.0.severity", "bad", "reaction[0].severity"),
    (INHALER, "status", "-", "status"),
    (INHALER, "status", "current", "status"),
    (INHALER, "intent", "-", "intent"),
    (INHALER, "medicationReference", "-", "medication[x]"),
    (INHALER, "medicationCodeableConcept", {"text": "x"}, ""),
    (INHALER, "contained.0.code", "albuterol", "contained[0].code"),
    (
        INHALER,
        "dosageInstruction.0.timing.repeat.periodUnit",
        "day",
        "dosageInstruction[0].timing.repeat.periodUnit",
    ),
    (BREATHE, "description", "-", "description"),
    (BREATHE, "lifecycleStatus", "done", "lifecycleStatus"),
    (BREATHE, "target.0.dueDate", "soon", "target[0].dueDate"),
    (PLAN, "status", "done", "status"),
    (PLAN, "intent", "-", "intent"),
    (PLAN, "activity.0.detail.status", "-", "activity[0].detail.status"),
    (PLAN, "activity.0.detail.status", "doing", "activity[0].detail.status"),
    (PAYER, "payor", [], "payor"),
    (PAYER, "payor", "-", "payor"),
    (PAYER, "beneficiary", "-", "beneficiary"),
    (PAYER, "period.start", "2026-02-31", "period.start"),
]


@pytest.mark.parametrize(
    ("resource", "path", "value", "element"),
    BAD,
    ids=[f"{one['resourceType']}.{path}={value!r:.25}" for one, path, value, _ in BAD],
)
def test_a_broken_element_is_named(
    resource: Json, path: str, value: Any, element: str
) -> None:
    found = fault(with_at(resource, path, value))
    assert found
    assert found.partition(": ")[0] == element


@pytest.mark.parametrize(
    ("resource", "sentence"),
    [
        ("Patient", "an object expected, text found"),
        ({}, "it is required and missing"),
        ({"resourceType": 3}, "it is required and missing"),
        ({"resourceType": "Pacient"}, "is not a resource type of FHIR R4"),
    ],
)
def test_what_is_no_resource_is_said_so(resource: Any, sentence: str) -> None:
    assert sentence in fault(resource)


def test_an_element_given_twice_is_a_fault() -> None:
    doubled = elements.Doubled(copy.deepcopy(CHILD))
    doubled.name = "gender"
    assert fault(doubled) == "gender: it stands there twice"


def test_a_primitive_may_be_replaced_by_its_extensions() -> None:
    absent = {"extension": [{"url": "http://x.example/absent", "valueCode": "unknown"}]}
    assert fault(changed(ASTHMA, onsetDateTime=None, _onsetDateTime=absent)) == ""
    assert fault(changed(INHALER, status=None, _status=absent)) == ""
    gap = [{"given": ["Ana", None], "_given": [None, absent]}]
    assert fault(changed(CHILD, name=gap)) == ""


def test_other_types_of_a_patients_record_are_checked_too() -> None:
    heart = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Pulse"},
        "effectivePeriod": {"start": "2020-01-01", "stop": "2020-01-02"},
    }
    assert fault(heart) == "effectivePeriod.stop: there is no such element"


def test_types_of_system_builders_pass_unread() -> None:
    assert fault({"resourceType": "ValueSet", "anything": 1}) == ""


def test_the_official_examples_all_pass(shared_data: Any) -> None:
    folder = shared_data / "fhir-examples"
    if not folder.is_dir():
        pytest.skip("the examples are not here")
    faults = []
    for path in sorted(folder.glob("*.json")):
        resource = json.loads(path.read_text("utf-8"))
        entries = resource.get("entry", []) if "entry" in resource else []
        bundled = resource["resourceType"] == "Bundle"
        inside = [one["resource"] for one in entries if "resource" in one]
        for one in inside if bundled else [resource]:
            if fault(one):
                faults.append((path.name, fault(one)))
    assert faults == []
