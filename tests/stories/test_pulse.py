"""The window keeps its beat while somebody goes through screens and members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hhdesk import demonstration
from hhdesk.care import search
from hhdesk.gui.screens import SCREENS
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.gui.pulse import Pulse

# What the GUI thread works at most in one go, in seconds of its own, at the best of
# some rounds: other programs share the processor's caches while tests run.
MOST = 0.1
ROUNDS = 4


@pytest.fixture
def records(tmp_path: Path) -> demonstration.DemoRecords:
    folder = tmp_path / "demo"
    made = demonstration.make_in(folder, members=20, today=date(2026, 11, 21))
    made.database.close()
    return demonstration.DemoRecords(folder)


def worked(
    qtbot: QtBot, act: Callable[[], object], seen: Callable[[], object]
) -> float:
    """The longest stretch of work until the act is seen, and a little after."""
    with Pulse() as pulse:
        act()
        qtbot.waitUntil(seen, timeout=10_000)
        qtbot.wait(50)
    return pulse.longest.worked


def test_the_window_never_stops_while_screens_and_members_are_opened(
    qtbot: QtBot, workstation: Workstation
) -> None:
    found: list[Any] = []
    workstation.worker.search(
        search.page, 0, ROUNDS + 1, lane="pulse", then=found.extend
    )
    qtbot.waitUntil(lambda: bool(found))
    show, is_shown = workstation.pages.show, partial(_is_shown, workstation)
    for entry in SCREENS:
        page = Page(entry.id)
        act, seen = partial(show, page), partial(is_shown, page)
        rounds = [worked(qtbot, act, seen) for _ in range(2)]
        assert min(rounds) <= MOST, entry.id
    pages = [Page("members", hit.member_id) for hit in found]
    warm = [
        worked(qtbot, partial(show, page), partial(is_shown, page)) for page in pages
    ]
    assert min(warm[1:]) <= MOST


def _is_shown(workstation: Workstation, page: Page) -> bool:
    """Whether it is in front; a member's page with the name on it."""
    widget: Any = workstation.window.page(page)
    named = page.member_id is None or bool(widget and widget.banner.name_label.text())
    return workstation.window.shown == page and named
