"""The rows of open loops: what each says, beside child, owner and snooze."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import open_loop_finding, open_loop_whose
from hhdesk.care.members import Member
from hhdesk.care.open_loop_finding import Found
from hhdesk.care.open_loop_kinds import LoopAct, LoopKey, LoopRow
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import Told
from hhdesk.care.person import Name
from hhdesk.i18n import N_

PRIVATE_WHY = N_("Something private")


def _children(
    scope: Scope, loops: Sequence[Loop]
) -> Mapping[str, tuple[UUID, Name, date]]:
    keys = sorted({loop.member for loop in loops})
    found = scope.session.execute(
        select(
            Member.id,
            Member.given,
            Member.first_surname,
            Member.second_surname,
            Member.nickname,
            Member.as_given,
            Member.birth_date,
        ).where(Member.id.in_([UUID(key) for key in keys]))
    )
    return {key.hex: (key, Name(*names), born) for key, *names, born in found}


def made(
    found: Found, loops: Sequence[Loop], *, own_page: bool = False
) -> Mapping[LoopKey, LoopRow]:
    """The rows of some of the loops found. Sealed ones say nothing, except on the
    `own_page` of the child."""
    scope = found.scope
    staff = open_loop_whose.active(scope.session)
    children = _children(scope, loops)
    rows: dict[LoopKey, LoopRow] = {}
    for loop, told in open_loop_finding.told(scope, loops):
        owner = open_loop_whose.owner_of(loop, scope.standing, staff)
        owned = (UUID(owner), staff[owner]) if owner else (None, "")
        row = _row(loop, told, scope.today, owned)
        if not row.private or own_page:
            row = _said(row, told, children[loop.member])
        held = found.said.snooze(loop)
        if held is not None:
            row = replace(row, snoozed_until=held.until_on, snooze_reason=held.reason)
        rows[loop.key] = row
    return rows


def _row(
    loop: Loop, told: Told, today: date, owned: tuple[UUID | None, str]
) -> LoopRow:
    """All that a private row says."""
    due = date.fromisoformat(loop.due)
    return LoopRow(
        loop.key,
        None,
        None,
        None,
        *owned,
        (),
        PRIVATE_WHY,
        {},
        due,
        (due - today).days,
        LoopAct.OPEN,
        told.version,
        told.seal.sealed,
    )


def _said(row: LoopRow, told: Told, child: tuple[UUID, Name, date]) -> LoopRow:
    member_id, name, born = child
    return replace(
        row,
        member_id=member_id,
        child=name,
        born=born,
        turn=told.turn,
        why=told.why,
        values=told.values,
        act=told.act,
        note=told.note,
        referral_id=told.referral_id,
        referral_act=told.referral_act,
        seal=told.seal,
    )
