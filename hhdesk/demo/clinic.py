"""The demonstration clinic itself: fixed ids, its details, its staff and caseloads.

The clinic, its people and its streets are invented; every phone is a 555-01 number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from hhdesk.care.clinic import ClinicDetails
from hhdesk.care.staff import Role, Staff
from hhdesk.demo import texts


def fixed_id(number: int) -> UUID:
    """An id that is the same in every demonstration clinic."""
    return UUID(f"01900000-0000-7000-8000-{number:012x}")


CLINIC_ID = fixed_id(0x1)
ROSA_ID = fixed_id(0x10)
MARISOL_ID = fixed_id(0x17)
MATEO_ID = fixed_id(0xA001)
LOGIN = "rosa"
"""The login of the coordinator Rosa Delgado, who works with the demonstration."""

ZONE = "America/Los_Angeles"
CASELOAD = 50

DETAILS = ClinicDetails(
    name="Dos Puentes Children's Clinic",
    phone="510-555-0100",
    address="1200 Two Lanterns St, Oakland, CA 94601",
    zone=ZONE,
    state="CA",
    checked_languages=("es",),
    demonstration=True,
)


@dataclass(frozen=True, slots=True)
class Worker:
    """One of the staff. `speaks` are the languages spoken with families, `qualified`
    those in which the clinic lets this person check translations."""

    id: UUID
    name: str
    login: str
    role: Role
    phone: str = ""
    speaks: tuple[str, ...] = ()
    qualified: tuple[str, ...] = ()

    def row(self) -> Staff:
        return Staff(
            id=self.id,
            name=self.name,
            login=self.login,
            role=self.role,
            phone=self.phone,
            qualified_languages=list(self.qualified),
            spoken_languages=list(self.speaks),
        )


def _worker(
    number: int, name: str, login: str, role: Role, speaks: str = "", checks: str = ""
) -> Worker:
    return Worker(
        fixed_id(0x10 + number),
        name,
        login,
        role,
        f"510-555-01{number + 1:02d}",
        tuple(speaks.split()),
        tuple(checks.split()),
    )


CHINESE = "zh-Hant zh-Hans"
COORDINATORS = (
    _worker(0, "Rosa Delgado", LOGIN, Role.COORDINATOR, "es"),
    _worker(1, "Leticia Ramos", "leticia", Role.COORDINATOR, "es", "es"),
    _worker(2, "Marcus Bell", "marcus", Role.COORDINATOR, "en"),
    _worker(3, "Thuy Pham", "thuy", Role.COORDINATOR, "vi km hmn en", "vi"),
    _worker(4, "Grace Lin", "grace", Role.COORDINATOR, f"{CHINESE} ko en", CHINESE),
)
OTHERS = (
    _worker(5, "Denise Walker", "denise", Role.LEAD),
    _worker(6, "Dr. Priya Nair", "priya", Role.CLINICIAN),
    _worker(7, "Marisol Soto", "marisol", Role.INTERPRETER, "es", "es"),
    _worker(8, "Tasha Greene", "tasha", Role.FRONT_DESK),
)
MARISOL = OTHERS[2]
ROSA = COORDINATORS[0]


def _further(rng: Random, number: int) -> Worker:
    """A coordinator of a clinic larger than the demonstration's own size."""
    names = texts.read("names")["latino" if number % 3 else "black"]
    given = rng.choice(names["women"])
    surname = rng.choice(names["surnames"])
    worker = fixed_id(0x1000 + number)
    speaks = ("es",) if number % 3 else ("en",)
    name, login = f"{given} {surname}", f"coordinator{number}"
    return Worker(worker, name, login, Role.COORDINATOR, "510-555-0100", speaks)


@dataclass
class Caseloads:
    """The coordinators and how many children each has."""

    coordinators: list[Worker]
    counts: dict[UUID, int] = field(default_factory=dict)

    @classmethod
    def for_members(cls, rng: Random, members: int) -> Caseloads:
        wanted = max(len(COORDINATORS), -(-members // CASELOAD))
        further = [_further(rng, n) for n in range(wanted - len(COORDINATORS))]
        return cls([*COORDINATORS, *further])

    def assign(self, language: str, children: int) -> Worker:
        """The least loaded who speaks the language, else the least loaded of all."""
        fitting = [one for one in self.coordinators if language in one.speaks]
        pool = fitting or self.coordinators
        chosen = min(pool, key=lambda one: self.counts.get(one.id, 0))
        if self.counts.get(chosen.id, 0) > self._ceiling():
            chosen = min(self.coordinators, key=lambda one: self.counts.get(one.id, 0))
        self.take(chosen, children)
        return chosen

    def take(self, worker: Worker, children: int) -> None:
        self.counts[worker.id] = self.counts.get(worker.id, 0) + children

    def _ceiling(self) -> float:
        """Beyond the mean and a little, the language has to wait for an interpreter."""
        return 8 + 1.15 * sum(self.counts.values()) / len(self.coordinators)

    def everybody(self) -> list[Worker]:
        return [*self.coordinators, *OTHERS]
