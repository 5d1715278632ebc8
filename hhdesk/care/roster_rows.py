"""What one line of a roster becomes: plain rows of a family, and the child's card."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, NamedTuple
from uuid import UUID

from hhdesk.care.bulk import plain_row
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import ContactKind, ContactPoint, ContactUse
from hhdesk.care.enrollment import EnrollmentChange, EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving, Household
from hhdesk.care.members import (
    FormerName,
    Identifier,
    IdentifierKind,
    Member,
    MemberDetails,
)
from hhdesk.care.person import Languages, Name
from hhdesk.care.programs import SegmentState, pack
from hhdesk.care.search_cards import Card, Facts, sort_key
from hhdesk.store.base import Base
from hhdesk.store.session import UnitOfWork

_NOBODY = UUID(int=0)


class Family(NamedTuple):
    """`rows` holds the member too."""

    member: Member
    rows: list[Base]
    card: Card


class _Guardian(NamedTuple):
    """A caregiver as a card wants one."""

    caregiver_id: UUID
    relationship: Any
    given: str
    first_surname: str
    second_surname: str
    nickname: str
    as_given: str


class _Stage(NamedTuple):
    state: SegmentState
    name: str


def person_key(details: MemberDetails) -> str:
    """The beginning of a sort key that namesakes of one birth date share."""
    return sort_key(details.name, details.birth_date, _NOBODY)[: -len(_NOBODY.hex)]


def _named(name: Name) -> dict[str, Any]:
    return asdict(name)


def _speaking(languages: Languages) -> dict[str, Any]:
    return {
        "spoken_language": languages.spoken,
        "written_language": languages.written,
        "other_languages": list(languages.others),
        "interpreter": languages.interpreter,
    }


class _Making:
    """The rows of one family, in the session's name."""

    def __init__(self, session: UnitOfWork, details: MemberDetails) -> None:
        self._session = session
        self._details = details
        self.rows: list[Base] = []
        self.home = self._add(
            Household,
            id=session.new_id(),
            address=details.address,
            city=details.city,
            state=details.state,
            postal_code=details.postal_code,
            housing=details.housing,
        )
        self.member = self._add(
            Member,
            id=session.new_id(),
            organization_id=session.organization_id,
            birth_date=details.birth_date,
            deceased_on=None,
            pronouns=details.pronouns,
            gender=details.gender,
            household_id=self.home.id,
            **_named(details.name),
            **_speaking(details.languages),
        )

    def _add(self, mapped: type[Any], /, **values: Any) -> Any:
        row = plain_row(mapped, values)
        self.rows.append(row)
        return row

    def numbers(self) -> list[Identifier]:
        both = (
            (IdentifierKind.MRN, self._details.mrn),
            (IdentifierKind.CIN, self._details.cin),
        )
        return [
            self._add(Identifier, member_id=self.member.id, kind=kind, value=value)
            for kind, value in both
            if value
        ]

    def former_names(self) -> list[FormerName]:
        return [
            self._add(FormerName, member_id=self.member.id, text=text)
            for text in self._details.former_names
        ]

    def phone(
        self, details: MemberDetails | CaregiverDetails, **owner: UUID
    ) -> list[ContactPoint]:
        if not details.phone:
            return []
        rule = details.safe_contact
        return [
            self._add(
                ContactPoint,
                value=details.phone,
                kind=ContactKind.PHONE,
                use=ContactUse.MOBILE,
                voicemail=rule.voicemail,
                safe_note=rule.note,
                **owner,
            )
        ]

    def caregiver(self, details: CaregiverDetails) -> _Guardian:
        one = self._add(
            Caregiver,
            id=self._session.new_id(),
            household_id=self.home.id,
            **_named(details.name),
            **_speaking(details.languages),
        )
        self._add(
            Caregiving,
            member_id=self.member.id,
            caregiver_id=one.id,
            relationship=details.relationship,
            authority=details.authority,
            main=True,
        )
        return _Guardian(one.id, details.relationship, **_named(details.name))

    def stage(self) -> _Stage:
        session, today = self._session, self._session.today()
        state = pack("default").initial
        segment = self._add(
            EnrollmentSegment,
            id=session.new_id(),
            member_id=self.member.id,
            state=state,
            begins_on=today,
        )
        self._add(
            EnrollmentChange,
            segment_id=segment.id,
            to_state=state,
            on=today,
            entered_at=session.now(),
            actor_id=session.actor_id,
        )
        return _Stage(state, "")


def family(session: UnitOfWork, details: MemberDetails) -> Family:
    """The rows of a person whose details were checked."""
    making = _Making(session, details)
    member = making.member
    phones = {member.id: making.phone(details, member_id=member.id)}
    caregivers = {}
    if details.caregiver is not None:
        guardian = making.caregiver(details.caregiver)
        caregivers[member.id] = [guardian]
        phones[guardian.caregiver_id] = making.phone(
            details.caregiver, caregiver_id=guardian.caregiver_id
        )
    facts = Facts(
        members=[member],
        former={member.id: making.former_names()},
        identifiers={member.id: making.numbers()},
        caregivers=caregivers,
        phones=phones,
        siblings={},
        cities={making.home.id: [making.home]},
        segments={member.id: [making.stage()]},
    )
    return Family(member, making.rows, facts.card(member))
