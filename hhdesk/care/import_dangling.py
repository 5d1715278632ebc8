"""Resources that were kept because what they need had not come yet."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from hhdesk.care.import_records import chunks, key_of, unsealed
from hhdesk.care.imported import Original
from hhdesk.care.members import Identifier, IdentifierKind, Member
from hhdesk.care.sources import DanglingReference, SourceRecord
from hhdesk.store.session import UnitOfWork


def resolvable(session: UnitOfWork) -> list[UUID]:
    """The records whose reference leads somewhere now, by key: a person became a
    member, another resource was kept at all, a number is a member's."""
    dangling, target = DanglingReference, aliased(SourceRecord)
    come = or_(target.local_table == Member.__tablename__, target.type != "Patient")
    by_resource = select(dangling.record_id).join(
        target,
        and_(
            target.organization_id == dangling.organization_id,
            target.source == dangling.source,
            target.type == dangling.type,
            target.source_id == dangling.source_id,
            come,
        ),
    )
    by_number = select(dangling.record_id).join(
        Identifier,
        and_(
            dangling.type == "",
            Identifier.organization_id == dangling.organization_id,
            Identifier.kind.in_(list(IdentifierKind)),
            Identifier.system == dangling.source,
            Identifier.value == dangling.source_id,
        ),
    )
    mine = dangling.organization_id == session.organization_id
    return [
        record_id
        for found in (by_resource, by_number)
        for record_id in session.scalars(
            found.where(mine).distinct().order_by(dangling.record_id)
        )
    ]


def originals(session: UnitOfWork, record_ids: Sequence[UUID]) -> list[Original]:
    """Kept resources as they came."""
    return [
        Original(key_of(record), record.sha256, unsealed(record.original))
        for some in chunks(record_ids)
        for record in session.scalars(
            select(SourceRecord)
            .where(SourceRecord.id.in_(some))
            .order_by(SourceRecord.id)
        )
    ]
