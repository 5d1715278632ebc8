"""Entering imported people as caregivers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from hhdesk.care import import_kin
from hhdesk.care.household import Caregiver, Caregiving, Household, Relationship
from hhdesk.care.import_act import Act
from hhdesk.care.import_contacts import Contacts, new_household, plain_contacts
from hhdesk.care.import_fields import (
    Merge,
    plain,
    plain_all,
    restore,
    said_by_any,
    withdraw,
)
from hhdesk.care.imported import CaregiverFact, Fate, Told
from hhdesk.care.members import Member
from hhdesk.care.person import Languages
from hhdesk.care.sources import SourceRecord
from hhdesk.store.session import UnitOfWork

_NEVER_MAIN = {Relationship.OTHER, Relationship.SISTER, Relationship.BROTHER}

Kept = dict[str, Any]
"""What a source record keeps of a person, as plain JSON."""


def language_values(languages: Languages | None) -> dict[str, Any]:
    """Empty where the source names none, so that what stands here stays."""
    return {} if languages is None else languages.columns


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


def _values(fact: CaregiverFact) -> dict[str, Any]:
    born = {"birth_date": fact.birth_date}
    return {**asdict(fact.name), **born, **language_values(fact.languages)}


def _link_values(fact: CaregiverFact) -> dict[str, Any]:
    return {
        "relationship": fact.relationship,
        "note": fact.note,
        "begins_on": fact.since,
        "ends_on": fact.until,
    }


def _kept(fact: CaregiverFact, before: Kept) -> Kept:
    """What the source record keeps of a caregiver."""
    assumed = plain_all(language_values(Languages()))
    return {
        "caregiver": assumed | before.get("caregiver", {}) | plain_all(_values(fact)),
        "fields": plain_all(_link_values(fact)),
        "contacts": plain_contacts(fact.contacts),
    }


def _new(session: UnitOfWork, member: Member, fact: CaregiverFact) -> Caregiver:
    caregiver = Caregiver(
        id=session.new_id(),
        household_id=_household_id(session, member, fact),
        **_values(fact),
    )
    session.add(caregiver)
    session.flush()
    Contacts(session, caregiver_id=caregiver.id).add(fact.contacts)
    return caregiver


def _fill(session: UnitOfWork, caregiver: Caregiver, fact: CaregiverFact) -> None:
    """Into somebody who is here go only blanks, and phones that are not known. English
    may only have been assumed."""
    assumed = plain_all(language_values(Languages()))
    present = {name: plain(getattr(caregiver, name)) for name in _values(fact)}
    free = {
        name: value
        for name, value in present.items()
        if not value or value == assumed.get(name)
    }
    Merge().put(caregiver, _values(fact), free)
    Contacts(session, caregiver_id=caregiver.id).put(fact.contacts, [])


def _link(act: Act, member: Member, fact: CaregiverFact) -> Caregiving:
    """A caregiver's place: the one that is here, one of a caregiver whom siblings
    share, or a new one. The first parent, grandparent or guardian becomes the main
    one."""
    session = act.session
    links = import_kin.links_of(session, member.id)
    present = import_kin.own(session, links, fact)
    has_main = any(link.main for link in links if link.voided_at is None)
    likely = fact.relationship not in _NEVER_MAIN
    main = (likely if fact.main is None else fact.main) and not has_main
    if present is not None:
        restore(present)
        Merge().put(present, _link_values(fact), None)
        if present.relationship is Relationship.OTHER:
            present.relationship = fact.relationship
            present.main = present.main or main
        _fill(session, session.get_one(Caregiver, present.caregiver_id), fact)
        return present
    caregiver = import_kin.shared(session, act.kin, links, fact)
    if caregiver is not None:
        _fill(session, caregiver, fact)
    else:
        caregiver = _new(session, member, fact)
    link = Caregiving(
        id=session.new_id(),
        member_id=member.id,
        caregiver_id=caregiver.id,
        main=main,
        **_link_values(fact),
    )
    session.add(link)
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
        link = _link(act, member, fact)
        act.kin.meet(fact, link.caregiver_id)
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
    act.kin.meet(fact, link.caregiver_id)
    act.records.keep(original, member_id, (record.local_table, link.id), kept)
    notes = (*fact.notes, *merge.notes())
    act.finish(original, Fate.UPDATED, member_id, notes)


def enter_people(
    act: Act,
    member: Member,
    people: Iterable[CaregiverFact],
    record: SourceRecord | None,
) -> tuple[Kept, list[Told]]:
    """Enter those whom a member's own record names, and take back whom it no longer
    does; gives what its source record keeps of them."""
    session = act.session
    before: Kept = record.imported.get("people", {}) if record else {}
    kept: Kept = {}
    notes: list[Told] = []
    for fact in people:
        key = import_kin.name_key(fact)
        if key in kept or (fact.until and fact.until < session.today()):
            continue
        known = before.get(key)
        if known is None:
            link = _link(act, member, fact)
        else:
            link = session.get_one(Caregiving, UUID(known["link"]))
            if restore(link):
                notes += _update(session, link, fact, known).notes()
        act.kin.meet(fact, link.caregiver_id)
        kept[key] = {"link": str(link.id), **_kept(fact, known or {})}
        notes += fact.notes
    for key in before.keys() - kept.keys():
        notes += _drop(session, before[key], record)
        kept[key] = {**before[key], "withdrawn": True}
    return kept, notes


def _drop(
    session: UnitOfWork, known: Kept, record: SourceRecord | None
) -> tuple[Told, ...]:
    """Take back a person whom a member's record no longer names, if no other does."""
    link = session.get_one(Caregiving, UUID(known["link"]))
    if import_kin.stands(session, link, record.id if record else None):
        return ()
    said = [known["fields"], *import_kin.said(session, link)]
    return withdraw(session, link, said_by_any(link, said))
