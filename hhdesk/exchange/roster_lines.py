"""One line of a roster as the details of a member, or the sentence that refuses it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.errors import InvalidField
from hhdesk.exchange.fhir.languages import language_named, tag_of
from hhdesk.i18n import N_

NO_BIRTH_DATE = N_("There is no birth date.")
NOT_A_DATE = N_("The birth date is no date.")
TWO_DIGITS = N_("The birth year needs four digits.")

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_US = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
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


def day(text: str) -> date:
    """A day as 2021-05-04, 20210504, 5/4/2021 or 5-4-2021; raises InvalidField."""
    iso, us = _ISO.fullmatch(text), _US.fullmatch(text)
    if iso:
        year, month, number = map(int, iso.groups())
    elif us:
        month, number, year = map(int, us.groups())
        if len(us[3]) == 2:
            raise InvalidField("birth_date", TWO_DIGITS)
    else:
        raise InvalidField("birth_date", NOT_A_DATE if text else NO_BIRTH_DATE)
    try:
        return date(year, month, number)
    except ValueError:
        raise InvalidField("birth_date", NOT_A_DATE) from None


def name(text: str) -> Name:
    """A whole name: "Ruiz, Ana" by its comma, else kept as it is written."""
    surname, comma, given = (" ".join(part.split()) for part in text.partition(","))
    return Name(given, surname) if comma and given else Name("", as_given=surname)


@cache
def language(text: str) -> str:
    """A code or an English or own name as a BCP 47 code; empty where unknown."""
    return language_named(text) or (tag_of(text) if len(text) <= 3 else "")


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


def details(line: Mapping[str, str]) -> MemberDetails:
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
        birth_date=day(line.get("birth_date", "")),
        pronouns=line.get("pronouns", ""),
        gender=_GENDERS.get(line.get("gender", "").lower(), Gender.UNKNOWN),
        mrn=line.get("mrn", ""),
        cin=line.get("cin", ""),
        languages=languages,
        phone=phone,
        caregiver=caregiver,
        address=line.get("address", ""),
        city=line.get("city", ""),
        state=line.get("state", ""),
        postal_code=line.get("postal_code", ""),
    )
