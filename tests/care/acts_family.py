"""The acts of the family's page: caregivers, phones, the home, custody, the team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from hhdesk.care import (
    family_caregivers,
    family_home,
    family_phones,
    family_reading,
    family_team,
)
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.contact_points import ContactPointRow
from hhdesk.care.family_rows import FamilyCaregiver
from hhdesk.care.household import Housing, Relationship
from hhdesk.care.members import Member
from hhdesk.care.plan_lines import TeamLine
from tests.care.act_desk import NAME, PHONE, SAFE, Desk, words
from tests.care.acts import Case

CALLED = ContactPointRow(PHONE, safe_contact=SAFE)
TOLD = FamilyCaregiver(
    replace(NAME, given=words("Elena")),
    Relationship.GRANDMOTHER,
    phones=(CALLED,),
    note=words("only on Sundays"),
)
LINE = TeamLine(TeamRole.SCHOOL, words("Ms. Ortiz"), words("school"), PHONE, words())


def _entered(desk: Desk) -> UUID:
    return family_caregivers.add(desk.session, desk.member_id, TOLD).id


def _with_caregiver(name: str, *told: Any) -> Case:
    use_case = getattr(family_caregivers, name)

    def do(desk: Desk) -> None:
        key = _entered(desk)
        page = family_reading.family(desk.session, desk.member_id)
        seen = next(one.version for one in page.caregivers if one.id == key)
        use_case(desk.session, desk.member_id, key, *told, seen=seen)

    return Case(f"family_caregivers.{name}", f"caregiver.{name}", do)


def _put_back(desk: Desk) -> None:
    key = _entered(desk)
    page = family_reading.family(desk.session, desk.member_id)
    seen = next(one.version for one in page.caregivers if one.id == key)
    member_id = desk.member_id
    family_caregivers.remove(desk.session, member_id, key, words(), seen=seen)
    family_caregivers.put_back(desk.session, member_id, key)


def _own(desk: Desk) -> None:
    page = family_reading.family(desk.session, desk.member_id)
    family_phones.change_own(
        desk.session, desk.member_id, (CALLED,), seen=page.own.version
    )


def _home(desk: Desk) -> None:
    seen = family_reading.family(desk.session, desk.member_id).home.version
    told = Housing.SHELTER, words("ask at the laundromat")
    family_home.change_home(desk.session, desk.member_id, *told, seen=seen)


def _custody(desk: Desk) -> None:
    seen = desk.session.get_one(Member, desk.member_id).version
    family_home.change_custody(desk.session, desk.member_id, words("his"), seen=seen)


def _joined_team(desk: Desk) -> TeamMember:
    key = family_team.add(desk.session, desk.member_id, LINE)
    return desk.session.get_one(TeamMember, key)


def _team(name: str, *told: Any) -> Case:
    use_case: Callable[..., Any] = getattr(family_team, name)
    return Case(
        f"family_team.{name}",
        f"care_team.{name}",
        lambda desk: desk.act(use_case, _joined_team(desk), *told),
    )


def _team_put_back(desk: Desk) -> None:
    one = _joined_team(desk)
    desk.act(family_team.remove, one, words("left"))
    family_team.put_back(desk.session, one.id)


CASES: tuple[Case, ...] = (
    Case("family_caregivers.add", "caregiver.add", _entered),
    _with_caregiver("change", replace(TOLD, note=words("else"))),
    _with_caregiver("remove", words("wrong child")),
    Case("family_caregivers.put_back", "caregiver.put_back", _put_back),
    Case("family_phones.change_own", "member.contact", _own),
    Case("family_home.change_home", "household.change", _home),
    Case("family_home.change_custody", "member.custody", _custody),
    Case("family_team.add", "care_team.add", _joined_team),
    _team("change", replace(LINE, name=words("other"))),
    _team("remove", words("left")),
    Case("family_team.put_back", "care_team.put_back", _team_put_back),
)
