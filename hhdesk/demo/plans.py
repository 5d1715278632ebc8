"""Care plans from the demonstration's texts: which goals, how far, in two languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import Seal
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
from hhdesk.care.plan_lines import PlanLineRow, School, SchoolPlan
from hhdesk.care.plan_records import PlanStage, PlanStatus
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.translations import Pair
from hhdesk.demo import plan_rows, texts
from hhdesk.demo.clinic import MARISOL
from hhdesk.demo.days import after, working
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.plan_lines import Tongue, doer
from hhdesk.demo.plan_rows import Save
from hhdesk.demo.team import school

EXTRAS = [("rides", 24), ("food", 20), ("teeth", 18), ("school", 14), ("housing", 12)]
EXTRAS += [("rest", 12)]
REVIEW_DAYS = 182
OPEN_STATES = {Lifecycle.PROPOSED, Lifecycle.ACTIVE, Lifecycle.ON_HOLD}

Progress = tuple[Lifecycle, Achievement]
UNDER_WAY: list[tuple[Progress, float]] = [
    ((Lifecycle.ACTIVE, Achievement.IN_PROGRESS), 34),
    ((Lifecycle.ACTIVE, Achievement.IMPROVING), 27),
    ((Lifecycle.ACTIVE, Achievement.NOT_IMPROVING), 12),
    ((Lifecycle.COMPLETED, Achievement.ACHIEVED), 14),
    ((Lifecycle.PROPOSED, Achievement.IN_PROGRESS), 9),
    ((Lifecycle.ON_HOLD, Achievement.IN_PROGRESS), 4),
]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a plan is; `fixed` is the progress of every goal, None by chance."""

    status: PlanStatus
    fixed: Progress | None = None


def stage(course: Course) -> Stage | None:
    """The plan's stage by the enrollment's; None where there is no plan."""
    state, reason = course.state, course.reason
    if state is SegmentState.ENGAGED:
        return Stage(PlanStatus.DRAFT, (Lifecycle.PROPOSED, Achievement.IN_PROGRESS))
    if state is SegmentState.ENROLLED:
        return Stage(PlanStatus.ACTIVE)
    if state is SegmentState.PENDED:
        return Stage(PlanStatus.ON_HOLD, (Lifecycle.ON_HOLD, Achievement.IN_PROGRESS))
    if reason is EndReason.GOALS_MET:
        return Stage(PlanStatus.COMPLETED, (Lifecycle.COMPLETED, Achievement.ACHIEVED))
    if state is SegmentState.ENDED and course.on(SegmentState.ENROLLED):
        return Stage(
            PlanStatus.REVOKED, (Lifecycle.CANCELLED, Achievement.NOT_ACHIEVED)
        )
    return None


