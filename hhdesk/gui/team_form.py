"""Teams: made, named, given up, and who is in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import staff, staff_teams
from hhdesk.care.staff import ROLE_WORDS, StaffRow
from hhdesk.care.staff_teams import TeamRow
from hhdesk.gui import theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import Values
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.saved_form import SavedForm
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


class TeamForm(SavedForm):
    title_label: QLabel
    about_label: QLabel
    area: QScrollArea
    team_field: Choice
    name_field: QLineEdit
    name_notice: FieldNotice
    people_box: QWidget
    drop_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget | None, team_id: UUID | None = None
    ) -> None:
        super().__init__(desk, parent, "team_form", ("name",))
        self._team_id = team_id
        self._facts = Facts()
        self.ticks: dict[UUID, Tick] = {}
        self.drop_button.setAutoDefault(False)
        self.resize(theme.scaled(460), theme.scaled(560))
        self.refill()
        self.team_field.activated.connect(lambda _: self._turn())
        self.drop_button.clicked.connect(self.give_up)
        self.read()

    def read(self) -> None:
        self.area.setEnabled(False)
        self._desk.worker.read(read_facts, then=self._show, failed=self._explain)

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
        draft = self._keep(DRAFT, team.id if team else NEW)
        draft.title = team.name if team else _("New team")
        people = sorted(map(str, team.people)) if team else []
        draft.begin({"name": team.name if team else "", "people": people})
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

    # --------------------------------------------------------------- acts

    def _send(self) -> None:
        people = [key for key, tick in self.ticks.items() if tick.isChecked()]
        name, team, then = self.name_field.text(), self.team, self._saved
        if team is None:
            self._run(staff_teams.make, name, people, then=then)
        else:
            seen = team.version
            act = staff_teams.change
            self._run(act, team.id, name, people, seen=seen, then=then)

    def _saved(self, row: TeamRow) -> None:
        words = _("The team “{name}” is saved.").format(name=row.name)
        self._desk.say(words, self._undoing(row, self.team))
        self._desk.caseload_changed.emit()
        self._done()

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
            drop, seen = staff_teams.drop, team.version
            self._run(drop, team.id, seen=seen, then=self._gave_up)

    def _gave_up(self, before: TeamRow) -> None:
        desk = self._desk

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
        self._done()

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
