"""Where a referral stands: statuses of Task and ServiceRequest in our states.

The words of others are read cautiously: what says that help came opens a review here,
for only a person at this clinic says that a child got help.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hhdesk.care.consents import Basis
from hhdesk.care.imported import Told
from hhdesk.care.imported_loops import Standing
from hhdesk.care.referral_record import EventRecord, ReportRecord
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import Evidence, NoHelpReason
from hhdesk.care.referrals import EventKind
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.concepts import codings, words
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.i18n import N_

Json = Mapping[str, Any]
S, D = ReferralState, Detail

DONE = N_("its source says that it is done; here its result waits for a review")
NO_DAY = N_("a visit is planned; its day is not told")
HELD = N_("it is on hold at its source; ask why")

ON_HOLD = "On hold; the record does not say why."
CALLED_OFF = "Called off; the record does not say why."
REFUSED = "Not done; the record does not say why."
"""What stands in the reason's place where a record gives none."""

TASKS: Mapping[str, tuple[ReferralState, Detail | None]] = {
    "draft": (S.DRAFT, None),
    "requested": (S.SENT, None),
    "received": (S.SENT, None),
    "ready": (S.SENT, None),
    "accepted": (S.ACCEPTED, None),
    "rejected": (S.DECLINED, D.SAID_NO),
    "failed": (S.DECLINED, D.SAID_NO),
    "cancelled": (S.NO_HELP, None),
    "in-progress": (S.SERVICE_RUNNING, None),
    "on-hold": (S.AGENCY_NEEDS_MORE, None),
    "completed": (S.RESULT, D.REPORT_AWAITED),
}
"""Task.status; arrival ("received") is no acceptance."""

STEPS: Mapping[str, tuple[ReferralState, Detail | None]] = {
    "2.0": (S.SENT, None),
    "3.0": (S.ACCEPTED, None),
    "4.0": (S.DECLINED, D.SAID_NO),
    "5.1.1": (S.SCHEDULED, None),
    "5.1.2": (S.MISSED, D.REASON_UNKNOWN),
    "5.1.3": (S.MISSED, D.BY_AGENCY),
    "5.1.4": (S.SERVICE_RUNNING, None),
    "6.0": (S.NO_HELP, None),
    "7.0": (S.RESULT, D.REPORT_AWAITED),
}
"""Task.businessStatus of HL7's Bidirectional Services eReferral."""

REQUESTS: Mapping[str, tuple[ReferralState, Detail | None]] = {
    "draft": (S.DRAFT, None),
    "active": (S.SENT, None),
    "unknown": (S.SENT, None),
    "on-hold": (S.AGENCY_NEEDS_MORE, None),
    "revoked": (S.NO_HELP, None),
    "completed": (S.RESULT, D.REPORT_AWAITED),
}
"""ServiceRequest.status, where no task says more."""

# What the status itself ends or has not begun, whatever a finer code says.
_DECIDED = {"draft", "rejected", "failed", "cancelled"}
_UNREASONED = {S.NO_HELP: CALLED_OFF, S.DECLINED: REFUSED, S.AGENCY_NEEDS_MORE: ON_HOLD}


def of_request(request: Json) -> tuple[Standing, tuple[Told, ...]]:
    """Where a request without a task stands; a mere proposal is a draft."""
    state, detail = REQUESTS[request["status"]]
    if request["intent"] in {"proposal", "plan", "option"} and state is S.SENT:
        state = S.DRAFT
    standing = Standing(
        state,
        detail,
        day_of(request.get("authoredOn", "")),
        note=_UNREASONED.get(state, ""),
    )
    return _closed_by_nobody(standing)


def of_task(task: Json) -> tuple[Standing, tuple[Told, ...]]:
    """Where a task says that its referral stands; ours in our own words."""
    state = ours.coded(task.get("businessStatus"), ours.REFERRAL_STATE, S)
    if state is not None:
        return _own(task, state), ()
    return _foreign(task)


def _day(task: Json) -> date | None:
    stamp = task.get("lastModified") or task.get("authoredOn") or ""
    return day_of(stamp)


