"""A referral as it is told, and its rows: steps, reports, what left the clinic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care.clocks import WEEKDAYS
from hhdesk.care.confidentiality import Audience, Seal
from hhdesk.care.consents import Basis
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.goals import Domain
from hhdesk.care.referral_news import REVIEW_DAYS
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import CLOSED, Detail, ReferralState
from hhdesk.care.referral_steps import Evidence, NoHelpReason
from hhdesk.care.referral_ways import due_on
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent, Urgency
from hhdesk.demo.clinic import OTHERS
from hhdesk.demo.health import OPEN
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

DOCTOR = OTHERS[1]
"""Who reads the reports."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step or, of another kind, a piece of news that leaves the state."""

    state: ReferralState
    on: date
    note: str = ""
    how: str = ""
    detail: Detail | None = None
    visit_on: date | None = None
    kind: EventKind = EventKind.STEP


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended: with help and the proof of it, or without, and what is next."""

    service_on: date | None = None
    evidence: Evidence | None = None
    reason: NoHelpReason | None = None
    next_step: str = ""

    @property
    def code(self) -> str:
        return self.evidence or self.reason or ""


@dataclass(frozen=True, slots=True)
class Story:
    """A referral as it is told: of what, to whom, step by step. Without `due`, the
    clock of its state says when the next step is expected."""

    domain: Domain
    need: str
    agency: str
    phone: str
    steps: tuple[Step, ...]
    due: date | None = None
    seal: Seal = OPEN
    basis: Basis = Basis.SIGNED
    interpreter: str = ""
    urgency: Urgency = Urgency.ROUTINE
    goal_id: UUID | None = None
    previous_id: UUID | None = None
    ending: Ending = Ending()

    @property
    def standing(self) -> Step:
        """The step into the present state."""
        return [step for step in self.steps if step.kind is EventKind.STEP][-1]

    @property
    def sent(self) -> Step | None:
        """The step by which it left the clinic."""
        found = [step for step in self.steps if step.state is ReferralState.SENT]
        return found[0] if found else None

    def due_on(self) -> date | None:
        now = self.standing
        if now.state in CLOSED:
            return None
        urgent = self.urgency is Urgency.URGENT
        clock = due_on(
            now.state, now.detail, now.on, urgent=urgent, visit_on=now.visit_on
        )
        return self.due or clock


def enter(making: Making, kid: Kid, story: Story) -> Referral:
    """Write a referral with its history, its reports and the account of its sending."""
    now, ending = story.standing, story.ending
    wanting = {ReferralState.FAMILY_ACTION, ReferralState.AGENCY_NEEDS_MORE}
    row = making.new(
        Referral,
        story.steps[0].on,
        seal=story.seal,
        member_id=kid.id,
        goal_id=story.goal_id,
        previous_id=story.previous_id,
        domain=story.domain,
        need=story.need,
        agency=story.agency,
        agency_phone=story.phone,
        state=now.state,
        detail=now.detail,
        wanted=now.note if now.state in wanting else "",
        urgency=story.urgency,
        basis=story.basis if story.sent else None,
        owner_id=kid.worker.id,
        state_since=now.on,
        due_on=story.due_on(),
        visit_on=now.visit_on,
        service_on=ending.service_on,
        evidence=ending.evidence,
        end_reason=ending.reason,
        next_step=ending.next_step,
    )
    _tell(making, kid, story, row.id)
    _report(making, story, row.id)
    if story.sent:
        _disclose(making, kid, story, row.id, story.sent.on)
    return row


def _tell(making: Making, kid: Kid, story: Story, referral_id: UUID) -> None:
    before: ReferralState | None = None
    for position, step in enumerate(_with_reports(story)):
        sending = step is story.sent
        closing = step.state in CLOSED
        making.new(
            ReferralEvent,
            referral_id=referral_id,
            position=position,
            kind=step.kind,
            from_state=before,
            to_state=step.state,
            detail=step.detail,
            happened_on=step.on,
            entered_at=min(making.at(step.on, 16, 40), making.now),
            actor_id=kid.worker.id,
            how_known=step.how,
            note=step.note,
            visit_on=step.visit_on,
            basis=story.basis if sending else None,
            interpreter=story.interpreter if sending else "",
            reason=story.ending.code if closing else "",
        )
        act = "referral.move" if before else "referral.create"
        told = {"referral": str(referral_id), "state": step.state.value}
        making.act(step.on, kid.worker.id, act, kid.id, **told)
        before = step.state


def _with_reports(story: Story) -> Iterator[Step]:
    """The steps, with the news of a report after the step that it came with."""
    reviewed = story.ending.evidence is Evidence.REPORT_REVIEWED
    for step in story.steps:
        if step.state in CLOSED and reviewed:
            seen, read = ReferralState.RESULT, Detail.REPORT_REVIEWED
            kind = EventKind.REPORT_REVIEWED
            yield Step(seen, step.on, "Read by the doctor.", "", read, None, kind)
        yield step
        if step.detail is Detail.REPORT_TO_REVIEW:
            kind, how = EventKind.REPORT_RECEIVED, "fax"
            yield Step(step.state, step.on, step.note, how, step.detail, None, kind)


def _report(making: Making, story: Story, referral_id: UUID) -> None:
    came = [step for step in story.steps if step.detail is Detail.REPORT_TO_REVIEW]
    if not came:
        return
    reviewed = story.ending.evidence is Evidence.REPORT_REVIEWED
    received = came[0].on
    due = story.due if story.due and not reviewed else None
    making.new(
        ReferralReport,
        received,
        referral_id=referral_id,
        received_on=received,
        review_due_on=due or WEEKDAYS.after(received, REVIEW_DAYS),
        reviewed_on=story.standing.on if reviewed else None,
        reviewed_by=DOCTOR.id if reviewed else None,
        note=came[0].note,
    )


def _disclose(
    making: Making, kid: Kid, story: Story, referral_id: UUID, on: date
) -> None:
    making.new(
        Disclosure,
        seal=story.seal,
        at=min(making.at(on, 12), making.now),
        actor_id=kid.worker.id,
        member_id=kid.id,
        audience=Audience.RECIPIENT,
        recipient=story.agency,
        what=f"referral {referral_id}",
        purpose="care coordination",
        basis=story.basis,
    )
