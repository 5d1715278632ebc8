"""A list of members as CSV for spreadsheet programs, in the language of the screens."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from hhdesk.care.household import RELATIONSHIP_WORDS, Relationship
from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_columns import COLUMN_WORDS, Column
from hhdesk.care.members import IdentifierKind
from hhdesk.care.person import INTERPRETER_WORDS, Interpreter
from hhdesk.care.programs import SEGMENT_STATE_WORDS, SegmentState
from hhdesk.exchange.roster_report import defused
from hhdesk.i18n import N_, _, language_name

MARK = "\ufeff".encode()
"""Spreadsheet programs read accents where a file begins with it."""
CALL_RULE = N_("Open the record first: there is a rule for calling.")
"""In place of a number that goes out with its rule only."""

_HEADINGS = {
    Column.CHILD: (N_("Child"), N_("Birth date")),
    Column.CAREGIVER: (N_("Main caregiver"), N_("Relationship"), N_("Phone")),
    Column.LANGUAGE: (N_("Language"), N_("Interpreter")),
    Column.NUMBERS: ("MRN", "CIN"),
}


def heading(columns: Sequence[Column]) -> bytes:
    """The first line, with the mark before it."""
    cells = [
        _(word)
        for column in columns
        for word in _HEADINGS.get(column, (COLUMN_WORDS[column],))
    ]
    return MARK + _written([cells])


def lines(rows: Iterable[MemberRow], columns: Sequence[Column]) -> bytes:
    return _written(
        [cell for column in columns for cell in _cells(row, column)] for row in rows
    )


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file).writerows([defused(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8", "replace")


def _cells(row: MemberRow, column: Column) -> Sequence[str]:
    hit = row.hit
    match column:
        case Column.CHILD:
            return hit.name, hit.birth_date.isoformat()
        case Column.CAREGIVER:
            return _caregiver(row)
        case Column.LANGUAGE:
            need = Interpreter(hit.interpreter or Interpreter.NOT_ASKED)
            interpreter = _(INTERPRETER_WORDS[need])
            return language_name(hit.language), interpreter
        case Column.STATE:
            return (_state(row),)
        case Column.COORDINATOR:
            return (hit.coordinator,)
        case Column.TIER:
            return (row.tier,)
        case Column.CITY:
            return (hit.city,)
        case Column.LAST_CONTACT:
            return (_day(row.last_contact),)
        case Column.NEXT_DUE:
            return (_day(row.next_due),)
        case Column.CONDITIONS:
            return ("; ".join(row.conditions),)
        case Column.NUMBERS:
            return tuple(_number(row, kind) for kind in _KINDS)


_KINDS = (IdentifierKind.MRN, IdentifierKind.CIN)


def _number(row: MemberRow, wanted: IdentifierKind) -> str:
    return "; ".join(value for kind, value in row.numbers if kind is wanted)


def _caregiver(row: MemberRow) -> tuple[str, str, str]:
    hit = row.hit
    word = RELATIONSHIP_WORDS[Relationship(hit.relationship)] if hit.caregiver else ""
    phone = _(CALL_RULE) if hit.phone_restricted and hit.phone else hit.phone
    return hit.caregiver, _(word) if word else "", phone


def _state(row: MemberRow) -> str:
    if row.hit.deceased:
        return _("Died")
    if not row.hit.state:
        return _("Not enrolled")
    return _(SEGMENT_STATE_WORDS[SegmentState(row.hit.state)])


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
