"""The front desk's list: who comes on a day, where each family is, one key an act."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from hhdesk.care import clinic_time, front_desk
from hhdesk.care.documents import DocumentKind
from hhdesk.care.front_desk import DeskDay, DeskRow, Stage
from hhdesk.care.front_desk_acts import DeskAct, Said, acts_of
from hhdesk.errors import Refusal
from hhdesk.gui import forms, front_desk_words, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.front_desk_acts import DeskActs
from hhdesk.gui.front_desk_card import ACT_KEYS, FrontDeskCard
from hhdesk.gui.front_desk_stages import ALL, DeskStages
from hhdesk.gui.front_desk_table import DeskRows, DeskTable
from hhdesk.gui.message_form import MessageWish
from hhdesk.gui.notice import Notice
from hhdesk.gui.visit_acts import VisitNews, VisitWish
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.i18n import _, explain, format_distance, format_whole_day

MINUTE_MS = 60_000
_CARD, _MOST_CARD = 312, 34
_TO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_TO_COME = (Stage.EXPECTED, Stage.HERE, Stage.IN_ROOM)
_ACTS = {Qt.Key(ord(key)): act for act, key in ACT_KEYS.items()}


class FrontDesk(Spoken, QWidget):
    earlier_button: QToolButton
    day_label: QLabel
    later_button: QToolButton
    today_button: QPushButton
    find_field: QLineEdit
    message_button: QPushButton
    paper_button: QPushButton
    walk_in_button: QPushButton
    stages: DeskStages
    notice: Notice
    list_pages: QStackedWidget
    table: DeskTable
    empty_state: EmptyState
    card: FrontDeskCard

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "front_desk")
        self._desk = desk
        self._acts = DeskActs(desk)
        self.day = desk.today
        self._read: DeskDay | None = None
        self._chosen: UUID | None = None
        self._at = 0
        self.model = DeskRows(desk.today, desk.zone, self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.card.serve(desk, self.model)
        self.setFocusProxy(self.table)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        self.earlier_button.clicked.connect(lambda: self.turn(-1))
        self.later_button.clicked.connect(lambda: self.turn(+1))
        self.today_button.clicked.connect(self.turn_to_today)
        self.find_field.textChanged.connect(lambda _: self._filter())
        self.find_field.installEventFilter(self)
        self.table.installEventFilter(self)
        self.stages.chosen.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.table.opened.connect(self._open_child)
        self.card.act_wanted.connect(self._act)
        self.card.left.connect(self.table.setFocus)
        self.message_button.clicked.connect(lambda: self.leave_message())
        self.paper_button.clicked.connect(
            lambda: self.leave_message(DocumentKind.SIGNED_CONSENT)
        )
        self.walk_in_button.clicked.connect(self.walk_in)
        self.empty_state.acted.connect(self._leave_empty)
        self._minute.timeout.connect(self.read_again)
        self._minute.start()
        self._desk.visit_changed.connect(self._changed)
        self._desk.member_saved.connect(lambda _: self._look_again())
        self._desk.arrival_wanted.connect(self._go_to)
        self._desk.day_changed.connect(self._begin_day)

    # --------------------------------------------------------------- reading

    def read_again(self) -> None:
        """The day as it is now; who is looked at stays chosen."""
        self._desk.worker.read(
            front_desk.of_day,
            self.day,
            lane="front desk",
            then=self._show,
            failed=self._explain,
        )

    def _look_again(self) -> None:
        if self.isVisible():
            self.read_again()

    def _changed(self, _news: VisitNews) -> None:
        self._look_again()

    def _show(self, read: DeskDay) -> None:
        if read.day != self.day:
            return
        self.notice.say("")
        self._read = read
        self.model.now = self._desk.worker.now()
        self.model.clinic = read.clinic
        self.stages.count_rows(read.rows)
        self._filter()

    def _filter(self) -> None:
        """Show whom filter and text describe; who was chosen stays so while listed."""
        rows = self._read.rows if self._read else ()
        stage, text = self.stages.stage, self.find_field.text().strip()
        self.model.query = text
        bar = self.table.verticalScrollBar()
        at = bar.value()
        shown = [
            row
            for row in rows
            if stage in (None, row.stage)
            and (not text or front_desk_words.found(row, text))
        ]
        if self.model.show(shown):
            self._place()
            bar.setValue(at)
        self.list_pages.setCurrentIndex(0 if shown else 1)
        self._say_empty()
        self._show_chosen()

    def _place(self) -> None:
        """The chosen one stays chosen; where it is not listed any more, who has come
        into its place."""
        place = self.model.place(self._chosen) if self._chosen else -1
        if place < 0 and self._chosen is None:
            self._at = self._first_to_come()
        if self.model.keys:
            last = len(self.model.keys) - 1
            self.table.choose(place if place >= 0 else min(self._at, last))
        else:
            self._chosen = None

    def _first_to_come(self) -> int:
        """Where the list opens: at the first whose visit is not over."""
        rows = (self.model.row(at) for at in range(len(self.model.keys)))
        waiting = (at for at, row in enumerate(rows) if row and row.stage in _TO_COME)
        return next(waiting, 0)

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal), "danger")

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back to the list reads it anew, in its place."""
        super().showEvent(event)
        if not event.spontaneous():
            self.read_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card beside the list gives way where both would be narrow."""
        super().resizeEvent(event)
        most = event.size().width() * _MOST_CARD // 100
        self.card.setFixedWidth(min(theme.scaled(_CARD), most))

    def changeEvent(self, event: QEvent) -> None:
        """The window comes to the front: others have worked meanwhile."""
        super().changeEvent(event)
        active = event.type() == QEvent.Type.ActivationChange
        if active and self.isVisible() and self.isActiveWindow():
            self.read_again()

    # -------------------------------------------------------------- choosing

    def _turned(self, current: QModelIndex) -> None:
        if current.isValid():
            self._at = current.row()
            self._chosen = self.model.keys[self._at]
            self._show_chosen()

    @property
    def chosen(self) -> DeskRow | None:
        """The visit that is looked at."""
        at = self.model.place(self._chosen) if self._chosen else -1
        return self.model.row(at) if at >= 0 else None

    @property
    def looked_at(self) -> UUID | None:
        """The child whose visit is looked at."""
        return self.chosen.member_id if self.chosen else None

    def _show_chosen(self) -> None:
        row = self.chosen
        acts: tuple[DeskAct, ...] = ()
        if row is not None:
            tomorrow = self._desk.today + timedelta(days=1)
            ends = clinic_time.begin_of(tomorrow, self._desk.zone)
            acts = acts_of(row, self.model.now, ends)
        self.card.show_row(row, acts, self._read.rooms if self._read else ())

    def _open_child(self) -> None:
        if self.chosen is not None:
            self._desk.member_wanted.emit(self.chosen.member_id, "")

    # ------------------------------------------------------------------ days

    def turn(self, days: int) -> None:
        """So many days later, or earlier."""
        self.look_at(self.day + timedelta(days=days))

    def turn_to_today(self) -> None:
        self.look_at(self._desk.today)
        self.table.setFocus()

    def look_at(self, day: date) -> None:
        """Show this day."""
        self.day = day
        self._read = None
        self._say_day()
        self.read_again()

    def _begin_day(self) -> None:
        """Midnight has passed: who looked at today looks at today."""
        was_today = self.day == self.model.today
        self.model.today = self._desk.today
        if was_today:
            self.look_at(self._desk.today)
        self._say_day()

    def _say_day(self) -> None:
        day, today = self.day, self._desk.today
        self.today_button.setVisible(day != today)
        distance = format_distance(day, today)
        self.day_label.setText(f"{format_whole_day(day)} · {distance}")

    # ------------------------------------------------------------------ acts

    def _act(self, act: DeskAct, said: Said) -> None:
        row = self.chosen
        if row is not None and act is DeskAct.CALL_OFF:
            wish = VisitWish(row.id, act=VisitAct.CALL_OFF)
            self._desk.visit_wanted.emit(wish)
        elif row is not None:
            self._acts.mark(row, act, self._not_done, said, done=self._done)

    def _done(self) -> None:
        """The next family stands at the counter."""
        self.card.done()
        self.table.setFocus()

    def _not_done(self, refusal: Refusal) -> None:
        self.card.explain(refusal)
        self.read_again()

    def leave_message(self, handed_in: DocumentKind | None = None) -> None:
        """A message about the chosen child, or about one to be found."""
        row = self.chosen
        child, visit = (row.member_id, row.id) if row else (None, None)
        self._desk.message_wanted.emit(MessageWish(child, visit, handed_in))

    def walk_in(self) -> None:
        """A child is here without a visit."""
        self._desk.walk_in_wanted.emit()

    def _go_to(self, visit: UUID) -> None:
        """Show this visit of today, whatever was filtered."""
        self._chosen = visit
        self.stages.choose(ALL)
        self.find_field.clear()
        self.look_at(self._desk.today)
        self._place()
        self.table.setFocus()

    # ----------------------------------------------------------------- words

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        self._say_day()
        self._say_empty()

    def _say_empty(self) -> None:
        text = self.find_field.text().strip()
        if text:
            title = _("Nobody found for “{text}”").format(text=text)
            hint = _("Only this day's visits are searched.")
            self.empty_state.say("search", title, hint, _("Show all"))
        elif self._read is not None and self._read.rows:
            title = _("Nobody here")
            hint = _("No visit of this day stands there now.")
            self.empty_state.say("check", title, hint, _("Show all"))
        else:
            title = _("No visits on this day")
            hint = _("Who comes without a visit can be entered here.")
            self.empty_state.say("calendar", title, hint, _("Without a visit"))

    def _leave_empty(self) -> None:
        if self._read is not None and self._read.rows:
            self.find_field.clear()
            self.stages.choose(ALL)
            self._filter()
        else:
            self.walk_in()

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field that finds act on the list; letters in the list act."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.find_field:
                return self._leave_find(event)
            return self._take_act_key(event) or self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_act_key(self, event: QKeyEvent) -> bool:
        """Whether a bare letter in the list is an act."""
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        key = Qt.Key(event.key())
        if key in _ACTS:
            self.card.begin(_ACTS[key])
        elif key == Qt.Key.Key_Space:
            self.card.begin_likeliest()
        elif key == Qt.Key.Key_N:
            self.leave_message()
        elif key == Qt.Key.Key_P:
            self.leave_message(DocumentKind.SIGNED_CONSENT)
        elif key == Qt.Key.Key_W:
            self.walk_in()
        else:
            return False
        return True

    def _take_key(self, event: QKeyEvent) -> bool:
        """Whether a key means something to the whole list."""
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F5:
            self.read_again()
        elif held and event.key() == Qt.Key.Key_Left:
            self.turn(-1)
        elif held and event.key() == Qt.Key.Key_Right:
            self.turn(+1)
        elif event.key() == Qt.Key.Key_Slash or event == QKeySequence.StandardKey.Find:
            self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.find_field.selectAll()
        else:
            return False
        return True

    def _leave_find(self, event: QKeyEvent) -> bool:
        """Whether a key in the field that finds belongs to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.find_field.clear()
        elif event.key() in _TO_TABLE:
            self.table.keyPressEvent(event)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.table.setFocus()
        return True
