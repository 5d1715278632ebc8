"""Reading and acting: whole or not at all, on both databases."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from hhdesk.care import members
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.staff import Staff
from hhdesk.errors import InvalidField
from hhdesk.store.engine import Database
from hhdesk.store.ids import id_maker, uuid7
from hhdesk.store.receipts import Receipt
from tests.databases import ACTOR_ID, NOW, Clock

ANA = MemberDetails(Name("Ana", "Díaz"), datetime(2020, 1, 1, tzinfo=UTC).date())


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def test_a_refused_act_leaves_nothing(database: Database, actor_id: UUID) -> None:
    def act() -> None:
        with database.transaction(actor_id) as session:
            members.create(session, ANA)
            members.create(session, MemberDetails(Name(""), ANA.birth_date))

    with pytest.raises(InvalidField):
        act()
    assert count(database) == 0


def test_a_bug_in_an_act_leaves_nothing(database: Database, actor_id: UUID) -> None:
    def act() -> None:
        with database.transaction(actor_id) as session:
            members.create(session, ANA)
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        act()
    assert count(database) == 0


def test_what_is_changed_while_reading_is_not_kept(database: Database) -> None:
    with database.reading() as session:
        session.get_one(Staff, ACTOR_ID).name = "Somebody else"
        session.flush()
    with database.reading() as session:
        assert session.get_one(Staff, ACTOR_ID).name == "Rosa Delgado"


def test_an_act_leaves_a_receipt(database: Database, actor_id: UUID) -> None:
    receipt = uuid4()
    assert not database.happened(receipt)
    with database.transaction(actor_id, receipt) as session:
        members.create(session, ANA)
    assert database.happened(receipt)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Receipt)) == 1


def test_a_refused_act_leaves_no_receipt(database: Database, actor_id: UUID) -> None:
    receipt = uuid4()
    with pytest.raises(InvalidField), database.transaction(actor_id, receipt) as one:
        members.create(one, MemberDetails(Name(""), ANA.birth_date))
    assert not database.happened(receipt)


def test_a_reader_sees_the_records_as_they_were_while_somebody_writes(
    sqlite_database: Database, actor_id: UUID
) -> None:
    with sqlite_database.reading() as session:
        session.scalar(select(func.count()).select_from(Member))
        with sqlite_database.transaction(actor_id) as writing:
            members.create(writing, ANA)
        assert session.scalar(select(func.count()).select_from(Member)) == 0
    assert count(sqlite_database) == 1


def test_rows_are_stamped_with_who_and_when(
    database: Database, actor_id: UUID, clock: Clock
) -> None:
    with database.transaction(actor_id) as session:
        member_id = members.create(session, ANA)
    clock.advance(hours=1)
    with database.transaction(actor_id) as session:
        members.present(session, member_id).nickname = "Anita"
    with database.reading() as session:
        row = members.present(session, member_id)
        assert (row.created_at, row.created_by) == (NOW, ACTOR_ID)
        assert row.changed_at == NOW + timedelta(hours=1)
        assert row.version == 2


def test_a_moment_comes_back_as_it_went_in_whatever_the_zone(
    database: Database, clock: Clock, actor_id: UUID
) -> None:
    clock.moment = datetime.fromisoformat("2026-11-01T01:30:00-07:00")
    with database.transaction(actor_id) as session:
        member_id = members.create(session, ANA)
    with database.reading() as session:
        created = members.present(session, member_id).created_at
    assert created == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert created.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database, actor_id: UUID) -> None:
    with database.reading() as session:
        row = session.get_one(Staff, ACTOR_ID)
        row.created_at = datetime(2026, 1, 1)  # noqa: DTZ001
        with pytest.raises(Exception, match="time zone"):
            session.flush()


def test_today_is_the_clinics_day(sqlite_database: Database, clock: Clock) -> None:
    clock.moment = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    with sqlite_database.reading() as session:
        assert session.today().isoformat() == "2026-11-21"


def test_keys_are_version_7_and_ordered_by_time() -> None:
    early, late = uuid7(1_000, 5), uuid7(2_000, 1)
    assert early.version == 7
    assert early.variant == "specified in RFC 4122"
    assert early < late


def test_keys_made_in_one_moment_are_in_the_order_of_their_making() -> None:
    make = id_maker(lambda: datetime(2026, 11, 21, tzinfo=UTC))
    made = [make() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert {(key.version, key.variant) for key in made} == {
        (7, "specified in RFC 4122")
    }
