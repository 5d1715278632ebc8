"""Referrals from draft to help, on both databases: nothing lost, nothing invented."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from hhdesk.care import (
    member_page,
    members,
    open_loops,
    referral_acts,
    referral_choices,
    referral_facts,
    referral_history,
    referral_news,
    referral_worklist,
)
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.open_loops import Asked, LoopGroup, LoopKind, Whose
from hhdesk.care.person import Name
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import Detail, ReferralState, Turn
from hhdesk.care.referral_steps import Closing, Evidence, NoHelpReason, Step, Told
from hhdesk.care.referrals import EventKind, ReferralEvent, Urgency
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.referral_desk import (
    CALLED,
    EARLY_START,
    FOOD,
    SIGNED,
    TODAY,
    Desk,
    ago,
    desk,
    helped,
)
from tests.databases import OTHER_ID, Clock

S = ReferralState


@pytest.fixture
def at(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id)


def test_a_draft_has_an_owner_a_day_and_a_clock(at: Desk) -> None:
    row = at.draft().referral
    assert (row.state, row.turn, row.words) == (S.DRAFT, (Turn.US,), "Draft")
    assert row.details.owner_id == at.actor_id
    # Saturday, so the two business days end on Tuesday.
    assert (row.state_since, row.due_on) == (TODAY, date(2026, 11, 24))
    assert at.ask(referral_facts.referral, row.id) == row


@pytest.mark.parametrize("field", ["need", "agency"])
def test_a_draft_without_need_or_agency_is_refused(at: Desk, field: str) -> None:
    with pytest.raises(InvalidField) as refusal:
        at.draft(replace(EARLY_START, **{field: "  "}))
    assert refusal.value.field == field
    assert at.ask(referral_worklist.open_of, at.member_id) == ()


def test_a_second_open_referral_warns_who_sent_the_first_and_when(at: Desk) -> None:
    first = at.sent(on=ago(18))
    again = replace(EARLY_START, need="early  intervention", agency="REGIONAL CENTER")
    created = at.draft(again)
    assert created.twin
    assert created.twin.id == first.id
    assert (created.twin.sent, created.twin.by) == (True, "Rosa Delgado")
    assert created.twin.on == ago(18)
    assert created.referral.state is S.DRAFT


def test_an_unsent_first_one_warns_who_began_it(at: Desk) -> None:
    at.draft(on=ago(3))
    twin = at.draft().twin
    assert twin
    assert (twin.sent, twin.by, twin.on) == (False, "Rosa Delgado", ago(3))


def test_another_agency_need_child_or_a_closed_one_does_not_warn(
    at: Desk, actor_id: UUID
) -> None:
    row = at.sent()
    assert at.draft(replace(EARLY_START, agency="Other")).twin is None
    assert at.draft(replace(EARLY_START, need="Speech therapy")).twin is None
    assert desk(at.database, actor_id).draft().twin is None
    at.close(row, Closing(S.FAMILY_CHOSE_NOT))
    assert at.draft().twin is None


def test_the_whole_way_is_kept_step_by_step(at: Desk) -> None:
    row = at.sent(on=ago(30))
    row = at.do(
        referral_acts.mark_accepted, row.id, Told(ago(25), "called"), seen=row.version
    )
    row = at.do(
        referral_acts.mark_scheduled,
        row.id,
        ago(10),
        Told(ago(24), "mother told us"),
        seen=row.version,
    )
    assert (row.visit_on, row.due_on) == (ago(10), ago(8))
    row = at.move(row, S.RESULT, told=Told(ago(10), "called"))
    row = at.close(row, helped(Evidence.AGENCY_CONFIRMED, ago(10)))
    assert (row.state, row.due_on, row.service_on) == (S.GOT_HELP, None, ago(10))
    story = [(one.to_state, one.happened_on) for one in at.history(row)]
    assert story == [
        (S.DRAFT, ago(30)),
        (S.SENT, ago(30)),
        (S.ACCEPTED, ago(25)),
        (S.SCHEDULED, ago(24)),
        (S.RESULT, ago(10)),
        (S.GOT_HELP, TODAY),
    ]


def test_the_food_bank_that_gave_food_today_passed_the_rest_without_days(
    at: Desk,
) -> None:
    row = at.sent(FOOD, on=ago(2))
    told = Told(how_known="The mother showed the bag")
    row = at.close(row, helped(Evidence.FAMILY_CONFIRMED), told)
    events = at.history(row)[2:]
    assert [(one.kind, one.to_state, one.happened_on) for one in events] == [
        (EventKind.PASSED, S.ACCEPTED, None),
        (EventKind.PASSED, S.RESULT, None),
        (EventKind.STEP, S.GOT_HELP, TODAY),
    ]
    assert {one.how_known for one in events} == {"The mother showed the bag"}
    steps = [(one.from_state, one.to_state) for one in events]
    assert steps == [
        (S.SENT, S.ACCEPTED),
        (S.ACCEPTED, S.RESULT),
        (S.RESULT, S.GOT_HELP),
    ]


def test_what_was_reached_before_is_not_passed_again(at: Desk) -> None:
    row = at.move(at.sent(), S.ACCEPTED)
    row = at.move(row, S.FAMILY_ACTION, wanted="photo ID")
    row = at.move(row, S.SCHEDULED, visit_on=TODAY)
    assert EventKind.PASSED not in {one.kind for one in at.history(row)}


def test_an_agency_that_accepts_what_did_not_arrive_has_got_it_after_all(
    at: Desk,
) -> None:
    row = at.move(at.sent(), S.DELIVERY_FAILED)
    row = at.move(row, S.ACCEPTED, passing=(S.SENT,))
    kinds = [(one.kind, one.to_state) for one in at.history(row)[-2:]]
    assert kinds == [(EventKind.PASSED, S.SENT), (EventKind.STEP, S.ACCEPTED)]


def test_event_time_and_entry_time_are_both_kept(at: Desk, clock: Clock) -> None:
    row = at.sent(on=ago(9))
    clock.advance(hours=2)
    row = at.move(row, S.ACCEPTED, told=Told(ago(7), "called"))
    last = at.history(row)[-1]
    assert last.happened_on == ago(7)
    assert last.entered_at == clock()
    assert row.state_since == ago(7)


def test_a_step_before_the_one_before_is_refused_and_names_the_day(at: Desk) -> None:
    row = at.sent(on=ago(5))
    with pytest.raises(InvalidField) as refusal:
        at.move(row, S.ACCEPTED, told=Told(ago(6), "called"))
    assert refusal.value.values == {"day": ago(5)}
    assert at.ask(referral_facts.referral, row.id) == row


def test_a_stale_act_is_refused_and_nothing_is_written(at: Desk) -> None:
    row = at.sent()
    at.move(row, S.ACCEPTED)
    before = at.audited()
    with pytest.raises(ChangedElsewhere):
        at.move(row, S.WAITLISTED)
    assert at.audited() == before
    assert len(at.history(row)) == 3


def waits(session: UnitOfWork) -> bool:
    """Whether another act waits for a lock; a file's writers wait before they read."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    return bool(session.scalar(text(waiting)))


