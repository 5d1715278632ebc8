"""Lines of a roster and what becomes of each: values that cross between threads."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import date
from typing import TypeAlias
from uuid import UUID

from hhdesk.care.members import IdentifierKind, MemberDetails
from hhdesk.care.roster_fields import Covered, RosterField
from hhdesk.care.roster_rows import person_key
from hhdesk.i18n import N_

NAMESAKE = N_("A child of this name and birth date is here. Is it the same child?")
TWICE = N_("The same person stands in another line of this file.")
NUMBER_TWICE = N_("Another line of this file has the same number.")
TWO_MEMBERS = N_("Its numbers belong to two members.")
ANOTHER_PERSON = N_("Its number is that of another child here.")
REMOVED = N_("It was removed here.")

_MRN, _CIN = IdentifierKind.MRN, IdentifierKind.CIN

Number: TypeAlias = tuple[IdentifierKind, str]


class Fate(enum.StrEnum):
    ENTERED = "entered"
    CHANGED = "changed"
    DIFFERS = "differs"
    KNOWN = "known"
    POSSIBLE = "possible"
    REFUSED = "refused"
    GONE = "gone"


FATE_WORDS = {
    Fate.ENTERED: N_("New"),
    Fate.CHANGED: N_("Changed"),
    Fate.DIFFERS: N_("Different here"),
    Fate.KNOWN: N_("Same"),
    Fate.POSSIBLE: N_("The same child?"),
    Fate.REFUSED: N_("Refused"),
    Fate.GONE: N_("Gone"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a roster; `number` is the line of the file. `silent` fields are
    assumed, for the file does not tell them. `sha256` is that of the line's texts."""

    number: int
    details: MemberDetails
    covered: Covered | None = None
    silent: frozenset[RosterField] = frozenset()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the roster tells otherwise. `kept` means that it stays as it is
    here: somebody changed it since, or it is not the roster's to change."""

    field: RosterField
    here: str
    there: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What became of a line, or would. `field` and `sentence` say why one was refused.
    `number` is 0 for a member who is in no line: gone since last time."""

    number: int
    fate: Fate
    member_id: UUID | None = None
    field: str = ""
    sentence: str = ""
    values: Mapping[str, object] = filled(default_factory=dict)
    name: str = ""
    birth_date: date | None = None
    changes: tuple[Change, ...] = ()
    person: str = ""


Answers: TypeAlias = Mapping[int, UUID | None]
"""Of a line whose namesake is here: the member who it is, or None for another child."""


def numbers_of(details: MemberDetails) -> tuple[Number, ...]:
    """The clinic's own numbers of a person, those that there are."""
    mrn, cin = (_MRN, details.mrn), (_CIN, details.cin)
    if details.mrn and details.cin:
        return mrn, cin
    return (mrn,) if details.mrn else (cin,) if details.cin else ()


def person_of(details: MemberDetails) -> str:
    """By what a person is known again next month: the CIN, else the record number,
    else name and birth date; as a digest, for runs keep no values."""
    if details.cin or details.mrn:
        return person_of_number(details.cin, details.mrn)
    return hashlib.sha256(person_key(details).encode()).hexdigest()


def person_of_number(cin: str, mrn: str) -> str:
    """The same of numbers alone; empty where there is none."""
    if not (cin or mrn):
        return ""
    text = f"cin {cin}" if cin else f"mrn {mrn}"
    return hashlib.sha256(text.encode()).hexdigest()
