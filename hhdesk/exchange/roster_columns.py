"""Which column of a roster is which: the headings that plans and clinics use, and the
mapping that was remembered for a source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_

NO_NAME = N_("The first line names no column of names: {columns}.")
NO_BIRTH_DATE = N_("The first line names no column of birth dates: {columns}.")
TWICE = N_("Two columns are the same: {columns}.")
NO_FIELD = N_("There is no field “{field}”. There are: {fields}.")
NO_COLUMN = N_("The file has no column “{column}”.")

FIELD_WORDS = {
    "given": N_("First name"),
    "surname": N_("Last name"),
    "second_surname": N_("Second last name"),
    "name": N_("Whole name"),
    "nickname": N_("Called"),
    "birth_date": N_("Birth date"),
    "gender": N_("Gender"),
    "pronouns": N_("Pronouns"),
    "cin": N_("Medi-Cal CIN"),
    "mrn": N_("Record number"),
    "language": N_("Spoken language"),
    "written_language": N_("Written language"),
    "interpreter": N_("Interpreter"),
    "phone": N_("The child's phone"),
    "caregiver": N_("Caregiver"),
    "relationship": N_("Caregiver is the child's"),
    "caregiver_phone": N_("Caregiver's phone"),
    "address": N_("Street"),
    "city": N_("City"),
    "state": N_("State of the address"),
    "postal_code": N_("ZIP"),
    "payer": N_("Payer"),
    "plan": N_("Plan"),
    "coverage_begins": N_("Coverage begins"),
    "coverage_ends": N_("Coverage ends"),
    "renewal": N_("Medi-Cal renewal"),
}
"""The fields of a line in the order in which a person is asked for them."""

DAYS = ("birth_date", "coverage_begins", "coverage_ends", "renewal")

_HEADINGS = {
    "given": "first name|given name|given|first|fname",
    "surname": "last name|surname|family name|last|lname",
    "second_surname": "second surname|second last name|maternal surname|last name 2",
    "name": "name|full name|client|member|patient|child"
    "|last first|last name first name",
    "nickname": "nickname|preferred name|called",
    "birth_date": "birth date|date of birth|dob|birthdate|birthday",
    "gender": "gender|sex",
    "pronouns": "pronouns",
    "cin": "cin|medi cal cin|client index number|medi cal id|medicaid id|medi cal",
    "mrn": "mrn|medical record number|record number|chart number|chart",
    "language": "language|preferred language|primary language|spoken language",
    "written_language": "written language|preferred written language",
    "interpreter": "interpreter|interpreter needed|needs interpreter",
    "phone": "member phone|child phone|youth phone|client phone",
    "caregiver": "caregiver|guardian|parent|parent name|guardian name|caregiver name",
    "relationship": "relationship|relation|relationship to member",
    "caregiver_phone": "phone|phone number|caregiver phone|guardian phone|parent phone",
    "address": "address|street|street address|address 1|residential address",
    "city": "city|residential city",
    "state": "state|residential state",
    "postal_code": "zip|zip code|postal code|residential zip",
    "payer": "payer|mcp name|mcp|payer name|primary payer",
    "plan": "plan|plan name|health plan|benefit plan",
    "coverage_begins": "coverage begins|coverage start|coverage start date"
    "|eligibility start date|effective date|coverage effective date",
    "coverage_ends": "coverage ends|coverage end|coverage end date"
    "|eligibility end date|termination date|coverage termination date",
    "renewal": "renewal|renewal date|medi cal renewal|medi cal renewal date"
    "|redetermination date|annual renewal date",
}
COLUMNS = {
    heading: meant
    for meant, headings in _HEADINGS.items()
    for heading in headings.split("|")
}
"""A column by its heading: small letters, words parted by one space. A phone without
a further word is the caregiver's, for nobody calls an infant."""


_WHOSE = {"client", "member", "patient", "child", "beneficiary", "enrollee"}


