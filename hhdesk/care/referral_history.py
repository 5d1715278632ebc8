"""A referral's history: events are added, never changed; the time line reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.consents import Basis
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.referral_states import Detail, ReferralState, Turn, rule_of
from hhdesk.care.referral_steps import Step, Told
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent
from hhdesk.care.staff import Staff
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NEWS_WORDS = {
    EventKind.NOTE: N_("Note"),
    EventKind.ATTEMPT: N_("Tried to reach the family"),
    EventKind.RECHECKED: N_("Asked again"),
    EventKind.ARRIVED: N_("Arrived at the agency"),
    EventKind.LATE_FAILURE: N_("Late notice: did not arrive"),
    EventKind.REPORT_RECEIVED: N_("Report came"),
    EventKind.REPORT_REVIEWED: N_("Report reviewed"),
    EventKind.TAKEN_BACK: N_("Taken back, told by mistake"),
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the time line.

    `happened_on` is None for a state passed unsaid. `side` is whose doing it was:
    ours, the family's, the agency's or the plan's. `way` and `outcome` are those of a
    try to reach the family, which is no step.
    """

    id: UUID
    kind: EventKind
    from_state: ReferralState | None
    to_state: ReferralState
    detail: Detail | None
    happened_on: date | None
    entered_at: datetime
    actor: str
    side: Turn
    how_known: str = ""
    note: str = ""
    visit_on: date | None = None
    basis: Basis | None = None
    interpreter: str = ""
    reason: str = ""
    way: Way | None = None
    outcome: Outcome | None = None
    takes_back_id: UUID | None = None

    @property
    def words(self) -> str:
        """What it tells, in English, to be translated: the news, else the state."""
        state = rule_of(self.to_state, self.detail).words
        return NEWS_WORDS.get(self.kind, state)


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One round of a referral that was taken up again."""

    id: UUID
    state: ReferralState
    detail: Detail | None
    state_since: date


class Tells(Protocol):
    """What an event and its row have."""

    @property
    def id(self) -> UUID: ...

    @property
    def to_state(self) -> ReferralState: ...

    @property
    def takes_back_id(self) -> UUID | None: ...


Event = TypeVar("Event", bound=Tells)


def standing(told: Iterable[Event]) -> list[Event]:
    """The events that were not taken back, without those that take one back."""
    told = list(told)
    gone = {one.takes_back_id for one in told}
    return [one for one in told if one.takes_back_id is None and one.id not in gone]


def reached(now: ReferralState, told: Iterable[Tells]) -> frozenset[ReferralState]:
    """The states of a cycle that are known, of which none is passed again."""
    states = {now, *(one.to_state for one in standing(told))}
    if now is ReferralState.DELIVERY_FAILED:
        # What did not arrive has to be sent before anything else is known.
        states.discard(ReferralState.SENT)
    return frozenset(states)


ENTERED = (ReferralEvent.entered_at, ReferralEvent.position, ReferralEvent.id)


class Teller:
    """Adds the events of one act, numbered after those that stand."""

    def __init__(self, session: UnitOfWork, row: Referral) -> None:
        if session.actor_id is None:
            raise ValueError("an act needs an actor")
        self.session, self.row = session, row
        told = events_of(session, row.id)
        self.reached = reached(row.state, told)
        self.position = len(told)

    def tell(
        self,
        kind: EventKind,
        told: Told,
        on: date | None,
        *,
        before: ReferralState | None,
        to: ReferralState | None = None,
        step: Step | None = None,
        attempt_id: UUID | None = None,
        takes_back_id: UUID | None = None,
    ) -> None:
        """Add one event; without `to`, the state stays and has the row's detail."""
        sharing = step.sharing if step else None
        event = ReferralEvent(
            id=self.session.new_id(),
            referral_id=self.row.id,
            position=self.position,
            kind=kind,
            from_state=before,
            to_state=to or self.row.state,
            detail=None if kind is EventKind.PASSED else self.row.detail,
            happened_on=on,
            entered_at=self.session.now(),
            actor_id=self.session.actor_id,
            how_known=told.how_known.strip(),
            note=told.note.strip(),
            visit_on=step.visit_on if step else None,
            basis=sharing.basis if sharing else None,
            interpreter=sharing.interpreter.strip() if sharing else "",
            reason=_reason(step),
            attempt_id=attempt_id,
            takes_back_id=takes_back_id,
        )
        self.session.add(event)
        self.position += 1

    def tell_step(
        self, step: Step, before: ReferralState, passed: tuple[ReferralState, ...]
    ) -> None:
        """Add the states passed, without a day, and the step that the row has taken."""
        unsaid = Told(how_known=step.told.how_known)
        for state in passed:
            self.tell(EventKind.PASSED, unsaid, None, before=before, to=state)
            before = state
        day = self.row.state_since
        self.tell(EventKind.STEP, step.told, day, before=before, step=step)


