"""Steps of an enrollment: into a program, on, agreed to, on pause, and taken back.

Each step keeps the day it happened, the moment it was entered, who and why.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    audit,
    enrollment,
    enrollment_attempts,
    enrollment_open,
    fact_confirmations,
    members,
    silence,
)
from hhdesk.care.confidentiality import age_on
from hhdesk.care.enrollment import (
    AGREED,
    NOTHING,
    TAKEN_BACK,
    Agreement,
    AgreementWay,
    EnrollmentChange,
    EnrollmentSegment,
    Said,
)
from hhdesk.care.enrollment_attempts import Caution
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason, Pack, SegmentState, pack
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NO_PROGRAM = "default"
DIED = N_("The child has died; nothing more is begun.")


def rules_of(session: UnitOfWork, segment: EnrollmentSegment, on: date) -> Pack:
    """The pack of a segment as it holds for its child on a day."""
    return fact_confirmations.rules_for(session, segment.pack, segment.member_id, on)


def cautions(
    session: UnitOfWork,
    segment_id: UUID,
    to: SegmentState,
    on: date,
    reason: EndReason | None = None,
    how: AgreementWay | None = None,
) -> tuple[Caution, ...]:
    """What to say before a step, where something speaks against it. One that blocks is
    the refusal of the step itself. `how` is the agreement that is told with it."""
    segment = session.get_one(EnrollmentSegment, segment_id)
    return _cautions(session, segment, to, on, reason, how or segment.agreed_how)


def cautions_of_entering(
    session: UnitOfWork, member_id: UUID, name: str, on: date
) -> tuple[Caution, ...]:
    """What to say before a child enters a program on a day."""
    fact = fact_confirmations.rules_for(session, name, member_id, on).facts.get(
        "under_age"
    )
    age = age_on(members.present(session, member_id).birth_date, on)
    if fact is None or fact.number is None or age < fact.number:
        return ()
    sentence = N_("The program is for those under {age} years.")
    return (Caution(sentence, (("age", fact.number),), (fact,)),)


def _cautions(
    session: UnitOfWork,
    segment: EnrollmentSegment,
    to: SegmentState,
    on: date,
    reason: EndReason | None,
    how: AgreementWay | None,
) -> tuple[Caution, ...]:
    found: list[Caution | None] = []
    rules = rules_of(session, segment, on)
    if to is SegmentState.ENDED and reason is EndReason.UNABLE_TO_REACH:
        found.append(
            enrollment_attempts.of_segment(session, segment, rules, on).caution
        )
    if to is SegmentState.ENROLLED and how is not None:
        found.append(_way_caution(rules, how))
    return tuple(one for one in found if one is not None)


def _way_caution(rules: Pack, how: AgreementWay) -> Caution | None:
    fact = rules.facts.get("agreement_ways")
    if fact is None or how in fact.codes:
        return None
    return Caution(N_("The program asks for another way of agreeing."), (), (fact,))


def move(
    session: UnitOfWork,
    segment_id: UUID,
    to: SegmentState,
    on: date,
    reason: EndReason | None = None,
    said: Said = NOTHING,
    *,
    seen: int | None = None,
) -> int:
    """Take one step of the pack's table; writes history and audit, gives the segment's
    new version.

    An end other than by death is refused while something of the child is open.
    """
    segment = enrollment.locked(session, segment_id, seen)
    if to is SegmentState.ENDED and reason is not EndReason.DECEASED:
        _check_open(session, segment.member_id)
    return take(session, segment, to, on, reason, said)


def take(
    session: UnitOfWork,
    segment: EnrollmentSegment,
    to: SegmentState,
    on: date,
    reason: EndReason | None,
    said: Said,
) -> int:
    """A step whose open things were seen to."""
    _check_day(session, segment, on, reason)
    before = segment.state
    if said.agreed is not None:
        segment.agree(said.agreed, session.today())
    segment.move(rules_of(session, segment, on), to, on, reason, said)
    for caution in _cautions(session, segment, to, on, reason, segment.agreed_how):
        if caution.blocks:
            raise caution.refuse()
    why = reason or said.pause
    code = why.value if why else ""
    enrollment.told(session, segment, before, on, code, said.agreed)
    audit.record(session, "enrollment.move", segment.member_id, to=to.value)
    session.flush()
    return segment.version


def _check_day(
    session: UnitOfWork,
    segment: EnrollmentSegment,
    on: date,
    reason: EndReason | None,
) -> None:
    """Of a death it may be heard long after."""
    if on > session.today():
        raise InvalidField("on", N_("This day has not come yet."))
    steps = _standing(session, segment)
    last = max((one.on for one in steps), default=segment.begins_on)
    if on < last and reason is not EndReason.DECEASED:
        raise InvalidField("on", N_("This day is before the last step."))


def _check_open(session: UnitOfWork, member_id: UUID) -> None:
    """Nobody leaves with a loop open; `enrollment_ending` gives each its end."""
    count = len(enrollment_open.of_member(session, member_id).ids)
    if count:
        sentence = N_("Say first what becomes of all that is open: {count}.")
        raise NotPermitted(sentence, count=count)


def record_agreement(
    session: UnitOfWork, segment_id: UUID, agreement: Agreement, *, seen: int
) -> int:
    """Write down who agreed to be enrolled, and how; the state stays. Gives the
    segment's new version."""
    segment = enrollment.locked(session, segment_id, seen)
    segment.agree(agreement, session.today())
    enrollment.told(session, segment, segment.state, agreement.on, AGREED, agreement)
    how = agreement.how.value
    audit.record(session, "enrollment.agree", segment.member_id, how=how)
    session.flush()
    return segment.version


