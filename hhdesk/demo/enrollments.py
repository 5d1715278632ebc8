"""Courses of enrollment: each step lawful in the pack, each on its day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hhdesk.care.enrollment import EnrollmentChange, EnrollmentSegment
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

IDENTIFIED, ENGAGED = SegmentState.IDENTIFIED, SegmentState.ENGAGED
ENROLLED, PENDED, ENDED = (
    SegmentState.ENROLLED,
    SegmentState.PENDED,
    SegmentState.ENDED,
)
STATES = [(ENROLLED, 69), (ENGAGED, 9), (IDENTIFIED, 9), (PENDED, 5), (ENDED, 8)]
# The steps before the end, and why it came.
ENDS = [
    (((IDENTIFIED, ENGAGED, ENROLLED), EndReason.GOALS_MET), 34),
    (((IDENTIFIED, ENGAGED, ENROLLED), EndReason.MOVED), 16),
    (((IDENTIFIED, ENGAGED, ENROLLED, PENDED), EndReason.COVERAGE_LOST), 10),
    (((IDENTIFIED, ENGAGED, ENROLLED), EndReason.TRANSFERRED), 8),
    (((IDENTIFIED, ENGAGED), EndReason.FAMILY_DECLINED), 16),
    (((IDENTIFIED,), EndReason.UNABLE_TO_REACH), 16),
]
TIERS = [("1", 45), ("2", 38), ("3", 17)]


@dataclass(frozen=True, slots=True)
class Course:
    """One segment's steps; `earlier` is a segment that ended before the return."""

    steps: tuple[tuple[SegmentState, date], ...]
    reason: EndReason | None = None
    tier: str = ""
    earlier: Course | None = None

    @property
    def state(self) -> SegmentState:
        return self.steps[-1][0]

    @property
    def since(self) -> date:
        """When the child first came to the clinic."""
        return (self.earlier or self).steps[0][1]

    def on(self, state: SegmentState) -> date | None:
        """The day of the latest step to a state."""
        days = [day for step, day in self.steps if step is state]
        return days[-1] if days else None


def _steps(
    making: Making, states: tuple[SegmentState, ...], first: int, last: int
) -> tuple[tuple[SegmentState, date], ...]:
    """The states on days between `first` and `last` days ago, in order; the family's
    first weeks are the quick ones."""
    ago, steps = first, []
    for place, state in enumerate(states):
        left = len(states) - 1 - place
        if place and not left:
            ago = last
        elif place:
            ago = max(last + left, ago - making.between(2, 20))
        steps.append((state, making.ago(ago)))
    return tuple(steps)


def course(
    making: Making,
    birth: date,
    state: SegmentState | None = None,
    *,
    first: int | None = None,
    last: int | None = None,
) -> Course:
    """A course that ends in a state; `first` and `last` are days ago, by chance."""
    age = (making.today - birth).days
    state = state or making.dealt("states", STATES)
    if age < 40:
        return Course(_steps(making, (IDENTIFIED,), min(age, 5), 0))
    if state is IDENTIFIED:
        return Course(_steps(making, (IDENTIFIED,), first or making.between(1, 30), 0))
    first = first or making.between(50, 680)
    room = age - 3
    if state is ENGAGED:
        first = min(room, 15 + first // 8)
        last = last or making.between(1, 14)
        return Course(_steps(making, (IDENTIFIED, ENGAGED), first, last))
    first = min(first, room)
    tier = making.weighted(TIERS)
    if state is ENROLLED:
        return _enrolled(making, first, tier, last)
    if state is PENDED:
        states = (IDENTIFIED, ENGAGED, ENROLLED, PENDED)
        last = last or making.between(4, min(40, first - 20))
        return Course(_steps(making, states, first, last), tier=tier)
    before, reason = making.dealt("ends", ENDS)
    last = last or making.between(6, max(7, min(120, first - 25)))
    steps = _steps(making, (*before, ENDED), first, last)
    return Course(steps, reason, tier if ENROLLED in before else "")


def _enrolled(making: Making, first: int, tier: str, last: int | None) -> Course:
    last = last or max(1, first - making.between(6, 34))
    if first > 300 and making.chance(0.06):
        back = (IDENTIFIED, ENGAGED, ENROLLED, PENDED, ENROLLED)
        return Course(_steps(making, back, first, first // 3), tier=tier)
    if first > 400 and making.chance(0.08):
        away = _steps(making, (IDENTIFIED, ENGAGED, ENDED), first, first - 90)
        earlier = Course(away, EndReason.FAMILY_DECLINED)
        again = _steps(making, (IDENTIFIED, ENGAGED, ENROLLED), 240, 215)
        return Course(again, tier=tier, earlier=earlier)
    states = (IDENTIFIED, ENGAGED, ENROLLED)
    return Course(_steps(making, states, first, last), tier=tier)


def like(making: Making, one: Course, birth: date) -> Course:
    """A sibling's course: the same, unless the child is too young for it."""
    if one.since <= birth + timedelta(days=3):
        return course(making, birth, one.state)
    return replace(one)


def enter(making: Making, kid: Kid, one: Course) -> None:
    """Write a course: segments, each step with its day, and the acts."""
    earlier = None
    if one.earlier:
        earlier = _segment(making, kid, one.earlier, current=False)
    _segment(making, kid, one, earlier)


def _segment(
    making: Making,
    kid: Kid,
    one: Course,
    previous: EnrollmentSegment | None = None,
    *,
    current: bool = True,
) -> EnrollmentSegment:
    first, worker = one.steps[0][1], kid.worker
    ended = one.state is ENDED
    segment = making.new(
        EnrollmentSegment,
        first,
        member_id=kid.id,
        pack="default",
        state=one.state,
        current=current,
        begins_on=first,
        ends_on=one.steps[-1][1] if ended else None,
        end_reason=one.reason,
        tier=one.tier,
        coordinator_id=worker.id,
        previous_id=previous.id if previous else None,
    )
    came_from: SegmentState | None = None
    for state, day in one.steps:
        reason = one.reason.value if one.reason and state is ENDED else ""
        making.new(
            EnrollmentChange,
            segment_id=segment.id,
            from_state=came_from,
            to_state=state,
            on=day,
            entered_at=min(making.at(day, 16, 10), making.now),
            actor_id=worker.id,
            reason=reason,
        )
        if came_from is not None:
            making.act(day, worker.id, "enrollment.move", kid.id, to=state.value)
        came_from = state
    return segment
