"""The whole window with its real threads, as the program opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hhdesk.gui.application import Speech
from hhdesk.gui.theme import Theme
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.window import Window
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings


def _close_unasked(window: Window) -> None:
    window.open_for_work(lambda: True)


@pytest.fixture
def workstation(
    qapp: QApplication, qtbot: QtBot, records: Any
) -> Iterator[Workstation]:
    """On the records of the story's own fixture."""
    theme, speech, worker = (
        Theme(qapp, "light", 1.0),
        Speech(qapp, "en"),
        ThreadWorker(),
    )
    window = Window(theme)
    # A story that fails half-way leaves a draft; nobody is there to answer for it.
    qtbot.addWidget(window, before_close_func=_close_unasked)
    made = Workstation(window, worker, theme, speech, lambda **_: None)
    made.wear(Settings())
    window.painted.connect(lambda: made.begin(records))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: made.desk is not None, timeout=20_000)
    yield made
    worker.close()
    speech.end()
    theme.deleteLater()


@pytest.fixture
def text_of() -> Callable[[bytes], str]:
    """The words of a PDF, as a person copies them out."""

    def read(pdf: bytes) -> str:
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        pages = range(document.pageCount())
        words = " ".join(document.getAllText(page).text() for page in pages)
        document.close()
        return " ".join(words.split())

    return read
