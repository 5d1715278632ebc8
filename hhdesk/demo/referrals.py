"""Referrals in every state, each step lawful and on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hhdesk.care.confidentiality import Audience, Consenter, Seal
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.person import Interpreter
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_states import CLOSED, TABLE, Detail, ReferralState
from hhdesk.care.referral_steps import FAMILY_WORD_ENOUGH, Evidence, NoHelpReason
from hhdesk.care.referral_ways import implied
from hhdesk.care.referrals import Urgency
from hhdesk.demo import team, texts, visits
from hhdesk.demo.days import working
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health, seal_of
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.referral_rows import Ending, Step, Story, enter
from hhdesk.demo.visits import Visit

DRAFT, AGREEMENT, SENT, ACCEPTED, SCHEDULED, RESULT = (
    ReferralState.DRAFT,
    ReferralState.AWAITING_AGREEMENT,
    ReferralState.SENT,
    ReferralState.ACCEPTED,
    ReferralState.SCHEDULED,
    ReferralState.RESULT,
)
# What is told on the way to a state beside what the table implies.
TOLD: dict[ReferralState, tuple[ReferralState, ...]] = {
    SENT: (AGREEMENT,),
    ReferralState.WAITLISTED: (ACCEPTED,),
    ReferralState.DECLINED: (AGREEMENT,),
    ReferralState.SERVICE_RUNNING: (SCHEDULED,),
    RESULT: (SCHEDULED,),
    ReferralState.GOT_HELP: (AGREEMENT, SCHEDULED),
    ReferralState.NO_HELP: (SENT, ReferralState.DECLINED),
    ReferralState.FAMILY_CHOSE_NOT: (AGREEMENT,),
}


def _way(state: ReferralState) -> tuple[ReferralState, ...]:
    """The states of the way to a state, in the table's order."""
    passed = {DRAFT, state, *implied(state, (DRAFT,)), *TOLD.get(state, ())}
    return tuple(one for one in ReferralState if one in passed)


WAYS = {state: _way(state) for state in ReferralState}
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
    (ReferralState.ENTERED_IN_ERROR, 2),
]
LONGEST_WAIT = 20


@dataclass(frozen=True, slots=True)
class Plot:
    """What is needed, by which seal, to which state it comes, until which day."""

    need: dict[str, Any]
    seal: Seal
    state: ReferralState
    until: date


def _wait(state: ReferralState) -> int:
    """Days a state has mostly lasted, so that most of the clocks still run."""
    clock = TABLE[state].clock
    if clock is None:
        return 30
    return 1 + min(clock.routine, LONGEST_WAIT) * (1 if clock.calendar_days else 7) // 5


def _steps(making: Making, plot: Plot) -> tuple[Step, ...]:
    """The way to the plot's state, made backwards from its last day."""
    read = texts.read("needs")
    day = plot.until - timedelta(days=making.between(1, _wait(plot.state)))
    steps: list[Step] = []
    for state in reversed(WAYS[plot.state]):
        day = working(day, -1)
        told = _told(making, plot, state)
        detail = Detail(told["detail"]) if "detail" in told else None
        visit = _visit_day(making, day, steps) if state is SCHEDULED else None
        if state is ReferralState.MISSED:
            visit = day
        how = read["how_known"].get(state.value, "")
        steps.append(Step(state, day, told["text"], how, detail, visit))
        day -= timedelta(days=making.between(1, 9))
    return tuple(reversed(steps))


def _told(making: Making, plot: Plot, state: ReferralState) -> dict[str, str]:
    """The words of a step; a report that came on the way was read in the end."""
    notes: list[dict[str, str]] = texts.read("needs")["notes"][state.value]
    reported = _evidence(plot) is Evidence.REPORT_REVIEWED
    if state is RESULT and plot.state is not RESULT:
        return notes[1 if reported else 0]
    return making.pick(notes)