class PlanMaker:
    """One child's plan."""

    def __init__(
        self, making: Making, kid: Kid, stage: Stage, saves: list[Save], tongue: Tongue
    ) -> None:
        self.making = making
        self.kid = kid
        self.stage = stage
        self.first, self.last = saves[0].on, saves[-1].on
        self.tongue = tongue

    def _progress(self) -> Progress:
        return self.stage.fixed or self.making.weighted(UNDER_WAY)

    def goal(
        self, text: dict[str, Any], seal: Seal = OPEN, concern_id: UUID | None = None
    ) -> GoalRow:
        """A goal of the data file, some way along."""
        lifecycle, achievement = self._progress()
        target = after(self.first, months=text["months"])
        if lifecycle in OPEN_STATES and target <= self.making.today:
            target = self.making.ahead(self.making.between(14, 100))
        barriers = [text["barrier"]] if "barrier" in text else []
        solved = target if lifecycle is Lifecycle.COMPLETED else None
        return GoalRow(
            Domain(text["domain"]),
            self.tongue.pair(text),
            text["clinical"],
            target,
            lifecycle,
            achievement,
            tuple(self._step(step, lifecycle) for step in text["steps"]),
            tuple(barrier(one, solved) for one in barriers),
            concern_id,
            seal,
        )

    def _step(self, text: dict[str, Any], lifecycle: Lifecycle) -> ActivityRow:
        responsible, who = doer(self.kid, text["who"])
        due = None
        if "days" in text:
            due = self.last + timedelta(days=text["days"] + self.making.between(-3, 12))
            if lifecycle is Lifecycle.COMPLETED and due >= self.making.today:
                due = self.making.ago(self.making.between(1, 20))
        pair = self.tongue.pair(text)
        status = self._status(due, lifecycle, responsible)
        done = due if status is ActivityStatus.DONE else None
        daily = "morning and night" in text["en"] or "every day" in text["en"]
        repeat = Repeat(1, 1, RepeatUnit.DAY) if daily else None
        return ActivityRow(
            pair, responsible, who, due, status, repeat=repeat, done_on=done
        )

    def _status(
        self, due: date | None, lifecycle: Lifecycle, responsible: Responsible
    ) -> ActivityStatus:
        if lifecycle is Lifecycle.COMPLETED:
            return ActivityStatus.DONE
        if lifecycle is Lifecycle.CANCELLED:
            return ActivityStatus.CANCELLED
        if lifecycle is Lifecycle.ON_HOLD:
            return ActivityStatus.WAITING
        if lifecycle is Lifecycle.PROPOSED:
            return ActivityStatus.TO_DO
        if due is None:
            return ActivityStatus.IN_PROGRESS
        if due < self.making.today:
            late = [(ActivityStatus.DONE, 98), (ActivityStatus.TO_DO, 2)]
            return self.making.weighted(late)
        if responsible is Responsible.ORGANIZATION and self.making.chance(0.6):
            return ActivityStatus.WAITING
        coming = [(ActivityStatus.TO_DO, 75), (ActivityStatus.IN_PROGRESS, 25)]
        return self.making.weighted(coming)

    def content(self, health: Health) -> PlanContent:
        """The plan by the child's conditions, with a goal or two beside them."""
        plans = [
            (texts.read("plans", one["plan"]), seal) for one, seal in health.entries
        ]
        plans = plans or [(texts.read("plans", "checkup"), OPEN)]
        concerns: list[ConcernRow] = []
        goals: list[GoalRow] = []
        for text, seal in plans:
            concern = self._concern(text["concern"], seal)
            concerns.append(concern)
            for goal in text["goals"]:
                if texts.suits(goal, self.kid.age):
                    goals.append(self.goal(goal, seal, concern.id))
        goals += self._extra_goals()
        matters = self._what_matters(plans)
        return PlanContent(
            matters,
            self._strength(),
            tuple(concerns),
            tuple(goals),
            self._barriers(),
            self._review(),
            self.tongue.culture(),
            self._lines(health),
            self._school(),
        )

    def _lines(self, health: Health) -> tuple[PlanLineRow, ...]:
        """Of what anybody may know."""
        openly = [one["plan"] for one, seal in health.entries if seal == OPEN]
        return tuple(row for plan in openly for row in self.tongue.further(plan))

    def _school(self) -> School:
        if not 5 <= self.kid.age <= 18:
            return School()
        kinds = [SchoolPlan.NONE, SchoolPlan.IEP, SchoolPlan.NOT_ASKED]
        kinds.append(SchoolPlan.SECTION_504)
        kind = kinds[self.kid.number % len(kinds)]
        return School(school(self.kid), str(self.kid.age - 5 or "K"), plan=kind)

    def _concern(self, text: dict[str, Any], seal: Seal) -> ConcernRow:
        pair = self.tongue.pair(text)
        domain = Domain(text["domain"])
        return ConcernRow(domain, pair, text["clinical"], seal, self.making.ids())

    def _what_matters(self, plans: list[tuple[dict[str, Any], Seal]]) -> Pair:
        """In the words of a concern that may be known; it carries no seal itself."""
        openly = [text for text, seal in plans if seal == OPEN or self._told(seal)]
        text = openly[0] if openly else texts.read("plans", "checkup")
        return self.tongue.pair(self.making.pick(text["what_matters"]))

    def _told(self, seal: Seal) -> bool:
        return seal.consenter.value == "caregiver"

    def _strength(self) -> Pair:
        if self.making.chance(0.3):
            return Pair()
        return self.tongue.pair(
            self.making.pick(texts.read("extra_goals")["strengths"])
        )

    def _extra_goals(self) -> list[GoalRow]:
        if self.making.chance(0.45):
            return []
        name = self.making.weighted(EXTRAS)
        if (name == "teeth" and self.kid.age < 1) or (
            name == "school" and not 3 <= self.kid.age <= 18
        ):
            name = "rides"
        if name == "housing" and self.kid.family.home == "foster":
            name = "rides"
        return [self.goal(texts.read("extra_goals")["goals"][name])]

    def _barriers(self) -> tuple[BarrierRow, ...]:
        found = [
            one
            for one in texts.read("extra_goals")["barriers"]
            if one["kind"] != "language" or self.kid.language != "en"
        ]
        if self.making.chance(0.6):
            return ()
        return (barrier(self.making.pick(found)),)

    def _review(self) -> date | None:
        if self.stage.status in {PlanStatus.COMPLETED, PlanStatus.REVOKED}:
            return None
        day = self.last + timedelta(days=REVIEW_DAYS)
        if day >= self.making.today or self.kid.number % 4 == 0:
            return day
        # Most plans were looked at in time.
        return self.making.ahead(15 + self.kid.number % 120)


