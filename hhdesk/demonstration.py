"""Where demonstration clinics lie: made, replaced and opened by their own key."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hhdesk import app, files, safekeeping
from hhdesk.app import Opened, Records
from hhdesk.errors import DatabaseRefused
from hhdesk.i18n import N_

if TYPE_CHECKING:
    from hhdesk.store.opening import Target

DATABASE = "clinic.db"
NOTE = "demo.json"
ZONE = "America/Los_Angeles"
_WEEKEND = 2


def usual_folder() -> Path:
    """Where the demonstration clinic lies unless another folder is named."""
    return app.data_folder() / "demo"


def usual_day() -> date:
    """Today, or the Monday after: on a weekend nobody would have a visit."""
    today = app.this_day()
    ahead = 7 - today.weekday()
    return today + timedelta(days=ahead) if ahead <= _WEEKEND else today


def target_in(folder: Path) -> Target:
    """The demonstration clinic's file below a folder."""
    from hhdesk.store.opening import Target

    return Target(str(folder / DATABASE))


def _day_of(folder: Path) -> date | None:
    """The day that the clinic in this folder was made for; None if there is none."""
    try:
        told = json.loads((folder / NOTE).read_bytes())
        return date.fromisoformat(told["today"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def story_clock(day: date) -> Callable[[], datetime]:
    """The clinic's day with this computer's time of day: its story does not age."""
    from hhdesk.store.engine import wall_clock

    def clock() -> datetime:
        zone = ZoneInfo(ZONE)
        now = wall_clock().astimezone(zone)
        return now.replace(year=day.year, month=day.month, day=day.day)

    return clock


def open_in(folder: Path, clock: Callable[[], datetime] | None = None) -> Opened:
    """Open the demonstration clinic, on the day it was made for."""
    from hhdesk import demo
    from hhdesk.store.encryption import DEMO_PASSPHRASE

    day = _day_of(folder)
    if day is None:
        raise DatabaseRefused(
            N_("There is no demonstration clinic in {path}. Make it: hhdesk demo"),
            path=folder,
        )
    return app.open_database(
        target_in(folder),
        DEMO_PASSPHRASE,
        login=demo.LOGIN,
        clock=clock or story_clock(day),
    )


def make_in(
    folder: Path,
    *,
    members: int = 250,
    today: date,
    progress: Callable[[int, int], None] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Opened:
    """The demonstration clinic of a day and a size; made anew when another lies there,
    or one of an older program.

    Raises DatabaseRefused when the file there is not a demonstration clinic: only what
    opens with the demonstration's key is ever replaced.
    """
    from hhdesk.store import opening, schema

    target = target_in(folder)
    # What a newer program shows is not in a clinic that an older one made.
    told = {"today": today.isoformat(), "members": members, "schema": schema.head()}
    note = json.dumps(told)
    if target.path.exists():
        opened = open_in(folder, clock)
        if (folder / NOTE).read_text() == note:
            return opened
        opened.database.close()
        if not opened.demonstration:
            raise DatabaseRefused(N_("{path} is not a demonstration."), path=folder)
        with safekeeping.claimed(target, folder):
            opening.remove(target.path)
            opening.remove(safekeeping.drafts_path(target, folder))
    files.private_folder(folder)
    _fill(target, members, today, progress)
    files.write_atomically(folder / NOTE, note.encode())
    return open_in(folder, clock)


@contextmanager
def copied(
    folder: Path, clock: Callable[[], datetime] | None = None
) -> Iterator[Opened]:
    """A copy of the demonstration clinic, gone afterwards; raises DatabaseMissing."""
    with tempfile.TemporaryDirectory() as name:
        for path in folder.glob("*"):
            if path.is_file() and path.name.startswith((DATABASE, NOTE)):
                shutil.copy(path, name)
        opened = open_in(Path(name), clock)
        try:
            yield opened
        finally:
            opened.database.close()


def open_for_window(folder: Path) -> Opened:
    """Open the demonstration clinic as the window does: with lock and drafts."""
    from hhdesk.store.encryption import DEMO_PASSPHRASE

    return safekeeping.open_for_window(
        target_in(folder), DEMO_PASSPHRASE, app.data_folder(), lambda: open_in(folder)
    )


def _fill(
    target: Target,
    members: int,
    today: date,
    progress: Callable[[int, int], None] | None,
) -> None:
    from hhdesk import demo
    from hhdesk.store import opening
    from hhdesk.store.encryption import DEMO_PASSPHRASE
    from hhdesk.store.engine import Database

    engine = opening.create_engine_for(target, DEMO_PASSPHRASE)
    database = Database(engine, demo.CLINIC_ID, ZoneInfo(ZONE))
    try:
        demo.make_clinic(database, members=members, today=today, progress=progress)
    except BaseException:
        database.close()
        opening.remove(target.path)
        raise
    database.close()


def make_usual() -> Opened:
    """The demonstration clinic in its usual folder, made if it is not there."""
    folder = usual_folder()
    if not _day_of(folder):
        make_in(folder, today=usual_day()).database.close()
    return open_for_window(folder)


class DemoRecords(Records):
    """The demonstration clinic of one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), make_usual)
        self._folder = folder

    def open(self, passphrase: str | None = None) -> Opened:
        self.close()
        self._opened = open_for_window(self._folder)
        return self._opened
