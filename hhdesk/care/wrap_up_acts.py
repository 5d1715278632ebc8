"""Writing down a call with all that it moved, in one act; and undoing all of it.

The acts themselves are those of every other screen, with their rules and refusals; what
is here is their order, and beside which tick a refusal stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from hhdesk.care import (
    attendance,
    audit,
    booking,
    bulk,
    consent_acts,
    outreach_acts,
    referral_answers,
    referral_news,
    referral_taking_back,
    wrap_up_plans,
    wrap_up_touched,
)
from hhdesk.care.arrangements import Arrangement, ArrangementRow
from hhdesk.care.audit import Act
from hhdesk.care.confidentiality import Consenter
from hhdesk.care.consent_acts import GivenConsent
from hhdesk.care.consents import Basis
from hhdesk.care.core_services import GivenService
from hhdesk.care.import_fields import plain
from hhdesk.care.outreach import Outcome, OutreachAttempt
from hhdesk.care.referral_answers import Answers
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_taking_back import Stood
from hhdesk.care.wrap_up_facts import (
    NewVisit,
    Part,
    ReferralTick,
    SpokenYes,
    WrapUpDone,
    WrapUpOrder,
)
from hhdesk.care.wrap_up_touched import Touched, beside
from hhdesk.care.wrap_up_undoing import EXPLAINED, undo
from hhdesk.care.wrap_ups import WrapUp
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.store.base import Base
from hhdesk.store.pipelining import one_trip
from hhdesk.store.session import UnitOfWork

__all__ = ["record", "undo"]


def record(session: UnitOfWork, member_id: UUID, order: WrapUpOrder) -> WrapUpDone:
    """Write down a call and do all that was ticked, or nothing.

    Raises NotFound, MergedAway, TickChanged, and InvalidField with the field of
    `Contact` or the name of the tick (see `wrap_up_facts`).
    """
    touched = wrap_up_touched.read(session, member_id, order)
    call = _Call(session, order, touched)
    with audit.gathered(session) as acts:
        call.write_contacts()
        call.give_consent()
        call.explain_missed()
        call.move_referrals()
        call.book()
        call.arrange()
    call.change_plans()
    return call.finish(acts)


@contextmanager
def _at(field: str) -> Iterator[None]:
    """Refusals inside stand beside this tick."""
    try:
        yield
    except (InvalidField, NotPermitted, NotFound, ChangedElsewhere) as refusal:
        raise beside(field, refusal) from refusal


class _Call:
    """One wrap-up being written down; `did` is what its undo goes by."""

    def __init__(
        self, session: UnitOfWork, order: WrapUpOrder, touched: Touched
    ) -> None:
        self.session, self.order, self.touched = session, order, touched
        self.contact, self.child = touched.contact, touched.child
        self.id = session.new_id()
        self.at = self.contact.at or session.now()
        self.day = self.at.astimezone(session.zone).date()
        self.did: dict[str, Any] = {}
        self.before: dict[UUID, Stood] = referral_taking_back.stood(
            session, list(touched.referrals.values())
        )
        self.made: dict[UUID, tuple[UUID, int]] = {}
        # Referrals that moved with a missed visit.
        self.moved: set[UUID | None] = set()
        self.rows: list[Base] = []
        # Of each child, its own row of the contact.
        self.contacts: dict[UUID, UUID] = {}

    def write_contacts(self) -> None:
        """The call, its contacts and services go to a server together."""
        session = self.session
        # One call was agreed on, whomever it is about: one thing to do.
        others = replace(self.contact, next_on=None)
        tried = [outreach_acts.made(session, self.child.id, self.contact)]
        tried += [outreach_acts.made(session, key, others) for key in self.touched.also]
        services = [
            GivenService(
                id=session.new_id(),
                member_id=one.member_id,
                contact_id=one.id,
                service=service,
            )
            for one in tried
            for service in dict.fromkeys(self.order.services)
        ]
        for one in tried:
            one.wrap_up_id = self.id
            self.contacts[one.member_id] = one.id
        self.did["contacts"] = [str(one.id) for one in tried]
        self.did["services"] = [str(one.id) for one in services]
        row = WrapUp(
            id=self.id,
            member_id=self.child.id,
            staff_id=session.actor_id,
            at=self.at,
            did=self.did,
        )
        codes = outreach_acts.codes_of(self.contact)
        for one in tried:
            named = {**codes, "wrap_up": str(self.id)}
            audit.record(session, outreach_acts.RECORD, one.member_id, **named)
        self.rows = [row, *tried, *services]
        if self.moves:
            # What follows names them.
            with one_trip(session.connection()):
                bulk.write(session, self.rows)

    @property
    def moves(self) -> bool:
        """Whether the call moves more than the contact itself."""
        order = self.order
        lists = (order.referrals, order.activities, order.visits, order.barriers)
        more = order.visit or order.consent or order.missed
        return any(map(len, lists)) or bool(more)

    def give_consent(self) -> None:
        """Before the referrals: one may go out under it."""
        said = self.order.consent
        if said is None:
            return
        with _at("consent"):
            key = consent_acts.give(self.session, self.child.id, self._given(said))
        self.did["consent"] = str(key)

    def _given(self, said: SpokenYes) -> GivenConsent:
        youth = said.given_by is Consenter.YOUTH
        return GivenConsent(
            said.audience,
            said.recipients,
            said.segments,
            said.given_by,
            said.giver_name or self.contact.with_whom,
            Basis.YOUTH if youth else Basis.VERBAL,
            self.day,
            said.until,
            self.contact.interpreter,
        )

    def explain_missed(self) -> None:
        """Before the referrals: one that waited for the visit is told of it."""
        rows = []
        for tick in self.order.missed:
            visit = self.touched.visits[tick.appointment_id]
            before = {name: plain(getattr(visit, name)) for name in EXPLAINED}
            with _at(f"missed:{visit.id}"):
                attendance.explain_missed(
                    self.session, visit.id, tick.reason, tick.barrier, seen=tick.seen
                )
            row = {"id": str(visit.id), "version": visit.version, "before": before}
            rows.append(row)
            self.moved.add(visit.referral_id)
        if rows:
            self.did["missed"] = rows

    def move_referrals(self) -> None:
        begun = set(self.moved)
        for tick in self.order.referrals:
            row = self.touched.referrals[tick.referral_id]
            # What this very call did before is no change by somebody else.
            seen = row.version if row.id in begun else tick.seen
            begun.add(row.id)
            with _at(f"referral:{row.id}"):
                self._move(tick, seen)

    def _move(self, tick: ReferralTick, seen: int) -> None:
        row = self.touched.referrals[tick.referral_id]
        if tick.act is ReferralAct.RECORD_ATTEMPT:
            referral_news.name_attempt(
                self.session, row.id, self._tried(row.member_id), tick.answers.note
            )
            return
        done = referral_answers.perform(
            self.session, row.id, tick.act, self._said(tick, row.seal), seen=seen
        )
        if done.made is not None:
            self.made[row.id] = (done.made.id, done.made.version)

    def _tried(self, member_id: UUID) -> OutreachAttempt:
        return self.session.get_one(OutreachAttempt, self.contacts[member_id])

    def _said(self, tick: ReferralTick, seal: Any) -> Answers:
        """What the contact says already is not asked again; the words of a sealed one
        go to nothing that is open."""
        said, told = tick.answers, self.contact
        if said.on is None and self.day < self.session.today():
            said = replace(said, on=self.day)
        said = replace(said, interpreter=said.interpreter or told.interpreter)
        if told.seal.sealed and not seal.sealed:
            return said
        reached = told.with_whom if told.outcome is Outcome.REACHED else ""
        note = told.note if tick.act is ReferralAct.NOTE else ""
        return replace(
            said,
            how_known=said.how_known or reached.strip(),
            note=said.note or note,
        )

    def book(self) -> None:
        visit = self.order.visit
        if visit is None:
            return
        rows = []
        for member_id in dict.fromkeys(visit.member_ids):
            with _at("visit"):
                rows.append(self._book(visit, member_id))
        self.did["visits"] = rows

    def _book(self, visit: NewVisit, member_id: UUID) -> dict[str, Any]:
        details, key = visit.details, visit.details.referral_id
        if key is not None and self.touched.referrals[key].member_id != member_id:
            details = replace(details, referral_id=None)
        # A sibling's joined visit makes nothing good that the child missed.
        own = member_id == visit.member_ids[0]
        made = booking.book(
            self.session,
            member_id,
            details,
            visit.arrangements,
            replaces_id=visit.replaces_id if own else None,
        )
        assert made is not None
        arranged = self._arranged(made.id)
        return {
            "id": str(made.id),
            "version": made.version,
            "arrangements": [_named(one) for one in arranged],
        }

    def _arranged(self, visit_id: UUID) -> list[Arrangement]:
        """A sealed visit's row says nothing of them."""
        found = self.session.scalars(
            select(Arrangement).where(
                Arrangement.appointment_id == visit_id,
                Arrangement.voided_at.is_(None),
            )
        )
        return list(found)

    def arrange(self) -> None:
        rows = []
        for tick in self.order.visits:
            key = tick.appointment_id
            for row in tick.arrangements:
                with _at(f"booked:{key}"):
                    rows.append(self._arrange(key, row))
        if rows:
            self.did["arrangements"] = rows

    def _arrange(self, key: UUID, row: ArrangementRow) -> dict[str, Any]:
        """Arranged in addition; or what was arranged already, with how it stood."""
        if row.id is None:
            booking.arrange(self.session, key, row.kind, row.status, row.detail)
            return _named(
                next(one for one in self._arranged(key) if one.kind is row.kind)
            )
        one = self.session.get_one(Arrangement, row.id)
        before = {"status": one.status.value, "detail": one.detail}
        booking.put_arrangement(
            self.session, row.id, row.status, row.detail, seen=row.version
        )
        return {**_named(one), "before": before}

    def change_plans(self) -> None:
        told = wrap_up_plans.change(
            self.session, self.order, self.touched, self.contact.seal, self.day
        )
        if told:
            self.did["plans"] = told

    def finish(self, acts: list[Act]) -> WrapUpDone:
        """Keep the history of it all; a contact alone goes along."""
        session = self.session
        referrals = self._referrals()
        if referrals:
            self.did["referrals"] = referrals
        session.flush()
        told = audit.appending_all(session, acts)
        with one_trip(session.connection()):
            if self.moves:
                did = update(WrapUp).where(WrapUp.id == self.id).values(did=self.did)
                session.connection().execute(did)
            else:
                bulk.write(session, self.rows)
            for statement in told:
                session.connection().execute(statement)
        return WrapUpDone(
            self.id,
            self.child.id,
            self.child.name.full,
            tuple(self._parts()),
            (self.child.id, *self.touched.also),
        )

    def _referrals(self) -> list[dict[str, Any]]:
        """What changed of each referral that this call could have moved."""
        rows = self.touched.referrals
        now = referral_taking_back.stood(self.session, list(rows.values()))
        told = []
        for key, before in self.before.items():
            back = referral_taking_back.since(before, now[key])
            if not back.events:
                continue
            made = self.made.get(key)
            told.append(
                {
                    "id": str(key),
                    "version": rows[key].version,
                    "before": dict(back.columns),
                    "events": [str(one) for one in back.events],
                    "reports": [str(one) for one in back.reports],
                    "reviewed": [str(one) for one in back.reviewed],
                    "made": [str(made[0]), made[1]] if made else None,
                }
            )
        return told

    def _parts(self) -> Iterator[Part]:
        order = self.order
        told = {
            Part.CONTACT: True,
            Part.SERVICES: bool(order.services),
            Part.REFERRALS: bool(order.referrals),
            Part.STEPS: bool(order.activities),
            Part.MISSED: bool(order.missed),
            Part.VISIT: order.visit is not None,
            Part.ARRANGEMENTS: bool(order.visits),
            Part.CONSENT: order.consent is not None,
            Part.BARRIERS: bool(order.barriers),
            Part.NEXT_CONTACT: self.contact.next_on is not None,
        }
        return (part for part, done in told.items() if done)


def _named(one: Arrangement) -> dict[str, Any]:
    return {"id": str(one.id), "version": one.version}
