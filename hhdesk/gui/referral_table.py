"""The referrals in the tracker's list: what each cell says and how it is painted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.referral_list import LastEvent, TrackedRow
from hhdesk.care.referrals import EventKind, Urgency
from hhdesk.gui import chip, forms, icons, marked_text, referral_clock, states, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import ROW_ROLE, Index, PagedRows
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, format_short_day

CHILD, NEED, STATE, CLOCK, LAST = range(5)
COLUMNS = (
    N_("Child"),
    N_("Need and service"),
    N_("State, next step"),
    N_("Clock"),
    N_("Last event"),
)


def child(row: TrackedRow) -> str:
    """Whose it is; of a sealed one, that it is not told here."""
    return _("Private") if row.child is None else row.child.full


def state(row: TrackedRow) -> State:
    """Nothing for a private row, which tells no state."""
    return State("") if row.state is None else states.referral(row.state, row.detail)


def last(told: LastEvent | None, today: date) -> tuple[str, str]:
    """What happened last, and below it the day, with what the note is of."""
    if told is None:
        return "", ""
    day = format_short_day(told.on, today) if told.on else ""
    if not told.note:
        return _(told.words), day
    if told.kind is EventKind.STEP:
        return told.note, day
    return told.note, " · ".join(filter(None, (day, _(told.words))))


class ReferralRows(PagedRows[UUID, TrackedRow]):
    """`today` is the clinic's day; `query` is marked in what it found."""

    columns = COLUMNS

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.query = ""

    def words(self, row: TrackedRow, column: int) -> str:
        if column == CHILD:
            return ", ".join(filter(None, (child(row), row.owner)))
        if column == NEED:
            urgent = _("Urgent") if row.urgency is Urgency.URGENT else ""
            return ", ".join(filter(None, (row.need, urgent, row.agency)))
        if column == STATE:
            told = state(row).word, referral_clock.turn(row)
            return ", ".join(filter(None, told))
        if column == CLOCK:
            clock = referral_clock.clock(row, self.today).word
            law = referral_clock.deadline(row.deadline, self.today).word
            return ", ".join(filter(None, (clock, law)))
        return ", ".join(filter(None, last(row.last, self.today)))


class ReferralPainter(QStyledItemDelegate):
    """The cells of the referrals' table; a row that is not here yet is a blank."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: TrackedRow | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, ReferralRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if row is not None:
            self._paint_cell(painter, box, row, model, index.column())
        elif index.column() == CHILD:
            marked_text.paint(painter, box, "…", "", "muted")
        painter.restore()

    @staticmethod
    def _paint_cell(
        painter: QPainter,
        box: QRect,
        row: TrackedRow,
        model: ReferralRows,
        column: int,
    ) -> None:
        if column == CHILD:
            paint_child(painter, box, row, model.query)
        elif column == NEED:
            paint_need(painter, box, row, model.query)
        elif column == STATE:
            turn = referral_clock.turn(row)
            paint_chip_over(painter, box, state(row), State(turn, "muted"))
        elif column == CLOCK:
            told = referral_clock.clock(row, model.today)
            law = referral_clock.deadline(row.deadline, model.today)
            paint_chip_over(painter, box, told, law)
        else:
            paint_lines(painter, box, *last(row.last, model.today))


def paint_lines(painter: QPainter, box: QRect, upper: str, lower: str) -> None:
    """Two lines, the second one muted; one alone stands in the middle."""
    if not lower:
        marked_text.paint(painter, box, upper, "", "text")
        return
    first, second = two_lines(painter, box)
    marked_text.paint(painter, first, upper, "", "text")
    marked_text.paint(painter, second, lower, "", "muted")


def paint_child(painter: QPainter, box: QRect, row: TrackedRow, query: str) -> None:
    """The child; below, who owns the referral."""
    first, second = two_lines(painter, box)
    plain = painter.font()
    if not row.private:
        painter.setFont(bold(plain))
    ink = "muted" if row.private else "text"
    marked_text.paint(painter, first, child(row), query, ink)
    painter.setFont(plain)
    marked_text.paint(painter, second, row.owner, "", "muted")


def paint_need(painter: QPainter, box: QRect, row: TrackedRow, query: str) -> None:
    """The need, marked where it is urgent; below, the agency."""
    first, second = two_lines(painter, box)
    if row.urgency is Urgency.URGENT:
        first.setWidth(first.width() - _paint_urgent(painter, first, row.need))
    marked_text.paint(painter, first, row.need, query, "text")
    marked_text.paint(painter, second, row.agency, query, "muted")


def _paint_urgent(painter: QPainter, box: QRect, need: str) -> int:
    """A flag and the word after the need; gives the width that they take from it."""
    metrics, word = painter.fontMetrics(), _("Urgent")
    side = round(metrics.ascent() * 0.9)
    width = side + 6 + metrics.horizontalAdvance(word)
    room = box.width() - width
    at = box.adjusted(min(metrics.horizontalAdvance(need) + 10, room), 0, 0, 0)
    ratio = painter.device().devicePixelRatioF()
    flag = icons.pixmap("flag", "danger", side, ratio)
    painter.drawPixmap(QPoint(at.left(), at.center().y() - side // 2 + 1), flag)
    marked_text.paint(painter, at.adjusted(side + 4, 0, 0, 0), word, "", "danger")
    return width + 10


def paint_chip_over(painter: QPainter, box: QRect, told: State, below: State) -> None:
    """A chip, and a line of words below it in their own ink."""
    if not told.word and not below.word:
        return
    if not told.word or not below.word:
        paint_chip(painter, box, told if told.word else below)
        return
    chip_height = chip.size(told, painter.fontMetrics()).height()
    line = painter.fontMetrics().height()
    top = box.center().y() - (chip_height + line) // 2
    chip.paint(painter, QPoint(box.left(), top), told, box.width())
    words = QRect(box.left() + 2, top + chip_height, box.width() - 2, line + 1)
    marked_text.paint(painter, words, below.word, "", below.tone)


@forms.offer
class ReferralTable(RowTable):
    shares = (17, 20, 27, 19)
    painter = ReferralPainter
