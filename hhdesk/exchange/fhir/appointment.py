"""Appointment: a visit with who takes part, how it went, what is arranged for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hhdesk.care.appointments import LONGEST, AppointmentStatus, CalledOffBy
from hhdesk.care.arrangements import (
    ArrangementKind,
    ArrangementRow,
    ArrangementStatus,
)
from hhdesk.care.goals import BarrierKind
from hhdesk.care.imported import Person, SourceKey, Told
from hhdesk.care.imported_loops import VisitFact
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.concepts import codings, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.labels import own_seal
from hhdesk.exchange.fhir.parties import FAMILY, party
from hhdesk.exchange.fhir.primitives import IMPOSSIBLE_DATE
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

IN_ERROR = N_("it was entered in error")
NO_TIME = N_("it has no time yet")
TOO_LONG = N_("it lasts longer than one day")
NOBODY = N_("it names no patient")
SEVERAL = N_("it is for several children; it was entered for the first")

UNNAMED = "Visit"
"""What a visit is for, where its source does not say it."""

# Minutes that no visit lasts, and that a calendar can still count.
_TOO_MANY = 10_000

_STATUSES = {
    "proposed": AppointmentStatus.PROPOSED,
    "pending": AppointmentStatus.PROPOSED,
    "waitlist": AppointmentStatus.PROPOSED,
    "booked": AppointmentStatus.BOOKED,
    "checked-in": AppointmentStatus.ARRIVED,
    "arrived": AppointmentStatus.ARRIVED,
    "fulfilled": AppointmentStatus.FULFILLED,
    "cancelled": AppointmentStatus.CANCELLED,
    "noshow": AppointmentStatus.NO_SHOW,
}
_ARRANGED = {
    "needs-action": ArrangementStatus.NEEDED,
    "tentative": ArrangementStatus.REQUESTED,
    "accepted": ArrangementStatus.CONFIRMED,
    "declined": ArrangementStatus.FAILED,
}
# HL7's cancellation reasons begin with whose they are.
_WHOSE = {"pat": CalledOffBy.FAMILY, "prov": CalledOffBy.AGENCY}


def _moment(visit: Json, element: str) -> datetime:
    """Raises Fault for a moment before the year 1 in UTC, and for a leap second."""
    try:
        return datetime.fromisoformat(visit[element]).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Fault(IMPOSSIBLE_DATE, element, value=visit[element][:40]) from error


def _times(visit: Json) -> tuple[datetime, datetime]:
    """Raises Fault for an end that is missing or not after the beginning."""
    start = _moment(visit, "start")
    if "end" in visit:
        end = _moment(visit, "end")
    elif "minutesDuration" in visit:
        end = start + timedelta(minutes=min(visit["minutesDuration"], _TOO_MANY))
    else:
        raise Fault(N_("it has a beginning and no end"), "end")
    if end <= start:
        raise Fault(N_("it ends before it begins"), "end")
    return start, end


def _patients(entry: Entry, index: Index) -> list[Person]:
    """The children that take part."""
    found: dict[Person, None] = {}
    for part in entry.resource.get("participant", ()):
        person = index.whom(entry, part.get("actor"))
        if person is None:
            continue
        if not isinstance(person, SourceKey) or person.type == "Patient":
            found[person] = None
    return list(found)


def about(entry: Entry, index: Index) -> Person | None:
    return next(iter(_patients(entry, index)), None)


def reason_to_keep(entry: Entry, index: Index) -> Told | None:
    visit = entry.resource
    if visit["status"] == "entered-in-error":
        return Told(IN_ERROR)
    if about(entry, index) is None:
        return Told(NOBODY)
    if "start" not in visit:
        return Told(NO_TIME)
    start, end = _times(visit)
    return Told(TOO_LONG) if end - start > LONGEST else None


def _title(visit: Json) -> str:
    concepts = (
        *visit.get("serviceType", ()),
        visit.get("appointmentType"),
        *visit.get("reasonCode", ()),
        *visit.get("serviceCategory", ()),
    )
    named = next(filter(None, map(words, concepts)), "")
    return tidy(visit.get("description")) or named or UNNAMED


def _called_off_by(visit: Json, status: AppointmentStatus) -> CalledOffBy | None:
    """Whose doing it was, where a code says it; words alone do not."""
    if status is not AppointmentStatus.CANCELLED:
        return None
    why = visit.get("cancelationReason")
    own = ours.coded(why, ours.CALLED_OFF_BY, CalledOffBy)
    codes = (code.partition("-")[0] for _, code, _ in codings(why))
    theirs = (_WHOSE[code] for code in codes if code in _WHOSE)
    return own or next(theirs, None)


def _reason(visit: Json, status: AppointmentStatus) -> str:
    """In whose words it was called off or missed; ours stand apart from the code's."""
    if status not in {AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW}:
        return ""
    why, own = visit.get("cancelationReason"), ours.only_part(visit, "visit")
    systems = {system for system, _, _ in codings(why)}
    if own or systems & {ours.CALLED_OFF_BY, ours.BARRIER}:
        return ours.text(own.get("reason"))
    return words(why)


