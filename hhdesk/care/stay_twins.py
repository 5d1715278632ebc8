"""Whether two tellings mean one stay: a person's and a hospital's, or one twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.search_words import words
from hhdesk.care.stays import HospitalStay, StayDetails, StayKind, StayStatus
from hhdesk.store.session import UnitOfWork

_NEAR = timedelta(days=1)
# Words that the names of most hospitals share.
_COMMON = frozenset(("hospital", "medical", "center", "clinic", "health", "the"))


class Telling(Protocol):
    """A stay as somebody tells it."""

    @property
    def kind(self) -> StayKind | None: ...

    @property
    def begins_on(self) -> date | None: ...

    @property
    def place(self) -> str: ...


def same_place(one: str, other: str) -> bool:
    """Whether the names of two hospitals share a word that is their own; a name that
    nobody said agrees with each."""
    if not one.strip() or not other.strip():
        return True
    return not _own(one).isdisjoint(_own(other))


def _own(place: str) -> set[str]:
    told = set(words(re.sub(r"['\u2019]s\b", "", place)))
    return told - _COMMON or told


def same(one: Telling, other: HospitalStay) -> bool:
    """The same day and kind, or a day beside it at the same place."""
    if one.begins_on is None or other.begins_on is None:
        return False
    apart = abs(one.begins_on - other.begins_on)
    if apart == timedelta(0) and one.kind in (other.kind, None):
        return True
    return apart <= _NEAR and same_place(one.place, other.place)


def of_member(session: UnitOfWork, member_id: UUID) -> Iterable[HospitalStay]:
    """The stays that may be meant, the newest first."""
    one = HospitalStay
    return session.scalars(
        select(one)
        .where(
            one.member_id == member_id,
            one.voided_at.is_(None),
            one.status != StayStatus.PLANNED,
        )
        .order_by(one.begins_on.desc(), one.id)
    )


def told_by_hospital(
    session: UnitOfWork, member_id: UUID, details: StayDetails
) -> HospitalStay | None:
    """The stay that a hospital's message has made already."""
    found = of_member(session, member_id)
    return next((one for one in found if one.facility and same(details, one)), None)


def told_by_hand(
    session: UnitOfWork, member_id: UUID, told: Telling
) -> HospitalStay | None:
    """The stay that somebody here has written down before the hospital told of it."""
    found = of_member(session, member_id)
    return next((one for one in found if not one.facility and same(told, one)), None)


def overlapping(
    session: UnitOfWork, member_id: UUID, details: StayDetails
) -> list[HospitalStay]:
    """Stays of the same days, whichever way they came in."""
    found = of_member(session, member_id)
    return [one for one in found if same(details, one) or _during(details, one)]


def _during(details: StayDetails, stay: HospitalStay) -> bool:
    """Whether it begins while the child was in that hospital."""
    begins = details.begins_on
    if begins is None or stay.begins_on is None:
        return False
    open_end = stay.status is StayStatus.IN_PROGRESS and stay.ends_on is None
    return stay.begins_on <= begins and (
        open_end or (stay.ends_on is not None and begins < stay.ends_on)
    )
