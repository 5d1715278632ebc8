"""Families: who lives together, of which culture and language, with which children."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.household import Authority, Housing, Relationship
from hhdesk.care.members import Gender
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.demo.days import before
from hhdesk.demo.making import Making
from hhdesk.demo.names import Namer, newborn_name

KINDS = {
    ("latino", "es"): 40.0,
    ("latino", "en"): 13.0,
    ("black", "en"): 19.0,
    ("white", "en"): 9.0,
    ("filipino", "en"): 3.5,
    ("cantonese", "en"): 1.8,
    ("mandarin", "en"): 1.2,
    ("pacific", "en"): 2.0,
    ("vietnamese", "en"): 2.0,
    ("eritrean", "en"): 1.5,
    ("punjabi", "en"): 1.0,
    ("arabic", "en"): 1.0,
    ("vietnamese", "vi"): 1.2,
    ("cantonese", "zh-Hant"): 0.85,
    ("mandarin", "zh-Hans"): 0.5,
    ("hmong", "hmn"): 0.4,
    ("arabic", "ar"): 0.4,
    ("armenian", "hy"): 0.3,
    ("afghan", "fa"): 0.3,
    ("korean", "ko"): 0.25,
    ("ukrainian", "uk"): 0.2,
    ("punjabi", "pa"): 0.2,
    ("filipino", "tl"): 0.2,
    ("khmer", "km"): 0.15,
}
"""Percent of the children. Of Medi-Cal children whose family speaks another language,
Spanish serves 89 %, Chinese 3.0, Vietnamese 2.7, Arabic 0.9, Armenian 0.7 (California
State Auditor, report 2022-502)."""

SIZES = [(1, 14), (2, 32), (3, 31), (4, 16), (5, 5)]
LONGEST_MONTHS = 20 * 12 + 8

HOMES = [
    ("two_parents", 46),
    ("mother", 32),
    ("father", 5),
    ("grandmother", 8),
    ("foster", 5),
    ("aunt", 4),
]
SAFE = [
    (SafeContact(), 70),
    (SafeContact(Voicemail.CALLBACK_ONLY), 8),
    (SafeContact(Voicemail.NEVER), 6),
    (SafeContact(note="Calls after 4 pm"), 5),
    (SafeContact(Voicemail.NEVER, "Works nights: call after 1 pm"), 3),
    (SafeContact(note="Text first"), 4),
    (SafeContact(Voicemail.CALLBACK_ONLY, "Shared phone: ask for her first"), 2),
    (SafeContact(Voicemail.NEVER, "Say only that it is the clinic"), 2),
]


@dataclass(frozen=True, slots=True)
class Adult:
    """A caregiver; a family's first one is the main caregiver."""

    name: Name
    relationship: Relationship
    authority: Authority = Authority.FULL
    languages: Languages = Languages()
    phone: str = ""
    safe: SafeContact = SafeContact()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A child; `former` are further names that find the child."""

    name: Name
    gender: Gender
    birth: date
    former: tuple[str, ...] = ()
    pronouns: str = ""
    phone: str = ""
    safe: SafeContact = SafeContact()
    languages: Languages = Languages()
    id: UUID | None = None
    cin: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    culture: str
    language: str
    adults: tuple[Adult, ...]
    children: tuple[Child, ...]
    home: str = "two_parents"
    housing: Housing = Housing.STABLE
    address: tuple[str, str, str] | None = None
    """Street, city, postal code; invented unless told."""


@dataclass
class Proportions:
    """Which kind of family comes next, so that languages stay in proportion."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, culture: str, language: str, children: int) -> None:
        self.counts[culture, language] += children

    def next_kind(self, children: int) -> tuple[str, str]:
        """The kind that is furthest behind; rare ones get their turn early, once half
        a child of theirs is missing."""
        total = sum(self.counts.values()) + children

        def behind(kind: tuple[str, str]) -> float:
            share = KINDS[kind] / 100
            missing: float = share * total - self.counts[kind]
            return missing / math.sqrt(share) if missing >= 0.5 else missing

        return max(KINDS, key=behind)


def languages(
    making: Making, language: str, *, child_age: int | None = None
) -> Languages:
    """A person's languages in a family that speaks `language`; no age is an adult."""
    if language == "en":
        return Languages("en", "en", Interpreter.NOT_NEEDED)
    needs = making.chance(0.74 if language == "es" else 0.92)
    interpreter = Interpreter.NEEDED if needs else Interpreter.NOT_NEEDED
    bilingual = not needs or (child_age is not None and child_age >= 5)
    others = ("en",) if bilingual else ()
    return Languages(language, language, interpreter, others)


