"""CareTeam: people and organizations around the child."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.care_team import TEAM_ROLE_WORDS, TeamMemberRow
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.coming_back import made_of
from hhdesk.exchange.fhir_export.elements import (
    Json,
    clean,
    concept,
    reference,
    resource,
    some,
)
from hhdesk.exchange.fhir_export.people import contained


def team_id(member_id: UUID) -> UUID:
    """Always the same for a member: the clinic keeps no such row."""
    return made_of("CareTeam", member_id)


def _participant(number: int, one: TeamMemberRow) -> tuple[list[Json], Json]:
    """Who takes part, and the contained resources that say who they are. A phone
    stands with the person, or with the organization where no person is named."""
    person, house = f"person-{number}", f"organization-{number}"
    inside: list[Json] = []
    if clean(one.name):
        inside.append(contained("Practitioner", one.name, one.phone, person))
    if clean(one.organization):
        phone = "" if clean(one.name) else one.phone
        inside.append(contained("Organization", one.organization, phone, house))
    names = [some(reference=f"#{part['id']}", display=_name(part)) for part in inside]
    role = concept(TEAM_ROLE_WORDS[one.role], ours.TEAM_ROLE, one.role.value)
    return inside, some(
        role=[role],
        member=names[0] if names else None,
        # Invariant ctm-1: only a person acts on behalf of an organization.
        onBehalfOf=names[1] if len(names) > 1 else None,
    )


def _name(part: Json) -> str:
    name = part["name"]
    return str(name if isinstance(name, str) else name[0]["text"])


def care_team(rows: tuple[TeamMemberRow, ...], member_id: UUID) -> Json:
    parts = [_participant(number, one) for number, one in enumerate(rows, 1)]
    return resource(
        "CareTeam",
        team_id(member_id),
        contained=[resource for inside, _ in parts for resource in inside],
        status="active",
        subject=reference(member_id),
        participant=[participant for _, participant in parts],
    )
