"""The front desk's day: who comes, where each family is, what is left for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    attendance,
    desk_hints,
    desk_messages,
    front_desk,
    front_desk_acts,
)
from hhdesk.care.appointments import CalledOffBy
from hhdesk.care.confidentiality import Audience, Consenter
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.desk_hints import Hint, HintKind
from hhdesk.care.desk_messages import DeskMessage, MessageDetails
from hhdesk.care.documents import Document, DocumentKind
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.front_desk import DeskRow, Stage
from hhdesk.care.front_desk_acts import DeskAct, Marked
from hhdesk.care.programs import SegmentState
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.care.counter import HALF_HOUR, SEALED, SPANISH, TODAY, Counter
from tests.databases import ACTOR_ID, NOW, OTHER_ID, Clock


@pytest.fixture
def counter(database: Database) -> Counter:
    return Counter(database)


def told(row: DeskRow) -> DeskRow:
    """A row without the count of its saves."""
    return replace(row, version=0)


def test_the_day_names_who_comes_and_how_to_call_and_speak_to_them(
    counter: Counter,
) -> None:
    later = counter.book(NOW + timedelta(hours=2))
    first = counter.book()
    counter.book(NOW + timedelta(days=1))
    day = counter.read(front_desk.of_day, TODAY)
    assert [row.id for row in day.rows] == [first.id, later.id]
    row = day.rows[0]
    assert (row.name.full, row.call_out, row.pronouns) == (
        "Guadalupe Díaz",
        "Lupita",
        "she/her",
    )
    assert (row.speaks, row.coordinator) == (SPANISH, "Rosa Delgado")
    assert (row.title, row.with_whom, row.place) == (
        "Hearing test",
        "Dr. Shah",
        "Room 2",
    )
    assert [one.detail for one in row.arrangements] == ["MediRide"]
    assert row.stage is Stage.EXPECTED


def test_of_a_sealed_visit_the_desk_learns_who_and_when_and_never_what_for(
    counter: Counter,
) -> None:
    row = counter.book(seal=SEALED)
    assert row.private
    assert (row.name.full, row.starts_at) == ("Guadalupe Díaz", NOW)
    assert (row.title, row.with_whom, row.place, row.staff) == ("", "", "", "")
    assert row.arrangements == ()
    here = counter.mark(row, DeskAct.ARRIVE)
    assert (here.stage, here.title) == (Stage.HERE, "")


def test_a_family_goes_from_expected_to_a_room_and_home_and_each_step_back(
    counter: Counter, clock: Clock
) -> None:
    booked = counter.book()
    here = counter.mark(booked, DeskAct.ARRIVE)
    assert (here.stage, here.came.arrived_at) == (Stage.HERE, NOW)
    clock.advance(minutes=10)
    roomed = counter.mark(here, DeskAct.ROOM, room="  Blue   room ")
    assert (roomed.stage, roomed.came.room) == (Stage.IN_ROOM, "Blue room")
    assert roomed.came[:2] == (NOW, clock())
    moved = counter.mark(roomed, DeskAct.ROOM, room="3")
    again = counter.undo(roomed, moved)
    assert told(again) == told(roomed)
    waiting = counter.undo(here, again)
    assert told(waiting) == told(here)
    roomed = counter.mark(waiting, DeskAct.ROOM, room="3")
    kept = counter.mark(roomed, DeskAct.KEEP)
    assert (kept.stage, kept.came) == (Stage.DONE, roomed.came)
    assert told(counter.undo(roomed, kept)) == told(roomed)
    left = counter.mark(counter.row(booked.id), DeskAct.LEAVE, reason="Did not wait")
    assert left.called_off_by is CalledOffBy.FAMILY
    assert told(counter.undo(roomed, left)) == told(roomed)
    back = counter.mark(counter.row(booked.id), DeskAct.TAKE_BACK)
    assert told(back) == told(booked)
    assert told(counter.undo(roomed, back)) == told(roomed)


def test_who_goes_straight_to_a_room_has_arrived_and_the_room_is_remembered(
    counter: Counter,
) -> None:
    booked = counter.book()
    with pytest.raises(InvalidField) as refused:
        counter.mark(booked, DeskAct.ROOM, room=" ")
    assert refused.value.field == "room"
    assert counter.row(booked.id).stage is Stage.EXPECTED
    roomed = counter.mark(booked, DeskAct.ROOM, room="Room 2")
    assert roomed.came == (NOW, NOW, "Room 2")
    assert counter.read(front_desk.rooms) == ("Room 2",)
    assert told(counter.undo(booked, roomed)) == told(booked)
    assert counter.read(front_desk.rooms) == ()


def test_a_proposed_visit_is_agreed_on_when_the_family_stands_there(
    counter: Counter,
) -> None:
    row = counter.mark(counter.book(proposed=True), DeskAct.ARRIVE)
    assert row.stage is Stage.HERE


def test_every_act_that_is_offered_is_lawful_and_none_comes_before_its_day(
    counter: Counter,
) -> None:
    tomorrow = NOW + timedelta(hours=15)
    said = {"room": "2", "reason": "ill"}
    for proposed in (False, True):
        stages = [counter.book(proposed=proposed)]
        stages.append(counter.mark(counter.book(), DeskAct.ARRIVE))
        stages.append(counter.mark(counter.book(), DeskAct.ROOM, room="2"))
        for row in stages:
            for act in front_desk_acts.acts_of(row, NOW, tomorrow):
                done = counter.mark(counter.row(row.id), act, **said)
                counter.undo(row, done)
    ahead = counter.book(NOW + timedelta(days=1))
    assert front_desk_acts.acts_of(ahead, NOW, tomorrow) == (DeskAct.CALL_OFF,)
    with pytest.raises(NotPermitted):
        counter.mark(ahead, DeskAct.ARRIVE)
    assert DeskAct.MISS not in front_desk_acts.acts_of(
        counter.book(NOW + HALF_HOUR), NOW, tomorrow
    )


def test_a_walk_in_is_a_visit_of_now_on_the_coordinators_day(
    counter: Counter,
) -> None:
    with pytest.raises(InvalidField):
        counter.act(front_desk_acts.walk_in, counter.child, " ")
    made: Marked = counter.act(front_desk_acts.walk_in, counter.child, "Fever")
    assert (made.row.stage, made.row.title) == (Stage.HERE, "Fever")
    assert made.row.staff == "Rosa Delgado"
    assert made.row.starts_at == NOW
    counter.act(
        attendance.enter_in_error, made.row.id, "mistake", seen=made.row.version
    )
    assert counter.read(front_desk.of_day, TODAY).rows == ()


def _leave(counter: Counter, **details: Any) -> Any:
    value = MessageDetails(**{"text": "", **details})
    return counter.act(desk_messages.leave, counter.child, value)


def test_a_message_goes_to_the_coordinator_and_a_paper_becomes_a_document(
    counter: Counter,
) -> None:
    to = counter.read(desk_messages.addressees, counter.child)
    assert (to.coordinator_id, to.coordinator) == (ACTOR_ID, "Rosa Delgado")
    assert to.others == ((OTHER_ID, "Marisol Soto"),)
    row = _leave(counter, handed_in=DocumentKind.IEP, from_whom="Lucía", to_id=OTHER_ID)
    assert (row.to, row.from_whom, row.handed_in) == (
        "Marisol Soto",
        "Lucía",
        DocumentKind.IEP,
    )
    assert (row.left_by, row.done_at) == ("Rosa Delgado", None)
    with counter.database.reading() as session:
        document = session.scalars(select(Document)).one()
        assert (document.kind, document.from_whom) == (DocumentKind.IEP, "Lucía")
    done = counter.act(desk_messages.mark_done, row.id, seen=row.version)
    with pytest.raises(NotPermitted):
        counter.act(desk_messages.mark_done, row.id, seen=done.version)
    again = counter.act(desk_messages.reopen, row.id, seen=done.version)
    assert (done.done_at, again.done_at) == (NOW, None)
    counter.act(desk_messages.take_back, row.id, seen=again.version)
    with counter.database.reading() as session:
        for table in (Document, DeskMessage):
            assert session.scalars(select(table.voided_at)).all() == [NOW]


@pytest.mark.parametrize(
    ("details", "field"),
    [({}, "text"), ({"handed_in": DocumentKind.OTHER}, "title")],
)
def test_a_message_says_something(
    counter: Counter, details: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        _leave(counter, **details)
    assert refused.value.field == field


def test_what_is_left_at_a_sealed_visit_is_sealed(counter: Counter) -> None:
    visit = counter.book(seal=SEALED)
    row = _leave(counter, handed_in=DocumentKind.LETTER, about_id=visit.id)
    assert row.seal == SEALED
    with counter.database.reading() as session:
        assert session.scalars(select(Document)).one().seal == SEALED


def test_the_front_desk_is_told_which_paper_to_ask_for(counter: Counter) -> None:
    def hints(**consent: Any) -> tuple[Hint, ...]:
        given = {"segments": ["general"], "given_by": Consenter.CAREGIVER, **consent}
        with counter.database.transaction(ACTOR_ID) as session:
            segment = session.scalars(select(EnrollmentSegment)).one()
            segment.state = SegmentState.ENROLLED
            if consent:
                session.add(
                    Consent(
                        member_id=counter.child,
                        audience=Audience.SCHOOL,
                        basis=Basis.SIGNED,
                        given_on=date(2026, 1, 1),
                        **given,
                    )
                )
        found: dict[UUID, tuple[Hint, ...]] = counter.read(
            desk_hints.of_members, [counter.child]
        )
        return found[counter.child]

    assert hints() == (Hint(HintKind.NO_CONSENT),)
    assert hints(given_by=Consenter.YOUTH) == (Hint(HintKind.NO_CONSENT),)
    ended, soon = date(2026, 11, 1), date(2026, 12, 1)
    assert hints(until=ended) == (Hint(HintKind.CONSENT_ENDED, ended),)
    assert hints(until=soon) == (Hint(HintKind.CONSENT_ENDS, soon),)
    assert hints(until=None) == ()
    assert counter.book().hints == ()
