"""Visits past and coming, at clinic hours, with rides, interpreters, child care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk.care.appointments import Appointment, AppointmentStatus, CalledOffBy
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import BarrierKind
from hhdesk.care.person import Interpreter
from hhdesk.care.programs import SegmentState
from hhdesk.demo import texts
from hhdesk.demo.clinic import ZONE
from hhdesk.demo.days import working_days_from, works
from hhdesk.demo.enrollments import Course
from hhdesk.demo.health import OPEN, Health
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.plan_lines import NURSE
from hhdesk.demo.team import pediatrician, school

CLINIC_PLACE = "Dos Puentes Children's Clinic"

SPAN = 42
NEAR = 1.7
ASK_AGAIN = 2
HOURS = (8, 9, 10, 11, 13, 14, 15, 16)
BOOKED, FULFILLED, NO_SHOW, CANCELLED, PROPOSED = (
    AppointmentStatus.BOOKED,
    AppointmentStatus.FULFILLED,
    AppointmentStatus.NO_SHOW,
    AppointmentStatus.CANCELLED,
    AppointmentStatus.PROPOSED,
)
RIDE, INTERPRETER = ArrangementKind.TRANSPORT, ArrangementKind.INTERPRETER
CONFIRMED, NEEDED, REQUESTED, FAILED = (
    ArrangementStatus.CONFIRMED,
    ArrangementStatus.NEEDED,
    ArrangementStatus.REQUESTED,
    ArrangementStatus.FAILED,
)
PAST = [(FULFILLED, 81), (NO_SHOW, 9), (CANCELLED, 10)]
Help = tuple[ArrangementKind, ArrangementStatus, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as it is told; the place is the clinic unless named."""

    title: str
    starts: datetime
    minutes: int = 30
    status: AppointmentStatus = BOOKED
    place: str = CLINIC_PLACE
    with_whom: str = ""
    reason: str = ""
    barrier: BarrierKind | None = None
    called_off_by: CalledOffBy | None = None
    helps: tuple[Help, ...] = ()
    seal: Seal = OPEN
    referral_id: UUID | None = None
    id: UUID | None = None


def enter(making: Making, kid: Kid, visit: Visit) -> None:
    """Write a visit with its arrangements; the coordinator's time is then taken."""
    booked = min(visit.starts - timedelta(days=12), making.now)
    row = making.new(
        Appointment,
        booked,
        seal=visit.seal,
        id=visit.id,
        member_id=kid.id,
        referral_id=visit.referral_id,
        staff_id=kid.worker.id,
        title=visit.title,
        place=visit.place,
        with_whom=visit.with_whom,
        starts_at=visit.starts,
        ends_at=visit.starts + timedelta(minutes=visit.minutes),
        status=visit.status,
        reason=visit.reason,
        barrier=visit.barrier,
        called_off_by=visit.called_off_by,
    )
    if visit.status is NO_SHOW and not visit.reason:
        missed = visit.starts.astimezone(ZoneInfo(ZONE)).date()
        row.ask_on = working_days_from(missed, ASK_AGAIN)
    for kind, status, detail in visit.helps:
        making.new(
            Arrangement,
            booked,
            appointment_id=row.id,
            kind=kind,
            status=status,
            detail=detail,
        )
    making.taken.setdefault(kid.worker.id, set()).add(visit.starts)


def _moment(making: Making, kid: Kid, *, past: bool) -> datetime:
    """A free quarter of an hour of a working day, within six weeks of today; what is
    still to come may be later today."""
    taken = making.taken.setdefault(kid.worker.id, set())
    while True:
        # Most of what a clinic knows of lies near today.
        days = int(making.rng.random() ** NEAR * SPAN)
        day = making.ago(days + 1) if past else making.ahead(days)
        if not works(day):
            continue
        hour = making.pick(HOURS)
        moment = making.at(day, hour, making.pick((0, 15, 30, 45)))
        # Nobody's time is found free for ever in a crowded calendar.
        if moment not in taken or making.chance(0.05):
            return moment


