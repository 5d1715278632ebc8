"""How people are written on the screens: ages, numbers, phones, safe-contact rules."""

from __future__ import annotations

from datetime import date

from hhdesk.care.contact_points import VOICEMAIL_WORDS, SafeContact, Voicemail
from hhdesk.care.household import RELATIONSHIP_WORDS, CaregiverRow, Relationship
from hhdesk.care.members import IdentifierKind
from hhdesk.care.search import Hit
from hhdesk.i18n import _, format_age, format_date


def born(birth_date: date, today: date) -> str:
    """Age and birth date: "18 months, b. May 14, 2025"."""
    return _("{age}, b. {day}").format(
        age=format_age(birth_date, today), day=format_date(birth_date)
    )


def masked(number: str) -> str:
    """A number that only somebody who knows it recognizes: 9•••••21A."""
    if len(number) < 6:
        return "•" * len(number)
    return number[0] + "•" * (len(number) - 4) + number[-3:]


def numbered(kind: IdentifierKind, number: str) -> str:
    return f"{kind.value.upper()} {masked(number)}"


def relationship(row: CaregiverRow) -> str:
    """How a caregiver belongs to the child: "mother"."""
    return _(RELATIONSHIP_WORDS[row.relationship])


def caregiver(row: CaregiverRow) -> str:
    """Name and relationship: "Lucía Ruiz (mother)"."""
    return f"{row.name.full} ({relationship(row)})"


def safe_contact(rule: SafeContact) -> str:
    """What to know before dialling; nothing where everything is allowed."""
    parts = []
    if rule.voicemail is not Voicemail.ALLOWED:
        parts.append(_(VOICEMAIL_WORDS[rule.voicemail]))
    if rule.note:
        parts.append(rule.note)
    return " · ".join(parts)


def hit_caregiver(hit: Hit) -> str:
    """The caregiver in a list's row; empty where there is none."""
    if not hit.caregiver:
        return ""
    word = RELATIONSHIP_WORDS.get(Relationship(hit.relationship), "")
    return f"{hit.caregiver} ({_(word)})"


def hit_born(hit: Hit, today: date) -> str:
    """Age and birth date in a list's row; who is too old for the program says so."""
    words = born(hit.birth_date, today)
    return _("{born}, over 21").format(born=words) if hit.adult else words