def test_of_two_acts_at_the_same_moment_the_second_is_refused(at: Desk) -> None:
    row = at.sent()
    step = Step(S.ACCEPTED, CALLED)
    with ThreadPoolExecutor(1) as other:
        with at.database.transaction(at.actor_id) as session:
            referral_acts.move(session, row.id, step, seen=row.version)
            second = other.submit(at.move, row, S.WAITLISTED)
            while not (at.ask(waits) or second.done()):
                continue
        assert isinstance(second.exception(), ChangedElsewhere)
    assert at.ask(referral_facts.referral, row.id).state is S.ACCEPTED


def test_a_referral_that_does_not_exist_is_not_found(at: Desk) -> None:
    with pytest.raises(NotFound):
        at.ask(referral_facts.referral, UUID(int=1))
    with pytest.raises(NotFound):
        at.do(referral_acts.enter_in_error, UUID(int=1), "x", seen=1)


def test_every_change_names_actor_time_and_reason(
    at: Desk, database: Database, clock: Clock
) -> None:
    row = at.sent(on=ago(4))
    other = Desk(database, OTHER_ID, at.member_id)
    clock.advance(minutes=5)
    row = other.move(row, S.DECLINED, told=Told(None, "wrote", "No places"))
    last = at.history(row)[-1]
    assert (last.actor, last.entered_at) == ("Marisol Soto", clock())
    assert (last.how_known, last.note) == ("wrote", "No places")
    sent = at.history(row)[1]
    assert (sent.actor, sent.basis) == ("Rosa Delgado", SIGNED.basis)


