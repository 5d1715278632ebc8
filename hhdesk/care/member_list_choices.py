"""The values that the filters of a list of members offer, with how many have each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from hhdesk.care import staff
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.health import Condition
from hhdesk.care.member_list_filter import Part
from hhdesk.care.member_list_where import NOW, PRESENT, open_to_all, with_us
from hhdesk.care.staff import StaffRow
from hhdesk.store.search_index import CARD
from hhdesk.store.session import UnitOfWork

MOST = 2_000
_COUNT = func.count(CARD.c.member_id.distinct())


def _of_card(column: Any) -> Any:
    return select(column, _COUNT).group_by(column)


def _states() -> Any:
    """Of all: the ended ones are found here."""
    return _of_card(CARD.c.state)


def _languages() -> Any:
    return _of_card(CARD.c.language).where(with_us())


def _cities() -> Any:
    return _of_card(CARD.c.city).where(with_us(), CARD.c.city != "")


def _tiers() -> Any:
    segment = EnrollmentSegment
    mine = segment.member_id == CARD.c.member_id
    listed = select(segment.tier, _COUNT).join(CARD, mine).group_by(segment.tier)
    return listed.where(NOW, segment.tier != "", with_us())


def _conditions() -> Any:
    mine = Condition.member_id == CARD.c.member_id
    listed = select(Condition.text, _COUNT).join(CARD, mine).group_by(Condition.text)
    return listed.where(
        Condition.status.in_(PRESENT),
        Condition.voided_at.is_(None),
        open_to_all(Condition),
        with_us(),
    )


_QUERIES = {
    Part.STATES: _states,
    Part.LANGUAGES: _languages,
    Part.TIERS: _tiers,
    Part.CITIES: _cities,
    Part.CONDITIONS: _conditions,
}


def choices(session: UnitOfWork, part: Part) -> Mapping[str, int]:
    """The values of a filter that somebody has, those of most members first."""
    query = _QUERIES[part]().order_by(_COUNT.desc()).limit(MOST)
    lines: Any = session.execute(query).all()
    return dict(lines)


def coordinators(session: UnitOfWork) -> tuple[StaffRow, ...]:
    """Staff who may be asked for by name: who coordinates somebody's care now."""
    some = select(EnrollmentSegment.coordinator_id).where(NOW)
    owners = set(session.scalars(some.distinct()))
    return tuple(one for one in staff.active_staff(session) if one.id in owners)
