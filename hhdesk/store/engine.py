"""Opening a database and the two ways to use it: reading, and one act at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, exc, insert, select
from sqlalchemy.pool import QueuePool

from hhdesk.errors import DatabaseAway, NotPermitted, Refusal, WrongKey
from hhdesk.i18n import N_
from hhdesk.store import search_match
from hhdesk.store.encryption import FileKey, private
from hhdesk.store.ids import IdMaker, id_maker
from hhdesk.store.receipts import Receipt
from hhdesk.store.session import UnitOfWork

log = logging.getLogger(__name__)

# SQLite keeps its pages decrypted in this many KiB; with the 2 MB default every
# search decrypts the index anew (measured: three times slower).
CACHE_KIB = 256 * 1024
BUSY_MS = 5_000


def sqlite_connector(path: Path, key: FileKey) -> Callable[[], Any]:
    """Makes connections to an encrypted file. They raise WrongKey."""

    def connect() -> Any:
        connection = sqlcipher3.dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=False
        )
        cursor = connection.cursor()
        # Its own log goes to standard error, a line for every page it cannot read.
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(key.pragma())
        if not cursor.execute("PRAGMA cipher_version").fetchone()[0]:
            raise RuntimeError("the SQLite driver does not encrypt")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlcipher3.dbapi2.DatabaseError as error:
            connection.close()
            raise WrongKey(
                N_("{path} does not open with this passphrase."), path=path
            ) from error
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.close()
        return connection

    return connect


def sqlite_engine(path: Path, key: FileKey) -> Engine:
    """An engine on an encrypted local file; the caller made sure that it exists."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=sqlite_connector(path, key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that begins plainly and upgrades later fails at once under another
        # writer; a reader that begins IMMEDIATE locks everyone out.
        options = connection.get_execution_options()
        if not options.get("plain", False):
            immediate = options.get("immediate", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    connection = engine.raw_connection()
    connection.close()
    private(path)
    return engine


def postgresql_engine(url: str) -> Engine:
    """An engine on a clinic's server; `url` begins with `postgresql://`."""
    target = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(
        target,
        pool_size=4,
        max_overflow=4,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 5000,
        },
    )


def _nothing(*_: object) -> None:
    """What a database does until somebody listens."""


def wall_clock() -> datetime:
    """The one place that asks the computer for the time."""
    return datetime.now(UTC)


class Database:
    """One open database of one clinic."""

    def __init__(
        self,
        engine: Engine,
        organization_id: UUID,
        zone: ZoneInfo,
        clock: Callable[[], datetime] = wall_clock,
        ids: IdMaker | None = None,
    ) -> None:
        self.engine = engine
        self.organization_id = organization_id
        self.zone = zone
        self.clock = clock
        self.ids = ids or id_maker(clock)
        self._writing = engine.execution_options(immediate=True)
        plain = (
            {"isolation_level": "AUTOCOMMIT"} if self._on_server else {"plain": True}
        )
        self._plain = engine.execution_options(**plain)
        self._searcher: UnitOfWork | None = None
        self._turn = _Turn(self)
        self.acted: Callable[[], None] = _nothing
        """Called after each act, when it is saved."""
        self.refused: Callable[[NotPermitted], None] = _nothing
        """Called when something was not permitted, after all of it was undone."""

    @property
    def _on_server(self) -> bool:
        return self.dialect == "postgresql"

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    def _session(
        self, engine: Engine | Connection, actor_id: UUID | None
    ) -> UnitOfWork:
        info = {
            "actor": actor_id,
            "now": self.clock(),
            "zone": self.zone,
            "ids": self.ids,
            "organization": self.organization_id,
        }
        return UnitOfWork(engine, info=info, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """A consistent look; nothing it changes is kept."""
        with (
            self._telling(),
            self._session(self.engine, None) as session,
            _known_errors(),
        ):
            yield session
            session.rollback()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except NotPermitted as refusal:
            self.refused(refusal)
            raise

    def searching(self) -> AbstractContextManager[UnitOfWork]:
        """For reading without a transaction: each statement sees the last commit.

        The connection stays open from search to search; a transaction's beginning and
        end take longer than finding (measured). One thread at a time may ask.
        """
        return self._turn

    def _search_session(self) -> UnitOfWork:
        session = self._searcher or self._new_searcher()
        session.info["now"] = self.clock()
        return session

    def _new_searcher(self) -> UnitOfWork:
        connection = self._plain.connect()
        session = self._session(connection, None)
        session.info["driver"] = search_match.driver(connection, self.organization_id)
        self._searcher = session
        return session

    def _end_searcher(self) -> None:
        session, self._searcher = self._searcher, None
        if session is not None:
            connection = session.get_bind()
            assert isinstance(connection, Connection)
            # First: a lost connection cannot even be rolled back.
            connection.invalidate()
            session.close()
            connection.close()

    @contextmanager
    def transaction(
        self, actor_id: UUID, receipt_id: UUID | None = None
    ) -> Iterator[UnitOfWork]:
        """One act of one person: all of it is saved, or nothing.

        When the answer to the commit is lost, the act's receipt says whether it
        happened. DatabaseAway is raised where it did not, and where that cannot be
        known yet.
        """
        receipt = receipt_id or self.ids()
        with (
            self._telling(),
            self._session(self._writing, actor_id) as session,
            _known_errors(),
        ):
            yield session
            session.flush()
            session.execute(
                insert(Receipt).values(
                    id=receipt, at=session.now(), organization_id=self.organization_id
                )
            )
            try:
                session.commit()
            except exc.OperationalError:
                log.warning("commit unanswered; looking for its receipt")
                if not self._surely_happened(receipt):
                    raise
        self.acted()

    def _surely_happened(self, receipt_id: UUID) -> bool:
        try:
            return self.happened(receipt_id)
        except exc.OperationalError as error:
            raise DatabaseAway(
                N_(
                    "The database does not answer. Whether this was saved is not "
                    "known: look before you save it again."
                )
            ) from error

    def happened(self, receipt_id: UUID) -> bool:
        """Whether the act with this receipt was saved.

        On a server the act may still be on its way: writing the same receipt waits for
        its end, one way or the other. Raises SQLAlchemy's OperationalError where the
        database does not answer.
        """
        if not self._on_server:
            with self.engine.connect() as connection:
                found = select(Receipt.id).where(Receipt.id == receipt_id)
                return connection.execute(found).first() is not None
        values = {
            "id": receipt_id,
            "at": self.clock(),
            "organization_id": self.organization_id,
        }
        with self.engine.connect() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MS}")
            try:
                connection.execute(insert(Receipt).values(values))
            except exc.IntegrityError:
                return True
            connection.rollback()
            return False

    def close(self) -> None:
        self._end_searcher()
        self.engine.dispose()


class _Turn:
    """A database's turn to search, taken again and again. A class, for a generator
    with another inside takes as long as a quarter of the search."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = RLock()

    def __enter__(self) -> UnitOfWork:
        self._lock.acquire()
        try:
            return self._database._search_session()
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is not None:
                self._database._end_searcher()
            if isinstance(error, exc.OperationalError):
                raise _away() from error
        finally:
            self._lock.release()


@contextmanager
def _known_errors() -> Iterator[None]:
    """Turn a database that is away or damaged into a refusal; rows are not shown."""
    try:
        yield
    except Refusal:
        raise
    except exc.OperationalError as error:
        raise _away() from error


def _away() -> DatabaseAway:
    return DatabaseAway(
        N_("The database does not answer. Nothing was saved; please try again.")
    )
