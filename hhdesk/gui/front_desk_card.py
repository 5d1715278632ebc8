"""One visit beside the front desk's list: whom to call, what is open, what to say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from hhdesk.care.front_desk import DeskRow, Stage
from hhdesk.care.front_desk_acts import DESK_ACT_WORDS, DeskAct, Said
from hhdesk.errors import Refusal
from hhdesk.gui import forms, front_desk_words, people, theme, visit_words
from hhdesk.gui.act_buttons import ActButtons
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.front_desk_table import DeskRows
from hhdesk.gui.labels import literal, set_tip
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.i18n import _, explain

ACT_KEYS = {
    DeskAct.ARRIVE: "A",
    DeskAct.ROOM: "R",
    DeskAct.KEEP: "K",
    DeskAct.LEAVE: "L",
    DeskAct.MISS: "M",
    DeskAct.CALL_OFF: "C",
    DeskAct.TAKE_BACK: "B",
}
"""The key of each act in the list; the space bar does the likeliest one."""
_HINT_WIDTH = 240


@forms.offer
class FrontDeskCard(Spoken, QFrame):
    pages: QStackedWidget
    cover: EmptyState
    area: QScrollArea
    area_page: QWidget
    name_button: QPushButton
    born_label: QLabel
    stage_chip: Chip
    since_label: QLabel
    call_label: QLabel
    contact_button: QToolButton
    language_strip: Flow
    time_label: QLabel
    what_label: QLabel
    where_label: QLabel
    arranged_strip: Flow
    ask_head: QLabel
    hints_strip: Flow
    notice: Notice
    acts: ActButtons
    panel: QWidget
    room_panel: QWidget
    room_field: QLineEdit
    room_notice: FieldNotice
    rooms_strip: Flow
    back_button: QPushButton
    do_button: QPushButton

    act_wanted = Signal(object, object)
    """A DeskAct, and what was Said for it."""
    left = Signal()
    """The person steps back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "front_desk_card")
        self.row: DeskRow | None = None
        self._desk: Desk | None = None
        self._model: DeskRows | None = None
        self._offered: Sequence[DeskAct] = ()
        self._rooms: Sequence[str] = ()
        self._asking = False
        self.room_buttons: dict[str, QPushButton] = {}
        self.panel.hide()
        self.cover.hint.setFixedWidth(theme.scaled(_HINT_WIDTH))
        self.acts.chosen.connect(self.begin)
        self.back_button.clicked.connect(self.step_back)
        self.do_button.clicked.connect(self._do)
        self.room_field.returnPressed.connect(self._do)
        self.panel.installEventFilter(self)
        self.refill()

    def serve(self, desk: Desk, model: DeskRows) -> None:
        """Tell times as the list does; the name opens the child's page."""
        self._model = model
        self._desk = desk
        self.name_button.clicked.connect(self._open_child)
        self.contact_button.clicked.connect(self._call)

    def _call(self) -> None:
        if self.row is not None and self._desk is not None:
            self._desk.contact_wanted.emit(self.row.member_id)

    def _open_child(self) -> None:
        if self.row is not None and self._desk is not None:
            self._desk.member_wanted.emit(self.row.member_id, "")

    def show_row(
        self, row: DeskRow | None, offered: Sequence[DeskAct], rooms: Sequence[str]
    ) -> None:
        """Show this visit; what is being typed for it stays."""
        other = row is None or self.row is None or row.id != self.row.id
        if other or DeskAct.ROOM not in offered:
            self._close_panel()
        if other:
            self.notice.say("")
        self.row, self._offered, self._rooms = row, offered, rooms
        self.pages.setCurrentIndex(0 if row else 1)
        self.refill()

    # ----------------------------------------------------------------- words

    def refill(self) -> None:
        self.cover.say(
            "user",
            _("Nobody chosen"),
            _("Choose a child in the list to say where the family is."),
        )
        if self.row is not None and self._model is not None:
            self._say(self.row, self._model)
            self._offer()

    def _say(self, row: DeskRow, model: DeskRows) -> None:
        self.name_button.setText(literal(row.name.full))
        self.born_label.setText(people.born(row.birth_date, model.today))
        stage = front_desk_words.stage(row, model.now)
        self.stage_chip.say(stage.word, stage.tone, stage.icon)
        _put(self.since_label, front_desk_words.since(row, model.now, model.zone).word)
        self.call_label.setText(front_desk_words.call_out(row))
        _fill(self.language_strip, [front_desk_words.language(row)])
        span = visit_words.span(row.starts_at, row.ends_at, model.zone)
        self.time_label.setText(span)
        self.what_label.setText(
            _("Private: what for is not told here.") if row.private else row.title
        )
        _put(self.where_label, front_desk_words.with_whom(row, model.clinic))
        _fill(self.arranged_strip, front_desk_words.arranged(row))
        hints = [front_desk_words.hint(one, row, model.zone) for one in row.hints]
        asks = [] if row.stage is Stage.DONE else hints
        _fill(self.hints_strip, asks)
        self.ask_head.setVisible(bool(asks))

    def _offer(self) -> None:
        self.acts.offer([(act, _(DESK_ACT_WORDS[act])) for act in self._offered])
        for act in self._offered:
            words = _(DESK_ACT_WORDS[act])
            set_tip(self.acts.buttons[act], f"{words} ({ACT_KEYS[act]})")
        if self._asking:
            self._offer_rooms()

    # ------------------------------------------------------------------ acts

    def begin(self, act: DeskAct) -> None:
        """Do the act, or ask first for what it needs."""
        act = DeskAct(act)
        if self.row is None or act not in self._offered:
            return
        if act is DeskAct.ROOM:
            self._ask_room(self.row)
        else:
            self.act_wanted.emit(act, Said())

    def begin_likeliest(self) -> None:
        if self._offered:
            self.begin(self._offered[0])

    def _ask_room(self, row: DeskRow) -> None:
        self._asking = True
        self.room_notice.say("")
        self.acts.hide()
        self.panel.show()
        self._offer_rooms()
        self.room_field.setText(row.came.room)
        self.room_field.selectAll()
        self.room_field.setFocus()
        layout = self.area_page.layout()
        if layout is not None:
            layout.activate()
        self.area.ensureWidgetVisible(self.panel)

    def _offer_rooms(self) -> None:
        self.rooms_strip.clear()
        self.room_buttons = {}
        for room in self._rooms:
            button = QPushButton(literal(room))
            button.setProperty("look", "small")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, one=room: self._take_room(one))
            self.room_buttons[room] = button
            self.rooms_strip.add(button)
        self.rooms_strip.setVisible(bool(self._rooms))

    def _take_room(self, room: str) -> None:
        self.room_field.setText(room)
        self._do()

    def _do(self) -> None:
        self.room_notice.say("")
        self.act_wanted.emit(DeskAct.ROOM, Said(self.room_field.text()))

    def done(self) -> None:
        """The act is saved."""
        self.notice.say("")
        self._close_panel()

    def explain(self, refusal: Refusal) -> None:
        """Say why not, beside the field where it is about that."""
        if self._asking and getattr(refusal, "field", "") == "room":
            self.room_notice.say(explain(refusal))
            self.room_field.setFocus()
        else:
            self.notice.say(explain(refusal))

    def step_back(self) -> None:
        self._close_panel()
        self.left.emit()

    def _close_panel(self) -> None:
        self._asking = False
        self.panel.hide()
        self.acts.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a button of the panel presses it."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.key() in keys:
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
                return True
        return super().eventFilter(watched, event)


def _put(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _fill(strip: Flow, states: Sequence[State]) -> None:
    strip.clear()
    for state in states:
        chip = Chip()
        chip.say(state.word, state.tone, state.icon)
        strip.add(chip)
    strip.setVisible(bool(states))
