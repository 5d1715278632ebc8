"""What a call touches, locked and not stale; and what may be talked about with whom.

Rows are locked before the audit's chain, each kind in the order of its keys, as other
acts do: two that lock in another order wait for each other for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from hhdesk.care import consents, members, silence
from hhdesk.care.appointments import Appointment
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    age_on,
    decide,
)
from hhdesk.care.goals import Activity, Concern, Goal
from hhdesk.care.members import Member
from hhdesk.care.outreach import Met, Outcome
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.plan_records import STOPPED, CarePlan
from hhdesk.care.referral_facts import CHANGED as REFERRAL_CHANGED
from hhdesk.care.referrals import Referral
from hhdesk.care.wrap_up_facts import (
    MissedTick,
    NewVisit,
    TickChanged,
    VisitTick,
    WrapUpOrder,
)
from hhdesk.care.wrap_up_open import chain_of
from hhdesk.errors import InvalidField, Refusal
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

DIED = N_("The child has died; nothing more is begun.")
NO_SIBLING = N_("This child does not belong to the household.")
GONE = N_("This is no longer there.")
VISIT_CHANGED = N_("Somebody else changed this visit. Your text is kept.")
STEP_CHANGED = N_("Somebody else changed this line of the plan.")
SIBLING_SEALED = N_("This is sealed. Write it down from that child's own page.")
YOUTH_ONLY = N_("Only the youth consented to this care; talk about it with the youth.")
ONE_RECORD = N_("A sealed contact stays in one child's record.")
NOBODY = N_("Say for whom the visit is.")
ONE_CHILD = N_("A sealed visit is booked for one child alone.")


@dataclass(frozen=True, slots=True)
class Item:
    """One tick's line: whose it is, with the seals from its origin down."""

    field: str
    member_id: UUID
    chain: tuple[Seal, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """`contact` has the seal of what was talked about; `also` are all siblings whom the
    call was about. Rows are by key, plans by child."""

    child: Member
    family: Mapping[UUID, Any]
    contact: Contact
    also: tuple[UUID, ...]
    referrals: Mapping[UUID, Referral]
    plans: Mapping[UUID, CarePlan]
    steps: Mapping[UUID, Activity]
    visits: Mapping[UUID, Appointment]


def read(session: UnitOfWork, member_id: UUID, order: WrapUpOrder) -> Touched:
    """Raises NotFound, TickChanged, and InvalidField beside the tick."""
    order.contact.check(session.now(), session.zone)
    family = _family(session, member_id)
    child = family[member_id].Member
    plans = _plans(session, order)
    steps = _steps(session, order)
    visits = _visits(session, order)
    referrals = _referrals(session, order, visits)
    found = (referrals, steps, visits)
    items = list(_items(order, plans, *found))
    _check_family(order, family, child, items)
    contact = _with_seal(order.contact, child, items)
    _check_talk(session, contact, child, items)
    also = _also(order, child, items)
    if contact.seal.sealed and also:
        raise InvalidField("also", ONE_RECORD)
    touched = {key: line[0] for key, line in referrals.items()}
    return Touched(
        child,
        family,
        contact,
        also,
        touched,
        plans,
        {key: line[0] for key, line in steps.items()},
        {key: line[0] for key, line in visits.items()},
    )


def _family(session: UnitOfWork, member_id: UUID) -> dict[UUID, Any]:
    """The child and who lives with it, each with whether they live."""
    one = aliased(Member)
    home = select(one.household_id).where(one.id == member_id).scalar_subquery()
    found = session.execute(
        select(Member, silence.lives().label("lives")).where(
            or_(Member.id == member_id, Member.household_id == home),
            Member.voided_at.is_(None),
        )
    )
    family = {row.Member.id: row for row in found}
    if member_id not in family:
        members.present(session, member_id)
    return family


def _locked(session: UnitOfWork, asked: Any, kind: Any) -> dict[UUID, Any]:
    """Lines by the key of their first row, which is locked."""
    found = session.execute(
        asked.order_by(kind.id)
        .with_for_update(of=kind)
        .execution_options(populate_existing=True)
    )
    return {line[0].id: line for line in found}


def _plans(session: UnitOfWork, order: WrapUpOrder) -> dict[UUID, CarePlan]:
    keys = {one.member_id for one in order.activities}
    keys |= {one.member_id for one in order.barriers}
    if not keys:
        return {}
    asked = select(CarePlan).where(
        CarePlan.member_id.in_(keys), CarePlan.voided_at.is_(None)
    )
    found = _locked(session, asked, CarePlan)
    return {line[0].member_id: line[0] for line in found.values()}


def _steps(session: UnitOfWork, order: WrapUpOrder) -> dict[UUID, Any]:
    keys = [tick.activity_id for tick in order.activities]
    if not keys:
        return {}
    asked = (
        select(Activity, Goal, Concern)
        .join(Goal, Goal.id == Activity.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Activity.id.in_(keys), Activity.voided_at.is_(None))
    )
    return _locked(session, asked, Activity)


def _visits(session: UnitOfWork, order: WrapUpOrder) -> dict[UUID, Any]:
    keys = [tick.appointment_id for tick in order.visits]
    keys += [tick.appointment_id for tick in order.missed]
    if not keys:
        return {}
    asked = (
        select(Appointment, Referral, Goal, Concern)
        .outerjoin(Referral, Referral.id == Appointment.referral_id)
        .outerjoin(Goal, Goal.id == Referral.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Appointment.id.in_(keys), Appointment.voided_at.is_(None))
    )
    return _locked(session, asked, Appointment)


def _referrals(
    session: UnitOfWork, order: WrapUpOrder, visits: Mapping[UUID, Any]
) -> dict[UUID, Any]:
    """Those ticked, the one that a new visit is born of, and those that waited for a
    missed one."""
    keys = [tick.referral_id for tick in order.referrals]
    missed = {tick.appointment_id for tick in order.missed}
    waited = (visits[key][0].referral_id for key in missed if key in visits)
    keys += [key for key in waited if key is not None]
    if order.visit and order.visit.details.referral_id:
        keys.append(order.visit.details.referral_id)
    if not keys:
        return {}
    asked = (
        select(Referral, Goal, Concern)
        .outerjoin(Goal, Goal.id == Referral.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Referral.id.in_(keys), Referral.voided_at.is_(None))
    )
    return _locked(session, asked, Referral)


def _items(
    order: WrapUpOrder,
    plans: Mapping[UUID, CarePlan],
    referrals: Mapping[UUID, Any],
    steps: Mapping[UUID, Any],
    visits: Mapping[UUID, Any],
) -> Iterator[Item]:
    """Every tick's line; raises where it is gone or stale."""
    for tick in order.referrals:
        field = f"referral:{tick.referral_id}"
        line = _there(referrals, tick.referral_id, field)
        _fresh(field, line[0].version, tick.seen, REFERRAL_CHANGED)
        yield Item(field, line[0].member_id, _chain(line))
    for step in order.activities:
        field = f"activity:{step.activity_id}"
        line = _there(steps, step.activity_id, field)
        _fresh(field, line[0].version, step.seen, STEP_CHANGED)
        plan = plans.get(step.member_id)
        if plan is None or plan.id != line[0].plan_id:
            raise InvalidField(field, GONE)
        if plan.stopped:
            raise InvalidField(field, STOPPED)
        yield Item(field, step.member_id, _chain(line))
    for visit in order.visits:
        yield _visit(visits, "booked", visit)
    for missed in order.missed:
        yield _visit(visits, "missed", missed)
    for place, barrier in enumerate(order.barriers):
        yield Item(f"barrier:{place}", barrier.member_id, (Seal(),))
    if order.visit is not None:
        yield from _of_visit(order.visit, referrals)


def _visit(visits: Mapping[UUID, Any], kind: str, tick: VisitTick | MissedTick) -> Item:
    field = f"{kind}:{tick.appointment_id}"
    line = _there(visits, tick.appointment_id, field)
    _fresh(field, line[0].version, tick.seen, VISIT_CHANGED)
    return Item(field, line[0].member_id, _chain(line))


def _of_visit(visit: NewVisit, referrals: Mapping[UUID, Any]) -> Iterator[Item]:
    key, own = visit.details.referral_id, visit.details.seal
    if not visit.member_ids:
        raise InvalidField("visit", NOBODY)
    chain: tuple[Seal, ...] = (own,)
    if key is not None:
        line = _there(referrals, key, "visit:referral_id")
        if line[0].member_id not in visit.member_ids:
            raise InvalidField("visit:referral_id", GONE)
        chain = (*_chain(line), own)
    if len(visit.member_ids) > 1 and any(seal.sealed for seal in chain):
        raise InvalidField("visit", ONE_CHILD)
    for member_id in visit.member_ids:
        yield Item("visit", member_id, chain)


def _there(lines: Mapping[UUID, Any], key: UUID, field: str) -> Any:
    if key not in lines:
        raise InvalidField(field, GONE)
    return lines[key]


def _fresh(field: str, version: int, seen: int | None, sentence: str) -> None:
    if seen is not None and version != seen:
        raise TickChanged(field, sentence)


def _chain(line: Any) -> tuple[Seal, ...]:
    """A line is a row and what it is born of, nearest first."""
    return chain_of(*reversed(tuple(line)))


def _check_family(
    order: WrapUpOrder, family: Mapping[UUID, Any], child: Member, items: list[Item]
) -> None:
    for key in order.also:
        if key not in family or not family[key].lives:
            raise InvalidField("also", NO_SIBLING if key not in family else DIED)
    for item in items:
        if item.member_id not in family:
            raise InvalidField(item.field, NO_SIBLING)
        sealed = any(seal.sealed for seal in item.chain)
        if sealed and item.member_id != child.id:
            raise InvalidField(item.field, SIBLING_SEALED)
        begun = item.field.partition(":")[0] in {"visit", "booked", "barrier"}
        if not family[item.member_id].lives and begun:
            raise InvalidField(item.field, DIED)
    if not family[child.id].lives:
        if order.contact.next_on is not None:
            raise InvalidField("next_on", DIED)
        if order.consent is not None:
            raise InvalidField("consent", DIED)


def _with_seal(contact: Contact, child: Member, items: list[Item]) -> Contact:
    """What was said of a confidential item is as confidential, unless the contact says
    itself what it is: the strictest of what the call touched."""
    own = [item.chain for item in items if item.member_id == child.id]
    seals = [seal for chain in own for seal in chain if not seal.ordinary]
    if contact.seal != Seal() or not seals:
        return contact
    return replace(contact, seal=next((s for s in seals if s.sealed), seals[0]))


def _check_talk(
    session: UnitOfWork, contact: Contact, child: Member, items: list[Item]
) -> None:
    """What only the youth consented to reaches no caregiver, unless the youth said so:
    the number of a caregiver is no way to it."""
    reached = contact.outcome in {Outcome.REACHED, Outcome.MESSAGE_LEFT}
    if contact.met is not Met.CAREGIVER or not reached:
        return
    own = [item for item in items if item.member_id == child.id]
    asked = [(item.field, seal) for item in own for seal in item.chain]
    asked.append(("with_whom", contact.seal))
    theirs = [(field, seal) for field, seal in asked if _is_youths(seal)]
    if not theirs:
        return
    today = session.today()
    reader = Reader(
        Audience.FAMILY,
        age_on(child.birth_date, today),
        today,
        consents=consents.active(session, child.id, today),
    )
    for field, seal in theirs:
        if not decide(seal, reader).released:
            raise InvalidField(field, YOUTH_ONLY)


def _is_youths(seal: Seal) -> bool:
    return seal.consenter is Consenter.YOUTH


def _also(order: WrapUpOrder, child: Member, items: list[Item]) -> tuple[UUID, ...]:
    """The siblings that were named, and those of whom something was moved."""
    keys = (*order.also, *(item.member_id for item in items))
    return tuple(key for key in dict.fromkeys(keys) if key != child.id)


def beside(field: str, refusal: Refusal) -> InvalidField:
    """A refusal of an act as one beside its tick."""
    own = getattr(refusal, "field", "")
    name = f"{field}:{own}" if own else field
    return InvalidField(name, refusal.sentence, **refusal.values)