def _kinds(kid: Kid, health: Health) -> list[tuple[dict[str, Any], float]]:
    return [
        (one, one["weight"])
        for one in texts.read("visits")["visits"]
        if texts.suits(one, kid.age)
        and ("condition" not in one or one["condition"] in health.keys)
        and ("specialist" not in one or health.specialist)
    ]


def _place(kid: Kid, one: dict[str, Any]) -> str:
    place = one.get("place", CLINIC_PLACE)
    told = {"home": "At home", "school": school(kid)}
    found: str = told.get(place, place)
    return found


def _with(kid: Kid, one: dict[str, Any], health: Health) -> str:
    who = {
        "doctor": pediatrician(kid),
        "nurse": NURSE,
        "coordinator": kid.worker.name,
    }
    if "specialist" in one and health.specialist:
        return health.specialist[0]
    return who.get(one.get("with", ""), "")


def helps_for(making: Making, kid: Kid, *, past: bool) -> tuple[Help, ...]:
    """What the family needs to get there and be understood."""
    found: list[Help] = []
    coming = [(CONFIRMED, 78), (REQUESTED, 13), (NEEDED, 9)]
    status = CONFIRMED if past else making.weighted(coming)
    if making.chance(0.3):
        found.append((RIDE, status, making.pick(texts.read("visits")["rides"])))
    if kid.main.languages.interpreter is Interpreter.NEEDED:
        status = CONFIRMED if past else making.weighted(coming)
        found.append((INTERPRETER, status, kid.language))
    if len(kid.family.children) > 2 and making.chance(0.25):
        detail = making.pick(texts.read("visits")["child_care"])
        found.append((ArrangementKind.CHILD_CARE, status, detail))
    return tuple(found)


def _told(
    making: Making, kid: Kid, status: AppointmentStatus, *, elsewhere: bool
) -> dict[str, str]:
    """Why a visit was missed or called off; nothing for one that was kept. Only a
    visit `elsewhere` can be called off by its agency."""
    read = texts.read("visits")
    if status is CANCELLED:
        agency = CalledOffBy.AGENCY.value
        all_reasons = read["cancelled"]
        fit = [one for one in all_reasons if elsewhere or one["by"] != agency]
        return making.pick(fit)
    if status is not NO_SHOW:
        return {"text": ""}
    needed = kid.main.languages.interpreter is Interpreter.NEEDED
    fitting = [one for one in read["missed"] if needed or "interpreter" not in one]
    return making.pick(fitting)


def _visit(making: Making, kid: Kid, health: Health, *, past: bool) -> Visit:
    one = making.weighted(_kinds(kid, health))
    status = making.dealt("past visits", PAST) if past else BOOKED
    if not past and making.chance(0.08):
        status = PROPOSED
    agency = one.get("place", "") not in {"", "home", "school"}
    told = _told(making, kid, status, elsewhere=agency)
    barrier = BarrierKind(told["barrier"]) if "barrier" in told else None
    helps = helps_for(making, kid, past=past)
    if one.get("place") == "home":
        helps = tuple(found for found in helps if found[0] is INTERPRETER)
    if barrier is BarrierKind.TRANSPORTATION:
        ride = (RIDE, FAILED, told["text"])
        helps = (ride, *(found for found in helps if found[0] is not RIDE))
    return Visit(
        one["title"],
        _moment(making, kid, past=past),
        one["minutes"],
        status,
        _place(kid, one),
        _with(kid, one, health),
        told["text"],
        barrier,
        CalledOffBy(told["by"]) if "by" in told else None,
        helps,
    )


def invent(making: Making, kid: Kid, course: Course, health: Health) -> None:
    """Past and coming visits of a child who is known long enough for them."""
    if course.state is SegmentState.IDENTIFIED:
        return
    known = (making.today - course.since).days
    past, coming = [(0, 25), (1, 45), (2, 30)], [(0, 15), (1, 50), (2, 35)]
    if course.state is SegmentState.ENDED:
        return
    if known > SPAN + 14:
        for _ in range(making.weighted(past)):
            enter(making, kid, _visit(making, kid, health, past=True))
    for _ in range(making.weighted(coming)):
        enter(making, kid, _visit(making, kid, health, past=False))
