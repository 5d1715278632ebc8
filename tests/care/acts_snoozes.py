"""The acts on open loops: put off, taken back, closed with a reason, open again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hhdesk.care import open_loops, snoozes
from hhdesk.care.coverage import Coverage
from hhdesk.care.open_loops import LoopKey, LoopKind
from tests.care.act_desk import Desk, words
from tests.care.acts import Case


def _renewal(desk: Desk) -> LoopKey:
    """The child's coverage is to be renewed soon."""
    day = desk.session.today() + timedelta(days=9)
    desk.session.add(
        Coverage(member_id=desk.member_id, payer=words("plan"), renewal_on=day)
    )
    desk.session.flush()
    rows = open_loops.of_member(desk.session, desk.member_id)
    return next(row.key for row in rows if row.kind is LoopKind.RENEWAL)


def _put_off(desk: Desk) -> LoopKey:
    key, until = _renewal(desk), desk.session.today() + timedelta(days=3)
    snoozes.snooze(desk.session, key, desk.member_id, until, words("away"))
    return key


def _closed(desk: Desk) -> LoopKey:
    key = _renewal(desk)
    snoozes.close(desk.session, key, desk.member_id, words("done by mail"))
    return key


def _back(act: Any, make: Any) -> Any:
    return lambda desk: act(desk.session, make(desk), desk.member_id)


CASES: tuple[Case, ...] = (
    Case("snoozes.snooze", "loop.snooze", _put_off),
    Case("snoozes.unsnooze", "loop.unsnooze", _back(snoozes.unsnooze, _put_off)),
    Case("snoozes.close", "loop.close", _closed),
    Case("snoozes.reopen", "loop.reopen", _back(snoozes.reopen, _closed)),
)
