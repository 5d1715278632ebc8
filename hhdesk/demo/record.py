"""One child's whole record, as invented or as told by the story."""

from __future__ import annotations

from hhdesk.care.programs import SegmentState
from hhdesk.demo import contacts, enrollments, health, plans, referrals, team, visits
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import Health
from hhdesk.demo.making import Enrolled, Making
from hhdesk.demo.people import Kid


def frame(making: Making, kid: Kid, course: Course, lives_with: Health) -> None:
    """What every child has: enrollment, health, coverage, team."""
    enrollments.enter(making, kid, course)
    health.enter(making, kid, lives_with)
    health.coverage(making, kid, course)
    if course.state is SegmentState.ENROLLED:
        name = kid.main.name.full
        known = Enrolled(kid.id, kid.worker.id, kid.birth, course.since, name)
        making.children.append(known)
    if course.state is not SegmentState.IDENTIFIED:
        team.enter(making, kid, course, lives_with)


def invent(making: Making, kid: Kid, course: Course) -> None:
    """A child nobody tells a story of: everything by chance."""
    lives_with = health.invent(making, kid)
    frame(making, kid, course, lives_with)
    contacts.invent(making, kid, course, lives_with)
    plans.enter(making, kid, course, lives_with)
    referrals.invent(making, kid, course, lives_with)
    visits.invent(making, kid, course, lives_with)