def _visit_day(making: Making, day: date, later: list[Step]) -> date:
    """The visit is on the day of the next step, or still to come."""
    return later[-1].on if later else working(making.ahead(making.between(2, 20)))


def _evidence(plot: Plot) -> Evidence | None:
    if plot.state is not ReferralState.GOT_HELP:
        return None
    if Domain(plot.need["domain"]) in FAMILY_WORD_ENOUGH:
        return Evidence.FAMILY_CONFIRMED
    # So that both kinds of proof are met, each always for the same need.
    kinds = (Evidence.REPORT_REVIEWED, Evidence.AGENCY_CONFIRMED)
    return kinds[len(plot.need["need"]) % 2]


def _ending(plot: Plot, steps: tuple[Step, ...]) -> Ending:
    if plot.state is ReferralState.GOT_HELP:
        seen = [step.on for step in steps if step.state is RESULT]
        return Ending(seen[-1], _evidence(plot))
    if plot.state is not ReferralState.NO_HELP:
        return Ending()
    notes = texts.read("needs")["notes"]["no_help"]
    told = next(one for one in notes if one["text"] == steps[-1].note)
    return Ending(reason=NoHelpReason(told["reason"]), next_step=told["next"])


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
    weights = [(0, 60), (1, 32), (2, 8)]
    if course.state is not SegmentState.ENROLLED:
        weights = [(0, 82), (1, 18)]
    if (making.today - course.since).days < 60:
        return
    needs = _needs(kid, health)
    ended = course.on(SegmentState.ENDED)
    for _ in range(min(making.weighted(weights), len(needs))):
        need, origin = making.pick(needs)
        needs = [pair for pair in needs if pair[0] is not need]
        state = making.dealt("referrals", STATES)
        if ended and state not in CLOSED:
            state = ReferralState.GOT_HELP
        seal = _seal(making, kid, need, origin)
        plot = Plot(need, seal, state, ended or making.today)
        story = _story(making, kid, plot)
        if story.steps[0].on > course.since:
            play(making, kid, course, story)


def _story(making: Making, kid: Kid, plot: Plot) -> Story:
    steps = _steps(making, plot)
    bases = [(Basis.SIGNED, 5), (Basis.VERBAL, 3), (Basis.TREATMENT, 2)]
    basis = making.weighted(bases) if plot.seal == OPEN else Basis.SIGNED
    if plot.seal.consenter is Consenter.YOUTH:
        basis = Basis.YOUTH
    interpreted = kid.main.languages.interpreter is Interpreter.NEEDED
    number = f"Interpreter {making.between(20100, 20999)}"
    return Story(
        Domain(plot.need["domain"]),
        plot.need["need"],
        plot.need["agency"],
        plot.need["phone"],
        steps,
        seal=plot.seal,
        basis=basis,
        interpreter=number if interpreted and basis is Basis.VERBAL else "",
        urgency=Urgency.URGENT if making.chance(0.08) else Urgency.ROUTINE,
        ending=_ending(plot, steps),
    )


def play(making: Making, kid: Kid, course: Course, story: Story) -> None:
    """Write a referral, the consent that it was sent under, and a visit to come."""
    row = enter(making, kid, story)
    if story.sent and story.basis is not Basis.TREATMENT:
        given = story.sent.on
        term = team.Term(given, given + timedelta(days=team.YEAR))
        team.consent(
            making,
            kid,
            Audience.RECIPIENT,
            story.agency,
            term,
            basis=story.basis,
            segment=story.seal.segment,
        )
    coming = story.standing.visit_on
    if story.standing.state is SCHEDULED and coming:
        helps = visits.helps_for(making, kid, past=False)
        visit = Visit(
            story.need,
            making.at(coming, making.pick(visits.HOURS)),
            45,
            place=story.agency,
            helps=helps if story.seal == OPEN else (),
            seal=story.seal,
            referral_id=row.id,
        )
        visits.enter(making, kid, visit)
