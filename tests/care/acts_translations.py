"""Acts on translations: written and checked line by line, sent out, taken in, and the
clinic's own checks of fixed texts."""

from __future__ import annotations

from hhdesk.care import (
    clinic,
    phrase_checks,
    translation_acts,
    translation_answers,
    translation_sending,
    translation_work,
)
from hhdesk.care.phrase_checks import HEADING, CheckLine, Verdict
from hhdesk.care.staff import Staff
from hhdesk.care.translation_acts import LineSeen
from hhdesk.care.translation_answers import AnswerLine
from hhdesk.care.translation_sending import Sending, SendOrder
from hhdesk.care.translation_work import WorkAsked, WorkRow
from tests.care.act_desk import SPANISH, Desk, words
from tests.care.acts import Case


def _line(desk: Desk, *, qualified: bool = False) -> WorkRow:
    """The first line of the child's plan that waits."""
    desk.plan()
    actor = desk.session.get_one(Staff, desk.session.actor_id)
    actor.qualified_languages = [SPANISH] if qualified else []
    asked = WorkAsked(member_id=desk.member_id)
    return translation_work.work(desk.session, asked).rows[0]


def _seen(row: WorkRow) -> LineSeen:
    return LineSeen(row.pair.english, row.pair.family)


def _saved(desk: Desk) -> None:
    row = _line(desk)
    translation_acts.save_line(desk.session, row.key, words("otra"), seen=_seen(row))


def _checked(desk: Desk) -> WorkRow:
    row = _line(desk, qualified=True)
    translation_acts.check_line(desk.session, row.key, seen=_seen(row))
    return row


def _unchecked(desk: Desk) -> None:
    row = _checked(desk)
    translation_acts.uncheck_line(desk.session, row.key, seen=_seen(row))


def _gathered(desk: Desk) -> Sending:
    _line(desk)
    order = SendOrder(SPANISH, words("Ana"), desk.member_id)
    return translation_sending.gather(desk.session, order)


def _sent(desk: Desk) -> None:
    translation_sending.hand_out(desk.session, _gathered(desk), words().encode())


def _taken(desk: Desk) -> translation_answers.Answered:
    lines = [
        AnswerLine(line.id, line.english, words("respuesta"))
        for line in _gathered(desk).lines
    ]
    return translation_answers.take_in(desk.session, lines, words("Ana"), SPANISH)


def _answered(desk: Desk) -> None:
    _line(desk, qualified=True)
    line = CheckLine(f"{HEADING}1", words("When"), words("Cuándo"))
    phrase_checks.answer(
        desk.session, line, SPANISH, Verdict.NOT_YET, words(), headings=[line]
    )


def _second(desk: Desk) -> None:
    clinic.ask_second_check(desk.session, True)


CASES: tuple[Case, ...] = (
    Case("translation_acts.save_line", "care_plan.save", _saved),
    Case("translation_acts.check_line", "care_plan.save", _checked),
    Case("translation_acts.uncheck_line", "care_plan.save", _unchecked),
    Case("translation_sending.hand_out", "translation.send", _sent),
    Case("translation_answers.take_in", "translation.receive", _taken),
    Case(
        "translation_answers.take_back",
        "translation.take_back",
        lambda desk: translation_answers.take_back(desk.session, _taken(desk)),
    ),
    Case("phrase_checks.answer", "phrase.check", _answered),
    Case("clinic.ask_second_check", "clinic.second_check", _second),
)
