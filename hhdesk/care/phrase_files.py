"""Reads the sentences of `resources/plans/` and refuses what breaks their rules: equal
slots in each language, a source for each fact, no dose of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hhdesk.assets import resource, resource_bytes
from hhdesk.care.confidentiality import Segment
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_rows import PhraseKind, PhraseRow, Source
from hhdesk.care.phrase_slots import SLOT, SLOTS

TRANSLATIONS = ("es",)
"""The languages that every sentence has beside English."""

_FOLDER = "plans"
# A dose is what only the child's own doctor says: it comes in by a slot.
_DOSE = re.compile(
    r"\d\s*(?:mg|mcg|ml|cc|g|iu|units?|puffs?|drops?|tablets?|pills?|teaspoons?|"
    r"unidades?|inhalaciones|gotas?|pastillas?|tabletas?|cucharad\w+)\b",
    re.IGNORECASE,
)


class PhraseDataError(ValueError):
    """A file that ships with the program breaks a rule: a bug, found by a test."""


def read(*parts: str) -> dict[str, Any]:
    """One of the data files."""
    try:
        found = json.loads(resource_bytes(_FOLDER, *parts))
    except (OSError, ValueError) as error:
        raise PhraseDataError(f"{'/'.join(parts)}: {error}") from error
    if not isinstance(found, dict):
        raise PhraseDataError(f"{'/'.join(parts)}: an object expected")
    return found


def read_all(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of a folder by their names."""
    for path in sorted(resource(_FOLDER, folder).glob("*.json")):
        yield path.name, read(folder, path.name)


@cache
def sources() -> Mapping[str, Source]:
    """Every source that the sentences name, by its id."""
    return {
        key: Source(key, one["name"], one["organization"], str(one["year"]))
        for key, one in read("sources.json").items()
    }


def sources_of(where: str, keys: list[str]) -> tuple[Source, ...]:
    known = sources()
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        raise PhraseDataError(f"{where}: no such source {unknown}")
    return tuple(known[key] for key in keys)


def phrase(
    phrase_id: str, kind: PhraseKind, one: Mapping[str, Any], base: Mapping[str, Any]
) -> PhraseRow:
    """A sentence out of its entry; `base` has what its file says for all."""
    keys = one.get("sources", base.get("sources", []))
    texts = tuple((tag, str(one.get(tag, "")).strip()) for tag in TRANSLATIONS)
    domain = Domain(one.get("domain", base["domain"]))
    segment = Segment(one.get("segment", Segment.GENERAL.value))
    found = sources_of(phrase_id, keys)
    row = PhraseRow(phrase_id, kind, domain, one["en"].strip(), texts, found, segment)
    _check(row)
    return row


def _check(row: PhraseRow) -> None:
    slots = sorted(SLOT.findall(row.english))
    unknown = [name for name in slots if name not in SLOTS]
    if unknown:
        raise PhraseDataError(f"{row.id}: unknown slots {unknown}")
    for tag, text in (("en", row.english), *row.translations):
        if not text:
            raise PhraseDataError(f"{row.id}: nothing in {tag}")
        if set(SLOT.findall(text)) != set(slots):
            raise PhraseDataError(f"{row.id}: other slots in {tag}")
        if _DOSE.search(text) or "{" in SLOT.sub("", text):
            raise PhraseDataError(f"{row.id}: a dose or a broken slot in {tag}")


def library() -> Iterator[PhraseRow]:
    """The phrases of `phrases/`, whose kind stands at each line."""
    for name, base in read_all("phrases"):
        subject = name.removesuffix(".json")
        for one in base["phrases"]:
            kind = PhraseKind(one["kind"])
            yield phrase(f"{subject}.{one['id']}", kind, one, base)
