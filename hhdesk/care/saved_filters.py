"""Filters of the member list that a person keeps by name, in an order of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit
from hhdesk.care.member_list_filter import MemberFilter, Part, Whose
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

LONGEST = 60


class SavedFilter(Record, Base):
    """`content` is the filter, its columns and its order, by the names of the list."""

    __tablename__ = "saved_filter"
    __table_args__ = (Index(None, "staff_id"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)


BUILT_IN: Mapping[str, MemberFilter] = {
    N_("My caseload"): MemberFilter(whose=Whose.MINE),
    N_("Not reached in 30 days"): MemberFilter(whose=Whose.MINE, unreached=30),
    N_("No coordinator"): MemberFilter(whose=Whose.NOBODY),
}
"""What everybody has, by its English name."""


@dataclass(frozen=True, slots=True)
class SavedRow:
    id: UUID
    version: int
    name: str
    wanted: MemberFilter


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter as it is kept now, and what the name stood for before."""

    row: SavedRow
    before: MemberFilter | None


def _row(one: SavedFilter) -> SavedRow:
    return SavedRow(one.id, one.version, one.name, MemberFilter.of(one.content))


def _all(session: UnitOfWork, staff_id: UUID) -> list[SavedFilter]:
    mine = SavedFilter.staff_id == staff_id, SavedFilter.voided_at.is_(None)
    found = session.scalars(select(SavedFilter).where(*mine))
    return sorted(found, key=lambda one: (one.position, one.id))


def listed(session: UnitOfWork, staff_id: UUID) -> tuple[SavedRow, ...]:
    """A person's own, in their order."""
    return tuple(map(_row, _all(session, staff_id)))


def _actor(session: UnitOfWork) -> UUID:
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    return session.actor_id


def _tidied(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise InvalidField("name", N_("Give the filter a name."))
    if len(tidy) > LONGEST:
        sentence = N_("The name is too long; {most} letters at the most.")
        raise InvalidField("name", sentence, most=LONGEST)
    return tidy


def _told(session: UnitOfWork, one: SavedFilter, act: str) -> SavedRow:
    parts = [part.value for part in MemberFilter.of(one.content).parts]
    audit.record(session, act, filter=str(one.id), parts=parts)
    session.flush()
    return _row(one)


def keep(session: UnitOfWork, name: str, wanted: MemberFilter) -> Kept:
    """Keep a filter under a name; one of this name stands for the new one from now on.

    Raises InvalidField for a name that is missing, or a filter without any part.
    """
    tidy = _tidied(name)
    if wanted.parts in ((), (Part.GONE,)):
        raise InvalidField("name", N_("No filter is set yet."))
    mine = _all(session, _actor(session))
    same = next((one for one in mine if _same(one.name, tidy)), None)
    if same is not None:
        before = MemberFilter.of(same.content)
        same.name, same.content = tidy, wanted.content()
        return Kept(_told(session, same, "filter.change"), before)
    one = SavedFilter(
        id=session.new_id(),
        staff_id=_actor(session),
        name=tidy,
        position=1 + max((other.position for other in mine), default=0),
        content=wanted.content(),
    )
    session.add(one)
    session.flush()
    return Kept(_told(session, one, "filter.keep"), None)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _seen(session: UnitOfWork, filter_id: UUID, seen: int) -> SavedFilter:
    one = session.get(SavedFilter, filter_id)
    if one is None or one.staff_id != _actor(session):
        raise NotFound(N_("There is no such filter any more."))
    if one.version != seen:
        raise ChangedElsewhere(N_("This filter was changed meanwhile."))
    return one


def rename(session: UnitOfWork, filter_id: UUID, name: str, *, seen: int) -> SavedRow:
    """Raises InvalidField for a name that is missing or taken."""
    one, tidy = _seen(session, filter_id, seen), _tidied(name)
    others = [row for row in _all(session, one.staff_id) if row.id != one.id]
    if any(_same(row.name, tidy) for row in others):
        raise InvalidField("name", N_("You have a filter of this name already."))
    one.name = tidy
    return _told(session, one, "filter.rename")


def remove(session: UnitOfWork, filter_id: UUID, *, seen: int) -> SavedRow:
    """Give it up; `restore` takes it back."""
    one = _seen(session, filter_id, seen)
    one.void("removed", session.now(), session.actor_id)
    return _told(session, one, "filter.remove")


def restore(session: UnitOfWork, filter_id: UUID, *, seen: int) -> SavedRow:
    """Take back one that was given up."""
    one = _seen(session, filter_id, seen)
    one.voided_at = one.voided_by = one.void_reason = None
    return _told(session, one, "filter.restore")


def put_in_order(session: UnitOfWork, ids: Sequence[UUID]) -> tuple[SavedRow, ...]:
    """The person's own filters in this order; those not named come after."""
    places = {key: place for place, key in enumerate(ids)}
    mine = _all(session, _actor(session))
    mine.sort(key=lambda one: places.get(one.id, len(places)))
    for place, one in enumerate(mine, 1):
        if one.position != place:
            one.position = place
    audit.record(session, "filter.order", filters=len(mine))
    session.flush()
    return tuple(map(_row, mine))
