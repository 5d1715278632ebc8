"""Encounter and DocumentReference: hospital stays, and files of the child."""

from __future__ import annotations

import base64
import hashlib
from uuid import UUID

from hhdesk.care.documents import DOCUMENT_KIND_WORDS, AttachmentRow, DocumentRow
from hhdesk.care.stays import StayKind, StayRow
from hhdesk.exchange.fhir import document as documents_in
from hhdesk.exchange.fhir_export.elements import (
    TERMS,
    Json,
    concept,
    day,
    period,
    reference,
    resource,
    some,
)

_CLASSES = {
    StayKind.ED: "EMER",
    StayKind.INPATIENT: "IMP",
    StayKind.OBSERVATION: "OBSENC",
}


def encounter(one: StayRow, member_id: UUID) -> Json:
    reason = concept(one.reason)
    left = concept(one.disposition)
    return resource(
        "Encounter",
        one.id,
        one.seal,
        status=one.status.value,
        class_={"system": f"{TERMS}/v3-ActCode", "code": _CLASSES[one.kind]},
        subject=reference(member_id),
        period=period(one.begins_on, one.ends_on),
        reasonCode=[reason] if reason else [],
        hospitalization=some(dischargeDisposition=left),
        serviceProvider=some(display=one.place),
    )


def _attachment(file: AttachmentRow, written: str | None) -> Json:
    """A file whole, with the SHA-1 that FHIR asks for; or where its source keeps it."""
    content, digest = file.content, None
    if content is not None:
        digest = base64.b64encode(hashlib.sha1(content).digest()).decode()  # noqa: S324
    return some(
        contentType=file.media_type,
        data=None if content is None else base64.b64encode(content).decode(),
        url=file.address if content is None else "",
        size=file.size or None,
        hash=digest,
        title=file.title,
        creation=written,
    )


def document_reference(one: DocumentRow, member_id: UUID) -> Json:
    written = day(one.dated_on)
    files = [_attachment(file, written) for file in one.attachments]
    # FHIR asks for a content; an empty one says at least when it was written.
    files = files or [some(title=one.title or one.kind.value, creation=written)]
    by = some(display=one.from_whom)
    words = DOCUMENT_KIND_WORDS[one.kind]
    return resource(
        "DocumentReference",
        one.id,
        one.seal,
        status=one.status.value,
        type=concept(words, documents_in.KIND_SYSTEM, one.kind.value),
        subject=reference(member_id),
        author=[by] if by else [],
        description=one.title,
        content=[{"attachment": file} for file in files],
    )
