"""A save whose answer was lost: its receipt says whether it happened."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select, text

from hhdesk.care import audit_verdict, members
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.errors import DatabaseAway
from hhdesk.store.engine import Database, postgresql_engine
from hhdesk.store.receipts import Receipt
from tests.databases import ACTOR_ID, CLINIC_ID, NOW, Server, open_on
from tests.store.cut_wire import Cut, Wire

ANA = MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))


@pytest.fixture
def direct(server: Server) -> Iterator[Database]:
    """The server's database by an undisturbed connection."""
    name = f"cut_{uuid4().hex}"
    server.make(name, "template_clinic")
    database = open_on(server.engine(name))
    yield database
    database.close()
    server.drop(name)


@pytest.fixture
def wire(server: Server, direct: Database) -> Iterator[Wire]:
    # A socket's address is short; the test's own folder may be too deep.
    with tempfile.TemporaryDirectory(prefix="hhdesk-wire-") as folder:
        made = Wire(server.url(str(direct.engine.url.database)), Path(folder))
        yield made
        made.close()


@pytest.fixture
def over_wire(wire: Wire) -> Iterator[Database]:
    database = open_on(postgresql_engine(wire.url))
    yield database
    database.close()


def save(database: Database, receipt: UUID) -> None:
    with database.transaction(ACTOR_ID, receipt) as session:
        members.create(session, ANA)


def count(database: Database) -> int:
    with database.reading() as session:
        assert audit_verdict.verify(session).whole
        return session.scalar(select(func.count()).select_from(Member)) or 0


def test_a_save_whose_answer_was_lost_is_found_by_its_receipt(
    wire: Wire, over_wire: Database, direct: Database, caplog: pytest.LogCaptureFixture
) -> None:
    wire.cut = Cut.UNANSWERED
    receipt = uuid4()
    save(over_wire, receipt)
    assert "looking for its receipt" in caplog.text
    assert direct.happened(receipt)
    assert count(direct) == 1


def test_a_save_that_never_arrived_is_told_and_can_be_done_again(
    wire: Wire, over_wire: Database, direct: Database
) -> None:
    wire.cut = Cut.BEFORE
    receipt = uuid4()
    with pytest.raises(DatabaseAway, match="Nothing was saved"):
        save(over_wire, receipt)
    assert not direct.happened(receipt)
    assert count(direct) == 0
    save(over_wire, receipt)
    assert count(direct) == 1


def test_where_nobody_can_know_nothing_is_claimed_and_later_it_is_found(
    wire: Wire, over_wire: Database, direct: Database
) -> None:
    assert count(over_wire) == 0
    wire.cut = Cut.UNANSWERED
    wire.dead = True
    receipt = uuid4()
    with pytest.raises(DatabaseAway, match="is not known"):
        save(over_wire, receipt)
    wire.dead = False
    assert over_wire.happened(receipt)
    assert count(direct) == 1


def waits(database: Database) -> bool:
    """Whether somebody waits for another's act to end."""
    with database.engine.connect() as connection:
        found = connection.scalar(
            text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        )
    return bool(found)


@pytest.mark.parametrize("committed", [True, False])
def test_an_act_on_its_way_is_waited_for(direct: Database, committed: bool) -> None:
    receipt, answers = uuid4(), list[bool]()
    asking = open_on(direct.engine)
    with direct.engine.connect() as acting:
        acting.execute(
            insert(Receipt).values(id=receipt, at=NOW, organization_id=CLINIC_ID)
        )
        thread = Thread(target=lambda: answers.append(asking.happened(receipt)))
        thread.start()
        while not waits(direct):
            pass
        assert answers == []
        if committed:
            acting.commit()
        else:
            acting.rollback()
    thread.join()
    assert answers == [committed]
    assert direct.happened(receipt) is committed


def test_an_act_is_not_saved_twice_under_one_receipt(
    database: Database, actor_id: UUID
) -> None:
    receipt = uuid4()
    save(database, receipt)
    with pytest.raises(Exception, match=r"(?i)unique"):
        save(database, receipt)
    assert count(database) == 1
