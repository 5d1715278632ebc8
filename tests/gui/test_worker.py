"""Threads: answers come on the GUI thread, old ones are dropped, bugs are told."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from hhdesk.errors import DatabaseAway, NotFound, Refusal
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.worker import InlineWorker, Worker

ACTOR = uuid4()


class Records:
    """Notes how it was used; a use case gets this as its session."""

    def __init__(self) -> None:
        self.acts: list[tuple[str, str]] = []

    @contextmanager
    def reading(self) -> Iterator[Records]:
        self.acts.append(("read", threading.current_thread().name))
        yield self

    @property
    def clock(self) -> Callable[[], datetime]:
        return lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)

    @property
    def ids(self) -> Callable[[], UUID]:
        return uuid4

    @contextmanager
    def searching(self) -> Iterator[Records]:
        yield self

    @contextmanager
    def transaction(self, actor_id: UUID) -> Iterator[Records]:
        assert actor_id == ACTOR
        yield self
        self.acts.append(("saved", threading.current_thread().name))


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def worker(qapp: QObject, records: Records) -> Iterator[ThreadWorker]:
    made = ThreadWorker()
    made.use(records, ACTOR)
    yield made
    made.close()


@pytest.fixture
def inline(qapp: QObject, records: Records) -> InlineWorker:
    made = InlineWorker()
    made.use(records, ACTOR)
    return made


def add(_session: Records, one: int, *, other: int) -> int:
    return one + other


def refuse(_session: Records) -> int:
    raise NotFound("There is no such member.")


def break_down(_session: Records) -> int:
    raise ValueError("Lucía Ruiz 510-555-0142")


def test_an_act_runs_on_the_writer_and_is_answered_on_the_gui_thread(
    qtbot: QtBot, worker: ThreadWorker, records: Records
) -> None:
    answers: list[tuple[int, bool]] = []

    def hear(answer: int) -> None:
        answers.append((answer, QThread.currentThread().isMainThread()))

    worker.run(add, 1, other=2, then=hear)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(3, True)]
    assert records.acts == [("saved", "writer")]


def test_reading_search_and_jobs_have_threads_of_their_own(
    qtbot: QtBot, worker: ThreadWorker, records: Records
) -> None:
    names: list[str] = []
    worker.read(add, 1, other=1, then=lambda _: names.append("read"))
    worker.job(lambda: threading.current_thread().name, then=names.append)
    qtbot.waitUntil(lambda: len(names) == 2)
    assert "jobs" in names
    assert records.acts == [("read", "reader")]


def test_only_the_newest_search_is_answered(qtbot: QtBot, worker: ThreadWorker) -> None:
    begun, go_on = threading.Event(), threading.Event()
    answers: list[str] = []

    def search(_session: Records, text: str) -> str:
        begun.set()
        assert go_on.wait(10)
        return text

    worker.search(search, "h", lane="list", then=answers.append)
    assert begun.wait(10)
    worker.search(search, "he", lane="list", then=answers.append)
    worker.search(search, "her", lane="list", then=answers.append)
    go_on.set()
    qtbot.waitUntil(lambda: bool(answers))
    worker.search(search, "other", lane="window", then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == ["her", "other"]


def test_a_refusal_goes_to_who_asked(qtbot: QtBot, worker: ThreadWorker) -> None:
    refusals: list[Refusal] = []
    worker.run(refuse, failed=refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert isinstance(refusals[0], NotFound)


def test_a_bug_is_told_once_and_its_words_stay_out_of_the_log(
    inline: InlineWorker, caplog: pytest.LogCaptureFixture
) -> None:
    bugs: list[Exception] = []
    refusals: list[Refusal] = []
    inline.bug.connect(bugs.append)
    with caplog.at_level(logging.ERROR):
        inline.run(break_down, failed=refusals.append)
    assert [type(bug) for bug in bugs] == [ValueError]
    assert type(refusals[0]) is Refusal
    assert [record.getMessage() for record in caplog.records] == [
        "A bug in work away from the screens"
    ]


def test_an_answer_for_a_closed_widget_is_dropped(inline: InlineWorker) -> None:
    class Page(QObject):
        def hear(self, _answer: int, _more: int = 0) -> None:
            raise AssertionError("nobody is there")

    page = Page()
    hear = page.hear
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    inline.read(add, 1, other=1, then=hear)
    inline.read(add, 1, other=1, then=partial(hear, 1))


def test_saving_is_counted_until_it_is_saved(
    qtbot: QtBot, worker: ThreadWorker
) -> None:
    counts: list[int] = []
    worker.saving.connect(counts.append)
    worker.run(add, 1, other=1)
    worker.run(refuse)
    qtbot.waitUntil(lambda: counts[-1:] == [0])
    assert counts[0] == 1
    assert max(counts) == 2


def test_a_job_reports_and_stops_where_it_was_asked_to(
    qtbot: QtBot, worker: ThreadWorker
) -> None:
    seen: list[tuple[int, int]] = []
    ended = threading.Event()

    def long_work(progress: object) -> None:
        try:
            for done in range(1_000_000):
                progress(done, 1_000_000)  # type: ignore[operator]
        finally:
            ended.set()

    def look(done: int, total: int) -> None:
        seen.append((done, total))
        job.cancel()

    job = worker.job(long_work, progress=look, then=lambda _: pytest.fail("done"))
    qtbot.waitUntil(ended.is_set)
    assert seen[0] == (0, 1_000_000)


def test_closing_keeps_what_was_begun_to_be_saved(
    qapp: QObject, records: Records
) -> None:
    worker = ThreadWorker()
    worker.use(records, ACTOR)
    for _ in range(20):
        worker.run(add, 1, other=1)
    worker.close()
    assert len(records.acts) == 20


@pytest.mark.parametrize("kind", [Worker, InlineWorker])
def test_nothing_runs_before_the_records_are_open(
    qapp: QObject, kind: type[Worker]
) -> None:
    with pytest.raises(RuntimeError):
        kind().read(add, 1, other=1)


def test_a_database_that_is_away_is_told_once_and_when_it_answers_again(
    inline: InlineWorker,
) -> None:
    told: list[bool] = []
    inline.away.connect(told.append)

    def away(_session: Records) -> None:
        raise DatabaseAway("The server does not answer.")

    inline.read(away)
    inline.run(away)
    assert told == [True]
    inline.run(refuse)
    assert told == [True, False]
    inline.job(lambda: None)
    assert told == [True, False]


def test_who_saved_last_hears_of_it_though_the_window_is_going(
    worker: ThreadWorker,
) -> None:
    saved: list[int] = []
    worker.run(add, 1, other=2, then=saved.append)
    worker.close()
    assert saved == [3]


def test_widgets_in_a_circle_are_destroyed_by_their_own_thread_alone(
    qtbot: QtBot, worker: ThreadWorker
) -> None:
    """A timer that another thread destroys makes Qt warn, which fails the test."""
    gone: list[int] = []

    def litter() -> None:
        widget = QTimer()
        widget.start(60_000)
        circle: list[object] = [widget]
        circle.append(circle)
        weakref.finalize(widget, lambda: gone.append(threading.get_ident()))

    def work(_session: object) -> None:
        for _ in range(5_000):
            one: list[object] = []
            one.append(one)

    litter()
    done: list[object] = []
    worker.read(work, then=done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert gone == []
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.get_ident()]
