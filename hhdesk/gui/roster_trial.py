"""The dry run of a roster: its file read, its columns looked at, its lines compared
with what is here. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from hhdesk.care import roster as lines_of
from hhdesk.care import roster_history, roster_mappings
from hhdesk.care.roster_history import RosterRunRow, Since
from hhdesk.care.roster_lines import Answers, Line, LineOutcome
from hhdesk.care.roster_mappings import SourceMapping
from hhdesk.errors import Refusal
from hhdesk.exchange import incoming, roster, roster_reading
from hhdesk.exchange.roster_columns import guessed
from hhdesk.exchange.roster_dates import DateForm, DatesSeen
from hhdesk.exchange.roster_reading import Chosen, ColumnLook, Roster
from hhdesk.exchange.roster_table import Table, read_table
from hhdesk.gui.desk import Desk
from hhdesk.gui.roster_portions import Portions
from hhdesk.gui.worker import Job

Looks = tuple[tuple[ColumnLook, ...], DatesSeen]


def known(session: Any) -> tuple[tuple[str, ...], tuple[RosterRunRow, ...]]:
    """Whose rosters came before, and the last runs."""
    return roster_mappings.sources(session), roster_history.runs(session)


def load(path: Path) -> Table:
    """The table of a file; raises BrokenInput."""
    return read_table(incoming.content(path))


def look(table: Table, choice: Chosen, today: date) -> Looks:
    """What the columns hold, read as they are chosen."""
    seen = roster_reading.days_seen(table, choice, today)
    form = choice.form or seen.form
    return roster_reading.looks(table, replace(choice, form=form), today), seen


class RosterTrial(QObject):
    opened = Signal(object)
    """Chosen: the columns as they are guessed and remembered."""
    looked = Signal(object)
    """Looks, of the newest question alone."""
    begun = Signal()
    """The lines are read, and compared from now on."""
    advanced = Signal(int, int)
    judged = Signal(object, object)
    """The outcomes of all lines, and what is gone Since the last roster."""
    renewed = Signal(object)
    """The outcomes of lines that were answered."""
    stopped = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._portions: Portions | None = None
        self._asked = 0
        self._looking: Job | None = None
        self.table: Table | None = None
        self.found: Roster | None = None
        self.choice = Chosen(())
        self.memory = SourceMapping()
        self.source = ""

    def open(self, path: Path, source: str) -> None:
        """Read a file, and what is remembered of its source."""
        self.source = source
        self._desk.worker.job(load, path, then=self._loaded, failed=self.refused.emit)

    def _loaded(self, table: Table) -> None:
        self._desk.worker.read(
            roster_mappings.remembered,
            self.source,
            then=partial(self._open, table),
            failed=self.refused.emit,
        )

    def _open(self, table: Table, memory: SourceMapping) -> None:
        self.table, self.memory = table, memory
        choice = roster_reading.guess(table, memory.fields, self.source)
        form = DateForm(memory.dates) if memory.dates else None
        self.opened.emit(replace(choice, form=form))

    def guess(self, form: DateForm | None, *, headed: bool) -> Chosen:
        """The columns anew, where somebody says whether there are headings."""
        assert self.table
        fields = ("",) * self.table.width
        if headed:
            names = roster_reading.headings(self.table, headed=True)
            fields = guessed(names, self.memory.fields).fields
        return Chosen(fields, form, headed, self.source)

    def look(self, choice: Chosen) -> None:
        """Ask what the columns hold."""
        assert self.table
        self._asked += 1
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._desk.worker.job(
            look,
            self.table,
            choice,
            self._desk.today,
            then=partial(self._looked, self._asked),
            failed=self.refused.emit,
        )

    def _looked(self, asked: int, found: Looks) -> None:
        if asked == self._asked:
            self.looked.emit(found)

    def judge(self, choice: Chosen) -> None:
        """Read the lines so and compare them with what is here."""
        assert self.table
        self.choice = choice
        self._desk.worker.job(
            roster_reading.read,
            self.table,
            choice,
            self._desk.today,
            then=self._read,
            failed=self.refused.emit,
        )

    def _read(self, found: Roster) -> None:
        self.found = found
        self.begun.emit()
        self._portions = Portions(found.lines, partial(self._ask, {}), self)
        self._portions.advanced.connect(self.advanced)
        self._portions.done.connect(self._judged)
        self._portions.refused.connect(lambda no, _: self._refuse(no))
        self._portions.start()

    def _refuse(self, refusal: Refusal) -> None:
        self._portions = None
        self.refused.emit(refusal)

    def _ask(
        self, answers: Answers, some: Sequence[Line], then: Any, failed: Any
    ) -> None:
        self._desk.worker.read(
            lines_of.judge, self.source, some, answers, then=then, failed=failed
        )

    def _judged(self, outcomes: list[LineOutcome], stopped: bool) -> None:
        self._portions = None
        if stopped or self.found is None:
            self.stopped.emit()
            return
        whole = sorted([*outcomes, *self.found.refused], key=lambda one: one.number)
        self._desk.worker.read(
            roster.since,
            self.source,
            whole,
            then=partial(self._compared, whole),
            failed=self.refused.emit,
        )

    def _compared(self, outcomes: list[LineOutcome], since: Since) -> None:
        self.judged.emit(outcomes, since)

    def judge_again(self, number: int, answers: Answers) -> None:
        """One line, after somebody answered whether it is the same child."""
        assert self.found
        lines = [one for one in self.found.lines if one.number == number]
        self._ask(answers, lines, self.renewed.emit, self.refused.emit)

    def stop(self) -> None:
        """After the portion that is under way."""
        if self._portions is not None:
            self._portions.stop()
