"""One line of a roster as the details of a member, or the sentence that refuses it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.roster_fields import Covered
from hhdesk.errors import InvalidField
from hhdesk.exchange.fhir.languages import language_named, tag_of
from hhdesk.exchange.roster_dates import NOT_A_DATE, DateForm
from hhdesk.exchange.roster_dates import day as day_of
from hhdesk.i18n import N_

SHORTENED = N_("A spreadsheet has shortened the number {value}; ask for the whole one.")
TOO_LONG = N_("This value is too long.")
NOT_LETTERS = N_("This value holds signs that are no letters.")
NO_DAY = N_("This is no date.")

LONGEST = 500
"""Letters of a value; who has more stands in a broken line."""

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
_WHOLE = re.compile(r"(\d+)[.,]0+")
_NUMBERS = ("cin", "mrn", "phone", "caregiver_phone", "postal_code")
_ZIP = re.compile(r"\d{3,4}(?:-\d{4})?")
_GENDERS = {
    "f": Gender.FEMALE, "female": Gender.FEMALE, "girl": Gender.FEMALE,
    "m": Gender.MALE, "male": Gender.MALE, "boy": Gender.MALE,
    "x": Gender.OTHER, "other": Gender.OTHER, "nonbinary": Gender.OTHER,
}  # fmt: skip
_ANSWERS = {
    "y": Interpreter.NEEDED, "yes": Interpreter.NEEDED, "1": Interpreter.NEEDED,
    "true": Interpreter.NEEDED, "needed": Interpreter.NEEDED,
    "n": Interpreter.NOT_NEEDED, "no": Interpreter.NOT_NEEDED,
    "0": Interpreter.NOT_NEEDED, "false": Interpreter.NOT_NEEDED,
}  # fmt: skip
_RELATIONSHIPS = {one.value.replace("_", " "): one for one in Relationship} | {
    "mom": Relationship.MOTHER,
    "dad": Relationship.FATHER,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How days of this file are read, and what its lines say where they say nothing
    of the payer."""

    form: DateForm = DateForm.MONTH_FIRST
    today: date | None = None
    payer: str = ""


def day(text: str) -> date:
    """A day of a file whose months come first; raises InvalidField."""
    return day_of(text)


def name(text: str) -> Name:
    """A whole name: "Ruiz, Ana" by its comma, else kept as it is written."""
    surname, comma, given = (" ".join(part.split()) for part in text.partition(","))
    return Name(given, surname) if comma and given else Name("", as_given=surname)


@cache
def language(text: str) -> str:
    """A code or an English or own name as a BCP 47 code; empty where unknown."""
    return language_named(text) or (tag_of(text) if len(text) <= 3 else "")


def understood(field: str, text: str) -> bool:
    """Whether a value of this column says something that is understood here."""
    if field in ("language", "written_language"):
        return bool(language(text))
    if field == "gender":
        return text.lower() in _GENDERS
    if field == "interpreter":
        return text.lower() in _ANSWERS
    return field != "relationship" or text.lower() in _RELATIONSHIPS


def tidied(line: Mapping[str, str]) -> dict[str, str]:
    """The texts of a line without what spreadsheets do to numbers.

    Raises InvalidField for a number that is no longer whole, and for what is no text.
    """
    whole = "".join(line.values())
    if len(whole) > LONGEST or not whole.isprintable():
        for field, text in line.items():
            _check_text(field, text)
    found = dict(line)
    for field in _NUMBERS:
        if number := found.get(field):
            found[field] = _number(field, number)
    return found


def _check_text(field: str, text: str) -> None:
    if len(text) > LONGEST:
        raise InvalidField(field, TOO_LONG)
    signs = (one for one in text if one not in "\t\r\n")
    if any(unicodedata.category(one) in ("Cc", "Co", "Cs") for one in signs):
        raise InvalidField(field, NOT_LETTERS)


def _number(field: str, text: str) -> str:
    if text.isdigit() and field != "postal_code":
        return text
    if _SCIENTIFIC.fullmatch(text):
        raise InvalidField(field, SHORTENED, value=text)
    whole = _WHOLE.fullmatch(text)
    text = whole[1] if whole else text.strip("'=\"") if text[0] in "'=" else text
    if field == "postal_code" and _ZIP.fullmatch(text):
        # Only zeros can be missing, and only in front.
        code, dash, more = text.partition("-")
        return code.zfill(5) + dash + more
    return text


def _languages(line: Mapping[str, str]) -> Languages:
    spoken = language(line.get("language", ""))
    written = language(line.get("written_language", "")) or spoken
    needs = _ANSWERS.get(line.get("interpreter", "").lower(), Interpreter.NOT_ASKED)
    return Languages(spoken or "en", written or "en", needs)


def _caregiver(
    line: Mapping[str, str], languages: Languages
) -> CaregiverDetails | None:
    whole = line.get("caregiver", "")
    if not whole:
        return None
    relation = line.get("relationship", "").lower()
    return CaregiverDetails(
        name(whole),
        _RELATIONSHIPS.get(relation, Relationship.OTHER),
        languages=languages,
        phone=line.get("caregiver_phone", ""),
    )


def details(line: Mapping[str, str], reading: Reading = Reading()) -> MemberDetails:
    """The member of a line, its texts by column; raises InvalidField."""
    languages = _languages(line)
    caregiver = _caregiver(line, languages)
    person = Name(
        line.get("given", ""),
        line.get("surname", ""),
        line.get("second_surname", ""),
        line.get("nickname", ""),
    )
    if not person.full:
        person = name(line.get("name", ""))
    # A phone without a caregiver is the member's own.
    phone = line.get("phone", "") or (
        line.get("caregiver_phone", "") if caregiver is None else ""
    )
    return MemberDetails(
        name=person,
        birth_date=day_of(line.get("birth_date", ""), reading.form, reading.today),
        pronouns=line.get("pronouns", ""),
        gender=_GENDERS.get(line.get("gender", "").lower(), Gender.UNKNOWN),
        mrn=line.get("mrn", ""),
        cin=line.get("cin", "").upper(),
        languages=languages,
        phone=phone,
        caregiver=caregiver,
        address=line.get("address", ""),
        city=line.get("city", ""),
        state=line.get("state", ""),
        postal_code=line.get("postal_code", ""),
    )


def covered(line: Mapping[str, str], reading: Reading) -> Covered | None:
    """What a line says of who pays, None where it says nothing; raises InvalidField."""
    days = {
        name: _later_day(name, line.get(name, ""), reading)
        for name in ("coverage_begins", "coverage_ends", "renewal")
    }
    payer, plan = line.get("payer", ""), line.get("plan", "")
    if not (payer or plan or any(days.values())):
        return None
    return Covered(
        payer or reading.payer or plan,
        plan,
        days["coverage_begins"],
        days["coverage_ends"],
        days["renewal"],
    )


def _later_day(field: str, text: str, reading: Reading) -> date | None:
    if not text:
        return None
    try:
        return day_of(text, reading.form, reading.today, born=False)
    except InvalidField as no:
        if no.sentence != NOT_A_DATE:
            raise
        raise InvalidField(field, NO_DAY) from None
