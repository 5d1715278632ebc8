"""Looking for damage: pages, keys between tables, the schema against the program."""

from __future__ import annotations

from sqlalchemy import Engine, MetaData, exc

from hhdesk.store import schema


def _sqlite_problems(engine: Engine) -> list[str]:
    found: list[str] = []
    with engine.connect() as connection:
        for (line,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
            found.append(f"damaged page: {line}")
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                found.append(f"damaged: {line}")
        rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found += [f"{row[0]} row {row[1]} points to a missing {row[2]}" for row in rows]
    return found


def problems(engine: Engine, metadata: MetaData) -> list[str]:
    """What is wrong, a line each; empty when nothing was found."""
    try:
        found = _sqlite_problems(engine) if engine.dialect.name == "sqlite" else []
        found += [f"schema: {one}" for one in schema.differences(engine, metadata)]
    except exc.DatabaseError as error:
        return [f"damaged: {error.orig}"]
    return found
