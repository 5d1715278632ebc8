"""Lines of plans: in English and in Spanish, with their state, and who does what."""

from __future__ import annotations

from hhdesk.care.goals import Responsible
from hhdesk.care.plan_lines import LineKind, PlanLineRow
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.demo import texts
from hhdesk.demo.clinic import COORDINATORS, MARISOL
from hhdesk.demo.making import Making
from hhdesk.demo.people import Kid
from hhdesk.demo.team import HOSPITAL, pediatrician, school

NURSE = "Ana Beltrán, RN"
QUALIFIED = COORDINATORS[1]
CHECKED, DRAFT, STALE, TRANSLATED = (
    TranslationState.CHECKED,
    TranslationState.DRAFT,
    TranslationState.STALE,
    TranslationState.TRANSLATED,
)


class Tongue:
    """How a plan's lines stand in the family's language."""

    def __init__(self, making: Making, kid: Kid) -> None:
        self.making = making
        self.kid = kid
        self.mode = "none"
        if kid.spanish:
            modes = [("checked", 70), ("mixed", 14), ("draft", 9), ("translated", 7)]
            self.mode = making.weighted(modes)

    @property
    def checked(self) -> bool:
        return self.mode in {"checked", "mixed"}

    def pair(self, text: dict[str, str]) -> Pair:
        """A line of the data file for this child."""
        english = text["en"].format(child=self.kid.first)
        family = text["es"].format(child=self.kid.first)
        state = self._state()
        if state is None:
            return Pair(english)
        return spoken(english, family, state, self.kid.worker.name)

    def steady(self, text: dict[str, str]) -> Pair:
        """A line that leaves nothing to chance: as most of the plan's lines stand."""
        english = text["en"].format(child=self.kid.first)
        states = {"draft": DRAFT, "translated": TRANSLATED, "none": None}
        state = states.get(self.mode, CHECKED)
        if state is None:
            return Pair(english)
        family = text["es"].format(child=self.kid.first)
        return spoken(english, family, state, self.kid.worker.name)

    def further(self, plan: str) -> tuple[PlanLineRow, ...]:
        """Emergency, equipment and school by a condition's plan."""
        found = texts.read("plan_lines")["lines"].get(plan, [])
        return tuple(
            PlanLineRow(LineKind(one["kind"]), self.steady(one)) for one in found
        )

    def culture(self) -> Pair:
        """What every third family wants to be known."""
        said = texts.read("plan_lines")["culture"]
        own = said if self.kid.spanish else said[1:]
        if self.kid.number % 3:
            return Pair()
        return self.steady(own[self.kid.number // 3 % len(own)])

    def _state(self) -> TranslationState | None:
        if self.mode == "none":
            return None
        if self.mode == "mixed":
            options = [(CHECKED, 70), (STALE, 10), (DRAFT, 10), (None, 10)]
            return self.making.weighted(options)
        return {"checked": CHECKED, "draft": DRAFT, "translated": TRANSLATED}[self.mode]


def spoken(english: str, family: str, state: TranslationState, writer: str) -> Pair:
    """A line in two languages: written by the coordinator, checked by Marisol Soto."""
    checker = MARISOL.name if state in {CHECKED, STALE} else ""
    author = QUALIFIED.name if state is TRANSLATED else writer
    return Pair(english, family, state, author, checker)


def doer(kid: Kid, who: str) -> tuple[Responsible, str]:
    """Who does a step, and the name as the paper says it."""
    kind, _, name = who.partition(":")
    if kind == "agency":
        return Responsible.ORGANIZATION, _agency(kid, name)
    if kind == "school":
        return Responsible.ORGANIZATION, school(kid)
    if kind == "caregiver":
        return Responsible.FAMILY, kid.main.name.full
    if kind == "youth":
        old = kid.age >= 10
        responsible = Responsible.YOUTH if old else Responsible.FAMILY
        return responsible, kid.first
    staff = {"coordinator": kid.worker.name, "nurse": NURSE}
    return Responsible.STAFF, staff.get(kind) or pediatrician(kid)


def _agency(kid: Kid, name: str) -> str:
    if name == "evaluation":
        needs = texts.read("needs")["needs"]
        agency: str = needs["early_start" if kid.age < 3 else "district"]["agency"]
        return agency
    clinics = ("clinic", "Neurology", "Hematology", "specialist")
    return HOSPITAL if name.endswith(clinics) else name
