"""Clocks: business days skip weekends and holidays, calendar days do not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care.clocks import WEEKDAYS, Calendar, Clock

FRIDAY = date(2026, 11, 20)
THANKSGIVING = date(2026, 11, 26)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_the_day_after_a_friday_is_a_monday() -> None:
    assert WEEKDAYS.after(FRIDAY, 1) == date(2026, 11, 23)
    assert WEEKDAYS.after(date(2026, 11, 21), 1) == date(2026, 11, 23)
    assert WEEKDAYS.after(FRIDAY, 5) == date(2026, 11, 27)


def test_a_holiday_is_no_business_day() -> None:
    calendar = Calendar(frozenset({THANKSGIVING, date(2026, 11, 27)}))
    assert calendar.after(date(2026, 11, 25), 1) == date(2026, 11, 30)
    assert not calendar.works(THANKSGIVING)
    assert WEEKDAYS.works(THANKSGIVING)


def test_a_clock_never_runs_backward() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        WEEKDAYS.after(FRIDAY, 0)


@given(DAYS, st.integers(1, 40), st.sets(DAYS, max_size=5))
def test_as_many_business_days_lie_between_as_were_counted(
    day: date, count: int, holidays: set[date]
) -> None:
    calendar = Calendar(frozenset(holidays))
    due = calendar.after(day, count)
    span = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(map(calendar.works, span)) == count
    assert calendar.works(due)


def test_an_urgent_clock_is_shorter_where_it_has_its_own_days() -> None:
    clock, same = Clock(5, 1), Clock(2)
    assert clock.due(FRIDAY, urgent=False, calendar=WEEKDAYS) == date(2026, 11, 27)
    assert clock.due(FRIDAY, urgent=True, calendar=WEEKDAYS) == date(2026, 11, 23)
    assert same.due(FRIDAY, urgent=True, calendar=WEEKDAYS) == date(2026, 11, 24)


def test_calendar_days_run_over_a_weekend() -> None:
    clock = Clock(30, calendar_days=True)
    due = clock.due(FRIDAY, urgent=False, calendar=WEEKDAYS)
    assert due == FRIDAY + timedelta(days=30)


@given(DAYS, st.integers(0, 400), st.sets(DAYS, max_size=5))
def test_days_left_are_the_business_days_up_to_the_due_one(
    day: date, span: int, holidays: set[date]
) -> None:
    calendar = Calendar(frozenset(holidays))
    due = day + timedelta(days=span)
    counted = sum(calendar.works(day + timedelta(days=n)) for n in range(1, span + 1))
    assert calendar.left(day, due) == counted
    assert calendar.left(due, day) == -counted
    assert calendar.left(calendar.latest(day), day) == 0
