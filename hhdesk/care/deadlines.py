"""Deadlines that a law sets for a kind of referral, beside the clock of its state."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hhdesk.assets import resource_bytes
from hhdesk.care.goals import Domain
from hhdesk.care.referral_states import CLOSED, ReferralState
from hhdesk.care.search_words import words
from hhdesk.i18n import N_


class DeadlineKind(enum.StrEnum):
    """What has to have happened by then."""

    IFSP_MEETING = "ifsp_meeting"


DEADLINE_WORDS = {DeadlineKind.IFSP_MEETING: N_("IFSP meeting")}


@dataclass(frozen=True, slots=True)
class Deadline:
    """What has to happen, and the last day for it."""

    kind: DeadlineKind
    on: date


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """`days` are calendar days from the one on which the agency was asked; `phrases`
    are found in the need or the agency. `met_by` are the states that tell that it has
    happened."""

    kind: DeadlineKind
    days: int
    domain: Domain
    under_months: int
    phrases: tuple[str, ...]
    met_by: frozenset[ReferralState]

    def concerns(self, domain: Domain, state: ReferralState, *texts: str) -> bool:
        """Whether a referral is of this kind and still has it before it."""
        if domain is not self.domain or state in self.met_by | CLOSED:
            return False
        told = [" ".join(words(text)) for text in texts]
        return any(phrase in text for phrase in self.phrases for text in told)

    def of(self, born: date, asked_on: date) -> Deadline | None:
        """The deadline of a child's referral; None for a child too old for it."""
        months = (asked_on.year - born.year) * 12 + asked_on.month - born.month
        months -= asked_on.day < born.day
        if months >= self.under_months:
            return None
        return Deadline(self.kind, asked_on + timedelta(days=self.days))


def _parse(told: dict[str, Any]) -> DeadlineRule:
    return DeadlineRule(
        DeadlineKind(told["id"]),
        told["calendar_days"],
        Domain(told["domain"]),
        told["under_months"],
        tuple(told["words"]),
        frozenset(map(ReferralState, told["met_by"])),
    )


@cache
def rules() -> tuple[DeadlineRule, ...]:
    """Those of `resources/programs/federal.json`."""
    read = json.loads(resource_bytes("programs", "federal.json"))
    return tuple(map(_parse, read["deadlines"]))


def rule_for(
    domain: Domain, state: ReferralState, need: str, agency: str
) -> DeadlineRule | None:
    """The rule that a referral is under, if any."""
    found = (rule for rule in rules() if rule.concerns(domain, state, need, agency))
    return next(found, None)
