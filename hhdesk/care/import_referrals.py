"""Entering imported requests as referrals, and how far their tasks say they have come.

What was asked of whom stands once it is here; where it stands follows its source only
as long as nobody here took a step.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import import_standing
from hhdesk.care.goals import Goal
from hhdesk.care.import_act import Act
from hhdesk.care.import_fields import Merge, plain_all, restore, withdraw
from hhdesk.care.imported import Fate
from hhdesk.care.imported_loops import ProgressFact, ReferralFact, Standing
from hhdesk.care.originals import SourceKey, Told
from hhdesk.care.referral_history import ENTERED, events_of
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent
from hhdesk.care.sources import SourceRecord
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NO_REQUEST = N_("its request {request} is not here as a referral")
STEPPED_HERE = N_("a step was taken here since, so it stays where it stands here")
EARLIER = N_("it stands further here than this says, so nothing was changed")
STAYS = N_("its source took it back; the referral stays here: please look")

Plain = dict[str, Any]


def _values(fact: ReferralFact) -> Plain:
    """What was asked of whom."""
    return {
        "domain": fact.domain,
        "need": fact.need,
        "agency": fact.agency,
        "agency_phone": fact.agency_phone,
        "urgency": fact.urgency,
        "segment": fact.seal.segment,
        "part2": fact.seal.part2,
    }


def _told(standing: Standing) -> list[str]:
    """What a source says of where it stands, to know again."""
    return [standing.state.value, standing.detail.value if standing.detail else ""]


def _links(act: Act, fact: ReferralFact, member_id: UUID) -> Plain:
    """The goal it serves and the round that it takes up again, of the same child."""
    goal_id = act.records.local_id(fact.goal) if fact.goal else None
    previous_id = act.records.local_id(fact.previous) if fact.previous else None
    previous = act.session.get(Referral, previous_id) if previous_id else None
    goal = act.session.get(Goal, goal_id) if goal_id else None
    same = previous is not None and previous.member_id == member_id
    return {
        "goal_id": goal.id if goal and goal.voided_at is None else None,
        "previous_id": previous_id if same else None,
    }


def _create(
    act: Act, fact: ReferralFact, member_id: UUID
) -> tuple[Referral, tuple[Told, ...]]:
    session = act.session
    row = Referral(
        id=session.new_id(),
        member_id=member_id,
        owner_id=session.actor_id,
        **_values(fact),
        **_links(act, fact, member_id),
    )
    told_by = fact.told_by or fact.original.key
    notes = _begin(session, row, fact.standing, told_by)
    return row, notes


def _begin(
    session: UnitOfWork, row: Referral, standing: Standing, key: SourceKey
) -> tuple[Told, ...]:
    known, notes = import_standing.settled(standing, row, session.today())
    import_standing.put(session, row, known)
    session.add(row)
    session.flush()
    import_standing.tell(session, row, known, key, None, 0)
    import_standing.put_reports(session, row, known)
    session.flush()
    return notes


def _stepped_here(session: UnitOfWork, row: Referral) -> bool:
    """Whether somebody here took a step since a record last said where it stands."""
    kinds = session.scalars(
        select(ReferralEvent.kind)
        .where(ReferralEvent.referral_id == row.id)
        .where(ReferralEvent.kind.not_in([EventKind.NOTE, EventKind.ATTEMPT]))
        .order_by(*(column.desc() for column in ENTERED))
        .limit(1)
    ).one_or_none()
    return kinds is not EventKind.IMPORTED


def _advance(
    session: UnitOfWork, row: Referral, standing: Standing, key: SourceKey
) -> tuple[Told, ...]:
    """Follow the source, unless somebody here took a step."""
    known, notes = import_standing.settled(standing, row, session.today())
    if (known.state, known.detail) == (row.state, row.detail):
        return ()
    if _stepped_here(session, row):
        return (Told(STEPPED_HERE),)
    assert known.since is not None
    if known.since < row.state_since:
        return (Told(EARLIER),)
    was, count = row.state, len(events_of(session, row.id))
    # A history that comes again is here already: one event says where it stands now.
    known = replace(known, events=())
    import_standing.put(session, row, known)
    import_standing.tell(session, row, known, key, was, count)
    import_standing.put_reports(session, row, known)
    session.flush()
    return notes


def enter(act: Act, fact: ReferralFact) -> None:
    """Enter or bring up one request."""
    original, session = fact.original, act.session
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    record = act.records.get(original.key)
    if record is None or record.local_id is None:
        row, notes = _create(act, fact, member_id)
        fate = Fate.CREATED
    else:
        row, fate = session.get_one(Referral, record.local_id), Fate.UPDATED
        if not restore(row):
            act.removed_here(original, record)
            return
        notes = _update(session, row, fact, record)
    kept = {"fields": plain_all(_values(fact)), "stood": _told(fact.standing)}
    local = (Referral.__tablename__, row.id)
    act.records.keep(original, member_id, local, kept)
    act.finish(original, fate, member_id, (*fact.notes, *notes))


def _update(
    session: UnitOfWork, row: Referral, fact: ReferralFact, record: SourceRecord
) -> tuple[Told, ...]:
    merge = Merge()
    merge.put(row, _values(fact), record.imported["fields"])
    notes: tuple[Told, ...] = ()
    # Without a task beside it, only a change of the request itself says anything new.
    if fact.told_by or record.imported.get("stood") != _told(fact.standing):
        key = fact.told_by or fact.original.key
        notes = _advance(session, row, fact.standing, key)
    return (*notes, *merge.notes())


def enter_progress(act: Act, fact: ProgressFact) -> None:
    """Let a referral stand where one of its tasks says."""
    original, session = fact.original, act.session
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    row_id = act.records.local_id(fact.request)
    row = session.get(Referral, row_id) if row_id else None
    if row is None or row.member_id != member_id or row.voided_at is not None:
        told = {"request": f"{fact.request.type}/{fact.request.id}"}
        act.records.keep(original, member_id)
        act.finish(original, Fate.KEPT, member_id, (), Told(NO_REQUEST, told))
        return
    known = act.records.get(original.key) is not None
    notes = _advance(session, row, fact.standing, original.key)
    act.records.keep(original, member_id, imported={"referral": str(row.id)})
    fate = Fate.UPDATED if known else Fate.CREATED
    act.finish(original, fate, member_id, (*fact.notes, *notes))


def taken_back(act: Act, record: SourceRecord) -> tuple[Told, ...]:
    """Its source no longer stands for it; one with a step of ours stays."""
    row = act.session.get_one(Referral, record.local_id)
    if row.voided_at is None and _stepped_here(act.session, row):
        return (Told(STAYS),)
    found = withdraw(act.session, row, record.imported["fields"])
    return (Told(STAYS),) if found else ()
