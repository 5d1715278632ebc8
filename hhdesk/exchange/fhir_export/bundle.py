"""A member as one FHIR R4 bundle: the same rows always make the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hhdesk.care.member_disclosure import MemberForReader
from hhdesk.care.member_record import MemberRecord
from hhdesk.exchange.fhir_export import (
    appointments,
    health,
    held,
    people,
    plan,
    referrals,
    team,
)
from hhdesk.exchange.fhir_export.elements import Json
from hhdesk.exchange.fhir_export.origins import Origins

WHAT = "FHIR R4 bundle"
"""What the accounting of disclosures calls it."""


def _about(member: MemberRecord) -> Iterator[Json]:
    """Each resource after those that it refers to."""
    mine = member.id
    yield people.patient(member)
    yield from (people.related_person(one, mine) for one in member.caregivers)
    yield from (people.coverage(one, mine) for one in member.coverages)
    yield from (health.condition(one, mine) for one in member.conditions)
    yield from (health.allergy(one, mine) for one in member.allergies)
    yield from (health.medicine(one, mine) for one in member.medicines)
    yield from (held.encounter(one, mine) for one in member.stays)
    yield from (held.document_reference(one, mine) for one in member.documents)
    origins = Origins(member)
    yield from _planned(member, origins)
    for one in member.referrals:
        yield referrals.service_request(one, mine, origins.of_referral(one))
        yield referrals.task(one, mine, origins.of_referral(one))
    for visit in member.appointments:
        yield appointments.appointment(visit, mine, origins.of_visit(visit))


def _planned(member: MemberRecord, origins: Origins) -> Iterator[Json]:
    mine, language = member.id, member.plan.language
    if member.team:
        yield team.care_team(member.team, mine)
    if member.plan.id is None:
        return
    content = member.plan.content
    yield from (plan.concern(one, mine, language) for one in content.concerns)
    for goal in content.goals:
        yield plan.goal(goal, mine, language, origins.of_goal(goal))
    yield plan.care_plan(member, team.team_id(mine) if member.team else None)


def export_member(member: MemberForReader) -> bytes:
    """An R4 collection bundle as UTF-8 JSON, of what `gather_for_export` let out."""
    entries = [
        {"fullUrl": f"urn:uuid:{one['id']}", "resource": one}
        for one in _about(member.record)
    ]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return (json.dumps(bundle, ensure_ascii=False, indent=2) + "\n").encode()
