"""The search index stays in step with every act, by itself."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, text, update

from hhdesk.care import caregivers, enrollment_acts, members, search
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import ContactPoint, ContactUse
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving, Household, Relationship
from hhdesk.care.members import FormerName, Identifier, Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.staff import Staff
from hhdesk.store import search_writing
from hhdesk.store.engine import Database
from hhdesk.store.search_index import CARD, KIN, OWN, WORD, columns
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, OTHER_ID

BORN = date(2018, 5, 14)


def enter(session: UnitOfWork, given: str, surname: str, phone: str = "") -> UUID:
    mother = CaregiverDetails(Name("Lucía", surname), Relationship.MOTHER, phone=phone)
    details = MemberDetails(Name(given, surname), BORN, caregiver=mother)
    return members.create(session, details, ACTOR_ID)


def found(database: Database, typed: str) -> list[UUID]:
    with database.searching() as session:
        return [hit.member_id for hit in search.find(session, typed).hits]


def family(database: Database) -> tuple[UUID, UUID]:
    """Two siblings with one mother."""
    with database.transaction(ACTOR_ID) as session:
        older = enter(session, "Ana", "Soto", "510-555-0101")
        younger = members.create(session, MemberDetails(Name("Beto", "Soto"), BORN))
        home = session.get_one(Member, older).household_id
        session.get_one(Member, younger).household_id = home
        link = session.scalars(select(Caregiving)).one()
        session.add(
            Caregiving(
                member_id=younger,
                caregiver_id=link.caregiver_id,
                relationship=Relationship.MOTHER,
            )
        )
    return older, younger


def test_a_phone_of_the_mother_finds_all_her_children(database: Database) -> None:
    both = family(database)
    assert set(found(database, "555-0101")) == set(both)
    with database.transaction(ACTOR_ID) as session:
        point = session.scalars(select(ContactPoint)).one()
        point.value = "510-555-0202"
    assert found(database, "555-0101") == []
    assert set(found(database, "555-0202")) == set(both)
    with database.transaction(ACTOR_ID) as session:
        point = session.scalars(select(ContactPoint)).one()
        point.void("wrong number", session.now(), ACTOR_ID)
    assert found(database, "555-0202") == []


def test_a_mother_who_changes_her_name_is_found_by_the_new_one(
    database: Database,
) -> None:
    both = family(database)
    with database.transaction(ACTOR_ID) as session:
        session.scalars(select(Caregiver)).one().given = "Guadalupe"
    assert found(database, "lucia") == []
    assert set(found(database, "guadalupe")) == set(both)


def test_a_sibling_who_moves_out_finds_nobody_at_home(database: Database) -> None:
    older, younger = family(database)
    assert found(database, "ana beto") == [older, younger]
    with database.transaction(ACTOR_ID) as session:
        home = Household(id=session.new_id(), city="Fresno")
        session.add(home)
        session.flush()
        session.get_one(Member, younger).household_id = home.id
    assert found(database, "ana beto") == []
    with database.searching() as session:
        cities = {hit.name: hit.city for hit in search.page(session)}
    assert cities == {"Ana Soto": "", "Beto Soto": "Fresno"}


def test_a_coordinator_who_changes_her_name_shows_it_at_each_child(
    database: Database,
) -> None:
    family(database)
    with database.transaction(ACTOR_ID) as session:
        session.get_one(Staff, ACTOR_ID).name = "Rosa Delgado Paz"
    with database.searching() as session:
        names = {hit.name: hit.coordinator for hit in search.page(session)}
    assert names == {"Ana Soto": "Rosa Delgado Paz", "Beto Soto": ""}


def test_a_voided_member_is_not_found_and_finds_no_sibling(database: Database) -> None:
    older, younger = family(database)
    with database.transaction(ACTOR_ID) as session:
        session.get_one(Member, younger).void("entered twice", session.now(), ACTOR_ID)
    assert found(database, "beto") == []
    assert found(database, "ana") == [older]
    with database.searching() as session:
        assert search.count(session) == 1


def test_an_old_phone_finds_but_is_not_shown(database: Database) -> None:
    family(database)
    with database.transaction(ACTOR_ID) as session:
        session.scalars(select(ContactPoint)).one().use = ContactUse.OLD
    with database.searching() as session:
        hits = search.find(session, "555-0101").hits
    assert [hit.phone for hit in hits] == ["", ""]


def test_an_act_that_fails_leaves_the_index_as_it_was(database: Database) -> None:
    older, _ = family(database)
    with pytest.raises(KeyError), database.transaction(ACTOR_ID) as session:
        rename_and_fail(session, older)
    assert found(database, "zacarias") == []
    assert found(database, "ana")[0] == older
    assert in_step(database)


def rename_and_fail(session: UnitOfWork, member_id: UUID) -> None:
    session.get_one(Member, member_id).given = "Zacarías"
    session.flush()
    search.find(session, "zacarias")
    raise KeyError


def test_a_savepoint_rolled_back_leaves_no_trace(database: Database) -> None:
    older, _ = family(database)
    with database.transaction(ACTOR_ID) as session:
        with session.begin_nested() as savepoint:
            session.get_one(Member, older).given = "Zacarías"
            session.flush()
            savepoint.rollback()
        session.get_one(Member, older).first_surname = "Zamora"
    assert found(database, "zacarias") == []
    assert found(database, "ana zamora")[0] == older
    assert in_step(database)


def test_a_bulk_statement_rebuilds_the_index(database: Database) -> None:
    family(database)
    with database.transaction(ACTOR_ID) as session:
        session.execute(update(Member).values(first_surname="Zamora"))
    assert len(found(database, "zamora")) == 2
    assert in_step(database)


def test_a_bulk_writer_may_rebuild_it_at_the_end(database: Database) -> None:
    with database.transaction(ACTOR_ID) as session:
        session.info["search"] = "off"
        enter(session, "Ana", "Soto")
        enter(session, "Beto", "Mora")
    assert found(database, "ana") == []
    told: list[tuple[int, int]] = []
    with database.transaction(ACTOR_ID) as session:
        assert search.out_of_step(session) > 0
        assert search.reindex(session, lambda *at: told.append(at)) == 2
    assert told == [(2, 2)]
    assert len(found(database, "ana")) == 1
    assert in_step(database)


def test_a_rebuild_that_is_cancelled_changes_nothing(database: Database) -> None:
    family(database)

    def cancel(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError), database.transaction(ACTOR_ID) as session:
        search.reindex(session, cancel)
    assert len(found(database, "soto")) == 2
    assert in_step(database)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE member_card SET shown = '' WHERE name LIKE 'Ana%'",
        "UPDATE member_card SET rank = 1 WHERE name LIKE 'Beto%'",
        "DELETE FROM member_card WHERE name LIKE 'Ana%'",
        "UPDATE member_word SET uses = 7 WHERE word = 'soto'",
        "DELETE FROM member_word",
    ],
)
def test_damage_is_noticed_and_repaired(database: Database, damage: str) -> None:
    family(database)
    with database.transaction(ACTOR_ID) as session:
        session.execute(text(damage))
    assert not in_step(database)
    with database.transaction(ACTOR_ID) as session:
        search.reindex(session)
    assert in_step(database)


def test_a_lost_word_list_of_the_file_is_noticed(sqlite_database: Database) -> None:
    family(sqlite_database)
    with sqlite_database.transaction(ACTOR_ID) as session:
        session.execute(text("DELETE FROM member_index WHERE rowid > 0"))
    assert not in_step(sqlite_database)


# ---------------------------------------------------------------- ranks


def test_names_entered_in_any_order_stand_in_the_alphabet(database: Database) -> None:
    chance = random.Random(5)
    names = [f"Name{chance.choice('abcdef')}{n:03}" for n in range(120)]
    with database.transaction(ACTOR_ID) as session:
        for name in names:
            members.create(session, MemberDetails(Name(name), BORN))
    with database.searching() as session:
        shown = [hit.name for hit in search.page(session, limit=200)]
    assert shown == sorted(names)


@pytest.mark.parametrize("step", [1, -1])
def test_a_gap_that_is_used_up_is_made_anew(database: Database, step: int) -> None:
    """Each name falls between the one before and a fixed neighbour."""
    names = [f"M{n:03}" for n in range(90)][::step]
    with database.transaction(ACTOR_ID) as session:
        for name in ("A", "Z", *names):
            card = members.create(session, MemberDetails(Name(name), BORN))
            search.find(session, name)
            assert card
    with database.searching() as session:
        shown = [hit.name for hit in search.page(session, limit=200)]
    assert shown == ["A", *sorted(names), "Z"]
    assert in_step(database)


def test_many_come_before_the_first_one(database: Database) -> None:
    names = [f"M{n:03}" for n in reversed(range(300))]
    with database.transaction(ACTOR_ID) as session:
        connection = session.connection()
        for name in names:
            rank = search_writing.place(connection, name)
            assert rank > 0
            search_writing.put(connection, [card(session, name, rank)])
        ranks = connection.execute(select(CARD.c.name).order_by(CARD.c.rank))
        assert [name for (name,) in ranks] == sorted(names)


def card(session: UnitOfWork, name: str, rank: int) -> dict[str, Any]:
    blank = {column.name: "" for column in CARD.columns}
    return {
        **blank,
        "rank": rank,
        "organization_id": session.organization_id,
        "member_id": session.new_id(),
        "sort_key": name,
        "name": name,
        "birth_date": BORN,
        "deceased": False,
        "phone_restricted": False,
    }


# ---------------------------------------------------------------- random walk


def in_step(database: Database) -> bool:
    with database.reading() as session:
        return search.out_of_step(session) == 0


def whole_index(database: Database) -> tuple[Any, ...]:
    """Everything that the index says, ranks as places in the order."""
    with database.reading() as session:
        connection = session.connection()
        cards = connection.execute(select(CARD).order_by(CARD.c.rank)).all()
        words = connection.execute(
            select(WORD.c.word, WORD.c.uses)
            .where(WORD.c.uses > 0)
            .order_by(WORD.c.word)
        ).all()
        indexed = [row[1:] for row in cards], words
        if database.dialect == "sqlite":
            places = {row.rank: n for n, row in enumerate(cards)}
            assert Counter(fts(session)) == Counter(expected_fts(cards))
            return *indexed, sorted((places[r], w, c) for r, w, c in fts(session))
        return indexed


def fts(session: UnitOfWork) -> list[tuple[int, str, str]]:
    """What FTS5 holds: document, term, column."""
    session.execute(text("DROP TABLE IF EXISTS temp.held"))
    session.execute(
        text(
            "CREATE VIRTUAL TABLE temp.held "
            "USING fts5vocab(main, member_index, instance)"
        )
    )
    rows = session.execute(text("SELECT DISTINCT doc, term, col FROM temp.held"))
    return [(doc, term, col) for doc, term, col in rows]


def expected_fts(cards: Any) -> list[tuple[int, str, str]]:
    return [
        (row.rank, word, name)
        for row in cards
        for name, part in zip(("own", "kin", "keys"), columns(row.words), strict=True)
        for word in set(part.split())
    ]


SURNAMES = ("Soto", "Núñez", "Ruiz", "Zúñiga", "Ávila", "O'Brien", "Đặng", "王", "김")
GIVEN = ("Ana", "Beto", "Lucía", "Íñigo", "Mateo", "小明", "민준")


class Walk:
    """Acts of a day at the desk, chosen by chance."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database = database
        self.chance = random.Random(seed)
        self.members: list[UUID] = []

    def one(self, kind: Any, session: UnitOfWork) -> Any:
        """A row of a table, or None."""
        ids = sorted(session.scalars(select(kind.id)))
        return session.get(kind, self.chance.choice(ids)) if ids else None

    def name(self) -> Name:
        return Name(
            self.chance.choice(GIVEN),
            self.chance.choice(SURNAMES),
            self.chance.choice(["", *SURNAMES]),
            self.chance.choice(["", "", "Nano"]),
        )

    def details(self) -> MemberDetails:
        number = self.chance.randrange(10_000)
        return MemberDetails(
            self.name(),
            BORN + timedelta(days=self.chance.randrange(1000)),
            phone=self.chance.choice(["", f"510-555-{number:04}"]),
            mrn=self.chance.choice(["", f"{self.chance.randrange(10**9)}"]),
            former_names=self.chance.choice([(), ("Ximena Treviño",)]),
            caregiver=self.caregiver() if self.chance.random() < 0.7 else None,
            city=self.chance.choice(["Oakland", "Fresno"]),
        )

    def caregiver(self) -> CaregiverDetails:
        number = self.chance.randrange(10_000)
        return CaregiverDetails(self.name(), phone=f"209-555-{number:04}")

    # Acts

    def enter(self, session: UnitOfWork) -> None:
        members.create(session, self.details(), self.chance.choice([ACTOR_ID, None]))

    def change(self, session: UnitOfWork) -> None:
        member = self.one(Member, session)
        if member and member.voided_at is None:
            members.update(session, member.id, self.details(), member.version)

    def add_caregiver(self, session: UnitOfWork) -> None:
        member = self.one(Member, session)
        if member:
            caregivers.add(session, member.id, member.household_id, self.caregiver())

    def share_caregiver(self, session: UnitOfWork) -> None:
        member, caregiver = self.one(Member, session), self.one(Caregiver, session)
        links = select(func.count()).where(
            Caregiving.member_id == (member.id if member else None),
            Caregiving.caregiver_id == (caregiver.id if caregiver else None),
        )
        if member and caregiver and not session.scalar(links):
            session.add(
                Caregiving(
                    member_id=member.id,
                    caregiver_id=caregiver.id,
                    relationship=Relationship.AUNT,
                    main=self.chance.random() < 0.3,
                )
            )

    def move_house(self, session: UnitOfWork) -> None:
        member, home = self.one(Member, session), self.one(Household, session)
        if member:
            member.household_id = home.id if self.chance.random() < 0.8 else None

    def void(self, session: UnitOfWork) -> None:
        kinds = (Member, FormerName, Identifier, ContactPoint, Caregiver, Caregiving)
        row = self.one(self.chance.choice(kinds), session)
        if row:
            row.void("by chance", session.now(), ACTOR_ID)

    def revive(self, session: UnitOfWork) -> None:
        row = self.one(Member, session)
        if row:
            row.voided_at = row.voided_by = row.void_reason = None

    def step(self, session: UnitOfWork) -> None:
        segment = self.one(EnrollmentSegment, session)
        if segment and segment.state is not SegmentState.ENDED:
            enrollment_acts.move(
                session,
                segment.id,
                SegmentState.ENDED,
                session.today(),
                EndReason.MOVED,
            )

    def reassign(self, session: UnitOfWork) -> None:
        segment = self.one(EnrollmentSegment, session)
        if segment:
            segment.coordinator_id = self.chance.choice([ACTOR_ID, OTHER_ID, None])

    def rename_staff(self, session: UnitOfWork) -> None:
        session.get_one(Staff, OTHER_ID).name = self.name().full

    def rename_city(self, session: UnitOfWork) -> None:
        home = self.one(Household, session)
        if home:
            home.city = self.chance.choice(["Fresno", "Merced"])

    def drop_number(self, session: UnitOfWork) -> None:
        row = self.one(Identifier, session)
        if row:
            session.delete(row)

    def die(self, session: UnitOfWork) -> None:
        row = self.one(Member, session)
        if row:
            row.deceased_on = session.today()

    def acts(self) -> Sequence[Callable[[UnitOfWork], None]]:
        seldom = [self.void, self.revive, self.step, self.reassign, self.rename_staff]
        seldom += [self.rename_city, self.drop_number, self.die, self.move_house]
        return (
            [self.enter] * 5
            + [self.change] * 3
            + seldom
            + [
                self.add_caregiver,
                self.share_caregiver,
            ]
        )

    def go(self, steps: int) -> None:
        for _ in range(steps):
            fails = self.chance.random() < 0.15
            with self.database.transaction(ACTOR_ID) as session:
                for act in self.chance.choices(
                    self.acts(), k=self.chance.randint(1, 3)
                ):
                    act(session)
                    session.flush()
                if fails:
                    session.rollback()


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_walk_of_acts_the_index_is_as_if_rebuilt(
    database: Database, seed: int
) -> None:
    Walk(database, seed).go(50)
    assert in_step(database)
    kept = whole_index(database)
    with database.transaction(ACTOR_ID) as session:
        search.reindex(session)
    assert whole_index(database) == kept


