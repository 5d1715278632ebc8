"""The band above a care plan: its stage, its version, who else has it open, and the one
act that comes next."""

from __future__ import annotations

import enum
from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from hhdesk.care import plan_stages
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_presences import PresenceRow
from hhdesk.care.plan_records import PlanStage, PlanStatus
from hhdesk.errors import Refusal
from hhdesk.gui import forms, plan_version_words, states
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel, set_tip
from hhdesk.gui.notice import Notice
from hhdesk.gui.plan_presence import PlanPresence, words
from hhdesk.gui.plan_sign import PlanSign
from hhdesk.gui.plan_stop import PlanStop
from hhdesk.i18n import N_, _, explain, format_date


class PlanAct(enum.StrEnum):
    REVIEW = "review"
    SIGN = "sign"
    PUBLISH = "publish"
    AMEND = "amend"
    REDRAFT = "redraft"
    WITHDRAW = "withdraw"
    DROP = "drop"
    STOP = "stop"
    RESUME = "resume"


ACT_WORDS = {
    PlanAct.REVIEW: N_("Send for review"),
    PlanAct.SIGN: N_("Sign…"),
    PlanAct.PUBLISH: N_("Make current"),
    PlanAct.AMEND: N_("Begin a new version"),
    PlanAct.REDRAFT: N_("Back to draft"),
    PlanAct.STOP: N_("Stop the plan…"),
    PlanAct.RESUME: N_("Take the plan up again"),
}

SIGNATURES = N_("Signatures…")

_USE_CASES: dict[PlanAct, Callable[..., PlanRow]] = {
    PlanAct.REVIEW: plan_stages.send_to_review,
    PlanAct.PUBLISH: plan_stages.publish,
    PlanAct.AMEND: plan_stages.amend,
    PlanAct.REDRAFT: plan_stages.back_to_draft,
    PlanAct.WITHDRAW: plan_stages.withdraw,
    PlanAct.DROP: plan_stages.drop_amendment,
    PlanAct.RESUME: plan_stages.resume,
}

_DONE = {
    PlanAct.REVIEW: N_("Version {n} is in review. Now it can be signed."),
    PlanAct.PUBLISH: N_("Version {n} is the plan in force."),
    PlanAct.AMEND: N_("Version {n} is begun."),
    PlanAct.REDRAFT: N_("Version {n} is a draft again."),
    PlanAct.RESUME: N_("The plan goes on."),
}

_UNDO = {
    PlanAct.REVIEW: PlanAct.REDRAFT,
    PlanAct.PUBLISH: PlanAct.WITHDRAW,
    PlanAct.AMEND: PlanAct.DROP,
    PlanAct.REDRAFT: PlanAct.REVIEW,
}
"""By which act each is undone."""

_NEXT = {
    PlanStage.DRAFT: PlanAct.REVIEW,
    PlanStage.IN_REVIEW: PlanAct.SIGN,
    PlanStage.SIGNED: PlanAct.PUBLISH,
    PlanStage.CURRENT: PlanAct.AMEND,
}

_REST = {
    PlanStage.DRAFT: (PlanAct.STOP,),
    PlanStage.IN_REVIEW: (PlanAct.REDRAFT, PlanAct.STOP),
    PlanStage.SIGNED: (PlanAct.SIGN, PlanAct.REDRAFT, PlanAct.STOP),
    PlanStage.CURRENT: (PlanAct.SIGN, PlanAct.STOP),
}


def stopped(plan: PlanRow) -> bool:
    """Whether the plan is carried on no longer."""
    return plan.status in (PlanStatus.COMPLETED, PlanStatus.REVOKED)


def next_act(plan: PlanRow) -> PlanAct | None:
    """What comes next for a plan; nothing before its first save."""
    if plan.number == 0:
        return None
    return PlanAct.RESUME if stopped(plan) else _NEXT.get(plan.stage)


def other_acts(plan: PlanRow) -> tuple[PlanAct, ...]:
    """What else may be done with it."""
    if plan.number == 0 or stopped(plan):
        return ()
    return _REST.get(plan.stage, ())


