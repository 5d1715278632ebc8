"""Goal: what is aimed at, apart from how it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hhdesk.care.goals import Achievement, Domain, Lifecycle
from hhdesk.care.imported import ConcernFact, GoalFact, GoalLine, SourceKey
from hhdesk.care.imported_words import Spoken
from hhdesk.exchange.fhir import ours, own_plans
from hhdesk.exchange.fhir.clinical import WITHDRAWN
from hhdesk.exchange.fhir.concepts import all_codings, codings, tidy
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.labels import own_seal, seal_of
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

_ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
_GRAVITY = "http://hl7.org/fhir/us/sdoh-clinicalcare/"

LIFECYCLES = {
    "proposed": Lifecycle.PROPOSED,
    "planned": Lifecycle.PROPOSED,
    "accepted": Lifecycle.ACTIVE,
    "active": Lifecycle.ACTIVE,
    "on-hold": Lifecycle.ON_HOLD,
    "completed": Lifecycle.COMPLETED,
    "cancelled": Lifecycle.CANCELLED,
    "rejected": Lifecycle.CANCELLED,
}
_ACHIEVEMENTS = {
    "in-progress": Achievement.IN_PROGRESS,
    "improving": Achievement.IMPROVING,
    "worsening": Achievement.NOT_IMPROVING,
    "no-change": Achievement.NOT_IMPROVING,
    "no-progress": Achievement.NOT_IMPROVING,
    "achieved": Achievement.ACHIEVED,
    "sustaining": Achievement.ACHIEVED,
    "not-achieved": Achievement.NOT_ACHIEVED,
    "not-attainable": Achievement.NOT_ACHIEVED,
}


def domain_of(resource: Json) -> Domain:
    """Ours by its own code, social needs by their code system or category; all else
    is medical, for other categories of FHIR do not name a domain."""
    own = ours.domain(resource)
    if own is not None:
        return own
    for system, code, _ in all_codings(resource.get("category")):
        if system.startswith(_GRAVITY) or code == "sdoh":
            return Domain.SOCIAL_SUPPORT
    return Domain.MEDICAL


def _achievement(goal: Json) -> Achievement:
    for system, code, _ in codings(goal.get("achievementStatus")):
        if system == _ACHIEVEMENT and code in _ACHIEVEMENTS:
            return _ACHIEVEMENTS[code]
    return Achievement.IN_PROGRESS


def inside(entry: Entry, kind: str, reference: Json) -> SourceKey:
    """What a resource contained in another is called outside of it."""
    name = reference["reference"].removeprefix("#")
    return SourceKey(entry.key.source, kind, f"{entry.key.id}#{name}")


def _withdrawn(condition: Json) -> bool:
    given = codings(condition.get("verificationStatus"))
    return any(code in WITHDRAWN for _, code, _ in given)


def concerns(resource: Json, entry: Entry, index: Index) -> tuple[ConcernFact, ...]:
    """The conditions that a goal or a plan of this entry addresses."""
    found: dict[SourceKey, ConcernFact] = {}
    for reference in resource.get("addresses", ()):
        key = index.key_of(reference, entry, "Condition")
        condition = index.resource(reference, entry, "Condition") or {}
        if key is None and condition.get("resourceType") == "Condition":
            key = inside(entry, "Condition", reference)
        if key is not None and key.type == "Condition" and not _withdrawn(condition):
            said, family = ours.spoken(condition, condition.get("code", {}))
            said = said or ("" if family else tidy(reference.get("display")))
            seal = seal_of(condition)
            spoken = ours.spoken_beside(condition.get("code", {}), "text")
            found[key] = ConcernFact(
                key,
                said,
                domain_of(condition),
                seal,
                family,
                spoken,
                _resolved_on(condition),
            )
    return tuple(found.values())


def _target(goal: Json) -> tuple[str, Spoken | None]:
    """What will be reached, in the words of the goal that this program wrote."""
    if ours.domain(goal) is None:
        return "", None
    for one in goal.get("target", ()):
        said = ours.text(one.get("detailString"))
        if said:
            return said, ours.spoken_beside(one, "detailString")
    return "", None


def _resolved_on(condition: Json) -> date | None:
    if ours.domain(condition) is None:
        return None
    return ours.day(condition.get("abatementDateTime"))


def line(goal: Json, key: SourceKey, entry: Entry, index: Index) -> GoalLine:
    """A goal of its own, or one that stands inside the plan of this entry."""
    days = [day_of(one.get("dueDate", "")) for one in goal.get("target", ())]
    said, family = ours.spoken(goal, goal["description"])
    return GoalLine(
        key,
        said,
        domain_of(goal),
        LIFECYCLES[goal["lifecycleStatus"]],
        _achievement(goal),
        max((day for day in days if day), default=None),
        concerns(goal, entry, index),
        own_seal(goal),
        family,
        ours.spoken_beside(goal["description"], "text") if family else None,
        own_plans.barriers(goal.get("note", ())),
        *_target(goal),
        day_of(goal.get("startDate", "")),
    )


def read(entry: Entry, index: Index) -> GoalFact:
    person = index.person(entry, "subject")
    goal = line(entry.resource, entry.key, entry, index)
    return GoalFact(entry.original(), person, goal)
