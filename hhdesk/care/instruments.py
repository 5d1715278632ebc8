"""Instruments: intakes and screeners as rows, what they ask next, and their scores."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from hhdesk.care.confidentiality import Segment
from hhdesk.care.goals import BarrierKind, Domain

ANY = "*"
"""In a condition: any question that stands before."""

Answers: TypeAlias = Mapping[str, Any]
"""Answers by the questions' ids: a code, a list of codes, "yes" or "no", a whole
number, words, or a day as ISO says it."""


class QuestionKind(enum.StrEnum):
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"


CHOSEN = (QuestionKind.ONE_OF, QuestionKind.MANY_OF, QuestionKind.YES_NO)


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in English and in other languages."""

    english: str
    translations: tuple[tuple[str, str], ...] = ()

    def inside(self, language: str) -> str:
        """In this language; "" where the instrument has no words in it."""
        if language == "en":
            return self.english
        return dict(self.translations).get(language, "")


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    words: Wording
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What an answer or a score puts into the plan: a concern or a barrier. `note_from`
    is the question whose choices say more."""

    when: tuple[str, ...]
    domain: Domain | None = None
    concern: Wording | None = None
    barrier: BarrierKind | None = None
    note_from: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`safety` are the codes that say danger to self; `asked_if` None is always."""

    id: str
    kind: QuestionKind
    words: Wording
    choices: tuple[Choice, ...] = ()
    asked_if: Condition | None = None
    safety: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    least: int = 0
    most: int = 999

    def choice(self, code: str) -> Choice | None:
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Band:
    """From this many points on, a score means this."""

    least: int
    words: Wording
    positive: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """`any_counts`: one item that counts is enough, so that the score is 0 or 1."""

    id: str
    title: Wording
    items: tuple[str, ...]
    bands: tuple[Band, ...]
    any_counts: bool = False

    def band(self, score: int) -> Band:
        return [one for one in self.bands if one.least <= score][-1]


@dataclass(frozen=True, slots=True)
class ScoreDeed:
    scale: str
    least: int
    deed: Deed


@dataclass(frozen=True, slots=True)
class InstrumentSource:
    name: str
    organization: str
    year: int
    url: str
    terms: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """`published`: the translations are the instrument's own; else they are ours and
    nobody has checked them."""

    id: str
    edition: str
    title: Wording
    about: Wording
    segment: Segment
    published: bool
    source: InstrumentSource
    questions: tuple[Question, ...]
    scales: tuple[Scale, ...]
    score_deeds: tuple[ScoreDeed, ...]

    def question(self, question_id: str) -> Question | None:
        return next((one for one in self.questions if one.id == question_id), None)


def codes(answer: Any) -> tuple[str, ...]:
    """The codes that an answer chose."""
    if isinstance(answer, str):
        return (answer,)
    return tuple(answer) if isinstance(answer, list | tuple) else ()


def asked(instrument: Instrument, answers: Answers) -> tuple[Question, ...]:
    """The questions to ask after these answers, in order."""
    found: list[Question] = []
    for one in instrument.questions:
        if one.asked_if is None or _holds(one.asked_if, found, answers):
            found.append(one)
    return tuple(found)


def _holds(condition: Condition, before: list[Question], answers: Answers) -> bool:
    """An answer to a question that is itself no longer asked counts for nothing."""
    return any(
        set(codes(answers.get(one.id))) & set(condition.codes)
        for one in before
        if condition.question in (ANY, one.id)
    )


def valid(instrument: Instrument, answers: Answers) -> dict[str, Any]:
    """The answers to what is asked; those to other questions are left out."""
    wanted = {one.id for one in asked(instrument, answers)}
    return {key: value for key, value in answers.items() if key in wanted}


def safety_needed(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """The questions whose answers say danger to self: act now, whatever the score."""
    return tuple(
        one.id
        for one in asked(instrument, answers)
        if set(codes(answers.get(one.id))) & set(one.safety)
    )


def scores(instrument: Instrument, answers: Answers) -> dict[str, int | None]:
    """Points by scale; None where an item was not answered, unless one is enough."""
    return {one.id: _score(instrument, one, answers) for one in instrument.scales}


def _score(instrument: Instrument, scale: Scale, answers: Answers) -> int | None:
    values = [_value(instrument, item, answers) for item in scale.items]
    known = [value for value in values if value is not None]
    if scale.any_counts and any(known):
        return 1
    return sum(known) if len(known) == len(values) else None


def _value(instrument: Instrument, item: str, answers: Answers) -> int | None:
    question, chosen = instrument.question(item), codes(answers.get(item))
    if question is None or not chosen:
        return None
    choice = question.choice(chosen[0])
    return choice.value if choice else None
