"""Entering imported related persons as caregivers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.household import Caregiver, Caregiving, Household, Relationship
from hhdesk.care.import_act import Act
from hhdesk.care.import_contacts import Contacts, new_household, plain_contacts
from hhdesk.care.import_fields import Merge, plain_all, restore
from hhdesk.care.import_members import Kept, language_values
from hhdesk.care.imported import CaregiverFact, Fate
from hhdesk.care.members import Member
from hhdesk.care.person import Languages
from hhdesk.store.session import UnitOfWork

_NEVER_MAIN = {Relationship.OTHER, Relationship.SISTER, Relationship.BROTHER}


def _household_id(
    session: UnitOfWork, member: Member, fact: CaregiverFact
) -> UUID | None:
    """The member's household where the address is the same; else one of its own."""
    if fact.home is None:
        return None
    home = session.get(Household, member.household_id) if member.household_id else None
    if home and (home.address, home.city) == (fact.home.address, fact.home.city):
        return home.id
    return new_household(session, fact.home)


def _has_main(session: UnitOfWork, member_id: UUID) -> bool:
    found = session.scalars(
        select(Caregiving.id)
        .where(Caregiving.member_id == member_id, Caregiving.voided_at.is_(None))
        .where(Caregiving.main)
        .limit(1)
    )
    return found.first() is not None


def _values(fact: CaregiverFact) -> dict[str, Any]:
    return {**asdict(fact.name), **language_values(fact.languages)}


def _link_values(fact: CaregiverFact) -> dict[str, Any]:
    return {"relationship": fact.relationship, "note": fact.note}


def _kept(fact: CaregiverFact, before: Kept) -> Kept:
    """What the source record keeps of a caregiver."""
    assumed = plain_all(language_values(Languages()))
    return {
        "caregiver": assumed | before.get("caregiver", {}) | plain_all(_values(fact)),
        "fields": plain_all(_link_values(fact)),
        "contacts": plain_contacts(fact.contacts),
    }


def _create(session: UnitOfWork, member: Member, fact: CaregiverFact) -> Caregiving:
    """A caregiver; the first parent, grandparent or guardian becomes the main one."""
    main = fact.relationship not in _NEVER_MAIN and not _has_main(session, member.id)
    caregiver = Caregiver(
        id=session.new_id(),
        household_id=_household_id(session, member, fact),
        **_values(fact),
    )
    session.add(caregiver)
    session.flush()
    link = Caregiving(
        id=session.new_id(),
        member_id=member.id,
        caregiver_id=caregiver.id,
        main=main,
        **_link_values(fact),
    )
    session.add(link)
    Contacts(session, caregiver_id=caregiver.id).add(fact.contacts)
    session.flush()
    return link


def _update(
    session: UnitOfWork, link: Caregiving, fact: CaregiverFact, before: Kept
) -> Merge:
    """Bring a caregiver up to its source."""
    merge = Merge()
    caregiver = session.get_one(Caregiver, link.caregiver_id)
    merge.put(caregiver, _values(fact), before["caregiver"])
    merge.put(link, _link_values(fact), before["fields"])
    contacts = Contacts(session, caregiver_id=caregiver.id)
    contacts.put(fact.contacts, before["contacts"])
    return merge


def enter(act: Act, fact: CaregiverFact) -> None:
    """Enter or bring up one related person."""
    original, session = fact.original, act.session
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    member = session.get_one(Member, member_id)
    record = act.records.get(original.key)
    if record is None or record.local_id is None:
        link = _create(session, member, fact)
        local = (Caregiving.__tablename__, link.id)
        act.records.keep(original, member_id, local, _kept(fact, {}))
        act.finish(original, Fate.CREATED, member_id, fact.notes)
        return
    link = session.get_one(Caregiving, record.local_id)
    if not restore(link):
        act.removed_here(original, record)
        return
    merge = _update(session, link, fact, record.imported)
    kept = _kept(fact, record.imported)
    act.records.keep(original, member_id, (record.local_table, link.id), kept)
    notes = (*fact.notes, *merge.notes())
    act.finish(original, Fate.UPDATED, member_id, notes)
