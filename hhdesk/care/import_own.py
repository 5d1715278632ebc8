"""What was written here and comes back: known by its key, and left as it stands.

An export names each resource by the key of its row. Keys are random enough that no
other program makes the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.appointments import Appointment
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.documents import Document
from hhdesk.care.goals import Concern, Goal
from hhdesk.care.health import Allergy, Condition, Medicine
from hhdesk.care.household import Caregiving
from hhdesk.care.members import Member
from hhdesk.care.originals import SourceKey
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referrals import Referral
from hhdesk.care.stays import HospitalStay
from hhdesk.store.session import UnitOfWork

ROWS: Mapping[str, tuple[type[Any], ...]] = {
    "Patient": (Member,),
    "RelatedPerson": (Caregiving,),
    "Coverage": (Coverage,),
    "Condition": (Condition, Concern),
    "AllergyIntolerance": (Allergy,),
    "MedicationRequest": (Medicine,),
    "MedicationStatement": (Medicine,),
    "Goal": (Goal,),
    "CarePlan": (CarePlan,),
    "ServiceRequest": (Referral,),
    "Appointment": (Appointment,),
    "Encounter": (HospitalStay,),
    "Consent": (Consent,),
    "DocumentReference": (Document,),
}
"""What each type of resource is here."""

# Stays below the number of values that one statement may bind on both databases.
_CHUNK = 400


def row_key(text: str) -> UUID | None:
    """A key as this program writes it; None for any other id."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    return key if str(key) == text else None


def own(session: UnitOfWork, keys: Iterable[SourceKey]) -> set[SourceKey]:
    """Which of these name rows that are here, removed ones too."""
    wanted: defaultdict[str, dict[UUID, list[SourceKey]]] = defaultdict(dict)
    for key in keys:
        row_id = row_key(key.id) if key.type in ROWS else None
        if row_id is not None:
            wanted[key.type].setdefault(row_id, []).append(key)
    found: set[SourceKey] = set()
    for kind, by_id in wanted.items():
        for row_id in _present(session, kind, list(by_id)):
            found.update(by_id[row_id])
    return found


def _present(session: UnitOfWork, kind: str, ids: list[UUID]) -> Iterable[UUID]:
    for row in ROWS[kind]:
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            yield from session.scalars(
                select(row.id)
                .where(row.organization_id == session.organization_id)
                .where(row.id.in_(some))
            )
