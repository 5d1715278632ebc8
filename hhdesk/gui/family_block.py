"""One caregiver on the family's page: who, what they may decide, how they are reached,
and what can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.contact_points import ContactPointRow, ContactUse
from hhdesk.care.family_rows import FamilyCard
from hhdesk.gui import family_words
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.family_acts import FamilyActs
from hhdesk.gui.family_wish import CAREGIVER
from hhdesk.gui.family_words import OUT_REASONS
from hhdesk.gui.flow import Flow
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _

_LONGEST_CHIP = 44


def strip(states: list[State]) -> Flow:
    """Chips in a row that wraps."""
    flow = Flow()
    for state in states:
        chip = Chip()
        chip.say(state.word, state.tone, state.icon)
        flow.add(chip)
    return flow


def said(words: str, look: str = "") -> PlainLabel:
    label = PlainLabel(words)
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label


def small(words: str, about: str, name: str) -> QPushButton:
    """A small button; `name` finds it again when the page is filled anew."""
    button = QPushButton(words)
    button.setProperty("look", "small")
    button.setAccessibleName(f"{words}: {about}")
    button.setObjectName(name)
    return button


def more(words: str, about: str, name: str, menu: QMenu) -> QPushButton:
    """A small button with a menu below it."""
    button = small(words, about, name)
    menu.setParent(button, menu.windowFlags())
    button.clicked.connect(
        lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    )
    return button


class PhoneRow(QWidget):
    """The rule stands before the number; pressing the number writes down the call."""

    def __init__(self, point: ContactPointRow, who: str, acts: FamilyActs) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        rule, use = family_words.rule(point), family_words.use(point)
        long = len(rule) > _LONGEST_CHIP
        if long:
            # Longer than a chip may be, and to be read to its end before dialling.
            notice = Notice(self)
            notice.say(rule, "warning")
            column.addWidget(notice)
        line = Flow(self)
        if not long and point.safe_contact.restricted:
            chip = Chip()
            chip.say(rule, "warning", "message-square-off")
            line.add(chip)
        elif not long:
            line.add(self._muted(rule))
        self.number = QPushButton(literal(point.value))
        self.number.setProperty("look", "link")
        self.number.setCursor(Qt.CursorShape.PointingHandCursor)
        self.number.setAccessibleName(", ".join((who, rule, use, point.value)))
        self.number.setObjectName(f"call-{point.id}")
        self.number.setEnabled(point.use is not ContactUse.OLD)
        self.number.clicked.connect(acts.call)
        line.add(self.number)
        line.add(self._muted(use))
        column.addWidget(line)

    @staticmethod
    def _muted(words: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", "muted")
        label.setContentsMargins(0, 3, 0, 3)
        return label


class FamilyBlock(QWidget):
    def __init__(self, card: FamilyCard, today: date, acts: FamilyActs) -> None:
        super().__init__()
        self._card, self._today, self._acts = card, today, acts
        told = card.details
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        line = QFrame(self)
        line.setProperty("look", "line")
        column.addWidget(line)
        column.addSpacing(4)
        column.addLayout(self._head())
        column.addWidget(strip(family_words.chips(told, today)))
        for words in (family_words.since(told, today), self._others()):
            if words:
                column.addWidget(said(words, "muted"))
        if told.note:
            notice = Notice(self)
            notice.say(told.note, "warning" if family_words.limited(told) else "info")
            column.addWidget(notice)
        for point in told.phones:
            column.addWidget(PhoneRow(point, told.name.full, acts))
        if not told.phones:
            column.addWidget(said(_("No phone yet."), "muted"))

    def _head(self) -> QHBoxLayout:
        words = family_words.kin(self._card.details)
        key = self._card.id
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(said(words, "strong"), 1)
        change = small(_("Change"), words, f"change-{key}")
        place = self._card.place_id
        change.clicked.connect(lambda: self._acts.wish(CAREGIVER, place))
        menu = more(_("More"), words, f"more-{key}", self._menu())
        for button in (change, menu):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _others(self) -> str:
        others = ", ".join(self._card.others)
        words = _("Also cares for {children}")
        return words.format(children=others) if others else ""

    def _menu(self) -> QMenu:
        menu, told = QMenu(), self._card.details
        ended = told.ended(self._today)
        if not told.main and not ended:
            first = menu.addAction(_("Call first"))
            first.triggered.connect(lambda: self._change(main=True))
        if ended:
            again = menu.addAction(_("Cares for the child again"))
            again.triggered.connect(lambda: self._change(ends_on=None))
        else:
            end = menu.addAction(_("No longer cares for the child"))
            end.triggered.connect(lambda: self._change(ends_on=self._today))
        menu.addSection(_("Take out"))
        for reason in OUT_REASONS:
            line = menu.addAction(_(reason))
            line.triggered.connect(partial(self._remove, reason))
        return menu

    def _change(self, **fields: object) -> None:
        told = replace(self._card.details, **fields)  # type: ignore[arg-type]
        if told.ended(self._today):
            told = replace(told, main=False)
        self._acts.change(self._card, told)

    def _remove(self, reason: str, _checked: bool = False) -> None:
        self._acts.remove(self._card, reason)
