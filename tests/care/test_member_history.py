"""A child's history: each thing that happened once, with the seals it was born of."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from hhdesk.care import member_history
from hhdesk.care.confidentiality import Audience
from hhdesk.care.core_services import CoreService
from hhdesk.care.history_facts import Happening, HistoryKind, HistoryRow, Stretch
from hhdesk.care.paper_orders import PaperKind, PaperOrder, gather
from hhdesk.care.time_line_disclosure import TimeLineForReader
from hhdesk.papers import making
from hhdesk.papers.paper_head import Choices
from hhdesk.store.engine import Database
from tests.care.history_home import CLINICS_OWN, SECRET, YOUTHS, Home, furnish
from tests.databases import NOW, ZONE
from tests.papers.extraction import page_texts

EVERYTHING = Stretch()


@pytest.fixture
def home(database: Database) -> Home:
    return furnish(database)


def read(home: Home) -> tuple[HistoryRow, ...]:
    with home.database.reading() as session:
        return member_history.history(session, home.member_id)


def test_everything_that_happened_is_listed_exactly_once(home: Home) -> None:
    rows = read(home)
    assert Counter(row.what for row in rows) == Counter(Happening)
    assert len({row.key for row in rows}) == len(rows)
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    contact = next(row for row in rows if row.id == home.contact_id)
    assert contact.services == (CoreService.CARE_COORDINATION,)
    assert contact.number == 12


def test_what_is_born_of_a_sealed_referral_bears_its_seal(home: Home) -> None:
    visit = next(row for row in read(home) if row.what is Happening.VISIT)
    assert visit.seal.ordinary
    assert visit.shown_seal == YOUTHS


def time_line(
    home: Home, audience: Audience, stretch: Stretch = EVERYTHING
) -> TimeLineForReader:
    with home.database.reading() as session:
        order = PaperOrder(PaperKind.TIME_LINE, home.member_id, audience)
        rows = gather(session, replace(order, stretch=stretch)).rows
    assert isinstance(rows, TimeLineForReader)
    return rows


@pytest.mark.parametrize("audience", [Audience.FAMILY, Audience.CARE_TEAM])
def test_a_time_line_tells_nothing_that_is_sealed_or_only_the_clinic_s(
    home: Home, audience: Audience
) -> None:
    found = time_line(home, audience)
    told = repr(found.rows)
    assert SECRET not in told
    assert "First talk" not in told
    assert CLINICS_OWN not in told
    assert found.withheld == len(read(home)) - len(found.rows)
    assert [row.on for row in found.rows] == sorted(row.on for row in found.rows)
    # Staff's words are the team's alone.
    assert ("She slept" in told) is (audience is Audience.CARE_TEAM)


def test_the_youth_s_own_time_line_has_what_only_she_may_know(home: Home) -> None:
    whats = [row.what for row in time_line(home, Audience.YOUTH).rows]
    assert Happening.REFERRAL in whats
    assert Happening.VISIT in whats
    assert Happening.NOTE not in whats


def test_a_time_line_of_some_days_and_one_kind_tells_of_no_others(home: Home) -> None:
    day = NOW.astimezone(ZONE).date()
    consents = Stretch(day - timedelta(days=2), day, HistoryKind.CONSENT)
    whats = [row.what for row in time_line(home, Audience.FAMILY, consents).rows]
    assert whats == [Happening.REVOCATION]


def test_a_time_line_prints_every_kind_of_thing_in_two_languages(home: Home) -> None:
    with home.database.reading() as session:
        order = PaperOrder(PaperKind.TIME_LINE, home.member_id, Audience.CARE_TEAM)
        gathered = gather(session, order)
        rows = time_line(home, Audience.CARE_TEAM)
        every = replace(rows, rows=tuple(reversed(read(home))))
    made = making.make(replace(gathered, rows=every), Choices("es"))
    text = " ".join(" ".join(page_texts(made.pdf)).split())
    assert "Children's" in text
    assert "Lucía signed the care plan." in text
