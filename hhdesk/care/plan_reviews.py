"""Review meetings: when the plan was looked over with the family, who was there, and
all that was said and ticked in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import (
    audit,
    care_plans,
    disclosures,
    goal_telling,
    plan_marks,
    plan_meeting,
)
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goal_telling import Telling
from hhdesk.care.goals import Achievement
from hhdesk.care.plan_marks import ActivityMark
from hhdesk.care.plan_meeting import Meeting
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

PAST_REVIEW = N_("The next review is a day to come.")
SHOWN = "meeting"


class PlanReview(Record, Base):
    __tablename__ = "plan_review"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    # The save of the plan that the meeting ended with.
    number: Mapped[int]
    held_on: Mapped[date]
    attended: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class GoalSaid:
    """What was said of one goal; `achievement` None where nobody chose."""

    goal_id: UUID
    achievement: Achievement | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What came of a meeting; `ticked` are the activities that were done."""

    said: tuple[GoalSaid, ...] = ()
    ticked: tuple[UUID, ...] = ()
    attended: str = ""
    note: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was saved, and all that takes it back."""

    id: UUID
    plan: PlanRow
    told: tuple[Telling, ...]
    marks: tuple[ActivityMark, ...]
    review_before: date | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    id: UUID
    held_on: date
    number: int
    attended: str
    note: str


def of_plan(session: UnitOfWork, plan_id: UUID) -> tuple[ReviewRow, ...]:
    """The meetings about a plan, newest first."""
    one = PlanReview
    found = session.execute(
        select(one.id, one.held_on, one.number, one.attended, one.note)
        .where(one.plan_id == plan_id, one.voided_at.is_(None))
        .order_by(one.held_on.desc(), one.id.desc())
    )
    return tuple(ReviewRow(*told) for told in found)


def open_meeting(session: UnitOfWork, member_id: UUID, audience: Audience) -> Meeting:
    """What is shown in the room; that it was shown is in the accounting of
    disclosures, as of a paper. Raises NotFound."""
    made = plan_meeting.meeting(session, member_id, audience)
    content = repr(made).encode()
    disclosures.record(session, member_id, audience, what=SHOWN, content=content)
    return made


def hold(session: UnitOfWork, member_id: UUID, review: Review, *, seen: int) -> Held:
    """Keep what was said and ticked, and the next review day, as one save.

    `seen` is the plan's number as it was shown. Raises ChangedElsewhere, NotFound,
    and InvalidField "next_on" for a day that is not to come.
    """
    plan = care_plans.locked(session, member_id, seen)
    today = session.today()
    if review.next_on is not None and review.next_on <= today:
        raise InvalidField("next_on", PAST_REVIEW)
    before, plan.review_on = plan.review_on, review.next_on or plan.review_on
    marks = [plan_marks.tick(session, key, seen=None) for key in review.ticked]
    said = [_say(session, one, today) for one in review.said]
    session.flush()
    row = PlanReview(
        id=session.new_id(),
        plan_id=plan.id,
        number=plan.number + 1,
        held_on=today,
        attended=review.attended.strip(),
        note=review.note.strip(),
    )
    session.add(row)
    audit.record(session, "care_plan.review", member_id, goals=len(said))
    kept = goal_telling.keep(session, plan.id)
    told = [one for one in said if one is not None]
    tellings = tuple(Telling(*one, kept) for one in told)
    return Held(row.id, kept, tellings, tuple(marks), before)


def _say(
    session: UnitOfWork, one: GoalSaid, today: date
) -> tuple[UUID, UUID, Achievement, int] | None:
    if one.achievement is None and not one.note.strip():
        return None
    goal = goal_telling.goal_seen(session, one.goal_id, None)
    before = goal.achievement
    how = one.achievement or before
    made = goal_telling.put(session, goal, how, one.note, today)
    session.flush()
    return made.id, goal.id, before, goal.version


def take_back(session: UnitOfWork, member_id: UUID, held: Held) -> PlanRow:
    """All of a meeting at once; raises ChangedElsewhere where the plan was saved
    since, for what came after stands on it."""
    plan = care_plans.locked(session, member_id, held.plan.number)
    row = session.get_one(PlanReview, held.id)
    row.void(goal_telling.TAKEN_BACK, session.now(), session.actor_id)
    plan.review_on = held.review_before
    for mark in held.marks:
        plan_marks.untick(session, mark)
    for told in held.told:
        goal = goal_telling.goal_seen(session, told.goal_id, None)
        goal_telling.void(session, told.id, goal_telling.TAKEN_BACK)
        goal.achievement = told.before
    return goal_telling.keep(session, plan.id)
