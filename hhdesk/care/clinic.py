"""The clinic that owns the records: its names, phone, zone and settings for papers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit, staff
from hhdesk.care.audit import GENESIS, AuditHead
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Identified
from hhdesk.store.session import UnitOfWork


class Clinic(Identified, Base):
    """The tenant; every other table's `organization_id`."""

    __tablename__ = "clinic"

    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="America/Los_Angeles")
    state: Mapped[str] = mapped_column(default="CA")
    pack: Mapped[str] = mapped_column(default="default")
    # Languages whose fixed headings a qualified person of this clinic has checked.
    checked_languages: Mapped[list[str]] = mapped_column(default=list)
    # Whether a translation is checked by another person than the one who wrote it.
    second_check: Mapped[bool] = mapped_column(default=False)
    demonstration: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class ClinicDetails:
    """What is asked when a database is made."""

    name: str
    phone: str = ""
    address: str = ""
    zone: str = "America/Los_Angeles"
    state: str = "CA"
    checked_languages: tuple[str, ...] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class ClinicRow:
    id: UUID
    name: str
    phone: str
    address: str
    zone: str
    checked_languages: tuple[str, ...]
    demonstration: bool
    second_check: bool = False


def clinic(session: UnitOfWork) -> ClinicRow:
    """The clinic of this session."""
    one = session.scalars(
        select(Clinic).where(Clinic.id == session.organization_id)
    ).one()
    return ClinicRow(
        one.id,
        one.name,
        one.phone,
        one.address,
        one.zone,
        tuple(one.checked_languages),
        one.demonstration,
        one.second_check,
    )


def ask_second_check(session: UnitOfWork, asked: bool) -> ClinicRow:
    """From now on a translation is checked by another person than the one who wrote
    it, or by anybody qualified. Raises NotPermitted for who does not lead."""
    if not staff.leads(session, session.actor_id):
        raise NotPermitted(N_("Only a lead changes this for the clinic."))
    one = session.get_one(Clinic, session.organization_id, with_for_update=True)
    if one.second_check is not asked:
        one.second_check = asked
        audit.record(session, "clinic.second_check", asked=asked)
    session.flush()
    return clinic(session)


def found(session: UnitOfWork, details: ClinicDetails) -> None:
    """Enter the session's clinic into an empty database, with the head of its audit."""
    session.add(
        Clinic(
            id=session.organization_id,
            name=details.name,
            phone=details.phone,
            address=details.address,
            zone=details.zone,
            state=details.state,
            checked_languages=list(details.checked_languages),
            demonstration=details.demonstration,
        )
    )
    session.flush()
    session.add(AuditHead(organization_id=session.organization_id, seq=0, hash=GENESIS))
    session.flush()


def clinics(engine: Engine) -> list[tuple[UUID, str]]:
    """The id and zone of every clinic of a database that nobody has entered yet."""
    with engine.connect() as connection:
        rows = connection.execute(select(Clinic.id, Clinic.zone).order_by(Clinic.id))
        return [(one.id, one.zone) for one in rows]
