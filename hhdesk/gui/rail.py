"""The left rail: the screens, the members that are open, who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import forms, icons
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel, PlainLabel, literal, set_tip
from hhdesk.gui.screens import Entry
from hhdesk.i18n import _

if TYPE_CHECKING:
    from uuid import UUID

_WIDE, _WIDE_EM, _NARROW = 196, 24, 56


class _Line(QPushButton):
    """A button of the rail; only its icon shows while the rail is narrow."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self.setCheckable(True)
        self._words = ""
        self._narrow = False
        icons.name_icon(self, icon)

    def say(self, words: str) -> None:
        self._words = words
        self._show()

    def fold(self, narrow: bool) -> None:
        self._narrow = narrow
        self._show()

    def _show(self) -> None:
        self.setText("" if self._narrow else f" {literal(self._words)}")
        set_tip(self, self._words if self._narrow else "")
        self.setAccessibleName(self._words)


class _OpenMember(QWidget):
    """One open member: press to show, cross to close."""

    def __init__(self, member_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.member_id = member_id
        self.button = QPushButton(self)
        self.button.setProperty("look", "rail")
        self.button.setCheckable(True)
        inside = QHBoxLayout(self.button)
        inside.setContentsMargins(10, 0, 28, 0)
        self.name = ElidedLabel(self.button)
        self.name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(self.name)
        self.cross = QToolButton(self)
        self.cross.setProperty("look", "bare")
        self.cross.setFixedSize(24, 24)
        icons.name_icon(self.cross, "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        top = (self.height() - self.cross.height()) // 2
        self.cross.move(self.width() - self.cross.width() - 4, top)
        self.cross.raise_()

    def say(self, name: str) -> None:
        self.name.setText(name)
        self.button.setAccessibleName(name)
        self.cross.setAccessibleName(_("Close {name}").format(name=name))


@forms.offer
class Rail(Spoken, QFrame):
    screen_chosen = Signal(str)
    member_chosen = Signal(object)
    member_closed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self._entries: dict[str, tuple[Entry, _Line]] = {}
        self._members: dict[UUID, _OpenMember] = {}
        self.narrow = False
        self._built = False
        self._build()
        self._built = True
        self.refill()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(2)
        self.brand = PlainLabel("hhdesk", self)
        self.brand.setProperty("look", "brand")
        self.fold_button = QToolButton(self)
        self.fold_button.setProperty("look", "quiet")
        self.fold_button.setFixedSize(32, 32)
        self.fold_button.clicked.connect(lambda: self.fold(not self.narrow))
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 0, 8)
        head.addWidget(self.brand, 1)
        head.addWidget(self.fold_button)
        self._head = head
        column.addLayout(head)
        self._screens = QVBoxLayout()
        self._screens.setSpacing(2)
        column.addLayout(self._screens)
        self.open_title = PlainLabel(self)
        self.open_title.setProperty("look", "section")
        self.open_title.setContentsMargins(10, 16, 0, 4)
        column.addWidget(self.open_title)
        self._open = QVBoxLayout()
        self._open.setSpacing(2)
        column.addLayout(self._open)
        column.addStretch(1)
        self.person = _Line("user", self)
        self.person.setCheckable(False)
        self.person.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.person.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.person.hide()
        column.addWidget(self.person)

    def offer(self, entries: tuple[Entry, ...]) -> None:
        """The screens, top to bottom."""
        for entry in entries:
            line = _Line(entry.icon, self)
            line.clicked.connect(lambda _=False, i=entry.id: self.screen_chosen.emit(i))
            self._screens.addWidget(line)
            self._entries[entry.id] = entry, line
        self.refill()

    def sign_in(self, name: str) -> None:
        self.person.say(name)
        self.person.setVisible(bool(name))

    def show_member(self, member_id: UUID, name: str) -> None:
        """List the member as open, by name."""
        line = self._members.get(member_id)
        if line is None:
            line = _OpenMember(member_id, self)
            line.button.clicked.connect(lambda: self.member_chosen.emit(member_id))
            line.cross.clicked.connect(lambda: self.member_closed.emit(member_id))
            self._members[member_id] = line
            self._open.addWidget(line)
        line.say(name)
        self._show_open()

    def forget_member(self, member_id: UUID) -> None:
        if line := self._members.pop(member_id, None):
            line.hide()
            line.deleteLater()
        self._show_open()

    def mark(self, screen: str, member_id: UUID | None = None) -> None:
        """Draw the screen or open member that is shown as chosen."""
        for known, (_entry, line) in self._entries.items():
            line.setChecked(known == screen and member_id is None)
        for one, member in self._members.items():
            member.button.setChecked(one == member_id)

    def fold(self, narrow: bool) -> None:
        """Icons only, or icons and words."""
        self.narrow = narrow
        self.refill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self.refill()

    def _show_open(self) -> None:
        shown = bool(self._members) and not self.narrow
        self.open_title.setVisible(shown)
        for line in self._members.values():
            line.setVisible(shown)

    def refill(self) -> None:
        wide = self.fontMetrics().averageCharWidth() * _WIDE_EM
        self.setFixedWidth(_NARROW if self.narrow else max(wide, _WIDE))
        self.brand.setVisible(not self.narrow)
        self._head.setContentsMargins(4 if self.narrow else 10, 0, 0, 8)
        icons.name_icon(
            self.fold_button,
            "panel-left-open" if self.narrow else "panel-left-close",
        )
        words = _("Show the words") if self.narrow else _("Show only icons")
        set_tip(self.fold_button, words)
        self.fold_button.setAccessibleName(words)
        self.open_title.setText(_("Open members"))
        for entry, line in self._entries.values():
            line.say(_(entry.word))
            line.fold(self.narrow)
        self.person.fold(self.narrow)
        self._show_open()
