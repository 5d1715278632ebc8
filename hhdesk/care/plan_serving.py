"""Which parts of a plan serve which audience: the least that each of them needs
(45 CFR 164.502(b)). What is let through of these, the disclosure rule decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hhdesk.care.care_team import TeamRole
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import Domain
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import LineKind, School
from hhdesk.care.translations import Pair


@dataclass(frozen=True, slots=True)
class Serves:
    """`words`: what matters and preferences, the family's own words about itself."""

    words: bool = True
    strengths: bool = True
    barriers: bool = True
    school: bool = True
    signatures: bool = True
    domains: frozenset[Domain] = frozenset(Domain)
    lines: frozenset[LineKind] = frozenset(LineKind)
    team: frozenset[TeamRole] = frozenset(TeamRole)


ALL = Serves()
_LEADS = frozenset({TeamRole.LEAD_COORDINATOR, TeamRole.PRIMARY_CARE})

SERVES: Mapping[Audience, Serves] = {
    Audience.SCHOOL: Serves(
        words=False,
        barriers=False,
        signatures=False,
        domains=frozenset(
            {
                Domain.MEDICAL,
                Domain.MENTAL_HEALTH,
                Domain.DEVELOPMENTAL,
                Domain.EDUCATION,
            }
        ),
        team=_LEADS | {TeamRole.SCHOOL},
    ),
    Audience.RECIPIENT: Serves(
        school=False,
        signatures=False,
        lines=frozenset(LineKind) - {LineKind.SCHOOL_SUPPORT},
        team=_LEADS | {TeamRole.OTHER_COORDINATOR},
    ),
    Audience.PAYER: Serves(
        words=False,
        strengths=False,
        school=False,
        lines=frozenset({LineKind.EQUIPMENT}),
        team=_LEADS | {TeamRole.OTHER_COORDINATOR},
    ),
}
"""The family, the youth and the child's own team get every part."""


def serving(content: PlanContent, audience: Audience) -> PlanContent:
    """The plan with the parts that serve an audience."""
    serves = SERVES.get(audience, ALL)
    if serves is ALL:
        return content
    nothing = Pair()
    return replace(
        content,
        what_matters=content.what_matters if serves.words else nothing,
        culture=content.culture if serves.words else nothing,
        strengths=content.strengths if serves.strengths else nothing,
        school=content.school if serves.school else School(),
        concerns=tuple(c for c in content.concerns if c.domain in serves.domains),
        goals=tuple(
            goal if serves.barriers else replace(goal, barriers=())
            for goal in content.goals
            if goal.domain in serves.domains
        ),
        barriers=content.barriers if serves.barriers else (),
        lines=tuple(line for line in content.lines if line.kind in serves.lines),
        team=tuple(one for one in content.team if one.role in serves.team),
    )
