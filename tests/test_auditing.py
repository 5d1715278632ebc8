"""Anchors of the audit outside of the database, and the command that compares them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from hhdesk import anchors, app, auditing, cli
from hhdesk.anchors import Kept
from hhdesk.app import Opened
from hhdesk.care import audit, audit_verdict
from hhdesk.care.audit import Anchor, AuditEntry, AuditHead
from hhdesk.care.clinic import ClinicDetails
from hhdesk.errors import NotPermitted, Refusal
from hhdesk.store.engine import Database
from hhdesk.store.opening import Target
from tests.databases import ACTOR_ID, Clock, Server

PASSPHRASE = "a long passphrase"
DAY = date(2026, 11, 21)


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(str(tmp_path / "clinic.db"))


@pytest.fixture
def created(target: Target, clock: Clock) -> Iterator[Opened]:
    """A clinic made as the program makes it; its first row tells of its founder."""
    details = ClinicDetails("Dos Puentes")
    made = app.create_database(target, PASSPHRASE, details, clock=clock)
    yield made
    made.close()


@pytest.fixture
def opened(sqlite_database: Database, tmp_path: Path) -> Opened:
    """A clinic whose chain is empty, watched as the program watches it."""
    path = tmp_path / "clinic.db.anchors"
    auditing.watch(sqlite_database, ACTOR_ID, path)
    return Opened(sqlite_database, ACTOR_ID, "Rosa Delgado", anchors=path)


def act(opened: Opened) -> None:
    with opened.database.transaction(opened.actor_id) as session:
        audit.record(session, "member.update", version=2)


def kept(opened: Opened) -> list[Anchor]:
    assert opened.anchors is not None
    return list(anchors.read(opened.anchors).anchors)


def test_each_day_has_one_anchor_of_the_chain_as_its_first_act_found_it(
    opened: Opened, clock: Clock
) -> None:
    assert [(one.day, one.seq) for one in kept(opened)] == [(DAY, 0)]
    act(opened)
    act(opened)
    assert len(kept(opened)) == 1
    clock.advance(days=1)
    act(opened)
    act(opened)
    assert [(one.day.day, one.seq) for one in kept(opened)] == [(21, 0), (22, 3)]
    verdict = auditing.verify(opened.database, opened.anchors)
    assert (verdict.anchors, verdict.faults) == (2, ())


def test_opening_leaves_an_anchor_where_nobody_acts(
    created: Opened, target: Target, clock: Clock
) -> None:
    clock.advance(days=3)
    for _ in range(2):
        app.open_database(target, PASSPHRASE, clock=clock).database.close()
    assert [one.day.day for one in kept(created)] == [21, 24]


def test_the_anchors_lie_beside_the_file_for_its_user_only(
    created: Opened, target: Target
) -> None:
    assert created.anchors == target.path.with_name("clinic.db.anchors")
    assert created.anchors.stat().st_mode & 0o777 == 0o600
    text = created.anchors.read_text()
    assert text == f"2026-11-21 1 {kept(created)[0].hash}\n"


def test_the_anchors_of_a_server_lie_in_this_computers_data(
    server: Server, clock: Clock
) -> None:
    server.make("anchored_clinic")
    target = Target(server.url("anchored_clinic"))
    made = app.create_database(target, "", ClinicDetails("Ours"), clock=clock)
    assert made.anchors is not None
    assert made.anchors.parent == app.data_folder() / "anchors"
    assert [one.seq for one in kept(made)] == [1]
    made.database.close()
    server.drop("anchored_clinic")


def test_a_line_cut_short_is_told_and_the_next_stands_by_itself(
    tmp_path: Path,
) -> None:
    path = tmp_path / "clinic.db.anchors"
    anchors.append(path, Anchor(DAY, 4, "ab" * 32))
    path.write_bytes(path.read_bytes() + b"2026-11-22 9 ab")
    anchors.append(path, Anchor(DAY, 12, "cd" * 32))
    found = anchors.read(path)
    assert [one.seq for one in found.anchors] == [4, 9, 12]
    path.write_bytes(path.read_bytes() + b"2026-11")
    assert anchors.read(path).unreadable == (4,)


def test_where_nothing_was_anchored_nothing_is_compared(tmp_path: Path) -> None:
    assert anchors.read(tmp_path / "none") == Kept(())


def test_an_anchor_that_cannot_be_written_does_not_undo_the_act(
    opened: Opened, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert opened.anchors is not None
    opened.anchors.unlink()
    opened.anchors.mkdir()
    clock.advance(days=1)
    act(opened)
    with opened.database.reading() as session:
        assert audit_verdict.verify(session).rows == 1
    assert "anchor was not written" in caplog.text
    with pytest.raises(Refusal, match="cannot be opened"):
        auditing.verify(opened.database, opened.anchors)


def test_what_was_not_permitted_is_written_down_without_its_words(
    opened: Opened,
) -> None:
    def refuse() -> None:
        with opened.database.transaction(opened.actor_id) as session:
            audit.record(session, "member.update", version=2)
            raise NotPermitted("The child {name} has died.", name="Mateo")

    with pytest.raises(NotPermitted):
        refuse()
    with pytest.raises(NotPermitted), opened.database.reading():
        refuse_reading()
    with opened.database.reading() as session:
        told = session.execute(
            select(AuditEntry.act, AuditEntry.actor_id, AuditEntry.detail).order_by(
                AuditEntry.seq
            )
        ).all()
    assert [row.act for row in told] == ["refuse", "refuse"]
    assert told[1].detail == {"rule": "test_auditing.refuse_reading"}
    assert {row.actor_id for row in told} == {opened.actor_id}


def refuse_reading() -> None:
    raise NotPermitted("This is sealed.")


Tamper = Callable[[Opened], None]


def change(opened: Opened) -> None:
    with opened.database.transaction(opened.actor_id) as session:
        session.execute(update(AuditEntry).where(AuditEntry.seq == 2).values(act="x"))


def cut_and_mend(opened: Opened) -> None:
    """Take all rows but the first away and say that it is the last."""
    with opened.database.transaction(opened.actor_id) as session:
        session.execute(delete(AuditEntry).where(AuditEntry.seq > 1))
        first = session.scalars(select(AuditEntry)).one()
        session.execute(update(AuditHead).values(seq=1, hash=first.hash))


@pytest.mark.parametrize(
    ("way", "fault"),
    [(change, "row 2 was changed"), (cut_and_mend, "seen on 2026-11-22, is missing")],
)
def test_the_command_finds_what_was_tampered_with(
    created: Opened,
    target: Target,
    clock: Clock,
    way: Tamper,
    fault: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HHDESK_PASSPHRASE", PASSPHRASE)
    command = ["audit", "verify", "--database", target.named]
    act(created)
    clock.advance(days=1)
    act(created)
    assert cli.main(command) == 0
    told = capsys.readouterr().out
    assert "3 rows from 2026-11-21 17:00 to 2026-11-22 17:00 UTC" in told
    assert "The chain is whole." in told
    way(created)
    assert cli.main([*command, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["whole"] is False
    assert any(fault in one for one in answer["faults"])
    assert cli.main(["db", "check", "--database", target.named]) == 1
    assert fault in capsys.readouterr().out


def test_a_missing_anchor_file_and_an_unknown_paper_are_told(
    created: Opened,
    target: Target,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HHDESK_PASSPHRASE", PASSPHRASE)
    command = ["audit", "verify", "--database", target.named]
    assert cli.main([*command, "--anchors", "/nowhere/anchors"]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert cli.main([*command, "--paper", "ABC-1"]) == 1
    assert "does not tell of paper ABC-1" in capsys.readouterr().out
