"""Who could do something in a plan: names to suggest, by who is responsible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hhdesk.care.goals import Responsible
from hhdesk.care.member_page import MemberPage
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.staff import Colleague


def names(
    page: MemberPage | None, staff: Iterable[Colleague], content: PlanContent
) -> Mapping[str, tuple[str, ...]]:
    """Everybody once, in the order in which they are likely."""
    family: list[str] = []
    youth: list[str] = []
    agencies: list[str] = []
    for line in content.team:
        if not line.left:
            agencies += [line.name, line.organization]
    if page is not None:
        family += [one.name.full for one in page.caregivers]
        youth.append(page.name.full)
        agencies += [one.agency for one in page.referrals]
    clinic = [one.details.name for one in staff if one.details.active]
    return {
        Responsible.FAMILY: _once(family),
        Responsible.YOUTH: _once(youth),
        Responsible.STAFF: _once(clinic),
        Responsible.ORGANIZATION: _once(agencies),
    }


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name))
