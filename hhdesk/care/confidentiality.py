"""The one disclosure rule: what may leave, for whom.

Every paper, export, list and window title asks `released`. The lines are engineering
inputs after California Family Code 6924-6929, 45 CFR 164.502(g) and 42 CFR Part 2;
a clinic's counsel confirms them.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.i18n import N_
from hhdesk.store.types import coded


class Segment(enum.StrEnum):
    """Segment of confidentiality."""

    GENERAL = "general"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    REPRODUCTIVE = "reproductive"
    FAMILY_SAFETY = "family_safety"


class Consenter(enum.StrEnum):
    """Who consented to the care that an item speaks of."""

    NOT_ASKED = "not_asked"
    CAREGIVER = "caregiver"
    YOUTH = "youth"
    COURT = "court"


class Audience(enum.StrEnum):
    """For whom an output is made."""

    FAMILY = "family"
    YOUTH = "youth"
    CARE_TEAM = "care_team"
    SCHOOL = "school"
    RECIPIENT = "recipient"
    PAYER = "payer"


SEGMENT_WORDS = {
    Segment.GENERAL: N_("General"),
    Segment.MENTAL_HEALTH: N_("Mental health"),
    Segment.SUBSTANCE_USE: N_("Substance use"),
    Segment.REPRODUCTIVE: N_("Sexual and reproductive health"),
    Segment.FAMILY_SAFETY: N_("Family safety"),
}

CONSENTER_WORDS = {
    Consenter.NOT_ASKED: N_("Not asked yet"),
    Consenter.CAREGIVER: N_("Parent or caregiver"),
    Consenter.YOUTH: N_("The youth"),
    Consenter.COURT: N_("Court or child welfare"),
}

AUDIENCE_WORDS = {
    Audience.FAMILY: N_("Family"),
    Audience.YOUTH: N_("Youth"),
    Audience.CARE_TEAM: N_("Care team"),
    Audience.SCHOOL: N_("School"),
    Audience.RECIPIENT: N_("Recipient of a referral"),
    Audience.PAYER: N_("Health plan"),
}

STRICTEST_FIRST = (
    Segment.FAMILY_SAFETY,
    Segment.SUBSTANCE_USE,
    Segment.REPRODUCTIVE,
    Segment.MENTAL_HEALTH,
)
"""Which segment closes more, where something belongs to several."""

# From this age a question who consented to sensitive care has to be answered before
# the item goes to the family (California Family Code 6924: outpatient mental health
# from 12). The age asks; it never seals.
ASKING_AGE = 12
ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Seal:
    """An item's segment and who consented to that care."""

    segment: Segment = Segment.GENERAL
    consenter: Consenter = Consenter.NOT_ASKED
    part2: bool = False

    @property
    def sealed(self) -> bool:
        """Whether staff screens that others may see show nothing of it."""
        return (
            self.segment is Segment.FAMILY_SAFETY or self.consenter is Consenter.YOUTH
        )

    @property
    def ordinary(self) -> bool:
        """Whether treatment and coordination alone may share it, without a consent
        (45 CFR 164.506(c))."""
        return (
            self.segment is Segment.GENERAL
            and self.consenter is not Consenter.YOUTH
            and not self.part2
        )


class Sealable:
    """The columns of an item that can be confidential."""

    segment: Mapped[Segment] = mapped_column(coded(Segment), default=Segment.GENERAL)
    consenter: Mapped[Consenter] = mapped_column(
        coded(Consenter), default=Consenter.NOT_ASKED
    )
    # The record came from a 42 CFR Part 2 program.
    part2: Mapped[bool] = mapped_column(default=False)

    @property
    def seal(self) -> Seal:
        return Seal(self.segment, self.consenter, self.part2)

    def put_seal(self, seal: Seal) -> None:
        self.segment, self.consenter = seal.segment, seal.consenter
        self.part2 = seal.part2


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What the rule needs to know of a consent; see `consents`."""

    audience: Audience
    recipient: str
    segments: frozenset[Segment]
    given_by: Consenter
    until: date | None
    part2: bool = False

    def covers_part2(self) -> bool:
        """Whether records of a Part 2 program go out under it: it says so, or names
        substance use."""
        return self.part2 or Segment.SUBSTANCE_USE in self.segments


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an output is made, on which day, under which active consents."""

    audience: Audience
    age: int
    today: date
    recipient: str = ""
    consents: tuple[ConsentView, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    released: bool
    reason: str


RELEASED = Decision(True, N_("May be shown."))
ONLY_YOUTH = Decision(False, N_("Only the youth consented to this care."))
SAFETY = Decision(False, N_("Family safety: only the clinic's own staff see it."))
UNANSWERED = Decision(False, N_("Nobody has said yet who consented to this care."))
NO_CONSENT = Decision(False, N_("No consent covers this reader."))
PROXY_ENDED = Decision(False, N_("The member is an adult; no consent covers family."))


def age_on(birth: date, day: date) -> int:
    """Whole years; born on 29 February, one is older on 1 March in other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _covered(seal: Seal, reader: Reader) -> bool:
    return any(
        consent.audience is reader.audience
        and (not consent.recipient or consent.recipient == reader.recipient)
        and seal.segment in consent.segments
        and (not seal.part2 or consent.covers_part2())
        and (consent.until is None or reader.today <= consent.until)
        and (
            seal.consenter is not Consenter.YOUTH or consent.given_by is seal.consenter
        )
        for consent in reader.consents
    )


def _for_youth(seal: Seal) -> Decision:
    if seal.segment is Segment.FAMILY_SAFETY:
        return RELEASED if seal.consenter is Consenter.YOUTH else SAFETY
    return RELEASED


def _for_family(seal: Seal, reader: Reader) -> Decision:
    if seal.segment is Segment.FAMILY_SAFETY:
        return SAFETY
    if reader.age >= ADULT_AGE:
        return RELEASED if _covered(seal, reader) else PROXY_ENDED
    if seal.consenter is Consenter.YOUTH:
        return RELEASED if _covered(seal, reader) else ONLY_YOUTH
    unanswered = (
        seal.segment is not Segment.GENERAL
        and seal.consenter is Consenter.NOT_ASKED
        and reader.age >= ASKING_AGE
    )
    return UNANSWERED if unanswered else RELEASED


def _for_others(seal: Seal, reader: Reader) -> Decision:
    if seal.segment is Segment.FAMILY_SAFETY:
        return SAFETY
    # The child's own team needs no form; everything sealed does.
    if seal.ordinary and reader.audience is Audience.CARE_TEAM:
        return RELEASED
    return RELEASED if _covered(seal, reader) else NO_CONSENT


def decide(seal: Seal, reader: Reader) -> Decision:
    """Whether one seal lets an item go to a reader, and why not."""
    if reader.audience is Audience.YOUTH:
        return _for_youth(seal)
    if reader.audience is Audience.FAMILY:
        return _for_family(seal, reader)
    return _for_others(seal, reader)


def released(chain: Sequence[Seal], reader: Reader) -> bool:
    """Whether an item goes to a reader: every seal from its origin down must allow it.

    What is born of a sealed item inherits: pass the origin's seals first.
    """
    return all(decide(seal, reader).released for seal in chain)
