"""What an import did: counts by type, what was refused and where, what only kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from hhdesk.exchange.fhir.entries import Place
from hhdesk.i18n import _, ngettext

# Values that are words of ours, not of the file.
_WORDS = {"kind", "found"}


class Explainable(Protocol):
    """A sentence with values: a refusal, or what an act told."""

    @property
    def sentence(self) -> str: ...

    @property
    def values(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class TypeRow:
    """How many resources of a type had which fate. `kept` were not entered."""

    type: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.created + self.updated + self.unchanged + self.kept + self.refused


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A sentence about one resource, or about a whole file."""

    place: Place
    text: str

    def line(self) -> str:
        return f"{where(self.place)}: {self.text}"


def placed(place: Place, what: Explainable) -> PlacedRow:
    """A refusal or another sentence about a place, in the current language."""
    return PlacedRow(place, told(what.sentence, what.values))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`files_done` is less than `files` where the import was stopped. `grown` names
    the members of 21 and more by their ids at the source. `other_files` counts by
    suffix what lay in the folders and is not read. `resolved` counts by type what
    earlier imports kept until something came that this one brought."""

    files: int
    files_done: int
    types: tuple[TypeRow, ...]
    refused: tuple[PlacedRow, ...]
    kept: tuple[PlacedRow, ...]
    notes: tuple[PlacedRow, ...]
    grown: tuple[str, ...]
    without_resource: int
    other_files: tuple[tuple[str, int], ...]
    stopped: bool = False
    resolved: tuple[tuple[str, int], ...] = ()

    def lines(self) -> list[str]:
        """The whole report as text, a line each."""
        return list(_lines(self))


def told(sentence: str, values: Mapping[str, object]) -> str:
    """A sentence in the current language, its values filled in."""
    shown = {
        name: _(value) if name in _WORDS and isinstance(value, str) else value
        for name, value in values.items()
    }
    return _(sentence).format(**shown)


def where(place: Place) -> str:
    """`file: entry 12, Condition/abc: onsetDateTime`."""
    parts = []
    if place.entry:
        parts.append(_("entry {number}").format(number=place.entry))
    if place.line:
        parts.append(_("line {number}").format(number=place.line))
    if place.resource:
        parts.append(place.resource)
    inside = ", ".join(parts)
    return ": ".join(filter(None, (place.file, inside, place.element)))


def _lines(report: ImportReport) -> Iterator[str]:
    yield _read(report)
    if report.stopped:
        yield _(
            "Stopped: each bundle before that is in whole, nothing of the others is."
        )
    if report.types:
        yield ""
        yield from _table(report)
    for title, rows in (
        (_("Refused"), report.refused),
        (_("Kept as it came, not entered"), report.kept),
        (_("Please look"), report.notes),
    ):
        if rows:
            yield from ("", f"{title}: {len(rows)}", *(f"  {r.line()}" for r in rows))
    yield from _ends(report)


def _read(report: ImportReport) -> str:
    return ngettext(
        "{done} of {n} file read.", "{done} of {n} files read.", report.files
    ).format(done=report.files_done, n=report.files)


def _table(report: ImportReport) -> Iterator[str]:
    """Counts in columns, the types in the order of the alphabet, a sum below."""
    heads = ("", _("new"), _("changed"), _("the same"), _("only kept"), _("refused"))
    rows = [_cells(row) for row in report.types]
    sums = tuple(sum(column) for column in zip(*(r[1] for r in rows), strict=True))
    rows.append((_("All"), sums))
    widths = [max(len(name) for name, _counts in rows)]
    widths += [max(8, len(head)) for head in heads[1:]]
    yield _row(heads, widths)
    for name, counts in rows:
        yield _row((name, *map(str, counts)), widths)


def _cells(row: TypeRow) -> tuple[str, tuple[int, ...]]:
    counts = (row.created, row.updated, row.unchanged, row.kept, row.refused)
    return row.type, counts


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *others = cells
    aligned = [
        cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)
    ]
    return "  ".join([first.ljust(widths[0]), *aligned]).rstrip()


def _ends(report: ImportReport) -> Iterator[str]:
    if report.grown:
        n = len(report.grown)
        yield ""
        yield ngettext(
            "{n} member is 21 or older: {ids}",
            "{n} members are 21 or older: {ids}",
            n,
        ).format(n=n, ids=", ".join(report.grown))
    if report.resolved:
        listed = ", ".join(f"{count} {name}" for name, count in report.resolved)
        yield ""
        yield _(
            "Entered now, for what they needed has come since an earlier import:"
            " {listed}"
        ).format(listed=listed)
    if report.without_resource:
        n = report.without_resource
        yield ngettext(
            "{n} entry holds no resource; nothing was done for it.",
            "{n} entries hold no resource; nothing was done for them.",
            n,
        ).format(n=n)
    if report.other_files:
        listed = ", ".join(f"{count} {name}" for name, count in report.other_files)
        yield _("Not read, for only .json and .ndjson are: {listed}").format(
            listed=listed
        )
