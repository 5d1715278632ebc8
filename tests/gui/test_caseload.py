"""The caseload board, hand-overs, absences, teams, clinic days: what a person sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import clinic_calendar, handovers, staff_teams
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.staff import Role, Staff
from hhdesk.gui import caseload_drafts, caseload_table, reassign
from hhdesk.gui.absence_form import AbsenceForm
from hhdesk.gui.caseload import CaseloadBoard
from hhdesk.gui.caseload_absences import CaseloadAbsences
from hhdesk.gui.clinic_days import FEDERAL_NAMES, ClinicDays
from hhdesk.gui.desk import Desk
from hhdesk.gui.reassign import Reassign
from hhdesk.gui.staff_form import StaffForm
from hhdesk.gui.team_form import TeamForm
from hhdesk.store.engine import Database
from tests.care.caseload_desk import INES, LEAD, add_staff
from tests.databases import ACTOR_ID
from tests.gui.conftest import drafted
from tests.gui.fitting import check
from tests.gui.sample import Sample

Undo = Callable[[], None]


@pytest.fixture
def clinic(records: Database, people: Sample) -> Database:
    """Ines works here too, and Mateo is Rosa's."""
    with records.transaction(ACTOR_ID) as session:
        add_staff(session, INES, "Ines", Role.COORDINATOR)
        for one in session.scalars(select(EnrollmentSegment)):
            mine = one.member_id == people.mateo
            one.coordinator_id = ACTOR_ID if mine else None
    return records


@pytest.fixture
def board(qtbot: QtBot, desk: Desk, clinic: Database) -> CaseloadBoard:
    made = CaseloadBoard(desk)
    qtbot.addWidget(made)
    made.resize(1158, 640)
    made.show()
    return made


@pytest.fixture
def undoing(desk: Desk) -> list[Undo]:
    """What the toast's Undo would do, the newest last."""
    found: list[Undo] = []
    desk.said.connect(lambda _words, undo, _button: found.append(undo))
    return found


def names(board: CaseloadBoard) -> list[str]:
    model = board.model
    index = [model.index(at, caseload_table.WHO) for at in range(model.rowCount())]
    return [str(one.data()).split(",")[0] for one in index]


def open_row(board: CaseloadBoard, at: int) -> None:
    board.table.choose(at)
    board.table.opened.emit()


def handing_over(board: CaseloadBoard) -> Reassign:
    page = board.children_page
    page.table.selectAll()
    page.hand_over_button.click()
    assert page.dialog is not None
    return page.dialog


def test_a_child_is_handed_over_with_a_note_and_undone(
    qtbot: QtBot,
    board: CaseloadBoard,
    desk: Desk,
    people: Sample,
    clinic: Database,
    undoing: list[Undo],
) -> None:
    assert names(board) == ["Without a coordinator", "Ines", "Rosa Delgado"]
    open_row(board, 2)
    page = board.children_page
    assert [row.name.given for row in page.model.known().values()] == ["Mateo"]
    assert not page.hand_over_button.isEnabled()
    dialog = handing_over(board)
    assert page.hand_over_button.text() == "Hand over 1 child"
    assert dialog.to_id == INES
    dialog.save()
    assert dialog.note_notice.text() == "Write what your colleague must know."
    qtbot.keyClicks(dialog.note_field, "Call after four")
    assert drafted(desk) == {people.mateo}
    dialog.reject()
    # Opened again from the list of drafts, what was typed stands there.
    caseload_drafts.KINDS[reassign.DRAFT][1](desk, people.mateo)
    dialog = handing_over(board)
    assert dialog.note_field.toPlainText() == "Call after four"
    dialog.save()
    assert drafted(desk) == set()
    assert page.empty_state.title.text() == "No children here"
    with clinic.reading() as session:
        (note,) = handovers.unread(session, INES)
    assert note.note == "Call after four"
    undoing[-1]()
    assert [row.name.given for row in page.model.known().values()] == ["Mateo"]


def test_siblings_are_offered_and_each_child_has_its_own_note(
    qtbot: QtBot, board: CaseloadBoard, clinic: Database, people: Sample
) -> None:
    open_row(board, 2)
    dialog = handing_over(board)
    (tick,) = dialog.siblings.ticks.values()
    dialog.to_field.setFocus()
    # Tab comes to what was made after the rest, in its place.
    for part in (dialog.note_field, tick):
        qtbot.keyClick(dialog, Qt.Key.Key_Tab)
        assert dialog.focusWidget() is part
    assert tick.text().startswith("Valeria Hernández Ruiz")
    tick.click()
    assert dialog.save_button.text() == "Hand over 2 children"
    dialog.note_choice.button("each").click()
    dialog.save()
    # The sibling had nobody: only Mateo's note is asked for.
    dialog.notes.fields[people.mateo].setPlainText("His ride is not booked")
    dialog.save()
    with clinic.reading() as session:
        found = handovers.unread(session, INES)
    assert {one.note for one in found} == {"", "His ride is not booked"}


