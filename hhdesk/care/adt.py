"""Hospitals' messages: each is heeded once, or waits until somebody says who it is.

A child that is not known here is never made: its messages stand in the matching list.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from hhdesk.care import adt_matching, adt_stays, audit, duplicates, members
from hhdesk.care.adt_facts import AdtFact, Trigger
from hhdesk.care.adt_messages import AdtMessage, AdtState, WaitingRow
from hhdesk.care.duplicates import Duplicate
from hhdesk.care.members import Identifier, Member
from hhdesk.care.plan_text import text_of
from hhdesk.care.stays import HospitalStay
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

GONE = N_("This message is not there.")
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
    adt_stays.apply(session, message, fact, member)
    message.state, message.member_id = AdtState.APPLIED, member.id
    message.why = ""
    session.flush()
    audit.record(session, "adt.hear", member.id, trigger=fact.trigger.value)
    return AdtFate.APPLIED if message.stay_id else AdtFate.NO_STAY


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
    people: dict[str, list[AdtMessage]] = {}
    for message in session.scalars(
        select(one)
        .where(one.state == AdtState.WAITING, one.voided_at.is_(None))
        .order_by(one.created_at, one.id)
    ):
        people.setdefault(message.person, []).append(message)
    return tuple(_row(session.zone, some) for some in people.values())


def count_waiting(session: UnitOfWork) -> int:
    """How many people of hospitals wait for a match."""
    one = AdtMessage
    return (
        session.scalar(
            select(func.count(one.person.distinct())).where(
                one.state == AdtState.WAITING, one.voided_at.is_(None)
            )
        )
        or 0
    )


def _row(zone: ZoneInfo, messages: Sequence[AdtMessage]) -> WaitingRow:
    first = messages[0]
    newest = max(messages, key=lambda one: (one.told_at or one.created_at, one.id))
    return WaitingRow(
        first.id,
        first.facility,
        newest.fact,
        first.created_at.astimezone(zone),
        len(messages),
        first.why,
        first.version,
    )


def candidates(session: UnitOfWork, message_id: UUID) -> tuple[Duplicate, ...]:
    """Who here may be the person of a waiting message, the likeliest first."""
    one = session.get(AdtMessage, message_id)
    if one is None:
        raise NotFound(GONE)
    person = one.fact.person
    numbers = [number.value for number in person.numbers]
    entered = duplicates.entered(
        person.name, person.birth_date, person.phones, numbers=numbers
    )
    return duplicates.find(session, entered)


def _of_person(
    session: UnitOfWork, message_id: UUID, state: AdtState, seen: int | None = None
) -> Sequence[AdtMessage]:
    """The message and all of the same person in this state, oldest first."""
    one = session.get(AdtMessage, message_id)
    if one is None:
        raise NotFound(GONE)
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


def unsettle(session: UnitOfWork, message_id: UUID) -> int:
    """Back into the matching list; undoes `settle`: the stays that the messages made
    go, and the hospital's number is nobody's again."""
    one = session.get(AdtMessage, message_id)
    everything = _of_person(session, message_id, AdtState.APPLIED)
    # What was settled in one act bears one moment.
    found = [each for each in everything if one and each.changed_at == one.changed_at]
    member_id = found[0].member_id
    assert member_id is not None
    member = members.present(session, member_id)
    for message in found:
        since = message.created_at
        adt_stays.unlearn_numbers(session, member, message.fact.person.numbers, since)
        _forget_stay(session, message)
        message.state, message.member_id = AdtState.WAITING, None
        message.stay_id, message.made_stay = None, False
    session.flush()
    for message in found:
        message.why = adt_matching.match(session, message.fact.person).why
    session.flush()
    audit.record(session, "adt.unsettle", member_id, messages=len(found))
    return len(found)


def _forget_stay(session: UnitOfWork, message: AdtMessage) -> None:
    if message.made_stay and message.stay_id is not None:
        stay = session.get_one(HospitalStay, message.stay_id)
        if stay.voided_at is None:
            stay.void(adt_stays.WRONG_CHILD, session.now(), session.actor_id)


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
