"""Who may take children over: their load, the languages that fit, who is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care.caseload import Board, CaseloadRow, Strain, speaks
from hhdesk.gui import caseload_words, forms, marked_text, theme, tokens
from hhdesk.gui.caseload_table import paint_chip_words, paint_load
from hhdesk.gui.chip import State
from hhdesk.gui.paged_rows import PAGE, ROW_ROLE, Index, PagedRows
from hhdesk.gui.row_painting import PAD, bold, paint_ground, two_lines
from hhdesk.gui.row_table import RowTable
from hhdesk.i18n import N_, _, language_name

WHO, LOAD, SPEAKS = range(3)
COLUMNS = (N_("Coordinator"), N_("Children now"), N_("Languages of these families"))
_SHOWN = 5
"""Candidates that are seen without scrolling."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague, and with how many of these families they speak themselves."""

    row: CaseloadRow
    fits: int
    families: int
    missing: tuple[str, ...]


def candidates(
    board: Board, languages: Sequence[str], but: set[UUID | None], today: date
) -> list[Candidate]:
    """Who works here and carries children, the fittest first: who is here, speaks with
    most of the families, is not overloaded, and has the fewest children."""
    found = []
    for row in board.rows:
        if row.staff_id is None or not row.active or row.staff_id in but:
            continue
        missing = [tag for tag in languages if not speaks(row.languages, tag)]
        fits = len(languages) - len(missing)
        told = tuple(sorted(set(missing)))
        found.append(Candidate(row, fits, len(languages), told))
    strains = list(Strain)

    def place(one: Candidate) -> tuple[bool, int, int, int, str]:
        strain = strains.index(board.strain(one.row))
        row = one.row
        return row.away(today), -one.fits, strain, row.children, row.name

    return sorted(found, key=place)


def spoken(one: Candidate) -> State:
    """With how many of the families they speak without an interpreter."""
    if one.fits == one.families:
        return State(_("Speaks with all"), "good", "languages")
    if not one.fits:
        return State(_("Needs an interpreter"), "warning", "languages")
    words = _("Speaks with {n} of {all}")
    return State(words.format(n=one.fits, all=one.families), "info", "languages")


def missing(one: Candidate) -> str:
    """The languages for which an interpreter is needed."""
    names = ", ".join(language_name(tag) for tag in one.missing)
    return _("not {languages}").format(languages=names) if names else ""


class CandidateRows(PagedRows[UUID, Candidate]):
    columns = COLUMNS

    def __init__(self, today: date, board: Board, parent: QObject) -> None:
        super().__init__(parent)
        self.today, self.board = today, board
        self._rows: Sequence[Candidate] = ()
        self.page_wanted.connect(self._give)

    def show_candidates(self, rows: Sequence[Candidate]) -> None:
        self._rows = rows
        keys = [one.row.staff_id for one in rows if one.row.staff_id is not None]
        self.put(keys, rows[:PAGE])

    def _give(self, page: int) -> None:
        begin = page * PAGE
        keys = self.keys[begin : begin + PAGE]
        self.give(page, keys, self._rows[begin : begin + PAGE])

    def words(self, row: Candidate, column: int) -> str:
        if column == WHO:
            away = caseload_words.absence(row.row, self.today).word
            return ", ".join(filter(None, (row.row.name, away)))
        if column == LOAD:
            strain = caseload_words.strain(self.board, row.row).word
            return ", ".join(filter(None, (f"{row.row.children:,}", strain)))
        return ", ".join(filter(None, (spoken(row).word, missing(row))))


class CandidatePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(tokens.ROW_TWO_LINES, option.fontMetrics.height() * 2 + 18))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        one: Candidate | None = index.data(ROW_ROLE)
        model = index.model()
        assert isinstance(model, CandidateRows)
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -6, -1)
        if one is not None and index.column() == WHO:
            paint_who(painter, box, one, model.today)
        elif one is not None and index.column() == LOAD:
            paint_load(painter, box, one.row, model.board)
        elif one is not None:
            paint_chip_words(painter, box, spoken(one), missing(one))
        painter.restore()


def paint_who(painter: QPainter, box: QRect, one: Candidate, today: date) -> None:
    """The name; below, that they are away, else the languages they speak."""
    first, second = two_lines(painter, box)
    plain = painter.font()
    painter.setFont(bold(plain))
    marked_text.paint(painter, first, one.row.name, "", "text")
    painter.setFont(plain)
    away = caseload_words.absence(one.row, today)
    told = away.word or caseload_words.about(one.row)
    ink = "warning" if one.row.away(today) else "muted"
    marked_text.paint(painter, second, told, "", ink)


@forms.offer
class CandidateTable(RowTable):
    """As high as a few rows; the rest is scrolled to."""

    shares = (36, 28)
    painter = CandidatePainter

    def fit_rows(self) -> None:
        super().fit_rows()
        model = self.model()
        rows = min(model.rowCount() if model else 0, _SHOWN) or 1
        row = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows * row + head + theme.scaled(2))
