"""The member form's fields as text and codes, and the details they stand for.

Text is kept as typed, so that nothing is lost where it cannot be understood.
"""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.household import Authority, Housing, Relationship
from hhdesk.care.members import Gender, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.errors import InvalidField
from hhdesk.gui import days
from hhdesk.i18n import N_

Values = dict[str, str]
"""Field name to what stands in it; codes for choices. `caregiver.` before a
caregiver's fields, as refusals name them."""

NAME_FIELDS = ("given", "first_surname", "second_surname", "nickname", "as_given")
HOME_FIELDS = ("address", "city", "state", "postal_code")
CAREGIVER = "caregiver."
HOUSEHOLD = ("household_of", "household_name", "typed_before")
"""No fields: whose household the child lives in, and what was typed before it was
taken over."""


def blank() -> Values:
    """A new member's form."""
    names = [*NAME_FIELDS, "pronouns", "birth_date", "mrn", "cin", "former_names"]
    values = dict.fromkeys([*names, *HOME_FIELDS, *HOUSEHOLD], "")
    values |= {"gender": Gender.UNKNOWN.value, "housing": Housing.NOT_ASKED.value}
    values |= _speaking(Languages(), "") | _calling("", SafeContact(), "")
    values |= _caregiver(CaregiverDetails(Name("")))
    values["caregiver.relationship"] = Relationship.MOTHER.value
    return values


def of_details(details: MemberDetails) -> Values:
    """The form of a member as the record holds it."""
    values = blank() | {f: getattr(details.name, f) for f in NAME_FIELDS}
    values |= {field: getattr(details, field) for field in HOME_FIELDS}
    values |= {
        "pronouns": details.pronouns,
        "birth_date": days.typed(details.birth_date),
        "gender": details.gender.value,
        "mrn": details.mrn,
        "cin": details.cin,
        "former_names": ", ".join(details.former_names),
        "housing": details.housing.value,
    }
    values |= _speaking(details.languages, "")
    values |= _calling(details.phone, details.safe_contact, "")
    if details.caregiver is not None:
        values |= _caregiver(details.caregiver)
    return values


def _caregiver(details: CaregiverDetails) -> Values:
    values = {CAREGIVER + f: getattr(details.name, f) for f in NAME_FIELDS}
    values["caregiver.relationship"] = details.relationship.value
    values["caregiver.authority"] = details.authority.value
    values |= _speaking(details.languages, CAREGIVER)
    return values | _calling(details.phone, details.safe_contact, CAREGIVER)


def _speaking(languages: Languages, whose: str) -> Values:
    return {
        f"{whose}spoken": languages.spoken,
        f"{whose}written": languages.written,
        f"{whose}interpreter": languages.interpreter.value,
    }


def _calling(phone: str, rule: SafeContact, whose: str) -> Values:
    return {
        f"{whose}phone": phone,
        f"{whose}voicemail": rule.voicemail.value,
        f"{whose}safe_note": rule.note,
    }


def to_details(values: Values, before: MemberDetails | None) -> MemberDetails:
    """What the form stands for. `before` keeps what the form does not show.

    Raises InvalidField for a birth date that is missing or not a day.
    """
    birth_date = days.parse(values["birth_date"])
    if birth_date is None:
        sentence = N_("Enter the birth date, like 05/14/2025.")
        raise InvalidField("birth_date", sentence)
    former = (name.strip() for name in values["former_names"].split(","))
    old = before.caregiver if before else None
    return MemberDetails(
        name=_name(values, ""),
        birth_date=birth_date,
        pronouns=values["pronouns"],
        gender=Gender(values["gender"]),
        mrn=values["mrn"],
        cin=values["cin"],
        languages=_languages(values, "", before.languages if before else None),
        phone=values["phone"],
        safe_contact=_rule(values, ""),
        former_names=tuple(name for name in former if name),
        caregiver=_caregiver_details(values, old),
        housing=Housing(values["housing"]),
        **{field: values[field] for field in HOME_FIELDS},
    )


def _caregiver_details(
    values: Values, before: CaregiverDetails | None
) -> CaregiverDetails | None:
    """None where nothing was typed and nobody was there."""
    typed = [values[CAREGIVER + field] for field in (*NAME_FIELDS, "phone")]
    if before is None and not any(text.strip() for text in typed):
        return None
    return CaregiverDetails(
        _name(values, CAREGIVER),
        Relationship(values["caregiver.relationship"]),
        Authority(values["caregiver.authority"]),
        _languages(values, CAREGIVER, before.languages if before else None),
        values["caregiver.phone"],
        _rule(values, CAREGIVER),
    )


def _name(values: Values, whose: str) -> Name:
    return Name(*(values[whose + field] for field in NAME_FIELDS))


def _languages(values: Values, whose: str, before: Languages | None) -> Languages:
    return replace(
        before or Languages(),
        spoken=values[f"{whose}spoken"],
        written=values[f"{whose}written"],
        interpreter=Interpreter(values[f"{whose}interpreter"]),
    )


def _rule(values: Values, whose: str) -> SafeContact:
    voicemail = Voicemail(values[f"{whose}voicemail"])
    return SafeContact(voicemail, values[f"{whose}safe_note"].strip())
