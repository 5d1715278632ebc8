"""What a new consent has to say, by how it was given; rules without a database.

A spoken yes through an interpreter names the interpreter, a signature its form, a
court its order; records of a Part 2 program go to a recipient by name or, for treatment
and payment, to a class of them (42 CFR 2.31(a)(4)).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import open_loop_ages
from hhdesk.care.confidentiality import ASKING_AGE, Audience, Consenter, Segment
from hhdesk.care.consents import RENEWED_BY, Basis
from hhdesk.care.programs import months_after
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

CLASSES = (Audience.CARE_TEAM, Audience.PAYER)
"""Audiences that are a class of recipients for treatment or payment."""

NO_SEGMENTS = N_("Choose at least one kind of information.")
SAFETY = N_("Family safety is shared under no consent: only the clinic's staff see it.")
NO_BASIS = N_("Say how the yes was given.")
NO_GIVER = N_("Say who gave the yes.")
NO_NAME = N_("Write the name of the person who said yes.")
NO_AUTHORITY = N_("{name} has no legal authority for this child in the record.")
ONLY_YOUTH = N_("The youth's own yes is given by the youth.")
ONLY_COURT = N_("An order of a court is given by the court.")
TOO_YOUNG = N_("A youth may say yes alone from the age of {age}.")
NO_INTERPRETER = N_("Enter the interpreter's name or number.")
NO_FORM = N_("Say which form was signed, or print one and wait for it.")
NO_ORDER = N_("Say which court and which order.")
NO_RECIPIENT = N_("Records of a Part 2 program need a recipient by name.")
STILL_TO_COME = N_("This day is still to come.")
BEFORE_BIRTH = N_("This day is before the child was born.")
NOT_AFTER = N_("It has to end after the day on which it was given.")
PAST = N_("This day is already past.")
ONLY_SIGNED = N_("Only a signature can come back on paper later.")


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A yes as it was told. No recipient means the whole audience; `form` names the
    form that was signed, or a court's order. `awaited` is a form that was printed and
    has not come back: it gives nothing until then."""

    audience: Audience
    recipients: tuple[str, ...]
    segments: frozenset[Segment]
    given_by: Consenter
    giver_name: str
    basis: Basis
    given_on: date
    until: date | None = None
    interpreter: str = ""
    purpose: str = ""
    form: str = ""
    part2: bool = False
    document_id: UUID | None = None
    awaited: bool = False

    @property
    def covers_part2(self) -> bool:
        return self.part2 or Segment.SUBSTANCE_USE in self.segments


@dataclass(frozen=True, slots=True)
class GivingGround:
    """What the record knows beside the words: `interpreter_needed` by the giver where
    nobody at the desk speaks their language, `no_authority` of the giver."""

    today: date
    born: date
    state: str = ""
    interpreter_needed: bool = False
    no_authority: bool = False


def check(told: GivenConsent, ground: GivingGround) -> None:
    """Raise InvalidField beside the field that is wrong."""
    if not told.segments:
        raise InvalidField("segments", NO_SEGMENTS)
    if Segment.FAMILY_SAFETY in told.segments:
        raise InvalidField("segments", SAFETY)
    if told.covers_part2 and not told.recipients and told.audience not in CLASSES:
        raise InvalidField("recipients", NO_RECIPIENT)
    _check_basis(told, ground)
    _check_giver(told, ground)
    _check_days(told, ground)


def _check_basis(told: GivenConsent, ground: GivingGround) -> None:
    if told.basis not in RENEWED_BY:
        raise InvalidField("basis", NO_BASIS)
    if told.awaited and told.basis is not Basis.SIGNED:
        raise InvalidField("basis", ONLY_SIGNED)
    if told.basis is Basis.YOUTH and told.given_by is not Consenter.YOUTH:
        raise InvalidField("given_by", ONLY_YOUTH)
    if (told.basis is Basis.COURT) is not (told.given_by is Consenter.COURT):
        raise InvalidField("given_by", ONLY_COURT)
    on_paper = bool(told.form) or told.document_id is not None or told.awaited
    if told.basis is Basis.SIGNED and not on_paper:
        raise InvalidField("form", NO_FORM)
    if told.basis is Basis.COURT and not on_paper:
        raise InvalidField("form", NO_ORDER)
    spoken = told.basis in (Basis.VERBAL, Basis.YOUTH)
    if spoken and ground.interpreter_needed and not told.interpreter:
        raise InvalidField("interpreter", NO_INTERPRETER)


def _check_giver(told: GivenConsent, ground: GivingGround) -> None:
    if told.given_by is Consenter.NOT_ASKED:
        raise InvalidField("given_by", NO_GIVER)
    if told.given_by is Consenter.CAREGIVER and not told.giver_name:
        raise InvalidField("giver_name", NO_NAME)
    if told.given_by is Consenter.CAREGIVER and ground.no_authority:
        raise InvalidField("giver_name", NO_AUTHORITY, name=told.giver_name)
    if told.given_by is Consenter.YOUTH:
        months = youth_months(ground.state, told.segments)
        if told.given_on < months_after(ground.born, months):
            raise InvalidField("given_by", TOO_YOUNG, age=months // 12)


def youth_months(state: str, segments: frozenset[Segment]) -> int:
    """From which age, in completed months, a youth's own yes is taken down: the one at
    which staff are asked who says yes, or earlier where the ages' file allows it."""
    pregnancy = Segment.REPRODUCTIVE in segments
    allowed = open_loop_ages.own_yes_months(state, pregnancy=pregnancy)
    return min(allowed, ASKING_AGE * 12)


def _check_days(told: GivenConsent, ground: GivingGround) -> None:
    if told.given_on > ground.today:
        raise InvalidField("given_on", STILL_TO_COME)
    if told.given_on < ground.born:
        raise InvalidField("given_on", BEFORE_BIRTH)
    if told.until is not None and told.until <= told.given_on:
        raise InvalidField("until", NOT_AFTER)
    if told.until is not None and told.until < ground.today:
        raise InvalidField("until", PAST)
