"""Staff of the clinic: who acts, in which role, qualified in which languages."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class Role(enum.StrEnum):
    COORDINATOR = "coordinator"
    LEAD = "lead"
    CLINICIAN = "clinician"
    FRONT_DESK = "front_desk"
    INTERPRETER = "interpreter"
    IT = "it"


ROLE_WORDS = {
    Role.COORDINATOR: N_("Care coordinator"),
    Role.LEAD: N_("Lead coordinator"),
    Role.CLINICIAN: N_("Clinician"),
    Role.FRONT_DESK: N_("Front desk"),
    Role.INTERPRETER: N_("Interpreter"),
    Role.IT: N_("Clinic IT"),
}

CARRIERS = frozenset({Role.COORDINATOR, Role.LEAD})
"""The roles that have children of their own."""


class Staff(Record, Base):
    """`login` is the computer's user until sign-in exists."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("organization_id", "login"),)

    name: Mapped[str]
    login: Mapped[str]
    role: Mapped[Role] = mapped_column(coded(Role), default=Role.COORDINATOR)
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    # Languages in which the clinic lets this person check translations.
    qualified_languages: Mapped[list[str]] = mapped_column(default=list)
    # Languages this person speaks with families, besides English.
    spoken_languages: Mapped[list[str]] = mapped_column(default=list)


@dataclass(frozen=True, slots=True)
class StaffRow:
    id: UUID
    name: str
    role: Role
    phone: str
    qualified_languages: tuple[str, ...]
    spoken_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """What the form of a colleague reads and writes."""

    name: str
    role: Role
    phone: str = ""
    spoken_languages: tuple[str, ...] = ()
    active: bool = True


def _row(one: Staff) -> StaffRow:
    return StaffRow(
        one.id,
        one.name,
        one.role,
        one.phone,
        tuple(one.qualified_languages),
        tuple(one.spoken_languages),
    )


def active_staff(session: UnitOfWork) -> list[StaffRow]:
    """Everyone who can own work, by name."""
    rows = session.scalars(
        select(Staff).where(Staff.active, Staff.voided_at.is_(None))
    ).all()
    return sorted(map(_row, rows), key=lambda row: row.name)


def of_login(session: UnitOfWork, login: str) -> StaffRow | None:
    """The staff row of a computer's user, if the clinic has one."""
    one = session.scalars(select(Staff).where(Staff.login == login)).one_or_none()
    return _row(one) if one else None


def add(session: UnitOfWork, staff_id: UUID, login: str, name: str = "") -> StaffRow:
    """Enter a coordinator; their name is their login until somebody writes it."""
    one = Staff(id=staff_id, login=login, name=name or login, role=Role.COORDINATOR)
    one.qualified_languages, one.spoken_languages = [], []
    session.add(one)
    audit.record(session, "staff.add", staff=str(staff_id))
    session.flush()
    return _row(one)


def present(session: UnitOfWork, staff_id: UUID) -> StaffRow:
    """Somebody who works here now; raises NotFound."""
    one = session.get(Staff, staff_id)
    if one is None or not one.active or one.voided_at is not None:
        raise NotFound(N_("This person does not work here any more."))
    return _row(one)


def leads(session: UnitOfWork, staff_id: UUID | None) -> bool:
    """Whether this person may act for their colleagues: a lead; where the clinic has
    no lead, every coordinator, so that it does not lock itself out."""
    found = session.execute(
        select(Staff.id, Staff.role).where(
            Staff.active, Staff.voided_at.is_(None), Staff.role.in_(CARRIERS)
        )
    )
    roles = {one.id: one.role for one in found}
    if Role.LEAD in roles.values():
        return staff_id is not None and roles.get(staff_id) is Role.LEAD
    return staff_id in roles


def check_acts_for(session: UnitOfWork, staff_id: UUID | None) -> None:
    """Raises NotPermitted unless the actor is this person, or leads; what is nobody's
    is for a lead."""
    own = staff_id is not None and staff_id == session.actor_id
    if not own and not leads(session, session.actor_id):
        raise NotPermitted(N_("Only a lead may do this for others."))


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the staff as the form sees them, who has left as well."""

    id: UUID
    version: int
    details: StaffDetails


def colleagues(session: UnitOfWork) -> tuple[Colleague, ...]:
    """Everybody, those who have left last, by name."""
    rows = session.scalars(select(Staff).where(Staff.voided_at.is_(None)))
    found = map(_colleague, rows)
    return tuple(sorted(found, key=_place))


def _place(one: Colleague) -> tuple[bool, str]:
    return not one.details.active, one.details.name.casefold()


def _colleague(one: Staff) -> Colleague:
    spoken = tuple(one.spoken_languages)
    details = StaffDetails(one.name, one.role, one.phone, spoken, one.active)
    return Colleague(one.id, one.version, details)


def change(
    session: UnitOfWork, staff_id: UUID, details: StaffDetails, *, seen: int
) -> Colleague:
    """Save a colleague's form. A lead may; others change their own name, phone and
    languages. Nobody takes the work here away from themselves.

    Raises InvalidField beside the field that is wrong, ChangedElsewhere when it is no
    longer the version `seen`.
    """
    check_acts_for(session, staff_id)
    one = session.get(Staff, staff_id, with_for_update=True, populate_existing=True)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("This person does not work here any more."))
    if one.version != seen:
        sentence = N_("Somebody else changed this colleague. What you typed is kept.")
        raise ChangedElsewhere(sentence)
    _check_details(session, one, details)
    one.name, one.role = " ".join(details.name.split()), details.role
    one.phone, one.active = details.phone.strip(), details.active
    one.spoken_languages = list(details.spoken_languages)
    audit.record(session, "staff.change", staff=str(staff_id), role=one.role.value)
    session.flush()
    return _colleague(one)


def _check_details(session: UnitOfWork, one: Staff, details: StaffDetails) -> None:
    if not details.name.strip():
        raise InvalidField("name", N_("Enter a name."))
    if details.role is not one.role and not leads(session, session.actor_id):
        raise InvalidField("role", N_("Only a lead gives out roles."))
    if not details.active and one.id == session.actor_id:
        raise InvalidField("active", N_("A colleague has to do this for you."))
