"""Answers to an instrument in words: its title, its scores, each answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hhdesk.care.instrument_files import instrument
from hhdesk.care.instruments import (
    CHOSEN,
    Instrument,
    Question,
    QuestionKind,
    Scale,
    Wording,
    codes,
)
from hhdesk.gui.chip import State
from hhdesk.i18n import current_language, format_date

Scores = Mapping[str, int | None]


def in_words(wording: Wording) -> str:
    """In the language of the screens, else in English."""
    return wording.inside(current_language()) or wording.english


def instrument_title(asked: Instrument) -> str:
    return in_words(asked.title)


def score(scale: Scale, points: int | None) -> State:
    """What a score means; nothing where there is none."""
    if points is None:
        return State("")
    band = scale.band(points)
    tone = "warning" if band.positive else "good"
    words = in_words(band.words)
    told = words if scale.any_counts else f"{points} · {words}"
    return State(told, tone, "triangle-alert" if band.positive else "check")


def score_line(instrument_id: str, edition: str, scores: Scores) -> str:
    """All scores of a filling in, in one line; "" for another edition's."""
    asked = instrument(instrument_id)
    if asked is None or asked.edition != edition:
        return ""
    told = [
        (scale, score(scale, scores[scale.id]).word)
        for scale in asked.scales
        if scores.get(scale.id) is not None
    ]
    return " · ".join(f"{in_words(scale.title)}: {word}" for scale, word in told)


def scores(instrument_id: str, edition: str, found: Scores) -> list[State]:
    """What each score of a filling in means; none for another edition's."""
    asked = instrument(instrument_id)
    if asked is None or asked.edition != edition:
        return []
    return [score(one, found.get(one.id)) for one in asked.scales]


def answer(question: Question, said: Any) -> str:
    """As it was chosen or typed; "" where nothing was."""
    if said in (None, "", []):
        return ""
    if question.kind in CHOSEN:
        return "; ".join(_choice(question, code) for code in codes(said))
    if question.kind is QuestionKind.DAY:
        return format_date(date.fromisoformat(str(said)))
    return str(said)


def _choice(question: Question, code: str) -> str:
    chosen = question.choice(code)
    return in_words(chosen.words) if chosen else code
