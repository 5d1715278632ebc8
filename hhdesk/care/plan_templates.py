"""Putting chosen parts of a template into a plan: filled, dated, sealed, never twice.

`apply(content, wish, new_id)` takes what the picker yields, a `TemplateWish`; the
templates themselves are read by `template_files`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from hhdesk.care import phrase_recognizing, phrases, template_files
from hhdesk.care.confidentiality import STRICTEST_FIRST, Seal, Segment
from hhdesk.care.goals import (
    ActivityRow,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.phrase_rows import PhraseRow
from hhdesk.care.phrase_slots import Slot, Values, slots_of
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLineRow
from hhdesk.care.template_files import TemplateActivity, TemplateGoal, TemplateRow
from hhdesk.care.translations import Pair, fingerprint
from hhdesk.errors import NotFound
from hhdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class TemplateWish:
    """The parts chosen, by id (see `part_ids`), with what fills their slots. `days`
    are due and target dates by the id of their part; one that is missing has none.
    `checked` are the phrases that the clinic checked in this language."""

    template: str
    chosen: frozenset[str]
    values: Values
    days: Mapping[str, date]
    today: date
    language: str
    checked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Applied:
    """The plan with the parts in it; the ids of those added, and of those that stood
    there already."""

    content: PlanContent
    added: tuple[str, ...]
    standing: tuple[str, ...]


def templates() -> tuple[TemplateRow, ...]:
    """All templates in the order of the list."""
    return template_files.templates()


def template(template_id: str) -> TemplateRow:
    """Raises NotFound for a template that does not exist (any more)."""
    for row in templates():
        if row.id == template_id:
            return row
    raise NotFound(N_("There is no such template."))


def barrier_id(row: TemplateRow, kind: BarrierKind) -> str:
    """The id of a barrier that the template asks about."""
    return f"{row.id}.barrier.{kind.value}"


def part_ids(row: TemplateRow) -> tuple[str, ...]:
    """The ids of all parts that can be chosen."""
    barriers = [barrier_id(row, kind) for kind in row.barriers]
    return (*(phrase.id for phrase in row.phrases()), *barriers)


def usual_days(row: TemplateRow, today: date) -> dict[str, date]:
    """The due and target dates that the template proposes, counted from today."""
    found = {}
    for goal in row.goals:
        found[goal.phrase.id] = today + timedelta(days=goal.days)
        for step in goal.activities:
            if step.days is not None:
                found[step.phrase.id] = today + timedelta(days=step.days)
    return found


def slots_for(row: TemplateRow, chosen: Iterable[str]) -> tuple[Slot, ...]:
    """The slots of the chosen parts, each once, in the order of the plan."""
    wanted = set(chosen)
    texts = [phrase.english for phrase in row.phrases() if phrase.id in wanted]
    return slots_of(" ".join(texts))


def standing(content: PlanContent, row: TemplateRow, values: Values) -> frozenset[str]:
    """The ids of the template's sentences that the plan has already."""
    present = _Present(content)
    return frozenset(
        phrase.id for phrase in row.phrases() if present.has(phrase, values)
    )


def apply(
    content: PlanContent, wish: TemplateWish, new_id: Callable[[], UUID]
) -> Applied:
    """Put the chosen parts into a plan. A step or a target brings its goal along; what
    stands in the plan already is not added again.

    Raises InvalidField, whose field is the slot's name, for a slot that a chosen
    sentence needs and that is empty or unfit.
    """
    return _Applying(content, wish, new_id).run()


class _Present:
    """Which sentences a plan has."""

    def __init__(self, content: PlanContent) -> None:
        pairs = [one.text for one in content.concerns]
        pairs += [one.text for one in content.lines]
        for goal in content.goals:
            pairs += [goal.family_words, goal.target]
            pairs += [step.text for step in goal.activities]
        lines = [pair.english for pair in pairs if pair.english.strip()]
        self._lines = set(map(fingerprint, lines))
        self._ids = frozenset(
            row.id for line in lines for row in phrase_recognizing.of_english(line)
        )

    def has(self, phrase: PhraseRow, values: Values) -> bool:
        if phrase_recognizing.same_for_the_child(phrase):
            return phrase.id in self._ids
        return fingerprint(phrases.gist(phrase, values, "en")) in self._lines


