"""Documents of a child, scanned or received, with the files that came with them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import blobs
from hhdesk.care.blobs import Blob
from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one attached file; a larger one is refused."""


class DocumentKind(enum.StrEnum):
    IEP = "iep"
    CUSTODY_ORDER = "custody_order"
    SIGNED_CONSENT = "signed_consent"
    AGENCY_FORM = "agency_form"
    CLINICAL_NOTE = "clinical_note"
    DISCHARGE_SUMMARY = "discharge_summary"
    LETTER = "letter"
    OTHER = "other"


class DocumentStatus(enum.StrEnum):
    """FHIR document-reference-status, without what was entered in error."""

    CURRENT = "current"
    SUPERSEDED = "superseded"


DOCUMENT_KIND_WORDS = {
    DocumentKind.IEP: N_("IEP (school plan)"),
    DocumentKind.CUSTODY_ORDER: N_("Custody or court order"),
    DocumentKind.SIGNED_CONSENT: N_("Signed consent"),
    DocumentKind.AGENCY_FORM: N_("Form of an agency"),
    DocumentKind.CLINICAL_NOTE: N_("Clinical note"),
    DocumentKind.DISCHARGE_SUMMARY: N_("Discharge summary"),
    DocumentKind.LETTER: N_("Letter"),
    DocumentKind.OTHER: N_("Other document"),
}


class Document(Sealable, Record, Base):
    __tablename__ = "document"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[DocumentKind] = mapped_column(coded(DocumentKind))
    status: Mapped[DocumentStatus] = mapped_column(
        coded(DocumentStatus), default=DocumentStatus.CURRENT
    )
    title: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date | None]
    from_whom: Mapped[str] = mapped_column(default="")

    def row(self, attachments: tuple[AttachmentRow, ...] = ()) -> DocumentRow:
        return DocumentRow(
            self.id,
            self.kind,
            self.status,
            self.title,
            self.dated_on,
            self.from_whom,
            attachments,
            self.seal,
        )


class Attachment(Record, Base):
    """One file of a document. Without bytes here, `sha256` is empty and `address` says
    where its source keeps it: nothing is ever fetched from there."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "document_id"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(default="")
    # As its source says: never trusted, never opened by it.
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")

    def row(self, content: bytes | None = None) -> AttachmentRow:
        return AttachmentRow(
            self.id,
            self.title,
            self.media_type,
            self.size,
            self.sha256,
            self.address,
            content,
        )


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """`size` counts the bytes that are here, or those that its source tells of.
    `content` is read for an export alone."""

    id: UUID
    title: str
    media_type: str
    size: int
    sha256: str
    address: str
    content: bytes | None = None

    @property
    def here(self) -> bool:
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: UUID
    kind: DocumentKind
    status: DocumentStatus
    title: str
    dated_on: date | None
    from_whom: str
    attachments: tuple[AttachmentRow, ...] = ()
    seal: Seal = Seal()


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[DocumentRow, ...]:
    """A member's documents with the bytes of their files, in the order they came."""
    found = session.scalars(
        select(Document)
        .where(Document.member_id == member_id, Document.voided_at.is_(None))
        .order_by(Document.id)
    ).all()
    files: dict[UUID, list[AttachmentRow]] = {}
    rows = session.execute(
        select(Attachment, Blob.content)
        .join(Document, Document.id == Attachment.document_id)
        .outerjoin(
            Blob,
            and_(
                Blob.organization_id == Attachment.organization_id,
                Blob.sha256 == Attachment.sha256,
            ),
        )
        .where(Document.member_id == member_id, Attachment.voided_at.is_(None))
        .order_by(Attachment.position, Attachment.id)
    )
    for attachment, content in rows.all():
        if content == b"":
            owner = attachment.organization_id
            content = blobs.content(session, attachment.sha256, owner)
        files.setdefault(attachment.document_id, []).append(attachment.row(content))
    return tuple(one.row(tuple(files.get(one.id, ()))) for one in found)