def test_the_agencys_and_the_familys_side_are_both_shown(at: Desk) -> None:
    row = at.move(at.sent(), S.ACCEPTED)
    row = at.move(row, S.FAMILY_ACTION, wanted="an ID", told=Told(how_known="she said"))
    row = at.do(
        referral_acts.called_off_by_agency,
        at.move(row, S.SCHEDULED, visit_on=TODAY).id,
        CALLED,
        seen=row.version + 1,
    )
    sides = [(one.to_state, one.side) for one in at.history(row)]
    assert sides == [
        (S.DRAFT, Turn.US),
        (S.SENT, Turn.US),
        (S.ACCEPTED, Turn.AGENCY),
        (S.FAMILY_ACTION, Turn.FAMILY),
        (S.SCHEDULED, Turn.AGENCY),
        (S.MISSED, Turn.AGENCY),
    ]


def test_history_can_neither_be_changed_nor_deleted(at: Desk) -> None:
    row = at.sent()

    def change(session: UnitOfWork) -> None:
        session.scalars(select(ReferralEvent).limit(1)).one().note = "other words"
        session.flush()

    def delete(session: UnitOfWork) -> None:
        session.delete(session.scalars(select(ReferralEvent).limit(1)).one())
        session.flush()

    for spoil in (change, delete):
        with pytest.raises(ValueError, match="never rewritten"):
            at.do(spoil)
    assert len(at.history(row)) == 2


def scheduled(at: Desk, visit_on: date = TODAY) -> ReferralFacts:
    return at.move(
        at.sent(on=ago(9)), S.SCHEDULED, told=Told(ago(8), "x"), visit_on=visit_on
    )


def test_a_missed_visit_without_a_reason_asks_again(at: Desk) -> None:
    row = scheduled(at)
    row = at.do(referral_acts.mark_missed, row.id, CALLED, seen=row.version)
    assert row.detail is Detail.REASON_UNKNOWN
    assert row.words == "Missed, reason not known yet"
    assert row.due_on == date(2026, 11, 24)
    assert A.EXPLAIN_MISSED in referral_choices.lawful_acts(row)
    due = at.ask(open_loops.of_member, at.member_id)
    assert (row.id, row.due_on) in [(one.referral_id, one.due_on) for one in due]


def test_a_missed_visit_is_explained_later_without_rewriting(at: Desk) -> None:
    row = scheduled(at)
    row = at.do(referral_acts.mark_missed, row.id, CALLED, seen=row.version)
    told = Told(None, "The mother called", "No ride")
    explain = referral_news.explain_missed
    row = at.do(explain, row.id, Detail.BY_FAMILY, told, seen=row.version)
    assert (row.state, row.detail) == (S.MISSED, Detail.BY_FAMILY)
    assert A.EXPLAIN_MISSED not in referral_choices.lawful_acts(row)
    details = [one.detail for one in at.history(row)[-2:]]
    assert details == [Detail.REASON_UNKNOWN, Detail.BY_FAMILY]
    words = [one.words for one in at.history(row)[-2:]]
    assert words == ["Missed, reason not known yet", "Missed by the family"]


