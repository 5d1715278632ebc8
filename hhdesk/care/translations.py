"""Pairs: a family-facing line in English and in the family's language, with its state.

draft -> translated -> checked, and stale as soon as the English is another than the
one the translation was made of. Only checked text prints in the family's language.
"""

from __future__ import annotations

import enum
import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class TranslationState(enum.StrEnum):
    MISSING = "missing"
    DRAFT = "draft"
    TRANSLATED = "translated"
    CHECKED = "checked"
    STALE = "stale"


TRANSLATION_STATE_WORDS = {
    TranslationState.MISSING: N_("Not translated"),
    TranslationState.DRAFT: N_("Draft translation"),
    TranslationState.TRANSLATED: N_("Translated, not checked"),
    TranslationState.CHECKED: N_("Checked"),
    TranslationState.STALE: N_("English changed"),
}


SECOND_PERSON = N_(
    "You translated this line. In this clinic another qualified person checks it."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One line. `state`, `translated_by` and `checked_by` are read, never written."""

    english: str = ""
    family: str = ""
    state: TranslationState = TranslationState.MISSING
    translated_by: str = ""
    checked_by: str = ""

    @property
    def printable(self) -> bool:
        """Whether the family's language may be printed."""
        return self.state is TranslationState.CHECKED and bool(self.family)


def fingerprint(english: str) -> str:
    """Tells whether the English is still the one that was translated; spaces and
    the composition of accents do not count."""
    tidy = " ".join(unicodedata.normalize("NFC", english).split())
    return hashlib.sha256(tidy.encode()).hexdigest()[:32]


class Translation(Record, Base):
    """The line `field` of the plan's item `item_id` in one language."""

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("organization_id", "plan_id", "item_id", "field", "language"),
        Index(None, "plan_id"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    item_id: Mapped[UUID]
    field: Mapped[str]
    language: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    stored_state: Mapped[TranslationState] = mapped_column(
        coded(TranslationState), default=TranslationState.DRAFT
    )
    english_fingerprint: Mapped[str] = mapped_column(default="")
    # The English that was translated, word for word; empty where only its fingerprint
    # is known.
    english: Mapped[str] = mapped_column(default="")
    translated_by: Mapped[str] = mapped_column(default="")
    # None: a translator who is not of the staff, known by name.
    translator: Mapped[UUID | None]
    translated_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(default="")
    checker: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]

    def state(self, english: str) -> TranslationState:
        """The state beside the present English."""
        if not self.text:
            return TranslationState.MISSING
        if self.english_fingerprint != fingerprint(english):
            return TranslationState.STALE
        return self.stored_state

    def write(
        self, text: str, english: str, by: str, at: datetime, *, qualified: bool
    ) -> None:
        """Put a new text: a draft, or a translation when a qualified person wrote."""
        self.text = text
        self._stand_by(english)
        self.translated_by, self.translated_at = by, at
        self.checked_by, self.checked_at = "", None
        self.checker = None
        self.stored_state = (
            TranslationState.TRANSLATED if qualified else TranslationState.DRAFT
        )

    def check(
        self,
        english: str,
        by: str,
        at: datetime,
        *,
        qualified: bool,
        checker: UUID | None = None,
        second: bool = False,
    ) -> None:
        """A qualified person read both lines and stands for them; with `second` it has
        to be another than the one who translated.

        Raises NotPermitted for anybody else and for an empty line.
        """
        if not qualified:
            raise NotPermitted(
                N_("Only a person the clinic marked as qualified can check this.")
            )
        if not self.text:
            raise NotPermitted(N_("There is no translation to check."))
        if second and self._wrote(checker, by):
            raise NotPermitted(SECOND_PERSON)
        self._stand_by(english)
        self.checked_by, self.checked_at = by, at
        self.checker = checker
        self.stored_state = TranslationState.CHECKED

    def uncheck(self) -> None:
        """The one who checked takes it back."""
        self.checked_by, self.checker, self.checked_at = "", None, None
        self.stored_state = TranslationState.TRANSLATED

    def _wrote(self, checker: UUID | None, name: str) -> bool:
        """Whether this person translated; lines of before name them by words alone."""
        if self.translator is not None:
            return self.translator == checker
        return self.translated_by == name

    def _stand_by(self, english: str) -> None:
        self.english, self.english_fingerprint = english, fingerprint(english)

    def pair(self, english: str) -> Pair:
        return Pair(
            english,
            self.text,
            self.state(english),
            self.translated_by,
            self.checked_by,
        )
