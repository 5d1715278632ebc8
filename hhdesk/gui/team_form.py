"""Teams: made, named, given up, and who is in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import staff, staff_teams
from hhdesk.care.staff import ROLE_WORDS, StaffRow
from hhdesk.care.staff_teams import TeamRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _, explain

DRAFT = "team form"
NEW = UUID(int=0)
"""Under this id the desk keeps what is typed of a new team."""


@dataclass(frozen=True)
class Facts:
    teams: tuple[TeamRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()


def read_facts(session: Any) -> Facts:
    people = tuple(staff.active_staff(session))
    return Facts(staff_teams.teams(session), people)


class TeamForm(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    team_field: Choice
    name_field: QLineEdit
    name_notice: FieldNotice
    people_box: QWidget
    drop_button: QPushButton
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget | None, team_id: UUID | None = None
    ) -> None:
        super().__init__(parent)
        forms.load(self, "team_form")
        self._desk, self._team_id = desk, team_id
        self._facts = Facts()
        self.ticks: dict[UUID, Tick] = {}
        self._draft: FormDraft | None = None
        for button in (self.drop_button, self.cancel_button):
            button.setAutoDefault(False)
        self.resize(theme.scaled(460), theme.scaled(560))
        self.refill()
        self._connect()
        self.read()

    def _connect(self) -> None:
        self.team_field.activated.connect(lambda _: self._turn())
        self.name_field.textEdited.connect(lambda _: self._typed())
        self.drop_button.clicked.connect(self.give_up)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    def read(self) -> None:
        self.area.setEnabled(False)
        self._desk.worker.read(read_facts, then=self._show, failed=self._refuse)

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        self.area.setEnabled(True)
        for one in facts.staff:
            if one.id not in self.ticks:
                tick = Tick()
                tick.clicked.connect(lambda _: self._typed())
                self.ticks[one.id] = tick
                self._place(tick)
        self.refill()
        self.team_field.choose(self._team_id)
        self._turn()

    def _place(self, tick: Tick) -> None:
        column = self.people_box.layout()
        if column is not None:
            column.addWidget(tick)

    # --------------------------------------------------------------- a team

    @property
    def team(self) -> TeamRow | None:
        """The team that is changed; None is a new one."""
        return next((one for one in self._facts.teams if one.id == self._team_id), None)

    def _turn(self) -> None:
        """Show the team that is chosen, with what was typed of it."""
        self._team_id = self.team_field.currentData()
        team = self.team
        if self._draft is not None:
            self._draft.deleteLater()
            self.restored.say("")
        key = team.id if team else NEW
        self._draft = FormDraft(self._desk, DRAFT, key, self.restored)
        self._draft.title = team.name if team else _("New team")
        self._draft.tie(self.values, self._put)
        people = sorted(map(str, team.people)) if team else []
        self._draft.begin({"name": team.name if team else "", "people": people})
        self.drop_button.setVisible(team is not None)
        self._clear_errors()
        self.name_field.setFocus()

    def values(self) -> Values:
        people = [str(key) for key, tick in self.ticks.items() if tick.isChecked()]
        return {"name": self.name_field.text(), "people": sorted(people)}

    def _put(self, values: Values) -> None:
        self.name_field.setText(values["name"])
        for key, tick in self.ticks.items():
            tick.setChecked(str(key) in values["people"])

    def _typed(self) -> None:
        self._clear_errors()
        if self._draft is not None:
            self._draft.typed()

    def _clear_errors(self) -> None:
        self.notice.say("")
        self.name_notice.say("")
        mark_wrong(self.name_field, wrong=False)

    # --------------------------------------------------------------- acts

    def save(self) -> None:
        """Save; a refusal is said beside the name and nothing is cleared."""
        if not self.save_button.isEnabled():
            return
        self._clear_errors()
        self.save_button.setEnabled(False)
        people = [key for key, tick in self.ticks.items() if tick.isChecked()]
        name, team = self.name_field.text(), self.team
        told: dict[str, Any] = {"then": self._saved, "failed": self._explain}
        run = self._desk.worker.run
        if team is None:
            run(staff_teams.make, name, people, **told)
        else:
            run(staff_teams.change, team.id, name, people, seen=team.version, **told)

    def _saved(self, row: TeamRow) -> None:
        if self._draft is not None:
            self._draft.saved()
        words = _("The team “{name}” is saved.").format(name=row.name)
        self._desk.say(words, self._undoing(row, self.team))
        self._desk.caseload_changed.emit()
        self.accept()

    def _undoing(self, row: TeamRow, before: TeamRow | None) -> Any:
        """What takes the save back."""
        desk = self._desk

        def undo() -> None:
            told: dict[str, Any] = {
                "then": lambda _: desk.caseload_changed.emit(),
                "failed": lambda refusal: desk.say(explain(refusal)),
            }
            run, seen = desk.worker.run, row.version
            if before is None:
                run(staff_teams.drop, row.id, seen=seen, **told)
            else:
                people = sorted(before.people)
                run(
                    staff_teams.change,
                    row.id,
                    before.name,
                    people,
                    seen=seen,
                    **told,
                )

        return undo

    def give_up(self) -> None:
        """The team is no more; its people stay who they are."""
        team = self.team
        if team is not None:
            self._desk.worker.run(
                staff_teams.drop,
                team.id,
                seen=team.version,
                then=self._gave_up,
                failed=self._explain,
            )

    def _gave_up(self, before: TeamRow) -> None:
        desk = self._desk
        if self._draft is not None:
            self._draft.saved()

        def undo() -> None:
            desk.worker.run(
                staff_teams.make,
                before.name,
                sorted(before.people),
                then=lambda _: desk.caseload_changed.emit(),
                failed=lambda refusal: desk.say(explain(refusal)),
            )

        words = _("The team “{name}” is given up.").format(name=before.name)
        desk.say(words, undo)
        desk.caseload_changed.emit()
        self.accept()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        if getattr(refusal, "field", "") == "name":
            self.name_notice.say(explain(refusal))
            mark_wrong(self.name_field, wrong=True)
            self.name_field.setFocus()
        else:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        if self._draft is not None:
            self._draft.left()
        super().reject()

    def refill(self) -> None:
        self.title_label.setText(_("Teams"))
        self.setWindowTitle(_("Teams"))
        self.about_label.setText(
            _("Whose work a person sees under “My team”, besides their own.")
        )
        chosen = self._team_id
        teams = [(one.id, one.name) for one in self._facts.teams]
        self.team_field.offer([(None, _("New team")), *teams])
        self.team_field.choose(chosen)
        for one in self._facts.staff:
            if one.id in self.ticks:
                role = _(ROLE_WORDS[one.role])
                self.ticks[one.id].setText(literal(f"{one.name} · {role}"))
