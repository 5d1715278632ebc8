"""Ending an enrollment: all that is open of the child gets an end in the same act."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hhdesk.care import (
    attendance,
    enrollment,
    enrollment_acts,
    enrollment_open,
    goal_telling,
    plan_marks,
    referral_acts,
)
from hhdesk.care.appointments import CalledOffBy
from hhdesk.care.enrollment import NOTHING, Said
from hhdesk.care.enrollment_open import OpenGoal, OpenVisit
from hhdesk.care.goals import Lifecycle
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.referral_facts import locked
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import TODAY, Closing, NoHelpReason, Step, Told
from hhdesk.care.referral_worklist import WaitingRow
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Disposition:
    """What becomes of one open referral."""

    closing: Closing
    told: Told = TODAY


@dataclass(frozen=True, slots=True)
class VisitEnd:
    """What becomes of one coming visit: it stays as booked, or somebody calls it off
    for a reason."""

    called_off_by: CalledOffBy | None = None
    reason: str = ""


class GoalEnd(enum.StrEnum):
    """What becomes of one open goal."""

    REACHED = "reached"
    STOPPED = "stopped"
    HANDED_OVER = "handed_over"


GOAL_END_WORDS = {
    GoalEnd.REACHED: N_("Reached"),
    GoalEnd.STOPPED: N_("No longer followed"),
    GoalEnd.HANDED_OVER: N_("Goes on with others"),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """Why and when an enrollment ends, and what becomes of each open referral, coming
    visit and goal.

    After a death none is asked for: referrals are closed for that reason, and what was
    booked or planned is silent.
    """

    on: date
    reason: EndReason
    dispositions: Mapping[UUID, Disposition] = field(default_factory=dict)
    said: Said = NOTHING
    visits: Mapping[UUID, VisitEnd] = field(default_factory=dict)
    goals: Mapping[UUID, GoalEnd] = field(default_factory=dict)


DIED = Disposition(Closing(ReferralState.NO_HELP, reason=NoHelpReason.DIED))


def end(
    session: UnitOfWork, segment_id: UUID, ending: Ending, *, seen: int | None = None
) -> int:
    """End an enrollment segment and what is open of its child; gives the segment's new
    version.

    Raises NotPermitted where something has no disposition, InvalidField with a field
    "<id> <name>" for what a disposition lacks; nothing is ended then.
    """
    segment = enrollment.locked(session, segment_id, seen)
    died = ending.reason is EndReason.DECEASED
    still = enrollment_open.of_member(session, segment.member_id)
    if died:
        member = session.get_one(Member, segment.member_id, with_for_update=True)
        member.deceased_on = member.deceased_on or ending.on
    else:
        _end_visits(session, still.visits, ending)
        _end_goals(session, still.goals, ending)
    _end_referrals(session, still.referrals, ending, DIED if died else None)
    on, reason, said = ending.on, ending.reason, ending.said
    return enrollment_acts.take(session, segment, SegmentState.ENDED, on, reason, said)


@contextmanager
def _naming(item_id: UUID) -> Iterator[None]:
    """Of which open thing something is missing."""
    try:
        yield
    except InvalidField as refusal:
        field = f"{item_id} {refusal.field}"
        raise InvalidField(field, refusal.sentence, **refusal.values) from refusal


def _end_referrals(
    session: UnitOfWork,
    rows: tuple[WaitingRow, ...],
    ending: Ending,
    other: Disposition | None,
) -> None:
    unsaid = [row for row in rows if row.id not in ending.dispositions]
    if unsaid and other is None:
        sentence = N_("Say first what becomes of each open referral: {count}.")
        raise NotPermitted(sentence, count=len(unsaid))
    for row in rows:
        said = ending.dispositions.get(row.id) or other or DIED
        step = Step(said.closing.to, said.told, closing=said.closing)
        with _naming(row.id):
            referral_acts.take(session, locked(session, row.id), step)


def _end_visits(
    session: UnitOfWork, rows: tuple[OpenVisit, ...], ending: Ending
) -> None:
    unsaid = [row for row in rows if row.id not in ending.visits]
    if unsaid:
        sentence = N_("Say first what becomes of each coming visit: {count}.")
        raise NotPermitted(sentence, count=len(unsaid))
    for row in rows:
        said = ending.visits[row.id]
        if said.called_off_by is not None:
            by, reason = said.called_off_by, said.reason
            with _naming(row.id):
                attendance.call_off(session, row.id, by, reason, seen=row.version)


def _end_goals(session: UnitOfWork, rows: tuple[OpenGoal, ...], ending: Ending) -> None:
    unsaid = [row for row in rows if row.id not in ending.goals]
    if unsaid:
        sentence = N_("Say first what becomes of each open goal: {count}.")
        raise NotPermitted(sentence, count=len(unsaid))
    stopped = set()
    for row in rows:
        said = ending.goals[row.id]
        if said is GoalEnd.REACHED:
            plan_marks.mark_goal_reached(session, row.id, seen=None, on=ending.on)
        elif said is GoalEnd.STOPPED:
            goal = goal_telling.goal_seen(session, row.id, None)
            goal.lifecycle = Lifecycle.CANCELLED
            stopped.add(row.plan_id)
    for plan_id in sorted(stopped):
        goal_telling.keep(session, plan_id)
