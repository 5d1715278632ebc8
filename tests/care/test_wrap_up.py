"""A call written down once moves all that it touched, and all of it goes back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    care_plans,
    enrollment_attempts,
    members,
    outreach_acts,
    programs,
    referral_history,
    referral_known,
    referral_page,
    wrap_up_acts,
    wrap_up_chart,
    wrap_up_ground,
)
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.core_services import CoreService, GivenService
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.goals import ActivityStatus, BarrierKind
from hhdesk.care.outreach import Met, Outcome, OutreachAttempt, Way
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.referral_answers import Answers
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import SendingWay
from hhdesk.care.referrals import Referral
from hhdesk.care.wrap_up_facts import (
    ActivityTick,
    MissedTick,
    NewBarrier,
    NewVisit,
    Part,
    ReferralTick,
    SpokenYes,
    TickChanged,
    VisitTick,
    WrapUpOrder,
)
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted, Refusal
from hhdesk.exchange import chart_note
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care import wrap_up_family
from tests.care.test_member_merges import everything
from tests.care.test_member_page import counted
from tests.care.wrap_up_family import CALL, YOUTHS, Family, visit_in
from tests.databases import ACTOR_ID, NOW

RIDE = ArrangementRow(ArrangementKind.TRANSPORT, ArrangementStatus.REQUESTED, "MTM")


@pytest.fixture
def family(database: Database) -> Family:
    with database.transaction(ACTOR_ID) as session:
        return wrap_up_family.enter(session)


def tick(row: Any, act: ReferralAct, **said: Any) -> ReferralTick:
    return ReferralTick(row.id, row.version, act, Answers(**said))


def whole(session: UnitOfWork, family: Family) -> WrapUpOrder:
    """Everything that one call can move."""
    today = session.today()
    yes = SpokenYes(
        Audience.SCHOOL,
        ("Oakland High",),
        frozenset({Segment.GENERAL}),
        Consenter.CAREGIVER,
        "",
        None,
    )
    return WrapUpOrder(
        replace(CALL, next_on=today + timedelta(days=14)),
        services=(CoreService.CARE_COORDINATION, CoreService.FAMILY_SUPPORT),
        referrals=(
            tick(family.food, ReferralAct.ACCEPTED),
            tick(family.food, ReferralAct.RECORD_ATTEMPT),
            tick(
                family.waiting,
                ReferralAct.SEND,
                basis=Basis.VERBAL,
                sending_way=SendingWay.PHONE,
            ),
            tick(family.brothers, ReferralAct.RECEIVE_REPORT, how_known="fax"),
        ),
        activities=(
            ActivityTick(family.ana, family.step, ActivityStatus.DONE, "They agreed"),
        ),
        visit=NewVisit(
            (family.ana, family.leo),
            replace(visit_in(session, 3), referral_id=family.food.id),
            (RIDE,),
            family.missed.id,
        ),
        missed=(
            MissedTick(
                family.missed.id, family.missed.version, BarrierKind.TRANSPORTATION
            ),
        ),
        visits=(VisitTick(family.visit, 1, (RIDE,)),),
        consent=yes,
        barriers=(NewBarrier(family.ana, BarrierKind.TRANSPORTATION, "no bus"),),
    )


def test_a_call_moves_everything_and_its_undo_brings_back_what_was(
    database: Database, family: Family
) -> None:
    with database.reading() as session:
        before = everything(session)
    with database.transaction(ACTOR_ID) as session:
        done = wrap_up_acts.record(session, family.ana, whole(session, family))
    assert (done.child, done.members) == ("Ana Peña", (family.ana, family.leo))
    assert done.parts == tuple(Part)
    with database.reading() as session:
        told = wrap_up_ground.ground(session, family.ana)
        ana, leo = told.children
        states = {one.facts.id: one.facts.state for one in ana.referrals}
        assert states[family.food.id] is ReferralState.SCHEDULED
        assert states[family.waiting.id] is ReferralState.SENT
        assert leo.referrals[0].facts.state is ReferralState.RESULT
        assert not ana.steps
        assert not ana.missed
        assert [len(one.visits) for one in (ana, leo)] == [2, 1]
        assert all(one.arrangements for one in (*ana.visits, *leo.visits))
        assert leo.visits[0].referral_id is None
        assert told.next_on == session.today() + timedelta(days=14)
        calls = session.scalars(select(OutreachAttempt)).all()
        assert {(one.member_id, one.minutes, one.next_on) for one in calls} == {
            (family.ana, 12, told.next_on),
            (family.leo, 12, None),
        }
        assert len(session.scalars(select(GivenService)).all()) == 4
        consent = session.scalars(select(Consent)).one()
        assert (consent.giver_name, consent.interpreter) == ("Rosa Peña", "4471")
        plan = care_plans.current(session, family.ana)
        assert (plan.number, plan.stage) == (2, PlanStage.DRAFT)
        assert plan.content.goals[0].barriers[0].note == "no bus"
        assert len(referral_known.tries(session, family.food.id)) == 0
        written = everything(session)
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        _undo_after_a_change(session, done.id)
    with database.reading() as session:
        assert everything(session) == written
    with database.transaction(ACTOR_ID) as session:
        wrap_up_acts.undo(session, done.id)
    with database.reading() as session:
        after = everything(session)
        kept = {table: left(rows, before[table]) for table, rows in after.items()}
        assert kept == before
        plan = care_plans.current(session, family.ana)
        assert (plan.stage, plan.edition) == (PlanStage.CURRENT, 1)
        page = referral_page.referral_page(session, family.food.id)
        assert ReferralState.ACCEPTED not in page.reached
        assert len(referral_history.standing(page.events)) == 2
    with database.transaction(ACTOR_ID) as session, pytest.raises(NotPermitted):
        wrap_up_acts.undo(session, done.id)


def _undo_after_a_change(session: UnitOfWork, key: UUID) -> None:
    session.scalars(select(Consent)).one().purpose = "school"
    session.flush()
    wrap_up_acts.undo(session, key)


def test_why_a_visit_was_missed_moves_the_referral_that_waited_for_it(
    database: Database, family: Family
) -> None:
    with database.transaction(ACTOR_ID) as session:
        row = wrap_up_family.miss(session, family.ana, family.food.id)
        before = everything(session)
    with database.transaction(ACTOR_ID) as session:
        told = wrap_up_ground.ground(session, family.ana).children[0]
        assert {one.id for one in told.missed} == {row.id, family.missed.id}
        order = WrapUpOrder(
            CALL, missed=(MissedTick(row.id, row.version, reason="The bus"),)
        )
        done = wrap_up_acts.record(session, family.ana, order)
        referral = session.get_one(Referral, family.food.id)
        assert referral.detail is Detail.BY_FAMILY
        told = wrap_up_ground.ground(session, family.ana).children[0]
        assert {one.reason for one in told.missed} == {"The bus", ""}
    with database.transaction(ACTOR_ID) as session:
        wrap_up_acts.undo(session, done.id)
    with database.reading() as session:
        after = everything(session)
        assert {t: left(rows, before[t]) for t, rows in after.items()} == before


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(20))
def test_whatever_a_call_moved_is_undone(
    database: Database, family: Family, seed: int
) -> None:
    chance = random.Random(seed)
    with database.reading() as session:
        before = everything(session)
    with database.transaction(ACTOR_ID) as session:
        asked = whole(session, family)
        order = replace(
            WrapUpOrder(asked.contact),
            **{
                one.name: getattr(asked, one.name)
                for one in fields(asked)
                if chance.random() < 0.5
            },
        )
        done = wrap_up_acts.record(session, family.ana, order)
        wrap_up_acts.undo(session, done.id)
    with database.reading() as session:
        after = everything(session)
    assert {table: left(rows, before[table]) for table, rows in after.items()} == before


def left(rows: dict[Any, Any], before: dict[Any, Any]) -> dict[Any, Any]:
    """Without what came since and was taken out of every view, or is history."""
    known = {key: row for key, row in rows.items() if key in before}
    new = [row for key, row in rows.items() if key not in before]
    ended = [row.get("undone_at") or row.get("voided_at", "history") for row in new]
    assert all(ended)
    return known


# ------------------------------------------------------------------- refusals

NOTHING = AppointmentDetails("Check-up", NOW, NOW)

Change = Callable[[UnitOfWork, WrapUpOrder, Family], WrapUpOrder]


def _with(**more: Any) -> Change:
    return lambda _session, order, _family: replace(order, **more)


def _visit(**more: Any) -> Change:
    def change(session: UnitOfWork, order: WrapUpOrder, family: Family) -> WrapUpOrder:
        assert order.visit is not None
        details = replace(order.visit.details, **more)
        return replace(order, visit=replace(order.visit, details=details))

    return change


def _barrier_twice(_s: UnitOfWork, order: WrapUpOrder, _f: Family) -> WrapUpOrder:
    return replace(order, barriers=order.barriers * 2)


def _no_yes(_s: UnitOfWork, order: WrapUpOrder, _f: Family) -> WrapUpOrder:
    assert order.consent is not None
    return replace(order, consent=replace(order.consent, segments=frozenset()))


def _stale(_s: UnitOfWork, order: WrapUpOrder, family: Family) -> WrapUpOrder:
    old = replace(order.referrals[-1], seen=family.brothers.version - 1)
    return replace(order, referrals=(*order.referrals[:-1], old))


def _unanswered(_s: UnitOfWork, order: WrapUpOrder, family: Family) -> WrapUpOrder:
    asked = tick(family.brothers, ReferralAct.SCHEDULED)
    return replace(order, referrals=(*order.referrals[:-1], asked))


def _unlawful(_s: UnitOfWork, order: WrapUpOrder, family: Family) -> WrapUpOrder:
    asked = tick(family.brothers, ReferralAct.REOPEN, note="again")
    return replace(order, referrals=(asked,))


def _sealed(_s: UnitOfWork, order: WrapUpOrder, family: Family) -> WrapUpOrder:
    asked = tick(family.counseling, ReferralAct.NOTE, note="she goes")
    return replace(order, referrals=(asked,))


def _sealed_to_all(_s: UnitOfWork, order: WrapUpOrder, _f: Family) -> WrapUpOrder:
    told = replace(order.contact, seal=YOUTHS, met=Met.MEMBER)
    return replace(order, contact=told)


def _dead(session: UnitOfWork, order: WrapUpOrder, family: Family) -> WrapUpOrder:
    members.present(session, family.leo).deceased_on = session.today()
    session.flush()
    return order


REFUSED: dict[str, tuple[str, Change]] = {
    "minutes": ("minutes", _with(contact=replace(CALL, minutes=-1))),
    "who": ("with_whom", _with(contact=replace(CALL, with_whom=" "))),
    "a stranger": ("also", _with(also=(ACTOR_ID,))),
    "a stale tick": ("referral:{brothers}", _stale),
    "no day": ("referral:{brothers}:visit_on", _unanswered),
    "no such step": ("referral:{brothers}", _unlawful),
    "the youth's own": ("referral:{counseling}", _sealed),
    "sealed for all": ("also", _sealed_to_all),
    "for nobody": ("visit", _with(visit=NewVisit((), NOTHING))),
    "no title": ("visit:title", _visit(title=" ")),
    "sealed for two": ("visit", _visit(seal=YOUTHS)),
    "arranged twice": (
        "booked:{visit}:kind",
        lambda _s, order, family: replace(
            order, visits=(VisitTick(family.visit, 1, (RIDE, RIDE)),)
        ),
    ),
    "no segments": ("consent:segments", _no_yes),
    "barrier": ("barrier:1", _barrier_twice),
    "a dead brother": ("visit", _dead),
}


def _record_changed(session: UnitOfWork, family: Family, change: Change) -> None:
    order = change(session, whole(session, family), family)
    wrap_up_acts.record(session, family.ana, order)


def test_a_refusal_stands_beside_its_tick_and_nothing_is_written(
    database: Database, family: Family
) -> None:
    with database.reading() as session:
        before = everything(session)
    keys = {"brothers": family.brothers.id, "counseling": family.counseling.id}
    for name, (field, change) in REFUSED.items():
        with pytest.raises(Refusal) as refused, database.transaction(ACTOR_ID) as one:
            _record_changed(one, family, change)
        told = field.format(**keys, visit=family.visit)
        assert isinstance(refused.value, InvalidField | TickChanged), name
        assert refused.value.field == told, name
    with database.reading() as session:
        assert everything(session) == before


# ------------------------------------------------------------ seals and tries


def test_a_call_about_what_the_youth_consented_to_is_the_youths_own(
    database: Database, family: Family
) -> None:
    told = replace(CALL, with_whom="Ana Peña", met=Met.MEMBER)
    order = WrapUpOrder(
        told, referrals=(tick(family.counseling, ReferralAct.NOTE, note="she goes"),)
    )
    with database.transaction(ACTOR_ID) as session:
        wrap_up_acts.record(session, family.ana, order)
        assert session.scalars(select(OutreachAttempt)).one().seal == YOUTHS
        mine = wrap_up_ground.ground(session, family.ana).children[0]
        assert family.counseling.id in {one.facts.id for one in mine.referrals}
        his = wrap_up_ground.ground(session, family.leo).children
        assert [one.id for one in his] == [family.leo, family.ana]
        theirs = {one.facts.id for one in his[1].referrals}
        assert theirs == {family.food.id, family.waiting.id}


def test_a_missed_call_is_a_try_for_the_program_and_for_the_referral(
    database: Database, family: Family
) -> None:
    missed = replace(CALL, outcome=Outcome.NOT_REACHED, with_whom="", minutes=None)
    tried = tick(family.food, ReferralAct.RECORD_ATTEMPT)
    with database.transaction(ACTOR_ID) as session:
        done = wrap_up_acts.record(
            session, family.ana, WrapUpOrder(missed, referrals=(tried,))
        )
    with database.reading() as session:
        today = session.today()
        rules = programs.pack("ca-ecm", today)
        segment = session.scalars(
            select(EnrollmentSegment).where(EnrollmentSegment.member_id == family.ana)
        ).one()
        counted_by = enrollment_attempts.of_segment
        assert counted_by(session, segment, rules, today).made == 1
        assert referral_known.tries(session, family.food.id) == ((today, Way.PHONE),)
        key = session.scalars(select(OutreachAttempt.id)).one()
    with database.transaction(ACTOR_ID) as session:
        with pytest.raises(NotPermitted):
            outreach_acts.take_back_contact(session, key, "by mistake")
        wrap_up_acts.undo(session, done.id)
        assert referral_known.tries(session, family.food.id) == ()


def test_a_plain_call_takes_three_questions_and_sends_the_rest_together(
    database: Database, family: Family
) -> None:
    with database.transaction(ACTOR_ID) as session:
        session.execute(select(1))
        with counted(database) as statements:
            wrap_up_acts.record(session, family.ana, WrapUpOrder(CALL))
    asked = [one for one in statements if one.startswith("SELECT")]
    assert len(asked) == 2
    written = [one for one in statements if one.startswith(("INSERT", "UPDATE"))]
    assert len(written) <= 5


# ------------------------------------------------------------- copy for chart

TEXT = """\
Nov 21, 2026, 9:00 AM. Phone. Reached: Rosa Peña.
By Rosa Delgado. Language: Spanish. Interpreter: 4471. 12 min.
Core services: Care coordination; Individual and family support.
The bus does not run on Sundays.

