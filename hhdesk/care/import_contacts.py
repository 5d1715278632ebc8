"""Phones, e-mails and homes of imported people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.contact_points import ContactPoint, ContactPointRow, SafeContact
from hhdesk.care.household import Household
from hhdesk.care.import_fields import WITHDRAWN
from hhdesk.care.imported import AddressFact
from hhdesk.store.session import UnitOfWork

Plain = list[list[str]]


def plain_contacts(rows: Iterable[ContactPointRow | ContactPoint]) -> Plain:
    return [[row.kind.value, row.use.value, row.value] for row in rows]


class Contacts:
    """The contacts of one person, a member or a caregiver."""

    def __init__(
        self,
        session: UnitOfWork,
        *,
        member_id: UUID | None = None,
        caregiver_id: UUID | None = None,
    ) -> None:
        self._session = session
        self._member_id, self._caregiver_id = member_id, caregiver_id

    def _present(self) -> Sequence[ContactPoint]:
        owner = (
            ContactPoint.member_id == self._member_id
            if self._member_id
            else ContactPoint.caregiver_id == self._caregiver_id
        )
        return self._session.scalars(
            select(ContactPoint).where(owner, ContactPoint.voided_at.is_(None))
        ).all()

    def add(self, rows: Iterable[ContactPointRow], first: int = 0) -> None:
        """Enter contacts in their order behind `first` others."""
        for position, row in enumerate(rows, first):
            self._session.add(
                ContactPoint(
                    id=self._session.new_id(),
                    member_id=self._member_id,
                    caregiver_id=self._caregiver_id,
                    kind=row.kind,
                    use=row.use,
                    value=row.value,
                    position=position,
                    voicemail=row.safe_contact.voicemail,
                    safe_note=row.safe_contact.note,
                )
            )

    def put(self, rows: Sequence[ContactPointRow], before: Plain) -> None:
        """Add what is new, void what the source dropped; one that carries a
        safe-contact rule stays, whatever the source does."""
        present = self._present()
        values = {one.value for one in present}
        new = [
            row
            for row, plain in zip(rows, plain_contacts(rows), strict=True)
            if plain not in before and row.value not in values
        ]
        self.add(new, len(present))
        self._restrict(rows, present)
        now = plain_contacts(rows)
        for one, plain in zip(present, plain_contacts(present), strict=True):
            gone = plain in before and plain not in now
            if gone and one.safe_contact == SafeContact():
                one.void(WITHDRAWN, self._session.now(), self._session.actor_id)

    @staticmethod
    def _restrict(
        rows: Iterable[ContactPointRow], present: Iterable[ContactPoint]
    ) -> None:
        """A rule that a source has and a number here has not is taken; a rule here is
        never loosened."""
        rules = {row.value: row.safe_contact for row in rows}
        for one in present:
            rule = rules.get(one.value, SafeContact())
            if rule.restricted and not one.safe_contact.restricted:
                one.voicemail, one.safe_note = rule.voicemail, rule.note


def new_household(session: UnitOfWork, home: AddressFact) -> UUID:
    """A household at an address."""
    own = Household(id=session.new_id(), **asdict(home))
    session.add(own)
    session.flush()
    return own.id
