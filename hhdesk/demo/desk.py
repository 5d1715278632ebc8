"""The desk on the demonstration's day: teams, who is away, stays in hospital, messages,
hand-overs, visits that nobody marked, what was put off or answered before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from hhdesk.care import open_loop_ages
from hhdesk.care.absences import StaffAbsence
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.confidentiality import Seal
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.handovers import Handover
from hhdesk.care.open_loop_kinds import LoopKind
from hhdesk.care.snoozes import LoopClosing, Snooze
from hhdesk.care.staff_teams import StaffTeam, StaffTeamMember
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.demo import hospital, texts
from hhdesk.demo.clinic import COORDINATORS, DETAILS, OTHERS, fixed_id
from hhdesk.demo.days import working, working_days_from
from hhdesk.demo.making import Enrolled, Making
from hhdesk.demo.team import HOSPITAL
from hhdesk.store.base import Base
from hhdesk.store.session import UnitOfWork

ROSA, LETICIA, MARCUS, THUY, GRACE = (one.id for one in COORDINATORS)
DENISE, PRIYA, MARISOL, TASHA = (one.id for one in OTHERS)
TEAMS = {
    "Team Fruitvale": (ROSA, LETICIA, DENISE, PRIYA, MARISOL, TASHA),
    "Team Lakeside": (MARCUS, THUY, GRACE, DENISE),
}
OPEN = Seal()
STAYS = (
    (2, StayKind.ED, StayStatus.FINISHED),
    (5, StayKind.INPATIENT, StayStatus.FINISHED),
    (1, StayKind.INPATIENT, StayStatus.IN_PROGRESS),
    (9, StayKind.ED, StayStatus.FINISHED),
)
FEW = 10
"""Coordinators of fewer children have none of this but their team."""


def teams(session: UnitOfWork) -> Iterable[Base]:
    """Two teams with one lead, who looks at both."""
    for number, (name, people) in enumerate(TEAMS.items()):
        team = StaffTeam(id=fixed_id(0x40 + number), name=name)
        session.add(team)
        session.flush()
        for one in people:
            key = session.new_id()
            yield StaffTeamMember(id=key, team_id=team.id, staff_id=one)


def enter(making: Making) -> None:
    """Of the children entered last, so that those of the stories keep theirs."""
    _absences(making)
    _answered(making)
    told = texts.read("desk")
    for worker in COORDINATORS:
        theirs = [one for one in making.children if one.worker_id == worker.id]
        if len(theirs) < FEW:
            continue
        children = iter(theirs[::-1])
        for stay in STAYS[: 2 if worker.id in {ROSA, GRACE} else 1]:
            _stay(making, next(children), *stay)
        child = next(children)
        _put_off(making, child, _stay(making, child, *STAYS[3]), told["put_off"])
        _unmarked(making, next(children), told["visits"])
        for text in making.rng.sample(told["messages"], 2):
            _message(making, next(children), text)
    _handover(making, told["handover"])
    hospital.enter(making)


def _absences(making: Making) -> None:
    """One coordinator is away, and one will be."""
    away = [
        (THUY, GRACE, making.ago(2), making.ahead(9)),
        (MARCUS, THUY, making.ahead(16), making.ahead(23)),
    ]
    for staff_id, cover_id, begins, ends in away:
        making.new(
            StaffAbsence,
            making.ago(20),
            staff_id=staff_id,
            cover_id=cover_id,
            begins_on=begins,
            ends_on=ends,
        )


def _answered(making: Making) -> None:
    """What the ages of the last years asked was answered, but for the last weeks."""
    for child in making.children:
        for rule in open_loop_ages.rules_of(DETAILS.state):
            due = rule.due(child.birth)
            if child.since <= due < making.ago(20):
                on = working_days_from(due, 2)
                _close(making, child, rule.id, on)


def _close(making: Making, child: Enrolled, rule: str, on: date) -> None:
    making.new(
        LoopClosing,
        on,
        member_id=child.member_id,
        kind=LoopKind.AGE.value,
        item_id=child.member_id,
        rule=rule,
        closed_on=on,
        reason=texts.read("desk")["answered"],
    )


def _stay(
    making: Making, child: Enrolled, ago: int, kind: StayKind, status: StayStatus
) -> UUID:
    known = working(making.ago(ago), -1)
    gone = status is StayStatus.FINISHED
    told = texts.read("desk")
    reason = making.pick(told["stays"])
    stay = making.new(
        HospitalStay,
        known,
        seal=OPEN,
        member_id=child.member_id,
        kind=kind,
        status=status,
        known_on=known,
        begins_on=known - timedelta(days=0 if kind is StayKind.ED else 2),
        ends_on=known if gone else None,
        place=HOSPITAL,
        reason=reason,
        planned=False if kind is StayKind.INPATIENT else None,
        disposition="home" if gone else "",
        discharge_plan=told["discharge"][reason] if gone else "",
    )
    return stay.id


def _unmarked(making: Making, child: Enrolled, titles: list[str]) -> None:
    """A visit of the last working days of which nobody said how it went."""
    day = working_days_from(making.today, -making.between(1, 3))
    starts = making.at(day, making.between(9, 15))
    making.new(
        Appointment,
        making.ago(20),
        seal=OPEN,
        member_id=child.member_id,
        staff_id=child.worker_id,
        title=making.pick(titles),
        place=DETAILS.name,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30),
        status=AppointmentStatus.BOOKED,
    )


def _message(making: Making, child: Enrolled, text: str) -> None:
    day = working_days_from(making.today, -making.between(1, 2))
    making.new(
        DeskMessage,
        making.at(day, making.between(9, 16)),
        seal=OPEN,
        member_id=child.member_id,
        from_whom=child.caregiver,
        text=text,
    )


def _put_off(making: Making, child: Enrolled, stay_id: UUID, reason: str) -> None:
    """The family is away for some days after a stay."""
    making.new(
        Snooze,
        making.ago(3),
        member_id=child.member_id,
        kind=LoopKind.STAY_VISIT.value,
        item_id=stay_id,
        rule="",
        due_on=making.ago(9),
        until_on=making.ahead(6),
        reason=reason,
    )


def _handover(making: Making, note: str) -> None:
    """Two children came to Rosa and Grace from others."""
    for giver, taker in ((MARCUS, ROSA), (THUY, GRACE)):
        theirs = [one for one in making.children if one.worker_id == taker]
        if len(theirs) < FEW:
            continue
        child = theirs[-1]
        on = working(making.ago(1), -1)
        making.new(
            Handover,
            on,
            member_id=child.member_id,
            from_id=giver,
            to_id=taker,
            note=note,
            on=on,
        )
