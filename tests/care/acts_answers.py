"""Acts that answer what Today asks: contacts, renewals, marks on a plan's lines."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from hhdesk.care import consents, coverage, outreach_acts, plan_marks
from hhdesk.care.confidentiality import Audience, Consenter
from hhdesk.care.consents import Basis, Consent, Renewal
from hhdesk.care.coverage import Coverage
from hhdesk.care.goals import Activity, Goal
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.outreach_acts import Contact
from tests.care.act_desk import SPANISH, Desk, words
from tests.care.acts import Case

CALL = Contact(
    Way.PHONE,
    Outcome.REACHED,
    with_whom=words("Lucía"),
    note=words("rides"),
    language=SPANISH,
    interpreter=words("Ana"),
)


def _called(desk: Desk) -> None:
    outreach_acts.record_contact(desk.session, desk.member_id, CALL)


def _uncalled(desk: Desk) -> None:
    tried = outreach_acts.record_contact(desk.session, desk.member_id, CALL)
    outreach_acts.take_back_contact(desk.session, tried, words("wrong child"))


def _consent(desk: Desk) -> Consent:
    one = Consent(
        id=desk.session.new_id(),
        member_id=desk.member_id,
        audience=Audience.SCHOOL,
        recipient=words("school"),
        segments=["general"],
        given_by=Consenter.CAREGIVER,
        basis=Basis.SIGNED,
        given_on=desk.session.today() - timedelta(days=300),
        until=desk.session.today() + timedelta(days=9),
        further_recipients=[],
        limits=[],
    )
    desk.session.add(one)
    desk.session.flush()
    return one


def _renew(desk: Desk) -> None:
    one, today = _consent(desk), desk.session.today()
    told = Renewal(Basis.VERBAL, today, None, words("Lucía"), words("Ana"))
    consents.renew(desk.session, one.id, told, seen=one.version)


def _unconsent(desk: Desk) -> None:
    consents.take_back(desk.session, _consent(desk).id, words("a slip"))


def _renewal(desk: Desk) -> None:
    one = Coverage(id=desk.session.new_id(), member_id=desk.member_id, payer=words())
    desk.session.add(one)
    desk.session.flush()
    today = desk.session.today()
    coverage.put_renewal(desk.session, one.id, today, seen=one.version)


def a_goal(desk: Desk) -> Goal:
    desk.plan()
    return desk.session.scalars(select(Goal)).first() or Goal()


def an_activity(desk: Desk) -> Activity:
    goal = a_goal(desk)
    one = Activity(
        id=desk.session.new_id(), plan_id=goal.plan_id, goal_id=goal.id, text=words()
    )
    desk.session.add(one)
    desk.session.flush()
    return one


def _done(desk: Desk) -> None:
    plan_marks.mark_activity_done(desk.session, an_activity(desk).id, seen=None)


def _undone(desk: Desk) -> None:
    done = plan_marks.mark_activity_done(desk.session, an_activity(desk).id, seen=None)
    plan_marks.put_back_activity(desk.session, done)


def _reached(desk: Desk) -> None:
    plan_marks.mark_goal_reached(desk.session, a_goal(desk).id, seen=None)


def _unreached(desk: Desk) -> None:
    mark = plan_marks.mark_goal_reached(desk.session, a_goal(desk).id, seen=None)
    plan_marks.put_back_goal(desk.session, mark)


CASES = (
    Case("outreach_acts.record_contact", "outreach.record", _called),
    Case("outreach_acts.take_back_contact", "outreach.take_back", _uncalled),
    Case("consents.renew", "consent.renew", _renew),
    Case("consents.take_back", "consent.take_back", _unconsent),
    Case("coverage.put_renewal", "coverage.renew", _renewal),
    Case("plan_marks.mark_activity_done", "care_plan.save", _done),
    Case("plan_marks.put_back_activity", "care_plan.save", _undone),
    Case("plan_marks.mark_goal_reached", "care_plan.save", _reached),
    Case("plan_marks.put_back_goal", "care_plan.save", _unreached),
)
