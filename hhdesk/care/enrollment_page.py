"""A child's enrollment as its dialog shows it: where it stands, what may come next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import (
    enrollment_attempts,
    enrollment_history,
    enrollment_open,
    fact_confirmations,
    member_page,
    programs,
    silence,
)
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.enrollment_attempts import TriedRow, Tries
from hhdesk.care.enrollment_history import ChangeRow, SegmentRow
from hhdesk.care.enrollment_open import StillOpen
from hhdesk.care.household import CaregiverRow
from hhdesk.care.person import Name
from hhdesk.care.programs import EndReason, Pack, SegmentState
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class EnrollmentPage:
    """`segments` begin with the present one, which `rules`, `tries` and `attempts` are
    about; `offered` are the programs that the child may enter today."""

    member_id: UUID
    name: Name
    birth_date: date
    today: date
    segments: tuple[SegmentRow, ...]
    rules: Pack
    tries: Tries
    attempts: tuple[TriedRow, ...]
    people: tuple[CaregiverRow, ...]
    still_open: StillOpen
    died: bool
    offered: tuple[Pack, ...]

    @property
    def now(self) -> SegmentRow | None:
        """The segment in which the child is, ended or not."""
        return self.segments[0] if self.segments else None

    @property
    def steps(self) -> tuple[SegmentState, ...]:
        """Where it may go, as the states come one after the other; nothing but the end
        for a child who died."""
        now = self.now
        if now is None or not now.current:
            return ()
        allowed = self.rules.transitions.get(now.state, frozenset())
        found = tuple(state for state in SegmentState if state in allowed)
        return tuple(one for one in found if not self.died or one is SegmentState.ENDED)

    @property
    def reasons(self) -> tuple[EndReason, ...]:
        """Why it may end from where it stands."""
        state = self.now.state if self.now else SegmentState.ENDED
        return tuple(one for one in EndReason if self.rules.ends_with(state, one))

    @property
    def last(self) -> ChangeRow | None:
        """The step that can be taken back; a first enrollment never is."""
        now = self.now
        if now is None or not now.current:
            return None
        standing = [one for one in now.changes if one.undoable]
        last = standing[-1] if standing else None
        first = last is not None and last.before is None and now.previous_id is None
        return None if first else last


def page(session: UnitOfWork, member_id: UUID) -> EnrollmentPage:
    """Raises NotFound for no such member."""
    child = member_page.member_page(session, member_id)
    segments = enrollment_history.of_member(session, member_id)
    today = session.today()
    rules: Pack
    attempts: tuple[TriedRow, ...]
    rules, attempts = programs.pack(programs.PROGRAMS[0], today), ()
    if segments:
        one = session.get_one(EnrollmentSegment, segments[0].id)
        rules = fact_confirmations.rules_for(session, one.pack, member_id, today)
        attempts = enrollment_attempts.listed(session, one, rules, today)
    died = silence.silent(session, member_id)
    return EnrollmentPage(
        member_id,
        child.name,
        child.birth_date,
        today,
        segments,
        rules,
        enrollment_attempts.counted(rules, attempts, today),
        attempts,
        child.caregivers,
        enrollment_open.of_member(session, member_id),
        died,
        () if died else _offered(segments, today),
    )


def _offered(segments: tuple[SegmentRow, ...], today: date) -> tuple[Pack, ...]:
    """Who is in a program enters no other one; who is in none may enter one."""
    found = programs.offered(today)
    if not segments or segments[0].state is SegmentState.ENDED:
        return found
    outside = segments[0].pack == programs.PROGRAMS[0]
    return tuple(one for one in found if outside and one.id != segments[0].pack)
