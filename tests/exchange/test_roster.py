"""Rosters as plans and clinics send them: headings, traps, mapping, dry run, report."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care import roster_history, roster_mappings, search
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender
from hhdesk.care.person import Interpreter
from hhdesk.care.roster_lines import Fate, LineOutcome
from hhdesk.errors import BrokenInput, InvalidField
from hhdesk.exchange import roster
from hhdesk.exchange.roster import Wish
from hhdesk.exchange.roster_columns import guessed, places
from hhdesk.exchange.roster_dates import DateForm, dates_seen, day
from hhdesk.exchange.roster_lines import language, name
from hhdesk.exchange.roster_reading import NO_LINES, Chosen, Roster, guess, looks, read
from hhdesk.exchange.roster_report import as_csv
from hhdesk.exchange.roster_table import read_table
from hhdesk.store.engine import Database

TODAY = date(2026, 11, 21)
LINES = """Client First Name,Last Name,DOB,CIN,Sex,Preferred Language,Interpreter\
 Needed,Guardian,Relationship,Phone Number,City,Site
Ana,Ibáñez,5/14/2021,91234567A,F,Spanish,Y,"Ruiz, Lucía",Mother,(510) 555-0142,Oakland,X
,,5/4/2021,,,,,,,,,
Bo,Vang,2019-02-30,,,,,,,,,
Cy,Lor,20190228,,M,Klingon,,,,510-555-0199,,
"""


def read_lines(text: str | bytes, form: DateForm | None = None) -> Roster:
    table = read_table(text.encode() if isinstance(text, str) else text)
    choice = guess(table, {}, "Alameda Plan")
    return read(table, Chosen(choice.fields, form, choice.headed, choice.payer), TODAY)


def refused(text: str) -> list[str]:
    """The sentences that refuse the lines of a file."""
    return [one.sentence.format(**one.values) for one in read_lines(text).refused]


def test_a_line_is_read_by_the_headings_of_its_file() -> None:
    found = read_lines(LINES)
    ana = found.lines[0].details
    assert ana.name.full == "Ana Ibáñez"
    assert (ana.birth_date, ana.cin) == (date(2021, 5, 14), "91234567A")
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
    assert found.other_columns == ("Site",)


def test_a_phone_without_a_caregiver_is_the_members() -> None:
    cy = read_lines(LINES).lines[-1].details
    assert (cy.phone, cy.caregiver) == ("510-555-0199", None)


def test_who_pays_is_the_file_s_payer_where_a_line_tells_only_the_plan() -> None:
    text = "name,dob,plan,renewal date\nAna,2021-05-14,Gold,3/31/2027\nBo,2021-05-14,,"
    first, second = read_lines(text).lines
    assert first.covered
    assert (first.covered.payer, first.covered.plan) == ("Alameda Plan", "Gold")
    assert first.covered.renewal_on == date(2027, 3, 31)
    assert second.covered is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,dob,cin\nAna,2021-05-14,9.1E+07", "A spreadsheet has shortened"),
        ("name,dob,phone\nAna,2021-05-14,5.10555E+09", "A spreadsheet has shortened"),
        ("name,dob\nAna,2021-05-14,12 Main St", "The line has 3 values"),
        ("name,zip,dob\nAna,94601", "The line ends after 2 of 3"),
        (f"name,dob,city\nAna,2021-05-14,{'x' * 501}", "This value is too long."),
        ("name,dob,city\nAna,2021-05-14,a\x07b", "This value holds signs"),
        ("name,dob,renewal\nAna,2021-05-14,soon", "This is no date."),
        ("name,dob\nAna,2021-05-14\nANA,5/14/2021", "The same person stands"),
        ("name,dob,mrn\nAna,2021-05-14,1\nBo,2021-05-14,1", "Another line of this"),
    ],
)
def test_a_line_that_cannot_be_trusted_is_refused(text: str, sentence: str) -> None:
    (why,) = refused(text)
    assert why.startswith(sentence)


def test_numbers_are_taken_back_from_what_a_spreadsheet_made_of_them() -> None:
    text = "name,dob,mrn,phone,zip\nAna,44320,00123,5105550142.0,2139\n"
    text += 'Bo,44321,"=""01""",,'
    ana, bo = (one.details for one in read_lines(text).lines)
    assert ana.birth_date == date(2021, 5, 4)
    assert (ana.mrn, ana.phone, ana.postal_code) == ("00123", "5105550142", "02139")
    assert bo.mrn == "01"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,2\n", "The first line names no column of names"),
        (b"name\nAna\n", "The first line names no column of birth dates"),
        (b"name,dob\n", NO_LINES),
        (b"name,dob\nAna,5/4/2021\n", "The dates of this file may have the month"),
    ],
)
def test_what_is_no_roster_gets_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(BrokenInput) as caught:
        read_lines(content)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "20210504",
        "2021-05-04",
        "2021-5-4",
        "2021/05/04",
        "2021-05-04 00:00:00",
        "2021-05-04T00:00:00Z",
        "5-4-2021",
        "5/4/2021",
        "5/4/2021 12:00:00 AM",
        "5.4.2021",
        "4-May-2021",
        "May 4, 2021",
        "4 mayo 2021",
        "44320",
        "44320.0",
    ],
)
def test_a_day_is_read_in_its_usual_forms(text: str) -> None:
    assert day(text) == date(2021, 5, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-13-01",
        "4 May",
        "5/4/21",
        "13/13/2021",
        "4 Foo 2021",
        "2021-05-04 07:00",
    ],
)
def test_what_may_be_another_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidField):
        day(text)


