"""How a story is told: a child's frame, calls, referrals and visits in a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_states import Detail, ReferralState, first_detail
from hhdesk.care.referrals import Referral
from hhdesk.demo import (
    contacts,
    health,
    plans,
    record,
    referral_rows,
    team,
    texts,
    visits,
)
from hhdesk.demo.contacts import Try
from hhdesk.demo.days import next_monday, working
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.referral_rows import Step, Story
from hhdesk.demo.visits import Visit

Kids = Sequence[Kid]
Courses = Sequence[Course]
ADHD = Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER)


def words(*path: str) -> Any:
    """Words of the story."""
    found = texts.read("stories")
    for part in path:
        found = found[part]
    return found


def lives(*keys: str, seal: Seal = OPEN, alert: str = "") -> Health:
    return Health([(health.entry(key), seal) for key in keys], alert)


def begin(
    making: Making,
    kid: Kid,
    course: Course,
    lives_with: Health,
    edit: Callable[[PlanContent], PlanContent] | None = None,
    again: date | None = None,
) -> None:
    """The frame of the record and a plan, as `edit` wants it, saved `again`."""
    record.frame(making, kid, course, lives_with)
    plans.enter(making, kid, course, lives_with, edit, again)


def call(making: Making, kid: Kid, ago: int, note: str, seal: Seal = OPEN) -> None:
    """A call that reached the main caregiver; the youth, for what is the youth's."""
    at = making.at(working(making.ago(ago), -1), 14, 20)
    whom = kid.name.full if seal.sealed else kid.main.name.full
    way = Way.TEXT if seal.sealed else Way.PHONE
    contacts.enter(making, kid, Try(at, way, Outcome.REACHED, note, whom, seal))


def step(
    making: Making,
    state: ReferralState,
    ago: int,
    note: str = "",
    *,
    detail: Detail | None = None,
    visit: int | None = None,
) -> Step:
    """A step so many days ago; `visit` is in so many days from today."""
    how = texts.read("needs")["how_known"].get(state.value, "")
    visit_on = None if visit is None else making.ahead(visit)
    detail = detail or first_detail(state)
    return Step(state, making.ago(ago), note, how, detail, visit_on)


def refer(
    making: Making,
    kid: Kid,
    key: str,
    steps: Sequence[Step],
    due: int | None = None,
    **other: Any,
) -> Referral:
    """A referral of the data file, due in so many days or by its clock."""
    need = texts.read("needs")["needs"][key]
    story = Story(
        Domain(need["domain"]),
        need["need"],
        need["agency"],
        need["phone"],
        tuple(steps),
        None if due is None else making.ahead(due),
    )
    story = replace(story, **other)
    if story.sent and not story.seal.ordinary:
        _consent(making, kid, story, story.sent.on)
    return referral_rows.enter(making, kid, story)


def _consent(making: Making, kid: Kid, story: Story, given: date) -> None:
    """Who consented to this care lets the agency know of it, for a year."""
    term = team.Term(given, given + timedelta(days=team.YEAR))
    youth = story.seal.consenter is Consenter.YOUTH
    team.consent(
        making,
        kid,
        Audience.RECIPIENT,
        story.agency,
        term,
        basis=Basis.YOUTH if youth else Basis.SIGNED,
        segment=story.seal.segment,
    )


def on_monday(
    making: Making, kid: Kid, hour: int, minute: int, title: str, **other: Any
) -> None:
    starts = making.at(next_monday(making.today), hour, minute)
    visits.enter(making, kid, Visit(title, starts, **other))
