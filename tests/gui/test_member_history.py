"""The History tab and what it opens: filtered by kind, days and words, put on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from hhdesk.care import answer_sheets, care_plans, note_acts
from hhdesk.care.answer_sheets import Asking
from hhdesk.care.history_facts import Happening, HistoryKind
from hhdesk.care.notes import NoteDetails
from hhdesk.care.paper_orders import PaperKind, PaperOrder
from hhdesk.gui import history_words
from hhdesk.gui.answer_view import AnswerView
from hhdesk.gui.chip import Chip
from hhdesk.gui.member_history import MemberHistory
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.visit_card import VisitCard
from hhdesk.gui.workstation import Workstation
from tests.gui.conftest import workday
from tests.gui.fitting import settle
from tests.gui.sample import Sample

SECRET = "what nobody else may read"


@pytest.fixture(scope="module")
def workstation(
    qapp: QApplication,
    furnished: tuple[Path, Sample],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workstation]:
    """One window for all tests."""
    with workday(qapp, furnished[0], tmp_path_factory.mktemp("history")) as made:
        yield made


@pytest.fixture
def page(workstation: Workstation, people: Sample) -> MemberPage:
    workstation.open_member(people.mateo, "overview")
    found = workstation.window.pages.currentWidget()
    assert isinstance(found, MemberPage)
    return found


@pytest.fixture
def tab(page: MemberPage) -> MemberHistory:
    page.show_tab("history")
    tab = page.history
    tab.find_field.clear()
    tab.filters.choose("all")
    tab.span_choice.choose("")
    tab.read()
    tab.show_filtered()
    return tab


def titles(tab: MemberHistory) -> list[str]:
    return [history_words.title(row) for row in tab.model.rows]


def choose(tab: MemberHistory, what: Happening) -> None:
    at = next(n for n, row in enumerate(tab.model.rows) if row.what is what)
    tab.table.choose(at)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)


def run(workstation: Workstation, act: Callable[..., Any], *told: Any) -> Any:
    found: list[Any] = []
    workstation.worker.run(act, *told, then=found.append)
    return found[0]


def ask(session: Any, member_id: UUID, instrument: str, said: Any, done: bool) -> UUID:
    begun = answer_sheets.begin(session, member_id, instrument, Asking("es"))
    keep = answer_sheets.finish if done else answer_sheets.put
    return keep(session, begun.id, said, seen=begun.version).id


def test_the_history_is_filtered_by_kind_words_and_days(tab: MemberHistory) -> None:
    everything = titles(tab)
    assert "Phone: Reached · Lucía Ruiz" in everything
    assert tab.count_label.text() == f"{len(everything)} things that happened"
    QTest.keyClicks(tab.find_field, "lucia RIDE")
    QTest.keyClick(tab.find_field, Qt.Key.Key_Return)
    assert titles(tab) == ["Phone: Reached · Lucía Ruiz"]
    assert tab.filters.button(HistoryKind.CONTACT.value).text() == "Contacts  1"
    tab.find_field.clear()
    tab.filters.button(HistoryKind.CONTACT.value).click()
    assert {row.kind for row in tab.model.rows} == {HistoryKind.CONTACT}
    day = tab.model.rows[0].on
    tab.choose_days(day + timedelta(days=1), None)
    assert tab.pages.currentWidget() is tab.empty_state
    tab.empty_state.button.click()
    assert titles(tab) == everything


def test_enter_opens_a_thing_where_it_lives(
    workstation: Workstation, page: MemberPage, tab: MemberHistory
) -> None:
    choose(tab, Happening.VISIT)
    chosen = tab.chosen
    assert chosen
    card = workstation.appointments.dialog("card", chosen.id)
    assert isinstance(card, VisitCard)
    card.reject()
    choose(tab, Happening.PLAN_VERSION)
    assert tab.version
    tab.version.reject()
    choose(tab, Happening.CONTACT)
    assert page.pages.currentWidget() is page.notes


def test_private_words_are_covered_in_the_history_and_on_the_overview(
    workstation: Workstation, page: MemberPage, tab: MemberHistory
) -> None:
    details = NoteDetails(SECRET, pinned=True, staff_only=True)
    run(workstation, note_acts.write, page.member_id, details)
    tab.read()
    at = next(n for n, row in enumerate(tab.model.rows) if row.what is Happening.NOTE)
    said = [tab.model.index(at, n).data() for n in range(4)]
    assert SECRET not in " ".join(said)
    assert "Only for the clinic" in said[3]
    page.read()
    pinned = page.overview.pinned_card.lines()
    assert "A private note" in pinned
    assert SECRET not in pinned


def test_the_time_line_is_printed_of_what_is_shown(
    page: MemberPage, tab: MemberHistory
) -> None:
    tab.filters.choose(HistoryKind.CONTACT.value)
    tab.print_button.click()
    assert page.pages.currentWidget() is page.papers
    made = page.papers.made
    assert made
    order = made.gathered.order
    assert isinstance(order, PaperOrder)
    assert (order.kind, order.stretch.kind) == (
        PaperKind.TIME_LINE,
        HistoryKind.CONTACT,
    )


def chips(page: MemberPage) -> list[str]:
    """What the card of the questions marks."""
    found = page.overview.answers_card.findChildren(Chip)
    return [one.text() for one in found if one.isVisible()]


def test_answers_are_looked_at_again_and_go_into_the_plan_and_out_in_one(
    workstation: Workstation, page: MemberPage
) -> None:
    assert workstation.desk
    undo: list[Callable[[], None]] = []
    workstation.desk.said.connect(lambda _text, back, _word: undo.append(back))
    assert chips(page) == ["Needs and barriers: not asked yet"]
    told = {"ride": "no", "food": "no"}
    run(workstation, ask, page.member_id, "needs", told, True)
    page.read()
    settle()
    card = page.overview.answers_card
    assert chips(page) == []
    buttons = [one for one in card.findChildren(QPushButton) if one.isVisible()]
    next(one for one in buttons if one.text() == "Open").click()
    view = workstation.forms.intakes.view
    assert isinstance(view, AnswerView)
    assert view.page
    before = care_plan(workstation, page)
    view.put_into_plan()
    assert len(care_plan(workstation, page).concerns) > len(before.concerns)
    undo[-1]()
    assert care_plan(workstation, page) == before


def care_plan(workstation: Workstation, page: MemberPage) -> Any:
    found: list[Any] = []
    workstation.worker.read(care_plans.current, page.member_id, then=found.append)
    return found[0].content


def test_questions_that_were_left_are_gone_on_with(
    workstation: Workstation, page: MemberPage
) -> None:
    assert workstation.desk
    said = {"worried": "often"}
    sheet = run(workstation, ask, page.member_id, "hunger_vital_sign", said, False)
    workstation.desk.answers_wanted.emit(sheet)
    view = workstation.forms.intakes.view
    assert view.go_on_button.isVisible()
    view.go_on_button.click()
    asking = workstation.forms.intakes.dialog
    assert asking.sheet.id == str(sheet)
    assert asking.sheet.answers == said
    assert asking.page.question.id not in said
    asking.reject()
