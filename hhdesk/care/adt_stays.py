"""A message's word about a stay, put into the member's stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from hhdesk.care import stay_twins
from hhdesk.care.adt_facts import AdtFact, AdtNumber, AdtVisit, Trigger
from hhdesk.care.adt_messages import AdtMessage, AdtState
from hhdesk.care.confidentiality import STRICTEST_FIRST, Segment
from hhdesk.care.members import Identifier, IdentifierKind, Member
from hhdesk.care.stays import HospitalStay, StayStatus
from hhdesk.store.session import UnitOfWork

CANCELLED = "the hospital says it was a mistake"
WRONG_CHILD = "the hospital meant another child"
_TOLD = ("begins_on", "ends_on", "place", "reason", "disposition")
_AT_THE_END = ("ends_on", "disposition")
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
        known = _number(session, number)
        if known is None:
            session.add(
                Identifier(
                    member_id=member.id,
                    kind=IdentifierKind.OTHER,
                    system=number.issuer,
                    value=number.value,
                )
            )
        elif known.voided_at is not None:
            # Learned of another child before, which was taken back.
            known.member_id = member.id
            known.voided_at = known.voided_by = known.void_reason = None
        session.flush()


def unlearn_numbers(
    session: UnitOfWork, member: Member, numbers: Iterable[AdtNumber], since: datetime
) -> None:
    """Forget the numbers that were learned of the member from that moment on."""
    for number in numbers:
        known = _number(session, number)
        if known is None or known.member_id != member.id or known.voided_at:
            continue
        if known.changed_at >= since:
            known.void(WRONG_CHILD, session.now(), session.actor_id)


def _number(session: UnitOfWork, number: AdtNumber) -> Identifier | None:
    return session.scalars(
        select(Identifier).where(
            Identifier.kind == IdentifierKind.OTHER,
            Identifier.system == number.issuer,
            Identifier.value == number.value,
        )
    ).first()


def apply(
    session: UnitOfWork, message: AdtMessage, fact: AdtFact, member: Member
) -> None:
    """Put a message's word into the stay that it is about, if it is about one; the
    message remembers which. What an older message says fills only what is still blank:
    messages come out of order."""
    visit = fact.visit
    if visit is None or _cancelled(session, fact, visit, member):
        return
    stay = _known(session, fact, visit, member)
    if stay is None:
        if visit.kind is None or fact.trigger is Trigger.CANCEL_ADMIT:
            return
        stay = _made(session, fact, visit, member)
        message.made_stay = True
    _put(session, stay, fact, visit)
    session.flush()
    message.stay_id = stay.id


def _made(
    session: UnitOfWork, fact: AdtFact, visit: AdtVisit, member: Member
) -> HospitalStay:
    assert visit.kind is not None
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
    return stay


def _cancelled(
    session: UnitOfWork, fact: AdtFact, visit: AdtVisit, member: Member
) -> bool:
    """Whether the hospital said later than this that the stay was a mistake."""
    if fact.trigger is Trigger.CANCEL_ADMIT or not visit.number:
        return False
    told = session.scalars(
        select(AdtMessage).where(
            AdtMessage.member_id == member.id,
            AdtMessage.facility == fact.facility,
            AdtMessage.trigger == Trigger.CANCEL_ADMIT,
            AdtMessage.state == AdtState.APPLIED,
            AdtMessage.voided_at.is_(None),
        )
    )
    return any(
        _said(one).number == visit.number
        and (one.told_at or _LONG_AGO) >= (fact.at or _LONG_AGO)
        for one in told
    )


def _said(message: AdtMessage) -> AdtVisit:
    return message.fact.visit or AdtVisit(None)


def _known(
    session: UnitOfWork, fact: AdtFact, visit: AdtVisit, member: Member
) -> HospitalStay | None:
    """By the visit's number, else by the day it began at this hospital, else the one
    that somebody here wrote down before the hospital told of it."""
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
    stay = session.scalars(found.order_by(one.begins_on.desc(), one.id)).first()
    if stay is None and visit.kind is not None:
        stay = stay_twins.told_by_hand(session, member.id, visit)
        if stay is not None:
            stay.facility, stay.visit_number = fact.facility, visit.number
    return stay


def _put(
    session: UnitOfWork, stay: HospitalStay, fact: AdtFact, visit: AdtVisit
) -> None:
    before = _heard_of(session, stay)
    newest = (fact.at or _LONG_AGO) >= (stay.told_at or _LONG_AGO)
    if newest and fact.trigger is Trigger.CANCEL_ADMIT and not _typed(stay, before):
        stay.void(CANCELLED, session.now(), session.actor_id)
        return
    left_again = any(
        one.trigger is Trigger.CANCEL_DISCHARGE
        and (one.told_at or _LONG_AGO) >= (fact.at or _LONG_AGO)
        for one in before
    )
    for name in _TOLD:
        told = getattr(visit, name)
        if name in _AT_THE_END and left_again:
            continue
        if told and (newest or not getattr(stay, name)) and _ours(stay, name, before):
            setattr(stay, name, told)
    if visit.planned is not None and stay.planned is None:
        stay.planned = visit.planned
    if visit.kind is not None and (newest or fact.trigger in _BEGINS):
        stay.kind = visit.kind
    if newest:
        if fact.trigger is Trigger.CANCEL_DISCHARGE:
            stay.ends_on, stay.disposition = None, ""
        stay.told_at = fact.at
    stay.status = StayStatus.FINISHED if stay.ends_on else StayStatus.IN_PROGRESS
    stay.segment = _stricter(stay.segment, visit.topic)


def _heard_of(session: UnitOfWork, stay: HospitalStay) -> Sequence[AdtMessage]:
    return session.scalars(
        select(AdtMessage).where(
            AdtMessage.stay_id == stay.id, AdtMessage.state == AdtState.APPLIED
        )
    ).all()


def _ours(stay: HospitalStay, name: str, before: Sequence[AdtMessage]) -> bool:
    """Whether a field holds nothing but what messages said: what a person typed stays
    as it was typed."""
    value = getattr(stay, name)
    return not value or value in {getattr(_said(one), name) for one in before}


def _typed(stay: HospitalStay, before: Sequence[AdtMessage]) -> bool:
    """Whether somebody here wrote down this stay, or something of it."""
    made = any(one.made_stay for one in before)
    return not made or not all(_ours(stay, name, before) for name in _TOLD)


def _stricter(one: Segment, other: Segment) -> Segment:
    """A topic that was ever told stays: a later message may leave it out."""
    kinds = {one, other}
    return next((kind for kind in STRICTEST_FIRST if kind in kinds), Segment.GENERAL)
