"""Appointments: lawful changes, missed apart from called off, what is arranged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from hhdesk.care import attendance, audit_verdict, booking, clinic_time, members
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import (
    STEPS,
    Appointment,
    AppointmentDetails,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.arrangements import (
    ARRANGEMENT_STEPS,
    Arrangement,
    ArrangementKind,
    ArrangementRow,
    ArrangementStatus,
)
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import BarrierKind, Domain
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.referrals import Referral
from hhdesk.errors import (
    ChangedElsewhere,
    InvalidField,
    NotFound,
    NotPermitted,
    Refusal,
)
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.databases import NOW, ZONE, Clock

S = AppointmentStatus
HALF_HOUR = timedelta(minutes=30)
MONDAY = clinic_time.local_moment(date(2026, 11, 23), time(8, 30), ZONE)
VISIT = AppointmentDetails("Well visit", MONDAY, MONDAY + HALF_HOUR, "Room 2")
RIDE = ArrangementRow(
    ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED, "MediRide 8:00"
)
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)

# ------------------------------------------------- the rules, without a database

ACTS: dict[str, Callable[[Appointment], None]] = {
    "confirm": lambda one: one.confirm(),
    "arrive": lambda one: one.arrive(MONDAY + timedelta(days=1)),
    "keep": lambda one: one.keep(MONDAY + timedelta(days=1)),
    "miss": lambda one: one.miss(MONDAY + HALF_HOUR, "", None, date(2026, 11, 25)),
    "explain": lambda one: one.explain("no ride", BarrierKind.TRANSPORTATION),
    "agency": lambda one: one.call_off(CalledOffBy.AGENCY, "doctor ill"),
    "family": lambda one: one.call_off(CalledOffBy.FAMILY, "child ill"),
    "take back": lambda one: one.take_back(),
    "error": lambda one: one.enter_in_error("another child", NOW, None),
}


def appointment(status: AppointmentStatus = S.BOOKED) -> Appointment:
    one = Appointment(status=status, reason="")
    one.put(VISIT)
    return one


@given(st.sampled_from([S.PROPOSED, S.BOOKED]), st.lists(st.sampled_from(list(ACTS))))
def test_only_the_tables_changes_happen_and_missed_is_never_called_off(
    begins: AppointmentStatus, acts: list[str]
) -> None:
    one = appointment(begins)
    for act in acts:
        before, by = one.status, one.called_off_by
        try:
            ACTS[act](one)
        except Refusal:
            assert (one.status, one.called_off_by) == (before, by)
        else:
            assert one.status in STEPS[before] | {before}
        if one.status is not S.ENTERED_IN_ERROR:
            assert (one.called_off_by is not None) == (one.status is S.CANCELLED)
        assert (one.ask_on is not None) == one.unexplained
        if one.status in {S.PROPOSED, S.BOOKED, S.ARRIVED, S.FULFILLED}:
            assert (one.reason, one.barrier) == ("", None)


@pytest.mark.parametrize("status", S)
def test_every_status_is_in_the_table_and_can_be_entered_by_mistake(
    status: AppointmentStatus,
) -> None:
    assert status.next == STEPS[status]
    assert (S.ENTERED_IN_ERROR in status.next) == (status is not S.ENTERED_IN_ERROR)
    assert status not in status.next


def test_a_family_that_came_has_not_missed_the_visit() -> None:
    with pytest.raises(NotPermitted):
        ACTS["miss"](appointment(S.ARRIVED))


def test_a_missed_visit_that_the_agency_had_called_off_is_missed_no_more() -> None:
    one = appointment()
    ACTS["miss"](one)
    ACTS["agency"](one)
    assert one.status is S.CANCELLED
    assert one.called_off_by is CalledOffBy.AGENCY
    assert not one.unexplained


@pytest.mark.parametrize("act", ["arrive", "keep", "miss"])
def test_nothing_is_said_of_how_a_visit_went_before_its_day(act: str) -> None:
    one = appointment()
    one.move(MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=1))
    with pytest.raises(NotPermitted):
        ACTS[act](one)


@pytest.mark.parametrize("status", sorted(set(S) - {S.PROPOSED, S.BOOKED}))
def test_only_a_visit_to_come_moves(status: AppointmentStatus) -> None:
    with pytest.raises(NotPermitted):
        appointment(status).move(MONDAY, MONDAY + HALF_HOUR)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"ends_at": MONDAY}, "ends_at"),
        ({"ends_at": MONDAY + timedelta(hours=26)}, "ends_at"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(
    changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        appointment().put(replace(VISIT, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize("status", ArrangementStatus)
def test_an_arrangement_takes_its_own_steps(status: ArrangementStatus) -> None:
    for to in ArrangementStatus:
        ride = Arrangement(kind=ArrangementKind.TRANSPORT, status=status)
        if to in ARRANGEMENT_STEPS[status] | {status}:
            ride.put(to, "MediRide")
            assert (ride.status, ride.detail) == (to, "MediRide")
        else:
            with pytest.raises(NotPermitted):
                ride.put(to, "MediRide")


def test_a_ride_that_falls_through_says_why() -> None:
    with pytest.raises(InvalidField):
        Arrangement(status=ArrangementStatus.CONFIRMED).put(
            ArrangementStatus.FAILED, " "
        )


# ------------------------------------------------------------- the use cases


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    with database.transaction(actor_id) as session:
        details = MemberDetails(Name("Mateo", "Hernández"), date(2025, 5, 14))
        return members.create(session, details)


class Desk:
    """One coordinator at work: each act a transaction of its own."""

    def __init__(self, database: Database, actor_id: UUID, member_id: UUID) -> None:
        self.database = database
        self.actor_id = actor_id
        self.member_id = member_id

    def act(self, use_case: Callable[..., CalendarRow | None], *args: object,
            **named: object) -> CalendarRow:  # fmt: skip
        with self.database.transaction(self.actor_id) as session:
            row = use_case(session, *args, **named)
        assert row
        return row

    def book(
        self, details: AppointmentDetails = VISIT, *rides: ArrangementRow
    ) -> CalendarRow:
        return self.act(booking.book, self.member_id, details, rides)

    def acts(self) -> list[str]:
        with self.database.reading() as session:
            assert audit_verdict.verify(session).whole
            told = session.scalars(select(AuditEntry.act).order_by(AuditEntry.seq))
            return [act for act in told if not act.startswith("member.")]


@pytest.fixture
def desk(database: Database, actor_id: UUID, member_id: UUID) -> Desk:
    return Desk(database, actor_id, member_id)


def test_a_visit_is_booked_with_all_that_is_arranged_for_it(desk: Desk) -> None:
    row = desk.book(VISIT, RIDE, ArrangementRow(ArrangementKind.INTERPRETER))
    assert (row.title, row.status, row.version) == ("Well visit", S.BOOKED, 1)
    assert row.member == Name("Mateo", "Hernández")
    assert [(one.kind, one.status) for one in row.arrangements] == [
        (ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED),
        (ArrangementKind.INTERPRETER, ArrangementStatus.NEEDED),
    ]
    with desk.database.reading() as session:
        assert booking.details(session, row.id) == (VISIT, 1)


def test_every_act_leaves_one_audit_row(desk: Desk, clock: Clock) -> None:
    row = desk.act(booking.book, desk.member_id, VISIT, (), proposed=True)
    row = desk.act(attendance.confirm, row.id, seen=row.version)
    later = replace(VISIT, with_whom="Dr. Nair")
    row = desk.act(booking.edit, row.id, later, seen=row.version)
    row = desk.act(booking.move, row.id, MONDAY + HALF_HOUR, seen=row.version)
    row = desk.act(booking.arrange, row.id, ArrangementKind.TRANSPORT)
    (ride,) = row.arrangements
    said = ArrangementStatus.CONFIRMED, "MediRide"
    row = desk.act(booking.put_arrangement, ride.id, *said, seen=ride.version)
    (ride,) = row.arrangements
    row = desk.act(booking.drop_arrangement, ride.id, "by car", seen=ride.version)
    clock.moment = MONDAY + timedelta(hours=1)
    row = desk.act(attendance.mark_arrived, row.id, seen=row.version)
    row = desk.act(attendance.mark_kept, row.id, seen=row.version)
    row = desk.act(attendance.take_back, row.id, seen=row.version)
    row = desk.act(attendance.mark_missed, row.id, seen=row.version)
    row = desk.act(attendance.explain_missed, row.id, "no ride", seen=row.version)
    agency = CalledOffBy.AGENCY
    row = desk.act(attendance.call_off, row.id, agency, "ill", seen=row.version)
    with desk.database.transaction(desk.actor_id) as session:
        attendance.enter_in_error(session, row.id, "a double", seen=row.version)
    before = ("book", "confirm", "edit", "move")
    after = ("arrive", "keep", "take_back", "miss", "explain", "call_off")
    assert desk.acts() == [
        *(f"appointment.{act}" for act in before),
        *(f"arrangement.{act}" for act in ("add", "change", "drop")),
        *(f"appointment.{act}" for act in (*after, "enter_in_error")),
    ]


def test_what_a_person_typed_is_not_in_the_audit(desk: Desk, clock: Clock) -> None:
    row = desk.book(replace(VISIT, title="Secret clinic"), RIDE)
    clock.moment = MONDAY + HALF_HOUR
    desk.act(attendance.mark_missed, row.id, "her secret", seen=row.version)
    with desk.database.reading() as session:
        told = str([entry.detail for entry in session.scalars(select(AuditEntry))])
    assert "ecret" not in told
    assert "MediRide" not in told


def test_a_moved_visit_keeps_its_length_and_its_ride_is_to_be_arranged_anew(
    desk: Desk,
) -> None:
    row = desk.book(VISIT, RIDE)
    start = MONDAY + timedelta(days=1)
    moved = desk.act(booking.move, row.id, start, seen=row.version)
    assert (moved.starts_at, moved.ends_at) == (start, start + HALF_HOUR)
    (ride,) = moved.arrangements
    assert (ride.status, ride.detail) == (ArrangementStatus.NEEDED, "MediRide 8:00")


def test_a_visit_made_longer_keeps_its_ride(desk: Desk) -> None:
    row = desk.book(VISIT, RIDE)
    end = MONDAY + timedelta(hours=1)
    longer = desk.act(booking.move, row.id, MONDAY, end, seen=row.version)
    assert longer.ends_at == end
    assert longer.arrangements[0].status is ArrangementStatus.CONFIRMED


def test_a_visit_moved_over_the_change_of_clocks_stays_half_past_eight(
    desk: Desk,
) -> None:
    friday = clinic_time.local_moment(date(2027, 3, 12), time(8, 30), ZONE)
    row = desk.book(replace(VISIT, starts_at=friday, ends_at=friday + HALF_HOUR))
    monday = clinic_time.same_time(row.starts_at, date(2027, 3, 15), ZONE)
    moved = desk.act(booking.move, row.id, monday, seen=row.version)
    assert moved.starts_at.astimezone(ZONE).time() == time(8, 30)
    assert moved.ends_at.astimezone(ZONE).time() == time(9, 0)
    assert moved.starts_at - friday == timedelta(days=3) - timedelta(hours=1)


def test_an_edit_that_gives_another_time_is_a_move(desk: Desk, clock: Clock) -> None:
    row = desk.book(VISIT, RIDE)
    start = MONDAY + timedelta(hours=2)
    later = replace(VISIT, starts_at=start, ends_at=start + HALF_HOUR)
    row = desk.act(booking.edit, row.id, later, seen=row.version)
    assert row.arrangements[0].status is ArrangementStatus.NEEDED
    clock.moment = start + HALF_HOUR
    row = desk.act(attendance.mark_kept, row.id, seen=row.version)
    title = replace(later, title="Well visit and shots")
    row = desk.act(booking.edit, row.id, title, seen=row.version)
    with pytest.raises(NotPermitted):
        desk.act(booking.edit, row.id, VISIT, seen=row.version)


@pytest.mark.parametrize(
    "late",
    [
        lambda session, one: booking.move(session, one, MONDAY, seen=1),
        lambda session, one: booking.edit(session, one, VISIT, seen=1),
        lambda session, one: attendance.mark_kept(session, one, seen=1),
    ],
    ids=["move", "edit", "keep"],
)
def test_a_stale_act_is_refused_and_writes_nothing(
    desk: Desk, late: Callable[[UnitOfWork, UUID], None]
) -> None:
    row = desk.book()
    start = MONDAY + timedelta(hours=1)
    desk.act(booking.move, row.id, start, seen=row.version)
    before = desk.acts()
    with pytest.raises(ChangedElsewhere), desk.database.transaction(
        desk.actor_id
    ) as session:  # fmt: skip
        late(session, row.id)
    assert desk.acts() == before
    with desk.database.reading() as session:
        details, version = booking.details(session, row.id)
    assert (details.starts_at, version) == (start, 2)


def test_missed_without_a_reason_is_asked_again_two_business_days_later(
    desk: Desk, clock: Clock
) -> None:
    row = desk.book()
    clock.moment = MONDAY + HALF_HOUR
    missed = desk.act(attendance.mark_missed, row.id, seen=row.version)
    assert missed.unexplained
    assert missed.ask_on == date(2026, 11, 25)
    barrier = BarrierKind.TRANSPORTATION
    known = desk.act(
        attendance.explain_missed, row.id, "the bus", barrier, seen=missed.version
    )
    assert not known.unexplained
    assert (known.reason, known.barrier, known.ask_on) == ("the bus", barrier, None)


def test_missed_with_a_reason_is_not_asked_about(desk: Desk, clock: Clock) -> None:
    row = desk.book()
    clock.moment = MONDAY + HALF_HOUR
    missed = desk.act(attendance.mark_missed, row.id, "no ride", seen=row.version)
    assert (missed.status, missed.reason, missed.ask_on) == (S.NO_SHOW, "no ride", None)
    assert missed.called_off_by is None


@pytest.mark.parametrize("by", CalledOffBy)
def test_a_visit_called_off_is_nobodys_missed_visit(
    desk: Desk, by: CalledOffBy
) -> None:
    row = desk.book()
    off = desk.act(attendance.call_off, row.id, by, "measles", seen=row.version)
    assert (off.status, off.called_off_by, off.reason) == (S.CANCELLED, by, "measles")
    assert not off.unexplained
    with pytest.raises(NotPermitted):
        desk.act(attendance.mark_missed, row.id, seen=off.version)
    with pytest.raises(NotPermitted):
        desk.act(booking.arrange, row.id, ArrangementKind.CHILD_CARE)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (attendance.call_off, (CalledOffBy.FAMILY, " ")),
        (attendance.enter_in_error, ("",)),
    ],
)
def test_nothing_ends_without_a_reason(
    desk: Desk, act: Callable[..., CalendarRow | None], told: tuple[object, ...]
) -> None:
    row = desk.book()
    with pytest.raises(InvalidField) as refused:
        desk.act(act, row.id, *told, seen=row.version)
    assert refused.value.field == "reason"


def test_a_mistake_is_voided_and_leaves_every_view(desk: Desk) -> None:
    row = desk.book()
    with desk.database.transaction(desk.actor_id) as session:
        attendance.enter_in_error(session, row.id, "another child", seen=row.version)
    with desk.database.reading() as session:
        kept = session.get_one(Appointment, row.id)
        assert (kept.status, kept.void_reason) == (S.ENTERED_IN_ERROR, "another child")
        with pytest.raises(NotFound):
            booking.details(session, row.id)


def test_a_new_visit_makes_the_missed_one_good(desk: Desk, clock: Clock) -> None:
    missed = desk.book()
    clock.moment = MONDAY + HALF_HOUR
    desk.act(attendance.mark_missed, missed.id, "no ride", seen=missed.version)
    start = MONDAY + timedelta(days=7)
    again = replace(VISIT, starts_at=start, ends_at=start + HALF_HOUR)
    row = desk.act(booking.book, desk.member_id, again, (), replaces_id=missed.id)
    assert row.replaces_id == missed.id


def test_one_ride_is_enough(desk: Desk) -> None:
    row = desk.book(VISIT, RIDE)
    with pytest.raises(InvalidField):
        desk.act(booking.arrange, row.id, ArrangementKind.TRANSPORT)


def test_a_stale_arrangement_is_refused(desk: Desk) -> None:
    (ride,) = desk.book(VISIT, RIDE).arrangements
    needed = ArrangementStatus.NEEDED
    desk.act(booking.put_arrangement, ride.id, needed, "", seen=ride.version)
    with pytest.raises(ChangedElsewhere):
        desk.act(booking.put_arrangement, ride.id, needed, "", seen=ride.version)


def test_nothing_is_booked_for_a_child_who_has_died(desk: Desk) -> None:
    with desk.database.transaction(desk.actor_id) as session:
        member = members.present(session, desk.member_id)
        member.deceased_on = date(2026, 11, 20)
    with pytest.raises(NotPermitted):
        desk.book()
    before = datetime(2026, 11, 19, 17, tzinfo=UTC)
    assert desk.book(replace(VISIT, starts_at=before, ends_at=before + HALF_HOUR))


def _referral(session: UnitOfWork, member_id: UUID, seal: Seal) -> UUID:
    one = Referral(
        id=session.new_id(),
        member_id=member_id,
        domain=Domain.MENTAL_HEALTH,
        need="Counselling",
        state_since=session.today(),
    )
    one.put_seal(seal)
    session.add(one)
    session.flush()
    return one.id


def test_a_visit_born_of_a_sealed_referral_is_sealed(desk: Desk) -> None:
    with desk.database.transaction(desk.actor_id) as session:
        referral_id = _referral(session, desk.member_id, SEALED)
    row = desk.book(replace(VISIT, referral_id=referral_id))
    assert (row.busy, row.title) == (True, "")
    with desk.database.reading() as session:
        details, _ = booking.details(session, row.id)
    assert details.seal == SEALED


def test_another_members_referral_is_refused(desk: Desk) -> None:
    with desk.database.transaction(desk.actor_id) as session:
        details = MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))
        other = members.create(session, details)
        referral_id = _referral(session, other, Seal())
    with pytest.raises(NotFound):
        desk.book(replace(VISIT, referral_id=referral_id))
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == 0
