"""The hours beside the days: days of 23, 24 and 25 hours, in several zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care import clinic_time
from hhdesk.errors import InvalidField
from hhdesk.gui.day_axis import DayAxis, Gap, HourRow
from hhdesk.i18n import explain

PACIFIC = ZoneInfo("America/Los_Angeles")
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
# Half an hour, an hour at midnight, two hours: all that zones do to a clinic's day.
ZONES = [
    ZoneInfo(name)
    for name in (
        "America/Los_Angeles",
        "America/Phoenix",
        "America/Santiago",
        "America/Havana",
        "Australia/Lord_Howe",
        "Antarctica/Troll",
    )
]
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
MINUTES = st.integers(0, 25 * 60)


def week(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def test_an_ordinary_week_has_twenty_four_rows_and_no_gap() -> None:
    axis = DayAxis(week(date(2026, 11, 23)), PACIFIC)
    assert axis.height == 24
    assert all(not axis.gaps(day) for day in axis.days)


def test_the_hour_left_out_in_spring_is_a_gap_of_that_day_alone() -> None:
    axis = DayAxis(week(SPRING), PACIFIC)
    assert axis.height == 24
    assert {day: axis.gaps(day) for day in axis.days if axis.gaps(day)} == {
        SPRING: (Gap(2.0, 3.0),)
    }


def test_the_hour_that_comes_twice_has_two_rows_and_other_days_a_gap_for_it() -> None:
    axis = DayAxis(week(AUTUMN), PACIFIC)
    assert axis.rows[:4] == (
        HourRow(0),
        HourRow(1),
        HourRow(1, again=True),
        HourRow(2),
    )
    assert axis.height == 25
    assert axis.gaps(AUTUMN) == ()
    assert axis.gaps(AUTUMN - timedelta(days=1)) == (Gap(2.0, 3.0),)


def test_half_an_hour_that_comes_twice_fills_half_a_row() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    day = date(2026, 4, 5)
    axis = DayAxis([day], lord_howe)
    assert axis.rows[1:3] == (HourRow(1), HourRow(1, again=True))
    assert axis.gaps(day) == (Gap(2.0, 2.5),)


def test_a_visit_in_the_second_half_past_one_stands_below_the_first() -> None:
    axis = DayAxis([AUTUMN], PACIFIC)
    first = clinic_time.local_moment(AUTUMN, time(1, 30), PACIFIC)
    second = first + timedelta(hours=1)
    assert axis.position(AUTUMN, first) == 1.5
    assert axis.position(AUTUMN, second) == 2.5
    assert axis.moment(AUTUMN, 2.5) == second


@pytest.mark.parametrize(
    ("days", "day", "position", "said"),
    [
        (
            [SPRING],
            SPRING,
            2.25,
            "The clocks go forward on Mar 8, 2026: there is no 2:15 AM.",
        ),
        (
            [AUTUMN - timedelta(days=1), AUTUMN],
            AUTUMN - timedelta(days=1),
            2.25,
            "On Oct 31, 2026 the hour of 1:15 AM comes only once.",
        ),
    ],
)
def test_a_time_that_the_day_does_not_have_says_so(
    days: list[date], day: date, position: float, said: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        DayAxis(days, PACIFIC).moment(day, position)
    assert explain(refused.value).replace("\u00a0", " ") == said


@given(st.sampled_from(ZONES), DAYS, MINUTES)
def test_every_moment_of_a_day_is_found_again_at_its_position(
    zone: ZoneInfo, day: date, minutes: int
) -> None:
    axis = DayAxis(week(day), zone)
    begins, ends = clinic_time.window(day, 1, zone)
    moment = begins + timedelta(minutes=minutes)
    position = axis.position(day, moment)
    assert 0 <= position <= axis.height
    if moment < ends:
        assert axis.moment(day, position) == moment
        inside = (gap for gap in axis.gaps(day) if gap.top < position < gap.bottom)
        assert not list(inside)
    else:
        assert position == axis.height


@given(st.sampled_from(ZONES), DAYS)
def test_gaps_and_hours_of_a_day_make_up_its_rows(zone: ZoneInfo, day: date) -> None:
    axis = DayAxis(week(day), zone)
    begins, ends = clinic_time.window(day, 1, zone)
    hours = (ends - begins) / timedelta(hours=1)
    left_out = sum(gap.bottom - gap.top for gap in axis.gaps(day))
    assert hours + left_out == axis.height


@given(st.sampled_from(ZONES), DAYS, st.lists(MINUTES, min_size=2, max_size=2))
def test_later_is_lower(zone: ZoneInfo, day: date, minutes: list[int]) -> None:
    axis = DayAxis(week(day), zone)
    begins = clinic_time.begin_of(day, zone)
    early, late = sorted(begins + timedelta(minutes=one) for one in minutes)
    assert axis.position(day, early) <= axis.position(day, late)


def test_moments_of_other_days_stand_at_the_edge() -> None:
    axis = DayAxis([AUTUMN], PACIFIC)
    assert axis.position(AUTUMN, datetime(2026, 10, 31, 12, tzinfo=UTC)) == 0.0
    assert axis.position(AUTUMN, datetime(2026, 11, 3, tzinfo=UTC)) == 25.0
