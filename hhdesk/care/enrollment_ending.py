"""Ending an enrollment: each open referral of the child gets an end in the same act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hhdesk.care import enrollment, referral_acts, referral_worklist
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.referral_facts import locked
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import TODAY, Closing, NoHelpReason, Step, Told
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Disposition:
    """What becomes of one open referral."""

    closing: Closing
    told: Told = TODAY


@dataclass(frozen=True, slots=True)
class Ending:
    """Why and when an enrollment ends, and what becomes of each open referral.

    After a death none is asked for: what is open is closed for that reason.
    """

    on: date
    reason: EndReason
    dispositions: Mapping[UUID, Disposition] = field(default_factory=dict)


DIED = Disposition(Closing(ReferralState.NO_HELP, reason=NoHelpReason.DIED))


def end(session: UnitOfWork, segment_id: UUID, ending: Ending) -> None:
    """End an enrollment segment and its child's open referrals.

    Raises NotPermitted where a referral has no disposition; nothing is ended then.
    """
    segment = session.get(EnrollmentSegment, segment_id)
    if segment is None:
        raise NotFound(N_("This enrollment does not exist."))
    died = ending.reason is EndReason.DECEASED
    if died:
        member = session.get_one(Member, segment.member_id)
        member.deceased_on = member.deceased_on or ending.on
    for row in referral_worklist.open_of(session, segment.member_id):
        said = ending.dispositions.get(row.id, DIED if died else None)
        if said is not None:
            step = Step(said.closing.to, said.told, closing=said.closing)
            referral_acts.take(session, locked(session, row.id), step)
    enrollment.move(session, segment_id, SegmentState.ENDED, ending.on, ending.reason)
