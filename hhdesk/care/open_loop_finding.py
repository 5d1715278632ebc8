"""Finds the open loops of a scope: every rule asked, less what somebody has closed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select, union

from hhdesk.care import (
    open_loop_calls,
    open_loop_consenters,
    open_loop_contacts,
    open_loop_coverages,
    open_loop_notes,
    open_loop_plans,
    open_loop_referrals,
    open_loop_snoozes,
    open_loop_visits,
)
from hhdesk.care.appointments import Appointment
from hhdesk.care.arrangements import Arrangement
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.goals import Activity, Goal
from hhdesk.care.handovers import Handover
from hhdesk.care.open_loop_kinds import LoopKey, LoopKind
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_snoozes import Said
from hhdesk.care.open_loop_telling import Told
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referrals import Referral
from hhdesk.care.stays import HospitalStay
from hhdesk.store.session import UnitOfWork

Finder = Callable[[Scope], Iterator[Loop]]
Teller = Callable[[Scope, Sequence[Loop]], Iterator[tuple[Loop, Told]]]
K = LoopKind


class Source(NamedTuple):
    """Where loops of some kinds come from, what they say, and of which member each
    item is: None where the item is the member."""

    kinds: frozenset[LoopKind]
    finders: tuple[Finder, ...]
    tell: Teller
    members: Select[Any] | None
    item: Any = None


def _source(
    kinds: Collection[LoopKind],
    finders: Collection[Finder],
    tell: Teller,
    item: Any = None,
    members: Select[Any] | None = None,
) -> Source:
    if item is not None and members is None:
        members = select(item.member_id)
    return Source(frozenset(kinds), tuple(finders), tell, members, item)


_visits, _plans, _notes = open_loop_visits, open_loop_plans, open_loop_notes
_contacts, _coverages = open_loop_contacts, open_loop_coverages
SOURCES = (
    _source(
        [K.REFERRAL], [open_loop_referrals.find], open_loop_referrals.tell, Referral
    ),
    _source(
        [K.REPORT],
        [open_loop_referrals.find_reports],
        open_loop_referrals.tell_reports,
        ReferralReport,
        select(Referral.member_id).join(
            ReferralReport, ReferralReport.referral_id == Referral.id
        ),
    ),
    _source([K.MISSED_VISIT], [_visits.find_missed], _visits.tell, Appointment),
    _source([K.UNMARKED_VISIT], [_visits.find_unmarked], _visits.tell, Appointment),
    _source(
        [K.ARRANGEMENT],
        [_visits.find_arrangements],
        _visits.tell_arrangements,
        Arrangement,
        select(Appointment.member_id).join(
            Arrangement, Arrangement.appointment_id == Appointment.id
        ),
    ),
    _source(
        [K.ACTIVITY],
        [_plans.find_activities],
        _plans.tell_activities,
        Activity,
        select(CarePlan.member_id).join(Activity, Activity.plan_id == CarePlan.id),
    ),
    _source(
        [K.GOAL],
        [_plans.find_goals],
        _plans.tell_goals,
        Goal,
        select(CarePlan.member_id).join(Goal, Goal.plan_id == CarePlan.id),
    ),
    _source(
        [K.PLAN_REVIEW],
        [_plans.find_reviews, _plans.find_first_plans, open_loop_consenters.find],
        open_loop_consenters.tell,
        CarePlan,
    ),
    _source([K.CONSENT], [_coverages.find_consents], _coverages.tell_consents, Consent),
    _source(
        [K.RENEWAL], [_coverages.find_renewals], _coverages.tell_renewals, Coverage
    ),
    _source(
        [K.STAY_CALL, K.STAY_VISIT],
        [_contacts.find_stays],
        _contacts.tell_stays,
        HospitalStay,
    ),
    _source([K.CONTACT], [_contacts.find_contacts], _contacts.tell_contacts),
    _source([K.CALL], [open_loop_calls.find], open_loop_calls.tell, OutreachAttempt),
    _source([K.AGE], [_notes.find_ages], _notes.tell_ages),
    _source([K.MESSAGE], [_notes.find_messages], _notes.tell_messages, DeskMessage),
    _source([K.HANDOVER], [_notes.find_handovers], _notes.tell_handovers, Handover),
)

assert frozenset().union(*(one.kinds for one in SOURCES)) == frozenset(LoopKind)


@dataclass(frozen=True, slots=True)
class Found:
    """The open loops of a scope, in no order, and what people said of them."""

    scope: Scope
    loops: list[Loop]
    said: Said


def find(scope: Scope, kinds: Collection[LoopKind] = frozenset(LoopKind)) -> Found:
    """Ask the rules of some kinds."""
    said = open_loop_snoozes.said(scope)
    wanted = set(kinds)
    loops = [
        loop
        for source in SOURCES
        if source.kinds & wanted
        for finder in source.finders
        for loop in finder(scope)
        if loop.item not in said.items or not said.closed(loop)
    ]
    return Found(scope, loops, said)


def members_of(session: UnitOfWork, keys: Iterable[LoopKey]) -> list[UUID]:
    """The members of whom some loops are."""
    items: dict[LoopKind, set[UUID]] = {}
    for key in keys:
        items.setdefault(key.kind, set()).add(key.item_id)
    found: set[UUID] = set()
    parts = []
    for source in SOURCES:
        wanted = set().union(*(items.get(kind, set()) for kind in source.kinds))
        if source.members is None or source.kinds == {K.PLAN_REVIEW}:
            found |= wanted
        if source.members is not None and wanted:
            parts.append(source.members.where(source.item.id.in_(wanted)))
    if parts:
        found |= set(session.scalars(union(*parts)))
    return sorted(found)


def told(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    """What each of some loops says; nothing of what is gone."""
    for source in SOURCES:
        some = [loop for loop in loops if loop.kind in source.kinds]
        if some:
            yield from source.tell(scope, some)