Referrals:
- food, House of food: Accepted; Tried to reach the family; Visit planned (Nov 24, 2026)
- child care, House of child care: Sent

Steps of the care plan:
- Call the school: Done. They agreed

Visits:
- Asthma, Nov 21, 2026, 8:00 AM: missed. Rides
- Check-up, Nov 24, 2026, 9:00 AM. Ride: asked for. MTM
- Check-up, Nov 30, 2026, 9:00 AM. Ride: asked for. MTM

Consent:
- Spoken yes of Rosa Peña to share with Oakland High: General

Barriers:
- Rides: no bus

Next contact: Dec 5, 2026
"""


def test_the_text_for_the_chart_tells_the_call_and_nothing_that_is_sealed(
    database: Database, family: Family
) -> None:
    with database.transaction(ACTOR_ID) as session:
        done = wrap_up_acts.record(session, family.ana, whole(session, family))
        chart = wrap_up_chart.chart_text(session, done.id)
        his = wrap_up_chart.chart_text(session, done.id, family.leo)
        wrap_up_chart.hand_out(session, chart, chart_note.text(chart).encode())
        sealed = replace(CALL, with_whom="Ana", met=Met.MEMBER, note="zzyzx")
        order = WrapUpOrder(
            sealed,
            referrals=(tick(family.counseling, ReferralAct.NOTE, note="zzyzx"),),
        )
        closed = wrap_up_acts.record(session, family.ana, order)
        nothing = wrap_up_chart.chart_text(session, closed.id)
    assert chart_note.text(chart) == TEXT
    assert chart.withheld == 0
    assert "House of food" not in chart_note.text(his)
    assert "- glasses, House of glasses: Report here" in chart_note.text(his)
    assert chart_note.text(nothing).strip() == ""
    assert nothing.withheld == 2
