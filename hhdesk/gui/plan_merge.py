"""Two people edited one plan: what `plan_merging` makes of it, with a count."""

from __future__ import annotations

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import merge


def merged(
    base: PlanContent, mine: PlanContent, theirs: PlanContent, *_: object
) -> tuple[PlanContent, int]:
    """Both changes of one content, and how many places both had changed."""
    made = merge(base, mine, theirs)
    return made.content, len(made.conflicts)
