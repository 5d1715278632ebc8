"""Entering a family: household, caregivers, children, their numbers and phones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import age_on
from hhdesk.care.contact_points import (
    ContactPoint,
    ContactUse,
    SafeContact,
    cleaned_phone,
)
from hhdesk.care.household import Caregiver, Caregiving, Household, Housing
from hhdesk.care.members import FormerName, Identifier, IdentifierKind, Member
from hhdesk.care.person import Languages, Name
from hhdesk.demo import texts
from hhdesk.demo.clinic import Worker
from hhdesk.demo.families import Adult, Child, Family
from hhdesk.demo.making import Making

AREA_CODES = (510, 341, 925, 415, 628, 650, 669, 408, 209, 279, 530, 707, 916, 831)
# Last two digits of the numbers that staff, agencies and the story have.
SPOKEN_FOR = {
    510: {*range(12), 42, 81, 82, *range(51, 56), *range(60, 80), 88},
    341: {3, 18, 27, 31, 32, 36, 40, 43, 44, 47, 50, 51},
}
FIRST_CIN, FIRST_MRN = 1000, 104200
LETTERS = "ABCDEFGHJKLMNPRSTUVWXY"
NO_ADDRESS = {Housing.SHELTER, Housing.HOTEL, Housing.UNSHELTERED}


def phone_book(rng: Random) -> Callable[[], str]:
    """Gives phones that nobody has: 555-0100 to 555-0199 of each area code are kept
    for fiction. When all are given out, it begins again."""
    numbers: list[str] = []

    def more() -> None:
        for codes in (AREA_CODES[:2], AREA_CODES[2:5], AREA_CODES[5:]):
            block = [
                f"{code}-555-01{n:02d}"
                for code in codes
                for n in range(100)
                if n not in SPOKEN_FOR.get(code, ())
            ]
            rng.shuffle(block)
            numbers.extend(block)
        numbers.reverse()

    def give() -> str:
        if not numbers:
            more()
        return numbers.pop()

    return give


@dataclass(frozen=True, slots=True)
class Kid:
    """A child who was entered, and what the rest of the record needs to know."""

    id: UUID
    name: Name
    birth: date
    age: int
    months: int
    household_id: UUID
    language: str
    main: Adult
    worker: Worker
    family: Family
    number: int
    cin: str
    row: Member

    @property
    def first(self) -> str:
        return self.name.given

    @property
    def spanish(self) -> bool:
        return self.language == "es"


def _household(making: Making, family: Family, since: date) -> UUID:
    places = texts.read("places")
    home = making.new(Household, since, housing=family.housing)
    if family.housing in NO_ADDRESS:
        home.find_note = making.pick(places["find_notes"])
        home.city, home.state = "Oakland", "CA"
        return home.id
    home.address, home.city, home.postal_code = family.address or _address(making)
    home.state = "CA"
    return home.id


def _address(making: Making) -> tuple[str, str, str]:
    """An invented street of a true city."""
    places = texts.read("places")
    city, code = making.weighted(
        [((city, code), weight) for city, code, weight in places["cities"]]
    )
    number = making.between(2, 98) * 10 + making.between(0, 9)
    unit = f", Apt {making.between(1, 24)}" if making.chance(0.55) else ""
    return f"{number} {making.pick(places['streets'])}{unit}", city, code


def _phone(
    making: Making,
    value: str,
    safe: SafeContact,
    since: date,
    use: ContactUse = ContactUse.MOBILE,
    **owner: Any,
) -> None:
    making.new(
        ContactPoint,
        since,
        value=cleaned_phone(value),
        use=use,
        voicemail=safe.voicemail,
        safe_note=safe.note,
        position=1 if use is ContactUse.OLD else 0,
        **owner,
    )


def _speech(languages: Languages) -> dict[str, Any]:
    return {
        "spoken_language": languages.spoken,
        "written_language": languages.written,
        "other_languages": list(languages.others),
        "interpreter": languages.interpreter,
    }


def _named(name: Name) -> dict[str, Any]:
    return {field: getattr(name, field) for field in Name.__slots__}


def _caregiver(making: Making, adult: Adult, home_id: UUID, since: date) -> UUID:
    row = making.new(
        Caregiver,
        since,
        household_id=home_id,
        **_named(adult.name),
        **_speech(adult.languages),
    )
    if adult.phone:
        _phone(making, adult.phone, adult.safe, since, caregiver_id=row.id)
        if making.chance(0.06):
            old = making.phone()
            _phone(
                making, old, SafeContact(), since, ContactUse.OLD, caregiver_id=row.id
            )
    return row.id


def _member(
    making: Making, child: Child, home_id: UUID, since: date
) -> tuple[Member, str]:
    row = making.new(
        Member,
        since,
        id=child.id,
        **_named(child.name),
        **_speech(child.languages),
        pronouns=child.pronouns,
        gender=child.gender,
        birth_date=child.birth,
        household_id=home_id,
    )
    number = making.members
    making.members += 1
    letter = LETTERS[making.between(0, len(LETTERS) - 1)]
    cin = child.cin or f"9{FIRST_CIN + number:07d}{letter}"
    mrn = str(FIRST_MRN + number)
    for kind, value in ((IdentifierKind.MRN, mrn), (IdentifierKind.CIN, cin)):
        making.new(Identifier, since, member_id=row.id, kind=kind, value=value)
    for text in child.former:
        making.new(FormerName, since, member_id=row.id, text=text)
    if child.phone:
        _phone(making, child.phone, child.safe, since, member_id=row.id)
    return row, cin


def enter(
    making: Making, family: Family, worker: Worker, came: Sequence[date]
) -> list[Kid]:
    """Write the family; `came` gives the day on which each child came to the clinic."""
    first = min(came)
    home_id = _household(making, family, first)
    people = [
        (adult, _caregiver(making, adult, home_id, first)) for adult in family.adults
    ]
    kids = []
    for child, day in zip(family.children, came, strict=True):
        number = making.members
        row, cin = _member(making, child, home_id, day)
        making.act(day, worker.id, "member.create", row.id)
        for order, (adult, caregiver_id) in enumerate(people):
            making.new(
                Caregiving,
                day,
                member_id=row.id,
                caregiver_id=caregiver_id,
                relationship=adult.relationship,
                authority=adult.authority,
                main=order == 0,
                note=adult.note,
            )
        age, months = _age(making.today, child.birth)
        kids.append(
            Kid(
                row.id,
                child.name,
                child.birth,
                age,
                months,
                home_id,
                family.adults[0].languages.written,
                family.adults[0],
                worker,
                family,
                number,
                cin,
                row,
            )
        )
    return kids


def _age(day: date, birth: date) -> tuple[int, int]:
    """Whole years and whole months."""
    months = (day.year - birth.year) * 12 + day.month - birth.month
    return age_on(birth, day), months - (day.day < birth.day)
