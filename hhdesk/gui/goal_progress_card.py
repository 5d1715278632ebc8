"""How one goal is going: its chart, and telling how it goes now with a note."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hhdesk.care import goal_progress, goal_telling
from hhdesk.care.goal_progress import GoalStanding
from hhdesk.care.goal_telling import Telling
from hhdesk.care.goals import Achievement, GoalRow
from hhdesk.errors import ChangedElsewhere, Refusal
from hhdesk.gui import days, forms, icons
from hhdesk.gui.achievement_choice import AchievementChoice
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.goal_chart import GoalChart
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import N_, _, explain

DRAFT = "goal progress"
CHOOSE = N_("Say how it is going.")


class GoalTelling(Spoken, QWidget):
    """Chart and form of one goal that is saved; another goal has another one."""

    note_field: GrowingText
    on_field: DayField
    told = Signal(object)
    """The PlanRow after it was told, or taken back."""

    def __init__(self, desk: Desk, goal_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.goal_id = desk, goal_id
        self._seen: int | None = None
        self.chart, self.pointed = GoalChart(self), PlainLabel(self)
        self.restored, self.notice = RestoredNotice(self), Notice(self)
        self.choice = AchievementChoice(self)
        self.note_label, self.on_label = PlainLabel(self), PlainLabel(self)
        self.note_field, self.on_field = GrowingText(self), DayField(self)
        self.tell_button = QPushButton(self)
        self._draft = FormDraft(desk, DRAFT, goal_id, self.restored)
        self._lay_out()
        self.refill()
        self._draft.tie(self.values, self._put)
        self._draft.begin({"how": "", "note": "", "on": days.typed(desk.today)})
        self._connect()
        self._look()

    def _lay_out(self) -> None:
        self.pointed.setProperty("look", "muted")
        self.pointed.setWordWrap(True)
        self.pointed.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chart)
        for widget in (self.pointed, self.restored, self.notice, self.choice):
            column.addWidget(widget)
        for label in (self.note_label, self.on_label):
            label.setProperty("look", "field")
        self.note_label.setBuddy(self.note_field)
        self.on_label.setBuddy(self.on_field)
        column.addWidget(self.note_label)
        column.addWidget(self.note_field)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.on_label)
        foot.addWidget(self.on_field)
        foot.addStretch(1)
        foot.addWidget(self.tell_button)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.chart.pointed.connect(self._point)
        self.choice.chosen.connect(self._draft.typed)
        self.note_field.textChanged.connect(self._draft.typed)
        self.on_field.changed.connect(self._draft.typed)
        self.tell_button.clicked.connect(self.tell)

    def _point(self, words: str) -> None:
        self.pointed.setText(words)
        self.pointed.setVisible(bool(words))

    # ---------------------------------------------------------------- reading

    def _look(self) -> None:
        self._desk.worker.read(
            goal_progress.of_goal,
            self.goal_id,
            then=self._show,
            failed=self._explain,
        )

    def _show(self, standing: GoalStanding | None) -> None:
        rows = standing.rows if standing else ()
        self._seen = standing.version if standing else None
        self.chart.put(rows, self._desk.today)

    def values(self) -> Values:
        how = self.choice.value
        return {
            "how": how.value if how else "",
            "note": self.note_field.toPlainText(),
            "on": self.on_field.field.text(),
        }

    def _put(self, values: Values) -> None:
        self.choice.choose(Achievement(values["how"]) if values["how"] else None)
        self.note_field.put(values["note"])
        self.on_field.field.setText(values["on"])

    # ---------------------------------------------------------------- telling

    def tell(self) -> None:
        """Keep it; a refusal is said here and nothing is cleared."""
        how, on = self.choice.value, self.on_field.day
        self.notice.say("")
        if how is None or on is None:
            self.notice.say(_(CHOOSE) if how is None else _(NO_DAY))
            return
        self.tell_button.setEnabled(False)
        self._desk.worker.run(
            goal_telling.tell,
            self.goal_id,
            how,
            self.note_field.toPlainText(),
            on=on,
            seen=self._seen,
            then=self._kept,
            failed=self._explain,
        )

    def _kept(self, telling: Telling) -> None:
        self.tell_button.setEnabled(True)
        self._draft.saved()
        self._draft.begin({"how": "", "note": "", "on": days.typed(self._desk.today)})
        self._look()
        self.told.emit(telling.plan)
        self._desk.say(_("How it is going is written down."), self._undo(telling))

    def _undo(self, telling: Telling) -> Callable[[], None]:
        desk = self._desk

        def back() -> None:
            desk.worker.run(
                goal_telling.take_back,
                telling,
                then=self._taken_back,
                failed=lambda refusal: desk.say(explain(refusal)),
            )

        return back

    def _taken_back(self, plan: object) -> None:
        self._desk.say(_("It is as it was."))
        self._look()
        self.told.emit(plan)

    def _explain(self, refusal: Refusal) -> None:
        self.tell_button.setEnabled(True)
        self.notice.say(explain(refusal))
        if isinstance(refusal, ChangedElsewhere):
            self._look()

    def refill(self) -> None:
        self.note_label.setText(_("Note"))
        self.on_label.setText(_("On"))
        self.note_field.setAccessibleName(_("Note"))
        self.on_field.field.setAccessibleName(_("On"))
        self.choice.setAccessibleName(_("How it is going"))
        self.tell_button.setText(_("Write it down"))


@forms.offer
class GoalProgressCard(Spoken, QFrame):
    changed = Signal(object)
    """The PlanRow after it was told how the goal goes, or that was taken back."""
    meeting_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._desk = desk
        self.form: GoalTelling | None = None
        self.title, self.new = PlainLabel(self), PlainLabel(self)
        self.title.setProperty("look", "heading")
        self.new.setProperty("look", "muted")
        self.new.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(8)
        self.meeting_button = QPushButton(self)
        self.meeting_button.setProperty("look", "small")
        icons.name_icon(self.meeting_button, "users")
        self.meeting_button.clicked.connect(self.meeting_wanted)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.meeting_button)
        self._column.addLayout(head)
        self._column.addWidget(self.new)
        self.refill()

    def put(self, goal: GoalRow, *, saved: bool = True) -> None:
        """Show this goal; of one that is not `saved` yet there is nothing to tell."""
        wanted = goal.id if saved else None
        if self.form is not None and self.form.goal_id == wanted:
            return
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.new.setVisible(wanted is None)
        self.meeting_button.setVisible(wanted is not None)
        if wanted is not None:
            self.form = GoalTelling(self._desk, wanted, self)
            self.form.told.connect(self.changed)
            self._column.addWidget(self.form)

    def refresh(self) -> None:
        """Read how it went again: the plan was saved."""
        if self.form is not None:
            self.form._look()

    def refill(self) -> None:
        self.title.setText(_("How it's going"))
        self.meeting_button.setText(_("Review meeting…"))
        self.new.setText(_("Save the plan first, then say how this goal is going."))
