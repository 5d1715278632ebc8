"""Saving what a run over files has read: what can be entered, what waits, what is kept.

Every portion is one act. What needs somebody who has not come yet waits for the end of
the run, and then, sealed, for a later one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
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
from hhdesk.exchange.fhir import coming_back, elements, reading, resources
from hhdesk.exchange.fhir.entries import (
    UNNAMED_SOURCE,
    Entry,
    Place,
    entry_again,
)
from hhdesk.exchange.fhir.faults import Dangling, Fault
from hhdesk.exchange.fhir.references import Index
from hhdesk.exchange.fhir.resources import READERS
from hhdesk.exchange.fhir.tally import Tally
from hhdesk.exchange.incoming import Database
from hhdesk.i18n import N_

BATCH = 500
"""Resources without a bundle that are saved in one act."""


class _NothingNewError(Exception):
    """Ends an act that would save nothing, so that not even its receipt is left."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


@dataclass
class Saving:
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
    # What nothing of this run helped: to be kept with what it waits for.
    _dangling: list[tuple[Place, KeptFact]] = field(default_factory=list)

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
            return
        before = self.waiting.get(entry.key)
        if before is not None:
            notes = () if before.sha256 == entry.sha256 else (Told(OLDER),)
            left = Outcome(entry.key, Fate.UNCHANGED, notes=notes)
            self.tally.count(before.place, left)
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
