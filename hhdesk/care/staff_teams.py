"""Teams of the clinic: whose work a person looks at besides their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from hhdesk.care import audit, staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork


class StaffTeam(Record, Base):
    __tablename__ = "staff_team"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str]


class StaffTeamMember(Record, Base):
    """A person is in one team or in several."""

    __tablename__ = "staff_team_member"
    __table_args__ = (Index(None, "team_id"), Index(None, "staff_id"))

    team_id: Mapped[UUID] = mapped_column(ForeignKey("staff_team.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and the ids of who is in it."""

    id: UUID
    version: int
    name: str
    people: frozenset[UUID]


def _places(session: UnitOfWork, team_id: UUID | None = None) -> list[StaffTeamMember]:
    one = [StaffTeamMember.team_id == team_id] if team_id else []
    found = session.scalars(
        select(StaffTeamMember).where(StaffTeamMember.voided_at.is_(None), *one)
    )
    return list(found)


def _row(team: StaffTeam, places: Iterable[StaffTeamMember]) -> TeamRow:
    people = frozenset(one.staff_id for one in places if one.team_id == team.id)
    return TeamRow(team.id, team.version, team.name, people)


def teams(session: UnitOfWork) -> tuple[TeamRow, ...]:
    """All teams by name."""
    places = _places(session)
    found = session.scalars(select(StaffTeam).where(StaffTeam.voided_at.is_(None)))
    rows = [_row(team, places) for team in found]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def colleagues(session: UnitOfWork, staff_id: UUID) -> frozenset[UUID]:
    """Everybody of the teams in which a person is, themselves always."""
    mine = [row.people for row in teams(session) if staff_id in row.people]
    return frozenset({staff_id}).union(*mine)


def _named(session: UnitOfWork, name: str) -> StaffTeam | None:
    """The team of this name, given up or not."""
    return session.scalars(
        select(StaffTeam).where(StaffTeam.name == name)
    ).one_or_none()


def _name(session: UnitOfWork, name: str, but: UUID | None = None) -> str:
    """A name as it may be kept; raises InvalidField where it is missing or taken."""
    tidy = " ".join(name.split())
    if not tidy:
        raise InvalidField("name", N_("Name the team."))
    taken = {
        row.name.casefold() for row in teams(session) if but is None or row.id != but
    }
    if tidy.casefold() in taken:
        raise InvalidField("name", N_("There is a team of this name already."))
    return tidy


def _put_people(session: UnitOfWork, team: StaffTeam, people: Sequence[UUID]) -> None:
    before = {one.staff_id: one for one in _places(session, team.id)}
    for staff_id, one in before.items():
        if staff_id not in people:
            one.void("left the team", session.now(), session.actor_id)
    for staff_id in sorted(set(people) - before.keys()):
        staff.present(session, staff_id)
        place = StaffTeamMember(team_id=team.id, staff_id=staff_id)
        session.add(place)
    session.flush()


def make(session: UnitOfWork, name: str, people: Sequence[UUID]) -> TeamRow:
    """Make a team, or take up one of this name that was given up; for leads.

    Raises InvalidField for a name that is missing or taken.
    """
    staff.check_acts_for(session, None)
    tidy = _name(session, name)
    team = _named(session, tidy)
    if team is None:
        team = StaffTeam(id=session.new_id(), name=tidy)
        session.add(team)
    team.voided_at = team.voided_by = team.void_reason = None
    session.flush()
    _put_people(session, team, people)
    audit.record(session, "team.make", team=str(team.id), people=len(people))
    session.flush()
    return _row(team, _places(session, team.id))


def _seen(session: UnitOfWork, team_id: UUID, seen: int) -> StaffTeam:
    staff.check_acts_for(session, None)
    team = session.scalars(
        select(StaffTeam)
        .where(StaffTeam.id == team_id, StaffTeam.voided_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if team is None:
        raise NotFound(N_("There is no such team any more."))
    if team.version != seen:
        sentence = N_("Somebody else changed this team. What you typed is kept.")
        raise ChangedElsewhere(sentence)
    return team


def change(
    session: UnitOfWork,
    team_id: UUID,
    name: str,
    people: Sequence[UUID],
    *,
    seen: int,
) -> TeamRow:
    """Another name, other people; raises as `make` does."""
    team = _seen(session, team_id, seen)
    tidy = _name(session, name, team_id)
    given_up = _named(session, tidy)
    if given_up is not None and given_up.id != team_id:
        raise InvalidField("name", N_("A team that was given up had this name."))
    team.name = tidy
    # The people are a part of the team: who saves another list of them is told.
    flag_modified(team, "name")
    _put_people(session, team, people)
    audit.record(session, "team.change", team=str(team.id), people=len(people))
    session.flush()
    return _row(team, _places(session, team.id))


def drop(session: UnitOfWork, team_id: UUID, *, seen: int) -> TeamRow:
    """Give a team up; gives it as it was, and `make` takes it up again."""
    team = _seen(session, team_id, seen)
    before = _row(team, _places(session, team_id))
    team.void("given up", session.now(), session.actor_id)
    _put_people(session, team, ())
    audit.record(session, "team.drop", team=str(team_id))
    session.flush()
    return before
