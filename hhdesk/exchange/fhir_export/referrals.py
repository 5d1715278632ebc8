"""ServiceRequest and Task: what was asked of an agency, and where it stands."""

from __future__ import annotations

from uuid import UUID, uuid5

from hhdesk.care.referral_record import ReferralRecord
from hhdesk.care.referral_states import ReferralState, rule_of
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir_export.elements import (
    Json,
    clean,
    concept,
    day,
    domain,
    reference,
    resource,
    some,
)
from hhdesk.exchange.fhir_export.people import contained

_BSER = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
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


def service_request(one: ReferralRecord, member_id: UUID) -> Json:
    inside, agency = _agency(one)
    return resource(
        "ServiceRequest",
        one.id,
        one.seal,
        contained=inside,
        status=_REQUESTS.get(one.state, "active"),
        intent="order",
        category=[domain(one.domain)],
        priority=one.urgency.value,
        code=concept(one.need),
        subject=reference(member_id),
        performer=[agency] if agency else [],
        supportingInfo=[reference(one.goal_id)] if one.goal_id else [],
    )


def task(one: ReferralRecord, member_id: UUID) -> Json:
    """The state as FHIR has it, ours beside it, and eReferral's where it has one."""
    rule = rule_of(one.state, one.detail)
    inside, agency = _agency(one)
    own = {"system": f"{ours.CODES}:referral-state", "code": one.state.value}
    theirs = {"system": _BSER, "code": rule.bser}
    return resource(
        "Task",
        uuid5(one.id, "Task"),
        one.seal,
        contained=inside,
        basedOn=[reference(one.id)],
        status=rule.fhir,
        businessStatus={
            "coding": [own, theirs] if rule.bser else [own],
            "text": rule.words,
        },
        intent="order",
        priority=one.urgency.value,
        code=concept("", "http://hl7.org/fhir/CodeSystem/task-code", "fulfill"),
        focus=reference(one.id),
        for_=reference(member_id),
        lastModified=day(one.state_since),
        owner=agency,
        restriction=some(period=some(end=day(one.due_on))),
    )