def test_two_families_written_by_two_people_at_once_are_both_right(
    postgresql_database: Database,
) -> None:
    """One changes the child, the other its mother, before either has committed."""
    database = postgresql_database
    older, _ = family(database)
    with database.transaction(ACTOR_ID) as one:
        one.get_one(Member, older).given = "Zacarías"
        one.flush()
        with database.transaction(OTHER_ID) as two:
            two.scalars(select(Caregiver)).one().given = "Guadalupe"
    assert found(database, "zacarias guadalupe")[0] == older
    assert in_step(database)


def test_plain_inserts_of_mapped_rows_are_noticed(database: Database) -> None:
    older, _ = family(database)
    with database.transaction(ACTOR_ID) as session:
        stamps = {"created_at": session.now(), "changed_at": session.now()}
        session.execute(
            insert(FormerName),
            {
                "id": session.new_id(),
                "organization_id": session.organization_id,
                "member_id": older,
                "text": "Anita Mora",
                **stamps,
            },
        )
    assert found(database, "anita") == [older]


def test_labels_part_the_words_of_a_card(database: Database) -> None:
    family(database)
    with database.reading() as session:
        words = session.execute(
            select(CARD.c.words).where(CARD.c.name == "Ana Soto")
        ).scalar_one()
    own, kin, keys = columns(words)
    assert own.split() == ["ana", "soto"]
    assert kin.split() == ["beto", "lucia"]
    assert {"05142018", "20180514", "5105550101", "5550101", "0101"} == set(
        keys.split()
    )
    assert {word[0] for word in words.split()} > {OWN, KIN}
