"""Merging two records of one child: choose the other, look at what happens, do it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import merge_acts, merge_fields, merge_preview
from hhdesk.care.member_merges import MergeRow
from hhdesk.care.merge_acts import MergeOrder
from hhdesk.care.merge_fields import MergeField
from hhdesk.care.merge_preview import MergeOpening, MergePreview
from hhdesk.errors import ChangedElsewhere, Refusal
from hhdesk.gui import forms, people, theme
from hhdesk.gui.card import Card, Line
from hhdesk.gui.desk import Desk
from hhdesk.gui.duplicate_list import why
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.member_merge_conflicts import MergeConflicts
from hhdesk.gui.member_merge_fields import MergeFields
from hhdesk.gui.member_merge_moves import MergeMoves
from hhdesk.gui.member_merge_undo import say_merged, undo
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, explain, format_date

DRAFT = "member merge"
_BLANK: Values = {"other": "", "swapped": "", "chosen": "", "reason": ""}
"""`chosen` are the fields from the record that goes, after a mark that there is a
choice at all."""


def begin_merge(
    desk: Desk, parent: QWidget, member_id: UUID, other_id: UUID | None = None
) -> QDialog:
    """Open the dialog for a member who may be here twice, with the other if known."""
    dialog = MemberMerge(desk, member_id, parent)
    if other_id is not None:
        dialog.choose(other_id)
    dialog.open()
    return dialog


class MemberMerge(Spoken, QDialog):
    title_label: QLabel
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    stays_label: QLabel
    stays_born_label: QLabel
    other_field: MemberField
    swap_button: QPushButton
    likely: Card
    conflicts: MergeConflicts
    fields_card: Card
    moves_card: Card
    reason_cell: QWidget
    reason_field: QLineEdit
    merges_card: Card
    cancel_button: QPushButton
    merge_button: QPushButton

    def __init__(self, desk: Desk, member_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "member_merge")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._member_id = member_id
        self._opening: MergeOpening | None = None
        self._preview: MergePreview | None = None
        self._hidden: Values = {"other": "", "swapped": "", "chosen": ""}
        self.fields = MergeFields()
        self.fields_card.add(self.fields)
        widest = max(parent.window().width(), 1040)
        self.resize(min(theme.scaled(1040), widest), 680)
        self._draft = FormDraft(desk, DRAFT, member_id, self.restored)
        self._draft.tie(self.values, self._put)
        self.other_field.serve(desk, f"merge {id(self)}")
        self._connect()
        self._show_preview(None)
        self.refill()
        self._read_opening()

    def _connect(self) -> None:
        self.other_field.chosen.connect(self.choose)
        self.swap_button.clicked.connect(self._swap)
        self.fields.changed.connect(self._chose_values)
        self.reason_field.textEdited.connect(lambda _text: self._draft.typed())
        self.cancel_button.clicked.connect(self.reject)
        self.merge_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    # ------------------------------------------------------------------ reading

    def _read_opening(self) -> None:
        self._desk.worker.read(
            merge_preview.opening,
            self._member_id,
            then=self._begin,
            failed=self._explain,
        )

    def _begin(self, opening: MergeOpening) -> None:
        first = self._opening is None
        self._opening = opening
        self._draft.title = opening.name
        self.refill()
        if first:
            self._draft.begin(dict(_BLANK))
            if self._preview is None:
                self.other_field.search.begin()

    def values(self) -> Values:
        """What is chosen and typed so far."""
        return {**self._hidden, "reason": self.reason_field.text()}

    def _put(self, values: Values) -> None:
        self._hidden = {name: values[name] for name in self._hidden}
        self.reason_field.setText(values["reason"])
        self._look()

    def choose(self, member_id: UUID | None) -> None:
        """The other record is this one; None seeks another one."""
        self._hidden["other"] = str(member_id or "")
        self._hidden["chosen"] = ""
        self._draft.typed()
        self._look()

    def _swap(self) -> None:
        self._hidden["swapped"] = "" if self._hidden["swapped"] else "yes"
        self._hidden["chosen"] = ""
        self._draft.typed()
        self._look()

    def _chose_values(self) -> None:
        chosen = sorted(self.fields.from_gone())
        self._hidden["chosen"] = ",".join(("fields", *chosen))
        self._draft.typed()

    def _look(self) -> None:
        """Read what the merge would do."""
        self.notice.say("")
        other = self._hidden["other"]
        if not other:
            self._show_preview(None)
            return
        pair = [self._member_id, UUID(other)]
        if self._hidden["swapped"]:
            pair.reverse()
        self._desk.worker.read(
            merge_preview.preview,
            *pair,
            lane=f"merge preview {id(self)}",
            then=self._show_preview,
            failed=self._cannot_look,
        )

    def _cannot_look(self, refusal: Refusal) -> None:
        self._hidden["other"] = ""
        self._show_preview(None)
        self._explain(refusal)

    # ------------------------------------------------------------------ showing

    def _show_preview(self, preview: MergePreview | None) -> None:
        self._preview = preview
        for part in (self.fields_card, self.moves_card, self.reason_cell):
            part.setVisible(preview is not None)
        self.swap_button.setVisible(preview is not None)
        self.likely.setVisible(preview is None and self._opening is not None)
        self.merge_button.setEnabled(preview is not None and not preview.blocked)
        self._show_pair()
        if preview is None:
            self.conflicts.put(())
            return
        self.conflicts.put(preview.conflicts)
        chosen = self._hidden["chosen"].split(",")[1:]
        usual = merge_fields.usual(preview.fields)
        made = [MergeField(name) for name in chosen]
        self.fields.put(preview, made if self._hidden["chosen"] else usual)
        self._show_moves(preview)

    def _show_pair(self) -> None:
        """Who stays, and who goes."""
        today, opening, preview = self._desk.today, self._opening, self._preview
        if preview is not None:
            kept, gone = preview.kept, preview.gone
            self.stays_label.setText(kept.name.full)
            self.stays_born_label.setText(people.born(kept.birth_date, today))
            self.other_field.put(gone.id, gone.name.full, gone.birth_date, today)
        elif opening is not None:
            self.stays_label.setText(opening.name)
            self.stays_born_label.setText(people.born(opening.birth_date, today))
            self.other_field.put(None)

    def _show_moves(self, preview: MergePreview) -> None:
        self.moves_card.clear()
        if preview.moves:
            self.moves_card.add(MergeMoves(preview))
        else:
            self.moves_card.add_muted(_("Nothing but the names and numbers."))

    def _show_likely(self, opening: MergeOpening) -> None:
        self.likely.clear()
        for one in opening.likely:
            born = people.born(one.birth_date, self._desk.today)
            line = Line(one.name, f"{born}\n{why(one)}")
            line.offer(_("Choose"), partial(self.choose, one.member_id))
            self.likely.add(line)
        if not opening.likely:
            self.likely.add_muted(
                _("Nobody looks like the same child. Find the other record above.")
            )

    def _show_merges(self, opening: MergeOpening) -> None:
        self.merges_card.clear()
        self.merges_card.setVisible(bool(opening.merges))
        for row in opening.merges:
            day = format_date(row.at.astimezone(self._desk.zone).date())
            merged = _("Merged on {day}").format(day=day)
            line = Line(row.name, " · ".join(filter(None, (merged, row.reason))))
            line.offer(_("Undo"), partial(self._take_apart, row))
            self.merges_card.add(line)

    def refill(self) -> None:
        title = _("Merge two records of one child")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self.likely.say(_("Possible duplicates of this child"))
        self.fields_card.say(_("Side by side"))
        self.moves_card.say(_("What comes to the record that stays"))
        self.merges_card.say(_("Merged before"))
        self.merges_card.setVisible(False)
        if self._opening is not None:
            self._show_likely(self._opening)
            self._show_merges(self._opening)
            self._show_preview(self._preview)

    # ------------------------------------------------------------------ the act

    def save(self) -> None:
        """Merge the two; a refusal is said above and nothing is lost."""
        preview = self._preview
        if preview is None or not self.merge_button.isEnabled():
            return
        self.merge_button.setEnabled(False)
        order = MergeOrder(
            preview.kept.id,
            preview.kept.version,
            preview.gone.id,
            preview.gone.version,
            self.fields.from_gone(),
            self.reason_field.text(),
        )
        self._desk.worker.run(
            merge_acts.merge, order, then=self._merged, failed=self._explain
        )

    def _merged(self, row: MergeRow) -> None:
        self._draft.saved()
        say_merged(self._desk, row)
        self.accept()

    def _take_apart(self, row: MergeRow) -> None:
        undo(self._desk, row, self._taken_apart, self._explain)

    def _taken_apart(self) -> None:
        self.notice.say("")
        self._read_opening()
        self._look()

    def _explain(self, refusal: Refusal) -> None:
        if isinstance(refusal, ChangedElsewhere):
            self._look()
        elif self._preview is not None:
            self.merge_button.setEnabled(not self._preview.blocked)
        self.notice.say(explain(refusal))
        self.area.ensureVisible(0, 0)

    def reject(self) -> None:
        """Close; what was chosen stays until it is done or thrown away."""
        self._draft.left()
        super().reject()
