"""The workstation's window: rail, top bar, and the pages between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLayout, QPushButton, QStackedWidget, QToolButton, QWidget

from hhdesk.gui import forms, icons, window_place
from hhdesk.gui.appearance import AppearanceMenu
from hhdesk.gui.chip import Chip
from hhdesk.gui.command_actions import CommandActions
from hhdesk.gui.command_table import Group
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.member_tabs import MemberTabs
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
    """A page that is open: a screen, or a member."""

    screen: str
    member_id: UUID | None = None


class Window(Spoken, QWidget):
    """Knows where pages stand. What is on them is the screens' own affair."""

    frame: QWidget
    rail: Rail
    member_tabs: MemberTabs
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
    page_shown = Signal(object)
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        forms.load(self, "window")
        self._painted = False
        self._pages: dict[Page, QWidget] = {}
        self._may_close: Callable[[], bool] = lambda: True
        self._demonstration = False
        self.shown: Page | None = None
        # Inside the frame, so that nothing is said while the frame is covered.
        self.toast = Toast(self.frame)
        self.commands = CommandActions(self.frame)
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
        self.rail.command_chosen.connect(lambda c: self.commands.action(c).trigger())
        self.member_tabs.chosen.connect(
            lambda member_id: self.page_wanted.emit(Page("members", member_id))
        )
        self.commands.bind("find", self.quick_find.begin)
        self.commands.bind("look.rail", lambda: self.rail.fold(not self.rail.narrow))
        self.new_button.setMenu(self.commands.menu(Group.NEW, self))
        self.new_button.setEnabled(False)
        self.quick_find.setEnabled(False)

    @property
    def new_member(self) -> QAction:
        """Begins a new member, from everywhere."""
        return self.commands.action("new.member")

    def open_for_work(self, may_close: Callable[[], bool]) -> None:
        """The records are open; `may_close` is asked before the window closes."""
        self._may_close = may_close
        self.new_button.setEnabled(True)
        self.quick_find.setEnabled(True)
        self.saving_chip.open_for_work()
        self.rail.open_for_work()
        self.commands.open_for_work()

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
        self.rail.mark(page.screen)
        self.member_tabs.mark(page.member_id)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(page)

    def remove_page(self, page: Page) -> None:
        widget = self._pages.pop(page, None)
        if widget is not None:
            self.pages.removeWidget(widget)
            widget.deleteLater()

    def place(self, geometry: str) -> None:
        """Stand where the window last stood; `geometry` is what `placed` gave."""
        window_place.place(self, geometry)

    def placed(self) -> str:
        return window_place.placed(self)

    def cover(self, screen: QWidget) -> None:
        """Show nothing but this; what is below keeps how it stands."""
        self.quick_find.close_list()
        self.toast.hide()
        self._whole().addWidget(screen)
        screen.show()
        self.frame.hide()

    def uncover(self, screen: QWidget) -> None:
        """Show the frame again; the screen that covered it is done."""
        self.frame.show()
        self._whole().removeWidget(screen)
        screen.hide()
        screen.deleteLater()

    def _whole(self) -> QLayout:
        whole = self.layout()
        assert whole is not None
        return whole

    def _redress(self) -> None:
        # Tables come with the screens, after the first paint.
        from hhdesk.gui.row_table import RowTable

        icons.dress_all(self)
        forms.widen_all(self)
        for state in self.findChildren(EmptyState):
            state.redraw()
        for table in self.findChildren(RowTable):
            table.fit_rows()
        self.quick_find.refill()
        self.appearance.refill()
        self.commands.refill()
        self.member_tabs.refill()
        self.update()

    def refill(self) -> None:
        self.commands.refill()
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
