"""A step of a referral as it is told: when, how we know, on what basis, to what end."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from hhdesk.care.clocks import WEEKDAYS, Calendar
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.outreach import Way
from hhdesk.care.referral_states import (
    HELP_ENDS,
    TABLE,
    Detail,
    ReferralState,
    Turn,
)
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_


class Evidence(enum.StrEnum):
    """How we know that help was got."""

    REPORT_REVIEWED = "report_reviewed"
    AGENCY_CONFIRMED = "agency_confirmed"
    FAMILY_CONFIRMED = "family_confirmed"


EVIDENCE_WORDS = {
    Evidence.REPORT_REVIEWED: N_("Report came and was reviewed"),
    Evidence.AGENCY_CONFIRMED: N_("Agency confirmed"),
    Evidence.FAMILY_CONFIRMED: N_("Family confirmed"),
}

FAMILY_WORD_ENOUGH = frozenset({Domain.SOCIAL_SUPPORT, Domain.FAMILY})
"""Social services, of which no report comes; other help is confirmed by its giver."""


WANTING = frozenset({ReferralState.FAMILY_ACTION, ReferralState.AGENCY_NEEDS_MORE})
"""States in which something is wanted, which has to be said."""


class NoHelpReason(enum.StrEnum):
    UNABLE_TO_REACH = "unable_to_reach"
    FULL = "full"
    DECLINED = "declined"
    NOT_ELIGIBLE = "not_eligible"
    NOT_OFFERED = "not_offered"
    SERVICE_STOPPED = "service_stopped"
    MOVED = "moved"
    COVERAGE_LOST = "coverage_lost"
    HANDED_OVER = "handed_over"
    DIED = "died"
    OTHER = "other"


NO_HELP_WORDS = {
    NoHelpReason.UNABLE_TO_REACH: N_("Could not be reached"),
    NoHelpReason.FULL: N_("Agency is full"),
    NoHelpReason.DECLINED: N_("Agency said no"),
    NoHelpReason.NOT_ELIGIBLE: N_("Not eligible"),
    NoHelpReason.NOT_OFFERED: N_("Nobody offers it here"),
    NoHelpReason.SERVICE_STOPPED: N_("Service stopped"),
    NoHelpReason.MOVED: N_("Moved away"),
    NoHelpReason.COVERAGE_LOST: N_("Coverage ended"),
    NoHelpReason.HANDED_OVER: N_("Handed over to others"),
    NoHelpReason.DIED: N_("Died"),
    NoHelpReason.OTHER: N_("Other reason"),
}


@dataclass(frozen=True, slots=True)
class AttemptRule:
    """What "could not be reached" needs at least; a program may ask more."""

    count: int = 3
    ways: int = 2

    def met(self, attempts: tuple[tuple[date, Way], ...], until: date) -> bool:
        tried = [way for day, way in attempts if day <= until]
        return len(tried) >= self.count and len(set(tried)) >= self.ways


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules ask beside the referral's own row.

    `reached` are the states of this cycle so far, `reviewed_on` the day of the latest
    review, `attempts` the tries to reach the family since it was last reached.
    """

    today: date
    reached: frozenset[ReferralState] = frozenset()
    died: bool = False
    interpreter_needed: bool = False
    to_review: bool = False
    reviewed_on: date | None = None
    attempts: tuple[tuple[date, Way], ...] = ()
    attempt_rule: AttemptRule = AttemptRule()
    calendar: Calendar = WEEKDAYS


@dataclass(frozen=True, slots=True)
class Told:
    """When something happened (None is today), how we know it, and a note."""

    on: date | None = None
    how_known: str = ""
    note: str = ""


TODAY = Told()
"""It happened today, and nothing more is told."""


class SendingWay(enum.StrEnum):
    FAX = "fax"
    PORTAL = "portal"
    PHONE = "phone"
    EMAIL = "email"
    MAIL = "mail"
    BY_HAND = "by_hand"


SENDING_WORDS = {
    SendingWay.FAX: N_("By fax"),
    SendingWay.PORTAL: N_("On the agency's website"),
    SendingWay.PHONE: N_("By phone"),
    SendingWay.EMAIL: N_("By secure e-mail"),
    SendingWay.MAIL: N_("By mail"),
    SendingWay.BY_HAND: N_("By hand"),
}


