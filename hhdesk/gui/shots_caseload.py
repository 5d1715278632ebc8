"""Pictures of the caseload: the board, one coordinator's children, and the dialogs."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import staff
from hhdesk.care.staff import Role
from hhdesk.gui.absence_form import AbsenceForm
from hhdesk.gui.caseload import CaseloadBoard
from hhdesk.gui.caseload_absences import CaseloadAbsences
from hhdesk.gui.clinic_days import ClinicDays
from hhdesk.gui.desk import Desk
from hhdesk.gui.staff_form import StaffForm
from hhdesk.gui.team_form import TeamForm
from hhdesk.gui.today import CASELOAD
from hhdesk.gui.window import Page, Window
from hhdesk.gui.workstation import Opened

_CHOSEN = 3


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, window: Window, desk: Desk, opened: Opened) -> None:
    """Today's caseload view and what opens from it, as a lead sees it, where the clinic
    has one."""
    window.show_page(Page("today"))
    today = window.pages.currentWidget()
    desk.worker.read(_lead, then=partial(_look, camera, desk, today, opened))
    desk.worker.use(opened.database, opened.actor_id)
    desk.caseload_changed.emit()


def _lead(session: Any) -> UUID | None:
    leads = (one.id for one in staff.active_staff(session) if one.role is Role.LEAD)
    return next(leads, None)


def _look(
    camera: Camera, desk: Desk, today: Any, opened: Opened, lead: UUID | None
) -> None:
    window = today.window()
    desk.worker.use(opened.database, lead or opened.actor_id)
    desk.caseload_changed.emit()
    today.show_view(CASELOAD)
    board = today.view(CASELOAD)
    if not isinstance(board, CaseloadBoard) or not board.board.rows:
        return
    camera.take(window, "caseload")
    _children(camera, window, board)
    team = next(iter(board.board.teams), None)
    dialogs: tuple[tuple[str, QDialog], ...] = (
        ("absence", AbsenceForm(desk, window)),
        ("absences", CaseloadAbsences(desk, window)),
        ("team", TeamForm(desk, window, team.id if team else None)),
        ("colleague", StaffForm(desk, window, opened.actor_id)),
        ("clinic-days", ClinicDays(desk, window)),
    )
    for name, dialog in dialogs:
        dialog.open()
        camera.take(dialog, name)
        dialog.reject()


def _children(camera: Camera, window: Window, board: CaseloadBoard) -> None:
    """The children of who has the most, some of them about to be handed over."""
    page = board.children_page
    most = max(board.board.rows, key=lambda row: (bool(row.staff_id), row.children))
    if board.board.leads:
        board.table.choose(board.model.place(most.staff_id))
        board.open_chosen()
    flag = page.table.selectionModel().SelectionFlag
    for at in range(min(_CHOSEN, page.model.rowCount())):
        index = page.model.index(at, 0)
        page.table.selectionModel().select(index, flag.Select | flag.Rows)
    camera.take(window, "caseload-children")
    page.hand_over()
    if page.dialog is not None:
        camera.take(page.dialog, "hand-over")
        page.dialog.reject()
    board.close_coordinator()
