"""What an open loop is on a list: its kind, its group, its next act, its row."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.person import Name
from hhdesk.care.referral_choices import ACT_WORDS, ReferralAct
from hhdesk.care.referral_states import Turn
from hhdesk.i18n import N_


class LoopKind(enum.StrEnum):
    """One rule of derivation each."""

    REFERRAL = "referral"
    REPORT = "report"
    MISSED_VISIT = "missed_visit"
    UNMARKED_VISIT = "unmarked_visit"
    ARRANGEMENT = "arrangement"
    ACTIVITY = "activity"
    GOAL = "goal"
    PLAN_REVIEW = "plan_review"
    CONSENT = "consent"
    RENEWAL = "renewal"
    STAY_CALL = "stay_call"
    STAY_VISIT = "stay_visit"
    CONTACT = "contact"
    CALL = "call"
    AGE = "age"
    MESSAGE = "message"
    HANDOVER = "handover"


K = LoopKind

LOOP_KIND_WORDS = {
    K.REFERRAL: N_("Referral"),
    K.REPORT: N_("Report"),
    K.MISSED_VISIT: N_("Visit"),
    K.UNMARKED_VISIT: N_("Visit"),
    K.ARRANGEMENT: N_("Arrangement"),
    K.ACTIVITY: N_("Activity"),
    K.GOAL: N_("Goal"),
    K.PLAN_REVIEW: N_("Care plan"),
    K.CONSENT: N_("Consent"),
    K.RENEWAL: N_("Coverage"),
    K.STAY_CALL: N_("Hospital stay"),
    K.STAY_VISIT: N_("Hospital stay"),
    K.CONTACT: N_("Contact"),
    K.CALL: N_("Call"),
    K.AGE: N_("Age"),
    K.MESSAGE: N_("Message"),
    K.HANDOVER: N_("Hand-over"),
}


class Whose(enum.StrEnum):
    """Whose work a list shows. Mine is also that of absent colleagues whom I cover, and
    for a lead what nobody owns."""

    MINE = "mine"
    TEAM = "team"
    EVERYONE = "everyone"


WHOSE_WORDS = {
    Whose.MINE: N_("Mine"),
    Whose.TEAM: N_("My team"),
    Whose.EVERYONE: N_("Everyone"),
}


class LoopGroup(enum.StrEnum):
    """The cards of Today; an open loop may count on several."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    NO_CONTACT = "no_contact"
    MISSED_VISIT = "missed_visit"
    PLAN_REVIEW = "plan_review"
    CONSENT = "consent"
    RENEWAL = "renewal"
    SNOOZED = "snoozed"


LOOP_GROUP_WORDS = {
    LoopGroup.OVERDUE: N_("Overdue"),
    LoopGroup.TODAY: N_("Due today"),
    LoopGroup.WEEK: N_("This week"),
    LoopGroup.NO_CONTACT: N_("No contact in 30 days"),
    LoopGroup.MISSED_VISIT: N_("Missed, not booked again"),
    LoopGroup.PLAN_REVIEW: N_("Plan review due"),
    LoopGroup.CONSENT: N_("Consent ending"),
    LoopGroup.RENEWAL: N_("Medi-Cal renewal"),
    LoopGroup.SNOOZED: N_("Snoozed"),
}

WEEK_DAYS = 7
"""How far ahead a list looks, and how long "this week" is."""


class LoopAct(enum.StrEnum):
    """The next act, shown as a button."""

    REFERRAL = "referral"
    REVIEW_REPORT = "review_report"
    REBOOK = "rebook"
    EXPLAIN_MISSED = "explain_missed"
    MARK_VISIT = "mark_visit"
    ARRANGE = "arrange"
    MARK_DONE = "mark_done"
    OPEN_GOAL = "open_goal"
    OPEN_PLAN = "open_plan"
    RENEW_CONSENT = "renew_consent"
    RENEW_COVERAGE = "renew_coverage"
    RECORD_CONTACT = "record_contact"
    BOOK_VISIT = "book_visit"
    ANSWER = "answer"
    READ_MESSAGE = "read_message"
    READ_HANDOVER = "read_handover"
    OPEN = "open"


