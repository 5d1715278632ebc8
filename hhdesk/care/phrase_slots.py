"""Slots in the sentences of the phrase library: what they hold, and what may stand
in them."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

SLOT = re.compile(r"\{([a-z_]+)\}")
_LONGEST_NAME, _MOST_NAME_WORDS = 60, 8
_FEWEST_DIGITS = 7
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)?(?:\s*[-–]\s*\d+(?:[.,/:]\d+)?)?")
# A name with the end of a sentence in it is one no longer; "Dr. Lee" is.
_SENTENCE = re.compile(r"[!?;\n]|[a-zà-ÿ]{4,}\.\s")


_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


def spoken(tag: str) -> str:
    """The language of the library that a BCP 47 tag means; "" where it has none."""
    primary = tag.strip().replace("_", "-").partition("-")[0].casefold()
    return primary if primary in _MONTHS else ""


def written_day(day: date, language: str) -> str:
    """The day as it stands in a line of a plan, which is text of its language and
    stays as it was written."""
    month = _MONTHS[language][day.month - 1]
    if language == "es":
        return f"{day.day} de {month} de {day.year}"
    return f"{month} {day.day}, {day.year}"


class SlotKind(enum.StrEnum):
    """Names, numbers, phones and dates read alike in both languages; free words have
    to be said in each."""

    NAME = "name"
    NUMBER = "number"
    PHONE = "phone"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Slot:
    """`sample` stands in for it where a sentence is measured."""

    name: str
    kind: SlotKind
    label: str
    sample: str = "Ana"


def _slots(kind: SlotKind, sample: str, **labels: str) -> dict[str, Slot]:
    return {name: Slot(name, kind, label, sample) for name, label in labels.items()}


SLOTS: Mapping[str, Slot] = {
    **_slots(
        SlotKind.NAME,
        "Ana",
        child=N_("Child's first name"),
        caregiver=N_("Caregiver's name"),
        person=N_("Name of the person"),
        coordinator=N_("Care coordinator's name"),
        doctor=N_("Name of the doctor"),
    ),
    **_slots(
        SlotKind.NAME,
        "Oak",
        clinic=N_("Name of the clinic"),
        school=N_("Name of the school"),
        agency=N_("Name of the agency"),
        hospital=N_("Name of the hospital"),
        place=N_("Name of the place"),
        pharmacy=N_("Name of the pharmacy"),
        medicine=N_("Medicine, as on the label"),
        rescue_medicine=N_("Quick-relief medicine, from the doctor's plan"),
        daily_medicine=N_("Daily medicine, from the doctor's plan"),
        sugar_medicine=N_("Emergency medicine for low sugar, from the doctor's plan"),
    ),
    **_slots(
        SlotKind.TEXT,
        "so much",
        amount=N_("How much and when, from the doctor's plan"),
        rescue_amount=N_("How much quick-relief medicine, from the doctor's plan"),
        daily_amount=N_("How much daily medicine and when, from the doctor's plan"),
        low_step=N_("What to eat or drink for low sugar, from the doctor's plan"),
        feeding=N_("How much milk and how often, as the doctor said"),
        thing=N_("What it is, in the family's words"),
        signs=N_("Which signs, as the doctor said"),
    ),
    **_slots(
        SlotKind.NUMBER,
        "7",
        number=N_("Number"),
        low_number=N_("Low sugar: below which number, from the doctor's plan"),
        high_number=N_("High sugar: above which number, from the doctor's plan"),
        wait_minutes=N_("How many minutes to wait, from the doctor's plan"),
        fever=N_("Fever: from which degrees on, as the doctor said"),
    ),
    **_slots(
        SlotKind.PHONE,
        "555-0134",
        phone=N_("Phone"),
        clinic_phone=N_("Phone of the clinic"),
        doctor_phone=N_("Phone of the doctor"),
        ride_phone=N_("Phone for rides"),
        school_phone=N_("Phone of the school"),
    ),
    **_slots(SlotKind.DATE, "May 5", date=N_("Day"), visit_date=N_("Day of the visit")),
}
"""Every slot that a sentence of the library may have."""

SAME_FOR_THE_CHILD = frozenset(
    {"child", "clinic", "clinic_phone", "school", "coordinator", "caregiver", "doctor"}
)
"""Slots that hold the same in every line of one child's plan."""


@dataclass(frozen=True, slots=True)
class SlotValue:
    """What was typed into a slot: `family` for free words only, `day` for dates."""

    text: str = ""
    family: str = ""
    day: date | None = None

    @property
    def empty(self) -> bool:
        return not self.text.strip() and self.day is None


Values = Mapping[str, SlotValue]


def slots_of(text: str) -> tuple[Slot, ...]:
    """The slots of a sentence in their order; raises KeyError for an unknown one."""
    names = dict.fromkeys(SLOT.findall(text))
    return tuple(SLOTS[name] for name in names)


def check(slot: Slot, value: SlotValue) -> None:
    """Raises InvalidField where nothing, or another thing, stands in the slot."""
    if value.empty:
        raise InvalidField(slot.name, N_("Fill this in, or leave the line out."))
    text = value.text.strip()
    if slot.kind is SlotKind.DATE and value.day is None:
        raise InvalidField(slot.name, N_("Enter a day."))
    if slot.kind is SlotKind.NUMBER and not _NUMBER.fullmatch(text):
        raise InvalidField(slot.name, N_("Enter a number."))
    if slot.kind is SlotKind.PHONE and sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        raise InvalidField(slot.name, N_("Enter a phone number."))
    if slot.kind is SlotKind.NAME and not _is_name(text):
        raise InvalidField(slot.name, N_("Only a name fits here, no sentence."))


def _is_name(text: str) -> bool:
    few = len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_NAME_WORDS
    return few and not _SENTENCE.search(text)


def shown(slot: Slot, value: SlotValue, language: str) -> str:
    """The value as it stands in a sentence of this language; "" where free words were
    not said in it."""
    if slot.kind is SlotKind.DATE:
        return written_day(value.day, language) if value.day else ""
    words = value.text
    if slot.kind is SlotKind.TEXT and language != "en":
        words = value.family
    return " ".join(words.split())
