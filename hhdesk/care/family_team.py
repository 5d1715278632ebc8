"""The care team of a child, kept in step with the plan that shows it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, contact_points, members, plan_saving
from hhdesk.care.care_team import TeamMember
from hhdesk.care.plan_lines import TeamLine
from hhdesk.care.plan_records import CarePlan
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

_CHANGED = N_("Somebody else changed the team. What you typed is kept.")


def add(session: UnitOfWork, member_id: UUID, told: TeamLine) -> UUID:
    """Enter one of the team; gives the key. Raises NotFound, InvalidField."""
    members.present(session, member_id)
    plan = _plan(session, member_id)
    one = TeamMember(id=session.new_id(), member_id=member_id)
    _put(one, told)
    session.add(one)
    _tell(session, one, plan, "add")
    return one.id


def change(session: UnitOfWork, key: UUID, told: TeamLine, *, seen: int) -> int:
    """Save one of the team; gives the new version. Raises NotFound, ChangedElsewhere,
    InvalidField."""
    plan = _plan_of(session, key)
    one = _seen(session, key, seen)
    _put(one, told)
    _tell(session, one, plan, "change")
    return one.version


def remove(session: UnitOfWork, key: UUID, reason: str, *, seen: int) -> None:
    """No longer of the team. Raises NotFound, ChangedElsewhere, InvalidField without a
    reason; NotPermitted for the coordinator, whom only a hand-over changes."""
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    plan = _plan_of(session, key)
    one = _seen(session, key, seen)
    if one.staff_id is not None:
        raise NotPermitted(N_("Hand the child over to change the coordinator."))
    one.void(reason.strip(), session.now(), session.actor_id)
    _tell(session, one, plan, "remove")


def put_back(session: UnitOfWork, key: UUID) -> None:
    """Undo that somebody was taken out. Raises NotFound."""
    plan = _plan_of(session, key)
    one = session.get(TeamMember, key)
    if one is None or one.voided_at is None:
        raise NotFound(N_("This person or service is not on the team any more."))
    one.voided_at = one.voided_by = one.void_reason = None
    _tell(session, one, plan, "put_back")


def _put(one: TeamMember, told: TeamLine) -> None:
    name, organization = told.name.strip(), told.organization.strip()
    if not name and not organization:
        raise InvalidField("name", N_("Enter a name, or a service."))
    one.role, one.name, one.organization = told.role, name, organization
    one.phone = contact_points.tidied_phone(told.phone)
    one.may_share = told.may_share.strip()


def _plan(session: UnitOfWork, member_id: UUID) -> CarePlan | None:
    """The plan, locked before its line as a save of it does."""
    return session.scalars(
        select(CarePlan)
        .where(CarePlan.member_id == member_id, CarePlan.voided_at.is_(None))
        .with_for_update()
    ).one_or_none()


def _plan_of(session: UnitOfWork, key: UUID) -> CarePlan | None:
    one = session.get(TeamMember, key)
    return _plan(session, one.member_id) if one is not None else None


def _seen(session: UnitOfWork, key: UUID, seen: int) -> TeamMember:
    one = session.get(TeamMember, key)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("This person or service is not on the team any more."))
    if one.version != seen:
        raise ChangedElsewhere(_CHANGED)
    return one


def _tell(
    session: UnitOfWork, one: TeamMember, plan: CarePlan | None, act: str
) -> None:
    """The team stands in the plan's text: whoever edits it now is told, and no older
    line comes back with the next save."""
    session.flush()
    codes = {"id": str(one.id), "role": one.role.value}
    audit.record(session, f"care_team.{act}", one.member_id, **codes)
    if plan is not None and plan.number > 0:
        plan_saving.keep_version(session, plan)
    session.flush()
