"""How a story is told: a child's frame, calls, referrals and visits in a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hhdesk.care.care_plans import PlanContent
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import Domain
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.referrals import ReferralState
from hhdesk.demo import contacts, health, plans, record, referrals, texts, visits
from hhdesk.demo.contacts import Try
from hhdesk.demo.days import next_monday, working
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.referrals import Step, Story
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


def refer(
    making: Making,
    kid: Kid,
    key: str,
    steps: Sequence[tuple[ReferralState, int, str]],
    due: int,
    **other: Any,
) -> Story:
    """A referral of the data file: steps as (state, days ago, note), due in days."""
    need = texts.read("needs")["needs"][key]
    how = texts.read("needs")["how_known"]
    told = tuple(
        Step(state, making.ago(ago), note, how.get(state.value, ""))
        for state, ago, note in steps
    )
    story = Story(
        Domain(need["domain"]),
        need["need"],
        need["agency"],
        need["phone"],
        told,
        making.ahead(due),
    )
    story = replace(story, **other)
    referrals.enter(making, kid, story)
    return story


def on_monday(
    making: Making, kid: Kid, hour: int, minute: int, title: str, **other: Any
) -> None:
    starts = making.at(next_monday(making.today), hour, minute)
    visits.enter(making, kid, Visit(title, starts, **other))
