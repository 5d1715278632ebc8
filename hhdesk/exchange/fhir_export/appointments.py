"""Appointment: a visit, who takes part, and what is arranged for it."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.appointments import (
    CALLED_OFF_BY_WORDS,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.arrangements import (
    ARRANGEMENT_WORDS,
    ArrangementRow,
    ArrangementStatus,
)
from hhdesk.care.goals import BARRIER_WORDS
from hhdesk.care.member_record import AppointmentRecord
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir_export.elements import (
    TERMS,
    Json,
    clean,
    concept,
    instant,
    own,
    reference,
    resource,
    some,
)
from hhdesk.exchange.fhir_export.origins import Chain, apart
from hhdesk.exchange.fhir_export.people import contained

# Appointment.participant.status.
_ARRANGED = {
    ArrangementStatus.NEEDED: "needs-action",
    ArrangementStatus.REQUESTED: "tentative",
    ArrangementStatus.CONFIRMED: "accepted",
    ArrangementStatus.FAILED: "declined",
}
_CALLED_OFF = {
    CalledOffBy.FAMILY: "pat",
    CalledOffBy.AGENCY: "prov",
    CalledOffBy.CLINIC: "prov",
}


def _family(one: AppointmentRecord) -> str:
    """What the family said to it; another's calling off is not theirs."""
    if one.called_off_by is CalledOffBy.FAMILY:
        return "declined"
    return "needs-action" if one.status is AppointmentStatus.PROPOSED else "accepted"


def _why(one: AppointmentRecord) -> Json:
    """Who called it off, or why it was missed; invariant app-4 lets no other say."""
    by, barrier = one.called_off_by, one.barrier
    if one.status is AppointmentStatus.CANCELLED and by is not None:
        coding = {
            "system": f"{TERMS}/appointment-cancellation-reason",
            "code": _CALLED_OFF[by],
        }
        mine = {"system": ours.CALLED_OFF_BY, "code": by.value}
        text = clean(one.reason) or CALLED_OFF_BY_WORDS[by]
        return {"coding": [coding, mine], "text": text}
    if one.status is AppointmentStatus.NO_SHOW:
        text = clean(one.reason) or (BARRIER_WORDS[barrier] if barrier else "")
        return concept(text, ours.BARRIER, barrier.value if barrier else "")
    return {}


def _arranged(row: ArrangementRow) -> Json:
    kind = concept(ARRANGEMENT_WORDS[row.kind], ours.ARRANGEMENT, row.kind.value)
    return some(
        type=[kind],
        actor=some(display=row.detail),
        status=_ARRANGED[row.status],
    )


def _other(kind: str, name: str, key: str) -> tuple[list[Json], list[Json]]:
    """A contained resource for a person or a place, and its part in the visit."""
    if not clean(name):
        return [], []
    actor = some(reference=f"#{key}", type=kind, display=name)
    part = {"actor": actor, "status": "accepted"}
    return [contained(kind, name, key=key)], [part]


def appointment(one: AppointmentRecord, member_id: UUID, above: Chain = ()) -> Json:
    details = one.details
    seal, closed = apart(one.seal, above)
    who, staff = _other("Practitioner", details.with_whom, "with")
    where, place = _other("Location", details.place, "place")
    child = {"actor": reference(member_id), "status": _family(one)}
    request, earlier = details.referral_id, one.replaces_id
    told = own("visit", reason=one.reason, replaces=earlier and reference(earlier))
    return resource(
        "Appointment",
        one.id,
        seal,
        contained=who + where,
        extension=closed + told,
        status=one.status.value,
        cancelationReason=_why(one),
        description=details.title,
        start=instant(details.starts_at),
        end=instant(details.ends_at),
        basedOn=[reference(request)] if request else [],
        participant=[child, *staff, *place, *map(_arranged, one.arrangements)],
    )
