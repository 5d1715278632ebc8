"""What the front desk's list says of a visit: whom to call, in which language, where
the family is and for how long."""

from __future__ import annotations

from datetime import datetime, tzinfo

from hhdesk.care import search
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.desk_hints import HINT_WORDS, Hint, HintKind
from hhdesk.care.front_desk import DeskRow, Stage
from hhdesk.care.person import Interpreter
from hhdesk.gui import states
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_short_day, format_time

_LATE_MINUTES = 10
"""From so many minutes after its time on, a family that is not here is late."""
_LONG_WAIT = 20
_HOURS_FROM = 100
"""From so many minutes on, how late a family is is said in hours."""
_DAY_MINUTES = 24 * 60


def call_out(row: DeskRow) -> str:
    """What is called in the waiting room: "Lupita (she/her)"."""
    if not row.pronouns:
        return row.call_out
    return f"{row.call_out} ({row.pronouns})"


def what_for(row: DeskRow) -> str:
    """Of a sealed visit, that it is not told here."""
    return _("Private") if row.private else row.title


def with_whom(row: DeskRow, clinic_place: str = "") -> str:
    """With whom and where; nothing of a sealed one."""
    place = "" if row.place == clinic_place else row.place
    return " · ".join(part for part in (row.with_whom or row.staff, place) if part)


def minutes(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() // 60))


def stage(row: DeskRow, now: datetime) -> State:
    """Where the family is."""
    if row.stage is Stage.EXPECTED:
        return _expected(row, now)
    if row.stage is Stage.HERE:
        return State(_("Here"), "accent", "door-open")
    if row.stage is Stage.IN_ROOM:
        words = _("Room: {room}").format(room=row.came.room)
        return State(words, "info", "door-open")
    return states.visit(row.status, row.called_off_by)


def _expected(row: DeskRow, now: datetime) -> State:
    if _late(row, now):
        return State(_("Expected"), "warning", "clock")
    if row.status is AppointmentStatus.PROPOSED:
        return State(_("Proposed"), "neutral", "circle-dot")
    return State(_("Expected"), "neutral", "calendar")


def _late(row: DeskRow, now: datetime) -> int:
    """Minutes after its time at which a family is not here; 0 for few, and for those of
    other days."""
    late = minutes(row.starts_at, now)
    counts = row.stage is Stage.EXPECTED and _LATE_MINUTES <= late < _DAY_MINUTES
    return late if counts else 0


def since(row: DeskRow, now: datetime, zone: tzinfo) -> State:
    """Since when, in an ink of its own where somebody waits for long."""
    came = row.came
    if row.stage is Stage.HERE and came.arrived_at:
        here = minutes(came.arrived_at, now)
        words = _("since {time}, {n} min")
        at = format_time(came.arrived_at.astimezone(zone))
        ink = "warning" if here >= _LONG_WAIT else "muted"
        return State(words.format(time=at, n=here), ink)
    if row.stage is Stage.IN_ROOM and came.roomed_at:
        at = format_time(came.roomed_at.astimezone(zone))
        return State(_("since {time}").format(time=at), "muted")
    return State(waits(row, now), "muted")


def waits(row: DeskRow, now: datetime) -> str:
    """How long, in a word."""
    if row.stage is Stage.HERE and row.came.arrived_at:
        return _("{n} min").format(n=minutes(row.came.arrived_at, now))
    late = _late(row, now)
    if late >= _HOURS_FROM:
        return _("{n} h late").format(n=late // 60)
    return _("{n} min late").format(n=late) if late else ""


def language(row: DeskRow) -> State:
    """What the family speaks."""
    return states.language(row.speaks)


def arranged(row: DeskRow) -> list[State]:
    """Interpreter and ride, first what still needs somebody. An interpreter that the
    family needs and nobody has asked for is told as such; of a sealed visit nothing."""
    if row.private or row.stage is Stage.DONE:
        return []
    shown = [states.arrangement(one.kind, one.status) for one in row.arrangements]
    kinds = {one.kind for one in row.arrangements}
    needs = row.speaks.interpreter is Interpreter.NEEDED
    if needs and ArrangementKind.INTERPRETER not in kinds:
        asked = ArrangementKind.INTERPRETER, ArrangementStatus.NEEDED
        shown.insert(0, states.arrangement(*asked))
    return sorted(shown, key=lambda one: one.tone == "good")


def hint(one: Hint, row: DeskRow, zone: tzinfo) -> State:
    """A paper to ask the family for."""
    words = _(HINT_WORDS[one.kind])
    if one.day is not None:
        today = row.starts_at.astimezone(zone).date()
        words = words.format(day=format_short_day(one.day, today))
    soft = one.kind is HintKind.CONSENT_ENDS
    return State(words, "neutral" if soft else "warning", "file-text")


def found(row: DeskRow, text: str) -> bool:
    """Whether each typed word is the beginning of one of the child's names."""
    names = f"{row.name.full} {row.name.nickname}"
    return all(search.marks(names, word) for word in text.split())
