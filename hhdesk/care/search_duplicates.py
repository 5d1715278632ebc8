"""Where in the index those may be found who may be the child being entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from weakref import WeakKeyDictionary

from hhdesk.care import duplicates_nicknames
from hhdesk.care.duplicates_names import word_alike
from hhdesk.care.duplicates_sounds import bones
from hhdesk.care.person import Name
from hhdesk.care.search_dates import date_words
from hhdesk.care.search_spelling import Lexicon
from hhdesk.care.search_words import words
from hhdesk.store.search_index import KEY, KIN, OWN
from hhdesk.store.search_match import Step, Wanted

EACH = 25
"""Members looked at for each pair of reasons."""
_MOST_FORMS = 60

Sounding = dict[str, list[str]]
_by_sound: WeakKeyDictionary[Lexicon, Sounding] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Entered:
    """The child as typed so far; `phones` are digits, `numbers` words of codes."""

    name: Name
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    caregiver: Name = Name("")
    numbers: tuple[str, ...] = ()


def _sounding(lexicon: Lexicon) -> Sounding:
    """The known words by how they sound; made once for each state of the names."""
    found = _by_sound.get(lexicon)
    if found is None:
        made: defaultdict[str, list[str]] = defaultdict(list)
        for word in lexicon.words():
            made[bones(word)].append(word)
        found = _by_sound[lexicon] = dict(made)
    return found


# The same name is asked for again while the rest of the form is typed.
@lru_cache(maxsize=8)
def _forms(texts: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The words typed and all known words that may be meant by them."""
    found: dict[str, None] = {}
    typed = [word for text in texts for word in words(text)]
    for word in typed:
        found[word] = None
        if len(word) > 1:
            found |= dict.fromkeys(sorted(duplicates_nicknames.others(word)))
            alike = _sounding(lexicon).get(bones(word), ())
            found |= dict.fromkeys(w for w in alike if word_alike(word, w).near)
            near = (guess for guess in lexicon.near(word) if not guess.beginning)
            found |= dict.fromkeys(guess.word for guess in near)
    joined = "".join(typed)
    if joined and len(typed) > 1:
        found[joined[:32]] = None
    return tuple(found)[:_MOST_FORMS]


@lru_cache(maxsize=64)
def near_dates(day: date) -> frozenset[date]:
    """Dates that one slip makes of a day: one digit is another one, two neighbours
    change places, month and day do, or the day before or after was meant."""
    text = day.strftime("%Y%m%d")
    slips = {text[:4] + text[6:] + text[4:6]}
    for at, digit in enumerate(text):
        slips |= {text[:at] + other + text[at + 1 :] for other in "0123456789"}
        slips.add(text[:at] + text[at + 1 : at + 2] + digit + text[at + 2 :])
    found = {_day(slip) for slip in slips} | {day - timedelta(1), day + timedelta(1)}
    return frozenset(one for one in found if one is not None and one != day)


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def steps(person: Entered, lexicon: Lexicon) -> list[Step]:
    """Members who share two reasons, or a number or a phone alone."""
    return [Step(one) for one in dict.fromkeys(_steps(person, lexicon))]


def _steps(person: Entered, lexicon: Lexicon) -> Iterator[tuple[Wanted, ...]]:
    name = person.name
    given = _forms((name.given, name.nickname), lexicon)
    surnames = _forms((name.first_surname, name.second_surname), lexicon)
    if not given and not surnames:
        given = surnames = _forms((name.as_given,), lexicon)
    named = [Wanted(one, OWN, True) for one in (given, surnames) if one]
    if person.numbers:
        yield (Wanted(person.numbers, KEY, True),)
    if person.birth_date is not None:
        born = Wanted(date_words(person.birth_date)[:1], KEY, True)
        near = near_dates(person.birth_date)
        nearly = Wanted(tuple(sorted(date_words(d)[0] for d in near)), KEY, True)
        for one in named:
            yield born, one
        for one in named:
            yield nearly, one
    phones = Wanted(person.phones, KEY, True)
    if person.phones:
        for one in named:
            yield phones, one
        yield (phones,)
    if len(named) == 2:
        yield named[0], named[1]
    mother = _forms((person.caregiver.given,), lexicon)
    also = _forms((person.caregiver.first_surname,), lexicon)
    if mother and also and named:
        yield named[0], Wanted(mother, KIN, True), Wanted(also, OWN + KIN, True)
