"""A member's facts in one query: numbers, conditions, coverage, team, barriers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Row,
    Select,
    Text,
    case,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from hhdesk.care.care_team import TeamMember, TeamMemberRow, TeamRole
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.coverage import Coverage, CoverageRow, CoverageStatus
from hhdesk.care.documents import (
    Document,
    DocumentKind,
    DocumentRow,
    DocumentStatus,
)
from hhdesk.care.goals import Barrier, BarrierKind, BarrierRow
from hhdesk.care.health import (
    Allergy,
    AllergyRow,
    ClinicalStatus,
    Condition,
    ConditionRow,
    Medicine,
    MedicineRow,
    MedicineStatus,
)
from hhdesk.care.members import FormerName, Identifier, IdentifierKind
from hhdesk.care.stays import (
    HospitalStay,
    StayKind,
    StayRow,
    StayStatus,
    newest_first,
    with_returns,
)
from hhdesk.store.session import UnitOfWork

_NAMES = ["kind", "id", *"abcdef", "on", "until", "known", "s", "w", "p"]

Column = InstrumentedAttribute[Any] | ColumnElement[Any] | None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """`numbers` are the member's identifiers as (kind, value)."""

    numbers: tuple[tuple[IdentifierKind, str], ...] = ()
    former_names: tuple[str, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()
    allergies: tuple[AllergyRow, ...] = ()
    medicines: tuple[MedicineRow, ...] = ()
    coverages: tuple[CoverageRow, ...] = ()
    team: tuple[TeamMemberRow, ...] = ()
    barriers: tuple[BarrierRow, ...] = ()
    stays: tuple[StayRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()

    def number(self, kind: IdentifierKind) -> str:
        """The first number of a kind, or empty."""
        return next((value for found, value in self.numbers if found is kind), "")


def _fact(
    kind: str,
    table: Any,
    texts: Iterable[Column],
    days: Iterable[Column] = (),
    *,
    sealable: bool = False,
) -> Select[Any]:
    """One part of the union: six texts, three days, a seal."""
    words = [cast(column, Text) for column in texts]
    dates: list[Any] = list(days)
    words += [cast(null(), Text)] * (6 - len(words))
    dates += [cast(null(), Date)] * (3 - len(dates))
    seal: list[Any] = [cast(null(), Text), cast(null(), Text), cast(null(), Boolean)]
    if sealable:
        seal = [cast(table.segment, Text), cast(table.consenter, Text), table.part2]
    columns = [literal(kind), table.id, *words, *dates, *seal]
    labelled = [
        column.label(name) for column, name in zip(columns, _NAMES, strict=True)
    ]
    return select(*labelled).where(table.voided_at.is_(None))


def _identity(member_id: UUID) -> list[Select[Any]]:
    numbers = _fact("number", Identifier, [Identifier.kind, Identifier.value])
    former = _fact("former", FormerName, [FormerName.text])
    return [
        numbers.where(Identifier.member_id == member_id, Identifier.former.is_(False)),
        former.where(FormerName.member_id == member_id),
    ]


def _health(member_id: UUID) -> list[Select[Any]]:
    one, two, three = Condition, Allergy, Medicine
    conditions = _fact(
        "condition", one, [one.text, one.status], [one.onset_on], sealable=True
    )
    allergies = _fact(
        "allergy", two, [two.text, two.status, two.reaction], sealable=True
    )
    medicines = _fact(
        "medicine",
        three,
        [three.text, three.status, three.dosage, three.reported_by],
        sealable=True,
    )
    return [
        conditions.where(one.member_id == member_id),
        allergies.where(two.member_id == member_id),
        medicines.where(three.member_id == member_id),
    ]


def _held(member_id: UUID) -> list[Select[Any]]:
    one, two = HospitalStay, Document
    flag = case((one.planned.is_(True), " planned"), else_="")
    kind: Any = cast(one.kind, Text) + flag
    told = [kind, one.status, one.place, one.reason, one.disposition]
    days = [one.begins_on, one.ends_on, one.known_on]
    stays = _fact("stay", one, [*told, one.discharge_plan], days, sealable=True)
    titles = [two.kind, two.status, two.title, two.from_whom]
    documents = _fact("document", two, titles, [two.dated_on], sealable=True)
    return [
        stays.where(one.member_id == member_id),
        documents.where(two.member_id == member_id),
    ]


def _around(member_id: UUID) -> list[Select[Any]]:
    one, two = Coverage, TeamMember
    coverages = _fact(
        "coverage",
        one,
        [one.payer, one.status, one.plan, one.number],
        [one.ends_on, one.renewal_on],
    )
    team = _fact(
        "team", two, [two.role, two.name, two.organization, two.phone, two.may_share]
    )
    return [
        coverages.where(one.member_id == member_id),
        team.where(two.member_id == member_id),
    ]


def _seal(row: Row[Any]) -> Seal:
    return Seal(Segment(row.s), Consenter(row.w), row.p)


def _condition(row: Row[Any]) -> ConditionRow:
    return ConditionRow(row.id, row.a, ClinicalStatus(row.b), row.on, _seal(row))


def _allergy(row: Row[Any]) -> AllergyRow:
    return AllergyRow(row.id, row.a, ClinicalStatus(row.b), row.c, _seal(row))


def _medicine(row: Row[Any]) -> MedicineRow:
    status = MedicineStatus(row.b)
    return MedicineRow(row.id, row.a, row.c, status, row.d, _seal(row))


def _coverage(row: Row[Any]) -> CoverageRow:
    status = CoverageStatus(row.b)
    return CoverageRow(row.id, row.a, row.c, row.d, status, row.on, row.until)


def _team(row: Row[Any]) -> TeamMemberRow:
    return TeamMemberRow(row.id, TeamRole(row.a), row.b, row.c, row.d, row.e)


def _stay(row: Row[Any]) -> StayRow:
    kind, _space, planned = row.a.partition(" ")
    state = StayKind(kind), StayStatus(row.b)
    told = row.c, row.d, row.e, row.f
    days = row.on, row.until
    planned_so = True if planned else None
    return StayRow(row.id, *state, *days, *told, row.known, _seal(row), planned_so)


def _document(row: Row[Any]) -> DocumentRow:
    kind, status = DocumentKind(row.a), DocumentStatus(row.b)
    return DocumentRow(row.id, kind, status, row.c, row.on, row.d, (), _seal(row))


def _barrier(row: Row[Any]) -> BarrierRow:
    return BarrierRow(BarrierKind(row.a), row.b, row.on, _seal(row), row.id)


def _newest(row: DocumentRow) -> tuple[int, UUID]:
    """The latest first, those without a day last."""
    day = row.dated_on
    return -day.toordinal() if day else 0, row.id


def read(session: UnitOfWork, member_id: UUID, plan_id: UUID | None) -> MemberFacts:
    """All facts of a member, each kind in the order it was entered."""
    parts = [*_identity(member_id), *_health(member_id), *_around(member_id)]
    parts += _held(member_id)
    if plan_id:
        barrier = _fact(
            "barrier",
            Barrier,
            [Barrier.kind, Barrier.note],
            [Barrier.resolved_on],
            sealable=True,
        )
        parts.append(barrier.where(Barrier.plan_id == plan_id))
    found: dict[str, list[Row[Any]]] = {}
    for row in session.execute(union_all(*parts)):
        found.setdefault(row.kind, []).append(row)
    rows = {kind: sorted(rows, key=lambda row: row.id) for kind, rows in found.items()}
    return MemberFacts(
        tuple((IdentifierKind(row.a), row.b) for row in rows.get("number", [])),
        tuple(row.a for row in rows.get("former", [])),
        tuple(map(_condition, rows.get("condition", []))),
        tuple(map(_allergy, rows.get("allergy", []))),
        tuple(map(_medicine, rows.get("medicine", []))),
        tuple(map(_coverage, rows.get("coverage", []))),
        tuple(map(_team, rows.get("team", []))),
        tuple(map(_barrier, rows.get("barrier", []))),
        with_returns(newest_first(map(_stay, rows.get("stay", [])))),
        tuple(sorted(map(_document, rows.get("document", [])), key=_newest)),
    )
