"""Importing files: a bundle at a time, each in one act, with progress and a stop."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from hhdesk.care import import_dangling, imports
from hhdesk.care.import_act import OLDER
from hhdesk.care.import_kin import Kin
from hhdesk.care.imported import (
    Fact,
    Fate,
    KeptFact,
    Outcome,
    Person,
    SourceKey,
    Told,
)
from hhdesk.care.imports import Known
from hhdesk.errors import BrokenInput
from hhdesk.exchange.fhir import coming_back, elements, finding, reading, resources
from hhdesk.exchange.fhir.entries import (
    UNNAMED_SOURCE,
    Entry,
    Place,
    entry_again,
    entry_of,
)
from hhdesk.exchange.fhir.faults import Dangling, Fault
from hhdesk.exchange.fhir.reading import Part
from hhdesk.exchange.fhir.references import Index
from hhdesk.exchange.fhir.report import ImportReport
from hhdesk.exchange.fhir.resources import READERS
from hhdesk.exchange.fhir.tally import Tally
from hhdesk.i18n import N_

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; a larger file is refused before it is read."""

BATCH = 500
"""Resources without a bundle that are saved in one act."""

Progress = Callable[[int, int], None]
"""Is told how many of how many files are done."""


class Database(Protocol):
    """What an import needs of an open database; its sessions go to care."""

    def reading(self) -> AbstractContextManager[Any]: ...

    def transaction(self, actor_id: UUID) -> AbstractContextManager[Any]: ...


