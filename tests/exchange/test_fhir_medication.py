"""Dosage in plain words: the source's own, else what a structure says plainly."""

from __future__ import annotations

from typing import Any

import pytest

from hhdesk.exchange.fhir.medication import _dosage


@pytest.mark.parametrize(
    ("dosage", "words"),
    [
        ({"text": "1 puff  at night"}, "1 puff at night"),
        ({"patientInstruction": "Shake well"}, "Shake well"),
        ({"doseAndRate": [{"doseQuantity": {"value": 2.0, "unit": "mL"}}]}, "2 mL"),
        ({"doseAndRate": [{"doseQuantity": {"value": 0.5}}]}, "0.5"),
        (
            {"doseAndRate": [{"doseQuantity": {"value": 5, "comparator": "<"}}]},
            "",
        ),
        ({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}},
         "once a day"),
        ({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "h"}}},
         "once an hour"),
        ({"timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}}},
         "3 times a day"),
        ({"timing": {"repeat": {"frequency": 1, "period": 6.0, "periodUnit": "h"}}},
         "once every 6 hours"),
        ({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d",
                                "when": ["HS"]}}}, ""),
        ({"timing": {"code": {"text": "twice daily"}}}, "twice daily"),
        ({"asNeededCodeableConcept": {"text": "wheeze"}}, "as needed: wheeze"),
        ({"asNeededBoolean": False}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_dosage_is_told_as_far_as_it_is_plain(
    dosage: dict[str, Any], words: str
) -> None:
    assert _dosage(dosage) == words
