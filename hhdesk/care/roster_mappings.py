"""What is remembered of a source's file: which heading is which field, how its days are
written. Never a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from hhdesk.care import audit
from hhdesk.care.roster_runs import RosterMapping, RosterRun
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

LONGEST_SOURCE = 80


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """`fields` by tidied headings, "" for a column that is not read; `dates` is a code
    of the reader's."""

    fields: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    headed: bool = True


def cleaned_source(name: str) -> str:
    """A source's name, tidied. Raises InvalidField."""
    tidy = " ".join(name.split())
    if not tidy:
        raise InvalidField("source", N_("Say whose roster it is: the payer's name."))
    if len(tidy) > LONGEST_SOURCE:
        raise InvalidField("source", N_("This name is too long."))
    return tidy


def sources(session: UnitOfWork) -> tuple[str, ...]:
    """Whose rosters came before, by name."""
    names = {*session.scalars(select(RosterMapping.source).distinct())}
    names |= {*session.scalars(select(RosterRun.source).distinct())}
    return tuple(sorted(names - {""}, key=str.casefold))


def remembered(session: UnitOfWork, source: str) -> SourceMapping:
    """The mapping of a source; an empty one for a source that is new."""
    row = _row(session, source)
    if row is None:
        return SourceMapping()
    kept = row.columns
    return SourceMapping(kept["fields"], kept["dates"], kept["headed"])


def remember(session: UnitOfWork, source: str, mapping: SourceMapping) -> None:
    """Keep how this file was read for the source's next one."""
    row = _row(session, source)
    if row is None:
        row = RosterMapping(source=source)
        session.add(row)
    columns = {
        "fields": dict(mapping.fields),
        "dates": mapping.dates,
        "headed": mapping.headed,
    }
    if row.columns != columns:
        row.columns = columns
        session.flush()
        audit.record(session, "roster.map", mapping=str(row.id))


def _row(session: UnitOfWork, source: str) -> RosterMapping | None:
    return session.scalars(
        select(RosterMapping).where(RosterMapping.source == source)
    ).one_or_none()
