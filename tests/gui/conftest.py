"""What tests of the window share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hhdesk.errors import Refusal
from hhdesk.gui.application import Speech
from hhdesk.gui.desk import Desk, Place
from hhdesk.gui.records import KeptFile
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Window
from hhdesk.gui.worker import InlineWorker, Worker
from hhdesk.gui.workstation import Opened, Workstation
from hhdesk.settings import Settings
from hhdesk.store.engine import Database, sqlite_engine
from tests.databases import ACTOR_ID, KEY, NOW, ZONE, open_on
from tests.gui import sample
from tests.gui.fitting import SPOKEN, settle
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
    drafts: KeptFile | None = None
    drafts_note: Refusal | None = None
    check_passphrase: Callable[[str], None] | None = None

    def open(self, passphrase: str | None = None) -> Opened:
        return self

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened:
        return self

    def demonstrate(self) -> Opened:
        return self


@pytest.fixture(autouse=True, scope="module")
def no_window_stays() -> Iterator[None]:
    """Every theme would dress a window that is left, for the rest of the run."""
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert QApplication.topLevelWidgets() == []


@contextmanager
def wearing(application: QApplication, scale: float = 1.0) -> Iterator[Theme]:
    """The light theme, and again at 100 % when it is over."""
    worn = Theme(application, "light", scale)
    yield worn
    # Without an event loop nothing is deleted later; every theme would dress it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    worn.scale = 1.0
    worn.choose("light")
    worn.end()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    with wearing(qapp) as worn:
        yield worn


@contextmanager
def speaking(application: QApplication, language: str = "en") -> Iterator[Speech]:
    """The application's translators, English again when it is over."""
    spoken = Speech(application, language)
    yield spoken
    spoken.speak("en")
    spoken.end()


@pytest.fixture
def speech(qapp: QApplication) -> Iterator[Speech]:
    with speaking(qapp) as spoken:
        yield spoken


@pytest.fixture(scope="session")
def furnished(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Sample]:
    """A closed file with the H.O.M.E. child and some others, to copy."""
    path = tmp_path_factory.mktemp("furnished") / "clinic.db"
    shutil.copy(sqlite_template, path)
    database = open_on(sqlite_engine(path, KEY))
    people = sample.furnish(database, ACTOR_ID)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path, people


@contextmanager
def copied(template: Path, folder: Path) -> Iterator[Database]:
    path = folder / "clinic.db"
    shutil.copy(template, path)
    database = open_on(sqlite_engine(path, KEY))
    yield database
    database.close()


@pytest.fixture
def records(furnished: tuple[Path, Sample], tmp_path: Path) -> Iterator[Database]:
    """A clinic's own copy of the sample."""
    with copied(furnished[0], tmp_path) as database:
        yield database


@pytest.fixture(scope="session")
def people(furnished: tuple[Path, Sample]) -> Sample:
    """Who is in the records."""
    return furnished[1]


@pytest.fixture
def worker(qapp: QApplication, records: Database) -> InlineWorker:
    """Answers at once, as Rosa Delgado."""
    made = InlineWorker()
    made.use(records, ACTOR_ID)
    return made


@pytest.fixture
def desk(worker: Worker, theme: Theme) -> Desk:
    return Desk(worker, PLACE)


def drafted(desk: Desk) -> set[UUID]:
    """About whom something is typed and not saved."""
    return {kept.subject for kept in desk.drafts.all()}


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """What was said in passing."""
    words: list[str] = []
    desk.said.connect(lambda text, _undo, _button: words.append(text))
    return words


def let_close(window: Window) -> None:
    """Close at the end of a test without asking about what was typed."""
    window.open_for_work(lambda: True)


def begun(theme: Theme, speech: Speech, records: Database) -> Workstation:
    """The whole window on these records, answering at once."""
    window = Window(theme)
    made = Workstation(window, InlineWorker(), theme, speech, lambda **_: None)
    made.wear(Settings())
    window.resize(1366, 768)
    window.show()
    made.begin(Clinic(records))
    return made


@pytest.fixture
def workstation(
    qtbot: QtBot, theme: Theme, speech: Speech, records: Database, people: Sample
) -> Workstation:
    """The whole window on the sample clinic."""
    made = begun(theme, speech, records)
    qtbot.addWidget(made.window, before_close_func=let_close)
    return made


@contextmanager
def workday(
    application: QApplication,
    template: Path,
    folder: Path,
    language: str = "en",
    percent: int = 100,
) -> Iterator[Workstation]:
    """One window for many tests that look, or that put back what they changed."""
    with (
        copied(template, folder) as records,
        speaking(application, language) as speech,
        wearing(application, percent / 100) as theme,
    ):
        made = begun(theme, speech, records)
        yield made
        let_close(made.window)
        made.window.close()
        made.window.deleteLater()


@pytest.fixture(params=SPOKEN, ids=lambda one: f"{one[0]}-{one[1]}")
def spoken(request: pytest.FixtureRequest, speech: Speech, theme: Theme) -> str:
    """The screens speak this language, in letters of this size."""
    language, percent = request.param
    theme.enlarge(percent / 100)
    speech.speak(language)
    settle()
    return str(language)