def barrier(text: dict[str, str], solved: date | None = None) -> BarrierRow:
    return BarrierRow(BarrierKind(text["kind"]), text["note"], solved)


def saves(making: Making, kid: Kid, course: Course, tongue: Tongue) -> list[Save]:
    """When the plan was saved and by whom: at first the coordinator, and a checked
    Spanish plan last by the person who checked it."""
    begun = course.on(SegmentState.ENROLLED) or course.on(SegmentState.ENGAGED)
    assert begun
    last = course.on(SegmentState.ENDED) or making.today
    room = max((last - begun).days - 1, 0)
    day = working(begun + timedelta(days=min(room, making.between(1, 30))), -1)
    found = [Save(max(day, begun), kid.worker)]
    while len(found) < 4:
        later = working(found[-1].on + timedelta(days=making.between(40, 210)))
        if later >= last:
            break
        found.append(Save(later, kid.worker))
    if tongue.checked:
        check = working(found[-1].on + timedelta(days=making.between(1, 6)))
        if check < last:
            found.append(Save(check, MARISOL))
    return found


def enter(
    making: Making,
    kid: Kid,
    course: Course,
    health: Health,
    edit: Callable[[PlanContent], PlanContent] | None = None,
    again: date | None = None,
) -> None:
    """Write the child's plan if the enrollment is far enough; `edit` gives it what
    the story asks for, `again` is a day on which it was saved once more."""
    where = stage(course)
    begun = course.on(SegmentState.ENROLLED)
    young = begun is not None and (making.today - begun).days < 30
    if where is None or (young and making.chance(0.4)):
        return
    if where.status is PlanStatus.DRAFT and making.chance(0.5):
        return
    tongue = Tongue(making, kid)
    days = saves(making, kid, course, tongue)
    if again is not None:
        days = [*(save for save in days if save.on < again), Save(again, kid.worker)]
    maker = PlanMaker(making, kid, where, days, tongue)
    content = maker.content(health)
    if edit is not None:
        content = edit(content)
    if where.status is PlanStatus.DRAFT:
        content, days = _unfinished(content), days[:1]
    standing = _standing(kid, where.status)
    plan_rows.enter(making, kid, content, days, where.status, standing)


def _standing(kid: Kid, status: PlanStatus) -> PlanStage:
    """Most plans are in force; of every twenty one is a draft again, one in review,
    one signed."""
    if status is PlanStatus.DRAFT:
        return PlanStage.DRAFT
    if status is not PlanStatus.ACTIVE:
        return PlanStage.CURRENT
    some = {3: PlanStage.DRAFT, 9: PlanStage.IN_REVIEW, 15: PlanStage.SIGNED}
    return some.get(kid.number % 20, PlanStage.CURRENT)


def _unfinished(content: PlanContent) -> PlanContent:
    """A plan that nobody has checked yet."""
    return replace(plan_rows.first_version(content), review_on=None)
