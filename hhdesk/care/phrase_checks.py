"""Which translations of the phrase library a qualified person of the clinic checked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.store.base import Base, Record


class PhraseCheck(Record, Base):
    """`fingerprint` is of the English and the translation as they stood: a phrase that
    changed since is not checked any more."""

    __tablename__ = "phrase_check"
    __table_args__ = (UniqueConstraint("organization_id", "phrase", "language"),)

    phrase: Mapped[str]
    language: Mapped[str]
    fingerprint: Mapped[str]
    checked_by: Mapped[str]
    checked_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    checked_at: Mapped[datetime]
