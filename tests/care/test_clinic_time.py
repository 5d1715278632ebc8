"""Clock times of a zone: the hour left out, the hour that comes twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care import clinic_time
from hhdesk.errors import InvalidField
from hhdesk.i18n import explain

ZONE = ZoneInfo("America/Los_Angeles")
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
HALF_PAST_EIGHT = time(8, 30)


def test_half_past_eight_is_another_moment_in_summer() -> None:
    winter = clinic_time.local_moment(SPRING - timedelta(days=1), HALF_PAST_EIGHT, ZONE)
    summer = clinic_time.local_moment(SPRING, HALF_PAST_EIGHT, ZONE)
    assert winter == datetime(2026, 3, 7, 16, 30, tzinfo=UTC)
    assert summer == datetime(2026, 3, 8, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "told"),
    [(time(2, 0), "2:00 AM"), (time(2, 30), "2:30 AM"), (time(2, 59, 59), "2:59 AM")],
)
def test_the_hour_left_out_in_spring_is_refused_in_one_sentence(
    clock: time, told: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        clinic_time.local_moment(SPRING, clock, ZONE)
    assert refused.value.field == "time"
    said = explain(refused.value).replace("\u00a0", " ")
    assert said == f"The clocks go forward on Mar 8, 2026: there is no {told}."


@pytest.mark.parametrize("clock", [time(1, 59), time(3, 0)])
def test_the_hours_beside_it_are_there(clock: time) -> None:
    moment = clinic_time.local_moment(SPRING, clock, ZONE)
    assert moment.astimezone(ZONE).time() == clock


def test_the_hour_that_comes_twice_is_the_first_unless_the_second_is_meant() -> None:
    half_past_one = time(1, 30)
    assert clinic_time.comes_twice(AUTUMN, half_past_one, ZONE)
    first = clinic_time.local_moment(AUTUMN, half_past_one, ZONE)
    second = clinic_time.local_moment(AUTUMN, half_past_one, ZONE, second=True)
    assert first == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "clock"),
    [(AUTUMN, time(2, 0)), (AUTUMN, time(0, 59)), (SPRING, time(2, 30))],
)
def test_no_other_hour_comes_twice(day: date, clock: time) -> None:
    assert not clinic_time.comes_twice(day, clock, ZONE)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_a_day_has_the_hours_it_has(day: date, hours: int) -> None:
    begins, ends = clinic_time.window(day, 1, ZONE)
    assert ends - begins == timedelta(hours=hours)


def test_a_day_without_midnight_begins_when_the_clocks_say() -> None:
    santiago = ZoneInfo("America/Santiago")
    begins = clinic_time.begin_of(date(2026, 9, 6), santiago)
    assert begins.astimezone(santiago).time() == time(1, 0)
    before = begins - timedelta(seconds=1)
    assert before.astimezone(santiago).date() == date(2026, 9, 5)


def test_the_same_time_on_another_day_stays_half_past_eight() -> None:
    friday = clinic_time.local_moment(date(2026, 10, 30), HALF_PAST_EIGHT, ZONE)
    monday = clinic_time.same_time(friday, date(2026, 11, 2), ZONE)
    assert monday.astimezone(ZONE).time() == HALF_PAST_EIGHT
    assert monday - friday == timedelta(days=3, hours=1)


def test_the_same_time_where_it_does_not_exist_is_refused() -> None:
    saturday = clinic_time.local_moment(SPRING - timedelta(days=1), time(2, 30), ZONE)
    with pytest.raises(InvalidField):
        clinic_time.same_time(saturday, SPRING, ZONE)


MINUTES = st.integers(0, 3 * 365 * 24 * 60)


@given(MINUTES)
def test_every_moment_is_found_again_by_what_the_clock_shows(minutes: int) -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    here = moment.astimezone(ZONE)
    found = clinic_time.local_moment(
        here.date(), here.time(), ZONE, second=bool(here.fold)
    )
    assert found == moment
