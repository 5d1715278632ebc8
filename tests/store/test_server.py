"""A clinic's server: prepared by an ordinary role, shared by ordinary roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, inspect, text, update

from hhdesk import app, cli
from hhdesk.care import members, search
from hhdesk.care.audit import AuditEntry
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.errors import DatabaseRefused
from hhdesk.store import opening
from hhdesk.store.opening import Target
from tests.databases import ROLE, Server

ANA = MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))


@pytest.fixture
def empty(server: Server) -> Iterator[str]:
    """The name of an empty database that the ordinary role owns."""
    name = f"given_{uuid4().hex}"
    server.make(name)
    yield name
    server.drop(name)


def test_the_tests_sign_in_as_an_ordinary_role(server: Server, empty: str) -> None:
    engine = server.engine(empty)
    with engine.connect() as connection:
        role = connection.execute(
            text(
                "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb,"
                " rolcreaterole FROM pg_roles WHERE rolname = session_user"
            )
        ).one()
    engine.dispose()
    assert tuple(role) == (ROLE, True, False, False, False, False)


def test_a_command_prepares_the_empty_database_it_was_given(
    server: Server, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = server.url(empty)
    create = ["db", "create", "--database", url, "--clinic", "Dos Puentes"]
    assert cli.main(create) == 0
    assert cli.main(["db", "check", "--database", url]) == 0
    assert cli.main(["audit", "verify", "--database", url]) == 0
    assert "The chain is whole." in capsys.readouterr().out
    assert cli.main(create) == 1
    assert "already prepared" in capsys.readouterr().err


def tables(server: Server, name: str) -> list[str]:
    engine = server.engine(name)
    found = inspect(engine).get_table_names()
    engine.dispose()
    return sorted(found)


FOREIGN = [
    "CREATE TABLE invoice (id integer)",
    "CREATE VIEW paid AS SELECT 1 AS one",
    "CREATE TABLE alembic_version (version_num text)",
    "CREATE TABLE member (id integer)",
]


@pytest.mark.parametrize("statement", FOREIGN)
def test_a_database_of_another_program_is_refused_and_left_as_it_was(
    server: Server,
    empty: str,
    statement: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    engine = server.engine(empty)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    before = tables(server, empty)
    url = server.url(empty)
    assert cli.main(["db", "create", "--database", url]) == 1
    assert "another program" in capsys.readouterr().err
    with pytest.raises(DatabaseRefused, match="another program"):
        opening.open_engine(Target(url))
    assert tables(server, empty) == before


def test_a_role_that_may_not_create_is_refused_and_nothing_is_left(
    server: Server, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with server.admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {empty} OWNER TO postgres"))
    assert cli.main(["db", "create", "--database", server.url(empty)]) == 1
    assert "Ask its administrator." in capsys.readouterr().err
    assert tables(server, empty) == []


@pytest.fixture
def staff_url(server: Server, empty: str, root: Path) -> Iterator[str]:
    """A prepared clinic, for a role with the rights that the handbook gives."""
    url = server.url(empty)
    assert cli.main(["db", "create", "--database", url]) == 0
    handbook = (root / "docs" / "clinic-it.md").read_text("utf-8")
    rights = "\n".join(re.findall(r"```sql\n(.*?)```", handbook, re.DOTALL))
    with server.admin.connect() as connection:
        connection.execute(text("CREATE ROLE hhdesk_staff NOLOGIN"))
        connection.execute(text("CREATE ROLE ana LOGIN IN ROLE hhdesk_staff"))
    owner = server.engine(empty)
    with owner.begin() as connection:
        connection.execute(text(rights.replace("hhdesk_owner", ROLE)))
    owner.dispose()
    yield url.replace(f"//{ROLE}@", "//ana@")
    server.drop(empty)
    with server.admin.connect() as connection:
        connection.execute(text("DROP ROLE ana"))
        connection.execute(text("DROP ROLE hhdesk_staff"))


def test_the_rights_of_the_handbook_are_enough_to_work(staff_url: str) -> None:
    opened = app.open_database(Target(staff_url), "")
    with opened.database.transaction(opened.actor_id) as session:
        member_id = members.create(session, ANA)
    with opened.database.transaction(opened.actor_id) as session:
        details, seen = members.details(session, member_id)
        members.update(session, member_id, details, seen)
        search.reindex(session)
    with opened.database.searching() as session:
        found = [hit.member_id for hit in search.find(session, "ana diaz").hits]
    assert found == [member_id]
    assert app.check(opened) == []
    opened.close()


@pytest.mark.parametrize(
    "change", [update(AuditEntry).values(act="nothing"), delete(AuditEntry)]
)
def test_staff_cannot_change_what_the_audit_says(
    staff_url: str, change: Callable[..., object]
) -> None:
    opened = app.open_database(Target(staff_url), "")
    with (
        pytest.raises(Exception, match="permission denied for table audit"),
        opened.database.transaction(opened.actor_id) as session,
    ):
        session.execute(change)  # type: ignore[call-overload]
    opened.close()
