"""Receipts: proof that an act was saved, for when the answer was lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from hhdesk.store.base import Base, Identified, Owned


class Receipt(Identified, Owned, Base):
    """`id` is made before the act begins."""

    __tablename__ = "receipt"

    at: Mapped[datetime]
