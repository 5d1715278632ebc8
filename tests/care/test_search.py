"""Finding members: order, freshness, hostile texts, possible duplicates."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text as sql

from hhdesk.care import members, search
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.household import Relationship
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.search_words import words
from hhdesk.errors import DatabaseAway
from hhdesk.store.engine import Database, sqlite_engine
from tests.care.search_cast import CAST, seat
from tests.databases import ACTOR_ID, KEY, Clock, Server, open_on

LUCIA = CaregiverDetails(
    Name("Lucía", "Ruiz"),
    Relationship.MOTHER,
    languages=Languages("es", "es"),
    phone="510-555-0142",
    safe_contact=SafeContact(Voicemail.NEVER, "after 4 pm"),
)
MATEO = MemberDetails(
    Name("Mateo", "Hernández", "Ruiz", "Teo"),
    date(2025, 5, 14),
    mrn="100234",
    cin="90000021A",
    languages=Languages("es", "es", Interpreter.NEEDED),
    caregiver=LUCIA,
    city="Oakland",
)
ANA = MemberDetails(Name("Ana", "Soto"), date(2005, 11, 21))


def enter(database: Database, details: MemberDetails = MATEO) -> UUID:
    with database.transaction(ACTOR_ID) as session:
        return members.create(session, details, coordinator_id=ACTOR_ID)


def found(database: Database, text: str, limit: int = 50) -> list[UUID]:
    with database.searching() as session:
        hits = search.find(session, text, limit).hits
        return [hit.member_id for hit in hits]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def seated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """The cast, for tests that only ask."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        path = Path(tmp_path_factory.mktemp("cast"), "clinic.db")
        shutil.copy(template, path)
        engine = sqlite_engine(path, KEY)
    else:
        server: Server = request.getfixturevalue("server")
        server.make("asked_cast", "template_clinic")
        engine = server.engine("asked_cast")
    database = open_on(engine)
    seat(database, ACTOR_ID)
    yield database
    database.close()
    if request.param == "postgresql":
        server.drop("asked_cast")


# ---------------------------------------------------------------- hits


def test_a_hit_shows_what_a_list_needs(database: Database) -> None:
    member_id = enter(database)
    with database.searching() as session:
        (hit,) = search.find(session, "mateo").hits
    assert hit.fields() == {
        "member_id": member_id,
        "name": "Mateo Hernández Ruiz",
        "nickname": "Teo",
        "birth_date": date(2025, 5, 14),
        "adult": False,
        "deceased": False,
        "caregiver": "Lucía Ruiz",
        "relationship": "mother",
        "phone": "510-555-0142",
        "phone_restricted": True,
        "language": "es",
        "interpreter": "needed",
        "state": "identified",
        "coordinator": "Rosa Delgado",
        "city": "Oakland",
    }


def test_who_turns_21_is_an_adult_from_that_day(
    database: Database, clock: Clock
) -> None:
    enter(database, ANA)
    with database.searching() as session:
        assert search.find(session, "soto").hits[0].adult
    clock.advance(days=-1)
    with database.searching() as session:
        assert not search.find(session, "soto").hits[0].adult


def test_no_more_hits_come_than_were_asked_for(seated: Database) -> None:
    everyone = found(seated, "a")
    assert len(everyone) > 5
    assert found(seated, "a", limit=5) == everyone[:5]


def test_the_list_of_all_is_alphabetical_and_goes_on(seated: Database) -> None:
    with seated.searching() as session:
        whole = search.page(session, limit=1000)
        assert len(whole) == len(CAST) == search.count(session)
        parts = search.page(session, limit=30)
        while len(parts) < len(whole):
            parts += search.page(session, after_rank=parts[-1].rank, limit=30)
        assert parts == whole
    names = [hit.name for hit in whole]
    assert names.index("Mateo Hernández Ruiz") < names.index(
        "Sofía Isabel Hernández Ruiz"
    )
    assert names.index("Awa N'Diaye") < names.index("Ximena Núñez")


def test_a_corrected_text_is_told(seated: Database) -> None:
    with seated.searching() as session:
        assert search.find(session, "hernadez mateo").corrected == "hernandez mateo"
        assert search.find(session, "hernandez mateo").corrected is None


def test_a_correction_is_of_the_members_own_name_before_a_familys(
    seated: Database,
) -> None:
    with seated.searching() as session:
        answer = search.find(session, "sofai")
        assert answer.hits[0].name.startswith("Sofía")


# ---------------------------------------------------------------- oracle

ONE_WORD = (
    "a an ana al b be c ch d da e el f g h he her hern hernan hernandez i j ju k ka l "
    "lu m ma mat n na ng o p pa q r ro s sa sm t to v w wi x y z lucia rosalba smith "
    "jones lee may dela san"
)
WORDS = (
    "hernandez mat|ana garcia|lopez garcia|an ng|ma her|park i|sofia lucia|mateo sofia|"
    "de la cruz|la cruz to|hoa an|vega juan|o brien|lucia ruiz sofia|pa vang|m h"
)


def like(session: Any, text: str) -> list[UUID]:
    """The order of hits by LIKE over the cards' words, read as its documentation says:
    whole own words, own beginnings, one own beginning, anybody's beginning."""
    typed = words(text)
    whole = " AND ".join(f"line LIKE '% 1{word} %'" for word in typed)
    own = " AND ".join(f"line LIKE '% 1{word}%'" for word in typed)
    one = " OR ".join(f"line LIKE '% 1{word}%'" for word in typed)
    family = " AND ".join(
        "(" + " OR ".join(f"line LIKE '% {label}{word}%'" for label in "123") + ")"
        for word in typed
    )
    rows = session.execute(
        sql(
            f"""
            SELECT member_id FROM (
                SELECT *, ' ' || words || ' ' AS line FROM member_card) AS card
            WHERE {family}
            ORDER BY CASE WHEN {whole} THEN 0 WHEN {own} THEN 1 WHEN {one} THEN 2
                ELSE 3 END, rank
            LIMIT 50
            """
        )
    )
    return [one if isinstance(one, UUID) else UUID(one) for (one,) in rows]


