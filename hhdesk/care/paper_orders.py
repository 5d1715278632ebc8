"""Orders for papers: which one, about whom, for whom; gathered by the one rule.

Every paper that leaves goes this way, from the window and from the command line.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import (
    clinician_disclosure,
    consent_disclosure,
    disclosures,
    huddle,
    plan_change_disclosure,
    plan_disclosure,
    silence,
    time_line_disclosure,
    visit_disclosure,
)
from hhdesk.care import referral_disclosure as referrals
from hhdesk.care.clinician_disclosure import SummaryForReader
from hhdesk.care.confidentiality import Audience
from hhdesk.care.consent_disclosure import ConsentForReader
from hhdesk.care.history_facts import Stretch
from hhdesk.care.huddle import HuddleForReader, HuddleOrder
from hhdesk.care.plan_change_disclosure import PlanChangesForReader
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.referral_disclosure import ReferralForReader
from hhdesk.care.time_line_disclosure import TimeLineForReader
from hhdesk.care.visit_disclosure import DIED, VisitsForReader
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


class PaperKind(enum.StrEnum):
    """Stored with each paper that was handed out, and in its file's name."""

    CARE_PLAN = "care-plan"
    PLAN_SUMMARY = "plan-summary"
    PLAN_CHANGES = "plan-changes"
    VISIT_LIST = "visit-list"
    NEXT_STEPS = "next-steps"
    TIME_LINE = "time-line"
    CLINICIAN_SUMMARY = "clinician-summary"
    CONSENT_FORM = "consent-form"
    CONSENT_BACK = "consent-back"


PAPER_KIND_WORDS = {
    PaperKind.CARE_PLAN: N_("Care plan"),
    PaperKind.PLAN_SUMMARY: N_("Care plan on one page"),
    PaperKind.PLAN_CHANGES: N_("What changed since last time"),
    PaperKind.VISIT_LIST: N_("Visit list"),
    PaperKind.NEXT_STEPS: N_("What happens next"),
    PaperKind.TIME_LINE: N_("Time line"),
    PaperKind.CLINICIAN_SUMMARY: N_("Summary for the pediatrician"),
    PaperKind.CONSENT_FORM: N_("Consent form"),
    PaperKind.CONSENT_BACK: N_("Form to take a consent back"),
}

AUDIENCES: Mapping[PaperKind, tuple[Audience, ...]] = {
    PaperKind.CARE_PLAN: tuple(Audience),
    PaperKind.PLAN_SUMMARY: (Audience.FAMILY, Audience.YOUTH, Audience.CARE_TEAM),
    PaperKind.PLAN_CHANGES: (Audience.FAMILY, Audience.YOUTH, Audience.CARE_TEAM),
    PaperKind.VISIT_LIST: (
        Audience.FAMILY,
        Audience.YOUTH,
        Audience.CARE_TEAM,
        Audience.SCHOOL,
    ),
    PaperKind.NEXT_STEPS: (Audience.FAMILY, Audience.YOUTH),
    PaperKind.TIME_LINE: (
        Audience.FAMILY,
        Audience.YOUTH,
        Audience.CARE_TEAM,
        Audience.RECIPIENT,
    ),
    PaperKind.CLINICIAN_SUMMARY: (Audience.CARE_TEAM,),
    PaperKind.CONSENT_FORM: (Audience.FAMILY, Audience.YOUTH),
    PaperKind.CONSENT_BACK: (Audience.FAMILY, Audience.YOUTH),
}
"""For whom each paper is made."""

OF_CONSENTS = frozenset({PaperKind.CONSENT_FORM, PaperKind.CONSENT_BACK})
"""The papers of one consent, which are asked for where consents are."""


LETTERS = frozenset(
    {Audience.FAMILY, Audience.YOUTH, Audience.SCHOOL, Audience.RECIPIENT}
)
"""To whom nothing goes any more about a child who has died; who cared for the child
and who paid may still have what is on record."""


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """`referral_id` is what the slip is about, `consent_id` what a form is of; other
    papers have none. `between` are the two saves that are compared, the default without
    a choice. `stretch` is what a time line tells of."""

    kind: PaperKind
    member_id: UUID
    audience: Audience = Audience.FAMILY
    recipient: str = ""
    referral_id: UUID | None = None
    between: tuple[int, int] | None = None
    consent_id: UUID | None = None
    stretch: Stretch = Stretch()


