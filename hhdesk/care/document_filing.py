"""Filing documents with a child: put in, changed, taken out, looked at, handed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, blobs, consents, disclosures, members
from hhdesk.care.confidentiality import Audience, Reader, Seal, age_on, decide
from hhdesk.care.document_files import FILE, FileFacts, FileType, type_of
from hhdesk.care.documents import (
    LARGEST_FILE,
    Attachment,
    AttachmentRow,
    Document,
    DocumentKind,
    DocumentRow,
)
from hhdesk.care.staff import Staff
from hhdesk.errors import (
    BrokenInput,
    ChangedElsewhere,
    InvalidField,
    NotFound,
    NotPermitted,
)
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

COPY = "document"
"""What the accounting of disclosures calls a copy that was handed out."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    kind: DocumentKind
    title: str = ""
    dated_on: date | None = None
    from_whom: str = ""
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document as the list of its child has it, its files without their bytes;
    `filed_at` by the clinic's clock."""

    member_id: UUID
    document: DocumentRow
    filed_at: datetime
    filed_by: str
    version: int

    @property
    def id(self) -> UUID:
        return self.document.id

    @property
    def file(self) -> AttachmentRow | None:
        """The first of its files whose bytes are here."""
        return next((one for one in self.document.attachments if one.here), None)


@dataclass(frozen=True, slots=True)
class ViewedFile:
    """The bytes of one document's file, for the eyes at this desk."""

    filed: FiledDocument
    type: FileType
    content: bytes


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[FiledDocument, ...]:
    """A child's documents, those filed last first."""
    return _read(session, Document.member_id == member_id)


def filed(session: UnitOfWork, document_id: UUID) -> FiledDocument:
    """One document. Raises NotFound, also for one that was taken out."""
    found = _read(session, Document.id == document_id)
    if not found:
        raise NotFound(N_("There is no such document any more."))
    return found[0]


def _read(session: UnitOfWork, *which: object) -> tuple[FiledDocument, ...]:
    rows = session.execute(
        select(Document, Staff.name)
        .outerjoin(Staff, Staff.id == Document.created_by)
        .where(*which, Document.voided_at.is_(None))  # type: ignore[arg-type]
        .order_by(Document.created_at.desc(), Document.id.desc())
    ).all()
    files: dict[UUID, list[AttachmentRow]] = {}
    for one in session.scalars(
        select(Attachment)
        .join(Document, Document.id == Attachment.document_id)
        .where(*which, Attachment.voided_at.is_(None))  # type: ignore[arg-type]
        .order_by(Attachment.position, Attachment.id)
    ):
        files.setdefault(one.document_id, []).append(one.row())
    return tuple(
        FiledDocument(
            document.member_id,
            document.row(tuple(files.get(document.id, ()))),
            document.created_at.astimezone(session.zone),
            name or "",
            document.version,
        )
        for document, name in rows
    )


def same_file(
    session: UnitOfWork, member_id: UUID, sha256: str
) -> tuple[FiledDocument, ...]:
    """The child's documents that have these very bytes."""
    return tuple(
        one
        for one in of_member(session, member_id)
        if any(part.sha256 == sha256 for part in one.document.attachments)
    )


def file(
    session: UnitOfWork,
    member_id: UUID,
    details: DocumentDetails,
    facts: FileFacts,
) -> FiledDocument:
    """File a document whose bytes are kept already, whole or in parts.

    Raises NotFound, InvalidField, BrokenInput where bytes are missing.
    """
    members.present(session, member_id)
    document = Document(id=session.new_id(), member_id=member_id)
    _put(session, document, details)
    session.add(document)
    session.flush()
    _add_file(session, document, facts)
    return _told(session, document, "file", type=facts.type.value, size=facts.size)


def attach(
    session: UnitOfWork,
    document_id: UUID,
    details: DocumentDetails,
    facts: FileFacts,
    *,
    seen: int,
) -> FiledDocument:
    """Put the file to a document that was noted before it was scanned.

    Raises NotFound, ChangedElsewhere, InvalidField, BrokenInput.
    """
    document = _seen(session, document_id, seen)
    _put(session, document, details)
    # A document whose words stay the same is changed all the same.
    document.changed_at = session.now()
    _add_file(session, document, facts)
    return _told(session, document, "attach", type=facts.type.value, size=facts.size)


