"""What happens to the children of the story, so that every screen has its day."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.goals import Achievement, ActivityStatus, BarrierKind, Lifecycle
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.demo import contacts, record, team, visits
from hhdesk.demo.contacts import Try
from hhdesk.demo.days import working
from hhdesk.demo.health import OPEN
from hhdesk.demo.making import Making
from hhdesk.demo.plan_lines import NURSE
from hhdesk.demo.referral_rows import Step
from hhdesk.demo.referrals import DRAFT, SENT
from hhdesk.demo.telling import (
    ADHD,
    Courses,
    Kids,
    begin,
    call,
    lives,
    on_monday,
    refer,
    step,
    words,
)
from hhdesk.demo.visits import Visit


def sent_and_accepted(
    making: Making, ago: int, accepted: int, note: str = ""
) -> list[Step]:
    """Sent the day after it was drafted, and accepted."""
    return [
        step(making, DRAFT, ago),
        step(making, SENT, ago - 1),
        step(making, ReferralState.ACCEPTED, accepted, note),
    ]


def diego(making: Making, kids: Kids, courses: Courses) -> None:
    """Identified by the school; nobody was reached yet."""
    kid = kids[0]
    record.frame(making, kid, courses[0], lives("caries"))
    at = making.at(working(making.ago(4), -1), 17, 5)
    note = words("diego", "contact")
    contacts.enter(making, kid, Try(at, Way.PHONE, Outcome.MESSAGE_LEFT, note))
    draft = step(making, DRAFT, 2, words("diego", "draft"))
    refer(making, kid, "dental", [draft], 0)


def ximena(making: Making, kids: Kids, courses: Courses) -> None:
    """Met; the form waits for her mother's yes."""
    kid = kids[0]
    record.frame(making, kid, courses[0], lives("speech"))
    call(making, kid, 6, words("ximena", "contact"))
    waits = words("ximena", "agreement")
    agreement = ReferralState.AWAITING_AGREEMENT
    steps = [step(making, DRAFT, 5), step(making, agreement, 4, waits)]
    refer(making, kid, "district", steps, 3)


def jonah(making: Making, kids: Kids, courses: Courses) -> None:
    """Ended well."""
    begin(making, kids[0], courses[0], lives("asthma"))
    call(making, kids[0], 46, words("jonah", "closed"))


def amina(making: Making, kids: Kids, courses: Courses) -> None:
    """Asthma, a missed dental visit, rides not sure yet."""
    kid, told = kids[0], words("amina")

    def due_today(content: PlanContent) -> PlanContent:
        goal = content.goals[0]
        steps = tuple(
            replace(step, due_on=making.today, status=ActivityStatus.TO_DO)
            if step.who == NURSE
            else step
            for step in goal.activities
        )
        goal = replace(goal, activities=steps, lifecycle=Lifecycle.ACTIVE)
        return replace(content, goals=(goal, *content.goals[1:]))

    begin(making, kid, courses[0], lives("asthma"), due_today)
    call(making, kid, 3, told["contact"])
    coming = working(making.ahead(11))
    steps = sent_and_accepted(making, 25, 18)
    ahead = (coming - making.today).days
    scheduled = ReferralState.SCHEDULED
    steps.append(step(making, scheduled, 3, told["scheduled"], visit=ahead))
    row = refer(making, kid, "dental", steps)
    ride = ((visits.RIDE, visits.REQUESTED, "MediRide"),)
    dental = Visit(
        "Dental visit",
        making.at(coming, 10, 0),
        45,
        place=row.agency,
        helps=ride,
        referral_id=row.id,
    )
    visits.enter(making, kid, dental)
    missed = making.at(working(making.ago(3), -1), 9, 30)
    failed = ((visits.RIDE, visits.FAILED, told["missed"]),)
    visits.enter(
        making,
        kid,
        replace(
            dental,
            starts=missed,
            referral_id=None,
            status=visits.NO_SHOW,
            reason=told["missed"],
            barrier=BarrierKind.TRANSPORTATION,
            helps=failed,
        ),
    )
    doctor = team.pediatrician(kid)
    on_monday(making, kid, 9, 15, "Asthma follow-up", with_whom=doctor, helps=ride)


def lia(making: Making, kids: Kids, courses: Courses) -> None:
    """No talk for 34 days; a home visit on Monday, a brother, food."""
    kid, told = kids[0], words("lia")
    begin(making, kid, courses[0], lives("iron"))
    at = making.at(making.ago(34), 15, 10)
    name = kid.main.name.full
    reached = Try(at, Way.PHONE, Outcome.REACHED, told["contact"], name)
    contacts.enter(making, kid, reached)
    family = ReferralState.FAMILY_ACTION
    steps = [step(making, DRAFT, 12), step(making, SENT, 11)]
    steps.append(step(making, family, 4, told["family"]))
    refer(making, kid, "food", steps, 1)
    helps = ((visits.INTERPRETER, visits.CONFIRMED, "hmn"),)
    on_monday(
        making, kid, 13, 0, "Home visit", minutes=60, place="At home", helps=helps
    )
    for brother in kids[1:]:
        begin(making, brother, courses[1], lives("eczema"))


