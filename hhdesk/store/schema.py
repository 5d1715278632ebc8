"""The schema's revisions: create, read, bring up; refuse what is newer."""

from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, inspect

from hhdesk.errors import DatabaseRefused, DatabaseTooNew
from hhdesk.i18n import N_

SCRIPTS = Path(__file__).parent / "migrations"


class Holder(enum.Enum):
    """Whose tables stand in a database."""

    NOBODY = "nobody"
    HHDESK = "hhdesk"
    ANOTHER = "another"


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return ScriptDirectory.from_config(config)


def head() -> str:
    """The newest revision that this program knows."""
    newest = _scripts().get_current_head()
    assert newest
    return newest


def older_revisions() -> frozenset[str]:
    """Every revision before the newest."""
    known = {script.revision for script in _scripts().walk_revisions()}
    return frozenset(known - {head()})


def revision(engine: Engine) -> str | None:
    """The database's revision; None for an empty database."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


# What no other program's schema has together.
_MARKS = frozenset({"alembic_version", "audit_head", "care_plan_version"})


def holder(engine: Engine) -> Holder:
    """Whose tables a database holds."""
    looking = inspect(engine)
    names = {*looking.get_table_names(), *looking.get_view_names()}
    if not names:
        return Holder.NOBODY
    return Holder.HHDESK if names >= _MARKS else Holder.ANOTHER


def _run(connection: Connection, target: str) -> None:
    scripts = _scripts()

    def steps(rev: str | tuple[str, ...], _context: MigrationContext) -> object:
        return scripts._upgrade_revs(target, rev)  # type: ignore[arg-type]

    config = Config()
    environment = EnvironmentContext(config, scripts)
    environment.configure(connection=connection, fn=steps, transactional_ddl=False)
    environment.run_migrations()


def _counts(connection: Connection) -> dict[str, int]:
    tables = inspect(connection).get_table_names()
    return {
        table: connection.exec_driver_sql(
            f'SELECT count(*) FROM "{table}"'
        ).scalar_one()
        for table in tables
    }


def _upgrade_sqlite(engine: Engine, target: str) -> None:
    """With keys off, for a rebuilt parent table would delete its children; checked
    before the commit, and no table may have lost a row."""
    writing = engine.execution_options(immediate=True)
    with writing.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                before = _counts(connection)
                _run(connection, target)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                after = _counts(connection)
                lost = [t for t, n in before.items() if after.get(t, n) < n]
                if broken or lost:
                    raise RuntimeError("the migration lost rows; nothing was changed")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def upgrade(engine: Engine, target: str | None = None) -> None:
    """Bring an empty or older database to a revision (the newest), in one act."""
    goal = target or head()
    if engine.dialect.name == "sqlite":
        _upgrade_sqlite(engine, goal)
    else:
        with engine.begin() as connection:
            _run(connection, goal)


def require_current(engine: Engine) -> None:
    """Refuse an empty, older or newer database, each with its own sentence."""
    found = revision(engine)
    if found != head() and holder(engine) is Holder.ANOTHER:
        raise DatabaseRefused(N_("This database belongs to another program."))
    if found is None:
        raise DatabaseRefused(
            N_("This database is empty. Prepare it with: hhdesk db create")
        )
    if found != head() and found not in older_revisions():
        raise DatabaseTooNew(
            N_("This database was upgraded by a newer hhdesk. Update this workstation.")
        )
    if found != head():
        raise DatabaseRefused(
            N_("This database is older. Bring it up with: hhdesk db upgrade")
        )


def differences(engine: Engine, metadata: MetaData) -> list[object]:
    """What the migrated schema and the mapped classes disagree about."""
    from alembic.autogenerate import compare_metadata

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": _mapped_only(metadata)}
        )
        return list(compare_metadata(context, metadata))


def _mapped_only(metadata: MetaData) -> Callable[..., bool]:
    """The search index's tables are not mapped; they are not compared."""

    def include(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or name in metadata.tables

    return include
