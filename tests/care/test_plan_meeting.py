"""The review meeting and what is sealed: nothing closed to who is in the room is shown,
and whatever is born of a sealed line is closed like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from hhdesk.care import (
    appointment_calendar,
    booking,
    care_plans,
    goal_progress,
    goal_telling,
    member_disclosure,
    members,
    open_loops,
    plan_consenters,
    plan_disclosure,
    plan_meeting,
    plan_reviews,
    plan_saving,
    plan_seals,
    referral_acts,
    referral_list,
    visit_disclosure,
)
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    Segment,
    released,
)
from hhdesk.care.goal_progress import ProgressRow
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.open_loop_consenters import CONSENTERS
from hhdesk.care.open_loops import Asked, Whose
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, PlanLineRow
from hhdesk.care.plan_records import CarePlan, PlanStatus
from hhdesk.care.plan_reviews import GoalSaid, Review
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.errors import ChangedElsewhere, InvalidField
from hhdesk.store.engine import Database
from tests.care.act_desk import CHILD, Desk, segment_of
from tests.databases import ACTOR_ID

TODAY = date(2026, 11, 21)
PLANS = 1000
CANARY = "tecolote"
OWN = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


@dataclass
class Written:
    """A plan by chance. Every text is a word of its own with the seals above it;
    `meant` are the words that the meeting is for, `staff` those that it is not for."""

    random: Random
    seals: dict[str, tuple[Seal, ...]]
    meant: set[str]
    staff: set[str]

    def seal(self) -> Seal:
        if self.random.random() < 0.5:
            return Seal()
        some = self.random.choice
        return Seal(some(list(Segment)), some(list(Consenter)))

    def word(self, *chain: Seal) -> str:
        made = f"word{len(self.seals)}x"
        self.seals[made] = chain
        return made

    def pair(self, *chain: Seal) -> Pair:
        return Pair(self.word(*chain), self.word(*chain), TranslationState.CHECKED)

    def key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))

    def note(self) -> str:
        made = self.word()
        self.staff.add(made)
        return made

    def plan(self) -> tuple[PlanContent, plan_meeting.Progress]:
        concerns = [
            ConcernRow(Domain.DENTAL, self.pair(seal), self.note(), seal, self.key())
            for seal in [self.seal() for _ in range(2)]
        ]
        goals = [self.goal(concerns) for _ in range(3)]
        progress = {
            goal.id: (
                ProgressRow(self.key(), goal.id, TODAY, goal.achievement, self.note()),
            )
            for goal in goals
            if goal.id
        }
        seal = self.seal()
        line = PlanLineRow(LineKind.EQUIPMENT, self.pair(seal), seal, self.key())
        content = PlanContent(self.pair(), lines=(line,))
        content = replace(content, concerns=tuple(concerns), goals=tuple(goals))
        return content, progress

    def goal(self, concerns: list[ConcernRow]) -> GoalRow:
        about, seal = self.random.choice([None, *concerns]), self.seal()
        chain = (about.seal, seal) if about else (seal,)
        own = self.seal()
        made = GoalRow(
            Domain.DENTAL,
            self.pair(*chain),
            self.note(),
            lifecycle=Lifecycle.ACTIVE,
            achievement=self.random.choice(list(Achievement)),
            activities=(
                ActivityRow(
                    self.pair(*chain, own),
                    who=self.word(*chain, own),
                    status=ActivityStatus.TO_DO,
                    result=self.note(),
                    seal=own,
                    id=self.key(),
                ),
            ),
            barriers=(BarrierRow(BarrierKind.COST, self.note(), id=self.key()),),
            concern_id=about.id if about else None,
            seal=seal,
            id=self.key(),
            target=self.pair(*chain),
        )
        self.meant |= {made.family_words.family, made.target.english}
        self.meant |= {made.activities[0].text.family, made.activities[0].who}
        return made


def test_nothing_that_is_closed_to_the_room_is_shown_in_a_thousand_plans() -> None:
    for number in range(PLANS):
        made = Written(Random(number), {}, set(), set())
        content, progress = made.plan()
        audience = made.random.choice((Audience.FAMILY, Audience.YOUTH))
        reader = Reader(audience, made.random.choice((5, 11, 12, 15, 18)), TODAY)
        row = PlanRow(None, made.key(), 1, PlanStatus.ACTIVE, "es", content)
        shown = repr(plan_meeting.shown(row, progress, reader))
        seen = set(re.findall(r"word\d+x", shown))
        may = {word for word, chain in made.seals.items() if released(chain, reader)}
        assert seen <= may - made.staff
        assert made.meant & may <= seen
        if number % 10 == 0:
            told = plan_seals.withheld(content, reader)
            assert len(told) == plan_disclosure.plan_for(content, reader)[1]
            assert all(one.reason for one in told)


@pytest.mark.parametrize(
    ("seal", "age", "says"),
    [
        (Seal(Segment.MENTAL_HEALTH), 8, plan_seals.FAMILY_SEES),
        (Seal(Segment.MENTAL_HEALTH), 12, plan_seals.NOBODY_YET),
        (OWN, 15, plan_seals.YOUTH_SEES),
        (Seal(Segment.FAMILY_SAFETY), 3, plan_seals.ONLY_CLINIC),
        (Seal(), 15, plan_seals.ALL_SEE),
        (Seal(), 18, plan_seals.ADULT),
    ],
)
def test_what_an_answer_means_is_what_the_rule_does(
    seal: Seal, age: int, says: str
) -> None:
    assert plan_seals.consequence(seal, age) == says
    family = released([seal], Reader(Audience.FAMILY, age, TODAY))
    assert family == (says in {plan_seals.FAMILY_SEES, plan_seals.ALL_SEE})
    assert plan_seals.asks(seal, age) == (seal != Seal() or age >= 12)


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with database.transaction(ACTOR_ID) as session:
        born = session.today().replace(year=session.today().year - 15)
        child = replace(CHILD, birth_date=born)
        member_id = members.create(session, child, ACTOR_ID)
        yield Desk(session, member_id, segment_of(session, member_id))


def sealed_plan(desk: Desk) -> GoalRow:
    """A concern that the youth alone consented to; what is under it has no seal of its
    own. A line beside it has one."""
    text = Pair(f"{CANARY} sleeps badly", f"{CANARY} duerme mal")
    concern = ConcernRow(Domain.MENTAL_HEALTH, text, seal=OWN, id=desk.session.new_id())
    step = ActivityRow(text, due_on=desk.session.today(), result=CANARY)
    goal = GoalRow(
        Domain.MENTAL_HEALTH,
        text,
        lifecycle=Lifecycle.ACTIVE,
        activities=(step,),
        barriers=(BarrierRow(BarrierKind.COST, CANARY),),
        concern_id=concern.id,
        target=text,
        target_on=desk.session.today(),
    )
    line = PlanLineRow(LineKind.WARNING_SIGN, text, OWN)
    content = PlanContent(concerns=(concern,), goals=(goal,), lines=(line,))
    saved = plan_saving.save(desk.session, desk.member_id, content, seen=0)
    return saved.content.goals[0]


def test_whatever_is_born_of_a_sealed_line_is_sealed_on_every_path(desk: Desk) -> None:
    session, child = desk.session, desk.member_id
    goal = sealed_plan(desk)
    assert goal.id is not None
    today, worse = session.today(), Achievement.NOT_IMPROVING
    goal_telling.tell(session, goal.id, worse, CANARY, on=today, seen=None)
    asked = ReferralDetails(Domain.MENTAL_HEALTH, CANARY, CANARY, goal_id=goal.id)
    referral = referral_acts.create(session, child, asked).referral
    begin = session.now() + timedelta(days=1)
    visit = AppointmentDetails(CANARY, begin, begin + timedelta(hours=1), CANARY)
    booking.book(session, child, replace(visit, referral_id=referral.id))
    session.flush()
    family = Audience.FAMILY
    keys = open_loops.listed(session, Asked(Whose.EVERYONE, ACTOR_ID)).keys
    assert keys
    until = begin + timedelta(days=1)
    paths = {
        "meeting": plan_meeting.meeting(session, child, family),
        "paper": plan_disclosure.plan_for_reader(session, child, family),
        "visits": visit_disclosure.visits_for_reader(session, child, family),
        "export": member_disclosure.gather_for_export(session, child, family),
        "to do": open_loops.rows(session, keys),
        "calendar": appointment_calendar.between(session, session.now(), until),
        "tracker": referral_list.row(session, referral.id),
    }
    for path, told in paths.items():
        assert CANARY not in repr(told), path
    youth = plan_meeting.meeting(session, child, Audience.YOUTH)
    assert [one.achievement for one in youth.goals[0].progress] == [worse]
    assert CANARY in repr(youth.goals)


def test_a_meeting_is_one_save_and_is_taken_back_whole(desk: Desk) -> None:
    session, child = desk.session, desk.member_id
    goal = sealed_plan(desk)
    assert goal.id is not None
    assert goal.activities[0].id is not None
    soon = session.today() + timedelta(days=90)
    said = GoalSaid(goal.id, Achievement.IMPROVING, "sleeps more")
    review = Review((said,), (goal.activities[0].id,), "Ana", "", soon)
    past = replace(review, next_on=session.today())
    with pytest.raises(InvalidField):
        plan_reviews.hold(session, child, past, seen=1)
    with pytest.raises(ChangedElsewhere):
        plan_reviews.hold(session, child, review, seen=7)
    held = plan_reviews.hold(session, child, review, seen=1)
    after = held.plan.content.goals[0]
    assert held.plan.number == 2
    assert after.achievement is Achievement.IMPROVING
    assert after.activities[0].status is ActivityStatus.DONE
    assert after.activities[0].done_on == session.today()
    assert held.plan.content.review_on == soon
    assert held.plan.id is not None
    (row,) = plan_reviews.of_plan(session, held.plan.id)
    assert (row.number, row.attended) == (2, "Ana")
    back = plan_reviews.take_back(session, child, held)
    assert back.content.goals[0] == goal
    assert back.content.review_on is None
    assert plan_reviews.of_plan(session, held.plan.id) == ()
    assert goal_progress.of_plan(session, held.plan.id) == {}


def test_a_save_that_changes_how_a_goal_goes_is_progress_too(desk: Desk) -> None:
    session = desk.session
    goal = sealed_plan(desk)
    assert goal.id is not None
    content = care_plans.current(session, desk.member_id).content
    better = replace(content.goals[0], achievement=Achievement.IMPROVING)
    changed = replace(content, goals=(better,))
    plan_saving.save(session, desk.member_id, changed, seen=1)
    standing = goal_progress.of_goal(session, goal.id)
    assert standing is not None
    assert [one.achievement for one in standing.rows] == [Achievement.IMPROVING]
    early = session.today() - timedelta(days=30)
    worse = Achievement.NOT_IMPROVING
    told = goal_telling.tell(session, goal.id, worse, on=early, seen=standing.version)
    # What was so a month ago is not how it goes now.
    assert told.plan.content.goals[0].achievement is Achievement.IMPROVING
    with pytest.raises(ChangedElsewhere):
        goal_telling.tell(session, goal.id, worse, on=early, seen=99)
    ahead = session.today() + timedelta(days=1)
    with pytest.raises(InvalidField):
        goal_telling.tell(session, goal.id, worse, on=ahead, seen=None)


def test_a_birthday_asks_again_and_opens_or_seals_nothing(desk: Desk) -> None:
    session, child = desk.session, desk.member_id
    sealed_plan(desk)

    def asks() -> list[str]:
        rows = open_loops.of_member(session, child)
        return [row.key.rule for row in rows if row.key.rule == CONSENTERS]

    assert (asks(), plan_consenters.asking(session, child).lines) == ([], ())
    plan = care_plans.plan_of(session, child)
    assert isinstance(plan, CarePlan)
    # As if it had last been asked before the twelfth birthday.
    plan.consenters_asked_on = session.today() - timedelta(days=4 * 365)
    session.flush()
    before = care_plans.current(session, child)
    asking = plan_consenters.asking(session, child)
    assert asks() == [CONSENTERS]
    assert asking.birthday is not None
    assert {line.part for line in asking.lines} == {"concerns", "lines"}
    assert care_plans.current(session, child).content == before.content
    mother = Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER)
    answers = {line.id: mother for line in asking.lines}
    answered = plan_consenters.answer(session, child, answers, seen=before.number)
    assert answered.plan.content.concerns[0].seal == mother
    assert asks() == []
    back = plan_consenters.take_back(session, child, answered)
    assert back.content == before.content
    assert asks() == [CONSENTERS]
