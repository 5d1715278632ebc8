"""The member's page: everything in five queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from hhdesk.care import caregivers, member_page, members, plan_saving
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Segment
from hhdesk.care.coverage import Coverage
from hhdesk.care.goals import BarrierKind, BarrierRow, Domain
from hhdesk.care.health import Allergy, Condition, Medicine
from hhdesk.care.household import Relationship
from hhdesk.care.members import IdentifierKind, MemberDetails
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.care.translations import Pair
from hhdesk.errors import NotFound
from hhdesk.store.engine import Database
from tests.care.test_members import MATEO
from tests.databases import ACTOR_ID, NOW


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        if arguments[2] != "BEGIN":
            statements.append(str(arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    with database.transaction(actor_id) as session:
        member_id = members.create(session, MATEO, ACTOR_ID)
        home = members.present(session, member_id).household_id
        sister = members.create(
            session, MemberDetails(Name("Valeria", "Hernández"), date(2020, 2, 2))
        )
        members.present(session, sister).household_id = home
        father = CaregiverDetails(Name("José", "Hernández"), Relationship.FATHER)
        caregivers.add(session, member_id, home, father)
        plan = PlanContent(
            Pair("He talks."), barriers=(BarrierRow(BarrierKind.TRANSPORTATION),)
        )
        plan_saving.save(session, member_id, plan, seen=0)
        mine = {"member_id": member_id}
        visit = Appointment(
            **mine,
            id=session.new_id(),
            title="Well visit",
            starts_at=NOW + timedelta(days=2),
            ends_at=NOW + timedelta(days=2, minutes=30),
        )
        old = Appointment(
            **mine,
            title="Missed",
            status=AppointmentStatus.NO_SHOW,
            starts_at=NOW - timedelta(days=9),
            ends_at=NOW - timedelta(days=9),
        )
        session.add_all(
            [
                visit,
                old,
                Condition(**mine, text="Speech delay"),
                Allergy(**mine, text="Peanut", reaction="hives"),
                Medicine(**mine, text="Vitamin D", dosage="400 IU once a day"),
                Coverage(**mine, payer="Medi-Cal", renewal_on=date(2027, 3, 1)),
                TeamMember(**mine, role=TeamRole.PRIMARY_CARE, name="Dr. Lee"),
                Referral(
                    **mine,
                    domain=Domain.DEVELOPMENTAL,
                    need="Early intervention",
                    state=ReferralState.SENT,
                    state_since=date(2026, 11, 5),
                    due_on=date(2026, 11, 12),
                    segment=Segment.GENERAL,
                ),
                *(
                    OutreachAttempt(
                        **mine,
                        at=NOW - timedelta(days=days),
                        way=Way.PHONE,
                        outcome=Outcome.REACHED,
                        staff_id=ACTOR_ID,
                    )
                    for days in range(1, 9)
                ),
            ]
        )
        session.flush()
        ride = ArrangementKind.TRANSPORT
        session.add(
            Arrangement(
                appointment_id=visit.id, kind=ride, status=ArrangementStatus.CONFIRMED
            )
        )
    return member_id


def test_a_member_page_takes_at_most_five_queries(
    database: Database, member_id: UUID
) -> None:
    with database.reading() as session, counted(database) as statements:
        member_page.member_page(session, member_id)
    assert len(statements) <= 5


def test_the_page_holds_all_that_the_screen_shows(
    database: Database, member_id: UUID
) -> None:
    with database.reading() as session:
        page = member_page.member_page(session, member_id)
    assert page.name.full == "Mateo Hernández Ruiz"
    assert page.facts.number(IdentifierKind.CIN) == "90000021A"
    assert page.main_caregiver
    assert page.main_caregiver.name.full == "Lucía Ruiz"
    assert page.main_phone
    assert page.main_phone.value == "510-555-0142"
    assert page.main_phone.safe_contact.note == "after 4 pm"
    assert [one.name.given for one in page.caregivers] == ["Lucía", "José"]
    assert [one.name.given for one in page.siblings] == ["Valeria"]
    assert page.enrollment
    assert page.enrollment.coordinator == "Rosa Delgado"
    assert (page.plan_number, page.what_matters) == (1, "He talks.")
    assert [one.kind for one in page.facts.barriers] == [BarrierKind.TRANSPORTATION]
    assert [one.text for one in page.facts.conditions] == ["Speech delay"]
    assert [one.reaction for one in page.facts.allergies] == ["hives"]
    assert [one.dosage for one in page.facts.medicines] == ["400 IU once a day"]
    assert [one.renewal_on for one in page.facts.coverages] == [date(2027, 3, 1)]
    assert [one.name for one in page.facts.team] == ["Dr. Lee"]
    assert [one.due_on for one in page.referrals] == [date(2026, 11, 12)]
    missed, coming = page.appointments
    assert missed.status is AppointmentStatus.NO_SHOW
    assert coming.starts_at == NOW + timedelta(days=2)
    ride = (ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED)
    assert coming.arrangements == (ride,)
    assert [one.at for one in page.outreach] == [
        NOW - timedelta(days=days) for days in range(1, 6)
    ]
    assert page.outreach[0].staff == "Rosa Delgado"


def test_a_member_with_nothing_but_a_name_has_a_page(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        bare = members.create(
            session, MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))
        )
    with database.reading() as session:
        page = member_page.member_page(session, bare)
    assert page.main_caregiver is None
    assert page.main_phone is None
    assert page.plan_number == 0


def test_a_member_who_does_not_exist_has_none(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        member_page.member_page(session, UUID(int=1))