LOOP_ACT_WORDS = {
    LoopAct.REFERRAL: N_("Next step"),
    LoopAct.REVIEW_REPORT: N_("Review"),
    LoopAct.REBOOK: N_("Book again"),
    LoopAct.EXPLAIN_MISSED: N_("Ask why"),
    LoopAct.MARK_VISIT: N_("Kept or missed?"),
    LoopAct.ARRANGE: N_("Arrange"),
    LoopAct.MARK_DONE: N_("Mark as done"),
    LoopAct.OPEN_GOAL: N_("Open goal"),
    LoopAct.OPEN_PLAN: N_("Open plan"),
    LoopAct.RENEW_CONSENT: N_("Renew"),
    LoopAct.RENEW_COVERAGE: N_("Renew"),
    LoopAct.RECORD_CONTACT: N_("Log contact"),
    LoopAct.BOOK_VISIT: N_("Book a visit"),
    LoopAct.ANSWER: N_("Answer"),
    LoopAct.READ_MESSAGE: N_("Read"),
    LoopAct.READ_HANDOVER: N_("Read"),
    LoopAct.OPEN: N_("Open"),
}

CLOSABLE = frozenset(
    {K.MISSED_VISIT, K.CONSENT, K.RENEWAL, K.STAY_CALL, K.STAY_VISIT, K.AGE}
)
"""Kinds that may be closed with a reason, for no other record may tell their end."""


class LoopKey(NamedTuple):
    """What an open loop is about. `item_id` is the child's own where the rule asks for
    the child: contact, age, a first plan."""

    kind: LoopKind
    item_id: UUID
    rule: str = ""


@dataclass(frozen=True, slots=True)
class LoopRow:
    """One thing to do. `days` is how far the due day is, negative when it is late.

    `why` is an English sentence to be translated and filled with `values`; `note` one
    that is said beside it. A private row says when something is due and whose it is,
    and nothing else, except on the child's own page. `referral_act` is the likeliest
    lawful act of a referral; `closable` that it may be closed with a reason.
    """

    key: LoopKey
    member_id: UUID | None
    child: Name | None
    born: date | None
    owner_id: UUID | None
    owner: str
    turn: tuple[Turn, ...]
    why: str
    values: Mapping[str, str | int | date]
    due_on: date
    days: int
    act: LoopAct
    version: int | None
    private: bool = False
    snoozed_until: date | None = None
    snooze_reason: str = ""
    note: str = ""
    referral_id: UUID | None = None
    referral_act: ReferralAct | None = None
    seal: Seal = Seal()

    @property
    def kind(self) -> LoopKind:
        return self.key.kind

    @property
    def closable(self) -> bool:
        return self.key.kind in CLOSABLE

    @property
    def act_words(self) -> str:
        """What its button says, in English, to be translated."""
        if self.act is LoopAct.REFERRAL and self.referral_act is not None:
            return ACT_WORDS[self.referral_act]
        return LOOP_ACT_WORDS[self.act]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is to show: all but what is snoozed, unless a group is named."""

    whose: Whose
    staff_id: UUID
    group: LoopGroup | None = None
    kind: LoopKind | None = None


@dataclass(frozen=True, slots=True)
class LoopList:
    """`counts` are those of the cards, whatever group or kind is shown; `total` is how
    many there are in all, snoozed ones apart."""

    counts: Mapping[LoopGroup, int]
    keys: Sequence[LoopKey]
    first: tuple[LoopRow, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """A coordinator's load, and that of nobody (`staff_id` None): children by tier,
    and what is due. `oldest` is the due day of what has been late for longest."""

    staff_id: UUID | None
    name: str
    children: int
    overdue: int
    today: int
    week: int
    tiers: Mapping[str, int] = field(default_factory=dict)
    oldest: date | None = None
