"""Handing children over: to whom, what goes along, and what they must know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import caseload, caseload_children, reassignment
from hhdesk.care.caseload import Board
from hhdesk.care.caseload_children import ChildRow, Prospect
from hhdesk.care.reassignment import HandedOver, Moving
from hhdesk.errors import ChangedElsewhere, InvalidField, Refusal
from hhdesk.gui import forms, reassign_words, theme
from hhdesk.gui.absence_form import AbsenceForm
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.reassign_candidates import CandidateRows, CandidateTable, candidates
from hhdesk.gui.reassign_news import say_handed_over
from hhdesk.gui.reassign_notes import MOST_NOTES, ChildNotes, SiblingTicks
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.segments import Segments
from hhdesk.i18n import _, explain, ngettext

DRAFT = "hand-over"
ONE, EACH = "one", "each"


def subject_of(member_ids: list[UUID]) -> UUID:
    """Under this id the desk keeps what is typed about the hand-over of these."""
    first, *rest = sorted(member_ids)
    return uuid5(first, ",".join(map(str, rest))) if rest else first


class Reassign(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    to_field: CandidateTable
    to_notice: FieldNotice
    to_warning: Notice
    siblings_cell: QWidget
    siblings_box: QWidget
    moves_words: QLabel
    visits_field: QCheckBox
    note_choice: Segments
    note_cell: QWidget
    note_label: QLabel
    note_field: GrowingText
    note_notice: FieldNotice
    notes_cell: QWidget
    while_label: QLabel
    absence_button: QPushButton
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(
        self, desk: Desk, board: Board, member_ids: list[UUID], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        forms.load(self, "reassign")
        self._desk, self._ids = desk, member_ids
        self._prospect = Prospect((), (), 0, 0)
        self._board = board
        self.model = CandidateRows(desk.today, board, self)
        self.to_field.setModel(self.model)
        self.siblings = SiblingTicks(self.siblings_box, desk.today)
        self.notes = ChildNotes(self.notes_cell)
        self.note_label.hide()
        self._draft = FormDraft(desk, DRAFT, subject_of(member_ids), self.restored)
        self._draft.tie(self.values, self._put)
        self.resize(theme.scaled(660), theme.scaled(700))
        self.refill()
        self.note_choice.choose(ONE)
        self._connect()
        self.area.setEnabled(False)
        self._ask(self._begin)

    def _ask(self, then: Callable[[Prospect], object]) -> None:
        """Read the children as they are now, with what hangs on them."""
        self._desk.worker.read(
            caseload_children.prospect,
            self._ids,
            self._desk.worker.actor_id,
            then=then,
            failed=self._refuse,
        )

    def _connect(self) -> None:
        self.note_choice.chosen.connect(self._note_chosen)
        self.note_field.textChanged.connect(self._draft.typed)
        self.visits_field.clicked.connect(lambda _: self._draft.typed())
        self.siblings.changed.connect(self._typed)
        self.notes.changed.connect(self._draft.typed)
        self.to_field.opened.connect(self._to_note)
        self.absence_button.clicked.connect(self._enter_absence)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    # --------------------------------------------------------------- filling

    def _begin(self, prospect: Prospect) -> None:
        self._prospect = prospect
        former = {row.coordinator_id for row in prospect.children}
        tags = [row.languages.spoken for row in prospect.children]
        people = candidates(self._board, tags, former, self._desk.today)
        self.model.show_candidates(people)
        self.to_field.fit_rows()
        self.siblings.offer(prospect.siblings)
        self.siblings_cell.setVisible(bool(prospect.siblings))
        self.notes.offer(self.moving())
        self._draft.title = reassign_words.names(prospect.children)
        self.area.setEnabled(True)
        self._draft.begin(self._empty())
        self.to_field.selectionModel().currentRowChanged.connect(self._turned)
        self.refill()
        self.to_field.setFocus()

    def _empty(self) -> Values:
        first = str(self.model.keys[0]) if self.model.keys else ""
        return {
            "children": self._children(),
            "to": first,
            "note": "",
            "each": "",
            "visits": "",
            "siblings": [],
            "notes": {},
        }

    def values(self) -> Values:
        """What stands in the dialog; what is typed for one child stays when all get
        one note."""
        return {
            "children": self._children(),
            "to": str(self.to_id or ""),
            "note": self.note_field.toPlainText(),
            "each": "yes" if self.each else "",
            "visits": "yes" if self.visits_field.isChecked() else "",
            "siblings": [str(key) for key in self.siblings.ticked()],
            "notes": {str(key): text for key, text in self.notes.typed().items()},
        }

    def _put(self, values: Values) -> None:
        keys = [str(key) for key in self.model.keys]
        if values["to"] in keys:
            self.to_field.choose(keys.index(values["to"]))
        self.note_field.put(values["note"])
        self.visits_field.setChecked(bool(values["visits"]))
        self.siblings.put({UUID(key) for key in values["siblings"]})
        self.notes.offer(self.moving())
        self.notes.put({UUID(key): one for key, one in values["notes"].items()})
        self.note_choice.choose(EACH if values["each"] else ONE)
        self._show_notes()
        self._tell()

    def _children(self) -> list[str]:
        return sorted(map(str, self._ids))

    @property
    def to_id(self) -> UUID | None:
        """Who takes over, as it is chosen now."""
        at = self.to_field.currentIndex().row()
        return self.model.keys[at] if 0 <= at < len(self.model.keys) else None

    @property
    def each(self) -> bool:
        """Whether each child gets a note of its own."""
        chosen = self.note_choice.button(EACH).isChecked()
        return chosen and len(self.moving()) <= MOST_NOTES

    def moving(self) -> tuple[ChildRow, ...]:
        """The children that go over: those chosen and the siblings ticked."""
        ticked = set(self.siblings.ticked())
        more = [row for row in self._prospect.siblings if row.member_id in ticked]
        return (*self._prospect.children, *more)

    # --------------------------------------------------------------- changes

    def _turned(self) -> None:
        self.to_notice.say("")
        self._draft.typed()
        self._tell()

    def _typed(self) -> None:
        """A sibling was ticked or no longer."""
        self.notes.offer(self.moving())
        self._show_notes()
        self._draft.typed()
        self.refill()

    def _note_chosen(self, _which: str) -> None:
        self._show_notes()
        self._draft.typed()

    def _show_notes(self) -> None:
        few = 1 < len(self.moving()) <= MOST_NOTES
        self.note_choice.setVisible(few)
        self.note_cell.setVisible(not self.each)
        self.notes_cell.setVisible(self.each)

    def _to_note(self) -> None:
        """Who takes over is chosen: on to what they must know."""
        fields = list(self.notes.fields.values()) if self.each else [self.note_field]
        fields[0].setFocus()

    def _enter_absence(self) -> None:
        """Close, what was typed kept, and enter an absence of who has the children."""
        former = {row.coordinator_id for row in self._prospect.children}
        window = self.parentWidget()
        self.reject()
        AbsenceForm(self._desk, window, staff_id=next(iter(former), None)).open()

    # --------------------------------------------------------------- saving

    def save(self) -> None:
        """Hand over; a refusal is said beside its field and nothing is cleared."""
        if not self.save_button.isEnabled():
            return
        self._clear_errors()
        if self.to_id is None:
            self.to_notice.say(_("Nobody else here coordinates children."))
            return
        each = self.notes.typed() if self.each else {}
        note = "" if self.each else self.note_field.toPlainText()
        moving = Moving(self.to_id, note, each, self.visits_field.isChecked())
        self.save_button.setEnabled(False)
        self._desk.worker.run(
            reassignment.hand_over,
            # A brother or sister may be with this colleague already.
            [row.chosen for row in self.moving() if row.coordinator_id != moving.to_id],
            moving,
            then=self._saved,
            failed=self._explain,
        )

    def _clear_errors(self) -> None:
        for notice in (self.notice, self.to_notice, self.note_notice):
            notice.say("")
        mark_wrong(self.note_field, wrong=False)

    def _saved(self, handed: HandedOver) -> None:
        self._draft.saved()
        say_handed_over(self._desk, handed)
        self.accept()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        name = refusal.field if isinstance(refusal, InvalidField) else ""
        if isinstance(refusal, ChangedElsewhere):
            self._refuse(refusal)
            self._ask(self._read_anew)
        elif name == "to_id":
            self.to_notice.say(explain(refusal))
            self.to_field.setFocus()
        elif name == "note" and not self.each:
            self.note_notice.say(explain(refusal))
            mark_wrong(self.note_field, wrong=True)
            self.note_field.setFocus()
            self.area.ensureWidgetVisible(self.note_notice)
        else:
            self._refuse(refusal)
            self.notes.show_first_empty(self.area)

    def _read_anew(self, prospect: Prospect) -> None:
        """Somebody else was quicker: show the children as they are now, with what was
        typed."""
        values = self.values()
        self._prospect = prospect
        self.siblings.offer(prospect.siblings)
        self._put(values)
        self.refill()

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    # --------------------------------------------------------------- words

    def _tell(self) -> None:
        """What is to be known of who is chosen."""
        chosen = [one for one in self._board.rows if one.staff_id == self.to_id]
        told = [reassign_words.caution(row, self._desk.today) for row in chosen]
        self.to_warning.say(" ".join(filter(None, told)), "warning")

    def refill(self) -> None:
        self.model.speak()
        self.to_field.fit_rows()
        rows = self.moving()
        count = len(rows) or len(self._ids)
        title = ngettext("Hand over {n} child", "Hand over {n} children", count)
        self.title_label.setText(title.format(n=f"{count:,}"))
        self.setWindowTitle(_("Hand over"))
        self.about_label.setText(reassign_words.names(rows))
        self.save_button.setText(title.format(n=f"{count:,}"))
        prospect = self._prospect
        self.moves_words.setText(reassign_words.goes_along(prospect))
        self.visits_field.setText(reassign_words.visits(prospect.visits))
        self.visits_field.setVisible(bool(prospect.visits))
        chosen = EACH if self._each_is_chosen() else ONE
        self.note_choice.offer(
            {
                ONE: (_("One note for all"), _("One note for all")),
                EACH: (_("One for each child"), _("One note for each child")),
            }
        )
        self.note_choice.choose(chosen)
        self.note_field.setAccessibleName(_("What your colleague must know"))
        self.note_field.setPlaceholderText(
            _("For example: call the mother after 4 pm, the ride is not booked yet")
        )
        own = any(row.coordinator_id is not None for row in prospect.children)
        self.while_label.setVisible(own)
        self.absence_button.setVisible(own)
        self.notes.speak()
        self._show_notes()
        self._tell()

    def _each_is_chosen(self) -> bool:
        button: Any = self.note_choice.findChildren(QPushButton)
        return bool(button) and self.note_choice.button(EACH).isChecked()


def take_up(desk: Desk, window: QWidget | None, subject: UUID) -> None:
    """Open the hand-over again that was begun under this id and not saved."""
    kept = desk.drafts.draft(DRAFT, subject)
    if kept is None:
        return
    member_ids = [UUID(key) for key in kept.value["mine"]["children"]]

    def begin(board: Board) -> None:
        Reassign(desk, board, member_ids, window).open()

    desk.worker.read(caseload.board, desk.worker.actor_id, then=begin)
