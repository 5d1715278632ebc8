"""What the record knows already for a new consent: who may give it, to whom it may go,
which forms the child's program names. Nothing of it is typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import fact_confirmations, member_page
from hhdesk.care.care_team import TeamRole
from hhdesk.care.confidentiality import Audience, age_on
from hhdesk.care.coverage import CoverageStatus
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.household import Authority, Relationship
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Interpreter, Languages
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork

_SHARING_FORM = "sharing_form"
FORM_NAMES = {
    "ascmi_ab133": "DHCS ASCMI (AB 133)",
    "ascmi_non_ab133": "DHCS ASCMI (not AB 133)",
}
"""Forms that programs name, as the record writes them; the same in each language."""


@dataclass(frozen=True, slots=True)
class Giver:
    """A caregiver who may say yes; `interpreted` where nobody at this desk speaks the
    language."""

    name: str
    relationship: Relationship
    interpreted: bool


@dataclass(frozen=True, slots=True)
class KnownForConsent:
    """`recipients` are names of the record, by audience; `forms` proper names."""

    member_id: UUID
    child: str
    age: int
    interpreted: bool
    givers: tuple[Giver, ...]
    recipients: Mapping[Audience, tuple[str, ...]]
    forms: tuple[str, ...] = ()

    def interprets(self, name: str) -> bool:
        """Whether this person needs an interpreter to say yes; the main caregiver's
        answer for somebody who is not known."""
        for one in self.givers:
            if one.name.casefold() == name.casefold():
                return one.interpreted
        return self.givers[0].interpreted if self.givers else self.interpreted


def known(
    session: UnitOfWork, member_id: UUID, staff_id: UUID | None = None
) -> KnownForConsent:
    """For the person of `staff_id`, who may speak the family's language. Raises
    NotFound."""
    page = member_page.member_page(session, member_id)
    one = session.get(Staff, staff_id) if staff_id else None
    spoken = {_main(tag) for tag in (one.spoken_languages if one else ())}

    def interpreted(languages: Languages) -> bool:
        needed = languages.interpreter is Interpreter.NEEDED
        return needed and _main(languages.spoken) not in spoken

    givers = tuple(
        Giver(one.name.full, one.relationship, interpreted(one.languages))
        for one in page.caregivers
        if one.authority is not Authority.NONE
    )
    return KnownForConsent(
        page.id,
        page.name.full,
        age_on(page.birth_date, page.today),
        interpreted(page.languages),
        givers,
        _recipients(session, page),
        _forms(session, page),
    )


def _main(tag: str) -> str:
    return tag.partition("-")[0]


def _recipients(
    session: UnitOfWork, page: MemberPage
) -> Mapping[Audience, tuple[str, ...]]:
    """Agencies of open referrals and other coordinators, the school, the health plan,
    the people of the care team, the caregivers: each name as papers call it."""
    school = session.scalar(
        select(CarePlan.school_name).where(
            CarePlan.member_id == page.id, CarePlan.voided_at.is_(None)
        )
    )
    team = page.facts.team
    at_school = [one for one in team if one.role is TeamRole.SCHOOL]
    others = [one for one in team if one.role is TeamRole.OTHER_COORDINATOR]
    agencies = [one.agency for one in page.referrals if one.state.open]
    payers = [
        one.payer for one in page.facts.coverages if one.status is CoverageStatus.ACTIVE
    ]
    return {
        Audience.RECIPIENT: _names([*agencies, *(one.organization for one in others)]),
        Audience.SCHOOL: _names([school or "", *(s.organization for s in at_school)]),
        Audience.PAYER: _names(payers),
        Audience.CARE_TEAM: _names(one.organization or one.name for one in team),
        Audience.FAMILY: _names(one.name.full for one in page.caregivers),
    }


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _forms(session: UnitOfWork, page: MemberPage) -> tuple[str, ...]:
    """The forms that the child's program names for sharing; they are not ours to
    print."""
    name = session.scalar(
        select(EnrollmentSegment.pack).where(
            EnrollmentSegment.member_id == page.id,
            EnrollmentSegment.current,
            EnrollmentSegment.voided_at.is_(None),
        )
    )
    if not name:
        return ()
    rules = fact_confirmations.rules_for(session, name, page.id, page.today)
    fact = rules.facts.get(_SHARING_FORM)
    codes = fact.codes if fact is not None else ()
    return tuple(FORM_NAMES[one] for one in codes if one in FORM_NAMES)
