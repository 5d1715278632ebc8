"""Referrals in every state, each step lawful and on its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.programs import SegmentState
from hhdesk.care.referrals import (
    CLOSED,
    Referral,
    ReferralEvent,
    ReferralState,
    Urgency,
)
from hhdesk.demo import texts
from hhdesk.demo.days import working, working_days_from
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health, seal_of
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

DRAFT, AGREEMENT, SENT, ACCEPTED, SCHEDULED, RESULT = (
    ReferralState.DRAFT,
    ReferralState.AWAITING_AGREEMENT,
    ReferralState.SENT,
    ReferralState.ACCEPTED,
    ReferralState.SCHEDULED,
    ReferralState.RESULT,
)
# The states passed on the way to each state (the table of lawful steps is
# that of the closed-loop referral; a test walks every one of them).
WAYS: dict[ReferralState, tuple[ReferralState, ...]] = {
    DRAFT: (DRAFT,),
    AGREEMENT: (DRAFT, AGREEMENT),
    ReferralState.AWAITING_AUTHORIZATION: (
        DRAFT,
        ReferralState.AWAITING_AUTHORIZATION,
    ),
    SENT: (DRAFT, AGREEMENT, SENT),
    ReferralState.DELIVERY_FAILED: (DRAFT, SENT, ReferralState.DELIVERY_FAILED),
    ACCEPTED: (DRAFT, SENT, ACCEPTED),
    ReferralState.WAITLISTED: (DRAFT, SENT, ACCEPTED, ReferralState.WAITLISTED),
    ReferralState.FAMILY_ACTION: (DRAFT, SENT, ReferralState.FAMILY_ACTION),
    ReferralState.AGENCY_NEEDS_MORE: (DRAFT, SENT, ReferralState.AGENCY_NEEDS_MORE),
    ReferralState.DECLINED: (DRAFT, AGREEMENT, SENT, ReferralState.DECLINED),
    SCHEDULED: (DRAFT, SENT, ACCEPTED, SCHEDULED),
    ReferralState.MISSED: (DRAFT, SENT, ACCEPTED, SCHEDULED, ReferralState.MISSED),
    ReferralState.SERVICE_RUNNING: (
        DRAFT,
        SENT,
        ACCEPTED,
        SCHEDULED,
        ReferralState.SERVICE_RUNNING,
    ),
    RESULT: (DRAFT, SENT, ACCEPTED, SCHEDULED, RESULT),
    ReferralState.GOT_HELP: (
        DRAFT,
        AGREEMENT,
        SENT,
        ACCEPTED,
        SCHEDULED,
        RESULT,
        ReferralState.GOT_HELP,
    ),
    ReferralState.NO_HELP: (
        DRAFT,
        SENT,
        ReferralState.DECLINED,
        ReferralState.NO_HELP,
    ),
    ReferralState.FAMILY_CHOSE_NOT: (
        DRAFT,
        AGREEMENT,
        ReferralState.FAMILY_CHOSE_NOT,
    ),
    ReferralState.ENTERED_IN_ERROR: (DRAFT, ReferralState.ENTERED_IN_ERROR),
}
STATES = [
    (DRAFT, 6),
    (AGREEMENT, 4),
    (ReferralState.AWAITING_AUTHORIZATION, 4),
    (SENT, 15),
    (ReferralState.DELIVERY_FAILED, 2),
    (ACCEPTED, 11),
    (ReferralState.WAITLISTED, 8),
    (ReferralState.FAMILY_ACTION, 7),
    (ReferralState.AGENCY_NEEDS_MORE, 4),
    (ReferralState.DECLINED, 4),
    (SCHEDULED, 10),
    (ReferralState.MISSED, 4),
    (ReferralState.SERVICE_RUNNING, 9),
    (RESULT, 6),
    (ReferralState.GOT_HELP, 24),
    (ReferralState.NO_HELP, 5),
    (ReferralState.FAMILY_CHOSE_NOT, 4),
    (ReferralState.ENTERED_IN_ERROR, 1),
]
# Working days until the next step is expected; calendar days where it is a re-check.
CLOCKS = {
    DRAFT: 2,
    AGREEMENT: 5,
    ReferralState.AWAITING_AUTHORIZATION: 5,
    SENT: 5,
    ReferralState.DELIVERY_FAILED: 1,
    ACCEPTED: 10,
    ReferralState.FAMILY_ACTION: 5,
    ReferralState.AGENCY_NEEDS_MORE: 2,
    ReferralState.DECLINED: 2,
    SCHEDULED: 8,
    ReferralState.MISSED: 2,
    RESULT: 14,
}
RECHECK_DAYS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `note` and `how` are the staff's words."""

    state: ReferralState
    on: date
    note: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A referral as it is told: of what, to whom, step by step."""

    domain: Domain
    need: str
    agency: str
    phone: str
    steps: tuple[Step, ...]
    due: date | None
    seal: Seal = OPEN
    basis: Basis | None = Basis.SIGNED
    urgency: Urgency = Urgency.ROUTINE
    goal_id: UUID | None = None
    id: UUID | None = field(default=None)

    @property
    def state(self) -> ReferralState:
        return self.steps[-1].state


def enter(making: Making, kid: Kid, story: Story) -> Referral:
    """Write a referral and its events."""
    first, last = story.steps[0], story.steps[-1]
    row = making.new(
        Referral,
        first.on,
        seal=story.seal,
        id=story.id,
        member_id=kid.id,
        goal_id=story.goal_id,
        domain=story.domain,
        need=story.need,
        agency=story.agency,
        agency_phone=story.phone,
        state=last.state,
        urgency=story.urgency,
        basis=story.basis if len(story.steps) > 1 else None,
        owner_id=kid.worker.id,
        state_since=_since(story),
        due_on=None if last.state in CLOSED else story.due,
    )
    before: ReferralState | None = None
    for step in story.steps:
        making.new(
            ReferralEvent,
            referral_id=row.id,
            from_state=before,
            to_state=step.state,
            happened_on=step.on,
            entered_at=min(making.at(step.on, 16, 40), making.now),
            actor_id=kid.worker.id,
            how_known=step.how,
            note=step.note,
        )
        before = step.state
    return row


def _since(story: Story) -> date:
    """The day of the step into the present state; a later note does not count."""
    days = [step.on for step in story.steps if step.state is story.state]
    return days[0]


def due_after(state: ReferralState, day: date) -> date | None:
    """When the next step is expected of a state reached on a day."""
    if state in CLOSED:
        return None
    if state in CLOCKS:
        return working_days_from(day, CLOCKS[state])
    return working(day + timedelta(days=RECHECK_DAYS))


def _steps(making: Making, state: ReferralState) -> tuple[Step, ...]:
    """The way to a state, ending so many days ago that most clocks still run."""
    limit = 30 if state in CLOSED else 1 + CLOCKS.get(state, 20) * 3 // 2
    day = working(making.ago(making.between(1, limit)), -1)
    read = texts.read("needs")
    steps: list[Step] = []
    for passed in reversed(WAYS[state]):
        note = making.pick(read["notes"].get(passed.value, [""]))
        how = read["how_known"].get(passed.value, "")
        steps.append(Step(passed, day, note, how))
        day = working(day - timedelta(days=making.between(1, 9)), -1)
    return tuple(reversed(steps))


def _needs(kid: Kid, health: Health) -> list[tuple[dict[str, Any], Seal]]:
    """What the child's conditions ask for, else what many families need."""
    read = texts.read("needs")["needs"]
    found = [
        (read[key], seal)
        for one, seal in health.entries
        for key in one["needs"]
        if texts.suits(read[key], kid.age)
    ]
    social = [read[key] for key in texts.read("needs")["social"]]
    found += [(one, OPEN) for one in social if texts.suits(one, kid.age)][:3]
    return found


