"""The family's page: shared caregivers, who is called first, who decides on school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from hhdesk.care import (
    care_plans,
    family_caregivers,
    family_phones,
    family_reading,
    family_rights,
    family_team,
    member_page,
    members,
    plan_saving,
    search,
)
from hhdesk.care.care_team import TeamRole
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import ContactPointRow, SafeContact, Voicemail
from hhdesk.care.family_rights import Missing
from hhdesk.care.family_rows import (
    FamilyCard,
    FamilyCaregiver,
    FamilyPage,
    Home,
    OrderRow,
    OwnContact,
)
from hhdesk.care.household import Authority, Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import TeamLine
from hhdesk.care.translations import Pair
from hhdesk.errors import ChangedElsewhere, InvalidField
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE

TODAY = NOW.astimezone(ZONE).date()
CALLED = ContactPointRow("510-555-0177", safe_contact=SafeContact(Voicemail.NEVER))
ELENA = FamilyCaregiver(
    Name("Elena", "Quiñones"), Relationship.GRANDMOTHER, phones=(CALLED,)
)
LUCIA = CaregiverDetails(Name("Lucía", "Ruiz"), Relationship.MOTHER)
ORDER = OrderRow(uuid4(), "Order", None, sealed=False, has_file=True)


def page(birth: date, *told: FamilyCaregiver, **more: object) -> FamilyPage:
    cards = tuple(FamilyCard(uuid4(), (), one) for one in told)
    made = FamilyPage(
        uuid4(),
        1,
        TODAY,
        Name("Mateo"),
        birth,
        OwnContact((), ()),
        cards,
        (),
        (),
        Home(),
        "",
        (),
        "",
        (),
    )
    return replace(made, **more)  # type: ignore[arg-type]


CHILD, BABY, ADULT = date(2018, 1, 1), date(2025, 1, 1), date(2007, 1, 1)
FOSTER = replace(ELENA, relationship=Relationship.FOSTER_PARENT)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (page(CHILD, ELENA), {Missing.SCHOOL_NOT_ASKED, Missing.AUTHORITY_NOT_ASKED}),
        (page(CHILD), {Missing.SCHOOL_NOT_ASKED}),
        (page(BABY, replace(ELENA, authority=Authority.FULL)), set()),
        (page(ADULT, replace(ELENA, authority=Authority.FULL)), set()),
        (
            page(
                CHILD,
                replace(ELENA, education_rights=False, authority=Authority.AFFIDAVIT),
            ),
            {Missing.SCHOOL_NOBODY, Missing.ORDER},
        ),
        (
            page(
                CHILD,
                replace(FOSTER, education_rights=True, authority=Authority.COURT),
                orders=(ORDER,),
            ),
            set(),
        ),
        (
            page(
                CHILD,
                replace(FOSTER, ends_on=TODAY),
                replace(ELENA, education_rights=True, authority=Authority.FULL),
            ),
            set(),
        ),
    ],
    ids=lambda one: "" if isinstance(one, FamilyPage) else "-".join(sorted(one)),
)
def test_what_nobody_has_asked_yet_is_missed(
    given: FamilyPage, wanted: set[Missing]
) -> None:
    assert set(family_rights.missing(given)) == wanted


@pytest.fixture
def children(database: Database) -> tuple[UUID, UUID]:
    """Mateo and his sister Ana, with their mother."""
    with database.transaction(ACTOR_ID) as session:
        told = MemberDetails(Name("Mateo", "Ruiz"), date(2018, 5, 14), caregiver=LUCIA)
        mateo = members.create(session, told, ACTOR_ID)
        sister = MemberDetails(Name("Ana", "Ruiz"), date(2020, 5, 14))
        return mateo, members.create(session, sister, ACTOR_ID, household_of=mateo)


def read(database: Database, child: UUID) -> FamilyPage:
    with database.reading() as session:
        return family_reading.family(session, child)


def test_a_caregiver_of_a_sibling_is_joined_and_stays_one_person(
    database: Database, children: tuple[UUID, UUID]
) -> None:
    mateo, ana = children
    with database.transaction(ACTOR_ID) as session:
        family_caregivers.add(session, mateo, ELENA)
    (known,) = read(database, ana).known
    assert known.others == ("Mateo Ruiz",)
    with database.transaction(ACTOR_ID) as session:
        form, seen = members.details(session, mateo)
        family_caregivers.add(
            session,
            ana,
            replace(known.details, note="Fetches her"),
            joining=known.id,
            seen=known.version,
        )
    both = [read(database, child).caregivers for child in children]
    assert [[one.details.name.given for one in some] for some in both] == [
        ["Lucía", "Elena"],
        ["Lucía", "Elena"],
    ]
    assert both[0][1].id == both[1][1].id
    assert both[1][1].details.phones[0].value == "510-555-0177"
    # The number finds each child of hers; a form of Mateo opened before is refused.
    with database.searching() as session:
        found = {one.member_id for one in search.find(session, "quinones").hits}
        assert found == set(children)
        assert {one.member_id for one in search.find(session, "5550177").hits} == found
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        members.update(session, mateo, form, seen)


def test_who_ends_is_called_first_no_longer_and_comes_back_whole(
    database: Database, children: tuple[UUID, UUID]
) -> None:
    mateo, _ana = children
    with database.transaction(ACTOR_ID) as session:
        elena = family_caregivers.add(session, mateo, ELENA).id
    lucia = read(database, mateo).caregivers[0]
    ended = replace(lucia.details, ends_on=TODAY)
    with database.transaction(ACTOR_ID) as session:
        family_caregivers.change(session, mateo, lucia.id, ended, seen=lucia.version)
    now = read(database, mateo)
    assert [(one.id, one.details.main) for one in now.caregivers] == [
        (elena, True),
        (lucia.id, False),
    ]
    with database.reading() as session:
        shown = member_page.member_page(session, mateo)
        assert [one.id for one in shown.caregivers] == [elena]
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        family_caregivers.remove(session, mateo, elena, "no", seen=(9, 9))
    with database.transaction(ACTOR_ID) as session:
        seen = now.caregivers[1].version
        family_caregivers.change(session, mateo, lucia.id, lucia.details, seen=seen)
        seen = family_reading.family(session, mateo).caregivers[1].version
        family_caregivers.remove(session, mateo, elena, "wrong child", seen=seen)
        assert len(family_reading.family(session, mateo).caregivers) == 1
        family_caregivers.put_back(session, mateo, elena)
    again = read(database, mateo).caregivers
    assert [one.details.main for one in again] == [True, False]
    assert again[1].details.phones == tuple(
        replace(CALLED, id=one.id) for one in again[1].details.phones
    )


def test_a_number_that_is_none_is_refused_beside_its_line(
    database: Database, children: tuple[UUID, UUID]
) -> None:
    mateo = children[0]
    wrong = (CALLED, ContactPointRow("555"))
    with (
        pytest.raises(InvalidField) as refused,
        database.transaction(ACTOR_ID) as session,
    ):
        family_phones.change_own(session, mateo, wrong, seen=())
    assert refused.value.field == "phones.1"
    with database.transaction(ACTOR_ID) as session:
        family_phones.change_own(session, mateo, (CALLED,), seen=())
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        family_phones.change_own(session, mateo, (), seen=())


def test_the_team_of_the_page_and_that_of_the_plan_are_one(
    database: Database, children: tuple[UUID, UUID]
) -> None:
    mateo = children[0]
    line = TeamLine(TeamRole.OTHER_COORDINATOR, "", "CCS", "510-555-0100")
    with database.transaction(ACTOR_ID) as session:
        told = PlanContent(Pair("To sleep"), team=(line,))
        plan_saving.save(session, mateo, told, seen=0)
    (card,) = read(database, mateo).team
    with database.transaction(ACTOR_ID) as session:
        new = replace(card.line, name="Joan", may_share="Visits")
        family_team.change(session, card.id, new, seen=card.version)
        plan = care_plans.current(session, mateo)
    assert [(one.name, one.may_share) for one in plan.content.team] == [
        ("Joan", "Visits")
    ]
    # The plan that somebody has open is another one now: no older line comes back.
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        plan_saving.save(session, mateo, told, seen=1)
    (card,) = read(database, mateo).team
    with database.transaction(ACTOR_ID) as session:
        family_team.remove(session, card.id, "moved", seen=card.version)
        assert care_plans.current(session, mateo).content.team == ()
        family_team.put_back(session, card.id)
        assert len(care_plans.current(session, mateo).content.team) == 1
