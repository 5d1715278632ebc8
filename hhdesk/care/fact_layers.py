"""What a program says fact by fact, and what plans and the clinic say instead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import fact_confirmations, staff
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.fact_confirmations import VALUE, FactConfirmation
from hhdesk.care.program_facts import Fact
from hhdesk.care.programs import Pack, pack
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One confirmation; `payer` empty is the clinic's own word, for every plan."""

    id: UUID
    value: Any
    payer: str
    source: str
    by: str
    confirmed_on: date
    begins_on: date


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as the pack has it, and what lies over it: plans before the clinic's own,
    of each the newest last."""

    fact: Fact
    layers: tuple[LayerRow, ...] = ()

    @property
    def changeable(self) -> bool:
        """Whether somebody here may say that it is otherwise."""
        return fact_confirmations.changeable(self.fact)


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """`payers` are those who pay for children here; `leads` whether who asks may
    confirm."""

    rules: Pack
    today: date
    facts: tuple[FactRow, ...]
    payers: tuple[str, ...]
    leads: bool


def program_page(session: UnitOfWork, name: str, staff_id: UUID) -> ProgramPage:
    """The program as it is valid today, with all that was confirmed of it."""
    today = session.today()
    rules, layers = pack(name, today), _layers(session, name)
    facts = tuple(
        FactRow(fact, tuple(layers.get(fact.id, ()))) for fact in rules.facts.values()
    )
    leads = staff.leads(session, staff_id)
    return ProgramPage(rules, today, facts, _payers(session), leads)


def _layers(session: UnitOfWork, name: str) -> dict[str, list[LayerRow]]:
    one = FactConfirmation
    found = session.execute(
        select(one, Staff.name)
        .outerjoin(Staff, Staff.id == one.confirmed_by)
        .where(one.pack == name, one.voided_at.is_(None))
        .order_by(one.begins_on, one.id)
    )
    rows: defaultdict[str, list[LayerRow]] = defaultdict(list)
    for row, by in found:
        layer = LayerRow(
            row.id,
            row.told[VALUE],
            row.payer,
            row.source,
            by or "",
            row.confirmed_on,
            row.begins_on,
        )
        rows[row.fact].append(layer)
    for layers in rows.values():
        layers.sort(key=lambda layer: not layer.payer)
    return rows


def _payers(session: UnitOfWork) -> tuple[str, ...]:
    one = Coverage
    found = session.execute(
        select(one.payer, one.plan)
        .where(one.status == CoverageStatus.ACTIVE, one.voided_at.is_(None))
        .distinct()
    )
    names = {name.strip() for row in found for name in row}
    return tuple(sorted(names - {""}, key=str.casefold))
