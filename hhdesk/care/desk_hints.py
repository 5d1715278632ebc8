"""What the front desk may ask a family for at the counter: papers that are missing."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.confidentiality import Consenter, Segment
from hhdesk.care.consents import Consent
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.programs import SegmentState
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

SOON = timedelta(days=30)
"""A consent that ends within so many days is renewed while the family is here."""


class HintKind(enum.StrEnum):
    AGREEMENT = "agreement"
    NO_CONSENT = "no_consent"
    CONSENT_ENDED = "consent_ended"
    CONSENT_ENDS = "consent_ends"


HINT_WORDS = {
    HintKind.AGREEMENT: N_("Agreement to sign"),
    HintKind.NO_CONSENT: N_("No consent yet"),
    HintKind.CONSENT_ENDED: N_("Consent ended {day}"),
    HintKind.CONSENT_ENDS: N_("Consent ends {day}"),
}


@dataclass(frozen=True, slots=True)
class Hint:
    kind: HintKind
    day: date | None = None


def of_members(
    session: UnitOfWork, member_ids: Iterable[UUID]
) -> Mapping[UUID, tuple[Hint, ...]]:
    """Hints of children with an enrollment that goes on. What a youth alone consented
    to is not asked about where a parent stands by."""
    wanted = sorted(set(member_ids))
    states = session.execute(
        select(EnrollmentSegment.member_id, EnrollmentSegment.state).where(
            EnrollmentSegment.member_id.in_(wanted),
            EnrollmentSegment.current,
            EnrollmentSegment.voided_at.is_(None),
            EnrollmentSegment.state != SegmentState.ENDED,
        )
    ).all()
    given: dict[UUID, list[Consent]] = {}
    for one in session.scalars(
        select(Consent).where(
            Consent.member_id.in_(wanted), Consent.voided_at.is_(None)
        )
    ):
        given.setdefault(one.member_id, []).append(one)
    today = session.today()
    return {
        member: tuple(_hints(state, given.get(member, ()), today))
        for member, state in states
    }


def _hints(
    state: SegmentState, consents: Iterable[Consent], today: date
) -> Iterable[Hint]:
    if state is SegmentState.AGREEMENT_PENDING:
        yield Hint(HintKind.AGREEMENT)
    told = [one for one in consents if one.gives and _open(one)]
    if not told:
        if state is SegmentState.ENROLLED:
            yield Hint(HintKind.NO_CONSENT)
        return
    last = max(_last_day(one) for one in told)
    if last < today:
        yield Hint(HintKind.CONSENT_ENDED, last)
    elif last <= today + SOON:
        yield Hint(HintKind.CONSENT_ENDS, last)


def _open(consent: Consent) -> bool:
    general = Segment.GENERAL.value in consent.segments
    return general and consent.given_by is not Consenter.YOUTH


def _last_day(consent: Consent) -> date:
    days = (
        consent.until or date.max,
        consent.revoked_on - timedelta(days=1) if consent.revoked_on else date.max,
    )
    return min(days)
