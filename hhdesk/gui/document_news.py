"""What screens tell each other of documents: what is wished for, what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QImage

from hhdesk.care.document_filing import DocumentDetails, FiledDocument


@dataclass(frozen=True)
class DocumentWish:
    """Change the document of this id, or file a new one with a child: the file at a
    path, a picture that was copied, or one that is still to be chosen."""

    member_id: UUID | None = None
    document_id: UUID | None = None
    path: Path | None = None
    picture: QImage | None = None
    scanned: bool = False
    """It lies in the scan folder."""
    details: DocumentDetails | None = None
    """What is known of it already, to stand in the form."""


@dataclass(frozen=True)
class DocumentNews:
    """Of which child, and the document as it is now, None where it was taken out."""

    member_id: UUID
    filed: FiledDocument | None = None
    scan: Path | None = None
    """The file in the scan folder that is filed now."""
