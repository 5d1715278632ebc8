"""A stay is written down the moment it is known, followed up, and never doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from hhdesk.care import (
    attendance,
    booking,
    members,
    open_loops,
    outreach_acts,
    stay_acts,
    stay_list,
    stays,
)
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.open_loop_contacts import BACK_NOW_WHY, GOES_ON_WHY
from hhdesk.care.open_loop_kinds import LoopKind
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.stays import HospitalStay, StayDetails, StayKind, StayRow, StayStatus
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.act_desk import CHILD

TODAY = date(2026, 11, 21)
THERE = StayDetails(StayKind.INPATIENT, "Children's Hospital Oakland", TODAY)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(THERE, place=" "), "place"),
        (replace(THERE, begins_on=None), "begins_on"),
        (replace(THERE, begins_on=TODAY + DAY), "begins_on"),
        (
            replace(THERE, status=StayStatus.PLANNED, begins_on=TODAY - DAY),
            "begins_on",
        ),
        (
            replace(THERE, status=StayStatus.FINISHED, ends_on=TODAY - DAY),
            "ends_on",
        ),
        (
            replace(THERE, status=StayStatus.FINISHED, ends_on=TODAY + DAY),
            "ends_on",
        ),
        (replace(THERE, known_on=TODAY + DAY), "known_on"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_so_is_refused_beside_its_field(
    details: StayDetails, field: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        HospitalStay().put(details, TODAY)
    assert refusal.value.field == field


def test_a_visit_to_the_emergency_room_ends_on_its_day_and_a_stay_ends_once() -> None:
    stay = HospitalStay()
    home = StayStatus.FINISHED
    stay.put(replace(THERE, kind=StayKind.ED, status=home), TODAY)
    assert (stay.known_on, stay.ends_on) == (TODAY, TODAY)
    with pytest.raises(NotPermitted):
        stay.leave(TODAY, "", "", TODAY)


def row(begins: int, ends: int | None, *, planned: bool | None = None) -> StayRow:
    """From this day to that, counted from today."""
    first = TODAY + begins * DAY
    last = None if ends is None else TODAY + ends * DAY
    status = StayStatus.FINISHED if ends is not None else StayStatus.IN_PROGRESS
    words = ("", "", "", "")
    told = (uuid4(), StayKind.ED, status, first, last, *words, TODAY)
    return StayRow(*told, planned=planned)


@pytest.mark.parametrize(
    ("other", "stay", "days"),
    [
        (row(-40, -30), row(0, None), 30),
        (row(-40, -31), row(0, None), None),
        (row(-9, -1), row(0, None), 1),
        # Brought from one hospital to the other on the same day.
        (row(-9, 0), row(0, None), None),
        (row(-9, None), row(0, None), None),
        (row(-9, -2), row(0, None, planned=True), None),
        (row(0, 0), row(-9, None), None),
    ],
)
def test_a_return_is_an_unplanned_stay_within_thirty_days_of_the_last(
    other: StayRow, stay: StayRow, days: int | None
) -> None:
    found = {one.id: one for one in stays.with_returns([other, stay])}
    assert found[stay.id].returned_after == days
    assert found[other.id].returned_after is None


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    with database.transaction(actor_id) as session:
        return members.create(session, CHILD, actor_id)


def kinds(session: UnitOfWork, member_id: UUID) -> set[LoopKind]:
    found = {one.key.kind for one in open_loops.of_member(session, member_id)}
    return found & {LoopKind.STAY_CALL, LoopKind.STAY_VISIT}


def test_a_stay_is_to_do_from_the_moment_it_is_known_until_both_are_done(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        stay_id = stay_acts.record_stay(session, member_id, THERE)
        assert kinds(session, member_id) == {LoopKind.STAY_CALL}
        (line,) = stay_list.of_member(session, member_id).lines
        assert (line.row.goes_on, line.visit) == (True, None)
        # Known on a Saturday: two business days.
        assert line.call == stay_list.FollowUp(date(2026, 11, 24))
        told = (TODAY, "home", "Inhaler twice a day")
        stay_acts.discharge(session, stay_id, *told, seen=line.version)
        assert kinds(session, member_id) == {LoopKind.STAY_CALL, LoopKind.STAY_VISIT}
        with pytest.raises(ChangedElsewhere):
            stay_acts.change(session, stay_id, THERE, seen=line.version)
        spoke = Contact(Way.PHONE, Outcome.REACHED, with_whom="Lucía")
        outreach_acts.record_contact(session, member_id, spoke)
        assert kinds(session, member_id) == {LoopKind.STAY_VISIT}
        begins = session.now() - timedelta(hours=1)
        visit = booking.book(
            session, member_id, AppointmentDetails("Check", begins, session.now())
        )
        assert visit is not None
        attendance.mark_kept(session, visit.id, seen=visit.version)
        assert kinds(session, member_id) == set()
        (line,) = stay_list.of_member(session, member_id).lines
        due = date(2026, 11, 28)
        assert line.call is not None
        assert (line.call.done_on, line.call.way) == (TODAY, Way.PHONE)
        assert line.visit == stay_list.FollowUp(due, TODAY, None, "Check")
        assert line.row.discharge_plan == "Inhaler twice a day"


def test_a_list_says_that_a_child_is_back_unless_the_stay_before_is_confidential(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    own = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    first = replace(
        THERE,
        kind=StayKind.ED,
        begins_on=TODAY - 9 * DAY,
        status=StayStatus.FINISHED,
        ends_on=TODAY - 9 * DAY,
    )
    with database.transaction(actor_id) as session:
        before = stay_acts.record_stay(session, member_id, first)
        now = stay_acts.record_stay(session, member_id, THERE)

        def why() -> set[str]:
            rows = open_loops.of_member(session, member_id)
            return {one.why for one in rows if one.key.item_id == now}

        assert why() == {BACK_NOW_WHY}
        stay_acts.change(session, before, replace(first, seal=own), seen=1)
        assert why() == {GOES_ON_WHY}
        newest = stays.of_member(session, member_id)[0]
        assert (newest.id, newest.returned_after) == (now, 9)


def test_a_stay_of_the_same_days_is_warned_of(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        known = stay_acts.record_stay(session, member_id, THERE)
        again = replace(THERE, begins_on=TODAY - DAY, place="Oakland Childrens")
        (found,) = stay_acts.alike(session, member_id, again)
        assert found.id == known
        assert stay_acts.alike(session, member_id, again, besides=known) == ()
        other = replace(again, place="Highland", kind=StayKind.ED)
        assert stay_acts.alike(session, member_id, other) == ()
