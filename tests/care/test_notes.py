"""Notes: changed by their writer on their day, added to later, and some for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    member_disclosure,
    members,
    note_acts,
    note_list,
    outreach_acts,
)
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    ConsentView,
    Reader,
    Seal,
    Segment,
)
from hhdesk.care.members import MemberDetails
from hhdesk.care.note_list import NoteRow
from hhdesk.care.notes import Note, NoteDetails, NoteKind, leaves
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.person import Name
from hhdesk.care.staff import Role, Staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, OTHER_ID, ZONE

TODAY = NOW.astimezone(ZONE).date()
SAID = NoteDetails("Mamá está cansada.", NoteKind.HOME_VISIT)
REPORT = NoteDetails("Reported to the county", NoteKind.MANDATED_REPORT)
OWN = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)


def test_a_note_for_staff_leaves_for_nobody_whatever_was_consented() -> None:
    every = frozenset(Segment)
    for audience in Audience:
        said = ConsentView(audience, "", every, Consenter.YOUTH, None, part2=True)
        reader = Reader(audience, 15, TODAY, consents=(said,))
        assert not leaves(True, (Seal(),), reader)
        assert leaves(False, (Seal(),), reader)


def test_a_mandated_report_is_always_for_staff() -> None:
    note = Note()
    note.put(REPORT, NOW)
    assert note.staff_only
    with pytest.raises(InvalidField):
        note.put(replace(REPORT, at=NOW + timedelta(hours=1)), NOW)


@pytest.fixture
def child(database: Database) -> UUID:
    with database.transaction(ACTOR_ID) as session:
        told = MemberDetails(Name("Mateo", "Ruiz"), date(2012, 5, 14))
        return members.create(session, told, ACTOR_ID)


def listed(
    database: Database, child: UUID, reader: UUID = ACTOR_ID
) -> tuple[NoteRow, ...]:
    with database.reading() as session:
        return note_list.of_member(session, child, reader)


def test_changed_words_are_kept_and_others_may_only_add(
    database: Database, child: UUID
) -> None:
    with database.transaction(ACTOR_ID) as session:
        key = note_acts.write(session, child, SAID)
        session.get_one(Staff, ACTOR_ID).role = Role.LEAD
        note_acts.change(session, key, replace(SAID, text="Mejor.", seal=OWN), seen=1)
    with database.transaction(OTHER_ID) as session:
        note_acts.add_to(session, key, "She called again.")
    with database.reading() as session:
        kept = select(Note.text).where(Note.voided_at.is_not(None))
        assert session.scalars(kept).all() == [SAID.text]
    (row,) = listed(database, child)
    assert (row.text, row.private, row.changeable, row.own) == (
        "Mejor.",
        True,
        True,
        True,
    )
    assert [one.text for one in row.additions] == ["She called again."]
    (theirs,) = listed(database, child, OTHER_ID)
    assert (theirs.changeable, theirs.own) == (False, False)
    with pytest.raises(NotPermitted), database.transaction(OTHER_ID) as session:
        note_acts.change(session, key, SAID, seen=row.version)
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        note_acts.take_back(session, key, "no", seen=1)
    with database.transaction(ACTOR_ID) as session:
        note_acts.take_back(session, key, "wrong child", seen=row.version)
    assert listed(database, child) == ()
    with database.transaction(ACTOR_ID) as session:
        note_acts.put_back(session, key)
    assert [len(one.additions) for one in listed(database, child)] == [1]


def test_notes_and_contacts_are_one_list_that_is_searched_without_accents(
    database: Database, child: UUID
) -> None:
    told = Contact(
        Way.PHONE, Outcome.REACHED, NOW, "Lucía (mother)", "El niño tose", "es", "44"
    )
    with database.transaction(ACTOR_ID) as session:
        early = replace(SAID, at=NOW - timedelta(days=2), pinned=True)
        first = note_acts.write(session, child, early)
        called = outreach_acts.record_contact(session, child, told)
        report = note_acts.write(session, child, REPORT)
    rows = listed(database, child)
    assert [row.id for row in rows] == [first, report, called]
    found = note_list.matching(rows, "LUCIA nino", {})
    assert [row.id for row in found] == [called]
    with database.reading() as session:
        for audience in (Audience.FAMILY, Audience.YOUTH, Audience.CARE_TEAM):
            left = member_disclosure.gather_for_export(session, child, audience)
            assert REPORT.text not in repr(left)
            assert SAID.text not in repr(left)
