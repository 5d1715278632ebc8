"""CarePlan with its goals, and the concerns as Conditions of their own category."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import (
    BARRIER_WORDS,
    RESPONSIBLE_WORDS,
    ActivityRow,
    BarrierRow,
    ConcernRow,
    GoalRow,
    Responsible,
)
from hhdesk.care.member_record import MemberRecord
from hhdesk.care.translations import Pair
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir_export.elements import (
    TERMS,
    Json,
    clean,
    concept,
    day,
    domain,
    known,
    own,
    reference,
    resource,
    seal_parts,
    some,
    text_in_both,
    words,
)
from hhdesk.exchange.fhir_export.origins import Chain, apart, covering
from hhdesk.exchange.fhir_export.people import contained

_US_CORE = "http://hl7.org/fhir/us/core/CodeSystem"
_AGENCY = RESPONSIBLE_WORDS[Responsible.ORGANIZATION]


def concern(one: ConcernRow, member_id: UUID, language: str) -> Json:
    """A health concern, in US Core's word; no diagnosis."""
    category = concept("", f"{_US_CORE}/condition-category", "health-concern")
    return resource(
        "Condition",
        one.id,
        one.seal,
        clinicalStatus=concept("", f"{TERMS}/condition-clinical", "active"),
        category=[category, domain(one.domain)],
        code=words(one.text, one.clinical_words, language),
        subject=reference(member_id),
    )


def goal(one: GoalRow, member_id: UUID, language: str, above: Chain = ()) -> Json:
    achieved = concept("", f"{TERMS}/goal-achievement", one.achievement.value)
    target = some(dueDate=day(one.target_on))
    seal, told = apart(one.seal, above)
    return resource(
        "Goal",
        one.id,
        seal,
        extension=told,
        lifecycleStatus=one.lifecycle.value,
        achievementStatus=achieved,
        category=[domain(one.domain)],
        description=words(one.family_words, one.clinical_words, language)
        or {"text": ours.UNSAID},
        subject=reference(member_id),
        target=[target] if target else [],
        addresses=[reference(one.concern_id)] if one.concern_id else [],
        note=[_barrier(barrier) for barrier in one.barriers],
    )


def _barrier(one: BarrierRow) -> Json:
    said = ": ".join(filter(None, (BARRIER_WORDS[one.kind], clean(one.note))))
    gone = f" (gone since {one.resolved_on})" if one.resolved_on else ""
    told = own(
        "barrier",
        kind=one.kind,
        note=one.note,
        resolved=one.resolved_on,
        **seal_parts(one.seal),
    )
    return {"extension": told, "text": f"Barrier: {said}{gone}"}


def _performer(one: ActivityRow, member: MemberRecord) -> Json:
    """Who does it: the child, the main caregiver, an agency, or staff by name."""
    who = clean(one.who)
    if one.responsible is Responsible.YOUTH:
        return reference(member.id, who)
    if one.responsible is Responsible.FAMILY:
        family = next((person.id for person in member.caregivers), member.id)
        return reference(family, who)
    if one.responsible is Responsible.ORGANIZATION:
        return some(reference=f"#{_agency_key(one)}", display=who)
    return some(display=who)


def _agency_key(one: ActivityRow) -> str:
    return f"agency-{known(one.id).hex}"


def _activity(one: ActivityRow, goal_id: UUID, member: MemberRecord) -> Json:
    performer = _performer(one, member)
    due = some(end=day(one.due_on))
    result = clean(one.result)
    detail = some(
        goal=[reference(goal_id)],
        status=one.status.value,
        scheduledPeriod=due,
        performer=[performer] if performer else [],
        **text_in_both("description", one.text, member.plan.language),
    )
    told = own(
        "activity", responsible=one.responsible, who=one.who, **seal_parts(one.seal)
    )
    return some(
        extension=told, progress=[{"text": result}] if result else [], detail=detail
    )


def _notes(plan: PlanRow) -> list[Json]:
    content = plan.content
    told = (
        ("What matters to the family", "what_matters", content.what_matters),
        ("Strengths", "strengths", content.strengths),
    )
    notes = [_note(*one, plan.language) for one in told if clean(one[2].english)]
    return notes + [_barrier(one) for one in content.barriers]


def _note(head: str, field: str, pair: Pair, language: str) -> Json:
    """Words of the whole plan, with their checked translation apart."""
    spoken = clean(pair.family) if pair.printable else ""
    told = own(
        "plan-note",
        field=field,
        english=pair.english,
        spoken=spoken,
        language=language if spoken else "",
        checked_by=pair.checked_by if spoken else "",
    )
    return {"extension": told, "text": f"{head}: {clean(pair.english)}"}


def _strictest(plan: PlanRow) -> Seal:
    """What the plan holds of others' seals; each stands again beside its line."""
    content = plan.content
    tasks = (task.seal for goal in content.goals for task in goal.activities)
    return covering((*tasks, *(one.seal for one in content.barriers)))


def care_plan(member: MemberRecord, team_id: UUID | None) -> Json:
    plan, content = member.plan, member.plan.content
    tasks = [(one, known(goal.id)) for goal in content.goals for one in goal.activities]
    agencies = [
        contained("Organization", clean(one.who) or _AGENCY, key=_agency_key(one))
        for one, _ in tasks
        if one.responsible is Responsible.ORGANIZATION
    ]
    return resource(
        "CarePlan",
        plan.id,
        _strictest(plan),
        contained=agencies,
        extension=own("plan", language=plan.language, review=content.review_on),
        status=plan.status.value,
        intent="plan",
        category=[concept("", f"{_US_CORE}/careplan-category", "assess-plan")],
        subject=reference(member.id),
        careTeam=[reference(team_id)] if team_id else [],
        addresses=[reference(one.id) for one in content.concerns],
        goal=[reference(one.id) for one in content.goals],
        activity=[_activity(one, goal_id, member) for one, goal_id in tasks],
        note=_notes(plan),
    )
