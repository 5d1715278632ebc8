"""The window: finding from everywhere, moving around, languages, closing."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from hhdesk.errors import (
    DatabaseAway,
    DatabaseInUse,
    DatabaseMissing,
    Refusal,
    WrongKey,
)
from hhdesk.gui.application import Speech
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.members import MembersScreen
from hhdesk.gui.theme import Theme
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.today import TodayScreen
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Opened, Workstation
from hhdesk.i18n import current_language
from hhdesk.settings import Settings
from hhdesk.store.engine import Database
from tests.gui.conftest import Clinic, let_close
from tests.gui.fitting import cut_off, settle
from tests.gui.hostile import tip_text
from tests.gui.sample import Sample

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(workstation: Workstation) -> object:
    return workstation.window.pages.currentWidget()


def test_the_window_opens_on_today(workstation: Workstation) -> None:
    window = workstation.window
    assert isinstance(shown(workstation), TodayScreen)
    assert window.saving_chip.text() == "All saved"
    assert window.rail.person.accessibleName() == "Rosa Delgado"
    assert not window.demonstration_chip.isVisible()


def test_a_child_is_found_and_opened_from_everywhere_by_the_keyboard(
    qtbot: QtBot, workstation: Workstation
) -> None:
    window = workstation.window
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    field = window.quick_find.field
    qtbot.keyClicks(field, "hernandez mat")
    qtbot.waitUntil(lambda: window.quick_find.open)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    assert page.banner.name_label.text() == "Mateo Hernández Ruiz"
    assert field.text() == ""
    assert not window.quick_find.open


def test_enter_waits_for_the_answer_to_what_is_typed(
    qtbot: QtBot, workstation: Workstation
) -> None:
    field = workstation.window.quick_find.field
    workstation.window.quick_find.begin()
    qtbot.keyClicks(field, "jonah")
    qtbot.waitUntil(lambda: workstation.window.quick_find.open)
    field.selectAll()
    qtbot.keyClicks(field, "hernandez mat")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    assert page.banner.name_label.text() == "Mateo Hernández Ruiz"


def test_escape_closes_the_hits_and_then_empties_the_field(
    qtbot: QtBot, workstation: Workstation
) -> None:
    find = workstation.window.quick_find
    find.begin()
    qtbot.keyClicks(find.field, "hern")
    qtbot.waitUntil(lambda: find.open)
    qtbot.keyClick(find.field, Qt.Key.Key_Down)
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    assert not find.open
    assert find.field.text() == "hern"
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    assert find.field.text() == ""


def test_the_rail_folds_to_icons_and_keeps_its_words_for_screen_readers(
    workstation: Workstation,
) -> None:
    rail = workstation.window.rail
    wide = rail.width()
    rail.fold_button.click()
    assert rail.width() < wide / 2
    found = rail.findChildren(QPushButton)
    entry = next(one for one in found if one.accessibleName() == "Members")
    assert entry.text() == ""
    assert tip_text(entry.toolTip()) == "Members"


def test_something_typed_shows_as_not_saved_until_it_is_saved(
    workstation: Workstation, people: Sample
) -> None:
    workstation.open_member(people.mateo, "care_plan")
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    page.care_plan.about.what_matters.english.setPlainText("Typed")
    chip = workstation.window.saving_chip
    assert chip.text() == "1 draft, not on disk"
    page.care_plan.save()
    assert chip.text() == "All saved"


def test_what_was_typed_survives_closing_and_reopening_the_member(
    workstation: Workstation, people: Sample
) -> None:
    workstation.open_member(people.mateo, "care_plan")
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    page.care_plan.about.what_matters.english.setPlainText("Typed")
    workstation.close_member(people.mateo)
    workstation.open_member(people.mateo, "care_plan")
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    assert page.care_plan.about.what_matters.english.toPlainText() == "Typed"


def test_a_new_member_is_begun_from_everywhere(workstation: Workstation) -> None:
    workstation.window.new_member.trigger()
    form = workstation.form(None)
    assert form is not None
    assert form.isVisible()
    form.reject()
    assert workstation.form(None) is None


def test_the_screens_change_language_and_keep_what_was_filled_and_typed(
    qapp: QApplication, workstation: Workstation, people: Sample
) -> None:
    window = workstation.window
    workstation.open_member(people.mateo, "care_plan")
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    page.care_plan.outline.choose(("goal", 0))
    page.care_plan.goal.clinical_words.setPlainText("Typed <b>text</b>")
    window.language_choice.button("es").click()
    qapp.processEvents()
    assert current_language() == "es"
    assert page.tabs.tabText(1) == "Plan de cuidados"
    assert page.banner.name_label.text() == "Mateo Hernández Ruiz"
    assert page.banner.caregiver_label.text() == "Lucía Ruiz (madre)"
    assert page.care_plan.goal.clinical_words.toPlainText() == "Typed <b>text</b>"
    assert "Para mayo, Mateo dice 20 palabras en casa." in (
        page.care_plan.outline.lines()
    )
    window.language_choice.button("en").click()
    qapp.processEvents()
    assert page.tabs.tabText(1) == "Care plan"
    assert page.banner.caregiver_label.text() == "Lucía Ruiz (mother)"


def test_the_theme_is_chosen_in_the_window_and_kept(
    qtbot: QtBot, theme: Theme, speech: Speech, records: Database
) -> None:
    kept: dict[str, object] = {}
    window = Window(theme)
    qtbot.addWidget(window, before_close_func=let_close)
    made = Workstation(
        window, InlineWorker(), theme, speech, lambda **c: kept.update(c)
    )
    made.wear(Settings())
    made.begin(Clinic(records))
    window.appearance.theme_actions["dark"].trigger()
    window.appearance.scale_actions[150].trigger()
    assert theme.choice == "dark"
    assert kept == {"theme": "dark", "text_scale": 150, "compact_rows": False}


def test_the_window_stands_again_where_it_was_left(
    qtbot: QtBot, theme: Theme, speech: Speech
) -> None:
    kept: dict[str, object] = {}

    def opened(settings: Settings) -> Window:
        window = Window(theme)
        qtbot.addWidget(window, before_close_func=let_close)
        change = kept.update
        made = Workstation(window, InlineWorker(), theme, speech, lambda **c: change(c))
        made.wear(settings)
        return window

    first = opened(Settings())
    first.resize(960, 650)
    first.rail.fold(True)
    first.closing.emit()
    second = opened(Settings(**kept))  # type: ignore[arg-type]
    assert (second.width(), second.height()) == (960, 650)
    assert second.rail.narrow


@pytest.mark.parametrize(
    ("button", "closes"), [("Go back", False), ("Close without saving", True)]
)
def test_closing_with_unsaved_text_asks_and_may_stay(
    workstation: Workstation, people: Sample, button: str, closes: bool
) -> None:
    workstation.open_member(people.mateo, "care_plan")
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    page.care_plan.about.what_matters.english.setPlainText("Typed")

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.text() == "In 1 form something typed is not saved."
        next(one for one in box.buttons() if one.text() == button).click()

    QTimer.singleShot(0, answer)
    event = QCloseEvent()
    workstation.window.closeEvent(event)
    assert event.isAccepted() is closes


def test_a_bug_is_apologized_for_once_and_the_window_stays(
    workstation: Workstation,
) -> None:
    workstation.worker.bug.emit(ValueError("x"))
    workstation.worker.bug.emit(ValueError("y"))
    box = workstation.apology
    assert box is not None
    assert box.isVisible()
    assert "What you typed is kept." in box.informativeText()
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.done(0)
    assert workstation.apology is None


class Locked(Clinic):
    """Opens by one passphrase only."""

    def open(self, passphrase: str | None = None) -> Opened:
        if passphrase != "correct horse":
            sentence = "Type the passphrase." if passphrase is None else "Wrong."
            raise WrongKey(sentence)
        return self


class Refusing(Clinic):
    def __init__(self, database: Database, refusal: Refusal) -> None:
        super().__init__(database)
        self.refusal: Refusal | None = refusal
        self.created: tuple[str, str, str] | None = None

    def open(self, passphrase: str | None = None) -> Opened:
        if self.refusal is not None:
            raise self.refusal
        return self

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened:
        self.created = clinic, phone, passphrase
        return self


@pytest.fixture
def closed(qtbot: QtBot, theme: Theme, speech: Speech, people: Sample) -> Workstation:
    """A window whose records are not open yet."""
    window = Window(theme)
    qtbot.addWidget(window, before_close_func=let_close)
    made = Workstation(window, InlineWorker(), theme, speech, lambda **_: None)
    made.wear(Settings())
    window.show()
    return made


def test_the_passphrase_is_asked_for_beside_the_field(
    qtbot: QtBot, closed: Workstation, records: Database
) -> None:
    closed.begin(Locked(records))
    opening = closed.window.opening.door
    assert opening is not None
    assert opening.unlock_place.text() == "/records/clinic.db"
    assert opening.passphrase_field.isVisible()
    assert not opening.passphrase_notice.isVisible()
    qtbot.keyClicks(opening.passphrase_field, "wrong")
    opening.unlock_button.click()
    assert opening.passphrase_notice.text() == "Wrong."
    qtbot.keyClicks(opening.passphrase_field, "correct horse")
    qtbot.keyClick(opening.passphrase_field, Qt.Key.Key_Return)
    assert isinstance(shown(closed), TodayScreen)


def test_a_fresh_machine_makes_its_records_in_the_window(
    closed: Workstation, records: Database
) -> None:
    clinic = Refusing(records, DatabaseMissing("There is no database."))
    closed.begin(clinic)
    opening = closed.window.opening.door
    assert opening is not None
    opening.create_button.click()
    assert opening.clinic_notice.text() == "Enter the name of the clinic."
    assert opening.again_notice.text() == "Choose a passphrase."
    opening.clinic_field.setText("Eastmont Pediatrics")
    opening.new_passphrase_field.setText("correct horse")
    opening.again_field.setText("correct hors")
    opening.create_button.click()
    assert opening.again_notice.text() == "The two are not the same."
    assert clinic.created is None
    opening.again_field.setText("correct horse")
    opening.create_button.click()
    assert clinic.created == ("Eastmont Pediatrics", "", "correct horse")
    assert isinstance(shown(closed), TodayScreen)


def test_records_that_are_away_say_so_and_can_be_tried_again(
    closed: Workstation, records: Database
) -> None:
    clinic = Refusing(records, DatabaseAway("The server does not answer."))
    closed.begin(clinic)
    state = closed.window.opening.state
    assert state.hint.text() == "The server does not answer."
    assert not closed.window.new_button.isEnabled()
    clinic.refusal = None
    state.button.click()
    assert isinstance(shown(closed), TodayScreen)


def test_a_second_window_says_since_when_there_is_another(
    closed: Workstation, records: Database
) -> None:
    sentence = "hhdesk is already open, since {since}."
    clinic = Refusing(records, DatabaseInUse(sentence, since=time(10, 42)))
    closed.begin(clinic)
    state = closed.window.opening.state
    assert state.hint.text() == "hhdesk is already open, since 10:42 AM."
    clinic.refusal = None
    state.button.click()
    assert isinstance(shown(closed), TodayScreen)


def test_what_is_to_be_known_of_the_drafts_is_said_at_the_start(
    closed: Workstation, records: Database
) -> None:
    clinic = Clinic(records, drafts_note=Refusal("They were set aside."))
    closed.begin(clinic)
    assert closed.window.toast.words.text() == "They were set aside."


def test_a_demonstration_says_that_it_is_one(
    closed: Workstation, records: Database
) -> None:
    closed.begin(Clinic(records, demonstration=True))
    assert closed.window.demonstration_chip.text() == "Demonstration"


def test_with_real_threads_the_window_opens_finds_saves_and_closes(
    qtbot: QtBot, theme: Theme, speech: Speech, records: Database, people: Sample
) -> None:
    window, worker = Window(theme), ThreadWorker()
    qtbot.addWidget(window, before_close_func=let_close)
    made = Workstation(window, worker, theme, speech, lambda **_: None)
    made.wear(Settings())
    window.painted.connect(lambda: made.begin(Clinic(records)))
    window.show()
    qtbot.waitUntil(lambda: isinstance(shown(made), TodayScreen), timeout=20_000)
    window.show_page(Page("members"))
    screen = shown(made)
    assert isinstance(screen, MembersScreen)
    qtbot.keyClicks(screen.search_field, "hernandez mat")
    qtbot.waitUntil(lambda: len(screen.model.hits) == 2)
    qtbot.keyClick(screen.search_field, Qt.Key.Key_Return)
    page = shown(made)
    assert isinstance(page, MemberPage)
    qtbot.waitUntil(lambda: page.care_plan.draft is not None)
    page.show_tab("care_plan")
    page.care_plan.outline.choose(("goal", 0))
    page.care_plan.goal.clinical_words.setPlainText("Saved by threads")
    page.care_plan.save()
    qtbot.waitUntil(lambda: page.care_plan.draft.plan.number == 2)
    page.show_tab("papers")
    qtbot.waitUntil(lambda: page.papers.made is not None, timeout=20_000)
    worker.close()
    assert window.saving_chip.text() == "All saved"


@pytest.mark.parametrize("percent", [150, 200])
def test_larger_text_grows_the_controls(
    theme: Theme, workstation: Workstation, percent: int
) -> None:
    button = workstation.window.new_button
    height = button.height()
    theme.enlarge(percent / 100)
    settle()
    assert button.height() > height
    assert cut_off(workstation.window.rail) == []
