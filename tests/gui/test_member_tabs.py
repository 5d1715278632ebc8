"""The tabs of open members above the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.screens import SCREENS
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.gui.sample import Sample

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(workstation: Workstation) -> object:
    return workstation.window.pages.currentWidget()


def test_open_members_are_tabs_that_are_cycled_and_closed_by_the_keyboard(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    window, tabs = workstation.window, workstation.window.member_tabs
    assert not tabs.isVisible()
    workstation.open_member(people.mateo)
    workstation.open_member(people.jonah, "care_plan")
    assert tabs.isVisible()
    assert window.shown == Page("members", people.jonah)
    qtbot.keyClick(window, Qt.Key.Key_Tab, CONTROL)
    assert window.shown == Page("members", people.mateo)
    qtbot.keyClick(window, Qt.Key.Key_W, CONTROL)
    assert window.shown == Page("members", people.jonah)
    qtbot.mouseClick(tabs.tab(people.jonah), Qt.MouseButton.MiddleButton)
    assert window.page(Page("members", people.jonah)) is None
    assert window.shown == Page(SCREENS[0].id)
    assert not tabs.isVisible()


def test_a_tab_tells_by_a_pencil_and_in_words_of_what_is_not_saved(
    workstation: Workstation, people: Sample
) -> None:
    workstation.open_member(people.mateo, "care_plan")
    page = shown(workstation)
    assert isinstance(page, MemberPage)
    tab = workstation.window.member_tabs.tab(people.mateo)
    assert tab.accessibleName() == "Mateo Hernández Ruiz"
    page.care_plan.about.what_matters.english.setPlainText("Typed")
    assert tab.accessibleName() == "Mateo Hernández Ruiz, not saved"
    page.care_plan.save()
    assert tab.accessibleName() == "Mateo Hernández Ruiz"
