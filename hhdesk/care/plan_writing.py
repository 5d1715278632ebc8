"""Writing a plan's content: only what differs from the save before, in few statements.

Lines are matched by key. What is gone is voided, and what comes back lives again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select, union_all, update

from hhdesk.care import goal_progress
from hhdesk.care.goals import Goal, GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_loading import Loaded
from hhdesk.care.plan_pairs import PairWriting
from hhdesk.care.plan_places import put_fields
from hhdesk.care.plan_rows import (
    CHART,
    KINDS,
    PAIRS,
    Difference,
    Kind,
    Line,
    Lines,
    Values,
    column_values,
    difference,
    lines,
)
from hhdesk.care.translations import Translation
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

REMOVED = "removed from the plan"
GONE = N_("A line of this plan was removed by somebody else.")

_LIVES: Values = {"voided_at": None, "voided_by": None, "void_reason": None}
_LISTS = ("concerns", "goals", "barriers", "lines", "medicines", "allergies", "team")


class PlanWriting:
    """One save of one plan that was loaded: `content` is what will be read, once
    `write` has run."""

    def __init__(
        self, session: UnitOfWork, loaded: Loaded, content: PlanContent
    ) -> None:
        self.session = session
        self.plan_id, self.member_id = loaded.plan.id, loaded.plan.member_id
        self.old = loaded.content
        self.before = lines(self.old)
        self._take_up_ended(loaded)
        # Lines of the chart that the content does not name stay as they are.
        saved = loaded.saved or PlanContent()
        self._saved = lines(
            PlanContent(
                medicines=saved.medicines, allergies=saved.allergies, team=saved.team
            )
        )
        asked = _known_again(with_ids(session, content), self.before, self._saved)
        self.back = self._back(lines(asked))
        self.pairs = PairWriting(session, loaded)
        self.asked = self.pairs.settle(self.old, asked, self.before, self.back)
        self.after = lines(self.asked)
        self.content = self._shown()

    def _take_up_ended(self, loaded: Loaded) -> None:
        for row in loaded.chart.ended:
            kind = CHART[0] if "dosage" in PAIRS[type(row)] else CHART[1]
            assert row.id is not None
            self.before[kind][row.id] = Line(row, None, 0)

    def _back(self, asked: dict[Kind, Lines]) -> set[UUID]:
        """Keys that the plan does not know, but its tables do: lines that come back.
        Raises NotFound for a line of another plan or member."""
        unknown = {
            kind: some.keys() - self.before[kind].keys() for kind, some in asked.items()
        }
        owner = dict.fromkeys(KINDS, "plan_id") | dict.fromkeys(CHART, "member_id")
        questions = [
            select(kind.id, getattr(kind, owner[kind]).label("owner")).where(
                kind.id.in_(keys)
            )
            for kind, keys in unknown.items()
            if keys
        ]
        if not questions:
            return set()
        found = self.session.execute(union_all(*questions)).all()
        if any(row.owner not in (self.plan_id, self.member_id) for row in found):
            raise NotFound(GONE)
        return {row.id for row in found}

    def _shown(self) -> PlanContent:
        """The content as asked, with the whole chart: without what ended, with what
        was not named, oldest first as it is read."""
        chart: dict[str, Any] = {}
        for name in ("medicines", "allergies", "team"):
            asked = {row.id: row for row in getattr(self.asked, name)}
            present = [asked.pop(row.id, row) for row in getattr(self.old, name)]
            new = sorted(asked.values(), key=lambda row: str(row.id))
            chart[name] = tuple(row for row in (*present, *new) if _stays(row))
        return put_fields(self.asked, **chart)

    def write(self) -> None:
        """Execute what differs; nobody reads an answer."""
        for kind in KINDS:
            self._write(kind, difference(self.before[kind], self.after[kind]))
        for kind in CHART:
            self._write_chart(kind)
        self._insert(Translation, self.pairs.new)
        self._update(Translation, self.pairs.changed)

    def _write(self, kind: Kind, found: Difference) -> None:
        new = [one for one in found.new if one.row.id not in self.back]
        own: Values = {"plan_id": self.plan_id}
        self._insert(kind, [self._told(one, place=True) | own for one in new])
        back = [one for one in found.new if one.row.id in self.back]
        self._update(kind, [self._told(one, place=True) | _LIVES for one in back])
        self._update(kind, [self._told(one, place=True) for one in found.placed])
        self._update(kind, [self._told(one, place=False) for one in found.changed])
        self._void(kind, found.gone)

    def _told(self, line: Line, *, place: bool) -> Values:
        return column_values(line, place=place) | {"id": line.row.id}

    def _write_chart(self, kind: Kind) -> None:
        before, after = self.before[kind], self.after[kind]
        found = difference(before, after)
        told = [self._told(one, place=False) for one in found.new]
        new = [one for one in told if one["id"] not in self.back]
        own: Values = {"member_id": self.member_id, **_fixed(kind)}
        self._insert(kind, [one | own for one in new])
        back = [one | _LIVES for one in told if one["id"] in self.back]
        self._update(kind, back)
        changed = [
            line
            for line in (*found.placed, *found.changed)
            if before[line.row.id].row != line.row
        ]
        self._update(kind, [self._told(one, place=False) for one in changed])
        left = [key for key, one in after.items() if getattr(one.row, "left", False)]
        self._void(kind, left)

    def _stamp(self) -> Values:
        now, actor = self.session.now(), self.session.actor_id
        return {"changed_at": now, "changed_by": actor}

    def _insert(self, kind: Kind, rows: list[Values]) -> None:
        if rows:
            made = {
                "organization_id": self.session.organization_id,
                "created_at": self.session.now(),
                "created_by": self.session.actor_id,
                "version": 1,
                **self._stamp(),
            }
            table = _table(kind)
            values = [made | row for row in rows]
            self.session.connection().execute(table.insert(), values)

    def _update(self, kind: Kind, rows: list[Values]) -> None:
        """Rows that all tell the same columns, by their keys."""
        if not rows:
            return
        table = _table(kind)
        names = [name for name in rows[0] if name != "id"]
        statement = (
            update(table)
            .where(table.c.id == bindparam("key"))
            .values(
                version=table.c.version + 1,
                **{name: bindparam(f"new_{name}") for name in names},
                **self._stamp(),
            )
        )
        values = [
            {"key": row["id"], **{f"new_{name}": row[name] for name in names}}
            for row in rows
        ]
        self.session.connection().execute(statement, values)

    def _void(self, kind: Kind, keys: Iterable[UUID]) -> None:
        now, actor = self.session.now(), self.session.actor_id
        gone: Values = {
            "voided_at": now,
            "voided_by": actor,
            "void_reason": REMOVED,
        }
        self._update(kind, [{"id": key, **gone} for key in keys])

    def follow_goals(self) -> None:
        """How goals go, where this save says so: progress of today."""
        before = self.before[Goal]
        for key, line in self.after[Goal].items():
            was = before[key].row.achievement if key in before else None
            now = line.row.achievement
            goal = Goal(id=key, plan_id=self.plan_id, achievement=now)
            goal_progress.follow(self.session, goal, was)


def _table(kind: Kind) -> Table:
    return cast(Table, kind.__table__)


def _fixed(kind: Kind) -> Values:
    """What a line of the chart that was written here has no words for."""
    return {} if kind is CHART[2] else {"system": "", "code": ""}


def _stays(row: Any) -> bool:
    """Whether a line of the chart is shown from now on."""
    status = getattr(row, "status", None)
    return not row.left if status is None else bool(status.present)


def _known_again(
    content: PlanContent, before: dict[Kind, Lines], saved: dict[Kind, Lines]
) -> PlanContent:
    """The content with lines of the chart as they are now, where the person at the desk
    left them as the plan was saved, and somebody changed the chart since."""
    chosen: dict[str, Any] = {}
    for kind, name in zip(CHART, ("medicines", "allergies", "team"), strict=True):
        chosen[name] = tuple(
            before[kind][row.id].row
            if row.id in before[kind]
            and row.id in saved[kind]
            and saved[kind][row.id].row == row
            else row
            for row in getattr(content, name)
        )
    return put_fields(content, **chosen)


def with_ids(session: UnitOfWork, content: PlanContent) -> PlanContent:
    """The same content with an id on every row that had none."""

    def known(row: Any) -> Any:
        return row if row.id else replace(row, id=session.new_id())

    def whole(goal: GoalRow) -> GoalRow:
        below: tuple[Any, ...] = (*goal.activities, *goal.barriers)
        if goal.id and all(row.id for row in below):
            return goal
        made: GoalRow = known(goal)
        activities = tuple(map(known, goal.activities))
        barriers = tuple(map(known, goal.barriers))
        return replace(made, activities=activities, barriers=barriers)

    rest = {name: tuple(map(known, getattr(content, name))) for name in _LISTS}
    rest["goals"] = tuple(map(whole, content.goals))
    return put_fields(content, **rest)
