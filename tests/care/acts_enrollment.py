"""Acts on enrollments: steps, agreements, ends, and what the clinic says of a pack."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care import enrollment_acts, enrollment_ending, fact_confirmations
from hhdesk.care.enrollment import Agreement, AgreementWay, EnrollmentSegment, Said
from hhdesk.care.enrollment_ending import Ending
from hhdesk.care.fact_confirmations import Confirmation
from hhdesk.care.programs import EndReason, SegmentState
from tests.care.act_desk import Desk, words
from tests.care.acts import Case


def version(desk: Desk, segment_id: UUID) -> int:
    desk.session.flush()
    return desk.session.get_one(EnrollmentSegment, segment_id).version


def _moved(desk: Desk) -> None:
    seen = version(desk, desk.segment_id)
    step, today = SegmentState.ENGAGED, desk.session.today()
    enrollment_acts.move(desk.session, desk.segment_id, step, today, seen=seen)


def _taken_back(desk: Desk) -> None:
    _moved(desk)
    seen = version(desk, desk.segment_id)
    enrollment_acts.take_back(desk.session, desk.segment_id, seen=seen)


def _agreed(desk: Desk) -> None:
    said = Agreement(
        words("Lucía"), AgreementWay.VERBAL, desk.session.today(), words("form")
    )
    seen = version(desk, desk.segment_id)
    enrollment_acts.record_agreement(desk.session, desk.segment_id, said, seen=seen)


def _entered(desk: Desk) -> None:
    seen, today = version(desk, desk.segment_id), desk.session.today()
    enrollment_acts.enter(desk.session, desk.segment_id, "ca-ecm", today, seen=seen)


def _ended(desk: Desk) -> None:
    desk.draft()
    said = Said(words("far away"))
    ending = Ending(desk.session.today(), EndReason.DECEASED, said=said)
    enrollment_ending.end(desk.session, desk.segment_id, ending)


def _confirmed(desk: Desk) -> UUID:
    source, today = words("the plan's letter"), desk.session.today()
    said = Confirmation("ca-ecm", "attempts", 3, source, today, words("Alliance"))
    return fact_confirmations.confirm(desk.session, said)


def _unconfirmed(desk: Desk) -> None:
    fact_confirmations.take_back(desk.session, _confirmed(desk), words("wrong plan"))


CASES = (
    Case("enrollment_acts.move", "enrollment.move", _moved),
    Case("enrollment_acts.take_back", "enrollment.take_back", _taken_back),
    Case("enrollment_acts.record_agreement", "enrollment.agree", _agreed),
    Case("enrollment_acts.enter", "enrollment.enter", _entered),
    Case("enrollment_ending.end", "enrollment.move", _ended),
    Case("fact_confirmations.confirm", "pack.confirm", _confirmed),
    Case("fact_confirmations.take_back", "pack.take_back", _unconfirmed),
)
