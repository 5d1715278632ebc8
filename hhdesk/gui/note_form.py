"""The form of a note: written, changed on its day, or added to later."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QWidget

from hhdesk.care import clinic_time, note_acts, note_list
from hhdesk.care.confidentiality import Consenter, Seal, Segment, age_on
from hhdesk.care.note_list import NoteSheet
from hhdesk.care.notes import NOTE_WORDS, NoteDetails, NoteKind
from hhdesk.errors import InvalidField
from hhdesk.gui import clock_times, days, dialog_size, people
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.desk import Desk
from hhdesk.gui.family_form import undo
from hhdesk.gui.family_words import TAKEN_BACK
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.note_wish import ADD, CHANGE, NEW, NoteWish
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.typed_fields import TICKED, Values
from hhdesk.i18n import N_, _

_SEAL = ("segment", "consenter", "part2")
_NO_TIME = N_("This is no time. Type it like 8:30 AM.")
_WIDTH, _LINES = 600, 4
_TITLES = {
    NEW: N_("Write a note"),
    CHANGE: N_("Change a note"),
    ADD: N_("Add to a note"),
}


class NoteForm(SavedForm):
    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    text_field: GrowingText
    time_field: TimeField
    staff_only_field: QCheckBox
    report_label: QLabel
    seal_field: SealEditor

    names: ClassVar[tuple[str, ...]] = (
        "kind",
        "day",
        "time",
        "text",
        "pinned",
        "staff_only",
    )

    def __init__(self, desk: Desk, parent: QWidget, wish: NoteWish) -> None:
        super().__init__(desk, parent, "note_form", self.names)
        self.wish = wish
        self.sheet: NoteSheet | None = None
        self._begun: Values = {}
        self.seal_field.edited.connect(lambda _: self._typed())
        self.time_field.changed.connect(self._typed)
        self.text_field.hold(_LINES)
        self.refill()
        self.area.setEnabled(False)
        read = note_list.sheet if wish.draft == NEW else note_list.sheet_of
        desk.worker.read(read, wish.subject, then=self._begin, failed=self._explain)

    # ------------------------------------------------------------- filling it

    def _begin(self, sheet: NoteSheet) -> None:
        self.sheet = sheet
        born = people.born(sheet.birth_date, self._desk.today)
        self.about_label.setText(f"{sheet.name.full} · {born}")
        self.seal_field.of(age_on(sheet.birth_date, self._desk.today))
        draft = self._keep(self.wish.draft, self.wish.subject)
        draft.title = sheet.name.full
        self.area.setEnabled(True)
        self._begun = self._at_first(sheet)
        draft.begin(self._begun)
        self._follow_kind()
        self.text_field.setFocus()

    def _at_first(self, sheet: NoteSheet) -> Values:
        note = sheet.note or NoteDetails("")
        at = (note.at or self._desk.worker.now()).astimezone(self._desk.zone)
        seal = note.seal
        told = (seal.segment.value, seal.consenter.value, TICKED if seal.part2 else "")
        return {
            "kind": note.kind.value,
            "day": days.typed(at.date()),
            "time": clock_times.typed(at.time()),
            "text": "" if self._adding else note.text,
            "pinned": TICKED if note.pinned else "",
            "staff_only": TICKED if note.staff_only else "",
            **dict(zip(_SEAL, told, strict=True)),
        }

    @property
    def _adding(self) -> bool:
        return self.wish.draft == ADD

    def values(self) -> Values:
        seal = self.seal_field.seal
        told = (seal.segment.value, seal.consenter.value, TICKED if seal.part2 else "")
        return self.fields.values() | dict(zip(_SEAL, told, strict=True))

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self.seal_field.put(_seal(values))

    def _typed(self) -> None:
        super()._typed()
        self._follow_kind()

    def _follow_kind(self) -> None:
        """A mandated report is for staff only, whatever is ticked."""
        report = self.values()["kind"] == NoteKind.MANDATED_REPORT.value
        self.staff_only_field.setEnabled(not report)
        if report:
            self.staff_only_field.setChecked(True)
        self.report_label.setVisible(report and not self._adding)
        self._fit()

    # ----------------------------------------------------------------- saving

    def _details(self) -> NoteDetails:
        """What was typed; raises InvalidField for what is no day or time."""
        values = self.values()
        return NoteDetails(
            values["text"],
            NoteKind(values["kind"]),
            self._at(values),
            values["pinned"] == TICKED,
            values["staff_only"] == TICKED,
            self.seal_field.seal,
        )

    def _at(self, values: Values) -> datetime | None:
        """The moment typed; None, which is as it was, where nobody changed it."""
        if all(values[name] == self._begun[name] for name in ("day", "time")):
            return None
        day = days.parse(values["day"])
        if day is None:
            raise InvalidField("day", NO_DAY)
        clock = clock_times.parse(values["time"])
        if clock is None:
            raise InvalidField("time", _NO_TIME)
        return clinic_time.local_moment(day, clock, self._desk.zone)

    def _send(self) -> None:
        if self.sheet is None:
            return
        try:
            told = self._details()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        if self.wish.draft == CHANGE:
            self._change(self.sheet, told)
        elif self._adding:
            act = note_acts.add_to
            self._run(act, self.wish.subject, told.text, then=self._written)
        else:
            self._run(note_acts.write, self.sheet.member_id, told, then=self._written)

    def _change(self, sheet: NoteSheet, told: NoteDetails) -> None:
        def changed(seen: int) -> None:
            before = self.wish.subject, sheet.note
            self._saved(_("The note is saved."), note_acts.change, *before, seen=seen)

        self._run(
            note_acts.change,
            self.wish.subject,
            told,
            seen=sheet.version,
            then=changed,
        )

    def _written(self, note_id: UUID) -> None:
        words = _("It is added to the note.") if self._adding else _("It is written.")
        self._saved(words, note_acts.take_back, note_id, _(TAKEN_BACK), seen=1)

    def _saved(self, words: str, act: Any, *told: object, **how: object) -> None:
        """It is saved; the act undoes it."""
        assert self.sheet is not None
        member_id, desk = self.sheet.member_id, self._desk
        self._done()
        desk.member_saved.emit(member_id)
        desk.say(words, partial(undo, desk, member_id, act, *told, **how))

    # ------------------------------------------------------------------ words

    def showEvent(self, event: QShowEvent) -> None:
        """Before, nothing is polished and heights are guesses."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, _WIDTH)

    def refill(self) -> None:
        title = _(_TITLES[self.wish.draft])
        self.setWindowTitle(title)
        self.title_label.setText(title)
        self.save_button.setText(_("Save"))
        self.fields.offer(
            "kind", [(one.value, _(word)) for one, word in NOTE_WORDS.items()]
        )
        for name in ("kind", "day", "time", "pinned", "staff_only"):
            self.fields.show(name, shown=not self._adding)
        self.seal_field.setVisible(not self._adding)
        self.text_field.setPlaceholderText(_("What was said, what was agreed"))
        self.report_label.setText(
            _(
                "A mandated report is for staff only: it is on no paper, in no file "
                "and in no history that leaves."
            )
        )


def _seal(values: Values) -> Seal:
    return Seal(
        Segment(values.get("segment") or Segment.GENERAL),
        Consenter(values.get("consenter") or Consenter.NOT_ASKED),
        bool(values.get("part2")),
    )
