"""Importing files of HL7 v2 messages: each message is one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from hhdesk.care import adt
from hhdesk.care.adt import AdtFate
from hhdesk.care.adt_facts import AdtFact
from hhdesk.errors import BrokenInput, NotFound, Refusal
from hhdesk.exchange import incoming
from hhdesk.exchange.hl7v2 import adt as adt_reading
from hhdesk.exchange.hl7v2 import messages
from hhdesk.exchange.hl7v2.report import AdtReport, RefusedRow
from hhdesk.exchange.incoming import Database, Progress
from hhdesk.i18n import N_, explain


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of folders by name; raises NotFound for a path that is not there."""
    for path in paths:
        if not path.exists():
            raise NotFound(N_("There is no file {path}."), path=path)
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())
        else:
            yield path


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a stay or a merge that was understood: of which file, which one."""

    file: str
    number: int
    fact: AdtFact
    text: str


@dataclass
class Reading:
    """What files of messages hold, before anything is heeded."""

    files: int = 0
    messages: int = 0
    said: list[Said] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)

    def file(self, path: Path) -> None:
        self.files += 1
        try:
            texts = messages.split(incoming.content(path))
        except BrokenInput as refusal:
            self.refused.append(RefusedRow(str(path), 0, explain(refusal)))
            return
        for number, text in enumerate(texts, 1):
            self.messages += 1
            try:
                self._message(path, number, text)
            except Refusal as refusal:
                self.refused.append(RefusedRow(str(path), number, explain(refusal)))

    def _message(self, path: Path, number: int, text: str) -> None:
        message = messages.read(text)
        trigger = adt_reading.trigger_of(message)
        if trigger is None:
            self.others[adt_reading.kind_of(message) or "?"] += 1
            return
        fact = adt_reading.read(message, trigger)
        self.said.append(Said(str(path), number, fact, message.text))


@dataclass
class Tally:
    """What became of what was read."""

    files: int = 0
    messages: int = 0
    fates: Counter[AdtFate] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)

    def add(self, read: Reading, fates: Counter[AdtFate]) -> None:
        self.files += read.files
        self.messages += read.messages
        self.fates += fates
        self.others += read.others
        self.refused += read.refused

    def report(self, *, stopped: bool = False) -> AdtReport:
        fates = self.fates
        return AdtReport(
            self.files,
            self.messages,
            fates[AdtFate.APPLIED],
            fates[AdtFate.NO_STAY],
            fates[AdtFate.WAITING],
            fates[AdtFate.KNOWN],
            tuple(sorted(self.others.items())),
            tuple(self.refused),
            stopped,
        )


def files_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files, and those of folders by name; raises NotFound for a path that is not
    there."""
    return tuple(_files(paths))


def read(paths: Sequence[Path]) -> Reading:
    """Read these files; what cannot be read is refused with file and number."""
    found = Reading()
    for path in paths:
        found.file(path)
    return found


def hear(session: Any, said: Sequence[Said]) -> Counter[AdtFate]:
    """Heed messages in one act; those that were heeded before are counted."""
    return Counter(adt.hear(session, one.fact, one.text).fate for one in said)


def import_paths(
    database: Database,
    actor_id: UUID,
    paths: Sequence[Path],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> AdtReport:
    """Read files and folders; what cannot be read is refused with file and number.

    `cancelled` is asked between files. Raises NotFound for a missing path.
    """
    found = files_of(paths)
    tally, stopped = Tally(), False
    for done, path in enumerate(found):
        stopped = cancelled()
        if stopped:
            break
        reading = read([path])
        tally.add(reading, _heard(database, actor_id, reading))
        if progress:
            progress(done + 1, len(found))
    return tally.report(stopped=stopped)


def _heard(database: Database, actor_id: UUID, reading: Reading) -> Counter[AdtFate]:
    """Each message is one act: one that is refused leaves the others alone."""
    fates: Counter[AdtFate] = Counter()
    for one in reading.said:
        try:
            with database.transaction(actor_id) as session:
                fates += hear(session, [one])
        except Refusal as refusal:
            refused = RefusedRow(one.file, one.number, explain(refusal))
            reading.refused.append(refused)
    return fates
