"""The phones and addresses of one person, each with its safe-contact rule."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from hhdesk.care import audit, members
from hhdesk.care.contact_points import ContactPoint, ContactPointRow
from hhdesk.care.family_rows import Version, checked_phones
from hhdesk.care.members import Member
from hhdesk.errors import ChangedElsewhere
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

CHANGED = N_("Somebody else changed this family. What you typed is kept.")


def points_of(
    session: UnitOfWork,
    *,
    member_id: UUID | None = None,
    caregiver_id: UUID | None = None,
) -> Sequence[ContactPoint]:
    """Those in use, in the order in which they are called."""
    owner = (
        ContactPoint.member_id == member_id
        if member_id
        else ContactPoint.caregiver_id == caregiver_id
    )
    return session.scalars(
        select(ContactPoint)
        .where(owner, ContactPoint.voided_at.is_(None))
        .order_by(ContactPoint.position, ContactPoint.id)
    ).all()


def versions(points: Sequence[ContactPoint]) -> Version:
    return tuple(one.version for one in sorted(points, key=lambda one: one.id))


def put(
    session: UnitOfWork,
    phones: Sequence[ContactPointRow],
    *,
    member_id: UUID | None = None,
    caregiver_id: UUID | None = None,
) -> None:
    """These, in this order, and no others; what was taken away comes back under its own
    key."""
    present = {
        one.id: one
        for one in points_of(session, member_id=member_id, caregiver_id=caregiver_id)
    }
    for place, row in enumerate(phones):
        point = present.pop(row.id, None) if row.id else None
        point = point or _again(session, row, member_id, caregiver_id)
        point.value, point.kind, point.use = row.value, row.kind, row.use
        point.voicemail = row.safe_contact.voicemail
        point.safe_note = row.safe_contact.note.strip()
        point.position = place
    for left in present.values():
        left.void("removed by the person", session.now(), session.actor_id)
    session.flush()


def _again(
    session: UnitOfWork,
    row: ContactPointRow,
    member_id: UUID | None,
    caregiver_id: UUID | None,
) -> ContactPoint:
    """The one that was taken away, or a new one."""
    known = session.get(ContactPoint, row.id) if row.id else None
    if known is not None and (known.member_id, known.caregiver_id) == (
        member_id,
        caregiver_id,
    ):
        known.voided_at = known.voided_by = known.void_reason = None
        return known
    made = ContactPoint(
        id=session.new_id(), member_id=member_id, caregiver_id=caregiver_id
    )
    session.add(made)
    return made


def touch(member: Member) -> None:
    """Caregivers and phones are part of the member form, so every save counts as one
    of the member: a form that was opened before is told."""
    flag_modified(member, "changed_at")


def change_own(
    session: UnitOfWork,
    member_id: UUID,
    phones: tuple[ContactPointRow, ...],
    *,
    seen: Version,
) -> Version:
    """Save the child's or youth's own phones; gives the new version.

    Raises NotFound, ChangedElsewhere, InvalidField beside the line that is wrong.
    """
    member = members.present(session, member_id)
    phones = checked_phones(phones)
    present = points_of(session, member_id=member_id)
    if versions(present) != seen:
        raise ChangedElsewhere(CHANGED)
    put(session, phones, member_id=member_id)
    touch(member)
    audit.record(session, "member.contact", member_id, phones=len(phones))
    session.flush()
    return versions(points_of(session, member_id=member_id))
