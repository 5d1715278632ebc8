"""Translations that come with the lines of a plan that this program wrote.

A translation that somebody here wrote stays; one that came is replaced when it comes
anew. Others' translations are not taken: of their lines nobody says whose words they
are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.imported_words import Spoken
from hhdesk.care.plan_assembling import PlanPairs
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translations import (
    Pair,
    Translation,
    TranslationState,
    fingerprint,
)
from hhdesk.store.session import UnitOfWork

CAME = "Came with a record"
"""Stands for the translator of a line that was translated elsewhere."""


def came_spoken(session: UnitOfWork, item_id: UUID, field: str) -> bool:
    """Whether the translation of a line came with a record."""
    found = session.scalars(
        select(Translation.translated_by)
        .where(Translation.item_id == item_id, Translation.field == field)
        .where(Translation.voided_at.is_(None))
    )
    return all(by == CAME for by in found)


@dataclass(frozen=True, slots=True)
class _Told:
    english: str
    spoken: Spoken


class SpokenLines:
    """The translations of one plan that an import brings, by line and field."""

    def __init__(self) -> None:
        self._told: dict[tuple[UUID | None, str], _Told] = {}
        self._session: UnitOfWork | None = None
        self._plan: CarePlan | None = None
        self._pairs = PlanPairs(())

    def tell(
        self, item_id: UUID | None, field: str, english: str, spoken: Spoken | None
    ) -> None:
        """Note a translation; without an item it is one of the whole plan."""
        if spoken is not None and english:
            self._told[item_id, field] = _Told(english.strip(), spoken)

    def read(self, session: UnitOfWork, plan: CarePlan) -> None:
        """Look at what stands in the plan, before anything is put."""
        self._session, self._plan = session, plan
        self._pairs = PlanPairs.read(session, plan)

    def put(self, rows: dict[Any, Any], field: str) -> None:
        """Put the translations of these lines beside their English."""
        for item_id, row in rows.items():
            if (item_id, field) in self._told:
                pair = self.pair(item_id, field, getattr(row, field))
                rows[item_id] = replace(row, **{field: pair})

    def pair(self, item_id: UUID | None, field: str, pair: Pair) -> Pair:
        """A line with the translation that came, where it is one of this English and
        nobody here wrote another."""
        told, plan = self._told.get((item_id, field)), self._plan
        if told is None or plan is None or told.english != pair.english.strip():
            return pair
        if told.spoken.language != plan.language:
            return pair
        line = self._pairs.found.get((item_id or plan.id, field))
        if line is not None and line.text and line.translated_by != CAME:
            return pair
        self._write(line, item_id or plan.id, field, told)
        return replace(pair, family=told.spoken.text)

    def _write(
        self, line: Translation | None, item_id: UUID, field: str, told: _Told
    ) -> None:
        session, plan = self._session, self._plan
        assert session is not None
        assert plan is not None
        if line is None:
            line = Translation(
                id=session.new_id(),
                plan_id=plan.id,
                item_id=item_id,
                field=field,
                language=plan.language,
            )
            session.add(line)
        if line.text == told.spoken.text and line.state(told.english) is _CHECKED:
            return
        now = session.now()
        line.text, line.stored_state = told.spoken.text, _CHECKED
        line.english_fingerprint = fingerprint(told.english)
        line.translated_by, line.translated_at = CAME, now
        line.checked_by, line.checked_at = told.spoken.checked_by, now


_CHECKED = TranslationState.CHECKED