def test_who_does_not_lead_sees_their_own_children_alone(
    qtbot: QtBot, desk: Desk, clinic: Database
) -> None:
    with clinic.transaction(ACTOR_ID) as session:
        add_staff(session, LEAD, "Denise", Role.LEAD)
    made = CaseloadBoard(desk)
    qtbot.addWidget(made)
    made.show()
    page = made.children_page
    assert made.pages.currentWidget() is page
    assert page.name_label.text() == "Rosa Delgado"
    assert page.back_button.isHidden()
    assert page.may_move
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert made.pages.currentWidget() is page


def test_an_absence_is_warned_of_entered_and_ended(
    qtbot: QtBot, board: CaseloadBoard, desk: Desk, undoing: list[Undo]
) -> None:
    def enter(staff_id: object, cover_id: object, last: str) -> AbsenceForm:
        form = AbsenceForm(desk, board)
        form.fields.put(
            {
                "staff": str(staff_id),
                "cover": str(cover_id),
                "begins_on": "11/21/2026",
                "ends_on": last,
            }
        )
        form.fields["staff"].activated.emit(0)
        form.save()
        return form

    form = enter(ACTOR_ID, INES, "")
    assert form.fields["ends_on"].field.property("wrong")
    form.ends_on_field.field.setText("11/25/2026")
    form.save()
    assert names(board)[2:] == ["Rosa Delgado"]
    tip = board.model.index(2, caseload_table.AWAY).data()
    assert tip == "Away until Nov 25, Ines covers"
    form = enter(INES, ACTOR_ID, "11/22/2026")
    told = form.warning_notice.text()
    assert told.startswith("Rosa Delgado is away from Nov 21, 2026")
    assert "covers for Rosa Delgado" in told
    absences = CaseloadAbsences(desk, board)
    assert absences.now_card.count.text() == "2"
    back = [
        one
        for one in absences.now_card.findChildren(QPushButton)
        if one.text() == "Back today"
    ]
    back[0].click()
    assert absences.now_card.count.text() == "1"
    undoing[-1]()
    assert absences.now_card.count.text() == "2"


def test_a_team_is_made_and_narrows_the_board(
    board: CaseloadBoard, desk: Desk, clinic: Database, undoing: list[Undo]
) -> None:
    form = TeamForm(desk, board)
    form.save()
    assert form.name_notice.text() == "Name the team."
    form.name_field.setText("East")
    form.ticks[INES].click()
    form.save()
    team = board.board.teams[0]
    board.team_choice.choose(team.id)
    board.team_choice.activated.emit(1)
    assert names(board) == ["Without a coordinator", "Ines"]
    again = TeamForm(desk, board, team.id)
    again.give_up()
    assert board.team_choice.isHidden()
    undoing[-1]()
    with clinic.reading() as session:
        assert [one.name for one in staff_teams.teams(session)] == ["East"]


def test_a_colleague_s_role_and_languages_are_changed_by_who_leads(
    board: CaseloadBoard, desk: Desk, undoing: list[Undo]
) -> None:
    form = StaffForm(desk, board)
    form.active_field.click()
    form.save()
    assert form.fields["active"].isChecked() is False
    assert form.notice.isHidden()
    form.active_field.click()
    form.who_field.choose(INES)
    form.who_field.activated.emit(0)
    form.ticks["vi"].click()
    form.role_field.choose(Role.LEAD.value)
    form.save()
    ines = board.board.rows[1]
    assert (ines.languages, ines.role) == (("es", "vi"), Role.LEAD)
    # Rosa leads no more: a lead does. What she did cannot be undone by her.
    assert not board.board.leads
    undoing[-1]()
    assert board.board.rows[1].role is Role.LEAD


def test_the_clinic_closes_on_a_day_of_its_own_and_undoes_it(
    qtbot: QtBot, desk: Desk, undoing: list[Undo]
) -> None:
    dialog = ClinicDays(desk, None)
    qtbot.addWidget(dialog)
    federal = {one.name for one in clinic_calendar.federal(2027)}
    assert federal == set(FEDERAL_NAMES)
    before = len(dialog.holidays)
    dialog.add()
    assert dialog.fields["day"].field.property("wrong")
    dialog.fields.put({"day": "12/31/2026", "works": "closed", "name": "Stocktaking"})
    dialog.add()
    assert "Stocktaking" in dialog.days_card.lines()
    assert dialog.fields.values()["name"] == ""
    undoing[-1]()
    assert len(dialog.holidays) == before
    thanksgiving = next(one for one in dialog.holidays if one.name == "Thanksgiving")
    assert thanksgiving.day == date(2026, 11, 26)


def test_all_of_it_fits_in_every_language(
    qtbot: QtBot, spoken: str, board: CaseloadBoard, desk: Desk, clinic: Database
) -> None:
    with clinic.transaction(ACTOR_ID) as session:
        session.get_one(Staff, INES).spoken_languages = ["vi", "hmn", "km"]
        staff_teams.make(session, "East", [INES])
    board.read()
    check(board)
    open_row(board, 2)
    check(board)
    dialog = handing_over(board)
    tick = next(iter(dialog.siblings.ticks.values()))
    windows: list[QDialog] = [
        dialog,
        AbsenceForm(desk, board),
        CaseloadAbsences(desk, board),
        TeamForm(desk, board),
        StaffForm(desk, board),
        ClinicDays(desk, board),
    ]
    tick.click()
    dialog.save()
    for window in windows:
        window.show()
        check(window)
        window.hide()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isinstance(board, QWidget)