def _seal(making: Making, kid: Kid, need: dict[str, Any], origin: Seal) -> Seal:
    """What is born of a sealed item inherits."""
    if origin != OPEN:
        return origin
    return seal_of(making, kid.age, {"key": "", **need})


def invent(making: Making, kid: Kid, course: Course, health: Health) -> None:
    """Some referrals of an enrolled child; other children have few."""
    weights = [(0, 38), (1, 42), (2, 20)]
    if course.state is not SegmentState.ENROLLED:
        weights = [(0, 82), (1, 18)]
    if (making.today - course.since).days < 60:
        return
    needs = _needs(kid, health)
    for _ in range(making.weighted(weights)):
        need, origin = making.pick(needs)
        needs = [pair for pair in needs if pair[0] is not need]
        state = making.dealt("referrals", STATES)
        ended = course.on(SegmentState.ENDED)
        if ended and state not in CLOSED:
            state = ReferralState.GOT_HELP
        story = _story(making, kid, need, origin, state)
        if story.steps[0].on > course.since:
            enter(making, kid, story)
        if not needs:
            return


def _story(
    making: Making, kid: Kid, need: dict[str, Any], origin: Seal, state: ReferralState
) -> Story:
    steps = _steps(making, state)
    bases = [(Basis.SIGNED, 5), (Basis.VERBAL, 3), (Basis.TREATMENT, 2)]
    return Story(
        Domain(need["domain"]),
        need["need"],
        need["agency"],
        need["phone"],
        steps,
        due_after(state, steps[-1].on),
        _seal(making, kid, need, origin),
        making.weighted(bases),
        Urgency.URGENT if making.chance(0.08) else Urgency.ROUTINE,
    )
