"""Answers to an instrument: an intake or a screener, in the words that were asked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Sealable
from hhdesk.store.base import Base, Record


class AnswerSheet(Sealable, Record, Base):
    """One filling in. `instrument` and `edition` name the data file of the questions;
    `answers` go by the questions' ids, `scores` by the scales'."""

    __tablename__ = "answer_sheet"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    instrument: Mapped[str]
    edition: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    interpreter: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date]
    answered_by: Mapped[str] = mapped_column(default="")
    answers: Mapped[dict[str, Any]]
    scores: Mapped[dict[str, Any]]
    # Not all was asked yet.
    finished: Mapped[bool] = mapped_column(default=False)