def test_a_year_of_two_digits_is_the_last_that_has_come() -> None:
    assert day("5/4/21", DateForm.MONTH_FIRST, TODAY) == date(2021, 5, 4)
    assert day("5/4/98", DateForm.MONTH_FIRST, TODAY) == date(1998, 5, 4)
    renewal = day("5/4/27", DateForm.MONTH_FIRST, TODAY, born=False)
    assert renewal == date(2027, 5, 4)


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["5/4/2021"], None),
        (["5/5/2021"], DateForm.MONTH_FIRST),
        (["5/4/2021", "5/14/2021"], DateForm.MONTH_FIRST),
        (["5/4/2021", "14/5/2021"], DateForm.DAY_FIRST),
        (["5/14/2021", "14/5/2021"], None),
        (["2021-05-04", "", "x"], DateForm.MONTH_FIRST),
    ],
)
def test_month_or_day_first_is_proved_by_the_dates_or_asked(
    texts: Sequence[str], form: DateForm | None
) -> None:
    assert dates_seen(texts, TODAY).form is form


def test_the_chosen_form_is_followed() -> None:
    found = read_lines("name,dob\nAna,4/5/2021\nBo,5/14/2021\n", DateForm.DAY_FIRST)
    assert found.lines[0].details.birth_date == date(2021, 5, 4)
    assert [one.number for one in found.refused] == [3]


def test_a_whole_name_without_a_comma_is_kept_as_it_is_written() -> None:
    assert name("María de la Cruz").full == "María de la Cruz"
    assert name("de la Cruz, María").given == "María"


def test_headings_count_however_they_are_written() -> None:
    assert places(["FIRST_NAME", "DateOfBirth", "Medi-Cal ID", "?"]) == {
        "given": 0,
        "birth_date": 1,
        "cin": 2,
    }
    with pytest.raises(BrokenInput, match="Two columns are the same: dob, DOB"):
        places(["name", "dob", "DOB"])


def test_a_mapping_is_known_again_in_another_order() -> None:
    remembered = {"who": "name", "dob": "birth_date", "phone": "phone", "phone #2": ""}
    found = guessed(["Phone", "DOB", "Phone", "CIN", "Who"], remembered)
    assert found.fields == ("phone", "birth_date", "", "cin", "name")
    assert (found.new, found.missing) == ((3,), ())
    assert guessed(["DOB", "Phone"], remembered).missing == ("who",)


def test_a_file_without_headings_is_told_and_may_be_mapped_by_place() -> None:
    table = read_table(b"Ana,Ruiz,2021-05-14\nBo,Vang,2019-02-28\n")
    choice = guess(table, {})
    assert (choice.headed, choice.fields) == (False, ("", "", ""))
    chosen = Chosen(("given", "surname", "birth_date"), None, False)
    assert [one.number for one in read(table, chosen, TODAY).lines] == [1, 2]


