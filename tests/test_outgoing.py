"""A record that leaves as a file: accounted for first, whole, private, never over."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk import outgoing
from hhdesk.app import Opened
from hhdesk.care import members
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import Audience
from hhdesk.care.disclosures import Disclosure
from hhdesk.errors import NotFound, NotPermitted, Refusal
from hhdesk.store.engine import Database
from tests.care.whole_member import SECRET, enter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own, beside the database's."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.fixture
def opened(database: Database, actor_id: UUID) -> Opened:
    return Opened(database, actor_id, "Rosa Delgado")


@pytest.fixture
def member_id(opened: Opened) -> UUID:
    with opened.database.transaction(opened.actor_id) as session:
        return enter(session)


def accounted(opened: Opened) -> list[tuple[Audience, str]]:
    with opened.database.reading() as session:
        found = session.scalars(select(Disclosure))
        return [(one.audience, one.what) for one in found]


def test_a_member_leaves_as_a_private_file_that_is_accounted_for(
    opened: Opened, member_id: UUID, folder: Path
) -> None:
    path = folder / "jonah.json"
    withheld = outgoing.export_fhir(opened, member_id, Audience.CARE_TEAM, path)
    assert withheld > 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_bytes())["resourceType"] == "Bundle"
    assert SECRET not in path.read_text()
    assert accounted(opened) == [(Audience.CARE_TEAM, "FHIR R4 bundle")]
    with opened.database.reading() as session:
        act = session.scalars(
            select(AuditEntry).where(AuditEntry.act == "disclosure.make")
        ).one()
        assert act.detail["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_there_stays_unless_asked(
    opened: Opened, member_id: UUID, folder: Path
) -> None:
    path = folder / "jonah.json"
    path.write_bytes(b"old")
    team = Audience.CARE_TEAM
    with pytest.raises(Refusal, match="already"):
        outgoing.export_fhir(opened, member_id, team, path)
    assert path.read_bytes() == b"old"
    assert accounted(opened) == []
    outgoing.export_fhir(opened, member_id, team, path, replace=True)
    assert path.read_bytes() != b"old"
    assert list(folder.iterdir()) == [path]


def test_a_folder_that_is_not_there_leaves_no_trace(
    opened: Opened, member_id: UUID, folder: Path
) -> None:
    path = folder / "none" / "jonah.json"
    with pytest.raises(Refusal, match="cannot be written"):
        outgoing.export_fhir(opened, member_id, Audience.CARE_TEAM, path)
    with pytest.raises(Refusal, match="folder"):
        outgoing.export_fhir(
            opened, member_id, Audience.CARE_TEAM, folder, replace=True
        )
    assert accounted(opened) == []
    assert list(folder.iterdir()) == []


def test_what_may_not_leave_writes_nothing(
    opened: Opened, member_id: UUID, folder: Path
) -> None:
    path = folder / "jonah.json"
    with pytest.raises(NotPermitted):
        outgoing.export_fhir(opened, member_id, Audience.SCHOOL, path)
    with pytest.raises(NotFound):
        outgoing.export_fhir(opened, UUID(int=9), Audience.CARE_TEAM, path)
    assert accounted(opened) == []
    assert list(folder.iterdir()) == []


def test_a_member_is_named_by_record_number_or_cin(
    opened: Opened, member_id: UUID
) -> None:
    with opened.database.reading() as session:
        for number in ("H-77", " 91234567c ", "9 1234 567-C"):
            assert members.of_number(session, number) == member_id
        # Another issuer's number is no record number.
        for number in ("7", "nobody", ""):
            with pytest.raises(NotFound):
                members.of_number(session, number)