def test_a_visit_called_off_by_the_agency_never_counts_as_missed_by_the_family(
    at: Desk,
) -> None:
    row = scheduled(at, TODAY + timedelta(days=6))
    off = referral_acts.called_off_by_agency
    row = at.do(off, row.id, Told(ago(1), "called", "Staff is ill"), seen=row.version)
    assert (row.detail, row.words) == (Detail.BY_AGENCY, "Agency called it off")
    page = at.ask(member_page.member_page, at.member_id)
    assert [one.detail for one in page.referrals] == [Detail.BY_AGENCY]
    with pytest.raises(NotPermitted):
        at.do(
            referral_news.explain_missed,
            row.id,
            Detail.BY_FAMILY,
            CALLED,
            seen=row.version,
        )
    row = at.move(row, S.SCHEDULED, visit_on=TODAY + timedelta(days=9))
    assert row.detail is None
    by = [one.detail for one in at.history(row) if one.to_state is S.MISSED]
    assert by == [Detail.BY_AGENCY]


def test_arrival_is_not_acceptance(at: Desk) -> None:
    row = at.sent(on=ago(2))
    after = at.do(referral_news.note_arrival, row.id, Told(None, "fax report"))
    assert (after.state, after.due_on, after.turn) == (
        S.SENT,
        row.due_on,
        (Turn.AGENCY,),
    )
    last = at.history(row)[-1]
    assert (last.kind, last.words) == (EventKind.ARRIVED, "Arrived at the agency")


def test_a_failure_notice_in_time_is_ours_to_mend(at: Desk) -> None:
    row = at.do(
        referral_news.note_failure, at.sent(on=ago(2)).id, Told(ago(1), "fax report")
    )
    assert (row.state, row.turn) == (S.DELIVERY_FAILED, (Turn.US,))


@pytest.mark.parametrize("days", [6, 0])
def test_a_late_failure_notice_never_overwrites_a_later_acceptance(
    at: Desk, days: int
) -> None:
    row = at.sent(on=ago(8))
    row = at.move(row, S.ACCEPTED, told=Told(ago(4), "called"))
    after = at.do(referral_news.note_failure, row.id, Told(ago(days), "mail came back"))
    assert after == row
    last = at.history(row)[-1]
    assert (last.kind, last.happened_on) == (EventKind.LATE_FAILURE, ago(days))
    with pytest.raises(NotPermitted):
        at.move(row, S.DELIVERY_FAILED)


def test_a_failure_of_the_first_sending_does_not_touch_the_second(at: Desk) -> None:
    row = at.move(at.sent(on=ago(9)), S.DELIVERY_FAILED, told=Told(ago(8), "fax"))
    send = referral_acts.send
    row = at.do(send, row.id, SIGNED, Told(ago(3)), seen=row.version)
    late = at.do(referral_news.note_failure, row.id, Told(ago(7), "fax report"))
    assert late.state is S.SENT


def test_a_recheck_moves_the_clock_of_a_waitlist(at: Desk) -> None:
    row = at.move(at.sent(on=ago(50)), S.WAITLISTED, told=Told(ago(45), "called"))
    assert row.due_on == ago(15)
    told = Told(None, "called", "Place 9")
    row = at.do(referral_news.recheck, row.id, told, seen=row.version)
    assert row.due_on == TODAY + timedelta(days=30)
    assert at.history(row)[-1].kind is EventKind.RECHECKED


