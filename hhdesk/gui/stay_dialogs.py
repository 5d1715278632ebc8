"""Opens the form of a hospital stay over the window, whichever screen asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hhdesk.gui.desk import Desk
from hhdesk.gui.stay_form import StayForm
from hhdesk.gui.stay_news import StayNews, StayWish


class StayDialogs(QObject):
    """One form at a time; `shown` gives the member whom the person looks at."""

    def __init__(
        self, desk: Desk, window: QWidget, shown: Callable[[], UUID | None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._shown = desk, window, shown
        self.dialog: StayForm | None = None
        """The one that is open."""
        desk.stay_wanted.connect(self.record)
        desk.stay_form_wanted.connect(self.change)

    def record(self, member_id: UUID | None) -> None:
        """Write down a stay of this child, of the one who is shown, or of one who is
        still to be chosen."""
        self._open(member_id or self._shown(), None)

    def change(self, wish: StayWish) -> None:
        self._open(None, wish)

    def _open(self, member_id: UUID | None, wish: StayWish | None) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self.dialog = form = StayForm(self._desk, self._window, member_id, wish)
        form.changed.connect(self._changed)
        form.finished.connect(partial(self._closed, form))
        form.open()

    def _changed(self, news: StayNews) -> None:
        self._desk.member_saved.emit(news.member_id)
        self._desk.say(news.words, news.undo)

    def _closed(self, form: StayForm, _code: int) -> None:
        form.deleteLater()
        if self.dialog is form:
            self.dialog = None