class _Applying:
    """One template going into one plan."""

    def __init__(
        self, content: PlanContent, wish: TemplateWish, new_id: Callable[[], UUID]
    ) -> None:
        self.content, self.wish, self.new_id = content, wish, new_id
        self.row = template(wish.template)
        self.added: list[str] = []
        self.standing: list[str] = []

    def run(self) -> Applied:
        content = self.content
        concerns = self._concerns(list(content.concerns))
        goals = list(content.goals)
        for goal in self.row.goals:
            if self._wants(goal):
                self._goal(goals, goal, concerns)
        lines = self._lines(list(content.lines))
        barriers = self._barriers(content.barriers)
        done = replace(
            content,
            concerns=tuple(concerns),
            goals=tuple(goals),
            lines=tuple(lines),
            barriers=barriers,
        )
        return Applied(done, tuple(self.added), tuple(self.standing))

    def _pair(self, phrase: PhraseRow) -> Pair:
        wish = self.wish
        return phrases.fill(phrase, wish.values, wish.language, wish.checked)

    def _is(self, phrase: PhraseRow, english: str) -> bool:
        """Whether a line of the plan is this sentence."""
        found = phrase_recognizing.of_english(english)
        if phrase_recognizing.same_for_the_child(phrase):
            return phrase in found
        gist = phrases.gist(phrase, self.wish.values, "en")
        return fingerprint(gist) == fingerprint(english)

    def _note(self, part: str, *, new: bool) -> None:
        (self.added if new else self.standing).append(part)

    def _concerns(self, rows: list[ConcernRow]) -> list[ConcernRow]:
        for one in self.row.concerns:
            phrase = one.phrase
            if phrase.id not in self.wish.chosen:
                continue
            there = any(self._is(phrase, row.text.english) for row in rows)
            if not there:
                pair, seal = self._pair(phrase), _sealed(Seal(), phrase.segment)
                rows.append(
                    ConcernRow(phrase.domain, pair, one.clinical, seal, self.new_id())
                )
            self._note(phrase.id, new=not there)
        return rows

    def _wants(self, goal: TemplateGoal) -> bool:
        below = [step.phrase.id for step in goal.activities]
        if goal.target is not None:
            below.append(goal.target.id)
        return not self.wish.chosen.isdisjoint({goal.phrase.id, *below})

    def _goal(
        self, goals: list[GoalRow], one: TemplateGoal, concerns: list[ConcernRow]
    ) -> None:
        phrase = one.phrase
        places = [
            place
            for place, row in enumerate(goals)
            if self._is(phrase, row.family_words.english)
        ]
        if places:
            place = places[0]
        else:
            goals.append(self._new_goal(one, self._concern_of(one, concerns)))
            place = len(goals) - 1
        if phrase.id in self.wish.chosen or not places:
            self._note(phrase.id, new=not places)
        goals[place] = self._below(goals[place], one)

    def _concern_of(
        self, one: TemplateGoal, concerns: list[ConcernRow]
    ) -> ConcernRow | None:
        """The row of the concern that the goal answers, where the plan has it."""
        asked = phrases.phrase(one.concern) if one.concern else None
        if asked is None:
            return None
        found = (row for row in concerns if self._is(asked, row.text.english))
        return next(found, None)

    def _new_goal(self, one: TemplateGoal, concern: ConcernRow | None) -> GoalRow:
        origin = concern.seal if concern else Seal()
        return GoalRow(
            one.phrase.domain,
            self._pair(one.phrase),
            one.clinical,
            self.wish.days.get(one.phrase.id),
            Lifecycle.ACTIVE,
            concern_id=concern.id if concern else None,
            seal=_sealed(origin, one.phrase.segment),
            id=self.new_id(),
            start_on=self.wish.today,
        )

    def _below(self, goal: GoalRow, one: TemplateGoal) -> GoalRow:
        """The goal with the chosen target and steps of the template."""
        target = goal.target
        if one.target is not None and one.target.id in self.wish.chosen:
            free = not target.english.strip()
            target = self._pair(one.target) if free else target
            self._note(one.target.id, new=free)
        steps = goal.activities
        for step in one.activities:
            if step.phrase.id in self.wish.chosen:
                steps = self._step(steps, step, goal.seal)
        return replace(goal, target=target, activities=steps)

    def _step(
        self, rows: tuple[ActivityRow, ...], one: TemplateActivity, origin: Seal
    ) -> tuple[ActivityRow, ...]:
        phrase = one.phrase
        there = any(self._is(phrase, row.text.english) for row in rows)
        self._note(phrase.id, new=not there)
        if there:
            return rows
        step = ActivityRow(
            self._pair(phrase),
            one.responsible,
            due_on=self.wish.days.get(phrase.id),
            seal=_sealed(origin, phrase.segment),
            id=self.new_id(),
            repeat=one.repeat,
        )
        return (*rows, step)

    def _lines(self, rows: list[PlanLineRow]) -> list[PlanLineRow]:
        for one in self.row.lines:
            phrase = one.phrase
            if phrase.id not in self.wish.chosen:
                continue
            there = any(
                row.kind is one.kind and self._is(phrase, row.text.english)
                for row in rows
            )
            if not there:
                pair, seal = self._pair(phrase), _sealed(Seal(), phrase.segment)
                rows.append(PlanLineRow(one.kind, pair, seal, self.new_id()))
            self._note(phrase.id, new=not there)
        return rows

    def _barriers(self, rows: tuple[BarrierRow, ...]) -> tuple[BarrierRow, ...]:
        for kind in self.row.barriers:
            part = barrier_id(self.row, kind)
            if part not in self.wish.chosen:
                continue
            there = any(row.kind is kind and not row.resolved_on for row in rows)
            if not there:
                rows = (*rows, BarrierRow(kind, id=self.new_id()))
            self._note(part, new=not there)
        return rows


def _sealed(origin: Seal, segment: Segment) -> Seal:
    """The seal of what is born of `origin` and speaks of `segment`: the stricter."""
    order = (*STRICTEST_FIRST, Segment.GENERAL)
    return replace(origin, segment=min(origin.segment, segment, key=order.index))
