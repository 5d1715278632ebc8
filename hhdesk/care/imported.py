"""What comes from outside: facts of one resource each, and what became of them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from hhdesk.care.confidentiality import Seal
from hhdesk.care.contact_points import ContactPointRow
from hhdesk.care.coverage import CoverageStatus
from hhdesk.care.goals import (
    Achievement,
    ActivityStatus,
    Domain,
    Lifecycle,
    Responsible,
)
from hhdesk.care.health import ClinicalStatus, Criticality, MedicineStatus
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, IdentifierKind
from hhdesk.care.person import Languages, Name


@dataclass(frozen=True, slots=True)
class SourceKey:
    """A resource's name at its source: `source` is a server's address or a name."""

    source: str
    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Number:
    """A person named by a number, without a resource."""

    system: str
    value: str


Person: TypeAlias = SourceKey | Number
"""Whom a resource is about: a Patient resource, or a number."""


@dataclass(frozen=True, slots=True)
class Original:
    """A resource as it came: its text, and the SHA-256 of its canonical JSON.

    `updated_at` is the source's own stamp, an ISO 8601 moment or empty.
    """

    key: SourceKey
    sha256: str
    text: str
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its values, for the report."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NumberFact:
    kind: IdentifierKind
    system: str
    value: str


@dataclass(frozen=True, slots=True)
class AddressFact:
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class MemberFact:
    """`languages` is None where the source names none. `deceased_on` is empty for the
    living, and for a death whose day the source does not give."""

    original: Original
    name: Name
    birth_date: date
    gender: Gender = Gender.UNKNOWN
    pronouns: str = ""
    languages: Languages | None = None
    deceased: bool = False
    deceased_on: date | None = None
    numbers: tuple[NumberFact, ...] = ()
    former_names: tuple[str, ...] = ()
    contacts: tuple[ContactPointRow, ...] = ()
    home: AddressFact = AddressFact()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class CaregiverFact:
    original: Original
    about: Person
    name: Name
    relationship: Relationship = Relationship.OTHER
    note: str = ""
    languages: Languages | None = None
    contacts: tuple[ContactPointRow, ...] = ()
    home: AddressFact | None = None
    until: date | None = None
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionFact:
    original: Original
    about: Person
    text: str
    system: str
    code: str
    status: ClinicalStatus
    onset_on: date | None = None
    abated_on: date | None = None
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class AllergyFact:
    original: Original
    about: Person
    text: str
    system: str
    code: str
    status: ClinicalStatus
    criticality: Criticality
    reaction: str = ""
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class MedicineFact:
    original: Original
    about: Person
    text: str
    system: str
    code: str
    status: MedicineStatus
    dosage: str = ""
    reported_by: str = ""
    reported_on: date | None = None
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class CoverageFact:
    original: Original
    about: Person
    payer: str
    status: CoverageStatus
    plan: str = ""
    number: str = ""
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConcernFact:
    """What a plan or goal addresses; without words, those of the condition here.

    `family` are the family's own words, where the source tells them from clinical
    ones.
    """

    condition: SourceKey
    words: str = ""
    domain: Domain = Domain.MEDICAL
    seal: Seal = Seal()
    family: str = ""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal; `key` names it, also where it stands inside a plan. `family` are the
    family's own words, where the source tells them from clinical ones."""

    key: SourceKey
    words: str
    domain: Domain = Domain.MEDICAL
    lifecycle: Lifecycle = Lifecycle.PROPOSED
    achievement: Achievement = Achievement.IN_PROGRESS
    target_on: date | None = None
    concerns: tuple[ConcernFact, ...] = ()
    seal: Seal = Seal()
    family: str = ""


@dataclass(frozen=True, slots=True)
class GoalFact:
    original: Original
    about: Person
    goal: GoalLine


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """`goals` are those it serves; none means the plan as a whole."""

    text: str
    status: ActivityStatus = ActivityStatus.TO_DO
    responsible: Responsible = Responsible.STAFF
    who: str = ""
    due_on: date | None = None
    result: str = ""
    goals: tuple[SourceKey, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFact:
    """One care plan of a source. `words` name it; they become the words of the goal
    that carries the activities of no goal of their own. `contained` goals stand in
    the plan itself; `goals` are all that it names."""

    original: Original
    about: Person
    words: str
    domain: Domain = Domain.MEDICAL
    lifecycle: Lifecycle = Lifecycle.ACTIVE
    concerns: tuple[ConcernFact, ...] = ()
    goals: tuple[SourceKey, ...] = ()
    contained: tuple[GoalLine, ...] = ()
    activities: tuple[ActivityFact, ...] = ()
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A resource that is only kept: of a type that is not read, or, with `why`, one
    that must not be entered; what an earlier version of it entered is taken back."""

    original: Original
    about: Person | None = None
    why: Told | None = None


Fact: TypeAlias = (
    MemberFact
    | CaregiverFact
    | CoverageFact
    | ConditionFact
    | AllergyFact
    | MedicineFact
    | GoalFact
    | PlanFact
    | KeptFact
)


class Fate(enum.StrEnum):
    """What became of a resource."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`element` is where in the resource the reason lies. `grown` marks a member of 21
    or more. `waits`: refused for a person who is not here, and may be tried again.
    `clash`: refused for bearing the name of another person here."""

    key: SourceKey
    fate: Fate
    why: Told | None = None
    notes: tuple[Told, ...] = ()
    element: str = ""
    grown: bool = False
    waits: bool = False
    clash: bool = False