def column(heading: str) -> str | None:
    """The column that a heading names, with or without whose it is."""
    tidy = tidied(heading)
    whose, _, rest = tidy.partition(" ")
    return COLUMNS.get(tidy) or (COLUMNS.get(rest) if whose in _WHOSE else None)


def tidied(heading: str) -> str:
    """A heading as `COLUMNS` has it."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[^\W_]+", apart.lower()))


def places(headings: Sequence[str]) -> dict[str, int]:
    """Where each known column stands, counted from 0; others are left out.

    Raises BrokenInput where there is no name or birth date, or a column twice.
    """
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        meant = column(heading)
        if meant is None:
            continue
        if meant in found:
            raise BrokenInput(TWICE, columns=f"{headings[found[meant]]}, {heading}")
        found[meant] = place
    return needed(found, headings)


def needed(found: dict[str, int], headings: Sequence[str]) -> dict[str, int]:
    """The same columns; raises BrokenInput where names or birth dates are missing."""
    told = ", ".join(headings)[:200]
    if not found.keys() & {"given", "surname", "name"}:
        raise BrokenInput(NO_NAME, columns=told)
    if "birth_date" not in found:
        raise BrokenInput(NO_BIRTH_DATE, columns=told)
    return found


def keys(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings as a mapping remembers them: tidied, and the second of a name told from
    the first."""
    seen: dict[str, int] = {}
    found = []
    for place, heading in enumerate(headings):
        tidy = tidied(heading) or f"column {place + 1}"
        seen[tidy] = seen.get(tidy, 0) + 1
        found.append(tidy if seen[tidy] == 1 else f"{tidy} #{seen[tidy]}")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Guess:
    """What each column may be, "" for one that is not read. `new` columns are not
    known from last time; `missing` ones were read then and are not here. `twice`
    columns mean the same as one before them."""

    fields: tuple[str, ...]
    new: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    twice: tuple[int, ...] = ()


def guessed(headings: Sequence[str], remembered: Mapping[str, str]) -> Guess:
    """Fields by what was chosen last time, wherever the column stands now, and for the
    rest by the headings."""
    names = keys(headings)
    fields = [remembered.get(name, "") for name in names]
    taken = set(fields)
    new, twice = [], []
    for place, name in enumerate(names):
        if name in remembered:
            continue
        if remembered:
            new.append(place)
        meant = column(headings[place]) or ""
        if meant and meant in taken:
            twice.append(place)
        else:
            fields[place] = meant
            taken.add(meant)
    missing = [name for name, field in remembered.items() if field]
    gone = tuple(name for name in missing if name not in names)
    return Guess(tuple(fields), tuple(new), gone, tuple(twice))


def chosen(fields: Sequence[str], headings: Sequence[str]) -> dict[str, int]:
    """Where each field stands by what a person chose for each column.

    Raises BrokenInput as `places` does.
    """
    found: dict[str, int] = {}
    for place, field in enumerate(fields):
        if field and field in found:
            told = f"{headings[found[field]]}, {headings[place]}"
            raise BrokenInput(TWICE, columns=told)
        if field:
            found[field] = place
    return needed(found, headings)


def told(headings: Sequence[str], pairs: Mapping[str, str]) -> dict[str, str]:
    """What somebody said of columns by their headings, as a mapping remembers it; an
    empty field leaves a column out. Raises BrokenInput for one that is not there."""
    named = zip(map(tidied, headings), keys(headings), strict=True)
    by_heading = dict(named)
    found = {}
    for heading, field in pairs.items():
        if field and field not in FIELD_WORDS:
            raise BrokenInput(NO_FIELD, field=field, fields=", ".join(FIELD_WORDS))
        if tidied(heading) not in by_heading:
            raise BrokenInput(NO_COLUMN, column=heading)
        found[by_heading[tidied(heading)]] = field
    return found


def is_headless(first: Sequence[str]) -> bool:
    """Whether a first line holds no headings but a person's values."""
    if any(column(one) for one in first):
        return False
    digits = [one for one in first if re.search(r"\d{4}|\d[/.-]\d", one)]
    return bool(digits)