def _births(making: Making, count: int) -> list[date]:
    """Birth days, youngest first: 14 to 54 months apart, or the same day for twins."""
    gaps = [making.between(14, 54) for _ in range(count - 1)]
    while sum(gaps) > LONGEST_MONTHS - 12:
        gaps.pop()
    twins = {place for place in range(len(gaps)) if making.chance(0.03)}
    room = LONGEST_MONTHS - sum(gaps)
    months = int(making.rng.betavariate(1.0, 1.6) * room)
    births = [before(making.today, months=months, days=making.between(3, 26))]
    for place, gap in enumerate(gaps):
        last = births[-1]
        if place in twins and births.count(last) == 1:
            births.append(last)
        else:
            births.append(before(last, months=gap, days=making.between(0, 9)))
    return births


def _adults(
    making: Making, namer: Namer, home: str, language: str
) -> tuple[Adult, ...]:
    def adult(
        gender: Gender,
        relationship: Relationship,
        authority: Authority = Authority.FULL,
        side: str = "",
    ) -> Adult:
        return Adult(
            namer.adult(gender, side=side, single=home == "mother"),
            relationship,
            authority,
            languages(making, language),
            making.phone(),
            making.weighted(SAFE),
        )

    mother = (Gender.FEMALE, Relationship.MOTHER)
    father = (Gender.MALE, Relationship.FATHER)
    shared = Authority.SHARED
    if home == "two_parents":
        pair = (adult(*mother, shared, "mother"), adult(*father, shared, "father"))
        return pair if making.chance(0.82) else pair[::-1]
    if home == "mother":
        return (adult(*mother, Authority.FULL, "mother"),)
    if home == "father":
        return (adult(*father, Authority.FULL, "father"),)
    if home == "foster":
        foster = Relationship.FOSTER_PARENT
        return (adult(Gender.FEMALE, foster, Authority.COURT),)
    kin = Relationship.GRANDMOTHER if home == "grandmother" else Relationship.AUNT
    authority = making.pick([Authority.AFFIDAVIT, Authority.COURT, Authority.NONE])
    others = (adult(*mother, shared, "mother"),) if making.chance(0.3) else ()
    side = "grandmother" if home == "grandmother" else ""
    return (adult(Gender.FEMALE, kin, authority, side), *others)


def _child(making: Making, namer: Namer, birth: date, family: Family) -> Child:
    gender = Gender.FEMALE if making.chance(0.49) else Gender.MALE
    name, former = namer.child(gender, single=family.home == "mother")
    age_days = (making.today - birth).days
    years = age_days // 365
    if age_days < 300 and making.chance(0.35):
        former.append(newborn_name(name, gender))
    child = Child(
        name,
        gender,
        birth,
        tuple(former),
        _pronouns(making, gender, years),
        languages=languages(making, family.language, child_age=years),
    )
    if years >= 13 and making.chance(0.6):
        safe = SafeContact(note="Text first") if making.chance(0.5) else SafeContact()
        child = replace(child, phone=making.phone(), safe=safe)
    return child


def _pronouns(making: Making, gender: Gender, years: int) -> str:
    if years < 11 or making.chance(0.55):
        return ""
    if making.chance(0.06):
        return "they/them"
    return "she/her" if gender is Gender.FEMALE else "he/him"


def _housing(making: Making, home: str) -> Housing:
    if home == "foster":
        return Housing.PLACEMENT
    return making.weighted(
        [
            (Housing.STABLE, 66),
            (Housing.NOT_ASKED, 12),
            (Housing.DOUBLED_UP, 13),
            (Housing.SHELTER, 4),
            (Housing.HOTEL, 3),
            (Housing.UNSHELTERED, 2),
        ]
    )


def invent(making: Making, proportions: Proportions, most: int, clinic: int) -> Family:
    """The next family, with at most `most` children; `clinic` is the clinic's size."""
    count = min(making.weighted(SIZES), most)
    culture, language = proportions.next_kind(count)
    count = min(count, max(1, round(KINDS[culture, language] / 100 * clinic)))
    namer = Namer(making, culture, language)
    home = making.weighted(HOMES)
    adults = _adults(making, namer, home, language)
    bare = Family(culture, language, adults, (), home, _housing(making, home))
    births = _births(making, count)
    children = tuple(_child(making, namer, birth, bare) for birth in births)
    proportions.count(culture, language, len(children))
    return replace(bare, children=children)
