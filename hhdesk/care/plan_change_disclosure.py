"""What changed in a plan between two versions, for a reader: the one disclosure rule
holds for both, as the lines are sealed today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hhdesk.care import (
    care_plans,
    clinic,
    member_page,
    plan_comparing,
    plan_disclosure,
    plan_versions,
)
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Reader, Seal
from hhdesk.care.person import Name
from hhdesk.care.plan_comparing import Change
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_serving import serving
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

IN_FORCE = frozenset({PlanStage.CURRENT, PlanStage.REPLACED})
NO_EARLIER = N_("There is no earlier signed version to compare this plan with.")


@dataclass(frozen=True, slots=True)
class PlanChangesForReader:
    """`since` is when the earlier version was saved; `changes` are those between what
    was released of both. `plan` has the later one's content."""

    member_id: UUID
    name: Name
    reader_name: str
    audience: Audience
    plan: PlanRow
    before: PlanContent
    since: datetime
    changes: tuple[Change, ...]
    clinic: ClinicRow
    coordinator: str
    withheld: int

    @property
    def seal(self) -> Seal:
        rows = (plan_disclosure.sealed_rows(one) for one in self.contents)
        return plan_disclosure.strictest(row for one in rows for row in one)

    @property
    def contents(self) -> tuple[PlanContent, PlanContent]:
        return self.before, self.plan.content


def changes_for(
    old: PlanContent, new: PlanContent, reader: Reader
) -> tuple[PlanContent, PlanContent, int]:
    """Both contents as a reader may have them, and how many items of the new one were
    withheld. A line that is closed in one of them is named in neither: what was sealed
    since is no news, and what was opened since was there before."""
    seen_old, _ = plan_disclosure.plan_for(serving(old, reader.audience), reader)
    seen_new, count = plan_disclosure.plan_for(serving(new, reader.audience), reader)
    closed = _closed(old, seen_old) | _closed(new, seen_new)
    return _without(seen_old, closed), _without(seen_new, closed), count


def _ids(content: PlanContent) -> set[UUID]:
    rows: Iterable[Any] = (*plan_disclosure.sealed_rows(content), *content.team)
    return {row.id for row in rows if row.id is not None}


def _closed(whole: PlanContent, seen: PlanContent) -> set[UUID]:
    return _ids(whole) - _ids(seen)


def _without(content: PlanContent, closed: set[UUID]) -> PlanContent:
    """Without these rows and what stands under them."""

    def kept(rows: Any) -> Any:
        return tuple(row for row in rows if row.id not in closed)

    goals = tuple(
        replace(goal, activities=kept(goal.activities), barriers=kept(goal.barriers))
        for goal in kept(content.goals)
    )
    return replace(
        content,
        concerns=kept(content.concerns),
        goals=goals,
        barriers=kept(content.barriers),
        lines=kept(content.lines),
        medicines=kept(content.medicines),
        allergies=kept(content.allergies),
        team=kept(content.team),
    )


def changes_for_reader(
    session: UnitOfWork,
    member_id: UUID,
    audience: Audience,
    *,
    recipient: str = "",
    between: tuple[int, int] | None = None,
) -> PlanChangesForReader:
    """From one save to another; unless chosen from the last version in force before
    the present one to the plan as it stands. Raises NotFound where there is none."""
    page = member_page.member_page(session, member_id)
    plan = care_plans.current(session, member_id)
    reader = plan_disclosure.reader_for(session, page, audience, recipient)
    first, last = between or (_before(session, plan), plan.number)
    old = plan_versions.version(session, member_id, first)
    new = plan.content
    if last != plan.number:
        new = plan_versions.version(session, member_id, last).content
    seen_old, seen_new, withheld = changes_for(old.content, new, reader)
    return PlanChangesForReader(
        member_id,
        page.name,
        recipient or plan_disclosure.reader_name(page, audience),
        audience,
        replace(plan, content=seen_new),
        seen_old,
        old.saved_at,
        plan_comparing.compare(seen_old, seen_new),
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        withheld,
    )


def _before(session: UnitOfWork, plan: PlanRow) -> int:
    """The last save of the version in force before the present one."""
    for one in plan_versions.editions(session, plan.member_id):
        if one.edition < plan.edition and one.stage in IN_FORCE:
            return one.number
    raise NotFound(NO_EARLIER)
