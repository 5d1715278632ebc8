"""AppointmentResponse: what one side answers to a visit."""

from __future__ import annotations

from hhdesk.care.appointments import CalledOffBy
from hhdesk.care.imported import Person, SourceKey, Told
from hhdesk.care.imported_loops import AnswerFact
from hhdesk.exchange.fhir.concepts import tidy
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

NO_VISIT = N_("it answers no visit")

_COMES = {"accepted": True, "declined": False}


def _visit(entry: Entry, index: Index) -> SourceKey | None:
    reference = entry.resource["appointment"]
    key = index.key_of(reference, entry, "Appointment")
    return key if key is not None and key.type == "Appointment" else None


def _who(entry: Entry, index: Index) -> Person | None:
    return index.whom(entry, entry.resource.get("actor"))


def about(entry: Entry, index: Index) -> Person | None:
    """The child, where it is the child's own answer."""
    who = _who(entry, index)
    family = isinstance(who, SourceKey) and who.type == "Patient"
    return who if family else None


def reason_to_keep(entry: Entry, index: Index) -> Told | None:
    return Told(NO_VISIT) if _visit(entry, index) is None else None


def read(entry: Entry, index: Index) -> AnswerFact:
    """Raises Fault for one who answers and is not named."""
    response = entry.resource
    if "actor" not in response and "participantType" not in response:
        raise Fault(N_("it does not say who answers"), "actor")
    who, visit = _who(entry, index), _visit(entry, index)
    assert visit is not None
    kind = who.type if isinstance(who, SourceKey) else ""
    family = kind in {"Patient", "RelatedPerson"}
    return AnswerFact(
        entry.original(),
        about(entry, index),
        visit,
        CalledOffBy.FAMILY if family else CalledOffBy.AGENCY,
        _COMES.get(response["participantStatus"]),
        tidy(response.get("comment")),
    )
