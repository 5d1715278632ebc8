"""Which resources this clinic's own export wrote: what stands here is not changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from hhdesk.care import import_own
from hhdesk.care.imported import SourceKey
from hhdesk.exchange.fhir.entries import Entry

# Resources that no row of their own stands behind, what they are made of, and where
# they name it.
_MADE_OF = {"Task": ("ServiceRequest", "focus"), "CareTeam": ("Patient", "subject")}


def made_of(kind: str, row_id: UUID) -> UUID:
    """The id of a resource that is made of another's row."""
    return uuid5(row_id, kind)


def _behind(entry: Entry) -> SourceKey:
    """The key of the row that stands behind a resource, if it is one of ours."""
    if entry.key.type not in _MADE_OF:
        return entry.key
    kind, element = _MADE_OF[entry.key.type]
    row_id = import_own.row_key(_last(entry.resource.get(element)))
    if row_id is None or str(made_of(entry.key.type, row_id)) != entry.key.id:
        return entry.key
    return replace(entry.key, type=kind, id=str(row_id))


def _last(reference: Any) -> str:
    """The last part of an address; empty for what is no reference."""
    named = reference.get("reference") if isinstance(reference, Mapping) else None
    return named.replace("/", ":").rpartition(":")[2] if isinstance(named, str) else ""


def own(session: Any, entries: Iterable[Entry]) -> set[SourceKey]:
    """The resources of these whose rows are here."""
    behind = {entry.key: _behind(entry) for entry in entries}
    here = import_own.own(session, set(behind.values()))
    return {key for key, row in behind.items() if row in here}
