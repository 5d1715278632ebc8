"""What screens ask for and how they hear the answer: acts, looks, searches, jobs.

Frozen rows come back to the GUI thread; sessions never leave the thread of their work.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from hhdesk.errors import DatabaseAway, Refusal
from hhdesk.i18n import N_

if TYPE_CHECKING:
    from uuid import UUID

log = logging.getLogger(__name__)

Row = TypeVar("Row")

UNEXPECTED = N_("Something went wrong in hhdesk. What you typed is kept.")


class Database(Protocol):
    """What the worker needs of a database; `store` has it, `app` hands it in."""

    @property
    def ids(self) -> Callable[[], UUID]: ...

    @property
    def clock(self) -> Callable[[], datetime]: ...

    def reading(self) -> AbstractContextManager[Any]: ...

    def searching(self) -> AbstractContextManager[Any]: ...

    def transaction(self, actor_id: UUID) -> AbstractContextManager[Any]: ...


class Cancelled(Exception):  # noqa: N818 - not an error
    """Raised inside a job that was asked to stop."""


@dataclass
class Task:
    """One piece of work and who hears of it."""

    work: Callable[[], Any]
    then: Callable[[Any], object] | None
    failed: Callable[[Refusal], object] | None
    wanted: Callable[[], bool] = lambda: True
    finished: Callable[[], None] = lambda: None
    asks: bool = False
    """Whether it asks the database."""
    answer: Any = None
    error: Exception | None = None
    done: bool = False

    def do(self) -> None:
        if not self.wanted():
            return
        self.done = True
        try:
            self.answer = self.work()
        except Exception as error:  # told to the person or reported as a bug
            self.error = error


class Job:
    """A long job's handle: Cancel for the person, `report` for the work itself."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._stop = threading.Event()
        self._tell = tell

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Say how far the work is. Raises Cancelled when it should stop here."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total)


