"""What comes from outside: facts of one resource each, and what became of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.consents import ConsentScope, ConsentStatus, Limit, Provision
from hhdesk.care.contact_points import ContactPointRow
from hhdesk.care.coverage import CoverageStatus
from hhdesk.care.documents import DocumentKind, DocumentStatus
from hhdesk.care.goals import (
    Achievement,
    ActivityStatus,
    Domain,
    Lifecycle,
    Repeat,
    Responsible,
)
from hhdesk.care.health import ClinicalStatus, Criticality, MedicineStatus
from hhdesk.care.household import Relationship
from hhdesk.care.imported_loops import LoopFact
from hhdesk.care.imported_words import BarrierFact, PlanWords, Spoken
from hhdesk.care.members import Gender, IdentifierKind
from hhdesk.care.originals import Number as Number
from hhdesk.care.originals import Original as Original
from hhdesk.care.originals import Person as Person
from hhdesk.care.originals import SourceKey as SourceKey
from hhdesk.care.originals import Told as Told
from hhdesk.care.person import Languages, Name
from hhdesk.care.stays import StayKind, StayStatus


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
    living, and for a death whose day the source does not give. `people` are those whom
    the member's own record names. `own_id` is the member's key, where the record
    carries the number that this program gave."""

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
    people: tuple[CaregiverFact, ...] = ()
    own_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaregiverFact:
    """`main` is None where the source does not tell who is asked first."""

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
    since: date | None = None
    birth_date: date | None = None
    main: bool | None = None


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
    renewal_on: date | None = None


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
    spoken: Spoken | None = None
    resolved_on: date | None = None


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
    spoken: Spoken | None = None
    barriers: tuple[BarrierFact, ...] = ()
    target: str = ""
    target_spoken: Spoken | None = None
    start_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoalFact:
    original: Original
    about: Person
    goal: GoalLine


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """`goals` are those it serves; none means the plan as a whole. A `seal` of its own
    stands apart from the plan's."""

    text: str
    status: ActivityStatus = ActivityStatus.TO_DO
    responsible: Responsible = Responsible.STAFF
    who: str = ""
    due_on: date | None = None
    result: str = ""
    goals: tuple[SourceKey, ...] = ()
    seal: Seal | None = None
    spoken: Spoken | None = None
    repeat: Repeat | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChartWords:
    """A translation beside words of the chart: a dosage, a reaction."""

    key: SourceKey
    field: str
    english: str
    spoken: Spoken


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
    barriers: tuple[BarrierFact, ...] = ()
    own: PlanWords | None = None
    chart: tuple[ChartWords, ...] = ()


@dataclass(frozen=True, slots=True)
class StayFact:
    original: Original
    about: Person
    kind: StayKind
    status: StayStatus
    begins_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    reason: str = ""
    disposition: str = ""
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class FileFact:
    """One file of a document. `content` is None for one that is at its source only."""

    title: str
    media_type: str
    content: bytes | None = None
    size: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFact:
    original: Original
    about: Person
    kind: DocumentKind
    title: str
    status: DocumentStatus = DocumentStatus.CURRENT
    dated_on: date | None = None
    from_whom: str = ""
    files: tuple[FileFact, ...] = ()
    seal: Seal = Seal()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """`limits` keep a permission from opening anything by itself. `form` are the files
    of the signed form. `given_on` is None where the source names no day."""

    original: Original
    about: Person
    status: ConsentStatus
    provision: Provision
    scope: ConsentScope
    audience: Audience
    recipients: tuple[str, ...]
    segments: frozenset[Segment]
    limits: tuple[Limit, ...]
    given_by: Consenter
    giver_name: str = ""
    given_on: date | None = None
    until: date | None = None
    title: str = ""
    purpose: str = ""
    part2: bool = False
    form: tuple[FileFact, ...] = ()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A resource that is only kept: of a type that is not read, or, with `why`, one
    that must not be entered; what an earlier version of it entered is taken back.
    `waits_for` is what it needs before it can be entered after all."""

    original: Original
    about: Person | None = None
    why: Told | None = None
    waits_for: Person | None = None


Fact: TypeAlias = (
    MemberFact
    | CaregiverFact
    | CoverageFact
    | ConditionFact
    | AllergyFact
    | MedicineFact
    | GoalFact
    | PlanFact
    | StayFact
    | DocumentFact
    | ConsentFact
    | KeptFact
    | LoopFact
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
    or more. `waits_for`: refused for a person who is not here, and may be tried again.
    `clash`: refused for bearing the name of another person here."""

    key: SourceKey
    fate: Fate
    why: Told | None = None
    notes: tuple[Told, ...] = ()
    element: str = ""
    grown: bool = False
    waits_for: Person | None = None
    clash: bool = False
