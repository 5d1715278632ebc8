"""Whom to call about a coming visit: the one place that says it.

A visit that is the youth's own is told to the youth alone, on a number that nobody else
of the family answers; where there is none, in person. Whether a visit is the family's
to know, the one disclosure rule says.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hhdesk.care.confidentiality import (
    ASKING_AGE,
    UNANSWERED,
    Audience,
    ConsentView,
    Reader,
    Seal,
    decide,
    released,
)
from hhdesk.care.contact_points import (
    ContactKind,
    ContactPointRow,
    Voicemail,
    digits,
    main_phone,
)
from hhdesk.care.household import Authority, CaregiverRow, Relationship
from hhdesk.care.person import Languages, Name
from hhdesk.i18n import N_

_NO_SAY = frozenset({Authority.NONE, Authority.EDUCATION_ONLY})
"""Who has no say in a child's care is not told of its visits."""

_STRICTER = (Voicemail.ALLOWED, Voicemail.CALLBACK_ONLY, Voicemail.NEVER)


class Say(enum.StrEnum):
    """What may be said to whoever is named, and to nobody else."""

    VISIT = "visit"
    YOUTH_ALONE = "youth_alone"
    CALL_BACK = "call_back"
    IN_PERSON = "in_person"
    ASK_FIRST = "ask_first"
    NO_NUMBER = "no_number"


SAY_WORDS = {
    Say.VISIT: N_("You may say what it is for and when."),
    Say.YOUTH_ALONE: N_("Speak with the youth alone. Not a word to anybody else."),
    Say.CALL_BACK: N_("Say nothing of the visit. Ask to call the clinic back."),
    Say.IN_PERSON: N_("Do not call or write. Tell the youth in person."),
    Say.ASK_FIRST: N_(
        "First answer who said yes to this care. Call nobody until then."
    ),
    Say.NO_NUMBER: N_("No number is known."),
}


@dataclass(frozen=True, slots=True)
class RemindableVisit:
    """`seals` are its own and those of all that it was born of."""

    id: UUID
    member_id: UUID
    title: str
    starts_at: datetime
    seals: tuple[Seal, ...] = (Seal(),)


@dataclass(frozen=True, slots=True)
class Home:
    """Who is around a child: `adults` the main one first, `own` the child's numbers,
    `others` the digits of every number that somebody else of the home answers."""

    name: Name
    languages: Languages
    age: int
    today: date
    adults: tuple[CaregiverRow, ...] = ()
    own: tuple[ContactPointRow, ...] = ()
    others: frozenset[str] = frozenset()
    consents: tuple[ConsentView, ...] = ()

    def reader(self, audience: Audience) -> Reader:
        return Reader(audience, self.age, self.today, consents=self.consents)

    @property
    def safe_phone(self) -> ContactPointRow | None:
        """The youth's own number that no one else answers; a small child's numbers are
        the family's."""
        if self.age < ASKING_AGE:
            return None
        own = (one for one in self.own if digits(one.value) not in self.others)
        return main_phone(own)


@dataclass(frozen=True, slots=True)
class Reminder:
    """`phone` bears the safe-contact rule of its number, `message` is what a machine
    may hear. Without a relationship it is the youth; without a name it is nobody."""

    visit_id: UUID
    member_id: UUID
    say: Say
    name: Name | None = None
    relationship: Relationship | None = None
    phone: ContactPointRow | None = None
    languages: Languages | None = None
    message: Voicemail = Voicemail.NEVER


def remind(visit: RemindableVisit, home: Home) -> Reminder:
    """Whom to call about a visit, and what may be said."""
    family = home.reader(Audience.FAMILY)
    if released(visit.seals, family):
        return _family(visit, home)
    closed = [
        found for seal in visit.seals if not (found := decide(seal, family)).released
    ]
    if all(one is UNANSWERED for one in closed):
        return Reminder(visit.id, visit.member_id, Say.ASK_FIRST)
    if released(visit.seals, home.reader(Audience.YOUTH)):
        return _youth(visit, home)
    return _unsafe(visit, home)


def _family(visit: RemindableVisit, home: Home) -> Reminder:
    """The main caregiver, or the next who has a number."""
    adults = [one for one in home.adults if one.authority not in _NO_SAY]
    phones = [(one, main_phone(one.phones)) for one in adults]
    for adult, phone in phones:
        if phone is not None:
            return Reminder(
                visit.id,
                visit.member_id,
                Say.VISIT,
                adult.name,
                adult.relationship,
                phone,
                adult.languages,
                phone.safe_contact.voicemail,
            )
    if (own := main_phone(home.own)) is not None:
        return _own(visit, home, own, Say.VISIT, Voicemail.ALLOWED)
    return Reminder(visit.id, visit.member_id, Say.NO_NUMBER)


def _youth(visit: RemindableVisit, home: Home) -> Reminder:
    """The youth's own. An adult's ordinary visit may stand on a machine as its rule
    says; of a sealed one it hears no more than a request to call back."""
    phone = home.safe_phone
    if phone is None:
        return _in_person(visit, home)
    sealed = any(seal.sealed for seal in visit.seals)
    most = Voicemail.CALLBACK_ONLY if sealed else Voicemail.ALLOWED
    return _own(visit, home, phone, Say.YOUTH_ALONE, most)


def _unsafe(visit: RemindableVisit, home: Home) -> Reminder:
    """Family safety: a number with a rule that was agreed with the youth, and not a
    word of the visit; any other might be answered by whom it is about."""
    phone = home.safe_phone
    if phone is None or not phone.safe_contact.restricted:
        return _in_person(visit, home)
    return _own(visit, home, phone, Say.CALL_BACK, Voicemail.NEVER)


def _own(
    visit: RemindableVisit,
    home: Home,
    phone: ContactPointRow,
    say: Say,
    most: Voicemail,
) -> Reminder:
    message = max(phone.safe_contact.voicemail, most, key=_STRICTER.index)
    return Reminder(
        visit.id,
        visit.member_id,
        say,
        home.name,
        None,
        phone,
        home.languages,
        message,
    )


def _in_person(visit: RemindableVisit, home: Home) -> Reminder:
    return Reminder(
        visit.id,
        visit.member_id,
        Say.IN_PERSON,
        home.name,
        languages=home.languages,
    )


def answered_by(points: Sequence[ContactPointRow]) -> frozenset[str]:
    """The digits of the numbers, those out of use too: who answered once may again."""
    phones = (ContactKind.PHONE, ContactKind.SMS)
    return frozenset(digits(one.value) for one in points if one.kind in phones)
