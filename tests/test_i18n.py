"""Words in the current language, words for papers, dates as a language has them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from babel import Locale, UnknownLocaleError

from hhdesk import i18n
from hhdesk.errors import InvalidField, Refusal
from hhdesk.i18n import PAPER_LANGUAGES, catalogue

TODAY = date(2026, 11, 21)


def test_a_switch_of_language_needs_no_restart(in_spanish: None) -> None:
    assert i18n._("tomorrow") == "mañana"
    i18n.set_language("en")
    assert i18n._("tomorrow") == "tomorrow"
    assert i18n.current_language() == "en"


def test_a_language_without_screens_is_refused_and_nothing_changes() -> None:
    with pytest.raises(LookupError):
        i18n.set_language("vi")
    assert i18n.current_language() == "en"


def test_an_unknown_message_stays_english(in_spanish: None) -> None:
    assert i18n._("Zebra crossing") == "Zebra crossing"
    assert i18n.pgettext("verb", "tomorrow") == "tomorrow"
    assert i18n.ngettext("{n} zebra", "{n} zebras", 2) == "{n} zebras"


def test_an_empty_text_is_never_the_catalogues_header(in_spanish: None) -> None:
    assert i18n._("") == ""
    assert catalogue("es").find("") is None


def test_a_catalogue_says_what_it_does_not_hold() -> None:
    assert catalogue("es").find("tomorrow") == "mañana"
    assert catalogue("es").find("Zebra crossing") is None
    assert catalogue("es").find("tomorrow", context="verb") is None
    assert catalogue("en").find("tomorrow") is None


def test_papers_read_two_languages_whatever_the_screens_speak() -> None:
    assert catalogue("es").gettext("tomorrow") == "mañana"
    assert catalogue("en").gettext("tomorrow") == "tomorrow"
    assert catalogue("vi").gettext("tomorrow") == "tomorrow"


@pytest.mark.parametrize("language", ["", "xx", "../es", "ES"])
def test_a_language_that_papers_do_not_know_is_refused(language: str) -> None:
    with pytest.raises(LookupError):
        catalogue(language)


def test_a_refusal_is_explained_in_the_current_language(in_spanish: None) -> None:
    assert i18n.explain(Refusal("tomorrow")) == "mañana"


def test_values_of_a_refusal_stay_as_typed_and_days_as_written_here() -> None:
    refusal = InvalidField("due", "{name}: {day}", name="{x} <b>", day=TODAY)
    assert i18n.explain(refusal) == "{x} <b>: Nov 21, 2026"


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_every_language_writes_dates_and_times(language: str) -> None:
    full = i18n.format_date(TODAY, "full", language)
    assert "2026" in full
    assert "21" in full
    assert "3:05" in i18n.format_time(time(15, 5), language)
    assert "\u202f" not in i18n.format_time(time(15, 5), language)


@pytest.mark.parametrize("language", ["hmn", "ium"])
def test_a_language_without_locale_has_english_dates(language: str) -> None:
    assert i18n.format_date(TODAY, "full", language) == "Saturday, November 21, 2026"
    with pytest.raises(UnknownLocaleError):
        Locale.parse(language)


def test_dates_and_times_follow_the_screens(in_spanish: None) -> None:
    assert i18n.format_date(TODAY, "long") == "21 de noviembre de 2026"
    assert i18n.format_time(time(9, 30)) == "9:30\u00a0a.m."


@pytest.mark.parametrize(
    ("day", "distance", "due"),
    [
        (date(2026, 11, 9), "12 days ago", "12 days late"),
        (date(2026, 11, 20), "yesterday", "1 day late"),
        (date(2026, 11, 21), "today", "today"),
        (date(2026, 11, 22), "tomorrow", "tomorrow"),
        (date(2026, 11, 24), "in 3 days", "in 3 days"),
    ],
)
def test_a_day_tells_its_distance(day: date, distance: str, due: str) -> None:
    assert i18n.format_distance(day, TODAY) == distance
    assert i18n.format_due(day, TODAY) == due


def test_distances_are_told_in_spanish_too() -> None:
    assert i18n.format_due(date(2026, 11, 9), TODAY, "es") == "12 días de atraso"
    assert i18n.format_distance(date(2026, 11, 24), TODAY, "es") == "en 3 días"


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2026, 11, 21), "0 days"),
        (date(2026, 10, 22), "30 days"),
        (date(2026, 10, 21), "1 month"),
        (date(2025, 5, 21), "18 months"),
        (date(2025, 5, 22), "17 months"),
        (date(2023, 11, 22), "35 months"),
        (date(2023, 11, 21), "3 years"),
        (date(2008, 11, 21), "18 years"),
        (date(2008, 11, 22), "17 years"),
        (date(2026, 12, 1), "0 days"),
    ],
)
def test_an_age_is_told_in_months_under_three_years(born: date, age: str) -> None:
    assert i18n.format_age(born, TODAY) == age


def test_who_was_born_on_a_leap_day_ages_on_the_first_of_march() -> None:
    born = date(2020, 2, 29)
    assert i18n.format_age(born, date(2026, 2, 28)) == "5 years"
    assert i18n.format_age(born, date(2026, 3, 1)) == "6 years"


def test_the_papers_speak_every_threshold_language() -> None:
    assert len(PAPER_LANGUAGES) == 27
    assert {x.id for x in PAPER_LANGUAGES.values() if x.right_to_left} == {
        language
        for language, known in PAPER_LANGUAGES.items()
        if known.locale and Locale.parse(known.locale).text_direction == "rtl"
    }


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("EN_us", "en"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hans-CN", "zh-Hans"),
        ("fil", "tl"),
        ("zh", None),
        ("yue", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_tag_from_outside_finds_its_paper_language(
    tag: str, found: str | None
) -> None:
    language = i18n.find_language(tag)
    assert (language and language.id) == found


@pytest.mark.parametrize(
    ("tag", "english", "spanish"),
    [
        ("es-MX", "Spanish", "español"),
        ("yue", "Cantonese", "cantonés"),
        ("ium", "Mien", "mien"),
        ("mix", "mix", "mix"),
    ],
)
def test_a_language_has_a_name(tag: str, english: str, spanish: str) -> None:
    assert i18n.language_name(tag, "en") == english
    assert i18n.language_name(tag, "es") == spanish


def test_names_come_from_cldr_where_we_have_no_words() -> None:
    assert i18n.language_name("es", "vi") == "Tiếng Tây Ban Nha"


CACHE = """
import sys
from hhdesk import i18n
assert i18n.catalogue("es").gettext("tomorrow") == "mañana"
print("babel" in sys.modules)
"""


def speak(cache: Path) -> str:
    """What a fresh process says of Babel, its cache folder being `cache`."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CACHE],
        env={"XDG_CACHE_HOME": str(cache), "HOME": str(cache), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is chosen by XDG")
def test_a_compiled_catalogue_is_kept_and_a_damaged_one_made_again(
    tmp_path: Path,
) -> None:
    assert speak(tmp_path) == "True"
    assert speak(tmp_path) == "False"
    kept = tmp_path / "hhdesk" / "es.catalogue"
    whole = kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    for damaged in (b"", whole[:40], whole[:-1], whole[:-1] + b"\xff"):
        kept.write_bytes(damaged)
        assert speak(tmp_path) == "True"
        assert kept.read_bytes() == whole


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is chosen by XDG")
def test_without_a_cache_folder_the_words_are_there_all_the_same(
    tmp_path: Path,
) -> None:
    (tmp_path / "hhdesk").write_text("in the way")
    assert speak(tmp_path) == "True"
