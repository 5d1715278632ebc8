"""Days, times, ages and languages' names as a language writes them.

Each function takes the language of a paper; without one it speaks as the screens do.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from hhdesk.i18n.catalogues import Catalogue, catalogue, current_language
from hhdesk.i18n.languages import (
    ENGLISH,
    LANGUAGES,
    PAPER_LANGUAGES,
    find_language,
)

if TYPE_CHECKING:
    from babel import Locale

Style = Literal["short", "medium", "long", "full"]

YEARS_IN_MONTHS = 3
"""Ages below this many years are told in months."""


def locale_of(language: str = "") -> Locale:
    """The CLDR locale that writes this language's dates; English where it has none."""
    from babel import Locale

    known = PAPER_LANGUAGES[language or current_language()]
    return Locale.parse(known.locale or ENGLISH.locale)


def format_date(day: date, style: Style = "medium", language: str = "") -> str:
    from babel import dates

    return dates.format_date(day, style, locale_of(language))


def format_short_day(day: date, today: date, language: str = "") -> str:
    """A day of this year without the year, for lists: "Dec 4", "4 dic"."""
    if day.year != today.year:
        return format_date(day, language=language)
    return _short_day(day, language or current_language())


@lru_cache(maxsize=1024)
def _short_day(day: date, language: str) -> str:
    """Lists ask for the same days at every frame that they paint."""
    from babel import dates

    return dates.format_skeleton("MMMd", day, locale=locale_of(language))


def format_time(moment: time | datetime, language: str = "") -> str:
    """Hour and minute on the 12-hour clock, which US clinics use in every language.

    An instant must already be in the clinic's zone.
    """
    from babel import dates

    clock = datetime(2000, 1, 1, moment.hour, moment.minute)  # noqa: DTZ001
    text = dates.format_skeleton("hm", clock, locale=locale_of(language))
    # CLDR's narrow no-break space is missing in many fonts.
    return text.replace("\u202f", "\u00a0")


def format_hour(hour: int, language: str = "") -> str:
    """A full hour as the side of a calendar writes it: "8 AM", "8 a. m."."""
    from babel import dates

    clock = datetime(2000, 1, 1, hour)  # noqa: DTZ001
    text = dates.format_skeleton("h", clock, locale=locale_of(language))
    return text.replace("\u202f", "\u00a0")


def format_weekday(day: date, language: str = "") -> str:
    """The short name of its weekday and its number: "Mon 23", "lun 23"."""
    from babel import dates

    return f"{dates.format_date(day, 'EEE', locale_of(language))} {day.day}"


def format_whole_day(day: date, language: str = "") -> str:
    """A date with its weekday, both short: "Mon, Nov 23, 2026"."""
    from babel import dates

    name = dates.format_date(day, "EEE", locale_of(language))
    return f"{name}, {format_date(day, 'medium', language)}"


def format_days(first: date, last: date, language: str = "") -> str:
    """A stretch of days: "November 16 – 20, 2026", "16–20 de noviembre de 2026"."""
    from babel import dates

    locale = locale_of(language)
    if first == last:
        return dates.format_date(first, "full", locale)
    text: str = dates.format_interval(first, last, "yMMMMd", locale=locale)
    # CLDR's thin spaces are missing in many fonts.
    return text.replace("\u2009", " ").replace("\u202f", "\u00a0")


def format_distance(day: date, today: date, language: str = "") -> str:
    """How far a day is: "today", "in 3 days", "yesterday", "12 days ago"."""
    words = _words(language)
    ahead = (day - today).days
    if ahead >= 0:
        return _days_ahead(words, ahead)
    if ahead == -1:
        return words.gettext("yesterday")
    return words.ngettext("{n} day ago", "{n} days ago", -ahead).format(n=-ahead)


def format_due(due: date, today: date, language: str = "") -> str:
    """How far a due day is: "tomorrow", "in 3 days", "12 days late"."""
    words = _words(language)
    ahead = (due - today).days
    if ahead >= 0:
        return _days_ahead(words, ahead)
    return words.ngettext("{n} day late", "{n} days late", -ahead).format(n=-ahead)


def format_age(born: date, today: date, language: str = "") -> str:
    """Completed years, below three years completed months, below a month days.

    Who was born on 29 February completes a year on 1 March of a common year.
    """
    words = _words(language)
    before_birthday = (today.month, today.day) < (born.month, born.day)
    years = today.year - born.year - before_birthday
    if years >= YEARS_IN_MONTHS:
        return words.ngettext("{n} year", "{n} years", years).format(n=years)
    months = 12 * (today.year - born.year) + today.month - born.month
    months -= today.day < born.day
    if months > 0:
        return words.ngettext("{n} month", "{n} months", months).format(n=months)
    days = max(0, (today - born).days)
    return words.ngettext("{n} day", "{n} days", days).format(n=days)


def language_name(tag: str, language: str = "") -> str:
    """What a BCP 47 tag's language is called: "Spanish", "vietnamita".

    A tag that nobody knows is its own name, so that imported data is never hidden.
    """
    known = find_language(tag)
    speaks = language or current_language()
    if known and speaks in LANGUAGES:
        return catalogue(speaks).gettext(known.name)
    code = (known.id if known else tag).replace("-", "_")
    named: str | None = locale_of(speaks).languages.get(code)
    return named or (known.name if known else tag)


def _words(language: str) -> Catalogue:
    return catalogue(language or current_language())


def _days_ahead(words: Catalogue, days: int) -> str:
    if days == 0:
        return words.gettext("today")
    if days == 1:
        return words.gettext("tomorrow")
    return words.ngettext("in {n} day", "in {n} days", days).format(n=days)