@pytest.mark.parametrize("text", [*ONE_WORD.split(), *WORDS.split("|")])
def test_an_oracle_by_like_finds_the_same_in_the_same_order(
    seated: Database, text: str
) -> None:
    with seated.reading() as session:
        expected = like(session, text)
    assert expected
    assert found(seated, text) == expected


@pytest.mark.parametrize("text", ["a h", "h a", "h m", "he r", "m h", "r h"])
def test_letters_that_many_have_each_keep_the_order_when_a_list_is_cut(
    seated: Database, text: str
) -> None:
    with seated.reading() as session:
        expected = like(session, text)
    assert len(expected) > 1
    assert found(seated, text, limit=1) == expected[:1]


# ---------------------------------------------------------------- hostile


def hostile(shared_data: Path) -> list[str]:
    strings: list[str] = json.loads(
        (shared_data / "naughty" / "blns" / "blns.json").read_bytes()
    )
    return strings


def test_no_naughty_string_raises_or_finds_by_force(
    seated: Database, shared_data: Path
) -> None:
    with seated.searching() as session:
        for text in hostile(shared_data):
            assert len(search.find(session, text).hits) <= 50
            search.marks("Mateo Hernández", text)
        assert search.count(session) == len(CAST)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800\udfff",
        "\u202e" * 500 + "mateo",
        '"' * 1000,
        "(" * 1000,
        "a " * 100_000,
        "💩" * 100_000,
        "9" * 100_000,
        "1/2/3/4/5/6",
        "NEAR(a b, 5)",
        "a NOT b OR c",
        "own : a",
        "{own} : a",
        "- a",
        "'1a':* & !('1b')",
        "\\",
        "a'\\",
        "\u0301" * 50,
        "\ufffe\uffff",
    ],
)
def test_no_hostile_text_raises(seated: Database, text: str) -> None:
    found(seated, text)


def test_every_naughty_string_can_be_a_name_and_found(
    database: Database, shared_data: Path
) -> None:
    texts = sorted({" ".join(text.split())[:150] for text in hostile(shared_data)})
    names = [text for text in texts if words(text) and "\x00" not in text]
    with database.transaction(ACTOR_ID) as session:
        for n, name in enumerate(names[::4]):
            born = date(2018, 1 + n % 12, 1 + n % 28)
            members.create(session, MemberDetails(Name(name), born))
    with database.searching() as session:
        assert search.out_of_step(session) == 0
        for name in names[::4]:
            assert search.find(session, " ".join(words(name)[:3])).hits, name


# ---------------------------------------------------------------- freshness


def test_the_next_search_sees_the_last_commit(database: Database) -> None:
    assert found(database, "mateo") == []
    member_id = enter(database)
    assert found(database, "mateo") == [member_id]
    with database.transaction(ACTOR_ID) as session:
        session.get_one(Member, member_id).given = "Marcos"
    assert found(database, "mateo") == []
    assert found(database, "marcos") == [member_id]


def test_an_act_finds_what_it_has_changed_and_nobody_else_does(
    database: Database,
) -> None:
    with database.transaction(ACTOR_ID) as session:
        members.create(session, MATEO)
        assert len(search.find(session, "mateo").hits) == 1
        assert search.find(session, "hernadez").corrected == "hernandez"
        assert found(database, "mateo") == []
        session.rollback()
    assert found(database, "mateo") == []
    with database.searching() as session:
        assert search.out_of_step(session) == 0
        assert search.find(session, "hernadez").corrected is None


def test_corrections_follow_what_was_entered_and_changed(database: Database) -> None:
    assert found(database, "okaforr") == []
    member_id = enter(database, replace(MATEO, name=Name("Chidi", "Okafor")))
    assert found(database, "okafro") == [member_id]
    with database.transaction(ACTOR_ID) as session:
        session.get_one(Member, member_id).first_surname = "Eze"
    assert found(database, "okafro") == []


def test_a_search_works_beside_an_open_act(database: Database) -> None:
    member_id = enter(database)
    with database.transaction(ACTOR_ID) as session:
        members.create(session, ANA)
        assert found(database, "mateo") == [member_id]
        assert found(database, "ana") == []


def test_a_lost_server_is_told_and_forgotten(
    server: Server, postgresql_database: Database
) -> None:
    member_id = enter(postgresql_database)
    assert found(postgresql_database, "mateo") == [member_id]
    with server.admin.connect() as connection:
        connection.execute(
            sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = :name"
            ),
            {"name": postgresql_database.engine.url.database},
        )
    with pytest.raises(DatabaseAway):
        found(postgresql_database, "mateo")
    assert found(postgresql_database, "mateo") == [member_id]


def test_an_error_beside_a_search_does_not_harm_the_next(database: Database) -> None:
    member_id = enter(database)
    with pytest.raises(ZeroDivisionError), database.searching():
        raise ZeroDivisionError
    assert found(database, "mateo") == [member_id]


def test_threads_that_search_at_once_take_turns(database: Database) -> None:
    member_id = enter(database)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: found(database, "mateo"), range(40)))
    assert answers == [[member_id]] * 40