def test_a_closed_referral_and_its_history_stay_as_they_are(at: Desk) -> None:
    row = at.close(at.sent(), Closing(S.FAMILY_CHOSE_NOT))
    before = at.history(row)
    for to in S:
        if to is not S.ENTERED_IN_ERROR:
            with pytest.raises((NotPermitted, InvalidField)):
                at.move(row, to, visit_on=TODAY, wanted="x", sharing=SIGNED)
    with pytest.raises(NotPermitted):
        at.do(referral_acts.revise, row.id, FOOD, seen=row.version)
    created = at.do(
        referral_acts.reopen, row.id, Told(note="They ask now"), seen=row.version
    )
    assert at.ask(referral_facts.referral, row.id) == row
    assert at.history(row) == before
    assert created.referral.previous_id == row.id


def test_reopening_begins_a_linked_cycle_of_its_own(at: Desk) -> None:
    closing = Closing(S.NO_HELP, reason=NoHelpReason.FULL, next_step="Ask in March")
    row = at.close(at.sent(on=ago(40)), closing)
    told = Told(note="A place is free")
    created = at.do(referral_acts.reopen, row.id, told, seen=row.version)
    new = created.referral
    assert (new.state, new.details, created.twin) == (S.DRAFT, row.details, None)
    assert [one.note for one in at.history(new)] == ["A place is free"]
    for one in (row, new):
        rounds = at.ask(referral_history.cycles, one.id)
        assert [(one.id, one.state) for one in rounds] == [
            (row.id, S.NO_HELP),
            (new.id, S.DRAFT),
        ]


def test_reopening_has_a_reason_and_happens_once(at: Desk) -> None:
    row = at.close(at.sent(), Closing(S.FAMILY_CHOSE_NOT))
    reopen = referral_acts.reopen
    with pytest.raises(InvalidField):
        at.do(reopen, row.id, Told(), seen=row.version)
    first = at.do(reopen, row.id, Told(note="x"), seen=row.version).referral
    with pytest.raises(NotPermitted, match="again already"):
        at.do(reopen, row.id, Told(note="x"), seen=row.version)
    at.do(referral_acts.enter_in_error, first.id, "Wrong child", seen=first.version)
    second = at.do(reopen, row.id, Told(note="x"), seen=row.version).referral
    rounds = at.ask(referral_history.cycles, row.id)
    assert [one.id for one in rounds] == [row.id, second.id]


def test_what_is_open_or_a_mistake_is_not_reopened(at: Desk) -> None:
    row = at.sent()
    with pytest.raises(NotPermitted):
        at.do(referral_acts.reopen, row.id, Told(note="x"), seen=row.version)
    row = at.do(referral_acts.enter_in_error, row.id, "Twice", seen=row.version)
    assert (row.state, row.due_on) == (S.ENTERED_IN_ERROR, None)
    assert at.history(row)[-1].note == "Twice"
    with pytest.raises(NotPermitted):
        at.do(referral_acts.reopen, row.id, Told(note="x"), seen=row.version)


def test_a_no_leads_to_another_agency_in_one_act(at: Desk) -> None:
    row = at.move(at.sent(), S.DECLINED, detail=Detail.FULL)
    other = replace(EARLY_START, agency="Help Me Grow")
    elsewhere = referral_acts.refer_elsewhere
    created = at.do(elsewhere, row.id, other, seen=row.version)
    closed = at.ask(referral_facts.referral, row.id)
    assert (closed.state, closed.end_reason) == (S.NO_HELP, NoHelpReason.FULL)
    assert closed.next_step == "Help Me Grow"
    assert created.referral.previous_id == row.id
    assert created.referral.details.agency == "Help Me Grow"
    with pytest.raises(NotPermitted):
        at.do(elsewhere, closed.id, other, seen=closed.version)


def test_a_draft_is_revised_freely_what_was_sent_only_in_its_phone_and_clock(
    at: Desk,
) -> None:
    revise = referral_acts.revise
    row = at.do(revise, at.draft().referral.id, FOOD, seen=1)
    assert (row.details.agency, row.details.owner_id) == ("Food bank", at.actor_id)
    sent = at.sent()
    urgent = replace(sent.details, agency_phone="510-555-0000", urgency=Urgency.URGENT)
    sent = at.do(revise, sent.id, urgent, seen=sent.version)
    assert sent.due_on == date(2026, 11, 23)
    other = replace(sent.details, agency="Somebody else")
    with pytest.raises(NotPermitted, match="begin another"):
        at.do(revise, sent.id, other, seen=sent.version)