def _barrier(visit: Json, status: AppointmentStatus) -> BarrierKind | None:
    if status is not AppointmentStatus.NO_SHOW:
        return None
    return ours.coded(visit.get("cancelationReason"), ours.BARRIER, BarrierKind)


def _parts(entry: Entry, index: Index) -> Iterator[tuple[str, str]]:
    """Who and what takes part beside the family: its kind and its name."""
    for part in entry.resource.get("participant", ()):
        actor = part.get("actor")
        if actor is None or _arranged_kind(part) is not None:
            continue
        found = party(actor, entry, index, "Practitioner")
        if found.kind not in FAMILY:
            name = found.person or found.organization
            yield found.kind, name


def _arranged_kind(part: Json) -> ArrangementKind | None:
    for concept in part.get("type", ()):
        kind = ours.coded(concept, ours.ARRANGEMENT, ArrangementKind)
        if kind is not None:
            return kind
    return None


def _arrangements(visit: Json) -> tuple[ArrangementRow, ...]:
    """Rides and interpreters; each is arranged once for a visit."""
    found: dict[ArrangementKind, ArrangementRow] = {}
    for part in visit.get("participant", ()):
        kind = _arranged_kind(part)
        if kind is not None:
            detail = ours.text(part.get("actor", {}).get("display"))
            row = ArrangementRow(kind, _ARRANGED[part["status"]], detail)
            found.setdefault(kind, row)
    return tuple(found.values())


def _named(pairs: list[tuple[str, str]], *, places: bool) -> str:
    names = (name for kind, name in pairs if (kind == "Location") is places)
    return ", ".join(dict.fromkeys(filter(None, names)))


def _request(visit: Json, entry: Entry, index: Index) -> SourceKey | None:
    for reference in visit.get("basedOn", ()):
        key = index.key_of(reference, entry, "ServiceRequest")
        if key is not None and key.type == "ServiceRequest":
            return key
    return None


def read(entry: Entry, index: Index) -> VisitFact:
    """Raises Fault where its times are no times of a visit."""
    visit = entry.resource
    status = _STATUSES[visit["status"]]
    patients = _patients(entry, index)
    pairs = list(_parts(entry, index))
    replaces = ours.only_part(visit, "visit").get("replaces")
    start, end = _times(visit)
    return VisitFact(
        entry.original(),
        patients[0],
        _title(visit),
        start,
        end,
        status,
        _named(pairs, places=True),
        _named(pairs, places=False),
        _reason(visit, status),
        _barrier(visit, status),
        _called_off_by(visit, status),
        _arrangements(visit),
        _request(visit, entry, index),
        index.key_of(replaces, entry, "Appointment")
        if isinstance(replaces, dict)
        else None,
        own_seal(visit),
        (Told(SEVERAL),) if len(patients) > 1 else (),
    )