def _standing(
    session: UnitOfWork, segment: EnrollmentSegment
) -> list[EnrollmentChange]:
    """The segment's history in its order, without what was taken back."""
    one = EnrollmentChange
    found = session.scalars(
        select(one)
        .where(
            one.segment_id == segment.id,
            one.taken_back_at.is_(None),
            one.reason != TAKEN_BACK,
        )
        .order_by(one.entered_at, one.id)
    )
    return list(found)


def take_back(session: UnitOfWork, segment_id: UUID, *, seen: int) -> None:
    """The last step was a mistake: it stands as before, and the history says both.

    What an end closed beside it stays closed: each has its own way back. Raises
    NotPermitted where nothing is to be taken back.
    """
    segment = enrollment.locked(session, segment_id, seen)
    if not segment.current:
        raise NotPermitted(N_("This enrollment has become history."))
    steps = _standing(session, segment)
    if not steps:
        raise NotPermitted(NOTHING_THERE)
    last = steps[-1]
    last.taken_back_at = session.now()
    agreed = [one.agreement for one in steps[:-1] if one.agreement is not None]
    if last.from_state is None:
        _unbegin(session, segment)
    elif last.reason == AGREED:
        segment.take_agreement_back(agreed[-1] if agreed else None)
    else:
        if segment.end_reason is EndReason.DECEASED:
            _lives_again(session, segment)
        segment.put_back(last.from_state)
        if last.agreement is not None:
            segment.take_agreement_back(agreed[-1] if agreed else None)
    enrollment.told(session, segment, last.to_state, session.today(), TAKEN_BACK)
    to = segment.state.value
    audit.record(session, "enrollment.take_back", segment.member_id, to=to)
    session.flush()


NOTHING_THERE = N_("There is no step to take back.")


def _unbegin(session: UnitOfWork, segment: EnrollmentSegment) -> None:
    """The one before goes on; a first enrollment is never taken back."""
    if segment.previous_id is None:
        raise NotPermitted(NOTHING_THERE)
    segment.current = False
    segment.void(TAKEN_BACK, session.now(), session.actor_id)
    before = enrollment.locked(session, segment.previous_id)
    before.current = True
    if before.pack == NO_PROGRAM and before.transferred_to == segment.pack:
        steps = _standing(session, before)
        steps[-1].taken_back_at = session.now()
        before.put_back(steps[-1].from_state or before.state)
        enrollment.told(
            session, before, SegmentState.ENDED, session.today(), TAKEN_BACK
        )


def _lives_again(session: UnitOfWork, segment: EnrollmentSegment) -> None:
    """The day that the end wrote goes with it."""
    member = session.get_one(Member, segment.member_id, with_for_update=True)
    if member.deceased_on == segment.ends_on:
        member.deceased_on = None


def enter(
    session: UnitOfWork, segment_id: UUID, name: str, on: date, *, seen: int
) -> UUID:
    """A new segment after one that ended, or of a program for a child in none; linked
    with the one before. Gives its id.

    Raises NotPermitted where the child is in a program, or has died.
    """
    before = enrollment.locked(session, segment_id, seen)
    members.present(session, before.member_id)
    if silence.silent(session, before.member_id):
        raise NotPermitted(DIED)
    if not before.current:
        raise NotPermitted(N_("This enrollment has become history."))
    _check_day(session, before, on, None)
    _check_valid(name, on)
    for caution in cautions_of_entering(session, before.member_id, name, on):
        if caution.blocks:
            raise caution.refuse()
    if before.state is not SegmentState.ENDED:
        if before.pack != NO_PROGRAM or name == NO_PROGRAM:
            raise NotPermitted(N_("The child is in a program already."))
        # The child stays with us: nothing of it wants an end.
        state = before.state
        said, gone = Said(transferred_to=name), EndReason.TRANSFERRED
        before.move(pack(NO_PROGRAM, on), SegmentState.ENDED, on, gone, said)
        enrollment.told(session, before, state, on, gone.value)
    before.current = False
    made = enrollment.begin(
        session, before.member_id, before.coordinator_id, name, before.id, on
    )
    audit.record(session, "enrollment.enter", before.member_id, pack=name)
    session.flush()
    return made.id


def _check_valid(name: str, on: date) -> None:
    if not pack(name, on).valid_on(on):
        raise InvalidField("on", N_("The program does not take anybody on this day."))
