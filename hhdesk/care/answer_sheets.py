"""Answers to an instrument: an intake or a screener, in the words that were asked.

An answer that says danger to self leaves a message for whoever coordinates the child
in the same save, due today, whether or not the rest is ever asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import answer_checks, audit, desk_messages, instrument_files, members
from hhdesk.care import instruments as questions
from hhdesk.care.confidentiality import Consenter, Seal, Sealable
from hhdesk.care.desk_messages import MessageDetails
from hhdesk.care.instruments import Answers, Instrument
from hhdesk.care.staff import Staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

URGENT = N_(
    "Act now: an answer speaks of danger to self. Follow the clinic's safety steps; "
    "988 answers day and night."
)
GONE = N_("These answers are no longer there.")
CHANGED = N_("Somebody else changed these answers.")
FINISHED = N_("These answers are finished. Begin anew to ask again.")
OTHER_EDITION = N_("The questions were changed since. Begin anew to ask them.")
NO_INSTRUMENT = N_("There are no such questions any more.")


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
    # Where an answer spoke of danger to self: what staff were told to act on.
    safety_message_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("desk_message.id")
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """Who answers, in which language, with whose help."""

    language: str = "en"
    interpreter: str = ""
    answered_by: str = ""
    consenter: Consenter = Consenter.NOT_ASKED


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`safety` are the questions whose answers speak of danger to self."""

    id: UUID
    version: int
    member_id: UUID
    instrument: str
    edition: str
    asking: Asking
    asked_on: date
    asked_by: str
    answers: Mapping[str, Any]
    scores: Mapping[str, int | None]
    finished: bool
    seal: Seal
    safety: tuple[str, ...]
    safety_message_id: UUID | None
    changed_at: datetime


def begin(
    session: UnitOfWork, member_id: UUID, instrument_id: str, asking: Asking
) -> SheetRow:
    """Begin to ask; nothing is answered yet. Raises NotFound."""
    members.present(session, member_id)
    asked = _instrument(instrument_id)
    sheet = AnswerSheet(
        id=session.new_id(),
        member_id=member_id,
        instrument=asked.id,
        edition=asked.edition,
        asked_on=session.today(),
        answers={},
        scores={},
    )
    _put_asking(sheet, asked, asking)
    session.add(sheet)
    _record(session, sheet, "begin")
    return sheet_row(session, sheet.id)


def put(
    session: UnitOfWork,
    sheet_id: UUID,
    answers: Answers,
    *,
    seen: int,
    asking: Asking | None = None,
    urgent: str = URGENT,
) -> SheetRow:
    """Keep the answers so far; `urgent` is what staff are told where one of them
    speaks of danger to self.

    Raises NotFound, NotPermitted, ChangedElsewhere, InvalidField named by a question.
    """
    sheet = _open_sheet(session, sheet_id, seen)
    _put(session, sheet, answers, asking, urgent)
    _record(session, sheet, "put")
    return sheet_row(session, sheet.id)


def finish(
    session: UnitOfWork,
    sheet_id: UUID,
    answers: Answers,
    *,
    seen: int,
    asking: Asking | None = None,
    urgent: str = URGENT,
) -> SheetRow:
    """All that was wanted is asked: the answers stand, with their scores. An answer
    may be missing; a score that needs it is None. Raises as `put` does."""
    sheet = _open_sheet(session, sheet_id, seen)
    asked = _put(session, sheet, answers, asking, urgent)
    sheet.scores = dict(questions.scores(asked, sheet.answers))
    sheet.finished = True
    _record(session, sheet, "finish")
    return sheet_row(session, sheet.id)


def void(session: UnitOfWork, sheet_id: UUID, *, reason: str, seen: int) -> None:
    """The answers stand no longer; what was told for the child's safety stays.

    Raises InvalidField without a reason, NotFound, ChangedElsewhere.
    """
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    sheet = _present(session, sheet_id, seen)
    sheet.void(reason.strip(), session.now(), session.actor_id)
    _record(session, sheet, "void")


