"""Rosters as plans and clinics send them: encodings, separators, headings, traps."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care import search
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender
from hhdesk.care.person import Interpreter
from hhdesk.errors import BrokenInput, InvalidField
from hhdesk.exchange import roster
from hhdesk.exchange.roster_columns import places
from hhdesk.exchange.roster_lines import day, language, name
from hhdesk.store.engine import Database

LINES = """Client First Name,Last Name,DOB,CIN,Sex,Preferred Language,Interpreter\
 Needed,Guardian,Relationship,Phone Number,City,Plan
Ana,Ibáñez,5/4/2021,91234567A,F,Spanish,Y,"Ruiz, Lucía",Mother,(510) 555-0142,Oakland,X
,,5/4/2021,,,,,,,,,
Bo,Vang,2019-02-30,,,,,,,,,
Cy,Lor,20190228,,M,Klingon,,,,510-555-0199,,
"""


def test_a_line_is_read_by_the_headings_of_its_file() -> None:
    found = roster.read(LINES.encode())
    ana = found.lines[0].details
    assert ana.name.full == "Ana Ibáñez"
    assert (ana.birth_date, ana.cin) == (date(2021, 5, 4), "91234567A")
    assert ana.gender is Gender.FEMALE
    assert (ana.languages.spoken, ana.languages.interpreter) == (
        "es",
        Interpreter.NEEDED,
    )
    assert ana.caregiver is not None
    assert (ana.caregiver.name.given, ana.caregiver.name.first_surname) == (
        "Lucía",
        "Ruiz",
    )
    assert ana.caregiver.relationship is Relationship.MOTHER
    assert (ana.caregiver.phone, ana.phone) == ("(510) 555-0142", "")
    assert found.other_columns == ("Plan",)


def test_a_phone_without_a_caregiver_is_the_members() -> None:
    cy = roster.read(LINES.encode()).lines[-1].details
    assert (cy.phone, cy.caregiver) == ("510-555-0199", None)


def test_the_report_says_what_became_of_each_line(
    database: Database, actor_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(LINES, "utf-8")
    report = roster.import_file(database, actor_id, path)
    assert (report.lines, report.entered, report.known) == (4, 2, 0)
    text = list(report.texts())
    assert "  line 3: Enter a name." in text
    assert "  line 4: The birth date is no date." in text
    assert "Columns not read: Plan" in text
    assert "Languages not understood, please enter them: Klingon" in text
    again = roster.import_file(database, actor_id, path)
    # Who has no number is never taken for known by the name alone.
    assert (again.entered, again.known, len(again.refused)) == (0, 1, 3)
    with database.reading() as session:
        assert search.out_of_step(session) == 0


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("sign", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_encoding_and_separator_is_read(
    encoding: str, sign: str, end: str
) -> None:
    text = end.join((f"First{sign}Last{sign}DOB", f"José{sign}Ibáñez{sign}2021-05-04"))
    (line,) = roster.read(text.encode(encoding)).lines
    assert line.details.name.full == "José Ibáñez"


def test_quotes_commas_and_line_ends_inside_a_field_stay_in_it() -> None:
    text = 'Name,DOB,Address\n"O""Brien, Ann",2021-05-04,"12 ""A"" St\nApt, 3"\n'
    text += "Bo Li,2021-05-04,x\n"
    first, second = roster.read(text.encode()).lines
    assert (first.details.name.first_surname, first.details.name.given) == (
        'O"Brien',
        "Ann",
    )
    assert first.details.address == '12 "A" St\nApt, 3'
    assert (first.number, second.number) == (2, 4)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", roster.EMPTY),
        (b"\n\n", roster.EMPTY),
        (b"\x00\x01\x02", roster.NOT_TEXT),
        (b"a,b\n1,2\n", "The first line names no column of names"),
        (b"name\nAna\n", "The first line names no column of birth dates"),
        (b"name,dob,DOB\nAna,1,2\n", "Two columns are the same: dob, DOB."),
        (b'name,dob\n"Ana,2021-05-04\n', "Line 2 cannot be read as CSV."),
    ],
)
def test_what_is_no_roster_gets_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(BrokenInput) as caught:
        roster.read(content)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "20210504",
        "2021-05-04",
        "2021-05-04 00:00:00",
        "5-4-2021",
        "5/4/2021",
        "5.4.2021",
    ],
)
def test_a_day_is_read_in_its_usual_forms(text: str) -> None:
    assert day(text) == date(2021, 5, 4)


@pytest.mark.parametrize("text", ["", "2021-13-01", "4 May", "5/4/21", "13/13/2021"])
def test_what_may_be_another_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidField):
        day(text)


def test_a_whole_name_without_a_comma_is_kept_as_it_is_written() -> None:
    assert name("María de la Cruz").full == "María de la Cruz"
    assert name("de la Cruz, María").given == "María"


def test_headings_count_however_they_are_written() -> None:
    assert places(["FIRST_NAME", "DateOfBirth", "Medi-Cal ID", "?"]) == {
        "given": 0,
        "birth_date": 1,
        "cin": 2,
    }


@pytest.mark.parametrize(
    ("text", "tag"), [("", ""), ("Español", "es"), ("hmn", "hmn"), ("spanish", "es")]
)
def test_a_language_is_known_by_code_or_name(text: str, tag: str) -> None:
    assert language(text) == tag


def test_the_torture_files_are_read_as_their_makers_meant(shared_data: Path) -> None:
    folder = shared_data / "naughty/csv-spectrum"
    files = sorted(folder.glob("*.csv"))
    assert len(files) > 10
    for path in files:
        if path.stem == "location_coordinates":
            continue  # its expected text has another phone number
        (_, headings), *lines = roster.rows(roster.decoded(path.read_bytes()))
        found = [dict(zip(headings, row, strict=True)) for _, row in lines]
        expected = folder / "expected" / f"{path.stem}.json"
        meant = json.loads(expected.read_text("utf-8"))
        assert found == (meant if isinstance(meant, list) else [meant]), path.name


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    with suppress(BrokenInput):
        roster.read(b"name,dob\n" + content)


def test_a_folder_is_no_roster(
    sqlite_database: Database, actor_id: UUID, tmp_path: Path
) -> None:
    with pytest.raises(BrokenInput, match="This is no file"):
        roster.import_file(sqlite_database, actor_id, tmp_path)


def test_a_stopped_import_says_so_and_goes_on_the_next_time(
    database: Database, actor_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("name", "dob", "mrn"))
        lines.writerows((f"Child {n}", "2021-05-04", n) for n in range(600))
    asked = iter((False, True))
    report = roster.import_file(
        database, actor_id, path, stopped=lambda: next(asked, True)
    )
    assert report.stopped
    assert (report.entered, report.lines) == (500, 600)
    whole = roster.import_file(database, actor_id, path)
    assert (whole.entered, whole.known) == (100, 500)
    with database.reading() as session:
        assert search.count(session) == 600
