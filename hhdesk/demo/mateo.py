"""Mateo Hernández Ruiz, the H.O.M.E. child, and his sister: two missed visits for want
of a ride, and an early intervention that does not answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.confidentiality import Audience
from hhdesk.care.consents import Basis
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.goals import BarrierKind, Domain
from hhdesk.care.household import Relationship
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.person import Name
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import NoHelpReason
from hhdesk.care.referrals import EventKind
from hhdesk.demo import (
    contacts,
    health,
    mateo_plan,
    plans,
    record,
    referral_rows,
    team,
    texts,
    visits,
)
from hhdesk.demo.cast import BOY, GIRL, Role, adult, born, child, enrolled, speaking
from hhdesk.demo.clinic import MATEO_ID
from hhdesk.demo.contacts import Try
from hhdesk.demo.days import next_monday, working, working_days_from, works
from hhdesk.demo.enrollments import Course
from hhdesk.demo.families import Family
from hhdesk.demo.health import OPEN, Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.referral_rows import Ending, Step, Story
from hhdesk.demo.visits import Visit

PHONE = "510-555-0142"
CIN = "90000021A"
AGENCY = team.REGIONAL_CENTER
AGENCY_PHONE = "510-555-0166"
LATE = 9
WEEK = timedelta(days=7)


def role(making: Making) -> Role:
    """The family, on Rosa Delgado's caseload since five months."""
    day = making.today
    spanish = speaking("es")
    safe = SafeContact(Voicemail.NEVER, "Calls after 4 pm")
    surnames = ("Hernández", "Ruiz")
    return Role(
        Family(
            "latino",
            "es",
            (
                adult(
                    Name("Lucía", "Ruiz"),
                    Relationship.MOTHER,
                    spanish,
                    PHONE,
                    safe=safe,
                ),
            ),
            (
                child(
                    born(day, 0, 18, 7),
                    "Mateo",
                    *surnames,
                    gender=BOY,
                    languages=spanish,
                    former=("Baby Boy Ruiz",),
                    id=MATEO_ID,
                    cin=CIN,
                ),
                child(
                    born(day, 6, 9, 19),
                    "Valeria",
                    *surnames,
                    gender=GIRL,
                    languages=speaking("es", also="en"),
                ),
            ),
            home="mother",
            address=("1418 Old Cannery Ave, Apt 3", "Oakland", "94601"),
        ),
        (enrolled(making, 150, "2"), enrolled(making, 150, "1")),
        tell,
    )


def tell(making: Making, kids: Sequence[Kid], courses: Sequence[Course]) -> None:
    """What happened, and what is to come."""
    mateo = kids[0]
    lives_with = Health([(health.entry("speech"), OPEN)], "Needs a ride to every visit")
    record.frame(making, mateo, courses[0], lives_with)
    _team(making, mateo)
    goal_id = making.ids()
    mateo_plan.enter(making, mateo, goal_id)
    _early_intervention(making, mateo, goal_id)
    _visits(making, mateo)
    _contacts(making, mateo)
    for sister in kids[1:]:
        _sister(making, sister, courses[1])


def _team(making: Making, mateo: Kid) -> None:
    for name, organization, phone in (
        ("Intake", AGENCY, AGENCY_PHONE),
        ("", "MediRide", "510-555-0174"),
    ):
        making.new(
            TeamMember,
            member_id=mateo.id,
            role=TeamRole.COMMUNITY,
            name=name,
            organization=organization,
            phone=phone,
            may_share="What the referral says" if name else "Name, address, times",
        )


def _first_try(making: Making, mateo: Kid) -> UUID:
    """The first referral, in summer, got nowhere; gives its id."""
    notes = texts.read("mateo")["first_referral"]
    days = [working(making.ago(ago), -1) for ago in (118, 116, 96, 90)]
    wrote, called = "agency wrote", "agency called"
    steps = (
        Step(ReferralState.DRAFT, days[0]),
        Step(ReferralState.SENT, days[1], notes["sent"]),
        Step(ReferralState.FAMILY_ACTION, days[2], notes["family"], wrote),
        Step(ReferralState.NO_HELP, days[3], notes["closed"], called),
    )
    ending = Ending(reason=NoHelpReason.OTHER, next_step=notes["next"])
    story = _asking(steps, Basis.TREATMENT)
    return referral_rows.enter(making, mateo, replace(story, ending=ending)).id


