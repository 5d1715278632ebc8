"""Python's garbage is collected by the thread of the widgets alone.

Else a collection that happens to begin in another thread may meet a widget in a cycle
and destroy it there, and Qt dies of that: its timers cannot be stopped from elsewhere.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_OLDEST_LAST = (2, 1, 0)


class Garbage(QObject):
    """Stands in for the automatic collection from its making to its end."""

    _standing_in = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Garbage._standing_in += 1
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the generation that is due, by Python's own thresholds."""
        due = zip(
            _OLDEST_LAST, gc.get_count()[::-1], gc.get_threshold()[::-1], strict=True
        )
        for generation, count, threshold in due:
            if count > threshold:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Hand back to the automatic collection; a second call does nothing."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Garbage._standing_in -= 1
        if not Garbage._standing_in:
            gc.enable()


def settle() -> None:
    """What is there now stays, so later looks need not go through it: with it, each
    look at the oldest would hold the screens up."""
    gc.freeze()
