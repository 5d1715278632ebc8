"""Signatures below the plans of the demonstration, and the chart that they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.care.care_team import TeamMember
from hhdesk.care.confidentiality import ADULT_AGE, Seal
from hhdesk.care.health import (
    Allergy,
    ClinicalStatus,
    Criticality,
    Medicine,
    MedicineStatus,
)
from hhdesk.care.household import RELATIONSHIP_WORDS
from hhdesk.care.plan_lines import AllergyLine, MedicineLine, TeamLine
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_signatures import PlanSignature, SignerPart, SigningMethod
from hhdesk.care.translations import Pair
from hhdesk.demo import texts
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid

SIGNED_BY_ALL = (PlanStage.SIGNED, PlanStage.CURRENT, PlanStage.REPLACED)


@dataclass(frozen=True, slots=True)
class Signed:
    """The save that was signed, and on which day."""

    plan_id: UUID
    number: int
    sha256: str
    on: date


def enter(making: Making, kid: Kid, signed: Signed, stage: PlanStage) -> None:
    """Write who signed a version that came as far as this; one in review was signed by
    the coordinator so far."""
    if stage in SIGNED_BY_ALL:
        _family(making, kid, signed)
    if stage is PlanStage.IN_REVIEW or stage in SIGNED_BY_ALL:
        _sign(making, kid, signed, SignerPart.COORDINATOR, name=kid.worker.name)


def _family(making: Making, kid: Kid, signed: Signed) -> None:
    """Mostly on paper; every fifth family by phone."""
    said = texts.read("plan_lines")
    by_phone = (kid.number + signed.number) % 5 == 4
    more: dict[str, Any] = {"method": SigningMethod.PAPER}
    if by_phone:
        interpreter = said["interpreter"] if kid.language != "en" else ""
        more = {"method": SigningMethod.PHONE, "witness": said["witness"]}
        more["interpreter"] = interpreter
    if kid.age >= ADULT_AGE:
        _sign(making, kid, signed, SignerPart.YOUTH, name=kid.name.full, **more)
        return
    more["relation"] = str(RELATIONSHIP_WORDS[kid.main.relationship])
    name = kid.main.name.full
    _sign(making, kid, signed, SignerPart.CAREGIVER, name=name, **more)


def _sign(
    making: Making, kid: Kid, signed: Signed, part: SignerPart, **more: Any
) -> None:
    moment = min(making.at(signed.on, 16, 10), making.now)
    values = {"method": SigningMethod.PAPER} | more
    making.new(
        PlanSignature,
        moment,
        id=making.more_ids(),
        plan_id=signed.plan_id,
        number=signed.number,
        sha256=signed.sha256,
        part=part,
        staff_id=kid.worker.id,
        signed_at=moment,
        **values,
    )
    making.act(
        signed.on,
        kid.worker.id,
        "care_plan.sign",
        kid.id,
        number=signed.number,
        part=part.value,
    )


def chart_so_far(making: Making, kid: Kid) -> dict[str, tuple[Any, ...]]:
    """The child's medicines, allergies and team, as a plan shows them."""
    found: dict[type[Any], list[Any]] = {Medicine: [], Allergy: [], TeamMember: []}
    for row in reversed(making.rows):
        if row is kid.row:
            break
        if type(row) in found and getattr(row, "member_id", None) == kid.id:
            found[type(row)].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.created_at or making.now, str(row.id)))
    return {
        "medicines": tuple(map(_medicine, found[Medicine])),
        "allergies": tuple(map(_allergy, found[Allergy])),
        "team": tuple(map(_team, found[TeamMember])),
    }


def _seal(row: Any) -> Seal:
    return Seal(row.segment, row.consenter, row.part2)


def _medicine(row: Medicine) -> MedicineLine:
    status = row.status or MedicineStatus.ACTIVE
    dosage, by = Pair(row.dosage or ""), row.reported_by or ""
    return MedicineLine(row.text, dosage, status, by, _seal(row), row.id)


def _allergy(row: Allergy) -> AllergyLine:
    criticality = row.criticality or Criticality.UNKNOWN
    status, reaction = row.status or ClinicalStatus.ACTIVE, Pair(row.reaction or "")
    return AllergyLine(row.text, reaction, criticality, status, _seal(row), row.id)


def _team(row: TeamMember) -> TeamLine:
    said = row.name or "", row.organization or "", row.phone or "", row.may_share or ""
    return TeamLine(row.role, *said, False, row.id)
