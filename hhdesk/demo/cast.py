"""The children who have a name and a story, family by family, in the same roles each
time; their days count back from the clinic's day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care.contact_points import SafeContact
from hhdesk.care.household import Authority, Relationship
from hhdesk.care.members import Gender
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.demo.clinic import ROSA, Worker
from hhdesk.demo.days import before
from hhdesk.demo.enrollments import Course
from hhdesk.demo.families import Adult, Child, Family
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

Teller = Callable[[Making, Sequence[Kid], Sequence[Course]], None]
GIRL, BOY = Gender.FEMALE, Gender.MALE
NEEDED, NOT_NEEDED = Interpreter.NEEDED, Interpreter.NOT_NEEDED
ENGLISH = Languages("en", "en", NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class Role:
    """A family of the story: who, since when, whose caseload, and what is told."""

    family: Family
    courses: tuple[Course, ...]
    tell: Teller
    worker: Worker = ROSA


def born(day: date, years: int, months: int, days: int) -> date:
    """The birth day of a child who is so old on the clinic's day."""
    return before(day, years=years, months=months, days=days)


def child(
    birth: date,
    given: str,
    surname: str,
    second: str = "",
    *,
    gender: Gender,
    languages: Languages,
    former: tuple[str, ...] = (),
    pronouns: str = "",
    phone: str = "",
    safe: SafeContact = SafeContact(),  # noqa: B008
    id: UUID | None = None,  # noqa: A002
    cin: str = "",
) -> Child:
    name = Name(given, surname, second)
    return Child(name, gender, birth, former, pronouns, phone, safe, languages, id, cin)


def adult(
    name: Name,
    relationship: Relationship,
    languages: Languages,
    phone: str,
    *,
    safe: SafeContact = SafeContact(),  # noqa: B008
    authority: Authority = Authority.FULL,
    note: str = "",
) -> Adult:
    return Adult(name, relationship, authority, languages, phone, safe, note)


def speaking(language: str, *, interpreter: bool = True, also: str = "") -> Languages:
    need = NEEDED if interpreter else NOT_NEEDED
    return Languages(language, language, need, (also,) if also else ())


def enrolled(making: Making, ago: int, tier: str = "1") -> Course:
    """Enrolled two weeks after the child came, `ago` days ago."""
    return Course(
        (
            (SegmentState.IDENTIFIED, making.ago(ago)),
            (SegmentState.ENGAGED, making.ago(ago - 7)),
            (SegmentState.ENROLLED, making.ago(ago - 14)),
        ),
        tier=tier,
    )


def identified(making: Making, ago: int) -> Course:
    return Course(((SegmentState.IDENTIFIED, making.ago(ago)),))


def engaged(making: Making, ago: int, since: int) -> Course:
    steps = (
        (SegmentState.IDENTIFIED, making.ago(ago)),
        (SegmentState.ENGAGED, making.ago(since)),
    )
    return Course(steps)


def goals_met(making: Making, ago: int, ended: int) -> Course:
    """A course that ended well, `ended` days ago."""
    steps = (*enrolled(making, ago).steps, (SegmentState.ENDED, making.ago(ended)))
    return Course(steps, EndReason.GOALS_MET, "1")
