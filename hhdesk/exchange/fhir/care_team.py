"""CareTeam: people and organizations around a child, each with a role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hhdesk.care.care_team import TeamRole
from hhdesk.care.imported import Told
from hhdesk.care.imported_loops import TeamFact, TeamLine
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.concepts import all_codings, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.parties import FAMILY, Party, party
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

IN_ERROR = N_("it was entered in error")
OVER = N_("this team no longer works together")
PROPOSED = N_("this team is only proposed")
NOBODY = N_("nobody is named in it beside the family")
UNNAMED = N_("somebody on the team is not named, so was left out: {n}")

_KEPT = {"entered-in-error": IN_ERROR, "inactive": OVER, "proposed": PROPOSED}

# What is said of a role, in English, and which of ours it is; the first that fits.
_WORDS = (
    (TeamRole.LEAD_COORDINATOR, ("care coordinator", "care manager", "case manager")),
    (TeamRole.SOCIAL_WORKER, ("social work", "social service")),
    (TeamRole.DENTIST, ("dentist", "dental", "orthodont")),
    (TeamRole.THERAPIST, ("therap", "psycholog", "counsel", "speech", "audiolog")),
    (TeamRole.SCHOOL, ("school", "teacher", "educat")),
    (
        TeamRole.PRIMARY_CARE,
        ("primary care", "pediatrician", "family medicine", "general pract"),
    ),
    (
        TeamRole.SPECIALIST,
        ("specialist", "cardiolog", "neurolog", "surg", "endocrin", "pulmon", "oncol"),
    ),
    (TeamRole.COMMUNITY, ("community", "food", "housing", "support worker")),
)


def _role(concepts: list[Json]) -> TeamRole:
    """Ours by its own code, others by the words of the source; else just "other"."""
    for concept in concepts:
        own = ours.coded(concept, ours.TEAM_ROLE, TeamRole)
        if own is not None:
            return own
    said = [words(one) for one in concepts]
    said += [display for _, _, display in all_codings(concepts)]
    told = " | ".join(said).casefold()
    for role, parts in _WORDS:
        if any(part in told for part in parts):
            return role
    return TeamRole.OTHER


def _line(part: Json, found: Party, entry: Entry, index: Index) -> TeamLine | None:
    """None for one who is not named."""
    house = party(part.get("onBehalfOf"), entry, index, "Organization")
    organization = found.organization or house.organization
    if not (found.person or organization):
        return None
    phone = found.phone or house.phone
    until = day_of(part.get("period", {}).get("end", ""))
    return TeamLine(
        _role(part.get("role", [])), found.person, organization, phone, until
    )


def _participants(entry: Entry, index: Index) -> Iterator[TeamLine | None]:
    """Who takes part beside the family; who has left in a month or year is gone."""
    for part in entry.resource.get("participant", ()):
        end = part.get("period", {}).get("end", "")
        if end and day_of(end) is None:
            continue
        found = party(part.get("member"), entry, index, "Practitioner")
        if found.kind in FAMILY or found.kind == "CareTeam":
            continue
        yield _line(part, found, entry, index)


def _lines(entry: Entry, index: Index) -> list[TeamLine | None]:
    return list(_participants(entry, index))


def reason_to_keep(entry: Entry, index: Index) -> Told | None:
    team = entry.resource
    why = _KEPT.get(team.get("status", ""))
    if why is None and "end" in team.get("period", {}):
        why = OVER
    if why is None and not any(_lines(entry, index)):
        why = NOBODY
    return Told(why) if why else None


def read(entry: Entry, index: Index) -> TeamFact:
    found = _lines(entry, index)
    unnamed = sum(one is None for one in found)
    named = tuple(dict.fromkeys(one for one in found if one))
    notes = (Told(UNNAMED, {"n": unnamed}),) if unnamed else ()
    return TeamFact(entry.original(), index.person(entry, "subject"), named, notes)
