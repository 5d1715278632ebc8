"""The family and the team around a child as the page shows and the forms save them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from hhdesk.care import contact_points
from hhdesk.care.contact_points import ContactKind, ContactPointRow
from hhdesk.care.household import Authority, Housing, Relationship
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_lines import TeamLine
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

Version = tuple[int, ...]
"""The versions of the rows of one form: of the place, the person, each phone."""


@dataclass(frozen=True, slots=True)
class FamilyCaregiver:
    """A caregiver of one child: the person, and the place in this child's life.

    `main` is whom the clinic calls first; `note` a limit or what to know; without
    `ends_on` it goes on. `education_rights` None was not asked.
    """

    name: Name
    relationship: Relationship = Relationship.OTHER
    authority: Authority = Authority.NOT_ASKED
    education_rights: bool | None = None
    languages: Languages = Languages()
    phones: tuple[ContactPointRow, ...] = ()
    main: bool = False
    begins_on: date | None = None
    ends_on: date | None = None
    note: str = ""

    def ended(self, today: date) -> bool:
        return self.ends_on is not None and self.ends_on <= today

    def checked(self) -> FamilyCaregiver:
        """As it may be kept; raises InvalidField beside the field that is wrong."""
        begins, ends = self.begins_on, self.ends_on
        if begins is not None and ends is not None and ends < begins:
            raise InvalidField("ends_on", N_("This day is before the first one."))
        return replace(
            self,
            name=self.name.cleaned(),
            phones=checked_phones(self.phones),
            note=self.note.strip(),
        )


def checked_phones(
    phones: tuple[ContactPointRow, ...],
) -> tuple[ContactPointRow, ...]:
    """Numbers in their form; raises InvalidField for what is none, "phones" and the
    place in the list. A line without a number and without a rule is left out."""
    found = []
    for place, point in enumerate(phones):
        if not point.value.strip() and not point.safe_contact.restricted:
            continue
        try:
            value = _address(point)
        except InvalidField as refusal:
            field_of = f"phones.{place}"
            raise InvalidField(field_of, refusal.sentence, **refusal.values) from None
        found.append(replace(point, value=value))
    return tuple(found)


def _address(point: ContactPointRow) -> str:
    if point.kind is not ContactKind.EMAIL:
        return contact_points.cleaned_phone(point.value)
    name, at, place = point.value.strip().partition("@")
    if not (name and at and "." in place) or " " in point.value.strip():
        raise InvalidField("phone", N_("This e-mail address is not complete."))
    return point.value.strip()


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """A caregiver as listed; `others` are the names of other children cared for, and
    `place_id` is the key of the place in this child's life."""

    id: UUID
    version: Version
    details: FamilyCaregiver
    others: tuple[str, ...] = ()
    place_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A caregiver who was just entered, for undoing it."""

    id: UUID
    version: Version


@dataclass(frozen=True, slots=True)
class OwnContact:
    """The child's or youth's own phones: what is sealed reaches only these."""

    version: Version
    phones: tuple[ContactPointRow, ...]


@dataclass(frozen=True, slots=True)
class SiblingCard:
    """Another child of the household; of a sealed visit only the time is told. The
    moment is by the clinic's clock."""

    id: UUID
    name: Name
    birth_date: date
    visit_at: datetime | None = None
    visit: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where the family is found; `version` is that of the household, 0 for none."""

    version: int = 0
    address: str = ""
    housing: Housing = Housing.NOT_ASKED
    find_note: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A custody or court order that is filed."""

    id: UUID
    title: str
    dated_on: date | None
    sealed: bool
    has_file: bool


@dataclass(frozen=True, slots=True)
class TeamCard:
    """One of the team; `staff` is a colleague of this clinic, whom hand-overs change.
    `consent_until` is told where a consent that names them is in force."""

    id: UUID
    version: int
    line: TeamLine
    staff: bool = False
    consented: bool = False
    consent_until: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """`known` are caregivers of siblings who could be joined to this child; `offers`
    agencies and payers of this record that are not on the team yet. `version` is that
    of the member, for custody."""

    member_id: UUID
    version: int
    today: date
    name: Name
    birth_date: date
    own: OwnContact
    caregivers: tuple[FamilyCard, ...]
    known: tuple[FamilyCard, ...]
    siblings: tuple[SiblingCard, ...]
    home: Home
    custody: str
    orders: tuple[OrderRow, ...]
    coordinator: str
    team: tuple[TeamCard, ...]
    offers: tuple[TeamLine, ...] = ()

    def standing(self) -> tuple[FamilyCard, ...]:
        """Who cares for the child now."""
        return tuple(
            one for one in self.caregivers if not one.details.ended(self.today)
        )