def _asking(steps: tuple[Step, ...], basis: Basis) -> Story:
    """Early intervention, asked of the Regional Center."""
    need, domain = "Early intervention", Domain.DEVELOPMENTAL
    return Story(domain, need, AGENCY, AGENCY_PHONE, steps, basis=basis)


def _early_intervention(making: Making, mateo: Kid, goal_id: UUID) -> None:
    """Asked again, with a signed consent; the answer is nine days late."""
    first = _first_try(making, mateo)
    due = working(making.ago(LATE), -1)
    while not works(due - WEEK):
        due = working(due - timedelta(days=1), -1)
    # Five business days before: the agency's time to answer.
    sent = due - WEEK
    signed = working_days_from(sent, -1)
    drafted = working_days_from(signed, -1)
    notes = texts.read("mateo")["referral"]
    note = EventKind.NOTE
    steps = (
        Step(ReferralState.DRAFT, drafted, notes["draft"]),
        Step(ReferralState.AWAITING_AGREEMENT, signed, notes["agreement"]),
        Step(ReferralState.SENT, sent, notes["sent"]),
        Step(ReferralState.SENT, due, notes["message"], kind=note),
    )
    again = replace(_asking(steps, Basis.SIGNED), goal_id=goal_id, previous_id=first)
    referral_rows.enter(making, mateo, again)
    term = team.Term(signed, signed + timedelta(days=team.YEAR))
    team.consent(making, mateo, Audience.RECIPIENT, AGENCY, term, basis=Basis.SIGNED)


def _visits(making: Making, mateo: Kid) -> None:
    """Two missed for want of a ride; the next on a Monday morning."""
    told = texts.read("mateo")["visits"]
    for ago, missed in zip((59, 52), told["missed"], strict=True):
        visits.enter(
            making,
            mateo,
            Visit(
                missed["title"],
                making.at(working(making.ago(ago)), 10, 0),
                status=visits.NO_SHOW,
                with_whom="Dr. Priya Nair",
                reason=missed["reason"],
                barrier=BarrierKind.TRANSPORTATION,
                helps=((visits.RIDE, visits.FAILED, missed["reason"]),),
            ),
        )
    visits.enter(
        making,
        mateo,
        Visit(
            "Well visit",
            making.at(next_monday(making.today), 8, 30),
            with_whom="Dr. Priya Nair",
            helps=(
                (visits.RIDE, visits.CONFIRMED, told["ride"]),
                (visits.INTERPRETER, visits.CONFIRMED, "es"),
            ),
        ),
    )


def _contacts(making: Making, mateo: Kid) -> None:
    notes = texts.read("mateo")["contacts"]
    lucia = mateo.main.name.full
    reached, phone = Outcome.REACHED, Way.PHONE
    left = Outcome.MESSAGE_LEFT
    for ago, hour, outcome, whom, note in (
        (136, 16, reached, lucia, notes["first"]),
        (51, 16, reached, lucia, notes["missed"]),
        (26, 16, reached, lucia, notes["ride"]),
        (LATE, 11, left, AGENCY, notes["agency"]),
        (5, 16, reached, lucia, notes["latest"]),
    ):
        at = making.at(working(making.ago(ago), -1), hour, 15)
        contacts.enter(making, mateo, Try(at, phone, outcome, note, whom))


def _sister(making: Making, valeria: Kid, course: Course) -> None:
    """Valeria, six: two teeth to mend; her next step is due in twelve days."""
    lives_with = Health([(health.entry("caries"), OPEN)])
    record.frame(making, valeria, course, lives_with)
    contacts.invent(making, valeria, course, lives_with)
    plans.enter(making, valeria, course, lives_with)
    need = texts.read("needs")["needs"]["dental"]
    days = [working(making.ago(ago), -1) for ago in (9, 8, 4)]
    told = ("", "", "agency called")
    states = (ReferralState.DRAFT, ReferralState.SENT, ReferralState.ACCEPTED)
    steps = [
        Step(state, day, how=how)
        for state, day, how in zip(states, days, told, strict=True)
    ]
    referral_rows.enter(
        making,
        valeria,
        Story(
            Domain.DENTAL,
            need["need"],
            need["agency"],
            need["phone"],
            tuple(steps),
            making.ahead(12),
        ),
    )
