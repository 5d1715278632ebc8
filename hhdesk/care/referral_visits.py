"""The visit that a referral led to moves the referral, in the same act.

Only the visit that the referral waits for does: the one of its day. What the table of
states does not allow from where the referral stands changes nothing.
"""

from __future__ import annotations

from datetime import date

from hhdesk.care import referral_acts, referral_news, silence
from hhdesk.care.appointments import Appointment, AppointmentStatus, CalledOffBy
from hhdesk.care.referral_facts import locked
from hhdesk.care.referral_states import PREPARING, TABLE, Detail, ReferralState
from hhdesk.care.referral_steps import Step, Told
from hhdesk.care.referrals import Referral
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

S = ReferralState
HOW = N_("Our calendar")
"""How we know, of each of these steps."""


def day_of(session: UnitOfWork, visit: Appointment) -> date:
    return visit.starts_at.astimezone(session.zone).date()


def _waiting(session: UnitOfWork, visit: Appointment) -> Referral | None:
    """The open referral that a visit came of, locked; none of a child who died."""
    if visit.referral_id is None:
        return None
    row = session.get(Referral, visit.referral_id)
    if row is None or row.voided_at is not None:
        return None
    if silence.silent(session, visit.member_id):
        return None
    return locked(session, row.id) if row.state.open else None


def _of_its_day(session: UnitOfWork, visit: Appointment) -> Referral | None:
    row = _waiting(session, visit)
    if row is None or row.state not in {S.SCHEDULED, S.MISSED}:
        return None
    return row if row.visit_on == day_of(session, visit) else None


def booked(session: UnitOfWork, visit: Appointment, before: date | None = None) -> None:
    """The referral waits for this visit; `before` is the day from which it was moved.

    An earlier visit that is still to come stays the one that it waits for.
    """
    row, day = _waiting(session, visit), day_of(session, visit)
    settled = visit.status is not AppointmentStatus.BOOKED
    if row is None or settled or row.state in PREPARING or day < session.today():
        return
    if S.SCHEDULED not in TABLE[row.state].goes_to:
        return
    if row.state is S.SCHEDULED and row.visit_on not in {None, before}:
        nearer = row.visit_on is not None and session.today() <= row.visit_on <= day
        if nearer:
            return
    if (row.state, row.visit_on) != (S.SCHEDULED, day):
        step = Step(S.SCHEDULED, Told(how_known=HOW), visit_on=day)
        referral_acts.take(session, row, step)


def kept(session: UnitOfWork, visit: Appointment) -> None:
    """The child was seen; the report is awaited."""
    row = _of_its_day(session, visit)
    if row is not None:
        on = max(day_of(session, visit), row.state_since)
        step = Step(S.RESULT, Told(on, HOW))
        referral_acts.take(session, row, step)


def missed(session: UnitOfWork, visit: Appointment) -> None:
    """The family did not come; without a reason that stays to be asked."""
    row = _of_its_day(session, visit)
    if row is not None and row.state is S.SCHEDULED:
        detail = Detail.REASON_UNKNOWN if visit.unexplained else Detail.BY_FAMILY
        told = Told(day_of(session, visit), HOW, visit.reason)
        referral_acts.take(session, row, Step(S.MISSED, told, detail))


def explained(session: UnitOfWork, visit: Appointment) -> None:
    """Why the family did not come has become known."""
    _explain(session, visit, Detail.BY_FAMILY)


def _explain(session: UnitOfWork, visit: Appointment, detail: Detail) -> None:
    row = _of_its_day(session, visit)
    if row is None or row.detail is not Detail.REASON_UNKNOWN:
        return
    told = Told(how_known=HOW, note=visit.reason)
    referral_news.explain_missed(session, row.id, detail, told, seen=row.version)


def called_off(session: UnitOfWork, visit: Appointment) -> None:
    """By those who would have seen the child: never missed by the family. By the
    family: it needs help with what stood in the way."""
    row = _of_its_day(session, visit)
    by_family = visit.called_off_by is CalledOffBy.FAMILY
    if row is None:
        return
    if row.state is S.MISSED:
        if not by_family:
            _explain(session, visit, Detail.BY_AGENCY)
        return
    told = Told(how_known=HOW, note=visit.reason)
    step = Step(S.MISSED, told, Detail.BY_AGENCY)
    if by_family:
        step = Step(S.FAMILY_ACTION, Told(how_known=HOW), wanted=visit.reason)
    referral_acts.take(session, row, step)


def taken_back(session: UnitOfWork, visit: Appointment) -> None:
    """It is booked as before: the referral waits for it again, unless it is past."""
    row = _of_its_day(session, visit)
    if row is not None and row.state is S.MISSED:
        booked(session, visit)