class _NothingNewError(Exception):
    """Ends an act that would save nothing, so that not even its receipt is left."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


@dataclass
class _Import:
    """One run over files."""

    database: Database
    actor_id: UUID
    source: str
    tally: Tally = field(default_factory=Tally)
    waiting: dict[SourceKey, Entry] = field(default_factory=dict)
    # Patients of this run whose id is somebody else's here: nothing of theirs may go
    # to that person.
    barred: set[SourceKey] = field(default_factory=set)
    # Caregivers of this run's children: siblings come in files of their own.
    kin: Kin = field(default_factory=Kin)
    # Resources without a bundle, until there are enough for one act.
    loose: list[Entry] = field(default_factory=list)
    # What nothing of this run helped: to be kept with what it waits for.
    _dangling: list[tuple[Place, KeptFact]] = field(default_factory=list)
    _gathered: dict[SourceKey, str] = field(default_factory=dict)

    def file(self, path: Path) -> None:
        """Read one file and save its bundle; what cannot be read is told."""
        place = Place(str(path))
        try:
            data = _data(path)
            if path.suffix.lower() == ".ndjson":
                self._lines(data, place)
            else:
                self._document(reading.read(data), place)
        except BrokenInput as refusal:
            self.tally.refuse(place, refusal, kind="")

    def _document(self, document: reading.Document, place: Place) -> None:
        entries = list(self._entries(document.parts, place))
        if not document.is_bundle:
            self._gather(entries)
        elif document.bundle_type == "history":
            raise BrokenInput(N_("A history of past versions is not imported."))
        else:
            self.save(entries)

    def _lines(self, data: bytes, place: Place) -> None:
        parts = []
        for one in reading.read_lines(data):
            if isinstance(one, Part):
                parts.append(one)
            else:
                number, refusal = one
                self.tally.refuse(Place(place.file, line=number), refusal)
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
                self.tally.without_resource += 1
                continue
            try:
                yield entry_of(part, here, self.source)
            except Fault as fault:
                self.tally.refuse(_inside(here, part, fault), fault)

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
        self.save(entries)

    def retry(self) -> None:
        """Once more what was refused because its person came later; what still
        dangles is sealed, until a later file brings what it needs."""
        entries, self.waiting = list(self.waiting.values()), {}
        for start in range(0, len(entries), BATCH):
            self.save(entries[start : start + BATCH], last=True)
        while self._dangling:
            some, self._dangling = self._dangling[:BATCH], self._dangling[BATCH:]
            places = {fact.original.key: place for place, fact in some}
            for outcome in self._write([fact for _, fact in some]):
                self.tally.count(places[outcome.key], outcome)

    def resolve(self) -> None:
        """Enter what earlier files left dangling, as far as its turn has come."""
        with self.database.reading() as session:
            record_ids = import_dangling.resolvable(session)
        for start in range(0, len(record_ids), BATCH):
            with self.database.reading() as session:
                some = record_ids[start : start + BATCH]
                found = import_dangling.originals(session, some)
            by_source: dict[str, list[Entry]] = {}
            for original in found:
                entry = entry_again(original)
                by_source.setdefault(entry.key.source, []).append(entry)
            for source, entries in by_source.items():
                self._resolve(source, entries)

    def _resolve(self, source: str, entries: Sequence[Entry]) -> None:
        named = "" if source == UNNAMED_SOURCE or "://" in source else source
        index = Index(entries, named, (), self._kept)
        facts: list[Fact] = []
        for entry in entries:
            with suppress(Fault):
                facts.append(resources.read(entry, index))
        for outcome in self._write(facts):
            if outcome.fate is Fate.CREATED:
                self.tally.resolve(outcome)

    def save(self, entries: Sequence[Entry], *, last: bool = False) -> None:
        """Check, read and save resources that belong together."""
        if not entries:
            return
        unique = self._without_doubles(entries)
        with self.database.reading() as session:
            known = imports.known(session, list(unique))
            new = [one for one in unique.values() if not _is_known(one, known)]
            own = coming_back.own(session, new)
        for one in new:
            if one.key in own:
                self.tally.count(one.place, Outcome(one.key, Fate.UNCHANGED))
        new = [one for one in new if one.key not in own]
        self._tell_known(
            [one for one in unique.values() if _is_known(one, known)], known
        )
        facts = self._facts(new, unique, last=last)
        for outcome in self._write(facts):
            entry = unique[outcome.key]
            if outcome.waits_for and outcome.why:
                self._wait(entry, outcome.why, outcome.waits_for, last=last)
                continue
            if outcome.clash:
                self.barred.add(outcome.key)
            place = replace(entry.place, element=outcome.element)
            self.tally.count(place, outcome)

    def _wait(self, entry: Entry, why: Told, wanted: Person, *, last: bool) -> None:
        """Remember what needs something that is not here."""
        if last:
            sealed = KeptFact(entry.original(), None, why, wanted)
            self._dangling.append((entry.place, sealed))
        else:
            self.waiting[entry.key] = entry

    def _without_doubles(self, entries: Sequence[Entry]) -> dict[SourceKey, Entry]:
        """One resource a key; the same twice counts once as unchanged, another
        resource under a key that is taken is refused."""
        unique: dict[SourceKey, Entry] = {}
        for entry in entries:
            first = unique.setdefault(entry.key, entry)
            if first is entry:
                continue
            if first.sha256 == entry.sha256:
                self.tally.count(entry.place, Outcome(entry.key, Fate.UNCHANGED))
            else:
                why = Told(N_("its id is taken by another resource of this file"))
                self.tally.refuse(entry.place, why, entry.key.type)
        return unique

    def _tell_known(
        self, entries: Sequence[Entry], known: Mapping[SourceKey, Known]
    ) -> None:
        """Unchanged, or a version that a newer one has replaced here."""
        patients = [one.key for one in entries if one.key.type == "Patient"]
        with self.database.reading() as session:
            grown = imports.grown(session, patients)
        for one in entries:
            past = known[one.key].sha256 != one.sha256
            notes = (Told(OLDER),) if past and one.key.type in READERS else ()
            outcome = Outcome(
                one.key, Fate.UNCHANGED, notes=notes, grown=one.key in grown
            )
            self.tally.count(one.place, outcome)

    def _facts(
        self, new: Sequence[Entry], unique: dict[SourceKey, Entry], *, last: bool
    ) -> list[Fact]:
        """What can be entered or kept; the rest is refused here, with its place."""
        broken = self._broken(new)
        index = Index(unique.values(), self.source, broken, self._kept)
        facts: list[Fact] = []
        for entry in new:
            if entry.key in broken:
                continue
            try:
                facts.append(resources.read(entry, index))
            except Dangling as fault:
                why = Told(fault.sentence, fault.values)
                self._wait(entry, why, fault.wanted, last=last)
            except Fault as fault:
                self._refuse(entry, fault)
        return facts

    def _broken(self, entries: Iterable[Entry]) -> set[SourceKey]:
        found: set[SourceKey] = set()
        for entry in entries:
            try:
                elements.check(entry.resource)
            except Fault as fault:
                self._refuse(entry, fault)
                found.add(entry.key)
            except RecursionError:
                self._refuse(entry, Fault(reading.TOO_DEEP))
                found.add(entry.key)
        return found

    def _refuse(self, entry: Entry, fault: Fault) -> None:
        self.tally.refuse(entry.at(fault), fault, entry.key.type)

    def _kept(self, key: SourceKey) -> Any:
        """A resource that an earlier import kept."""
        with self.database.reading() as session:
            text = imports.original(session, key)
        return None if text is None else json.loads(text)

    def _write(self, facts: list[Fact]) -> list[Outcome]:
        if not facts:
            return []
        outcomes: list[Outcome]
        try:
            with self.database.transaction(self.actor_id) as session:
                outcomes = imports.write(session, facts, self.barred, self.kin)
                if not imports.changed(outcomes):
                    raise _NothingNewError(outcomes)
        except _NothingNewError as nothing:
            outcomes = nothing.outcomes
        return outcomes


def _is_known(entry: Entry, known: Mapping[SourceKey, Known]) -> bool:
    found = known.get(entry.key)
    return found is not None and entry.sha256 in {found.sha256, *found.earlier}


def _inside(place: Place, part: Part, fault: Fault) -> Place:
    kind = part.resource.get("resourceType") if isinstance(part.resource, dict) else ""
    named = kind if isinstance(kind, str) else ""
    return Place(place.file, place.entry, place.line, named[:64], fault.element)


def _data(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BrokenInput(N_("This is no file."))
        if path.stat().st_size > LARGEST_FILE:
            raise BrokenInput(N_("The file is too large; split it."))
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BrokenInput(N_("The file cannot be read: {why}."), why=why) from error


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
    run = _Import(database, actor_id, source)
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
    run.retry()
    run.resolve()
    return run.tally.report(found, done, stopped=stopped)
