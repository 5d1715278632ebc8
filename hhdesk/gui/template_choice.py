"""What is chosen of the templates while the picker is open; nothing of Qt is here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hhdesk.care import phrase_known, phrase_slots, plan_templates
from hhdesk.care.phrase_known import Known
from hhdesk.care.phrase_slots import SAME_FOR_THE_CHILD, Slot, SlotKind, SlotValue
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_templates import TemplateWish
from hhdesk.care.template_files import TemplateRow
from hhdesk.errors import InvalidField

Kept = dict[str, Any]


class TemplateChoice:
    """One template: the parts ticked, what fills their slots, the days. At first all
    is ticked but what the plan has already and the barriers, which are asked."""

    def __init__(
        self, row: TemplateRow, known: Known, content: PlanContent, today: date
    ) -> None:
        self.row, self._known, self._today = row, known, today
        typed = phrase_known.of_content(content).items()
        mine = {name: SlotValue(text) for name, text in typed if text.strip()}
        self.values: dict[str, SlotValue] = {**known.values, **mine}
        self.days: dict[str, date] = plan_templates.usual_days(row, today)
        self.standing = plan_templates.standing(content, row, self.values)
        phrases = [phrase.id for phrase in row.phrases()]
        self.chosen = {part for part in phrases if part not in self.standing}
        self._goals = _goals_of(row)
        self.begun = self.kept()

    @property
    def language(self) -> str:
        """The family's, where the library speaks it; else English alone."""
        language = self._known.plan.language
        first = next(self.row.phrases())
        return language if first.text(language) else "en"

    @property
    def checked(self) -> int:
        """How many of its sentences the clinic checked in the family's language."""
        ids = {phrase.id for phrase in self.row.phrases()}
        return len(ids & self._known.checked)

    @property
    def touched(self) -> bool:
        """Whether somebody changed something."""
        return self.kept() != self.begun

    def tick(self, part: str, on: bool) -> None:
        """A goal that is left out takes along what is below it; what is below one
        brings it back."""
        if on:
            self.chosen.add(part)
            goal = self._goals.get(part)
            if goal is not None and goal not in self.standing:
                self.chosen.add(goal)
            return
        self.chosen.discard(part)
        if part in self._goals.values() and part not in self.standing:
            self.chosen -= {one for one, goal in self._goals.items() if goal == part}

    def tick_all(self, on: bool) -> None:
        """All sentences that are not in the plan yet, or none."""
        phrases = {phrase.id for phrase in self.row.phrases()}
        self.chosen = phrases - self.standing if on else set()

    def put_day(self, part: str, day: object) -> None:
        """The day of a goal or a step; None has no day."""
        if isinstance(day, date):
            self.days[part] = day
        else:
            self.days.pop(part, None)

    def leave_out_open(self) -> None:
        """Untick what still has an empty slot."""
        for part in self.open_parts():
            self.tick(part, False)

    def value(self, slot: str) -> SlotValue:
        return self.values.get(slot, SlotValue())

    def slots(self) -> tuple[Slot, ...]:
        """The slots of what is ticked."""
        return plan_templates.slots_for(self.row, self.chosen)

    def shared_slots(self) -> tuple[Slot, ...]:
        """Those that hold the same in many lines and stand above them."""
        return tuple(slot for slot in self.slots() if slot.name in SAME_FOR_THE_CHILD)

    def places(self) -> dict[str, str]:
        """The first ticked line that needs each slot: it is filled there."""
        found: dict[str, str] = {}
        for phrase in self.row.phrases():
            if phrase.id in self.chosen:
                for slot in phrase.slots:
                    found.setdefault(slot.name, phrase.id)
        return found

    def wrong(self) -> dict[str, InvalidField]:
        """The slots of what is ticked that are empty or unfit, with the refusal."""
        found = {}
        for slot in self.slots():
            try:
                phrase_slots.check(slot, self.value(slot.name))
            except InvalidField as refusal:
                found[slot.name] = refusal
        return found

    def open_parts(self) -> list[str]:
        """The ticked lines that have such a slot."""
        wrong = self.wrong()
        return [
            phrase.id
            for phrase in self.row.phrases()
            if phrase.id in self.chosen
            and any(slot.name in wrong for slot in phrase.slots)
        ]

    def wish(self) -> TemplateWish:
        return TemplateWish(
            self.row.id,
            frozenset(self.chosen),
            self.values,
            self.days,
            self._today,
            self._known.plan.language,
            self._known.checked,
        )

    def kept(self) -> Kept:
        """As a draft says it."""
        return {
            "chosen": sorted(self.chosen),
            "values": {
                name: [value.text, value.family, _iso(value.day)]
                for name, value in sorted(self.values.items())
                if not value.empty
            },
            "days": {part: _iso(day) for part, day in sorted(self.days.items())},
        }

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with a draft; parts and slots that are gone since are left out."""
        parts = set(plan_templates.part_ids(self.row))
        self.chosen = {part for part in kept["chosen"] if part in parts}
        self.values = {
            name: SlotValue(text, family, _day(day))
            for name, (text, family, day) in kept["values"].items()
            if name in phrase_slots.SLOTS
        }
        self.days = {
            part: day
            for part, text in kept["days"].items()
            if part in parts and (day := _day(text)) is not None
        }


def _goals_of(row: TemplateRow) -> dict[str, str]:
    """The goal above each target and step."""
    found = {}
    for goal in row.goals:
        below = [step.phrase.id for step in goal.activities]
        if goal.target is not None:
            below.append(goal.target.id)
        found.update(dict.fromkeys(below, goal.phrase.id))
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def two_sided(slot: Slot, language: str) -> bool:
    """Whether a slot has to be said in the family's language as well."""
    return slot.kind is SlotKind.TEXT and language != "en"
