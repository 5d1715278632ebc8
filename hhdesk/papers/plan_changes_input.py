"""What changed in a plan as a family is told it: new, done, changed, taken out.

Lines that only moved are not told, nor what is the clinic's own: clinical words, seals.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from hhdesk.care.goals import (
    RESPONSIBLE_WORDS,
    Achievement,
    ActivityRow,
    ActivityStatus,
    BarrierRow,
    ConcernRow,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.plan_change_disclosure import PlanChangesForReader
from hhdesk.care.plan_comparing import Change, ChangeKind, compare
from hhdesk.care.plan_lines import LINE_KIND_WORDS, AllergyLine, MedicineLine, TeamLine
from hhdesk.care.plan_sentences import untranslated
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.papers.care_plan_goals import (
    CONCERN,
    CULTURE,
    GOAL,
    HELP_WORDS,
    MATTERS,
    NEEDS_HELP,
    PROGRESS,
    REACHED,
    STRENGTHS,
    TARGET,
    WHO,
    state_of,
    when_said,
)
from hhdesk.papers.care_plan_health import DOSAGE, MEDICINE, REACTION
from hhdesk.papers.care_plan_input import concern_words, goal_words
from hhdesk.papers.care_plan_signing import REVIEW
from hhdesk.papers.paper_head import STANDARD, Choices, Issue, PaperHead
from hhdesk.papers.sides import Say

STEP = N_("Step")
WORRIED = N_("What worried us")
HELPED = N_("The family got help with")
ALLERGY = N_("Allergy")
TEAM = N_("Our team")
SCHOOL = N_("School or preschool")
WORDS = N_("In our words")

Value = Pair | Say
"""A line of the plan, or what each language says of a day, a name, a state."""


class News(enum.StrEnum):
    NEW = "new"
    DONE = "done"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Other:
    """One thing about a line: what it was and what it is."""

    label: str
    before: Value | None
    now: Value | None


@dataclass(frozen=True, slots=True)
class Item:
    """`line` says what it is about; of a change `others` say what is other now."""

    news: News
    label: str
    line: Value
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChangesPaper(PaperHead):
    """`since` is the day of the earlier version, in the clinic's zone."""

    since: date
    items: tuple[Item, ...]

    def those(self, news: News) -> list[Item]:
        return [item for item in self.items if item.news is news]


def paper_for(
    rows: PlanChangesForReader, issue: Issue, choices: Choices = STANDARD
) -> PlanChangesPaper:
    """The paper of released changes; without a chosen language in the plan's own."""
    language = choices.language or rows.plan.language
    changes = rows.changes
    if language != rows.plan.language:
        changes = compare(untranslated(rows.before), untranslated(rows.plan.content))
    since = rows.since.astimezone(ZoneInfo(rows.clinic.zone)).date()
    return PlanChangesPaper.of(
        rows, issue, language, choices, since=since, items=tuple(items(changes))
    )


def items(changes: Sequence[Change]) -> Iterator[Item]:
    """Each change that a family is told; those of a goal that came or went as a whole
    are told with it."""
    whole = {
        change.before.id if change.before else change.after.id
        for change in changes
        if change.part == "goals" and change.kind in (_ADDED, _REMOVED)
    }
    for change in changes:
        under = change.part in ("activities", "barriers") and change.goal is not None
        gone = change.kind is _REMOVED and change.goal and change.goal.id in whole
        if change.kind is not ChangeKind.MOVED and not (under and gone):
            yield from _TOLD[change.part](change)


_ADDED, _REMOVED = ChangeKind.ADDED, ChangeKind.REMOVED


def _came_or_went(change: Change, label: str, line: Callable[[Any], Value]) -> Item:
    """A line that is new or gone."""
    row = change.before if change.kind is _REMOVED else change.after
    news = News.GONE if change.kind is _REMOVED else News.NEW
    return Item(news, label, line(row))


def _changed(label: str, line: Value, others: Sequence[Other]) -> Iterator[Item]:
    if others:
        yield Item(News.CHANGED, label, line, tuple(others))


def _others(
    change: Change, told: Sequence[tuple[str, str, Callable[[Any], Value | None]]]
) -> list[Other]:
    """Of the fields that a family is told, those that are other now; fields that are
    told by one label are told once."""
    found: dict[str, Other] = {}
    for field, label, said in told:
        if field in change.fields and label not in found:
            found[label] = Other(label, said(change.before), said(change.after))
    return list(found.values())


def _words(pair: Pair) -> Pair | None:
    return pair if pair.english or pair.family else None


def _day(day: date | None) -> Value | None:
    return (lambda voice: voice.day(day)) if day else None


def _name(text: str) -> Value | None:
    return (lambda voice: voice.value(text)) if text else None


def _fixed(message: str) -> Value:
    return lambda voice: voice.say(message)


def _goal(change: Change) -> Iterator[Item]:
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, GOAL, goal_words)
        return
    goal: GoalRow = change.after
    if _reached(goal) and not _reached(change.before):
        yield Item(News.DONE, GOAL, goal_words(goal))
        return
    told = _others(
        change,
        (
            ("family_words", WORDS, lambda one: _words(one.family_words)),
            ("target", REACHED, lambda one: _words(one.target)),
            ("target_on", TARGET, lambda one: _day(one.target_on)),
            ("achievement", PROGRESS, lambda one: _fixed(state_of(one))),
            ("lifecycle", PROGRESS, lambda one: _fixed(state_of(one))),
        ),
    )
    yield from _changed(GOAL, goal_words(goal), told)


