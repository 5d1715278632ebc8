"""The workstation's window: rail, top bar, and the pages between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from hhdesk.gui import forms, icons
from hhdesk.gui.appearance import AppearanceMenu
from hhdesk.gui.chip import Chip
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.opening import Opening
from hhdesk.gui.quick_find import QuickFind
from hhdesk.gui.rail import Rail
from hhdesk.gui.saving_chip import SavingChip
from hhdesk.gui.segments import Segments
from hhdesk.gui.theme import Theme
from hhdesk.gui.toast import Toast
from hhdesk.i18n import LANGUAGES, _, current_language

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Page:
    """A page that is open: a screen of the rail, or a member."""

    screen: str
    member_id: UUID | None = None


class Window(Spoken, QWidget):
    """Knows where pages stand. What is on them is the screens' own affair."""

    rail: Rail
    quick_find: QuickFind
    new_button: QPushButton
    demonstration_chip: Chip
    saving_chip: SavingChip
    language_choice: Segments
    appearance_button: QToolButton
    pages: QStackedWidget
    opening: Opening

    painted = Signal()
    """The first paint is done: everything slow may begin."""
    language_chosen = Signal(str)
    page_wanted = Signal(object)
    member_closed = Signal(object)
    new_member_wanted = Signal()
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        forms.load(self, "window")
        self._painted = False
        self._pages: dict[Page, QWidget] = {}
        self._may_close: Callable[[], bool] = lambda: True
        self._demonstration = False
        self.shown: Page | None = None
        self.toast = Toast(self)
        self.setMinimumSize(960, 600)
        self.opening.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.opening.setFocus()
        self._connect(theme)
        self.refill()

    def _connect(self, theme: Theme) -> None:
        names = {tag: (tag.upper(), name) for tag, name in LANGUAGES.items()}
        self.language_choice.offer(names)
        self.language_choice.choose(current_language())
        self.language_choice.chosen.connect(self.language_chosen)
        self.appearance = AppearanceMenu(theme, self)
        self.appearance_button.setMenu(self.appearance)
        theme.changed.connect(self._redress)
        self.rail.screen_chosen.connect(lambda s: self.page_wanted.emit(Page(s)))
        self.rail.member_chosen.connect(
            lambda member_id: self.page_wanted.emit(Page("members", member_id))
        )
        self.rail.member_closed.connect(self.member_closed)
        self.new_member = QAction(self)
        self.new_member.setShortcut(QKeySequence.StandardKey.New)
        self.new_member.triggered.connect(self.new_member_wanted)
        self.addAction(self.new_member)
        menu = QMenu(self)
        menu.addAction(self.new_member)
        self.new_button.setMenu(menu)
        self.new_button.setEnabled(False)
        self.quick_find.setEnabled(False)
        find = QShortcut(QKeySequence("Ctrl+K"), self)
        find.activated.connect(self.quick_find.begin)

    def open_for_work(self, may_close: Callable[[], bool]) -> None:
        """The records are open; `may_close` is asked before the window closes."""
        self._may_close = may_close
        self.new_button.setEnabled(True)
        self.quick_find.setEnabled(True)
        self.saving_chip.open_for_work()

    def tell_demonstration(self, demonstration: bool) -> None:
        """Say for as long as it is open that these are made-up people."""
        self._demonstration = demonstration
        words = _("Demonstration") if demonstration else ""
        self.demonstration_chip.say(words, "info", "info")
        set_tip(self.demonstration_chip, _("These people are made up."))

    def add_page(self, page: Page, widget: QWidget) -> None:
        self._pages[page] = widget
        self.pages.addWidget(widget)

    def page(self, page: Page) -> QWidget | None:
        return self._pages.get(page)

    def open_pages(self) -> list[Page]:
        return list(self._pages)

    def show_page(self, page: Page) -> None:
        """Bring an open page to the front."""
        self.shown = page
        widget = self._pages[page]
        self.pages.setCurrentWidget(widget)
        self.rail.mark(page.screen, page.member_id)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_page(self, page: Page) -> None:
        widget = self._pages.pop(page, None)
        if widget is not None:
            self.pages.removeWidget(widget)
            widget.deleteLater()

    def place(self, geometry: str) -> None:
        """Stand where the window last stood; `geometry` is Qt's, in base64."""
        stored = QByteArray.fromBase64(geometry.encode("ascii"))
        if not self.restoreGeometry(stored):
            self.resize(1366, 768)

    def placed(self) -> str:
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def _redress(self) -> None:
        icons.dress_all(self)
        forms.widen_all(self)
        for state in self.findChildren(EmptyState):
            state.redraw()
        self.quick_find.refill()
        self.appearance.refill()
        self.update()

    def refill(self) -> None:
        self.new_member.setText(_("New member"))
        self.language_choice.choose(current_language())
        self.tell_demonstration(self._demonstration)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.closing.emit()
        event.accept()
        QCoreApplication.quit()
