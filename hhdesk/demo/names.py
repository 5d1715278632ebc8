"""Names that read true: surnames, order and script as each family gives them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from hhdesk.care.members import Gender
from hhdesk.care.person import Name
from hhdesk.demo import texts
from hhdesk.demo.making import Making

FAMILY_FIRST = {"cantonese", "mandarin", "vietnamese", "khmer"}
KEEPS_OWN_SURNAME = {"hmong", "korean", "arabic", "eritrean"} | FAMILY_FIRST
PATRONYMIC = {"eritrean"}


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a name, and how the family's own script writes it, if known."""

    latin: str
    own: str = ""


def plain(text: str) -> str:
    """Without accents, as US forms often have it: Trần as Tran."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _own_script(culture: str, given: Word, surname: Word) -> str:
    """The whole name in the family's script, or nothing."""
    if not (given.own and surname.own):
        return ""
    if culture in FAMILY_FIRST or culture == "korean":
        return f"{surname.own}{given.own}"
    return f"{given.own} {surname.own}"


class Namer:
    """Names for one family."""

    def __init__(self, making: Making, culture: str, language: str) -> None:
        self.making = making
        self.culture = culture
        self.american = language == "en"
        self.lists: dict[str, Any] = texts.read("names")[culture]
        self.used: set[str] = set()
        self.fathers = self._two_surnames()
        self.mothers = self._two_surnames()
        self.style = self._latino_style() if culture == "latino" else "one"
        # A hospital writes the same family the same way, so siblings agree.
        self.accents = not self.american or making.chance(0.4)

    def _two_surnames(self) -> tuple[Word, Word]:
        return self._surname(), self._surname()

    def _surname(self) -> Word:
        """Of three, the one that fewest families have yet."""
        words = [self._fresh("surnames") for _ in range(3)]
        seen = self.making.surnames
        word = min(words, key=lambda one: seen[self.culture, one.latin])
        self.used -= {one.latin for one in words} - {word.latin}
        seen[self.culture, word.latin] += 1
        return word

    def _latino_style(self) -> str:
        if self.american:
            return self.making.weighted([("one", 70), ("hyphen", 18), ("two", 12)])
        return self.making.weighted([("two", 86), ("one", 14)])

    def _word(self, part: str) -> Word:
        entry = self.making.pick(self.lists[part])
        return Word(entry) if isinstance(entry, str) else Word(*entry)

    def _fresh(self, part: str) -> Word:
        """A name that nobody of the family has, unless the list is too short."""
        for _ in range(50):
            word = self._word(part)
            if word.latin not in self.used:
                break
        self.used.add(word.latin)
        return word

    def _written(self, text: str) -> str:
        return text if self.accents else plain(text)

    def adult(self, gender: Gender, *, side: str = "", single: bool = False) -> Name:
        """A grown-up; `side` says whose surnames: mother, father or another's."""
        women = gender is Gender.FEMALE
        part = "women" if women else "men"
        if side == "grandmother" and "grandmothers" in self.lists:
            part = "grandmothers"
        given = self._fresh(part)
        first, second = {"mother": self.mothers, "father": self.fathers}.get(
            side
        ) or self._two_surnames()
        if self.culture == "latino":
            second_latin = second.latin if self.style == "two" else ""
            return Name(
                self._written(given.latin),
                self._written(first.latin),
                self._written(second_latin),
            )
        keeps = self.culture in KEEPS_OWN_SURNAME or self._mothers_name(single)
        if side == "mother" and not keeps:
            first = self.fathers[0]
        if side == "father" and self.culture in PATRONYMIC:
            # The children's second name is their father's given name.
            given = self.fathers[0]
            first = self.fathers[1]
        return self._one_surname(given, first)

    def _one_surname(self, given: Word, surname: Word) -> Name:
        name = Name(self._written(given.latin), self._written(surname.latin))
        if self.culture in FAMILY_FIRST and not self.american:
            return replace(name, as_given=f"{surname.latin} {given.latin}")
        return name

    def child(self, gender: Gender, *, single: bool = False) -> tuple[Name, list[str]]:
        """A child's name and the further names that find the child."""
        girl = gender is Gender.FEMALE
        if self.culture == "latino":
            return self._latino_child(girl, single=single), []
        american = f"american_{'girls' if girl else 'boys'}"
        surname = self.mothers[0] if self._mothers_name(single) else self.fathers[0]
        given = self._fresh("girls" if girl else "boys")
        own = _own_script(self.culture, given, surname)
        if american in self.lists and (self.american or self.making.chance(0.5)):
            chosen = self._fresh(american)
            name = Name(chosen.latin, plain(surname.latin))
            whole = f"{surname.latin} {given.latin}"
            return name, [found for found in (whole, own) if found]
        name = self._one_surname(given, surname)
        return self._nicknamed(name), [own] if own else []

    def _mothers_name(self, single: bool) -> bool:
        return single and self.culture in {"black", "white", "filipino", "pacific"}

    def _latino_child(self, girl: bool, *, single: bool) -> Name:
        given = self._written(self._fresh("girls" if girl else "boys").latin)
        first, second = self.fathers[0].latin, self.mothers[0].latin
        if single:
            first, second = self.mothers[0].latin, self.mothers[1].latin
        first, second = self._written(first), self._written(second)
        if self.style == "hyphen":
            return self._nicknamed(Name(given, f"{first}-{second}"))
        name = Name(given, first, second if self.style == "two" else "")
        return self._nicknamed(name)

    def _nicknamed(self, name: Name) -> Name:
        known = texts.read("names")["nicknames"].get(name.given)
        if known and self.making.chance(0.6):
            return replace(name, nickname=known)
        return name


def newborn_name(name: Name, gender: Gender) -> str:
    """How the hospital and the first Medi-Cal card called the child."""
    kind = "Baby Girl" if gender is Gender.FEMALE else "Baby Boy"
    return f"{kind} {name.first_surname}"
