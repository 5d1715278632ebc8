"""Taking a merge apart: exactly the rows that came over go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from hhdesk.care import audit, merge_plans
from hhdesk.care.import_fields import plain
from hhdesk.care.member_merges import MemberMerge, MergeRow
from hhdesk.care.members import Member
from hhdesk.care.merge_changes import (
    OWNERS,
    Columns,
    Told,
    goes_back,
    rows_of,
    value_of,
)
from hhdesk.care.merge_fields import segment_of
from hhdesk.care.merge_moving import FIELD_COLUMNS
from hhdesk.care.merge_rules import OF_MEMBER, OF_PLAN, mapped
from hhdesk.care.plan_records import CarePlan
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

ALREADY = N_("This merge is undone already.")
MERGED_ON = N_("This record was merged into another one since. Undo that merge first.")
TAKEN = N_(
    "Something that came from the other record was removed or moved since, so the two "
    "cannot be taken apart."
)
HANGS_ON = N_(
    "Something new belongs to what came from the other record, so the two cannot be "
    "taken apart."
)
ENROLLED_SINCE = N_(
    "The child was enrolled anew since the merge, so the two cannot be taken apart."
)
UNDONE = "the merge that made it was undone"
_LINES = ("concern", "goal", "activity", "barrier")


def undo(session: UnitOfWork, merge_id: UUID) -> MergeRow:
    """Put back what a merge moved and changed; what was added since stays.

    Raises NotPermitted where what came over was changed in a way that cannot be taken
    apart.
    """
    merge = session.get(MemberMerge, merge_id)
    if merge is None:
        raise NotFound(N_("There is no such merge."))
    if merge.undone_at is not None:
        raise NotPermitted(ALREADY)
    kept = session.get_one(Member, merge.kept_id)
    gone = session.get_one(Member, merge.gone_id)
    if kept.voided_at is not None:
        raise NotPermitted(MERGED_ON)
    back = _Back(session, merge)
    with session.no_autoflush:
        back.read()
        back.check()
        plans = back.plans()
        back.put()
    merge.undone_at, merge.undone_by = session.now(), session.actor_id
    flag_modified(kept, "changed_at")
    merge_plans.keep_versions(session, *plans)
    for one, other in ((kept, gone), (gone, kept)):
        audit.record(session, "member.unmerge", one.id, other=str(other.id))
    session.flush()
    name = gone.name.full
    return MergeRow(merge.id, kept.id, gone.id, name, merge.created_at, merge.reason)


@dataclass
class _Back:
    session: UnitOfWork
    merge: MemberMerge
    told: Told = field(init=False)
    rows: dict[str, dict[UUID, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = Told(self.merge.moved)

    def read(self) -> None:
        for table, changed in self.told.changed.items():
            found = rows_of(self.session, table, "id", changed)
            self.rows[table] = {row.id: row for row in found}

    def check(self) -> None:
        """Raises NotPermitted where something cannot be taken apart."""
        for table, changed in self.told.changed.items():
            for key, columns in changed.items():
                row = self.rows[table].get(key)
                if row is None:
                    raise NotPermitted(TAKEN)
                for name in (*OWNERS, "local_id"):
                    if (
                        name in columns
                        and plain(getattr(row, name)) != columns[name][1]
                    ):
                        raise NotPermitted(TAKEN)
        self._check_enrollment()
        moved = self._moved()
        for table, parents in _LINKS.items():
            self._check_links(table, parents, moved)

    def _check_enrollment(self) -> None:
        """The kept one's own enrollment goes on again only if no other does."""
        ended = [
            key
            for key, columns in self.told.changed.get("enrollment_segment", {}).items()
            if not goes_back(columns)
        ]
        now = segment_of(self.session, self.merge.kept_id)
        own = self.told.moved("enrollment_segment")
        if ended and now is not None and now.id not in own:
            raise NotPermitted(ENROLLED_SINCE)

    def _moved(self) -> dict[str, set[UUID]]:
        """What goes back, with the lines of a plan that goes back as a whole."""
        tables = [*OF_MEMBER, *OF_PLAN]
        moved = {table: self.told.moved(table) for table in tables}
        for table in OF_PLAN:
            for row in rows_of(self.session, table, "plan_id", moved["care_plan"]):
                moved[table].add(row.id)
        return moved

    def _owned(self, table: str) -> Any:
        """Whether a row of the table is the kept member's now."""
        kind = mapped(table)
        if table in OF_MEMBER:
            return kind.member_id == self.merge.kept_id
        mine = select(CarePlan.id).where(CarePlan.member_id == self.merge.kept_id)
        return kind.plan_id.in_(mine)

    def _check_links(
        self, table: str, parents: dict[str, str], moved: dict[str, set[UUID]]
    ) -> None:
        """What belongs together must go, or stay, together."""
        if not any(moved[parent] for parent in parents.values()) and not moved[table]:
            return
        kind = mapped(table)
        for column, parent in parents.items():
            link, mine = getattr(kind, column), self._owned(parent)
            statement = select(kind.id, link).where(self._owned(table))
            # What never came over, as the goals of a voided plan, holds nothing back.
            statement = statement.where(link.in_(select(mapped(parent).id).where(mine)))
            for key, other in self.session.execute(statement):
                if (key in moved[table]) != (other in moved[parent]):
                    raise NotPermitted(HANGS_ON)

    def plans(self) -> list[CarePlan]:
        """The plans between which lines go back."""
        lines = any(self.told.changed.get(table) for table in OF_PLAN)
        changed = self.told.changed.get("care_plan", {})
        if not lines and not any(not goes_back(one) for one in changed.values()):
            return []
        both = (self.merge.kept_id, self.merge.gone_id)
        return [*rows_of(self.session, "care_plan", "member_id", both)]

    def put(self) -> None:
        self._followers()
        for table, changed in self.told.changed.items():
            for key, columns in changed.items():
                row = self.rows[table][key]
                leaves = goes_back(columns) or key == self.merge.gone_id
                stands = set() if leaves else _written_since(row, columns)
                for name in columns.keys() - stands:
                    setattr(row, name, value_of(row, name, columns[name][0]))
        for table, keys in self.told.made.items():
            for row in rows_of(self.session, table, "id", keys):
                if row.voided_at is None:
                    row.void(UNDONE, self.session.now(), self.session.actor_id)

    def _followers(self) -> None:
        """What was said since of a row that goes back goes with it."""
        moved = {key for table in self.told.changed for key in self.told.moved(table)}
        for table in ("snooze", "loop_closing"):
            for row in self._named(table, moved):
                if row.member_id == self.merge.kept_id:
                    row.member_id = self.merge.gone_id
        plans = {one.member_id: one for one in self.plans()}
        if len(plans) == 2:
            lines = {key for table in _LINES for key in self.told.moved(table)}
            kept, gone = (plans[self.merge.kept_id], plans[self.merge.gone_id])
            for row in self._named("translation", lines):
                if row.plan_id == kept.id:
                    row.plan_id = gone.id

    def _named(self, table: str, moved: set[UUID]) -> Iterator[Any]:
        known = self.told.moved(table)
        for row in rows_of(self.session, table, "item_id", moved):
            if row.id not in known:
                yield row


def _written_since(row: Any, columns: Columns) -> set[str]:
    """What somebody wrote over since the merge; the parts of a name are one thing."""
    found = {n for n, (_, after) in columns.items() if plain(getattr(row, n)) != after}
    for group in FIELD_COLUMNS.values():
        if not found.isdisjoint(group):
            found.update(group)
    return found


def _links() -> dict[str, dict[str, str]]:
    """By table, its columns that name a row of a table that comes over."""
    ours = {*OF_MEMBER, *OF_PLAN}
    found: dict[str, dict[str, str]] = {}
    for table in sorted(ours):
        for key in mapped(table).__table__.foreign_keys:
            parent = key.column.table.name
            if parent in ours and key.parent.name not in OWNERS:
                found.setdefault(table, {})[key.parent.name] = parent
    return found


_LINKS = _links()
