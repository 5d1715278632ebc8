"""Opens the database and the window; shares `open_database` with the command line."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from hhdesk import settings
from hhdesk.errors import DatabaseRefused
from hhdesk.i18n import N_

if TYPE_CHECKING:
    from hhdesk.care.clinic import ClinicDetails
    from hhdesk.store.engine import Database
    from hhdesk.store.opening import Target

# SQLAlchemy takes half a second to import; it is wanted after the first paint only.


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database and who works with it."""

    database: Database
    actor_id: UUID
    actor_name: str
    demonstration: bool = False


def data_folder() -> Path:
    """Where this computer's user keeps the program's data."""
    from platformdirs import user_data_path

    return user_data_path("hhdesk", appauthor=False)


def default_target() -> str:
    """The database of this workstation: environment, settings, or the usual file."""
    chosen = os.environ.get("HHDESK_DATABASE") or settings.load().database
    return chosen or str(data_folder() / "clinic.db")


def demo_folder() -> Path:
    """Where the demonstration clinic lies unless another folder is named."""
    return data_folder() / "demo"


def computer_user() -> str:
    """The login of who sits here; the actor until sign-in exists."""
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
    return _signed_in(database, login or computer_user())


def _signed_in(database: Database, login: str) -> Opened:
    from hhdesk.care import clinic, staff

    with database.reading() as session:
        demonstration = clinic.clinic(session).demonstration
        person = staff.of_login(session, login)
    if person is None:
        own_id = database.ids()
        with database.transaction(own_id) as session:
            person = staff.add(session, own_id, login)
    return Opened(database, person.id, person.name, demonstration)


def create_database(
    target: Target,
    passphrase: str,
    details: ClinicDetails,
    *,
    clock: Callable[[], datetime] | None = None,
) -> Opened:
    """Make a database with one clinic in it and the computer's user as its staff."""
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
    return _signed_in(database, computer_user())
