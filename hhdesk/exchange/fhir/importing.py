"""Importing files: a bundle at a time, each in one act, with progress and a stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from hhdesk.care.imported import SourceKey
from hhdesk.errors import BrokenInput
from hhdesk.exchange import incoming
from hhdesk.exchange.fhir import finding, reading
from hhdesk.exchange.fhir.entries import Entry, Place, entry_of
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.reading import Part
from hhdesk.exchange.fhir.report import ImportReport
from hhdesk.exchange.fhir.saving import BATCH, Saving
from hhdesk.exchange.incoming import Database, Progress
from hhdesk.i18n import N_


@dataclass
class _Files:
    """The files of one run: what they hold goes to saving, a bundle at a time."""

    saving: Saving
    # Resources without a bundle, until there are enough for one act.
    loose: list[Entry] = field(default_factory=list)
    _gathered: dict[SourceKey, str] = field(default_factory=dict)

    def file(self, path: Path) -> None:
        """Read one file and save its bundle; what cannot be read is told."""
        place = Place(str(path))
        try:
            data = incoming.content(path)
            if path.suffix.lower() == ".ndjson":
                self._lines(data, place)
            else:
                self._document(reading.read(data), place)
        except BrokenInput as refusal:
            self.saving.tally.refuse(place, refusal, kind="")

    def _document(self, document: reading.Document, place: Place) -> None:
        entries = list(self._entries(document.parts, place))
        if not document.is_bundle:
            self._gather(entries)
        elif document.bundle_type == "history":
            raise BrokenInput(N_("A history of past versions is not imported."))
        else:
            self.saving.save(entries)

    def _lines(self, data: bytes, place: Place) -> None:
        parts = []
        for one in reading.read_lines(data):
            if isinstance(one, Part):
                parts.append(one)
            else:
                number, refusal = one
                self.saving.tally.refuse(Place(place.file, line=number), refusal)
        self._gather(self._entries(parts, place, lines=True))

    def _entries(
        self, parts: Iterable[Part], place: Place, *, lines: bool = False
    ) -> Iterator[Entry]:
        for part in parts:
            if lines:
                here = Place(place.file, line=part.number)
            else:
                here = Place(place.file, entry=part.number)
            if part.resource is None:
                self.saving.tally.without_resource += 1
                continue
            try:
                yield entry_of(part, here, self.saving.source)
            except Fault as fault:
                self.saving.tally.refuse(_inside(here, part, fault), fault)

    def _gather(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            first = self._gathered.setdefault(entry.key, entry.place.file)
            if first != entry.place.file:
                # Another version from another file: each has its own act.
                self.flush()
                self._gathered[entry.key] = entry.place.file
            self.loose.append(entry)
            if len(self.loose) >= BATCH:
                self.flush()

    def flush(self) -> None:
        """Save what stood in no bundle so far."""
        entries, self.loose = self.loose, []
        self._gathered.clear()
        self.saving.save(entries)


def _inside(place: Place, part: Part, fault: Fault) -> Place:
    kind = part.resource.get("resourceType") if isinstance(part.resource, dict) else ""
    named = kind if isinstance(kind, str) else ""
    return Place(place.file, place.entry, place.line, named[:64], fault.element)


def import_paths(
    database: Database,
    actor_id: UUID,
    paths: Sequence[Path],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    source: str = "",
) -> ImportReport:
    """Import files and folders of FHIR R4 JSON; gives the report.

    Each bundle is one act: saved whole, except for the resources that the report
    refuses. Resources of other files are saved together, up to 500 in one act.
    `cancelled` is asked between files. `source` names where they come from; without
    one, resources belong to the server in their addresses, else to "fhir"; equal ids of
    two servers are different people. Raises NotFound for a missing path.
    """
    found = finding.find(paths)
    saving = Saving(database, actor_id, source)
    run = _Files(saving)
    done, stopped = 0, False
    for path in found.files:
        stopped = cancelled()
        if stopped:
            break
        run.file(path)
        done += 1
        if progress:
            progress(done, len(found.files))
    run.flush()
    saving.retry()
    saving.resolve()
    return saving.tally.report(found, done, stopped=stopped)
