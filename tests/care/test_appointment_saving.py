"""Saving a visit's form in one act, and taking a move or a mark back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    appointment_calendar,
    appointment_saving,
    attendance,
    audit_verdict,
    booking,
    clinic_time,
    members,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointment_saving import AppointmentForm
from hhdesk.care.appointments import AppointmentDetails, AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, ZONE, Clock

FRIDAY = clinic_time.local_moment(date(2026, 11, 20), time(9), ZONE)
MONDAY = clinic_time.local_moment(date(2026, 11, 23), time(8, 30), ZONE)
HALF_HOUR, HOUR = timedelta(minutes=30), timedelta(hours=1)
VISIT = AppointmentDetails("Well visit", MONDAY, MONDAY + HALF_HOUR)
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
S, K = ArrangementStatus, ArrangementKind
RIDE = ArrangementRow(K.TRANSPORT, S.CONFIRMED, "MediRide 8:00")
HELP = ArrangementRow(K.INTERPRETER, S.REQUESTED, "es")


@pytest.fixture
def member_id(database: Database) -> UUID:
    with database.transaction(ACTOR_ID) as session:
        details = MemberDetails(Name("Mateo", "Hernández"), date(2025, 5, 14))
        return members.create(session, details)


def act(
    database: Database, use_case: Callable[..., Any], *args: Any, **named: Any
) -> Any:
    with database.transaction(ACTOR_ID) as session:
        return use_case(session, *args, **named)


def read(database: Database, use_case: Callable[..., Any], *args: Any) -> Any:
    with database.reading() as session:
        return use_case(session, *args)


def arranged(row: CalendarRow | None) -> list[tuple[str, str, str]]:
    assert row
    return [(a.kind.value, a.status.value, a.detail) for a in row.arrangements]


@pytest.fixture
def row(database: Database, member_id: UUID) -> CalendarRow:
    value = AppointmentForm(VISIT, (RIDE, HELP))
    made: CalendarRow = act(database, appointment_saving.book, member_id, value)
    return made


def form_of(database: Database, row: CalendarRow) -> tuple[AppointmentForm, int]:
    value, _member, seen = read(database, appointment_saving.form, row.id)
    return value, seen


def test_a_form_is_read_as_it_was_booked(
    database: Database, row: CalendarRow, member_id: UUID
) -> None:
    value, member, seen = read(database, appointment_saving.form, row.id)
    assert (value.details, member, seen) == (VISIT, member_id, 1)
    assert [one.kind for one in value.arrangements] == [K.TRANSPORT, K.INTERPRETER]


def test_details_and_arrangements_are_saved_in_one_act(
    database: Database, row: CalendarRow
) -> None:
    value, seen = form_of(database, row)
    ride, _interpreter = value.arrangements
    sister = ArrangementRow(K.CHILD_CARE, S.CONFIRMED, "sister")
    failed = replace(ride, status=S.FAILED, detail="bus strike")
    details = replace(value.details, title="Check")
    new = AppointmentForm(details, (failed, sister))
    shown = act(database, appointment_saving.save, row.id, new, seen=seen)
    assert shown.title == "Check"
    assert arranged(shown) == [
        ("transport", "failed", "bus strike"),
        ("child_care", "confirmed", "sister"),
    ]


def test_another_time_wants_everything_arranged_anew_but_what_the_form_changed(
    database: Database, row: CalendarRow
) -> None:
    value, seen = form_of(database, row)
    ride, interpreter = value.arrangements
    asked = replace(interpreter, status=S.CONFIRMED, detail="Ana, by phone")
    later = replace(value.details, starts_at=MONDAY + HOUR, ends_at=MONDAY + 2 * HOUR)
    new = AppointmentForm(later, (ride, asked))
    shown = act(database, appointment_saving.save, row.id, new, seen=seen)
    assert arranged(shown) == [
        ("transport", "needed", "MediRide 8:00"),
        ("interpreter", "confirmed", "Ana, by phone"),
    ]


def test_a_refused_arrangement_is_named_and_nothing_of_the_form_is_saved(
    database: Database, row: CalendarRow
) -> None:
    value, seen = form_of(database, row)
    ride, interpreter = value.arrangements
    wrong = replace(ride, status=S.FAILED, detail=" ")
    details = replace(value.details, title="Check")
    new = AppointmentForm(details, (wrong, interpreter))
    with pytest.raises(InvalidField) as refused:
        act(database, appointment_saving.save, row.id, new, seen=seen)
    assert refused.value.field == "transport.detail"
    assert form_of(database, row) == (value, seen)


def test_a_new_visit_with_a_wrong_arrangement_names_it_too(
    database: Database, member_id: UUID
) -> None:
    wrong = ArrangementRow(K.INTERPRETER, S.FAILED)
    value = AppointmentForm(VISIT, (RIDE, wrong))
    with pytest.raises(InvalidField) as refused:
        act(database, appointment_saving.book, member_id, value)
    assert refused.value.field == "interpreter.detail"
    assert read(database, appointment_calendar.of_member, member_id) == ()


def test_what_somebody_else_arranged_meanwhile_is_not_overwritten(
    database: Database, row: CalendarRow
) -> None:
    value, seen = form_of(database, row)
    ride = value.arrangements[0]
    act(database, booking.put_arrangement, ride.id, S.FAILED, "no car", seen=1)
    with pytest.raises(ChangedElsewhere):
        act(database, appointment_saving.save, row.id, value, seen=seen)


def test_undoing_a_move_arranges_again_what_nobody_has_touched(
    database: Database, row: CalendarRow
) -> None:
    moved = act(database, booking.move, row.id, MONDAY + HOUR, seen=row.version)
    assert [status for _, status, _ in arranged(moved)] == ["needed", "needed"]
    interpreter = moved.arrangements[1]
    act(
        database,
        booking.put_arrangement,
        interpreter.id,
        S.FAILED,
        "ill",
        seen=interpreter.version,
    )
    back = act(database, appointment_saving.undo_move, row, seen=moved.version)
    assert (back.starts_at, back.ends_at) == (row.starts_at, row.ends_at)
    assert arranged(back) == [
        ("transport", "confirmed", "MediRide 8:00"),
        ("interpreter", "failed", "ill"),
    ]
    with database.reading() as session:
        acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.seq)).all()
        assert acts[-1] == "appointment.undo_move"
        assert audit_verdict.verify(session).whole


def test_a_move_is_not_undone_over_somebody_elses_change(
    database: Database, row: CalendarRow
) -> None:
    moved = act(database, booking.move, row.id, MONDAY + HOUR, seen=row.version)
    act(database, booking.move, row.id, MONDAY + 2 * HOUR, seen=moved.version)
    with pytest.raises(ChangedElsewhere):
        act(database, appointment_saving.undo_move, row, seen=moved.version)


def test_a_mark_taken_back_leaves_the_visit_as_it_was(
    database: Database, member_id: UUID, clock: Clock
) -> None:
    past = replace(VISIT, starts_at=FRIDAY, ends_at=FRIDAY + HALF_HOUR)
    row = act(database, appointment_saving.book, member_id, AppointmentForm(past))
    here = act(database, attendance.mark_arrived, row.id, seen=row.version)
    kept = act(database, attendance.mark_kept, row.id, seen=here.version)
    undo = appointment_saving.undo_mark
    back = act(database, undo, row.id, here.status, seen=kept.version)
    assert back.status is AppointmentStatus.ARRIVED
    back = act(database, undo, row.id, row.status, seen=back.version)
    assert back.status is AppointmentStatus.BOOKED
    with pytest.raises(NotPermitted):
        act(database, undo, row.id, row.status, seen=back.version)


def test_a_members_own_page_has_all_visits_sealed_ones_open(
    database: Database, row: CalendarRow, member_id: UUID
) -> None:
    long_ago = replace(VISIT, starts_at=FRIDAY - timedelta(days=900), seal=SEALED)
    long_ago = replace(long_ago, ends_at=long_ago.starts_at + HOUR, title="Talk")
    old = act(database, appointment_saving.book, member_id, AppointmentForm(long_ago))
    found = read(database, appointment_calendar.of_member, member_id)
    assert [(one.title, one.busy) for one in found] == [
        ("Talk", False),
        ("Well visit", False),
    ]
    assert read(database, appointment_calendar.row, old.id).busy
    assert not read(database, appointment_calendar.row, old.id, member_id).busy
