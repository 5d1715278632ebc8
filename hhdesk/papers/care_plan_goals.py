"""The middle of the care plan: what matters, and each domain's concerns and goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hhdesk.care.goals import (
    ACHIEVEMENT_WORDS,
    DOMAIN_WORDS,
    RESPONSIBLE_WORDS,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_input import (
    CarePlanPaper,
    concern_words,
    goal_words,
)
from hhdesk.papers.looks import LINE, TEAL
from hhdesk.papers.repeats import repeated
from hhdesk.papers.rows import Column, Row, Table
from hhdesk.papers.sections import filled, heading, table_row
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

MATTERS = N_("What matters to us")
STRENGTHS = N_("What we are good at")
CULTURE = N_("What to know about our family")
CONCERN = N_("What worries us")
GOAL = N_("Goal")
CLINICAL_CONCERN = N_("A concern, in the clinic's words")
CLINICAL_GOAL = N_("Goal, in the clinic's words")
TARGET = N_("By when")
REACHED = N_("How we will know")
WHEN = N_("When")
BEGINS = N_("Starts")
FROM_TO = N_("{start} to {end}")
UNTIL = N_("until {day}")
PROGRESS = N_("How it's going")
NOT_BEGUN = N_("We have not begun yet")
PAUSED = N_("On hold for now")
WHO = N_("Who")
DOES_WHAT = N_("Does what")
NO_DAY = N_("No day set yet")
DONE = N_("Done")
DONE_ON = N_("Done on {day}")
NO_WORRY = N_("Better since {day}")
NEEDS_HELP = N_("The family needs help with")

HELP_WORDS = {
    BarrierKind.TRANSPORTATION: N_("a ride"),
    BarrierKind.LANGUAGE: N_("an interpreter"),
    BarrierKind.AVAILABILITY: N_("a visit at a time that works"),
    BarrierKind.COST: N_("paying for it"),
    BarrierKind.CHILD_CARE: N_("child care during visits"),
    BarrierKind.HOUSING: N_("housing"),
    BarrierKind.FOOD: N_("food"),
    BarrierKind.TRUST: N_("getting to know us first"),
    BarrierKind.OTHER: N_("something else"),
}

DOMAIN_PICTURES = {
    Domain.MEDICAL: "clinic",
    Domain.DENTAL: "tooth",
    Domain.MENTAL_HEALTH: "mind",
    Domain.DEVELOPMENTAL: "children",
    Domain.EDUCATION: "book",
    Domain.SOCIAL_SUPPORT: "talking",
    Domain.FAMILY: "home",
}

BARRIER_PICTURES = {
    BarrierKind.TRANSPORTATION: "driver",
    BarrierKind.LANGUAGE: "speaking",
    BarrierKind.AVAILABILITY: "calendar",
    BarrierKind.COST: "money",
    BarrierKind.HOUSING: "home",
    BarrierKind.CHILD_CARE: "children",
}

_SHARES = (0.23, 0.46, 0.31)


def matters(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """What matters to the family and its strengths, in its own words."""
    blocks: list[Block] = []
    for message, pair, picture in (
        (MATTERS, paper.content.what_matters, "heart"),
        (STRENGTHS, paper.content.strengths, "family"),
        (CULTURE, paper.content.culture, "home"),
    ):
        if pair.english or pair.family:
            blocks.append(heading(sides, message, picture))
            blocks.append(sides.row(sides.pair(pair)))
    blocks += needs(sides, paper.content.barriers)
    return [Column(blocks, tag="Sect", gap=12)] if blocks else []


def domains(paper: CarePlanPaper, sides: Sides) -> Iterator[Block]:
    """A section for each domain that has a concern or a goal."""
    for domain in Domain:
        concerns = [one for one in paper.content.concerns if one.domain is domain]
        goals = [one for one in paper.content.goals if one.domain is domain]
        if not concerns and not goals:
            continue
        blocks = [heading(sides, DOMAIN_WORDS[domain], DOMAIN_PICTURES[domain])]
        blocks += [_concern(sides, one) for one in concerns]
        for goal in goals:
            blocks += _goal(sides, goal)
        yield Column(blocks, tag="Sect", gap=12)


def _concern(sides: Sides, concern: ConcernRow) -> Block:
    def build(voice: Voice) -> Sequence[Block]:
        words = concern_words(concern)
        label = CONCERN if words is concern.text else CLINICAL_CONCERN
        blocks = list(sides.pair(words, label)(voice))
        if concern.resolved_on:
            better = voice.say(NO_WORRY, day=voice.short_day(concern.resolved_on))
            blocks.append(sides.words(voice, f"☑\u00a0{better}" if better else ""))
        return blocks

    return sides.row(build)


def _goal(sides: Sides, goal: GoalRow) -> list[Block]:
    def build(voice: Voice) -> Sequence[Block]:
        words = goal_words(goal)
        label = GOAL if words is goal.family_words else CLINICAL_GOAL
        blocks = list(sides.pair(words, label)(voice))
        if goal.target.english or goal.target.family:
            blocks += sides.pair(goal.target, REACHED)(voice)
        blocks += _days(sides, voice, goal)
        state = voice.say(state_of(goal))
        blocks.append(sides.words(voice, state, label=voice.say(PROGRESS)))
        return blocks

    shown = [
        step for step in goal.activities if step.status is not ActivityStatus.CANCELLED
    ]
    first = sides.row(build, gap=8, keep=bool(shown) and not sides.looks.is_large)
    rows = [_activity(sides, step) for step in shown]
    blocks = [first]
    if rows:
        table = Table(_head(sides), rows, colour=LINE)
        blocks.append(sides.indented(table, gap=3, wide=True))
    return [*blocks, *needs(sides, goal.barriers)]


def _days(sides: Sides, voice: Voice, goal: GoalRow) -> list[Block]:
    """From when till when, as far as it is known."""
    if goal.start_on and goal.target_on:
        start, end = voice.short_day(goal.start_on), voice.short_day(goal.target_on)
        said = voice.say(FROM_TO, start=start, end=end)
        return [sides.words(voice, said, label=voice.say(WHEN))]
    label, day = (BEGINS, goal.start_on) if goal.start_on else (TARGET, goal.target_on)
    if day is None:
        return []
    return [sides.words(voice, voice.day(day), label=voice.say(label))]


def state_of(goal: GoalRow) -> str:
    """How a goal is going, in words for the family."""
    if goal.lifecycle is Lifecycle.PROPOSED:
        return NOT_BEGUN
    if goal.lifecycle is Lifecycle.ON_HOLD:
        return PAUSED
    return ACHIEVEMENT_WORDS[goal.achievement]


def _head(sides: Sides) -> Row:
    style = sides.looks.caption(TEAL)
    return table_row(
        [
            [sides.words(voice, voice.say(message), style) for voice in sides.voices]
            for message in (WHO, DOES_WHAT, TARGET)
        ],
        _SHARES,
        mirrored=sides.voices[0].right_to_left,
        heads="Column",
    )


def _activity(sides: Sides, step: ActivityRow) -> Row:
    done = step.status is ActivityStatus.DONE
    whom, what, when = [], [], []
    for voice in sides.voices:
        style = sides.looks.text(sides.colour(voice))
        text = sides.line(voice, step.text)
        if text is None:
            what += sides.space(voice, step.text.english)
        else:
            box = "☑" if done else "☐"
            lead = f"{box}\u00a0" if voice is sides.voices[0] or len(what) > 1 else ""
            told = done and not step.done_on and voice.find(DONE)
            end = f" ({voice.say(DONE)})" if told else ""
            what.append(sides.words(voice, f"{lead}{text}{end}", style))
        when.append(sides.words(voice, when_said(voice, step), style))
        if not step.who:
            role = voice.say(RESPONSIBLE_WORDS[step.responsible])
            whom.append(sides.words(voice, role, style))
    if step.who:
        whom.append(sides.words(sides.voices[0], sides.voices[0].value(step.who)))
    cells = [filled(sides, cell) for cell in (whom, what, when)]
    return table_row(cells, _SHARES, mirrored=sides.voices[0].right_to_left)


def when_said(voice: Voice, step: ActivityRow) -> str:
    """The day it was done, how often it is done, or by which day."""
    if step.status is ActivityStatus.DONE and step.done_on:
        return voice.say(DONE_ON, day=voice.short_day(step.done_on))
    day = voice.short_day(step.due_on) if step.due_on else ""
    if step.repeat is None:
        return day or voice.say(NO_DAY)
    often = repeated(voice, step.repeat)
    until = voice.say(UNTIL, day=day) if day else ""
    return ", ".join(filter(None, (often, until))) or day


def needs(sides: Sides, barriers: Sequence[BarrierRow]) -> list[Block]:
    """What stands in the way, said as what the family needs; nothing once it is out
    of the way."""
    kinds = list(dict.fromkeys(one.kind for one in barriers if one.resolved_on is None))
    if not kinds:
        return []

    def build(voice: Voice) -> Sequence[Block]:
        needed = [voice.say(HELP_WORDS[kind]) for kind in kinds]
        text = ", ".join(filter(None, needed))
        return [sides.words(voice, text, label=voice.say(NEEDS_HELP))]

    name = BARRIER_PICTURES.get(kinds[0], "question")
    picture = sides.picture(name, sides.looks.body * 1.5, TEAL, NEEDS_HELP)
    return [sides.row(build, picture=picture)]
