"""A member's card in the search index: what a list shows, and the words that find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select

from hhdesk.care.contact_points import ContactKind, ContactPoint, ContactUse, Voicemail
from hhdesk.care.contact_points import digits as phone_digits
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving, Household
from hhdesk.care.members import FormerName, Identifier, Member
from hhdesk.care.person import Name
from hhdesk.care.programs import EndReason
from hhdesk.care.search_dates import date_words
from hhdesk.care.search_hits import shown
from hhdesk.care.search_words import LONGEST, is_east_asian, name_words, words
from hhdesk.care.staff import Staff
from hhdesk.store.search_index import KEY, KIN, OWN, labelled
from hhdesk.store.session import UnitOfWork

MOST_SIBLINGS = 30
"""Of a household; a shelter entered as one must not make every card endless."""


class Card(NamedTuple):
    """The columns of `member_card` without the rank, in their order."""

    organization_id: UUID
    member_id: UUID
    sort_key: str
    name: str
    nickname: str
    birth_date: date
    deceased: bool
    caregiver: str
    relationship: str
    phone: str
    phone_restricted: bool
    language: str
    interpreter: str
    state: str
    coordinator: str
    city: str
    words: str
    shown: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Card:
        return cls(*(row[field] for field in cls._fields))


_Rows = Sequence[Row[Any]]
_Grouped = Mapping[UUID, Sequence[Any]]

NAME_FIELDS = ("given", "first_surname", "second_surname", "nickname", "as_given")
_MEMBER = select(
    Member.id,
    Member.organization_id,
    *(getattr(Member, field) for field in NAME_FIELDS),
    Member.birth_date,
    Member.deceased_on,
    Member.household_id,
    Member.spoken_language,
    Member.interpreter,
).where(Member.voided_at.is_(None))
_FORMER = select(FormerName.member_id, FormerName.text).where(
    FormerName.voided_at.is_(None)
)
_IDENTIFIER = select(Identifier.member_id, Identifier.value).where(
    Identifier.voided_at.is_(None)
)
_PHONE = (
    select(
        ContactPoint.member_id,
        ContactPoint.caregiver_id,
        ContactPoint.value,
        ContactPoint.kind,
        ContactPoint.use,
        ContactPoint.voicemail,
        ContactPoint.safe_note,
    )
    .where(ContactPoint.voided_at.is_(None), ContactPoint.kind != ContactKind.EMAIL)
    .order_by(ContactPoint.position, ContactPoint.id)
)
_CAREGIVER = (
    select(
        Caregiving.member_id,
        Caregiving.caregiver_id,
        Caregiving.relationship,
        *(getattr(Caregiver, field) for field in NAME_FIELDS),
    )
    .join(Caregiver, Caregiver.id == Caregiving.caregiver_id)
    .where(Caregiving.voided_at.is_(None), Caregiver.voided_at.is_(None))
    .order_by(Caregiving.main.desc(), Caregiving.id)
)
_SIBLING = (
    select(
        Member.household_id,
        Member.id,
        *(getattr(Member, field) for field in NAME_FIELDS),
    )
    .where(Member.voided_at.is_(None))
    .order_by(Member.id)
)
_HOUSEHOLD = select(Household.id, Household.city).where(Household.voided_at.is_(None))
_SEGMENT = (
    select(
        EnrollmentSegment.member_id,
        EnrollmentSegment.state,
        EnrollmentSegment.end_reason,
        Staff.name,
    )
    .outerjoin(Staff, Staff.id == EnrollmentSegment.coordinator_id)
    .where(EnrollmentSegment.current, EnrollmentSegment.voided_at.is_(None))
    .order_by(EnrollmentSegment.begins_on.desc(), EnrollmentSegment.id.desc())
)


def _grouped(rows: _Rows) -> defaultdict[UUID, list[Any]]:
    """Rows by their first column, in their order."""
    groups: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _died(segment: Any) -> bool:
    """Some deaths are known without their day."""
    return segment is not None and segment.end_reason is EndReason.DECEASED


def _name(row: Any) -> Name:
    return Name(
        row.given, row.first_surname, row.second_surname, row.nickname, row.as_given
    )


def sort_key(name: Name, birth_date: date, member_id: UUID) -> str:
    """Surnames, given name, birth date, id, folded. Compared bytewise, it is the same
    order on every database; the separator is before every letter."""
    surname = name.first_surname or name.second_surname or name.given or name.as_given
    given = name.given if name.given != surname else ""
    second = name.second_surname if name.second_surname != surname else ""
    parts = [_in_order(part) for part in (surname, second, given)]
    return "\t".join([*parts, birth_date.isoformat(), member_id.hex])


@lru_cache(maxsize=8192)
def _in_order(part: str) -> str:
    return " ".join(words(part))


def person_words(name: Name) -> set[str]:
    """All words that find a person by name."""
    parts = (name.given, name.first_surname, name.second_surname, name.nickname)
    found: set[str] = set().union(*(name_words(part) for part in parts if part))
    if name.as_given:
        found |= name_words(name.as_given, joined=is_east_asian(name.as_given))
    whole = name.first_surname + name.second_surname + name.given
    return found | (name_words(whole) if is_east_asian(whole) else set())


def phone_words(value: str) -> set[str]:
    """A phone's digits: all, the last seven, the last four."""
    number = phone_digits(value)[:LONGEST]
    return {number, number[-7:], number[-4:]} - {""}


