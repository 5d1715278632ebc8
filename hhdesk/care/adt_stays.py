"""A message's word about a stay, put into the member's stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select

from hhdesk.care.adt_facts import AdtFact, AdtNumber, AdtVisit, Trigger
from hhdesk.care.confidentiality import STRICTEST_FIRST, Segment
from hhdesk.care.members import Identifier, IdentifierKind, Member
from hhdesk.care.stays import HospitalStay, StayStatus
from hhdesk.store.session import UnitOfWork

CANCELLED = "the hospital says it was a mistake"
_BEGINS = frozenset({Trigger.ADMIT, Trigger.REGISTER, Trigger.BECOMES_INPATIENT})
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def learn_numbers(
    session: UnitOfWork, member: Member, numbers: Iterable[AdtNumber]
) -> None:
    """Remember the numbers by which a hospital knows the member, so that its next
    message finds them; one that is somebody else's is left."""
    for number in numbers:
        if not number.issuer:
            continue
        mine = session.scalars(
            select(Identifier).where(
                Identifier.kind == IdentifierKind.OTHER,
                Identifier.system == number.issuer,
                Identifier.value == number.value,
            )
        ).first()
        if mine is None:
            session.add(
                Identifier(
                    member_id=member.id,
                    kind=IdentifierKind.OTHER,
                    system=number.issuer,
                    value=number.value,
                )
            )
            session.flush()


def apply(session: UnitOfWork, fact: AdtFact, member: Member) -> HospitalStay | None:
    """Put a message's word; None where it is about no stay. What an older message
    says fills only what is still blank: messages come out of order."""
    visit = fact.visit
    if visit is None:
        return None
    stay = _known(session, fact, visit, member)
    if stay is None:
        if visit.kind is None or fact.trigger is Trigger.CANCEL_ADMIT:
            return None
        stay = HospitalStay(
            id=session.new_id(),
            member_id=member.id,
            kind=visit.kind,
            status=StayStatus.IN_PROGRESS,
            known_on=session.today(),
            facility=fact.facility,
            visit_number=visit.number,
        )
        session.add(stay)
    _put(session, stay, fact, visit)
    session.flush()
    return stay


def _known(
    session: UnitOfWork, fact: AdtFact, visit: AdtVisit, member: Member
) -> HospitalStay | None:
    """By the visit's number, else by the day it began at this hospital."""
    one = HospitalStay
    found = select(one).where(
        one.member_id == member.id,
        one.facility == fact.facility,
        one.voided_at.is_(None),
    )
    if visit.number:
        found = found.where(one.visit_number == visit.number)
    elif visit.begins_on is not None:
        found = found.where(one.begins_on == visit.begins_on)
    else:
        found = found.where(one.status == StayStatus.IN_PROGRESS)
    return session.scalars(found.order_by(one.begins_on.desc(), one.id)).first()


def _put(
    session: UnitOfWork, stay: HospitalStay, fact: AdtFact, visit: AdtVisit
) -> None:
    newest = (fact.at or _LONG_AGO) >= (stay.told_at or _LONG_AGO)
    if newest and fact.trigger is Trigger.CANCEL_ADMIT:
        stay.void(CANCELLED, session.now(), session.actor_id)
        return
    for name in ("begins_on", "ends_on", "place", "reason", "disposition"):
        told = getattr(visit, name)
        if told and (newest or not getattr(stay, name)):
            setattr(stay, name, told)
    if visit.kind is not None and (newest or fact.trigger in _BEGINS):
        stay.kind = visit.kind
    if newest:
        if fact.trigger is Trigger.CANCEL_DISCHARGE:
            stay.ends_on, stay.disposition = None, ""
        stay.told_at = fact.at
    stay.status = StayStatus.FINISHED if stay.ends_on else StayStatus.IN_PROGRESS
    stay.segment = _stricter(stay.segment, visit.topic)


def _stricter(one: Segment, other: Segment) -> Segment:
    """A topic that was ever told stays: a later message may leave it out."""
    kinds = {one, other}
    return next((kind for kind in STRICTEST_FIRST if kind in kinds), Segment.GENERAL)