def test_what_a_column_says_and_is_not_understood_is_counted() -> None:
    text = "Lang,DOB,CIN\nSpanish,2021-05-04,91234567A\nKlingon,soon,123\nKlingon,,"
    table = read_table(text.encode())
    choice = Chosen(("language", "birth_date", "cin"))
    found = looks(table, choice, TODAY)
    assert [one.unread for one in found] == [2, 1, 1]
    assert [one.example for one in found] == ["Klingon", "soon", "123"]
    assert (found[0].samples, found[1].filled) == (("Spanish", "Klingon"), 2)


@pytest.mark.parametrize(
    ("text", "tag"), [("", ""), ("Español", "es"), ("hmn", "hmn"), ("spanish", "es")]
)
def test_a_language_is_known_by_code_or_name(text: str, tag: str) -> None:
    assert language(text) == tag


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    with suppress(BrokenInput):
        read_lines(b"name,dob\n" + content)


def test_the_report_as_a_file_holds_no_formula() -> None:
    told = LineOutcome(3, Fate.REFUSED, name="=HYPERLINK(1)", sentence="Enter a name.")
    text = as_csv([told]).decode("utf-8-sig")
    (_, row) = csv.reader(StringIO(text))
    assert row == ["3", "Refused", "'=HYPERLINK(1)", "", "", "", "", "Enter a name."]


# ---------------------------------------------------------------- with a database


def test_the_report_says_what_became_of_each_line(
    database: Database, actor_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(LINES, "utf-8")
    foreseen = roster.import_file(database, actor_id, path, wish=Wish(dry=True))
    with database.reading() as session:
        assert search.count(session) == 0
        assert roster_history.runs(session) == ()
    report = roster.import_file(database, actor_id, path)
    assert (report.lines, report.entered, report.known) == (4, 2, 0)
    assert foreseen.entered == 2
    text = list(report.texts())
    assert (
        "  line 3: Enter a name." in text
        or "  line 3: First name: Enter a name." in text
    )
    assert "  line 4: Birth date: The birth date is no date." in text
    assert "Columns not read: Site" in text
    assert "Languages not understood, please enter them: Klingon" in text
    again = roster.import_file(database, actor_id, path)
    # Who has no number is known again by the earlier roster of the same source.
    assert (again.entered, again.known, len(again.refused)) == (0, 2, 2)
    with database.reading() as session:
        assert search.out_of_step(session) == 0


def test_what_was_said_of_columns_and_dates_is_remembered_for_the_source(
    sqlite_database: Database, actor_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "roster.txt"
    path.write_text("Kind;Geb\nAna Ruiz;4/5/2021\n", "utf-8")
    columns = {"Kind": "name", "Geb": "birth_date"}
    wish = Wish("Plan", columns, DateForm.DAY_FIRST)
    roster.import_file(sqlite_database, actor_id, path, wish=wish)
    path.write_text("Geb\tKind\n4/5/2021\tAna Ruiz\n3/2/2020\tBo Li\n", "utf-8")
    report = roster.import_file(sqlite_database, actor_id, path, wish=Wish("Plan"))
    assert (report.known, report.entered) == (1, 1)
    assert report.outcomes[1].birth_date == date(2020, 2, 3)
    with sqlite_database.reading() as session:
        assert roster_mappings.remembered(session, "Plan").fields == {
            "geb": "birth_date",
            "kind": "name",
        }
    with pytest.raises(BrokenInput, match="The file has no column “X”"):
        roster.import_file(
            sqlite_database, actor_id, path, wish=Wish("B", {"X": "cin"})
        )


def test_a_refused_line_of_a_known_number_is_not_taken_for_gone(
    sqlite_database: Database, actor_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("name,dob,cin\nAna,2021-05-14,91234567A\n")
    roster.import_file(sqlite_database, actor_id, path)
    path.write_text("name,dob,cin\nAna,soon,91234567a\n")
    report = roster.import_file(sqlite_database, actor_id, path)
    assert [one.fate for one in report.outcomes] == [Fate.REFUSED]


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
