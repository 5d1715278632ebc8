"""Source records while an import writes: found at once, kept at once; and people."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.orm import defer

from hhdesk.care import import_own
from hhdesk.care.imported import Number, Original, Person, SourceKey
from hhdesk.care.members import Identifier, IdentifierKind, Member
from hhdesk.care.sources import DanglingReference, SourceRecord
from hhdesk.store.session import UnitOfWork

# Stays below the number of values that one statement may bind on both databases.
CHUNK = 400


# How many past versions of a resource are known again when they come once more.
LONGEST_MEMORY = 20


def earlier(imported: Mapping[str, Any]) -> list[str]:
    """The digests of versions that newer ones replaced, newest first."""
    return list(imported.get("earlier", ()))


def sealed(text: str) -> bytes:
    """An original as it is kept."""
    return zlib.compress(text.encode())


def unsealed(original: bytes) -> str:
    """The text of a kept original."""
    return zlib.decompress(original).decode()


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def grouped(keys: Iterable[SourceKey]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Source, type and ids, in portions that one statement may name."""
    ids: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key in dict.fromkeys(keys):
        ids[key.source, key.type].append(key.id)
    for (source, kind), found in ids.items():
        for some in chunks(found):
            yield source, kind, some


def named(session: UnitOfWork, source: str, kind: str) -> ColumnElement[bool]:
    """The records of a source and type; the clinic leads the index."""
    return and_(
        SourceRecord.organization_id == session.organization_id,
        SourceRecord.source == source,
        SourceRecord.type == kind,
    )


def key_of(record: SourceRecord) -> SourceKey:
    return SourceKey(record.source, record.type, record.source_id)


class Records:
    """The source records of one act."""

    def __init__(self, session: UnitOfWork, keys: Iterable[SourceKey]) -> None:
        self._session = session
        self._found = {
            key_of(record): record
            for source, kind, ids in grouped(keys)
            for record in session.scalars(
                select(SourceRecord)
                .options(defer(SourceRecord.original))
                .where(named(session, source, kind))
                .where(SourceRecord.source_id.in_(ids))
            )
        }
        self._new: list[dict[str, Any]] = []
        self._dangling: list[dict[str, Any]] = []
        self._entered: dict[SourceKey, UUID | None] = {}

    def get(self, key: SourceKey) -> SourceRecord | None:
        return self._found.get(key)

    def local_id(self, key: SourceKey) -> UUID | None:
        """The row that a resource became, in this act or before."""
        if key in self._entered:
            return self._entered[key]
        record = self._found.get(key)
        if record is not None:
            return record.local_id
        known = self._session.scalars(
            select(SourceRecord.local_id)
            .where(named(self._session, key.source, key.type))
            .where(SourceRecord.source_id == key.id)
        ).one_or_none()
        if known is None and import_own.own(self._session, [key]):
            return import_own.row_key(key.id)
        return known

    def keep(
        self,
        original: Original,
        member_id: UUID | None,
        local: tuple[str, UUID | None] = ("", None),
        imported: dict[str, Any] | None = None,
        waits_for: Person | None = None,
    ) -> None:
        """Note a resource as it came and, for a fact, the row it became; for one that
        dangles, what it waits for."""
        values = dict(imported or {})
        if original.updated_at:
            values["updated_at"] = original.updated_at
        self._entered[original.key] = local[1]
        if waits_for is not None:
            values["waits"] = True
        record = self._found.get(original.key)
        if record is None:
            self._new.append(self._row(original, member_id, local, values))
            self._dangle(self._new[-1]["id"], waits_for)
            return
        if record.imported.get("waits"):
            self._session.execute(
                delete(DanglingReference).where(
                    DanglingReference.record_id == record.id
                )
            )
        self._dangle(record.id, waits_for)
        values["earlier"] = [record.sha256, *earlier(record.imported)][:LONGEST_MEMORY]
        record.sha256, record.original = original.sha256, sealed(original.text)
        record.imported = values
        record.member_id = record.member_id or member_id
        record.local_table, record.local_id = local

    def _dangle(self, record_id: UUID, wanted: Person | None) -> None:
        if wanted is None:
            return
        if isinstance(wanted, Number):
            wanted = SourceKey(wanted.system, "", wanted.value)
        self._dangling.append(
            {
                "id": self._session.new_id(),
                "organization_id": self._session.organization_id,
                "record_id": record_id,
                "source": wanted.source,
                "type": wanted.type,
                "source_id": wanted.id,
            }
        )

    def _row(
        self,
        original: Original,
        member_id: UUID | None,
        local: tuple[str, UUID | None],
        values: dict[str, Any],
    ) -> dict[str, Any]:
        session, key = self._session, original.key
        return {
            "id": session.new_id(),
            "organization_id": session.organization_id,
            "created_at": session.now(),
            "created_by": session.actor_id,
            "changed_at": session.now(),
            "changed_by": session.actor_id,
            "version": 1,
            "source": key.source,
            "type": key.type,
            "source_id": key.id,
            "sha256": original.sha256,
            "original": sealed(original.text),
            "member_id": member_id,
            "local_table": local[0],
            "local_id": local[1],
            "imported": values,
        }

    def flush(self) -> None:
        """Insert the new ones in bulk: they are many, and nobody searches them."""
        self._session.flush()
        if self._new:
            self._session.execute(insert(SourceRecord), self._new)
        if self._dangling:
            self._session.execute(insert(DanglingReference), self._dangling)
        self._new, self._dangling = [], []


