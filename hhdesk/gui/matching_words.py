"""How a person whom a hospital told of is said: who, which numbers, what happened."""

from __future__ import annotations

from datetime import date

from hhdesk.care.adt_facts import AdtPerson
from hhdesk.care.adt_messages import TRIGGER_WORDS, WaitingRow
from hhdesk.care.confidentiality import Segment
from hhdesk.care.members import GENDER_WORDS, Gender
from hhdesk.care.stays import STAY_KIND_WORDS
from hhdesk.gui import days, people
from hhdesk.i18n import _, format_date, format_short_day, ngettext

_SEXES = {"F": Gender.FEMALE, "M": Gender.MALE}
_MEDICAID = ("MA", "MC", "MCD", "CIN")


def born(row: WaitingRow, today: date) -> str:
    """Birth date, age, and sex where the hospital said it."""
    sex = _SEXES.get(row.fact.person.sex)
    parts = [people.born(row.birth_date, today), _(GENDER_WORDS[sex]) if sex else ""]
    return " · ".join(part for part in parts if part)


def happened(row: WaitingRow) -> str:
    return _(TRIGGER_WORDS[row.trigger])


def count(row: WaitingRow) -> str:
    """How many messages of this person wait."""
    return ngettext("{n} message", "{n} messages", row.count).format(n=row.count)


def since(row: WaitingRow, today: date) -> str:
    return format_short_day(row.came_at.date(), today)


def numbers(row: WaitingRow) -> str:
    """The hospital's and Medicaid's numbers, as they stand in the message."""
    told = [" ".join(filter(None, (n.kind, n.value))) for n in row.fact.person.numbers]
    return ", ".join(told)


def stay(row: WaitingRow) -> str:
    """Which stay, where and when; its reason only where everybody may read it."""
    visit = row.fact.visit
    if visit is None:
        return ""
    kind = _(STAY_KIND_WORDS[visit.kind]) if visit.kind is not None else ""
    day = visit.ends_on or visit.begins_on
    reason = visit.reason if visit.topic is Segment.GENERAL else ""
    parts = (kind, visit.place, format_date(day) if day else "", reason)
    return " · ".join(part for part in parts if part)


def member_values(person: AdtPerson) -> dict[str, str]:
    """The fields of the member form that the message tells."""
    sex = _SEXES.get(person.sex)
    medicaid = [one.value for one in person.numbers if one.kind in _MEDICAID]
    told = {
        "given": person.name.given,
        "first_surname": person.name.first_surname,
        "birth_date": days.typed(person.birth_date),
        "gender": sex.value if sex else "",
        "postal_code": person.postal_code,
        "cin": next(iter(medicaid), ""),
        "caregiver.phone": next(iter(person.phones), ""),
    }
    return {name: value for name, value in told.items() if value}
