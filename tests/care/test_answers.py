"""What Today asks is answered: a contact, a renewed consent, a line of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from hhdesk.care import (
    consents,
    members,
    open_loops,
    outreach_acts,
    plan_assembling,
    plan_marks,
    plan_saving,
)
from hhdesk.care.consents import Basis, Consent, Renewal
from hhdesk.care.goals import Achievement, ActivityStatus, Lifecycle
from hhdesk.care.open_loops import LoopKind
from hhdesk.care.outreach import Outcome, OutreachAttempt
from hhdesk.care.plan_records import CarePlan
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.care import acts_answers
from tests.care.act_desk import CHILD, Desk, segment_of
from tests.databases import ACTOR_ID


class _UndoneError(Exception):
    """Takes back what a test has done."""


@contextmanager
def _at_work(database: Database) -> Iterator[Desk]:
    with suppress(_UndoneError), database.transaction(ACTOR_ID) as session:
        member_id = members.create(session, CHILD, ACTOR_ID)
        yield Desk(session, member_id, segment_of(session, member_id))
        raise _UndoneError


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with _at_work(database) as made:
        yield made


def test_a_contact_is_kept_with_language_and_next_day_and_can_be_taken_back(
    desk: Desk,
) -> None:
    today = desk.session.today()
    told = replace(acts_answers.CALL, next_on=today + timedelta(days=7))
    key = outreach_acts.record_contact(desk.session, desk.member_id, told)
    one = desk.session.get_one(OutreachAttempt, key)
    assert (one.language, one.next_on) == ("es", today + timedelta(days=7))
    assert (one.staff_id, one.at) == (ACTOR_ID, desk.session.now())
    outreach_acts.take_back_contact(desk.session, key, "wrong child")
    assert one.void_reason == "wrong child"
    with pytest.raises(NotFound):
        outreach_acts.take_back_contact(desk.session, key, "again")


def test_a_day_to_call_again_waits_until_somebody_is_reached(desk: Desk) -> None:
    session, now = desk.session, desk.session.now()

    def call(days: int, **told: Any) -> UUID:
        at = now - timedelta(days=days)
        one = replace(acts_answers.CALL, at=at, **told)
        return outreach_acts.record_contact(session, desk.member_id, one)

    def waits() -> list[date]:
        rows = open_loops.of_member(session, desk.member_id)
        return [row.due_on for row in rows if row.kind is LoopKind.CALL]

    soon = session.today() + timedelta(days=2)
    call(9, next_on=soon)
    assert waits() == [soon]
    call(5, outcome=Outcome.NOT_REACHED)
    assert waits() == [soon]
    call(4, outcome=Outcome.NOT_REACHED, next_on=soon + timedelta(days=1))
    assert waits() == [soon + timedelta(days=1)]
    reached = call(1)
    assert waits() == []
    outreach_acts.take_back_contact(session, reached, "another child")
    assert waits() == [soon + timedelta(days=1)]


def test_a_contact_says_who_was_reached_and_lies_not_ahead(desk: Desk) -> None:
    now, call = desk.session.now(), acts_answers.CALL
    wrong = {
        "with_whom": replace(call, with_whom=" "),
        "time": replace(call, at=now + timedelta(minutes=1)),
        "next_on": replace(call, next_on=desk.session.today() - timedelta(days=1)),
    }
    for field, told in wrong.items():
        with pytest.raises(InvalidField) as refused:
            outreach_acts.record_contact(desk.session, desk.member_id, told)
        assert refused.value.field == field
    missed = replace(call, outcome=Outcome.NOT_REACHED, with_whom="")
    assert outreach_acts.record_contact(desk.session, desk.member_id, missed)


def test_a_renewed_consent_is_a_new_one_and_the_old_one_stays(desk: Desk) -> None:
    old, today = acts_answers._consent(desk), desk.session.today()
    before = old.until
    told = Renewal(Basis.VERBAL, today, today + timedelta(days=365), "", "Ana")
    key = consents.renew(desk.session, old.id, told, seen=old.version)
    new = desk.session.get_one(Consent, key)
    assert (new.recipient, new.segments) == (old.recipient, old.segments)
    assert (new.basis, new.interpreter, new.until) == (Basis.VERBAL, "Ana", told.until)
    assert (old.until, old.voided_at) == (before, None)
    assert len(consents.active(desk.session, desk.member_id, today)) == 2
    consents.take_back(desk.session, key, "not said so")
    assert len(consents.active(desk.session, desk.member_id, today)) == 1


def test_a_consent_that_gives_nothing_is_not_renewed(desk: Desk) -> None:
    old, today = acts_answers._consent(desk), desk.session.today()
    told = Renewal(Basis.SIGNED, today, None)
    with pytest.raises(ChangedElsewhere):
        consents.renew(desk.session, old.id, told, seen=old.version + 1)
    past = replace(told, until=today)
    with pytest.raises(InvalidField):
        consents.renew(desk.session, old.id, past, seen=old.version)
    old.limits = ["purpose"]
    desk.session.flush()
    with pytest.raises(NotPermitted):
        consents.renew(desk.session, old.id, told, seen=old.version)


def test_a_mark_is_a_version_of_the_plan_and_can_be_put_back(desk: Desk) -> None:
    activity = acts_answers.an_activity(desk)
    plan = desk.session.get_one(CarePlan, activity.plan_id)
    number = plan.number
    mark = plan_marks.mark_activity_done(
        desk.session, activity.id, seen=activity.version
    )
    assert (activity.status, plan.number) == (ActivityStatus.DONE, number + 1)
    with pytest.raises(NotPermitted):
        plan_marks.mark_activity_done(desk.session, activity.id, seen=None)
    plan_marks.put_back_activity(desk.session, mark)
    assert (activity.status, plan.number) == (ActivityStatus.TO_DO, number + 2)
    with pytest.raises(ChangedElsewhere):
        plan_marks.put_back_activity(desk.session, mark)


def test_an_editor_that_began_before_a_mark_is_told_of_it(desk: Desk) -> None:
    goal = acts_answers.a_goal(desk)
    plan = desk.session.get_one(CarePlan, goal.plan_id)
    content, seen = plan_assembling.content_of(desk.session, plan), plan.number
    mark = plan_marks.mark_goal_reached(desk.session, goal.id, seen=goal.version)
    assert goal.lifecycle is Lifecycle.COMPLETED
    assert goal.achievement is Achievement.ACHIEVED
    with pytest.raises(ChangedElsewhere):
        plan_saving.save(desk.session, desk.member_id, content, seen=seen)
    plan_marks.put_back_goal(desk.session, mark)

    assert goal.lifecycle is mark.lifecycle
