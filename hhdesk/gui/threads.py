"""The workstation's threads: one writes, one reads and searches, one does long jobs,
one keeps drafts."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from hhdesk.gui.garbage import Garbage
from hhdesk.gui.worker import Task, Worker


@dataclass
class _Thread:
    """One thread and its queue of tasks."""

    name: str
    done: Callable[[Task], None]
    tasks: queue.SimpleQueue[Task | None] = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._serve, name=self.name, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while (task := self.tasks.get()) is not None:
            task.do()
            self.done(task)

    def drop_waiting(self) -> None:
        while not self.tasks.empty():
            self.tasks.get_nowait()

    def stop(self) -> None:
        self.tasks.put(None)
        self.thread.join()


class ThreadWorker(Worker):
    """The workstation's worker."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._garbage = Garbage(self)
        self.ready.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._threads = {
            name: _Thread(name, self._finish)
            for name in ("writer", "reader", "jobs", "drafts")
        }

    def close(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._threads["reader"].drop_waiting()
        for name in ("writer", "reader", "jobs"):
            self._threads[name].stop()
        # Who saved last hears of it, so that no draft of it is left behind.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        super().close()
        self._threads["drafts"].stop()
        self._garbage.end()

    def submit(self, thread: str, task: Task) -> None:
        self._threads[thread].tasks.put(task)

    def _finish(self, task: Task) -> None:
        self.ready.emit(partial(self.deliver, task))

    def _arrived(self, delivery: Callable[[], None]) -> None:
        delivery()
