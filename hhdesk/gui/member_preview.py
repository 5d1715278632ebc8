"""The pane beside the list: whom to call, what is to do, the next visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, tzinfo
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.member_page import MemberPage
from hhdesk.care.open_loops import LoopRow
from hhdesk.gui import forms, open_loops, people
from hhdesk.gui.banner import banner_states
from hhdesk.gui.card import Line
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _


@forms.offer
class MemberPreview(Spoken, QFrame):
    name_label: QLabel
    born_label: QLabel
    chips: Flow
    body: QWidget
    open_button: QPushButton
    edit_button: QPushButton
    print_button: QPushButton

    open_wanted = Signal(object, str)
    edit_wanted = Signal(object)
    contact_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "member_preview")
        self._page: MemberPage | None = None
        self._loops: tuple[LoopRow, ...] = ()
        self._zone: tzinfo = UTC
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 4, 4, 4)
        self._column.setSpacing(0)
        self.open_button.clicked.connect(lambda: self._open("overview"))
        self.print_button.clicked.connect(lambda: self._open("papers"))
        self.edit_button.clicked.connect(self._edit)
        self.clear()

    @property
    def member_id(self) -> UUID | None:
        return self._page.id if self._page else None

    def clear(self) -> None:
        """Nobody is chosen."""
        self._page = None
        self.refill()

    def show_member(
        self, page: MemberPage, to_do: tuple[LoopRow, ...], zone: tzinfo
    ) -> None:
        """Show this member; times are told in the clinic's zone."""
        self._page, self._loops, self._zone = page, to_do, zone
        self.refill()

    def _open(self, tab: str) -> None:
        if self._page is not None:
            self.open_wanted.emit(self._page.id, tab)

    def _edit(self) -> None:
        if self._page is not None:
            self.edit_wanted.emit(self._page.id)

    def refill(self) -> None:
        page = self._page
        self._empty()
        for button in (self.open_button, self.edit_button, self.print_button):
            button.setVisible(page is not None)
        self.name_label.setText(page.name.full if page else _("Nobody is chosen"))
        self.born_label.setText(_subtitle(page) if page else _choose_hint())
        if page is None:
            return
        for state in banner_states(page):
            self.chips.add(_chip(state))
        self._call(page)
        to_do = open_loops.to_do(self._loops, page.today, discreet=True)
        self._section(_("To do"), to_do)
        self._section(
            _("Next visit"), open_loops.visits(page, self._zone, discreet=True)[:1]
        )
        siblings = [
            Line(row.name.full, people.born(row.birth_date, page.today))
            for row in page.siblings
        ]
        self._section(_("Siblings"), siblings)
        self._column.addStretch(1)

    def _empty(self) -> None:
        self.chips.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _call(self, page: MemberPage) -> None:
        caregiver, phone = page.main_caregiver, page.main_phone
        if caregiver is None and phone is None:
            return
        rule = people.safe_contact(phone.safe_contact) if phone else ""
        name = people.caregiver(caregiver) if caregiver else page.name.full
        number = phone.value if phone else _("no phone")
        found: list[QWidget] = []
        if rule:
            # Longer than a chip may be, and to be read to its end before dialling.
            notice = Notice(self)
            notice.say(rule, "warning")
            found.append(notice)
        line = Line(name, number)
        line.offer(_("Log call"), lambda: self.contact_wanted.emit(page.id))
        self._section(_("Call"), [*found, line])

    def _section(self, title: str, lines: Iterable[QWidget]) -> None:
        found = list(lines)
        if not found:
            return
        label = PlainLabel(title)
        label.setProperty("look", "section")
        label.setContentsMargins(0, 10, 0, 0)
        self._column.addWidget(label)
        for line in found:
            self._column.addWidget(line)


def _chip(state: State) -> Chip:
    chip = Chip()
    chip.say(state.word, state.tone, state.icon)
    return chip


def _subtitle(page: MemberPage) -> str:
    words = people.born(page.birth_date, page.today)
    if page.enrollment and page.enrollment.coordinator:
        words += f" · {page.enrollment.coordinator}"
    return words


def _choose_hint() -> str:
    return _("Choose a member to see whom to call and what is to do.")
