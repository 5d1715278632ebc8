"""Which files to read, and in which order: those with patients first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hhdesk.errors import NotFound
from hhdesk.i18n import N_

_READ = {".json", ".ndjson"}
_HEAD = 4096
_KIND = re.compile(rb'"resourceType"\s*:\s*"([A-Za-z]+)"')

# People, then what holds people and more, then what refers to people.
_FIRST = ("Patient", "RelatedPerson", "Bundle")


@dataclass(frozen=True, slots=True)
class Found:
    """`other` counts files in the folders by their suffix that are not read."""

    files: tuple[Path, ...]
    other: tuple[tuple[str, int], ...]


def _below(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _rank(path: Path) -> int:
    if not path.is_file():
        # A pipe: opening it would wait for ever.
        return len(_FIRST)
    try:
        with path.open("rb") as file:
            kind = _KIND.search(file.read(_HEAD))
    except OSError:
        # Reading it for good will say what is wrong.
        return len(_FIRST)
    name = kind[1].decode() if kind else ""
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def find(paths: Iterable[Path]) -> Found:
    """The files of all paths; folders whole. Raises NotFound for what is not there."""
    named: dict[Path, Path] = {}
    other: Counter[str] = Counter()
    for path in paths:
        if not path.exists():
            raise NotFound(N_("There is no file {path}."), path=path)
        if not path.is_dir():
            named.setdefault(path.resolve(), path)
            continue
        for below in _below(path):
            if below.suffix.lower() in _READ:
                named.setdefault(below.resolve(), below)
            else:
                other[below.suffix.lower() or below.name] += 1
    ordered = sorted(named.values(), key=_rank)
    return Found(tuple(ordered), tuple(sorted(other.items())))