def _reason(step: Step | None) -> str:
    """The code of how it ended or was sent; the words of why stand in the note."""
    if step is None:
        return ""
    if step.sharing is not None:
        return step.sharing.way or ""
    closing = step.closing
    return (closing.evidence or closing.reason or "") if closing else ""


def events_of(session: UnitOfWork, referral_id: UUID) -> list[ReferralEvent]:
    """In the order in which they were entered."""
    found = session.scalars(
        select(ReferralEvent)
        .where(ReferralEvent.referral_id == referral_id)
        .order_by(*ENTERED)
    )
    return list(found)


OURS = frozenset(
    {
        EventKind.NOTE,
        EventKind.RECHECKED,
        EventKind.REPORT_REVIEWED,
        EventKind.TAKEN_BACK,
    }
)


def _side(event: ReferralEvent) -> Turn:
    if event.kind is EventKind.ATTEMPT:
        return Turn.FAMILY
    if event.kind in OURS:
        return Turn.US
    if event.kind in {EventKind.ARRIVED, EventKind.LATE_FAILURE}:
        return Turn.AGENCY
    return rule_of(event.to_state, event.detail).side


def _event_row(
    event: ReferralEvent, actor: str | None, attempt: OutreachAttempt | None
) -> EventRow:
    return EventRow(
        event.id,
        event.kind,
        event.from_state,
        event.to_state,
        event.detail,
        event.happened_on,
        event.entered_at,
        actor or "",
        _side(event),
        event.how_known,
        event.note,
        event.visit_on,
        event.basis,
        event.interpreter,
        event.reason,
        attempt.way if attempt else None,
        attempt.outcome if attempt else None,
        event.takes_back_id,
    )


def timeline(session: UnitOfWork, referral_id: UUID) -> tuple[EventRow, ...]:
    """All that is known of one cycle, in the order in which it was entered: our side,
    the agency's and the family's."""
    found = session.execute(
        select(ReferralEvent, Staff.name, OutreachAttempt)
        .outerjoin(Staff, Staff.id == ReferralEvent.actor_id)
        .outerjoin(OutreachAttempt, OutreachAttempt.id == ReferralEvent.attempt_id)
        .where(ReferralEvent.referral_id == referral_id)
        .order_by(*ENTERED)
    )
    return tuple(_event_row(*row) for row in found)


def cycles(session: UnitOfWork, referral_id: UUID) -> tuple[CycleRow, ...]:
    """The rounds of one need, first to last: each took up the one before."""
    row = session.get_one(Referral, referral_id)
    found = session.scalars(
        select(Referral).where(
            Referral.member_id == row.member_id, Referral.voided_at.is_(None)
        )
    ).all()
    before = {one.id: one for one in found}
    mistake = ReferralState.ENTERED_IN_ERROR
    after = {one.previous_id: one for one in found if one.state is not mistake}
    while row.previous_id in before:
        row = before[row.previous_id]
    rounds = [row]
    while rounds[-1].id in after:
        rounds.append(after[rounds[-1].id])
    return tuple(
        CycleRow(one.id, one.state, one.detail, one.state_since) for one in rounds
    )
