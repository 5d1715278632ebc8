"""Tries to reach families: first calls, monthly contact, and those that failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Interpreter
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.demo import texts
from hhdesk.demo.days import working, working_days_from
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

Failure = tuple[tuple[Way, Outcome, str], int]
FAILED: list[Failure] = [
    ((Way.PHONE, Outcome.NOT_REACHED, "not_reached"), 50),
    ((Way.PHONE, Outcome.MESSAGE_LEFT, "message_left"), 25),
    ((Way.TEXT, Outcome.NOT_REACHED, "text"), 10),
    ((Way.PHONE, Outcome.WRONG_NUMBER, "wrong_number"), 5),
    ((Way.IN_PERSON, Outcome.NOT_REACHED, "home_not_reached"), 10),
]
NO_ANSWER = FAILED[:3]
# Enough by the rule: at least three tries on different days, by two ways.
UNREACHED = (FAILED[0][0], FAILED[2][0], FAILED[4][0], FAILED[0][0])
REACHED_BY = [(Way.PHONE, 68), (Way.IN_PERSON, 22), (Way.VIDEO, 5), (Way.TEXT, 5)]


@dataclass(frozen=True, slots=True)
class Try:
    """One try to reach a family, as it is told."""

    at: datetime
    way: Way
    outcome: Outcome
    note: str
    with_whom: str = ""
    seal: Seal = OPEN
    id: UUID | None = None


def enter(making: Making, kid: Kid, one: Try) -> None:
    making.new(
        OutreachAttempt,
        one.at,
        seal=one.seal,
        id=one.id,
        member_id=kid.id,
        at=one.at,
        way=one.way,
        outcome=one.outcome,
        with_whom=one.with_whom,
        staff_id=kid.worker.id,
        note=one.note,
    )


def _hour(making: Making, day: date) -> datetime:
    """An hour of a working day at or before a day."""
    day = working(day, -1)
    moment = making.at(day, making.between(9, 17), making.between(0, 11) * 5)
    return min(moment, making.at(making.ago(1), 17, 30))


def _failed(
    making: Making, kid: Kid, day: date, ways: Sequence[Failure] = FAILED
) -> None:
    way, outcome, words = making.weighted(ways)
    note = making.pick(texts.read("contacts")[words])
    enter(making, kid, Try(_hour(making, day), way, outcome, note))


def _reached(making: Making, kid: Kid, day: date, note: str) -> None:
    way = making.weighted(REACHED_BY)
    name = kid.main.name.full
    enter(making, kid, Try(_hour(making, day), way, Outcome.REACHED, note, name))


def _notes(kid: Kid, health: Health) -> list[str]:
    """What a talk with this family may have been about."""
    needed = kid.main.languages.interpreter is Interpreter.NEEDED
    open_keys = {one["key"] for one, seal in health.entries if not seal.sealed}
    return [
        one["text"]
        for one in texts.read("contacts")["reached"]
        if texts.suits(one, kid.age)
        and (needed or "interpreter" not in one)
        and ("conditions" not in one or open_keys & set(one["conditions"]))
    ]


def invent(making: Making, kid: Kid, course: Course, health: Health) -> None:
    """The contacts that the course asks for."""
    first = course.steps[0][1]
    engaged = course.on(SegmentState.ENGAGED)
    if course.state is SegmentState.IDENTIFIED or engaged is None:
        _unreached(making, kid, course)
        return
    if making.chance(0.4):
        _failed(making, kid, first)
    _reached(making, kid, engaged, making.pick(texts.read("contacts")["first"]))
    if course.state is SegmentState.ENROLLED:
        _monthly(making, kid, engaged, _notes(kid, health))


def _unreached(making: Making, kid: Kid, course: Course) -> None:
    """A family not reached yet, or given up after enough tries by two ways."""
    first = course.steps[0][1]
    if course.reason is EndReason.UNABLE_TO_REACH:
        span = (course.steps[-1][1] - first).days
        for place, (way, outcome, words) in enumerate(UNREACHED):
            day = first + timedelta(days=max(place, span * place // 5))
            note = making.pick(texts.read("contacts")[words])
            enter(making, kid, Try(_hour(making, day), way, outcome, note))
        return
    for place in range(making.between(0, 2)):
        day = first + timedelta(days=place * 4 + 1)
        if day < making.today:
            _failed(making, kid, day)


def _monthly(making: Making, kid: Kid, engaged: date, notes: list[str]) -> None:
    """About a contact a month in the last quarter; some families are overdue."""
    quiet = making.weighted([(making.between(1, 27), 86), (making.between(31, 48), 14)])
    day = making.ago(quiet)
    for _ in range(3):
        if day <= engaged:
            return
        note = making.pick(notes)
        notes = [one for one in notes if one != note]
        _reached(making, kid, day, note)
        if making.chance(0.3):
            _failed(making, kid, working_days_from(day, -2), NO_ANSWER)
        day -= timedelta(days=making.between(18, 34))
