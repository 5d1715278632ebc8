"""Stories of which a part is the youth's own, and one that a mother consented to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.consents import Basis
from hhdesk.care.goals import (
    ActivityRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
    Responsible,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.translations import Pair
from hhdesk.demo import contacts, visits
from hhdesk.demo.days import working
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.plan_lines import NURSE
from hhdesk.demo.referrals import DRAFT, SENT
from hhdesk.demo.telling import (
    ADHD,
    Courses,
    Kids,
    begin,
    call,
    lives,
    refer,
    step,
    words,
)
from hhdesk.demo.visits import Visit

COUNSELLING = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
REPRODUCTIVE = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
RECOVERY = Seal(Segment.SUBSTANCE_USE, Consenter.YOUTH, part2=True)


def _own_goal(
    told: dict[str, Any], domain: Domain, who: str, seal: Seal, due: date
) -> GoalRow:
    """A goal that is the youth's alone, told in the youth's words."""
    steps = tuple(
        ActivityRow(Pair(step["en"]), Responsible.YOUTH, who, due)
        for step in told["steps"]
    )
    return GoalRow(
        domain,
        Pair(told["goal"]["en"]),
        told["clinical"],
        due + timedelta(days=90),
        Lifecycle.ACTIVE,
        activities=steps,
        seal=seal,
    )


def _with_own(
    making: Making, kid: Kid, told: dict[str, Any], domain: Domain, seal: Seal
) -> Callable[[PlanContent], PlanContent]:
    def add(content: PlanContent) -> PlanContent:
        due = making.ahead(11)
        goal = _own_goal(told, domain, kid.first, seal, due)
        concerns = content.concerns
        if "concern" in told:
            pair = Pair(told["concern"]["en"])
            own = ConcernRow(domain, pair, told["clinical"], seal, making.ids())
            goal = replace(goal, concern_id=own.id)
            concerns = (*concerns, own)
        # The last goal is the newest: it was not in the plan's first version.
        return replace(content, concerns=concerns, goals=(*content.goals, goal))

    return add


def maya(making: Making, kids: Kids, courses: Courses) -> None:
    """Her mother reads of asthma; of the counselling only Maya does."""
    kid, told = kids[0], words("maya")
    edit = _with_own(making, kid, told, Domain.MENTAL_HEALTH, COUNSELLING)
    begin(making, kid, courses[0], lives("asthma"), edit)
    call(making, kid, 6, told["note"], COUNSELLING)
    running = ReferralState.SERVICE_RUNNING
    steps = [step(making, DRAFT, 60), step(making, SENT, 59)]
    steps.append(step(making, ReferralState.ACCEPTED, 52))
    steps.append(step(making, running, 40, told["running"]))
    basis, agency = Basis.YOUTH, "Open Porch Counselling"
    sealed = {"seal": COUNSELLING, "basis": basis}
    refer(making, kid, "counselling", steps, 10, **sealed)
    starts = making.at(working(making.ahead(4)), 15, 30)
    own = Visit("Counselling", starts, 45, place=agency)
    visits.enter(making, kid, replace(own, seal=COUNSELLING))


def alejandra(making: Making, kids: Kids, courses: Courses) -> None:
    """Her private visit with the nurse is on no paper but her own."""
    kid, told = kids[0], words("alejandra")
    edit = _with_own(making, kid, told, Domain.MEDICAL, REPRODUCTIVE)
    begin(making, kid, courses[0], lives("growth"), edit)
    call(making, kid, 5, told["note"], REPRODUCTIVE)
    starts = making.at(working(making.ahead(5)), 15, 45)
    own = Visit("Nurse visit", starts, 30, with_whom=NURSE, seal=REPRODUCTIVE)
    visits.enter(making, kid, own)


def isaiah(making: Making, kids: Kids, courses: Courses) -> None:
    """His ADHD plan prints for his mother."""
    lives_with = lives("adhd", seal=ADHD)
    begin(making, kids[0], courses[0], lives_with)
    contacts.invent(making, kids[0], courses[0], lives_with)


def dylan(making: Making, kids: Kids, courses: Courses) -> None:
    """What the recovery program told us is his, and marked as from a Part 2 program."""
    kid, told = kids[0], words("dylan")
    edit = _with_own(making, kid, told, Domain.MENTAL_HEALTH, RECOVERY)
    lives_with = lives("asthma")
    begin(making, kid, courses[0], lives_with, edit)
    contacts.invent(making, kid, courses[0], lives_with)
