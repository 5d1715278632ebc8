"""Open lines on their way to a translator: what the one disclosure rule lets leave.

A translator works for the clinic, so the audience is the care team; lines with a seal
that needs a consent stay here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    audit,
    blobs,
    care_plans,
    consents,
    disclosures,
    plan_assembling,
    translation_work,
)
from hhdesk.care.confidentiality import Audience, Reader, Seal, age_on, released
from hhdesk.care.family_lines import FamilyLine, LinePart, family_lines
from hhdesk.care.goals import Domain
from hhdesk.care.members import Member
from hhdesk.care.plan_assembling import PlanPairs
from hhdesk.care.translation_work import NEEDS_TRANSLATOR, LineKey
from hhdesk.care.translations import TranslationState, fingerprint
from hhdesk.errors import InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

WHAT = "translation po"
"""How the accounting of disclosures names the file."""
MOST = 1_000
"""Lines in one file, whole plans together; what is more goes into the next one."""
LONGEST_NAME = 120

_MARK = 8


@dataclass(frozen=True, slots=True)
class SendOrder:
    """To whom, into which language; without a member, the lines of all."""

    language: str
    recipient: str
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SentLine:
    """`id` comes back with the answer and says nothing about a child. `family` is what
    stands there so far, `before` the English that it was translated from."""

    id: str
    part: LinePart
    domain: Domain | None
    english: str
    family: str
    before: str


@dataclass(frozen=True, slots=True)
class Sending:
    """`members` are those whose lines leave, each with the seal of its accounting;
    `withheld` lines stay here, `more` wait for the next file."""

    order: SendOrder
    lines: tuple[SentLine, ...]
    members: tuple[tuple[UUID, Seal], ...]
    withheld: int
    more: int


def cleaned_name(name: str) -> str:
    """A translator's name; raises InvalidField without one."""
    tidy = " ".join(name.split())
    if not tidy:
        raise InvalidField("translator", N_("Say who translates."))
    if len(tidy) > LONGEST_NAME:
        raise InvalidField("translator", N_("This name is too long."))
    return tidy


def line_id(key: LineKey, family: str) -> str:
    """Names a line as it stood when it left: the answer must not overwrite what was
    written meanwhile."""
    mark = fingerprint(family)[:_MARK] if family else "0"
    return f"{key.part.value}.{key.item_id.hex}.{mark}"


def key_of(text: str) -> tuple[LineKey, str] | None:
    """The line that an id names, and its mark; None for what is no id of ours."""
    part, _, rest = text.partition(".")
    item, _, mark = rest.partition(".")
    try:
        key = LineKey(LinePart(part), UUID(hex=item))
    except ValueError:
        return None
    return (key, mark) if mark else None


def gather(session: UnitOfWork, order: SendOrder) -> Sending:
    """What leaves for a translator, those families first who are seen next.

    Raises NotFound when nothing waits, InvalidField without the translator's name.
    """
    order = replace(order, recipient=cleaned_name(order.recipient))
    lines: list[SentLine] = []
    members: dict[UUID, Seal] = {}
    withheld = more = 0
    waiting = translation_work.members_waiting(session, order.language, order.member_id)
    for member_id, count in waiting.items():
        if len(lines) + count > MOST and lines:
            more += count
            continue
        reader = _reader(session, member_id, order.recipient)
        for one, before in _open(session, member_id):
            if not released(one.chain, reader):
                withheld += 1
                continue
            lines.append(_sent(one, before))
            seals = [members.get(member_id, Seal()), *one.chain]
            strict = (seal for seal in seals if not seal.ordinary)
            members[member_id] = next(strict, Seal())
    if not lines and not withheld:
        raise NotFound(N_("No line waits for a translator in this language."))
    return Sending(order, tuple(lines), tuple(members.items()), withheld, more)


def _reader(session: UnitOfWork, member_id: UUID, recipient: str) -> Reader:
    today = session.today()
    born = session.scalars(
        select(Member.birth_date).where(Member.id == member_id)
    ).one()
    given = consents.active(session, member_id, today)
    return Reader(Audience.CARE_TEAM, age_on(born, today), today, recipient, given)


def _open(session: UnitOfWork, member_id: UUID) -> Iterator[tuple[FamilyLine, str]]:
    """The lines of a plan that need a translator, with the English of before."""
    plan = care_plans.plan_of(session, member_id)
    if plan is None:
        return
    pairs = PlanPairs.read(session, plan)
    for one in family_lines(plan_assembling.content_of(session, plan), plan.id):
        if one.pair.state in NEEDS_TRANSLATOR:
            kept = pairs.found.get((one.item_id, one.field))
            stale = one.pair.state is TranslationState.STALE
            yield one, kept.english if kept is not None and stale else ""


def _sent(one: FamilyLine, before: str) -> SentLine:
    name = line_id(LineKey(one.part, one.item_id), one.pair.family)
    pair = one.pair
    return SentLine(name, one.part, one.domain, pair.english, pair.family, before)


def hand_out(session: UnitOfWork, sending: Sending, content: bytes) -> None:
    """Record that the file leaves: in the accounting of each child whose lines are in
    it, and as one act."""
    for member_id, seal in sending.members:
        disclosures.record(
            session,
            member_id,
            Audience.CARE_TEAM,
            what=WHAT,
            content=content,
            recipient=sending.order.recipient,
            seal=seal,
        )
    audit.record(
        session,
        "translation.send",
        language=sending.order.language,
        lines=len(sending.lines),
        members=len(sending.members),
        sha256=blobs.digest(content),
    )
    session.flush()
