"""The top bar's field: members, screens and commands, the recent ones first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hhdesk.gui import command_match
from hhdesk.gui.command_table import BY_ID, COMMANDS, Command
from hhdesk.gui.find_list import FindRow, Heading
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from hhdesk.i18n import set_language
from tests.gui.sample import Sample

CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(workstation: Workstation) -> list[FindRow]:
    return workstation.acts.finding.model.rows


def commands(workstation: Workstation) -> list[str]:
    return [row.id for row in rows(workstation) if isinstance(row, Command)]


def seek(qtbot: QtBot, workstation: Workstation, text: str) -> None:
    """Type after Ctrl+K, and wait for the answer."""
    qtbot.keyClick(workstation.window, Qt.Key.Key_K, CONTROL)
    find = workstation.window.quick_find
    qtbot.keyClicks(find.field, text)
    qtbot.waitUntil(lambda: find.open and find._answered == text)


def test_no_two_commands_share_keys_and_each_that_is_bound_has_an_act(
    workstation: Workstation,
) -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    able = {command.id for command in workstation.window.commands.able()}
    assert {command.id for command in COMMANDS} - able == set()


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "new ref", "new.referral"),
        ("en", "ferr", "go.referrals"),
        ("en", ">LOCK", "desk.lock"),
        ("en", "visit", "new.appointment"),
        ("es", "miembros", "go.members"),
        ("es", "Members", "go.members"),
        ("es", "NUEVA REFERENCIA", "new.referral"),
    ],
)
def test_a_command_is_found_by_parts_of_its_words_in_both_languages(
    language: str, text: str, found: str
) -> None:
    set_language(language)
    try:
        ids = [one.id for one in command_match.matching(COMMANDS, text)]
    finally:
        set_language("en")
    assert found in ids


def test_words_that_begin_so_stand_before_parts_inside_words() -> None:
    found = command_match.matching(COMMANDS, "re")
    begins = [command_match.begins(one, ["re"]) for one in found]
    assert begins == sorted(begins, reverse=True)
    assert True in begins
    assert False in begins


def test_an_empty_field_offers_who_was_opened_and_what_was_used_lately(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    workstation.open_member(people.mateo)
    workstation.open_member(people.jonah)
    workstation.window.commands.action("go.referrals").trigger()
    qtbot.keyClick(workstation.window, Qt.Key.Key_K, CONTROL)
    shown = rows(workstation)
    names = [getattr(row, "member_id", None) for row in shown]
    assert names[:3] == [None, people.jonah, people.mateo]
    assert commands(workstation)[0] == "go.referrals"
    find = workstation.window.quick_find
    qtbot.keyClick(find.field, Qt.Key.Key_Down)
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    page = workstation.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    assert page.member_id == people.mateo


def test_a_screen_is_found_and_shown_without_the_mouse(
    qtbot: QtBot, workstation: Workstation
) -> None:
    seek(qtbot, workstation, "calend")
    qtbot.keyClick(workstation.window.quick_find.field, Qt.Key.Key_Return)
    assert workstation.window.shown == Page("calendar")


def test_a_child_stands_before_the_commands_that_the_text_finds_too(
    qtbot: QtBot, workstation: Workstation
) -> None:
    seek(qtbot, workstation, "ma")
    kinds = [type(row) for row in rows(workstation) if not isinstance(row, Heading)]
    assert kinds[0] is not Command


def test_after_a_greater_than_sign_only_commands_are_found(
    qtbot: QtBot, workstation: Workstation
) -> None:
    seek(qtbot, workstation, ">mem")
    assert rows(workstation)
    assert all(isinstance(row, Command) for row in rows(workstation))


def test_enter_before_the_answer_does_nothing_that_was_not_spelled_out(
    qtbot: QtBot, workstation: Workstation
) -> None:
    """ "uit" is inside Quit: it is shown, and not done."""
    find = workstation.window.quick_find
    find.begin()
    qtbot.keyClicks(find.field, "uit")
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find.open and find._answered == "uit")
    assert workstation.window.isVisible()
    assert BY_ID["desk.quit"] in rows(workstation)
