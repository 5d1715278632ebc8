"""Open loops of referrals: the next step of each, and reports that nobody reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, select

from hhdesk.care import referral_keys, referral_reports
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.open_loop_asking import Ground, day, hexed, present, question
from hhdesk.care.open_loop_kinds import LoopAct, LoopGroup, LoopKind
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import US, Told, closing
from hhdesk.care.referral_choices import offered
from hhdesk.care.referral_facts import ReferralFacts, details_of
from hhdesk.care.referral_reports import ReferralReport, ReportRow
from hhdesk.care.referral_states import CLOSED, Detail, ReferralState, rule_of
from hhdesk.care.referrals import Referral
from hhdesk.i18n import N_

S = ReferralState

WHY = {
    S.DRAFT: N_("{need}: not sent yet"),
    S.AWAITING_AGREEMENT: N_("{need}: waiting for the family's yes"),
    S.AWAITING_AUTHORIZATION: N_("{need}: waiting for the health plan"),
    S.SENT: N_("{need}: no answer from the agency yet"),
    S.DELIVERY_FAILED: N_("{need}: it did not arrive"),
    S.ACCEPTED: N_("{need}: accepted, no visit set yet"),
    S.WAITLISTED: N_("{need}: on a waitlist, ask again"),
    S.FAMILY_ACTION: N_("{need}: the family needs help"),
    S.AGENCY_NEEDS_MORE: N_("{need}: the agency needs more from us"),
    S.DECLINED: N_("{need}: the agency is full or said no"),
    S.SCHEDULED: N_("{need}: was the child seen?"),
    S.MISSED: N_("{need}: visit missed, not set again"),
    S.SERVICE_RUNNING: N_("{need}: service is running, ask how it goes"),
    S.RESULT: N_("{need}: seen, report awaited"),
}
"""Why now, by the state."""

REVIEWED = N_("{need}: report reviewed, close it")
REPORT_WHY = N_("{need}: report received, not reviewed")


def _unreviewed() -> Any:
    report = ReferralReport
    return exists().where(
        report.referral_id == Referral.id,
        report.reviewed_on.is_(None),
        report.voided_at.is_(None),
    )


@question
def _open(ground: Ground) -> Any:
    due = func.coalesce(Referral.due_on, Referral.state_since)
    waits = and_(Referral.detail == Detail.REPORT_TO_REVIEW, _unreviewed())
    found = select(
        day(due),
        hexed(Referral.id),
        hexed(Referral.member_id),
        hexed(Referral.owner_id),
        Referral.state == S.MISSED,
    ).where(
        Referral.voided_at.is_(None),
        Referral.state.not_in(CLOSED),
        ~func.coalesce(waits, False),
        *ground.about(Referral.member_id),
    )
    return found if ground.until is None else found.where(due <= ground.until)


def find(scope: Scope) -> Iterator[Loop]:
    """Open referrals by their clocks; where a report waits, the report tells."""
    for due_on, item, member, owner, missed in scope.ask(_open):
        also = LoopGroup.MISSED_VISIT if missed else None
        if member in scope.standing:
            yield Loop(due_on, LoopKind.REFERRAL, item, "", member, owner, also)


@question
def _waiting(ground: Ground) -> Any:
    return (
        select(
            day(ReferralReport.review_due_on),
            hexed(ReferralReport.id),
            hexed(Referral.member_id),
            hexed(Referral.owner_id),
        )
        .join(Referral, Referral.id == ReferralReport.referral_id)
        .where(
            *present(ReferralReport, Referral),
            ReferralReport.reviewed_on.is_(None),
            Referral.state != S.ENTERED_IN_ERROR,
            *ground.about(Referral.member_id),
        )
    )


def find_reports(scope: Scope) -> Iterator[Loop]:
    """Reports that nobody reviewed, of closed referrals too."""
    for due_on, item, member, owner in scope.ask(_waiting):
        if member in scope.standing:
            yield Loop(due_on, LoopKind.REPORT, item, "", member, owner)


def _facts(row: Referral, reports: tuple[ReportRow, ...]) -> ReferralFacts:
    return ReferralFacts(
        row.id,
        row.version,
        row.member_id,
        details_of(row),
        row.state,
        row.detail,
        row.state_since,
        row.due_on,
        row.basis,
        row.wanted,
        row.visit_on,
        row.service_on,
        row.evidence,
        row.end_reason,
        row.next_step,
        row.previous_id,
        reports,
        died=False,
    )


def _why(row: Referral) -> str:
    return REVIEWED if row.detail is Detail.REPORT_REVIEWED else WHY[row.state]


def tell(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    """Whose turn it is by the table of states, and the likeliest act."""
    keys = {UUID(loop.item): loop for loop in loops}
    reports: dict[UUID, list[ReportRow]] = {}
    waiting = select(ReferralReport).where(
        ReferralReport.referral_id.in_(keys),
        ReferralReport.reviewed_on.is_(None),
        ReferralReport.voided_at.is_(None),
    )
    for report in scope.session.scalars(waiting):
        row = referral_reports.row_of(report)
        reports.setdefault(report.referral_id, []).append(row)
    whole: Any = select(Referral, Goal, Concern)
    found = referral_keys.with_origin(whole)
    for one, goal, concern in scope.session.execute(found.where(Referral.id.in_(keys))):
        facts = _facts(one, tuple(reports.get(one.id, ())))
        acts = offered(facts, scope.today)
        seal = closing(*(part.seal for part in (concern, goal, one) if part))
        yield (
            keys[one.id],
            Told(
                _why(one),
                LoopAct.REFERRAL,
                {"need": one.need, "agency": one.agency},
                rule_of(one.state, one.detail).turn,
                one.version,
                seal,
                referral_id=one.id,
                referral_act=acts[0] if acts else None,
            ),
        )


def tell_reports(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    whole: Any = (
        select(ReferralReport.id, Referral, Goal, Concern)
        .select_from(Referral)
        .join(ReferralReport, ReferralReport.referral_id == Referral.id)
        .where(ReferralReport.id.in_(keys))
    )
    found = referral_keys.with_origin(whole)
    for key, one, goal, concern in scope.session.execute(found):
        seal = closing(*(part.seal for part in (concern, goal, one) if part))
        values = {"need": one.need, "agency": one.agency}
        yield (
            keys[key],
            Told(
                REPORT_WHY,
                LoopAct.REVIEW_REPORT,
                values,
                US,
                one.version,
                seal,
                referral_id=one.id,
            ),
        )
