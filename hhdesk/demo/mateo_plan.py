"""Mateo's care plan: what matters to Lucía Ruiz, in her language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
    Repeat,
    RepeatUnit,
    Responsible,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, PlanLineRow, School, SchoolPlan
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.translations import Pair
from hhdesk.demo import plan_rows, texts
from hhdesk.demo.clinic import MARISOL, ROSA
from hhdesk.demo.days import after
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.plan_lines import CHECKED, STALE, spoken
from hhdesk.demo.plan_rows import Save
from hhdesk.demo.team import REGIONAL_CENTER

SAFETY = Seal(Segment.FAMILY_SAFETY, Consenter.CAREGIVER)


def _told(text: str, state: Any = CHECKED) -> Pair:
    """A line of his story, in both languages where it has been translated."""
    line = texts.read("mateo")["lines"][text]
    if "es" not in line:
        return Pair(line["en"])
    return spoken(line["en"], line["es"], state, ROSA.name)


def enter(making: Making, mateo: Kid, goal_id: UUID) -> None:
    """Version 2 of his plan is in force, signed by his mother; of version 3, a draft,
    one line is stale since its English changed, one was never translated, one item is
    sealed."""
    content = PlanContent(
        _told("what_matters"),
        _told("strengths"),
        (
            ConcernRow(
                Domain.DEVELOPMENTAL,
                _told("speech"),
                "Speech delay: about five words at 18 months",
            ),
            ConcernRow(
                Domain.FAMILY, _told("safety"), "Family safety plan on file", SAFETY
            ),
        ),
        (
            _speech_goal(making, mateo, goal_id),
            _visits_goal(making),
            _dental_goal(making),
            _car_seat_goal(making),
        ),
        (),
        making.ahead(61),
        _told("culture"),
        (
            PlanLineRow(LineKind.WARNING_SIGN, _told("no_breath")),
            PlanLineRow(LineKind.EMERGENCY_STEP, _told("call")),
            PlanLineRow(LineKind.EQUIPMENT, _told("pictures")),
            PlanLineRow(LineKind.SCHOOL_SUPPORT, _told("early_start")),
        ),
        School("Early Start, at home", plan=SchoolPlan.IFSP),
    )
    saves = [
        Save(making.ago(120), ROSA),
        Save(making.ago(47), ROSA),
        Save(making.ago(12), MARISOL),
    ]
    plan_rows.enter(making, mateo, content, saves, stage=PlanStage.DRAFT)


def _step(
    line: str,
    responsible: Responsible,
    who: str,
    due: date | None,
    status: ActivityStatus = ActivityStatus.TO_DO,
) -> ActivityRow:
    return ActivityRow(_told(line), responsible, who, due, status)


def _speech_goal(making: Making, mateo: Kid, goal_id: UUID) -> GoalRow:
    target = after(making.today, days=175)
    words = _told("words", STALE)
    months = texts.read("mateo")["months"]
    english, spanish = months["en"][target.month - 1], months["es"][target.month - 1]
    words = spoken(
        words.english.format(month=english),
        words.family.format(month=spanish),
        STALE,
        ROSA.name,
    )
    missed = making.ago(60)
    month = months["en"][missed.month - 1]
    return GoalRow(
        Domain.DEVELOPMENTAL,
        words,
        "Expressive vocabulary of 20 words by 24 months; Part C evaluation",
        target,
        Lifecycle.ACTIVE,
        Achievement.IMPROVING,
        (
            _step("ride", Responsible.STAFF, ROSA.name, making.ahead(3)),
            _step(
                "enroll",
                Responsible.ORGANIZATION,
                REGIONAL_CENTER,
                making.ahead(14),
                ActivityStatus.WAITING,
            ),
            replace(
                _step(
                    "practice",
                    Responsible.FAMILY,
                    mateo.main.name.full,
                    None,
                    ActivityStatus.IN_PROGRESS,
                ),
                repeat=Repeat(1, 1, RepeatUnit.DAY),
            ),
        ),
        (
            BarrierRow(
                BarrierKind.TRANSPORTATION, f"Two visits missed since {month}: no ride."
            ),
            BarrierRow(BarrierKind.LANGUAGE, "Letters came in English only."),
        ),
        id=goal_id,
        target=_told("words_target"),
        start_on=making.ago(120),
    )


def _visits_goal(making: Making) -> GoalRow:
    reminder = _step("reminder", Responsible.STAFF, ROSA.name, making.today)
    return GoalRow(
        Domain.MEDICAL,
        _told("visits"),
        "No further missed visits; NEMT booked with each appointment",
        making.ahead(120),
        Lifecycle.ACTIVE,
        Achievement.NOT_IMPROVING,
        (reminder,),
    )


def _dental_goal(making: Making) -> GoalRow:
    find = _step("dentist", Responsible.STAFF, ROSA.name, making.ahead(21))
    return GoalRow(
        Domain.DENTAL,
        _told("dental"),
        "First dental visit; fluoride varnish",
        making.ahead(90),
        activities=(find,),
    )


def _car_seat_goal(making: Making) -> GoalRow:
    day, done = making.ago(34), ActivityStatus.DONE
    given = replace(
        _step("seat", Responsible.ORGANIZATION, "First Steps Home Visits", day, done),
        done_on=day,
    )
    return GoalRow(
        Domain.SOCIAL_SUPPORT,
        _told("car_seat"),
        "Convertible car seat given and fitted",
        making.ago(30),
        Lifecycle.COMPLETED,
        Achievement.ACHIEVED,
        (given,),
    )