Rows = (
    PlanForReader
    | PlanChangesForReader
    | VisitsForReader
    | ReferralForReader
    | SummaryForReader
    | ConsentForReader
    | TimeLineForReader
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a paper is made of: released rows, the clinic's day, a fresh number."""

    order: PaperOrder | HuddleOrder
    rows: Rows | HuddleForReader
    day: date
    number: str


def gather(session: UnitOfWork, order: PaperOrder | HuddleOrder) -> Gathered:
    """Raises NotFound, and NotPermitted for a reader that the paper is not for."""
    number = disclosures.document_number(session)
    if isinstance(order, HuddleOrder):
        sheet = huddle.gather(session, order)
        return Gathered(order, sheet, session.today(), number)
    if order.audience not in AUDIENCES[order.kind]:
        raise NotPermitted(N_("This paper is not made for this reader."))
    if order.audience in LETTERS and silence.silent(session, order.member_id):
        raise NotPermitted(DIED)
    rows = _rows(session, order)
    return Gathered(order, rows, session.today(), number)


def gather_typed(
    session: UnitOfWork, order: PaperOrder, content: PlanContent
) -> Gathered:
    """A paper of the plan as it is typed, to look at. It has no number of its own: it
    is not handed out."""
    rows = plan_disclosure.plan_for_reader(
        session,
        order.member_id,
        order.audience,
        recipient=order.recipient,
        typed=content,
    )
    return Gathered(order, rows, session.today(), "")


def _rows(session: UnitOfWork, order: PaperOrder) -> Rows:
    if order.kind is PaperKind.PLAN_CHANGES:
        return plan_change_disclosure.changes_for_reader(
            session,
            order.member_id,
            order.audience,
            recipient=order.recipient,
            between=order.between,
        )
    if order.kind in (PaperKind.CARE_PLAN, PaperKind.PLAN_SUMMARY):
        return plan_disclosure.plan_for_reader(
            session, order.member_id, order.audience, recipient=order.recipient
        )
    if order.kind is PaperKind.VISIT_LIST:
        return visit_disclosure.visits_for_reader(
            session, order.member_id, order.audience, recipient=order.recipient
        )
    if order.kind is PaperKind.CLINICIAN_SUMMARY:
        return clinician_disclosure.summary_for_reader(
            session, order.member_id, recipient=order.recipient
        )
    if order.kind is PaperKind.TIME_LINE:
        return time_line_disclosure.time_line_for_reader(
            session,
            order.member_id,
            order.audience,
            recipient=order.recipient,
            stretch=order.stretch,
        )
    if order.kind in OF_CONSENTS:
        return consent_disclosure.of_member(
            session,
            order.member_id,
            order.consent_id,
            order.audience,
            taking_back=order.kind is PaperKind.CONSENT_BACK,
        )
    return _slip(session, order)


def _slip(session: UnitOfWork, order: PaperOrder) -> ReferralForReader:
    if order.referral_id is None:
        raise NotFound(N_("Choose a referral first."))
    found = referrals.referral_for_reader(session, order.referral_id, order.audience)
    if found.member_id != order.member_id:
        raise NotFound(N_("There is no such referral."))
    return found


def hand_out(
    session: UnitOfWork,
    gathered: Gathered,
    *,
    language: str,
    pdf: bytes,
    pages: int = 0,
) -> None:
    """Record that a paper left: in the member's papers with its bytes, and in the
    accounting of each other child that it tells of. The bytes of the morning meeting's
    sheet are not kept: yesterday's is of no use, and its hash is in the audit."""
    rows, order, number = gathered.rows, gathered.order, gathered.number
    if isinstance(rows, HuddleForReader):
        disclosures.note_staff_paper(
            session,
            rows.seals,
            kind=order.kind,
            number=number,
            audience=rows.audience,
            pdf=pdf,
        )
        return
    assert isinstance(order, PaperOrder)
    kind = order.kind.value
    disclosures.keep_paper(
        session,
        order.member_id,
        kind=kind,
        number=number,
        audience=rows.audience,
        recipient=rows.reader_name,
        language=language,
        pdf=pdf,
        pages=pages,
        seal=rows.seal,
    )
    if not isinstance(rows, VisitsForReader):
        return
    for sibling in rows.others:
        disclosures.record(
            session,
            sibling,
            rows.audience,
            what=f"{kind} {number}",
            content=pdf,
            recipient=rows.reader_name,
            seal=rows.seal,
        )
