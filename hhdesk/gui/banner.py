"""The top of a member's page, which never scrolls: who, what state, whom to call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from hhdesk.care.goals import BARRIER_WORDS
from hhdesk.care.member_page import MemberPage
from hhdesk.care.members import IdentifierKind
from hhdesk.gui import forms, people, states
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.chip_button import ChipButton
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel
from hhdesk.i18n import _


@forms.offer
class Banner(Spoken, QFrame):
    name_label: QLabel
    born_label: ElidedLabel
    chips: Flow
    caregiver_label: QLabel
    phone_label: QLabel
    copy_button: QToolButton
    contact_button: QPushButton
    reach_strip: Flow
    safe_chip: Chip
    edit_button: QPushButton

    copied = Signal(str)
    enrollment_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "banner")
        self._page: MemberPage | None = None
        self.enrollment_button: ChipButton | None = None
        self.copy_button.clicked.connect(self._copy)
        for tool in (self.safe_chip, self.contact_button):
            self.reach_strip.add(tool)
        self.reach_strip.align_right()
        self.safe_chip.hide()
        self.copy_button.hide()

    def show_member(self, page: MemberPage) -> None:
        self._page = page
        self.refill()

    def refill(self) -> None:
        page = self._page
        if page is None:
            return
        self.name_label.setText(page.name.full)
        self.born_label.setText(" · ".join(_identity(page)))
        first, *others = banner_states(page)
        chips: list[QWidget] = [self._enrollment(first)]
        for state in others:
            chip = Chip()
            chip.say(state.word, state.tone, state.icon)
            chips.append(chip)
        self.chips.put(chips)
        self._show_call(page)

    def _enrollment(self, state: State) -> ChipButton:
        """The state of the enrollment, which opens it."""
        self.enrollment_button = button = ChipButton()
        told = _("Enrollment: {state}. Open it.").format(state=state.word)
        button.say(state, told)
        button.clicked.connect(self.enrollment_wanted)
        return button

    def _show_call(self, page: MemberPage) -> None:
        caregiver, phone = page.main_caregiver, page.main_phone
        words = people.caregiver(caregiver) if caregiver else _("No caregiver yet")
        self.caregiver_label.setText(words)
        self.phone_label.setText(phone.value if phone else _("no phone"))
        self.copy_button.setVisible(phone is not None)
        rule = people.safe_contact(phone.safe_contact) if phone else ""
        self.safe_chip.say(rule, "warning", "message-square-off")

    def _copy(self) -> None:
        number = self.phone_label.text()
        QGuiApplication.clipboard().setText(number)
        self.copied.emit(number)


def _identity(page: MemberPage) -> list[str]:
    words = [people.born(page.birth_date, page.today)]
    if page.pronouns:
        words.insert(0, page.pronouns)
    if page.name.nickname:
        words.insert(0, f"“{page.name.nickname}”")
    for kind in (IdentifierKind.CIN, IdentifierKind.MRN):
        if number := page.facts.number(kind):
            words.append(people.numbered(kind, number))
    return words


def banner_states(page: MemberPage) -> list[State]:
    """The chips: enrollment first, language, alerts, barriers. Nothing sealed, for the
    banner stands where others may look over a shoulder."""
    row = page.enrollment
    chips = [states.enrollment(row.state if row else None)]
    if page.died:
        chips = [State(_("Died"), "neutral", "circle")]
    if page.enrollment and page.enrollment.tier:
        tier = _("Tier {tier}").format(tier=page.enrollment.tier)
        chips.append(State(tier, "neutral", "flag"))
    chips.append(states.language(page.languages))
    if page.alert:
        chips.append(State(page.alert, "danger", "circle-alert"))
    for allergy in page.facts.allergies:
        if allergy.status.present and not allergy.seal.sealed:
            words = _("Allergy: {what}").format(what=allergy.text)
            chips.append(State(words, "danger", "triangle-alert"))
    open_kinds = {
        barrier.kind: None
        for barrier in page.facts.barriers
        if barrier.resolved_on is None and not barrier.seal.sealed
    }
    for kind in open_kinds:
        chips.append(State(_(BARRIER_WORDS[kind]), "warning", "triangle-alert"))
    return chips
