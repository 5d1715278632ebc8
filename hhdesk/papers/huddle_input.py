"""What the morning meeting's sheet is made of, from rows that went through the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.huddle import HuddleForReader, HuddleStay, HuddleVisit
from hhdesk.care.open_loops import LoopRow, Whose
from hhdesk.care.person import Languages, Name
from hhdesk.care.stays import STAY_KIND_WORDS
from hhdesk.papers.paper_head import Choices, Issue, called


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is open for a child, whose it is, and by when. `why` is a sentence to be
    translated and filled with `values`; `note` is one that is said beside it."""

    why: str
    values: Mapping[str, str | int | date]
    owner: str
    due_on: date
    note: str = ""
    child: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A visit; `starts` is in the clinic's zone, `called` what the family calls the
    child where that is not the name."""

    starts: datetime
    child: str
    called: str
    born: date
    title: str
    with_whom: str
    place: str
    coordinator: str
    speaks: Languages
    status: AppointmentStatus = AppointmentStatus.BOOKED
    arrangements: tuple[tuple[ArrangementKind, ArrangementStatus], ...] = ()
    open: tuple[ToDo, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """A child in hospital; `kind` is a word to be translated."""

    child: str
    born: date
    kind: str
    place: str
    since: date | None
    coordinator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HuddlePaper:
    """`person` is whose day or team it is."""

    language: str
    day: date
    printed: date
    number: str
    clinic: str
    whose: Whose
    person: str = ""
    lines: tuple[Line, ...] = ()
    stays: tuple[Stay, ...] = ()
    overdue: tuple[ToDo, ...] = ()
    overdue_more: int = 0
    demonstration: bool = False
    large_print: bool = False


def paper_for(rows: HuddleForReader, issue: Issue, choices: Choices) -> HuddlePaper:
    """The sheet of released rows, in the language of the screens."""
    zone = ZoneInfo(rows.clinic.zone)
    return HuddlePaper(
        language=choices.language or "en",
        day=rows.day,
        printed=issue.day,
        number=issue.number,
        clinic=rows.clinic.name,
        whose=rows.whose,
        person=rows.person,
        lines=tuple(_line(one, zone, rows.clinic.name) for one in rows.visits),
        stays=tuple(map(_stay, rows.stays)),
        overdue=tuple(map(_to_do, rows.overdue)),
        overdue_more=rows.overdue_more,
        demonstration=rows.clinic.demonstration,
        large_print=choices.large_print,
    )


def _line(one: HuddleVisit, zone: ZoneInfo, clinic: str) -> Line:
    child = one.child
    return Line(
        one.starts_at.astimezone(zone),
        child.name.full,
        _called(child.name),
        child.birth_date,
        one.title,
        one.with_whom,
        "" if one.place == clinic else one.place,
        child.coordinator,
        one.speaks,
        one.status,
        one.arrangements,
        tuple(map(_to_do, one.open)),
        one.more,
    )


def _called(name: Name) -> str:
    return called(name) if name.nickname else ""


def _stay(one: HuddleStay) -> Stay:
    child = one.child
    words = STAY_KIND_WORDS[one.kind]
    return Stay(
        child.name.full,
        child.birth_date,
        words,
        one.place,
        one.since,
        child.coordinator,
    )


def _to_do(row: LoopRow) -> ToDo:
    child = row.child.full if row.child else ""
    return ToDo(row.why, row.values, row.owner, row.due_on, row.note, child)
