"""Many rows at once: complete, owned and stamped, with their history in the chain."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, audit_verdict, bulk
from hhdesk.care.household import Household, Housing
from hhdesk.care.members import Gender, Member
from hhdesk.store.engine import Database


def test_children_may_be_told_before_their_parents(
    database: Database, actor_id: UUID
) -> None:
    home = bulk.plain_row(Household, {"id": database.ids(), "city": "Oakland"})
    born = date(2020, 5, 4)
    child = bulk.plain_row(
        Member, {"given": "Ana", "birth_date": born, "household_id": home.id}
    )
    with database.transaction(actor_id) as session:
        session.info["search"] = "off"
        bulk.write(session, [child, home])
        moment = session.now()
    with database.reading() as session:
        member = session.scalars(select(Member)).one()
        assert member.household_id == home.id
        assert session.get_one(Household, home.id).housing is Housing.NOT_ASKED
        assert (member.gender, member.version) == (Gender.UNKNOWN, 1)
        assert member.other_languages == []
        assert (member.created_at, member.created_by) == (moment, actor_id)
        assert member.organization_id == database.organization_id
        assert member.voided_at is None


def test_a_row_keeps_the_stamps_it_was_told(database: Database, actor_id: UUID) -> None:
    with database.transaction(actor_id) as session:
        earlier = session.now() - timedelta(days=30)
        told = {"created_at": earlier, "changed_at": earlier}
        bulk.write(session, [bulk.plain_row(Household, told)])
    with database.reading() as session:
        home = session.scalars(select(Household)).one()
        assert home.created_at == home.changed_at == earlier


def test_a_history_continues_the_chain(database: Database, actor_id: UUID) -> None:
    with database.transaction(actor_id) as session:
        audit.record(session, "first")
        day = session.now() - timedelta(days=9)
        acts = [audit.Act(day, actor_id, f"act {n}", detail={"n": n}) for n in range(3)]
        bulk.write_history(session, acts)
        audit.record(session, "last")
    with database.reading() as session:
        assert audit_verdict.verify(session).whole
        entries = session.scalars(
            select(audit.AuditEntry).order_by(audit.AuditEntry.seq)
        ).all()
        told = [entry.act for entry in entries]
        assert told == ["first", "act 0", "act 1", "act 2", "last"]
        assert entries[1].at == day
