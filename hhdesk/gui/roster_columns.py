"""The step in which columns are given their fields, with values beside each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hhdesk.exchange.roster_columns import FIELD_WORDS, Guess
from hhdesk.exchange.roster_dates import DATE_FORM_WORDS, DateForm, DatesSeen
from hhdesk.exchange.roster_reading import Chosen, ColumnLook
from hhdesk.gui import forms, theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel, PlainLabel
from hhdesk.gui.notice import Notice, mark_wrong
from hhdesk.i18n import N_, _, ngettext

_HEADS = (N_("Column in the file"), N_("Values"), N_("Is read as"), "")
_FIELD_WIDTH = 232
_SEPARATOR = " · "


class _Row:
    """One column: its heading, values, field, and a remark."""

    def __init__(self, page: RosterColumns, grid: QGridLayout, place: int) -> None:
        self.heading = ElidedLabel(page)
        self.heading.setProperty("look", "strong")
        self.samples = ElidedLabel(page)
        self.samples.setProperty("look", "muted")
        self.field = Choice(page)
        self.field.setFixedWidth(theme.scaled(_FIELD_WIDTH))
        self.field.currentIndexChanged.connect(page.changed)
        self.remark = PlainLabel(page)
        self.remark.setWordWrap(True)
        for column, widget in enumerate(self.widgets):
            grid.addWidget(widget, 2 * place + 2, column)
        self.line = QFrame(page)
        self.line.setProperty("look", "line")
        grid.addWidget(self.line, 2 * place + 1, 0, 1, 4)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.heading, self.samples, self.field, self.remark

    def end(self) -> None:
        for widget in (*self.widgets, self.line):
            widget.hide()
            widget.deleteLater()

    def offer(self) -> None:
        options = [("", _("Is not read"))]
        options += [(field, _(words)) for field, words in FIELD_WORDS.items()]
        self.field.offer(options)

    def show(self, look: ColumnLook, new: bool, twice: bool) -> None:
        self.heading.setText(look.heading)
        self.field.setAccessibleName(look.heading)
        self.samples.setText(_SEPARATOR.join(look.samples) or _("Empty"))
        words, tone = self._remark(look, new, twice)
        self.remark.setText(words)
        pen = self.remark.palette()
        pen.setColor(self.remark.foregroundRole(), theme.colour(tone))
        self.remark.setPalette(pen)

    def _remark(self, look: ColumnLook, new: bool, twice: bool) -> tuple[str, str]:
        if look.unread:
            words = ngettext(
                "{n} of {all} is not understood: {example}",
                "{n} of {all} are not understood: {example}",
                look.unread,
            )
            told = {"n": f"{look.unread:,}", "all": f"{look.filled:,}"}
            return words.format(**told, example=look.example[:40]), "warning"
        if twice and not self.field.value():
            return _("Another column says the same. Which one is it?"), "warning"
        if new:
            return _("New since last time"), "info"
        return "", "muted"


@forms.offer
class RosterColumns(Spoken, QWidget):
    missing_notice: Notice
    wrong_notice: Notice
    headed_box: QCheckBox
    dates_label: QLabel
    dates_field: Choice
    columns_area: QScrollArea
    columns_view: QWidget
    columns_view_column: QVBoxLayout
    grid: QGridLayout

    altered = Signal()
    """A field, the form of dates or the headings were chosen by the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "roster_columns")
        self._rows: list[_Row] = []
        self._heads: list[PlainLabel] = []
        self._guess = Guess(())
        self._looks: Sequence[ColumnLook] = ()
        self._seen = DatesSeen()
        self._asked_dates = False
        self._filling = False
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(6)
        for column, share in enumerate((24, 34, 0, 30)):
            self.grid.setColumnStretch(column, share)
        self.headed_box.toggled.connect(self.changed)
        self.dates_field.currentIndexChanged.connect(self.changed)
        self.refill()

    def put(self, choice: Chosen, guess: Guess, names: Sequence[str]) -> None:
        """Another file, or the same one with other headings."""
        self._filling = True
        self._guess, self._looks = guess, tuple(ColumnLook(one, (), 0) for one in names)
        for row in self._rows:
            row.end()
        self._rows = [_Row(self, self.grid, place) for place in range(len(names))]
        for row, field in zip(self._rows, choice.fields, strict=True):
            row.offer()
            row.field.choose(field)
        self.headed_box.setChecked(choice.headed)
        self.refill()
        self.dates_field.choose(str(choice.form or ""))
        self._filling = False

    def chosen(self, payer: str) -> Chosen:
        """What the person wants, as it stands."""
        fields = tuple(str(row.field.value() or "") for row in self._rows)
        code = self.dates_field.value()
        form = DateForm(str(code)) if code else None
        return Chosen(fields, form, self.headed_box.isChecked(), payer)

    def changed(self) -> None:
        """Something was chosen."""
        if not self._filling:
            self.altered.emit()

    def look(self, looks: Sequence[ColumnLook], seen: DatesSeen) -> None:
        """Show what the columns hold, and ask for the form of dates where nothing in
        them tells it."""
        self._looks, self._seen = looks, seen
        self._asked_dates = seen.form is None and not self.dates_field.value()
        self._show()

    def dates_missing(self) -> bool:
        """Whether a person must say what stands first in a date."""
        return self._asked_dates

    def say(self, sentence: str) -> None:
        """What keeps these columns from being read; "" for nothing."""
        self.wrong_notice.say(sentence)

    def focus_first(self) -> None:
        """The first thing to do: the dates, a column without a field, or the top."""
        if self._asked_dates:
            self.dates_field.setFocus()
        elif self._rows:
            self._rows[0].field.setFocus()

    def _show(self) -> None:
        for place, (row, look) in enumerate(zip(self._rows, self._looks, strict=True)):
            new, twice = place in self._guess.new, place in self._guess.twice
            row.show(look, new, twice)
        mark_wrong(self.dates_field, self._asked_dates)
        self._offer_dates()
        known = bool(
            self._seen.either or self._seen.day_first or self._seen.month_first
        )
        self.dates_label.setVisible(known)
        self.dates_field.setVisible(known)
        self._say_missing()

    def _offer_dates(self) -> None:
        """Both forms, and before them what the dates tell by themselves."""
        form = self._seen.form
        told = _("As the dates show") if form else _("Please choose")
        options = [("", told)]
        options += [(str(one), _(words)) for one, words in DATE_FORM_WORDS.items()]
        self.dates_field.offer(options)

    def _say_missing(self) -> None:
        told = []
        if self._guess.missing:
            words = _("Not in this file, and read last time: {columns}")
            told.append(words.format(columns=", ".join(self._guess.missing)))
        if self._seen.two_digits:
            words = ngettext(
                "{n} year has two digits: it is read as the last one that has come.",
                "{n} years have two digits: each is read as the last one that has "
                "come.",
                self._seen.two_digits,
            )
            told.append(words.format(n=f"{self._seen.two_digits:,}"))
        if self._seen.serials:
            words = ngettext(
                "{n} date is a day number of Excel, and is read as one.",
                "{n} dates are day numbers of Excel, and are read as such.",
                self._seen.serials,
            )
            told.append(words.format(n=f"{self._seen.serials:,}"))
        if self._asked_dates:
            told.append(_("Say whether the month or the day comes first in dates."))
        tone = "warning" if self._guess.missing or self._asked_dates else "info"
        self.missing_notice.say(" ".join(told), tone)

    def refill(self) -> None:
        was = self._filling
        self._filling = True
        for head in self._heads:
            head.deleteLater()
        self._heads = [PlainLabel(_(words) if words else "") for words in _HEADS]
        for column, head in enumerate(self._heads):
            head.setProperty("look", "section")
            head.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
            self.grid.addWidget(head, 0, column)
        self._offer_dates()
        for row in self._rows:
            row.offer()
        self._filling = was
        if self._looks and len(self._looks) == len(self._rows):
            self._show()
