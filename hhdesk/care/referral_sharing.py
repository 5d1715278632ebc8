"""What an agency is told of a child with a referral: these facts and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import caregivers, clinic, contact_points, members
from hhdesk.care.confidentiality import Consenter, Seal
from hhdesk.care.contact_points import SafeContact
from hhdesk.care.household import Relationship
from hhdesk.care.members import Member
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.store.session import UnitOfWork

OPEN = Seal()


@dataclass(frozen=True, slots=True)
class CallRow:
    """Whom to call; `relationship` None is the youth's own phone."""

    name: str
    relationship: Relationship | None
    phone: str
    safe_contact: SafeContact
    languages: Languages

    @property
    def told_phone(self) -> str:
        """The number as an agency is told it: none where its rule has free words, which
        stay with the care team (`member_disclosure` lets no such number out either).
        """
        return "" if self.safe_contact.note else self.phone


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """Beside the need and its urgency, which stand on the form."""

    child: Name
    birth_date: date
    call: CallRow | None
    clinic: str
    clinic_phone: str

    @property
    def interpreter_needed(self) -> bool:
        """Whether who says yes to the referral needs an interpreter."""
        call = self.call
        return call is not None and call.languages.interpreter is Interpreter.NEEDED


def shared_facts(
    session: UnitOfWork, member_id: UUID, seal: Seal = OPEN
) -> SharedFacts:
    """What leaves with a referral under this seal; raises NotFound.

    To what only the youth consented belongs the youth's own phone, never a parent's.
    """
    member = members.present(session, member_id)
    here = clinic.clinic(session)
    own = seal.consenter is Consenter.YOUTH
    call = None if own else _caregiver(session, member_id)
    youth = _youth(session, member)
    return SharedFacts(
        member.name,
        member.birth_date,
        call or (youth if own or youth.phone else None),
        here.name,
        here.phone,
    )


def _caregiver(session: UnitOfWork, member_id: UUID) -> CallRow | None:
    main = caregivers.main_details(session, member_id)
    if main is None:
        return None
    return CallRow(
        main.name.full,
        main.relationship,
        main.phone,
        main.safe_contact,
        main.languages,
    )


def _youth(session: UnitOfWork, member: Member) -> CallRow:
    phone = contact_points.first_phone(session, member_id=member.id)
    return CallRow(
        member.name.full,
        None,
        phone.value if phone else "",
        phone.safe_contact if phone else SafeContact(),
        member.languages,
    )
