"""Clock times of the clinic's zone as moments: days of 23 and 25 hours done right."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

NO_SUCH_TIME = N_("The clocks go forward on {day}: there is no {time}.")


def _moment(
    day: date, clock: time, zone: ZoneInfo, *, second: bool = False
) -> datetime:
    wall = datetime.combine(day, clock, zone)
    return wall.replace(fold=int(second)).astimezone(UTC)


def local_moment(
    day: date, clock: time, zone: ZoneInfo, *, second: bool = False
) -> datetime:
    """The moment at which the clinic's clock shows `clock` on `day`, in UTC.

    Raises InvalidField for the hour that is left out in spring. In the hour that
    comes twice in autumn it is the first one, or the `second`.
    """
    moment = _moment(day, clock, zone, second=second)
    if moment.astimezone(zone).replace(tzinfo=None) != datetime.combine(day, clock):
        raise InvalidField("time", NO_SUCH_TIME, day=day, time=clock)
    return moment


def comes_twice(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether the clinic's clock shows `clock` two times on `day`."""
    first = _moment(day, clock, zone)
    # In the hour left out, the order of the two is the other way round.
    return first < _moment(day, clock, zone, second=True)


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """The day's first moment; midnight, unless the clocks leave it out."""
    return _moment(day, time(), zone)


def window(first: date, days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the beginning of a day to the beginning of the one `days` later."""
    return begin_of(first, zone), begin_of(first + timedelta(days=days), zone)


def same_time(moment: datetime, day: date, zone: ZoneInfo) -> datetime:
    """The same time of the clock on another day: 8:30 stays 8:30.

    Raises InvalidField where that day has no such time.
    """
    here = moment.astimezone(zone)
    return local_moment(day, here.time(), zone, second=bool(here.fold))