def _step(task: Json) -> tuple[ReferralState, Detail | None]:
    known = TASKS[task["status"]]
    if task["status"] in _DECIDED:
        return known
    for system, code, _ in codings(task.get("businessStatus")):
        if system == ours.BSER and code in STEPS:
            return STEPS[code]
    return known


def _reason(task: Json) -> str:
    """Why, in the source's words; a business status in words tells more than none."""
    coded = any(system == ours.BSER for system, _, _ in codings(_status(task)))
    return words(task.get("statusReason")) or ("" if coded else words(_status(task)))


def _status(task: Json) -> Json:
    found: Json = task.get("businessStatus", {})
    return found


def _foreign(task: Json) -> tuple[Standing, tuple[Told, ...]]:
    state, detail = _step(task)
    notes: tuple[Told, ...] = ()
    visit = day_of(task.get("executionPeriod", {}).get("start", ""))
    if state is S.SCHEDULED and visit is None:
        # A visit without its day has no clock: the acceptance is what is known.
        state, notes = S.ACCEPTED, (Told(NO_DAY),)
    since = _day(task)
    report = since if any("valueReference" in one for one in _outputs(task)) else None
    standing = Standing(
        state,
        detail,
        since,
        note=_reason(task) or _UNREASONED.get(state, ""),
        visit_on=visit if state is S.SCHEDULED else None,
        report_on=report if state is S.RESULT else None,
    )
    found, more = _closed_by_nobody(standing)
    return found, notes + more


def _outputs(task: Json) -> list[Json]:
    return list(task.get("output", ()))


def _closed_by_nobody(standing: Standing) -> tuple[Standing, tuple[Told, ...]]:
    """With what the state asks for, and what is to be told of it."""
    if standing.state is S.RESULT:
        return standing, (Told(DONE),)
    if standing.state is S.AGENCY_NEEDS_MORE:
        return replace(standing, wanted=standing.note), (Told(HELD),)
    if standing.state is S.NO_HELP:
        return replace(standing, end_reason=NoHelpReason.OTHER), ()
    return standing, ()


def _own(task: Json, state: ReferralState) -> Standing:
    told = ours.only_part(task, "referral")
    events = (_event(one) for one in ours.parts(task, "referral-event"))
    reports = (_report(one) for one in ours.parts(task, "referral-report"))
    period = task.get("restriction", {}).get("period", {})
    return Standing(
        state,
        ours.coded(task.get("businessStatus"), ours.REFERRAL_DETAIL, Detail),
        _day(task),
        due_on=day_of(period.get("end", "")),
        wanted=ours.text(told.get("wanted")),
        visit_on=ours.day(told.get("visit")),
        service_on=ours.day(told.get("service")),
        evidence=ours.known_code(told.get("evidence"), Evidence),
        end_reason=ours.known_code(told.get("end-reason"), NoHelpReason),
        next_step=ours.text(told.get("next-step")),
        basis=ours.known_code(told.get("basis"), Basis),
        events=tuple(one for one in events if one),
        reports=tuple(one for one in reports if one),
    )


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _event(told: Json) -> EventRecord | None:
    """None for an event that names no kind, state or moment that we know."""
    kind = ours.known_code(told.get("kind"), EventKind)
    to = ours.known_code(told.get("to"), S)
    entered = _moment(told.get("entered"))
    if kind is None or to is None or entered is None:
        return None
    return EventRecord(
        kind,
        ours.known_code(told.get("from"), S),
        to,
        ours.known_code(told.get("detail"), Detail),
        ours.day(told.get("on")),
        entered,
        ours.text(told.get("how-known")),
        ours.text(told.get("note")),
        ours.day(told.get("visit")),
        ours.known_code(told.get("basis"), Basis),
        ours.text(told.get("interpreter")),
        ours.text(told.get("reason")),
    )


def _report(told: Json) -> ReportRecord | None:
    received = ours.day(told.get("received"))
    if received is None:
        return None
    return ReportRecord(
        received,
        told.get("amended") is True,
        ours.day(told.get("review-due")),
        ours.day(told.get("reviewed")),
        ours.text(told.get("note")),
    )
