"""Entering what is still open at its source: teams, referrals, visits, answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hhdesk.care import import_referrals, import_team, import_visits
from hhdesk.care.appointments import Appointment
from hhdesk.care.care_team import TeamMember
from hhdesk.care.import_act import Act
from hhdesk.care.imported import Fact
from hhdesk.care.imported_loops import (
    AnswerFact,
    ProgressFact,
    ReferralFact,
    TeamFact,
    VisitFact,
)
from hhdesk.care.originals import Told
from hhdesk.care.referrals import Referral
from hhdesk.care.sources import SourceRecord

TAKEN_BACK: Mapping[str, Callable[[Act, SourceRecord], tuple[Told, ...]]] = {
    Referral.__tablename__: import_referrals.taken_back,
    Appointment.__tablename__: import_visits.taken_back,
    TeamMember.__tablename__: import_team.taken_back,
}
"""What is done when a source no longer stands for what became such a row."""


def enter(act: Act, facts: Sequence[Fact]) -> None:
    """Each kind after those it may refer to; goals stand in their plan before."""
    for fact in facts:
        if isinstance(fact, TeamFact):
            import_team.enter(act, fact)
    for fact in _rounds([one for one in facts if isinstance(one, ReferralFact)]):
        import_referrals.enter(act, fact)
    for fact in facts:
        if isinstance(fact, ProgressFact):
            import_referrals.enter_progress(act, fact)
        elif isinstance(fact, VisitFact):
            import_visits.enter(act, fact)
    for fact in facts:
        if isinstance(fact, AnswerFact):
            import_visits.answer(act, fact)


def _rounds(facts: Sequence[ReferralFact]) -> list[ReferralFact]:
    """A round after the one that it takes up again, as far as they come in order."""
    waiting = {one.original.key for one in facts}
    ordered: list[ReferralFact] = []
    left = list(facts)
    while left:
        ready = [one for one in left if one.previous not in waiting] or left
        ordered += ready
        waiting -= {one.original.key for one in ready}
        left = [one for one in left if one.original.key in waiting]
    return ordered