def kevin(making: Making, kids: Kids, courses: Courses) -> None:
    """Asthma took him to the hospital; we call within two days of coming home."""
    kid, told = kids[0], words("kevin")
    home = making.ago(2)
    day = words("weekdays")[home.weekday()]
    after_hospital = {
        "key": "stay",
        "text": "",
        "plan": "hospital",
        "medicines": [],
        "needs": [],
    }
    lives_with = lives("asthma", alert=told["alert"].format(day=day))
    lives_with.entries.insert(0, (after_hospital, OPEN))

    def come_home(content: PlanContent) -> PlanContent:
        goal = content.goals[0]
        dues = (making.today, working(making.ahead(5), -1), None)
        steps = tuple(
            replace(step, due_on=due, status=ActivityStatus.TO_DO)
            for step, due in zip(goal.activities, dues, strict=True)
        )
        goal = replace(
            goal,
            activities=steps,
            target_on=making.ahead(28),
            lifecycle=Lifecycle.ACTIVE,
            achievement=Achievement.IN_PROGRESS,
        )
        return replace(content, goals=(goal, *content.goals[1:]))

    begin(making, kid, courses[0], lives_with, come_home, making.ago(2))
    call(making, kid, 4, told["contact"].format(day=day))
    steps = sent_and_accepted(making, 14, 3, told["accepted"])
    refer(making, kid, "asthma_home", steps, 2)
    starts = making.at(working(making.ahead(6)), 14, 0)
    doctor = team.pediatrician(kid)
    visits.enter(making, kid, Visit("Spirometry", starts, 60, with_whom=doctor))


def sofia(making: Making, kids: Kids, courses: Courses) -> None:
    """The school's consent ends in nine days, and a new referral waits for it."""
    kid, told = kids[0], words("sofia")
    begin(making, kid, courses[0], lives("adhd", seal=ADHD))
    call(making, kid, 8, told["contact"])
    refer(making, kid, "school_504", [step(making, DRAFT, 1, told["draft"])], 1)
    term = team.Term(making.ago(356), making.ahead(9))
    team.consent(making, kid, Audience.SCHOOL, team.school(kid), term)
    starts = making.at(working(making.ago(3), -1), 8, 0)
    place = team.school(kid)
    kept = visits.FULFILLED
    visits.enter(making, kid, Visit("School meeting", starts, 60, kept, place))


def noah(making: Making, kids: Kids, courses: Courses) -> None:
    """His plan's review is due in two days; place 14 on a waitlist."""
    kid, told = kids[0], words("noah")

    def reviewed(content: PlanContent) -> PlanContent:
        return replace(content, review_on=making.ahead(2))

    begin(making, kid, courses[0], lives("adhd", seal=ADHD), reviewed)
    call(making, kid, 12, told["contact"])
    waitlisted = ReferralState.WAITLISTED
    steps = [step(making, DRAFT, 20), step(making, SENT, 19)]
    steps.append(step(making, waitlisted, 17, told["waitlisted"]))
    house = {"need": "ADHD evaluation", "agency": team.HOSPITAL, "seal": ADHD}
    refer(making, kid, "counselling", steps, 13, phone="510-555-0160", **house)
    worker = kid.worker.name
    on_monday(making, kid, 14, 30, "Plan review (phone)", place="", with_whom=worker)


def daniel(making: Making, kids: Kids, courses: Courses) -> None:
    """Thirteen: nobody has asked yet who consented to his counselling."""
    kid, told = kids[0], words("daniel")
    unasked = Seal(Segment.MENTAL_HEALTH, Consenter.NOT_ASKED)
    begin(making, kid, courses[0], lives("anxiety", seal=unasked))
    call(making, kid, 15, told["contact"], Seal())
    scheduled, result = ReferralState.SCHEDULED, ReferralState.RESULT
    steps = sent_and_accepted(making, 40, 34)
    steps.append(step(making, scheduled, 30, visit=-9))
    here = Detail.REPORT_TO_REVIEW
    steps.append(step(making, result, 1, told["result"], detail=here))
    agency = "Harbor Family Counselling"
    refer(making, kid, "counselling", steps, 0, agency=agency, seal=unasked)


def arman(making: Making, kids: Kids, courses: Courses) -> None:
    """The housing agency is full; the food box has to be asked about."""
    kid, told = kids[0], words("arman")
    begin(making, kid, courses[0], lives("speech"))
    call(making, kid, 10, told["contact"])
    declined = ReferralState.DECLINED
    steps = [step(making, DRAFT, 11), step(making, SENT, 10)]
    steps.append(step(making, declined, 3, told["declined"], detail=Detail.FULL))
    refer(making, kid, "housing", steps, -1)
    running = ReferralState.SERVICE_RUNNING
    steps = sent_and_accepted(making, 16, 12)
    steps.append(step(making, running, 8, told["food"]))
    refer(making, kid, "food", steps, 1)
    starts = making.at(working(making.ago(3), -1), 13, 30)
    missed = visits.NO_SHOW
    # The reason is not known yet.
    visits.enter(making, kid, Visit("Hearing test", starts, 45, missed, team.HOSPITAL))
