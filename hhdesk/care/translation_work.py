"""The work of translators: the lines of all plans that need a translation or a check.

Those whose family is seen next come first. A sealed line is a private row, at the end:
that it waits, in which language and with whom, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import care_plans, open_loop_whose, translation_sources
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.family_lines import LinePart, family_lines
from hhdesk.care.goals import Domain
from hhdesk.care.members import Member
from hhdesk.care.open_loop_kinds import Asked, Whose
from hhdesk.care.person import Name
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_records import CarePlanVersion
from hhdesk.care.staff import Staff
from hhdesk.care.translation_faults import Fault, faults
from hhdesk.care.translation_sources import ORDER, OTHERWISE, SOURCES
from hhdesk.care.translations import Pair, TranslationState, fingerprint
from hhdesk.store.session import UnitOfWork

MOST = 500
"""Lines that a list shows at once; who has done these gets the next ones."""

NEEDS_TRANSLATOR = (
    TranslationState.MISSING,
    TranslationState.DRAFT,
    TranslationState.STALE,
)
NEEDS_CHECK = (TranslationState.TRANSLATED,)


@dataclass(frozen=True, slots=True)
class WorkAsked:
    """What a list is to show; without a language, states or a member, of all."""

    whose: Whose = Whose.EVERYONE
    staff_id: UUID | None = None
    language: str = ""
    states: tuple[TranslationState, ...] = ()
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LineKey:
    part: LinePart
    item_id: UUID

    @property
    def field(self) -> str:
        return SOURCES[ORDER[self.part]].field


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line. Of a private row only key, state, language and owner are known, so that
    nothing beside it says whose it is. `before` is the English that was translated,
    where it is another now."""

    key: LineKey
    state: TranslationState
    language: str
    owner: str
    next_visit: datetime | None
    private: bool = False
    member_id: UUID | None = None
    child: Name | None = None
    domain: Domain | None = None
    pair: Pair = Pair()
    before: str = ""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the translation lost or made up; nothing while there is none."""
        pair = self.pair
        return faults(pair.english, pair.family) if pair.family else ()


@dataclass(frozen=True, slots=True)
class WorkList:
    """`counts` are of whose lines are asked for, whatever language or state is shown;
    `total` is how many are, of which `rows` are the first."""

    counts: Mapping[tuple[str, TranslationState], int]
    total: int
    rows: tuple[WorkRow, ...]

    def languages(self) -> tuple[str, ...]:
        """In which something waits, the most first."""
        sums: Counter[str] = Counter()
        for (language, _state), count in self.counts.items():
            sums[language] += count
        return tuple(sorted(sums, key=lambda one: (-sums[one], one)))

    def count(self, language: str = "", *states: TranslationState) -> int:
        return sum(
            count
            for (one, state), count in self.counts.items()
            if language in ("", one) and (not states or state in states)
        )


@dataclass(frozen=True, slots=True)
class _Line:
    key: LineKey
    member_id: UUID
    language: str
    private: bool
    state: TranslationState
    place: tuple[int, int]


def work(session: UnitOfWork, asked: WorkAsked) -> WorkList:
    """The lines that wait, in four queries however many there are."""
    lines = list(_open_lines(session, asked.member_id))
    owners = _coordinators(session, asked)
    lines = [line for line in lines if line.member_id in owners]
    counts = Counter((line.language, line.state) for line in lines)
    shown = [
        line
        for line in lines
        if asked.language in ("", line.language)
        and (not asked.states or line.state in asked.states)
    ]
    visits = _next_visits(session, asked.member_id)
    far = datetime.max.replace(tzinfo=session.now().tzinfo)

    def place(line: _Line) -> tuple[bool, datetime, str, tuple[int, int]]:
        if line.private:
            return True, far, line.key.item_id.hex, (0, 0)
        at = visits.get(line.member_id, far)
        return False, at, line.member_id.hex, line.place

    first = sorted(shown, key=place)[:MOST]
    rows = _rows(session, first, owners, visits)
    return WorkList(counts, len(shown), rows)


def _open_lines(session: UnitOfWork, member_id: UUID | None) -> Iterable[_Line]:
    for one in session.execute(translation_sources.open_keys(member_id)):
        state = one.state
        if state == OTHERWISE:
            state = _present_state(one.now, one.fingerprint, one.stored)
        if state != TranslationState.CHECKED:
            yield _Line(
                LineKey(SOURCES[one.part].part, one.item_id),
                one.member_id,
                one.language,
                bool(one.sealed),
                TranslationState(state),
                (one.part, one.position),
            )


def _present_state(english: str, was: str, stored: str) -> TranslationState:
    """Spaces alone make no other English."""
    if was != fingerprint(english):
        return TranslationState.STALE
    return TranslationState(stored)


def _coordinators(session: UnitOfWork, asked: WorkAsked) -> dict[UUID, str]:
    """The coordinator's name of each member whose lines are asked for."""
    whose = None
    if asked.staff_id is not None:
        whose = open_loop_whose.owners(session, Asked(asked.whose, asked.staff_id))
    found = (
        select(Member.id, EnrollmentSegment.coordinator_id, Staff.name)
        .outerjoin(
            EnrollmentSegment,
            (EnrollmentSegment.member_id == Member.id)
            & EnrollmentSegment.current
            & EnrollmentSegment.voided_at.is_(None),
        )
        .outerjoin(Staff, Staff.id == EnrollmentSegment.coordinator_id)
        .where(Member.voided_at.is_(None))
    )
    if asked.member_id is not None:
        found = found.where(Member.id == asked.member_id)
    return {
        member: name or ""
        for member, owner, name in session.execute(found)
        if whose is None or (owner.hex if owner else None) in whose
    }


