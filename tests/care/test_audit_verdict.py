"""The audit chain: what was changed is found, also by who owns the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update

from hhdesk.care import audit, audit_verdict, disclosures, members
from hhdesk.care.audit import GENESIS, Anchor, AuditEntry, AuditHead
from hhdesk.care.audit_verdict import Verdict
from hhdesk.care.confidentiality import Audience
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, NOW, OTHER_ID

ROWS = 6
ANA = MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))
Tamper = Callable[[UnitOfWork], object]


def act(database: Database, count: int) -> None:
    for version in range(count):
        with database.transaction(ACTOR_ID) as session:
            audit.record(session, "member.update", version=version)


@pytest.fixture
def written(database: Database) -> Database:
    """A chain of six rows."""
    act(database, ROWS)
    return database


def anchor(database: Database) -> Anchor:
    with database.reading() as session:
        return audit.anchor(session)


def verdict(
    database: Database, *anchors: Anchor, papers: tuple[str, ...] = ()
) -> Verdict:
    with database.reading() as session:
        return audit_verdict.verify(session, anchors, papers)


def tamper(database: Database, way: Tamper) -> None:
    """As somebody who owns the database."""
    with database.transaction(ACTOR_ID) as session:
        way(session)


def set_row(seq: int, **values: object) -> Tamper:
    return lambda session: session.execute(
        update(AuditEntry).where(AuditEntry.seq == seq).values(**values)
    )


def cut(first: int, last: int = 99) -> Tamper:
    return lambda session: session.execute(
        delete(AuditEntry).where(AuditEntry.seq.between(first, last))
    )


def build_anew(session: UnitOfWork) -> None:
    """Number and seal all rows again, and put the end right: inside, all fits."""
    seq, prev = 0, GENESIS
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq)):
        seq += 1
        entry.seq, entry.prev = seq, prev
        entry.hash = prev = audit.digest(entry)
        session.flush()
    head = session.scalars(select(AuditHead)).one()
    head.seq, head.hash = seq, prev


def test_a_whole_chain_says_how_many_rows_and_from_when_to_when(
    written: Database,
) -> None:
    found = verdict(written, anchor(written))
    assert found == Verdict(ROWS, NOW, NOW, anchors=1, papers=0, faults=())
    assert found.whole


def test_an_empty_chain_is_whole(database: Database) -> None:
    assert verdict(database, anchor(database)) == Verdict(0, None, None, 1, 0, ())


@pytest.mark.parametrize(
    ("way", "fault"),
    [
        (set_row(3, act="nothing.happened"), "row 3 was changed"),
        (set_row(3, actor_id=OTHER_ID), "row 3 was changed"),
        (set_row(3, detail={"version": 9}), "row 3 was changed"),
        (set_row(3, member_id=UUID(int=5)), "row 3 was changed"),
        (set_row(3, prev=GENESIS), "row 3 does not follow the row before it"),
        (cut(3, 3), "rows before row 4 are missing"),
        (cut(1, 1), "rows before row 2 are missing"),
        (cut(5), "the chain ends at row 4, but row 6 was the last"),
        (cut(1), "the chain ends at row 0, but row 6 was the last"),
    ],
)
def test_what_was_changed_or_cut_is_found(
    written: Database, way: Tamper, fault: str
) -> None:
    tamper(written, way)
    assert fault in verdict(written).faults


def test_a_row_sealed_anew_does_not_fit_the_next(written: Database) -> None:
    def seal(session: UnitOfWork) -> None:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.seq == 3)).one()
        entry.act = "nothing.happened"
        entry.hash = audit.digest(entry)

    tamper(written, seal)
    assert verdict(written).faults == ("row 4 does not follow the row before it",)


@pytest.mark.parametrize("way", [set_row(3, act="nothing"), cut(3, 3)])
def test_a_chain_built_anew_from_the_middle_is_found_by_its_anchor(
    written: Database, way: Tamper
) -> None:
    seen = anchor(written)
    act(written, 2)
    tamper(written, way)
    tamper(written, build_anew)
    assert verdict(written).whole, "inside, nothing is to be seen"
    assert verdict(written, seen).faults == (
        f"row {ROWS} is not the row that was seen on 2026-11-21",
    )


def test_a_tail_cut_off_is_found_by_its_anchor(written: Database) -> None:
    seen = anchor(written)
    tamper(written, cut(5))
    tamper(written, build_anew)
    assert verdict(written).whole, "inside, nothing is to be seen"
    assert verdict(written, seen).faults == (
        f"row {ROWS}, seen on 2026-11-21, is missing",
    )


def test_an_anchor_of_another_chain_is_told(written: Database) -> None:
    stranger = Anchor(date(2026, 11, 1), 0, "ab" * 32)
    assert not verdict(written, stranger).whole
    assert verdict(written, replace(stranger, hash=GENESIS)).whole


def keep_paper(database: Database, member_id: UUID) -> str:
    """A paper whose number was made two acts before it was handed out."""
    with database.reading() as session:
        number = disclosures.document_number(session)
    act(database, 2)
    with database.transaction(ACTOR_ID) as session:
        disclosures.keep_paper(
            session,
            member_id,
            kind="care plan",
            number=number,
            audience=Audience.FAMILY,
            recipient="the family",
            language="en",
            pdf=b"%PDF-",
        )
    return number


def enter(database: Database, details: MemberDetails = ANA) -> UUID:
    with database.transaction(ACTOR_ID) as session:
        return members.create(session, details)


def test_a_papers_number_is_compared_with_the_row_it_was_made_at(
    written: Database,
) -> None:
    number = keep_paper(written, enter(written))
    assert verdict(written, papers=(number.lower(),)) == Verdict(
        ROWS + 4, NOW, NOW, anchors=0, papers=1, faults=()
    )


def test_a_chain_built_anew_is_found_by_a_paper(written: Database) -> None:
    number = keep_paper(written, enter(written))
    tamper(written, set_row(3, act="nothing.happened"))
    tamper(written, build_anew)
    assert verdict(written).faults == (f"paper {number} was made on another chain",)


def test_a_paper_in_hand_that_the_chain_does_not_tell_of_is_named(
    written: Database,
) -> None:
    found = verdict(written, papers=("ABC123-0000",))
    assert found.faults == ("the chain does not tell of paper ABC123-0000",)


def test_eight_who_act_at_once_lose_no_row_and_break_nothing(
    database: Database,
) -> None:
    together, each = 8, 50
    begin = Barrier(together)
    failed: list[BaseException] = []

    def work(coordinator: int) -> None:
        begin.wait()
        try:
            for number in range(each):
                who = ACTOR_ID if coordinator % 2 else OTHER_ID
                with database.transaction(who) as session:
                    audit.record(session, "member.update", version=number)
        except Exception as error:  # shown by the assertion below
            failed.append(error)

    threads = [Thread(target=work, args=(one,)) for one in range(together)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = verdict(database)
    assert (found.rows, found.faults) == (together * each, ())


def test_two_who_enter_members_at_once_enter_each_once(database: Database) -> None:
    begin = Barrier(2)
    made: list[UUID] = []

    def work(actor_id: UUID) -> None:
        begin.wait()
        for number in range(10):
            with database.transaction(actor_id) as session:
                name = Name(f"Ana{number}", "Díaz")
                made.append(members.create(session, replace(ANA, name=name)))

    threads = [Thread(target=work, args=(who,)) for who in (ACTOR_ID, OTHER_ID)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == len(made) == 20
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 20
        told = session.scalars(
            select(AuditEntry.member_id).where(AuditEntry.act == "member.create")
        ).all()
    assert sorted(told, key=str) == sorted(made, key=str)
    assert verdict(database).whole
