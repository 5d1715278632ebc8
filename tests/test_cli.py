"""The command line as clinic IT uses it: exit codes, one line for each refusal."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from hhdesk import cli, commands, demonstration
from hhdesk.app import Opened
from hhdesk.care import members
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from tests.databases import Server

DAY = date(2026, 11, 21)
PASSPHRASE = "a long passphrase"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in this process, as the installed one does."""

    def one(*arguments: object) -> Ran:
        mask = os.umask(0)
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as done:
            code = int(done.code or 0)
        finally:
            os.umask(mask)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return one


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration clinic on its fixed day."""
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    demonstration.make_in(folder, members=40, today=DAY).database.close()
    return folder


@pytest.fixture(scope="module")
def made_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty clinic with a passphrase, to copy."""
    folder = tmp_path_factory.mktemp("made")
    words = ["db", "create", "--database", str(folder / "clinic.db"), "--clinic", "Bay"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HHDESK_PASSPHRASE", PASSPHRASE)
        assert cli.main(words) == 0
    return folder


@pytest.fixture
def clinic_file(
    made_clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An empty clinic of the test's own; its passphrase is in the environment."""
    monkeypatch.setenv("HHDESK_PASSPHRASE", PASSPHRASE)
    shutil.copytree(made_clinic, tmp_path, dirs_exist_ok=True)
    return tmp_path / "clinic.db"


def test_every_command_explains_itself(run: Run) -> None:
    for words in (
        [],
        ["demo"],
        ["find"],
        ["print"],
        ["print", "care-plan"],
        ["print", "visit-list"],
        ["print", "next-steps"],
        ["print", "clinician-summary"],
        ["print", "time-line"],
        ["import"],
        ["import", "fhir"],
        ["export"],
        ["export", "fhir"],
        ["db"],
        ["db", "create"],
        ["db", "check"],
        ["db", "upgrade"],
        ["db", "reindex"],
        ["shots"],
    ):
        ran = run(*words, "--help")
        assert ran.code == 0
        assert ran.out.startswith("usage: hhdesk")


@pytest.mark.parametrize(
    "wrong",
    [
        ["fly"],
        ["find"],
        ["print"],
        ["print", "care-plan", "--demo"],
        ["export", "fhir", "--demo"],
        ["demo", "--members", "none"],
        ["demo", "--today", "tomorrow"],
        ["shots", "x", "--size", "wide"],
        ["shots", "x", "--language", "xx"],
        ["find", "x", "--demo", "--database", "y"],
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, wrong: list[str]) -> None:
    assert run(*wrong).code == 2


def test_no_pictures_are_taken_of_a_clinic_s_own_records(
    run: Run, demo_folder: Path, tmp_path: Path
) -> None:
    database = demo_folder / "clinic.db"
    ran = run("shots", tmp_path / "pictures", "--database", database)
    assert ran.code == 1
    assert "demonstration clinic" in ran.err
    assert not (tmp_path / "pictures").exists()


def test_what_is_done_in_a_copy_of_the_demonstration_leaves_it_as_it_was(
    demo_folder: Path,
) -> None:
    def children(opened: Opened) -> int:
        with opened.database.reading() as session:
            return len(session.scalars(select(Member.id)).all())

    with demonstration.copied(demo_folder) as opened:
        before = children(opened)
        with opened.database.transaction(opened.actor_id) as session:
            members.create(session, MemberDetails(Name("Ana"), date(2020, 1, 2)))
        assert children(opened) == before + 1
    with demonstration.copied(demo_folder) as again:
        assert children(again) == before


def test_a_child_is_found_by_part_of_the_name(run: Run, demo_folder: Path) -> None:
    ran = run("find", "--at", demo_folder, "hernandez mat")
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith("Mateo Hernández Ruiz")


def test_find_lists_json(run: Run, demo_folder: Path) -> None:
    hits = json.loads(run("find", "--at", demo_folder, "--json", "hern").out)
    assert hits[0]["birth_date"]
    assert len({hit["member_id"] for hit in hits}) == len(hits) > 1


def test_nobody_found_is_no_error(run: Run, demo_folder: Path) -> None:
    ran = run("find", "--at", demo_folder, "zzzzqqqq")
    assert (ran.code, ran.out) == (0, "")


def test_the_demonstrations_child_is_printed(
    run: Run, demo_folder: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "plan.pdf"
    ran = run(
        "print", "care-plan", "--at", demo_folder, "--language", "es", "--out", paper
    )
    assert ran.code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert "1 item withheld" in ran.err


def test_the_visit_list_and_a_slip_are_printed_too(
    run: Run, demo_folder: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "visits.pdf"
    ran = run("print", "visit-list", "--at", demo_folder, "--out", paper)
    assert ran.code == 0, ran.err
    assert paper.read_bytes().startswith(b"%PDF")
    told = run("print", "next-steps", "--at", demo_folder, "--out", tmp_path / "s.pdf")
    assert told.code == 1
    assert "Name a referral" in told.err
    referral = told.err.partition("Open ones: ")[2].split()[0]
    slip = tmp_path / "slip.pdf"
    ran = run(
        *("print", "next-steps", "--at", demo_folder, "--referral", referral),
        *("--out", slip),
    )
    assert ran.code == 0, ran.err
    assert slip.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--member", "nobody"],
        ["--member", "018f0000-0000-7000-8000-0000000000ff"],
        ["--language", "tlh"],
        ["--out", "/nowhere/plan.pdf"],
    ],
)
def test_a_paper_that_cannot_be_made_is_one_line_and_no_file(
    run: Run, demo_folder: Path, tmp_path: Path, wrong: list[str]
) -> None:
    paper = tmp_path / "plan.pdf"
    ran = run("print", "care-plan", "--at", demo_folder, "--out", paper, *wrong)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith("hhdesk: ")
    assert not paper.exists()


def test_a_child_leaves_as_a_bundle_and_the_operator_hears_what_stayed(
    run: Run, demo_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mateo.json"
    ran = run("export", "fhir", "--at", demo_folder, "--out", path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{path}: 1 item withheld\n"
    kinds = [one["resource"]["resourceType"] for one in _entries(path)]
    assert kinds[0] == "Patient"
    again = run("export", "fhir", "--at", demo_folder, "--out", path)
    assert again.code == 1
    assert again.err.startswith(f"hhdesk: There is a file {path} already")
    forced = run("export", "fhir", "--at", demo_folder, "--out", path, "--force")
    assert forced.code == 0


def _entries(path: Path) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(path.read_bytes())["entry"]
    return found


def test_lines_go_to_a_translator_and_the_answer_comes_in(
    run: Run, demo_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "lines.po"
    options = "--at", demo_folder, "--language", "es", "--recipient", "Ana Sol"
    sent = run("export", "po", *options, "--out", out)
    assert sent.code == 0
    assert sent.out == ""
    assert "fuzzy" in out.read_text("utf-8")
    translator = "--translator", "Ana Sol"
    back = run("import", "po", "--at", demo_folder, *translator, out)
    assert back.code == 1
    assert back.out.startswith("0 lines taken in")
    out.write_bytes(b"no answer")
    broken = run("import", "po", "--at", demo_folder, *translator, out)
    assert (broken.code, broken.out, broken.err.count("\n")) == (1, "", 1)


def test_a_missing_database_is_one_line(run: Run, tmp_path: Path) -> None:
    ran = run("find", "--database", tmp_path / "none.db", "x")
    assert ran.code == 1
    assert "There is no database" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_is_one_line(
    run: Run, clinic_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HHDESK_PASSPHRASE", "another")
    ran = run("find", "--database", clinic_file, "x")
    assert ran.code == 1
    assert "passphrase" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_a_terminal_a_missing_passphrase_is_said(
    run: Run, clinic_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HHDESK_PASSPHRASE")
    ran = run("find", "--database", clinic_file, "x")
    assert ran.code == 1
    assert "HHDESK_PASSPHRASE" in ran.err


def test_the_environment_names_the_database(
    run: Run, clinic_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HHDESK_DATABASE", str(clinic_file))
    assert run("find", "x").code == 0


def test_a_clinic_is_made_once_checked_and_reindexed(
    run: Run, clinic_file: Path
) -> None:
    again = run("db", "create", "--database", clinic_file)
    assert again.code == 1
    assert "already a file" in again.err
    assert run("db", "check", "--database", clinic_file).out == "No problem found.\n"
    assert run("db", "upgrade", "--database", clinic_file).code == 0
    assert "0 members" in run("db", "reindex", "--database", clinic_file).err
    checked = run("db", "check", "--database", clinic_file, "--json")
    assert json.loads(checked.out) == {"problems": []}


def test_an_unknown_zone_makes_nothing(run: Run, tmp_path: Path) -> None:
    ran = run("db", "create", "--database", tmp_path / "a.db", "--zone", "Mars/Base")
    assert ran.code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_server_is_prepared_and_used(run: Run, server: Server) -> None:
    server.make("by_command")
    url = server.url("by_command")
    assert run("find", "--database", url, "x").code == 1
    assert run("db", "create", "--database", url).code == 0
    assert run("find", "--database", url, "x").code == 0
    assert run("db", "check", "--database", url).code == 0
    server.drop("by_command")


BUNDLE = Path(__file__).parents[1] / "resources" / "demo" / "child-bundle.json"


def test_a_bundle_comes_in_once(run: Run, clinic_file: Path) -> None:
    first = run("import", "fhir", "--database", clinic_file, BUNDLE)
    assert first.code == 0, first.out + first.err
    assert run("find", "--database", clinic_file, "camila rojas").out
    with_same = run("import", "fhir", "--database", clinic_file, "--json", BUNDLE)
    assert with_same.code == 0
    assert run("db", "check", "--database", clinic_file).code == 0


def test_ctrl_c_asks_an_import_to_stop_and_interrupts_nothing_else() -> None:
    before = signal.getsignal(signal.SIGINT)
    with commands.stop_by_keyboard() as stopped:
        assert not stopped()
        signal.raise_signal(signal.SIGINT)
        assert stopped()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_missing_bundle_is_one_line(run: Run, clinic_file: Path) -> None:
    ran = run("import", "fhir", "--database", clinic_file, "/nowhere.json")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1


def test_another_clinics_file_is_never_replaced_by_a_demonstration(
    run: Run, clinic_file: Path
) -> None:
    before = clinic_file.read_bytes()
    ran = run("demo", "--at", clinic_file.parent, "--make-only", "--members", "5")
    assert ran.code == 1
    assert clinic_file.read_bytes() == before
