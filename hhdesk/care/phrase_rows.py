"""What the phrase library is made of: sentences with slots, and where their facts
stand."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from hhdesk.care import phrase_slots
from hhdesk.care.confidentiality import Segment
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_slots import Slot
from hhdesk.care.translations import fingerprint
from hhdesk.i18n import N_


class PhraseKind(enum.StrEnum):
    """Where in a plan a sentence belongs."""

    WHAT_MATTERS = "what_matters"
    STRENGTH = "strength"
    CONCERN = "concern"
    GOAL = "goal"
    TARGET = "target"
    ACTIVITY = "activity"
    MEDICINE = "medicine"
    WARNING_SIGN = "warning_sign"
    EMERGENCY_STEP = "emergency_step"
    EQUIPMENT = "equipment"
    SCHOOL_SUPPORT = "school_support"


PHRASE_KIND_WORDS = {
    PhraseKind.WHAT_MATTERS: N_("What matters to us"),
    PhraseKind.STRENGTH: N_("Strengths"),
    PhraseKind.CONCERN: N_("Concern"),
    PhraseKind.GOAL: N_("Goal"),
    PhraseKind.TARGET: N_("What will be reached"),
    PhraseKind.ACTIVITY: N_("Step"),
    PhraseKind.MEDICINE: N_("Medicine"),
    PhraseKind.WARNING_SIGN: N_("Sign that needs help now"),
    PhraseKind.EMERGENCY_STEP: N_("In an emergency"),
    PhraseKind.EQUIPMENT: N_("Equipment"),
    PhraseKind.SCHOOL_SUPPORT: N_("Help at school"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts behind a sentence stand; its wording is our own."""

    id: str
    name: str
    organization: str
    year: str


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """`segment` is the confidentiality that its subject asks for."""

    id: str
    kind: PhraseKind
    domain: Domain
    english: str
    translations: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    segment: Segment = Segment.GENERAL

    def text(self, language: str) -> str:
        """The sentence with its slots in a language; "" where it has none."""
        known = phrase_slots.spoken(language)
        if known == "en":
            return self.english
        return dict(self.translations).get(known, "")

    @property
    def slots(self) -> tuple[Slot, ...]:
        return phrase_slots.slots_of(self.english)

    def fingerprint(self, language: str) -> str:
        """Of the English and the translation as they stand: what a check is of."""
        return fingerprint(f"{self.english} | {self.text(language)}")
