"""Plans as rows: the content's items, its translations, and every saved version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from hhdesk.care import plan_assembling, plan_text
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityRow,
    ActivityStatus,
    Barrier,
    BarrierRow,
    Concern,
    ConcernRow,
    Goal,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.plan_assembling import PlanItems, PlanPairs
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLine, PlanLineRow
from hhdesk.care.plan_places import put_fields
from hhdesk.care.plan_records import (
    CarePlan,
    CarePlanVersion,
    PlanStage,
    PlanStatus,
)
from hhdesk.care.translations import (
    Pair,
    Translation,
    TranslationState,
    fingerprint,
)
from hhdesk.demo import plan_signatures, texts
from hhdesk.demo.clinic import Worker
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.plan_signatures import Signed

Item = TypeVar("Item", ConcernRow, GoalRow, ActivityRow, BarrierRow)


@dataclass(frozen=True, slots=True)
class Save:
    """One saved version: when and by whom."""

    on: date
    by: Worker


def _first_pair(pair: Pair) -> Pair:
    """A line as it first stood: its translation not checked yet."""
    if not pair.family:
        return pair
    return replace(pair, state=TranslationState.DRAFT, checked_by="")


def _first_step(step: ActivityRow) -> ActivityRow:
    text = _first_pair(step.text)
    return replace(step, text=text, status=ActivityStatus.TO_DO, result="")


def _first_goal(goal: GoalRow) -> GoalRow:
    return replace(
        goal,
        family_words=_first_pair(goal.family_words),
        lifecycle=Lifecycle.PROPOSED,
        achievement=Achievement.IN_PROGRESS,
        activities=tuple(map(_first_step, goal.activities)),
        barriers=(),
    )


def first_version(content: PlanContent) -> PlanContent:
    """How a plan began: fewer goals, all of them proposed."""
    concerns = [
        replace(concern, text=_first_pair(concern.text)) for concern in content.concerns
    ]
    goals = content.goals[: max(1, len(content.goals) - 1)]
    return replace(
        content,
        what_matters=_first_pair(content.what_matters),
        strengths=_first_pair(content.strengths),
        concerns=tuple(concerns),
        goals=tuple(map(_first_goal, goals)),
    )


def _middle_version(content: PlanContent) -> PlanContent:
    """Between the beginning and today: all goals, under way."""
    goals = [
        replace(_first_goal(goal), lifecycle=Lifecycle.ACTIVE) for goal in content.goals
    ]
    return replace(content, goals=tuple(goals))


def _identified(making: Making, content: PlanContent) -> PlanContent:
    """The same content with an id on every row that had none."""

    def known(row: Item) -> Item:
        return row if row.id else replace(row, id=making.ids())

    goals = tuple(
        replace(
            known(goal),
            activities=tuple(map(known, goal.activities)),
            barriers=tuple(map(known, goal.barriers)),
        )
        for goal in content.goals
    )
    return replace(
        content,
        concerns=tuple(map(known, content.concerns)),
        goals=goals,
        barriers=tuple(map(known, content.barriers)),
        lines=tuple(replace(row, id=making.more_ids()) for row in content.lines),
    )


class _Writer:
    """Writes the rows of one plan as it stands, since the day it began."""

    def __init__(self, making: Making, plan: CarePlan, saves: Sequence[Save]) -> None:
        self.making = making
        self.plan = plan
        self.since = saves[0].on
        self.checked_at = making.at(saves[-1].on, 15, 20)
        self.lines: list[Translation] = []

    def write(self, content: PlanContent) -> PlanItems:
        self._line(self.plan.id, "what_matters", content.what_matters)
        self._line(self.plan.id, "strengths", content.strengths)
        self._line(self.plan.id, "culture", content.culture)
        steps = [(goal, step) for goal in content.goals for step in goal.activities]
        barriers: list[tuple[UUID | None, BarrierRow]] = []
        barriers += [(None, row) for row in content.barriers]
        barriers += [(goal.id, row) for goal in content.goals for row in goal.barriers]
        return PlanItems(
            [self._concern(*place) for place in enumerate(content.concerns)],
            [self._goal(*place) for place in enumerate(content.goals)],
            [self._step(n, goal, step) for n, (goal, step) in enumerate(steps)],
            [self._barrier(n, *placed) for n, placed in enumerate(barriers)],
            [self._further(*place) for place in enumerate(content.lines)],
        )

    def _further(self, position: int, row: PlanLineRow) -> PlanLine:
        one = self.making.new(
            PlanLine,
            self.since,
            seal=row.seal,
            id=row.id,
            plan_id=self.plan.id,
            kind=row.kind,
            text=row.text.english,
            position=position,
        )
        self._line(one.id, "text", row.text, further=True)
        return one

    def _concern(self, position: int, row: ConcernRow) -> Concern:
        one = self.making.new(
            Concern,
            self.since,
            seal=row.seal,
            id=row.id,
            plan_id=self.plan.id,
            domain=row.domain,
            text=row.text.english,
            clinical_words=row.clinical_words,
            position=position,
        )
        self._line(one.id, "text", row.text)
        return one

    def _goal(self, position: int, row: GoalRow) -> Goal:
        one = self.making.new(
            Goal,
            self.since,
            seal=row.seal,
            id=row.id,
            plan_id=self.plan.id,
            concern_id=row.concern_id,
            domain=row.domain,
            family_words=row.family_words.english,
            clinical_words=row.clinical_words,
            target=row.target.english,
            start_on=row.start_on,
            target_on=row.target_on,
            lifecycle=row.lifecycle,
            achievement=row.achievement,
            position=position,
        )
        self._line(one.id, "family_words", row.family_words)
        self._line(one.id, "target", row.target)
        return one

    def _step(self, position: int, goal: GoalRow, row: ActivityRow) -> Activity:
        one = self.making.new(
            Activity,
            self.since,
            seal=row.seal,
            id=row.id,
            plan_id=self.plan.id,
            goal_id=goal.id,
            text=row.text.english,
            responsible=row.responsible,
            who=row.who,
            due_on=row.due_on,
            status=row.status,
            result=row.result,
            repeat_times=row.repeat and row.repeat.times,
            repeat_every=row.repeat and row.repeat.every,
            repeat_unit=row.repeat and row.repeat.unit,
            done_on=row.done_on,
            position=position,
        )
        self._line(one.id, "text", row.text)
        return one

    def _barrier(self, position: int, goal_id: UUID | None, row: BarrierRow) -> Barrier:
        return self.making.new(
            Barrier,
            self.since,
            seal=row.seal,
            id=row.id,
            plan_id=self.plan.id,
            goal_id=goal_id,
            kind=row.kind,
            note=row.note,
            resolved_on=row.resolved_on,
            position=position,
        )

    def _line(
        self, item_id: UUID, field: str, pair: Pair, *, further: bool = False
    ) -> None:
        """Keep the line's translation as its state asks: a stale one was checked
        against another English."""
        if not pair.family:
            return
        stale = pair.state is TranslationState.STALE
        english = f"{pair.english.rstrip('.')} this year." if stale else pair.english
        state = TranslationState.CHECKED if stale else pair.state
        checked = state is TranslationState.CHECKED
        further = further or field in {"culture", "target"}
        line = self.making.new(
            Translation,
            self.since,
            id=self.making.more_ids() if further else None,
            plan_id=self.plan.id,
            item_id=item_id,
            field=field,
            language=self.plan.language,
            text=pair.family,
            stored_state=state,
            english_fingerprint=fingerprint(english),
            english=english,
            translated_by=pair.translated_by,
            translated_at=self.making.at(self.since, 9, 30),
            checked_by=pair.checked_by,
            checked_at=self.checked_at if checked else None,
        )
        self.lines.append(line)


def _stages(content: PlanContent, saves: Sequence[Save]) -> Iterator[PlanContent]:
    """What each save but the last kept."""
    for place in range(len(saves) - 1):
        yield _middle_version(content) if place else first_version(content)


def enter(
    making: Making,
    kid: Kid,
    content: PlanContent,
    saves: Sequence[Save],
    status: PlanStatus = PlanStatus.ACTIVE,
    stage: PlanStage = PlanStage.CURRENT,
) -> None:
    """Write a plan that was saved at each of `saves`, last as `content` says: each save
    is an edition, signed and in force until the next one was."""
    content = _identified(making, content)
    last = len(saves)
    before = last - 1 or None
    stopped = status in (PlanStatus.COMPLETED, PlanStatus.REVOKED)
    school = content.school
    plan = making.new(
        CarePlan,
        saves[0].on,
        member_id=kid.id,
        status=status,
        number=last,
        edition=last,
        stage=stage,
        current_number=last if stage is PlanStage.CURRENT else before,
        language=kid.language,
        what_matters=content.what_matters.english,
        strengths=content.strengths.english,
        culture=content.culture.english,
        school_name=school.name,
        school_grade=school.grade,
        school_contact=school.contact,
        school_phone=school.phone,
        school_plan=school.plan,
        review_on=content.review_on,
        stopped_on=saves[-1].on if stopped else None,
        stop_reason=texts.read("plan_lines")["stops"][status.value] if stopped else "",
    )
    writer = _Writer(making, plan, saves)
    items = writer.write(content)
    # What a reader will find, made by the same function that reads it.
    stands = plan_assembling.assemble(plan, items, PlanPairs(writer.lines))
    stands = put_fields(stands, **plan_signatures.chart_so_far(making, kid))
    kept = [*_stages(stands, saves), stands]
    for number, (save, version) in enumerate(zip(saves, kept, strict=True), start=1):
        sha256 = _keep(making, plan, number, save, plan_text.canonical(version))
        standing = stage if number == last else PlanStage.REPLACED
        signed = Signed(plan.id, number, sha256, save.on)
        plan_signatures.enter(making, kid, signed, standing)


def _keep(making: Making, plan: CarePlan, number: int, save: Save, text: str) -> str:
    """Keep one saved version; gives its hash."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    making.new(
        CarePlanVersion,
        plan_id=plan.id,
        number=number,
        edition=number,
        stage=PlanStage.DRAFT,
        saved_at=min(making.at(save.on, 15, 20), making.now),
        saved_by=save.by.id,
        content=text,
        sha256=sha256,
    )
    making.act(save.on, save.by.id, "care_plan.save", plan.member_id, number=number)
    return sha256
