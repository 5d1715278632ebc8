"""Task: how far a request has come, by whom it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hhdesk.care.imported import Person, SourceKey, Told
from hhdesk.care.imported_loops import ProgressFact
from hhdesk.exchange.fhir import standing
from hhdesk.exchange.fhir.concepts import codings
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.parties import Party, party
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

IN_ERROR = N_("it was entered in error")
NO_REFERRAL = N_("it is no part of a referral")
OTHER_TASK = N_("a newer task says where its request stands")

_CODES = "http://hl7.org/fhir/CodeSystem/task-code"


def asks_to_fulfil(task: Json) -> bool:
    """Whether somebody is asked to do what its request says."""
    found = codings(task.get("code"))
    return any((system, code) == (_CODES, "fulfill") for system, code, _ in found)


def _newest(entry: Entry) -> tuple[bool, str, str]:
    """Sorts the whole before its parts, then by time; ids only make one order."""
    task = entry.resource
    stamp = task.get("lastModified") or task.get("authoredOn") or ""
    return "partOf" not in task, stamp, entry.key.id


def deciding(tasks: Iterable[Entry]) -> Entry | None:
    """The task that says where its request stands."""
    counted = [one for one in tasks if one.resource["status"] != "entered-in-error"]
    return max(counted, key=_newest, default=None)


def owner(entry: Entry, index: Index) -> Party:
    return party(entry.resource.get("owner"), entry, index, "Organization")


def request_of(entry: Entry, index: Index) -> SourceKey | None:
    """The request that a task is about."""
    task = entry.resource
    for reference in (task.get("focus"), *task.get("basedOn", ())):
        key = index.key_of(reference, entry, "ServiceRequest")
        if key is not None and key.type == "ServiceRequest":
            return key
    return None


def _subject(entry: Entry, index: Index) -> Person | None:
    """The child of the request, where the task itself does not say it."""
    for reference in (entry.resource.get("focus"), *entry.resource.get("basedOn", ())):
        request = index.resource(reference, entry, "ServiceRequest") or {}
        if request.get("resourceType") == "ServiceRequest":
            return index.whom(entry, request.get("subject"))
    return None


def reason_to_keep(entry: Entry, index: Index) -> Told | None:
    """Why a task is not entered; whether its request is a referral is asked there."""
    if entry.resource["status"] == "entered-in-error":
        return Told(IN_ERROR)
    request = request_of(entry, index)
    if request is None:
        return Told(NO_REFERRAL)
    first = deciding(index.tasks(request))
    return Told(OTHER_TASK) if first is not None and first is not entry else None


def read(entry: Entry, index: Index) -> ProgressFact:
    """Raises Fault where it names nobody."""
    request = request_of(entry, index)
    assert request is not None
    about = index.whom(entry, entry.resource.get("for")) or _subject(entry, index)
    stands, _ = standing.of_task(entry.resource)
    found = owner(entry, index)
    return ProgressFact(
        entry.original(),
        about or index.person(entry, "for"),
        request,
        stands,
        found.house,
        found.phone,
    )
