"""Messages of the front desk to a coordinator: about a child, or papers handed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Sealable
from hhdesk.store.base import Base, Record


class DeskMessage(Sealable, Record, Base):
    """Open until somebody says that it is dealt with. `document_id` is the paper that
    was handed in with it."""

    __tablename__ = "desk_message"
    __table_args__ = (Index(None, "member_id"), Index(None, "to_id"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    from_whom: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
