"""ServiceRequest: which one is a referral, what is asked of whom, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.goals import Domain
from hhdesk.care.imported import SourceKey, Told
from hhdesk.care.imported_loops import ReferralFact, Standing
from hhdesk.care.referrals import Urgency
from hhdesk.exchange.fhir import ours, standing, task
from hhdesk.exchange.fhir.concepts import all_codings, codings, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.goal import domain_of
from hhdesk.exchange.fhir.labels import own_seal
from hhdesk.exchange.fhir.parties import Party, party
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

ORDER = N_("it orders a test, a treatment or a procedure and is no referral")
OF_ORDER = N_("its request orders a test, a treatment or a procedure")
NOT_TO_DO = N_("it says what is not to be done")
NAMELESS = N_("it does not say what is needed")

_SNOMED = "http://snomed.info/sct"
_SOCIAL = "410606002"
_REFERRAL = "3457005"
# SNOMED CT's categories of orders: laboratory, imaging, surgery, diagnostics.
_ORDERS = {"108252007", "363679005", "387713003", "103693007"}
_URGENT = {"urgent", "asap", "stat"}


def _categories(request: Json) -> set[str]:
    return {code for _, code, _ in all_codings(request.get("category"))}


def _is_social(request: Json) -> bool:
    social = domain_of(request) is Domain.SOCIAL_SUPPORT
    return social or _SOCIAL in _categories(request)


def _called_referral(request: Json) -> bool:
    """Whether its code or category says so, by SNOMED CT's code or in its words."""
    for concept in (request.get("code"), *request.get("category", ())):
        named = [words(concept), *(display for _, _, display in codings(concept))]
        coded = any(code == _REFERRAL for _, code, _ in codings(concept))
        if coded or any("referral" in one.casefold() for one in named):
            return True
    return False


def is_referral(request: Json, key: SourceKey | None, index: Index) -> bool:
    """Ours; one for social needs; one that calls itself so; one that a task asks
    somebody to fulfil, unless its category is that of an order."""
    if ours.domain(request) is not None or _is_social(request):
        return True
    if _called_referral(request):
        return True
    asked = key is not None and any(
        task.asks_to_fulfil(one.resource) for one in index.tasks(key)
    )
    return asked and not _categories(request) & _ORDERS


def reason_to_keep(entry: Entry, index: Index) -> Told | None:
    """Why a request is not entered as a referral."""
    request = entry.resource
    if request["status"] == "entered-in-error":
        return Told(task.IN_ERROR)
    if request.get("doNotPerform"):
        return Told(NOT_TO_DO)
    if not is_referral(request, entry.key, index):
        return Told(ORDER)
    return None if _need(request, entry, index) else Told(NAMELESS)


def reason_to_keep_task(entry: Entry, index: Index) -> Told | None:
    """Why a task is not entered: for itself, or because its request is an order."""
    for reference in (entry.resource.get("focus"), *entry.resource.get("basedOn", ())):
        request = index.resource(reference, entry, "ServiceRequest") or {}
        if request.get("resourceType") == "ServiceRequest":
            key = task.request_of(entry, index)
            if not is_referral(request, key, index):
                return Told(OF_ORDER)
            break
    return task.reason_to_keep(entry, index)


def _reason(request: Json, entry: Entry, index: Index) -> str:
    for concept in request.get("reasonCode", ()):
        if words(concept):
            return words(concept)
    for reference in request.get("reasonReference", ()):
        meant = index.resource(reference, entry, "Condition") or {}
        if words(meant.get("code")):
            return words(meant["code"])
    return ""


def _need(request: Json, entry: Entry, index: Index) -> str:
    """What is asked for. A code that only says "referral" needs its category and
    reason beside it to say anything."""
    coded = words(request.get("code"))
    if ours.domain(request) is not None:
        return ours.text(request.get("code", {}).get("text")) or coded
    if any(code == _REFERRAL for _, code, _ in codings(request.get("code"))):
        coded = ""
    if coded:
        return coded
    kinds = map(words, request.get("category", ()))
    named = ", ".join(dict.fromkeys(filter(None, kinds)))
    return ": ".join(filter(None, (named, _reason(request, entry, index))))


def _agency(request: Json, told_by: Entry | None, entry: Entry, index: Index) -> Party:
    """To whom it went: the task's owner, else the first performer."""
    if told_by is not None:
        found = task.owner(told_by, index)
        if found.house:
            return found
    performers = (
        party(one, entry, index, "Organization") for one in request.get("performer", ())
    )
    return next((one for one in performers if one.house), Party())


def _domain(request: Json) -> Domain:
    own = ours.domain(request)
    if own is None and _is_social(request):
        return Domain.SOCIAL_SUPPORT
    return own or domain_of(request)


def _stands(request: Json, told_by: Entry | None) -> tuple[Standing, tuple[Told, ...]]:
    if told_by is None:
        return standing.of_request(request)
    return standing.of_task(told_by.resource)


def _key(reference: Json, entry: Entry, index: Index, kind: str) -> SourceKey | None:
    key = index.key_of(reference, entry, kind)
    return key if key is not None and key.type == kind else None


def _first(
    request: Json, element: str, entry: Entry, index: Index, kind: str
) -> SourceKey | None:
    keys = (_key(one, entry, index, kind) for one in request.get(element, ()))
    return next((key for key in keys if key), None)


def read(entry: Entry, index: Index) -> ReferralFact:
    """The request, standing where its newest task of this batch says."""
    request = entry.resource
    told_by = task.deciding(index.tasks(entry.key))
    stands, notes = _stands(request, told_by)
    agency = _agency(request, told_by, entry, index)
    urgent = request.get("priority") in _URGENT
    return ReferralFact(
        entry.original(),
        index.person(entry, "subject"),
        _domain(request),
        _need(request, entry, index),
        agency.house,
        stands,
        agency.phone,
        Urgency.URGENT if urgent else Urgency.ROUTINE,
        _first(request, "supportingInfo", entry, index, "Goal"),
        _first(request, "replaces", entry, index, "ServiceRequest"),
        told_by.key if told_by else None,
        own_seal(request),
        notes,
    )
