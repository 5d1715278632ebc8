"""The bar of open members above the page: a tab each, with name, cross, and a pencil
while something about the child is typed and not saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from hhdesk.gui import forms, icons, theme
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel, PlainLabel, literal, set_tip
from hhdesk.i18n import _, ngettext

if TYPE_CHECKING:
    from uuid import UUID

_WIDEST, _NARROWEST, _GAP = 220, 120, 2
_CROSS = 22


class _Tab(QPushButton):
    """One open member. Enter shows it, Delete and the middle button close it."""

    close_wanted = Signal()

    def __init__(self, member_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.member_id = member_id
        self.name = ""
        self.unsaved = False
        self.setProperty("look", "member")
        self.setCheckable(True)
        self.sign = PlainLabel(self)
        self.label = ElidedLabel(self)
        for inner in (self.sign, self.label):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.cross = QToolButton(self)
        self.cross.setProperty("look", "bare")
        self.cross.setFixedSize(_CROSS, _CROSS)
        # By keyboard, Delete and Ctrl+W close: one stop for each member is enough.
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(self.close_wanted)
        self.cross.setProperty("ink", "muted")
        icons.name_icon(self.cross, "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(6)
        row.addWidget(self.sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.cross)

    def sizeHint(self) -> QSize:
        """As wide as the name needs, within bounds."""
        name = self.label.fontMetrics().horizontalAdvance(self.name)
        sign = self.sign.sizeHint().width() + 6 if self.unsaved else 0
        wanted = name + sign + _CROSS + 24
        widest, narrowest = theme.scaled(_WIDEST), theme.scaled(_NARROWEST)
        height = self.label.fontMetrics().height() + 14
        return QSize(min(max(wanted, narrowest), widest), height)

    def say(self, name: str, *, unsaved: bool) -> None:
        self.name, self.unsaved = name, unsaved
        self.label.setText(name)
        self.redraw()
        self.sign.setVisible(unsaved)
        words = _("{name}, not saved").format(name=name) if unsaved else name
        self.setAccessibleName(words)
        self.cross.setAccessibleName(_("Close {name}").format(name=name))
        self.updateGeometry()

    def redraw(self) -> None:
        """Draw the pencil in today's theme."""
        side = self.fontMetrics().ascent()
        ratio = self.devicePixelRatioF()
        self.sign.setPixmap(icons.pixmap("pencil", "warning", side, ratio))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Accepted, so that the button's release comes here as well.
        if event.button() is not Qt.MouseButton.MiddleButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self.close_wanted.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)


@forms.offer
class MemberTabs(Spoken, QFrame):
    """Hidden while nobody is open. Tabs that find no room are in a menu at the end."""

    chosen = Signal(object)
    close_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "tabs")
        self._tabs: dict[UUID, _Tab] = {}
        self._shown: UUID | None = None
        self.more = QToolButton(self)
        self.more.setProperty("look", "small")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_menu)
        self.more.hide()
        self.hide()

    def show_member(self, member_id: UUID, name: str) -> None:
        """A tab of this name for the member; the last one if it is new."""
        tab = self._tabs.get(member_id)
        if tab is None:
            tab = _Tab(member_id, self)
            tab.clicked.connect(partial(self._choose, member_id))
            tab.close_wanted.connect(partial(self.close_wanted.emit, member_id))
            self._tabs[member_id] = tab
        tab.say(name, unsaved=tab.unsaved)
        self._changed()

    def forget_member(self, member_id: UUID) -> None:
        if tab := self._tabs.pop(member_id, None):
            tab.hide()
            tab.deleteLater()
        self._changed()

    def mark(self, member_id: UUID | None) -> None:
        """Draw the member who is shown as chosen; None while a screen is shown."""
        self._shown = member_id
        for one, tab in self._tabs.items():
            tab.setChecked(one == member_id)
        self._settle()

    def mark_unsaved(self, members: set[UUID]) -> None:
        """About whom something is typed and not saved."""
        for one, tab in self._tabs.items():
            tab.say(tab.name, unsaved=one in members)
        self._settle()

    def members(self) -> list[UUID]:
        """Who is open, from the left."""
        return list(self._tabs)

    def tab(self, member_id: UUID) -> QPushButton:
        return self._tabs[member_id]

    def beside(self, step: int) -> UUID | None:
        """Who comes next or before, in a circle; the first one from a screen."""
        known = self.members()
        if not known:
            return None
        if self._shown not in known:
            return known[0 if step > 0 else -1]
        return known[(known.index(self._shown) + step) % len(known)]

    def neighbour(self, member_id: UUID) -> UUID | None:
        """Who is shown when this one is closed: the next, else the one before."""
        known = self.members()
        if member_id not in known or len(known) == 1:
            return None
        at = known.index(member_id)
        return known[at + 1] if at + 1 < len(known) else known[at - 1]

    def _choose(self, member_id: UUID) -> None:
        self._tabs[member_id].setChecked(member_id == self._shown)
        self.chosen.emit(member_id)

    def _changed(self) -> None:
        self.setVisible(bool(self._tabs))
        self.updateGeometry()
        self._settle()

    def sizeHint(self) -> QSize:
        tallest = max(
            (tab.sizeHint().height() for tab in self._tabs.values()), default=0
        )
        return QSize(0, tallest + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Narrow the tabs to fit; what does not fit at all goes into the menu."""
        tabs = list(self._tabs.values())
        if not tabs:
            return
        room, narrowest = self.width() - 16, theme.scaled(_NARROWEST) + _GAP
        fitting = tabs
        if len(tabs) * narrowest > room:
            room -= self.more.sizeHint().width() + 8
            fitting = self._fitting(tabs, max(room // narrowest, 1))
        widths = _shared([tab.sizeHint().width() + _GAP for tab in fitting], room)
        left, height = 8, self.height() - 5
        for tab in tabs:
            tab.setVisible(tab in fitting)
        for tab, width in zip(fitting, widths, strict=True):
            tab.setGeometry(left, 5, width - _GAP, height)
            left += width
        self._place_more(len(tabs) - len(fitting), left)

    def _fitting(self, tabs: list[_Tab], many: int) -> list[_Tab]:
        """The first tabs, and always the one that is shown."""
        fitting = tabs[:many]
        shown = self._tabs.get(self._shown) if self._shown else None
        if shown is not None and shown not in fitting:
            fitting[-1] = shown
        return fitting

    def _place_more(self, hidden: int, left: int) -> None:
        self.more.setVisible(hidden > 0)
        self.more.setText(f"+{hidden}")
        words = ngettext("{n} more open", "{n} more open", hidden).format(n=hidden)
        self.more.setAccessibleName(words)
        set_tip(self.more, words)
        self.more.adjustSize()
        self.more.move(left + 4, (self.height() - self.more.height()) // 2)

    def _fill_menu(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for one, tab in self._tabs.items():
            if tab.isHidden():
                line = menu.addAction(literal(tab.name))
                line.triggered.connect(partial(self._choose, one))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_tabs"):
            self._changed()

    def refill(self) -> None:
        for tab in self._tabs.values():
            tab.say(tab.name, unsaved=tab.unsaved)
        self._settle()


def _shared(wanted: list[int], room: int) -> list[int]:
    """What each gets of the room: all they want, or the widest ones narrowed alike."""
    widths = list(wanted)
    while (over := sum(widths) - max(room, 0)) > 0:
        widest = max(widths)
        most = [at for at, width in enumerate(widths) if width == widest]
        below = max((width for width in widths if width < widest), default=0)
        step = min(widest - below, -(-over // len(most)))
        for at in most:
            widths[at] -= step
    return widths
