"""Who gets a paper by name: those to whom a consent in force opens something are
offered, and the only one stands there at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from hhdesk.care.confidentiality import Audience
from hhdesk.gui import forms


@forms.offer
class RecipientField(QLineEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[Audience, tuple[str, ...]] = {}
        self._audience: Audience | None = None
        self._preset = ""

    def know(self, names: Mapping[Audience, tuple[str, ...]]) -> bool:
        """Names by audience; gives whether another one stands in the field now."""
        self._names = names
        return self._offer()

    def be_for(self, audience: Audience) -> None:
        """Another audience: what nobody typed goes, its own names are offered."""
        if audience is not self._audience:
            self._audience = audience
            self._offer()

    def _offer(self) -> bool:
        names = self._names.get(self._audience, ()) if self._audience else ()
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        before = self.text()
        if before == self._preset:
            # The care team is many; who of it gets a paper is for people to say.
            alone = len(names) == 1 and self._audience is not Audience.CARE_TEAM
            self._preset = names[0] if alone else ""
            self.setText(self._preset)
        return self.text() != before
