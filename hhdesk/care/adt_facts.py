"""What a hospital's message told, before anybody here was found for it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from hhdesk.care.confidentiality import Segment
from hhdesk.care.person import Name
from hhdesk.care.stays import StayKind


class Trigger(enum.StrEnum):
    """The HL7 v2 events that are understood."""

    ADMIT = "A01"
    DISCHARGE = "A03"
    REGISTER = "A04"
    BECOMES_INPATIENT = "A06"
    UPDATE = "A08"
    CANCEL_ADMIT = "A11"
    CANCEL_DISCHARGE = "A13"
    MERGE = "A40"


@dataclass(frozen=True, slots=True)
class AdtNumber:
    """A number of the person: `issuer` is the assigning authority, `kind` HL7's type
    (table 0203): MR, MA, SS ..."""

    value: str
    issuer: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AdtPerson:
    name: Name
    birth_date: date
    numbers: tuple[AdtNumber, ...] = ()
    postal_code: str = ""
    phones: tuple[str, ...] = ()
    """Digits only, the last ten."""
    sex: str = ""
    """HL7's code (table 0001)."""


@dataclass(frozen=True, slots=True)
class AdtVisit:
    """`kind` None: a visit that is no stay (an outpatient, a booking)."""

    kind: StayKind | None
    number: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    reason: str = ""
    disposition: str = ""
    topic: Segment = Segment.GENERAL
    planned: bool | None = None


@dataclass(frozen=True, slots=True)
class AdtFact:
    """`prior` are the numbers that a merge gives up."""

    trigger: Trigger
    facility: str
    control_id: str
    at: datetime | None
    person: AdtPerson
    visit: AdtVisit | None = None
    prior: tuple[AdtNumber, ...] = ()
