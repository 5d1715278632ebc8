"""Putting off a thing to do until a day, or closing it, each with the reason why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, open_loops
from hhdesk.care.open_loop_kinds import CLOSABLE, LoopKey, LoopRow
from hhdesk.care.open_loop_snoozes import LoopClosing, Snooze
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

Word = TypeVar("Word", Snooze, LoopClosing)

__all__ = ["LONGEST", "LoopClosing", "Snooze"]

LONGEST = timedelta(days=60)
"""What is put off for longer is forgotten; two months later somebody looks again."""


def _open(session: UnitOfWork, key: LoopKey, member_id: UUID | None) -> LoopRow:
    """The loop as it stands; raises NotFound where it is done or another child's."""
    row = open_loops.rows(session, [key])[0]
    theirs = row is not None and member_id in {None, row.member_id}
    if row is None or not (theirs or row.private):
        raise NotFound(N_("This is done already."))
    return row


def _member(session: UnitOfWork, key: LoopKey) -> UUID:
    return open_loops.member_of(session, key)


def _told(reason: str) -> str:
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    return reason.strip()


def _standing(session: UnitOfWork, table: type[Word], key: LoopKey) -> list[Word]:
    found = session.scalars(
        select(table).where(
            table.kind == key.kind.value,
            table.item_id == key.item_id,
            table.rule == key.rule,
            table.voided_at.is_(None),
        )
    )
    return list(found)


def snooze(
    session: UnitOfWork,
    key: LoopKey,
    member_id: UUID | None,
    until_on: date,
    reason: str,
) -> None:
    """Put an open loop off until a day; one put off before is put off anew.

    Raises NotFound where it is done, InvalidField for a day that is not ahead or more
    than 60 days away, and without a reason.
    """
    today = session.today()
    if until_on <= today:
        raise InvalidField("until_on", N_("Choose a day after today."))
    if until_on > today + LONGEST:
        sentence = N_("Put it off by {days} days at most.")
        raise InvalidField("until_on", sentence, days=LONGEST.days)
    reason = _told(reason)
    row = _open(session, key, member_id)
    for before in _standing(session, Snooze, key):
        before.void("replaced", session.now(), session.actor_id)
    one = Snooze(
        id=session.new_id(),
        member_id=_member(session, key),
        kind=key.kind.value,
        item_id=key.item_id,
        rule=key.rule,
        due_on=row.due_on,
        until_on=until_on,
        reason=reason,
    )
    session.add(one)
    session.flush()
    _record(session, "snooze", key, one.member_id, until=until_on.isoformat())


def unsnooze(session: UnitOfWork, key: LoopKey, member_id: UUID | None) -> None:
    """Take a snooze back; raises NotFound where none holds."""
    _take_back(session, Snooze, key, member_id, "unsnooze")


def close(
    session: UnitOfWork, key: LoopKey, member_id: UUID | None, reason: str
) -> None:
    """Say that it is done or not needed; only of what no other record tells the end.

    Raises NotPermitted for other kinds, NotFound where it is done already.
    """
    if key.kind not in CLOSABLE:
        raise NotPermitted(N_("This closes by what is done, not by a reason."))
    reason = _told(reason)
    _open(session, key, member_id)
    one = LoopClosing(
        id=session.new_id(),
        member_id=_member(session, key),
        kind=key.kind.value,
        item_id=key.item_id,
        rule=key.rule,
        closed_on=session.today(),
        reason=reason,
    )
    session.add(one)
    session.flush()
    _record(session, "close", key, one.member_id)


def reopen(session: UnitOfWork, key: LoopKey, member_id: UUID | None) -> None:
    """It is not done after all; raises NotFound where it was not closed."""
    _take_back(session, LoopClosing, key, member_id, "reopen")


def _take_back(
    session: UnitOfWork,
    table: type[Word],
    key: LoopKey,
    member_id: UUID | None,
    act: str,
) -> None:
    found = _standing(session, table, key)
    if not found or member_id not in {None, found[-1].member_id}:
        raise NotFound(N_("There is nothing to take back."))
    for one in found:
        one.void("taken back", session.now(), session.actor_id)
    session.flush()
    _record(session, act, key, found[-1].member_id)


def _record(
    session: UnitOfWork, act: str, key: LoopKey, member_id: UUID, **told: str
) -> None:
    item = str(key.item_id)
    audit.record(
        session,
        f"loop.{act}",
        member_id,
        kind=key.kind.value,
        item=item,
        rule=key.rule,
        **told,
    )
    session.flush()
