"""The front desk's acts, each done once with words that no audit row may repeat."""

from __future__ import annotations

from typing import Any

from hhdesk.care import (
    attendance,
    desk_messages,
    disclosures,
    front_desk,
    front_desk_acts,
)
from hhdesk.care.appointments import Came
from hhdesk.care.confidentiality import Audience, Seal
from hhdesk.care.desk_messages import MessageDetails, MessageRow
from hhdesk.care.documents import DocumentKind
from hhdesk.care.front_desk_acts import DeskAct, Said
from tests.care.act_desk import Desk, words
from tests.care.acts import Case


def _left(desk: Desk) -> MessageRow:
    details = MessageDetails(
        words("call me"),
        from_whom=words("mother"),
        handed_in=DocumentKind.IEP,
        title=words("plan"),
        about_id=desk.visit().id,
    )
    return desk_messages.leave(desk.session, desk.member_id, details)


def _on_message(act: str) -> Case:
    use_case = getattr(desk_messages, act)
    audited = act.removeprefix("mark_")
    return Case(
        f"desk_messages.{act}",
        f"desk_message.{audited}",
        lambda desk: desk.act(use_case, _left(desk)),
    )


def _roomed(desk: Desk) -> Any:
    return desk.act(attendance.mark_roomed, desk.visit(), words("blue room"))


def _undone(desk: Desk) -> None:
    row = front_desk.row(desk.session, desk.visit().id)
    assert row is not None
    said = Said(reason=words("left"))
    marked = desk.act(front_desk_acts.mark, row, DeskAct.LEAVE, said)
    front_desk_acts.undo(desk.session, row, seen=marked.row.version)


CASES = (
    Case("attendance.mark_roomed", "appointment.room", _roomed),
    Case(
        "attendance.put_back",
        "appointment.put_back",
        lambda desk: desk.act(
            attendance.put_back,
            _roomed(desk),
            Came(desk.session.now(), desk.session.now(), words("red room")),
        ),
    ),
    Case(
        "disclosures.note_staff_paper",
        "paper.make",
        lambda desk: disclosures.note_staff_paper(
            desk.session,
            {desk.member_id: Seal()},
            kind="huddle",
            number=disclosures.document_number(desk.session),
            audience=Audience.CARE_TEAM,
            pdf=words("%PDF").encode(),
        ),
    ),
    Case("desk_messages.leave", "desk_message.leave", _left),
    _on_message("take_back"),
    _on_message("mark_done"),
    _on_message("reopen"),
    Case(
        "front_desk_acts.mark",
        "appointment.call_off",
        lambda desk: desk.act(
            front_desk_acts.mark,
            desk.visit(),
            DeskAct.CALL_OFF,
            Said(reason=words("ill")),
        ),
    ),
    Case("front_desk_acts.undo", "appointment.take_back", _undone),
    Case(
        "front_desk_acts.walk_in",
        "appointment.arrive",
        lambda desk: front_desk_acts.walk_in(
            desk.session, desk.member_id, words("fever")
        ),
    ),
)
