"""The form of a document: which file, what it is, from whom, who may see it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from hhdesk.care import document_filing, members
from hhdesk.care.confidentiality import Consenter, Seal, Segment, age_on
from hhdesk.care.document_files import (
    FILE,
    FILE_TYPE_WORDS,
    ReceivedFile,
    received,
)
from hhdesk.care.document_filing import DocumentDetails, FiledDocument
from hhdesk.care.documents import DOCUMENT_KIND_WORDS, DocumentKind
from hhdesk.errors import InvalidField, Refusal
from hhdesk.exchange import scan_folder
from hhdesk.gui import document_words, theme
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentNews, DocumentWish
from hhdesk.gui.document_upload import DocumentUpload
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.progress import Progress
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _, explain

DRAFT, NEW_DRAFT = "document", "new document"
FIELDS = ("kind", "title", "dated_on", "from_whom")
_SEAL = ("segment", "consenter", "part2")
_WIDTH = 520


class DocumentForm(SavedForm):
    title_label: QLabel
    file_cell: QWidget
    file_label: QLabel
    file_notice: FieldNotice
    choose_button: QPushButton
    seal_field: SealEditor
    progress: Progress

    changed = Signal(object)
    """A DocumentNews, after it is saved."""

    def __init__(self, desk: Desk, parent: QWidget, wish: DocumentWish) -> None:
        super().__init__(desk, parent, "document_form", FIELDS)
        self._wish = wish
        self._filed: FiledDocument | None = None
        self.file: ReceivedFile | None = None
        self._upload: DocumentUpload | None = None
        self.choose_button.clicked.connect(self._choose)
        self.seal_field.edited.connect(lambda _: self._typed())
        self.progress.cancelled.connect(self.stop)
        self.refill()
        self.resize(theme.scaled(_WIDTH), self.sizeHint().height())
        self._begin()

    # -------------------------------------------------------------- beginning

    def _begin(self) -> None:
        wish, read = self._wish, self._desk.worker.read
        if wish.document_id is not None:
            read(
                _with_age,
                document_filing.filed,
                wish.document_id,
                then=self._fill,
                failed=self._explain,
            )
            return
        assert wish.member_id is not None
        read(_age_of, wish.member_id, then=self.seal_field.of, failed=self._explain)
        self._keep(NEW_DRAFT, wish.member_id).begin(_new_values(wish.details))
        if wish.path is not None:
            self.take(wish.path)
        elif wish.picture is not None:
            self._receive(_of_picture, wish.picture, _("Pasted picture"))
        self.fields["kind"].setFocus()

    def _fill(self, found: tuple[FiledDocument, int]) -> None:
        self._filed, age = found
        self.seal_field.of(age)
        self._keep(DRAFT, self._filed.id).begin(_values(self._filed))
        self.refill()

    @property
    def member_id(self) -> UUID | None:
        return self._filed.member_id if self._filed else self._wish.member_id

    @property
    def _asks_file(self) -> bool:
        """Whether there is no file yet."""
        return self._filed is None or self._filed.file is None

    def values(self) -> Values:
        seal = self.seal_field.seal
        told = (seal.segment.value, seal.consenter.value, "yes" if seal.part2 else "")
        return self.fields.values() | dict(zip(_SEAL, told, strict=True))

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self.seal_field.put(_seal(values))

    # --------------------------------------------------------------- the file

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"))
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Read the file at this place; nothing of it is believed but its bytes."""
        self._receive(scan_folder.read, path)

    def _receive(self, read: Any, *told: object) -> None:
        self.file_notice.say("")
        self.file_label.setText(_("Reading the file…"))
        self._desk.worker.job(
            read, *told, then=self._received, failed=self._not_received
        )

    def _not_received(self, refusal: Refusal) -> None:
        self._explain(refusal)
        self._show_file()

    def _received(self, file: ReceivedFile) -> None:
        self.file = file
        self._show_file()
        self._desk.worker.read(
            document_filing.same_file,
            self.member_id,
            file.facts.sha256,
            lane="same document",
            then=self._tell_same,
            failed=self._explain,
        )

    def _tell_same(self, same: tuple[FiledDocument, ...]) -> None:
        if not same:
            return
        words = _("This very file is here already: {document}.")
        told = document_words.title(same[0].document)
        self.notice.say(words.format(document=told), "warning")

    def _show_file(self) -> None:
        self.file_cell.setVisible(self._asks_file)
        if self.file is None:
            self.file_label.setText(_("No file chosen yet."))
            return
        facts = self.file.facts
        parts = (
            facts.name,
            _(FILE_TYPE_WORDS[facts.type]),
            document_words.size(facts.size),
        )
        self.file_label.setText(" · ".join(part for part in parts if part))

    # ----------------------------------------------------------------- saving

    def _details(self) -> DocumentDetails:
        values = self.values()
        if not values["kind"]:
            raise InvalidField("kind", N_("Choose what kind of document it is."))
        day = self.fields["dated_on"]
        assert isinstance(day, DayField)
        if day.wrong:
            raise InvalidField("dated_on", NO_DAY)
        return DocumentDetails(
            DocumentKind(values["kind"]),
            values["title"],
            day.day,
            values["from_whom"],
            self.seal_field.seal,
        )

    def _send(self) -> None:
        try:
            details = self._details()
            if self._asks_file and self.file is None:
                raise InvalidField(FILE, N_("Choose a file first."))
        except InvalidField as refusal:
            self._explain(refusal)
            return
        if self._asks_file:
            self._store(details)
        else:
            assert self._filed is not None
            self._act(document_filing.change, self._filed.id, details)

    def _store(self, details: DocumentDetails) -> None:
        """The bytes first, then the document that has them."""
        assert self.file is not None
        self.save_button.setEnabled(False)
        self.progress.start(_("Storing the file…"))
        self._upload = upload = DocumentUpload(self._desk, self.file, self)
        upload.advanced.connect(self.progress.advance)
        upload.done.connect(partial(self._stored, details))
        upload.refused.connect(self._explain)
        upload.start()

    def _stored(self, details: DocumentDetails) -> None:
        assert self.file is not None
        self._upload = None
        facts = self.file.facts
        if self._filed is not None:
            self._act(document_filing.attach, self._filed.id, details, facts)
        else:
            self._run(
                document_filing.file,
                self.member_id,
                details,
                facts,
                then=self._saved,
            )

    def _act(self, act: Any, *told: object) -> None:
        assert self._filed is not None
        self._run(act, *told, seen=self._filed.version, then=self._saved)

    def _saved(self, filed: FiledDocument) -> None:
        self.progress.stop()
        scan = self._wish.path if self._wish.scanned else None
        self._done()
        self.changed.emit(DocumentNews(filed.member_id, filed, scan))

    def stop(self) -> None:
        """Store the file no further; the form stays as it is."""
        if self._upload is not None:
            self._upload.stop()
            self._upload = None
        self.progress.stop()
        self.save_button.setEnabled(True)

    def reject(self) -> None:
        self.stop()
        super().reject()

    def _explain(self, refusal: Refusal) -> None:
        self.progress.stop()
        self._upload = None
        if getattr(refusal, "field", "") == FILE:
            self.save_button.setEnabled(True)
            self.file_notice.say(explain(refusal))
            self.choose_button.setFocus()
        else:
            super()._explain(refusal)

    def _clear_errors(self) -> None:
        super()._clear_errors()
        self.file_notice.say("")

    def refill(self) -> None:
        new = self._wish.document_id is None
        words = _("File a document") if new else _("Change the details")
        self.setWindowTitle(words)
        self.title_label.setText(words)
        self.save_button.setText(_("File it") if new else _("Save"))
        kinds = [(one.value, _(word)) for one, word in DOCUMENT_KIND_WORDS.items()]
        self.fields.offer("kind", [("", _("Choose…")), *kinds])
        self._show_file()


