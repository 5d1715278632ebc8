"""ServiceRequest and Task: what was asked of an agency, and where it stands."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.referral_record import EventRecord, ReferralRecord, ReportRecord
from hhdesk.care.referral_states import ReferralState, rule_of
from hhdesk.care.referral_steps import NO_HELP_WORDS
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.coming_back import made_of
from hhdesk.exchange.fhir_export.elements import (
    Json,
    clean,
    concept,
    day,
    domain,
    own,
    reference,
    resource,
    some,
)
from hhdesk.exchange.fhir_export.origins import Chain, apart
from hhdesk.exchange.fhir_export.people import contained

_AGENCY = "agency"

_REQUESTS = {
    ReferralState.DRAFT: "draft",
    ReferralState.AWAITING_AGREEMENT: "draft",
    ReferralState.AWAITING_AUTHORIZATION: "on-hold",
    ReferralState.DECLINED: "revoked",
    ReferralState.GOT_HELP: "completed",
    ReferralState.NO_HELP: "revoked",
    ReferralState.FAMILY_CHOSE_NOT: "revoked",
}
"""ServiceRequest.status; any other state is active."""


def _agency(one: ReferralRecord) -> tuple[list[Json], Json]:
    """The agency as a contained resource, and a reference to it."""
    if not clean(one.agency):
        return [], {}
    inside = contained("Organization", one.agency, one.agency_phone, _AGENCY)
    return [inside], some(reference=f"#{_AGENCY}", display=one.agency)


_SAID = ("how_known", "note", "interpreter", "reason")


def _event(one: EventRecord) -> list[Json]:
    return own(
        "referral-event",
        kind=one.kind,
        from_=one.from_state,
        to=one.to_state,
        detail=one.detail,
        on=one.happened_on,
        entered=one.entered_at,
        visit=one.visit_on,
        basis=one.basis,
        **{name: getattr(one, name) for name in _SAID},
    )


def _report(one: ReportRecord) -> list[Json]:
    return own(
        "referral-report",
        received=one.received_on,
        amended=one.amended or None,
        review_due=one.review_due_on,
        reviewed=one.reviewed_on,
        note=one.note,
    )


def _standing(one: ReferralRecord) -> list[Json]:
    """What a Task has no element for: what is wanted, how it ended, what happened."""
    found = own(
        "referral",
        wanted=one.wanted,
        visit=one.visit_on,
        service=one.service_on,
        evidence=one.evidence,
        end_reason=one.end_reason,
        next_step=one.next_step,
        basis=one.basis,
    )
    for event in one.events:
        found += _event(event)
    for report in one.reports:
        found += _report(report)
    return found


def _why(one: ReferralRecord) -> Json:
    """Why it is where it is, in words for others; the code is ours."""
    if one.end_reason is None:
        return {}
    system = f"{ours.CODES}:no-help-reason"
    return concept(NO_HELP_WORDS[one.end_reason], system, one.end_reason.value)


def service_request(one: ReferralRecord, member_id: UUID, above: Chain = ()) -> Json:
    inside, agency = _agency(one)
    seal, told = apart(one.seal, above)
    return resource(
        "ServiceRequest",
        one.id,
        seal,
        contained=inside,
        extension=told,
        replaces=[reference(one.previous_id)] if one.previous_id else [],
        status=_REQUESTS.get(one.state, "active"),
        intent="order",
        category=[domain(one.domain)],
        priority=one.urgency.value,
        code=concept(one.need),
        subject=reference(member_id),
        performer=[agency] if agency else [],
        supportingInfo=[reference(one.goal_id)] if one.goal_id else [],
    )


def task(one: ReferralRecord, member_id: UUID, above: Chain = ()) -> Json:
    """The state as FHIR has it, ours beside it, and eReferral's where it has one."""
    rule = rule_of(one.state, one.detail)
    inside, agency = _agency(one)
    seal, _ = apart(one.seal, above)
    states = [{"system": ours.REFERRAL_STATE, "code": one.state.value}]
    if rule.bser:
        states.append({"system": ours.BSER, "code": rule.bser})
    if one.detail:
        states.append({"system": ours.REFERRAL_DETAIL, "code": one.detail.value})
    return resource(
        "Task",
        made_of("Task", one.id),
        seal,
        contained=inside,
        extension=_standing(one),
        basedOn=[reference(one.id)],
        status=rule.fhir,
        statusReason=_why(one),
        businessStatus={"coding": states, "text": rule.words},
        intent="order",
        priority=one.urgency.value,
        code=concept("", "http://hl7.org/fhir/CodeSystem/task-code", "fulfill"),
        focus=reference(one.id),
        for_=reference(member_id),
        lastModified=day(one.state_since),
        owner=agency,
        restriction=some(period=some(end=day(one.due_on))),
    )
