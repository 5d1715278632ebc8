"""Counts an import while it runs, and makes its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hhdesk.care.imported import Fate, Outcome, Told
from hhdesk.exchange.fhir.entries import Place
from hhdesk.exchange.fhir.finding import Found
from hhdesk.exchange.fhir.report import (
    Explainable,
    ImportReport,
    PlacedRow,
    TypeRow,
    placed,
)

UNKNOWN_TYPE = "?"


class Tally:
    """What became of each resource so far."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, Fate]] = Counter()
        self._refused: list[PlacedRow] = []
        self._kept: list[PlacedRow] = []
        self._notes: list[PlacedRow] = []
        self._grown: dict[str, None] = {}
        self._resolved: Counter[str] = Counter()
        self.without_resource = 0

    def refuse(self, place: Place, why: Explainable, kind: str = UNKNOWN_TYPE) -> None:
        """A resource, or with an empty kind a whole file, was not taken."""
        if kind:
            self._counts[kind, Fate.REFUSED] += 1
        self._refused.append(placed(place, why))

    def note(self, place: Place, what: Told) -> None:
        self._notes.append(placed(place, what))

    def count(self, place: Place, outcome: Outcome) -> None:
        """What a use case made of one resource."""
        kind = outcome.key.type
        if outcome.grown:
            self._grown[f"{kind}/{outcome.key.id}"] = None
        for note in outcome.notes:
            self.note(place, note)
        if outcome.fate is Fate.REFUSED and outcome.why:
            self.refuse(place, outcome.why, kind)
            return
        self._counts[kind, outcome.fate] += 1
        if outcome.fate is Fate.KEPT and outcome.why:
            self._kept.append(placed(place, outcome.why))

    def resolve(self, outcome: Outcome) -> None:
        """What an earlier import had to leave was entered after all."""
        self._resolved[outcome.key.type] += 1

    def _types(self) -> Iterable[TypeRow]:
        for kind in sorted({kind for kind, _ in self._counts}):
            yield TypeRow(kind, *(self._counts[kind, fate] for fate in Fate))

    def report(self, found: Found, done: int, *, stopped: bool) -> ImportReport:
        """The report of an import that got through `done` of the files."""
        return ImportReport(
            len(found.files),
            done,
            tuple(self._types()),
            tuple(self._refused),
            tuple(self._kept),
            tuple(self._notes),
            tuple(self._grown),
            self.without_resource,
            found.other,
            stopped,
            tuple(sorted(self._resolved.items())),
        )
