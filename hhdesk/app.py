"""Opens the database and the window; shares `open_database` with the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hhdesk import files, logs, safekeeping, settings
from hhdesk.errors import DatabaseMissing, DatabaseRefused, WrongKey
from hhdesk.i18n import N_

if TYPE_CHECKING:
    from uuid import UUID

    from hhdesk.care.clinic import ClinicDetails
    from hhdesk.errors import Refusal
    from hhdesk.store.drafts import DraftsFile
    from hhdesk.store.engine import Database
    from hhdesk.store.lock import Lock
    from hhdesk.store.opening import Target

# SQLAlchemy takes half a second to import, time zones a little: both are wanted after
# the first paint only.


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database and who works with it."""

    database: Database
    actor_id: UUID
    actor_name: str
    demonstration: bool = False
    anchors: Path | None = None
    """The file of the daily anchors."""
    lock: Lock | None = None
    drafts: DraftsFile | None = None
    """Where the window keeps drafts; None while it keeps them in memory only."""
    drafts_note: Refusal | None = None
    """What the person must know about the drafts."""
    check_passphrase: Callable[[str], None] | None = None
    """Raises WrongKey for another passphrase than the one typed to open it."""

    def close(self) -> None:
        """Let go of everything; what waits to be written was written before."""
        if self.drafts is not None:
            self.drafts.close()
        self.database.close()
        if self.lock is not None:
            self.lock.release()


def data_folder() -> Path:
    """Where this computer's user keeps the program's data."""
    from platformdirs import user_data_path

    return user_data_path("hhdesk", appauthor=False)


def cache_folder() -> Path:
    """Where this computer's user keeps what a program can make again."""
    from platformdirs import user_cache_path

    return user_cache_path("hhdesk", appauthor=False)


def default_target() -> str:
    """The database of this workstation: environment, settings, or the usual file."""
    chosen = os.environ.get("HHDESK_DATABASE") or settings.load().database
    return chosen or str(data_folder() / "clinic.db")


def this_day() -> date:
    """Today on this computer."""
    from hhdesk.store.engine import wall_clock

    return wall_clock().astimezone().date()


def computer_user() -> str:
    """The login of who sits here; the actor until sign-in exists."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "user"


def open_database(
    target: Target,
    passphrase: str,
    *,
    login: str = "",
    clock: Callable[[], datetime] | None = None,
) -> Opened:
    """Open an existing database as a member of its staff, the computer's user unless
    named. Raises DatabaseRefused."""
    from zoneinfo import ZoneInfo

    from hhdesk.care import clinic
    from hhdesk.store import engine as engines
    from hhdesk.store.opening import open_engine

    engine = open_engine(target, passphrase)
    found = clinic.clinics(engine)
    if len(found) != 1:
        engine.dispose()
        raise DatabaseRefused(N_("This database holds no clinic of this workstation."))
    organization_id, zone = found[0]
    database = engines.Database(
        engine, organization_id, ZoneInfo(zone), clock or engines.wall_clock
    )
    return _signed_in(target, database, login or computer_user())


def _signed_in(target: Target, database: Database, login: str) -> Opened:
    from hhdesk import auditing
    from hhdesk.care import clinic, staff

    with database.reading() as session:
        demonstration = clinic.clinic(session).demonstration
        person = staff.of_login(session, login)
    if person is None:
        own_id = database.ids()
        with database.transaction(own_id) as session:
            person = staff.add(session, own_id, login)
    anchors = auditing.anchors_of(target, database, data_folder())
    auditing.watch(database, person.id, anchors)
    return Opened(database, person.id, person.name, demonstration, anchors=anchors)


def create_database(
    target: Target,
    passphrase: str,
    details: ClinicDetails,
    *,
    clock: Callable[[], datetime] | None = None,
) -> Opened:
    """Make a database with one clinic in it and the computer's user as its staff."""
    from zoneinfo import ZoneInfo

    from hhdesk.care import clinic
    from hhdesk.store import engine as engines
    from hhdesk.store.ids import id_maker
    from hhdesk.store.opening import create_engine_for

    moment = clock or engines.wall_clock
    ids = id_maker(moment)
    engine = create_engine_for(target, passphrase)
    database = engines.Database(engine, ids(), ZoneInfo(details.zone), moment, ids)
    with database.transaction(ids()) as session:
        clinic.found(session, details)
    return _signed_in(target, database, computer_user())


