"""Saving a care plan: the rows follow the editor's content, a new version is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from hhdesk.care import audit, care_plans
from hhdesk.care.care_plans import (
    CarePlan,
    CarePlanVersion,
    PlanContent,
    PlanPairs,
    PlanRow,
)
from hhdesk.care.goals import (
    Activity,
    ActivityRow,
    Barrier,
    BarrierRow,
    Concern,
    ConcernRow,
    Goal,
    GoalRow,
)
from hhdesk.care.staff import Staff
from hhdesk.care.translations import Pair, Translation
from hhdesk.errors import ChangedElsewhere, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

REMOVED = "removed from the plan"

Item = TypeVar("Item", Concern, Goal, Activity, Barrier)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> Any:
    kind: type[Any] = type(value)
    if is_dataclass(kind):
        return {name: getattr(value, name) for name in _names(kind)}
    return value.isoformat() if isinstance(value, date) else str(value)


def canonical(content: PlanContent) -> str:
    """One text for one content: sorted keys, no spaces, dates in ISO 8601."""
    return json.dumps(
        content,
        default=_plain,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


class _Saving:
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
        plan.review_on = content.review_on
        self._pair(plan.id, "what_matters", content.what_matters)
        self._pair(plan.id, "strengths", content.strengths)
        self._concerns(content.concerns)
        self._goals(content.goals)
        placed: list[tuple[UUID | None, BarrierRow]] = []
        placed += [(None, row) for row in content.barriers]
        placed += [(goal.id, row) for goal in content.goals for row in goal.barriers]
        self._barriers(placed)
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
        rows = care_plans.plan_items(self.session, kind, self.plan.id)
        return {row.id: row for row in rows}

    def _void(self, left: Iterable[Concern | Goal | Activity | Barrier]) -> None:
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

    def _concerns(self, rows: tuple[ConcernRow, ...]) -> None:
        present = self._present(Concern)
        for position, row in enumerate(rows):
            one = self._item(present, Concern, row.id)
            one.domain, one.text = row.domain, row.text.english.strip()
            one.clinical_words, one.position = row.clinical_words.strip(), position
            one.put_seal(row.seal)
            self._pair(one.id, "text", row.text)
        self.session.flush()
        self._void(present.values())

    def _goals(self, rows: tuple[GoalRow, ...]) -> None:
        present = self._present(Goal)
        placed: list[tuple[UUID, ActivityRow]] = []
        for position, row in enumerate(rows):
            one = self._item(present, Goal, row.id)
            one.domain, one.concern_id = row.domain, row.concern_id
            one.family_words = row.family_words.english.strip()
            one.clinical_words = row.clinical_words.strip()
            one.target_on, one.lifecycle = row.target_on, row.lifecycle
            one.achievement, one.position = row.achievement, position
            one.put_seal(row.seal)
            self._pair(one.id, "family_words", row.family_words)
            placed += [(one.id, activity) for activity in row.activities]
        self.session.flush()
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
    return replace(
        content,
        concerns=tuple(map(known, content.concerns)),
        goals=goals,
        barriers=tuple(map(known, content.barriers)),
    )


def save(
    session: UnitOfWork,
    member_id: UUID,
    content: PlanContent,
    *,
    seen: int,
    language: str | None = None,
) -> PlanRow:
    """Keep the content as the plan's next version.

    `seen` is the version the editor began from, 0 for none; raises ChangedElsewhere
    when somebody saved since. `language` changes the family's language of the plan.
    """
    plan = care_plans.plan_of(session, member_id)
    if (plan.number if plan else 0) != seen:
        raise ChangedElsewhere(N_("Somebody else saved this plan. Your text is kept."))
    if plan is None:
        plan = care_plans.begin(session, member_id, language)
    elif language:
        plan.language = language
    _Saving(session, plan).write(with_ids(session, content))
    return keep_version(session, plan)


def keep_version(session: UnitOfWork, plan: CarePlan) -> PlanRow:
    """Write the plan as it stands as its next version; every change ends here."""
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    plan.number += 1
    text = canonical(care_plans.content_of(session, plan))
    session.add(
        CarePlanVersion(
            plan_id=plan.id,
            number=plan.number,
            saved_at=session.now(),
            saved_by=session.actor_id,
            content=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
    )
    audit.record(session, "care_plan.save", plan.member_id, number=plan.number)
    session.flush()
    return care_plans.current(session, plan.member_id)


def check_translation(
    session: UnitOfWork, member_id: UUID, item_id: UUID, field: str, *, seen: int
) -> PlanRow:
    """The actor stands for one line's translation.

    Raises NotPermitted for a person not marked as qualified, ChangedElsewhere when
    the plan is no longer the one that was read.
    """
    plan = care_plans.plan_of(session, member_id)
    if plan is None or plan.number != seen:
        raise ChangedElsewhere(N_("Somebody else saved this plan. Your text is kept."))
    line = PlanPairs.read(session, plan).found.get((item_id, field))
    reader = session.get(Staff, session.actor_id)
    if line is None or reader is None:
        raise NotFound(N_("There is no translation to check."))
    line.check(
        _english(session, plan, item_id, field),
        reader.name,
        session.now(),
        qualified=plan.language in reader.qualified_languages,
    )
    session.flush()
    return keep_version(session, plan)


def _english(session: UnitOfWork, plan: CarePlan, item_id: UUID, field: str) -> str:
    owner: Any = plan if item_id == plan.id else None
    for kind in (Goal, Activity, Concern):
        owner = owner or session.get(kind, item_id)
    return str(getattr(owner, field))
