"""What the rules of a step ask beside the referral's row, read from the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from hhdesk.care import caregivers, clinic_calendar, referral_reports
from hhdesk.care.members import Member
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Interpreter
from hhdesk.care.referral_reports import ReportRow
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Known, NoHelpReason, Step
from hhdesk.care.referrals import Referral, ReferralEvent
from hhdesk.store.session import UnitOfWork


def tries(session: UnitOfWork, referral_id: UUID) -> tuple[tuple[date, Way], ...]:
    """The tries to reach the family about a referral since it was last reached: those
    made for it, and the calls that its history names."""
    told = select(ReferralEvent.attempt_id).where(
        ReferralEvent.referral_id == referral_id,
        ReferralEvent.attempt_id.is_not(None),
    )
    attempts = session.scalars(
        select(OutreachAttempt)
        .where(
            or_(
                OutreachAttempt.referral_id == referral_id,
                OutreachAttempt.id.in_(told),
            ),
            OutreachAttempt.voided_at.is_(None),
        )
        .order_by(OutreachAttempt.at)
    )
    kept: list[tuple[date, Way]] = []
    for one in attempts:
        if one.outcome is Outcome.REACHED:
            kept.clear()
        else:
            kept.append((one.at.astimezone(session.zone).date(), one.way))
    return tuple(kept)


def interpreter_needed(session: UnitOfWork, member: Member) -> bool:
    """Whether the person who says yes, else the youth, needs an interpreter."""
    main = caregivers.main_details(session, member.id)
    languages = main.languages if main else member.languages
    return languages.interpreter is Interpreter.NEEDED


def known_for(
    session: UnitOfWork,
    row: Referral,
    step: Step | None = None,
    reached: Iterable[ReferralState] = (),
    reports: tuple[ReportRow, ...] | None = None,
) -> Known:
    """Only what this step asks is read; `reports` where the act has read them."""
    member = session.get_one(Member, row.member_id)
    sending = step is not None and step.to is ReferralState.SENT
    unreached = (
        step is not None
        and step.closing is not None
        and step.closing.reason is NoHelpReason.UNABLE_TO_REACH
    )
    if reports is None:
        reports = referral_reports.reports_of(session, row.id)
    reviewed = [one.reviewed_on for one in reports if one.reviewed_on]
    return Known(
        today=session.today(),
        reached=frozenset(reached),
        died=member.deceased_on is not None,
        interpreter_needed=sending and interpreter_needed(session, member),
        to_review=bool(referral_reports.to_review(reports)),
        reviewed_on=max(reviewed, default=None),
        attempts=tries(session, row.id) if unreached else (),
        calendar=clinic_calendar.around(session, session.today()),
    )