def check(opened: Opened) -> list[str]:
    """What is wrong with a database: damage, schema, audit chain, search index."""
    from hhdesk import auditing
    from hhdesk.care import search
    from hhdesk.care.tables import METADATA
    from hhdesk.store import checking

    found = checking.problems(opened.database.engine, METADATA)
    verdict = auditing.verify(opened.database, opened.anchors)
    found += [f"audit: {fault}" for fault in verdict.faults]
    with opened.database.reading() as session:
        stale = search.out_of_step(session)
        if stale:
            found.append(f"search: {stale} members; run: hhdesk db reindex")
    return found


class Records:
    """What the window opens: the records of a clinic, wherever they are named to be."""

    def __init__(
        self,
        named: str,
        demonstrate: Callable[[], Opened],
        passphrase: str | None = None,
    ) -> None:
        """`demonstrate` opens the demonstration clinic instead."""
        self.place = settings.without_password(named)
        self._demonstrate = demonstrate
        self._named = named
        self._passphrase = passphrase
        self._opened: Opened | None = None

    def open(self, passphrase: str | None = None) -> Opened:
        """Raises WrongKey without the right passphrase, DatabaseMissing for no file."""
        from hhdesk.store.opening import Target

        target = Target(self._named)
        key = passphrase if passphrase is not None else self._passphrase
        typed = passphrase is not None
        if not target.on_server:
            if not target.path.is_file():
                raise DatabaseMissing(
                    N_("There is no database at {path}."), path=target.path
                )
            if key is None:
                raise WrongKey(N_("Type the passphrase."))
        way = partial(open_database, target, key or "")
        return self._alone(target, key or "", way, typed=typed)

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened:
        """Make the records of a new clinic there."""
        from hhdesk.care.clinic import ClinicDetails
        from hhdesk.store.opening import Target

        target, details = Target(self._named), ClinicDetails(clinic, phone)
        made = create_database(target, passphrase, details)
        return self._alone(target, passphrase, lambda: made, typed=True)

    def demonstrate(self) -> Opened:
        """The demonstration clinic instead."""
        self.close()
        self._opened = self._demonstrate()
        return self._opened

    def _alone(
        self,
        target: Target,
        passphrase: str,
        way: Callable[[], Opened],
        *,
        typed: bool,
    ) -> Opened:
        """Open by a way, with lock and drafts; what was open before is closed. A
        passphrase that somebody typed unlocks the window later."""
        self.close()
        opened = safekeeping.open_for_window(target, passphrase, data_folder(), way)
        if typed and not target.on_server:
            check = partial(safekeeping.check_passphrase, target.path)
            opened = replace(opened, check_passphrase=check)
        self._opened = opened
        return opened

    @property
    def open_now(self) -> Opened:
        """What was opened last."""
        if self._opened is None:
            raise RuntimeError("nothing is open")
        return self._opened

    def close(self) -> None:
        """Close what was opened here, if anything was."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()


def run(records: Records) -> int:
    """Open the workstation's window and stay until it is closed."""
    from hhdesk.gui import application

    logs.start()
    safekeeping.own_temporary_folder(cache_folder())
    try:
        return application.run(
            records, settings.load(), settings.change, logs.catch_bugs
        )
    finally:
        records.close()


def shots(
    opened: Opened, folder: Path, size: tuple[int, int], language: str, theme: str
) -> list[Path]:
    """Save every screen as a picture; gives the files."""
    from hhdesk.gui import shots as pictures

    files.private_folder(folder)
    return pictures.take(opened, folder, size=size, language=language, theme=theme)
