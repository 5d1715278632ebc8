"""Statements whose answers nobody reads, sent to a server in one go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, exc


@contextmanager
def one_trip(connection: Connection) -> Iterator[None]:
    """What is executed inside goes to a server together, and errors come at the end. A
    local file takes each statement at once.

    Only statements of SQLAlchemy's Core: the unit of work counts the rows it changed,
    which a server tells when all are done.
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "postgresql":
        yield
        return
    kind: Any = connection.dialect.dbapi
    try:
        with driver.pipeline():
            yield
    except kind.Error as error:
        raise exc.DBAPIError.instance(None, None, error, kind.Error) from error
