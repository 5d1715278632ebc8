"""The top of the care plan: title, main message, next step, whom to call."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.letterhead import call_us, message_panel, title
from hhdesk.papers.looks import TEAL
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

TITLE = N_("{name}'s care plan")
MAIN_MESSAGE = N_("What we are working on now")
NEXT_STEP = N_("The next step")
BY_DAY = N_("By {day}")
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
        message_panel(sides, _messages(paper, sides)),
        call_us(paper, sides, QUESTIONS),
    ]


def _messages(paper: CarePlanPaper, sides: Sides) -> list[Block]:
    message, step = paper.main_message, paper.next_step
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
        due = [voice.say(BY_DAY, day=voice.day(step.due_on))] if step.due_on else []
        who = [step.who] if step.who else []
        return [*rows, sides.words(voice, " · ".join(filter(None, who + due)))]

    heart = sides.picture("heart", size, TEAL, MAIN_MESSAGE)
    check = sides.picture("check", size, TEAL, CHECK_MARK)
    blocks = [sides.row(said, picture=heart, gap=0)]
    if step is not None:
        blocks.append(sides.row(to_do, picture=check))
    return blocks
