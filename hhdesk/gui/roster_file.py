"""The step in which a roster's file is chosen and said whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from hhdesk.care.roster_history import RosterRunRow
from hhdesk.care.roster_mappings import cleaned_source
from hhdesk.errors import InvalidField
from hhdesk.gui import forms, roster_words
from hhdesk.gui.card import Card
from hhdesk.gui.desk import Desk
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.i18n import _, explain

_KINDS = (".csv", ".txt", ".tsv")


@forms.offer
class RosterFile(QWidget):
    path_field: QLineEdit
    browse_button: QPushButton
    kinds_label: QLabel
    path_notice: FieldNotice
    source_field: QLineEdit
    source_hint: QLabel
    source_notice: FieldNotice
    runs_card: Card

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "roster_file")
        self._runs: Sequence[RosterRunRow] = ()
        self.browse_button.clicked.connect(self._browse)
        self.setFocusProxy(self.path_field)

    def put(
        self, sources: Sequence[str], runs: Sequence[RosterRunRow], desk: Desk
    ) -> None:
        """Whose rosters came before, and the last runs."""
        completer = QCompleter(list(sources), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.source_field.setCompleter(completer)
        if runs and not self.source_field.text():
            self.source_field.setText(runs[0].source)
        self._runs = runs
        self.refill(desk)

    def refill(self, desk: Desk) -> None:
        """Say the last runs in the present language."""
        roster_words.fill_runs(self.runs_card, self._runs, desk)

    def drop(self, data: Any) -> bool:
        """Take the file that was dropped; False where it is none."""
        paths = [url.toLocalFile() for url in data.urls()]
        if paths and paths[0]:
            self.path_field.setText(paths[0])
            return True
        return False

    def chosen(self) -> tuple[Path, str] | None:
        """The file and its source, or None; then it is said what is missing."""
        self.say_beside("", "")
        path = self.path_field.text().strip()
        if not path:
            self.say_beside(_("Choose a file first."), "")
            return None
        try:
            return Path(path), cleaned_source(self.source_field.text())
        except InvalidField as no:
            self.say_beside("", explain(no))
            return None

    def say_beside(self, path: str, source: str) -> None:
        """What is wrong with the file, and with the name."""
        for field, label, words in (
            (self.path_field, self.path_notice, path),
            (self.source_field, self.source_notice, source),
        ):
            label.say(words)
            mark_wrong(field, bool(words))
            if words:
                field.setFocus()

    def _browse(self) -> None:
        kinds = " ".join(f"*{kind}" for kind in _KINDS)
        words = f"{_('Rosters')} ({kinds});;{_('All files')} (*)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", words)
        if path:
            self.path_field.setText(path)
