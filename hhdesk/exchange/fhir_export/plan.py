"""CarePlan with its goals, and the concerns as Conditions of their own category."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import (
    RESPONSIBLE_WORDS,
    ActivityRow,
    ConcernRow,
    GoalRow,
    Responsible,
)
from hhdesk.care.member_record import MemberRecord
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
from hhdesk.exchange.fhir_export.plan_notes import barrier, chart_words, notes

MEASURE = "What will be reached"
_US_CORE = "http://hl7.org/fhir/us/core/CodeSystem"
_AGENCY = RESPONSIBLE_WORDS[Responsible.ORGANIZATION]


def concern(one: ConcernRow, member_id: UUID, language: str) -> Json:
    """A health concern, in US Core's word; no diagnosis."""
    category = concept("", f"{_US_CORE}/condition-category", "health-concern")
    status = "resolved" if one.resolved_on else "active"
    return resource(
        "Condition",
        one.id,
        one.seal,
        clinicalStatus=concept("", f"{TERMS}/condition-clinical", status),
        category=[category, domain(one.domain)],
        code=words(one.text, one.clinical_words, language),
        subject=reference(member_id),
        abatementDateTime=day(one.resolved_on),
    )


def goal(one: GoalRow, member_id: UUID, language: str, above: Chain = ()) -> Json:
    achieved = concept("", f"{TERMS}/goal-achievement", one.achievement.value)
    target = _target(one, language)
    seal, told = apart(one.seal, above)
    return resource(
        "Goal",
        one.id,
        seal,
        extension=told,
        startDate=day(one.start_on),
        lifecycleStatus=one.lifecycle.value,
        achievementStatus=achieved,
        category=[domain(one.domain)],
        description=words(one.family_words, one.clinical_words, language)
        or {"text": ours.UNSAID},
        subject=reference(member_id),
        target=[target] if target else [],
        addresses=[reference(one.concern_id)] if one.concern_id else [],
        note=[barrier(each) for each in one.barriers],
    )


def _target(one: GoalRow, language: str) -> Json:
    """What will be reached by the day; words need a measure (invariant gol-1)."""
    said = text_in_both("detailString", one.target, language)
    measure = {"text": MEASURE} if said else {}
    return some(measure=measure, **said, dueDate=day(one.target_on))


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


def _when(one: ActivityRow) -> Json:
    """Until a day, or again and again until a day."""
    due = some(end=day(one.due_on))
    again = one.repeat
    if again is None:
        return {"scheduledPeriod": due}
    repeat = some(
        boundsPeriod=due,
        frequency=again.times,
        period=again.every,
        periodUnit=again.unit.value,
    )
    return {"scheduledTiming": {"repeat": repeat}}


def _activity(one: ActivityRow, goal_id: UUID, member: MemberRecord) -> Json:
    performer = _performer(one, member)
    result = clean(one.result)
    detail = some(
        goal=[reference(goal_id)],
        status=one.status.value,
        **_when(one),
        performer=[performer] if performer else [],
        **text_in_both("description", one.text, member.plan.language),
    )
    told = own(
        "activity",
        responsible=one.responsible,
        who=one.who,
        done=one.done_on,
        **seal_parts(one.seal),
    )
    return some(
        extension=told, progress=[{"text": result}] if result else [], detail=detail
    )


def _strictest(plan: PlanRow) -> Seal:
    """What the plan holds of others' seals; each stands again beside its line."""
    content = plan.content
    tasks = (task.seal for goal in content.goals for task in goal.activities)
    barriers = (one.seal for one in content.barriers)
    lines = (one.seal for one in content.lines)
    return covering((*tasks, *barriers, *lines))


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
        extension=[
            *own("plan", language=plan.language, review=content.review_on),
            *chart_words(content, plan.language),
        ],
        status=plan.status.value,
        intent="plan",
        category=[concept("", f"{_US_CORE}/careplan-category", "assess-plan")],
        subject=reference(member.id),
        careTeam=[reference(team_id)] if team_id else [],
        addresses=[reference(one.id) for one in content.concerns],
        goal=[reference(one.id) for one in content.goals],
        activity=[_activity(one, goal_id, member) for one, goal_id in tasks],
        note=notes(plan),
    )