def _is_there(callback: Callable[..., object]) -> bool:
    """Whether the widget that a callback belongs to still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class Worker(QObject):
    """What screens ask for. `then` gets the answer, `failed` a Refusal.

    Use cases must not have parameters of these two names.
    """

    saving = Signal(int)
    """Acts that are not yet saved."""
    away = Signal(bool)
    """Whether the database did not answer when it was last asked."""
    bug = Signal(object)
    """An exception that nobody expected."""
    closing = Signal()
    """The last answers were given: what is still to be kept is to be kept now."""
    ready = Signal(object)
    """Something to be done on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database: Database | None = None
        self._actor_id: UUID | None = None
        self._unsaved = 0
        self._away = False
        self._newest: dict[str, int] = {}
        self._jobs: list[Job] = []

    def use(self, database: Database, actor_id: UUID) -> None:
        """Work on this database from now on, as this member of the staff."""
        self._database = database
        self._actor_id = actor_id

    def run(
        self,
        use_case: Callable[..., Row],
        *args: object,
        then: Callable[[Row], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        **kwargs: object,
    ) -> None:
        """One act: `use_case(session, ...)` in a transaction of its own."""
        act = self._acting(use_case, args, kwargs)
        self._count_unsaved(+1)
        saved = partial(self._count_unsaved, -1)
        self.submit("writer", Task(act, then, failed, finished=saved, asks=True))

    def run_quietly(
        self,
        use_case: Callable[..., Row],
        *args: object,
        then: Callable[[Row], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        **kwargs: object,
    ) -> None:
        """As `run`, for what nobody typed and nobody waits for: not counted as an act
        that is being saved."""
        act = self._acting(use_case, args, kwargs)
        self.submit("writer", Task(act, then, failed, asks=True))

    def _acting(
        self,
        use_case: Callable[..., Row],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> Callable[[], Row]:
        database, actor_id = self._opened()

        def act() -> Row:
            with database.transaction(actor_id) as session:
                return use_case(session, *args, **kwargs)

        return act

    def read(
        self,
        use_case: Callable[..., Row],
        *args: object,
        lane: str = "",
        then: Callable[[Row], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        **kwargs: object,
    ) -> None:
        """`use_case(session, ...)` on one consistent look at the database.

        With a `lane`, only the newest question of that lane is answered.
        """
        reading = self._opened()[0].reading
        work = self._inside(reading, use_case, args, kwargs)
        wanted = self._newest_of(lane)
        self.submit("reader", Task(work, then, failed, wanted, asks=True))

    def search(
        self,
        use_case: Callable[..., Row],
        *args: object,
        lane: str,
        then: Callable[[Row], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        **kwargs: object,
    ) -> None:
        """As `read` in a lane, on the connection kept for searching: type-ahead."""
        searching = self._opened()[0].searching
        work = self._inside(searching, use_case, args, kwargs)
        wanted = self._newest_of(lane)
        self.submit("reader", Task(work, then, failed, wanted, asks=True))

    def _newest_of(self, lane: str) -> Callable[[], bool]:
        """Whether a question asked now is still the newest of its lane."""
        mine = self._newest.get(lane, 0) + 1
        if lane:
            self._newest[lane] = mine
        return lambda: not lane or self._newest[lane] == mine

    def job(
        self,
        function: Callable[..., Row],
        *args: object,
        progress: Callable[[int, int], object] | None = None,
        then: Callable[[Row], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        **kwargs: object,
    ) -> Job:
        """`function(...)` beside everything else, without a session.

        With `progress` the function gets `progress=job.report` and calls it.
        """
        job = Job(partial(self._tell_progress, progress))
        if progress is not None:
            kwargs["progress"] = job.report

        def work() -> Row:
            return function(*args, **kwargs)

        def wanted() -> bool:
            return not job.cancelled

        self._jobs.append(job)
        ended = partial(self._jobs.remove, job)
        self.submit("jobs", Task(work, then, failed, wanted, ended))
        return job

    def close(self) -> None:
        """Finish what was begun to be saved, drop the rest, stop the threads."""
        self.closing.emit()

    @property
    def actor_id(self) -> UUID:
        """Who works at this desk."""
        return self._opened()[1]

    def new_id(self) -> UUID:
        """A key for a row that a screen makes."""
        return self._opened()[0].ids()

    def now(self) -> datetime:
        """The moment, by the clock of the records."""
        return self._opened()[0].clock()

    def _opened(self) -> tuple[Database, UUID]:
        if self._database is None or self._actor_id is None:
            raise RuntimeError("no database is open yet")
        return self._database, self._actor_id

    @staticmethod
    def _inside(
        look: Callable[[], AbstractContextManager[Any]],
        use_case: Callable[..., Row],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> Callable[[], Row]:
        def work() -> Row:
            with look() as session:
                return use_case(session, *args, **kwargs)

        return work

    def submit(self, thread: str, task: Task) -> None:
        """Do the task on the thread of this name, then deliver it."""
        raise TypeError(f"{type(self).__name__} runs nothing")

    def _tell_progress(
        self, progress: Callable[[int, int], object] | None, done: int, total: int
    ) -> None:
        if progress is not None:
            self.ready.emit(partial(self._call, progress, done, total))

    def _count_unsaved(self, step: int) -> None:
        self._unsaved += step
        self.saving.emit(self._unsaved)

    def deliver(self, task: Task) -> None:
        """On the GUI thread: tell who asked, unless gone or no longer wanted."""
        task.finished()
        error = task.error
        if task.asks and task.done:
            self._tell_away(isinstance(error, DatabaseAway))
        if error is not None and not isinstance(error, Refusal | Cancelled):
            self._report(error)
            error = Refusal(UNEXPECTED)
        if not task.wanted() or isinstance(error, Cancelled):
            return
        if error is None:
            self._call(task.then, task.answer)
        else:
            self._call(task.failed, error)

    def _tell_away(self, away: bool) -> None:
        if away != self._away:
            self._away = away
            self.away.emit(away)

    @staticmethod
    def _call(callback: Callable[..., object] | None, *args: object) -> None:
        if callback is not None and _is_there(callback):
            callback(*args)

    def _report(self, error: Exception) -> None:
        log.error("A bug in work away from the screens", exc_info=error)
        self.bug.emit(error)


class InlineWorker(Worker):
    """Does everything at once on the calling thread: for tests and pictures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ready.connect(lambda delivery: delivery())

    def submit(self, thread: str, task: Task) -> None:
        task.do()
        self.deliver(task)
