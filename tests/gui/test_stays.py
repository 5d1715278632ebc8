"""A stay takes two fields, shows what is due after it, and hospitals' messages of
strangers are matched by a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from hhdesk.gui import member_form, stay_form
from hhdesk.gui.hospital_import import HospitalImport, begin_import
from hhdesk.gui.matching_list import REASONS, MatchingList
from hhdesk.gui.member_stays import MemberStays, StayAct
from hhdesk.gui.shots_stays import message
from hhdesk.gui.stay_form import StayForm
from hhdesk.gui.stay_table import CALL, STATE, VISIT
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.gui.conftest import drafted, workday
from tests.gui.fitting import settle
from tests.gui.sample import Sample

NAMESAKE = ("A04", "HERNANDEZ^MATEO", "20250514", "M", "88201", "E")
STRANGER = ("A01", "NGUYEN^LINH", "20170302", "F", "90113", "I")
NOBODY = ("A01", "DOE^TEST", "19990101", "", "90114", "I")


@pytest.fixture(scope="module")
def workstation(
    qapp: QApplication,
    furnished: tuple[Path, Sample],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workstation]:
    """One window for all; each test takes a child of its own."""
    with workday(qapp, furnished[0], tmp_path_factory.mktemp("stays")) as made:
        yield made


def tab_of(workstation: Workstation, member_id: UUID) -> MemberStays:
    workstation.open_member(member_id, "stays")
    page = workstation.window.pages.currentWidget()
    found = page.stays  # type: ignore[union-attr]
    assert isinstance(found, MemberStays)
    return found


def form_of(workstation: Workstation) -> StayForm:
    form = workstation.forms.stays.dialog
    assert isinstance(form, StayForm)
    return form


def cells(tab: MemberStays) -> tuple[str, str, str]:
    """Where the child is, the call and the visit of the first stay."""
    row = tab.model.row(0)
    assert row is not None
    state, call, visit = (tab.model.words(row, n) for n in (STATE, CALL, VISIT))
    return state, call, visit


def test_two_fields_record_a_stay_and_the_rest_follows(
    workstation: Workstation, people: Sample
) -> None:
    desk = workstation.desk
    assert desk
    said: list[str] = []
    undone = []
    desk.said.connect(lambda words, undo, _b: (said.append(words), undone.append(undo)))
    tab = tab_of(workstation, people.mateo)
    assert tab.pages.currentWidget() is tab.empty_state
    tab.empty_state.acted.emit()
    form = form_of(workstation)
    assert not form.fields.shown("ends_on")
    form.save()
    assert form.isVisible()
    form.place_field.setText("Children's")
    form.place_field.textEdited.emit("Children's")
    form.reject()
    assert people.mateo in drafted(desk)
    desk.stay_wanted.emit(people.mateo)
    assert form_of(workstation).place_field.text() == "Children's"
    form_of(workstation).save()
    assert said[-1] == "The stay is recorded. Call the family by Nov 24, 2026."
    assert cells(tab) == ("In hospital now", "in 3 days, by Nov 24", "")
    desk.stay_wanted.emit(people.mateo)
    form = form_of(workstation)
    form.look_for_twins()
    assert "Children's" in form.twin_notice.text()
    form.reject()
    tab.act(StayAct.LEFT)
    form = form_of(workstation)
    assert [form.fields.shown(n) for n in ("ends_on", "place")] == [True, False]
    form.discharge_plan_field.setPlainText("Inhaler twice a day")
    form.save()
    assert cells(tab)[::2] == ("Home since today", "in 7 days, by Nov 28")
    assert "Inhaler twice a day" in tab.card.lines()
    acts = [str(one) for one in tab.acts.buttons]
    assert acts == ["call", "visit", "plan", "change", "out"]
    undone[-1]()
    assert cells(tab)[0] == "In hospital now"
    tab.act(StayAct.OUT)
    assert tab.stays is not None
    assert tab.stays.lines == ()
    undone[-1]()
    assert cells(tab)[0] == "In hospital now"


def test_the_visit_and_the_plan_begin_with_what_is_known(
    workstation: Workstation, people: Sample
) -> None:
    desk = workstation.desk
    assert desk
    tab = tab_of(workstation, people.jonah)
    desk.stay_wanted.emit(people.jonah)
    form = form_of(workstation)
    form.fields.put({**form.values(), "place": "Highland", "status": "finished"})
    form.save()
    tab.act(StayAct.VISIT)
    visit = workstation.appointments.dialog("form", people.jonah)
    assert visit.title_field.text() == "Visit after the emergency room"
    visit.reject()
    tab.act(StayAct.PLAN)
    page = workstation.window.pages.currentWidget()
    picker = page.care_plan.helpers.templates  # type: ignore[union-attr]
    assert picker.choice.row.id == "after_hospital"
    picker.reject()


@pytest.fixture
def matching(workstation: Workstation, tmp_path: Path) -> MatchingList:
    """Three people wait; messages that are here already change nothing."""
    told = (message(one, "20261121") for one in (NAMESAKE, STRANGER, NOBODY))
    (tmp_path / "messages.hl7").write_text("\r".join(told), "utf-8")
    (tmp_path / "note.txt").write_text("no message", "utf-8")
    assert workstation.desk
    dialog = begin_import(workstation.desk, workstation.window)
    dialog.take([tmp_path])
    assert dialog.report is not None
    assert (dialog.report.files, len(dialog.report.refused)) == (2, 1)
    settle()
    assert "note.txt: This is no file of HL7 v2 messages." in dialog.card.lines()
    _leave(dialog)
    found = workstation.window.page(Page("matching"))
    assert isinstance(found, MatchingList)
    return found


def _leave(dialog: HospitalImport) -> None:
    if dialog.matching_button.isVisible():
        dialog.matching_button.click()
    else:
        dialog.reject()


def test_a_person_says_who_it_is_and_each_answer_can_be_taken_back(
    workstation: Workstation, matching: MatchingList, people: Sample
) -> None:
    desk = workstation.desk
    assert desk
    undone = []
    desk.said.connect(lambda _words, undo, _button: undone.append(undo))
    today = workstation.window.page(Page("today"))
    button = today.match_button  # type: ignore[union-attr]
    assert button.text() == "3 hospital messages to match"
    matching.table.choose(0)
    assert matching.candidates.found[0].member_id == people.mateo
    matching.settle(people.mateo)
    assert button.text() == "2 hospital messages to match"
    tab = tab_of(workstation, people.mateo)
    assert any("Told by the hospital" in one for one in tab.card.lines())
    undone[-1]()
    assert button.text() == "3 hospital messages to match"
    matching.table.choose(2)
    matching.set_aside(REASONS[2])
    assert matching.rows is not None
    assert [row.name.given for row in matching.rows] == ["MATEO", "LINH"]
    undone[-1]()
    matching.table.choose(2)
    matching.set_aside(REASONS[2])
    matching.table.choose(1)
    matching.begin_member()
    form = workstation.form(None)
    assert isinstance(form, member_form.MemberForm)
    values = form.values()
    assert (values["given"], values["gender"]) == ("LINH", "female")
    form.save()
    assert [row.name.given for row in matching.rows] == ["MATEO"]
    desk.drafts.keep(member_form.DRAFT, member_form.NEW, {"base": {}, "mine": {}}, "")
    matching.table.choose(0)
    matching.begin_member()
    assert matching.notice.text().startswith("Another new member")
    assert workstation.form(None) is None
    assert stay_form.DRAFT not in {kept.kind for kept in desk.drafts.all()}
