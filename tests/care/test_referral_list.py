"""The referral tracker's list: who is on it, in which order, and what a row tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, update

from hhdesk.care import members, referral_acts, referral_keys, referral_list
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.deadlines import DeadlineKind
from hhdesk.care.goals import Domain
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_keys import Asked, Counts, Keys
from hhdesk.care.referral_list import TrackedRow
from hhdesk.care.referral_states import (
    CLOSED,
    PHASES,
    TABLE,
    Detail,
    Phase,
    ReferralState,
    Turn,
)
from hhdesk.care.referral_steps import Evidence, Told
from hhdesk.care.referrals import Referral
from hhdesk.store.engine import Database
from tests.care.referral_desk import (
    EARLY_START,
    FOOD,
    TODAY,
    Desk,
    ago,
    desk,
    helped,
)
from tests.databases import OTHER_ID

S = ReferralState
DENTAL = ReferralDetails(Domain.DENTAL, "Dental care", "La Clínica Dental")


@pytest.fixture
def rosa(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id)


def listed(rosa: Desk, **asked: Any) -> list[TrackedRow]:
    """The whole list, as pages bring it."""
    keys = rosa.ask(referral_keys.keys, Asked(**asked))
    begun, rows = rosa.ask(referral_list.opening, Asked(**asked))
    assert begun == keys[: len(begun)]
    assert rows == rosa.ask(referral_list.rows, begun)
    return [row for row in rosa.ask(referral_list.rows, keys) if row]


def needs(rosa: Desk, **asked: Any) -> list[str]:
    return [row.need for row in listed(rosa, **asked)]


def counted(rosa: Desk, owner_id: UUID | None = None) -> Counts:
    return rosa.ask(referral_keys.counts, Asked(owner_id=owner_id))


def due(rosa: Desk, referral_id: UUID, day: date | None) -> None:
    rosa.do(
        lambda session: session.execute(
            update(Referral).where(Referral.id == referral_id).values(due_on=day)
        )
    )


def test_each_state_but_the_mistake_has_a_phase_and_closed_ones_are_closed() -> None:
    without = {state for state, rule in TABLE.items() if rule.phase is None}
    assert without == {S.ENTERED_IN_ERROR}
    assert PHASES[Phase.CLOSED] == CLOSED - without
    assert sum(map(len, PHASES.values())) == len(TABLE) - 1


def test_the_longest_waiting_stand_first_and_those_without_a_clock_last(
    rosa: Desk,
) -> None:
    names = ["first", "second", "third", "fourth", "fifth"]
    made = [
        rosa.draft(replace(FOOD, need=name)).referral.id
        for name in ("third", "first", "fifth", "second", "fourth")
    ]
    days = [TODAY, ago(3), None, ago(1), TODAY + timedelta(days=9)]
    for key, day in zip(made, days, strict=True):
        due(rosa, key, day)
    assert needs(rosa) == names


def test_a_phase_lists_its_states_and_all_are_counted_at_once(rosa: Desk) -> None:
    rosa.draft(FOOD)
    sent = rosa.sent(EARLY_START)
    taken = rosa.sent(DENTAL, ago(2))
    rosa.move(taken, S.SCHEDULED, visit_on=TODAY + timedelta(days=4))
    done = rosa.sent(replace(FOOD, need="Diapers"))
    rosa.close(done, helped(Evidence.FAMILY_CONFIRMED))
    wrong = rosa.draft(replace(FOOD, need="Mistake")).referral
    rosa.do(referral_acts.enter_in_error, wrong.id, "Twice", seen=wrong.version)
    assert needs(rosa, phase=Phase.PREPARING) == ["Food"]
    assert needs(rosa, phase=Phase.WITH_AGENCY) == [sent.details.need]
    assert needs(rosa, phase=Phase.BOOKED) == ["Dental care"]
    assert needs(rosa, phase=Phase.CLOSED) == ["Diapers"]
    assert sorted(needs(rosa)) == ["Dental care", "Early intervention", "Food"]
    found = counted(rosa)
    assert found.open == 3
    assert {phase: n for phase, n in found.phases.items() if n} == {
        Phase.PREPARING: 1,
        Phase.WITH_AGENCY: 1,
        Phase.BOOKED: 1,
        Phase.CLOSED: 1,
    }


def test_what_was_due_on_friday_is_late_on_monday(rosa: Desk) -> None:
    friday, thursday = TODAY - timedelta(days=1), TODAY - timedelta(days=2)
    due(rosa, rosa.draft(FOOD).referral.id, friday)
    due(rosa, rosa.draft(DENTAL).referral.id, thursday)
    assert [(row.need, row.days) for row in listed(rosa)] == [
        ("Dental care", -1),
        ("Food", 0),
    ]
    assert needs(rosa, late=True) == ["Dental care"]
    assert counted(rosa).late == 1


def test_mine_are_those_that_i_own(rosa: Desk) -> None:
    rosa.draft(FOOD)
    rosa.draft(replace(DENTAL, owner_id=OTHER_ID))
    assert needs(rosa, owner_id=rosa.actor_id) == ["Food"]
    assert needs(rosa, owner_id=OTHER_ID) == ["Dental care"]
    assert [row.owner for row in listed(rosa, owner_id=OTHER_ID)] == ["Marisol Soto"]
    assert counted(rosa, OTHER_ID).open == 1
    assert counted(rosa).open == 2


def test_of_a_child_who_died_nothing_is_listed_or_counted(rosa: Desk) -> None:
    due(rosa, rosa.draft(FOOD).referral.id, ago(9))
    rosa.do(
        lambda session: session.execute(
            update(Member).where(Member.id == rosa.member_id).values(deceased_on=ago(1))
        )
    )
    assert listed(rosa) == []
    assert counted(rosa).open == counted(rosa).late == 0


def test_a_row_says_where_it_stands_whose_turn_and_what_came_last(rosa: Desk) -> None:
    sent = rosa.sent(EARLY_START, ago(5))
    told = Told(ago(1), "Called them", "Intake worker is ill")
    rosa.move(sent, S.ACCEPTED, told=told)
    (row,) = listed(rosa)
    assert row.child is not None
    assert row.child.full == "Mateo Hernández"
    assert (row.need, row.agency) == ("Early intervention", "Regional Center")
    assert (row.words, row.turn) == ("Accepted", (Turn.AGENCY,))
    assert row.last is not None
    assert row.last.on == ago(1)
    assert row.last.words == "Accepted"
    assert row.last.note == "Intake worker is ill"
    assert row == rosa.ask(referral_list.row, row.id)


def test_agency_full_and_agency_no_are_told_apart(rosa: Desk) -> None:
    rosa.move(rosa.sent(FOOD), S.DECLINED, detail=Detail.FULL)
    assert [row.words for row in listed(rosa)] == ["Agency is full"]


def test_early_intervention_shows_the_meeting_s_45_days(rosa: Desk) -> None:
    sent = rosa.sent(EARLY_START, ago(30))
    (row,) = listed(rosa)
    assert row.deadline is not None
    assert row.deadline.kind is DeadlineKind.IFSP_MEETING
    assert row.deadline.on == ago(30) + timedelta(days=45)
    rosa.move(sent, S.SERVICE_RUNNING)
    assert [row.deadline for row in listed(rosa)] == [None]


def test_a_child_of_three_or_a_draft_has_no_such_deadline(
    database: Database, actor_id: UUID
) -> None:
    older = MemberDetails(Name("Ana", "Ruiz"), date(2023, 11, 21))
    ana = desk(database, actor_id, older)
    ana.sent(EARLY_START)
    ana.draft(replace(EARLY_START, agency="Another"))
    assert [row.deadline for row in listed(ana)] == [None, None]


SAFETY = Seal(Segment.FAMILY_SAFETY, Consenter.CAREGIVER)
YOUTH = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


@pytest.mark.parametrize("seal", [SAFETY, YOUTH], ids=["safety", "youth"])
def test_a_sealed_referral_is_a_private_row_that_no_search_finds(
    rosa: Desk, seal: Seal
) -> None:
    made = rosa.draft(replace(FOOD, seal=seal)).referral
    (row,) = listed(rosa)
    assert row.private
    assert (row.id, row.due_on, row.owner) == (made.id, made.due_on, "Rosa Delgado")
    bare = TrackedRow(row.id, row.version, row.due_on, row.days, row.owner, True)
    assert row == bare
    assert counted(rosa).open == 1
    for text in ("mateo", "food", "food bank"):
        assert needs(rosa, text=text) == []


def test_an_open_text_finds_by_child_need_or_agency_whatever_the_accents(
    rosa: Desk,
) -> None:
    rosa.draft(FOOD)
    rosa.draft(DENTAL)
    with rosa.database.transaction(rosa.actor_id) as session:
        lia = members.create(session, MemberDetails(Name("Lia", "Vang"), ago(2000)))
        referral_acts.create(session, lia, replace(FOOD, need="Housing"))
    assert needs(rosa, text="clinica den") == ["Dental care"]
    assert needs(rosa, text="vang") == ["Housing"]
    assert sorted(needs(rosa, text="food")) == ["Food", "Housing"]
    assert needs(rosa, text="zzz") == []
    assert needs(rosa, text="food", phase=Phase.CLOSED) == []


def test_keys_know_their_places() -> None:
    keys = [UUID(int=n * 7919) for n in range(1, 400)]
    packed = Keys.of(keys)
    assert list(packed) == keys
    assert list(packed[17:33]) == keys[17:33]
    assert [packed.place(key) for key in keys] == list(range(len(keys)))
    assert packed.place(UUID(int=5)) == -1
    assert packed[-1] == keys[-1]
    with pytest.raises(IndexError):
        packed[len(keys)]
    assert hash(packed) == hash(Keys.of(keys))


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            heard.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)


def test_a_page_takes_three_questions_however_many_rows(rosa: Desk) -> None:
    for number in range(30):
        rosa.sent(replace(EARLY_START, agency=f"Center {number}"))
    keys = rosa.ask(referral_keys.keys, Asked())
    with statements(rosa.database) as heard:
        rows = rosa.ask(referral_list.rows, keys)
    assert len(rows) == 30
    assert len(heard) <= 3


def test_a_key_of_what_is_no_more_has_no_row(rosa: Desk) -> None:
    made = rosa.draft(FOOD).referral
    gone = UUID(int=1)
    first, second = rosa.ask(referral_list.rows, [gone, made.id])
    assert first is None
    assert second is not None
