"""Feels the pulse of the window: how long its event loop goes without a beat, and in
whose code it was then.

    with Pulse() as pulse:
        ...  # act, and let the event loop run
    pulse.longest, pulse.where

A beat's gap is told by the wall's clock, which other programs on the computer make
longer, and by the work of the GUI thread alone, which they do not.
"""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 2
_LOOK_S = 0.004
_DEEP = 4
_OURS = re.compile(r'hhdesk/(\w+/\w+\.py", line \d+ in \w+)')


@dataclass(frozen=True)
class Gap:
    """Seconds without a beat, and how many of them the GUI thread worked."""

    waited: float
    worked: float
    where: str = ""


class Pulse(QObject):
    def __init__(self, long: float = 0.05) -> None:
        """Of gaps longer than `long` seconds it is noted where the program was."""
        super().__init__()
        self._long = long
        self.gaps: list[Gap] = []
        self._gui = threading.get_ident()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._over = threading.Event()
        self._seen: list[str] = []

    def __enter__(self) -> Pulse:
        self._begin()
        self._timer.start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._beat()
        self._timer.stop()
        self._over.set()
        self._watcher.join()

    def _begin(self) -> None:
        self._at, self._worked = time.perf_counter(), time.thread_time()
        self._seen = []

    def _beat(self) -> None:
        waited = time.perf_counter() - self._at
        worked = time.thread_time() - self._worked
        where = "\n".join(_frequent(self._seen)) if waited > self._long else ""
        self.gaps.append(Gap(waited, worked, where))
        self._begin()

    def _watch(self) -> None:
        """On a thread of its own: while there is no beat, note where the program is."""
        with tempfile.TemporaryFile() as file:
            while not self._over.wait(_LOOK_S):
                if time.perf_counter() - self._at > self._long / 4:
                    self._seen.append(_place(file, self._gui))

    @property
    def longest(self) -> Gap:
        """By the work of the GUI thread."""
        return max(self.gaps, key=lambda gap: gap.worked)

    @property
    def longest_wait(self) -> Gap:
        return max(self.gaps, key=lambda gap: gap.waited)


def _place(file: IO[bytes], thread: int) -> str:
    """The innermost lines of ours where a thread is.

    Not by its frames: one that is held here keeps a painter alive after its time.
    """
    file.seek(0)
    file.truncate()
    faulthandler.dump_traceback(file, all_threads=True)
    file.seek(0)
    for part in file.read().decode().split("\n\n"):
        if f"{thread:x}" in part.partition("\n")[0]:
            return " < ".join(_OURS.findall(part)[:_DEEP])
    return ""


def _frequent(places: list[str]) -> list[str]:
    """Where it was most often, with how often."""
    counted = sorted(((places.count(one), one) for one in set(places)), reverse=True)
    return [f"{times} x {one}" for times, one in counted[:6]]
