"""The acts on how goals go: told, reviewed in a meeting, asked who said yes."""

from __future__ import annotations

from hhdesk.care import goal_telling, plan_consenters, plan_reviews
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.goal_telling import Telling
from hhdesk.care.goals import Achievement
from hhdesk.care.plan_consenters import Answered
from hhdesk.care.plan_reviews import GoalSaid, Held, Review
from tests.care.act_desk import Desk, words
from tests.care.acts import Case
from tests.care.acts_answers import a_goal, an_activity

BETTER = Achievement.IMPROVING
COUNSELING = Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER)


def _told(desk: Desk) -> Telling:
    today = desk.session.today()
    goal = a_goal(desk)
    return goal_telling.tell(
        desk.session, goal.id, BETTER, words("better"), on=today, seen=goal.version
    )


def _held(desk: Desk) -> Held:
    step = an_activity(desk)
    said = GoalSaid(step.goal_id, BETTER, words("better"))
    review = Review((said,), (step.id,), words("Ana"), words("thanks"))
    return plan_reviews.hold(desk.session, desk.member_id, review, seen=1)


def _answered(desk: Desk) -> Answered:
    answers = {a_goal(desk).id: COUNSELING}
    return plan_consenters.answer(desk.session, desk.member_id, answers, seen=1)


def _shown(desk: Desk) -> None:
    desk.plan()
    plan_reviews.open_meeting(desk.session, desk.member_id, Audience.FAMILY)


CASES = (
    Case("goal_telling.tell", "care_plan.save", _told),
    Case(
        "goal_telling.take_back",
        "care_plan.save",
        lambda desk: goal_telling.take_back(desk.session, _told(desk)),
    ),
    Case("plan_reviews.open_meeting", "disclosure.make", _shown),
    Case("plan_reviews.hold", "care_plan.review", _held),
    Case(
        "plan_reviews.take_back",
        "care_plan.save",
        lambda desk: plan_reviews.take_back(desk.session, desk.member_id, _held(desk)),
    ),
    Case("plan_consenters.answer", "care_plan.consenters", _answered),
    Case(
        "plan_consenters.take_back",
        "care_plan.consenters",
        lambda desk: plan_consenters.take_back(
            desk.session, desk.member_id, _answered(desk)
        ),
    ),
)
