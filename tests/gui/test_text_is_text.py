"""What was typed is shown as it was typed: nothing is markup, nothing is opened."""

from __future__ import annotations

import ast
import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hhdesk.gui.application import Speech
from hhdesk.gui.chip import Chip
from hhdesk.gui.dialogs import apology
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.labels import ElidedLabel, PlainLabel, literal, set_tip
from hhdesk.gui.member_tabs import MemberTabs
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.rail import Rail
from hhdesk.gui.theme import Theme
from hhdesk.gui.toast import Toast
from hhdesk.gui.visit_acts import VisitWish
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui import hostile, hostile_clinic
from tests.gui.conftest import Clinic, let_close
from tests.gui.hostile_clinic import HostileClinic

GUI = Path(__file__).parents[2] / "hhdesk" / "gui"
_IN_OPEN = 0x20


class Watch:
    """Counts how often a file is opened, by whatever code of this process."""

    def __init__(self, path: Path) -> None:
        if not sys.platform.startswith("linux"):
            pytest.skip("the kernel is asked who opens a file; here it cannot be")
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK)
        added = libc.inotify_add_watch(self._handle, os.fsencode(path), _IN_OPEN)
        assert self._handle >= 0
        assert added >= 0

    def opened(self) -> bool:
        try:
            return bool(os.read(self._handle, 4096))
        except BlockingIOError:
            return False

    def end(self) -> None:
        os.close(self._handle)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A real picture in red, where the texts say that one is."""
    path = tmp_path / "canary.png"
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    path.write_bytes(bytes(buffer.data().data()))
    return path


@pytest.fixture
def watch(image: Path) -> Iterator[Watch]:
    made = Watch(image)
    yield made
    made.end()


def test_there_are_two_hundred_texts_and_no_two_are_the_same(image: Path) -> None:
    texts = hostile.texts(image)
    assert len(set(texts)) == len(texts) == 200


def test_a_label_of_qts_own_would_open_the_picture(
    qtbot: QtBot, image: Path, watch: Watch
) -> None:
    """So the watch sees what it is there to see."""
    label = QLabel(f"<img src='{image.as_uri()}'>")
    qtbot.addWidget(label)
    label.grab()
    assert watch.opened()


Show = Callable[[QWidget, str], object]


def _elided(home: QWidget, text: str) -> None:
    label = ElidedLabel(text, home)
    label.resize(30, 20)


def _member_in_frame(home: QWidget, text: str) -> None:
    rail, tabs = Rail(home), MemberTabs(home)
    rail.sign_in(text)
    rail.fold(True)
    tabs.show_member(ACTOR_ID, text)


def _apology(home: QWidget, text: str) -> None:
    apology(home).setInformativeText(text)


WAYS: dict[str, Show] = {
    "apology": _apology,
    "chip": lambda home, text: Chip(home).say(text),
    "elided label": _elided,
    "empty state": lambda home, text: EmptyState(home).say("search", text, text),
    "field notice": lambda home, text: FieldNotice(home).say(text),
    "label": lambda home, text: PlainLabel(text, home),
    "notice": lambda home, text: Notice(home).say(text),
    "frame": _member_in_frame,
    "tip": lambda home, text: set_tip(home, text),
    "toast": lambda home, text: Toast(home).say(text),
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_each_kind_of_label_shows_each_text_as_it_is(
    qtbot: QtBot, theme: Theme, image: Path, watch: Watch, way: str
) -> None:
    for text in hostile.texts(image):
        home = QWidget()
        WAYS[way](home, text)
        home.grab()
        found = hostile.shown(home)
        assert text in found, (text, found)
        home.deleteLater()
    assert not watch.opened()


def test_the_real_naughty_strings_stay_what_they_are(
    qtbot: QtBot, theme: Theme, shared_data: Path
) -> None:
    import json

    found = json.loads((shared_data / "naughty/blns/blns.json").read_text("utf-8"))
    for naughty in found:
        # A byte order mark at the head is lost on every way into Qt.
        text = naughty.lstrip("\ufeff")
        label, tipped = ElidedLabel(text), QWidget()
        set_tip(tipped, text)
        assert label.text() == text
        assert hostile.tip_text(tipped.toolTip()) == text
        assert hostile.unmarked(literal(text)) == text


@pytest.fixture
def hostile_records(
    sqlite_database: Database, image: Path
) -> tuple[Database, HostileClinic]:
    texts = hostile.texts(image)
    clinic = hostile_clinic.furnish(sqlite_database, ACTOR_ID, texts)
    assert set(texts) == set(clinic.given.values())
    return sqlite_database, clinic


def seen_in_window(workstation: Workstation, clinic: HostileClinic) -> set[str]:
    """Open every screen, every tab and every form; all texts that were met."""
    window, found = workstation.window, set[str]()

    def look(widget: QWidget = window) -> None:
        widget.grab()
        found.update(hostile.shown(widget))

    for screen in ("members", "referrals", "calendar"):
        window.page_wanted.emit(Page(screen))
        look()
    for member_id, visit_id in zip(clinic.ids, clinic.visits, strict=True):
        workstation.open_member(member_id)
        page: Any = window.pages.currentWidget()
        for tab in ("overview", "referrals", "appointments"):
            page.show_tab(tab)
            look(page.pages.currentWidget())
        page.show_tab("care_plan")
        for part in (("about", 0), ("concern", 0), ("goal", 0)):
            page.care_plan.outline.choose(part)
            look(page.care_plan)
        workstation.edit_member(member_id)
        form = workstation.form(member_id)
        assert form is not None
        look(form)
        form.reject()
        show = workstation.appointments
        show.show_card(VisitWish(visit_id))
        look(show.dialog("card", visit_id))
        show.dialog("card", visit_id).reject()
    page.show_tab("papers")
    look()
    return found


def same(text: str) -> str:
    """A text whatever its spaces: a name's are joined, editors have one line's end."""
    return " ".join(text.split())


def test_every_field_of_a_clinic_is_shown_as_it_was_typed(
    qtbot: QtBot,
    theme: Theme,
    speech: Speech,
    hostile_records: tuple[Database, HostileClinic],
    watch: Watch,
) -> None:
    records, clinic = hostile_records
    window = Window(theme)
    qtbot.addWidget(window, before_close_func=let_close)
    worker = InlineWorker()
    workstation = Workstation(window, worker, theme, speech, lambda **_: None)
    workstation.wear(Settings())
    window.resize(1366, 768)
    window.show()
    workstation.begin(replace(Clinic(records), actor_name="<b>Rosa</b> & Co"))
    whole = "\0".join(map(same, seen_in_window(workstation, clinic)))
    lost = {what: t for what, t in clinic.given.items() if same(t) not in whole}
    assert lost == {}
    assert "<b>Rosa</b> & Co" in whole
    assert not watch.opened()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


FORBIDDEN = {
    "QLabel": ("labels.py",),
    "QMessageBox": ("dialogs.py",),
    "QStaticText": (),
    "QTextDocument": (),
    "QTextEdit": (),
    "information": (),
    "setHtml": (),
    "setMarkdown": (),
    "setToolTip": ("labels.py",),
    "setStatusTip": (),
    "setWhatsThis": (),
    "showText": ("day_grid.py", "labels.py"),  # their tips are escaped
    "warning": (),
}
"""What guesses or takes markup, and the one module that may name it."""


def test_what_could_read_text_as_markup_has_one_home() -> None:
    strays = [
        f"{path.name}:{call.lineno} {name}"
        for path in sorted(GUI.rglob("*.py"))
        for name, call in calls(ast.parse(path.read_text("utf-8")))
        if path.name not in FORBIDDEN.get(name, (path.name,))
    ]
    assert strays == []


def test_no_form_makes_a_label_rich() -> None:
    forms = sorted((GUI.parents[1] / "ui").glob("*.ui"))
    assert forms
    for path in forms:
        text = path.read_text("utf-8")
        assert "textFormat" not in text, path.name
        assert "&lt;" not in text, path.name