def test_screens_offer_exactly_what_the_table_allows(at: Desk) -> None:
    row = at.draft().referral
    assert referral_choices.lawful_acts(row) == (
        A.ASK_FAMILY,
        A.ASK_PLAN,
        A.SEND,
        A.RECORD_ATTEMPT,
        A.NOTE,
        A.GOT_HELP,
        A.NO_HELP,
        A.FAMILY_CHOSE_NOT,
        A.ENTER_IN_ERROR,
    )
    closed = at.close(at.sent(FOOD), Closing(S.FAMILY_CHOSE_NOT))
    assert referral_choices.lawful_acts(closed) == (
        A.RECEIVE_REPORT,
        A.NOTE,
        A.REOPEN,
        A.ENTER_IN_ERROR,
    )
    declined = at.move(at.sent(), S.DECLINED, detail=Detail.FULL)
    assert A.REFER_ELSEWHERE in referral_choices.lawful_acts(declined)
    assert set(referral_choices.ACT_WORDS) == set(A)


def test_the_overdue_are_listed_by_owner_longest_waiting_first(at: Desk) -> None:
    later, first = at.sent(on=ago(10)), at.sent(FOOD, on=ago(20))
    at.draft(replace(EARLY_START, agency="Not due yet"))
    due = at.ask(open_loops.listed, Asked(Whose.MINE, at.actor_id, LoopGroup.OVERDUE))
    rows = [one for one in due.first if one.kind is LoopKind.REFERRAL]
    assert [one.referral_id for one in rows] == [first.id, later.id]
    assert rows[0].child
    assert rows[0].child.full == "Mateo Hernández"
    assert rows[0].turn == (Turn.AGENCY,)
    others = at.ask(open_loops.listed, Asked(Whose.MINE, OTHER_ID))
    assert LoopKind.REFERRAL not in {key.kind for key in others.keys}


def test_a_childs_death_stops_every_list_and_every_beginning(
    at: Desk, database: Database, actor_id: UUID
) -> None:
    row = at.sent(on=ago(20))
    food = at.sent(FOOD)
    at.do(referral_news.receive_report, food.id, CALLED, seen=food.version)
    closed = at.close(at.sent(on=ago(3)), Closing(S.FAMILY_CHOSE_NOT))
    with database.transaction(actor_id) as session:
        session.get_one(Member, at.member_id).deceased_on = TODAY
    assert at.ask(open_loops.of_member, at.member_id) == ()
    row = at.ask(referral_facts.referral, row.id)
    assert set(referral_choices.lawful_acts(row)) == {
        A.RECEIVE_REPORT,
        A.ARRIVED,
        A.NOTE,
        A.GOT_HELP,
        A.NO_HELP,
        A.FAMILY_CHOSE_NOT,
        A.ENTER_IN_ERROR,
    }
    with pytest.raises(NotPermitted, match="died"):
        at.draft(FOOD)
    with pytest.raises(NotPermitted, match="died"):
        at.move(row, S.ACCEPTED)
    with pytest.raises(NotPermitted, match="died"):
        at.do(referral_acts.reopen, closed.id, Told(note="x"), seen=closed.version)
    ended = at.close(row, Closing(S.NO_HELP, reason=NoHelpReason.DIED))
    assert ended.state is S.NO_HELP


def test_a_voided_member_has_no_referrals_begun(at: Desk, actor_id: UUID) -> None:
    details = MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))
    with at.database.transaction(actor_id) as session:
        other = members.create(session, details)
        session.get_one(Member, other).void("twice", session.now(), actor_id)
    with pytest.raises(NotFound):
        at.do(referral_acts.create, other, EARLY_START)
