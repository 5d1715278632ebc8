"""Rosters: a file of children, read, compared, entered some hundred at a time, told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from hhdesk.care import roster, roster_history, roster_mappings
from hhdesk.care.roster import BATCH as BATCH
from hhdesk.care.roster_lines import FATE_WORDS, Fate, Line, LineOutcome
from hhdesk.care.roster_mappings import SourceMapping
from hhdesk.errors import BrokenInput
from hhdesk.exchange import incoming
from hhdesk.exchange.incoming import Database, Progress
from hhdesk.exchange.roster_columns import places, told
from hhdesk.exchange.roster_dates import DateForm
from hhdesk.exchange.roster_reading import (
    NO_HEADINGS,
    Chosen,
    Roster,
    guess,
    headings,
    read,
    remembered_fields,
)
from hhdesk.exchange.roster_report import field_words, sentence
from hhdesk.exchange.roster_table import Table, read_table
from hhdesk.i18n import _, ngettext

SOURCE = "Roster"
"""The source of a file of which nobody said whose it is."""


@dataclass(frozen=True, slots=True)
class RosterReport:
    """`outcomes` are in the order of the file, those who are gone at the end. Of
    `other_columns` nothing was read; who speaks one of `other_languages`, which are not
    known here, was entered with English."""

    lines: int
    outcomes: tuple[LineOutcome, ...]
    other_columns: tuple[str, ...] = ()
    other_languages: tuple[str, ...] = ()
    stopped: bool = False
    dry: bool = False

    def count(self, fate: Fate) -> int:
        return sum(one.fate is fate for one in self.outcomes)

    @property
    def entered(self) -> int:
        return self.count(Fate.ENTERED)

    @property
    def known(self) -> int:
        return self.count(Fate.KNOWN)

    @property
    def refused(self) -> tuple[LineOutcome, ...]:
        return tuple(one for one in self.outcomes if one.fate is Fate.REFUSED)

    def texts(self) -> Iterator[str]:
        """The report in the current language, a line each."""
        yield ngettext("{n} line was read.", "{n} lines were read.", self.lines).format(
            n=self.lines
        )
        if self.dry:
            yield _("Nothing was written: this was a dry run.")
        if self.stopped:
            yield _("Stopped: what is counted here is in, nothing after it is.")
        for fate, words in FATE_WORDS.items():
            if count := self.count(fate):
                yield f"{_(words)}: {count:,}"
        if self.other_columns:
            yield _("Columns not read: {columns}").format(
                columns=", ".join(self.other_columns)
            )
        if self.other_languages:
            yield _("Languages not understood, please enter them: {languages}").format(
                languages=", ".join(self.other_languages)
            )
        for one in self.outcomes:
            if one.fate in (Fate.REFUSED, Fate.POSSIBLE):
                place = _("line {number}").format(number=one.number)
                field = field_words(one)
                yield f"  {place}: {field}{': ' if field else ''}{sentence(one)}"


@dataclass(frozen=True)
class Wish:
    """How a file is to be read: `columns` are fields by headings, where the memory of
    the source and the headings themselves do not say."""

    source: str = SOURCE
    columns: Mapping[str, str] | None = None
    form: DateForm | None = None
    dry: bool = False


Step: TypeAlias = Callable[[Sequence[Line]], list[LineOutcome]]


def import_file(
    database: Database,
    actor_id: UUID,
    path: Path,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
    wish: Wish = Wish(),
) -> RosterReport:
    """Enter and change what a roster says, some hundred lines in each act.

    Raises BrokenInput and InvalidField; nothing is entered then. A run that was
    stopped is taken up by the next one.
    """
    table = read_table(incoming.content(path))
    source = roster_mappings.cleaned_source(wish.source)
    with database.reading() as session:
        memory = roster_mappings.remembered(session, source)
        today = session.today()
    choice = _choice(table, memory, replace(wish, source=source))
    found = read(table, choice, today)
    if wish.dry:
        outcomes = _judged(database, source, found.lines, progress, stopped)
        return _report(database, source, found, outcomes, dry=True)
    return _imported(database, actor_id, table, choice, found, progress, stopped)


def _imported(
    database: Database,
    actor_id: UUID,
    table: Table,
    choice: Chosen,
    found: Roster,
    progress: Progress | None,
    stopped: Callable[[], bool],
) -> RosterReport:
    source = choice.payer
    with database.transaction(actor_id) as session:
        run_id = begin(session, found, choice, mapping(table, choice, found))

    def take(some: Sequence[Line]) -> list[LineOutcome]:
        with database.transaction(actor_id) as session:
            return roster.take(session, run_id, some, {})

    outcomes = in_portions(found.lines, take, progress, stopped)
    report = _report(database, source, found, outcomes, dry=False)
    if not report.stopped:
        with database.transaction(actor_id) as session:
            finish(session, run_id, report.outcomes)
    return report


def mapping(table: Table, choice: Chosen, found: Roster) -> SourceMapping:
    """What is remembered of how a file was read. Of one without headings only that: its
    first line is a person's."""
    fields = remembered_fields(table, choice) if choice.headed else {}
    return SourceMapping(fields, choice.form or found.dates.form or "", choice.headed)


