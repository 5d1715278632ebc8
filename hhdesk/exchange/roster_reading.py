"""A roster's table understood: each line a person, or a sentence that refuses it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hhdesk.care.members import CIN
from hhdesk.care.roster_fields import RosterField
from hhdesk.care.roster_lines import (
    NUMBER_TWICE,
    TWICE,
    Fate,
    Line,
    LineOutcome,
    numbers_of,
    person_of_number,
)
from hhdesk.errors import BrokenInput, InvalidField
from hhdesk.exchange.roster_columns import DAYS, chosen, guessed, is_headless, keys
from hhdesk.exchange.roster_dates import DateForm, DatesSeen, dates_seen
from hhdesk.exchange.roster_lines import (
    Reading,
    covered,
    details,
    language,
    tidied,
    understood,
)
from hhdesk.exchange.roster_table import Table
from hhdesk.i18n import N_, _

NO_LINES = N_("The file has headings and no lines below them.")
NO_HEADINGS = N_(
    "The first line holds no headings. Add a line that says what each column is."
)
EITHER = N_(
    "The dates of this file may have the month first or the day first ({example}). "
    "Say which."
)
WIDER = N_("The line has {n} values, and the file {columns} columns.")
SHORTER = N_("The line ends after {n} of {columns} columns.")

_NOT_TOLD = {
    (False, False): frozenset({RosterField.LANGUAGE, RosterField.WRITTEN_LANGUAGE}),
    (False, True): frozenset({RosterField.LANGUAGE}),
    (True, False): frozenset({RosterField.WRITTEN_LANGUAGE}),
    (True, True): frozenset(),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a person, or the memory of a source, wants a table read. `fields` has one
    name a column, "" for one that is left out."""

    fields: tuple[str, ...]
    form: DateForm | None = None
    headed: bool = True
    payer: str = ""


@dataclass(frozen=True)
class Roster:
    """A file's lines: those with details, and those that were refused at once."""

    lines: tuple[Line, ...]
    refused: tuple[LineOutcome, ...]
    other_columns: tuple[str, ...] = ()
    other_languages: tuple[str, ...] = ()
    dates: DatesSeen = DatesSeen()


def headings(table: Table, *, headed: bool) -> tuple[str, ...]:
    """The first line, or places for a file that begins with a person."""
    if headed:
        return tuple(table.records[0][1])
    words = _("Column {n}")
    return tuple(words.format(n=place + 1) for place in range(table.width))


def guess(table: Table, remembered: Mapping[str, str], payer: str = "") -> Chosen:
    """What the columns may be, by what was remembered and by their headings."""
    headed = not is_headless(table.records[0][1])
    fields = guessed(headings(table, headed=headed), remembered).fields
    return Chosen(fields, None, headed, payer)


def remembered_fields(table: Table, choice: Chosen) -> dict[str, str]:
    """A choice by headings, as it is remembered."""
    names = keys(headings(table, headed=choice.headed))
    return dict(zip(names, choice.fields, strict=True))


def body(table: Table, *, headed: bool) -> Sequence[tuple[int, list[str]]]:
    """The lines of people. Raises BrokenInput where there is none."""
    lines = table.records[1:] if headed else table.records
    if not lines:
        raise BrokenInput(NO_LINES)
    return lines


def column_texts(table: Table, place: int, *, headed: bool) -> list[str]:
    """What stands in a column."""
    lines = body(table, headed=headed)
    return [row[place].strip() for _, row in lines if place < len(row)]


