"""The clinic's business days: federal holidays, and the days that are its own."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.assets import resource_bytes
from hhdesk.care import audit
from hhdesk.care.clocks import SATURDAY, Calendar
from hhdesk.errors import InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

YEARS = 3
"""Clocks are counted with the holidays of so many years before and after a day."""


class ClinicHoliday(Record, Base):
    """A day on which the clinic is closed though others work, or `works` though
    others are closed."""

    __tablename__ = "clinic_holiday"
    __table_args__ = (Index(None, "day"),)

    day: Mapped[date]
    name: Mapped[str]
    works: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off; `own_id` is that of the clinic's own, None for a federal one."""

    day: date
    name: str
    works: bool = False
    own_id: UUID | None = None


def _day_of(rule: dict[str, Any], year: int) -> date:
    month = rule["month"]
    if "day" in rule:
        return _observed(date(year, month, rule["day"]))
    if rule["nth"] < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - rule["weekday"]) % 7)
    first = date(year, month, 1)
    shift = (rule["weekday"] - first.weekday()) % 7
    return first + timedelta(days=shift + 7 * (rule["nth"] - 1))


def _observed(day: date) -> date:
    """On Saturday it is observed the day before, on Sunday the day after."""
    return day + timedelta(days={SATURDAY: -1, SATURDAY + 1: 1}.get(day.weekday(), 0))


@cache
def _rules() -> list[dict[str, Any]]:
    read: dict[str, Any] = json.loads(resource_bytes("programs", "federal.json"))
    days: list[dict[str, Any]] = read["holidays"]["days"]
    return days


@cache
def federal(year: int) -> tuple[Holiday, ...]:
    """The federal holidays of a year as observed, by day; one of the next year's may be
    on its last day."""
    found = [
        Holiday(_day_of(rule, one), rule["name"])
        for one in (year, year + 1)
        for rule in _rules()
        if one >= rule.get("since", 0)
    ]
    here = [holiday for holiday in found if holiday.day.year == year]
    return tuple(sorted(here, key=lambda holiday: holiday.day))


@cache
def _federal_days(first: int, last: int) -> frozenset[date]:
    return frozenset(
        one.day for year in range(first, last + 1) for one in federal(year)
    )


def made(day: date, own: Iterable[tuple[date, bool]] = ()) -> Calendar:
    """The calendar of the years about a day: federal holidays, and the clinic's own
    days, each with whether the clinic works."""
    days = set(_federal_days(day.year - YEARS, day.year + YEARS))
    for one, works in own:
        if works:
            days.discard(one)
        else:
            days.add(one)
    return Calendar(frozenset(days))


_KEPT = "the clinic's calendar"


def around(session: UnitOfWork, day: date) -> Calendar:
    """The clinic's calendar of the years about a day; one act asks for it once."""
    kept: dict[date, Calendar] = session.info.setdefault(_KEPT, {})
    if day in kept and session.actor_id is not None:
        return kept[day]
    found = session.execute(
        select(ClinicHoliday.day, ClinicHoliday.works).where(
            ClinicHoliday.voided_at.is_(None)
        )
    )
    kept[day] = made(day, ((one.day, one.works) for one in found))
    return kept[day]


def holidays(session: UnitOfWork, first: date, last: date) -> tuple[Holiday, ...]:
    """The days off from a day to another, federal and own, by day; of a federal one on
    which the clinic works, that it does."""
    own = session.scalars(
        select(ClinicHoliday).where(
            ClinicHoliday.voided_at.is_(None), ClinicHoliday.day.between(first, last)
        )
    )
    by_day = {
        one.day: one
        for year in range(first.year, last.year + 1)
        for one in federal(year)
        if first <= one.day <= last
    }
    by_day |= {one.day: Holiday(one.day, one.name, one.works, one.id) for one in own}
    return tuple(by_day[day] for day in sorted(by_day))


def put_day(
    session: UnitOfWork, day: date, name: str, *, works: bool = False
) -> Holiday:
    """The clinic is closed on a day, or works on a federal holiday; what was said of
    this day before is replaced."""
    if not name.strip():
        raise InvalidField("name", N_("Name the day."))
    standing = select(ClinicHoliday).where(
        ClinicHoliday.day == day, ClinicHoliday.voided_at.is_(None)
    )
    session.info.pop(_KEPT, None)
    for before in session.scalars(standing):
        before.void("replaced", session.now(), session.actor_id)
    one = ClinicHoliday(id=session.new_id(), day=day, name=name.strip(), works=works)
    session.add(one)
    audit.record(session, "holiday.put", day=day.isoformat(), works=works)
    session.flush()
    return Holiday(day, one.name, works, one.id)


def drop_day(session: UnitOfWork, holiday_id: UUID) -> None:
    """The clinic has no own rule for this day any more."""
    one = session.get(ClinicHoliday, holiday_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("There is no such holiday."))
    session.info.pop(_KEPT, None)
    one.void("dropped", session.now(), session.actor_id)
    audit.record(session, "holiday.drop", day=one.day.isoformat())
    session.flush()