def _put(
    session: UnitOfWork,
    sheet: AnswerSheet,
    answers: Answers,
    asking: Asking | None,
    urgent: str,
) -> Instrument:
    asked = _instrument(sheet.instrument)
    if asked.edition != sheet.edition:
        raise NotPermitted(OTHER_EDITION)
    checked = answer_checks.checked(asked, answers)
    danger = questions.safety_needed(asked, checked)
    sheet.answers = questions.valid(asked, checked)
    if asking is not None:
        _put_asking(sheet, asked, asking)
    if danger and sheet.safety_message_id is None:
        told = desk_messages.leave(
            session, sheet.member_id, MessageDetails(urgent), seal=sheet.seal
        )
        sheet.safety_message_id = told.id
    return asked


def _put_asking(sheet: AnswerSheet, asked: Instrument, asking: Asking) -> None:
    sheet.language = asking.language
    sheet.interpreter = asking.interpreter.strip()
    sheet.answered_by = asking.answered_by.strip()
    sheet.put_seal(replace(sheet.seal, segment=asked.segment, part2=False))
    sheet.consenter = asking.consenter


def _instrument(instrument_id: str) -> Instrument:
    found = instrument_files.instrument(instrument_id)
    if found is None:
        raise NotFound(NO_INSTRUMENT)
    return found


def _present(session: UnitOfWork, sheet_id: UUID, seen: int) -> AnswerSheet:
    sheet = session.get(AnswerSheet, sheet_id, with_for_update=True)
    if sheet is None or sheet.voided_at is not None:
        raise NotFound(GONE)
    if sheet.version != seen:
        raise ChangedElsewhere(CHANGED)
    return sheet


def _open_sheet(session: UnitOfWork, sheet_id: UUID, seen: int) -> AnswerSheet:
    sheet = _present(session, sheet_id, seen)
    if sheet.finished:
        raise NotPermitted(FINISHED)
    return sheet


def _record(session: UnitOfWork, sheet: AnswerSheet, act: str) -> None:
    session.flush()
    audit.record(
        session,
        f"answer_sheet.{act}",
        sheet.member_id,
        sheet=str(sheet.id),
        instrument=sheet.instrument,
        version=sheet.version,
        safety=sheet.safety_message_id is not None,
    )
    session.flush()


def _rows() -> Select[AnswerSheet, str]:
    return (
        select(AnswerSheet, Staff.name)
        .outerjoin(Staff, Staff.id == AnswerSheet.created_by)
        .where(AnswerSheet.voided_at.is_(None))
    )


def sheet_row(session: UnitOfWork, sheet_id: UUID) -> SheetRow:
    """One sheet in full, also a sealed one. Raises NotFound."""
    found = session.execute(_rows().where(AnswerSheet.id == sheet_id)).one_or_none()
    if found is None:
        raise NotFound(GONE)
    return _row(*found)


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[SheetRow, ...]:
    """All that a child's family answered, the newest first."""
    order = (AnswerSheet.asked_on.desc(), AnswerSheet.created_at.desc())
    found = session.execute(
        _rows().where(AnswerSheet.member_id == member_id).order_by(*order)
    )
    return tuple(_row(*one) for one in found)


def _row(sheet: AnswerSheet, asked_by: str | None) -> SheetRow:
    asked = instrument_files.instrument(sheet.instrument)
    current = asked is not None and asked.edition == sheet.edition
    return SheetRow(
        sheet.id,
        sheet.version,
        sheet.member_id,
        sheet.instrument,
        sheet.edition,
        Asking(sheet.language, sheet.interpreter, sheet.answered_by, sheet.consenter),
        sheet.asked_on,
        asked_by or "",
        dict(sheet.answers),
        dict(sheet.scores),
        sheet.finished,
        sheet.seal,
        questions.safety_needed(asked, sheet.answers) if asked and current else (),
        sheet.safety_message_id,
        sheet.changed_at,
    )
