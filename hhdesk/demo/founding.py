"""Making the demonstration clinic: families one after the other until it is full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from hhdesk.care import audit, bulk, search
from hhdesk.care import clinic as clinics
from hhdesk.care.clinic_calendar import ClinicHoliday
from hhdesk.demo import cast_people, days, desk, enrollments, people, record
from hhdesk.demo.cast import Role
from hhdesk.demo.clinic import DETAILS, ROSA_ID, ZONE, Caseloads
from hhdesk.demo.families import Family, Proportions, invent
from hhdesk.demo.making import Making, opening, seeded_ids
from hhdesk.errors import DatabaseRefused, InvalidField
from hhdesk.i18n import N_
from hhdesk.store.engine import Database

Progress = Callable[[int, int], None]
STRETCH = 500
"""About so many members are written in one act."""
MAKING_SHARE = 0.75
"""The part of the work before the search index is built."""
SAME_COURSE = 0.85


class _Founding:
    """One clinic in the making."""

    def __init__(
        self, database: Database, members: int, today: date, seed: int
    ) -> None:
        rng = Random(seed)  # noqa: S311
        ids = seeded_ids(today, rng)
        moment = opening(today)
        self.database = Database(
            database.engine,
            database.organization_id,
            ZoneInfo(ZONE),
            lambda: moment,
            ids,
        )
        caseloads = Caseloads.for_members(rng, members)
        phone = people.phone_book(rng)
        self.making = Making(rng, today, ids, caseloads, phone)
        self.members = members
        self.proportions = Proportions()

    def found(self) -> None:
        """The clinic's own row and its staff, where no other clinic is."""
        if clinics.clinics(self.database.engine):
            raise DatabaseRefused(
                N_("The demonstration clinic is made in an empty database only.")
            )
        with self.database.transaction(ROSA_ID) as session:
            session.info["search"] = "off"
            clinics.found(session, DETAILS)
            workers = self.making.caseloads.everybody()
            session.add_all([worker.row() for worker in workers])
            session.flush()
            session.add_all(desk.teams(session))

    def fill(self) -> Iterator[int]:
        """Enter all families; gives how many members there are after each stretch."""
        for role in cast_people.roles(self.making):
            self._play(role)
        while self.making.members < self.members:
            self._invent()
            if len(self.making.rows) > STRETCH * 40:
                self._write()
                yield self.making.members
        self._name_holidays()
        desk.enter(self.making)
        self._write()
        yield self.making.members

    def _name_holidays(self) -> None:
        """The clinic's own days of last year, this year and the next."""
        today = self.making.today
        entered = days.before(today, years=1)
        for year in range(today.year - 1, today.year + 2):
            for day, (name, works) in days.own_holidays(year).items():
                self.making.new(ClinicHoliday, entered, day=day, name=name, works=works)

    def _left(self) -> int:
        return self.members - self.making.members

    def _play(self, role: Role) -> None:
        """A family of the story, or as much of it as there is room for."""
        children = role.family.children[: self._left()]
        if not children:
            return
        family = replace(role.family, children=children)
        self.proportions.count(family.culture, family.language, len(children))
        self.making.caseloads.take(role.worker, len(children))
        came = [course.since for course in role.courses[: len(children)]]
        kids = people.enter(self.making, family, role.worker, came)
        role.tell(self.making, kids, role.courses)

    def _invent(self) -> None:
        making = self.making
        family = invent(making, self.proportions, self._left(), self.members)
        worker = making.caseloads.assign(family.language, len(family.children))
        courses = self._courses(family)
        came = [course.since for course in courses]
        kids = people.enter(making, family, worker, came)
        for kid, course in zip(kids, courses, strict=True):
            record.invent(making, kid, course)

    def _courses(self, family: Family) -> list[enrollments.Course]:
        """Siblings mostly go the same way, begun with the eldest."""
        making, eldest = self.making, family.children[-1].birth
        first = enrollments.course(making, eldest)
        return [
            enrollments.like(making, first, child.birth)
            if making.chance(SAME_COURSE) or child.birth == eldest
            else enrollments.course(making, child.birth)
            for child in family.children
        ]

    def _write(self) -> None:
        making = self.making
        acts = sorted(making.acts, key=lambda act: act.at)
        with self.database.transaction(ROSA_ID) as session:
            bulk.write(session, making.rows)
            bulk.write_history(session, acts)
        making.rows.clear()
        making.acts.clear()

    def index(self, progress: Callable[[int, int], None]) -> None:
        """Say in the audit that the clinic was made, and build the search index."""
        with self.database.transaction(ROSA_ID) as session:
            audit.record(session, "demo.make", members=self.members)
            search.reindex(session, progress)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def make_clinic(
    database: Database,
    *,
    members: int = 250,
    today: date,
    seed: int = 1,
    progress: Progress | None = None,
) -> None:
    """Fill an empty, migrated database with the demonstration clinic of a day.

    The same seed, day and count give the same rows, byte for byte; an encrypted file
    still differs each time, for its pages are salted. The rows belong to
    `database.organization_id` (`CLINIC_ID`, unless a test has another); the clock and
    the ids of `database` are not used. `progress` is told members done and their
    count. Raises DatabaseRefused when there is a clinic already, InvalidField for a
    count below one.
    """
    if members < 1:
        raise InvalidField("members", N_("A clinic has one member at least."))
    tell = progress or _silent
    founding = _Founding(database, members, today, seed)
    founding.found()
    for done in founding.fill():
        tell(int(done * MAKING_SHARE), members)

    def indexed(done: int, total: int) -> None:
        share = MAKING_SHARE + (1 - MAKING_SHARE) * done / max(total, 1)
        tell(int(members * share), members)

    founding.index(indexed)
    tell(members, members)
