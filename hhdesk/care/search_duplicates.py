"""Members who may be the person being entered, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from hhdesk.care.contact_points import digits
from hhdesk.care.person import Name
from hhdesk.care.search_dates import date_words
from hhdesk.care.search_hits import Hit
from hhdesk.care.search_spelling import Lexicon
from hhdesk.care.search_words import words
from hhdesk.store.search_index import KEY, OWN
from hhdesk.store.search_match import Step, Wanted

EACH = 20
"""Members looked at for each pair of reasons."""
_ENOUGH = 3


class Likeness(NamedTuple):
    """A member and the reasons. Names count as the same with one typing error."""

    hit: Hit
    same_given: bool
    same_surname: bool
    same_birth_date: bool
    near_birth_date: bool
    """Only the year, the month or the day differs, or month and day are swapped."""
    same_phone: bool

    @property
    def weight(self) -> int:
        """The birth date counts twice, for siblings share the rest."""
        return sum(self[1:]) + self.same_birth_date


class Entry(NamedTuple):
    """The person being entered, in words of the index."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    birth_date: date | None
    phone: str


def entry(name: Name, birth_date: date | None, phone: str, lexicon: Lexicon) -> Entry:
    def known(*texts: str) -> tuple[str, ...]:
        typed = [word for text in texts for word in words(text)]
        near = (guess for word in typed for guess in lexicon.near(word))
        return tuple(
            dict.fromkeys(
                (*typed, *(guess.word for guess in near if not guess.beginning))
            )
        )

    surnames = known(name.first_surname, name.second_surname)
    given = known(name.given, name.nickname)
    if not surnames and not given:
        given = surnames = known(name.as_given)
    return Entry(given, surnames, birth_date, digits(phone))


def steps(person: Entry) -> list[Step]:
    """Members who share two reasons; the last steps share the phone."""
    given = [Wanted(person.given, OWN, True)] if person.given else []
    surname = [Wanted(person.surnames, OWN, True)] if person.surnames else []
    born = (
        [Wanted(date_words(person.birth_date)[:1], KEY, True)]
        if person.birth_date
        else []
    )
    phone = [Wanted((person.phone,), KEY, True)] if len(person.phone) >= 7 else []
    pairs = ((born, given), (born, surname), (given, surname))
    by_phone = ((phone, born), (phone, given), (phone, surname))
    found = [(*one, *other) for one, other in (*pairs, *by_phone) if one and other]
    return [Step(pair) for pair in dict.fromkeys(found)]


def likenesses(
    person: Entry, hits: Iterable[Hit], with_phone: set[str]
) -> tuple[Likeness, ...]:
    """Those with enough reasons, the likeliest first. `with_phone` are keys of hits."""
    judged = {hit.key: _judge(person, hit, hit.key in with_phone) for hit in hits}
    # Before a birth date is typed, the same names are all there is.
    enough = _ENOUGH if person.birth_date else _ENOUGH - 1
    found = [one for one in judged.values() if one.weight >= enough]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.hit.rank)))


def _judge(person: Entry, hit: Hit, same_phone: bool) -> Likeness:
    theirs = {*words(hit.name), *words(hit.nickname)}
    same_date = person.birth_date == hit.birth_date
    return Likeness(
        hit,
        not theirs.isdisjoint(person.given),
        not theirs.isdisjoint(person.surnames),
        same_date,
        not same_date and _is_near(person.birth_date, hit.birth_date),
        same_phone,
    )


def _is_near(typed: date | None, known: date) -> bool:
    if typed is None:
        return False
    pairs = zip(typed.timetuple()[:3], known.timetuple()[:3], strict=True)
    agree = sum(one == other for one, other in pairs)
    swapped = (typed.year, typed.month, typed.day) == (
        known.year,
        known.day,
        known.month,
    )
    return agree == 2 or swapped
