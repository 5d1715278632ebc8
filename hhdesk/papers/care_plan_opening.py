"""The top of the care plan: title, main message, next step, whom to call."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.goals import ActivityRow
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_goals import when_said
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.care_plan_signing import BY_DAY, STAGE_WORDS, standing
from hhdesk.papers.letterhead import call_us, message_panel, title
from hhdesk.papers.looks import AMBER, TEAL
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

TITLE = N_("{name}'s care plan")
MAIN_MESSAGE = N_("What we are working on now")
NEXT_STEP = N_("The next step")
NO_PLAN = N_("This plan is still empty. Call us and we will write it with you.")
NO_GOAL_NOW = N_(
    "No goal is under way now. Call us and we will plan the next one with you."
)
QUESTIONS = N_("Call us with any question, or if the plan has to change.")
CHECK_MARK = N_("Check mark")


def opening(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """Title, main message, next step, whom to call."""
    return [
        *title(paper, sides, lambda voice: voice.say(TITLE, name=paper.child)),
        *version_line(paper, sides),
        message_panel(sides, messages(paper, sides, paper.next_step)),
        call_us(paper, sides, QUESTIONS),
    ]


def version_line(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    """Which version this is; amber where it is not in force."""

    def build(voice: Voice) -> Sequence[Block]:
        colour = AMBER if paper.stage in STAGE_WORDS else sides.colour(voice)
        return [sides.words(voice, standing(paper, voice), sides.looks.caption(colour))]

    if paper.stage not in STAGE_WORDS and not paper.edition:
        return []
    return [sides.row(build, gap=5, outdent=True)]


def messages(
    paper: CarePlanPaper, sides: Sides, step: ActivityRow | None
) -> list[Block]:
    """The main message and the one thing to do."""
    message = paper.main_message
    size = sides.looks.body * 1.7
    if not message.english and not message.family:
        begun = paper.content.goals or paper.content.concerns
        return [sides.row(sides.fixed(NO_GOAL_NOW if begun else NO_PLAN), gap=0)]

    def said(voice: Voice) -> Sequence[Block]:
        label = sides.words(
            voice, voice.say(MAIN_MESSAGE), sides.looks.caption(TEAL), tag="H2"
        )
        return [label, *sides.pair(message, style=sides.strong_style(voice))(voice)]

    def to_do(voice: Voice) -> Sequence[Block]:
        assert step is not None
        label = sides.words(
            voice, voice.say(NEXT_STEP), sides.looks.caption(TEAL), tag="H2"
        )
        rows = [label, *sides.pair(step.text, style=sides.strong_style(voice))(voice)]
        told = filter(None, (voice.value(step.who), _when(voice, step)))
        return [*rows, sides.words(voice, " · ".join(told))]

    heart = sides.picture("heart", size, TEAL, MAIN_MESSAGE)
    check = sides.picture("check", size, TEAL, CHECK_MARK)
    blocks = [sides.row(said, picture=heart, gap=0)]
    if step is not None:
        blocks.append(sides.row(to_do, picture=check))
    return blocks


def _when(voice: Voice, step: ActivityRow) -> str:
    if step.repeat:
        return when_said(voice, step)
    return voice.say(BY_DAY, day=voice.day(step.due_on)) if step.due_on else ""
