"""Use cases of referrals: begin, send, step on, close, take up again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, members, referral_sending, silence
from hhdesk.care.referral_facts import (
    ReferralDetails,
    ReferralFacts,
    details_of,
    facts_of,
    locked,
)
from hhdesk.care.referral_history import Teller
from hhdesk.care.referral_known import known_for
from hhdesk.care.referral_reports import ReportRow
from hhdesk.care.referral_states import (
    HELP_ENDS,
    PREPARING,
    Detail,
    ReferralState,
)
from hhdesk.care.referral_steps import (
    TODAY,
    Closing,
    NoHelpReason,
    Sharing,
    Step,
    Told,
)
from hhdesk.care.referral_twins import TwinRow, open_twin
from hhdesk.care.referrals import EventKind, Referral
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

S = ReferralState


@dataclass(frozen=True, slots=True)
class Created:
    """A new draft; `twin` warns of a first open one for the same need and agency."""

    referral: ReferralFacts
    twin: TwinRow | None


def _check_form(details: ReferralDetails) -> None:
    if not details.need.strip():
        raise InvalidField("need", N_("Say what is needed."))
    if not details.agency.strip():
        raise InvalidField("agency", N_("Enter the agency."))


def _put(session: UnitOfWork, row: Referral, details: ReferralDetails) -> None:
    _check_form(details)
    origin = referral_sending.origin_seals(session, row.member_id, details.goal_id)
    row.domain, row.need = details.domain, details.need.strip()
    row.agency, row.agency_phone = details.agency.strip(), details.agency_phone.strip()
    row.urgency = details.urgency
    row.goal_id = details.goal_id
    row.owner_id = details.owner_id or row.owner_id or session.actor_id
    row.put_seal(referral_sending.inherited(details.seal, origin))


def _begin(
    session: UnitOfWork,
    member_id: UUID,
    details: ReferralDetails,
    told: Told,
    previous: Referral | None = None,
) -> Created:
    member = members.present(session, member_id)
    if silence.silent(session, member.id):
        raise NotPermitted(N_("The child has died; nothing more is begun."))
    twin = open_twin(session, member_id, details.need, details.agency)
    since = previous.state_since if previous else date.min
    row = Referral(
        id=session.new_id(),
        member_id=member_id,
        state=S.DRAFT,
        state_since=since,
        previous_id=previous.id if previous else None,
    )
    row.state_since = row.day(told.on, session.today())
    _put(session, row, details)
    row.wait(row.state_since, known_for(session, row))
    session.add(row)
    session.flush()
    Teller(session, row).tell(EventKind.STEP, told, row.state_since, before=None)
    _audit(session, "referral.create", row)
    return Created(facts_of(session, row), twin)


def _audit(session: UnitOfWork, act: str, row: Referral) -> None:
    audit.record(
        session, act, row.member_id, referral=str(row.id), state=row.state.value
    )


def create(
    session: UnitOfWork,
    member_id: UUID,
    details: ReferralDetails,
    told: Told = TODAY,
) -> Created:
    """Enter a draft; raises InvalidField beside the field that is wrong."""
    return _begin(session, member_id, details, told)


def create_and_send(
    session: UnitOfWork,
    member_id: UUID,
    details: ReferralDetails,
    sharing: Sharing | None,
    told: Told = TODAY,
) -> Created:
    """Enter what has left the clinic already; without a basis it is refused whole."""
    made = create(session, member_id, details, Told(told.on))
    row = made.referral
    step = Step(S.SENT, told, sharing=sharing)
    return Created(move(session, row.id, step, seen=row.version), made.twin)


def revise(
    session: UnitOfWork, referral_id: UUID, details: ReferralDetails, *, seen: int
) -> ReferralFacts:
    """Change the form's fields; once sent, need, agency, goal and seal stand."""
    row = locked(session, referral_id, seen)
    if not row.state.open:
        raise NotPermitted(N_("A closed referral is not changed."))
    if row.state not in PREPARING:
        stands = details_of(row)
        asked = replace(
            details,
            agency_phone=stands.agency_phone,
            urgency=stands.urgency,
            owner_id=stands.owner_id,
        )
        if asked != stands:
            raise NotPermitted(N_("It was sent; begin another for another agency."))
    _put(session, row, details)
    row.wait(row.state_since, known_for(session, row))
    _audit(session, "referral.revise", row)
    return facts_of(session, row)


