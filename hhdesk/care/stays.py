"""Hospital stays: ED visits and admissions, what was planned for afterwards, and which
child came back within a month."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

RETURN_DAYS = 30
"""A stay that begins so soon after another ended is a return (CMS, readmissions)."""

NO_PLACE = N_("Say in which hospital.")
NO_BEGIN = N_("Say on which day it began.")
STILL_TO_COME = N_("This day is still to come.")
PLANNED_ONLY = N_("This day is still to come: choose that it is planned.")
PLANNED_PAST = N_("This day is past: say where the child is now.")
BEFORE_BEGIN = N_("This is before the day it began.")
ENDED = N_("The child has left the hospital already.")


_TEXTS = ("reason", "disposition", "discharge_plan")


class StayKind(enum.StrEnum):
    """What kind of stay; the codes of HL7's v3 ActCode are in the exchange."""

    ED = "ed"
    INPATIENT = "inpatient"
    OBSERVATION = "observation"


class StayStatus(enum.StrEnum):
    """FHIR encounter-status, as far as a coordinator tells them apart."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    UNKNOWN = "unknown"


STAY_KIND_WORDS = {
    StayKind.ED: N_("Emergency visit"),
    StayKind.INPATIENT: N_("Hospital admission"),
    StayKind.OBSERVATION: N_("Observation in hospital"),
}

STAY_STATUS_WORDS = {
    StayStatus.PLANNED: N_("planned"),
    StayStatus.IN_PROGRESS: N_("in hospital now"),
    StayStatus.FINISHED: N_("left the hospital"),
    StayStatus.UNKNOWN: N_("not known"),
}


@dataclass(frozen=True, slots=True)
class StayDetails:
    """What a person says of a stay: where and when suffice. `known_on` None is today,
    `planned` None that nobody said."""

    kind: StayKind
    place: str
    begins_on: date | None
    status: StayStatus = StayStatus.IN_PROGRESS
    ends_on: date | None = None
    known_on: date | None = None
    planned: bool | None = None
    reason: str = ""
    disposition: str = ""
    discharge_plan: str = ""
    seal: Seal = Seal()

    def over(self, before: StayDetails) -> StayDetails:
        """With what was known before where this says nothing. That the child is there
        now is said of a moment before it was known that the child left."""
        blank = ("place", "begins_on", "planned", *_TEXTS)
        kept = {one: getattr(self, one) or getattr(before, one) for one in blank}
        seal = before.seal if self.seal == Seal() else self.seal
        ends = self.ends_on or before.ends_on
        status = StayStatus.FINISHED if ends else self.status
        return replace(self, **kept, seal=seal, ends_on=ends, status=status)


class HospitalStay(Sealable, Record, Base):
    """`known_on` is the day this clinic heard of it: the follow-up counts from there,
    not from the discharge (programs.md, California ECM)."""

    __tablename__ = "hospital_stay"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[StayKind] = mapped_column(coded(StayKind))
    status: Mapped[StayStatus] = mapped_column(
        coded(StayStatus), default=StayStatus.UNKNOWN
    )
    known_on: Mapped[date]
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    # Whether somebody had planned it before; a planned one is no return.
    planned: Mapped[bool | None]
    place: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    # Where the child went from there, and what the hospital asked to be done.
    disposition: Mapped[str] = mapped_column(default="")
    discharge_plan: Mapped[str] = mapped_column(default="")
    # By what a hospital's messages know it again; the newest that was heeded.
    facility: Mapped[str] = mapped_column(default="")
    visit_number: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]

    def put(self, details: StayDetails, today: date) -> None:
        """Take what a person says. Raises InvalidField."""
        _check(details, today)
        gone = details.status is StayStatus.FINISHED
        ends = details.ends_on if gone else None
        if gone and ends is None and details.kind is StayKind.ED:
            ends = details.begins_on
        self.kind, self.status = details.kind, details.status
        self.known_on = details.known_on or self.known_on or today
        self.begins_on, self.ends_on = details.begins_on, ends
        self.planned = details.planned
        self.place = details.place.strip()
        self.reason = details.reason.strip()
        self.disposition = details.disposition.strip() if gone else ""
        self.discharge_plan = details.discharge_plan.strip()
        self.put_seal(details.seal)

    @property
    def details(self) -> StayDetails:
        """As a person may say it otherwise."""
        return StayDetails(
            self.kind,
            self.place,
            self.begins_on,
            self.status,
            self.ends_on,
            self.known_on,
            self.planned,
            self.reason,
            self.disposition,
            self.discharge_plan,
            self.seal,
        )

    def leave(self, on: date, disposition: str, plan: str, today: date) -> None:
        """The child left the hospital. Raises InvalidField, and NotPermitted for one
        who has left already."""
        if self.status is StayStatus.FINISHED:
            raise NotPermitted(ENDED)
        _check_end(self.begins_on, on, today)
        self.status, self.ends_on = StayStatus.FINISHED, on
        self.disposition = disposition.strip() or self.disposition
        self.discharge_plan = plan.strip() or self.discharge_plan

    def row(self) -> StayRow:
        return StayRow(
            self.id,
            self.kind,
            self.status,
            self.begins_on,
            self.ends_on,
            self.place,
            self.reason,
            self.disposition,
            self.discharge_plan,
            self.known_on,
            self.seal,
            self.planned,
        )


def _check(details: StayDetails, today: date) -> None:
    if not details.place.strip():
        raise InvalidField("place", NO_PLACE)
    begins, status = details.begins_on, details.status
    if begins is None and details.ends_on is None:
        raise InvalidField("begins_on", NO_BEGIN)
    if status is StayStatus.PLANNED and begins is not None and begins < today:
        raise InvalidField("begins_on", PLANNED_PAST)
    if status is not StayStatus.PLANNED and begins is not None and begins > today:
        raise InvalidField("begins_on", PLANNED_ONLY)
    if status is StayStatus.FINISHED and details.ends_on is not None:
        _check_end(begins, details.ends_on, today)
    if details.known_on is not None and details.known_on > today:
        raise InvalidField("known_on", STILL_TO_COME)


def _check_end(begins: date | None, ends: date, today: date) -> None:
    if ends > today:
        raise InvalidField("ends_on", STILL_TO_COME)
    if begins is not None and ends < begins:
        raise InvalidField("ends_on", BEFORE_BEGIN)


@dataclass(frozen=True, slots=True)
class StayRow:
    """`returned_after` is how many days after another stay ended this one began, where
    that makes it a return; only those who read all stays together say it."""

    id: UUID
    kind: StayKind
    status: StayStatus
    begins_on: date | None
    ends_on: date | None
    place: str
    reason: str
    disposition: str
    discharge_plan: str
    known_on: date
    seal: Seal = Seal()
    planned: bool | None = None
    returned_after: int | None = None

    @property
    def last_on(self) -> date | None:
        """The last day that is known of it."""
        return self.ends_on or self.begins_on

    @property
    def goes_on(self) -> bool:
        """The child is there now."""
        return self.status is StayStatus.IN_PROGRESS and self.ends_on is None


def returned_after(stay: StayRow, others: Iterable[StayRow]) -> int | None:
    """Days from the latest end of another stay until this one began; None for a planned
    one and after more than RETURN_DAYS. The same day is a transfer, no return."""
    begins = stay.begins_on
    if begins is None or stay.planned or stay.status is StayStatus.PLANNED:
        return None
    after = [(begins - one.ends_on).days for one in others if one.ends_on is not None]
    soon = [days for days in after if 0 < days <= RETURN_DAYS]
    # Who went straight on from another hospital did not come back.
    return min(soon) if soon and 0 not in after else None


def with_returns(rows: Sequence[StayRow]) -> tuple[StayRow, ...]:
    """All stays of one child, each with whether it was a return."""
    return tuple(replace(one, returned_after=returned_after(one, rows)) for one in rows)


def newest_first(rows: Iterable[StayRow]) -> list[StayRow]:
    """Where the child is now first, then by day; those without a day last."""

    def place(row: StayRow) -> tuple[bool, int, UUID]:
        day = row.begins_on or row.ends_on
        return not row.goes_on, -day.toordinal() if day else 0, row.id

    return sorted(rows, key=place)


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[StayRow, ...]:
    """A child's stays, the newest first, each with whether it was a return."""
    found = session.scalars(
        select(HospitalStay).where(
            HospitalStay.member_id == member_id, HospitalStay.voided_at.is_(None)
        )
    )
    return with_returns(newest_first(one.row() for one in found))
