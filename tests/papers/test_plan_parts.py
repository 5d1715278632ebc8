"""Every part of a plan on paper: chosen or not, for whom, nothing that is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    ConsentView,
    Reader,
    Seal,
    Segment,
)
from hhdesk.care.goals import Repeat, RepeatUnit
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import plan_for
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_serving import serving
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.plan_parts import PlanPart
from hhdesk.papers.repeats import repeated
from hhdesk.papers.voices import Voice
from tests.papers import samples
from tests.papers.extraction import told

YOUTHS = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
WHOLE = samples.WHOLE


def text_of(**changes: Any) -> str:
    fields = {"content": WHOLE, "language": "en"} | changes
    return "\n".join(one.text for one in told(care_plan(samples.paper(**fields))))


def released(content: PlanContent, audience: Audience) -> tuple[PlanContent, int]:
    """For a reader with a consent for what is general."""
    general = frozenset({Segment.GENERAL})
    consent = ConsentView(audience, "", general, Consenter.CAREGIVER, None)
    reader = Reader(audience, 15, date(2026, 11, 21), "", (consent,))
    return plan_for(serving(content, audience), reader)


def test_the_paper_has_every_part_of_the_plan() -> None:
    text = text_of()
    for words in (
        "He asks for milk and for Grandma with words.",
        "November 1, 2026 to May 15, 2027",
        "2 times a week, until December 12, 2026",
        "Done on November 9, 2026",
        "Better since October 2, 2026",
        "We speak Spanish at home.",
        "Give the blue inhaler with the spacer.",
        "Call 911 if the child has trouble breathing",
        "2 puffs with the spacer when he wheezes.",
        "No dose is written down.",
        "This can be dangerous.",
        "Spacer with a small mask",
        "Little Acorns Preschool",
        "(510) 555-0177",
        "Draft: not signed yet",
        "Saturday, February 20, 2027",
    ):
        assert words in text, words


def test_a_plan_without_signs_and_steps_has_no_emergency_section() -> None:
    text = text_of(content=samples.CONTENT)
    assert "911" not in text
    assert "Medicines" not in text


def test_a_dose_without_a_checked_translation_is_left_to_the_interpreter() -> None:
    dosage = replace(WHOLE.medicines[1].dosage, family="1 gota cada mañana")
    medicine = replace(WHOLE.medicines[1], dosage=dosage)
    content = replace(PlanContent(), medicines=(medicine,))
    text = text_of(content=content, language="es", visits=())
    assert "1 drop every morning" in text
    assert "gota" not in text
    assert "Pida un intérprete" in text


def test_a_signed_version_says_who_signed_how_and_when() -> None:
    text = text_of(stage=PlanStage.CURRENT, signed=samples.SIGNED, edition=3)
    assert "Lucía Ruiz · mother" in text
    assert "Signed on the screen on Friday, November 20, 2026" in text
    assert "Version 3" in text
    assert "not signed" not in text


PARTS: Mapping[PlanPart, str] = {
    PlanPart.MATTERS: "What matters to us",
    PlanPart.EMERGENCY: "Signs that need help now",
    PlanPart.MEDICINES: "Albuterol",
    PlanPart.ALLERGIES: "Peanut",
    PlanPart.EQUIPMENT: "Spacer with a small mask",
    PlanPart.SCHOOL: "Little Acorns",
    PlanPart.TEAM: "Joy Park",
    PlanPart.VISITS: "2500 Cedar Avenue",
    PlanPart.SIGNATURES: "Who signs what",
}


def test_each_part_may_be_left_out() -> None:
    whole = text_of()
    assert set(PARTS) == set(PlanPart)
    assert all(words in whole for words in PARTS.values())
    bare = text_of(left_out=frozenset(PlanPart))
    assert not any(words in bare for words in PARTS.values())
    assert "By May, Mateo says 20 words at home." in bare


@pytest.mark.parametrize(
    ("audience", "gone", "there"),
    [
        (
            Audience.SCHOOL,
            ("What matters", "We speak Spanish", "gums", "needs help with", "Joy Park"),
            ("Little Acorns", "Albuterol", "Signs that need help now"),
        ),
        (
            Audience.RECIPIENT,
            ("Little Acorns", "Show him pictures", "Joy Park"),
            ("We speak Spanish", "Albuterol", "Dr. Amy Lee"),
        ),
        (
            Audience.PAYER,
            ("What matters", "laughs", "Little Acorns", "Signs that need help"),
            ("20 words", "Albuterol", "Spacer with a small mask"),
        ),
    ],
)
def test_an_agency_gets_only_what_serves_it(
    audience: Audience, gone: tuple[str, ...], there: tuple[str, ...]
) -> None:
    content, withheld = released(WHOLE, audience)
    text = text_of(content=content, audience=audience, visits=(), signers=())
    assert withheld == 0
    assert [words for words in gone if words in text] == []
    assert [words for words in there if words not in text] == []


@pytest.mark.parametrize("audience", [one for one in Audience if one != "youth"])
def test_a_sealed_line_of_any_part_leaves_no_trace(audience: Audience) -> None:
    """The paper is the one of a plan that never had the line."""
    parts = ("concerns", "lines", "medicines", "allergies", "goals")
    for part in parts:
        rows = getattr(WHOLE, part)
        sealed = (replace(rows[0], seal=YOUTHS), *rows[1:])
        content, count = released(replace(WHOLE, **{part: sealed}), audience)
        without, _ = released(replace(WHOLE, **{part: rows[1:]}), audience)
        assert content == without, part
        served = getattr(serving(WHOLE, audience), part)
        assert count == (rows[0] in served or part == "goals"), part


def test_without_a_consent_an_agency_gets_not_even_the_familys_own_words() -> None:
    reader = Reader(Audience.RECIPIENT, 1, date(2026, 11, 21))
    content, withheld = plan_for(serving(WHOLE, Audience.RECIPIENT), reader)
    assert content == PlanContent(review_on=WHOLE.review_on)
    assert withheld > 10


@pytest.mark.parametrize(
    ("repeat", "words"),
    [
        (Repeat(), "every day"),
        (Repeat(1, 1, RepeatUnit.WEEK), "every week"),
        (Repeat(2, 1, RepeatUnit.DAY), "2 times a day"),
        (Repeat(3, 1, RepeatUnit.MONTH), "3 times a month"),
        (Repeat(1, 2, RepeatUnit.WEEK), "every 2 weeks"),
        (Repeat(2, 3, RepeatUnit.DAY), "2 times every 3 days"),
    ],
)
def test_a_repeat_is_said_in_words(repeat: Repeat, words: str) -> None:
    assert repeated(Voice("en"), repeat) == words
    assert repeated(Voice("hmn"), repeat) == ""
