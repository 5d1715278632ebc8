"""Of whom open loops are sought: the living members, and what the rules reckon with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Text, cast, select

from hhdesk.care import clinic_calendar
from hhdesk.care.clinic import Clinic
from hhdesk.care.clocks import Calendar
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.open_loop_asking import (
    DEFAULT,
    Ground,
    Question,
    asked,
    day,
    hexed,
    present,
    question,
)
from hhdesk.care.open_loop_indexes import INDEXES
from hhdesk.care.open_loop_kinds import LoopGroup, LoopKey, LoopKind
from hhdesk.care.programs import EndReason, SegmentState, pack
from hhdesk.store.session import UnitOfWork

assert INDEXES

ENDED: str = SegmentState.ENDED.value
DIED: str = EndReason.DECEASED.value


class Loop(NamedTuple):
    """An open loop as it is found: keys as hexadecimal digits, the day as ISO has it,
    for there may be very many. `owner` is the item's own, None for the child's; `also`
    is a group beside that of its kind."""

    due: str
    kind: LoopKind
    item: str
    rule: str
    member: str
    owner: str | None = None
    also: LoopGroup | None = None

    @property
    def key(self) -> LoopKey:
        return LoopKey(self.kind, UUID(self.item), self.rule)


class Standing(NamedTuple):
    """A living member and the current enrollment; `state` None is without any."""

    born: str
    coordinator: str | None = None
    state: str | None = None
    pack: str | None = None
    begins: str | None = None
    tier: str | None = None
    end_reason: str | None = None

    @property
    def ended(self) -> bool:
        return self.state == ENDED


@dataclass(frozen=True)
class Scope:
    """`members` None is all of them."""

    session: UnitOfWork
    ground: Ground
    calendar: Calendar
    standing: Mapping[str, Standing]
    members: Sequence[UUID] | None = None
    state: str = ""
    after: dict[tuple[str, str, str], str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.ground.today

    def ask(self, question: Question, **values: Any) -> Sequence[Any]:
        """Plain rows: there may be very many. What an act changed is flushed before."""
        return asked(self.session, self.ground, self.members, question, **values)

    def due(self, clock: str, since: str, of: str | None = None) -> str:
        """The day by a clock of a pack."""
        wanted = of or DEFAULT, clock, since
        if wanted not in self.after:
            named = pack(wanted[0]).clocks[clock]
            due = named.due(date.fromisoformat(since), self.calendar)
            self.after[wanted] = due.isoformat()
        return self.after[wanted]

    def due_on(self, clock: str, since: date, member: UUID) -> date:
        """The day by a clock of the pack in which a member is."""
        standing = self.standing.get(member.hex)
        of = standing.pack if standing is not None else None
        return date.fromisoformat(self.due(clock, since.isoformat(), of))

    def runs(self, clock: str, member: str) -> bool:
        """Whether a clock runs in the state of the member's enrollment."""
        standing = self.standing.get(member)
        if standing is None or standing.state is None:
            return False
        return standing.state in pack(standing.pack or DEFAULT).clocks[clock].states

    def goes_on(self, member: str) -> bool:
        """Whether the member lives and the enrollment has not ended."""
        standing = self.standing.get(member)
        return standing is not None and standing.state != ENDED

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.ground.zone).date()

    def day_at(self, minute: str) -> str:
        """The clinic's day of a minute of UTC, as the database writes both."""
        day = self.days.get(minute)
        if day is None:
            moment = datetime.fromisoformat(minute).replace(tzinfo=UTC)
            day = self.days[minute] = self.day_of(moment).isoformat()
        return day


@question
def _living(ground: Ground) -> Any:
    return select(hexed(Member.id), day(Member.birth_date)).where(
        *present(Member), Member.deceased_on.is_(None), *ground.about(Member.id)
    )


@question
def _enrolled(ground: Ground) -> Any:
    segment = EnrollmentSegment
    return select(
        hexed(segment.member_id),
        hexed(segment.coordinator_id),
        cast(segment.state, Text),
        segment.pack,
        day(segment.begins_on),
        segment.tier,
        cast(segment.end_reason, Text),
    ).where(*present(segment), segment.current, *ground.about(segment.member_id))


def living(
    session: UnitOfWork, ground: Ground, members: Sequence[UUID] | None
) -> dict[str, Standing]:
    """The standing of the living members, by key."""
    # Two passes take half the time of a join.
    current = asked(session, ground, members, _enrolled)
    enrolled = {one[0]: one[1:] for one in current}
    none, make = (None,) * 6, Standing._make
    # Some deaths are known without their day: the enrollment ended by them.
    return {
        member: make((born, *standing))
        for member, born in asked(session, ground, members, _living)
        if (standing := enrolled.get(member, none))[-1] != DIED
    }


def scope(
    session: UnitOfWork,
    members: Sequence[UUID] | None = None,
    until: date | None = None,
) -> Scope:
    """The rules' ground for all members, or for some."""
    today = session.today()
    some = members is not None
    ground = Ground(today, session.organization_id, session.zone, some, until)
    session.flush()
    standing = living(session, ground, members)
    calendar = clinic_calendar.around(session, today)
    state = session.scalar(select(Clinic.state)) or ""
    return Scope(session, ground, calendar, standing, members, state)
