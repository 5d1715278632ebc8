"""Writing down a hospital stay: the moment it is known, its end, and taking it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hhdesk.care import audit, members, stay_twins
from hhdesk.care.stays import HospitalStay, StayDetails, StayRow
from hhdesk.errors import ChangedElsewhere, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

GONE = N_("There is no such hospital stay any more.")
CHANGED = N_("Somebody else changed this hospital stay.")
TAKEN_BACK = "recorded by mistake"


def record_stay(session: UnitOfWork, member_id: UUID, details: StayDetails) -> UUID:
    """Write down a stay. One that a hospital's message told of already is not doubled:
    what is typed joins it, and its key is given. Raises NotFound, InvalidField."""
    members.present(session, member_id)
    told = stay_twins.told_by_hospital(session, member_id, details)
    if told is not None:
        return _join(session, told, details)
    stay = HospitalStay(id=session.new_id(), member_id=member_id)
    stay.put(details, session.today())
    session.add(stay)
    _tell(session, stay, "record")
    return stay.id


def _join(session: UnitOfWork, told: HospitalStay, details: StayDetails) -> UUID:
    """What a person says stands before what the hospital said; what it leaves blank
    stays as the hospital said it."""
    told.put(details.over(told.details), session.today())
    # A stay whose words stay the same was written down all the same.
    told.changed_at = session.now()
    _tell(session, told, "record", joined=True)
    return told.id


def alike(
    session: UnitOfWork,
    member_id: UUID,
    details: StayDetails,
    besides: UUID | None = None,
) -> tuple[StayRow, ...]:
    """Stays of the same days that are here already, to be warned of."""
    found = stay_twins.overlapping(session, member_id, details)
    return tuple(one.row() for one in found if one.id != besides)


def change(
    session: UnitOfWork, stay_id: UUID, details: StayDetails, *, seen: int
) -> int:
    """Save other details; gives the version that it has now. Raises NotFound,
    ChangedElsewhere, InvalidField."""
    stay = _seen(session, stay_id, seen)
    stay.put(details, session.today())
    return _tell(session, stay, "change")


def discharge(
    session: UnitOfWork,
    stay_id: UUID,
    on: date,
    disposition: str,
    plan: str,
    *,
    seen: int,
) -> int:
    """The child left the hospital; gives the version that it has now. Raises NotFound,
    ChangedElsewhere, InvalidField, and NotPermitted where it has left already."""
    stay = _seen(session, stay_id, seen)
    stay.leave(on, disposition, plan, session.today())
    return _tell(session, stay, "discharge")


def take_back(session: UnitOfWork, stay_id: UUID, *, seen: int) -> None:
    """Take a stay out of the record. Raises NotFound, ChangedElsewhere."""
    stay = _seen(session, stay_id, seen)
    stay.void(TAKEN_BACK, session.now(), session.actor_id)
    _tell(session, stay, "take_back")


def put_back(session: UnitOfWork, stay_id: UUID) -> None:
    """Undo that a stay was taken out. Raises NotFound."""
    stay = session.get(HospitalStay, stay_id)
    if stay is None or stay.voided_at is None:
        raise NotFound(GONE)
    members.present(session, stay.member_id)
    stay.voided_at = stay.voided_by = stay.void_reason = None
    _tell(session, stay, "put_back")


def _seen(session: UnitOfWork, stay_id: UUID, seen: int) -> HospitalStay:
    stay = session.get(HospitalStay, stay_id)
    if stay is None or stay.voided_at is not None:
        raise NotFound(GONE)
    if stay.version != seen:
        raise ChangedElsewhere(CHANGED)
    return stay


def _tell(session: UnitOfWork, stay: HospitalStay, act: str, **more: object) -> int:
    session.flush()
    audit.record(
        session,
        f"stay.{act}",
        stay.member_id,
        id=str(stay.id),
        kind=stay.kind.value,
        **more,
    )
    session.flush()
    return stay.version
