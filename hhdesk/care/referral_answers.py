"""What each act on a referral asks, read from the state table, and doing the act."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from hhdesk.care import referral_acts, referral_facts, referral_news
from hhdesk.care.consents import Basis
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.referral_choices import STEPS, ReferralAct, lawful_acts, passed_by
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_news import Attempt
from hhdesk.care.referral_states import HELP_ENDS, TABLE, Detail, ReferralState
from hhdesk.care.referral_steps import (
    WANTING,
    Closing,
    Evidence,
    NoHelpReason,
    SendingWay,
    Sharing,
    Step,
    Told,
)
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

A, D, S = ReferralAct, Detail, ReferralState
NOON = time(12)


class Ask(enum.StrEnum):
    """What an act may ask, named as refusals name it and in the order of asking."""

    DETAIL = "detail"
    REASON = "reason"
    VISIT_ON = "visit_on"
    SERVICE_ON = "service_on"
    EVIDENCE = "evidence"
    WANTED = "wanted"
    AGENCY = "agency"
    AGENCY_PHONE = "agency_phone"
    BASIS = "basis"
    INTERPRETER = "interpreter"
    SENDING_WAY = "sending_way"
    TRIED_BY = "tried_by"
    OUTCOME = "outcome"
    WITH_WHOM = "with_whom"
    REPORT = "report"
    AMENDED = "amended"
    ON = "on"
    HOW_KNOWN = "how_known"
    NEXT_STEP = "next_step"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person told; a field for each `Ask`, empty where nothing was said."""

    on: date | None = None
    how_known: str = ""
    note: str = ""
    detail: Detail | None = None
    reason: NoHelpReason | None = None
    visit_on: date | None = None
    service_on: date | None = None
    evidence: Evidence | None = None
    wanted: str = ""
    agency: str = ""
    agency_phone: str = ""
    basis: Basis | None = None
    interpreter: str = ""
    sending_way: SendingWay | None = None
    tried_by: Way = Way.PHONE
    outcome: Outcome = Outcome.NOT_REACHED
    with_whom: str = ""
    report: UUID | None = None
    amended: bool = False
    next_step: str = ""

    @property
    def told(self) -> Told:
        return Told(self.on, self.how_known, self.note)


@dataclass(frozen=True, slots=True)
class Acted:
    """The referral as it now stands; `made` is the linked cycle that the act began."""

    row: ReferralFacts
    made: ReferralFacts | None = None


_DETAILS = {
    A.MISSED: (D.REASON_UNKNOWN, D.BY_FAMILY),
    A.CALLED_OFF: (D.BY_AGENCY,),
    A.EXPLAIN_MISSED: (D.REASON_UNKNOWN, D.BY_FAMILY, D.BY_AGENCY),
    # Whether its report is here is known from the reports.
    A.SEEN: (),
}
"""The acts that mean some of their state's details only."""


def details_of(act: ReferralAct) -> tuple[Detail, ...]:
    """The details among which an act chooses; a single one is not asked."""
    to = STEPS.get(act)
    return _DETAILS.get(act, tuple(TABLE[to].details) if to else ())


ADDING = frozenset({A.RECORD_ATTEMPT, A.ARRIVED, A.NOTE})
"""Acts that change nothing that somebody else may have changed meanwhile."""

_NEWS: dict[ReferralAct, set[Ask]] = {
    A.RECEIVE_REPORT: {Ask.ON, Ask.HOW_KNOWN, Ask.AMENDED, Ask.NOTE},
    A.REVIEW_REPORT: {Ask.ON, Ask.NOTE},
    A.EXPLAIN_MISSED: {Ask.ON, Ask.DETAIL, Ask.HOW_KNOWN, Ask.NOTE},
    A.RECHECK: {Ask.ON, Ask.HOW_KNOWN, Ask.NOTE},
    A.REFER_ELSEWHERE: {Ask.ON, Ask.AGENCY, Ask.AGENCY_PHONE, Ask.NOTE},
    A.RECORD_ATTEMPT: {Ask.ON, Ask.TRIED_BY, Ask.OUTCOME, Ask.WITH_WHOM, Ask.NOTE},
    A.ARRIVED: {Ask.ON, Ask.HOW_KNOWN, Ask.NOTE},
    A.NOTE: {Ask.ON, Ask.NOTE},
    A.REOPEN: {Ask.ON, Ask.NOTE},
}
"""What the acts ask that are no steps of the table."""


def asked(
    row: ReferralFacts,
    act: ReferralAct,
    reached: Collection[ReferralState] = (),
    said: Answers | None = None,
) -> tuple[Ask, ...]:
    """What an act asks, in order; `said` so far may open or close a question."""
    said = said or Answers()
    wanted = _NEWS.get(act) or _step_asks(row, act, reached, said)
    if act is A.REVIEW_REPORT and len(row.to_review) > 1:
        wanted = wanted | {Ask.REPORT}
    return tuple(ask for ask in Ask if ask in wanted)


