"""Of whom open loops are sought: the living members, and what the rules reckon with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from hhdesk.care import clinic_calendar, clinic_time
from hhdesk.care.clinic import Clinic
from hhdesk.care.clocks import Calendar
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.members import Member
from hhdesk.care.open_loop_indexes import INDEXES
from hhdesk.care.open_loop_kinds import LoopGroup, LoopKey, LoopKind
from hhdesk.care.programs import SegmentState, pack
from hhdesk.store.session import UnitOfWork

assert INDEXES

DEFAULT = "default"
"""The pack of a child who is in no program."""

FAR = timedelta(days=4000)
NEVER = date(9999, 12, 31)


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

    @property
    def ended(self) -> bool:
        return self.state == SegmentState.ENDED


@dataclass(frozen=True)
class Scope:
    """`members` None is all of them. Clocks that are open from their first day are left
    out where they run beyond `until`: nothing is to be done yet."""

    session: UnitOfWork
    today: date
    calendar: Calendar
    standing: Mapping[str, Standing]
    members: Sequence[UUID] | None = None
    state: str = ""
    until: date | None = None
    after: dict[tuple[str, str, date], str] = field(default_factory=dict)

    def ask(self, statement: Any) -> Iterable[Any]:
        """Plain rows: there may be very many. What an act changed is flushed before."""
        return self.session.connection().execute(statement).all()

    def about(self, column: Any) -> list[ColumnElement[bool]]:
        """That a column names one of the members."""
        return [] if self.members is None else [column.in_(self.members)]

    def by(self, column: Any, last: date) -> ColumnElement[bool]:
        """That it is due by a day. For some members it is said so that no database
        takes the index on the days of all."""
        if self.members is None:
            due: ColumnElement[bool] = column <= last
            return due
        return func.coalesce(column, NEVER) <= last

    def since(self, column: Any, first: date) -> ColumnElement[bool]:
        """That its day is not before a day; said as `by` is."""
        if self.members is None:
            late: ColumnElement[bool] = column >= first
            return late
        return func.coalesce(column, date.min) >= first

    def due(self, clock: str, since: date, of: str | None = None) -> str:
        """The day by a clock of a pack."""
        wanted = of or DEFAULT, clock, since
        if wanted not in self.after:
            named = pack(wanted[0]).clocks[clock]
            self.after[wanted] = named.due(since, self.calendar).isoformat()
        return self.after[wanted]

    def horizon(self, clock: str) -> date:
        """The last day that is open today of what has a day of its own."""
        opens = pack(DEFAULT).clocks[clock].opens
        return self.today + (FAR if opens is None else timedelta(days=opens))

    def earliest(self, clock: str) -> date:
        """The first day of what is still asked for."""
        back = pack(DEFAULT).clocks[clock].back
        return self.today - (FAR if back is None else timedelta(days=back))

    def runs(self, clock: str, member: str) -> bool:
        """Whether a clock runs in the state of the member's enrollment."""
        standing = self.standing.get(member)
        if standing is None or standing.state is None:
            return False
        return standing.state in pack(standing.pack or DEFAULT).clocks[clock].states

    def goes_on(self, member: str) -> bool:
        """Whether the member lives and the enrollment has not ended."""
        standing = self.standing.get(member)
        return standing is not None and not standing.ended

    def begin_of(self, day: date) -> datetime:
        return clinic_time.begin_of(day, self.session.zone)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.session.zone).date()


class hexed(FunctionElement[str]):  # noqa: N801
    """A key as digits: making keys of very many takes longer than reading them."""

    type = Text()
    inherit_cache = True


@compiles(hexed)
def _with_dashes(element: Any, compiler: Any, **how: Any) -> str:
    return f"replace(CAST({compiler.process(element.clauses, **how)} AS TEXT), '-', '')"


@compiles(hexed, "sqlite")
def _as_it_is(element: Any, compiler: Any, **how: Any) -> str:
    digits: str = compiler.process(element.clauses, **how)
    return digits


def day(column: Any) -> ColumnElement[str]:
    """A day as ISO writes it."""
    return cast(column, Text)


def present(*tables: Any) -> list[ColumnElement[bool]]:
    """That nothing of it is voided."""
    return [table.voided_at.is_(None) for table in tables]


def living(session: UnitOfWork, members: Sequence[UUID] | None) -> dict[str, Standing]:
    """The standing of the living members, by key."""
    one, segment = Member, EnrollmentSegment
    some: Any = select(hexed(one.id), day(one.birth_date)).where(
        *present(one), one.deceased_on.is_(None)
    )
    current: Any = select(
        hexed(segment.member_id),
        hexed(segment.coordinator_id),
        cast(segment.state, Text),
        segment.pack,
        day(segment.begins_on),
        segment.tier,
    ).where(*present(segment), segment.current)
    if members is not None:
        some = some.where(one.id.in_(members))
        current = current.where(segment.member_id.in_(members))
    # Two passes take half the time of a join.
    ask = session.connection().execute
    enrolled = {member: told for member, *told in ask(current)}
    none = (None,) * 5
    return {
        member: Standing(born, *enrolled.get(member, none))
        for member, born in ask(some)
    }


def scope(
    session: UnitOfWork,
    members: Sequence[UUID] | None = None,
    until: date | None = None,
) -> Scope:
    """The rules' ground for all members, or for some."""
    today = session.today()
    session.flush()
    standing = living(session, members)
    calendar = clinic_calendar.around(session, today)
    state = session.scalar(select(Clinic.state)) or ""
    return Scope(session, today, calendar, standing, members, state, until)
