"""QApplication dressed and speaking, and the order in which the workstation opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from hhdesk.gui import garbage
from hhdesk.gui.forms import Gettext
from hhdesk.gui.theme import Theme
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.window import Window
from hhdesk.gui.workstation import Records, Workstation
from hhdesk.i18n import set_language
from hhdesk.settings import Settings


class Speech:
    """The translators of the application; switched while windows are open."""

    def __init__(self, application: QApplication, language: str) -> None:
        self._application = application
        self._ours = Gettext(application)
        self._qts = QTranslator(application)
        set_language(language)
        self._load_qts(language)
        application.installTranslator(self._qts)
        application.installTranslator(self._ours)

    def speak(self, language: str) -> None:
        """Change the language of everything that is open."""
        set_language(language)
        self._application.removeTranslator(self._qts)
        self._load_qts(language)
        # Installing one tells every window that the language has changed.
        self._application.installTranslator(self._qts)
        self._application.removeTranslator(self._ours)
        self._application.installTranslator(self._ours)

    def end(self) -> None:
        """Take the translators away again."""
        self._application.removeTranslator(self._ours)
        self._application.removeTranslator(self._qts)

    def _load_qts(self, language: str) -> None:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._qts.load(f"qtbase_{language}", folder)


def dressed(settings: Settings) -> tuple[QApplication, Theme, Speech]:
    """The process's QApplication in the chosen theme and language."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication([])
    application.setApplicationName("hhdesk")
    application.setApplicationDisplayName("hhdesk")
    application.setDesktopFileName("hhdesk")
    theme = Theme(
        application,
        settings.theme,
        settings.text_scale / 100,
        packed=settings.compact_rows,
    )
    return application, theme, Speech(application, settings.language)


def run(
    records: Records,
    settings: Settings,
    change_settings: Callable[..., Any],
    catch_bugs: Callable[[Callable[[BaseException], None]], None],
) -> int:
    """Open the workstation and stay until it is closed; gives the exit code.

    The records are opened away from the GUI thread after the first paint;
    `change_settings(theme="dark")` keeps a choice of this workstation; `catch_bugs`
    makes its argument hear of every exception that nobody handled.
    """
    application, theme, speech = dressed(settings)
    worker = ThreadWorker()
    window = Window(theme)
    workstation = Workstation(window, worker, theme, speech, change_settings)
    workstation.wear(settings)
    workstation.furnished.connect(garbage.settle)
    catch_bugs(worker.bug.emit)
    window.painted.connect(lambda: workstation.begin(records))
    window.show()
    code = application.exec()
    worker.close()
    return code
