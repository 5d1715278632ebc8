"""Arrangements: the ride, the interpreter, the child care that a visit depends on."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class ArrangementKind(enum.StrEnum):
    TRANSPORT = "transport"
    INTERPRETER = "interpreter"
    CHILD_CARE = "child_care"


ARRANGEMENT_WORDS = {
    ArrangementKind.TRANSPORT: N_("Ride"),
    ArrangementKind.INTERPRETER: N_("Interpreter"),
    ArrangementKind.CHILD_CARE: N_("Child care"),
}


class ArrangementStatus(enum.StrEnum):
    NEEDED = "needed"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    FAILED = "failed"

    @property
    def next(self) -> frozenset[ArrangementStatus]:
        """What it may become."""
        return ARRANGEMENT_STEPS[self]


_NEEDED, _REQUESTED, _CONFIRMED, _FAILED = ArrangementStatus

ARRANGEMENT_STEPS: Mapping[ArrangementStatus, frozenset[ArrangementStatus]] = {
    # One call may ask and be answered.
    _NEEDED: frozenset({_REQUESTED, _CONFIRMED, _FAILED}),
    _REQUESTED: frozenset({_CONFIRMED, _FAILED, _NEEDED}),
    _CONFIRMED: frozenset({_FAILED, _NEEDED}),
    _FAILED: frozenset({_NEEDED, _REQUESTED, _CONFIRMED}),
}
"""Every lawful change of an arrangement."""


class Arrangement(Record, Base):
    __tablename__ = "arrangement"
    __table_args__ = (Index(None, "appointment_id"),)

    appointment_id: Mapped[UUID] = mapped_column(ForeignKey("appointment.id"))
    kind: Mapped[ArrangementKind] = mapped_column(coded(ArrangementKind))
    status: Mapped[ArrangementStatus] = mapped_column(
        coded(ArrangementStatus), default=ArrangementStatus.NEEDED
    )
    detail: Mapped[str] = mapped_column(default="")

    def put(self, status: ArrangementStatus, detail: str) -> None:
        """Raises NotPermitted for another step, InvalidField for no reason."""
        if status is not self.status and status not in ARRANGEMENT_STEPS[self.status]:
            raise NotPermitted(N_("This step is not possible from here."))
        if status is _FAILED and not detail.strip():
            raise InvalidField("detail", N_("Say why it fell through."))
        self.status, self.detail = status, detail.strip()


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    kind: ArrangementKind
    status: ArrangementStatus = ArrangementStatus.NEEDED
    detail: str = ""
    id: UUID | None = None
    version: int = 0


def appointment_of(session: UnitOfWork, arrangement_id: UUID) -> UUID:
    """The appointment that depends on it; raises NotFound."""
    one = session.get(Arrangement, arrangement_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("This is no longer arranged."))
    return one.appointment_id
