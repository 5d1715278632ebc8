"""News of a referral that is no step, or not by itself: notices, tries, reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hhdesk.care import audit, referral_acts, referral_reports, silence
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.referral_facts import ReferralFacts, facts_of, locked
from hhdesk.care.referral_history import Teller
from hhdesk.care.referral_known import known_for
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import PREPARING, Detail, ReferralState
from hhdesk.care.referral_steps import Step, Told
from hhdesk.care.referral_ways import lawful, passed_between
from hhdesk.care.referrals import EventKind, Referral
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

S = ReferralState
REVIEW_DAYS = 2
"""Business days in which a report that came is reviewed."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach the family; `at` None is now."""

    way: Way
    outcome: Outcome
    at: datetime | None = None
    with_whom: str = ""
    note: str = ""


def _past(session: UnitOfWork, on: date | None) -> date:
    """The day of news, which may be older than the present state."""
    on = on or session.today()
    if on > session.today():
        raise InvalidField("on", N_("This day is still to come."))
    return on


def _tell(
    session: UnitOfWork,
    row: Referral,
    kind: EventKind,
    told: Told,
    on: date,
    attempt_id: UUID | None = None,
) -> ReferralFacts:
    teller = Teller(session, row)
    teller.tell(kind, told, on, before=row.state, attempt_id=attempt_id)
    audit.record(session, f"referral.{kind.value}", row.member_id, referral=str(row.id))
    return facts_of(session, row)


def add_note(session: UnitOfWork, referral_id: UUID, told: Told) -> ReferralFacts:
    """What was said or tried, without a step."""
    row = locked(session, referral_id)
    if not told.note.strip():
        raise InvalidField("note", N_("Write a note."))
    return _tell(session, row, EventKind.NOTE, told, _past(session, told.on))


def note_arrival(session: UnitOfWork, referral_id: UUID, told: Told) -> ReferralFacts:
    """It arrived: which is no acceptance, so the agency still has the next step."""
    row = locked(session, referral_id)
    if row.state in PREPARING:
        raise NotPermitted(N_("It was not sent yet."))
    return _tell(session, row, EventKind.ARRIVED, told, _past(session, told.on))


def note_failure(session: UnitOfWork, referral_id: UUID, told: Told) -> ReferralFacts:
    """It did not arrive. A late notice, of an earlier sending or after an answer of
    the agency, is kept and changes nothing."""
    row = locked(session, referral_id)
    if row.state in PREPARING:
        raise NotPermitted(N_("It was not sent yet."))
    on = _past(session, told.on)
    if row.state is S.SENT and on >= row.state_since:
        referral_acts.take(session, row, Step(S.DELIVERY_FAILED, told))
        return facts_of(session, row)
    return _tell(session, row, EventKind.LATE_FAILURE, told, on)


def recheck(
    session: UnitOfWork, referral_id: UUID, told: Told, *, seen: int
) -> ReferralFacts:
    """We asked whether it still stands: the clock of a waitlist or service restarts."""
    row = locked(session, referral_id, seen)
    row.recheck(told.on, known_for(session, row))
    return _tell(session, row, EventKind.RECHECKED, told, _past(session, told.on))


def explain_missed(
    session: UnitOfWork, referral_id: UUID, detail: Detail, told: Told, *, seen: int
) -> ReferralFacts:
    """Why nobody came; "not known yet" asks again when the clock has run."""
    if not told.how_known.strip():
        raise InvalidField("how_known", N_("Say how you know."))
    row = locked(session, referral_id, seen)
    row.explain_missed(detail, told.on, known_for(session, row))
    return _tell(session, row, EventKind.EXPLAINED, told, _past(session, told.on))


