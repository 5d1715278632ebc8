"""What may stand as the answer to a question."""

from __future__ import annotations

from datetime import date
from typing import Any

from hhdesk.care.instruments import (
    Answers,
    Instrument,
    Question,
    QuestionKind,
)
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

LONGEST = 4_000
UNKNOWN = N_("This is not among the answers.")
NO_NUMBER = N_("Type a whole number from {least} to {most}.")
NO_DAY = N_("This is no day.")
TOO_LONG = N_("This is too long.")


def checked(instrument: Instrument, answers: Answers) -> dict[str, Any]:
    """The answers in the form in which they are kept, without empty ones.

    Raises InvalidField, named by the question's id.
    """
    found: dict[str, Any] = {}
    for key, value in answers.items():
        question = instrument.question(key)
        if question is None:
            raise InvalidField(key, UNKNOWN)
        if value not in ("", None, [], ()):
            found[key] = answer(question, value)
    return found


def answer(question: Question, value: Any) -> Any:
    """One answer as it is kept; raises InvalidField, named by the question's id."""
    kind = question.kind
    if kind is QuestionKind.NUMBER:
        return _number(question, value)
    if kind is QuestionKind.MANY_OF:
        return _several(question, value)
    if not isinstance(value, str):
        raise InvalidField(question.id, UNKNOWN)
    if kind is QuestionKind.DAY:
        return _day(question, value)
    if kind is QuestionKind.TEXT:
        if len(value) > LONGEST:
            raise InvalidField(question.id, TOO_LONG)
        return value.strip()
    if question.choice(value) is None:
        raise InvalidField(question.id, UNKNOWN)
    return value


def _number(question: Question, value: Any) -> int:
    try:
        number = int(str(value).strip())
    except ValueError:
        number = question.least - 1
    if not question.least <= number <= question.most:
        raise InvalidField(
            question.id, NO_NUMBER, least=question.least, most=question.most
        )
    return number


def _several(question: Question, value: Any) -> list[str]:
    """In the order of the choices."""
    wanted = set(value) if isinstance(value, list | tuple) else {None}
    known = [one.code for one in question.choices if one.code in wanted]
    if len(known) != len(wanted):
        raise InvalidField(question.id, UNKNOWN)
    return known


def _day(question: Question, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InvalidField(question.id, NO_DAY) from None
