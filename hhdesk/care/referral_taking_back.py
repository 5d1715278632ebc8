"""Taking back what was told of a referral by mistake: it stands as it stood before.

The history is kept: each event taken back is named by another that says so, and counts
no longer (see `referral_history.standing`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Uuid, cast, null, select, union_all

from hhdesk.care import audit
from hhdesk.care.confidentiality import Audience
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.import_fields import plain
from hhdesk.care.merge_changes import value_of
from hhdesk.care.referral_facts import locked
from hhdesk.care.referral_history import Teller
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Told
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent
from hhdesk.store.session import UnitOfWork

TAKEN_BACK = "taken back"
NOT_SENT = "entered by mistake: it did not leave"
COLUMNS = (
    "state",
    "detail",
    "state_since",
    "due_on",
    "basis",
    "wanted",
    "visit_on",
    "service_on",
    "evidence",
    "end_reason",
    "next_step",
)
"""What a step changes of a referral's row."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A referral as it stood, by column in JSON's values; the events and the reports
    that were there, and those of these that waited for a review."""

    columns: Mapping[str, Any]
    events: frozenset[UUID]
    reports: frozenset[UUID]
    to_review: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Back:
    """What is taken back: the row's values before, the events and reports told since,
    the reports reviewed since."""

    columns: Mapping[str, Any]
    events: tuple[UUID, ...]
    reports: tuple[UUID, ...] = ()
    reviewed: tuple[UUID, ...] = ()


def stood(session: UnitOfWork, rows: Collection[Referral]) -> dict[UUID, Stood]:
    """How some referrals stand now, in one question beside their rows."""
    keys = sorted(row.id for row in rows)
    if not keys:
        return {}
    session.flush()
    one, came = ReferralEvent, ReferralReport
    found = session.execute(
        union_all(
            select(
                one.referral_id.label("referral_id"),
                one.id.label("event"),
                cast(null(), Uuid).label("report"),
                cast(null(), Date).label("reviewed_on"),
            ).where(one.referral_id.in_(keys)),
            select(
                came.referral_id, cast(null(), Uuid), came.id, came.reviewed_on
            ).where(came.referral_id.in_(keys), came.voided_at.is_(None)),
        )
    ).all()
    return {row.id: _as_it_stands(row, found) for row in rows}


def _as_it_stands(row: Referral, found: Sequence[Any]) -> Stood:
    ours = [line for line in found if line.referral_id == row.id]
    reports = [line for line in ours if line.report is not None]
    return Stood(
        {name: plain(getattr(row, name)) for name in COLUMNS},
        frozenset(line.event for line in ours if line.event is not None),
        frozenset(line.report for line in reports),
        frozenset(line.report for line in reports if line.reviewed_on is None),
    )


def since(before: Stood, now: Stood) -> Back:
    """What was told between the two."""
    return Back(
        before.columns,
        tuple(sorted(now.events - before.events)),
        tuple(sorted(now.reports - before.reports)),
        tuple(sorted(before.to_review - now.to_review)),
    )


def take_back(session: UnitOfWork, referral_id: UUID, back: Back, *, seen: int) -> None:
    """The referral stands as before; raises NotFound, ChangedElsewhere."""
    row = locked(session, referral_id, seen)
    was, teller = row.state, Teller(session, row)
    for name, value in back.columns.items():
        setattr(row, name, value_of(row, name, value))
    _reports(session, back)
    told = session.scalars(
        select(ReferralEvent).where(ReferralEvent.id.in_(back.events))
    ).all()
    for event in sorted(told, key=lambda one: one.position):
        teller.tell(
            EventKind.TAKEN_BACK,
            Told(),
            session.today(),
            before=was,
            takes_back_id=event.id,
        )
        if event.to_state is ReferralState.SENT and event.kind is EventKind.STEP:
            _did_not_leave(session, row, event)
    audit.record(session, "referral.take_back", row.member_id, referral=str(row.id))
    session.flush()


def _reports(session: UnitOfWork, back: Back) -> None:
    for key in back.reports:
        report = session.get_one(ReferralReport, key)
        report.void(TAKEN_BACK, session.now(), session.actor_id)
    for key in back.reviewed:
        report = session.get_one(ReferralReport, key)
        report.reviewed_on = report.reviewed_by = None


def _did_not_leave(session: UnitOfWork, row: Referral, event: ReferralEvent) -> None:
    """The accounting of disclosures keeps both: that it left, and that it did not."""
    if session.actor_id is None or event.basis is None:
        raise ValueError("a disclosure needs an actor and a basis")
    one = Disclosure(
        id=session.new_id(),
        at=session.now(),
        actor_id=session.actor_id,
        member_id=row.member_id,
        audience=Audience.RECIPIENT,
        recipient=row.agency,
        what=f"referral {row.id}",
        purpose=NOT_SENT,
        basis=event.basis,
    )
    one.put_seal(row.seal)
    session.add(one)
