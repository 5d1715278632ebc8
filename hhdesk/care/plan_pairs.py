"""The pairs of a plan while it is saved: what was typed, tidied, with the state that
each line's translation has from now on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import inspect, select

from hhdesk.care.phrase_standing import PhraseStanding
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import School
from hhdesk.care.plan_loading import Loaded
from hhdesk.care.plan_places import put_fields
from hhdesk.care.plan_rows import Kind, Lines, Values, pairs
from hhdesk.care.translations import Pair, Translation, TranslationState, fingerprint
from hhdesk.store.session import UnitOfWork

_KEPT = {"organization_id", "version", "created_at", "created_by"}
_KEPT |= {"changed_at", "changed_by", "plan_id", "item_id", "field", "language"}

Rows: TypeAlias = Mapping[UUID, Any]
"""Lines of a plan by their keys."""

Spot = tuple[UUID, str]
"""A line's key and the field of the pair."""


class PairWriting:
    """`new` and `changed` are rows of translations to write, once all is settled."""

    def __init__(self, session: UnitOfWork, loaded: Loaded) -> None:
        self.session = session
        self.plan = loaded.plan
        self.plan_id = loaded.plan.id
        self.language = loaded.plan.language
        self.writer = loaded.writer
        self.qualified = self.language in loaded.languages
        self.phrases = PhraseStanding(session, self.language)
        self.new: list[Values] = []
        self.changed: list[Values] = []
        self._kept: dict[Spot, Translation] = {}

    def settle(
        self,
        old: PlanContent,
        asked: PlanContent,
        before: dict[Kind, Lines],
        back: set[UUID],
    ) -> PlanContent:
        """The content as it will be read; rows nobody touched are the same objects."""
        old_rows = {
            key: one.row for some in before.values() for key, one in some.items()
        }
        self._read(old, asked, old_rows, back)
        return self._whole(old, asked, old_rows)

    def _read(
        self,
        old: PlanContent,
        asked: PlanContent,
        old_rows: Rows,
        back: set[UUID],
    ) -> None:
        """What is known of translations that this save touches."""
        wanted: set[UUID] = set(back)
        rows: Iterable[tuple[UUID, Any, Any]] = [(self.plan_id, old, asked)]
        rows = [*rows, *((row.id, old_rows.get(row.id), row) for row in _rows(asked))]
        for key, was, row in rows:
            for name in pairs(row):
                pair = getattr(was, name) if was is not None else Pair()
                if self._touched(pair, getattr(row, name)):
                    wanted.add(key)
        if wanted:
            columns = Translation.__table__.columns
            found = self.session.execute(
                select(*columns).where(
                    Translation.plan_id == self.plan_id,
                    Translation.language == self.language,
                    Translation.item_id.in_(wanted),
                )
            )
            for told in found.mappings():
                one = Translation(**told)
                self._kept[one.item_id, one.field] = one

    def _touched(self, old: Pair, new: Pair) -> bool:
        """Whether the translation's own row has to be asked."""
        if old.family != new.family.strip():
            return True
        stale = old.state is TranslationState.STALE
        return stale and old.english != new.english.strip()

    def _whole(
        self, old: PlanContent, asked: PlanContent, old_rows: Rows
    ) -> PlanContent:
        def settled(row: Any) -> Any:
            was = old_rows.get(row.id)
            return row if was is row else self._row(row.id, was, row)

        def goal(row: Any) -> Any:
            made = settled(row)
            below = {
                name: tuple(map(settled, getattr(row, name)))
                for name in ("activities", "barriers")
            }
            return put_fields(made, **below)

        lists = ("concerns", "barriers", "lines", "medicines", "allergies", "team")
        rest = {name: tuple(map(settled, getattr(asked, name))) for name in lists}
        own = self._row(self.plan_id, old, asked)
        every: tuple[Any, ...] = asked.goals
        goals = tuple(
            row if old_rows.get(row.id) == row else goal(row) for row in every
        )
        whole: PlanContent = put_fields(own, goals=goals, **rest)
        return whole

    def _row(self, key: UUID, was: Any, row: Any) -> Any:
        """One line with its words tidied and its pairs settled."""
        chosen: dict[str, Any] = {}
        known = set(pairs(row))
        for field in fields(row):
            value = getattr(row, field.name)
            if field.name in known:
                old = getattr(was, field.name) if was is not None else Pair()
                chosen[field.name] = self._pair((key, field.name), old, value)
            elif isinstance(value, str) and type(value) is str:
                chosen[field.name] = value.strip()
            elif isinstance(value, School):
                chosen[field.name] = self._row(key, None, value)
        made = put_fields(row, **chosen)
        return was if made == was else made

    def _pair(self, spot: Spot, old: Pair, new: Pair) -> Pair:
        english, text = new.english.strip(), new.family.strip()
        if (english, text) == (old.english, old.family) and spot not in self._kept:
            return old
        line = self._kept.get(spot)
        if line is None and text == old.family:
            return self._beside(old, english)
        if line is None:
            line = self._begun(spot)
            self._write(line, english, text)
            self.new.append(_values(line))
        elif line.text != text or line.voided_at is not None:
            self._write(line, english, text)
            self.changed.append(_values(line))
        return line.pair(english)

    def _beside(self, old: Pair, english: str) -> Pair:
        """The same translation beside another English."""
        state = old.state
        if old.family and fingerprint(english) != fingerprint(old.english):
            state = TranslationState.STALE
        return put_fields(old, english=english, state=state)

    def _begun(self, spot: Spot) -> Translation:
        item_id, field = spot
        return Translation(
            id=self.session.new_id(),
            plan_id=self.plan_id,
            item_id=item_id,
            field=field,
            language=self.language,
            **_empty(),
        )

    def _write(self, line: Translation, english: str, text: str) -> None:
        now = self.session.now()
        line.write(text, english, self.writer, now, qualified=self.qualified)
        line.translator = self.session.actor_id
        self.phrases.take_up(line, english)
        line.voided_at = line.voided_by = line.void_reason = None


def _rows(content: PlanContent) -> Iterator[Any]:
    for goal in content.goals:
        yield goal
        yield from goal.activities
    for name in ("concerns", "lines", "medicines", "allergies"):
        yield from getattr(content, name)


def _empty() -> Values:
    """What a translation is before its first word."""
    columns = inspect(Translation).local_table.columns
    return {
        one.key: one.default.arg if one.default and one.default.is_scalar else None
        for one in columns
        if one.key not in _KEPT | {"id"}
    }


def _values(line: Translation) -> Values:
    columns = inspect(Translation).local_table.columns
    spot = {"plan_id", "item_id", "field", "language"}
    names = [one.key for one in columns if one.key not in _KEPT - spot]
    return {name: getattr(line, name) for name in names}
