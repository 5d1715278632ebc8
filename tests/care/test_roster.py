"""Entering a roster: new members whole and findable, the others left as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import audit, audit_verdict, member_page, members, roster, search
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, Member, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.roster import Fate, Line, LineOutcome
from hhdesk.store.engine import Database

ANA = MemberDetails(
    name=Name("Ana", "Ibáñez", "Ruiz", "Nita"),
    birth_date=date(2021, 5, 4),
    gender=Gender.FEMALE,
    mrn="10044",
    cin="91234567a",
    languages=Languages("es", "es", Interpreter.NEEDED),
    caregiver=CaregiverDetails(
        Name("Lucía", "Ruiz"),
        Relationship.MOTHER,
        languages=Languages("es", "es"),
        phone="(510) 555-0142",
    ),
    former_names=("Ana  Pérez",),
    address="12 Fruitvale Ave",
    city="Oakland",
    state="CA",
    postal_code="94601",
)
BEN = MemberDetails(Name("Ben", "Okafor"), date(2019, 2, 28), phone="510-555-0199")


def enter(
    database: Database, actor_id: UUID, *people: MemberDetails
) -> list[LineOutcome]:
    with database.transaction(actor_id) as session:
        lines = [Line(n, one) for n, one in enumerate(people, 2)]
        return roster.enter(session, lines)


def fates(outcomes: list[LineOutcome]) -> list[Fate]:
    return [outcome.fate for outcome in outcomes]


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def test_a_line_becomes_what_the_member_form_would_have_made(
    database: Database, actor_id: UUID
) -> None:
    entered, _ = enter(database, actor_id, ANA, BEN)
    assert entered.member_id
    with database.transaction(actor_id) as session:
        by_form = members.create(session, replace(ANA, mrn="10045", cin=""))
    with database.reading() as session:
        ours, _ = members.details(session, entered.member_id)
        theirs, _ = members.details(session, by_form)
        assert replace(ours, mrn="", cin="") == replace(theirs, mrn="", cin="")
        assert (ours.mrn, ours.cin) == ("10044", "91234567A")
        page = member_page.member_page(session, entered.member_id)
    assert page.name.full == "Ana Ibáñez Ruiz"


def test_who_was_entered_is_found_and_the_index_is_in_step(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        members.create(session, MemberDetails(Name("Mia", "Lor"), date(2020, 1, 1)))
    enter(database, actor_id, BEN, ANA)
    with database.searching() as session:
        for text in ("ibanez", "nita", "555 0142", "05/04/2021", "lucia ruiz", "10044"):
            assert search.find(session, text).hits[0].name == "Ana Ibáñez Ruiz"
        names = [hit.name for hit in search.page(session, 10)]
        assert names == ["Ana Ibáñez Ruiz", "Mia Lor", "Ben Okafor"]
    with database.reading() as session:
        assert search.out_of_step(session) == 0


def test_a_second_time_everybody_is_known_and_nothing_changes(
    database: Database, actor_id: UUID
) -> None:
    first = enter(database, actor_id, ANA)
    again = enter(database, actor_id, replace(ANA, name=Name("Anna", "Other")))
    assert fates(again) == [Fate.KNOWN]
    assert again[0].member_id == first[0].member_id
    assert count(database) == 1
    with database.reading() as session:
        assert members.details(session, first[0].member_id)[0].name.given == "Ana"


def test_a_namesake_of_one_birth_date_without_a_number_is_left_to_a_person(
    database: Database, actor_id: UUID
) -> None:
    enter(database, actor_id, BEN)
    outcomes = enter(database, actor_id, replace(BEN, name=Name("BEN", "Okáfor")), ANA)
    assert fates(outcomes) == [Fate.REFUSED, Fate.ENTERED]
    assert outcomes[0].sentence == roster.NAMESAKE


def test_the_same_person_twice_in_a_file_is_entered_once(
    database: Database, actor_id: UUID
) -> None:
    outcomes = enter(database, actor_id, BEN, ANA, BEN, replace(ANA, mrn=""))
    assert fates(outcomes) == [
        Fate.ENTERED,
        Fate.ENTERED,
        Fate.REFUSED,
        Fate.REFUSED,
    ]
    assert [one.sentence for one in outcomes[2:]] == [
        roster.TWICE,
        roster.NUMBER_TWICE,
    ]


def test_numbers_of_two_members_are_refused(database: Database, actor_id: UUID) -> None:
    enter(database, actor_id, replace(ANA, cin=""), replace(BEN, cin="97654321B"))
    (outcome,) = enter(database, actor_id, replace(ANA, cin="97654321B"))
    assert (outcome.fate, outcome.sentence) == (Fate.REFUSED, roster.TWO_MEMBERS)


def test_what_a_form_refuses_is_refused_and_the_others_go_in(
    database: Database, actor_id: UUID
) -> None:
    outcomes = enter(
        database,
        actor_id,
        replace(ANA, cin="123"),
        replace(ANA, birth_date=date(2031, 1, 1)),
        replace(ANA, caregiver=CaregiverDetails(Name("Lucía"), phone="12")),
        BEN,
    )
    assert [one.field for one in outcomes] == [
        "cin",
        "birth_date",
        "caregiver.phone",
        "",
    ]
    assert fates(outcomes)[3] is Fate.ENTERED
    assert count(database) == 1


def test_each_entry_stands_in_the_audit_chain(
    database: Database, actor_id: UUID
) -> None:
    entered = enter(database, actor_id, ANA, BEN)
    with database.reading() as session:
        assert audit_verdict.verify(session).whole
        told = session.execute(
            select(audit.AuditEntry.member_id, audit.AuditEntry.detail).where(
                audit.AuditEntry.act == "member.create"
            )
        ).all()
    assert [row[0] for row in told] == [one.member_id for one in entered]
    assert {row[1]["by"] for row in told} == {"roster"}


def test_many_between_two_neighbours_keep_the_alphabet(
    database: Database, actor_id: UUID
) -> None:
    edges = [replace(BEN, name=Name("Ben", surname)) for surname in ("Aa", "Zz")]
    enter(database, actor_id, *edges)
    born = date(2020, 1, 1)
    for round_ in range(20):
        some = [
            MemberDetails(Name(f"G{round_:02}", f"Mm{n:02}"), born) for n in range(30)
        ]
        enter(database, actor_id, *some)
    with database.reading() as session:
        assert search.out_of_step(session) == 0
