"""Locking: everything that can be read is hidden at once, and stands there again after
unlocking as it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from hhdesk.errors import Refusal
from hhdesk.gui.command_table import BY_ID
from hhdesk.gui.desk import Desk
from hhdesk.gui.idle import Idle
from hhdesk.gui.worker import Task

if TYPE_CHECKING:
    from hhdesk.gui.lock_screen import LockScreen
    from hhdesk.gui.workstation import Workstation

_PASSING = Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen


class Locking(QObject):
    def __init__(self, workstation: Workstation, desk: Desk) -> None:
        super().__init__(workstation)
        self._workstation = workstation
        self._window = workstation.window
        self._desk = desk
        self.screen: LockScreen | None = None
        """While it is locked."""
        self._hidden: list[tuple[QWidget, QRect]] = []
        self._focus: QWidget | None = None
        self._keys = QKeySequence(BY_ID["desk.lock"].keys[0])
        self.idle = Idle(self)
        self.idle.passed.connect(self.lock)
        self.idle.pressed.connect(self._pressed)
        self.idle.allow(workstation.settings.lock_minutes)

    @property
    def locked(self) -> bool:
        return self.screen is not None

    def allow(self, minutes: int) -> None:
        """Lock after so many idle minutes from now on; 0 is never."""
        self.idle.allow(minutes)

    def _pressed(self, event: QKeyEvent) -> None:
        """Also over a dialog, where no action of the window is reached."""
        pressed = QKeySequence(event.keyCombination())
        if pressed == self._keys and not self.locked:
            # After the key's own way through the window.
            QTimer.singleShot(0, self.lock)

    def lock(self) -> None:
        """Keep every draft, hide every window, show the lock screen."""
        if self.locked:
            return
        from hhdesk.gui.lock_screen import LockScreen

        self._desk.drafts.flush()
        self._focus = QApplication.focusWidget()
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        opened = self._workstation.opened
        asks = opened is not None and opened.check_passphrase is not None
        person = opened.actor_name if opened is not None else ""
        self.screen = LockScreen(self._desk, person, asks_passphrase=asks)
        self.screen.unlock_wanted.connect(self._unlock)
        self._hide_all()
        self._window.cover(self.screen)
        self.screen.begin()
        # Answers that are still on their way may open something.
        self._watch_windows(True)

    def _hide_all(self) -> None:
        """Every other window; what only passes by, such as a menu, is closed."""
        for widget in QApplication.topLevelWidgets():
            if widget is self._window or not widget.isVisible():
                continue
            if widget.windowType() in _PASSING or isinstance(widget, QMenu):
                widget.close()
            elif widget.windowModality() is Qt.WindowModality.ApplicationModal:
                # Somebody's code waits for it and goes on as if stepped back from.
                widget.hide()
            else:
                self._hidden.append((widget, widget.geometry()))
                widget.hide()

    def _watch_windows(self, on: bool) -> None:
        """All windows, those that are yet to come as well."""
        application = QApplication.instance()
        if application is None:
            return
        if on:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While locked: a window that an answer opens is hidden like the others."""
        shown = event.type() == QEvent.Type.Show and watched is not self._window
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, self, self._hide_late)
        return False

    def _hide_late(self) -> None:
        if self.locked:
            self._hide_all()

    def _unlock(self, passphrase: str) -> None:
        """Ask away from the GUI thread whether this passphrase opens the records."""
        opened = self._workstation.opened
        check = opened.check_passphrase if opened is not None else None
        if check is None:
            self.unlock()
            return

        def work() -> None:
            check(passphrase)

        # Not with the jobs: an import there may take minutes.
        task = Task(work, lambda _: self.unlock(), self._refused)
        self._workstation.worker.submit("reader", task)

    def _refused(self, refusal: Refusal) -> None:
        if self.screen is not None:
            self.screen.refuse(refusal)

    def unlock(self) -> None:
        """Everything stands there again, with the keyboard where it was."""
        screen, self.screen = self.screen, None
        if screen is None:
            return
        self._watch_windows(False)
        self._window.uncover(screen)
        hidden, self._hidden = self._hidden, []
        for widget, geometry in hidden:
            if shiboken6.isValid(widget):
                widget.setGeometry(geometry)
                widget.show()
        focus, self._focus = self._focus, None
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.window().activateWindow()
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.idle.touched()
