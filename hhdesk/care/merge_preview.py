"""What a merge would do, shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import duplicates, members, merge_acts, merge_conflicts, merge_fields
from hhdesk.care.duplicates import Duplicate
from hhdesk.care.member_merges import MergeRow
from hhdesk.care.merge_conflicts import Conflict
from hhdesk.care.merge_fields import FieldRow, Side
from hhdesk.care.merge_rules import OF_MEMBER, OF_PLAN, mapped
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

_PLAN = "care_plan"
_OF_TWO_PLANS = N_("Two care plans: their lines are put together in one.")


@dataclass(frozen=True, slots=True)
class MoveRow:
    """`words` names the rows of one table; `note` says what is special."""

    table: str
    words: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class MergePreview:
    kept: Side
    gone: Side
    fields: tuple[FieldRow, ...]
    moves: tuple[MoveRow, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def blocked(self) -> bool:
        return any(one.blocks for one in self.conflicts)


def _count(session: UnitOfWork, table: str, column: str, owner_id: UUID) -> int:
    kind = mapped(table)
    statement = select(func.count()).where(getattr(kind, column) == owner_id)
    if hasattr(kind, "voided_at"):
        statement = statement.where(kind.voided_at.is_(None))
    return session.scalar(statement) or 0


def _plan_id(session: UnitOfWork, member_id: UUID) -> UUID | None:
    kind = mapped(_PLAN)
    statement = select(kind.id).where(kind.member_id == member_id)
    return session.scalars(statement.where(kind.voided_at.is_(None))).first()


def _moves(session: UnitOfWork, kept_id: UUID, gone_id: UUID) -> tuple[MoveRow, ...]:
    mine, theirs = _plan_id(session, kept_id), _plan_id(session, gone_id)
    rows = []
    for table, rule in OF_MEMBER.items():
        count = _count(session, table, "member_id", gone_id)
        note = _OF_TWO_PLANS if table == _PLAN and mine and theirs else ""
        rows.append(MoveRow(table, rule.words, count, note))
        if table == _PLAN and theirs:
            rows += [
                MoveRow(line, of.words, _count(session, line, "plan_id", theirs))
                for line, of in OF_PLAN.items()
            ]
    return tuple(row for row in rows if row.count)


def preview(session: UnitOfWork, kept_id: UUID, gone_id: UUID) -> MergePreview:
    """The two records side by side, what would come over, and what speaks against it.

    Raises NotFound, and InvalidField where both are one record.
    """
    if kept_id == gone_id:
        raise InvalidField("other", N_("This is the same record. Choose another one."))
    kept = merge_fields.side(session, members.present(session, kept_id))
    gone = merge_fields.side(session, members.present(session, gone_id))
    return MergePreview(
        kept,
        gone,
        merge_fields.compared(kept, gone),
        _moves(session, kept_id, gone_id),
        merge_conflicts.found(kept, gone),
    )


@dataclass(frozen=True, slots=True)
class MergeOpening:
    """Where a merge begins: who may be the same child, and what was merged before."""

    member_id: UUID
    name: str
    birth_date: date
    likely: tuple[Duplicate, ...]
    merges: tuple[MergeRow, ...]


def opening(session: UnitOfWork, member_id: UUID) -> MergeOpening:
    """Raises NotFound."""
    member = members.present(session, member_id)
    return MergeOpening(
        member_id,
        member.name.full,
        member.birth_date,
        duplicates.of_member(session, member_id),
        merge_acts.merged_into(session, member_id),
    )
