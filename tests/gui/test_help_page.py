"""The guide, the sheet of keys, About: all of it offline, plain, in both languages."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hhdesk import assets
from hhdesk.care import referral_keys
from hhdesk.care.referral_keys import Asked
from hhdesk.gui import about, help_texts
from hhdesk.gui.about import About
from hhdesk.gui.application import Speech
from hhdesk.gui.command_table import COMMANDS, shown_keys
from hhdesk.gui.help_page import HelpPage
from hhdesk.gui.help_texts import TOPICS, BlockKind
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.screens import SCREENS
from hhdesk.gui.settings_page import SettingsPage
from hhdesk.gui.shortcut_sheet import ShortcutSheet
from hhdesk.gui.theme import Theme
from hhdesk.gui.workstation import Workstation
from hhdesk.i18n import LANGUAGES
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.fitting import check
from tests.gui.sample import Sample


def open_page(workstation: Workstation, name: str) -> object:
    workstation.window.commands.action(f"desk.{name}").trigger()
    return workstation.window.pages.currentWidget()


def words(widget: object) -> str:
    assert isinstance(widget, (HelpPage, ShortcutSheet, About))
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_guide_has_the_same_topics_and_parts_in_each_language(
    language: str,
) -> None:
    folder = assets.resource("help", language)
    assert sorted(path.stem for path in folder.glob("*.md")) == sorted(TOPICS)
    for english, topic in zip(
        help_texts.topics("en"), help_texts.topics(language), strict=True
    ):
        kinds = [block.kind for block in topic.blocks]
        assert kinds == [block.kind for block in english.blocks], topic.id
        assert topic.title


def test_the_guide_is_taken_apart_and_nothing_else_in_it_is_markup() -> None:
    topic = help_texts.parsed(
        "x",
        "# Title\n\n## Part <b>\n\nOne *and*\ntwo.\n\n- a\n  b\n- c\n\n1. d\n2. e\n",
    )
    assert topic.title == "Title"
    assert [(block.kind, block.mark, block.text) for block in topic.blocks] == [
        (BlockKind.HEADING, "", "Part <b>"),
        (BlockKind.PARAGRAPH, "", "One *and* two."),
        (BlockKind.POINT, "", "a b"),
        (BlockKind.POINT, "", "c"),
        (BlockKind.STEP, "1.", "d"),
        (BlockKind.STEP, "2.", "e"),
    ]


def test_help_is_searched_without_accents_and_follows_the_language(
    qapp: QApplication, workstation: Workstation, speech: Speech
) -> None:
    page = open_page(workstation, "help")
    assert isinstance(page, HelpPage)
    page.show_topic("drafts")
    assert "Drafts, saving and locking" in words(page)
    workstation.speak("es")
    qapp.processEvents()
    assert "Borradores, guardar y bloquear" in words(page)
    page.search_field.setText("intérprete TRANSPORTE")
    first = help_texts.found(help_texts.topics("es"), "interprete transporte")
    assert [topic.id for topic in first] == ["appointments"]
    assert "Cumplir con las citas" in words(page)
    page.search_field.setText("xyzzy")
    assert page.nothing_label.isVisible()


def test_the_sheet_tells_every_key_of_the_table_and_those_of_the_screen(
    workstation: Workstation, people: Sample
) -> None:
    workstation.open_member(people.mateo)
    workstation.window.commands.action("desk.keys").trigger()
    sheet = workstation.acts.sheet
    told = words(sheet).split("\n")
    for command in COMMANDS:
        assert not command.keys or shown_keys(command.keys[0]) in told
    assert "Save the care plan" in told
    sheet.reject()
    assert workstation.acts.sheet is None


@pytest.mark.parametrize(
    ("keys", "shown"),
    [("Ctrl+K", "Ctrl K"), ("Ctrl++", "Ctrl +"), ("Ctrl+Shift+Tab", "Ctrl Shift Tab")],
)
def test_keys_are_shown_as_people_read_them(keys: str, shown: str) -> None:
    assert shown_keys(keys) == shown
    assert shown_keys("?") == "?"


def test_a_report_of_a_problem_names_nobody(workstation: Workstation) -> None:
    workstation.window.commands.action("desk.about").trigger()
    sheet = workstation.acts.sheet
    assert isinstance(sheet, About)
    sheet.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == about.report()
    assert about.version() in copied
    for secret in (getpass.getuser(), socket.gethostname(), str(Path.home()), "Rosa"):
        assert secret not in copied
    assert "PySide6" in words(sheet)
    assert "Lucide · ISC" in words(sheet)
    sheet.reject()


def test_settings_hold_at_once_and_are_kept(
    workstation: Workstation, theme: Theme
) -> None:
    page = open_page(workstation, "settings")
    assert isinstance(page, SettingsPage)
    assert page.place_label.text() == "/records/clinic.db"
    page.rows_field.choose(True)
    page.rows_field.activated.emit(1)
    page.lock_field.choose(5)
    page.lock_field.activated.emit(3)
    page.theme_field.choose("dark")
    page.theme_field.activated.emit(2)
    assert (theme.choice, theme.packed) == ("dark", True)
    kept = workstation.settings
    assert (kept.theme, kept.compact_rows, kept.lock_minutes) == ("dark", True, 5)
    theme.pack(False)


def test_what_waits_is_counted_on_the_rail(
    workstation: Workstation, records: Database
) -> None:
    assert workstation.desk is not None
    rail = workstation.window.rail
    with records.reading() as session:
        late = referral_keys.counts(session, Asked(owner_id=ACTOR_ID, late=True)).late
    assert rail.line("referrals").count == late
    screen = SCREENS[-1].id
    workstation.desk.counted.emit(screen, 12)
    line = rail.line(screen)
    assert line.end.text() == "12"
    assert line.end.isVisible()
    assert line.accessibleName().endswith(", 12 waiting")
    rail.fold(True)
    assert not line.end.isVisible()
    rail.fold(False)
    workstation.desk.counted.emit(screen, 0)
    assert not line.end.isVisible()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_frame_s_pages_fit(
    workstation: Workstation, theme: Theme, language: str, scale: float, people: Sample
) -> None:
    workstation.speak(language)
    theme.enlarge(scale)
    workstation.open_member(people.mateo)
    for name in ("settings", "help"):
        open_page(workstation, name)
        check(workstation.window)
    for name in ("keys", "about"):
        workstation.window.commands.action(f"desk.{name}").trigger()
        check(workstation.acts.sheet)
        workstation.acts.sheet.reject()
    workstation.acts.locking.lock()
    check(workstation.window)
    workstation.acts.locking.unlock()
