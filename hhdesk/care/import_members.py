"""Entering imported patients as members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from hhdesk.care import (
    enrollment,
    enrollment_acts,
    import_caregivers,
    member_merges,
)
from hhdesk.care.confidentiality import age_on
from hhdesk.care.household import Household
from hhdesk.care.import_act import Act
from hhdesk.care.import_caregivers import Kept, language_values
from hhdesk.care.import_contacts import Contacts, new_household, plain_contacts
from hhdesk.care.import_fields import Merge, plain, plain_all
from hhdesk.care.import_numbers import Numbers, plain_numbers
from hhdesk.care.imported import Fate, MemberFact, Told
from hhdesk.care.members import OLDEST_YEARS, FormerName, Member
from hhdesk.care.person import Languages
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

IN_FUTURE = N_("the birth date is in the future")
TOO_LONG_AGO = N_("the birth date is too long ago")
ANOTHER_PERSON = N_("its id was another person's before; name the source of each file")
JOINED = N_("joined to the member here who has the same number and birth date")

GROWN_AGE = 21
"""From this birthday on, children's programs no longer pay."""

DEATH_WITHOUT_DAY = "Has died; the day is not known."
"""The alert on the page of a member whose record tells a death and no day."""


def _values(fact: MemberFact) -> dict[str, Any]:
    unknown_day = fact.deceased and fact.deceased_on is None
    return {
        **asdict(fact.name),
        **language_values(fact.languages),
        "birth_date": fact.birth_date,
        "gender": fact.gender,
        "pronouns": fact.pronouns,
        "deceased_on": fact.deceased_on,
        "alert": DEATH_WITHOUT_DAY if unknown_day else "",
    }


def _kept(fact: MemberFact, before: Kept) -> Kept:
    """With the languages that stood before, where the source is silent now."""
    assumed = plain_all(language_values(Languages()))
    return {
        "member": assumed | before.get("member", {}) | plain_all(_values(fact)),
        "home": asdict(fact.home),
        "numbers": plain_numbers(fact.numbers),
        "former_names": list(fact.former_names),
        "contacts": plain_contacts(fact.contacts),
    }


def _put_former_names(
    session: UnitOfWork, member_id: UUID, names: Iterable[str], before: Kept
) -> None:
    """Former names only grow: whoever knew the child by one still asks by it."""
    for text in names:
        if text not in before.get("former_names", ()):
            session.add(FormerName(id=session.new_id(), member_id=member_id, text=text))


def _create(
    session: UnitOfWork, fact: MemberFact, numbers: Numbers
) -> tuple[Member, list[Told], Kept]:
    """A new member in a household of its own, with a first enrollment segment, which
    ends at once for one who has died."""
    home_id = new_household(session, fact.home)
    member = Member(id=session.new_id(), household_id=home_id, **_values(fact))
    session.add(member)
    session.flush()
    notes = numbers.put(member.id, fact, [])
    _put_former_names(session, member.id, fact.former_names, {})
    Contacts(session, member_id=member.id).add(fact.contacts)
    segment = enrollment.begin(session, member.id)
    if fact.deceased:
        day, reason = fact.deceased_on or session.today(), EndReason.DECEASED
        enrollment_acts.move(session, segment.id, SegmentState.ENDED, day, reason)
    return member, notes, _kept(fact, {})


def _update(
    session: UnitOfWork,
    member: Member,
    fact: MemberFact,
    numbers: Numbers,
    before: Kept | None,
) -> tuple[Merge, list[Told], Kept]:
    """Bring a member up to its source; without a `before` only blanks are filled."""
    merge, told = Merge(), before or {}
    merge.put(member, _values(fact), before and before["member"])
    home = session.get(Household, member.household_id) if member.household_id else None
    if home is not None:
        merge.put(home, asdict(fact.home), before and before["home"])
    notes = numbers.put(member.id, fact, told.get("numbers", []))
    _put_former_names(session, member.id, fact.former_names, told)
    contacts = Contacts(session, member_id=member.id)
    contacts.put(fact.contacts, told.get("contacts", []))
    return merge, notes, _kept(fact, told)


def _is_another_person(fact: MemberFact, before: Kept) -> bool:
    """Whether an id that was one person's now is somebody else's: neither birth date
    nor given name nor surname is the same."""
    was, name = before["member"], fact.name
    given: str = was["given"]
    surname: str = was["first_surname"]
    return (
        was["birth_date"] != plain(fact.birth_date)
        and given.casefold() != name.given.casefold()
        and surname.casefold() != name.first_surname.casefold()
    )


def is_grown(birth_date: date, today: date) -> bool:
    return age_on(birth_date, today) >= GROWN_AGE


def _impossible(fact: MemberFact, today: date) -> str:
    if fact.birth_date > today:
        return IN_FUTURE
    return TOO_LONG_AGO if fact.birth_date.year < today.year - OLDEST_YEARS else ""


def enter(act: Act, fact: MemberFact, numbers: Numbers) -> None:
    """Enter or bring up one patient."""
    impossible = _impossible(fact, act.session.today())
    if impossible:
        act.refuse(fact.original, Told(impossible), "birthDate")
        return
    if act.is_older(fact.original):
        return
    record = act.records.get(fact.original.key)
    if record is not None and record.local_id:
        member = act.session.get_one(Member, record.local_id)
        if member.voided_at is not None:
            act.removed_here(fact.original, record)
        elif _is_another_person(fact, record.imported):
            act.refuse(fact.original, Told(ANOTHER_PERSON), clash=True)
        else:
            merge, notes, kept = _update(
                act.session, member, fact, numbers, record.imported
            )
            notes += merge.notes()
            _finish(act, fact, Fate.UPDATED, member, notes, kept)
        return
    same = numbers.same_person(fact) or _known_by_key(act.session, fact)
    if same is not None:
        _, notes, kept = _update(act.session, same, fact, numbers, None)
        _finish(act, fact, Fate.UPDATED, same, [Told(JOINED), *notes], kept)
        return
    member, notes, kept = _create(act.session, fact, numbers)
    _finish(act, fact, Fate.CREATED, member, notes, kept)


def _known_by_key(session: UnitOfWork, fact: MemberFact) -> Member | None:
    """The member here whose key the record carries, born on the same day."""
    if fact.own_id is None:
        return None
    kept_id = member_merges.kept_of(session, fact.own_id)
    found = session.get(Member, kept_id or fact.own_id)
    if found is None or found.voided_at is not None:
        return None
    return found if found.birth_date == fact.birth_date else None


def _finish(
    act: Act,
    fact: MemberFact,
    fate: Fate,
    member: Member,
    notes: list[Told],
    kept: Kept,
) -> None:
    original = fact.original
    record = act.records.get(original.key)
    people, told = import_caregivers.enter_people(act, member, fact.people, record)
    notes = [*notes, *told]
    kept |= {"people": people} if people else {}
    act.records.keep(original, member.id, (Member.__tablename__, member.id), kept)
    act.people.enter(original.key, member.id)
    grown = is_grown(fact.birth_date, act.session.today())
    act.finish(original, fate, member.id, [*fact.notes, *notes], grown=grown)