def _step_asks(
    row: ReferralFacts,
    act: ReferralAct,
    reached: Collection[ReferralState],
    said: Answers,
) -> set[Ask]:
    to = STEPS[act]
    if to is S.ENTERED_IN_ERROR:
        return {Ask.NOTE}
    wanted = {Ask.ON, Ask.NOTE} | _state_asks(to, said)
    if len(details_of(act)) > 1:
        wanted.add(Ask.DETAIL)
    if passed_by(row, act, reached) or step_of(act, said).told_by_others:
        wanted.add(Ask.HOW_KNOWN)
    return wanted


def _state_asks(to: ReferralState, said: Answers) -> set[Ask]:
    """What entering a state needs; `Step` and `Closing` refuse what lacks it."""
    if to is S.SENT:
        spoken = {Ask.INTERPRETER} if said.basis is Basis.VERBAL else set()
        return {Ask.BASIS, Ask.SENDING_WAY} | spoken
    if to is S.SCHEDULED:
        return {Ask.VISIT_ON}
    if to in WANTING:
        return {Ask.WANTED}
    if to is S.GOT_HELP:
        return {Ask.SERVICE_ON, Ask.EVIDENCE}
    if to is S.NO_HELP:
        died = said.reason is NoHelpReason.DIED
        return {Ask.REASON} | (set() if died else {Ask.NEXT_STEP})
    return set()


def step_of(act: ReferralAct, said: Answers) -> Step:
    """The step of the table that an act is, with what was told."""
    to = STEPS[act]
    details = details_of(act)
    sharing = closing = None
    if to is S.SENT and said.basis is not None:
        sharing = Sharing(said.basis, said.interpreter, said.sending_way)
    if to in HELP_ENDS:
        closing = Closing(
            to, said.service_on, said.evidence, said.reason, said.next_step
        )
    return Step(
        to,
        said.told,
        said.detail if said.detail in details else next(iter(details), None),
        sharing=sharing,
        closing=closing,
        visit_on=said.visit_on,
        wanted=said.wanted,
    )


def perform(
    session: UnitOfWork,
    referral_id: UUID,
    act: ReferralAct,
    said: Answers,
    *,
    seen: int,
) -> Acted:
    """Do one act as it was told.

    Raises ChangedElsewhere, NotPermitted for an act that is not lawful now, and
    InvalidField with the name of the `Ask` that is missing or wrong.
    """
    stands = referral_facts.locked(
        session, referral_id, None if act in ADDING else seen
    )
    row = referral_facts.facts_of(session, stands)
    if act not in lawful_acts(row):
        raise NotPermitted(N_("This step is not possible from here."))
    if act in STEPS:
        referral_acts.take(session, stands, step_of(act, said), row.reports)
        return Acted(referral_facts.made(stands, row.reports, died=row.died))
    if act in {A.REOPEN, A.REFER_ELSEWHERE}:
        return _begin_again(session, row, act, said)
    return Acted(_news(session, row, act, said))


def _begin_again(
    session: UnitOfWork, row: ReferralFacts, act: ReferralAct, said: Answers
) -> Acted:
    told, seen = said.told, row.version
    if act is A.REOPEN:
        made = referral_acts.reopen(session, row.id, told, seen=seen)
    else:
        details = replace(
            row.details, agency=said.agency, agency_phone=said.agency_phone
        )
        made = referral_acts.refer_elsewhere(session, row.id, details, told, seen=seen)
    return Acted(referral_facts.referral(session, row.id), made.referral)


def _news(
    session: UnitOfWork, row: ReferralFacts, act: ReferralAct, said: Answers
) -> ReferralFacts:
    told, seen = said.told, row.version
    if act is A.RECEIVE_REPORT:
        return referral_news.receive_report(
            session, row.id, told, seen=seen, amended=said.amended
        )
    if act is A.REVIEW_REPORT:
        report_id = said.report or row.to_review[0].id
        return referral_news.review_report(session, row.id, report_id, told, seen=seen)
    if act is A.EXPLAIN_MISSED:
        detail = said.detail or D.REASON_UNKNOWN
        return referral_news.explain_missed(session, row.id, detail, told, seen=seen)
    if act is A.RECHECK:
        return referral_news.recheck(session, row.id, told, seen=seen)
    if act is A.RECORD_ATTEMPT:
        return referral_news.record_attempt(session, row.id, _attempt(session, said))
    if act is A.ARRIVED:
        return referral_news.note_arrival(session, row.id, told)
    return referral_news.add_note(session, row.id, told)


def _attempt(session: UnitOfWork, said: Answers) -> Attempt:
    today = session.today()
    if said.on is not None and said.on > today:
        raise InvalidField("on", N_("This day is still to come."))
    at = None
    if said.on is not None and said.on < today:
        # Noon: only the day is known, and in the clinic's zone it must stay.
        at = datetime.combine(said.on, NOON, session.zone)
    return Attempt(said.tried_by, said.outcome, at, said.with_whom, said.note)
