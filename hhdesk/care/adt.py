"""Hospitals' messages: each is heeded once, or waits until somebody says who it is.

A child that is not known here is never made: its messages stand in the matching list.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import adt_matching, adt_stays, audit, members
from hhdesk.care.adt_facts import AdtFact, Trigger
from hhdesk.care.adt_messages import AdtMessage, AdtState, WaitingRow
from hhdesk.care.members import Identifier, Member
from hhdesk.care.plan_text import text_of
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

CHANGED = N_("Somebody else answered this already.")
TWO_MEMBERS = N_("The hospital joined two records that are two children here.")
NO_REASON = N_("Please say why.")


class AdtFate(enum.StrEnum):
    APPLIED = "applied"
    NO_STAY = "no_stay"
    WAITING = "waiting"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one message."""

    fate: AdtFate
    message_id: UUID | None = None


def hear(session: UnitOfWork, fact: AdtFact, text: str) -> Heard:
    """Take one message; `text` is the whole of it, and the same one is heeded once."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = session.scalars(
        select(AdtMessage.id).where(AdtMessage.sha256 == sha256)
    ).first()
    if known is not None:
        return Heard(AdtFate.KNOWN, known)
    message = AdtMessage(
        id=session.new_id(),
        sha256=sha256,
        facility=fact.facility,
        control_id=fact.control_id,
        trigger=fact.trigger,
        told_at=fact.at,
        state=AdtState.WAITING,
        person=_person(fact),
        facts=text_of(fact),
    )
    session.add(message)
    found = adt_matching.match(session, fact.person)
    if found.member_id is None:
        message.why = found.why
        session.flush()
        return Heard(AdtFate.WAITING, message.id)
    return Heard(_heed(session, message, fact, found.member_id), message.id)


def _person(fact: AdtFact) -> str:
    """One text for one person of one hospital: the first number, else name and day."""
    number = next(iter(fact.person.numbers), None)
    if number is not None:
        return "\n".join((fact.facility, number.issuer, number.value))
    person = fact.person
    return "\n".join((fact.facility, person.name.full, str(person.birth_date)))


def _heed(
    session: UnitOfWork, message: AdtMessage, fact: AdtFact, member_id: UUID
) -> AdtFate:
    member = members.present(session, member_id)
    if fact.trigger is Trigger.MERGE and _is_of_another(session, fact, member):
        message.why = TWO_MEMBERS
        session.flush()
        return AdtFate.WAITING
    adt_stays.learn_numbers(session, member, fact.person.numbers)
    stay = adt_stays.apply(session, fact, member)
    message.state, message.member_id = AdtState.APPLIED, member.id
    message.stay_id = stay.id if stay else None
    message.why = ""
    session.flush()
    audit.record(session, "adt.hear", member.id, trigger=fact.trigger.value)
    return AdtFate.APPLIED if stay else AdtFate.NO_STAY


def _is_of_another(session: UnitOfWork, fact: AdtFact, member: Member) -> bool:
    """Whether a number that the merge gives up is that of another member."""
    given_up = {(one.issuer, one.value) for one in fact.prior if one.issuer}
    rows = session.execute(
        select(Identifier.system, Identifier.value).where(
            Identifier.value.in_(sorted(value for _, value in given_up)),
            Identifier.member_id != member.id,
            Identifier.voided_at.is_(None),
        )
    )
    return any((system, value) in given_up for system, value in rows)


def waiting(session: UnitOfWork) -> tuple[WaitingRow, ...]:
    """The matching list: a line each person, the longest waiting first."""
    one = AdtMessage
    asked = (one.state == AdtState.WAITING, one.voided_at.is_(None))
    tally = select(one.person, func.count()).where(*asked).group_by(one.person)
    counts = {row[0]: row[1] for row in session.execute(tally)}
    first: dict[str, AdtMessage] = {}
    for message in session.scalars(
        select(one).where(*asked).order_by(one.created_at, one.id)
    ):
        first.setdefault(message.person, message)
    return tuple(
        _row(session, message, counts[person]) for person, message in first.items()
    )


def _row(session: UnitOfWork, message: AdtMessage, count: int) -> WaitingRow:
    fact = message.fact
    namesake = adt_matching.match(session, fact.person).namesake
    return WaitingRow(
        message.id,
        message.facility,
        fact.person.name,
        fact.person.birth_date,
        message.trigger,
        message.told_at,
        count,
        message.why,
        namesake,
        message.version,
    )


def _of_person(
    session: UnitOfWork, message_id: UUID, state: AdtState, seen: int | None = None
) -> Sequence[AdtMessage]:
    """The message and all of the same person in this state, oldest first."""
    one = session.get(AdtMessage, message_id)
    if one is None:
        raise NotFound(N_("This message is not there."))
    if one.state is not state or (seen is not None and one.version != seen):
        raise ChangedElsewhere(CHANGED)
    return session.scalars(
        select(AdtMessage)
        .where(AdtMessage.person == one.person, AdtMessage.state == state)
        .order_by(AdtMessage.told_at, AdtMessage.created_at, AdtMessage.id)
    ).all()


def settle(session: UnitOfWork, message_id: UUID, member_id: UUID, *, seen: int) -> int:
    """Somebody says who it is: all that waits of this person is heeded; gives how
    many. Raises ChangedElsewhere."""
    found = _of_person(session, message_id, AdtState.WAITING, seen)
    for message in found:
        _heed(session, message, message.fact, member_id)
    audit.record(session, "adt.settle", member_id, messages=len(found))
    return len(found)


def set_aside(session: UnitOfWork, message_id: UUID, reason: str, *, seen: int) -> int:
    """The person is no child of this clinic; raises InvalidField without a reason."""
    if not reason.strip():
        raise InvalidField("reason", NO_REASON)
    found = _of_person(session, message_id, AdtState.WAITING, seen)
    for message in found:
        message.state, message.why = AdtState.SET_ASIDE, reason.strip()
    session.flush()
    audit.record(session, "adt.set_aside", messages=len(found))
    return len(found)


def take_up(session: UnitOfWork, message_id: UUID) -> int:
    """Back into the matching list; undoes `set_aside`."""
    found = _of_person(session, message_id, AdtState.SET_ASIDE)
    for message in found:
        message.state = AdtState.WAITING
        message.why = adt_matching.match(session, message.fact.person).why
    session.flush()
    audit.record(session, "adt.take_up", messages=len(found))
    return len(found)