class People:
    """Whom facts are about: members here, by resource or by number."""

    def __init__(self, session: UnitOfWork, people: Iterable[Person | None]) -> None:
        wanted = list(dict.fromkeys(person for person in people if person))
        self._by_key: dict[SourceKey, UUID] = {}
        self._by_number: dict[Number, UUID] = {}
        self._read_keys(session, wanted)
        self._read_own(session, wanted)
        self._read_numbers(session, wanted)
        known = list({*self._by_key.values(), *self._by_number.values()})
        self._present = {
            member_id
            for some in chunks(known)
            for member_id in session.scalars(
                select(Member.id).where(Member.id.in_(some), Member.voided_at.is_(None))
            )
        }

    def _read_keys(self, session: UnitOfWork, people: Iterable[Person]) -> None:
        keys = [one for one in people if isinstance(one, SourceKey)]
        for source, kind, ids in grouped(keys):
            rows = session.execute(
                select(SourceRecord.source_id, SourceRecord.local_id)
                .where(named(session, source, kind))
                .where(SourceRecord.source_id.in_(ids))
                .where(SourceRecord.local_table == Member.__tablename__)
            )
            for source_id, member_id in rows:
                if member_id is not None:
                    self._by_key[SourceKey(source, kind, source_id)] = member_id

    def _read_own(self, session: UnitOfWork, people: Iterable[Person]) -> None:
        """Members whose own keys an export of this program names."""
        keys = [one for one in people if isinstance(one, SourceKey)]
        left = [
            one for one in keys if one.type == "Patient" and one not in self._by_key
        ]
        for key in import_own.own(session, left):
            member_id = import_own.row_key(key.id)
            if member_id is not None:
                self._by_key[key] = member_id

    def _read_numbers(self, session: UnitOfWork, people: Iterable[Person]) -> None:
        numbers = [one for one in people if isinstance(one, Number)]
        for some in chunks(numbers):
            rows = session.execute(
                select(Identifier.system, Identifier.value, Identifier.member_id)
                .where(Identifier.organization_id == session.organization_id)
                .where(Identifier.kind.in_(list(IdentifierKind)))
                .where(Identifier.system.in_({number.system for number in some}))
                .where(Identifier.value.in_({number.value for number in some}))
            )
            for system, value, member_id in rows:
                self._by_number[Number(system, value)] = member_id

    def enter(self, key: SourceKey, member_id: UUID) -> None:
        """A member of this act."""
        self._by_key[key] = member_id
        self._present.add(member_id)

    def member_id(self, person: Person | None) -> UUID | None:
        """The member, unless not here or removed here."""
        if isinstance(person, SourceKey):
            found = self._by_key.get(person)
        else:
            found = self._by_number.get(person) if person else None
        return found if found in self._present else None
