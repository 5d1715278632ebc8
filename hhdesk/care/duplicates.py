"""Who is here already and may be the child being entered, and why."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import search, search_duplicates
from hhdesk.care.contact_points import digits
from hhdesk.care.duplicates_facts import Known, known
from hhdesk.care.duplicates_names import Alike, NamesAlike, compare
from hhdesk.care.household import Relationship
from hhdesk.care.person import Name
from hhdesk.care.search_cards import code_words
from hhdesk.care.search_duplicates import Entered, near_dates
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

MOST = 6
_SHORTEST_PHONE = 7


class Reason(enum.StrEnum):
    """What speaks for two records being one child's, or for a family."""

    SAME_NUMBER = "same_number"
    SAME_BIRTH_DATE = "same_birth_date"
    SWAPPED_BIRTH_DATE = "swapped_birth_date"
    NEAR_BIRTH_DATE = "near_birth_date"
    SAME_NAME = "same_name"
    NAME_SOUNDS_ALIKE = "name_sounds_alike"
    NAME_SPELLED_ALIKE = "name_spelled_alike"
    SHORT_NAME = "short_name"
    PART_OF_NAME = "part_of_name"
    OTHER_ORDER = "other_order"
    SAME_GIVEN = "same_given"
    SAME_SURNAME = "same_surname"
    SAME_PHONE = "same_phone"
    SAME_CAREGIVER = "same_caregiver"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_GIVEN = "other_given"


REASON_WORDS = {
    Reason.SAME_NUMBER: N_("same record number"),
    Reason.SAME_BIRTH_DATE: N_("same birth date"),
    Reason.SWAPPED_BIRTH_DATE: N_("day and month swapped"),
    Reason.NEAR_BIRTH_DATE: N_("nearly the same birth date"),
    Reason.SAME_NAME: N_("same name"),
    Reason.NAME_SOUNDS_ALIKE: N_("name sounds alike"),
    Reason.NAME_SPELLED_ALIKE: N_("name spelled alike"),
    Reason.SHORT_NAME: N_("may be a short form of the name"),
    Reason.PART_OF_NAME: N_("part of the name is the same"),
    Reason.OTHER_ORDER: N_("names in another order"),
    Reason.SAME_GIVEN: N_("same given name"),
    Reason.SAME_SURNAME: N_("same surname"),
    Reason.SAME_PHONE: N_("same phone"),
    Reason.SAME_CAREGIVER: N_("same caregiver"),
    Reason.OTHER_BIRTH_DATE: N_("another birth date"),
    Reason.OTHER_GIVEN: N_("another given name"),
}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A member here. `sibling`: a brother, sister or twin rather than the same child;
    `phone_of` is whose phone it is, None the child's own."""

    member_id: UUID
    name: str
    birth_date: date
    caregiver: str
    reasons: tuple[Reason, ...]
    weight: int
    sibling: bool = False
    phone_of: Relationship | None = None


def entered(
    name: Name,
    birth_date: date | None = None,
    phones: Iterable[str] = (),
    caregiver: Name | None = None,
    numbers: Iterable[str] = (),
) -> Entered:
    """What was typed, in the words of the index."""
    told = dict.fromkeys(digits(one) for one in phones)
    codes = {word for one in numbers if len(one) > 3 for word in code_words(one)}
    return Entered(
        name,
        birth_date,
        tuple(one for one in told if len(one) >= _SHORTEST_PHONE),
        caregiver or Name(""),
        tuple(sorted(codes)),
    )


def find(
    session: UnitOfWork, person: Entered, besides: UUID | None = None
) -> tuple[Duplicate, ...]:
    """The likeliest first, siblings after them; `besides` is the member itself."""
    driver = search.driver_of(session)
    lexicon = search.lexicon_of(session, driver)
    steps = search_duplicates.steps(person, lexicon)
    ids = search.members_of(driver, steps, search_duplicates.EACH)
    rows = known(session, [one for one in ids if one != besides])
    judged = [one for row in rows if (one := judge(person, row)) is not None]
    judged.sort(key=lambda one: (one.sibling, -one.weight, one.name, one.member_id))
    return tuple(judged[:MOST])


def of_member(session: UnitOfWork, member_id: UUID) -> tuple[Duplicate, ...]:
    """Who may be the same child as a member who is here, siblings left out."""
    for one in known(session, [member_id]):
        person = Entered(
            one.name,
            one.birth_date,
            tuple(phone for phone, _ in one.phones),
            one.caregivers[0] if one.caregivers else Name(""),
        )
        found = find(session, person, member_id)
        return tuple(other for other in found if not other.sibling)
    return ()


