"""Which translations of the phrase library a qualified person of the clinic checked,
and of the fixed headings of papers: line by line, so that it can be gone on with."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit
from hhdesk.care.clinic import Clinic
from hhdesk.care.staff import Staff
from hhdesk.care.translations import fingerprint
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

HEADING = "heading:"
"""Before the key of a fixed heading; phrases of the library have their own ids."""


class Verdict(enum.StrEnum):
    YES = "yes"
    NOT_YET = "not_yet"
    # The answer was taken back.
    WAITING = "waiting"


class PhraseCheck(Record, Base):
    """`fingerprint` is of the English and the translation as they stood: a phrase that
    changed since is not checked any more."""

    __tablename__ = "phrase_check"
    __table_args__ = (UniqueConstraint("organization_id", "phrase", "language"),)

    phrase: Mapped[str]
    language: Mapped[str]
    fingerprint: Mapped[str]
    verdict: Mapped[Verdict] = mapped_column(coded(Verdict), default=Verdict.YES)
    # Why it is not good yet, for whoever mends the catalogue.
    note: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[str]
    checked_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    checked_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a session: an English text and its translation."""

    id: str
    english: str
    family: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(f"{self.english} | {self.family}")

    @property
    def heading(self) -> bool:
        return self.id.startswith(HEADING)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What was said of a line, of the texts of this fingerprint."""

    phrase: str
    fingerprint: str
    verdict: Verdict
    note: str
    checked_by: str
    checked_at: datetime


def checks(session: UnitOfWork, language: str) -> Mapping[str, CheckRow]:
    """What was said of each line in a language, by the line's id."""
    found = session.scalars(
        select(PhraseCheck).where(
            PhraseCheck.language == language,
            PhraseCheck.verdict != Verdict.WAITING,
            PhraseCheck.voided_at.is_(None),
        )
    )
    return {one.phrase: _row(one) for one in found}


def checked(session: UnitOfWork, language: str) -> Mapping[str, str]:
    """The fingerprint of each line that is good, by the line's id: who prints compares
    it with that of the texts as they stand."""
    rows = checks(session, language).values()
    return {row.phrase: row.fingerprint for row in rows if row.verdict is Verdict.YES}


def _row(one: PhraseCheck) -> CheckRow:
    return CheckRow(
        one.phrase,
        one.fingerprint,
        one.verdict,
        one.note,
        one.checked_by,
        one.checked_at,
    )


def answer(
    session: UnitOfWork,
    line: CheckLine,
    language: str,
    verdict: Verdict,
    note: str = "",
    *,
    headings: Sequence[CheckLine],
) -> CheckRow:
    """The actor says of a line whether its translation may be printed; WAITING takes
    an answer back.

    `headings` are all fixed headings of papers in the language: when the last of them
    is good, papers print them without a mark; when one is not, they are marked again.
    Raises NotPermitted for who is not qualified in the language.
    """
    reader = session.get(Staff, session.actor_id)
    if reader is None or language not in reader.qualified_languages:
        raise NotPermitted(
            N_("Only a person the clinic marked as qualified can check this.")
        )
    one = _kept(session, line.id, language)
    one.fingerprint, one.verdict = line.fingerprint, verdict
    one.note, one.checked_at = note.strip(), session.now()
    one.checked_by, one.checked_by_id = reader.name, reader.id
    audit.record(
        session, "phrase.check", phrase=line.id, language=language, said=verdict.value
    )
    session.flush()
    if line.heading:
        _mark_language(session, language, headings, verdict)
    return _row(one)


def _kept(session: UnitOfWork, phrase: str, language: str) -> PhraseCheck:
    """What was said of the line before, or a row for what is said first."""
    one = session.scalars(
        select(PhraseCheck)
        .where(PhraseCheck.phrase == phrase, PhraseCheck.language == language)
        .with_for_update()
    ).one_or_none()
    if one is None:
        one = PhraseCheck(phrase=phrase, language=language)
        session.add(one)
    return one


def _mark_language(
    session: UnitOfWork,
    language: str,
    headings: Sequence[CheckLine],
    verdict: Verdict,
) -> None:
    """Whether the clinic stands for all fixed headings in a language."""
    good = checked(session, language)
    whole = all(good.get(line.id) == line.fingerprint for line in headings)
    one = session.get_one(Clinic, session.organization_id, with_for_update=True)
    known = list(one.checked_languages)
    # A first yes says nothing against a language that was read on paper before.
    if whole is (language in known) or (not whole and verdict is Verdict.YES):
        return
    others = [each for each in known if each != language]
    one.checked_languages = sorted([*others, language]) if whole else others
    audit.record(session, "clinic.headings", language=language, checked=whole)
    session.flush()
