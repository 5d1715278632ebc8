"""The member page's documents: a list, and the ways in which new ones come to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from hhdesk.care import document_filing
from hhdesk.care.document_filing import FiledDocument
from hhdesk.errors import Refusal
from hhdesk.exchange import scan_folder
from hhdesk.exchange.scan_folder import ScannedFile
from hhdesk.gui import document_words, forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentNews, DocumentWish
from hhdesk.gui.document_table import DocumentRows, DocumentTable
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import Notice
from hhdesk.i18n import N_, _, explain, format_date, format_time, ngettext

REASONS = (
    N_("It is another child's"),
    N_("It is filed twice"),
    N_("It is the wrong file"),
    N_("It cannot be read"),
)
"""Why a document is taken out."""


class MemberDocuments(Spoken, QWidget):
    count_label: QLabel
    scan_button: QPushButton
    paste_button: QPushButton
    add_button: QPushButton
    notice: Notice
    scan_frame: QFrame
    scan_label: QLabel
    delete_button: QPushButton
    leave_button: QPushButton
    pages: QStackedWidget
    empty_state: EmptyState
    both: QWidget
    table: DocumentTable
    out_button: QToolButton
    edit_button: QPushButton
    open_button: QPushButton

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_documents")
        self._desk, self._member_id = desk, member_id
        self.rows: tuple[FiledDocument, ...] | None = None
        self._scan: tuple[Path, str] | None = None
        self.scans: QMenu | None = None
        self.model = DocumentRows(self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.out_menu = QMenu(self.out_button)
        self.out_button.setMenu(self.out_menu)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.table)
        self.scan_frame.hide()
        self._connect()
        self.refill()

    def _connect(self) -> None:
        self.add_button.clicked.connect(lambda: self._file())
        self.empty_state.acted.connect(lambda: self._file())
        self.paste_button.clicked.connect(self.paste)
        self.scan_button.clicked.connect(self.look_at_scans)
        self.table.opened.connect(self.open_chosen)
        self.open_button.clicked.connect(self.open_chosen)
        self.edit_button.clicked.connect(self.edit_chosen)
        self.delete_button.clicked.connect(self._delete_scan)
        self.leave_button.clicked.connect(self._leave_scan)
        self.table.selectionModel().selectionChanged.connect(
            lambda _new, _old: self._show_acts()
        )
        self.model.modelReset.connect(self._show_acts)
        self._desk.document_changed.connect(self._changed)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.activated.connect(self.paste)

    # --------------------------------------------------------------- the list

    def turned_to(self) -> None:
        """The tab is in front: others may have filed something meanwhile."""
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            document_filing.of_member,
            self._member_id,
            lane=f"documents {self._member_id}",
            then=self._show,
            failed=self._explain,
        )

    def _show(self, rows: tuple[FiledDocument, ...]) -> None:
        chosen = self.chosen
        if rows != self.rows:
            self.rows = rows
            self.model.show(rows)
        self.refill()
        if rows:
            at = self.model.place(chosen.id) if chosen else 0
            self.table.choose(max(at, 0))

    @property
    def chosen(self) -> FiledDocument | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, document_id: UUID) -> None:
        """Make this the chosen one, where it is listed."""
        at = self.model.place(document_id)
        if at >= 0:
            self.table.choose(at)

    def _changed(self, news: DocumentNews) -> None:
        if news.member_id != self._member_id:
            return
        self.read()
        if news.filed is not None:
            self.choose(news.filed.id)
        kept = news.filed.file if news.filed else None
        if news.scan is not None and kept is not None:
            self._scan = news.scan, kept.sha256
            self._show_scan()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def open_chosen(self) -> None:
        """The pages of the chosen one, or its form where it has no file yet."""
        row = self.chosen
        if row is not None and row.file is not None:
            self._desk.document_view_wanted.emit(row.id)
        elif row is not None:
            self.edit_chosen()

    def edit_chosen(self) -> None:
        if self.chosen is not None:
            wish = DocumentWish(document_id=self.chosen.id)
            self._desk.document_form_wanted.emit(wish)

    def take_out(self, reason: str) -> None:
        """Take the chosen one out, for one of REASONS."""
        row = self.chosen
        if row is None:
            return
        self._desk.worker.run(
            document_filing.void,
            row.id,
            _(reason),
            seen=row.version,
            then=partial(self._taken_out, row),
            failed=self._explain,
        )

    def _taken_out(self, row: FiledDocument, _none: None) -> None:
        self._desk.document_changed.emit(DocumentNews(self._member_id))
        self._desk.say(_("The document is taken out."), partial(self._put_back, row))

    def _put_back(self, row: FiledDocument) -> None:
        self._desk.worker.run(
            document_filing.put_back,
            row.id,
            then=lambda filed: self._desk.document_changed.emit(
                DocumentNews(self._member_id, filed)
            ),
            failed=self._explain,
        )

    # ------------------------------------------------------------ new ones

    def _file(self, path: Path | None = None, *, scanned: bool = False) -> None:
        self.notice.say("")
        wish = DocumentWish(self._member_id, path=path, scanned=scanned)
        self._desk.document_form_wanted.emit(wish)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        for url in urls:
            self._file(Path(url.toLocalFile()))

    def paste(self) -> None:
        """File the picture, or the files, that were copied."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        picture = QGuiApplication.clipboard().image() if data.hasImage() else None
        if paths:
            for path in paths:
                self._file(Path(path))
        elif picture is not None and not picture.isNull():
            wish = DocumentWish(self._member_id, picture=picture)
            self._desk.document_form_wanted.emit(wish)
        else:
            self.notice.say(_("No picture was copied."))

    def look_at_scans(self) -> None:
        """Offer the newest files of the scan folder."""
        self.notice.say("")
        if not self._desk.scan_folder:
            self.notice.say(_("Choose the scan folder in the settings first."))
            return
        self._desk.worker.job(
            scan_folder.listed,
            Path(self._desk.scan_folder),
            then=self._offer_scans,
            failed=self._explain,
        )

    def _offer_scans(self, found: tuple[ScannedFile, ...]) -> None:
        if not found:
            self.notice.say(_("The scan folder is empty."))
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for one in found:
            line = menu.addAction(literal(self._line(one)))
            line.triggered.connect(partial(self._take_scan, one.path))
        self.scans = menu
        below = QPoint(0, self.scan_button.height())
        menu.popup(self.scan_button.mapToGlobal(below))

    def _line(self, one: ScannedFile) -> str:
        at = one.at.astimezone(self._desk.zone)
        when = f"{format_date(at.date())}, {format_time(at)}"
        return " · ".join((one.path.name, when, document_words.size(one.size)))

    def _take_scan(self, path: Path, _checked: bool = False) -> None:
        self._file(path, scanned=True)

    def _show_scan(self) -> None:
        self.scan_frame.setVisible(self._scan is not None)
        if self._scan is not None:
            words = _("{name} is filed and still lies in the scan folder.")
            self.scan_label.setText(words.format(name=self._scan[0].name))

    def _leave_scan(self) -> None:
        self._scan = None
        self._show_scan()

    def _delete_scan(self) -> None:
        assert self._scan is not None
        self._desk.worker.job(
            scan_folder.remove,
            *self._scan,
            then=self._scan_deleted,
            failed=self._explain,
        )
        self._leave_scan()

    def _scan_deleted(self, _none: None) -> None:
        self._desk.say(_("The file is deleted from the scan folder."))

    # ---------------------------------------------------------------- words

    def _show_acts(self) -> None:
        row = self.chosen
        for button in (self.out_button, self.edit_button, self.open_button):
            button.setEnabled(row is not None)
        without = row is not None and row.file is None
        words = _("Put the file to it") if without else _("Show the pages")
        self.open_button.setText(words)

    def refill(self) -> None:
        rows = self.rows or ()
        self.pages.setCurrentWidget(self.both if rows else self.empty_state)
        self.empty_state.say(
            "file-text",
            _("No documents yet"),
            _(
                "File what the family, a school or an agency hands in: drop it here, "
                "paste a picture, or choose it."
            ),
            _("File a document"),
        )
        words = ngettext("{n} document", "{n} documents", len(rows))
        self.count_label.setText(words.format(n=len(rows)))
        self.out_menu.clear()
        for reason in REASONS:
            line = self.out_menu.addAction(_(reason))
            line.triggered.connect(partial(self._take_out_for, reason))
        self.model.speak()
        self._show_acts()
        self._show_scan()

    def _take_out_for(self, reason: str, _checked: bool = False) -> None:
        self.take_out(reason)
