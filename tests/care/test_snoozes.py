"""What is put off comes back on its day; what is closed needs a reason."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from hhdesk.care import members, open_loops, snoozes
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.coverage import Coverage
from hhdesk.care.members import MemberDetails
from hhdesk.care.open_loops import Asked, LoopGroup, LoopKey, LoopKind, LoopList, Whose
from hhdesk.care.person import Name
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE, Clock

TODAY = NOW.astimezone(ZONE).date()
IN_3_DAYS = TODAY + timedelta(days=3)


class Desk:
    """A child whose coverage is to be renewed, and who missed a visit."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction(ACTOR_ID) as session:
            child = MemberDetails(Name("Mateo", "Ruiz"), date(2025, 5, 14))
            self.member_id = members.create(session, child, ACTOR_ID)
            self.coverage_id, self.visit_id = session.new_id(), session.new_id()
            missed = NOW - timedelta(days=9)
            mine = {"member_id": self.member_id}
            session.add(
                Coverage(
                    **mine,
                    id=self.coverage_id,
                    payer="Medi-Cal",
                    renewal_on=TODAY + timedelta(days=9),
                )
            )
            session.add(
                Appointment(
                    **mine,
                    id=self.visit_id,
                    title="Well visit",
                    starts_at=missed,
                    ends_at=missed,
                    status=AppointmentStatus.NO_SHOW,
                )
            )

    def key(self, kind: LoopKind = LoopKind.RENEWAL) -> LoopKey:
        with self.database.reading() as session:
            rows = open_loops.of_member(session, self.member_id)
        return next(row.key for row in rows if row.kind is kind)

    def listed(self, group: LoopGroup | None = None) -> LoopList:
        with self.database.reading() as session:
            return open_loops.listed(session, Asked(Whose.MINE, ACTOR_ID, group))

    def snooze(self, until: date, reason: str = "Waits for a letter") -> None:
        with self.database.transaction(ACTOR_ID) as session:
            snoozes.snooze(session, self.key(), self.member_id, until, reason)

    def renew_on(self, day: date) -> None:
        with self.database.transaction(ACTOR_ID) as session:
            session.get_one(Coverage, self.coverage_id).renewal_on = day


@pytest.fixture
def at(database: Database) -> Desk:
    return Desk(database)


def test_what_is_put_off_is_on_no_card_but_one_until_its_day(
    at: Desk, clock: Clock
) -> None:
    before, key = at.listed(), at.key()
    at.snooze(IN_3_DAYS)
    assert list(at.listed().keys) == [one for one in before.keys if one != key]
    assert at.listed().counts[LoopGroup.SNOOZED] == 1
    (row,) = at.listed(LoopGroup.SNOOZED).first
    assert (row.key, row.snoozed_until, row.snooze_reason) == (
        key,
        IN_3_DAYS,
        "Waits for a letter",
    )
    clock.advance(days=3)
    assert at.listed().counts[LoopGroup.SNOOZED] == 0
    assert key in list(at.listed().keys)


@pytest.mark.parametrize(
    ("field", "until", "reason"),
    [
        ("reason", IN_3_DAYS, "  "),
        ("until_on", TODAY, "Later"),
        ("until_on", TODAY + timedelta(days=61), "Much later"),
    ],
)
def test_a_snooze_wants_a_reason_and_a_day_ahead_but_not_far(
    at: Desk, field: str, until: date, reason: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        at.snooze(until, reason)
    assert refusal.value.field == field
    assert at.listed().counts[LoopGroup.SNOOZED] == 0


def test_a_snooze_is_taken_back_and_put_off_anew(at: Desk) -> None:
    at.snooze(IN_3_DAYS)
    at.snooze(TODAY + timedelta(days=5), "Once more")
    assert at.listed(LoopGroup.SNOOZED).first[0].snooze_reason == "Once more"
    with at.database.transaction(ACTOR_ID) as session:
        snoozes.unsnooze(session, at.key(), at.member_id)
    assert at.listed().counts[LoopGroup.SNOOZED] == 0
    with (
        pytest.raises(NotFound),
        at.database.transaction(ACTOR_ID) as session,
    ):
        snoozes.unsnooze(session, at.key(), at.member_id)


def test_a_snooze_does_not_hold_what_is_due_sooner_now(at: Desk) -> None:
    visit = at.key(LoopKind.MISSED_VISIT)
    with at.database.transaction(ACTOR_ID) as session:
        snoozes.snooze(session, visit, at.member_id, IN_3_DAYS, "Mother calls")
        session.get_one(Appointment, at.visit_id).ask_on = TODAY + timedelta(days=2)
    assert at.listed().counts[LoopGroup.SNOOZED] == 1
    with at.database.transaction(ACTOR_ID) as session:
        session.get_one(Appointment, at.visit_id).ask_on = TODAY - timedelta(days=20)
    assert at.listed().counts[LoopGroup.SNOOZED] == 0


def test_what_is_closed_with_a_reason_is_gone_until_it_is_asked_anew(at: Desk) -> None:
    key = at.key()
    with at.database.transaction(ACTOR_ID) as session:
        snoozes.close(session, key, at.member_id, "Renewed by telephone")
        assert key not in list(
            open_loops.listed(session, Asked(Whose.MINE, ACTOR_ID)).keys
        )
    with pytest.raises(NotFound), at.database.transaction(ACTOR_ID) as session:
        snoozes.close(session, key, at.member_id, "Again")
    at.renew_on(TODAY + timedelta(days=40))
    assert at.key() != key
    at.renew_on(TODAY + timedelta(days=9))
    with at.database.transaction(ACTOR_ID) as session:
        snoozes.reopen(session, key, at.member_id)
    assert at.key() == key


def test_what_its_own_record_ends_is_not_closed_by_a_reason(at: Desk) -> None:
    contact = LoopKey(LoopKind.CONTACT, at.member_id)
    with pytest.raises(NotPermitted), at.database.transaction(ACTOR_ID) as session:
        snoozes.close(session, contact, at.member_id, "Not wanted")


def test_another_childs_loop_is_not_closed(at: Desk) -> None:
    with pytest.raises(NotFound), at.database.transaction(ACTOR_ID) as session:
        snoozes.close(session, at.key(), UUID(int=9), "Wrong child")
