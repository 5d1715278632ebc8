"""Facts of a program that the clinic confirmed or set: for one health plan, or for all.

They lie over the pack, the clinic's own over a plan's, each from its day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit, staff
from hhdesk.care.core_services import CoreService
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.enrollment import AgreementWay
from hhdesk.care.outreach import Way
from hhdesk.care.program_facts import Fact, Mark
from hhdesk.care.programs import Pack, pack
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

VALUE = "value"


class FactConfirmation(Record, Base):
    """`payer` is empty where it holds for every plan: the clinic's own layer."""

    __tablename__ = "fact_confirmation"

    pack: Mapped[str]
    fact: Mapped[str]
    payer: Mapped[str] = mapped_column(default="")
    told: Mapped[dict[str, Any]]
    source: Mapped[str]
    confirmed_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    confirmed_on: Mapped[date]
    begins_on: Mapped[date]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the clinic says of a fact, from where it knows, from which day it holds."""

    pack: str
    fact: str
    value: Any
    source: str
    begins_on: date
    payer: str = ""


def confirm(session: UnitOfWork, said: Confirmation) -> UUID:
    """Write down that a fact holds, with this value; gives the confirmation's id.

    Raises NotPermitted for who does not lead, and for a rule read at its source: that
    changes by a new version of the pack. InvalidField for a value of another kind.
    """
    if not staff.leads(session, session.actor_id) or session.actor_id is None:
        raise NotPermitted(N_("Only a lead changes this for the clinic."))
    fact = pack(said.pack, said.begins_on).facts.get(said.fact)
    if fact is None:
        raise NotFound(N_("The program does not say this."))
    _check(fact, said)
    one = FactConfirmation(
        id=session.new_id(),
        pack=said.pack,
        fact=said.fact,
        payer=said.payer.strip(),
        told={VALUE: said.value},
        source=said.source.strip(),
        confirmed_by=session.actor_id,
        confirmed_on=session.today(),
        begins_on=said.begins_on,
    )
    session.add(one)
    audit.record(session, "pack.confirm", pack=said.pack, fact=said.fact)
    session.flush()
    return one.id


def changeable(fact: Fact) -> bool:
    """A rule read at its source changes by a new version of the pack."""
    return not (fact.hard and fact.mark is Mark.READ)


def _check(fact: Fact, said: Confirmation) -> None:
    if not changeable(fact):
        raise NotPermitted(N_("This rule changes by a new version of the program."))
    if not said.source.strip():
        raise InvalidField("source", N_("Say how you know."))
    if not _fits(fact, said.value):
        raise InvalidField(VALUE, N_("This value does not fit here."))


_CODES: Mapping[str, tuple[str, ...]] = {
    "agreement_ways": tuple(AgreementWay),
    "attempt_ways": tuple(Way),
    "core_services": tuple(CoreService),
}
"""Of these lists the program understands these values alone."""


def choices(fact: Fact) -> tuple[str, ...]:
    """Among which codes a list may choose."""
    return tuple(map(str, _CODES.get(fact.id, fact.codes)))


def _fits(fact: Fact, value: Any) -> bool:
    """Of the same kind as the pack's own; where that says nothing, anything said."""
    if fact.value is None:
        return value not in (None, "")
    if type(value) is not type(fact.value) or value in ("", []):
        return False
    if isinstance(value, list):
        return fact.id not in _CODES or set(value) <= set(choices(fact))
    return not isinstance(value, int) or value >= 0


def take_back(session: UnitOfWork, confirmation_id: UUID, reason: str) -> None:
    """It was confirmed by mistake: the layer below says it again."""
    if not staff.leads(session, session.actor_id):
        raise NotPermitted(N_("Only a lead changes this for the clinic."))
    one = session.get(FactConfirmation, confirmation_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("The program does not say this."))
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    one.void(reason.strip(), session.now(), session.actor_id)
    audit.record(session, "pack.take_back", pack=one.pack, fact=one.fact)
    session.flush()


def rules_for(session: UnitOfWork, name: str, member_id: UUID, on: date) -> Pack:
    """A pack as it holds for a child on a day: with what the child's plan and the
    clinic say."""
    rules = pack(name, on)
    one = FactConfirmation
    found = session.scalars(
        select(one)
        .where(one.pack == name, one.begins_on <= on, one.voided_at.is_(None))
        .order_by(one.begins_on, one.id)
    ).all()
    if not found:
        return rules
    plans = _plans(session, member_id, on)
    theirs = [row for row in found if row.payer.casefold() in plans]
    own = [row for row in found if not row.payer]
    return rules.with_facts(_facts(rules.facts, [*theirs, *own]))


def _plans(session: UnitOfWork, member_id: UUID, on: date) -> frozenset[str]:
    """The names of those who pay for a child on a day."""
    one = Coverage
    found = session.scalars(
        select(one).where(
            one.member_id == member_id,
            one.status == CoverageStatus.ACTIVE,
            one.voided_at.is_(None),
        )
    )
    valid = [
        row
        for row in found
        if (row.begins_on or on) <= on and (row.ends_on is None or row.ends_on >= on)
    ]
    names = {name.casefold() for row in valid for name in (row.payer, row.plan)}
    return frozenset(names - {""})


def _facts(
    below: Mapping[str, Fact], rows: Iterable[FactConfirmation]
) -> dict[str, Fact]:
    """A pack's version may say no more what was confirmed before."""
    return {
        row.fact: replace(
            below[row.fact],
            value=row.told[VALUE],
            source=row.source,
            confirmed_by=row.confirmed_by,
            confirmed_on=row.confirmed_on,
        )
        for row in rows
        if row.fact in below
    }