@dataclass(frozen=True, slots=True)
class Sharing:
    """On what ground the referral goes out and which way; `interpreter` is the name or
    number of who interpreted a spoken yes."""

    basis: Basis
    interpreter: str = ""
    way: SendingWay | None = None

    def check(self, known: Known) -> None:
        """Raise InvalidField where the interpreter of a spoken yes is missing."""
        unsaid = known.interpreter_needed and not self.interpreter.strip()
        if self.basis is Basis.VERBAL and unsaid:
            sentence = N_("Enter the interpreter's name or number.")
            raise InvalidField("interpreter", sentence)


@dataclass(frozen=True, slots=True)
class Closing:
    """How a referral ends: one of the three ends, with what each of them needs.

    `service_on` is the day of the service, or the first of many.
    """

    to: ReferralState
    service_on: date | None = None
    evidence: Evidence | None = None
    reason: NoHelpReason | None = None
    next_step: str = ""

    def check(self, domain: Domain, told: Told, on: date, known: Known) -> None:
        """Raise InvalidField where evidence, a reason or the next step is missing."""
        if self.to is ReferralState.GOT_HELP:
            self._check_help(domain, on, known)
        elif self.to is ReferralState.NO_HELP:
            self._check_no_help(told, on, known)

    def _check_help(self, domain: Domain, on: date, known: Known) -> None:
        if self.service_on is None:
            raise InvalidField("service_on", N_("Enter the day on which help came."))
        if self.service_on > on:
            sentence = N_("Help cannot have come after the day of closing.")
            raise InvalidField("service_on", sentence)
        if self.evidence is None:
            raise InvalidField("evidence", N_("Say how you know that help came."))
        reviewed = known.reviewed_on is not None and known.reviewed_on <= on
        if self.evidence is Evidence.REPORT_REVIEWED and not reviewed:
            raise InvalidField("evidence", N_("No report was reviewed by that day."))
        family = self.evidence is Evidence.FAMILY_CONFIRMED
        if family and domain not in FAMILY_WORD_ENOUGH:
            sentence = N_("For this help, ask the agency or review its report.")
            raise InvalidField("evidence", sentence)

    def _check_no_help(self, told: Told, on: date, known: Known) -> None:
        if self.reason is None:
            raise InvalidField("reason", N_("Say why no help came."))
        if self.reason is NoHelpReason.OTHER and not told.note.strip():
            raise InvalidField("note", N_("Say why."))
        if self.reason is not NoHelpReason.DIED and not self.next_step.strip():
            raise InvalidField("next_step", N_("Say what happens next."))
        rule = known.attempt_rule
        if self.reason is NoHelpReason.UNABLE_TO_REACH and not rule.met(
            known.attempts, on
        ):
            sentence = N_("Record at least {count} attempts in {ways} ways first.")
            raise InvalidField("reason", sentence, count=rule.count, ways=rule.ways)


@dataclass(frozen=True, slots=True)
class Step:
    """One act, which may pass several states.

    `passing` names the states passed where the table's own guess is not meant.
    `wanted` is what the family needs help with, or what the agency still needs.
    """

    to: ReferralState
    told: Told = TODAY
    detail: Detail | None = None
    passing: tuple[ReferralState, ...] = ()
    sharing: Sharing | None = None
    closing: Closing | None = None
    visit_on: date | None = None
    wanted: str = ""

    @property
    def told_by_others(self) -> bool:
        """Whether "how do you know" is asked; evidence of help, which is asked then,
        answers it."""
        by_others = TABLE[self.to].side is not Turn.US
        return by_others and self.to is not ReferralState.GOT_HELP

    def check(self, detail: Detail | None, on: date, known: Known) -> None:
        """Raise InvalidField for what the new state needs and was not told."""
        to = self.to
        if to is ReferralState.SENT:
            if self.sharing is None:
                raise InvalidField("basis", N_("Say on what basis this is shared."))
            self.sharing.check(known)
        elif to is ReferralState.SCHEDULED:
            self._check_visit(on)
        elif to in WANTING and not self.wanted.strip():
            raise InvalidField("wanted", N_("Say what is needed."))
        elif to in HELP_ENDS and (self.closing is None or self.closing.to is not to):
            raise InvalidField("closing", N_("Say how it ended."))
        why_asked = to is ReferralState.ENTERED_IN_ERROR or detail is Detail.SAID_NO
        if why_asked and not self.told.note.strip():
            raise InvalidField("note", N_("Say why."))

    def _check_visit(self, on: date) -> None:
        if self.visit_on is None:
            raise InvalidField("visit_on", N_("Enter the day of the visit."))
        if self.visit_on < on:
            sentence = N_("The visit cannot be before the day on which it was set.")
            raise InvalidField("visit_on", sentence)
