"""Opens the form and the pages of documents over the window, whichever screen asks."""

from __future__ import annotations

from collections import deque
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import document_filing
from hhdesk.care.document_filing import FiledDocument
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_form import DocumentForm
from hhdesk.gui.document_news import DocumentNews, DocumentWish
from hhdesk.gui.document_view import DocumentView
from hhdesk.i18n import N_, _, explain

TAKEN_BACK = N_("Taken back at once")


class DocumentDialogs(QObject):
    """Several files dropped at once come one after the other."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._waiting: deque[DocumentWish] = deque()
        self.dialog: QDialog | None = None
        desk.document_form_wanted.connect(self.file)
        desk.document_view_wanted.connect(self.show_pages)

    def file(self, wish: DocumentWish) -> None:
        """File a document, or change one."""
        if isinstance(self.dialog, DocumentForm):
            self._waiting.append(wish)
            return
        form = DocumentForm(self._desk, self._window, wish)
        form.changed.connect(partial(self._changed, wish))
        self._open(form)

    def show_pages(self, document_id: UUID) -> None:
        self._open(DocumentView(self._desk, self._window, document_id))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _closed(self, dialog: QDialog, _code: int) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None
        if self._waiting:
            self.file(self._waiting.popleft())

    def _changed(self, wish: DocumentWish, news: DocumentNews) -> None:
        filed = news.filed
        if filed is not None and wish.document_id is None:
            self._desk.say(_("The document is filed."), partial(self._undo, filed))
        else:
            self._desk.say(_("The document is saved."))
        self._desk.document_changed.emit(news)

    def _undo(self, filed: FiledDocument) -> None:
        """Take back what was filed a moment ago."""
        self._desk.worker.run(
            document_filing.void,
            filed.id,
            _(TAKEN_BACK),
            seen=filed.version,
            then=lambda _: self._desk.document_changed.emit(
                DocumentNews(filed.member_id)
            ),
            failed=lambda refusal: self._desk.say(explain(refusal)),
        )
