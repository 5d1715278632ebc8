"""Conditions, allergies and medicines as the family reports them, and coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.health import (
    Allergy,
    ClinicalStatus,
    Condition,
    Criticality,
    Medicine,
)
from hhdesk.care.programs import EndReason
from hhdesk.demo import texts
from hhdesk.demo.days import after, before
from hhdesk.demo.enrollments import Course
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

Entry = dict[str, Any]
ASKED_FROM = 12
OPEN = Seal()
REPORTERS = [("family", 6), ("clinic's record", 3), ("hospital's letter", 1)]


@dataclass
class Health:
    """What a child lives with: entries of the data file, each with its seal."""

    entries: list[tuple[Entry, Seal]] = field(default_factory=list)
    alert: str = ""

    @property
    def keys(self) -> set[str]:
        return {entry["key"] for entry, _ in self.entries}

    @property
    def ccs(self) -> bool:
        """Whether California Children's Services pays a part of the care."""
        return any(entry.get("ccs") for entry, _ in self.entries)

    @property
    def specialist(self) -> tuple[str, str] | None:
        """The specialist's clinic and its house."""
        for entry, _ in self.entries:
            if "specialist" in entry:
                clinic, house = entry["specialist"]
                return clinic, house
        return None


def entry(key: str) -> Entry:
    """A condition of the data file by its key."""
    found: list[Entry] = texts.read("conditions")["conditions"]
    return next(one for one in found if one["key"] == key)


def seal_of(making: Making, age: int, condition: Entry) -> Seal:
    """Who consented to the care; of 12 and more, nobody may have asked yet."""
    segment = Segment(condition.get("segment", "general"))
    if segment is Segment.GENERAL:
        return OPEN
    if age < ASKED_FROM:
        return Seal(segment, Consenter.CAREGIVER)
    youth = [(Consenter.YOUTH, 18)] if condition["key"] == "anxiety" else []
    consenter = making.weighted(
        [(Consenter.CAREGIVER, 70), *youth, (Consenter.NOT_ASKED, 12)]
    )
    return Seal(segment, consenter)


def invent(making: Making, kid: Kid) -> Health:
    """One or two conditions of the child's age, or none."""
    health = Health()
    fitting = [
        (one, one["weight"])
        for one in texts.read("conditions")["conditions"]
        if texts.suits(one, kid.age)
        and kid.family.culture in one.get("cultures", [kid.family.culture])
    ]
    count = making.weighted([(0, 6), (1, 66), (2, 28)])
    while fitting and len(health.entries) < count:
        chosen = making.weighted(fitting)
        fitting = [pair for pair in fitting if pair[0] is not chosen]
        health.entries.append((chosen, seal_of(making, kid.age, chosen)))
    return health


def _code(condition: Entry) -> dict[str, str]:
    systems = texts.read("conditions")["systems"]
    for short, uri in systems.items():
        if short in condition:
            return {"system": uri, "code": condition[short]}
    return {}


def _onset(making: Making, kid: Kid, condition: Entry) -> date:
    low, _ = condition.get("ages", (0, 20))
    first = before(kid.birth, years=-low, months=-2)
    days = (making.today - first).days
    return making.ago(making.between(0, days - 5)) if days > 10 else making.today


def condition(making: Making, kid: Kid, one: Entry, seal: Seal = OPEN) -> None:
    """Write a condition with the medicines of the child's age."""
    onset = kid.birth if one.get("key") == "preterm" else _onset(making, kid, one)
    status = ClinicalStatus(one.get("status", "active"))
    if one["text"]:
        making.new(
            Condition,
            onset,
            seal=seal,
            member_id=kid.id,
            text=one["text"],
            status=status,
            onset_on=onset,
            abated_on=None if status.present else after(onset, days=8),
            **_code(one),
        )
    for drug in one.get("medicines", []):
        if texts.suits(drug, kid.age) and making.chance(0.85):
            medicine(making, kid, drug, seal)


def medicine(making: Making, kid: Kid, drug: Entry, seal: Seal = OPEN) -> None:
    """Write a medicine with its dosage in the reporter's words."""
    reported = max(kid.birth, making.ago(making.between(3, 90)))
    making.new(
        Medicine,
        reported,
        seal=seal,
        member_id=kid.id,
        text=drug["text"],
        dosage=drug["dosage"],
        reported_by=making.weighted(REPORTERS),
        reported_on=reported,
    )


def allergy(making: Making, kid: Kid, one: Entry) -> None:
    making.new(
        Allergy,
        seal=OPEN,
        member_id=kid.id,
        text=one["text"],
        reaction=one["reaction"],
        criticality=Criticality(one["criticality"]),
    )
    if "medicine" in one:
        medicine(making, kid, one["medicine"])


def enter(making: Making, kid: Kid, health: Health) -> None:
    """Write all that the child lives with, and what must be seen first."""
    read = texts.read("conditions")
    for one, seal in health.entries:
        condition(making, kid, one, seal)
        if not health.alert and not seal.sealed and making.chance(0.45):
            health.alert = one.get("alert", "")
    if making.chance(0.24):
        further = [one for one in read["further"] if texts.suits(one, kid.age)]
        chosen = making.pick(further)
        drug = [chosen["medicine"]] if "medicine" in chosen else []
        condition(making, kid, {**chosen, "medicines": drug})
    if kid.months >= 6 and making.chance(0.22):
        reaction = making.weighted([(a, a["weight"]) for a in read["allergies"]])
        allergy(making, kid, reaction)
        health.alert = reaction.get("alert", health.alert)
    kid.row.alert = health.alert


def coverage(making: Making, kid: Kid, course: Course, days: int | None = None) -> None:
    """Medi-Cal, with the day of the yearly renewal, by chance unless `days` ahead."""
    plans = texts.read("places")["plans"]
    payer, plan = making.weighted([((payer, plan), w) for payer, plan, w in plans])
    lost = course.reason is EndReason.COVERAGE_LOST
    begins = max(kid.birth, before(course.since, months=making.between(0, 20)))
    ends = course.steps[-1][1] if lost else None
    ahead = making.between(4, 355) if days is None else days
    making.new(
        Coverage,
        begins,
        member_id=kid.id,
        payer=payer,
        plan=plan,
        number=kid.cin,
        status=CoverageStatus.CANCELLED if lost else CoverageStatus.ACTIVE,
        begins_on=begins,
        ends_on=ends,
        renewal_on=None if lost else after(making.today, days=ahead),
    )
