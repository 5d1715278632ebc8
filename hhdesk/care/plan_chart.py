"""What the chart holds that a plan shows: medicines, allergies, the team, each in one
column of JSON, so that a plan is read in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, cast, func, select

from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.health import (
    Allergy,
    ClinicalStatus,
    Criticality,
    Medicine,
    MedicineStatus,
)
from hhdesk.care.plan_lines import AllergyLine, MedicineLine, TeamLine
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translations import Pair, Translation, TranslationState
from hhdesk.store.session import UnitOfWork

OfChart: TypeAlias = type[Medicine] | type[Allergy] | type[TeamMember]

# How both databases name what makes one list of values, and one list of rows.
_NAMES = {
    "sqlite": ("json_array", "json_group_array"),
    "postgresql": ("json_build_array", "json_agg"),
}
_SEAL = ("segment", "consenter", "part2")
_MEDICINE = ("text", "dosage", "status", "reported_by", *_SEAL)
_ALLERGY = ("text", "reaction", "criticality", "status", *_SEAL)
_TEAM = ("role", "name", "organization", "phone", "may_share")
_SPOKEN = (
    "text",
    "stored_state",
    "english_fingerprint",
    "translated_by",
    "checked_by",
)


@dataclass(frozen=True, slots=True)
class Chart:
    """The lines that a plan can show, each list by age. `ended` are medicines and
    allergies of the past, which a plan may take up again."""

    medicines: tuple[MedicineLine, ...] = ()
    allergies: tuple[AllergyLine, ...] = ()
    team: tuple[TeamLine, ...] = ()
    ended: tuple[MedicineLine | AllergyLine, ...] = ()

    def present(self) -> dict[str, tuple[Any, ...]]:
        """By the names of a plan's content."""
        return {
            "medicines": self.medicines,
            "allergies": self.allergies,
            "team": self.team,
        }


def columns(
    dialect: str, member_id: Any, plan: type[CarePlan] | None = CarePlan
) -> tuple[ColumnElement[Any], ...]:
    """Columns `medicines`, `allergies` and `team` for a statement; without a plan,
    without translations."""
    return (
        _column(dialect, Medicine, _MEDICINE, "dosage", member_id, plan),
        _column(dialect, Allergy, _ALLERGY, "reaction", member_id, plan),
        _column(dialect, TeamMember, _TEAM, "", member_id, plan),
    )


def _column(
    dialect: str,
    kind: OfChart,
    names: tuple[str, ...],
    spoken: str,
    member_id: Any,
    plan: type[CarePlan] | None,
) -> ColumnElement[Any]:
    one_row, all_rows = (getattr(func, name) for name in _NAMES[dialect])
    told: list[Any] = [kind.id, kind.created_at]
    told += [getattr(kind, name) for name in names]
    line = Translation
    if spoken and plan is not None:
        told += [getattr(line, name) for name in _SPOKEN]
    rows = select(cast(all_rows(one_row(*told)), Text)).select_from(kind)
    if spoken and plan is not None:
        beside = and_(
            line.plan_id == plan.id,
            line.item_id == kind.id,
            line.field == spoken,
            line.language == plan.language,
            line.voided_at.is_(None),
        )
        rows = rows.outerjoin(line, beside)
    rows = rows.where(kind.member_id == member_id, kind.voided_at.is_(None))
    found = rows.correlate(plan) if plan is not None else rows
    return found.scalar_subquery().label(f"chart_{kind.__tablename__}")


def read(found: Any) -> Chart:
    """The chart out of a row that has `columns`."""
    medicines = list(map(_medicine, _rows(found.chart_medicine)))
    allergies = list(map(_allergy, _rows(found.chart_allergy)))
    every: list[MedicineLine | AllergyLine] = [*medicines, *allergies]
    return Chart(
        tuple(one for one in medicines if one.status.present),
        tuple(one for one in allergies if one.status.present),
        tuple(map(_team, _rows(found.chart_team_member))),
        tuple(one for one in every if not one.status.present),
    )


def of_member(session: UnitOfWork, member_id: UUID) -> Chart:
    """The chart of a member who has no plan yet."""
    dialect = session.get_bind().dialect.name
    return read(session.execute(select(*columns(dialect, member_id, None))).one())


def _rows(text: str | None) -> Iterator[list[Any]]:
    """Oldest first, as both databases write moments and keys."""
    rows: list[list[Any]] = json.loads(text or "[]")
    rows.sort(key=lambda row: (row[1], row[0]))
    return iter(rows)


def _pair(english: str, spoken: list[Any]) -> Pair:
    if not spoken or spoken[0] is None:
        return Pair(english)
    text, state, mark, by, checked_by = spoken
    line = Translation(
        text=text,
        stored_state=TranslationState(state),
        english_fingerprint=mark,
        translated_by=by,
        checked_by=checked_by,
    )
    return line.pair(english)


def _seal(segment: str, consenter: str, part2: Any) -> Seal:
    return Seal(Segment(segment), Consenter(consenter), bool(part2))


def _medicine(row: list[Any]) -> MedicineLine:
    key, _at, text, dosage, status, reporter, *rest = row
    pair, seal = _pair(dosage, rest[3:]), _seal(*rest[:3])
    return MedicineLine(text, pair, MedicineStatus(status), reporter, seal, UUID(key))


def _allergy(row: list[Any]) -> AllergyLine:
    key, _at, text, reaction, criticality, status, *rest = row
    pair, seal = _pair(reaction, rest[3:]), _seal(*rest[:3])
    kinds = Criticality(criticality), ClinicalStatus(status)
    return AllergyLine(text, pair, *kinds, seal, UUID(key))


def _team(row: list[Any]) -> TeamLine:
    key, _at, role, name, organization, phone, may_share = row
    said = name, organization, phone, may_share
    return TeamLine(TeamRole(role), *said, False, UUID(key))