@forms.offer
class PlanStageBar(Spoken, QFrame):
    stage_chip: Chip
    edition_label: QLabel
    presence_label: ElidedLabel
    act_button: QPushButton
    menu_button: QToolButton
    notice: Notice

    changed = Signal(object)
    """The PlanRow after an act."""

    def __init__(
        self, desk: Desk, member_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        forms.load(self, "plan_stage_bar")
        self._desk, self.member_id = desk, member_id
        self.title = ""
        """By what lists of drafts name the plan: the member's name."""
        self._plan: PlanRow | None = None
        self._dirty = False
        self._busy = False
        self._others: tuple[PresenceRow, ...] = ()
        self.dialog: PlanSign | PlanStop | None = None
        self.menu = QMenu(self.menu_button)
        self.menu_button.setMenu(self.menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.presence = PlanPresence(desk, member_id, self)
        self.presence.heard.connect(self._heard)
        self.act_button.clicked.connect(self._next)
        self.refill()

    def put(self, plan: PlanRow, dirty: bool) -> None:
        """Show where this plan stands; `dirty`: something typed is not saved."""
        if plan is not self._plan:
            self.notice.say("")
        self._plan, self._dirty = plan, dirty
        self.presence.type(dirty)
        self.refill()

    # ---------------------------------------------------------------------- acts

    def _next(self) -> None:
        act = next_act(self._plan) if self._plan is not None else None
        if act is not None:
            self.do(act)

    def do(self, act: PlanAct) -> None:
        """Do an act of the button or the menu."""
        plan = self._plan
        if plan is None or self._busy:
            return
        self.notice.say("")
        if act is PlanAct.STOP:
            self.stop()
        elif self._dirty and act is not PlanAct.RESUME:
            told = _("Save first: what you typed is not in this version yet.")
            self.notice.say(told, "warning")
        elif act is PlanAct.SIGN:
            self.sign()
        else:
            self._run(act, plan)

    def _run(self, act: PlanAct, plan: PlanRow) -> None:
        self._busy = True
        self._desk.worker.run(
            _USE_CASES[act],
            self.member_id,
            seen=plan.number,
            then=partial(self._done, act, plan),
            failed=self._refused,
        )

    def _done(self, act: PlanAct, before: PlanRow, row: PlanRow) -> None:
        self._busy = False
        self._taken(row)
        self._say(act, row, before)

    def _say(self, act: PlanAct, row: PlanRow, before: PlanRow) -> None:
        """Say in passing what was done, with Undo where it can be undone."""
        if act not in _DONE:
            return
        told = _(_DONE[act]).format(n=row.edition)
        back = _UNDO.get(act)
        if act is PlanAct.RESUME:
            self._desk.say(told, partial(self._stop_again, row, before))
        elif back is not None:
            self._desk.say(told, partial(self._run, back, row))

    def _stop_again(self, row: PlanRow, before: PlanRow) -> None:
        self._desk.worker.run(
            plan_stages.stop,
            self.member_id,
            seen=row.number,
            completed=before.status is PlanStatus.COMPLETED,
            reason=before.stop_reason,
            then=self._taken,
            failed=self._refused,
        )

    def _taken(self, row: PlanRow) -> None:
        self._plan = row
        self.refill()
        self.changed.emit(row)

    def _refused(self, refusal: Refusal) -> None:
        self._busy = False
        self.notice.say(explain(refusal), "warning")

    # --------------------------------------------------------------------- forms

    def sign(self) -> None:
        """Open the sheet of signatures of the version in hand."""
        if self._plan is not None:
            dialog = PlanSign(self._desk, self, self.member_id)
            dialog.publish_wanted.connect(self._publish)
            self._open(dialog)

    def stop(self) -> None:
        """Open the form that stops the plan."""
        if self._plan is not None:
            self._open(PlanStop(self._desk, self, self._plan, self.title))

    def _publish(self) -> None:
        self.do(PlanAct.PUBLISH)

    def _open(self, dialog: PlanSign | PlanStop) -> None:
        """The dialog before is kept until then: its Undo may still be pressed."""
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = dialog
        dialog.changed.connect(self._taken)
        dialog.open()

    # --------------------------------------------------------------------- words

    def _heard(self, others: tuple[PresenceRow, ...]) -> None:
        self._others = others
        self._show_presence()

    def _show_presence(self) -> None:
        told = [words(self._others, self._desk.worker.actor_id)]
        plan = self._plan
        if plan is not None and stopped(plan) and plan.stopped_on:
            day = format_date(plan.stopped_on)
            since = _("Since {day}: {reason}")
            told.insert(0, since.format(day=day, reason=plan.stop_reason))
        self.presence_label.setText(" · ".join(one for one in told if one))

    def _show_stage(self, plan: PlanRow) -> None:
        if plan.number == 0:
            self.stage_chip.say(_("Not begun"), "neutral", "circle")
        elif plan.status is PlanStatus.COMPLETED:
            self.stage_chip.say(_("Completed"), "good", "flag")
        elif plan.status is PlanStatus.REVOKED:
            self.stage_chip.say(_("Stopped"), "neutral", "ban")
        else:
            state = states.plan_stage(plan.stage)
            self.stage_chip.say(state.word, state.tone, state.icon)

    def _fill_menu(self, plan: PlanRow) -> None:
        self.menu.clear()
        for act in other_acts(plan):
            words_ = SIGNATURES if act is PlanAct.SIGN else ACT_WORDS[act]
            line = self.menu.addAction(_(words_))
            line.triggered.connect(lambda _=False, one=act: self.do(one))
        self.menu_button.setVisible(not self.menu.isEmpty())

    def refill(self) -> None:
        plan = self._plan
        act = next_act(plan) if plan is not None else None
        self.act_button.setVisible(act is not None)
        if act is not None:
            self.act_button.setText(_(ACT_WORDS[act]))
            tip = _("Save first") if self._dirty else ""
            set_tip(self.act_button, tip)
        self._show_presence()
        if plan is None:
            self.menu_button.hide()
            return
        self._show_stage(plan)
        self._fill_menu(plan)
        begun = plan.number > 0
        self.edition_label.setText(
            plan_version_words.edition(plan.edition) if begun else ""
        )
