"""What the calendar says of a visit: on its block, in its tip, to a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.goals import BARRIER_WORDS
from hhdesk.care.person import Name
from hhdesk.gui import states
from hhdesk.gui.chip import State
from hhdesk.i18n import _, find_language, format_time, format_whole_day, language_name

_KINDS = {
    ArrangementKind.TRANSPORT: "car",
    ArrangementKind.INTERPRETER: "languages",
    ArrangementKind.CHILD_CARE: "baby",
}
_TO_COME = (
    AppointmentStatus.PROPOSED,
    AppointmentStatus.BOOKED,
    AppointmentStatus.ARRIVED,
)
_WORST_FIRST = (
    ArrangementStatus.FAILED,
    ArrangementStatus.NEEDED,
    ArrangementStatus.REQUESTED,
    ArrangementStatus.CONFIRMED,
)


@dataclass(frozen=True, slots=True)
class Badge:
    """What is arranged, as a picture, and how it stands."""

    icon: str
    state: State


@dataclass(frozen=True, slots=True)
class VisitWords:
    """A visit in the current language."""

    name: str
    full_name: str
    title: str
    times: str
    state: State
    badges: tuple[Badge, ...]
    crossed_out: bool

    @property
    def sentence(self) -> str:
        """For a screen reader: who, when, what for, how it stands."""
        badges = (badge.state.word for badge in self.badges)
        parts = (self.full_name, self.times, self.title, self.state.word, *badges)
        return ", ".join(part for part in parts if part)


def say(row: CalendarRow, zone: tzinfo) -> VisitWords:
    if row.busy or row.member is None:
        busy, plain = _("Busy"), State("", "neutral", "")
        return VisitWords(busy, busy, "", times(row, zone), plain, (), False)
    return VisitWords(
        short_name(row.member),
        row.member.full,
        row.title,
        times(row, zone),
        states.visit(row.status, row.called_off_by, unexplained=row.unexplained),
        badges(row.arrangements) if row.status in _TO_COME else (),
        row.status is AppointmentStatus.CANCELLED,
    )


def short_name(name: Name) -> str:
    """As it stands on a crowded day: "Mateo H."."""
    given = name.given or name.as_given or name.first_surname
    initial = name.first_surname[:1] if name.given else ""
    return f"{given} {initial}." if initial else given


def badges(rows: tuple[ArrangementRow, ...]) -> tuple[Badge, ...]:
    """What needs somebody first."""
    ordered = sorted(rows, key=lambda row: _WORST_FIRST.index(row.status))
    return tuple(
        Badge(_KINDS[row.kind], states.arrangement(row.kind, row.status))
        for row in ordered
    )


def times(row: CalendarRow, zone: tzinfo) -> str:
    """Beginning and end in the clinic's zone."""
    return span(row.starts_at, row.ends_at, zone)


def span(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> str:
    """Two moments as the clock shows them; an hour's second coming says so."""
    begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    first, last = format_time(begins), format_time(ends)
    if begins.fold:
        first = _("{time} (second time)").format(time=first)
    if ends.fold:
        last = _("{time} (second time)").format(time=last)
    return f"{first} – {last}"


def moment(at: datetime, zone: tzinfo) -> str:
    """Day and time: "Mon, Nov 23, 8:30 AM"."""
    here = at.astimezone(zone)
    clock = format_time(here)
    if here.fold:
        clock = _("{time} (second time)").format(time=clock)
    return f"{format_whole_day(here.date())}, {clock}"


def ended(sentence: str) -> str:
    """Spanish times end with a full stop of their own: one is enough."""
    return sentence.removesuffix("..") + "." if sentence.endswith("..") else sentence


def arranged(row: ArrangementRow) -> str:
    """The detail of an arrangement; of an interpreter, the language."""
    if row.kind is ArrangementKind.INTERPRETER and find_language(row.detail):
        return language_name(row.detail)
    return row.detail


def why(row: CalendarRow) -> str:
    """Why it was missed or called off."""
    barrier = _(BARRIER_WORDS[row.barrier]) if row.barrier else ""
    return " · ".join(part for part in (barrier, row.reason) if part)


def tip(row: CalendarRow, zone: tzinfo) -> str:
    """Everything about a visit that may stand on the calendar, a line each."""
    words = say(row, zone)
    if row.busy:
        return f"{words.name}\n{words.times}"
    place = " · ".join(part for part in (row.with_whom, row.place) if part)
    lines = [words.full_name, words.title, words.times, place, words.state.word]
    lines += [why(row), *(badge.state.word for badge in words.badges), row.staff]
    return "\n".join(line for line in lines if line)