def _next_visits(
    session: UnitOfWork, member_id: UUID | None
) -> Mapping[UUID, datetime]:
    found = (
        select(Appointment.member_id, func.min(Appointment.starts_at))
        .where(
            Appointment.starts_at >= session.now(),
            Appointment.status.in_(
                [AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED]
            ),
            Appointment.voided_at.is_(None),
        )
        .group_by(Appointment.member_id)
    )
    if member_id is not None:
        found = found.where(Appointment.member_id == member_id)
    return {row[0]: row[1] for row in session.execute(found)}


def _rows(
    session: UnitOfWork,
    lines: Sequence[_Line],
    owners: Mapping[UUID, str],
    visits: Mapping[UUID, datetime],
) -> tuple[WorkRow, ...]:
    open_ones = [line for line in lines if not line.private]
    told = _told(session, [line.key for line in open_ones])
    names = _names(session, {line.member_id for line in open_ones})
    rows = []
    for line in lines:
        visit = visits.get(line.member_id)
        owner = owners[line.member_id]
        if line.private:
            one = WorkRow(line.key, line.state, line.language, owner, None, True)
        else:
            text = told[line.key]
            one = WorkRow(
                line.key,
                line.state,
                line.language,
                owner,
                visit,
                member_id=line.member_id,
                child=names[line.member_id],
                domain=Domain(text.domain) if text.domain else None,
                pair=_pair(text, line.state),
                before=_before(text, line.state),
            )
        rows.append(one)
    return tuple(rows)


def _pair(text: Any, state: TranslationState) -> Pair:
    family = text.family or ""
    names = text.translated_by or "", text.checked_by or ""
    return Pair(text.now, family, state, *names)


def _before(text: Any, state: TranslationState) -> str:
    return (text.before or "") if state is TranslationState.STALE else ""


def _told(session: UnitOfWork, keys: Sequence[LineKey]) -> Mapping[LineKey, Any]:
    if not keys:
        return {}
    asked = [(key.part, key.item_id) for key in keys]
    return {
        LineKey(SOURCES[one.part].part, one.item_id): one
        for one in session.execute(translation_sources.told(asked))
    }


def _names(session: UnitOfWork, members: set[UUID]) -> Mapping[UUID, Name]:
    columns = (
        Member.id,
        Member.given,
        Member.first_surname,
        Member.second_surname,
        Member.nickname,
        Member.as_given,
    )
    found = session.execute(select(*columns).where(Member.id.in_(members)))
    return {
        one.id: Name(
            one.given,
            one.first_surname,
            one.second_surname,
            one.nickname,
            as_given=one.as_given,
        )
        for one in found
    }


def members_waiting(
    session: UnitOfWork, language: str, member_id: UUID | None = None
) -> Mapping[UUID, int]:
    """How many lines of each member need a translator, who is seen next first; sealed
    ones count, so that who asks learns of what is withheld."""
    waiting = Counter(
        line.member_id
        for line in _open_lines(session, member_id)
        if line.language == language and line.state in NEEDS_TRANSLATOR
    )
    visits = _next_visits(session, member_id)
    far = datetime.max.replace(tzinfo=session.now().tzinfo)
    first = sorted(waiting, key=lambda one: (visits.get(one, far), one.hex))
    return {one: waiting[one] for one in first}


def told(session: UnitOfWork, keys: Sequence[LineKey]) -> Mapping[LineKey, UUID]:
    """Whose lines these are; what is no line of a present plan is left out."""
    return {key: one.member_id for key, one in _told(session, keys).items()}


def lines(session: UnitOfWork, keys: Sequence[LineKey]) -> Mapping[LineKey, WorkRow]:
    """Some lines as they stand now, checked ones too; what is no more is left out.

    Sealed ones are private rows, like on the list.
    """
    found = [_standing(key, text) for key, text in _told(session, keys).items()]
    members = {one.member_id for one in found}
    # Of one child, as mostly, the rest is asked of that child alone.
    member_id = members.pop() if len(members) == 1 else None
    owners = _coordinators(session, WorkAsked(member_id=member_id)) if found else {}
    visits = _next_visits(session, member_id) if found else {}
    rows = _rows(session, found, owners, visits)
    return {row.key: row for row in rows}


def _standing(key: LineKey, text: Any) -> _Line:
    state = TranslationState.MISSING
    if text.family:
        state = _present_state(text.now, text.fingerprint, text.stored)
    sealed = bool(text.sealed)
    return _Line(key, text.member_id, text.language, sealed, state, (0, 0))


def line(session: UnitOfWork, key: LineKey) -> WorkRow | None:
    """One line as it stands now; None where it is no more."""
    return lines(session, [key]).get(key)


def english_before(session: UnitOfWork, member_id: UUID, key: LineKey) -> str:
    """The English that a stale line was translated from; "" where nobody knows it.

    Lines of before this was kept beside them look for it in the plan's saved
    versions, newest first.
    """
    text = _told(session, [key]).get(key)
    plan = care_plans.plan_of(session, member_id)
    if text is None or plan is None or text.before:
        return text.before if text is not None else ""
    kept = session.scalars(
        select(CarePlanVersion.content)
        .where(CarePlanVersion.plan_id == plan.id)
        .order_by(CarePlanVersion.number.desc())
    )
    for content in kept:
        for one in family_lines(content_of_text(content), plan.id):
            known = (one.item_id, one.field) == (key.item_id, key.field)
            if known and fingerprint(one.pair.english) == text.fingerprint:
                return one.pair.english
    return ""
