"""A large clinic for benchmarks: families with names from many places, by bulk insert.

Surnames come from a real list where it lies beside the project, else only from the
short lists here. The same seed makes the same clinic.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, insert

from hhdesk.care.clinic import Clinic
from hhdesk.care.contact_points import ContactPoint
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving, Household
from hhdesk.care.members import Identifier, Member
from hhdesk.care.staff import Staff
from hhdesk.store.base import Base
from hhdesk.store.engine import Database
from hhdesk.store.ids import uuid7

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared/data/naughty/names-ogl/surnames.txt"
BATCH = 2_000
NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)

SPANISH = (
    "García Hernández Martínez López González Rodríguez Pérez Sánchez Ramírez Torres "
    "Flores Rivera Gómez Díaz Reyes Morales Cruz Ortiz Gutiérrez Chávez Ramos Ruiz "
    "Mendoza Álvarez Jiménez Castillo Vásquez Romero Moreno Aguilar Guzmán Muñoz "
    "Salazar Estrada Ortega Núñez Peña Ríos Cárdenas Ávila Maldonado Ibáñez Zúñiga"
)
OTHERS = (
    "Nguyễn Trần Lê Phạm Huỳnh Đặng Bùi Đỗ Vang Xiong Yang Lor Moua Thao Kim Park Choi "
    "Wong Chan Li Zhang Singh Kaur Sandhu Gill Haddad Khoury Mansour Petrosyan "
    "Hakobyan Ivanov Kovalenko Santos Reyes Bautista dela Cruz O'Brien D'Angelo "
    "Smith-Jones Al-Hassan N'Diaye Johnson Williams Brown Jackson Washington"
)
GIVEN = (
    "Mateo Sofía Santiago Valentina Sebastián Camila Diego Isabella Emiliano Ximena "
    "Ángel Daniela José María Luis Ana Juan Fernanda Carlos Regina Miguel Andrea Leo "
    "Guadalupe Jesús Natalia Iker Renata Minh Linh An Thảo Kevin Emily Aiden Mia Noah "
    "Olivia Liam Emma Ethan Ava Jayden Zoe Malik Imani Omar Layla Arjun Priya Anahit "
    "Davit Olena Maksym Pa Mai Tou Kao Jun Wei Hana Yuna Angelo Bea Joshua Princess"
)
SECONDS = ("", "", "", "", "Isabel", "Antonio", "Lee", "Marie", "James", "Rose")
# Parents before their children.
TABLES = [
    Base.metadata.tables[mapped.__tablename__]
    for mapped in (
        Staff,
        Household,
        Caregiver,
        Member,
        ContactPoint,
        Identifier,
        Caregiving,
        EnrollmentSegment,
    )
]


class Person(NamedTuple):
    """What queries are made from."""

    given: str
    first_surname: str
    second_surname: str
    birth_date: date
    phone: str
    cin: str


def _surnames() -> list[str]:
    if not REAL.is_file():
        return SPANISH.split() * 6 + OTHERS.split()
    real = REAL.read_text("utf-8").splitlines()
    listed = [line.strip() for line in real if line.strip() and line[0] != "#"]
    # As many Spanish families as all others, as in a Californian clinic.
    spanish = SPANISH.split()
    return listed + OTHERS.split() * 80 + spanish * (len(listed) // len(spanish))


class _Rows:
    """Rows by table, in an order that keeps foreign keys."""

    def __init__(self, organization_id: UUID) -> None:
        self.rows: dict[Table, list[dict[str, Any]]] = {}
        self._every = {
            "organization_id": organization_id,
            "created_at": NOW,
            "changed_at": NOW,
            "version": 1,
        }

    def add(self, mapped: Any, **values: Any) -> None:
        table = mapped.__table__
        self.rows.setdefault(table, []).append({**self._every, **values})

    def taken(self) -> dict[Table, list[dict[str, Any]]]:
        rows, self.rows = self.rows, {}
        return rows


class Families:
    """Makes families one after the other."""

    def __init__(self, size: int, organization_id: UUID, seed: int = 1) -> None:
        self._size = size
        self._chance = random.Random(seed)
        self._rows = _Rows(organization_id)
        self._surnames = _surnames()
        self._given = GIVEN.split()
        self.people: list[Person] = []
        self._staff = [self._id() for _ in range(40)]

    def _id(self) -> UUID:
        return uuid7(int(NOW.timestamp() * 1000), self._chance.getrandbits(74))

    def _phone(self) -> str:
        area, number = self._chance.choice((510, 209, 559, 916)), self._chance
        return f"{area}-{number.randrange(200, 999)}-{number.randrange(10_000):04}"

    def batches(self) -> Iterator[dict[Table, list[dict[str, Any]]]]:
        """Rows by table, some thousand families at a time."""
        for n, one in enumerate(self._staff):
            self._rows.add(
                Staff, id=one, login=f"bench{n}", name=f"Coordinator {n}", active=True
            )
        while len(self.people) < self._size:
            self._family()
            if len(self.people) % BATCH < 4:
                yield self._rows.taken()
        yield self._rows.taken()

    def _family(self) -> None:
        first, second = self._chance.choices(self._surnames, k=2)
        second = second if self._chance.random() < 0.5 else ""
        home = self._id()
        self._rows.add(Household, id=home, city="Oakland", housing="stable")
        mother = self._id()
        self._rows.add(
            Caregiver,
            id=mother,
            household_id=home,
            given=self._chance.choice(self._given),
            first_surname=second or first,
            other_languages=[],
        )
        phone = self._phone()
        self._rows.add(
            ContactPoint, id=self._id(), caregiver_id=mother, value=phone, position=0
        )
        wanted = self._size - len(self.people)
        for _ in range(min(self._chance.choice((1, 1, 1, 2, 2, 3)), wanted)):
            self._child(home, mother, first, second, phone)

    def _child(
        self, home: UUID, mother: UUID, first: str, second: str, phone: str
    ) -> None:
        member = self._id()
        given = self._chance.choice(self._given)
        further = self._chance.choice(SECONDS)
        given = f"{given} {further}".strip()
        born = date(2005, 12, 1) + timedelta(days=self._chance.randrange(7600))
        number = len(self.people)
        cin = f"9{number:07}{self._chance.choice('ABCDEFGH')}"
        self._rows.add(
            Member,
            id=member,
            household_id=home,
            given=given,
            first_surname=first,
            second_surname=second,
            birth_date=born,
            other_languages=[],
        )
        for kind, value in (("mrn", f"{100_000 + number}"), ("cin", cin)):
            self._rows.add(
                Identifier, id=self._id(), member_id=member, kind=kind, value=value
            )
        self._rows.add(
            Caregiving,
            id=self._id(),
            member_id=member,
            caregiver_id=mother,
            relationship="mother",
            main=True,
        )
        self._rows.add(
            EnrollmentSegment,
            id=self._id(),
            member_id=member,
            state="enrolled",
            current=True,
            begins_on=NOW.date() - timedelta(days=self._chance.randrange(1200)),
            coordinator_id=self._chance.choice(self._staff),
        )
        self.people.append(Person(given, first, second, born, phone, cin))


def fill(database: Database, size: int) -> list[Person]:
    """Write `size` members and their families into a database without a clinic; the
    search index is left as it is."""
    making = Families(size, database.organization_id)
    with database.engine.execution_options(immediate=True).begin() as connection:
        connection.execute(
            insert(Clinic),
            {"id": database.organization_id, "name": "Bench", "checked_languages": []},
        )
        for rows in making.batches():
            for table in TABLES:
                if table in rows:
                    connection.execute(insert(table), rows[table])
    return making.people
