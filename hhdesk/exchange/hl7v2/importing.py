"""Importing files of HL7 v2 messages: each message is one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from hhdesk.care import adt
from hhdesk.care.adt import AdtFate
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


@dataclass
class _Run:
    database: Database
    actor_id: UUID
    fates: Counter[AdtFate] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)
    messages: int = 0

    def file(self, path: Path) -> None:
        try:
            texts = messages.split(incoming.content(path))
        except BrokenInput as refusal:
            self.refused.append(RefusedRow(str(path), 0, explain(refusal)))
            return
        for number, text in enumerate(texts, 1):
            self.messages += 1
            try:
                self._message(text)
            except Refusal as refusal:
                self.refused.append(RefusedRow(str(path), number, explain(refusal)))

    def _message(self, text: str) -> None:
        message = messages.read(text)
        trigger = adt_reading.trigger_of(message)
        if trigger is None:
            self.others[adt_reading.kind_of(message) or "?"] += 1
            return
        fact = adt_reading.read(message, trigger)
        with self.database.transaction(self.actor_id) as session:
            heard = adt.hear(session, fact, message.text)
        self.fates[heard.fate] += 1


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
    found = list(_files(paths))
    run, stopped = _Run(database, actor_id), False
    for done, path in enumerate(found):
        stopped = cancelled()
        if stopped:
            break
        run.file(path)
        if progress:
            progress(done + 1, len(found))
    fates = run.fates
    return AdtReport(
        len(found),
        run.messages,
        fates[AdtFate.APPLIED],
        fates[AdtFate.NO_STAY],
        fates[AdtFate.WAITING],
        fates[AdtFate.KNOWN],
        tuple(sorted(run.others.items())),
        tuple(run.refused),
        stopped,
    )
