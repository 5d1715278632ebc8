"""Whom one may reach about a child: name, safe-contact rule before the number, and the
language; one of them is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.confidentiality import ASKING_AGE, age_on
from hhdesk.care.contact_points import ContactPointRow, SafeContact, main_phone
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Languages
from hhdesk.gui import forms, people, states
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.i18n import _

CHILD, OTHER = "child", "other"


@forms.offer
class ContactPeople(Spoken, QWidget):
    """Codes are ids of caregivers, CHILD for the child or youth, OTHER."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: MemberPage | None = None
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def put(self, page: MemberPage) -> None:
        """Show this child's people; who was chosen stays chosen."""
        self._page = page
        self.refill()

    @property
    def code(self) -> str:
        """Who is chosen; empty for nobody."""
        for code, button in self.buttons.items():
            if button.isChecked():
                return code
        return ""

    def choose(self, code: str) -> None:
        """Says nothing; somebody who is no longer there is somebody else."""
        button = self.buttons.get(code) or self.buttons.get(OTHER)
        if button is not None and code:
            button.setChecked(True)

    def name_of(self, code: str) -> str:
        """As it is written down; empty for somebody else."""
        if self._page is None:
            return ""
        if code == CHILD:
            return self._page.name.full
        found = [row for row in self._page.caregivers if str(row.id) == code]
        return people.caregiver(found[0]) if found else ""

    def languages_of(self, code: str) -> Languages | None:
        """What this person speaks; None where it is not known."""
        if self._page is None:
            return None
        if code == CHILD:
            return self._page.languages
        found = [row for row in self._page.caregivers if str(row.id) == code]
        return found[0].languages if found else None

    def own_name_of(self, code: str) -> str:
        """The name alone; empty for somebody else."""
        if self._page is None:
            return ""
        if code == CHILD:
            return self._page.name.full
        found = [row for row in self._page.caregivers if str(row.id) == code]
        return found[0].name.full if found else ""

    def rule_of(self, code: str) -> SafeContact:
        """What to know before dialling this person's number."""
        if self._page is None:
            return SafeContact()
        own = self._page.phones if code == CHILD else ()
        found = [row.phones for row in self._page.caregivers if str(row.id) == code]
        phone = main_phone(found[0] if found else own)
        return phone.safe_contact if phone else SafeContact()

    def first(self) -> str:
        """Whom one calls about this child."""
        return next(iter(self.buttons), "")

    def refill(self) -> None:
        page = self._page
        if page is None:
            return
        chosen = self.code
        self._clear()
        for row in page.caregivers:
            words = people.caregiver(row)
            self._add(str(row.id), words, main_phone(row.phones), row.languages)
        own = main_phone(page.phones)
        if own is not None or age_on(page.birth_date, page.today) >= ASKING_AGE:
            self._add(CHILD, page.name.full, own, page.languages)
        self._add(OTHER, _("Somebody else"), None, None)
        self.choose(chosen)

    def _clear(self) -> None:
        self.buttons.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add(
        self,
        code: str,
        words: str,
        phone: ContactPointRow | None,
        languages: Languages | None,
    ) -> None:
        line = Flow(self)
        button = QPushButton(literal(words), line)
        button.setProperty("look", "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self.chosen)
        self._group.addButton(button)
        self.buttons[code] = button
        line.add(button)
        rule = people.safe_contact(phone.safe_contact) if phone else ""
        number = phone.value if phone else ""
        if rule:
            self._chip(line, State(rule, "warning", "message-square-off"))
        if number:
            label = PlainLabel(number, line)
            label.setProperty("look", "strong")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setContentsMargins(4, 0, 4, 0)
            line.add(label)
        if languages is not None:
            self._chip(line, states.language(languages))
        told = (words, rule, number)
        button.setAccessibleName(", ".join(part for part in told if part))
        self._column.addWidget(line)

    @staticmethod
    def _chip(line: Flow, state: State) -> None:
        chip = Chip(line)
        chip.say(state.word, state.tone, state.icon)
        line.add(chip)
