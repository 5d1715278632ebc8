"""What is known of a child when a phrase is filled, and which phrases the clinic
checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from hhdesk.care import care_plans, clinic, member_page, phrase_checks, phrases
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.care_team import TeamRole
from hhdesk.care.member_page import MemberPage
from hhdesk.care.phrase_slots import SlotValue
from hhdesk.care.plan_content import PlanContent
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """`values` fill slots before anybody types; `checked` are ids of phrases."""

    name: str
    plan: PlanRow
    values: Mapping[str, SlotValue]
    checked: frozenset[str]


def known(session: UnitOfWork, member_id: UUID) -> Known:
    """What fills the slots of a child's plan; raises NotFound."""
    page = member_page.member_page(session, member_id)
    plan = care_plans.current(session, member_id)
    here = clinic.clinic(session)
    words = {**_of_page(page), **of_content(plan.content)}
    words |= {"clinic": here.name, "clinic_phone": here.phone}
    values = {name: SlotValue(text) for name, text in words.items() if text.strip()}
    return Known(page.name.full, plan, values, checked(session, plan.language))


def _of_page(page: MemberPage) -> dict[str, str]:
    caregiver = page.main_caregiver
    # What is not for everybody is named in a plan by a person alone.
    stays = [one for one in page.facts.stays if one.seal.ordinary]
    return {
        "child": page.name.given or page.name.full,
        "caregiver": caregiver.name.full if caregiver else "",
        "hospital": stays[0].place if stays else "",
        "coordinator": page.enrollment.coordinator if page.enrollment else "",
    }


def of_content(content: PlanContent) -> dict[str, str]:
    """What a plan's own school and team fill."""
    doctors = [
        line
        for line in content.team
        if line.role is TeamRole.PRIMARY_CARE and not line.left
    ]
    doctor = doctors[0] if doctors else None
    return {
        "school": content.school.name,
        "school_phone": content.school.phone,
        "doctor": doctor.name if doctor else "",
        "doctor_phone": doctor.phone if doctor else "",
    }


def checked(session: UnitOfWork, language: str) -> frozenset[str]:
    """The phrases whose translation a qualified person of this clinic checked."""
    return still_good(phrase_checks.checked(session, language), language)


def still_good(checks: Mapping[str, str], language: str) -> frozenset[str]:
    """Which of the checks, fingerprints by phrase, are of the words as they stand: a
    phrase that changed since is not checked any more."""
    found = set()
    for phrase_id, fingerprint in checks.items():
        row = phrases.phrase(phrase_id)
        if row is not None and row.fingerprint(language) == fingerprint:
            found.add(phrase_id)
    return frozenset(found)