def begin(session: Any, found: Roster, choice: Chosen, kept: SourceMapping) -> UUID:
    """Begin a run of a source, and remember how its file is read."""
    roster_mappings.remember(session, choice.payer, kept)
    lines = len(found.lines) + len(found.refused)
    return roster_history.begin(session, choice.payer, lines)


def finish(session: Any, run_id: UUID, outcomes: Iterable[LineOutcome]) -> None:
    """The whole file is in; `outcomes` are also those of refused lines and of who is
    gone."""
    counts = Counter(one.fate for one in outcomes)
    roster_history.finish(session, run_id, counts)


def in_portions(
    lines: Sequence[Line],
    step: Step,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[LineOutcome]:
    """The outcomes of as many lines as were done before somebody stopped it."""
    outcomes: list[LineOutcome] = []
    for start in range(0, len(lines), BATCH):
        if stopped():
            break
        some = lines[start : start + BATCH]
        outcomes += step(some)
        if progress:
            progress(start + len(some), len(lines))
    return outcomes


def _judged(
    database: Database,
    source: str,
    lines: Sequence[Line],
    progress: Progress | None,
    stopped: Callable[[], bool],
) -> list[LineOutcome]:
    def judge(some: Sequence[Line]) -> list[LineOutcome]:
        with database.reading() as session:
            return roster.judge(session, source, some, {})

    return in_portions(lines, judge, progress, stopped)


def _choice(table: Table, memory: SourceMapping, wish: Wish) -> Chosen:
    choice = guess(table, memory.fields, wish.source)
    names = headings(table, headed=choice.headed)
    if not choice.headed:
        raise BrokenInput(NO_HEADINGS)
    if not memory.fields and not wish.columns:
        places(names)
    if wish.columns:
        said = told(names, wish.columns)
        choice = guess(table, {**_unless_taken(memory, said), **said}, wish.source)
    form = wish.form or (DateForm(memory.dates) if memory.dates else None)
    return replace(choice, form=form)


def _unless_taken(memory: SourceMapping, said: Mapping[str, str]) -> dict[str, str]:
    """What is remembered, but for fields that somebody now gives to another column."""
    taken = set(said.values()) - {""}
    return {
        heading: "" if field in taken else field
        for heading, field in memory.fields.items()
    }


def _report(
    database: Database,
    source: str,
    found: Roster,
    outcomes: Iterable[LineOutcome],
    *,
    dry: bool,
) -> RosterReport:
    done = list(outcomes)
    stopped = len(done) < len(found.lines)
    everything = sorted([*done, *found.refused], key=lambda one: one.number)
    if not stopped:
        with database.reading() as session:
            everything += since(session, source, everything).gone
    return RosterReport(
        len(found.lines) + len(found.refused),
        tuple(everything),
        found.other_columns,
        found.other_languages,
        stopped,
        dry,
    )


def since(
    session: Any, source: str, outcomes: Iterable[LineOutcome]
) -> roster_history.Since:
    """Who of the source's last roster is in none of these lines."""
    done = list(outcomes)
    here = {one.member_id for one in done if one.member_id}
    persons = {one.person for one in done if one.person}
    return roster_history.gone(session, source, here, persons)
