"""Whose an open loop is: who owns it, who covers for whom, who looks at what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, union

from hhdesk.care.absences import StaffAbsence
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.handovers import Handover
from hhdesk.care.open_loop_asking import present
from hhdesk.care.open_loop_kinds import Asked, Whose
from hhdesk.care.open_loop_scope import Loop, Standing
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import CLOSED
from hhdesk.care.referrals import Referral
from hhdesk.care.staff import Role, Staff
from hhdesk.care.staff_teams import StaffTeamMember
from hhdesk.store.session import UnitOfWork

NOBODY = None
"""The owner of what nobody owns: leads look at it."""


def active(session: UnitOfWork) -> Mapping[str, str]:
    """The names of those who can own work, by key."""
    found = select(Staff.id, Staff.name).where(Staff.active, *present(Staff))
    return {key.hex: name for key, name in session.execute(found)}


def owner_of(
    loop: Loop, standing: Mapping[str, Standing], staff: Mapping[str, str]
) -> str | None:
    """The item's own, else the child's coordinator; who has left owns nothing."""
    if loop.owner in staff:
        return loop.owner
    coordinator = standing[loop.member].coordinator
    return coordinator if coordinator in staff else NOBODY


def covered(session: UnitOfWork, staff: Collection[UUID]) -> set[UUID]:
    """These, and the absent for whom they stand in today, at once or in turn."""
    today = session.today()
    away = session.execute(
        select(StaffAbsence.staff_id, StaffAbsence.cover_id).where(
            *present(StaffAbsence),
            StaffAbsence.begins_on <= today,
            StaffAbsence.ends_on >= today,
            StaffAbsence.cover_id.is_not(None),
        )
    ).all()
    found = set(staff)
    while further := {one for one, cover in away if cover in found} - found:
        found |= further
    return found


def _colleagues(session: UnitOfWork, staff_id: UUID) -> set[UUID]:
    mine = select(StaffTeamMember.team_id).where(
        StaffTeamMember.staff_id == staff_id, *present(StaffTeamMember)
    )
    found = select(StaffTeamMember.staff_id).where(
        StaffTeamMember.team_id.in_(mine), *present(StaffTeamMember)
    )
    return {staff_id, *session.scalars(found)}


def owners(session: UnitOfWork, asked: Asked) -> set[str | None] | None:
    """Whose loops are asked for; None is everybody's. A lead sees what nobody owns."""
    if asked.whose is Whose.EVERYONE:
        return None
    staff = {asked.staff_id}
    if asked.whose is Whose.TEAM:
        staff = _colleagues(session, asked.staff_id)
    found: set[str | None] = {one.hex for one in covered(session, staff)}
    role = session.scalar(select(Staff.role).where(Staff.id == asked.staff_id))
    return found | {NOBODY} if role is Role.LEAD else found


def members_of(session: UnitOfWork, staff: Collection[str]) -> list[UUID]:
    """The members whom these coordinate, or of whom they own an item that is open."""
    keys = [UUID(one) for one in sorted(staff)]
    parts: list[Select[Any]] = [
        select(EnrollmentSegment.member_id).where(
            EnrollmentSegment.coordinator_id.in_(keys),
            EnrollmentSegment.current,
            *present(EnrollmentSegment),
        ),
        select(Referral.member_id).where(
            Referral.owner_id.in_(keys), Referral.state.not_in(CLOSED)
        ),
        select(Referral.member_id)
        .join(ReferralReport, ReferralReport.referral_id == Referral.id)
        .where(Referral.owner_id.in_(keys), ReferralReport.reviewed_on.is_(None)),
        select(DeskMessage.member_id).where(
            DeskMessage.to_id.in_(keys), DeskMessage.done_at.is_(None)
        ),
        select(Handover.member_id).where(
            Handover.to_id.in_(keys), Handover.read_on.is_(None)
        ),
    ]
    return list(session.scalars(union(*parts)))
