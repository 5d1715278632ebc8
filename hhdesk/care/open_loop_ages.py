"""What ages ask, from the dated rules of `resources/programs/ages.json`.

An age seals or opens nothing by itself: it asks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from hhdesk.assets import resource_bytes
from hhdesk.care.programs import Mark, months_after
from hhdesk.i18n import N_

PART_C = "part_c"
"""The rules that concern only a child of early intervention."""

PREGNANCY = "pregnancy_care"
"""The rule on care to which a state lets a pregnant child of any age say yes."""

AGE_WORDS = {
    "part_c_notice": N_("Turns 2½: early intervention tells the school district"),
    "part_c_conference": N_("Turns 2 years 9 months: transition conference is due"),
    "part_b_iep": N_("Turns 3: the school's plan (IEP) should be in place"),
    "counseling_consent": N_("Turns 12: may consent to counseling; ask who consents"),
    "independent_living": N_("Turns 14: add a goal for living on their own"),
    "own_consent": N_("Turns 18: decides alone, the parents' say ends"),
    "child_benefits_end": N_("Turns 21: children's benefits end"),
    "foster_youth_coverage_ends": N_("Turns 26: Medi-Cal of former foster youth ends"),
}


@dataclass(frozen=True, slots=True)
class AgeRule:
    """What is asked at an age, in completed months; no more from `until_months` on.
    Without a state it is asked everywhere; `opens` is how many days before."""

    id: str
    state: str | None
    months: int
    until_months: int | None
    opens: int
    only: str
    mark: Mark
    source: str

    def due(self, born: date) -> date:
        return months_after(born, self.months)

    def ends(self, born: date) -> date | None:
        """The day from which it is not asked any more."""
        return months_after(born, self.until_months) if self.until_months else None

    @property
    def words(self) -> str:
        """In English, to be translated."""
        return AGE_WORDS[self.id]


def _parse(told: dict[str, Any]) -> AgeRule:
    return AgeRule(
        told["id"],
        told["state"],
        told["months"],
        told.get("until_months"),
        told["opens"],
        told.get("only", ""),
        Mark(told["mark"]),
        told["source"],
    )


@cache
def rules() -> tuple[AgeRule, ...]:
    """Those that ask, the youngest first; the file also tells ages that only allow."""
    read = json.loads(resource_bytes("programs", "ages.json"))
    found = [_parse(one) for one in read["rules"] if one["asks"]]
    return tuple(sorted(found, key=lambda rule: rule.months))


@cache
def _consent_months(state: str) -> tuple[int, ...]:
    """The ages, in months, from which somebody else may say yes to some care."""
    read = json.loads(resource_bytes("programs", "ages.json"))
    told = [one for one in read["rules"] if one.get("consent")]
    here = {one["months"] for one in told if one["state"] in {None, state}}
    return tuple(sorted(here))


def consent_birthday(born: date, today: date, state: str) -> date | None:
    """The last day so far on which it had to be asked anew who says yes to care."""
    days = (months_after(born, months) for months in _consent_months(state))
    return max((one for one in days if one <= today), default=None)


@cache
def own_yes_months(state: str, *, pregnancy: bool) -> int:
    """The youngest age, in completed months, from which a youth may say yes alone to
    some care; with `pregnancy` where a state lets that be at any age."""
    read = json.loads(resource_bytes("programs", "ages.json"))
    told = [one for one in read["rules"] if one["id"] == PREGNANCY and pregnancy]
    anyone: list[int] = [one["months"] for one in told if one["state"] in {None, state}]
    return min([*_consent_months(state), *anyone])


@cache
def rules_of(state: str) -> tuple[AgeRule, ...]:
    """Those of a state and of everywhere."""
    return tuple(rule for rule in rules() if rule.state in {None, state})


@cache
def rule_of(rule_id: str) -> AgeRule:
    """A rule by its id."""
    return next(rule for rule in rules() if rule.id == rule_id)
