"""The care plan on one page: what it is about, up to five goals, the emergency plan,
whom to call, the next visit. What finds no room is in the full plan, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hhdesk.care.goals import Achievement, ActivityRow, GoalRow, Lifecycle
from hhdesk.care.plan_lines import LineKind
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block, Style
from hhdesk.papers.care_plan_emergency import call_for_help, emergency, lines_of
from hhdesk.papers.care_plan_goals import DOMAIN_PICTURES, when_said
from hhdesk.papers.care_plan_input import (
    CarePlanPaper,
    goal_words,
    soonest,
)
from hhdesk.papers.care_plan_opening import QUESTIONS, TITLE, messages, version_line
from hhdesk.papers.letterhead import (
    Build,
    Drawn,
    Parts,
    call_us,
    draw_one_page,
    message_panel,
    title,
)
from hhdesk.papers.looks import TEAL
from hhdesk.papers.rows import Column
from hhdesk.papers.sections import heading
from hhdesk.papers.sides import Sides
from hhdesk.papers.visits import Visit, free_text
from hhdesk.papers.voices import Voice

DOCUMENT_TITLE = N_("Care plan on one page")
GOALS = N_("What else we work on")
NEXT = N_("The next step")
NEXT_VISIT = N_("Next visit")
MORE = N_("There is more in the full care plan. Ask us for it.")

MOST_GOALS = 5
_UNDER_WAY = frozenset({Lifecycle.ACTIVE, Lifecycle.PROPOSED})


@dataclass(frozen=True, slots=True)
class _Room:
    """What a page is tried with, from most to least. `compact` is the telephone without
    its code; without `signs` the emergency plan is when to call 911: half a list of
    steps would be worse than none."""

    goals: int = MOST_GOALS
    signs: bool = True
    emergency: bool = True
    visit: bool = True
    step: bool = True
    message: bool = True
    compact: bool = False


_LEAST = _Room(1, compact=True)
_ROOMS = (
    *(_Room(goals) for goals in range(MOST_GOALS, 2, -1)),
    *(replace(_LEAST, goals=goals) for goals in (4, 3, 2, 1)),
    replace(_LEAST, visit=False),
    replace(_LEAST, visit=False, step=False),
    replace(_LEAST, signs=False),
    replace(_LEAST, signs=False, visit=False),
    replace(_LEAST, signs=False, visit=False, step=False),
    replace(_LEAST, emergency=False, visit=False, step=False),
    replace(_LEAST, emergency=False, visit=False, message=False),
)


def draw_summary(paper: CarePlanPaper) -> Drawn:
    """Raises MissingGlyph for text that no font can print, LookupError for a language
    that papers do not know."""
    return draw_one_page(paper, DOCUMENT_TITLE, list(_builds(paper)))


def _builds(paper: CarePlanPaper) -> Iterator[Build]:
    goals = [goal for goal in paper.content.goals if _is_under_way(goal)]
    for room in _ROOMS:
        yield _Page(paper, goals, room).build


def _is_under_way(goal: GoalRow) -> bool:
    reached = goal.achievement is Achievement.ACHIEVED
    return goal.lifecycle in _UNDER_WAY and not reached


@dataclass(frozen=True, slots=True)
class _Page:
    paper: CarePlanPaper
    goals: Sequence[GoalRow]
    room: _Room

    def build(self, sides: Sides) -> Parts:
        paper = self.paper
        top = [
            *title(paper, sides, lambda voice: voice.say(TITLE, name=paper.child)),
            *version_line(paper, sides),
        ]
        if self.room.message:
            step = self._first_step if self.room.step else None
            top.append(message_panel(sides, messages(paper, sides, step)))
        rest = [*self._emergency(sides), *self._goals(sides), *self._visit(sides)]
        if self._more:
            rest.append(_more(sides))
        if self.room.compact:
            call = call_us(replace(paper, qr=False), sides, "")
        else:
            call = call_us(paper, sides, QUESTIONS)
        return Parts([*top, call], rest)

    @property
    def _first_step(self) -> ActivityRow | None:
        return soonest(self.goals[0].activities) if self.goals else None

    @property
    def _more(self) -> bool:
        """Whether something of what this page is for found no room."""
        room = self.room
        return (
            len(self.goals) > room.goals
            or not room.message
            or (self._first_step is not None and not room.step)
            or (self._has_signs and not (room.signs and room.emergency))
            or (bool(self.paper.visits) and not room.visit)
        )

    def _emergency(self, sides: Sides) -> list[Block]:
        if not self.room.emergency:
            return []
        if self._has_signs and not self.room.signs:
            return call_for_help(sides)
        return emergency(self.paper.content, sides)

    @property
    def _has_signs(self) -> bool:
        kinds = (LineKind.WARNING_SIGN, LineKind.EMERGENCY_STEP)
        return any(lines_of(self.paper.content, kind) for kind in kinds)

    def _goals(self, sides: Sides) -> list[Block]:
        # The first stands in the message.
        shown = self.goals[1 : self.room.goals]
        if not shown:
            return []
        rows = [_goal(sides, goal) for goal in shown]
        return [Column([heading(sides, GOALS, "check"), *rows], tag="Sect", gap=10)]

    def _visit(self, sides: Sides) -> list[Block]:
        if not self.room.visit or not self.paper.visits:
            return []
        return [_visit(sides, self.paper.visits[0])]


def _goal(sides: Sides, goal: GoalRow) -> Block:
    step = soonest(goal.activities)

    def build(voice: Voice) -> Sequence[Block]:
        blocks = list(sides.pair(goal_words(goal), style=_bold(sides, voice))(voice))
        if step is not None:
            blocks += _step(sides, voice, step)
        return blocks

    name = DOMAIN_PICTURES[goal.domain]
    picture = sides.picture(name, sides.looks.body * 1.4, TEAL, GOALS)
    return sides.row(build, picture=picture, gap=5)


def _step(sides: Sides, voice: Voice, step: ActivityRow) -> list[Block]:
    blocks = list(sides.pair(step.text, NEXT)(voice))
    when = when_said(voice, step) if step.due_on or step.repeat else ""
    told = " · ".join(filter(None, (voice.value(step.who), when)))
    return [*blocks, sides.words(voice, told, sides.looks.caption())]


def _bold(sides: Sides, voice: Voice) -> Style:
    return sides.looks.text(sides.colour(voice), bold=True)


def _visit(sides: Sides, visit: Visit) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        moment = voice.moment(visit.starts)
        place = voice.value(visit.place)
        return [
            sides.words(voice, moment, label=voice.say(NEXT_VISIT)),
            *free_text(sides, voice, visit.title),
            sides.words(voice, place),
        ]

    picture = sides.picture("calendar", sides.looks.body * 1.4, TEAL, NEXT_VISIT)
    return sides.row(build, picture=picture, gap=8)


def _more(sides: Sides) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        return [sides.words(voice, voice.say(MORE), _bold(sides, voice))]

    picture = sides.picture("list", sides.looks.body * 1.4, TEAL, MORE)
    return sides.row(build, picture=picture, gap=8, whole=True)
