"""What became of a roster's lines in words, and as a CSV file of one's own."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from hhdesk.care.members import GENDER_WORDS, Gender
from hhdesk.care.person import INTERPRETER_WORDS, Interpreter
from hhdesk.care.roster_fields import ROSTER_FIELD_WORDS, RosterField
from hhdesk.care.roster_lines import FATE_WORDS, Change, LineOutcome
from hhdesk.exchange.roster_columns import FIELD_WORDS
from hhdesk.i18n import N_, _, format_date, language_name

COLUMNS = (
    N_("Line"),
    N_("What"),
    N_("Name"),
    N_("Birth date"),
    N_("Field"),
    N_("Here"),
    N_("In the file"),
    N_("Remark"),
)
KEPT = N_("Stays as it is here")

_DAYS = (
    RosterField.BIRTH_DATE,
    RosterField.COVERAGE_BEGINS,
    RosterField.COVERAGE_ENDS,
    RosterField.RENEWAL,
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LANGUAGES = (RosterField.LANGUAGE, RosterField.WRITTEN_LANGUAGE)


def sentence(one: LineOutcome) -> str:
    """Why a line was refused or waits, in the current language."""
    return _(one.sentence).format(**one.values)


def field_words(one: LineOutcome) -> str:
    """The field that a line was refused for; empty where it is none of a roster's."""
    field = one.field.removeprefix("caregiver.")
    if field != one.field and field == "phone":
        field = "caregiver_phone"
    words = FIELD_WORDS.get(field)
    return _(words) if words else ""


def shown(field: RosterField, text: str) -> str:
    """A field's text as a person reads it: codes in words, days as the locale has
    them."""
    if not text:
        return ""
    if field in _DAYS:
        return format_date(date.fromisoformat(text))
    if field in _LANGUAGES:
        return language_name(text)
    if field is RosterField.GENDER:
        return _(GENDER_WORDS[Gender(text)])
    if field is RosterField.INTERPRETER:
        return _(INTERPRETER_WORDS[Interpreter(text)])
    return text


def change_words(one: Change) -> tuple[str, str, str]:
    """The field, what stands here, what the file says."""
    words = _(ROSTER_FIELD_WORDS[one.field])
    return words, shown(one.field, one.here), shown(one.field, one.there)


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return (
        f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
    )


def as_csv(outcomes: Iterable[LineOutcome]) -> bytes:
    """The report as CSV with a mark, which spreadsheets want to read accents; a line
    for each field that differs."""
    file = StringIO(newline="")
    lines = csv.writer(file)
    lines.writerow([_(one) for one in COLUMNS])
    for outcome in outcomes:
        for row in _rows(outcome):
            lines.writerow([defused(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig", "replace")


def _rows(one: LineOutcome) -> Iterable[tuple[str, ...]]:
    born = one.birth_date.isoformat() if one.birth_date else ""
    number = str(one.number) if one.number else ""
    head = (number, _(FATE_WORDS[one.fate]), one.name, born)
    for change in one.changes:
        remark = _(KEPT) if change.kept else ""
        yield (*head, *change_words(change), remark)
    if not one.changes:
        yield (*head, field_words(one), "", "", sentence(one) if one.sentence else "")
