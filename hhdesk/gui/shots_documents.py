"""Pictures of a child's documents: the list, the form, the pages, what is not shown."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QFont, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from hhdesk.care import blobs, document_filing
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.document_files import received
from hhdesk.care.document_filing import DocumentDetails
from hhdesk.care.documents import DocumentKind
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentWish
from hhdesk.gui.workstation import Workstation

_OWN = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def pdf(lines: tuple[str, ...] = ("Individualized education program",)) -> bytes:
    """A file of one page for each line."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.setFont(QFont(painter.font().family(), 24))
    for number, line in enumerate(lines):
        if number:
            writer.newPage()
        painter.drawText(QRect(400, 400, 8000, 1200), 0, line)
    painter.end()
    return bytes(buffer.data().data())


def _file(session: Any, member_id: UUID, details: DocumentDetails, name: str) -> None:
    content = b"MZ" if name.endswith(".bin") else pdf((details.title, "2"))
    file = received(name, content)
    blobs.keep_part(session, file.facts.sha256, 0, file.content)
    document_filing.file(session, member_id, details, file.facts)


def take(camera: Camera, workstation: Workstation, page: Any, member_id: UUID) -> None:
    """On the page of this child; what is filed for the pictures stays."""
    desk, window = workstation.desk, workstation.window
    assert desk
    page.show_tab("documents")
    camera.take(window, "documents-none")
    day = desk.today
    for name, details in (
        ("k.bin", DocumentDetails(DocumentKind.OTHER, "Voice message", day)),
        ("c.pdf", DocumentDetails(DocumentKind.CLINICAL_NOTE, "", day, "", _OWN)),
        (
            "o.pdf",
            DocumentDetails(
                DocumentKind.CUSTODY_ORDER, "Joint custody", day, "County court"
            ),
        ),
        ("i.pdf", DocumentDetails(DocumentKind.IEP, "IEP 2026", day, "Oakland USD")),
    ):
        desk.worker.run(_file, member_id, details, name)
    page.documents.read()
    camera.take(window, "documents")
    _form(camera, workstation, desk, member_id)
    for number, name in ((0, "document-pages"), (3, "document-not-shown")):
        page.documents.table.choose(number)
        page.documents.open_chosen()
        view: Any = workstation.forms.documents.dialog
        camera.take(view, name)
        view.accept()


def _form(
    camera: Camera, workstation: Workstation, desk: Desk, member_id: UUID
) -> None:
    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    desk.document_form_wanted.emit(DocumentWish(member_id, picture=picture))
    form: Any = workstation.forms.documents.dialog
    form.save()
    camera.take(form, "document-form")
    form.reject()
