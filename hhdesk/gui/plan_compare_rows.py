"""The lines of two versions of a plan beside each other, and which of them stay folded.

Nothing of Qt is here: `plan_compare_view` paints the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from hhdesk.care.goals import GoalRow
from hhdesk.care.plan_comparing import Change, ChangeKind
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import TRANSLATION_STATE_WORDS, Pair
from hhdesk.gui import plan_value_words
from hhdesk.i18n import _

_MAIN = {
    "goals": "family_words",
    "barriers": "kind",
    "team": "name",
}
"""The field that a line of a part is known by; of the others it is their text."""
_INSIDE = ("activities", "barriers")
_UNSAID = ("id", *_INSIDE)
_PAIRS = ("what_matters", "strengths", "culture")
_OF_CHART = ("medicines", "allergies", "team")
_ALL = ("concerns", "goals", "barriers", "lines", *_OF_CHART)


QUIET = " "
"""The label of words that say more of a line and are not read first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field before and after; the main one has no label."""

    label: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One line. `above` is the place of the heading or goal that it stands under;
    `depth` 0 is a heading, 1 a line, 2 a line under a goal."""

    depth: int
    cells: tuple[Cell, ...]
    kinds: frozenset[ChangeKind] = frozenset()
    above: int | None = None
    goal: bool = False

    @property
    def title(self) -> str:
        return self.cells[0].after or self.cells[0].before


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines that say the same in both, from one place to before another."""

    begin: int
    end: int
    lines: int


class CompareRows:
    """All lines of two versions in the order of the newer one; what was taken out
    stands where it stood."""

    def __init__(
        self, old: PlanContent, new: PlanContent, changes: Iterable[Change]
    ) -> None:
        self._old, self._new = old, new
        self._changes: dict[object, list[Change]] = {}
        for one in changes:
            self._changes.setdefault(_key(one), []).append(one)
        self._concerns = {row.id: row for row in (*old.concerns, *new.concerns)}
        self._stays = {row.id for row in _deep(new)}
        self._before = {row.id: row for row in _deep(old)}
        self._stood, self._stands = _spots(old), _spots(new)
        self.rows: list[CompareRow] = []
        self._walk()

    # ------------------------------------------------------------------- walking

    def _walk(self) -> None:
        for name in _PAIRS:
            self._single(name)
        self._section("concerns", self._old.concerns, self._new.concerns)
        self._goals()
        self._section("barriers", self._old.barriers, self._new.barriers)
        self._section("lines", self._old.lines, self._new.lines)
        self._single("school")
        for name in _OF_CHART:
            self._section(name, getattr(self._old, name), getattr(self._new, name))
        self._single("review_on")

    def _add(self, row: CompareRow) -> int:
        self.rows.append(row)
        return len(self.rows) - 1

    def _head(self, words: str) -> int:
        return self._add(CompareRow(0, (Cell("", words, words),)))

    def _single(self, name: str) -> None:
        """A part that is one value: a pair, the school, a day."""
        before, after = getattr(self._old, name), getattr(self._new, name)
        if not plan_value_words.value(before) and not plan_value_words.value(after):
            return
        above = self._head(plan_value_words.part(name))
        found = self._changes.get(name, [])
        kinds = frozenset(one.kind for one in found)
        cells = tuple(self._value_cells("", before, after, changed=bool(kinds)))
        self._add(CompareRow(1, cells, kinds, above))

    def _section(
        self,
        name: str,
        old: Sequence[Any],
        new: Sequence[Any],
        above: int | None = None,
    ) -> None:
        """A list; with a place above it, one within a goal."""
        pairs = list(self._beside(old, new))
        if not pairs:
            return
        depth = 1 if above is None else 2
        under = self._head(plan_value_words.part(name)) if above is None else above
        for before, after in pairs:
            self._line(name, before, after, depth, under)

    def _goals(self) -> None:
        pairs = list(self._beside(self._old.goals, self._new.goals))
        if not pairs:
            return
        head = self._head(plan_value_words.part("goals"))
        for before, after in pairs:
            at = self._line("goals", before, after, 1, head)
            for name in _INSIDE:
                old = getattr(before, name) if before else ()
                new = getattr(after, name) if after else ()
                self._section(name, old, new, at)

    def _beside(
        self, old: Sequence[Any], new: Sequence[Any]
    ) -> Iterator[tuple[Any, Any]]:
        """The lines of a list in pairs; one that moved in from elsewhere has its old
        one beside it, one that moved away is not told here."""
        present = {row.id for row in new}
        gone = [row for row in old if row.id not in self._stays]
        after: dict[UUID | None, list[Any]] = {}
        last: UUID | None = None
        for row in old:
            if row in gone:
                after.setdefault(last, []).append(row)
            elif row.id in present:
                last = row.id
        for row in after.get(None, []):
            yield row, None
        for row in new:
            yield self._before.get(row.id), row
            for left in after.get(row.id, []):
                yield left, None

    def _line(self, name: str, before: Any, after: Any, depth: int, above: int) -> int:
        some = after or before
        found = self._changes.get(some.id, [])
        kinds = frozenset(one.kind for one in found)
        changed = {field for one in found for field in one.fields}
        cells = list(self._cells(name, before, after, changed))
        if ChangeKind.MOVED in kinds:
            cells.append(self._place(before, after))
        goal = name == "goals"
        return self._add(CompareRow(depth, tuple(cells), kinds, above, goal))

    # --------------------------------------------------------------------- cells

    def _cells(
        self, name: str, before: Any, after: Any, changed: set[str]
    ) -> Iterator[Cell]:
        """The main words, then what else changed; of a line that only one version
        has, or that says the same in both, the other facts in one line."""
        main = _MAIN.get(name, "text")
        one, other = (getattr(row, main, None) for row in (before, after))
        yield from self._value_cells("", one, other, changed=main in changed)
        if before is None or after is None or not changed:
            facts = [self._facts(row, main) for row in (before, after)]
            if any(facts):
                yield Cell(QUIET, *facts)
            return
        for field in fields(after):
            if field.name in changed - {main, *_UNSAID}:
                values = (getattr(row, field.name) for row in (before, after))
                label = plan_value_words.field(field.name)
                yield from self._value_cells(label, *values, changed=True)

    def _value_cells(
        self, label: str, before: Any, after: Any, *, changed: bool
    ) -> Iterator[Cell]:
        yield Cell(label, self._value(before), self._value(after))
        pairs = [one for one in (before, after) if isinstance(one, Pair)]
        if not pairs:
            return
        one, other = ((p if isinstance(p, Pair) else Pair()) for p in (before, after))
        if not changed and (one.family or other.family):
            yield Cell(QUIET, one.family, other.family)
        elif changed and one.family != other.family:
            yield Cell(_("Translation"), one.family, other.family)
        elif changed and one.state is not other.state and other.family:
            states = (_(TRANSLATION_STATE_WORDS[p.state]) for p in (one, other))
            yield Cell(_("Translation"), *states)

    def _value(self, told: Any) -> str:
        if isinstance(told, UUID):
            concern = self._concerns.get(told)
            return plan_value_words.row(concern) if concern else ""
        return plan_value_words.value(told)

    def _facts(self, row: Any, main: str) -> str:
        if row is None or not is_dataclass(row):
            return ""
        names = (one.name for one in fields(row) if one.name not in (main, *_UNSAID))
        told = (self._value(getattr(row, name)) for name in names)
        return " · ".join(words for words in told if words)

    def _place(self, before: Any, after: Any) -> Cell:
        """Where a line stood and stands: its number, or its goal where it changed."""
        (one, first), (other, second) = (
            spots.get(row.id, (None, 0))
            for spots, row in ((self._stood, before), (self._stands, after))
        )
        if one is not None and other is not None and one.id != other.id:
            label = _("Under the goal")
            return Cell(label, plan_value_words.row(one), plan_value_words.row(other))
        return Cell(_("Place"), str(first), str(second))

    # ------------------------------------------------------------------- folding

    def shown(self, opened: Iterable[int] = ()) -> list[int | Fold]:
        """What stands on the screen: places of lines, and folds between them. `opened`
        are places where folds begin that were opened."""
        seen = self._seen()
        found: list[int | Fold] = []
        for visible, run in groupby(range(len(self.rows)), key=seen.__contains__):
            places = list(run)
            if visible or places[0] in set(opened):
                found += places
                continue
            lines = sum(self.rows[at].depth > 0 for at in places)
            if lines:
                found.append(Fold(places[0], places[-1] + 1, lines))
        return found

    def _seen(self) -> set[int]:
        """Changed lines, with the headings and goals that they stand under."""
        seen: set[int] = set()
        for at, row in enumerate(self.rows):
            above: int | None = at if row.kinds else None
            while above is not None and above not in seen:
                seen.add(above)
                above = self.rows[above].above
        return seen

    def counts(self) -> dict[ChangeKind, int]:
        """How many lines changed in which way."""
        kinds = [kind for row in self.rows for kind in row.kinds]
        return {kind: kinds.count(kind) for kind in ChangeKind if kind in kinds}


def _key(change: Change) -> object:
    """What a change is about: a line by its id, else a part by its name."""
    row = change.after if change.after is not None else change.before
    return getattr(row, "id", None) or change.part


def _within(goal: Any) -> tuple[Any, ...]:
    return (*goal.activities, *goal.barriers)


def _deep(content: PlanContent) -> Iterator[Any]:
    """Every line of a plan that has an id."""
    yield from content.concerns
    for goal in content.goals:
        yield goal
        yield from _within(goal)
    for name in ("barriers", "lines", *_OF_CHART):
        yield from getattr(content, name)


def _spots(content: PlanContent) -> dict[UUID, tuple[GoalRow | None, int]]:
    """Where each line stands: under which goal, if one, and its number in the list."""
    lists: list[tuple[GoalRow | None, Sequence[Any]]] = [
        (None, getattr(content, name)) for name in _ALL
    ]
    for goal in content.goals:
        lists += [(goal, goal.activities), (goal, goal.barriers)]
    return {
        row.id: (goal, number)
        for goal, rows in lists
        for number, row in enumerate(rows, start=1)
    }
