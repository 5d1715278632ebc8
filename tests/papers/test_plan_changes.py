"""What changed since last time: the family's words, and nothing that is closed now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    Segment,
)
from hhdesk.care.goals import ActivityRow, ActivityStatus, Domain, GoalRow
from hhdesk.care.plan_change_disclosure import changes_for
from hhdesk.care.plan_comparing import compare
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, MedicineLine, PlanLineRow
from hhdesk.care.translations import Pair
from hhdesk.papers.plan_changes import NOTHING, draw_changes
from hhdesk.papers.plan_changes_input import News, PlanChangesPaper, items
from tests.papers.extraction import told

YOUTHS = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
MOTHER = Reader(Audience.FAMILY, 15, date(2026, 11, 21))
STEP = ActivityRow(Pair("Call the school"), id=UUID(int=2))
GOAL = GoalRow(
    Domain.EDUCATION, Pair("He likes school."), activities=(STEP,), id=UUID(int=1)
)
SIGN = PlanLineRow(LineKind.WARNING_SIGN, Pair("CANARY sign"), id=UUID(int=3))
PILL = MedicineLine("CANARY pill", Pair("one a day"), id=UUID(int=4))
PLAN = PlanContent(Pair("We want peace."), goals=(GOAL,), lines=(SIGN,))


def changed(**fields: object) -> PlanContent:
    return replace(PLAN, goals=(replace(GOAL, **fields),))  # type: ignore[arg-type]


def said(old: PlanContent, new: PlanContent) -> str:
    paper = PlanChangesPaper(
        child="Leo",
        reader="Ana Soto",
        audience=Audience.FAMILY,
        language="en",
        day=date(2026, 11, 21),
        number="7F3A-4BE1",
        clinic="Cedar Clinic",
        since=date(2026, 8, 20),
        items=tuple(items(compare(old, new))),
    )
    return "\n".join(one.text for one in told(draw_changes(paper).pdf))


def test_what_is_new_done_and_different_stands_under_its_own_heading() -> None:
    new = changed(
        family_words=Pair("He loves school."),
        target_on=date(2027, 1, 4),
        activities=(
            replace(STEP, status=ActivityStatus.DONE),
            ActivityRow(Pair("Visit the class"), id=UUID(int=9)),
        ),
    )
    found = [(one.news, one.line) for one in items(compare(PLAN, new))]
    assert (News.DONE, STEP.text) in found
    assert (News.NEW, Pair("Visit the class")) in found
    text = said(PLAN, new)
    assert text.index("This is done") < text.index("Call the school")
    assert "Goal: He loves school.\nBefore: He likes school." in text
    assert "By when: Monday, January 4, 2027" in text


def test_nothing_changed_is_one_kind_sentence_and_moving_is_nothing() -> None:
    moved = replace(PLAN, goals=(GOAL, replace(GOAL, id=UUID(int=5), activities=())))
    back = replace(moved, goals=moved.goals[::-1])
    assert list(items(compare(moved, back))) == []
    assert NOTHING in said(PLAN, PLAN)
    assert "This is" not in said(PLAN, PLAN)


@pytest.mark.parametrize("part", ["goals", "lines", "medicines", "activities"])
@pytest.mark.parametrize("closed", ["now", "before"])
def test_a_line_that_is_closed_in_one_version_is_named_in_neither(
    part: str, closed: str
) -> None:
    base = replace(PLAN, medicines=(PILL,))
    if part == "activities":
        secret = replace(STEP, seal=YOUTHS, text=Pair("CANARY step"))
        sealed = replace(base, goals=(replace(GOAL, activities=(secret,)),))
        plain = replace(secret, seal=Seal())
        opened = replace(base, goals=(replace(GOAL, activities=(plain,)),))
    else:
        row = replace(getattr(base, part)[0], seal=YOUTHS)
        opened, sealed = base, replace(base, **{part: (row,)})
    old, new = (opened, sealed) if closed == "now" else (sealed, opened)
    seen_old, seen_new, count = changes_for(old, new, MOTHER)
    assert compare(seen_old, seen_new) == ()
    assert count == (closed == "now")
    assert said(seen_old, seen_new).count("CANARY") == 0
