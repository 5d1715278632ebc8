"""The pediatrician's summary: what it asks, what it tells, and how long it gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hhdesk.care import clinician_summary as told
from hhdesk.care.member_record import MemberRecord
from hhdesk.papers.clinician_summary import draw_clinician_summary
from hhdesk.papers.lint import faults
from tests.papers import clinician_samples as clinician
from tests.papers.clinician_samples import NOW, RECORD, TODAY
from tests.papers.extraction import page_texts
from tests.papers.samples import PACIFIC

REPORT = (
    "Report on “Allergy clinic” from Bayside Allergy: "
    "please send it to us if you have it"
)


def asked(record: MemberRecord) -> list[str]:
    stays = told.stays(record, (), NOW, PACIFIC)
    return [one.message.format(**one.values) for one in told.asks(record, stays)]


def printed(**changes: Any) -> list[str]:
    pdf = draw_clinician_summary(clinician.summary(**changes)).pdf
    assert faults(pdf) == []
    return [" ".join(page.split()) for page in page_texts(pdf)]


def test_each_thing_asked_of_the_practice_is_a_fact_that_waits_for_it() -> None:
    assert asked(RECORD) == [
        "Order the hearing test",
        "Bayside Regional Center needs more for “Hearing test”: A doctor's order",
        REPORT,
        "Does the child still take Iron drops?",
    ]


def test_a_visit_is_asked_for_after_a_stay_that_nothing_followed() -> None:
    visit = "A visit after the stay at Bayside Children's Hospital: none is known to us"
    assert asked(replace(RECORD, appointments=()))[0] == visit
    before = replace(RECORD, appointments=(clinician.visit(30, "Shots", -40),))
    assert visit in asked(before)
    seen = replace(RECORD, appointments=(clinician.visit(32, "Check", -5),))
    assert visit not in asked(seen)
    still = replace(RECORD, appointments=(), stays=(clinician.stay(None),))
    assert visit not in asked(still)


def test_what_is_in_use_is_told_apart_from_what_is_still_looked_for() -> None:
    services = [one.need for one in told.services(RECORD, TODAY)]
    assert services == ["Speech therapy", "Crib"]
    referrals = [one.need for one in told.referrals(RECORD, TODAY)]
    assert referrals == ["Eye doctor", "Hearing test", "Allergy clinic", "Food"]
    year = told.referrals(RECORD, date(2027, 11, 21))
    assert "Food" not in [one.need for one in year]


def test_a_summary_with_something_of_everything_is_two_pages_at_most() -> None:
    pages = printed()
    assert len(pages) <= 2
    page = " ".join(pages)
    for words in (
        "Mateo Hernández Ruiz",
        "born May 14, 2025 (18 months)",
        "Spanish, interpreter needed · 510-555-0142 · No voicemail",
        "Peanut · reaction: hives · high risk",
        "Iron drops: dose not told · not known",
        "Ana Cruz · CCS · 510-555-0190",
        "Nov 9, 2026 to Nov 12, 2026",
        "We talked with the family on Nov 13, 2026.",
        "Next visit on Dec 3, 2026.",
        "Rides: One car, two jobs; Two visits missed: no ride · Language",
        "For Harbor Pediatrics",
    ):
        assert words in page
    assert "Croup" not in page
    assert "Dr. Amy Lee · Harbor" not in page


def test_a_number_with_a_warning_in_words_is_not_on_it() -> None:
    lighter = replace(RECORD, referrals=(), stays=())
    [page] = printed(record=lighter, caregiver=clinician.mother("never on weekends"))
    assert "Lucía Ruiz (mother)" in page
    assert "510-555-0142" not in page
    assert "weekends" not in page


def test_a_child_of_whom_nothing_is_known_has_a_summary_too() -> None:
    bare = MemberRecord(
        **{name: getattr(RECORD, name) for name in _BARE},
        plan=replace(RECORD.plan, content=type(RECORD.plan.content)()),
    )
    [page] = printed(record=bare, caregiver=None)
    assert page.count("Nothing from our record.") == 3
    assert "Referrals" not in page


_BARE = (
    *("id", "name", "birth_date", "gender", "pronouns", "languages"),
    *("deceased", "deceased_on"),
)


def test_nothing_is_lost_where_there_is_much() -> None:
    many = [
        clinician.referral(100 + n, f"Need number {n}.", told.ReferralState.SENT)
        for n in range(150)
    ]
    pages = printed(record=replace(RECORD, referrals=tuple(many)))
    whole = " ".join(pages)
    assert len(pages) > 2
    assert all(f"Need number {n}." in whole for n in range(150))
