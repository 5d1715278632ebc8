"""Rosters: a CSV file of children, read, entered some hundred at a time, reported."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from uuid import UUID

from hhdesk.care import roster
from hhdesk.care.roster import Fate, Line, LineOutcome
from hhdesk.errors import BrokenInput, InvalidField
from hhdesk.exchange import incoming
from hhdesk.exchange.incoming import Database, Progress
from hhdesk.exchange.roster_columns import places
from hhdesk.exchange.roster_lines import details, language
from hhdesk.i18n import N_, _, ngettext

BATCH = 500
"""Lines that are saved in one act; more at once take longer each (measured)."""

EMPTY = N_("The file is empty.")
NOT_TEXT = N_("This is no text file.")
UNREADABLE = N_("Line {line} cannot be read as CSV.")


@dataclass(frozen=True, slots=True)
class RosterReport:
    """`other_columns` were not understood and not read; who speaks one of
    `other_languages`, which are not known here, was entered with English."""

    lines: int
    entered: int
    known: int
    refused: tuple[LineOutcome, ...]
    other_columns: tuple[str, ...] = ()
    other_languages: tuple[str, ...] = ()
    stopped: bool = False

    def texts(self) -> Iterator[str]:
        """The report in the current language, a line each."""
        yield ngettext("{n} line was read.", "{n} lines were read.", self.lines).format(
            n=self.lines
        )
        if self.stopped:
            yield _("Stopped: what is counted here is in, nothing after it is.")
        yield _("Entered: {n}").format(n=self.entered)
        yield _("Here already, left as they are: {n}").format(n=self.known)
        if self.other_columns:
            yield _("Columns not read: {columns}").format(
                columns=", ".join(self.other_columns)
            )
        if self.other_languages:
            yield _("Languages not understood, please enter them: {languages}").format(
                languages=", ".join(self.other_languages)
            )
        if self.refused:
            yield _("Refused: {n}").format(n=len(self.refused))
        for one in self.refused:
            place = _("line {number}").format(number=one.number)
            yield f"  {place}: {_(one.sentence)}"


def decoded(content: bytes) -> str:
    """A file's text: UTF-8 or UTF-16 by their marks, else UTF-8, else Windows-1252.

    Raises BrokenInput for what is no text.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BrokenInput(NOT_TEXT)


def separator(text: str) -> str:
    """What parts the fields: the sign that the first line has most often."""
    heading = text.lstrip("\r\n").splitlines()[:1] or [""]
    return max(",;\t|", key=lambda sign: (heading[0].count(sign), sign == ","))


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Fields with their line of the file; raises BrokenInput where a quote is amiss."""
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=separator(text), strict=True
    )
    while True:
        before = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise BrokenInput(UNREADABLE, line=before) from None
        if row is None:
            return
        if any(field.strip() for field in row):
            yield before, row


@dataclass(frozen=True)
class Roster:
    """A file's lines: those with details, and those that were refused at once."""

    lines: tuple[Line, ...]
    refused: tuple[LineOutcome, ...]
    other_columns: tuple[str, ...]
    other_languages: tuple[str, ...]


def read(content: bytes) -> Roster:
    """Understand a whole file; raises BrokenInput for one that is no roster."""
    found = rows(decoded(content))
    _number, headings = next(found, (0, []))
    if not headings:
        raise BrokenInput(EMPTY)
    columns = places(headings)
    lines: list[Line] = []
    refused: list[LineOutcome] = []
    spoken: set[str] = set()
    for number, row in found:
        line = {name: _field(row, place) for name, place in columns.items()}
        spoken.add(line.get("language", ""))
        try:
            lines.append(Line(number, details(line)))
        except InvalidField as no:
            refused.append(
                LineOutcome(number, Fate.REFUSED, None, no.field, no.sentence)
            )
    known = columns.values()
    others = [one for place, one in enumerate(headings) if place not in known]
    unknown = sorted(one for one in spoken - {""} if not language(one))
    return Roster(
        tuple(lines), tuple(refused), tuple(filter(None, others)), tuple(unknown)
    )


def _field(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def import_file(
    database: Database,
    actor_id: UUID,
    path: Path,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> RosterReport:
    """Enter the new members of a roster, some hundred in each act.

    Raises BrokenInput; nothing is entered then.
    """
    found = read(incoming.content(path))
    outcomes = list(found.refused)
    done = 0
    for start in range(0, len(found.lines), BATCH):
        if stopped():
            break
        some = found.lines[start : start + BATCH]
        with database.transaction(actor_id) as session:
            outcomes += roster.enter(session, some)
        done += len(some)
        if progress:
            progress(done, len(found.lines))
    return _report(found, outcomes, done < len(found.lines))


def _report(
    found: Roster, outcomes: Iterable[LineOutcome], stopped: bool
) -> RosterReport:
    outcomes = sorted(outcomes, key=lambda one: one.number)
    fates = Counter(one.fate for one in outcomes)
    return RosterReport(
        len(found.lines) + len(found.refused),
        fates[Fate.ENTERED],
        fates[Fate.KNOWN],
        tuple(one for one in outcomes if one.fate is Fate.REFUSED),
        found.other_columns,
        found.other_languages,
        stopped,
    )
