"""The lines of a plan that wait for an answer, one by one: who said yes to this care.
All answers are kept at once."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hhdesk.care import plan_consenters
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.plan_consenters import Answered, Asking
from hhdesk.care.plan_seals import PART_WORDS
from hhdesk.errors import ChangedElsewhere, Refusal
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.i18n import _, explain

DRAFT = "who said yes"
_WIDTH = 520


class SealRound(Spoken, QDialog):
    answered = Signal(object)
    """The PlanRow with the answers."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._member_id = desk, member_id
        self.asking: Asking | None = None
        self.at = 0
        self._answers: dict[UUID, Seal] = {}
        self.title, self.about = PlainLabel(self), PlainLabel(self)
        self.place, self.words = PlainLabel(self), PlainLabel(self)
        self.restored, self.notice = RestoredNotice(self), Notice(self)
        self.editor = SealEditor(self)
        self.back_button, self.next_button = QPushButton(self), QPushButton(self)
        self.cancel_button, self.save_button = QPushButton(self), QPushButton(self)
        self._draft = FormDraft(desk, DRAFT, member_id, self.restored)
        self._draft.tie(self.values, self._put)
        self._lay_out()
        self._connect()
        self.refill()
        self._read()

    def _lay_out(self) -> None:
        self.title.setProperty("look", "title")
        self.about.setProperty("look", "muted")
        self.place.setProperty("look", "section")
        self.words.setProperty("look", "heading")
        self.save_button.setProperty("look", "primary")
        for label in (self.about, self.words):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (self.title, self.about, self.restored, self.notice):
            column.addWidget(widget)
        column.addWidget(self.place)
        column.addWidget(self.words)
        column.addWidget(self.editor)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        for button in (self.back_button, self.next_button, self.save_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(foot)
        self.setMinimumWidth(theme.scaled(_WIDTH))
        self.setMinimumHeight(theme.scaled(400))

    def _connect(self) -> None:
        self.editor.edited.connect(self._edited)
        self.cancel_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(partial(self.turn, -1))
        self.next_button.clicked.connect(partial(self.turn, 1))
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    def _read(self) -> None:
        self._desk.worker.read(
            plan_consenters.asking,
            self._member_id,
            then=self._begin,
            failed=self._explain,
        )

    def _begin(self, asking: Asking) -> None:
        self.asking, self.at = asking, 0
        self.editor.of(asking.age)
        self._answers = {line.id: line.seal for line in asking.lines}
        self._draft.begin(self.values())
        self._show()

    # ---------------------------------------------------------------- walking

    def values(self) -> Values:
        told: Values = {}
        for key, seal in self._answers.items():
            told[f"about:{key}"] = seal.segment.value
            told[f"who:{key}"] = seal.consenter.value
        return told

    def _put(self, values: Values) -> None:
        for key, seal in self._answers.items():
            about, who = values[f"about:{key}"], values[f"who:{key}"]
            self._answers[key] = Seal(Segment(about), Consenter(who), seal.part2)
        self._show()

    def _edited(self, seal: Seal) -> None:
        if self.asking is not None and self.asking.lines:
            self._answers[self.asking.lines[self.at].id] = seal
            self._draft.typed()

    def turn(self, step: int) -> None:
        """To the next line, or the one before."""
        count = len(self.asking.lines) if self.asking else 0
        self.at = min(max(self.at + step, 0), max(0, count - 1))
        self._show()
        self.editor.consenter.setFocus()

    def _show(self) -> None:
        asking = self.asking
        lines = asking.lines if asking else ()
        for widget in (self.place, self.words, self.editor):
            widget.setVisible(bool(lines))
        last = self.at >= len(lines) - 1
        self.back_button.setVisible(len(lines) > 1)
        self.back_button.setEnabled(self.at > 0)
        self.next_button.setVisible(bool(lines) and not last)
        self.save_button.setVisible(bool(lines) and last)
        if asking is None:
            return
        self.about.setText(self._why(asking))
        if lines:
            line = lines[self.at]
            words = _("{part} · {n} of {count}")
            part = _(PART_WORDS[line.part])
            told = words.format(part=part, n=self.at + 1, count=len(lines))
            self.place.setText(told)
            self.words.setText(_(line.words) if line.words else part)
            self.editor.put(self._answers[line.id])

    def _why(self, asking: Asking) -> str:
        if not asking.lines:
            return _("Nothing is to be asked about this plan.")
        if asking.birthday is not None:
            return _(
                "The member is {age} now. Who may say yes may have changed."
            ).format(age=asking.age)
        return _("The family does not get these lines until this is answered.")

    # ----------------------------------------------------------------- saving

    def save(self) -> None:
        """Keep all answers, and that it was asked today."""
        if self.asking is None or not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.save_button.setEnabled(False)
        self._desk.worker.run(
            plan_consenters.answer,
            self._member_id,
            dict(self._answers),
            seen=self.asking.number,
            then=self._kept,
            failed=self._explain,
        )

    def _kept(self, answered: Answered) -> None:
        self._draft.saved()
        desk, member_id = self._desk, self._member_id
        self.answered.emit(answered.plan)
        desk.member_saved.emit(member_id)
        self.accept()
        undo = partial(_take_back, desk, member_id, answered)
        desk.say(_("Who said yes is written down."), undo)

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(explain(refusal))
        if isinstance(refusal, ChangedElsewhere):
            self._read()

    def reject(self) -> None:
        """Close; the answers so far stay until they are kept or thrown away."""
        self._draft.left()
        super().reject()

    def refill(self) -> None:
        self.setWindowTitle(_("Who said yes to this care?"))
        self.title.setText(_("Who said yes to this care?"))
        self.cancel_button.setText(_("Cancel"))
        self.back_button.setText(_("Back"))
        self.next_button.setText(_("Next"))
        self.save_button.setText(_("Keep the answers"))
        self._show()


def _take_back(desk: Desk, member_id: UUID, answered: Answered) -> None:
    def done(_plan: object) -> None:
        desk.member_saved.emit(member_id)
        desk.say(_("It is as it was."))

    desk.worker.run(
        plan_consenters.take_back,
        member_id,
        answered,
        then=done,
        failed=lambda refusal: desk.say(explain(refusal)),
    )
