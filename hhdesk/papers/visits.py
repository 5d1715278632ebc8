"""A visit as papers tell it: its title, who is there, how we help to get there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hhdesk.care.appointments import AppointmentRow
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block, Style
from hhdesk.papers.frequent import frequent
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

WITH = N_("With {name}")
TELL_US = N_("Tell us if you need a ride or an interpreter.")

_RIDE, _INTERPRETER, _CHILD_CARE = ArrangementKind
_NEEDED, _REQUESTED, _CONFIRMED, _FAILED = ArrangementStatus

ARRANGED_WORDS = {
    (_RIDE, _CONFIRMED): N_("Your ride is set."),
    (_RIDE, _REQUESTED): N_("We asked for a ride. We will call you about it."),
    (_RIDE, _NEEDED): N_("You need a ride. We are working on it."),
    (_RIDE, _FAILED): N_("There is no ride yet. Please call us."),
    (_INTERPRETER, _CONFIRMED): N_("An interpreter will be there. It is free."),
    (_INTERPRETER, _REQUESTED): N_("We asked for an interpreter. It is free."),
    (_INTERPRETER, _NEEDED): N_("We will get you an interpreter. It is free."),
    (_INTERPRETER, _FAILED): N_("There is no interpreter yet. Please call us."),
    (_CHILD_CARE, _CONFIRMED): N_("Care for your other children is set."),
    (_CHILD_CARE, _REQUESTED): N_("We asked for care for your other children."),
    (_CHILD_CARE, _NEEDED): N_("We are looking for care for your other children."),
    (_CHILD_CARE, _FAILED): N_(
        "There is no care for your other children yet. Please call us."
    ),
}
"""Who rides with whom, and other words of staff, stay with the team."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`starts` is in the clinic's zone."""

    starts: datetime
    title: Pair
    place: str = ""
    with_whom: str = ""
    arrangements: tuple[tuple[ArrangementKind, ArrangementStatus], ...] = ()


def visit_of(row: AppointmentRow, zone: str) -> Visit:
    return Visit(
        row.starts_at.astimezone(ZoneInfo(zone)),
        Pair(row.title),
        row.place,
        row.with_whom,
        row.arrangements,
    )


def free_line(sides: Sides, voice: Voice, pair: Pair) -> str | None:
    """A title or a need: its checked translation, else the fixed words of a frequent
    one; None where it is left to the interpreter."""
    line = sides.line(voice, pair)
    return frequent(voice, pair.english) if line is None else line


def free_text(
    sides: Sides, voice: Voice, pair: Pair, style: Style | None = None
) -> list[Block]:
    """The same as paragraphs."""
    text = free_line(sides, voice, pair)
    if text is None:
        return sides.space(voice, pair.english)
    return [sides.words(voice, text, style)]


def arranged(voice: Voice, visit: Visit) -> str:
    """Ride, interpreter and child care, a sentence each."""
    kinds = list(ArrangementKind)
    ordered = sorted(visit.arrangements, key=lambda one: kinds.index(one[0]))
    said = [voice.say(ARRANGED_WORDS[one]) for one in ordered]
    return " ".join(filter(None, said)) or voice.say(TELL_US)
