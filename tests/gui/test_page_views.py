"""Opening a member's page is written down once, with who and which child."""

from __future__ import annotations

from sqlalchemy import select

from hhdesk.care.audit import AuditEntry
from hhdesk.gui.workstation import Workstation
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.sample import Sample


def views(records: Database) -> list[tuple[object, object]]:
    with records.reading() as session:
        rows = session.execute(
            select(AuditEntry.actor_id, AuditEntry.member_id).where(
                AuditEntry.act == "member.view"
            )
        ).all()
    return [tuple(row) for row in rows]


def test_an_opened_page_is_noted_once_however_often_it_is_read(
    workstation: Workstation, records: Database, people: Sample
) -> None:
    workstation.open_member(people.mateo)
    workstation.open_member(people.mateo, "care_plan")
    assert workstation.desk is not None
    workstation.desk.member_saved.emit(people.mateo)
    assert views(records) == [(ACTOR_ID, people.mateo)]


def test_a_page_that_is_closed_and_opened_again_is_noted_again(
    workstation: Workstation, records: Database, people: Sample
) -> None:
    workstation.open_member(people.mateo)
    workstation.open_member(people.jonah)
    workstation.close_member(people.mateo)
    workstation.open_member(people.mateo)
    assert [child for _, child in views(records)] == [
        people.mateo,
        people.jonah,
        people.mateo,
    ]
