"""Entering a roster: many new members at once, each with household, numbers, caregiver.

Only new members are entered: those who are here already stay as they are.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, bulk, search_filing
from hhdesk.care.members import Identifier, IdentifierKind, MemberDetails, checked
from hhdesk.care.roster_rows import Family, family, person_key
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store import search_writing
from hhdesk.store.base import Base
from hhdesk.store.session import UnitOfWork

NAMESAKE = N_("a member of this name and birth date is here: compare the two first")
TWICE = N_("the same person stands in another line of this file")
NUMBER_TWICE = N_("another line of this file has the same number")
TWO_MEMBERS = N_("its numbers belong to two members")

Number = tuple[IdentifierKind, str]


class Fate(enum.StrEnum):
    ENTERED = "entered"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a roster; `number` is the line of the file."""

    number: int
    details: MemberDetails


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """`field` and `sentence` say why a line was refused."""

    number: int
    fate: Fate
    member_id: UUID | None = None
    field: str = ""
    sentence: str = ""


def numbers_of(details: MemberDetails) -> tuple[Number, ...]:
    """The clinic's own numbers of a person, those that there are."""
    both = ((IdentifierKind.MRN, details.mrn), (IdentifierKind.CIN, details.cin))
    return tuple((kind, value) for kind, value in both if value)


def enter(session: UnitOfWork, lines: Sequence[Line]) -> list[LineOutcome]:
    """Enter those who are not here yet; some hundred lines at once are best.

    Who has a number that is here is known. Who has none, but the name and birth date
    of a member, is refused, and so is what a form would refuse.
    """
    outcomes: list[LineOutcome] = []
    fresh = _checked(session, lines, outcomes)
    fresh = _without_known(session, fresh, outcomes)
    fresh = _without_namesakes(session, fresh, outcomes)
    today = session.today()
    families = [family(session, line.details, today) for line in fresh]
    _write(session, families)
    outcomes += [
        LineOutcome(line.number, Fate.ENTERED, one.member_id)
        for line, one in zip(fresh, families, strict=True)
    ]
    return sorted(outcomes, key=lambda outcome: outcome.number)


def _refused(line: Line, sentence: str, field: str = "") -> LineOutcome:
    return LineOutcome(line.number, Fate.REFUSED, None, field, sentence)


def _checked(
    session: UnitOfWork, lines: Iterable[Line], outcomes: list[LineOutcome]
) -> list[Line]:
    found = []
    today = session.today()
    for line in lines:
        try:
            found.append(Line(line.number, checked(line.details, today)))
        except InvalidField as refusal:
            outcomes.append(_refused(line, refusal.sentence, refusal.field))
    return found


def _holders(session: UnitOfWork, lines: Iterable[Line]) -> dict[Number, UUID]:
    """Who has the numbers of these lines."""
    values = {value for line in lines for _, value in numbers_of(line.details)}
    rows = session.execute(
        select(Identifier.kind, Identifier.value, Identifier.member_id).where(
            Identifier.value.in_(values),
            Identifier.system == "",
            Identifier.voided_at.is_(None),
        )
    )
    return {(kind, value): member_id for kind, value, member_id in rows}


def _without_known(
    session: UnitOfWork, lines: Sequence[Line], outcomes: list[LineOutcome]
) -> list[Line]:
    holders = _holders(session, lines)
    seen: set[Number] = set()
    found = []
    for line in lines:
        numbers = numbers_of(line.details)
        here = {holders[number] for number in numbers if number in holders}
        if len(here) > 1:
            outcomes.append(_refused(line, TWO_MEMBERS))
        elif here:
            outcomes.append(LineOutcome(line.number, Fate.KNOWN, here.pop()))
        elif not seen.isdisjoint(numbers):
            outcomes.append(_refused(line, NUMBER_TWICE))
        else:
            seen.update(numbers)
            found.append(line)
    return found


def _without_namesakes(
    session: UnitOfWork, lines: Sequence[Line], outcomes: list[LineOutcome]
) -> list[Line]:
    keys = [person_key(line.details) for line in lines]
    here = search_writing.taken(session.connection(), keys)
    seen: set[str] = set()
    found = []
    for line, key in zip(lines, keys, strict=True):
        if key in here or key in seen:
            outcomes.append(_refused(line, NAMESAKE if key in here else TWICE))
        else:
            seen.add(key)
            found.append(line)
    return found


def _write(session: UnitOfWork, families: Sequence[Family]) -> None:
    if not families:
        return
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    session.info["search"] = "off"
    rows: dict[type[Base], list[bulk.Values]] = {}
    for one in families:
        for kind, values in one.rows:
            rows.setdefault(kind, []).append(values)
    bulk.write_values(session, rows)
    told: dict[str, Any] = {"by": "roster"}
    now, actor = session.now(), session.actor_id
    bulk.write_history(
        session,
        (
            audit.Act(now, actor, "member.create", one.member_id, told)
            for one in families
        ),
    )
    search_filing.file_new(session, [one.card for one in families])
