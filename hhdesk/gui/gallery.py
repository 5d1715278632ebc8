"""Every part of the screens in every state, side by side: for looking at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QStyle,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.appointments import AppointmentStatus, CalledOffBy
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.goals import Achievement, ActivityStatus
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_states import ReferralState
from hhdesk.gui import gallery_states as poses
from hhdesk.gui import icons, marked_text, states, theme
from hhdesk.gui.act_buttons import ActButtons
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.flow import Flow
from hhdesk.gui.gallery_states import PosedButton, PosedField
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.progress import Progress
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.segments import Segments
from hhdesk.gui.tick import Tick
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.toast import Toast
from hhdesk.gui.tokens import ROW_TWO_LINES, TONES
from hhdesk.i18n import LANGUAGES, _

_LOOKS = ("", "primary", "quiet", "link", "small", "filter", "segment", "rail")
_NEVER = {(look, poses.CHECKED) for look in ("", "primary", "quiet", "link", "small")}
_POSES = (
    poses.NORMAL,
    poses.POINTED,
    poses.FOCUSED,
    poses.PRESSED,
    poses.CHECKED,
    poses.DISABLED,
)


class Gallery(QWidget):
    """Pages as large as a window at 1366x768, in their order."""

    def __init__(self) -> None:
        super().__init__()
        fills = (self._controls, self._words, self._states)
        self.pages = [self._page(fill) for fill in fills]

    def _page(self, fill: Callable[[QVBoxLayout, QVBoxLayout], None]) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
            row.addLayout(column, 1)
        fill(left, right)
        left.addStretch(1)
        right.addStretch(1)
        page.resize(page.sizeHint().expandedTo(QSize(1366, 768)))
        return page

    def _controls(self, left: QVBoxLayout, right: QVBoxLayout) -> None:
        left.addWidget(_card("PushButton", _buttons()))
        left.addWidget(_card("ToolButton", _tools()))
        left.addWidget(_card("ActButtons", _acts()))
        left.addWidget(_card("Segments", _segments()))
        right.addWidget(_card("Fields", _fields()))
        right.addWidget(_card("Choice, DayField, TimeField, Tick", _choices()))
        right.addWidget(_card("TabBar", _tabs()))
        right.addWidget(_card("Progress", _progress()))
        right.addWidget(_toast())

    def _words(self, left: QVBoxLayout, right: QVBoxLayout) -> None:
        left.addWidget(_card("PlainLabel", _type()))
        left.addWidget(_card("Chip", _tones()))
        left.addWidget(_menu())
        right.addWidget(_card("Notice", _notices()))
        right.addWidget(_lines())
        right.addWidget(_empty())

    def _states(self, left: QVBoxLayout, right: QVBoxLayout) -> None:
        left.addWidget(_card("states", _chips()))
        right.addWidget(_card("row_painting", _rows()))


def _card(title: str, body: QWidget) -> Card:
    card = Card()
    card.say(title)
    card.add(body)
    return card


def _buttons() -> QWidget:
    """A row for each look, a column for each state."""
    panel = QWidget()
    grid = QGridLayout(panel)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setSpacing(8)
    for line, look in enumerate(_LOOKS):
        for place, pose in enumerate(_POSES):
            if (look, pose) in _NEVER:
                continue
            button = PosedButton(_("Save"), look, pose, panel)
            icons.name_icon(button, "check")
            if look == "segment":
                button.setProperty("place", "last")
            grid.addWidget(button, line, place)
    return panel


def _tools() -> QWidget:
    strip = Flow()
    for look in ("", "quiet", "square", "small", "bare"):
        for enabled in (True, False):
            button = QToolButton()
            button.setProperty("look", look)
            button.setEnabled(enabled)
            icons.name_icon(button, "pencil")
            strip.add(button)
    return strip


def _acts() -> QWidget:
    acts = ActButtons()
    acts.offer([(word, word) for word in (_("Save"), _("Change…"), _("Cancel"))])
    return acts


def _segments() -> QWidget:
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.setContentsMargins(0, 4, 0, 4)
    segments = Segments()
    segments.offer({code: (code.upper(), name) for code, name in LANGUAGES.items()})
    segments.choose(next(iter(LANGUAGES)))
    row.addWidget(segments)
    row.addStretch(1)
    return panel


def _fields() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(8)
    row = QHBoxLayout()
    for pose in (poses.NORMAL, poses.FOCUSED, poses.DISABLED):
        row.addWidget(PosedField("Mateo", pose, panel))
    still = QLineEdit("Mateo", panel)
    still.setReadOnly(True)
    row.addWidget(still)
    column.addLayout(row)
    empty = QLineEdit(panel)
    empty.setPlaceholderText(_("Find a child…"))
    column.addWidget(empty)
    wrong = QLineEdit("2026-13-40", panel)
    mark_wrong(wrong, wrong=True)
    column.addWidget(wrong)
    notice = FieldNotice(panel)
    column.addWidget(notice)
    notice.say(_("This is not a day. Type it like 05/14/2025."))
    return panel


def _choices() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 4, 0, 4)
    row = QHBoxLayout()
    column.addLayout(row)
    for enabled in (True, False):
        choice = Choice(panel)
        choice.offer(LANGUAGES.items())
        choice.setEnabled(enabled)
        row.addWidget(choice)
    row.addWidget(DayField(panel))
    row.addWidget(TimeField(panel))
    row = QHBoxLayout()
    column.addLayout(row)
    for checked, enabled in ((False, True), (True, True), (True, False)):
        tick = Tick(_("Sealed"), panel)
        tick.setChecked(checked)
        tick.setEnabled(enabled)
        row.addWidget(tick)
    row.addStretch(1)
    return panel


def _tabs() -> QWidget:
    tabs = QTabBar()
    tabs.setDrawBase(False)
    for word in (_("Overview"), _("Care plan"), _("Referrals"), _("Papers")):
        tabs.addTab(word)
    return tabs


def _progress() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 4, 0, 4)
    progress = Progress(panel)
    progress.start(_("Care plan"))
    progress.advance(2, 3)
    progress.show()
    progress.cancel_button.show()
    column.addWidget(progress)
    plain = QProgressBar(panel)
    plain.setTextVisible(False)
    plain.setValue(30)
    column.addWidget(plain)
    return panel


def _toast() -> QWidget:
    ground = QFrame()
    ground.setProperty("look", "desk")
    ground.setMinimumHeight(96)
    toast = Toast(ground)
    toast.say(_("The referral is saved."), lambda: None)
    return ground


def _type() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 4, 0, 4)
    looks = ("display", "title", "heading", "strong", "", "muted", "section", "error")
    for look in looks:
        label = PlainLabel(f"Mateo Hernández Ruiz 0123456789 · {look or 'plain'}")
        label.setProperty("look", look)
        column.addWidget(label)
    return panel


def _strip(shown: Iterable[State]) -> QWidget:
    strip = Flow()
    for state in shown:
        chip = Chip()
        chip.say(state.word, state.tone, state.icon)
        strip.add(chip)
    return strip


def _tones() -> QWidget:
    return _strip(State(tone, tone, "circle-dot") for tone in TONES)


def _chips() -> QWidget:
    sealed = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    ride = ArrangementKind.TRANSPORT
    return _strip(
        [
            *(states.enrollment(one) for one in SegmentState),
            *(states.achievement(one) for one in Achievement),
            *(states.activity(one) for one in ActivityStatus),
            *(states.referral(one) for one in ReferralState),
            *(states.visit(one) for one in AppointmentStatus),
            *(states.visit(AppointmentStatus.CANCELLED, one) for one in CalledOffBy),
            *(states.arrangement(ride, one) for one in ArrangementStatus),
            states.seal(sealed),
        ]
    )


def _notices() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(8)
    for tone in ("danger", "warning", "info"):
        notice = Notice(panel)
        column.addWidget(notice)
        notice.say(_("What you typed is kept."), tone)
    return panel


def _lines() -> QWidget:
    card = Card()
    card.say(_("To do"), "2")
    chip = State(_("Missed"), "danger", "user-x")
    line = Line("Mateo Hernández Ruiz", _("Early intervention"), [chip], beside=True)
    line.offer(_("Open"), lambda: None)
    card.add(line)
    card.add(Line(_("Home visit"), "8:30", [chip], lead=_("Today")))
    card.add_section(_("Appointments"))
    card.add_muted(_("Nothing is open for this child."))
    return card


def _menu() -> QWidget:
    """A menu as it stands open; one line is pointed at, one is not to be had."""
    menu = QMenu()
    menu.setWindowFlags(Qt.WindowType.Widget)
    for word in (_("New member"), _("New referral"), _("New appointment")):
        menu.addAction(word).setShortcut("Ctrl+N")
    menu.addSeparator()
    menu.addAction(_("Print")).setEnabled(False)
    menu.setActiveAction(menu.actions()[1])
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(menu)
    row.addStretch(1)
    return panel


class _Row(QWidget):
    """One row of a list, painted as the lists paint theirs."""

    def __init__(self, state: State, *, chosen: bool, marked: str = "") -> None:
        super().__init__()
        self._state, self._chosen, self._marked = state, chosen, marked
        self.setMinimumHeight(theme.scaled(ROW_TWO_LINES))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, option = QPainter(self), QStyleOptionViewItem()
        option.rect = self.rect()
        if self._chosen:
            option.state |= QStyle.StateFlag.State_Selected
        paint_ground(painter, option)
        box = self.rect().adjusted(PAD, 0, -PAD, -1)
        first, second = two_lines(painter, box)
        plain = painter.font()
        painter.setFont(bold(plain))
        marked_text.paint(painter, first, "Mateo Hernández Ruiz", self._marked, "text")
        painter.setFont(plain)
        marked_text.paint(painter, second, "05/14/2025", "", "muted")
        right = QRect(box.center(), box.bottomRight())
        right.setTop(box.top())
        paint_chip(painter, right, self._state)


def _rows() -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    today = date(2026, 11, 20)
    for days, chosen, marked in ((-9, False, ""), (0, True, ""), (12, False, "hern")):
        due = states.due(today + timedelta(days=days), today)
        column.addWidget(_Row(due, chosen=chosen, marked=marked))
    return panel


def _empty() -> QWidget:
    frame = QFrame()
    frame.setProperty("look", "card")
    column = QVBoxLayout(frame)
    empty = EmptyState(frame)
    empty.say(
        "users", _("No members yet"), _("Nothing is written down."), _("New member")
    )
    column.addWidget(empty)
    return frame
