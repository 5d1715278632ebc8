"""What tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from hhdesk.gui.application import Speech
from hhdesk.gui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %, and again after the test."""
    worn = Theme(qapp, "light", 1.0)
    yield worn
    worn.scale = 1.0
    worn.choose("light")
    worn.deleteLater()


@pytest.fixture
def speech(qapp: QApplication) -> Iterator[Speech]:
    """The application's translators, English again after the test."""
    spoken = Speech(qapp, "en")
    yield spoken
    spoken.speak("en")
    spoken.end()
