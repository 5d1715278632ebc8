"""A paper of a member over the screen that asked for it: look, print, save."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from hhdesk.care import member_page, paper_orders
from hhdesk.care.member_page import MemberPage
from hhdesk.care.paper_orders import PaperOrder
from hhdesk.care.visit_disclosure import family_language
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_handing import PaperHanding
from hhdesk.gui.paper_making import PaperMaking
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.progress import Progress
from hhdesk.i18n import _, explain, language_name
from hhdesk.papers.paper_head import Choices

_WIDTH, _HEIGHT = 820, 720


def show_paper(
    desk: Desk, parent: QWidget, title: Callable[[], str], order: PaperOrder
) -> PaperSheet:
    """Open a paper over a screen, in the language that its family reads; `title` says
    in the present language what it is."""
    sheet = PaperSheet(desk, parent, title, order)
    sheet.open()
    return sheet


class PaperSheet(Spoken, QDialog):
    title_label: QLabel
    chips: Flow
    large_box: QCheckBox
    pages_label: QLabel
    smaller_button: QToolButton
    larger_button: QToolButton
    notice: Notice
    progress: Progress
    view: PaperView
    advice_label: QLabel
    close_button: QPushButton
    save_button: QPushButton
    print_button: QPushButton

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: Callable[[], str],
        order: PaperOrder,
    ) -> None:
        super().__init__(parent)
        forms.load(self, "paper_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._title, self._order = desk, title, order
        self._language = ""
        self.making = PaperMaking(desk, self, f"sheet {id(self)}")
        self.handing = PaperHanding(desk, self, self.making)
        self.making.changed.connect(self._changed)
        self.handing.handed.connect(self._handed)
        self.large_box.toggled.connect(lambda _: self.make())
        self.close_button.clicked.connect(self.reject)
        room = parent.window().height()
        high = min(theme.scaled(_HEIGHT), max(room, 480))
        self.resize(theme.scaled(_WIDTH), high)
        self.refill()
        desk.worker.read(
            member_page.member_page,
            order.member_id,
            then=self._read,
            failed=self._refuse,
        )

    def _read(self, page: MemberPage) -> None:
        self._language = family_language(page, self._order.audience)
        self.refill()
        self.make()

    def make(self) -> None:
        """The paper as it is now."""
        choices = Choices(self._language, self.large_box.isChecked())
        self.making.make(choices, paper_orders.gather, self._order)

    def _changed(self) -> None:
        if self.making.made is not None:
            self.print_button.setFocus()

    def _handed(self, left: bool) -> None:
        if left:
            self.accept()
        else:
            self.make()

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def refill(self) -> None:
        self.setWindowTitle(self._title())
        self.title_label.setText(self._title())
        words = ""
        if self._language and self._language != "en":
            words = _("In {language} and English, as this family reads it.").format(
                language=language_name(self._language)
            )
        self.advice_label.setText(words)
        self.making.refill()
