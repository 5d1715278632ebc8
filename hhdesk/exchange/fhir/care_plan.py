"""CarePlan: what it addresses, the goals it names, who does what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import (
    ActivityStatus,
    Lifecycle,
    Repeat,
    RepeatUnit,
    Responsible,
)
from hhdesk.care.imported import ActivityFact, GoalLine, PlanFact, SourceKey
from hhdesk.exchange.fhir import ours, own_plans
from hhdesk.exchange.fhir.concepts import codings, concept, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.goal import LIFECYCLES, concerns, domain_of, inside, line
from hhdesk.exchange.fhir.labels import seal_of
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

# US Core's category of every plan; it names none.
_ANY_PLAN = "assess-plan"

_PLAN_LIFECYCLES = {
    "draft": Lifecycle.PROPOSED,
    "active": Lifecycle.ACTIVE,
    "on-hold": Lifecycle.ON_HOLD,
    "revoked": Lifecycle.CANCELLED,
    "completed": Lifecycle.COMPLETED,
    "unknown": Lifecycle.PROPOSED,
}
_STATUSES = {
    "not-started": ActivityStatus.TO_DO,
    "scheduled": ActivityStatus.TO_DO,
    "in-progress": ActivityStatus.IN_PROGRESS,
    "on-hold": ActivityStatus.WAITING,
    "completed": ActivityStatus.DONE,
    "cancelled": ActivityStatus.CANCELLED,
    "stopped": ActivityStatus.CANCELLED,
    "unknown": ActivityStatus.TO_DO,
}
_RESPONSIBLE = {
    "Patient": Responsible.FAMILY,
    "RelatedPerson": Responsible.FAMILY,
    "Organization": Responsible.ORGANIZATION,
    "HealthcareService": Responsible.ORGANIZATION,
}


def _words(plan: Json) -> str:
    """Its title, else its categories, else its description."""
    categories = [
        words(one)
        for one in plan.get("category", ())
        if all(code != _ANY_PLAN for _, code, _ in codings(one))
    ]
    named = ", ".join(dict.fromkeys(filter(None, categories)))
    return tidy(plan.get("title")) or named or tidy(plan.get("description"))


def _performer(detail: Json, entry: Entry, index: Index) -> tuple[Responsible, str]:
    """Who does it: the kind of the first performer, and the names of all."""
    names, kinds = [], []
    for reference in detail.get("performer", ()):
        key = index.key_of(reference, entry, "Practitioner")
        meant = index.resource(reference, entry, "Practitioner") or {}
        kinds.append(key.type if key else str(meant.get("resourceType", "")))
        names.append(tidy(reference.get("display")) or name_of(meant))
    kind = kinds[0] if kinds else ""
    who = ", ".join(dict.fromkeys(filter(None, names)))
    return _RESPONSIBLE.get(kind, Responsible.STAFF), who


def _said(detail: Json) -> str:
    """What is to be done, or, marked so, what is not to be done."""
    said = tidy(detail.get("description")) or words(detail.get("code"))
    product = words(detail.get("productCodeableConcept"))
    when = tidy(detail.get("scheduledString"))
    text = " - ".join(filter(None, (said or product, when)))
    return f"Do not: {text}" if text and detail.get("doNotPerform") else text


def _results(activity: Json) -> str:
    outcomes = map(words, activity.get("outcomeCodeableConcept", ()))
    notes = (tidy(one.get("text")) for one in activity.get("progress", ()))
    return "; ".join(dict.fromkeys(filter(None, (*outcomes, *notes))))


def _goals(references: Any, entry: Entry, index: Index) -> tuple[SourceKey, ...]:
    """The keys of the goals named, contained ones too."""
    found: list[SourceKey] = []
    for reference in references or ():
        if reference.get("reference", "").startswith("#"):
            found.append(inside(entry, "Goal", reference))
            continue
        key = index.key_of(reference, entry, "Goal")
        if key is not None and key.type == "Goal":
            found.append(key)
    return tuple(dict.fromkeys(found))


def _contained(entry: Entry, index: Index) -> tuple[GoalLine, ...]:
    """The goals that stand inside the plan; one entered in error is left out."""
    found: list[GoalLine] = []
    for one in entry.resource.get("contained", ()):
        if one["resourceType"] == "Goal" and one["lifecycleStatus"] in LIFECYCLES:
            key = inside(entry, "Goal", {"reference": one.get("id", "")})
            found.append(line(one, key, entry, index))
    return tuple(goal for goal in found if goal.words)


def _referenced(activity: Json, entry: Entry, index: Index) -> str:
    """The words of a request that an activity stands for."""
    reference = activity.get("reference", {})
    meant = index.resource(reference, entry, "ServiceRequest") or {}
    named = concept(meant.get("code") or meant.get("medicationCodeableConcept"))
    return tidy(reference.get("display")) or named.text


def _due_on(detail: Json) -> date | None:
    repeat = detail.get("scheduledTiming", {}).get("repeat", {})
    until = detail.get("scheduledPeriod") or repeat.get("boundsPeriod", {})
    return day_of(until.get("end", ""))


def _repeat(detail: Json) -> Repeat | None:
    """Whole times in whole days, weeks, months or years; anything finer is left to the
    original."""
    repeat = detail.get("scheduledTiming", {}).get("repeat", {})
    unit = ours.known_code(repeat.get("periodUnit"), RepeatUnit)
    times, every = repeat.get("frequency", 1), repeat.get("period", 1)
    if unit is None or times < 1 or every < 1 or every != int(every):
        return None
    return Repeat(int(times), int(every), unit)


def _activity(activity: Json, entry: Entry, index: Index) -> ActivityFact | None:
    """None for an activity without words and for one entered in error."""
    detail = activity.get("detail", {})
    if detail.get("status") == "entered-in-error":
        return None
    own = ours.only_part(activity, "activity")
    if own:
        return _own(activity, own, entry, index)
    text = _said(detail) or _referenced(activity, entry, index)
    if not text:
        return None
    responsible, who = _performer(detail, entry, index)
    return ActivityFact(
        text,
        _STATUSES[detail.get("status", "unknown")],
        responsible,
        who,
        _due_on(detail),
        _results(activity),
        _goals(detail.get("goal"), entry, index),
        repeat=_repeat(detail),
    )


def _own(activity: Json, own: Json, entry: Entry, index: Index) -> ActivityFact | None:
    """One of ours: who does it stands in our own words, and its seal beside it."""
    detail = activity.get("detail", {})
    result = (ours.text(one.get("text")) for one in activity.get("progress", ()))
    return ActivityFact(
        ours.text(detail.get("description")),
        _STATUSES[detail.get("status", "unknown")],
        ours.known_code(own.get("responsible"), Responsible) or Responsible.STAFF,
        ours.text(own.get("who")),
        _due_on(detail),
        next(result, ""),
        _goals(detail.get("goal"), entry, index),
        ours.seal(own),
        ours.spoken_beside(detail, "description"),
        _repeat(detail),
        ours.day(own.get("done")),
    )


def _check(plan: Json) -> None:
    """Invariant cpl-3: a reference or a detail, not both."""
    for index, activity in enumerate(plan.get("activity", ())):
        if "detail" in activity and "reference" in activity:
            where = f"activity[{index}]"
            raise Fault(N_("it has both a detail and a reference"), where)


def read(entry: Entry, index: Index) -> PlanFact:
    plan = entry.resource
    _check(plan)
    activities = (_activity(one, entry, index) for one in plan.get("activity", ()))
    own = own_plans.plan_words(plan)
    proposed = plan["intent"] in {"proposal", "option"} and plan["status"] == "active"
    return PlanFact(
        entry.original(),
        index.person(entry, "subject"),
        _words(plan),
        domain_of(plan),
        Lifecycle.PROPOSED if proposed else _PLAN_LIFECYCLES[plan["status"]],
        concerns(plan, entry, index),
        _goals(plan.get("goal"), entry, index),
        _contained(entry, index),
        tuple(one for one in activities if one),
        Seal() if own else seal_of(plan),
        own_plans.barriers(plan.get("note", ())),
        own,
        own_plans.chart_words(plan, entry, index) if own else (),
    )
