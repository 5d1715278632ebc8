"""A child's history: each thing that happened once, with the seals it was born of."""

from collections import Counter

import pytest

from hhdesk.care import member_history
from hhdesk.care.core_services import CoreService
from hhdesk.care.history_facts import Happening, HistoryRow
from hhdesk.store.engine import Database
from tests.care.history_home import YOUTHS, Home, furnish


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
