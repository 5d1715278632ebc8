"""One line to translate: the English, what it was before, and the family's words."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from hhdesk.care import translation_acts, translation_work
from hhdesk.care.translation_acts import LineSeen
from hhdesk.care.translation_faults import faults
from hhdesk.care.translation_work import LineKey, WorkRow
from hhdesk.care.translations import TranslationState
from hhdesk.errors import Refusal
from hhdesk.gui import forms, icons, states, translation_words
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.translation_table import visit
from hhdesk.gui.word_changes import changed_words
from hhdesk.gui.word_painting import COME, GONE, Marked, MarkedLabel
from hhdesk.i18n import _, explain, find_language, language_name

DRAFT = "translated line"
SAVE_KEYS, CHECK_KEYS = "Ctrl+Return", "Ctrl+Shift+Return"


def draft_subject(key: LineKey) -> UUID:
    """Under which id the desk keeps what is typed: an item may have several lines."""
    return uuid.uuid5(key.item_id, key.part.value)


class TranslationLine(Spoken, QFrame):
    child_button: QPushButton
    chip: Chip
    about_label: QLabel
    restored: RestoredNotice
    notice: Notice
    before_cell: QWidget
    before_title: QLabel
    before_text: MarkedLabel
    english_title: QLabel
    english_text: MarkedLabel
    family_cell: QWidget
    family_title: QLabel
    family_field: GrowingText
    family_notice: FieldNotice
    by_label: QLabel
    faults_notice: Notice
    acts: Flow
    keys_label: QLabel

    changed = Signal(object)
    """The line as it was saved."""
    next_wanted = Signal()

    def __init__(self, desk: Desk, row: WorkRow, parent: QWidget | None) -> None:
        super().__init__(parent)
        forms.load(self, "translation_line")
        self._desk, self.row = desk, row
        self._before = row.before
        self._busy = False
        self.save_button, self.check_button = QPushButton(self), QPushButton(self)
        self.save_button.setProperty("look", "primary")
        icons.name_icon(self.check_button, "check")
        for button in (self.save_button, self.check_button):
            self.acts.add(button)
        known = find_language(row.language)
        if known is not None and known.right_to_left:
            self.family_field.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setFocusProxy(self.family_field)
        self.family_field.textChanged.connect(self._typed)
        self.child_button.clicked.connect(self._open_plan)
        self.save_button.clicked.connect(self.save)
        self.check_button.clicked.connect(self.check)
        for keys, act in ((SAVE_KEYS, self.save), (CHECK_KEYS, self.check)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._begin_draft()
        self.refill()
        self._look_before()

    # ------------------------------------------------------------------ draft

    def _begin_draft(self) -> None:
        self._draft = FormDraft(
            self._desk, DRAFT, draft_subject(self.row.key), self.restored
        )
        self._draft.title = self.row.child.full if self.row.child else ""
        self._draft.tie(self._values, self._put)
        if not self.row.private:
            self._draft.begin(self._saved())

    def _saved(self) -> Values:
        return self._said(self.row.pair.family)

    def _values(self) -> Values:
        return self._said(self.family_field.toPlainText())

    def _said(self, text: str) -> Values:
        """The names say which line it is, for who opens the draft again."""
        key = self.row.key
        member = str(self.row.member_id or "")
        return {
            "part": key.part.value,
            "item": key.item_id.hex,
            "member": member,
            "text": text,
        }

    def _put(self, values: Values) -> None:
        self.family_field.put(str(values["text"]))
        self._show_acts()

    def _typed(self) -> None:
        self.notice.say("")
        self._draft.typed()
        self._show_acts()

    # ------------------------------------------------------------------ acts

    @property
    def typed(self) -> str:
        return self.family_field.toPlainText().strip()

    @property
    def unsaved(self) -> bool:
        """Whether there is anything to save; the same words of a stale line may be
        said anew."""
        return self.typed != self.row.pair.family

    def _seen(self) -> LineSeen:
        return LineSeen(self.row.pair.english, self.row.pair.family)

    def save(self) -> None:
        """Save what is typed and go on; without a change only go on."""
        stale = self.row.state is TranslationState.STALE and bool(self.typed)
        if self.row.private or not (self.unsaved or stale):
            self.next_wanted.emit()
        else:
            self._save(self._go_on)

    def _save(self, then: Callable[[], object]) -> None:
        if self._busy:
            return
        self._busy = True
        self._desk.worker.run(
            translation_acts.save_line,
            self.row.key,
            self.typed,
            seen=self._seen(),
            then=partial(self._saved_as, then),
            failed=self._explain,
        )

    def check(self) -> None:
        """Stand for the translation; what is typed is saved before."""
        if self.check_button.isHidden():
            return
        if self.unsaved:
            self._save(self._check_now)
        else:
            self._check_now()

    def _check_now(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._desk.worker.run(
            translation_acts.check_line,
            self.row.key,
            seen=self._seen(),
            then=partial(self._saved_as, self._checked),
            failed=self._explain,
        )

    def _checked(self) -> None:
        """Who pressed the wrong key takes it back."""
        undo = partial(self._uncheck, self._desk, self.row, self.changed)
        self._desk.say(_("Marked as checked."), undo)
        self._go_on()

    @staticmethod
    def _uncheck(desk: Desk, row: WorkRow, changed: SignalInstance) -> None:
        def told(now: WorkRow | None) -> None:
            if now is not None:
                changed.emit(now)

        desk.worker.run(
            translation_acts.uncheck_line,
            row.key,
            seen=LineSeen(row.pair.english, row.pair.family),
            then=told,
            failed=lambda no: desk.say(explain(no)),
        )

    def _saved_as(self, then: Callable[[], object], row: WorkRow | None) -> None:
        self._busy = False
        self._draft.saved()
        if row is not None:
            self.row, self._before = row, row.before
            self._draft.begin(self._saved())
            self.changed.emit(row)
            self._desk.member_saved.emit(row.member_id)
            self.refill()
        then()

    def _go_on(self) -> None:
        self.next_wanted.emit()

    def _explain(self, refusal: Refusal) -> None:
        self._busy = False
        self.notice.say(explain(refusal))

    def _open_plan(self) -> None:
        if self.row.member_id is not None:
            self._desk.member_wanted.emit(self.row.member_id, "care_plan")

    def _look_before(self) -> None:
        """Lines that were translated long ago ask the plan's versions."""
        stale = self.row.state is TranslationState.STALE and not self._before
        if stale and self.row.member_id is not None:
            self._desk.worker.read(
                translation_work.english_before,
                self.row.member_id,
                self.row.key,
                lane="english before",
                then=self._know_before,
            )

    def _know_before(self, english: str) -> None:
        self._before = english
        self.refill()

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        row = self.row
        self.child_button.setText(literal(row.child.full if row.child else ""))
        self.child_button.setVisible(row.child is not None)
        chip = states.translation(row.pair)
        if row.private:
            self.chip.say(_("Private"), "sealed", "lock")
        else:
            self.chip.say(chip.word, chip.tone, chip.icon)
        place = translation_words.place(row.key.part, row.domain)
        self.about_label.setText(f"{place} · {visit(row, self._desk)}")
        self.about_label.setVisible(not row.private)
        self._show_english()
        language = language_name(row.language)
        self.family_title.setText(_("Family's language: {name}").format(name=language))
        self.family_field.setAccessibleName(self.family_title.text())
        for cell in (self.family_cell, self.english_text, self.english_title):
            cell.setVisible(not row.private)
        by = row.pair.translated_by
        self.by_label.setText(_("Translated by {name}").format(name=by) if by else "")
        self.by_label.setVisible(bool(by))
        keys = _("Ctrl Enter: save, next line.")
        if self._desk.may_check(row.language):
            keys = f"{keys} {_('Ctrl Shift Enter: checked, next line.')}"
        self.keys_label.setText(keys)
        self.keys_label.setVisible(not row.private)
        if row.private:
            words = _("This line is sealed. {name} sees to it in the child's plan.")
            name = row.owner or _("The child's coordinator")
            self.notice.say(words.format(name=name), "info")
        self._show_acts()

    def _show_english(self) -> None:
        now, before = self.row.pair.english, self._before
        gone, come = changed_words(before, now) if before else ((), ())
        self.before_cell.setVisible(bool(before))
        self.before_title.setText(_("The English that was translated"))
        self.before_text.put(Marked(before, gone, GONE))
        title = _("The English now") if before else language_name("en")
        self.english_title.setText(title)
        self.english_text.put(Marked(now, come, COME) if before else Marked(now))

    def _show_acts(self) -> None:
        row, typed = self.row, self.typed
        found = faults(row.pair.english, typed) if typed else ()
        self.faults_notice.say(translation_words.faults(found), "warning")
        same = row.state is TranslationState.STALE and not self.unsaved
        self.save_button.setText(_("Still right") if same else _("Save"))
        self.save_button.setVisible(not row.private)
        self.save_button.setEnabled(self.unsaved or (same and bool(typed)))
        self.check_button.setText(
            _("Save as checked") if self.unsaved else _("Mark as checked")
        )
        done = row.state is TranslationState.CHECKED and not self.unsaved
        may = self._desk.may_check(row.language) and bool(typed) and not done
        self.check_button.setVisible(may and not row.private)
