"""Pictures of the translators' work: the list, a line, files, a checking session."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from hhdesk.care.translations import TranslationState
from hhdesk.gui.checking import PHRASES
from hhdesk.gui.translation_work import TranslationWork
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, folder: Path) -> None:
    """Nothing is saved."""
    screen: Any = workstation.acts.show_translations(None)
    assert isinstance(screen, TranslationWork)
    window = workstation.window
    screen.language_choice.choose("es")
    screen.ask()
    camera.take(window, "translations")
    _choose(screen, TranslationState.STALE)
    camera.take(window, "translations-stale")
    _choose(screen, TranslationState.TRANSLATED)
    assert screen.line is not None
    screen.line.family_field.setPlainText("Mateo dice 12 palabras.")
    camera.take(window, "translations-numbers")
    screen.line.restored.discard_wanted.emit()
    screen.send()
    screen.dialog.translator_field.setText("Ana Ruiz")
    screen.dialog.prepare()
    camera.take(screen.dialog, "translations-send")
    screen.dialog.reject()
    screen.take_answer()
    _answer(screen.dialog, folder)
    camera.take(screen.dialog, "translations-answer")
    screen.dialog.reject()
    screen.language_choice.choose("ko")
    screen.state_choice.choose("check")
    screen.ask()
    camera.take(window, "translations-empty")
    window.commands.action("list.checking").trigger()
    camera.take(window, "checking")
    checking: Any = window.page(Page("checking"))
    checking._choose_set(PHRASES)
    camera.take(window, "checking-phrases")


def _choose(screen: TranslationWork, state: TranslationState) -> None:
    """The first line of this state."""
    for at, row in enumerate(screen._list.rows):
        if row.state is state and not row.private:
            screen.table.choose(at)
            return


def _answer(dialog: Any, folder: Path) -> None:
    """An answer whose lines are nobody's: all of them are refused."""
    path = folder / "answer.po"
    path.write_bytes(
        b'msgctxt "goal.0.0"\nmsgid "Mateo sees the dentist."\nmsgstr "Ya"\n'
    )
    dialog.path_field.setText(str(path))
    dialog.translator_field.setText("Ana Ruiz")
    dialog.take()
    path.unlink()
