"""A phrase of the library, found by typing any of its words, filled, put into a line.

Opened at the line with `begin`; `picked` yields the filled Pair, `phrase` tells which
one it was. Escape goes back a step, then away.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import phrase_known, phrase_slots, phrases
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_known import Known
from hhdesk.care.phrase_rows import PhraseKind, PhraseRow
from hhdesk.care.phrase_slots import Slot, SlotValue
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.phrase_list import PhraseList, PhrasePainter
from hhdesk.gui.slot_field import SlotField
from hhdesk.gui.template_choice import two_sided
from hhdesk.i18n import _, explain, find_language

_WIDTH, _HEIGHT, _SHOWN = 720, 420, 60
_EDGE = 8
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PhrasePicker(Spoken, QFrame):
    picked = Signal(object)
    """The Pair for the line."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QWidget) -> None:
        # A child of the window, as the list of the search field is: a window of its
        # own would take the keyboard from the line.
        super().__init__(parent.window())
        self.setProperty("look", "card")
        self._kind: PhraseKind | None = None
        self._domain: Domain | None = None
        self._known: Known | None = None
        self.phrase: PhraseRow | None = None
        """What was picked last; its `segment` is what the line's seal should be."""
        self.search_field = QLineEdit(self)
        self.model = PhraseList(self)
        self.list = QListView(self)
        self.nothing_label, self.keys_label = PlainLabel(self), PlainLabel(self)
        self.first_label, self.second_label = PlainLabel(self), PlainLabel(self)
        self.notice_label = PlainLabel(self)
        self.back_button, self.put_button = QPushButton(self), QPushButton(self)
        self.fields: dict[str, SlotField] = {}
        self._back_to: QWidget | None = None
        self._turning = False
        self.pages = QStackedWidget(self)
        self._build()
        self.refill()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self._desk, self._member_id = desk, member_id

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.pages)
        for muted in (self.nothing_label, self.keys_label, self.second_label):
            muted.setProperty("look", "muted")
        self.notice_label.setProperty("look", "error")
        self.pages.addWidget(self._search_page())
        self.pages.addWidget(self._slots_page())
        self.notice_label.hide()
        self.hide()
        for label in (
            self.first_label,
            self.second_label,
            self.keys_label,
            self.notice_label,
            self.nothing_label,
        ):
            label.setWordWrap(True)
        self.put_button.setProperty("look", "primary")
        self.search_field.textChanged.connect(self._find)
        self.search_field.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self.choose())
        self.back_button.clicked.connect(self.back)
        self.put_button.clicked.connect(self.put)

    def _search_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PhrasePainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.list.setHorizontalScrollBarPolicy(never)
        column.addWidget(self.search_field)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing_label, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.notice_label)
        column.addWidget(self.keys_label)
        return page

    def _slots_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(6)
        column.addWidget(self.first_label)
        column.addWidget(self.second_label)
        self._slot_column = QVBoxLayout()
        self._slot_column.setSpacing(6)
        column.addLayout(self._slot_column)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.put_button)
        column.addLayout(row)
        return page

    # --------------------------------------------------------------- opening

    def begin(
        self,
        anchor: QWidget,
        kind: PhraseKind | None = None,
        domain: Domain | None = None,
    ) -> None:
        """Open below a line; phrases of its kind and domain come first."""
        self._kind, self._domain = kind, domain
        self.pages.setCurrentIndex(0)
        self.search_field.clear()
        self._find()
        self._ask()
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            self._back_to = now or anchor
        self._stand_at(anchor)
        self.show()
        self.raise_()
        self.search_field.setFocus()

    def _stand_at(self, anchor: QWidget) -> None:
        """Below the line, or above it where there is no room; inside the window."""
        room = self.window().size()
        wide = min(theme.scaled(_WIDTH), room.width() - 2 * _EDGE)
        high = min(theme.scaled(_HEIGHT), room.height() - 2 * _EDGE)
        below = anchor.mapTo(self.window(), QPoint(0, anchor.height() + 2))
        above = anchor.mapTo(self.window(), QPoint(0, -high - 2))
        fits = below.y() + high + _EDGE <= room.height()
        top = below.y() if fits else max(above.y(), _EDGE)
        left = max(min(below.x(), room.width() - wide - _EDGE), _EDGE)
        self.setGeometry(left, top, wide, high)

    def _turn(self, page: int, focus: QWidget) -> None:
        """The page that goes gives the keyboard away before the next one has it."""
        self._turning = True
        self.pages.setCurrentIndex(page)
        focus.setFocus()
        self._turning = False

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Somebody went on elsewhere: the popup is done."""
        if now is None or self._turning or not self.isVisible():
            return
        if not self.isAncestorOf(now):
            self.hide()

    def _ask(self) -> None:
        """Read anew what fills slots and what is checked: both change during a day."""
        self.notice_label.hide()
        self._desk.worker.read(
            phrase_known.known, self._member_id, then=self._begin, failed=self._refuse
        )

    def _begin(self, known: Known) -> None:
        self._known = known
        self.model.values, self.model.checked = known.values, known.checked
        self.model.language = self._language()
        self._find()

    def _language(self) -> str:
        """The family's, where the library speaks it."""
        plan = self._known.plan.language if self._known else "en"
        known = find_language(plan)
        spoken = phrases.all_phrases()[0].text(plan) if known else ""
        return known.id if known and spoken else "en"

    def _refuse(self, refusal: Refusal) -> None:
        self.notice_label.setText(explain(refusal))
        self.notice_label.show()

    # --------------------------------------------------------------- finding

    def _find(self) -> None:
        typed = self.search_field.text()
        found = phrases.found(typed, self._domain, self._kind)[:_SHOWN]
        self.model.put(found, typed)
        self.list.setVisible(bool(found))
        self.nothing_label.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def choose(self) -> None:
        """Take the phrase that is lit; ask for what fills it, if something is open."""
        row = self.list.currentIndex().row()
        if self._known is None or not 0 <= row < len(self.model.rows):
            return
        self.phrase = self.model.rows[row]
        if not self._open_slots(self.phrase):
            self.put()
            return
        self._offer_slots(self.phrase)
        self._turn(1, next(iter(self.fields.values())).first)

    def _open_slots(self, row: PhraseRow) -> list[Slot]:
        known = self._known.values if self._known else {}
        return [slot for slot in row.slots if slot.name not in known]

    def _offer_slots(self, row: PhraseRow) -> None:
        self._forget_fields()
        for slot in self._open_slots(row):
            language = self._language()
            side = language if two_sided(slot, language) else ""
            field = SlotField(slot, side, self)
            field.changed.connect(lambda _value: self._show_sentence())
            self._slot_column.addWidget(field)
            field.show()
            self.fields[slot.name] = field
        self._show_sentence()

    def _values(self) -> dict[str, SlotValue]:
        typed = {name: field.value() for name, field in self.fields.items()}
        return {**(self._known.values if self._known else {}), **typed}

    def _show_sentence(self) -> None:
        if self.phrase is not None:
            language, values = self._language(), self._values()
            english = phrases.gist(self.phrase, values, "en")
            family = phrases.gist(self.phrase, values, language)
            self.first_label.setText(family)
            self.second_label.setText(english if language != "en" else "")
            self.second_label.setVisible(language != "en")

    # --------------------------------------------------------------- the end

    def put(self) -> None:
        """Yield the filled line; a slot that is open is said beside it."""
        if self.phrase is None or self._known is None:
            return
        known = self._known
        if not self._all_fit(self.phrase):
            return
        pair = phrases.fill(
            self.phrase, self._values(), known.plan.language, known.checked
        )
        self._leave()
        self._forget_fields()
        self.picked.emit(pair)

    def _all_fit(self, row: PhraseRow) -> bool:
        wrong = []
        values = self._values()
        for slot in row.slots:
            field = self.fields.get(slot.name)
            try:
                phrase_slots.check(slot, values.get(slot.name, SlotValue()))
            except InvalidField as refusal:
                if field is not None:
                    field.explain(refusal)
                    wrong.append(field)
        if wrong:
            wrong[0].first.setFocus()
        return not wrong

    def _forget_fields(self) -> None:
        """Forget what was typed for one phrase."""
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields.clear()

    def back(self) -> None:
        """From the slots to the list, from the list away."""
        if self.pages.currentIndex() == 1:
            self._turn(0, self.search_field)
            self._forget_fields()
        else:
            self._leave()

    def _leave(self) -> None:
        """Give the keyboard back to the line."""
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        elif event.key() in _ENTER and self.pages.currentIndex() == 1:
            self.back() if self.back_button.hasFocus() else self.put()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search field act on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in _ENTER:
                self.choose()
                return True
        return super().eventFilter(watched, event)

    def refill(self) -> None:
        words = _("Any words of the sentence, in either language")
        self.search_field.setPlaceholderText(words)
        self.search_field.setAccessibleName(_("Search in the phrase library"))
        self.list.setAccessibleName(_("Phrases found"))
        self.nothing_label.setText(_("No phrase has these words."))
        self.keys_label.setText(
            _("Up and Down: choose · Enter: put into the line · Esc: back")
        )
        self.back_button.setText(_("Back"))
        self.put_button.setText(_("Put into the line"))
        self._show_sentence()
