"""The morning meeting's sheet: visits by time, who is in hospital, what is overdue.

What it is given has been through the disclosure rule; it cannot know what was not.
"""

from __future__ import annotations

from datetime import date

from hhdesk.care.appointments import APPOINTMENT_STATUS_WORDS, AppointmentStatus
from hhdesk.care.arrangements import (
    ARRANGEMENT_WORDS,
    ArrangementKind,
    ArrangementStatus,
)
from hhdesk.care.open_loops import Whose
from hhdesk.care.person import Interpreter
from hhdesk.i18n import (
    N_,
    format_age,
    format_due,
    format_short_day,
    language_name,
)
from hhdesk.papers.blocks import Block, Rule, Style
from hhdesk.papers.document import make_pdf
from hhdesk.papers.finishing import About
from hhdesk.papers.footers import footer
from hhdesk.papers.huddle_input import HuddlePaper, Line, Stay, ToDo
from hhdesk.papers.letterhead import Drawn
from hhdesk.papers.looks import INK, TEAL, Looks
from hhdesk.papers.page import Frame
from hhdesk.papers.staff_sheet import StaffSheet
from hhdesk.papers.staff_side import StaffSide
from hhdesk.papers.voices import NO_BREAK

DOCUMENT_TITLE = N_("Huddle")
TITLES = {
    Whose.MINE: N_("Huddle: {name}"),
    Whose.TEAM: N_("Huddle: the team of {name}"),
    Whose.EVERYONE: N_("Huddle: everyone"),
}
KEEP = N_("For staff. Do not leave on a desk; shred it after the meeting.")
VISITS = N_("Visits today")
NO_VISITS = N_("No visits today.")
IN_HOSPITAL = N_("In hospital")
OVERDUE = N_("Overdue, for children who do not come today")
NOTHING_OVERDUE = N_("Nothing is overdue.")
TIME = N_("Time")
CHILD = N_("Child")
WHAT = N_("What for")
HELP = N_("Language, ride")
OPEN = N_("To do")
DUE = N_("Due")
WHO = N_("Who")
NOTHING_DUE = N_("Nothing due this week")
AND_MORE = N_("and {n} more")
SINCE = N_("since {day}")
NOBODY = N_("nobody yet")
CALLED = N_("called {name}")
INTERPRETER = N_("{language}, interpreter")

ARRANGED = {
    ArrangementStatus.NEEDED: N_("{what}: not arranged"),
    ArrangementStatus.REQUESTED: N_("{what}: asked for"),
    ArrangementStatus.CONFIRMED: N_("{what}: arranged"),
    ArrangementStatus.FAILED: N_("{what}: fell through"),
}
_OPEN_ONES = (ArrangementStatus.NEEDED, ArrangementStatus.FAILED)

BODY, LARGE = 8.8, 12.0
_VISIT_SHARES = (0.095, 0.19, 0.17, 0.215, 0.33)
_DUE_SHARES = (0.13, 0.26, 0.43, 0.18)
_OWN_SHARES = (0.13, 0.29, 0.58)
_STAY_SHARES = (0.3, 0.48, 0.22)


