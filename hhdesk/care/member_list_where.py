"""The filters of a list of members as conditions on the cards of the search index.

Nothing is found by what is sealed: others may see the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    Text,
    and_,
    cast,
    func,
    literal_column,
    select,
)

from hhdesk.care import staff_teams
from hhdesk.care.confidentiality import Consenter, Sealable, Segment
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.health import ClinicalStatus, Condition
from hhdesk.care.member_list_filter import MemberFilter, Part, Whose
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.person import Interpreter
from hhdesk.care.programs import SegmentState
from hhdesk.care.stays import HospitalStay, StayStatus
from hhdesk.store.search_index import CARD
from hhdesk.store.session import UnitOfWork

Where = ColumnElement[bool]
_card = CARD.c
PRESENT = tuple(status for status in ClinicalStatus if status.present)
NOW = and_(EnrollmentSegment.current, EnrollmentSegment.voided_at.is_(None))
REACHED = and_(
    OutreachAttempt.outcome == literal_column("'reached'"),
    OutreachAttempt.voided_at.is_(None),
)

# Filters and orders ask all members at once.
Index(
    "ix_enrollment_segment_now",
    EnrollmentSegment.member_id,
    EnrollmentSegment.coordinator_id,
    EnrollmentSegment.tier,
    EnrollmentSegment.begins_on,
    sqlite_where=NOW,
    postgresql_where=NOW,
)
Index(
    "ix_outreach_attempt_reached",
    OutreachAttempt.member_id,
    OutreachAttempt.at,
    sqlite_where=REACHED,
    postgresql_where=REACHED,
)


def open_to_all(table: type[Sealable]) -> Where:
    """Whether lists that others may see tell of an item."""
    safe: Where = table.segment != Segment.FAMILY_SAFETY
    return safe & (table.consenter != Consenter.YOUTH)


def with_us() -> Where:
    """Neither dead nor ended."""
    here: Where = _card.deceased.is_(False)
    return here & (_card.state != SegmentState.ENDED.value)


def years_before(day: date, years: int) -> date:
    """The last birth date of who is so many years old on a day; born on 29 February,
    one is older on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def birthdays(today: date, days: int) -> list[str]:
    """The birthdays from today on, as 05-14; that of 29 February is on 1 March in years
    without it."""
    found: list[str] = []
    for ahead in range(days + 1):
        day = today + timedelta(days=ahead)
        found.append(f"{day:%m-%d}")
        if found[-1] == "03-01" and (day - timedelta(days=1)).day == 28:
            found.append("02-29")
    return found


def _enrolled(*where: Where) -> Where:
    return _card.member_id.in_(select(EnrollmentSegment.member_id).where(NOW, *where))


class _Conditions:
    """Those of one filter, on one day, for one person."""

    def __init__(self, session: UnitOfWork, wanted: MemberFilter, me: UUID) -> None:
        self.session = session
        self.now, self.today = session.now(), session.today()
        self.wanted, self.me = wanted, me

    def whose(self) -> Where:
        coordinator = EnrollmentSegment.coordinator_id
        if self.wanted.whose is Whose.NOBODY:
            return ~_enrolled(coordinator.is_not(None))
        if self.wanted.whose is Whose.TEAM:
            team = staff_teams.colleagues(self.session, self.me)
            return _enrolled(coordinator.in_(sorted(team)))
        one = self.wanted.staff_id if self.wanted.whose is Whose.ONE else self.me
        return _enrolled(coordinator == one)

    def states(self) -> Where:
        return _card.state.in_(self.wanted.states)

    def languages(self) -> Where:
        return _card.language.in_(self.wanted.languages)

    def interpreter(self) -> Where:
        needed: Where = _card.interpreter == Interpreter.NEEDED.value
        return needed

    def tiers(self) -> Where:
        return _enrolled(EnrollmentSegment.tier.in_(self.wanted.tiers))

    def cities(self) -> Where:
        return _card.city.in_(self.wanted.cities)

    def conditions(self) -> Where:
        having = select(Condition.member_id).where(
            Condition.text.in_(self.wanted.conditions),
            Condition.status.in_(PRESENT),
            Condition.voided_at.is_(None),
            open_to_all(Condition),
        )
        return _card.member_id.in_(having)

    def ages(self) -> Where:
        first, last = self.wanted.ages or (0, 0)
        youngest = years_before(self.today, first)
        oldest = years_before(self.today, last + 1)
        return (_card.birth_date <= youngest) & (_card.birth_date > oldest)

    def birthday(self) -> Where:
        day = func.substr(cast(_card.birth_date, Text), 6, 5)
        return day.in_(birthdays(self.today, self.wanted.birthday))

    def hospital(self) -> Where:
        staying = select(HospitalStay.member_id).where(
            HospitalStay.status == StayStatus.IN_PROGRESS,
            HospitalStay.voided_at.is_(None),
            open_to_all(HospitalStay),
        )
        return _card.member_id.in_(staying)

    def unreached(self) -> Where:
        """Whatever the contact was about: that it was is not told."""
        since = self.now - timedelta(days=self.wanted.unreached)
        reached = select(OutreachAttempt.member_id).where(
            REACHED, OutreachAttempt.at >= since
        )
        return _card.member_id.not_in(reached)


_MAKERS: Mapping[Part, Callable[[_Conditions], Where]] = {
    Part.WHOSE: _Conditions.whose,
    Part.STATES: _Conditions.states,
    Part.LANGUAGES: _Conditions.languages,
    Part.INTERPRETER: _Conditions.interpreter,
    Part.TIERS: _Conditions.tiers,
    Part.CITIES: _Conditions.cities,
    Part.CONDITIONS: _Conditions.conditions,
    Part.AGES: _Conditions.ages,
    Part.BIRTHDAY: _Conditions.birthday,
    Part.HOSPITAL: _Conditions.hospital,
    Part.UNREACHED: _Conditions.unreached,
}


def conditions(
    session: UnitOfWork, wanted: MemberFilter, me: UUID
) -> Iterator[tuple[Part, Where]]:
    """What the database can tell of each filter that is set, in their order."""
    made = _Conditions(session, wanted, me)
    for part in wanted.parts:
        if part in _MAKERS:
            yield part, _MAKERS[part](made)