def take(
    session: UnitOfWork,
    row: Referral,
    step: Step,
    reports: tuple[ReportRow, ...] | None = None,
) -> None:
    """Take one act's way on a locked row, with its history and audit; `reports` where
    they were read already."""
    if step.to is S.SENT:
        on = step.told.on or session.today()
        referral_sending.check_consent(session, row, on)
    before, teller = row.state, Teller(session, row)
    known = known_for(session, row, step, teller.reached, reports)
    passed = row.move(step, known)
    teller.tell_step(step, before, passed)
    if step.to is S.SENT:
        referral_sending.disclose(session, row, row.state_since)
    _audit(session, "referral.move", row)
    session.flush()


def move(
    session: UnitOfWork, referral_id: UUID, step: Step, *, seen: int
) -> ReferralFacts:
    """Take a lawful next step; `seen` is the version that the screen shows.

    Raises ChangedElsewhere, NotPermitted for a step that the table does not have,
    InvalidField for what the step needs and was not told.
    """
    row = locked(session, referral_id, seen)
    take(session, row, step)
    return facts_of(session, row)


def send(
    session: UnitOfWork,
    referral_id: UUID,
    sharing: Sharing,
    told: Told = TODAY,
    *,
    seen: int,
) -> ReferralFacts:
    """It left the clinic; a sealed one only under a consent that covers the agency."""
    return move(session, referral_id, Step(S.SENT, told, sharing=sharing), seen=seen)


def mark_accepted(
    session: UnitOfWork, referral_id: UUID, told: Told, *, seen: int
) -> ReferralFacts:
    """The agency takes the child on; that it arrived is not enough."""
    return move(session, referral_id, Step(S.ACCEPTED, told), seen=seen)


def mark_scheduled(
    session: UnitOfWork, referral_id: UUID, visit_on: date, told: Told, *, seen: int
) -> ReferralFacts:
    """A visit is set, or set anew."""
    step = Step(S.SCHEDULED, told, visit_on=visit_on)
    return move(session, referral_id, step, seen=seen)


def mark_missed(
    session: UnitOfWork,
    referral_id: UUID,
    told: Told,
    *,
    seen: int,
    by_family: bool = False,
) -> ReferralFacts:
    """Nobody came; unless the family is known to have missed it, the reason is open."""
    detail = Detail.BY_FAMILY if by_family else Detail.REASON_UNKNOWN
    return move(session, referral_id, Step(S.MISSED, told, detail), seen=seen)


def called_off_by_agency(
    session: UnitOfWork, referral_id: UUID, told: Told, *, seen: int
) -> ReferralFacts:
    """Never counts as missed by the family."""
    step = Step(S.MISSED, told, Detail.BY_AGENCY)
    return move(session, referral_id, step, seen=seen)


def close(
    session: UnitOfWork,
    referral_id: UUID,
    closing: Closing,
    told: Told = TODAY,
    *,
    seen: int,
) -> ReferralFacts:
    """End a cycle as the family has it: got help, got none, chose not to."""
    step = Step(closing.to, told, closing=closing)
    return move(session, referral_id, step, seen=seen)


def enter_in_error(
    session: UnitOfWork, referral_id: UUID, reason: str, *, seen: int
) -> ReferralFacts:
    """Take out what was entered by mistake; its history stays."""
    step = Step(S.ENTERED_IN_ERROR, Told(note=reason))
    return move(session, referral_id, step, seen=seen)


def _check_not_taken_up(session: UnitOfWork, row: Referral) -> None:
    later = session.scalars(
        select(Referral.id).where(
            Referral.previous_id == row.id,
            Referral.voided_at.is_(None),
            Referral.state != S.ENTERED_IN_ERROR,
        )
    ).first()
    if later is not None:
        raise NotPermitted(N_("This was taken up again already."))


def reopen(session: UnitOfWork, referral_id: UUID, told: Told, *, seen: int) -> Created:
    """Begin a linked cycle of a closed referral; the closed one stays as it is."""
    row = locked(session, referral_id, seen)
    if row.state not in HELP_ENDS:
        raise NotPermitted(N_("Only a closed referral is taken up again."))
    if not told.note.strip():
        raise InvalidField("note", N_("Say why."))
    _check_not_taken_up(session, row)
    return _begin(session, row.member_id, details_of(row), told, row)


def refer_elsewhere(
    session: UnitOfWork,
    referral_id: UUID,
    details: ReferralDetails,
    told: Told = TODAY,
    *,
    seen: int,
) -> Created:
    """The agency said no: close with that reason, begin a linked draft for another."""
    row = locked(session, referral_id, seen)
    if row.state is not S.DECLINED:
        raise NotPermitted(N_("The agency has not said no."))
    _check_form(details)
    full = row.detail is Detail.FULL
    closing = Closing(
        S.NO_HELP,
        reason=NoHelpReason.FULL if full else NoHelpReason.DECLINED,
        next_step=details.agency,
    )
    take(session, row, Step(S.NO_HELP, told, closing=closing))
    return _begin(session, row.member_id, details, told, row)
