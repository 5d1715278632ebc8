"""Which column of a roster is which: the headings that plans and clinics use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_

NO_NAME = N_("The first line names no column of names: {columns}.")
NO_BIRTH_DATE = N_("The first line names no column of birth dates: {columns}.")
TWICE = N_("Two columns are the same: {columns}.")

_HEADINGS = {
    "given": "first name|given name|given|first|fname",
    "surname": "last name|surname|family name|last|lname",
    "second_surname": "second surname|second last name|maternal surname|last name 2",
    "name": "name|full name|client|member|patient|child",
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
    return " ".join(re.findall(r"[a-z0-9]+", apart.lower()))


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
    told = ", ".join(headings)[:200]
    if not found.keys() & {"given", "surname", "name"}:
        raise BrokenInput(NO_NAME, columns=told)
    if "birth_date" not in found:
        raise BrokenInput(NO_BIRTH_DATE, columns=told)
    return found
