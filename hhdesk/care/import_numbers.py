"""Numbers of imported patients: whose each one is, and keeping them in step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.import_records import chunks
from hhdesk.care.imported import MemberFact, NumberFact, Told
from hhdesk.care.members import Identifier, IdentifierKind, Member
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

TAKEN = N_("its number {number} is another member's, so it was left out")

_TELL_PEOPLE_APART = {IdentifierKind.MRN, IdentifierKind.CIN}

Plain = list[list[str]]


def plain_numbers(numbers: Iterable[NumberFact]) -> Plain:
    return [[one.kind.value, one.system, one.value] for one in numbers]


class Numbers:
    """Identifiers of one act's patients."""

    def __init__(self, session: UnitOfWork, facts: Iterable[MemberFact]) -> None:
        self._session = session
        self._owner: dict[NumberFact, UUID] = {}
        by_system: defaultdict[str, set[str]] = defaultdict(set)
        for fact in facts:
            for number in fact.numbers:
                by_system[number.system].add(number.value)
                # A number that was typed here bears no system.
                by_system[""].add(number.value)
        for system, values in by_system.items():
            self._read(system, sorted(values))

    def _read(self, system: str, values: list[str]) -> None:
        for some in chunks(values):
            for one in self._session.scalars(
                select(Identifier)
                .where(Identifier.organization_id == self._session.organization_id)
                .where(Identifier.kind.in_(list(IdentifierKind)))
                .where(Identifier.system == system, Identifier.value.in_(some))
            ):
                known = NumberFact(one.kind, one.system, one.value)
                self._owner[known] = one.member_id

    def same_person(self, fact: MemberFact) -> Member | None:
        """The member here with one of these record numbers and the same birth date."""
        for number in fact.numbers:
            if number.kind not in _TELL_PEOPLE_APART:
                continue
            for known in (number, NumberFact(number.kind, "", number.value)):
                owner = self._member(known)
                if owner and owner.birth_date == fact.birth_date:
                    return owner
        return None

    def _member(self, number: NumberFact) -> Member | None:
        owner_id = self._owner.get(number)
        owner = self._session.get(Member, owner_id) if owner_id else None
        return owner if owner and owner.voided_at is None else None

    def put(self, member_id: UUID, fact: MemberFact, before: Plain) -> list[Told]:
        """Add what is new, take away what the source dropped; tells what is taken."""
        notes: list[Told] = []
        for number, plain in zip(
            fact.numbers, plain_numbers(fact.numbers), strict=True
        ):
            if plain not in before:
                notes += self._add(member_id, number)
        now = plain_numbers(fact.numbers)
        for kind, system, value in before:
            if [kind, system, value] not in now:
                self._remove(member_id, NumberFact(IdentifierKind(kind), system, value))
        return notes

    def _add(self, member_id: UUID, number: NumberFact) -> list[Told]:
        owner = self._owner.get(number)
        if owner is None:
            self._owner[number] = member_id
            self._session.add(
                Identifier(
                    id=self._session.new_id(),
                    member_id=member_id,
                    kind=number.kind,
                    system=number.system,
                    value=number.value,
                )
            )
        elif owner != member_id:
            return [Told(TAKEN, {"number": number.value})]
        return []

    def _remove(self, member_id: UUID, number: NumberFact) -> None:
        present = self._session.scalars(
            select(Identifier)
            .where(Identifier.member_id == member_id, Identifier.kind == number.kind)
            .where(Identifier.system == number.system)
            .where(Identifier.value == number.value)
        ).one_or_none()
        if present is not None:
            self._session.delete(present)
            self._owner.pop(number, None)
