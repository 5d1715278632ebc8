"""Our checks against an independent judge, fhir.resources: what it refuses, we do."""

from __future__ import annotations

import copy
import json
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from hhdesk.exchange.fhir import elements
from hhdesk.exchange.fhir.faults import Fault
from tests.exchange.broken_patients import BROKEN
from tests.exchange.clinic_bundle import CHILD

# The judge takes codes of any kind, "yes" for true, and ids of any length.
OURS_ALONE = {
    "a gender of no code",
    "a name's use of no code",
    "a phone's system of no code",
    "an id that is too long",
    "words for true",
}


@pytest.fixture
def judged() -> Any:
    """Whether the judge takes a resource."""
    judge = pytest.importorskip("fhir.resources.R4B")

    def judged(resource: dict[str, Any]) -> bool:
        model = judge.get_fhir_model_class(resource["resourceType"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                model.model_validate(copy.deepcopy(resource))
            except ValueError:
                return False
        return True

    return judged


def taken(resource: Any) -> bool:
    try:
        elements.check(resource)
    except Fault:
        return False
    return True


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_every_broken_patient_is_refused(name: str) -> None:
    assert taken(CHILD)
    assert not taken(BROKEN[name])


def test_the_judge_refuses_them_too_but_for_what_it_does_not_look_at(
    judged: Any,
) -> None:
    assert judged(CHILD)
    assert {name for name, one in BROKEN.items() if judged(one)} == OURS_ALONE


def test_of_real_files_we_refuse_nothing_that_the_judge_takes(
    judged: Any, shared_data: Path
) -> None:
    ours: Counter[str] = Counter()
    for path in sorted(shared_data.glob("fhir-examples/*.json")):
        resource = json.loads(path.read_text("utf-8-sig"))
        kind = resource.get("resourceType")
        if not elements.is_checked(kind):
            continue
        if not taken(resource) and judged(resource):
            ours[path.name] += 1
    assert ours == {}
