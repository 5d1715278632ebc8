"""How long nobody has touched keyboard, mouse or screen.

Asked of the windows themselves: a filter on the whole application would run for every
event of every widget, thousands for each page that is opened.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_LOOK_MS = 5_000
_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
    )
)


def seconds() -> tuple[float, float]:
    """By a clock that nobody sets, and by the wall's, which goes on while a computer
    sleeps."""
    return time.monotonic(), time.time()


class Idle(QObject):
    passed = Signal()
    """Nobody has touched anything for the time set."""
    pressed = Signal(QKeyEvent)
    """A key, in whatever window, before that window has it."""

    def __init__(
        self,
        parent: QObject,
        clock: Callable[[], tuple[float, float]] = seconds,
    ) -> None:
        super().__init__(parent)
        self.clock = clock
        self._last = clock()
        self._limit = 0.0
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def _watch(self, window: QWindow | None) -> None:
        """Installed once more, a filter only moves to the front."""
        if window is not None:
            window.installEventFilter(self)

    def allow(self, minutes: float) -> None:
        """So long may nobody touch anything; 0 is for ever."""
        self._limit = minutes * 60
        self.touched()
        if minutes:
            self._look.start()
        else:
            self._look.stop()

    def touched(self) -> None:
        self._last = self.clock()

    def look(self) -> None:
        """Whether the time has passed by now, by either clock."""
        since = max(
            now - then for now, then in zip(self.clock(), self._last, strict=True)
        )
        if self._limit and since >= self._limit:
            self.touched()
            self.passed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _INPUT:
            self._last = self.clock()
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                self.pressed.emit(event)
        return False
