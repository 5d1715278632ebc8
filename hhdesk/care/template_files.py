"""Templates of plans: what each is for and what it is made of, out of its data file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from hhdesk.care import phrase_files
from hhdesk.care.goals import BarrierKind, Repeat, RepeatUnit, Responsible
from hhdesk.care.phrase_files import PhraseDataError
from hhdesk.care.phrase_rows import PhraseKind, PhraseRow, Source
from hhdesk.care.plan_lines import LineKind

_FOLDER = "templates"

Entry: TypeAlias = dict[str, Any]
"""A part as its file writes it."""


@dataclass(frozen=True, slots=True)
class TemplateConcern:
    phrase: PhraseRow
    clinical: str


@dataclass(frozen=True, slots=True)
class TemplateActivity:
    """`days` from today until it is due; None has no day."""

    phrase: PhraseRow
    responsible: Responsible
    days: int | None
    repeat: Repeat | None


@dataclass(frozen=True, slots=True)
class TemplateGoal:
    """`days` from today until its target date; `concern` is the phrase id of what it
    answers, of the same template, or ""."""

    phrase: PhraseRow
    clinical: str
    target: PhraseRow | None
    days: int
    concern: str
    activities: tuple[TemplateActivity, ...]


@dataclass(frozen=True, slots=True)
class TemplateLine:
    phrase: PhraseRow
    kind: LineKind


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """`titles` and `audiences` by language; `months` is from which age to which;
    `barriers` are what often stands in the way, to be asked."""

    id: str
    titles: Mapping[str, str]
    audiences: Mapping[str, str]
    months: tuple[int, int]
    sources: tuple[Source, ...]
    concerns: tuple[TemplateConcern, ...]
    goals: tuple[TemplateGoal, ...]
    lines: tuple[TemplateLine, ...]
    barriers: tuple[BarrierKind, ...]

    def title(self, language: str) -> str:
        return self.titles.get(language, self.titles["en"])

    def audience(self, language: str) -> str:
        """For whom it is."""
        return self.audiences.get(language, self.audiences["en"])

    def phrases(self) -> Iterator[PhraseRow]:
        """Its sentences in the order in which a plan shows them."""
        for concern in self.concerns:
            yield concern.phrase
        for goal in self.goals:
            yield goal.phrase
            if goal.target is not None:
                yield goal.target
            for activity in goal.activities:
                yield activity.phrase
        for line in self.lines:
            yield line.phrase


@cache
def templates() -> tuple[TemplateRow, ...]:
    """All templates, by their place in the list.

    Raises PhraseDataError for a file that breaks the library's rules.
    """
    found = [
        TemplateReading(name.removesuffix(".json"), data).template()
        for name, data in phrase_files.read_all(_FOLDER)
    ]
    return tuple(row for _place, row in sorted(found, key=lambda one: one[0]))


class TemplateReading:
    """One file; ids of its lines begin with the template's."""

    def __init__(self, template_id: str, data: Entry) -> None:
        self.id, self.data = template_id, data

    def template(self) -> tuple[int, TemplateRow]:
        data = self.data
        try:
            row = TemplateRow(
                self.id,
                data["title"],
                data["for_whom"],
                (data["months"][0], data["months"][1]),
                phrase_files.sources_of(self.id, data["sources"]),
                tuple(map(self._concern, data["concerns"])),
                tuple(map(self._goal, data["goals"])),
                tuple(map(self._line, data["lines"])),
                tuple(map(BarrierKind, data["barriers"])),
            )
        except (KeyError, ValueError, IndexError) as error:
            raise PhraseDataError(f"{self.id}.json: {error!r}") from error
        self._check(row)
        return int(data["place"]), row

    def _check(self, row: TemplateRow) -> None:
        ids = [phrase.id for phrase in row.phrases()]
        if len(ids) != len(set(ids)):
            twice = sorted({one for one in ids if ids.count(one) > 1})
            raise PhraseDataError(f"{self.id}.json: twice {twice}")
        concerns = {concern.phrase.id for concern in row.concerns}
        if not {goal.concern for goal in row.goals} <= {"", *concerns}:
            raise PhraseDataError(
                f"{self.id}.json: a goal of a concern that is not there"
            )

    def _phrase(self, one: Entry, kind: PhraseKind) -> PhraseRow:
        return phrase_files.phrase(f"{self.id}.{one['id']}", kind, one, self.data)

    def _concern(self, one: Entry) -> TemplateConcern:
        return TemplateConcern(self._phrase(one, PhraseKind.CONCERN), one["clinical"])

    def _goal(self, one: Entry) -> TemplateGoal:
        target = None
        if "target" in one:
            entry = {**one["target"], "id": f"{one['id']}.target"}
            target = self._phrase(_below(one, entry), PhraseKind.TARGET)
        concern = one.get("concern", "")
        return TemplateGoal(
            self._phrase(one, PhraseKind.GOAL),
            one["clinical"],
            target,
            int(one["days"]),
            f"{self.id}.{concern}" if concern else "",
            tuple(self._activity(one, step) for step in one["steps"]),
        )

    def _activity(self, goal: Entry, one: Entry) -> TemplateActivity:
        entry = _below(goal, {**one, "id": f"{goal['id']}.{one['id']}"})
        return TemplateActivity(
            self._phrase(entry, PhraseKind.ACTIVITY),
            Responsible(one["who"]),
            one.get("days"),
            _repeat(one.get("repeat")),
        )

    def _line(self, one: Entry) -> TemplateLine:
        kind = LineKind(one["kind"])
        return TemplateLine(self._phrase(one, PhraseKind(kind.value)), kind)


def _below(goal: Entry, entry: Entry) -> Entry:
    """An entry under a goal, which has the goal's domain and segment."""
    shared = {name: goal[name] for name in ("domain", "segment") if name in goal}
    return shared | entry


def _repeat(value: list[Any] | None) -> Repeat | None:
    """[times, every, unit]: [2, 1, "d"] is two times a day."""
    if value is None:
        return None
    times, every, unit = value
    return Repeat(int(times), int(every), RepeatUnit(unit))
