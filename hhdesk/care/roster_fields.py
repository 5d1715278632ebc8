"""What a roster may own of a member: fields as texts, told from what stands here."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hhdesk.care.contact_points import digits
from hhdesk.care.members import Gender, MemberDetails
from hhdesk.care.person import Interpreter
from hhdesk.care.search_words import words
from hhdesk.i18n import N_


class RosterField(enum.StrEnum):
    NAME = "name"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    PRONOUNS = "pronouns"
    CIN = "cin"
    MRN = "mrn"
    LANGUAGE = "language"
    WRITTEN_LANGUAGE = "written_language"
    INTERPRETER = "interpreter"
    PHONE = "phone"
    ADDRESS = "address"
    CAREGIVER = "caregiver"
    CAREGIVER_PHONE = "caregiver_phone"
    PAYER = "payer"
    PLAN = "plan"
    COVERAGE_BEGINS = "coverage_begins"
    COVERAGE_ENDS = "coverage_ends"
    RENEWAL = "renewal"


ROSTER_FIELD_WORDS = {
    RosterField.NAME: N_("Name"),
    RosterField.BIRTH_DATE: N_("Birth date"),
    RosterField.GENDER: N_("Gender"),
    RosterField.PRONOUNS: N_("Pronouns"),
    RosterField.CIN: N_("Medi-Cal CIN"),
    RosterField.MRN: N_("Record number"),
    RosterField.LANGUAGE: N_("Spoken language"),
    RosterField.WRITTEN_LANGUAGE: N_("Written language"),
    RosterField.INTERPRETER: N_("Interpreter"),
    RosterField.PHONE: N_("The child's phone"),
    RosterField.ADDRESS: N_("Address"),
    RosterField.CAREGIVER: N_("Caregiver"),
    RosterField.CAREGIVER_PHONE: N_("Caregiver's phone"),
    RosterField.PAYER: N_("Payer"),
    RosterField.PLAN: N_("Plan"),
    RosterField.COVERAGE_BEGINS: N_("Coverage begins"),
    RosterField.COVERAGE_ENDS: N_("Coverage ends"),
    RosterField.RENEWAL: N_("Medi-Cal renewal"),
}

COVERAGE_FIELDS = (
    RosterField.PAYER,
    RosterField.PLAN,
    RosterField.COVERAGE_BEGINS,
    RosterField.COVERAGE_ENDS,
    RosterField.RENEWAL,
)


@dataclass(frozen=True, slots=True)
class Covered:
    """What a line says of who pays."""

    payer: str
    plan: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    renewal_on: date | None = None


Texts = Mapping[RosterField, str]
"""Fields as they are compared, shown and remembered; a field that is not told is not
in it."""

_Taking = Callable[[MemberDetails, MemberDetails], MemberDetails]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def texts(details: MemberDetails, covered: Covered | None) -> dict[RosterField, str]:
    """All fields, "" for one that is empty. Of languages and answers, the code."""
    caregiver, spoken = details.caregiver, details.languages
    paid = covered or Covered("")
    return {
        RosterField.NAME: details.name.full,
        RosterField.BIRTH_DATE: _day(details.birth_date),
        RosterField.GENDER: _unless(details.gender, Gender.UNKNOWN),
        RosterField.PRONOUNS: details.pronouns,
        RosterField.CIN: details.cin,
        RosterField.MRN: details.mrn,
        RosterField.LANGUAGE: spoken.spoken,
        RosterField.WRITTEN_LANGUAGE: spoken.written,
        RosterField.INTERPRETER: _unless(spoken.interpreter, Interpreter.NOT_ASKED),
        RosterField.PHONE: details.phone,
        RosterField.ADDRESS: address(details),
        RosterField.CAREGIVER: caregiver.name.full if caregiver else "",
        RosterField.CAREGIVER_PHONE: caregiver.phone if caregiver else "",
        RosterField.PAYER: paid.payer,
        RosterField.PLAN: paid.plan,
        RosterField.COVERAGE_BEGINS: _day(paid.begins_on),
        RosterField.COVERAGE_ENDS: _day(paid.ends_on),
        RosterField.RENEWAL: _day(paid.renewal_on),
    }


def _unless(value: enum.StrEnum, nothing: enum.StrEnum) -> str:
    return "" if value == nothing else str(value)


def address(details: MemberDetails, like: MemberDetails | None = None) -> str:
    """An address in one line; of `like`, only the parts that it has."""
    names = ("address", "city", "state", "postal_code")
    asked = like or details
    parts = (getattr(details, name) for name in names if getattr(asked, name))
    return ", ".join(filter(None, parts))


def told(
    details: MemberDetails,
    covered: Covered | None,
    silent: frozenset[RosterField] = frozenset(),
) -> dict[RosterField, str]:
    """The fields that a line tells; `silent` ones stand there as they are assumed."""
    return {
        field: text
        for field, text in texts(details, covered).items()
        if text and field not in silent
    }


def same(field: RosterField, one: str, other: str) -> bool:
    """Whether two texts say the same; accents, case and signs aside."""
    if one == other:
        return True
    if field in (RosterField.PHONE, RosterField.CAREGIVER_PHONE):
        return digits(one) == digits(other)
    if field in (RosterField.NAME, RosterField.CAREGIVER, RosterField.ADDRESS):
        return sorted(words(one)) == sorted(words(other))
    return one.casefold() == other.casefold()


def _name(here: MemberDetails, line: MemberDetails) -> MemberDetails:
    nickname = line.name.nickname or here.name.nickname
    return replace(here, name=replace(line.name, nickname=nickname))


def _address(here: MemberDetails, line: MemberDetails) -> MemberDetails:
    return replace(
        here,
        address=line.address or here.address,
        city=line.city or here.city,
        state=line.state or here.state,
        postal_code=line.postal_code or here.postal_code,
    )


def _languages(field: str) -> _Taking:
    def take(here: MemberDetails, line: MemberDetails) -> MemberDetails:
        value = getattr(line.languages, field)
        return replace(here, languages=replace(here.languages, **{field: value}))

    return take


def _caregiver_phone(here: MemberDetails, line: MemberDetails) -> MemberDetails:
    if here.caregiver is None or line.caregiver is None:
        return here
    phone = line.caregiver.phone
    return replace(here, caregiver=replace(here.caregiver, phone=phone))


def _plain(field: str) -> _Taking:
    def take(here: MemberDetails, line: MemberDetails) -> MemberDetails:
        return replace(here, **{field: getattr(line, field)})

    return take


_TAKEN: Mapping[RosterField, _Taking] = {
    RosterField.NAME: _name,
    RosterField.ADDRESS: _address,
    RosterField.LANGUAGE: _languages("spoken"),
    RosterField.WRITTEN_LANGUAGE: _languages("written"),
    RosterField.INTERPRETER: _languages("interpreter"),
    RosterField.CAREGIVER_PHONE: _caregiver_phone,
} | {
    field: _plain(field.value)
    for field in (
        RosterField.BIRTH_DATE,
        RosterField.GENDER,
        RosterField.PRONOUNS,
        RosterField.CIN,
        RosterField.MRN,
        RosterField.PHONE,
        RosterField.CAREGIVER,
    )
}


def taken(
    here: MemberDetails, line: MemberDetails, fields: frozenset[RosterField]
) -> MemberDetails:
    """The details here with these fields as the line has them."""
    for field in RosterField:
        if field in fields and field in _TAKEN:
            here = _TAKEN[field](here, line)
    return here
