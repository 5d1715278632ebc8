"""A child's hospital stays in a list: what each cell says, how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.stay_list import StayLine
from hhdesk.care.stays import STAY_KIND_WORDS
from hhdesk.gui import forms, held_cards, marked_text, states, stay_words, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.referral_table import paint_chip_over, paint_lines
from hhdesk.gui.row_painting import PAD, bold, paint_chip, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, format_short_day

_LEAST_ROWS = 2
STAY, WHEN, STATE, CALL, VISIT = range(5)
COLUMNS = (N_("Stay"), N_("When"), N_("Where the child is"), N_("Call"), N_("Visit"))


class StayRows(PagedRows[UUID, StayLine]):
    """`today` is the clinic's day."""

    columns = COLUMNS

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today

    def show(self, lines: Sequence[StayLine]) -> None:
        """All of them, which are here at once."""
        keys = [line.id for line in lines]
        self.put(keys, lines[:PAGE])
        for page in range(1, -(-len(lines) // PAGE)):
            here = slice(page * PAGE, (page + 1) * PAGE)
            self.give(page, keys[here], lines[here])

    def words(self, row: StayLine, column: int) -> str:
        if column == STAY:
            parts = (stay_words.title(row.row), states.seal(row.row.seal).word)
        elif column == WHEN:
            parts = when(row, self.today)
        elif column == STATE:
            told = stay_words.state(row, self.today), stay_words.returned(row.row)
            parts = (told[0].word, told[1].word)
        else:
            one = row.call if column == CALL else row.visit
            chip, more = stay_words.follow_up(one, self.today)
            parts = (chip.word, more)
        return ", ".join(part for part in parts if part)


def when(line: StayLine, today: date) -> tuple[str, str]:
    """Its days; below, since when it is known here."""
    known = format_short_day(line.row.known_on, today)
    return held_cards.term(line.row), _("known {day}").format(day=known)


class StayPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 20))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: StayLine | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, StayRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        if row is not None:
            box = option.rect.adjusted(PAD, 0, -6, -1)
            _paint(painter, box, row, index.column(), model.today)
        painter.restore()


def _paint(
    painter: QPainter, box: QRect, row: StayLine, column: int, today: date
) -> None:
    if column == STAY:
        _paint_stay(painter, box, row)
    elif column == WHEN:
        paint_lines(painter, box, *when(row, today))
    elif column == STATE:
        back = stay_words.returned(row.row)
        told = stay_words.state(row, today)
        paint_chip_over(painter, box, told, State(back.word, "danger"))
    else:
        one = row.call if column == CALL else row.visit
        chip, more = stay_words.follow_up(one, today)
        paint_chip_over(painter, box, chip, State(more, "muted"))


def _paint_stay(painter: QPainter, box: QRect, line: StayLine) -> None:
    """What it was; below where, or that it is sealed."""
    plain, row = painter.font(), line.row
    first, second = two_lines(painter, box)
    seal = states.seal(row.seal)
    if seal.word:
        paint_chip(painter, second, seal)
    else:
        marked_text.paint(painter, second, row.place, "", "muted")
    painter.setFont(bold(plain))
    ink = "muted" if line.cancelled else "text"
    kind = _(STAY_KIND_WORDS[row.kind])
    marked_text.paint(painter, first if row.place else box, kind, "", ink)
    painter.setFont(plain)


@forms.offer
class StayTable(RowTable):
    """As high as its rows, where there is room for them."""

    shares: ClassVar[tuple[int, ...]] = (21, 18, 22, 19)
    painter = StayPainter

    def hug(self, rows: int) -> None:
        """Take the height of so many rows and no more, of a few at least."""
        head = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2
        high = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(head + min(rows, _LEAST_ROWS) * high)
        self.setMaximumHeight(head + rows * high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen row stays in view while what stands below grows."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())