def code_words(value: str) -> set[str]:
    """A record number: without signs, its digits, and those without leading zeros."""
    code = "".join(words(value))
    number = "".join(char for char in code if char.isdigit())
    return {part[:LONGEST] for part in (code, number, number.lstrip("0")) if part}


def _keys(
    member: Row[Any], identifiers: Iterable[Row[Any]], phones: Iterable[Row[Any]]
) -> set[str]:
    found = set(date_words(member.birth_date))
    for identifier in identifiers:
        found |= code_words(identifier.value)
    for phone in phones:
        found |= phone_words(phone.value)
    return found


class Facts(NamedTuple):
    """What the cards of some members are made of; all but `members` by their ids."""

    members: Sequence[Any]
    former: _Grouped
    identifiers: _Grouped
    caregivers: _Grouped
    phones: _Grouped
    siblings: _Grouped
    cities: _Grouped
    segments: _Grouped

    def words(self, member: Any, phones: Iterable[Row[Any]]) -> str:
        own = person_words(_name(member))
        for former in self.former.get(member.id, ()):
            own |= name_words(former.text)
        kin: set[str] = set()
        for caregiver in self.caregivers.get(member.id, ()):
            kin |= person_words(_name(caregiver))
        for sibling in self.siblings.get(member.household_id, ())[:MOST_SIBLINGS]:
            kin |= person_words(_name(sibling)) if sibling.id != member.id else set()
        keys = _keys(member, self.identifiers.get(member.id, ()), phones)
        found = (*labelled(OWN, own), *labelled(KIN, kin - own), *labelled(KEY, keys))
        return " ".join(found)

    def card(self, member: Any) -> Card:
        name = _name(member)
        caregivers = self.caregivers.get(member.id, ())
        main = caregivers[0] if caregivers else None
        mine = self.phones.get(member.id, ())
        theirs = [self.phones.get(one.caregiver_id, ()) for one in caregivers]
        phone = _shown(theirs[0] if theirs else mine)
        segment = next(iter(self.segments.get(member.id, ())), None)
        home = next(iter(self.cities.get(member.household_id, ())), None)
        values = {
            "organization_id": member.organization_id,
            "member_id": member.id,
            "sort_key": sort_key(name, member.birth_date, member.id),
            "name": name.full,
            "nickname": name.nickname,
            "birth_date": member.birth_date,
            "deceased": member.deceased_on is not None or _died(segment),
            "caregiver": _name(main).full if main else "",
            "relationship": main.relationship.value if main else "",
            "phone": phone.value if phone else "",
            "phone_restricted": bool(
                phone and (phone.voicemail is not Voicemail.ALLOWED or phone.safe_note)
            ),
            "language": member.spoken_language,
            "interpreter": member.interpreter.value,
            "state": segment.state.value if segment else "",
            "coordinator": segment.name or "" if segment else "",
            "city": home.city if home else "",
            "words": self.words(member, [*mine, *(p for some in theirs for p in some)]),
        }
        return Card(**values, shown=shown(values))


def _shown(phones: Iterable[Row[Any]]) -> Row[Any] | None:
    """The phone that is called first."""
    for phone in phones:
        if phone.kind is ContactKind.PHONE and phone.use is not ContactUse.OLD:
            return phone
    return None


def _facts(session: UnitOfWork, member_ids: Sequence[UUID]) -> Facts:
    def of(statement: Any, column: Any, ids: Iterable[UUID | None]) -> _Rows:
        wanted = {one for one in ids if one is not None}
        rows: _Rows = session.execute(statement.where(column.in_(wanted))).all()
        return rows

    members = of(_MEMBER, Member.id, member_ids)
    homes = [member.household_id for member in members]
    caregivers = of(_CAREGIVER, Caregiving.member_id, member_ids)
    mine = of(_PHONE, ContactPoint.member_id, member_ids)
    theirs = of(
        _PHONE, ContactPoint.caregiver_id, [one.caregiver_id for one in caregivers]
    )
    phones = _grouped(mine)
    for phone in theirs:
        phones[phone.caregiver_id].append(phone)
    return Facts(
        members,
        _grouped(of(_FORMER, FormerName.member_id, member_ids)),
        _grouped(of(_IDENTIFIER, Identifier.member_id, member_ids)),
        _grouped(caregivers),
        phones,
        _grouped(of(_SIBLING, Member.household_id, homes)),
        _grouped(of(_HOUSEHOLD, Household.id, homes)),
        _grouped(of(_SEGMENT, EnrollmentSegment.member_id, member_ids)),
    )


def cards(session: UnitOfWork, member_ids: Sequence[UUID]) -> dict[UUID, Card]:
    """The cards of these members as the records stand; voided ones have none.

    Seven questions however many members are asked for; ask for some hundreds at once.
    """
    facts = _facts(session, member_ids)
    return {member.id: facts.card(member) for member in facts.members}
