"""Words, dates and terms: what is typed, as the index keeps it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care.search_dates import date_words
from hhdesk.care.search_marks import marks
from hhdesk.care.search_query import LONGEST, MOST_TERMS, Kind, parse
from hhdesk.care.search_words import name_words, words

ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
SPANISH = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre"
)


def terms(text: str) -> list[tuple[str, ...]]:
    """The first reading's terms."""
    readings = parse(text)
    return [term.forms for term in readings[0]] if readings else []


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("O'Brien", "brien"),
        ("de la Cruz", "delacruz"),
        ("Smith-Jones", "smithjones"),
        ("الحسن", "حسن"),
        ("王小明", "小明"),
        ("김민준", "민준"),
        ("Aaron697", "aaron"),
        ("Đặng", "dang"),
    ],
)
def test_a_name_is_found_in_the_other_ways_it_is_typed(name: str, also: str) -> None:
    assert also in name_words(name)


@given(st.text())
def test_folded_words_hold_no_sign_of_a_query_language(text: str) -> None:
    for word in words(text):
        assert word
        assert not set(word) & set("\"'*:^(){}&|!<>\\ \t\n\x00")
        assert word.encode()


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for reading in parse(text):
        assert 0 < len(reading) <= MOST_TERMS
        for term in reading:
            assert all(form == "".join(words(form)) for form in term.forms)


def test_an_endless_text_is_cut() -> None:
    assert terms("a" * 1_000_000) == [("a" * 32,)]
    assert len(terms("ab cd " * 1_000_000)) == 2
    assert parse(" " * LONGEST + "\x00" * 10) == ()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_usual_form_of_a_date_begins_a_word_of_that_date(day: date) -> None:
    month, mes = ENGLISH.split()[day.month - 1], SPANISH.split()[day.month - 1]
    for typed in (
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m-%d-%Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%m%d%Y}",
        f"{day:%Y%m%d}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} de {mes} de {day.year}",
        f"{day.month}/{day.day}/{day.year % 100:02}",
    ):
        (forms,) = terms(typed)
        assert any(word.startswith(forms) for word in date_words(day)), typed


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("(510) 555-0142", "5105550142"),
        ("1 510 555 0142", "5105550142"),
        ("555 0142", "5550142"),
        ("510 5", "5105"),
        ("2/30/2025", "2302025"),
        ("13/13/2025", "13132025"),
        ("٥١٠", "510"),
    ],
)
def test_numbers_are_read_without_their_signs(typed: str, number: str) -> None:
    assert number in terms(typed)[0]


def test_a_month_with_a_year_has_two_readings() -> None:
    named, dated = parse("April 2019")
    assert {term.kind for term in named} == {Kind.NAME, Kind.NUMBER}
    assert [term.forms for term in dated] == [("201904",)]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Mateo Hernández Ruiz", "hern", ["Hern"]),
        ("Mateo Hernández Ruiz", "hernandez", ["Hernández"]),
        ("Mateo Herna\u0301ndez Ruiz", "herna", ["Herna\u0301"]),
        ("Mateo Hernández Ruiz", "ruiz mat", ["Mat", "Ruiz"]),
        ("Mateo Hernández Ruiz", "ernandez", []),
        ("Liam O'Brien", "obri", ["O'Bri"]),
        ("Pedro de la Cruz", "delac", ["de la C"]),
        ("Ella Smith-Jones", "jones", ["Jones"]),
        ("Đặng Minh Đức", "dang d", ["Đặng", "Đ"]),
        ("王小明", "小明", ["小明"]),
        ("Großmann", "gross", ["Groß"]),
        ("أحمد", "احمد", ["أحمد"]),
        ("510-555-0142", "555-0142", ["555-0142"]),
        ("510-555-0142", "0142", ["0142"]),
        ("510-555-0142", "510555", ["510-555"]),
        ("510-555-0142", "(510) 555-0142", ["510-555-0142"]),
        ("05/14/2025", "5/14/2025", ["05/14/2025"]),
        ("May 14, 2025", "2025-05-14", ["May 14, 2025"]),
        ("14 de mayo de 2025", "may 14 2025", ["14 de mayo de 2025"]),
        ("May 14, 2025", "2024-05-14", []),
        ("Mateo", "", []),
        ("", "mateo", []),
        ("Mateo", "*\x00💩", []),
    ],
)
def test_the_matched_part_is_marked(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, query)] == marked


@given(st.text(max_size=60), st.text(max_size=30))
def test_marks_lie_inside_the_text_and_apart(text: str, query: str) -> None:
    before = 0
    for start, end in marks(text, query):
        assert before <= start < end <= len(text)
        before = end + 1
