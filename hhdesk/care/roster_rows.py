"""What one line of a roster becomes: plain rows of a family, and the child's card."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from hhdesk.care.bulk import Values
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import (
    ContactKind,
    ContactPoint,
    ContactUse,
    SafeContact,
    Voicemail,
)
from hhdesk.care.enrollment import EnrollmentChange, EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving, Household, Relationship
from hhdesk.care.members import (
    FormerName,
    Identifier,
    IdentifierKind,
    Member,
    MemberDetails,
)
from hhdesk.care.person import Interpreter, Name
from hhdesk.care.programs import EndReason, SegmentState, pack
from hhdesk.care.search_cards import NAME_FIELDS, Card, Facts, sort_key
from hhdesk.store.base import Base
from hhdesk.store.session import UnitOfWork

_NOBODY = UUID(int=0)


class Family(NamedTuple):
    """The values of new rows, by their class in the order of their making."""

    member_id: UUID
    rows: list[tuple[type[Base], Values]]
    card: Card


class _Person(NamedTuple):
    """A member as a card wants one."""

    id: UUID
    organization_id: UUID
    birth_date: date
    household_id: UUID
    spoken_language: str
    interpreter: Interpreter
    given: str
    first_surname: str
    second_surname: str
    nickname: str
    as_given: str

    @property
    def deceased_on(self) -> None:
        """Nobody on a roster has died."""
        return


class _Guardian(NamedTuple):
    caregiver_id: UUID
    relationship: Relationship
    given: str
    first_surname: str
    second_surname: str
    nickname: str
    as_given: str


class _Number(NamedTuple):
    value: str


class _FormerName(NamedTuple):
    text: str


class _Phone(NamedTuple):
    value: str
    kind: ContactKind
    use: ContactUse
    voicemail: Voicemail
    safe_note: str


class _Home(NamedTuple):
    city: str


class _Stage(NamedTuple):
    state: SegmentState
    name: str
    end_reason: EndReason | None = None


def person_key(details: MemberDetails) -> str:
    """The beginning of a sort key that namesakes of one birth date share."""
    return key_of(details.name, details.birth_date)


def key_of(name: Name, birth_date: date) -> str:
    """The same of a name and a birth date."""
    return sort_key(name, birth_date, _NOBODY)[: -len(_NOBODY.hex)]


def _named(name: Name) -> dict[str, str]:
    return {field: getattr(name, field) for field in NAME_FIELDS}


class _Making:
    """The rows of one family, in the session's name."""

    def __init__(
        self, session: UnitOfWork, details: MemberDetails, today: date
    ) -> None:
        self.session, self.today = session, today
        self.details = details
        self.rows: list[tuple[type[Base], Values]] = []
        self.home_id, self.member_id = session.new_id(), session.new_id()

    def home(self) -> _Home:
        told = self.details
        values = {
            "id": self.home_id,
            "address": told.address,
            "city": told.city,
            "state": told.state,
            "postal_code": told.postal_code,
            "housing": told.housing,
        }
        self.rows.append((Household, values))
        return _Home(told.city)

    def person(self) -> _Person:
        told, names = self.details, _named(self.details.name)
        values = {
            "id": self.member_id,
            "birth_date": told.birth_date,
            "pronouns": told.pronouns,
            "gender": told.gender,
            "household_id": self.home_id,
            **names,
            **told.languages.columns,
        }
        self.rows.append((Member, values))
        return _Person(
            self.member_id,
            self.session.organization_id,
            told.birth_date,
            self.home_id,
            told.languages.spoken,
            told.languages.interpreter,
            **names,
        )

    def numbers(self) -> list[_Number]:
        both = (
            (IdentifierKind.MRN, self.details.mrn),
            (IdentifierKind.CIN, self.details.cin),
        )
        for kind, value in both:
            if value:
                values = {"member_id": self.member_id, "kind": kind, "value": value}
                self.rows.append((Identifier, values))
        return [_Number(value) for _, value in both if value]

    def former_names(self) -> list[_FormerName]:
        for text in self.details.former_names:
            values = {"member_id": self.member_id, "text": text}
            self.rows.append((FormerName, values))
        return [_FormerName(text) for text in self.details.former_names]

    def phones(
        self, owner: str, owner_id: UUID, value: str, rule: SafeContact
    ) -> list[_Phone]:
        if not value:
            return []
        phone = _Phone(
            value, ContactKind.PHONE, ContactUse.MOBILE, rule.voicemail, rule.note
        )
        self.rows.append((ContactPoint, {owner: owner_id, **phone._asdict()}))
        return [phone]

    def caregiver(self, told: CaregiverDetails) -> _Guardian:
        one_id, names = self.session.new_id(), _named(told.name)
        values = {"id": one_id, "household_id": self.home_id, **names}
        self.rows.append((Caregiver, values | told.languages.columns))
        link = {
            "member_id": self.member_id,
            "caregiver_id": one_id,
            "relationship": told.relationship,
            "authority": told.authority,
            "main": True,
        }
        self.rows.append((Caregiving, link))
        return _Guardian(one_id, told.relationship, **names)

    def stage(self) -> _Stage:
        session, today = self.session, self.today
        state, segment_id = pack("default").initial, session.new_id()
        segment = {
            "id": segment_id,
            "member_id": self.member_id,
            "state": state,
            "begins_on": today,
        }
        change = {
            "segment_id": segment_id,
            "to_state": state,
            "on": today,
            "entered_at": session.now(),
            "actor_id": session.actor_id,
        }
        self.rows += [(EnrollmentSegment, segment), (EnrollmentChange, change)]
        return _Stage(state, "")


def family(session: UnitOfWork, details: MemberDetails, today: date) -> Family:
    """The rows of a person whose details were checked; `today` is the session's."""
    making = _Making(session, details, today)
    home, person = making.home(), making.person()
    phones = {
        person.id: making.phones(
            "member_id", person.id, details.phone, details.safe_contact
        )
    }
    caregivers = {}
    if details.caregiver is not None:
        told, guardian = details.caregiver, making.caregiver(details.caregiver)
        caregivers[person.id] = [guardian]
        phones[guardian.caregiver_id] = making.phones(
            "caregiver_id", guardian.caregiver_id, told.phone, told.safe_contact
        )
    facts = Facts(
        members=[person],
        former={person.id: making.former_names()},
        identifiers={person.id: making.numbers()},
        caregivers=caregivers,
        phones=phones,
        siblings={},
        cities={making.home_id: [home]},
        segments={person.id: [making.stage()]},
    )
    return Family(person.id, making.rows, facts.card(person))
