"""How the window stood comes back, for each person, from the encrypted file alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from hhdesk.gui import window_place
from hhdesk.gui.application import Speech
from hhdesk.gui.desk_memory import DeskMemory
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings
from hhdesk.store.drafts import DraftsFile, open_drafts
from hhdesk.store.encryption import derive
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.conftest import Clinic, let_close
from tests.gui.sample import Sample

GONE = UUID(int=7)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DraftsFile]:
    key = derive("correct horse", b"0" * 16)
    opened, _ = open_drafts(tmp_path / "drafts", lambda _salt: key, ACTOR_ID)
    yield opened
    opened.close()


def opened(
    qtbot: QtBot, theme: Theme, speech: Speech, records: Database, file: DraftsFile
) -> Workstation:
    window = Window(theme)
    qtbot.addWidget(window, before_close_func=let_close)
    made = Workstation(window, InlineWorker(), theme, speech, lambda **_: None)
    made.wear(Settings())
    window.show()
    made.begin(Clinic(records, drafts=file))
    return made


def test_the_same_members_stand_open_at_the_next_start_and_who_is_gone_does_not(
    qtbot: QtBot,
    theme: Theme,
    speech: Speech,
    records: Database,
    people: Sample,
    file: DraftsFile,
) -> None:
    first = opened(qtbot, theme, speech, records, file)
    first.open_member(people.jonah)
    first.open_member(people.mateo, "referrals")
    memory = first.acts.memory
    stood = memory.stood
    memory.stands(stood.screen, [(GONE, ""), *_as_ids(stood.open)], people.mateo)
    first.worker.close()
    assert GONE.hex in file._remembered()
    file.memory = file._remembered()
    again = opened(qtbot, theme, speech, records, file)
    tabs = again.window.member_tabs
    assert tabs.members() == [people.jonah, people.mateo]
    assert again.window.shown == Page("members", people.mateo)
    page = again.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    assert page.tabs.tabData(page.tabs.currentIndex()) == "referrals"
    assert again.window.page(Page("members", people.jonah)) is None
    tabs.tab(people.jonah).click()
    assert again.window.shown == Page("members", people.jonah)


def _as_ids(pairs: tuple[tuple[str, str], ...]) -> list[tuple[UUID, str]]:
    return [(UUID(one), tab) for one, tab in pairs]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"open": [["no id", 1]]}', "null"])
def test_a_memory_that_makes_no_sense_counts_as_none(text: str) -> None:
    class File:
        memory = text

        def remember(self, text: str) -> None:
            raise AssertionError(text)

    assert DeskMemory(InlineWorker(), File()).stood.open == ()


@pytest.mark.parametrize(
    ("window", "in_reach"),
    [
        (QRect(100, 100, 1366, 768), True),
        (QRect(2000, 50, 1366, 768), True),
        (QRect(5000, 50, 1366, 768), False),
        (QRect(100, -700, 1366, 768), False),
        (QRect(-1340, 100, 1366, 768), False),
    ],
)
def test_a_window_is_never_put_where_nobody_can_take_hold_of_it(
    window: QRect, in_reach: bool
) -> None:
    areas = [QRect(0, 0, 1920, 1040), QRect(1920, 0, 1280, 1024)]
    assert window_place.in_reach(window, areas) is in_reach
    fitted = window_place.fitted(window, areas, keep=in_reach)
    assert window_place.in_reach(fitted, areas)


def test_a_window_is_no_larger_than_the_screen_it_opens_on() -> None:
    areas = [QRect(0, 0, 1280, 720)]
    fitted = window_place.fitted(QRect(0, 0, 2560, 1400), areas, keep=True)
    assert fitted.size() == areas[0].size()
