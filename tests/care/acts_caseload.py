"""The acts of teams, absences and hand-overs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hhdesk.care import absences, handovers, reassignment, staff, staff_teams
from hhdesk.care.absences import AbsenceDetails, AbsenceRow
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.reassignment import Chosen, HandedOver, Moving
from hhdesk.care.staff import Role, Staff
from hhdesk.care.staff_teams import TeamRow
from tests.care.act_desk import Desk, words
from tests.care.acts import Case
from tests.databases import ACTOR_ID


def _colleague(desk: Desk) -> UUID:
    one = Staff(id=desk.session.new_id(), login=words("two"), name=words("Ines"))
    one.role = Role.COORDINATOR
    desk.session.add(one)
    desk.session.flush()
    return one.id


def _absence(desk: Desk, days: int = 0) -> AbsenceRow:
    begin = desk.session.today() + timedelta(days=days)
    details = AbsenceDetails(
        ACTOR_ID, begin, begin + timedelta(days=4), _colleague(desk), words("trip")
    )
    return absences.enter(desk.session, details)


def _resumed(desk: Desk) -> None:
    row = _absence(desk)
    before = desk.act(absences.end_early, row)
    absences.resume(desk.session, before)


def _team(desk: Desk) -> TeamRow:
    return staff_teams.make(desk.session, words("east"), [ACTOR_ID])


def _handed_over(desk: Desk, to: UUID | None = None) -> HandedOver:
    seen = desk.session.get_one(EnrollmentSegment, desk.segment_id).version
    chosen = [Chosen(desk.member_id, seen)]
    moving = Moving(to or _colleague(desk), words("call first"))
    return reassignment.hand_over(desk.session, chosen, moving)


def _read(desk: Desk, *, again: bool = False) -> None:
    segment = desk.session.get_one(EnrollmentSegment, desk.segment_id)
    segment.coordinator_id = _colleague(desk)
    desk.session.flush()
    (moved,) = _handed_over(desk, ACTOR_ID).children
    handovers.mark_read(desk.session, moved.handover_id)
    if again:
        handovers.mark_unread(desk.session, moved.handover_id)


def _renamed(desk: Desk) -> None:
    one = next(row for row in staff.colleagues(desk.session) if row.id == ACTOR_ID)
    details = replace(one.details, name=words("Rosa"), phone=words())
    staff.change(desk.session, one.id, details, seen=one.version)


CASES = (
    Case("staff.change", "staff.change", _renamed),
    Case("absences.enter", "absence.enter", _absence),
    Case(
        "absences.change",
        "absence.change",
        lambda desk: (
            (row := _absence(desk)) and desk.act(absences.change, row, row.details)
        ),
    ),
    Case(
        "absences.end_early",
        "absence.end",
        lambda desk: desk.act(absences.end_early, _absence(desk)),
    ),
    Case("absences.resume", "absence.enter", _resumed),
    Case(
        "absences.drop",
        "absence.drop",
        lambda desk: desk.act(absences.drop, _absence(desk)),
    ),
    Case("staff_teams.make", "team.make", _team),
    Case(
        "staff_teams.change",
        "team.change",
        lambda desk: desk.act(staff_teams.change, _team(desk), words("west"), []),
    ),
    Case(
        "staff_teams.drop",
        "team.drop",
        lambda desk: desk.act(staff_teams.drop, _team(desk)),
    ),
    Case("reassignment.hand_over", "caseload.hand_over", _handed_over),
    Case(
        "reassignment.take_back",
        "caseload.take_back",
        lambda desk: reassignment.take_back(desk.session, _handed_over(desk)),
    ),
    Case("handovers.mark_read", "handover.read", _read),
    Case(
        "handovers.mark_unread",
        "handover.unread",
        lambda desk: _read(desk, again=True),
    ),
)