def _reached(goal: GoalRow) -> bool:
    done = goal.lifecycle is Lifecycle.COMPLETED
    return done or goal.achievement is Achievement.ACHIEVED


def _step(change: Change) -> Iterator[Item]:
    step: ActivityRow = change.after or change.before
    if change.kind is not ChangeKind.CHANGED:
        if step.status is not ActivityStatus.CANCELLED:
            yield _came_or_went(change, STEP, lambda one: one.text)
        return
    if step.status is not change.before.status:
        news = _ENDED.get(step.status)
        if news is not None:
            yield Item(news, STEP, step.text)
            return
    told = _others(
        change,
        (
            ("text", WORDS, lambda one: _words(one.text)),
            ("who", WHO, _who),
            ("responsible", WHO, _who),
            ("due_on", TARGET, _when),
            ("repeat", TARGET, _when),
        ),
    )
    yield from _changed(STEP, step.text, told)


_ENDED = {ActivityStatus.DONE: News.DONE, ActivityStatus.CANCELLED: News.GONE}


def _who(step: ActivityRow) -> Value:
    if step.who:
        return lambda voice: voice.value(step.who)
    return _fixed(RESPONSIBLE_WORDS[step.responsible])


def _when(step: ActivityRow) -> Value:
    return lambda voice: when_said(voice, step)


def _concern(change: Change) -> Iterator[Item]:
    one: ConcernRow = change.after or change.before
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, CONCERN, concern_words)
    elif one.resolved_on and not change.before.resolved_on:
        yield Item(News.DONE, WORRIED, concern_words(one))
    else:
        words = ("text", WORDS, lambda row: _words(row.text))
        yield from _changed(CONCERN, concern_words(one), _others(change, (words,)))


def _barrier(change: Change) -> Iterator[Item]:
    one: BarrierRow = change.after or change.before
    if change.kind is ChangeKind.CHANGED:
        if one.resolved_on and not change.before.resolved_on:
            yield Item(News.DONE, HELPED, _fixed(HELP_WORDS[one.kind]))
    elif not one.resolved_on:
        yield _came_or_went(
            change, NEEDS_HELP, lambda row: _fixed(HELP_WORDS[row.kind])
        )


def _line(change: Change) -> Iterator[Item]:
    one = change.after or change.before
    label = LINE_KIND_WORDS[one.kind]
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, label, lambda row: row.text)
        return
    words = ("text", WORDS, lambda row: _words(row.text))
    yield from _changed(label, one.text, _others(change, (words,)))


def _medicine(change: Change) -> Iterator[Item]:
    one: MedicineLine = change.after or change.before
    name: Say = lambda voice: voice.value(one.text)  # noqa: E731 - a value
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, MEDICINE, lambda _row: name)
        return
    told = (
        ("text", MEDICINE, lambda row: _name(row.text)),
        ("dosage", DOSAGE, lambda row: _words(row.dosage)),
    )
    yield from _changed(MEDICINE, name, _others(change, told))


def _allergy(change: Change) -> Iterator[Item]:
    one: AllergyLine = change.after or change.before
    name: Say = lambda voice: voice.value(one.text)  # noqa: E731 - a value
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, ALLERGY, lambda _row: name)
        return
    told = (
        ("text", ALLERGY, lambda row: _name(row.text)),
        ("reaction", REACTION, lambda row: _words(row.reaction)),
    )
    yield from _changed(ALLERGY, name, _others(change, told))


def _person(change: Change) -> Iterator[Item]:
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, TEAM, _called)
        return
    if {"name", "organization", "phone"} & set(change.fields):
        other = Other(TEAM, _called(change.before), _called(change.after))
        yield Item(News.CHANGED, TEAM, _called(change.after), (other,))


def _called(one: TeamLine) -> Value:
    parts = (one.name, one.organization, one.phone)
    return lambda voice: " · ".join(voice.value(part) for part in parts if part)


def _whole(label: str) -> Callable[[Change], Iterator[Item]]:
    """What the plan says as a whole, by a pair."""

    def told(change: Change) -> Iterator[Item]:
        if change.kind is not ChangeKind.CHANGED:
            yield _came_or_went(change, label, lambda pair: pair)
        else:
            other = Other(WORDS, _words(change.before), _words(change.after))
            yield Item(News.CHANGED, label, change.after, (other,))

    return told


def _school(change: Change) -> Iterator[Item]:
    one = change.after or change.before

    def named(school: Any) -> Value:
        parts = (school.name, school.grade, school.contact, school.phone)
        return lambda voice: " · ".join(voice.value(part) for part in parts if part)

    told = {"name", "grade", "contact", "phone"} & set(change.fields)
    if change.kind is not ChangeKind.CHANGED:
        yield _came_or_went(change, SCHOOL, named)
    elif told:
        other = Other(SCHOOL, named(change.before), named(change.after))
        yield Item(News.CHANGED, SCHOOL, named(one), (other,))


def _review(change: Change) -> Iterator[Item]:
    day = _day(change.after)
    if day is not None:
        yield Item(
            News.CHANGED, REVIEW, day, (Other(REVIEW, _day(change.before), day),)
        )


_TOLD: dict[str, Callable[[Change], Iterator[Item]]] = {
    "what_matters": _whole(MATTERS),
    "strengths": _whole(STRENGTHS),
    "culture": _whole(CULTURE),
    "school": _school,
    "review_on": _review,
    "concerns": _concern,
    "goals": _goal,
    "activities": _step,
    "barriers": _barrier,
    "lines": _line,
    "medicines": _medicine,
    "allergies": _allergy,
    "team": _person,
}
