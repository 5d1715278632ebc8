"""The people around a child: care team, school, other coordinators, and consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.household import Relationship
from hhdesk.care.person import Interpreter
from hhdesk.demo import texts
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

HOSPITAL = "Bayside Children's Hospital"
CCS = "California Children's Services"
REGIONAL_CENTER = "Bayside Regional Center"
NURSES_AND_WORKERS = ["Joan Ferreira", "Tomasa Ibarra", "Derek Osei", "Linda Phan"]
YEAR = 365
TERMS = [("runs", 74), ("ends", 13), ("over", 8), ("revoked", 5)]
TREATMENT_TEAM = "Plan, visits, medicines"


def school(kid: Kid) -> str:
    """The school of the child's age; siblings of an age go to the same one."""
    kind = "preschool"
    for from_age, level in ((5, "elementary"), (11, "middle"), (14, "high")):
        if kid.age >= from_age:
            kind = level
    schools: list[str] = texts.read("places")["schools"][kind]
    return schools[kid.household_id.int % len(schools)]


def pediatrician(kid: Kid) -> str:
    """The family's doctor."""
    doctors: list[str] = texts.read("places")["pediatricians"]
    return doctors[kid.household_id.int % 7 % len(doctors)]


def _member(
    making: Making,
    kid: Kid,
    role: TeamRole,
    name: str,
    organization: str,
    phone: str,
    may_share: str,
    **more: Any,
) -> None:
    making.new(
        TeamMember,
        member_id=kid.id,
        role=role,
        name=name,
        organization=organization,
        phone=phone,
        may_share=may_share,
        **more,
    )


def enter(making: Making, kid: Kid, course: Course, health: Health) -> None:
    """Write the care team and the consents that let it be told."""
    worker = kid.worker
    clinic = "Dos Puentes Children's Clinic"
    lead, doctor = TeamRole.LEAD_COORDINATOR, TeamRole.PRIMARY_CARE
    phone = worker.phone
    _member(making, kid, lead, worker.name, clinic, phone, "All", staff_id=worker.id)
    name = pediatrician(kid)
    _member(making, kid, doctor, name, clinic, "510-555-0100", TREATMENT_TEAM)
    if kid.age >= 1 and making.chance(0.55):
        dentist = making.pick(texts.read("places")["dentists"])
        role = TeamRole.DENTIST
        _member(making, kid, role, "", dentist, "510-555-0168", "Dental visits")
    if health.specialist:
        field, house = health.specialist
        role, shared = TeamRole.SPECIALIST, TREATMENT_TEAM
        _member(making, kid, role, field, house, "510-555-0160", shared)
    _others(making, kid, course, health)


def _others(making: Making, kid: Kid, course: Course, health: Health) -> None:
    """Other coordinators and the school, each with its consent."""
    other, recipient = TeamRole.OTHER_COORDINATOR, Audience.RECIPIENT
    worker = making.pick(NURSES_AND_WORKERS)
    shared = "Plan, visits"
    if health.ccs:
        _member(making, kid, other, worker, CCS, "510-555-0178", shared)
        consent(making, kid, recipient, CCS, invented_term(making, course))
    if health.keys & {"autism", "cerebral", "down", "delay"}:
        name, phone = making.pick(NURSES_AND_WORKERS), "510-555-0166"
        _member(making, kid, other, name, REGIONAL_CENTER, phone, shared)
        term = invented_term(making, course)
        consent(making, kid, recipient, REGIONAL_CENTER, term)
    if 4 <= kid.age <= 18 and making.chance(0.5):
        role, phone, house = TeamRole.SCHOOL, "510-555-0162", school(kid)
        _member(making, kid, role, "School nurse", house, phone, "School plan")
        term = invented_term(making, course)
        consent(making, kid, Audience.SCHOOL, house, term)
    if kid.family.home == "foster":
        role = TeamRole.SOCIAL_WORKER
        agency = "County Children and Family Services"
        _member(making, kid, role, worker, agency, "510-555-0177", "As the court says")


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a consent runs; `revoked` when it was taken back."""

    given: date
    until: date | None
    revoked: date | None = None


def invented_term(making: Making, course: Course) -> Term:
    """A term that runs, ends soon, is over, or was ended."""
    room = max((making.today - course.since).days - 2, 0)
    kind = making.dealt("terms", TERMS)
    given = making.ago(min(room, making.between(5, 300)))
    if kind == "runs":
        return Term(given, given + timedelta(days=YEAR + 30))
    if kind == "ends":
        return Term(given, making.ahead(making.between(2, 30)))
    if kind == "over":
        return Term(given, max(given, making.ago(making.between(1, 60))))
    return Term(given, given + timedelta(days=YEAR), max(given, making.ago(4)))


def consent(
    making: Making,
    kid: Kid,
    audience: Audience,
    recipient: str,
    term: Term,
    *,
    basis: Basis | None = None,
    segment: Segment = Segment.GENERAL,
) -> None:
    """Write a consent of who decides about this care: signed, or spoken over the phone
    with an interpreter."""
    needed = kid.main.languages.interpreter is Interpreter.NEEDED
    if basis is None:
        spoken = needed and making.chance(0.4)
        basis = Basis.VERBAL if spoken else Basis.SIGNED
    giver, name = Consenter.CAREGIVER, kid.main.name.full
    if basis is Basis.YOUTH:
        giver, name = Consenter.YOUTH, kid.name.full
    elif kid.main.relationship is Relationship.FOSTER_PARENT:
        giver, name, basis = Consenter.COURT, "Juvenile Court", Basis.COURT
    number = f"Interpreter {making.between(20100, 20999)}"
    making.new(
        Consent,
        term.given,
        member_id=kid.id,
        audience=audience,
        recipient=recipient,
        segments=[segment.value],
        given_by=giver,
        giver_name=name,
        basis=basis,
        interpreter=number if needed and basis is Basis.VERBAL else "",
        given_on=term.given,
        until=term.until,
        revoked_on=term.revoked,
    )
