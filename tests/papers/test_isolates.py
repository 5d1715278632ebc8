"""Phones, days and Latin names keep their order inside right-to-left text."""

from __future__ import annotations

import pytest

from hhdesk.papers import bidi
from hhdesk.papers.isolates import FSI, LRI, PDI, isolate, isolate_islands


def shown(text: str) -> str:
    """What stands on paper from left to right, in a right-to-left paragraph."""
    order = bidi.resolve(text, 1)
    levels = bidi.line_levels(order, 0, len(text))
    visual = "".join(text[i] for i in bidi.visual_order(levels))
    return visual.translate(dict.fromkeys(map(ord, f"{LRI}{FSI}{PDI}")))


@pytest.mark.parametrize(
    "island",
    [
        "(916) 555-0134",
        "916-555-0134",
        "+1 916-555-0134",
        "12/03/2026",
        "3:30 PM",
        "5 ml",
        "2.5 mg",
        "Dr. Lee",
        "Ana Lucía Núñez",
        "MediRide",
        "hhdesk.example/help",
    ],
)
def test_an_island_in_hebrew_reads_as_it_was_written(island: str) -> None:
    assert island in shown(isolate_islands(f"שלום {island} תודה."))


def test_without_isolates_the_phone_would_be_turned() -> None:
    assert "(916) 555-0134" not in shown("אמא (916) 555-0134 תודה")


def test_text_without_right_to_left_letters_stays_as_it_is() -> None:
    assert isolate_islands("Call (916) 555-0134") == "Call (916) 555-0134"


def test_what_is_isolated_already_stays_as_it_is() -> None:
    text = f"שלום {isolate('Ana (mother)')} תודה"
    assert isolate_islands(text) == text


def test_the_bracket_around_a_name_is_no_part_of_it() -> None:
    assert isolate_islands("אמא (Ana)") == f"אמא ({LRI}Ana{PDI})"


def test_a_value_of_either_direction_keeps_to_itself() -> None:
    assert "Ana (mother)" in shown(f"שלום {isolate('Ana (mother)')} תודה")
