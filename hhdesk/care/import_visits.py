"""Entering imported appointments, and what one side answers to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.appointments import Appointment, AppointmentStatus, CalledOffBy
from hhdesk.care.arrangements import Arrangement, ArrangementRow
from hhdesk.care.import_act import Act
from hhdesk.care.import_fields import WITHDRAWN, Merge, plain_all, restore, withdraw
from hhdesk.care.imported import Fate
from hhdesk.care.imported_loops import AnswerFact, VisitFact
from hhdesk.care.originals import Told
from hhdesk.care.referrals import Referral
from hhdesk.care.sources import SourceRecord
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NO_VISIT = N_("the visit {visit} that it answers is not here")
ANOTHER_TIME = N_("it is neither yes nor no: {comment}")
NOT_FOLLOWED = N_("the visit was changed here since, so it stays as it is")

SAID_NO = "Said no; the record does not say why."
ASK_AGAIN = timedelta(days=2)
"""After these a missed visit without a reason is asked about."""

Plain = dict[str, Any]


def _values(fact: VisitFact) -> Plain:
    return {
        "title": fact.title,
        "starts_at": fact.starts_at,
        "ends_at": fact.ends_at,
        "place": fact.place,
        "with_whom": fact.with_whom,
        "status": fact.status,
        "reason": fact.reason,
        "barrier": fact.barrier,
        "called_off_by": fact.called_off_by,
        "segment": fact.seal.segment,
        "part2": fact.seal.part2,
    }


def _links(act: Act, fact: VisitFact, member_id: UUID) -> Plain:
    """What it is born of and what it makes good, of the same child."""
    referral_id = act.records.local_id(fact.referral) if fact.referral else None
    earlier_id = act.records.local_id(fact.replaces) if fact.replaces else None
    referral = act.session.get(Referral, referral_id) if referral_id else None
    earlier = act.session.get(Appointment, earlier_id) if earlier_id else None
    return {
        "referral_id": referral_id
        if referral and referral.member_id == member_id
        else None,
        "replaces_id": earlier_id
        if earlier and earlier.member_id == member_id
        else None,
    }


def _ask(session: UnitOfWork, row: Appointment) -> None:
    """A visit missed for a reason nobody told is asked about."""
    row.ask_on = session.today() + ASK_AGAIN if row.unexplained else None


def _plain_arrangements(rows: Iterable[ArrangementRow]) -> list[list[str]]:
    return [[row.kind.value, row.status.value, row.detail] for row in rows]


def _arrange(
    session: UnitOfWork, row: Appointment, rows: Iterable[ArrangementRow]
) -> None:
    for one in rows:
        session.add(
            Arrangement(
                id=session.new_id(),
                appointment_id=row.id,
                kind=one.kind,
                status=one.status,
                detail=one.detail,
            )
        )


def _rearrange(
    session: UnitOfWork, row: Appointment, fact: VisitFact, before: list[list[str]]
) -> None:
    """Follow the source in what nobody here changed since."""
    present = session.scalars(
        select(Arrangement).where(
            Arrangement.appointment_id == row.id, Arrangement.voided_at.is_(None)
        )
    ).all()
    here = {one.kind: one for one in present}
    told = {one.kind: one for one in fact.arrangements}
    for kind, one in here.items():
        if [kind.value, one.status.value, one.detail] not in before:
            continue
        now = told.get(kind)
        if now is None:
            one.void(WITHDRAWN, session.now(), session.actor_id)
        else:
            one.status, one.detail = now.status, now.detail
    new = [one for kind, one in told.items() if kind not in here]
    _arrange(session, row, [one for one in new if one.kind.value not in _kinds(before)])


def _kinds(before: list[list[str]]) -> set[str]:
    return {kind for kind, _status, _detail in before}


def enter(act: Act, fact: VisitFact) -> None:
    """Enter or bring up one appointment."""
    original, session = fact.original, act.session
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    record = act.records.get(original.key)
    values, notes = _values(fact), fact.notes
    if record is None or record.local_id is None:
        links = _links(act, fact, member_id)
        row = Appointment(id=session.new_id(), member_id=member_id, **values, **links)
        _ask(session, row)
        session.add(row)
        session.flush()
        _arrange(session, row, fact.arrangements)
        fate = Fate.CREATED
    else:
        row, fate = session.get_one(Appointment, record.local_id), Fate.UPDATED
        if not restore(row):
            act.removed_here(original, record)
            return
        notes = (*notes, *_update(session, row, fact, record))
    kept = {
        "fields": plain_all(values),
        "arrangements": _plain_arrangements(fact.arrangements),
    }
    session.flush()
    act.records.keep(original, member_id, (Appointment.__tablename__, row.id), kept)
    act.finish(original, fate, member_id, notes)


def _update(
    session: UnitOfWork, row: Appointment, fact: VisitFact, record: SourceRecord
) -> tuple[Told, ...]:
    merge = Merge()
    merge.put(row, _values(fact), record.imported["fields"])
    _ask(session, row)
    _rearrange(session, row, fact, record.imported["arrangements"])
    return merge.notes()


def answer(act: Act, fact: AnswerFact) -> None:
    """A no calls a visit off that is still to come, a yes of the family books one that
    was proposed; anything else is told."""
    original, session = fact.original, act.session
    if act.is_older(original):
        return
    row_id = act.records.local_id(fact.visit)
    row = session.get(Appointment, row_id) if row_id else None
    if row is None or row.voided_at is not None:
        told = {"visit": f"{fact.visit.type}/{fact.visit.id}"}
        act.records.keep(original, None)
        act.finish(original, Fate.KEPT, None, (), Told(NO_VISIT, told))
        return
    known = act.records.get(original.key) is not None
    notes = _answered(session, row, fact)
    act.records.keep(original, row.member_id)
    fate = Fate.UPDATED if known else Fate.CREATED
    act.finish(original, fate, row.member_id, notes)


def _answered(
    session: UnitOfWork, row: Appointment, fact: AnswerFact
) -> tuple[Told, ...]:
    if fact.comes is None:
        return (Told(ANOTHER_TIME, {"comment": fact.comment}),) if fact.comment else ()
    proposed = row.status is AppointmentStatus.PROPOSED
    if fact.comes:
        if proposed and fact.by is CalledOffBy.FAMILY:
            row.confirm()
        return ()
    if not (proposed or row.status is AppointmentStatus.BOOKED):
        return (Told(NOT_FOLLOWED),)
    row.call_off(fact.by, fact.comment or SAID_NO)
    return ()


def taken_back(act: Act, record: SourceRecord) -> tuple[Told, ...]:
    """Its source no longer stands for it."""
    row = act.session.get_one(Appointment, record.local_id)
    return withdraw(act.session, row, record.imported["fields"])
