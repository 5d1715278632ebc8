"""An imported referral's state: what is taken as told, and what of its history.

A history is never invented. One that this program wrote comes back as it was, if it
fits the table; of others one event tells where the referral stood when it came in.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

from hhdesk.care import referral_reports
from hhdesk.care.clocks import WEEKDAYS
from hhdesk.care.imported_loops import Standing
from hhdesk.care.originals import SourceKey, Told
from hhdesk.care.referral_news import REVIEW_DAYS
from hhdesk.care.referral_record import EventRecord, ReportRecord
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import (
    TABLE,
    Detail,
    ReferralState,
)
from hhdesk.care.referral_steps import Closing, Evidence, Known
from hhdesk.care.referral_steps import Told as Step
from hhdesk.care.referral_ways import lawful
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

S = ReferralState

NO_EVIDENCE = N_(
    "it is said to have helped, without evidence; here its result waits for a review"
)
NO_HISTORY = N_("its history does not fit together, so only where it stands was taken")
AHEAD = N_("its day is still to come, so it stands as of today")

HOW = N_("Record from {source}")
"""How an imported state is known; kept in English and told in any language."""

_WAY = {EventKind.STEP, EventKind.PASSED}


def how_known(key: SourceKey) -> str:
    return HOW.format(source=key.source)


def source_of(how: str) -> str:
    """The source that `how_known` names; empty for what somebody wrote."""
    start = HOW.partition("{")[0]
    return how.removeprefix(start) if how.startswith(start) else ""


def settled(
    standing: Standing, row: Referral, today: date
) -> tuple[Standing, tuple[Told, ...]]:
    """The standing with a day that was, and an end only where its evidence is told."""
    notes: list[Told] = []
    since = standing.since or today
    if since > today:
        since = today
        notes.append(Told(AHEAD))
    known = replace(standing, since=since, detail=_detail(standing))
    if known.state is S.GOT_HELP and not _evident(known, row, since, today):
        notes.append(Told(NO_EVIDENCE))
        known = replace(
            known,
            state=S.RESULT,
            detail=Detail.REPORT_AWAITED,
            due_on=None,
            service_on=None,
            evidence=None,
            events=(),
        )
    if known.state is S.RESULT and _to_review(known):
        known = replace(known, detail=Detail.REPORT_TO_REVIEW)
    if known.events and not fits(known, today):
        notes.append(Told(NO_HISTORY))
        known = replace(known, events=())
    return known, tuple(notes)


def _detail(standing: Standing) -> Detail | None:
    """Only a detail of its own state."""
    return standing.detail if standing.detail in TABLE[standing.state].details else None


def _evident(standing: Standing, row: Referral, since: date, today: date) -> bool:
    """Whether a person here could have closed it so."""
    reviewed = [one.reviewed_on for one in standing.reports if one.reviewed_on]
    closing = Closing(S.GOT_HELP, standing.service_on, standing.evidence)
    known = Known(today, reviewed_on=min(reviewed, default=None))
    if standing.evidence is Evidence.REPORT_REVIEWED and not reviewed:
        return False
    try:
        closing.check(row.domain, Step(), since, known)
    except InvalidField:
        return False
    return True


def _to_review(standing: Standing) -> bool:
    unread = any(one.reviewed_on is None for one in standing.reports)
    return unread or standing.report_on is not None


def fits(standing: Standing, today: date) -> bool:
    """Whether a history is a way through the table that ends where it stands. It may
    begin on the way, where its beginning is not known."""
    way = [one for one in standing.events if one.kind in _WAY]
    if not way:
        return True
    joined = all(
        later.from_state == earlier.to_state
        for earlier, later in itertools.pairwise(way)
    )
    days = [one.happened_on for one in way if one.happened_on]
    past = days == sorted(days) and all(day <= today for day in days)
    first = way[0].from_state
    states = [one.to_state for one in way]
    ends = states[-1] == standing.state
    return joined and past and ends and lawful([first, *states] if first else states)


def put(session: UnitOfWork, row: Referral, standing: Standing) -> None:
    """Let a referral stand where its record says; its clock runs from today, unless
    the record names the day by which the next step is due."""
    assert standing.since is not None
    row.state, row.detail = standing.state, standing.detail
    row.state_since = standing.since
    row.wanted, row.visit_on = standing.wanted, standing.visit_on
    row.service_on, row.evidence = standing.service_on, standing.evidence
    row.end_reason, row.next_step = standing.end_reason, standing.next_step
    row.basis = standing.basis
    row.due_on = standing.due_on
    if standing.due_on is None and row.state.open:
        row.wait(session.today(), Known(session.today()))


def tell(
    session: UnitOfWork,
    row: Referral,
    standing: Standing,
    key: SourceKey,
    before: ReferralState | None,
    position: int,
) -> None:
    """Add the history, as far as it is told, and that it came in with a record."""
    for number, event in enumerate(standing.events, position):
        _add(session, row, event, number)
    came = EventRecord(
        EventKind.IMPORTED,
        before,
        row.state,
        row.detail,
        row.state_since,
        session.now(),
        how_known(key),
        standing.note,
        row.visit_on,
    )
    _add(session, row, came, position + len(standing.events))


def _add(session: UnitOfWork, row: Referral, event: EventRecord, position: int) -> None:
    """Who did what elsewhere is not of this staff: only what came in names an actor."""
    imported = event.kind is EventKind.IMPORTED
    session.add(
        ReferralEvent(
            id=session.new_id(),
            referral_id=row.id,
            position=position,
            kind=event.kind,
            from_state=event.from_state,
            to_state=event.to_state,
            detail=event.detail,
            happened_on=event.happened_on,
            entered_at=min(event.entered_at, session.now()),
            actor_id=session.actor_id if imported else None,
            how_known=event.how_known,
            note=event.note,
            visit_on=event.visit_on,
            basis=event.basis,
            interpreter=event.interpreter,
            reason=event.reason,
        )
    )


def put_reports(session: UnitOfWork, row: Referral, standing: Standing) -> None:
    """Add the reports that are not here yet; one that came with a record is not read
    by anybody here, so it opens a review."""
    reports = list(standing.reports)
    if standing.report_on is not None:
        received = min(standing.report_on, session.today())
        reports.append(ReportRecord(received))
    here = referral_reports.reports_of(session, row.id)
    known = {(one.received_on, one.amended) for one in here}
    for one in reports:
        if (one.received_on, one.amended) in known:
            continue
        due = one.review_due_on or WEEKDAYS.after(session.today(), REVIEW_DAYS)
        session.add(
            ReferralReport(
                id=session.new_id(),
                referral_id=row.id,
                received_on=one.received_on,
                amended=one.amended,
                review_due_on=due,
                reviewed_on=one.reviewed_on,
                note=one.note,
            )
        )