def days_seen(table: Table, choice: Chosen, today: date) -> DatesSeen:
    """What the days of the chosen columns look like, all of them together."""
    places = [place for place, one in enumerate(choice.fields) if one in DAYS]
    counts: Counter[str] = Counter()
    for place in places:
        counts.update(column_texts(table, place, headed=choice.headed))
    return dates_seen(counts, today)


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column as a person judges it: a few values, how many there are, how many say
    nothing that is understood, and the first of these."""

    heading: str
    samples: tuple[str, ...]
    filled: int
    unread: int = 0
    example: str = ""


SAMPLES = 3


def looks(table: Table, choice: Chosen, today: date) -> tuple[ColumnLook, ...]:
    """What the columns look like, read as they are chosen."""
    reading = Reading(choice.form or DateForm.MONTH_FIRST, today)
    found = []
    for place, heading in enumerate(headings(table, headed=choice.headed)):
        texts = column_texts(table, place, headed=choice.headed)
        counts = Counter(filter(None, texts))
        wrong = _not_understood(choice.fields[place], counts, reading)
        samples = tuple(one for one, _ in zip(counts, range(SAMPLES), strict=False))
        example = next(iter(wrong), "")
        filled = counts.total()
        found.append(ColumnLook(heading, samples, filled, wrong.total(), example))
    return tuple(found)


def _not_understood(field: str, counts: Counter[str], reading: Reading) -> Counter[str]:
    if not field:
        return Counter()
    wrong = (one for one in counts if not _is_understood(field, one, reading))
    return Counter({one: counts[one] for one in wrong})


def _is_understood(field: str, text: str, reading: Reading) -> bool:
    try:
        tidy = tidied({field: text})[field]
        if field == "birth_date":
            details({"birth_date": tidy}, reading)
        elif field in DAYS:
            covered({field: tidy}, reading)
    except InvalidField:
        return False
    if field == "cin":
        return bool(CIN.fullmatch(tidy.upper().replace(" ", "").replace("-", "")))
    return understood(field, tidy)


def read(table: Table, choice: Chosen, today: date) -> Roster:
    """The people of a table. Raises BrokenInput for columns that make no roster, and
    where only a person can say whether the month or the day comes first."""
    names = headings(table, headed=choice.headed)
    columns = chosen(choice.fields, names)
    lines = body(table, headed=choice.headed)
    seen = days_seen(table, choice, today)
    form = choice.form or seen.form
    if form is None:
        raise BrokenInput(EITHER, example=_example(table, choice, today))
    reader = _Reader(columns, table.width, Reading(form, today, choice.payer))
    for number, row in lines:
        reader.take(number, row)
    others = [names[n] for n, one in enumerate(choice.fields) if not one]
    unknown = sorted(one for one in reader.spoken - {""} if not language(one))
    return Roster(
        tuple(reader.lines),
        tuple(reader.refused),
        tuple(filter(None, others)),
        tuple(unknown),
        seen,
    )


def _example(table: Table, choice: Chosen, today: date) -> str:
    for place, field in enumerate(choice.fields):
        if field in DAYS:
            for text in column_texts(table, place, headed=choice.headed):
                if dates_seen([text], today).form is None:
                    return text
    return ""


class _Reader:
    """Takes one line after the other."""

    def __init__(
        self, columns: Mapping[str, int], width: int, reading: Reading
    ) -> None:
        self._columns = dict(sorted(columns.items()))
        self._needed = max(columns.values()) + 1
        self._width, self._reading = width, reading
        self._people: set[object] = set()
        self._numbers: set[object] = set()
        self.lines: list[Line] = []
        self.refused: list[LineOutcome] = []
        self.spoken: set[str] = set()

    def take(self, number: int, row: Sequence[str]) -> None:
        texts = {
            name: row[place].strip() if place < len(row) else ""
            for name, place in self._columns.items()
        }
        try:
            self._check_width(row)
            self._take(number, tidied(texts))
        except InvalidField as no:
            self._refuse(number, texts, no)

    def _check_width(self, row: Sequence[str]) -> None:
        told = {"n": len(row), "columns": self._width}
        if len(row) > self._width and any(map(str.strip, row[self._width :])):
            raise InvalidField("", WIDER, **told)
        if len(row) < self._needed:
            raise InvalidField("", SHORTER, **told)

    def _take(self, number: int, texts: Mapping[str, str]) -> None:
        found = details(texts, self._reading)
        paid = covered(texts, self._reading)
        person = (found.name.full.casefold(), found.birth_date)
        numbers = numbers_of(found)
        if not self._numbers.isdisjoint(numbers):
            raise InvalidField("", NUMBER_TWICE)
        if person in self._people:
            raise InvalidField("", TWICE)
        self._people.add(person)
        self._numbers.update(numbers)
        spoken, written = texts.get("language", ""), texts.get("written_language", "")
        self.spoken.add(spoken)
        silent = _NOT_TOLD[bool(language(spoken)), bool(language(written))]
        text = "\x1f".join(f"{name}={value}" for name, value in texts.items() if value)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.lines.append(Line(number, found, paid, silent, digest))

    def _refuse(self, number: int, texts: Mapping[str, str], no: InvalidField) -> None:
        names = ("given", "surname", "second_surname", "name")
        shown = " ".join(filter(None, (texts.get(one, "") for one in names)))
        refused = LineOutcome(
            number,
            Fate.REFUSED,
            field=no.field,
            sentence=no.sentence,
            values=no.values,
            name=shown[:200],
            person=person_of_number(texts.get("cin", "").upper(), texts.get("mrn", "")),
        )
        self.refused.append(refused)
