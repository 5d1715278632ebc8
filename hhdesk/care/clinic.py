"""The clinic that owns the records: its names, phone, zone and settings for papers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

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
    demonstration: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class ClinicRow:
    id: UUID
    name: str
    phone: str
    address: str
    zone: str
    checked_languages: tuple[str, ...]
    demonstration: bool


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
    )
