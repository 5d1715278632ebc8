"""The lines of a plan's outline: its parts, by domain its concerns and goals, each
with how it is going or how much is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hhdesk.care.goals import DOMAIN_WORDS, ConcernRow, Domain, GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, School
from hhdesk.care.translations import Pair
from hhdesk.gui import states
from hhdesk.gui.chip import State
from hhdesk.gui.plan_rows import (
    ABOUT,
    CONCERN,
    EMERGENCY,
    EQUIPMENT,
    GOAL,
    MEDICINES,
    SCHOOL,
    TEAM,
    Spot,
    rows_at,
)
from hhdesk.i18n import N_, _, current_language

Key = tuple[str, int]
"""A part, and the place of the concern or goal among all of its kind."""
FIRST: Key = (ABOUT, 0)

SPOTS = {
    EMERGENCY: (
        Spot("lines", kind=LineKind.WARNING_SIGN),
        Spot("lines", kind=LineKind.EMERGENCY_STEP),
    ),
    MEDICINES: (Spot("medicines"), Spot("allergies")),
    EQUIPMENT: (Spot("lines", kind=LineKind.EQUIPMENT),),
    SCHOOL: (Spot("lines", kind=LineKind.SCHOOL_SUPPORT),),
    TEAM: (Spot("team"),),
}
"""The lists of each part beside the goals."""

PART_WORDS = {
    ABOUT: N_("What matters to us"),
    EMERGENCY: N_("Emergency"),
    MEDICINES: N_("Medicines and allergies"),
    EQUIPMENT: N_("Equipment"),
    SCHOOL: N_("School and learning"),
    TEAM: N_("Our team"),
}


@dataclass(frozen=True)
class Part:
    """A line of the outline; the name of a domain has no key and cannot be chosen."""

    words: str
    key: Key | None = None
    state: State | None = None
    sealed: bool = False
    count: str = ""
    domain: Domain | None = None

    @property
    def inner(self) -> bool:
        """Whether it stands under a domain."""
        return self.key is not None and self.key[0] in (CONCERN, GOAL)


def parts(content: PlanContent, language: str) -> list[Part]:
    """The lines of a plan whose family language is `language`."""
    found = [Part(_(PART_WORDS[ABOUT]), FIRST)]
    for domain in Domain:
        inner = [*_concerns(content, domain, language)]
        inner += _goals(content, domain, language)
        if inner:
            found.append(Part(_(DOMAIN_WORDS[domain]), domain=domain))
            found += inner
    found += [_other(content, part) for part in SPOTS]
    return found


def _concerns(content: PlanContent, domain: Domain, language: str) -> Iterator[Part]:
    for place, row in enumerate(content.concerns):
        if row.domain is domain:
            words = concern_words(row, language)
            solved = State(_("Solved"), "good", "check") if row.resolved_on else None
            key = (CONCERN, place)
            yield Part(words, key, solved, row.seal.sealed, domain=domain)


def _goals(content: PlanContent, domain: Domain, language: str) -> Iterator[Part]:
    for place, row in enumerate(content.goals):
        if row.domain is domain:
            words = goal_words(row, language)
            state, sealed = states.goal(row), row.seal.sealed
            yield Part(words, (GOAL, place), state, sealed, domain=domain)


def _other(content: PlanContent, part: str) -> Part:
    """A part with how many lines it has."""
    count = sum(len(rows_at(content, spot)) for spot in SPOTS[part])
    written = part == SCHOOL and content.school != School()
    said = str(count) if count else ("✓" if written else "–")
    return Part(_(PART_WORDS[part]), (part, 0), count=said)


def goal_words(row: GoalRow, language: str) -> str:
    shown = _shown(row.family_words, language) or row.clinical_words
    return shown or _("New goal")


def concern_words(row: ConcernRow, language: str) -> str:
    return _shown(row.text, language) or row.clinical_words or _("New concern")


def _shown(pair: Pair, language: str) -> str:
    """The line in the language of the screens where it has it."""
    if current_language() == language and pair.family:
        return pair.family
    return pair.english or pair.family
