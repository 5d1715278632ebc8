"""What tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hhdesk.gui.application import Speech
from hhdesk.gui.desk import Desk, Place
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Window
from hhdesk.gui.worker import InlineWorker, Worker
from hhdesk.gui.workstation import Opened, Workstation
from hhdesk.settings import Settings
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE
from tests.gui import sample
from tests.gui.sample import Sample

PLACE = Place(NOW.astimezone(ZONE).date(), ZONE, ())


@dataclass
class Clinic:
    """Records that are open: what `app` hands to the window."""

    database: Database
    actor_id: UUID = ACTOR_ID
    actor_name: str = "Rosa Delgado"
    demonstration: bool = False
    place: str = "/records/clinic.db"

    def open(self, passphrase: str | None = None) -> Opened:
        return self

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened:
        return self

    def demonstrate(self) -> Opened:
        return self


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


@pytest.fixture
def records(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.fixture
def people(records: Database) -> Sample:
    """The H.O.M.E. child and some others."""
    return sample.furnish(records, ACTOR_ID)


@pytest.fixture
def worker(qapp: QApplication, records: Database) -> InlineWorker:
    """Answers at once, as Rosa Delgado."""
    made = InlineWorker()
    made.use(records, ACTOR_ID)
    return made


@pytest.fixture
def desk(worker: Worker, theme: Theme) -> Desk:
    return Desk(worker, PLACE)


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """What was said in passing."""
    words: list[str] = []
    desk.said.connect(lambda text, _undo, _button: words.append(text))
    return words


@pytest.fixture
def workstation(
    qtbot: QtBot, theme: Theme, speech: Speech, records: Database, people: Sample
) -> Workstation:
    """The whole window on the sample clinic, answering at once."""
    window = Window(theme)
    qtbot.addWidget(window)
    made = Workstation(window, InlineWorker(), theme, speech, lambda **_: None)
    made.wear(Settings())
    window.resize(1366, 768)
    window.show()
    made.begin(Clinic(records))
    return made
