"""Which caregiver here an imported person is: siblings share one mother."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from hhdesk.care.contact_points import ContactPoint
from hhdesk.care.household import Caregiver, Caregiving, Household, Relationship
from hhdesk.care.import_fields import WITHDRAWN
from hhdesk.care.imported import CaregiverFact
from hhdesk.care.members import Member
from hhdesk.care.sources import SourceRecord
from hhdesk.store.session import UnitOfWork

Pair = tuple[str, str]


def name_key(fact: CaregiverFact) -> str:
    """The name as it is compared."""
    return fact.name.full.casefold()


class Kin:
    """The caregivers that one run over files has met, by name and phone: only within
    it may a caregiver of another child be found."""

    def __init__(self) -> None:
        self._met: defaultdict[Pair, list[UUID]] = defaultdict(list)

    def meet(self, fact: CaregiverFact, caregiver_id: UUID) -> None:
        for pair in _pairs(fact):
            if caregiver_id not in self._met[pair]:
                self._met[pair].append(caregiver_id)

    def like(self, fact: CaregiverFact) -> list[UUID]:
        """Those with the same name and one of the same phones."""
        return [one for pair in _pairs(fact) for one in self._met.get(pair, ())]


def _pairs(fact: CaregiverFact) -> list[Pair]:
    return [(name_key(fact), point.value) for point in fact.contacts]


def links_of(session: UnitOfWork, member_id: UUID) -> Sequence[Caregiving]:
    """Every caregiver's place in a child's life, also those that were taken out."""
    return session.scalars(
        select(Caregiving)
        .where(Caregiving.member_id == member_id)
        .order_by(Caregiving.id)
    ).all()


def own(
    session: UnitOfWork, links: Iterable[Caregiving], fact: CaregiverFact
) -> Caregiving | None:
    """The same person among a child's own caregivers: the same name, and nothing that
    speaks against it."""
    vague = Relationship.OTHER
    for link in links:
        person = session.get_one(Caregiver, link.caregiver_id)
        kin = link.relationship, fact.relationship
        removed = link.voided_at is not None and link.void_reason != WITHDRAWN
        if (
            not removed
            and person.name.full.casefold() == name_key(fact)
            and not _differ(person, fact)
            and (kin[0] is kin[1] or vague in kin)
        ):
            return link
    return None


def shared(
    session: UnitOfWork, kin: Kin, links: Iterable[Caregiving], fact: CaregiverFact
) -> Caregiver | None:
    """The same person among other children's caregivers: the same name and phone, and
    the same birth date or, where none is told, the same address."""
    linked = {link.caregiver_id for link in links}
    for caregiver_id in kin.like(fact):
        person = session.get(Caregiver, caregiver_id)
        if person is None or person.voided_at is not None or person.id in linked:
            continue
        born = person.birth_date, fact.birth_date
        sure = born[0] == born[1] if all(born) else _same_home(session, person, fact)
        if sure and _reached(session, person, fact):
            return person
    return None


def _differ(person: Caregiver, fact: CaregiverFact) -> bool:
    born = person.birth_date, fact.birth_date
    return all(born) and born[0] != born[1]


def _same_home(session: UnitOfWork, person: Caregiver, fact: CaregiverFact) -> bool:
    if fact.home is None or not fact.home.address:
        return False
    homes = {person.household_id} | {
        session.get_one(Member, link.member_id).household_id
        for link in session.scalars(
            select(Caregiving).where(Caregiving.caregiver_id == person.id)
        )
    }
    found = (session.get_one(Household, one) for one in homes if one)
    wanted = fact.home.address.casefold(), fact.home.city.casefold()
    return any((h.address.casefold(), h.city.casefold()) == wanted for h in found)


def _reached(session: UnitOfWork, person: Caregiver, fact: CaregiverFact) -> bool:
    """Whether one of the phones still is the person's here."""
    values = [point.value for point in fact.contacts]
    found = session.scalars(
        select(ContactPoint.id)
        .where(ContactPoint.caregiver_id == person.id)
        .where(ContactPoint.voided_at.is_(None), ContactPoint.value.in_(values))
        .limit(1)
    )
    return found.first() is not None


def _records(session: UnitOfWork, link: Caregiving) -> Sequence[SourceRecord]:
    """The source records of a child that can name a caregiver."""
    tables = [Caregiving.__tablename__, Member.__tablename__]
    return session.scalars(
        select(SourceRecord)
        .options(defer(SourceRecord.original))
        .where(SourceRecord.member_id == link.member_id)
        .where(SourceRecord.local_table.in_(tables))
        .order_by(SourceRecord.id)
    ).all()


def _naming(record: SourceRecord, link: Caregiving) -> Iterator[Mapping[str, Any]]:
    """What a record keeps of a caregiver's place: of its own, or of one inside it."""
    if record.local_id == link.id:
        yield record.imported
    for person in record.imported.get("people", {}).values():
        if person["link"] == str(link.id):
            yield person


def stands(session: UnitOfWork, link: Caregiving, but: UUID | None) -> bool:
    """Whether a source record other than one still names this caregiver of a child."""
    return any(
        not one.get("withdrawn")
        for record in _records(session, link)
        if record.id != but
        for one in _naming(record, link)
    )


def said(session: UnitOfWork, link: Caregiving) -> list[Mapping[str, Any]]:
    """What every record said of the place last, also those that took it back."""
    return [
        one["fields"]
        for record in _records(session, link)
        for one in _naming(record, link)
    ]