def change(
    session: UnitOfWork, document_id: UUID, details: DocumentDetails, *, seen: int
) -> FiledDocument:
    """Save other details. Raises NotFound, ChangedElsewhere, InvalidField."""
    document = _seen(session, document_id, seen)
    _put(session, document, details)
    return _told(session, document, "change")


def void(session: UnitOfWork, document_id: UUID, reason: str, *, seen: int) -> None:
    """Take a document out, with its files; its bytes stay. Raises NotFound,
    ChangedElsewhere, InvalidField without a reason."""
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    document = _seen(session, document_id, seen)
    document.void(reason.strip()[:_LONGEST], session.now(), session.actor_id)
    session.flush()
    audit.record(session, "document.void", document.member_id, id=str(document.id))


def put_back(session: UnitOfWork, document_id: UUID) -> FiledDocument:
    """Undo that a document was taken out. Raises NotFound."""
    document = session.get(Document, document_id)
    if document is None or document.voided_at is None:
        raise NotFound(N_("There is no such document any more."))
    members.present(session, document.member_id)
    document.voided_at = document.voided_by = document.void_reason = None
    return _told(session, document, "put_back")


def view(session: UnitOfWork, document_id: UUID) -> ViewedFile:
    """The file of a document to be looked at, which is told of. Raises NotFound,
    BrokenInput where the bytes are no longer those that were filed."""
    found = filed(session, document_id)
    viewed = _viewed(session, found)
    audit.record(
        session,
        "document.view",
        found.member_id,
        id=str(document_id),
        sealed=found.document.seal.sealed,
    )
    session.flush()
    return viewed


def hand_out(
    session: UnitOfWork,
    document_id: UUID,
    audience: Audience,
    recipient: str = "",
) -> ViewedFile:
    """A copy for a reader, in the accounting of disclosures from now on.

    Raises NotFound, BrokenInput, and NotPermitted with the reason where the one
    disclosure rule keeps it from this reader.
    """
    found = filed(session, document_id)
    member = members.present(session, found.member_id)
    today = session.today()
    reader = Reader(
        audience,
        age_on(member.birth_date, today),
        today,
        recipient,
        consents.active(session, member.id, today),
    )
    decision = decide(found.document.seal, reader)
    if not decision.released:
        raise NotPermitted(decision.reason)
    viewed = _viewed(session, found)
    disclosures.record(
        session,
        found.member_id,
        audience,
        what=COPY,
        content=viewed.content,
        recipient=recipient,
        seal=found.document.seal,
    )
    return viewed


def _viewed(session: UnitOfWork, found: FiledDocument) -> ViewedFile:
    kept = found.file
    if kept is None:
        raise NotFound(N_("This document has no file here yet."))
    content = blobs.content(session, kept.sha256, session.organization_id)
    if blobs.digest(content) != kept.sha256:
        raise BrokenInput(N_("This file is damaged in the database."))
    return ViewedFile(found, type_of(content), content)


def _seen(session: UnitOfWork, document_id: UUID, seen: int) -> Document:
    document = session.get(Document, document_id)
    if document is None or document.voided_at is not None:
        raise NotFound(N_("There is no such document any more."))
    if document.version != seen:
        raise ChangedElsewhere(N_("Somebody else changed this document."))
    return document


def _put(session: UnitOfWork, document: Document, details: DocumentDetails) -> None:
    if details.dated_on is not None and details.dated_on > session.today():
        raise InvalidField("dated_on", N_("This day is still to come."))
    document.kind = details.kind
    document.title = details.title.strip()[:_LONGEST]
    document.dated_on = details.dated_on
    document.from_whom = details.from_whom.strip()[:_LONGEST]
    document.put_seal(details.seal)


def _add_file(session: UnitOfWork, document: Document, facts: FileFacts) -> None:
    if not 0 < facts.size <= LARGEST_FILE:
        raise InvalidField(FILE, N_("This file cannot be kept."))
    blobs.join(session, facts.sha256, facts.size)
    session.add(
        Attachment(
            id=session.new_id(),
            document_id=document.id,
            title=facts.name[:_LONGEST],
            media_type=facts.type.value,
            size=facts.size,
            sha256=facts.sha256,
        )
    )


def _told(
    session: UnitOfWork, document: Document, act: str, **detail: object
) -> FiledDocument:
    session.flush()
    audit.record(
        session,
        f"document.{act}",
        document.member_id,
        id=str(document.id),
        kind=document.kind.value,
        **detail,
    )
    session.flush()
    return filed(session, document.id)
