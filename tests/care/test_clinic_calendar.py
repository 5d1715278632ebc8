"""Business days skip federal holidays and the clinic's own days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from hhdesk.care import clinic_calendar
from hhdesk.errors import InvalidField, NotFound
from hhdesk.store.engine import Database

THANKSGIVING, DAY_AFTER = date(2026, 11, 26), date(2026, 11, 27)
COLUMBUS = date(2026, 10, 12)
TODAY = date(2026, 11, 21)


def test_federal_holidays_are_computed_as_observed() -> None:
    days = [one.day for one in clinic_calendar.federal(2026)]
    assert days == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        # The fourth of July is a Saturday.
        date(2026, 7, 3),
        date(2026, 9, 7),
        COLUMBUS,
        date(2026, 11, 11),
        THANKSGIVING,
        date(2026, 12, 25),
    ]
    assert date(2020, 6, 19) not in {one.day for one in clinic_calendar.federal(2020)}
    # New Year's Day of 2028 is a Saturday: observed in the year before.
    assert date(2027, 12, 31) in {one.day for one in clinic_calendar.federal(2027)}


def test_a_clinic_closes_on_a_day_of_its_own_and_works_on_a_federal_one(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        clinic_calendar.put_day(session, DAY_AFTER, "Day after Thanksgiving")
        clinic_calendar.put_day(session, COLUMBUS, "Columbus Day", works=True)
    with database.reading() as session:
        calendar = clinic_calendar.around(session, TODAY)
        told = clinic_calendar.holidays(session, COLUMBUS, DAY_AFTER)
    assert calendar.works(COLUMBUS)
    assert not calendar.works(DAY_AFTER)
    assert calendar.after(date(2026, 11, 25), 1) == date(2026, 11, 30)
    assert [(one.day, one.works) for one in told] == [
        (COLUMBUS, True),
        (date(2026, 11, 11), False),
        (THANKSGIVING, False),
        (DAY_AFTER, False),
    ]


def test_what_was_said_of_a_day_is_replaced_or_dropped(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        clinic_calendar.put_day(session, DAY_AFTER, "Bridge", works=True)
        last = clinic_calendar.put_day(session, DAY_AFTER, "Bridge day")
    with database.transaction(actor_id) as session:
        assert not clinic_calendar.around(session, TODAY).works(DAY_AFTER)
        assert last.own_id is not None
        clinic_calendar.drop_day(session, last.own_id)
        assert clinic_calendar.around(session, TODAY).works(DAY_AFTER)
        with pytest.raises(NotFound):
            clinic_calendar.drop_day(session, last.own_id)
        with pytest.raises(InvalidField):
            clinic_calendar.put_day(session, DAY_AFTER, " ")
