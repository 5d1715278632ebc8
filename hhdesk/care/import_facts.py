"""Imported facts as rows, one a resource: what a child has, who pays, stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.documents import Document
from hhdesk.care.health import Allergy, Condition, Medicine
from hhdesk.care.import_act import Act
from hhdesk.care.import_fields import Merge, plain_all, restore
from hhdesk.care.imported import (
    AllergyFact,
    ConditionFact,
    CoverageFact,
    Fact,
    Fate,
    MedicineFact,
    StayFact,
    Told,
)
from hhdesk.care.stays import HospitalStay

OneRowFact: TypeAlias = ConditionFact | AllergyFact | CoverageFact | StayFact
FactRow: TypeAlias = (
    Condition | Allergy | Medicine | Coverage | HospitalStay | Document | Consent
)
Row = TypeVar(
    "Row", Condition, Allergy, Medicine, Coverage, HospitalStay, Document, Consent
)


def seal_values(seal: Seal) -> dict[str, Any]:
    """What labels say; who consented is asked here and never imported."""
    return {"segment": seal.segment, "part2": seal.part2}


def _sealed(fact: ConditionFact | AllergyFact | MedicineFact) -> dict[str, Any]:
    told = {
        "text": fact.text,
        "system": fact.system,
        "code": fact.code,
        "status": fact.status,
    }
    return told | seal_values(fact.seal)


def _condition(fact: ConditionFact) -> dict[str, Any]:
    days = {"onset_on": fact.onset_on, "abated_on": fact.abated_on}
    return _sealed(fact) | days


def _allergy(fact: AllergyFact) -> dict[str, Any]:
    told = {"criticality": fact.criticality, "reaction": fact.reaction}
    return _sealed(fact) | told


def medicine_values(fact: MedicineFact) -> dict[str, Any]:
    return _sealed(fact) | {
        "dosage": fact.dosage,
        "reported_by": fact.reported_by,
        "reported_on": fact.reported_on,
    }


def _coverage(fact: CoverageFact) -> dict[str, Any]:
    return {
        "payer": fact.payer,
        "plan": fact.plan,
        "number": fact.number,
        "status": fact.status,
        "begins_on": fact.begins_on,
        "ends_on": fact.ends_on,
        "renewal_on": fact.renewal_on,
    }


def _stay(fact: StayFact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "status": fact.status,
        "begins_on": fact.begins_on,
        "ends_on": fact.ends_on,
        "place": fact.place,
        "reason": fact.reason,
        "disposition": fact.disposition,
    } | seal_values(fact.seal)


_VALUES: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    ConditionFact: _condition,
    AllergyFact: _allergy,
    CoverageFact: _coverage,
    StayFact: _stay,
}
_KINDS: Mapping[type, type[FactRow]] = {
    ConditionFact: Condition,
    AllergyFact: Allergy,
    CoverageFact: Coverage,
    StayFact: HospitalStay,
}
BY_TABLE: Mapping[str, type[FactRow]] = {
    kind.__tablename__: kind for kind in (*_KINDS.values(), Medicine, Document, Consent)
}
"""The mapped class of a source record's `local_table`."""


@dataclass(frozen=True, slots=True)
class Entered(Generic[Row]):
    """A row that an act made or brought up."""

    row: Row
    fate: Fate
    notes: tuple[Told, ...] = ()


def put(
    act: Act,
    fact: Fact,
    member_id: UUID,
    kind: type[Row],
    values: Mapping[str, Any],
    **here: Any,
) -> Entered[Row] | None:
    """Make or bring up a fact's row; None, and told, where somebody here removed it.

    `here` are fields of a new row that its source does not know.
    """
    record = act.records.get(fact.original.key)
    if record is None or record.local_id is None:
        row = kind(id=act.session.new_id(), member_id=member_id, **values, **here)
        act.session.add(row)
        return Entered(row, Fate.CREATED)
    row = act.session.get_one(kind, record.local_id)
    if not restore(row):
        act.removed_here(fact.original, record)
        return None
    merge = Merge()
    merge.put(row, values, record.imported["fields"])
    return Entered(row, Fate.UPDATED, merge.notes())


def keep(
    act: Act,
    fact: Fact,
    entered: Entered[Row],
    values: Mapping[str, Any],
    notes: Iterable[Told] = (),
    **more: Any,
) -> None:
    """Note what came, for the next import; tell what was done."""
    row = entered.row
    local = (row.__tablename__, row.id)
    imported = {"fields": plain_all(values), **more}
    act.records.keep(fact.original, row.member_id, local, imported)
    told = (*notes, *entered.notes)
    act.finish(fact.original, entered.fate, row.member_id, told)


def enter(act: Act, fact: OneRowFact) -> None:
    """Enter or bring up one fact of a member."""
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(fact.original):
        return
    values = _VALUES[type(fact)](fact)
    here = {"known_on": act.session.today()} if isinstance(fact, StayFact) else {}
    kind: Any = _KINDS[type(fact)]
    entered = put(act, fact, member_id, kind, values, **here)
    if entered:
        keep(act, fact, entered, values)
