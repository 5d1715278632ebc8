"""Drafts while the program runs: on disk soon, gone with the save, never in the way."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from hhdesk.errors import Refusal
from hhdesk.gui import draft_keeper
from hhdesk.gui.draft_keeper import DraftKeeper, Row
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.worker import InlineWorker
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW

CHILD = uuid4()


class File:
    """A file of drafts that can be full, and notes which thread wrote."""

    def __init__(self, found: Sequence[Row] = ()) -> None:
        self.found = found
        self.rows = {(row[0], row[1]): row for row in found}
        self.full = False
        self.threads: set[str] = set()

    def write(self, drafts: Iterable[Row]) -> None:
        self.threads.add(threading.current_thread().name)
        if self.full:
            raise Refusal("The disk is full.")
        for row in drafts:
            self.rows.pop((row[0], row[1]), None)
            if row[4] is not None:
                self.rows[row[0], row[1]] = row

    @property
    def texts(self) -> list[str | None]:
        return [row[4] for row in self.rows.values()]


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def keeper(worker: InlineWorker, file: File) -> DraftKeeper:
    return DraftKeeper(worker, file, rest_ms=0)


def test_what_is_typed_is_on_disk_within_five_seconds_at_the_latest() -> None:
    assert draft_keeper.REST_MS <= 5_000


def test_typing_is_kept_once_it_rests_not_at_each_key(
    qtbot: QtBot, keeper: DraftKeeper, file: File
) -> None:
    for typed in ("w", "wo", "words"):
        keeper.keep("form", CHILD, {"text": typed})
    assert file.rows == {}
    qtbot.waitUntil(lambda: file.texts == ['{"text":"words"}'])


def test_who_types_without_a_pause_is_saved_all_the_same(
    qtbot: QtBot, worker: InlineWorker, file: File
) -> None:
    keeper = DraftKeeper(worker, file, rest_ms=20)
    typed = 0
    while not file.rows:
        typed += 1
        keeper.keep("form", CHILD, typed)
        QCoreApplication.processEvents()
    assert file.texts == [str(typed)]


def test_a_save_takes_the_draft_from_the_disk_at_once(
    keeper: DraftKeeper, file: File
) -> None:
    keeper.keep("form", CHILD, {})
    keeper.flush()
    keeper.drop("form", CHILD)
    assert file.rows == {}
    assert keeper.all() == []


def test_what_was_found_is_offered_with_its_own_time(worker: InlineWorker) -> None:
    at = NOW - timedelta(hours=3)
    file = File([("form", CHILD, at, "Mateo", '{"text":"words"}')])
    kept = DraftKeeper(worker, file).draft("form", CHILD)
    assert kept is not None
    assert kept.at == at
    assert kept.value == {"text": "words"}


def test_a_full_disk_is_said_once_and_tried_again(
    qtbot: QtBot, keeper: DraftKeeper, file: File
) -> None:
    said: list[Refusal] = []
    keeper.failed.connect(said.append)
    file.full = True
    for typed in ("one", "two"):
        keeper.keep("form", CHILD, typed)
        keeper.flush()
    assert len(said) == 1
    assert not keeper.on_disk
    assert not keeper.settle()
    file.full = False
    keeper.flush()
    assert file.texts == ['"two"']
    assert keeper.on_disk
    assert keeper.settle()


def test_without_a_file_drafts_are_kept_in_memory_and_that_is_known(
    worker: InlineWorker,
) -> None:
    keeper = DraftKeeper(worker)
    assert keeper.settle()
    keeper.keep("form", CHILD, {"text": "words"})
    keeper.flush()
    assert not keeper.on_disk
    assert not keeper.settle()
    kept = keeper.draft("form", CHILD)
    assert kept is not None
    assert kept.value == {"text": "words"}


def test_drafts_are_written_on_a_thread_of_their_own_before_the_end(
    qtbot: QtBot, qapp: object, records: Database, file: File
) -> None:
    worker = ThreadWorker()
    worker.use(records, ACTOR_ID)
    keeper = DraftKeeper(worker, file)
    keeper.keep("form", CHILD, "typed last")
    worker.close()
    assert file.texts == ['"typed last"']
    assert file.threads == {"drafts"}


def test_a_save_that_ends_with_the_program_leaves_no_draft(
    qapp: object, records: Database, file: File
) -> None:
    """Its answer comes after the window is gone."""
    worker = ThreadWorker()
    worker.use(records, ACTOR_ID)
    keeper = DraftKeeper(worker, file)
    keeper.keep("form", CHILD, "typed")
    keeper.flush()
    worker.run(lambda session: None, then=lambda _: keeper.drop("form", CHILD))
    worker.close()
    assert file.rows == {}
