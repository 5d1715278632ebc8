"""Entering what comes from outside: each resource once, changes field by field.

Everything is written in the caller's act. What cannot be entered is refused in its
outcome, and the rest goes in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from hhdesk.care import (
    import_caregivers,
    import_consents,
    import_documents,
    import_facts,
    import_kept,
    import_loops,
    import_members,
)
from hhdesk.care.import_act import WRITTEN, Act
from hhdesk.care.import_facts import OneRowFact
from hhdesk.care.import_kin import Kin
from hhdesk.care.import_medicines import Medicines
from hhdesk.care.import_numbers import Numbers
from hhdesk.care.import_planned import Planned
from hhdesk.care.import_records import earlier, grouped, named, unsealed
from hhdesk.care.imported import (
    CaregiverFact,
    ConsentFact,
    DocumentFact,
    Fact,
    GoalFact,
    KeptFact,
    MedicineFact,
    MemberFact,
    Outcome,
    PlanFact,
    SourceKey,
    Told,
)
from hhdesk.care.members import Member
from hhdesk.care.sources import SourceRecord
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

ENDED = N_("the relationship has ended")


@dataclass(frozen=True, slots=True)
class Known:
    """The digest of what is here, and those of the versions that it replaced."""

    sha256: str
    earlier: tuple[str, ...] = ()


def known(session: UnitOfWork, keys: Iterable[SourceKey]) -> dict[SourceKey, Known]:
    """What is here already."""
    found: dict[SourceKey, Known] = {}
    for source, kind, ids in grouped(keys):
        rows = session.execute(
            select(SourceRecord.source_id, SourceRecord.sha256, SourceRecord.imported)
            .where(named(session, source, kind))
            .where(SourceRecord.source_id.in_(ids))
        )
        for one, sha256, imported in rows:
            known = Known(sha256, tuple(earlier(imported)))
            found[SourceKey(source, kind, one)] = known
    return found


def grown(session: UnitOfWork, keys: Iterable[SourceKey]) -> set[SourceKey]:
    """Which of these patients are members of 21 or more."""
    found: set[SourceKey] = set()
    for source, kind, ids in grouped(keys):
        rows = session.execute(
            select(SourceRecord.source_id, Member.birth_date)
            .join(Member, Member.id == SourceRecord.local_id)
            .where(named(session, source, kind))
            .where(SourceRecord.source_id.in_(ids))
        )
        found |= {
            SourceKey(source, kind, one)
            for one, birth_date in rows
            if import_members.is_grown(birth_date, session.today())
        }
    return found


def original(session: UnitOfWork, key: SourceKey) -> str | None:
    """The text of a resource that an earlier import kept."""
    found = session.scalars(
        select(SourceRecord.original)
        .where(named(session, key.source, key.type))
        .where(SourceRecord.source_id == key.id)
    ).one_or_none()
    return None if found is None else unsealed(found)


def changed(outcomes: Iterable[Outcome]) -> bool:
    """Whether anything was written."""
    return any(outcome.fate in WRITTEN for outcome in outcomes)


def write(
    session: UnitOfWork,
    facts: Sequence[Fact],
    barred: Collection[SourceKey] = (),
    kin: Kin | None = None,
) -> list[Outcome]:
    """Enter facts, people first; gives what became of each.

    Nothing about `barred` people is entered. `kin` are the caregivers that the same
    run has met. The facts are those of resources that are
    new here or differ from what is here.
    """
    facts = [_current(fact, session) for fact in facts]
    act = Act(session, facts, barred, kin)
    _enter_people(act, facts)
    _enter_records(act, facts)
    planned = Planned(act)
    planned.enter(
        [fact for fact in facts if isinstance(fact, GoalFact)],
        [fact for fact in facts if isinstance(fact, PlanFact)],
    )
    for fact in facts:
        if isinstance(fact, KeptFact):
            import_kept.enter(act, fact, planned)
    planned.save()
    import_loops.enter(act, facts)
    act.records.flush()
    act.tell()
    return act.outcomes


def _enter_people(act: Act, facts: Sequence[Fact]) -> None:
    patients = [fact for fact in facts if isinstance(fact, MemberFact)]
    numbers = Numbers(act.session, patients)
    for patient in patients:
        import_members.enter(act, patient, numbers)
    for fact in facts:
        if isinstance(fact, CaregiverFact):
            import_caregivers.enter(act, fact)


def _enter_records(act: Act, facts: Sequence[Fact]) -> None:
    medicines = Medicines(act)
    for fact in facts:
        if isinstance(fact, OneRowFact):
            import_facts.enter(act, fact)
        elif isinstance(fact, MedicineFact):
            medicines.enter(fact)
        elif isinstance(fact, DocumentFact):
            import_documents.enter(act, fact)
        elif isinstance(fact, ConsentFact):
            import_consents.enter(act, fact)


def _current(fact: Fact, session: UnitOfWork) -> Fact:
    """A relationship that has ended is only kept."""
    if isinstance(fact, CaregiverFact) and (fact.until or date.max) < session.today():
        return KeptFact(fact.original, fact.about, Told(ENDED))
    return fact
