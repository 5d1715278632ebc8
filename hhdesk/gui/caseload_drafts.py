"""Typed hand-overs, absences, teams, colleagues and clinic days, opened again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QApplication

from hhdesk.gui import absence_form, clinic_days, reassign, staff_form, team_form
from hhdesk.gui.absence_form import AbsenceForm, Facts
from hhdesk.gui.clinic_days import ClinicDays
from hhdesk.gui.desk import Desk
from hhdesk.gui.staff_form import StaffForm
from hhdesk.gui.team_form import TeamForm
from hhdesk.i18n import N_


def _open_handover(desk: Desk, subject: UUID) -> None:
    reassign.take_up(desk, QApplication.activeWindow(), subject)


def _open_absence(desk: Desk, absence_id: UUID) -> None:
    """An absence that is no more is typed anew."""
    window = QApplication.activeWindow()

    def begin(facts: Facts) -> None:
        rows = [row for row in facts.absences if row.id == absence_id]
        AbsenceForm(desk, window, next(iter(rows), None)).open()

    read, actor_id = desk.worker.read, desk.worker.actor_id
    read(absence_form.read_facts, actor_id, then=begin)


def _open_team(desk: Desk, team_id: UUID) -> None:
    known = None if team_id == team_form.NEW else team_id
    TeamForm(desk, QApplication.activeWindow(), known).open()


def _open_staff(desk: Desk, staff_id: UUID) -> None:
    StaffForm(desk, QApplication.activeWindow(), staff_id).open()


def _open_days(desk: Desk, _none: UUID) -> None:
    ClinicDays(desk, QApplication.activeWindow()).open()


KINDS: dict[str, tuple[str, Callable[[Desk, UUID], None]]] = {
    reassign.DRAFT: (N_("Hand over"), _open_handover),
    absence_form.DRAFT: (N_("Absence"), _open_absence),
    team_form.DRAFT: (N_("Team"), _open_team),
    staff_form.DRAFT: (N_("Colleague"), _open_staff),
    clinic_days.DRAFT: (N_("Clinic day"), _open_days),
}
"""Each kind of draft: its name, and how it is opened again."""
