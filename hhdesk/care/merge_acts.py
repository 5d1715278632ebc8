"""Merging two records of one child, and telling which merges there were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from hhdesk.care import audit, members, merge_conflicts, merge_fields, merge_plans
from hhdesk.care.member_merges import MERGED, MemberMerge, MergeRow
from hhdesk.care.members import Member
from hhdesk.care.merge_fields import MergeField
from hhdesk.care.merge_moving import (
    Moving,
    move_caregivers,
    move_contacts,
    move_enrollments,
    move_facts,
    move_numbers,
    move_pointers,
    put_fields,
)
from hhdesk.errors import ChangedElsewhere, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

_STEPS: tuple[Callable[[Moving], None], ...] = (
    put_fields,
    move_numbers,
    move_enrollments,
    move_contacts,
    move_caregivers,
    move_facts,
)


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """Which record goes into which, as both stood when they were looked at.

    `from_gone` are the fields whose value is the gone one's; None takes the usual ones.
    """

    kept_id: UUID
    kept_seen: int
    gone_id: UUID
    gone_seen: int
    from_gone: frozenset[MergeField] | None = None
    reason: str = ""


def _present(session: UnitOfWork, member_id: UUID, seen: int) -> Member:
    member = members.present(session, member_id)
    if member.version != seen:
        raise ChangedElsewhere(
            N_("Somebody else changed one of the two records. Look at them again.")
        )
    return member


def merge(session: UnitOfWork, order: MergeOrder) -> MergeRow:
    """Bring everything of one record to the other, and take the empty one away.

    Raises ChangedElsewhere where one of the two was saved since it was looked at, and
    NotPermitted where they are two children.
    """
    kept = _present(session, order.kept_id, order.kept_seen)
    gone = _present(session, order.gone_id, order.gone_seen)
    sides = merge_fields.side(session, kept), merge_fields.side(session, gone)
    for conflict in merge_conflicts.found(*sides):
        if conflict.blocks:
            raise NotPermitted(conflict.sentence, **conflict.values)
    chosen = order.from_gone
    if chosen is None:
        chosen = merge_fields.usual(merge_fields.compared(*sides))
    moving = Moving(session, kept, gone, chosen)
    moving.same[gone.id] = kept.id
    with session.no_autoflush:
        for step in _STEPS:
            step(moving)
        plan = merge_plans.move_plan(moving)
        move_pointers(moving)
    name = gone.name.full
    moving.changes.put(
        gone,
        voided_at=session.now(),
        voided_by=session.actor_id,
        void_reason=MERGED,
    )
    # Whoever has one of the two open is told.
    flag_modified(kept, "changed_at")
    made = MemberMerge(
        id=session.new_id(),
        kept_id=kept.id,
        gone_id=gone.id,
        reason=order.reason.strip(),
        moved=moving.changes.told,
    )
    session.add(made)
    merge_plans.keep_versions(session, plan)
    moved = moving.changes.moved()
    audit.record(session, "member.merge", kept.id, gone=str(gone.id), rows=moved)
    audit.record(session, "member.merge", gone.id, kept=str(kept.id), rows=moved)
    session.flush()
    return MergeRow(made.id, kept.id, gone.id, name, session.now(), made.reason)


def merged_into(session: UnitOfWork, member_id: UUID) -> tuple[MergeRow, ...]:
    """The records that were merged into this one and not taken apart, newest first."""
    rows = session.execute(
        select(MemberMerge, Member)
        .join(Member, Member.id == MemberMerge.gone_id)
        .where(MemberMerge.kept_id == member_id, MemberMerge.undone_at.is_(None))
        .order_by(MemberMerge.created_at.desc(), MemberMerge.id.desc())
    )
    return tuple(
        MergeRow(
            one.id, one.kept_id, one.gone_id, gone.name.full, one.created_at, one.reason
        )
        for one, gone in rows
    )
