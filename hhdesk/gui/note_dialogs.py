"""Opens the form of a note over the window, whichever screen asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hhdesk.gui.desk import Desk
from hhdesk.gui.note_form import NoteForm
from hhdesk.gui.note_wish import NoteWish


class NoteDialogs(QObject):
    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: NoteForm | None = None
        desk.note_wanted.connect(self.show_form)

    def show_form(self, wish: NoteWish) -> None:
        form = NoteForm(self._desk, self._window, wish)
        form.finished.connect(partial(self._closed, form))
        self.dialog = form
        form.open()

    def _closed(self, form: NoteForm, _code: int) -> None:
        form.deleteLater()
        if self.dialog is form:
            self.dialog = None