def record_attempt(
    session: UnitOfWork, referral_id: UUID, attempt: Attempt
) -> ReferralFacts:
    """One try to reach the family about this referral; also a try of the child."""
    row = locked(session, referral_id)
    if not row.state.open:
        raise NotPermitted(N_("This referral is closed."))
    if silence.silent(session, row.member_id):
        raise NotPermitted(N_("The child has died; nothing more is begun."))
    at = attempt.at or session.now()
    if at > session.now():
        raise InvalidField("at", N_("This day is still to come."))
    tried = OutreachAttempt(
        id=session.new_id(),
        member_id=row.member_id,
        referral_id=row.id,
        at=at,
        way=attempt.way,
        outcome=attempt.outcome,
        with_whom=attempt.with_whom.strip(),
        staff_id=session.actor_id,
        note=attempt.note.strip(),
    )
    tried.put_seal(row.seal)
    session.add(tried)
    session.flush()
    on, told = at.astimezone(session.zone).date(), Told(note=attempt.note)
    return _tell(session, row, EventKind.ATTEMPT, told, on, tried.id)


def name_attempt(
    session: UnitOfWork, referral_id: UUID, tried: OutreachAttempt, note: str = ""
) -> ReferralFacts:
    """A contact that is written down already was also a try about this referral."""
    row = locked(session, referral_id)
    if not row.state.open:
        raise NotPermitted(N_("This referral is closed."))
    if silence.silent(session, row.member_id):
        raise NotPermitted(N_("The child has died; nothing more is begun."))
    on = tried.at.astimezone(session.zone).date()
    return _tell(session, row, EventKind.ATTEMPT, Told(note=note), on, tried.id)


def receive_report(
    session: UnitOfWork,
    referral_id: UUID,
    told: Told,
    *,
    seen: int,
    amended: bool = False,
) -> ReferralFacts:
    """A report came, which opens a review; so does an amended one, even when closed.

    It also tells that the child was seen, where the table has that step; a running
    service goes on.
    """
    row = locked(session, referral_id, seen)
    if row.state in PREPARING or row.state is S.ENTERED_IN_ERROR:
        raise NotPermitted(N_("Nothing was sent of which a report could come."))
    on, known = _past(session, told.on), known_for(session, row)
    report = ReferralReport(
        id=session.new_id(),
        referral_id=row.id,
        received_on=on,
        amended=amended,
        review_due_on=known.calendar.after(on, REVIEW_DAYS),
        note=told.note.strip(),
    )
    session.add(report)
    session.flush()
    if row.state is S.RESULT:
        row.report(Detail.REPORT_TO_REVIEW, on, known)
    elif on >= row.state_since and not known.died:
        _seen(session, row, told)
    return _tell(session, row, EventKind.REPORT_RECEIVED, told, on)


def _seen(session: UnitOfWork, row: Referral, told: Told) -> None:
    if row.state is S.SERVICE_RUNNING:
        return
    passed = passed_between(row.state, S.RESULT, Teller(session, row).reached)
    if lawful((row.state, *passed, S.RESULT)):
        step = Step(S.RESULT, told, Detail.REPORT_TO_REVIEW, passed)
        referral_acts.take(session, row, step)


def review_report(
    session: UnitOfWork, referral_id: UUID, report_id: UUID, told: Told, *, seen: int
) -> ReferralFacts:
    """The actor has read a report; the last one read hands the next step to us."""
    row = locked(session, referral_id, seen)
    report = session.get(ReferralReport, report_id)
    if report is None or report.referral_id != row.id or report.voided_at:
        raise NotFound(N_("There is no such report."))
    if report.reviewed_on is not None:
        raise NotPermitted(N_("This report was reviewed already."))
    on = _past(session, told.on)
    if on < report.received_on:
        sentence = N_("The report came on {day}.")
        raise InvalidField("on", sentence, day=report.received_on)
    report.reviewed_on, report.reviewed_by = on, session.actor_id
    session.flush()
    left = referral_reports.to_review(referral_reports.reports_of(session, row.id))
    if not left:
        row.report(Detail.REPORT_REVIEWED, on, known_for(session, row))
    return _tell(session, row, EventKind.REPORT_REVIEWED, told, on)
