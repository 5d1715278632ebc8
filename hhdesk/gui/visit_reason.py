"""The panel of a visit's card that asks why: missed, called off, entered by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QWidget

from hhdesk.care.appointments import CALLED_OFF_BY_WORDS, CalledOffBy
from hhdesk.care.goals import BARRIER_WORDS, BarrierKind
from hhdesk.gui import forms, visit_choices
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.tick import Tick
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.i18n import N_, _

DRAFT = "visit reason"
ASKS = (VisitAct.MISSED, VisitAct.EXPLAIN, VisitAct.CALL_OFF, VisitAct.MISTAKE)
"""The acts that need a reason."""

NOT_SAID = N_("Say why, or that the reason is not known yet.")
NOBODY = N_("Say who called it off.")


@dataclass(frozen=True, slots=True)
class Answer:
    """`unknown` is a missed visit of which nobody knows yet why."""

    act: VisitAct
    reason: str
    by: CalledOffBy | None = None
    barrier: BarrierKind | None = None
    unknown: bool = False

    @property
    def lacks(self) -> str:
        """What is not said yet, in English; "" where the act may be tried."""
        if self.act is VisitAct.CALL_OFF and self.by is None:
            return NOBODY
        if self.act is VisitAct.MISSED and not (
            self.unknown or self.reason or self.barrier
        ):
            return NOT_SAID
        return ""


@forms.offer
class VisitReason(Spoken, QFrame):
    panel_title: QLabel
    restored: RestoredNotice
    by_field: Choice
    barrier_field: Choice
    reason_label: QLabel
    reason_field: QLineEdit
    reason_notice: FieldNotice
    unknown_tick: Tick
    back_button: QPushButton
    do_button: QPushButton

    answered = Signal(object)
    """An `Answer`, to be done."""
    left = Signal()
    resized = Signal()
    """It asks for more or less than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "visit_reason")
        self._act: VisitAct | None = None
        self._draft: FormDraft | None = None
        self.hide()
        self.unknown_tick.toggled.connect(self._show_unknown)
        self.back_button.clicked.connect(self.left)
        self.do_button.clicked.connect(self.answer)
        self.reason_field.textEdited.connect(lambda _: self._typed())
        self.unknown_tick.clicked.connect(lambda _: self._typed())
        for choice in (self.by_field, self.barrier_field):
            choice.activated.connect(lambda _: self._typed())
        self.refill()

    def serve(self, desk: Desk, visit_id: UUID) -> None:
        """Keep what is typed as the draft of this visit."""
        self._draft = FormDraft(desk, DRAFT, visit_id, self.restored)
        self._draft.tie(self._values, self._put)

    def ask(self, act: VisitAct, title: str) -> None:
        """Ask for what the act needs; `title` names the visit's draft."""
        self._act = act
        self.reason_notice.say("")
        self.show()
        self.refill()
        if self._draft is not None:
            self._draft.title = title
            self._draft.begin({**_NOTHING, "act": act.value})
        self.reason_field.setFocus()
        self._write_on()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A dialog that opens marks all words of the field that has the keyboard.
        QTimer.singleShot(0, self._write_on)

    def _write_on(self) -> None:
        """Words that were typed earlier are gone on with, not typed over."""
        self.reason_field.end(False)

    def close_panel(self) -> None:
        """Ask no longer; what was typed stays a draft."""
        self._act = None
        self.hide()

    def done(self) -> None:
        """What was answered is in the record."""
        if self._draft is not None:
            self._draft.saved()

    def say_left(self) -> None:
        """The card is closed; whoever typed here is told that it is kept."""
        if self._draft is not None and self._act is not None:
            self._draft.left()

    def explain(self, sentence: str) -> None:
        """What is wrong with the reason."""
        self.reason_notice.say(sentence)
        self.reason_field.setFocus()
        self.resized.emit()

    def answer(self) -> None:
        """Give the answer on, if it says enough."""
        if self._act is None:
            return
        said = self._answer(self._act)
        if said.lacks:
            self.explain(_(said.lacks))
        else:
            self.answered.emit(said)

    def _answer(self, act: VisitAct) -> Answer:
        # Qt keeps an enumeration's member as bare text.
        by, barrier = self.by_field.value(), self.barrier_field.value()
        return Answer(
            act,
            self.reason_field.text().strip(),
            CalledOffBy(str(by)) if by else None,
            BarrierKind(str(barrier)) if barrier else None,
            self.unknown_tick.isChecked() and act is VisitAct.MISSED,
        )

    def _values(self) -> Values:
        return {
            "act": self._act.value if self._act else "",
            "by": str(self.by_field.value() or ""),
            "barrier": str(self.barrier_field.value() or ""),
            "reason": self.reason_field.text(),
            "unknown": self.unknown_tick.isChecked(),
        }

    def _put(self, values: Values) -> None:
        by, barrier = values["by"], values["barrier"]
        self.by_field.choose(by or None)
        self.barrier_field.choose(barrier or None)
        self.reason_field.setText(values["reason"])
        self.unknown_tick.setChecked(values["unknown"])
        self.resized.emit()

    def _typed(self) -> None:
        if self._draft is not None:
            self._draft.typed()

    def _show_unknown(self, unknown: bool) -> None:
        """Nobody knows yet: it is asked about again in two working days."""
        self.reason_field.setEnabled(not unknown)
        self.barrier_field.setEnabled(not unknown)

    def refill(self) -> None:
        by = ((one, _(word)) for one, word in CALLED_OFF_BY_WORDS.items())
        self.by_field.offer([(None, _("Who called it off?")), *by])
        barriers = ((one, _(word)) for one, word in BARRIER_WORDS.items())
        self.barrier_field.offer([(None, _("What stood in the way?")), *barriers])
        self.by_field.setAccessibleName(_("Who called it off?"))
        self.barrier_field.setAccessibleName(_("What stood in the way?"))
        if self._act is not None:
            self._say(self._act)

    def _say(self, act: VisitAct) -> None:
        self.panel_title.setText(_(visit_choices.QUESTIONS[act]))
        self.by_field.setVisible(act is VisitAct.CALL_OFF)
        self.barrier_field.setVisible(act in (VisitAct.MISSED, VisitAct.EXPLAIN))
        self.unknown_tick.setVisible(act is VisitAct.MISSED)
        self.do_button.setText(_(visit_choices.DO_WORDS[act]))
        self.resized.emit()


_NOTHING: Values = {"by": "", "barrier": "", "reason": "", "unknown": False}


def begun_act(desk: Desk, visit_id: UUID) -> VisitAct | None:
    """The act for which a reason was begun and not saved."""
    kept = desk.drafts.draft(DRAFT, visit_id)
    return VisitAct(kept.value["mine"]["act"]) if kept else None
