"""DocumentReference becomes a document of the child."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hhdesk.care.documents import DocumentKind, DocumentStatus
from hhdesk.care.imported import DocumentFact, FileFact
from hhdesk.exchange.fhir import attachments
from hhdesk.exchange.fhir.concepts import all_codings, codings, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.labels import seal_of
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.ours import CODES
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

KIND_SYSTEM = f"{CODES}:document-kind"

# LOINC.
_TYPES = {
    DocumentKind.DISCHARGE_SUMMARY: "18842-5 28655-9 34105-7 34106-5 59259-2 78583-0",
    DocumentKind.SIGNED_CONSENT: "59284-0 59283-2 64292-6 57016-8 57017-6 64293-4",
    DocumentKind.CLINICAL_NOTE: "11488-4 34117-2 11506-3 28570-0 34133-9 34748-4",
    DocumentKind.LETTER: "57133-1 51852-2 55107-7",
}
_KIND_OF = {code: kind for kind, some in _TYPES.items() for code in some.split()}
_NOTE = "clinical-note"


def kind(document: Json) -> DocumentKind:
    """By our own code, by the type's LOINC code, else by the category."""
    given = [
        *codings(document.get("type")),
        *all_codings(document.get("category")),
    ]
    for system, code, _ in given:
        if system == KIND_SYSTEM and code in set(DocumentKind):
            return DocumentKind(code)
    for _, code, _ in given:
        if code in _KIND_OF:
            return _KIND_OF[code]
    noted = any(code == _NOTE for _, code, _ in given)
    return DocumentKind.CLINICAL_NOTE if noted else DocumentKind.OTHER


def files(document: Json, entry: Entry, index: Index) -> tuple[FileFact, ...]:
    found = []
    for number, content in enumerate(document["content"]):
        try:
            found.append(attachments.file_of(content["attachment"], entry, index))
        except Fault as fault:
            raise fault.inside(f"content[{number}].attachment") from None
    return tuple(found)


def _title(document: Json) -> str:
    titles = (one["attachment"].get("title") for one in document["content"])
    return (
        tidy(document.get("description"))
        or tidy(next(filter(None, titles), ""))
        or words(document.get("type"))
    )


def _day(document: Json) -> date | None:
    """When it was written, else what time it tells of, else when it was filed."""
    written = (one["attachment"].get("creation", "") for one in document["content"])
    told = document.get("context", {}).get("period", {}).get("start", "")
    days = (day_of(one) for one in (*written, told, document.get("date", "")))
    return next(filter(None, days), None)


def _from_whom(entry: Entry, index: Index) -> str:
    document = entry.resource
    for reference in (*document.get("author", ()), document.get("custodian", {})):
        if tidy(reference.get("display")):
            return tidy(reference["display"])
        meant = index.resource(reference, entry, "Practitioner")
        if meant and name_of(meant):
            return name_of(meant)
    return ""


def read(entry: Entry, index: Index) -> DocumentFact:
    """Raises Fault where an attachment is broken or too large."""
    document = entry.resource
    found = files(document, entry, index)
    return DocumentFact(
        entry.original(),
        index.person(entry, "subject"),
        kind(document),
        _title(document),
        DocumentStatus(document["status"]),
        _day(document),
        _from_whom(entry, index),
        found,
        seal_of(document),
        attachments.notes(found),
    )
