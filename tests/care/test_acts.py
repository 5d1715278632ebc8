"""Every act leaves an audit row, and no audit row repeats what was typed."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import members
from hhdesk.care.audit import AuditEntry
from hhdesk.store.engine import Database, sqlite_engine
from hhdesk.store.session import UnitOfWork
from tests.care import writing
from tests.care.act_desk import BORN, CANARY, CHILD, PHONE, Desk, segment_of
from tests.care.acts import Case
from tests.databases import ACTOR_ID, KEY, Server, open_on

CASES: tuple[Case, ...] = tuple(
    case
    for path in sorted(Path(__file__).parent.glob("acts*.py"))
    for case in importlib.import_module(f"tests.care.{path.stem}").CASES
)
"""The cases of `acts.py` and of each `acts_<noun>.py` beside it."""

PARTS = {
    "adt_stays.*": "of a hospital's message, whose hearing tells",
    "attendance.record_unexplained": "of undoing a call, which tells",
    "audit.*": "writes the chain itself",
    "blobs.*": "bytes of a paper or document whose act is told",
    "bulk.write": "rows of a bulk writer that writes its history beside them",
    "bulk.write_history": "writes the chain itself",
    "care_plans.begin": "the first save of a plan tells",
    "caregivers.add": "of a member's form, which tells",
    "caregivers.put_main": "of a member's form, which tells",
    "caregivers.share_main": "of a new member, who is told of",
    "clinic.found": "makes the head that the chain begins at",
    "contact_points.put_phone": "of a member's form, which tells",
    "enrollment.begin": "of a new member, who is told of, or of an entry, which tells",
    "enrollment.told": "a line of an enrollment's own history",
    "enrollment_acts.take": "the end of each step of an enrollment",
    "family_phones.put": "of a caregiver or of one's own phones, which tell",
    "goal_progress.add": "of progress that is told, or of a save of the plan",
    "goal_progress.follow": "of a save of the plan, which tells",
    "goal_telling.keep": "the end of each change of a plan's line",
    "goal_telling.put": "of progress that is told, of a mark, of a meeting",
    "import_contacts.new_household": "of an import, which tells of each member",
    "import_documents.put_files": "of an import, which tells of each member",
    "import_standing.*": "of an import, which tells of each member",
    "merge_plans.keep_versions": "of a merge and of its undoing, which tell",
    "plan_presences.*": "who looks at a plan now; nothing of it stays",
    "plan_marks.tick": "of a mark or a meeting, which tell",
    "plan_marks.untick": "of what is taken back, which tells",
    "plan_saving.keep_version": "the end of each save of a plan",
    "referral_acts.take": "the end of each step of a referral",
    "referral_visits.*": "of a visit's act, which tells",
    "roster_changes.apply": "of a roster, whose changes are told of each member",
    "referral_sending.disclose": "of a referral's sending, which tells",
    "translation_acts.put_line": "of a line's save or an answer, which tell",
    "wrap_up_plans.change": "of a call, which tells",
}
"""Functions that write as a part of an act, or whole modules of them, with why they
tell nothing themselves."""

FOUNDING = {"clinic.found", "audit.record_refusal"} | {
    "plan_presences.tell",
    "plan_presences.leave",
    "blobs.keep_part",
    "blobs.drop_parts",
}
"""Parts that are called from outside of care."""

A_CODE = re.compile(r"[\w.:/-]{0,64}( [a-z]{1,16})?")
"""A code, a key, a number, a hash, or what became of a kind of resource."""


def is_part(name: str) -> bool:
    return name in PARTS or f"{name.partition('.')[0]}.*" in PARTS


def test_every_function_that_writes_is_an_act_with_a_case_or_part_of_one() -> None:
    writers = writing.writers()
    acts = [name for name in writers if not is_part(name)]
    assert sorted(case.use_case for case in CASES) == acts
    modules = {f"{name.partition('.')[0]}.*" for name in writers}
    assert PARTS.keys() <= {*writers, *modules}


def test_nobody_outside_of_care_calls_a_part_of_an_act() -> None:
    parts = {name for name in writing.writers() if is_part(name)}
    assert writing.used_outside(parts - FOUNDING) == {}


class _UndoneError(Exception):
    """Takes a case's act back."""


@dataclass(frozen=True)
class Clinic:
    """A database with one member in it; what a case does there is taken back."""

    database: Database
    member_id: UUID
    segment_id: UUID


def clinic_on(database: Database) -> Clinic:
    with database.transaction(ACTOR_ID) as session:
        member_id = members.create(session, CHILD, ACTOR_ID)
        return Clinic(database, member_id, segment_of(session, member_id))


@pytest.fixture(scope="module")
def clinic_file(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Clinic]:
    path = tmp_path_factory.mktemp("acts") / "clinic.db"
    shutil.copy(sqlite_template, path)
    database = open_on(sqlite_engine(path, KEY))
    yield clinic_on(database)
    database.close()


@pytest.fixture(scope="module")
def clinic_server(server: Server) -> Iterator[Clinic]:
    server.make("clinic_of_acts", "template_clinic")
    database = open_on(server.engine("clinic_of_acts"))
    yield clinic_on(database)
    database.close()
    server.drop("clinic_of_acts")


@pytest.fixture(params=["clinic_file", "clinic_server"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    clinic: Clinic = request.getfixturevalue(request.param)
    try:
        with clinic.database.transaction(ACTOR_ID) as session:
            yield Desk(session, clinic.member_id, clinic.segment_id)
            raise _UndoneError
    except _UndoneError:
        pass


def rows_after(session: UnitOfWork, seq: int) -> list[AuditEntry]:
    return list(
        session.scalars(
            select(AuditEntry).where(AuditEntry.seq > seq).order_by(AuditEntry.seq)
        )
    )


def values(detail: object) -> Iterator[object]:
    """What stands in a detail, taken apart."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield key
            yield from values(value)
    elif isinstance(detail, list):
        for value in detail:
            yield from values(value)
    else:
        yield detail


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.use_case)
def test_each_act_leaves_its_row_without_what_was_typed(desk: Desk, case: Case) -> None:
    before = len(rows_after(desk.session, 0))
    case.do(desk)
    desk.session.flush()
    told = rows_after(desk.session, before)
    assert case.act in {entry.act for entry in told}
    for entry in told:
        text = json.dumps([entry.act, entry.detail], ensure_ascii=False)
        assert CANARY not in text.lower()
        assert PHONE[-4:] not in re.sub(r"[0-9a-f-]{36}|[0-9a-f]{64}", "", text)
        assert BORN.isoformat() not in text
        for value in values(entry.detail):
            assert value is None or isinstance(value, int | str)
            assert A_CODE.fullmatch(str(value)), f"{entry.act}: {value!r}"
