"""A roster's text as a table: what parts its fields, its headings, its lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import NamedTuple, TypeAlias

from hhdesk.errors import BrokenInput
from hhdesk.exchange.roster_columns import column
from hhdesk.exchange.roster_text import EMPTY, decoded
from hhdesk.i18n import N_

UNREADABLE = N_("Line {line} cannot be read as CSV.")
UNCLOSED = N_("A quote that opens in line {line} is never closed.")
TOO_LONG = N_("A cell of line {line} is too long.")

_SAMPLE = 65_536
_SAMPLED_LINES = 60
_SEPARATORS = ",;\t|"
_EXCEL_HINT = re.compile(r'"?sep=([^\r\n"])"?[;,\t ]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)

Record: TypeAlias = tuple[int, list[str]]
"""Fields with the line of the file that they begin in."""


class Form(NamedTuple):
    """How fields are parted. `begins` is where in the text the table does, in line
    `first`; `spaced` says that a blank may stand before a quote."""

    separator: str
    begins: int = 0
    first: int = 1
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`records` include the first one, be it headings or not."""

    records: tuple[Record, ...]
    form: Form

    @property
    def width(self) -> int:
        return len(self.records[0][1])


def read_table(content: bytes) -> Table:
    """The table of a file; raises BrokenInput for what is none."""
    text = decoded(content)
    form = form_of(text)
    records = tuple(rows(text, form))
    if not records:
        raise BrokenInput(EMPTY)
    return Table(records, form)


def form_of(text: str) -> Form:
    """How the fields of a text are parted: as Excel's first line says, else by what
    makes known headings and lines of one length."""
    hint = _EXCEL_HINT.match(text)
    if hint:
        return _spaced(text, Form(hint[1], hint.end(), 2))
    return _spaced(text, Form(max(_SEPARATORS, key=lambda sign: _weight(text, sign))))


def _sampled(text: str, form: Form, *, strict: bool = False) -> list[list[str]]:
    """The first lines with something in them; one that the sample cuts is left out."""
    sample = text[form.begins : form.begins + _SAMPLE]
    found = csv.reader(
        StringIO(sample, newline=""),
        delimiter=form.separator,
        skipinitialspace=form.spaced,
        strict=strict,
    )
    records = list(islice(found, _SAMPLED_LINES))
    if len(records) < _SAMPLED_LINES and len(text) - form.begins > _SAMPLE:
        records = records[:-1]
    return [record for record in records if any(map(str.strip, record))]


def _weight(text: str, sign: str) -> tuple[int, float, bool]:
    try:
        records = _sampled(text, Form(sign))
    except csv.Error:
        return 0, 0.0, sign == ","
    if not records or len(records[0]) == 1:
        return 0, 0.0, sign == ","
    heading, lines = records[0], records[1:]
    alike = sum(len(line) == len(heading) for line in lines) / max(len(lines), 1)
    known = sum(column(one) is not None for one in heading)
    return known, len(heading) * (alike if lines else 1.0), sign == ","


def _spaced(text: str, form: Form) -> Form:
    """With blanks before quotes allowed, where some stand there and it makes sense."""
    opening = re.compile(f'{re.escape(form.separator)} +"')
    if form.separator == " " or not opening.search(text[:_SAMPLE]):
        return form
    spaced = form._replace(spaced=True)
    try:
        _sampled(text, spaced, strict=len(text) <= _SAMPLE)
    except csv.Error:
        return form
    return spaced


def rows(text: str, form: Form | None = None) -> Iterator[Record]:
    """Lines with something in them; raises BrokenInput where a quote is amiss."""
    form = form or form_of(text)
    reader = csv.reader(
        StringIO(text[form.begins :], newline=""),
        delimiter=form.separator,
        skipinitialspace=form.spaced,
        strict=True,
    )
    while True:
        line = reader.line_num + form.first
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BrokenInput(_why(str(error)), line=line) from None
        if row is None:
            return
        if any(map(str.strip, row)):
            yield line, row


def _why(error: str) -> str:
    if "limit" in error:
        return TOO_LONG
    return UNCLOSED if "unexpected end of data" in error else UNREADABLE
