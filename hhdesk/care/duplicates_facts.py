"""What is known of some members by which a child is told to be the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from hhdesk.care.contact_points import ContactPoint, digits
from hhdesk.care.household import Caregiver, Caregiving, Relationship
from hhdesk.care.members import FormerName, Identifier, Member
from hhdesk.care.person import Name
from hhdesk.care.search_cards import NAME_FIELDS, code_words
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """`phones` are digits with whose they are, None being the child's own."""

    id: UUID
    name: Name
    birth_date: date
    former: tuple[Name, ...]
    phones: tuple[tuple[str, Relationship | None], ...]
    caregivers: tuple[Name, ...]
    numbers: frozenset[str]


_IDS: Any = bindparam("ids", expanding=True)
_PEOPLE: Any = bindparam("people", expanding=True)
_MEMBER = select(
    Member.id, Member.birth_date, *(getattr(Member, field) for field in NAME_FIELDS)
).where(Member.id.in_(_IDS), Member.voided_at.is_(None))
_FORMER = select(FormerName.member_id, FormerName.text).where(
    FormerName.member_id.in_(_IDS), FormerName.voided_at.is_(None)
)
_NUMBER = select(Identifier.member_id, Identifier.value).where(
    Identifier.member_id.in_(_IDS), Identifier.voided_at.is_(None)
)
_CAREGIVER = (
    select(
        Caregiving.member_id,
        Caregiver.id,
        Caregiving.relationship,
        *(getattr(Caregiver, field) for field in NAME_FIELDS),
    )
    .join(Caregiver, Caregiver.id == Caregiving.caregiver_id)
    .where(Caregiving.member_id.in_(_IDS), Caregiving.voided_at.is_(None))
    .order_by(Caregiving.main.desc(), Caregiving.id)
)
_PHONE = (
    select(ContactPoint.member_id, ContactPoint.caregiver_id, ContactPoint.value)
    .where(ContactPoint.voided_at.is_(None))
    .where(
        or_(ContactPoint.member_id.in_(_IDS), ContactPoint.caregiver_id.in_(_PEOPLE))
    )
)

_Grouped = defaultdict[Any, list[tuple[Any, ...]]]


def known(session: UnitOfWork, ids: Sequence[UUID]) -> list[Known]:
    """In five questions however many are asked for; ask for some hundreds at most."""
    if not ids:
        return []
    asked = {"ids": ids}
    rows = session.execute(_MEMBER, asked).all()
    former = _grouped(session.execute(_FORMER, asked))
    numbers = _grouped(session.execute(_NUMBER, asked))
    people = _grouped(session.execute(_CAREGIVER, asked))
    phones = _phones(session, ids, people)
    return [
        Known(
            row.id,
            Name(*row[2:]),
            row.birth_date,
            tuple(Name("", as_given=text) for (text,) in former[row.id]),
            tuple(phones[row.id]),
            tuple(Name(*one[2:]) for one in people[row.id]),
            frozenset(w for (value,) in numbers[row.id] for w in code_words(value)),
        )
        for row in rows
    ]


def _grouped(rows: Iterable[Any]) -> _Grouped:
    """The rest of each row by its first value."""
    found: _Grouped = defaultdict(list)
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return found


def _phones(
    session: UnitOfWork, ids: Sequence[UUID], people: _Grouped
) -> defaultdict[UUID, list[tuple[str, Relationship | None]]]:
    caregivers = [one[0] for some in people.values() for one in some]
    rows = session.execute(_PHONE, {"ids": ids, "people": caregivers})
    of: defaultdict[UUID | None, list[str]] = defaultdict(list)
    for member_id, caregiver_id, value in rows:
        of[member_id or caregiver_id].append(digits(value))
    found: defaultdict[UUID, list[tuple[str, Relationship | None]]] = defaultdict(list)
    for member_id in ids:
        found[member_id] += [(number, None) for number in of[member_id]]
        for caregiver_id, relationship, *_ in people[member_id]:
            found[member_id] += [(n, relationship) for n in of[caregiver_id]]
    return found
