"""The lines of an ending: one open referral, visit or goal, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui.chip import Chip, State
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Said:
    """What was chosen and typed for one open thing; `code` empty is nothing yet."""

    code: str = ""
    words: str = ""
    day: str = ""
    evidence: str = ""

    def plain(self) -> list[str]:
        """For the draft."""
        return [self.code, self.words, self.day, self.evidence]


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may become of it: its words, what is typed with it, and whether
    the day and the proof of help are asked."""

    words: str
    asks: str = ""
    proof: bool = False


class EndLine(QWidget):
    edited = Signal()
    spread = Signal(object)
    """Said: the same for the others that nothing is said of yet."""

    def __init__(
        self, item_id: UUID, title: str, more: str, states: Sequence[State]
    ) -> None:
        super().__init__()
        self.item_id = item_id
        self._offers: Mapping[str, Offer] = {}
        self._others = 0
        self.title = PlainLabel(title, self)
        self.title.setProperty("look", "strong")
        self.title.setWordWrap(True)
        self.more = PlainLabel(more, self)
        self.more.setProperty("look", "muted")
        self.more.setWordWrap(True)
        self.more.setVisible(bool(more))
        self.choice = Choice(self)
        self.choice.setAccessibleName(title)
        self.words = QLineEdit(self)
        self.words.setMaxLength(400)
        self.day = DayField(self)
        self.evidence = Choice(self)
        self.notice = FieldNotice(self)
        self.same_button = QPushButton(self)
        self.same_button.setProperty("look", "small")
        self.same_button.setAutoDefault(False)
        self._lay_out(states)
        self.choice.activated.connect(lambda _: self._chosen())
        self.evidence.activated.connect(lambda _: self.edited.emit())
        self.words.textEdited.connect(lambda _: self.edited.emit())
        self.day.changed.connect(self.edited)
        self.same_button.clicked.connect(lambda: self.spread.emit(self.said()))

    def _lay_out(self, states: Sequence[State]) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for state in states:
            if state.word:
                chip = Chip(self)
                chip.say(state.word, state.tone, state.icon)
                head.addWidget(chip)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.same_button)
        proof = QHBoxLayout()
        proof.setSpacing(8)
        proof.addWidget(self.day)
        proof.addWidget(self.evidence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.more)
        column.addLayout(row)
        column.addLayout(proof)
        column.addWidget(self.words)
        column.addWidget(self.notice)

    def offer(
        self, offers: Mapping[str, Offer], evidence: Sequence[tuple[str, str]]
    ) -> None:
        """What may become of it, and how one knows that help came."""
        self._offers = offers
        chosen = [(code, one.words) for code, one in offers.items()]
        self.choice.offer([("", _("What becomes of it?")), *chosen])
        self.evidence.offer([("", _("How we know that help came")), *evidence])
        name = self.title.text()
        self.day.field.setAccessibleName(f"{_('When help came')}: {name}")
        self.evidence.setAccessibleName(f"{_('How we know that help came')}: {name}")
        self._show()

    def tell_others(self, count: int) -> None:
        """Of how many others of its kind nothing is said yet."""
        self._others = count
        words = ngettext("Same for {n} other", "Same for {n} others", count)
        words = words.format(n=count)
        self.same_button.setText(words)
        self.same_button.setAccessibleName(f"{words}: {self.title.text()}")
        self.same_button.setVisible(bool(count and self.said().code))

    def said(self) -> Said:
        return Said(
            str(self.choice.value() or ""),
            self.words.text(),
            self.day.field.text(),
            str(self.evidence.value() or ""),
        )

    def put(self, said: Said) -> None:
        self.choice.choose(said.code)
        self.words.setText(said.words)
        self.day.field.setText(said.day)
        self.evidence.choose(said.evidence)
        self._show()

    def explain(self, sentence: str) -> None:
        """Say what is missing, and go there."""
        self.notice.say(sentence)
        field = self.words if self.words.isVisibleTo(self) else self.choice
        field.setFocus()

    def _chosen(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        """Ask what belongs to what is chosen."""
        offer = self._offers.get(self.said().code, Offer(""))
        self.words.setVisible(bool(offer.asks))
        self.words.setPlaceholderText(offer.asks)
        self.words.setAccessibleName(f"{offer.asks}: {self.title.text()}")
        self.day.setVisible(offer.proof)
        self.evidence.setVisible(offer.proof)
        self.same_button.setVisible(bool(self._others and self.said().code))
