"""Taking hospitals' messages in from the window: files or a folder, then the counts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QWidget,
)

from hhdesk.errors import Refusal
from hhdesk.exchange.hl7v2 import AdtReport
from hhdesk.gui import forms, theme
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.hospital_reading import HospitalReading
from hhdesk.gui.notice import Notice
from hhdesk.gui.progress import Progress
from hhdesk.i18n import _, explain, ngettext

_WIDTH, _HEIGHT = 620, 480
_MOST_REFUSED = 20
"""Refusals that are listed; how many more there are is said."""


def begin_import(desk: Desk, parent: QWidget) -> HospitalImport:
    """Open the window over `parent`."""
    dialog = HospitalImport(desk, parent)
    dialog.open()
    return dialog


class HospitalImport(Spoken, QDialog):
    notice: Notice
    hint_label: QLabel
    files_button: QPushButton
    folder_button: QPushButton
    progress: Progress
    card: Card
    matching_button: QPushButton
    close_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "hospital_import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._reading: HospitalReading | None = None
        self.report: AdtReport | None = None
        self.files_button.clicked.connect(self._choose_files)
        self.folder_button.clicked.connect(self._choose_folder)
        self.matching_button.clicked.connect(self._match)
        self.close_button.clicked.connect(self.reject)
        self.progress.cancelled.connect(self.stop)
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.refill()

    # ------------------------------------------------------------ choosing

    def _choose_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose files"))
        if names:
            self.take([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder"))
        if name:
            self.take([Path(name)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in urls])

    # ------------------------------------------------------------ the run

    def take(self, paths: list[Path]) -> None:
        """Read these files and folders; one run after the other."""
        if self._reading is not None:
            return
        self.notice.say("")
        self.report = None
        self._reading = reading = HospitalReading(self._desk, self)
        reading.advanced.connect(self.progress.advance)
        reading.done.connect(self._done)
        reading.refused.connect(self._refuse)
        self.progress.start(_("Reading the messages…"))
        self.refill()
        reading.start(paths)

    def stop(self) -> None:
        """After the files that are under way; what is in stays in."""
        if self._reading is not None:
            self._reading.stop()

    def reject(self) -> None:
        self.stop()
        super().reject()

    def _ended(self) -> None:
        self._reading = None
        self.progress.stop()
        self._desk.matching_changed.emit()

    def _refuse(self, refusal: Refusal, report: AdtReport) -> None:
        """What was heeded before stays; the rest can be read again."""
        self._ended()
        self.report = report if report.messages else None
        self.notice.say(explain(refusal))
        self.refill()

    def _done(self, report: AdtReport) -> None:
        self._ended()
        self.report = report
        if report.stopped:
            words = _(
                "Stopped. What was read before is in; the rest can be read later."
            )
            self.notice.say(words, "warning")
        self.refill()
        (self.matching_button if report.waiting else self.close_button).setFocus()

    def _match(self) -> None:
        self.accept()
        self._desk.matching_wanted.emit()

    # ------------------------------------------------------------ words

    def refill(self) -> None:
        self.setWindowTitle(_("Import hospital messages"))
        report = self.report
        for button in (self.files_button, self.folder_button):
            button.setEnabled(self._reading is None)
        self.card.setVisible(report is not None)
        waiting = report.waiting if report is not None else 0
        self.matching_button.setVisible(bool(waiting))
        self.matching_button.setText(_("Match them now"))
        if report is not None:
            self._say(report)

    def _say(self, report: AdtReport) -> None:
        n = report.messages
        read = ngettext("{n} message read", "{n} messages read", n).format(n=n)
        files = ngettext("{n} file", "{n} files", report.files).format(n=report.files)
        self.card.clear()
        self.card.say(read, files)
        others = sum(count for _kind, count in report.others)
        for words, count, state in (
            (_("Put into stays"), report.applied, State("", "good")),
            (_("Wait for a match"), report.waiting, State("", "warning")),
            (_("About no stay"), report.no_stay, State("")),
            (_("Here already"), report.known, State("")),
            (_("About something else, not read"), others, State("")),
            (_("Refused"), len(report.refused), State("", "danger")),
        ):
            if count:
                chip = State(f"{count:,}", state.tone)
                self.card.add(Line(words, "", [chip], beside=True))
        for refused in report.refused[:_MOST_REFUSED]:
            place = Path(refused.file).name
            if refused.number:
                place = f"{place} #{refused.number}"
            self.card.add_muted(f"{place}: {refused.why}")
        more = len(report.refused) - _MOST_REFUSED
        if more > 0:
            words = ngettext("{n} more", "{n} more", more).format(n=more)
            self.card.add_muted(words)