def _of_picture(picture: QImage, name: str) -> ReceivedFile:
    """A picture from the clipboard, as a file. Raises InvalidField."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide's stub takes bytes here and its code takes text.
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return received(name, bytes(buffer.data().data()))


def _age_of(session: Any, member_id: UUID) -> int:
    return age_on(members.present(session, member_id).birth_date, session.today())


def _with_age(session: Any, find: Any, document_id: UUID) -> tuple[FiledDocument, int]:
    found = find(session, document_id)
    return found, _age_of(session, found.member_id)


def _seal(values: Values) -> Seal:
    return Seal(
        Segment(values.get("segment") or Segment.GENERAL),
        Consenter(values.get("consenter") or Consenter.NOT_ASKED),
        bool(values.get("part2")),
    )


def _sealed(seal: Seal) -> Values:
    return {
        "segment": seal.segment.value,
        "consenter": seal.consenter.value,
        "part2": "yes" if seal.part2 else "",
    }


def _new_values(known: DocumentDetails | None) -> Values:
    """What stands in the form of a new one: nothing, or what is known of it."""
    if known is None:
        return dict.fromkeys(FIELDS, "") | _sealed(Seal())
    return _sealed(known.seal) | {
        "kind": known.kind.value,
        "title": known.title,
        "dated_on": document_words.typed_day(known.dated_on),
        "from_whom": known.from_whom,
    }


def _values(filed: FiledDocument) -> Values:
    """What stands in the form of a document."""
    row = filed.document
    return _sealed(row.seal) | {
        "kind": row.kind.value,
        "title": row.title,
        "dated_on": document_words.typed_day(row.dated_on),
        "from_whom": row.from_whom,
    }
