"""The acts on answers to questions: asked, finished, voided, put into the plan."""

from __future__ import annotations

from hhdesk.care import answer_deeds, answer_sheets
from hhdesk.care.answer_deeds import Planned
from hhdesk.care.answer_sheets import Asking, SheetRow
from tests.care.act_desk import SPANISH, Desk, words
from tests.care.acts import Case

ASKING = Asking(SPANISH, words("interpreter"), words("Lucía"))
TOLD = {"most": words("rides"), "ride": "no", "food": "no"}


def _begun(desk: Desk, instrument: str = "needs") -> SheetRow:
    return answer_sheets.begin(desk.session, desk.member_id, instrument, ASKING)


def _finished(desk: Desk) -> SheetRow:
    finished: SheetRow = desk.act(answer_sheets.finish, _begun(desk), TOLD)
    return finished


def _planned(desk: Desk) -> Planned:
    sheet = _finished(desk)
    found = answer_deeds.proposals(desk.session, sheet.id)
    keys = [one.key for one in found.proposals]
    return answer_deeds.put_into_plan(desk.session, sheet.id, keys, seen=found.number)


def _danger(desk: Desk) -> None:
    desk.act(answer_sheets.put, _begun(desk, "phq_9"), {"harm": "1"})


CASES = (
    Case("answer_sheets.begin", "answer_sheet.begin", _begun),
    Case("answer_sheets.put", "answer_sheet.put", _danger),
    Case("answer_sheets.finish", "answer_sheet.finish", _finished),
    Case(
        "answer_sheets.void",
        "answer_sheet.void",
        lambda desk: answer_sheets.void(
            desk.session, (row := _begun(desk)).id, reason=words(), seen=row.version
        ),
    ),
    Case("answer_deeds.put_into_plan", "answer_sheet.plan", _planned),
    Case(
        "answer_deeds.take_back",
        "answer_sheet.take_back",
        lambda desk: answer_deeds.take_back(
            desk.session, desk.member_id, _planned(desk)
        ),
    ),
)
