"""One note or contact to read, with what may be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import note_acts, outreach_acts, wrap_up_acts
from hhdesk.care.note_list import Addition, NoteRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms, icons, note_words
from hhdesk.gui.card import Line
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.family_form import undo
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.note_wish import ADD, CHANGE, NoteWish
from hhdesk.i18n import N_, _, format_date, format_time

REASONS = (
    N_("It is another child's"),
    N_("It is written twice"),
    N_("It is not so"),
)
"""Why a note or a contact is taken back."""


@forms.offer
class NotePane(Spoken, QFrame):
    """Private words are covered until somebody asks for them."""

    what_label: QLabel
    when_label: QLabel
    chips: Flow
    words_area: QScrollArea
    words_page: QWidget
    show_button: QPushButton
    out_button: QPushButton
    pin_button: QPushButton
    add_button: QPushButton
    change_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "note_pane")
        self.row: NoteRow | None = None
        self._open: UUID | None = None
        self.out_menu = QMenu(self.out_button)
        self.out_button.clicked.connect(self._offer_reasons)
        self.show_button.clicked.connect(self.open)
        self.pin_button.clicked.connect(self.pin)
        self.add_button.clicked.connect(lambda: self._wish(ADD))
        self.change_button.clicked.connect(lambda: self._wish(CHANGE))

    def serve(
        self, desk: Desk, member_id: UUID, failed: Callable[[Refusal], object]
    ) -> None:
        """Before it is shown: at which desk, about whom, and who hears refusals."""
        self._desk, self._member_id, self._failed = desk, member_id, failed
        self.refill()

    def show_row(self, row: NoteRow | None) -> None:
        """This one, or nothing; another one is covered again."""
        if row is None or self.row is None or row.id != self.row.id:
            self._open = None
        self.row = row
        self.refill()

    def open(self) -> None:
        """Show what is private."""
        self._open = self.row.id if self.row else None
        self.refill()

    @property
    def _covered(self) -> bool:
        row = self.row
        return row is not None and row.private and self._open != row.id

    # ------------------------------------------------------------------- acts

    def _wish(self, draft: str) -> None:
        if self.row is not None:
            self._desk.note_wanted.emit(NoteWish(draft, self.row.id))

    def _run(
        self, act: Callable[..., Any], *told: object, words: str, back: Any, **how: Any
    ) -> None:
        def done(result: Any) -> None:
            self._desk.member_saved.emit(self._member_id)
            self._desk.say(words, back(result))

        self._desk.worker.run(act, *told, then=done, failed=self._failed, **how)

    def _undoing(self, act: Callable[..., Any], *told: object, **how: object) -> Any:
        return partial(undo, self._desk, self._member_id, act, *told, **how)

    def pin(self) -> None:
        """On top of the list, or no longer."""
        row = self.row
        if row is None:
            return
        words = _("It is no longer on top.") if row.pinned else _("It is on top now.")
        self._run(
            note_acts.pin,
            row.id,
            not row.pinned,
            seen=row.version,
            words=words,
            back=lambda seen: self._undoing(
                note_acts.pin, row.id, row.pinned, seen=seen
            ),
        )

    def _offer_reasons(self) -> None:
        above = -self.out_menu.sizeHint().height()
        self.out_menu.popup(self.out_button.mapToGlobal(QPoint(0, above)))

    def take_back(self, reason: str, _checked: bool = False) -> None:
        """The note or the contact, for one of REASONS."""
        row = self.row
        if row is None:
            return
        words = _("It is taken back.")
        if row.contact is None:
            self._run(
                note_acts.take_back,
                row.id,
                _(reason),
                seen=row.version,
                words=words,
                back=lambda _none: self._undoing(note_acts.put_back, row.id),
            )
        elif row.contact.wrap_up_id is not None:
            self._take_call_back(row.contact.wrap_up_id)
        else:
            self._run(
                outreach_acts.take_back_contact,
                row.id,
                _(reason),
                words=words,
                back=lambda _none: self._undoing(
                    outreach_acts.put_back_contact, row.id
                ),
            )

    def _take_call_back(self, wrap_up_id: UUID) -> None:
        """A call goes with all that it changed, and does not come back."""
        self._run(
            wrap_up_acts.undo,
            wrap_up_id,
            words=_("The whole call is taken back, with all that it changed."),
            back=lambda _none: None,
        )

    def _take_addition_back(self, one: Addition) -> None:
        self._run(
            note_acts.take_back,
            one.id,
            _(REASONS[-1]),
            seen=one.version,
            words=_("It is taken back."),
            back=lambda _none: self._undoing(note_acts.put_back, one.id),
        )

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        row = self.row
        self.setVisible(row is not None)
        if row is None:
            return
        covered = self._covered
        words = note_words.title(row) if covered else note_words.what(row)
        self.what_label.setText(words)
        when = note_words.when(row, self._desk.zone, self._desk.today)
        told = note_words.contact(row.contact) if row.contact else ""
        lines = (when, "" if covered else told)
        self.when_label.setText("\n".join(filter(None, lines)))
        self._show_chips(row, covered=covered)
        self._show_words(row, covered=covered)
        self._show_acts(row, covered=covered)

    def _show_chips(self, row: NoteRow, *, covered: bool) -> None:
        made: list[QWidget] = []
        for state in () if covered else note_words.chips(row):
            chip = Chip()
            chip.say(state.word, state.tone, state.icon)
            made.append(chip)
        self.chips.put(made)
        self.chips.setVisible(bool(made))

    def _show_words(self, row: NoteRow, *, covered: bool) -> None:
        column = self.words_page.layout()
        assert column is not None
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if covered:
            words = _("These words are private. Look who stands behind you.")
            column.addWidget(_said(words, "muted"))
        else:
            text = row.text or _("No words were written.")
            column.addWidget(_said(text, "" if row.text else "muted"))
            for one in row.additions:
                column.addWidget(self._addition(one))
        column.addStretch(1)  # type: ignore[attr-defined]

    def _addition(self, one: Addition) -> Line:
        at = one.at.astimezone(self._desk.zone)
        moment = f"{format_date(at.date())}, {format_time(at)}"
        words = _("Added {when}").format(when=moment)
        line = Line(one.text, " · ".join(filter(None, (words, one.staff))))
        if one.own:
            line.offer(_("Take back"), partial(self._take_addition_back, one))
        return line

    def _show_acts(self, row: NoteRow, *, covered: bool) -> None:
        note = row.contact is None
        self.show_button.setVisible(covered)
        self.pin_button.setVisible(note)
        self.pin_button.setText(_("Not on top") if row.pinned else _("Keep on top"))
        icons.name_icon(self.pin_button, "star")
        self.add_button.setVisible(note and not covered)
        self.change_button.setVisible(note and row.changeable and not covered)
        self.out_button.setVisible(row.own)
        self.out_menu.clear()
        for reason in REASONS:
            line = self.out_menu.addAction(_(reason))
            line.triggered.connect(partial(self.take_back, reason))


def _said(words: str, look: str) -> PlainLabel:
    label = PlainLabel(words)
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label
