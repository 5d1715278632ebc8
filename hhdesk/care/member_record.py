"""A member's whole record as frozen rows: what an export begins from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care.appointments import (
    AppointmentDetails,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.arrangements import ArrangementRow
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.care_team import TeamMemberRow
from hhdesk.care.confidentiality import Seal
from hhdesk.care.contact_points import ContactPointRow
from hhdesk.care.coverage import CoverageRow
from hhdesk.care.documents import DocumentRow
from hhdesk.care.goals import BarrierKind
from hhdesk.care.health import (
    AllergyRow,
    ConditionRow,
    MedicineRow,
)
from hhdesk.care.household import (
    HouseholdRow,
    Relationship,
)
from hhdesk.care.members import Gender, IdentifierKind
from hhdesk.care.person import Languages, Name
from hhdesk.care.referral_record import ReferralRecord
from hhdesk.care.stays import StayRow


@dataclass(frozen=True, slots=True)
class NumberRow:
    kind: IdentifierKind
    system: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A caregiver as one child has them; `id` is that of the relationship."""

    id: UUID
    name: Name
    relationship: Relationship
    main: bool
    languages: Languages
    contacts: tuple[ContactPointRow, ...] = ()
    home: HouseholdRow | None = None
    birth_date: date | None = None
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    id: UUID
    details: AppointmentDetails
    status: AppointmentStatus
    called_off_by: CalledOffBy | None = None
    reason: str = ""
    barrier: BarrierKind | None = None
    arrangements: tuple[ArrangementRow, ...] = ()
    replaces_id: UUID | None = None

    @property
    def seal(self) -> Seal:
        return self.details.seal


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Nothing of this may leave before `member_disclosure` has been asked."""

    id: UUID
    name: Name
    birth_date: date
    gender: Gender
    pronouns: str
    languages: Languages
    deceased: bool
    deceased_on: date | None
    plan: PlanRow
    former_names: tuple[str, ...] = ()
    contacts: tuple[ContactPointRow, ...] = ()
    numbers: tuple[NumberRow, ...] = ()
    home: HouseholdRow | None = None
    caregivers: tuple[PersonRecord, ...] = ()
    coverages: tuple[CoverageRow, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()
    allergies: tuple[AllergyRow, ...] = ()
    medicines: tuple[MedicineRow, ...] = ()
    stays: tuple[StayRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    team: tuple[TeamMemberRow, ...] = ()
    referrals: tuple[ReferralRecord, ...] = ()
    appointments: tuple[AppointmentRecord, ...] = ()
