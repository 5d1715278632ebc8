"""What a child's history is made of: kinds of things that happened, and one of them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.core_services import CoreService
from hhdesk.i18n import N_


class HistoryKind(enum.StrEnum):
    """How the history is filtered."""

    CONTACT = "contact"
    NOTE = "note"
    VISIT = "visit"
    REFERRAL = "referral"
    PLAN = "plan"
    STAY = "stay"
    ANSWERS = "answers"
    CONSENT = "consent"
    DOCUMENT = "document"
    PAPER = "paper"
    ENROLLMENT = "enrollment"
    MESSAGE = "message"
    RECORD = "record"


HISTORY_KIND_WORDS = {
    HistoryKind.CONTACT: N_("Contacts"),
    HistoryKind.NOTE: N_("Notes"),
    HistoryKind.VISIT: N_("Visits"),
    HistoryKind.REFERRAL: N_("Referrals"),
    HistoryKind.PLAN: N_("Care plan"),
    HistoryKind.STAY: N_("Hospital stays"),
    HistoryKind.ANSWERS: N_("Questions asked"),
    HistoryKind.CONSENT: N_("Consents"),
    HistoryKind.DOCUMENT: N_("Documents"),
    HistoryKind.PAPER: N_("What left the clinic"),
    HistoryKind.ENROLLMENT: N_("Enrollment"),
    HistoryKind.MESSAGE: N_("Messages"),
    HistoryKind.RECORD: N_("The record"),
}


class Happening(enum.StrEnum):
    """One part each of the one question that reads a history."""

    CONTACT = "contact"
    NOTE = "note"
    VISIT = "visit"
    REFERRAL = "referral"
    PLAN_VERSION = "plan_version"
    PLAN_SIGNATURE = "plan_signature"
    PLAN_REVIEW = "plan_review"
    GOAL = "goal"
    STAY = "stay"
    ANSWERS = "answers"
    CONSENT = "consent"
    REVOCATION = "revocation"
    DOCUMENT = "document"
    DISCLOSURE = "disclosure"
    ENROLLMENT = "enrollment"
    MESSAGE = "message"
    HANDOVER = "handover"
    MERGE = "merge"

    @property
    def kind(self) -> HistoryKind:
        return _KINDS[self]


H, K = Happening, HistoryKind

_KINDS: Mapping[Happening, HistoryKind] = {
    H.CONTACT: K.CONTACT,
    H.NOTE: K.NOTE,
    H.VISIT: K.VISIT,
    H.REFERRAL: K.REFERRAL,
    H.PLAN_VERSION: K.PLAN,
    H.PLAN_SIGNATURE: K.PLAN,
    H.PLAN_REVIEW: K.PLAN,
    H.GOAL: K.PLAN,
    H.STAY: K.STAY,
    H.ANSWERS: K.ANSWERS,
    H.CONSENT: K.CONSENT,
    H.REVOCATION: K.CONSENT,
    H.DOCUMENT: K.DOCUMENT,
    H.DISCLOSURE: K.PAPER,
    H.ENROLLMENT: K.ENROLLMENT,
    H.MESSAGE: K.MESSAGE,
    H.HANDOVER: K.RECORD,
    H.MERGE: K.RECORD,
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened, on the clinic's day `on`, at the moment `at` where that
    is known.

    `title`, `more` and `who` are words that people typed, `code`, `detail` and `third`
    codes; what they are, the parts of `member_history` say. `about` is the referral
    that it belongs to. `origin` are the seals of what it was born of. `staff_only`
    leaves for nobody.
    """

    what: Happening
    id: UUID
    on: date
    at: datetime | None = None
    title: str = ""
    more: str = ""
    who: str = ""
    code: str = ""
    detail: str = ""
    third: str = ""
    by: str = ""
    number: int | None = None
    until: date | None = None
    starts: datetime | None = None
    about: UUID | None = None
    staff_only: bool = False
    seal: Seal = Seal()
    origin: tuple[Seal, ...] = ()
    services: tuple[CoreService, ...] = ()

    @property
    def kind(self) -> HistoryKind:
        return self.what.kind

    @property
    def key(self) -> tuple[str, UUID, int]:
        """No two rows of a history have the same."""
        return (self.what.value, self.id, self.number or 0)

    @property
    def chain(self) -> tuple[Seal, ...]:
        """The seals that a reader must pass, from the origin down."""
        return (*self.origin, self.seal)

    @property
    def shown_seal(self) -> Seal:
        """The seal that closes it: its own, else that of what it was born of."""
        return next((one for one in reversed(self.chain) if one.sealed), self.seal)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a history is wanted; all of it where nothing is said."""

    since: date | None = None
    until: date | None = None
    kind: HistoryKind | None = None

    def takes(self, row: HistoryRow) -> bool:
        return (
            (self.since is None or row.on >= self.since)
            and (self.until is None or row.on <= self.until)
            and self.kind in (None, row.kind)
        )
