"""Writing a plan's content into its rows: matched by id, what is gone is voided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from hhdesk.care import goal_progress, plan_assembling
from hhdesk.care.care_team import TeamMember
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityRow,
    Barrier,
    BarrierRow,
    Concern,
    ConcernRow,
    Goal,
    GoalRow,
)
from hhdesk.care.health import Allergy, Medicine
from hhdesk.care.plan_assembling import PlanPairs
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    AllergyLine,
    MedicineLine,
    PlanLine,
    PlanLineRow,
    TeamLine,
)
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.staff import Staff
from hhdesk.care.translations import Pair, Translation
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

REMOVED = "removed from the plan"

Item = TypeVar("Item", Concern, Goal, Activity, Barrier, PlanLine)
OfChart = TypeVar("OfChart", Medicine, Allergy, TeamMember)


class PlanWriting:
    """One save of one plan: matches rows by id, voids what is gone."""

    def __init__(self, session: UnitOfWork, plan: CarePlan) -> None:
        self.session = session
        self.plan = plan
        self.pairs = PlanPairs.read(session, plan)
        writer = session.get(Staff, session.actor_id)
        self.writer = writer.name if writer else ""
        languages = writer.qualified_languages if writer else []
        self.qualified = plan.language in languages

    def write(self, content: PlanContent) -> None:
        plan = self.plan
        plan.what_matters = content.what_matters.english.strip()
        plan.strengths = content.strengths.english.strip()
        plan.culture = content.culture.english.strip()
        plan.review_on = content.review_on
        plan.put_school(content.school)
        self._pair(plan.id, "what_matters", content.what_matters)
        self._pair(plan.id, "strengths", content.strengths)
        self._pair(plan.id, "culture", content.culture)
        self._concerns(content.concerns)
        self._goals(content.goals)
        placed: list[tuple[UUID | None, BarrierRow]] = []
        placed += [(None, row) for row in content.barriers]
        placed += [(goal.id, row) for goal in content.goals for row in goal.barriers]
        self._barriers(placed)
        self._lines(content.lines)
        self._medicines(content.medicines)
        self._allergies(content.allergies)
        self._team(content.team)
        self.session.flush()

    def _item(
        self, present: dict[UUID, Item], kind: type[Item], item_id: UUID | None
    ) -> Item:
        """The row to write into; a row of an id that is not of this plan is new."""
        if item_id in present:
            return present.pop(item_id)
        known = item_id and self.session.get(kind, item_id)
        if known:
            raise NotFound(N_("A line of this plan was removed by somebody else."))
        row = kind(id=item_id or self.session.new_id(), plan_id=self.plan.id)
        self.session.add(row)
        return row

    def _present(self, kind: type[Item]) -> dict[UUID, Item]:
        rows = plan_assembling.plan_items(self.session, kind, self.plan.id)
        return {row.id: row for row in rows}

    def _void(
        self, left: Iterable[Concern | Goal | Activity | Barrier | PlanLine]
    ) -> None:
        for row in left:
            row.void(REMOVED, self.session.now(), self.session.actor_id)

    def _pair(self, item_id: UUID, field: str, pair: Pair) -> None:
        text, english = pair.family.strip(), pair.english.strip()
        line = self.pairs.found.get((item_id, field))
        if line is None:
            if not text:
                return
            line = Translation(
                plan_id=self.plan.id,
                item_id=item_id,
                field=field,
                language=self.plan.language,
            )
            self.session.add(line)
        if line.text != text:
            now = self.session.now()
            line.write(text, english, self.writer, now, qualified=self.qualified)
            line.translator = self.session.actor_id

    def _concerns(self, rows: tuple[ConcernRow, ...]) -> None:
        present = self._present(Concern)
        for position, row in enumerate(rows):
            one = self._item(present, Concern, row.id)
            one.domain, one.text = row.domain, row.text.english.strip()
            one.clinical_words, one.position = row.clinical_words.strip(), position
            one.resolved_on = row.resolved_on
            one.put_seal(row.seal)
            self._pair(one.id, "text", row.text)
        self.session.flush()
        self._void(present.values())

    def _goals(self, rows: tuple[GoalRow, ...]) -> None:
        present = self._present(Goal)
        placed: list[tuple[UUID, ActivityRow]] = []
        told: list[tuple[Goal, Achievement | None]] = []
        for position, row in enumerate(rows):
            one = self._item(present, Goal, row.id)
            one.domain, one.concern_id = row.domain, row.concern_id
            one.family_words = row.family_words.english.strip()
            one.clinical_words = row.clinical_words.strip()
            one.target, one.start_on = row.target.english.strip(), row.start_on
            one.target_on, one.lifecycle = row.target_on, row.lifecycle
            before, one.achievement = one.achievement, row.achievement
            one.position = position
            told.append((one, before))
            one.put_seal(row.seal)
            self._pair(one.id, "family_words", row.family_words)
            self._pair(one.id, "target", row.target)
            placed += [(one.id, activity) for activity in row.activities]
        # Progress names its goal, which has to be there first.
        self.session.flush()
        for one, before in told:
            goal_progress.follow(self.session, one, before)
        self._activities(placed)
        self._void(present.values())

    def _activities(self, rows: list[tuple[UUID, ActivityRow]]) -> None:
        present = self._present(Activity)
        for position, (goal_id, row) in enumerate(rows):
            one = self._item(present, Activity, row.id)
            one.goal_id, one.text = goal_id, row.text.english.strip()
            one.responsible, one.who = row.responsible, row.who.strip()
            one.due_on, one.status = row.due_on, row.status
            one.result, one.position = row.result.strip(), position
            one.done_on = row.done_on
            one.put_repeat(row.repeat)
            one.put_seal(row.seal)
            self._pair(one.id, "text", row.text)
        self._void(present.values())

    def _barriers(self, rows: list[tuple[UUID | None, BarrierRow]]) -> None:
        present = self._present(Barrier)
        for position, (goal_id, row) in enumerate(rows):
            one = self._item(present, Barrier, row.id)
            one.goal_id, one.kind, one.note = goal_id, row.kind, row.note.strip()
            one.resolved_on, one.position = row.resolved_on, position
            one.put_seal(row.seal)
        self._void(present.values())

    def _lines(self, rows: tuple[PlanLineRow, ...]) -> None:
        present = self._present(PlanLine)
        for position, row in enumerate(rows):
            one = self._item(present, PlanLine, row.id)
            one.kind, one.text = row.kind, row.text.english.strip()
            one.position = position
            one.put_seal(row.seal)
            self._pair(one.id, "text", row.text)
        self._void(present.values())

    def _of_chart(
        self, kind: type[OfChart], rows: Sequence[Any]
    ) -> Iterable[tuple[OfChart, Any]]:
        """The chart's rows that the lines write into; a new one for a new line."""
        member_id = self.plan.member_id
        for row in rows:
            one = self.session.get(kind, row.id)
            if one is None:
                one = kind(id=row.id, member_id=member_id)
                self.session.add(one)
            elif one.member_id != member_id or one.voided_at is not None:
                raise NotFound(N_("A line of this plan was removed by somebody else."))
            yield one, row

    def _medicines(self, rows: tuple[MedicineLine, ...]) -> None:
        one: Medicine
        for one, row in self._of_chart(Medicine, rows):
            one.text, one.dosage = row.text.strip(), row.dosage.english.strip()
            one.status, one.reported_by = row.status, row.reported_by.strip()
            one.put_seal(row.seal)
            self._pair(one.id, "dosage", row.dosage)

    def _allergies(self, rows: tuple[AllergyLine, ...]) -> None:
        one: Allergy
        for one, row in self._of_chart(Allergy, rows):
            one.text, one.reaction = row.text.strip(), row.reaction.english.strip()
            one.criticality, one.status = row.criticality, row.status
            one.put_seal(row.seal)
            self._pair(one.id, "reaction", row.reaction)

    def _team(self, rows: tuple[TeamLine, ...]) -> None:
        one: TeamMember
        for one, row in self._of_chart(TeamMember, rows):
            one.role, one.name = row.role, row.name.strip()
            one.organization = row.organization.strip()
            one.phone, one.may_share = row.phone.strip(), row.may_share.strip()
            if row.left:
                self._end(one)

    def _end(self, one: TeamMember) -> None:
        one.void(REMOVED, self.session.now(), self.session.actor_id)


def with_ids(session: UnitOfWork, content: PlanContent) -> PlanContent:
    """The same content with an id on every row that had none."""

    def known(row: Any) -> Any:
        return row if row.id else replace(row, id=session.new_id())

    goals = tuple(
        replace(
            known(goal),
            activities=tuple(map(known, goal.activities)),
            barriers=tuple(map(known, goal.barriers)),
        )
        for goal in content.goals
    )
    lists = ("concerns", "barriers", "lines", "medicines", "allergies", "team")
    rest: dict[str, Any] = {
        name: tuple(map(known, getattr(content, name))) for name in lists
    }
    return replace(content, goals=goals, **rest)
