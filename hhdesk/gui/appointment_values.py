"""The appointment form's fields as text and codes, and the value they stand for.

Text is kept as typed, so that nothing is lost where it cannot be understood.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk.care import clinic_time
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointment_saving import AppointmentForm
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Interpreter
from hhdesk.errors import InvalidField
from hhdesk.gui import clock_times, days, visit_words
from hhdesk.i18n import N_, language_name

Values = dict[str, str]
"""Field name to what stands in it; ids and codes for choices, "" for none."""

HALF_HOUR = 30
KINDS = tuple(ArrangementKind)


def blank() -> Values:
    """A new visit of half an hour that nothing is arranged for."""
    names = ["member", "title", "place", "with_whom", "staff", "referral"]
    values = dict.fromkeys([*names, "day", "time", "second", "replaces"], "")
    values["length"] = str(HALF_HOUR)
    values |= sealed(Seal())
    for kind in KINDS:
        values |= _arranged(kind, "", "")
    return values


def at(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Values:
    """The fields of two moments."""
    here = starts_at.astimezone(zone)
    return {
        "day": days.typed(here.date()),
        "time": clock_times.typed(here.time()),
        "second": "1" if here.fold else "",
        "length": str(round((ends_at - starts_at).total_seconds() / 60)),
    }


def of_form(form: AppointmentForm, member_id: UUID, zone: ZoneInfo) -> Values:
    """The form of one that exists."""
    details = form.details
    values = blank() | at(details.starts_at, details.ends_at, zone)
    values |= {
        "member": str(member_id),
        "title": details.title,
        "place": details.place,
        "with_whom": details.with_whom,
        "staff": _key(details.staff_id),
        "referral": _key(details.referral_id),
    }
    values |= sealed(details.seal)
    for row in form.arrangements:
        values |= _arranged(row.kind, row.status.value, visit_words.arranged(row))
    return values


def again(row: CalendarRow, today: date, zone: ZoneInfo) -> Values:
    """The same visit once more: at the same time of the week, after today."""
    here = row.starts_at.astimezone(zone)
    ahead = (here.weekday() - today.weekday() - 1) % 7 + 1
    values = blank() | at(row.starts_at, row.ends_at, zone)
    values |= {
        "member": _key(row.member_id),
        "title": row.title,
        "place": row.place,
        "with_whom": row.with_whom,
        "staff": _key(row.staff_id),
        "referral": _key(row.referral_id),
        "day": days.typed(today + timedelta(days=ahead)),
        "second": "",
        "replaces": str(row.id),
    }
    values |= sealed(row.seal)
    for one in row.arrangements:
        needed = ArrangementStatus.NEEDED.value
        values |= _arranged(one.kind, needed, visit_words.arranged(one))
    return values


def needs_of(page: MemberPage) -> Values:
    """What this family always needs: an interpreter for the caregiver's language."""
    main = page.main_caregiver
    speaks = main.languages if main else page.languages
    if speaks.interpreter is not Interpreter.NEEDED:
        return {}
    needed = ArrangementStatus.NEEDED.value
    return _arranged(ArrangementKind.INTERPRETER, needed, language_name(speaks.spoken))


def _arranged(kind: ArrangementKind, status: str, detail: str) -> Values:
    return {f"{kind.value}.status": status, f"{kind.value}.detail": detail}


def sealed(seal: Seal) -> Values:
    return {
        "segment": seal.segment.value,
        "consenter": seal.consenter.value,
        "part2": "1" if seal.part2 else "",
    }


def seal_of(values: Values) -> Seal:
    return Seal(
        Segment(values["segment"]),
        Consenter(values["consenter"]),
        bool(values["part2"]),
    )


def _key(value: UUID | None) -> str:
    return str(value) if value else ""


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def when(values: Values, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Beginning and end; raises InvalidField for `day`, `time` or `length`."""
    day, clock = days.parse(values["day"]), clock_times.parse(values["time"])
    if day is None:
        raise InvalidField("day", N_("Enter the day, like 11/23/2026."))
    if clock is None:
        raise InvalidField("time", N_("Enter the time, like 8:30 AM."))
    second = bool(values["second"]) and twice(day, clock, zone)
    starts_at = clinic_time.local_moment(day, clock, zone, second=second)
    return starts_at, starts_at + timedelta(minutes=int(values["length"]))


def twice(day: date | None, clock: time | None, zone: ZoneInfo) -> bool:
    """Whether the clock shows this time two times on that day."""
    if day is None or clock is None:
        return False
    return clinic_time.comes_twice(day, clock, zone)


def replaces(values: Values) -> UUID | None:
    """The missed or called off visit that this one makes good."""
    return _id(values["replaces"])


def member_of(values: Values) -> UUID:
    """Raises InvalidField for no child."""
    found = _id(values["member"])
    if found is None:
        raise InvalidField("member", N_("Choose the child."))
    return found


def to_form(
    values: Values, zone: ZoneInfo, before: AppointmentForm | None
) -> AppointmentForm:
    """What the form stands for; `before` knows the rows of what was arranged."""
    starts_at, ends_at = when(values, zone)
    details = AppointmentDetails(
        values["title"],
        starts_at,
        ends_at,
        values["place"],
        values["with_whom"],
        _id(values["staff"]),
        _id(values["referral"]),
        seal_of(values),
    )
    known = {row.kind: row for row in before.arrangements} if before else {}
    rows = (_row(values, kind, known.get(kind)) for kind in KINDS)
    return AppointmentForm(details, tuple(row for row in rows if row))


def _row(
    values: Values, kind: ArrangementKind, before: ArrangementRow | None
) -> ArrangementRow | None:
    code = values[f"{kind.value}.status"]
    if not code:
        return None
    detail = values[f"{kind.value}.detail"]
    if before is None:
        return ArrangementRow(kind, ArrangementStatus(code), detail)
    if detail == visit_words.arranged(before):
        detail = before.detail
    return ArrangementRow(
        kind, ArrangementStatus(code), detail, before.id, before.version
    )