def draw_huddle(paper: HuddlePaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print."""
    frame = Frame()
    looks = Looks(LARGE if paper.large_print else BODY)
    side = StaffSide(paper.language, looks, frame.inner_width)
    sheet = _Sheet(paper, side)
    about = About(
        f"{side.voice.say(DOCUMENT_TITLE)} {paper.number}", paper.language, paper.day
    )
    foot = footer(
        side,
        reader="",
        day=paper.printed,
        number=paper.number,
        demonstration=paper.demonstration,
    )
    return Drawn(make_pdf(sheet.blocks(), about, foot, frame), 0)


class _Sheet(StaffSheet):
    """Builds the blocks of one huddle sheet."""

    def __init__(self, paper: HuddlePaper, side: StaffSide) -> None:
        super().__init__(side)
        self.paper = paper

    @property
    def _own(self) -> bool:
        """Whether it is one person's: whose the work is goes without saying."""
        return self.paper.whose is Whose.MINE

    def blocks(self) -> list[Block]:
        return [
            *self._title(),
            self.heading(VISITS, len(self.paper.lines)),
            self._visits(),
            *self._stays(),
            self.heading(OVERDUE, len(self.paper.overdue) + self.paper.overdue_more),
            *self._overdue(),
        ]

    def _title(self) -> list[Block]:
        paper, looks = self.paper, self.side.looks
        title = self.say(TITLES[paper.whose], name=paper.person)
        day = Style(looks.body * 1.15, INK, bold=True, leading=1.3)
        return [
            self.words(self.voice.value(paper.clinic), self.small),
            self.title(title),
            self.words(self.voice.day(paper.day), day),
            self.words(self.say(KEEP), self.warn),
            Rule(TEAL, 1.5, gap=4),
        ]

    # ---------------------------------------------------------------- visits

    def _visits(self) -> Block:
        if not self.paper.lines:
            return self.words(self.say(NO_VISITS))
        heads = (TIME, CHILD, WHAT, HELP, OPEN)
        rows = [self._visit(one) for one in self.paper.lines]
        return self.table(heads, rows, _VISIT_SHARES)

    def _visit(self, one: Line) -> list[list[Block]]:
        when = [self.words(self.voice.time(one.starts), self.strong)]
        if one.status not in (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED):
            state = self.say(APPOINTMENT_STATUS_WORDS[one.status])
            when.append(self.words(state, self.small))
        whom = map(self.voice.value, filter(None, (one.with_whom, one.place)))
        what = [self.words(self.voice.value(one.title))]
        what.append(self.words(" · ".join(whom), self.small))
        to_do = [self._to_do(row, one.coordinator) for row in one.open]
        if one.more:
            more = self.say(AND_MORE, n=str(one.more))
            to_do.append(self.words(more, self.small))
        return [
            when,
            self._child(one.child, one.born, one.called, one.coordinator),
            what,
            self._help(one),
            to_do or [self.words(self.say(NOTHING_DUE), self.small)],
        ]

    def _child(
        self, name: str, born: date, called_by: str, coordinator: str
    ) -> list[Block]:
        age = format_age(born, self.paper.day, self.paper.language)
        known = self.say(CALLED, name=called_by) if called_by else ""
        below = " · ".join(filter(None, (age, known)))
        cell = [
            self.words(self.voice.value(name), self.strong),
            self.words(below, self.small),
        ]
        if coordinator and not self._own:
            cell.append(self.words(self.voice.value(coordinator), self.small))
        return cell

    def _help(self, one: Line) -> list[Block]:
        """What is spoken, then what is arranged; what is not stands out."""
        needs = one.speaks.interpreter is Interpreter.NEEDED
        words = language_name(one.speaks.spoken, self.paper.language)
        if needs:
            words = self.say(INTERPRETER, language=words)
        cell = [self.words(words)]
        arranged = list(one.arrangements)
        kinds = {kind for kind, _ in arranged}
        if needs and ArrangementKind.INTERPRETER not in kinds:
            arranged.insert(0, (ArrangementKind.INTERPRETER, ArrangementStatus.NEEDED))
        for kind, status in arranged:
            what = self.say(ARRANGEMENT_WORDS[kind])
            style = self.warn if status in _OPEN_ONES else self.plain
            cell.append(self.words(self.say(ARRANGED[status], what=what), style))
        return cell

    # ---------------------------------------------------------------- to do

    def _why(self, one: ToDo) -> str:
        values = {name: self._said(value) for name, value in one.values.items()}
        note = self.say(one.note) if one.note else ""
        return " · ".join(filter(None, (self.say(one.why, **values), note)))

    def _said(self, value: str | int | date) -> str:
        if isinstance(value, date):
            return format_short_day(value, self.paper.day, self.paper.language)
        return str(value)

    def _due(self, one: ToDo) -> str:
        """How late it is, on one line."""
        told = format_due(one.due_on, self.paper.day, self.paper.language)
        return told.replace(" ", NO_BREAK)

    def _to_do(self, one: ToDo, usual: str) -> Block:
        """A box to tick, why and by when; and who, where it is not the usual one."""
        words = f"{self._why(one)} ·{NO_BREAK}{self._due(one)}"
        if one.owner != usual:
            owner = self.voice.value(one.owner) if one.owner else self.say(NOBODY)
            words += f" → {owner}"
        return self.words(f"☐{NO_BREAK}{words}")

    def _overdue(self) -> list[Block]:
        paper = self.paper
        if not paper.overdue:
            return [self.words(self.say(NOTHING_OVERDUE))]
        rows = [self._late(one) for one in paper.overdue]
        table = self.table((DUE, CHILD, OPEN, WHO), rows, _DUE_SHARES)
        if self._own:
            own = [row[:-1] for row in rows]
            table = self.table((DUE, CHILD, OPEN), own, _OWN_SHARES)
        if not paper.overdue_more:
            return [table]
        more = self.say(AND_MORE, n=str(paper.overdue_more))
        return [table, self.words(more, self.small)]

    def _late(self, one: ToDo) -> list[list[Block]]:
        owner = self.voice.value(one.owner) if one.owner else self.say(NOBODY)
        return [
            [self.words(self._due(one), self.warn)],
            [self.words(self.voice.value(one.child), self.strong)],
            [self.words(f"☐{NO_BREAK}{self._why(one)}")],
            [self.words(owner)],
        ]

    # ------------------------------------------------------------- hospital

    def _stays(self) -> list[Block]:
        stays = self.paper.stays
        if not stays:
            return []
        rows = [self._in_hospital(one) for one in stays]
        table = self.table((CHILD, IN_HOSPITAL, WHO), rows, _STAY_SHARES)
        return [self.heading(IN_HOSPITAL, len(stays)), table]

    def _in_hospital(self, one: Stay) -> list[list[Block]]:
        since = (
            self.say(SINCE, day=self.voice.short_day(one.since)) if one.since else ""
        )
        told = (self.say(one.kind), self.voice.value(one.place), since)
        return [
            self._child(one.child, one.born, "", ""),
            [self.words(" · ".join(filter(None, told)))],
            [self.words(self.voice.value(one.coordinator or self.say(NOBODY)))],
        ]
