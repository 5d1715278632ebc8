"""The coming visits of a household for a reader: each child by the one rule."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hhdesk.care import clinic, member_page, silence
from hhdesk.care.appointments import AppointmentRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Seal, decide
from hhdesk.care.household import Authority
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Name
from hhdesk.care.plan_disclosure import (
    Sieve,
    coming_visits,
    reader_for,
    reader_name,
)
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChildVisits:
    """One child's coming visits, by time."""

    member_id: UUID
    name: Name
    visits: tuple[AppointmentRow, ...]


@dataclass(frozen=True, slots=True)
class VisitsForReader:
    """All that the visit list may say; `withheld` is for the operator alone.

    A child without a visit that the reader may see is not among the children.
    """

    member_id: UUID
    name: Name
    reader_name: str
    audience: Audience
    language: str
    children: tuple[ChildVisits, ...]
    clinic: ClinicRow
    coordinator: str
    withheld: int
    seal: Seal = Seal()

    @property
    def others(self) -> tuple[UUID, ...]:
        """The siblings on the list."""
        ids = (child.member_id for child in self.children)
        return tuple(one for one in ids if one != self.member_id)


DIED = N_("This child has died. No letter or list goes out.")


def check_alive(session: UnitOfWork, page: MemberPage) -> None:
    """Raises NotPermitted: a death stops every letter and list at once."""
    if silence.silent(session, page.id):
        raise NotPermitted(DIED)


def family_language(page: MemberPage, audience: Audience) -> str:
    """What the reader reads: the main caregiver's language, or the youth's own."""
    caregiver = page.main_caregiver
    own = audience is Audience.YOUTH or caregiver is None
    return (page.languages if own or not caregiver else caregiver.languages).written


def visits_for_reader(
    session: UnitOfWork, member_id: UUID, audience: Audience, *, recipient: str = ""
) -> VisitsForReader:
    """Gather the visit list; siblings are on it where the reader cares for them too.

    Raises NotFound, and NotPermitted where the reader may not even have what is
    general.
    """
    page = member_page.member_page(session, member_id)
    check_alive(session, page)
    reader = reader_for(session, page, audience, recipient)
    general = decide(Seal(), reader)
    if not general.released:
        raise NotPermitted(general.reason)
    pages = [page]
    if audience is Audience.FAMILY:
        pages += _siblings(session, page)
    children, withheld = [], 0
    for one in pages:
        sieve = Sieve(reader_for(session, one, audience, recipient))
        visits = coming_visits(session, one, sieve)
        if not _cares_for(page, one):
            withheld += len(visits)
            visits = ()
        withheld += sieve.withheld
        if visits:
            children.append(ChildVisits(one.id, one.name, visits))
    seals = (visit.seal for child in children for visit in child.visits)
    return VisitsForReader(
        member_id,
        page.name,
        recipient or reader_name(page, audience),
        audience,
        family_language(page, audience),
        tuple(children),
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        withheld,
        next((seal for seal in seals if not seal.ordinary), Seal()),
    )


def _siblings(session: UnitOfWork, page: MemberPage) -> list[MemberPage]:
    """The household's other children, without those who have died."""
    pages = [member_page.member_page(session, one.id) for one in page.siblings]
    return [one for one in pages if not silence.silent(session, one.id)]


def _cares_for(page: MemberPage, child: MemberPage) -> bool:
    """Whether the reader of a member's family papers has a say for this child too;
    somebody of the same name in the same household is the same person."""
    caregiver = page.main_caregiver
    return child.id == page.id or any(
        one.authority is not Authority.NONE
        and (one.id == caregiver.id or one.name.full == caregiver.name.full)
        for one in child.caregivers
        if caregiver is not None
    )
