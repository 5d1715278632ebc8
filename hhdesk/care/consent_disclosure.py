"""A consent as a paper for who gives it: the form to sign, or the one to take it back.

To the family goes what a caregiver consents to, to the youth what is the youth's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import clinic, consent_list, member_page
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.consent_list import ConsentLine
from hhdesk.care.household import Relationship
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Name
from hhdesk.care.plan_disclosure import reader_name
from hhdesk.care.visit_disclosure import check_alive, family_language
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

ONLY_YOUTH = N_("This is the youth's own consent: its form goes to the youth only.")
NOT_YOUTHS = N_("A caregiver gives this consent: its form goes to the family.")
NO_FORM = N_("There is no form of this consent to sign.")
NOT_IN_FORCE = N_("This consent is not in force; there is nothing to take back.")


@dataclass(frozen=True, slots=True)
class ConsentForReader:
    """All that the form says. `recipients` empty is the whole `shared_with`;
    `taking_back` is the form that ends it. Nothing is ever withheld of one's own yes.
    """

    member_id: UUID
    consent_id: UUID
    taking_back: bool
    code: str
    name: Name
    reader_name: str
    relationship: Relationship | None
    audience: Audience
    language: str
    shared_with: Audience
    recipients: tuple[str, ...]
    segments: tuple[Segment, ...]
    part2: bool
    purpose: str
    given_on: date
    until: date | None
    clinic: ClinicRow
    coordinator: str
    withheld: int = 0
    seal: Seal = Seal()


def consent_for_reader(
    session: UnitOfWork,
    consent_id: UUID,
    audience: Audience,
    *,
    taking_back: bool = False,
) -> ConsentForReader:
    """Gather the form of a consent, or the one that takes it back.

    Raises NotFound, and NotPermitted for a reader who does not give it, or where there
    is nothing to sign.
    """
    line = consent_list.one(session, consent_id)
    page = member_page.member_page(session, line.member_id)
    check_alive(session, page)
    own = line.given_by is Consenter.YOUTH
    if own is not (audience is Audience.YOUTH):
        raise NotPermitted(ONLY_YOUTH if own else NOT_YOUTHS)
    if taking_back and not line.opens:
        raise NotPermitted(NOT_IN_FORCE)
    if not line.printable:
        raise NotPermitted(NO_FORM)
    return _row(session, page, line, audience, taking_back)


def of_member(
    session: UnitOfWork,
    member_id: UUID,
    consent_id: UUID | None,
    audience: Audience,
    *,
    taking_back: bool,
) -> ConsentForReader:
    """As `consent_for_reader`, of this child; raises NotFound for another's."""
    if consent_id is None:
        raise NotFound(N_("Choose a consent first."))
    rows = consent_for_reader(session, consent_id, audience, taking_back=taking_back)
    if rows.member_id != member_id:
        raise NotFound(N_("There is no such consent."))
    return rows


def _row(
    session: UnitOfWork,
    page: MemberPage,
    line: ConsentLine,
    audience: Audience,
    taking_back: bool,
) -> ConsentForReader:
    named = line.giver_name or reader_name(page, audience)
    known = {one.name.full.casefold(): one.relationship for one in page.caregivers}
    own = audience is Audience.YOUTH
    return ConsentForReader(
        page.id,
        line.id,
        taking_back,
        line.code,
        page.name,
        named,
        None if own else known.get(named.casefold()),
        audience,
        _language(page, named, audience),
        line.audience,
        line.recipients,
        line.segments,
        line.part2,
        line.purpose,
        line.given_on,
        line.until,
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        seal=line.seal,
    )


def _language(page: MemberPage, named: str, audience: Audience) -> str:
    """What the person who signs reads."""
    if audience is Audience.FAMILY:
        for one in page.caregivers:
            if one.name.full.casefold() == named.casefold():
                return one.languages.written
    return family_language(page, audience)