_GIVEN = {
    Alike.SAME: 30,
    Alike.SOUNDS: 26,
    Alike.SPELLED: 24,
    Alike.SHORT: 24,
    Alike.PART: 24,
    Alike.UNSAID: 0,
    Alike.OTHER: -35,
}
_SURNAME = {
    Alike.SAME: 20,
    Alike.SOUNDS: 17,
    Alike.SPELLED: 16,
    Alike.SHORT: 16,
    Alike.PART: 16,
    Alike.HALF: 9,
    Alike.UNSAID: 0,
    Alike.OTHER: -10,
}
_DATE = {
    Reason.SAME_BIRTH_DATE: 40,
    Reason.SWAPPED_BIRTH_DATE: 28,
    Reason.NEAR_BIRTH_DATE: 22,
    Reason.OTHER_BIRTH_DATE: -30,
}
_NUMBER, _PHONE, _CAREGIVER = 60, 15, 8
_ENOUGH, _ENOUGH_WITHOUT_DATE = 55, 40


def judge(person: Entered, other: Known) -> Duplicate | None:
    """A member beside what was typed; None for another child."""
    alike = max(
        (compare(person.name, name) for name in (other.name, *other.former)),
        key=lambda one: _GIVEN[one.given] + _SURNAME[one.surname],
    )
    day = _day(person.birth_date, other.birth_date)
    whose = [of for number, of in other.phones if number in person.phones]
    same_caregiver = any(
        _same_person(person.caregiver, one) for one in other.caregivers
    )
    same_number = not other.numbers.isdisjoint(person.numbers)
    weight = (
        _GIVEN[alike.given]
        + _SURNAME[alike.surname]
        + (_DATE[day] if day else 0)
        + _PHONE * bool(whose)
        + _CAREGIVER * same_caregiver
        + _NUMBER * same_number
    )
    family = bool(whose) or same_caregiver
    enough = _ENOUGH if day else _ENOUGH_WITHOUT_DATE
    sibling = weight < enough and _is_sibling(person, other, alike, day, family)
    if weight < enough and not sibling:
        return None
    reasons = _reasons(alike, day, same_number, bool(whose), same_caregiver)
    return Duplicate(
        other.id,
        other.name.full,
        other.birth_date,
        other.caregivers[0].full if other.caregivers else "",
        tuple(reasons),
        weight,
        sibling,
        whose[0] if whose else None,
    )


def _is_sibling(
    person: Entered, other: Known, alike: NamesAlike, day: Reason | None, family: bool
) -> bool:
    """Another given name, and the same family; of twins the names may tell it until a
    phone is typed that says otherwise."""
    if alike.given is not Alike.OTHER:
        return False
    stranger = person.phones and other.phones and not family
    twins = day is Reason.SAME_BIRTH_DATE and alike.surname >= Alike.PART
    return family or (twins and not stranger)


def _day(typed: date | None, known_day: date) -> Reason | None:
    if typed is None:
        return None
    if typed == known_day:
        return Reason.SAME_BIRTH_DATE
    parts = (known_day.year, known_day.day, known_day.month)
    if (typed.year, typed.month, typed.day) == parts:
        return Reason.SWAPPED_BIRTH_DATE
    near = known_day in near_dates(typed)
    return Reason.NEAR_BIRTH_DATE if near else Reason.OTHER_BIRTH_DATE


def _same_person(one: Name, other: Name) -> bool:
    if not one.full:
        return False
    alike = compare(one, other)
    return alike.given.near and alike.surname.near


_OF_ONE = {
    Alike.SOUNDS: Reason.NAME_SOUNDS_ALIKE,
    Alike.SPELLED: Reason.NAME_SPELLED_ALIKE,
    Alike.SHORT: Reason.SHORT_NAME,
    Alike.PART: Reason.PART_OF_NAME,
    Alike.SAME: Reason.SAME_NAME,
}
"""What is said of a name by how its parts are alike, what is told apart best first."""


def _name_reason(alike: NamesAlike) -> Reason | None:
    if alike.given.near and alike.surname.near:
        if alike.swapped:
            return Reason.OTHER_ORDER
        parts = (alike.given, alike.surname)
        return next(reason for part, reason in _OF_ONE.items() if part in parts)
    if alike.given.near:
        return Reason.SAME_GIVEN if alike.given is Alike.SAME else _OF_ONE[alike.given]
    return Reason.SAME_SURNAME if alike.surname.near else None


def _reasons(
    alike: NamesAlike, day: Reason | None, number: bool, phone: bool, caregiver: bool
) -> Sequence[Reason]:
    told = (
        (number, Reason.SAME_NUMBER),
        (day is not None and day is not Reason.OTHER_BIRTH_DATE, day),
        (True, _name_reason(alike)),
        (phone, Reason.SAME_PHONE),
        (caregiver and not phone, Reason.SAME_CAREGIVER),
        (day is Reason.OTHER_BIRTH_DATE, day),
        (alike.given is Alike.OTHER, Reason.OTHER_GIVEN),
    )
    return [reason for holds, reason in told if holds and reason is not None]
