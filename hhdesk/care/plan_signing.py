"""Signing a care plan: who signs how, what is missing, taking a signature back.

A signature stands for the text of one save, by its number and hash. One that was given
for another save does not count, and is not taken away either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, care_plans, plan_versions
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import ADULT_AGE, ASKING_AGE, age_on
from hhdesk.care.members import Member
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStage
from hhdesk.care.plan_signatures import PlanSignature, SignerPart, SigningMethod
from hhdesk.care.staff import Staff
from hhdesk.errors import InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

OPEN_TO_SIGN = (PlanStage.IN_REVIEW, PlanStage.SIGNED, PlanStage.CURRENT)
DRAWING_SIZE = (1000, 300)
"""Width and height of the field of a drawn signature."""

NOT_IN_REVIEW = N_("Send the plan to review first; then it can be signed.")
SIGNED_ALREADY = N_("{name} has signed this version already.")
TAKEN_BACK = N_("This signature was taken back already.")
STILL_NEEDED = N_("The plan in force needs this signature. Take it back from a draft.")
NO_NAME = N_("Write the name of the person who signs.")
NO_RELATION = N_("Say how this person belongs to the child.")
NO_WITNESS = N_("By phone, somebody else listens as a witness. Write their name.")
SAME_WITNESS = N_("The witness is somebody else than who signs and who takes it down.")
NO_DRAWING = N_("The signature is still empty.")
TOO_YOUNG = N_("A youth signs from the age of {age}.")


@dataclass(frozen=True, slots=True)
class SignatureDetails:
    """What the form of a signature gives. `drawing` are strokes as JSON: a list of
    lists of points, in a field of 1000 by 300."""

    part: SignerPart
    method: SigningMethod
    name: str
    relation: str = ""
    witness: str = ""
    interpreter: str = ""
    drawing: str = ""


class _Signed(Protocol):
    @property
    def part(self) -> SignerPart: ...


def missing(
    signatures: Iterable[_Signed], *, adult: bool = False
) -> tuple[SignerPart, ...]:
    """Who still has to sign before a plan is in force: the family and the coordinator.

    The signatures are those of one save. The family is a caregiver; a member of 18
    signs alone, and a caregiver may sign in their place.
    """
    parts = {one.part for one in signatures}
    family = parts & {SignerPart.CAREGIVER, *([SignerPart.YOUTH] if adult else [])}
    found: list[SignerPart] = []
    if not family:
        found.append(SignerPart.YOUTH if adult else SignerPart.CAREGIVER)
    if SignerPart.COORDINATOR not in parts:
        found.append(SignerPart.COORDINATOR)
    return tuple(found)


def missing_of(
    session: UnitOfWork, plan: CarePlan, number: int
) -> tuple[SignerPart, ...]:
    """Who still has to sign this save of the plan."""
    rows = plan_versions.signatures_of(session, plan.id)
    adult = _age(session, plan) >= ADULT_AGE
    return missing((row for row in rows if row.number == number), adult=adult)


def _age(session: UnitOfWork, plan: CarePlan) -> int:
    member = session.get_one(Member, plan.member_id)
    return age_on(member.birth_date, session.today())


def sign(
    session: UnitOfWork, member_id: UUID, details: SignatureDetails, *, seen: int
) -> PlanRow:
    """One person signs the text in review, or adds a signature to one that is signed.

    With the last one that was missing the plan is signed. Raises InvalidField,
    NotPermitted, ChangedElsewhere.
    """
    plan = care_plans.locked(session, member_id, seen)
    text = plan_versions.text_number(session, plan)
    if plan.stage not in OPEN_TO_SIGN or text is None:
        raise NotPermitted(NOT_IN_REVIEW)
    row = _signature(session, plan, text, details)
    session.add(row)
    audit.record(
        session,
        "care_plan.sign",
        member_id,
        number=text,
        part=row.part.value,
        method=row.method.value,
    )
    session.flush()
    plan.mark_signed(complete=not missing_of(session, plan, text))
    session.flush()
    return care_plans.current(session, member_id)


def _signature(
    session: UnitOfWork, plan: CarePlan, number: int, details: SignatureDetails
) -> PlanSignature:
    name = details.name.strip()
    taker = session.get_one(Staff, session.actor_id)
    check(details, taker.name, age=_age(session, plan))
    for other in plan_versions.signatures_of(session, plan.id):
        same = other.part is details.part and _same(other.name, name)
        if same and other.number == number:
            raise NotPermitted(SIGNED_ALREADY, name=name)
    saved = CarePlanVersion
    sha256 = session.scalars(
        select(saved.sha256).where(
            saved.organization_id == plan.organization_id,
            saved.plan_id == plan.id,
            saved.number == number,
        )
    ).one()
    by_phone = details.method is SigningMethod.PHONE
    on_screen = details.method is SigningMethod.SCREEN
    of_family = details.part is SignerPart.CAREGIVER
    return PlanSignature(
        id=session.new_id(),
        plan_id=plan.id,
        number=number,
        sha256=sha256,
        part=details.part,
        method=details.method,
        name=name,
        relation=details.relation.strip() if of_family else "",
        staff_id=taker.id,
        witness=details.witness.strip() if by_phone else "",
        interpreter=details.interpreter.strip(),
        signed_at=session.now(),
        drawing=details.drawing if on_screen else "",
    )


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def check(details: SignatureDetails, taker: str, *, age: int) -> None:
    """Whether a signature can be taken down by this person of a member of this age;
    raises InvalidField beside the field that is wrong."""
    if not details.name.strip():
        raise InvalidField("name", NO_NAME)
    if details.part is SignerPart.CAREGIVER and not details.relation.strip():
        raise InvalidField("relation", NO_RELATION)
    if details.part is SignerPart.YOUTH and age < ASKING_AGE:
        raise InvalidField("part", TOO_YOUNG, age=ASKING_AGE)
    if details.method is SigningMethod.PHONE:
        if not details.witness.strip():
            raise InvalidField("witness", NO_WITNESS)
        if any(_same(details.witness, name) for name in (details.name, taker)):
            raise InvalidField("witness", SAME_WITNESS)
    if details.method is SigningMethod.SCREEN and not is_drawn(details.drawing):
        raise InvalidField("drawing", NO_DRAWING)


def is_drawn(drawing: str) -> bool:
    """Whether these strokes are a signature: at least one line, inside of the field."""
    try:
        strokes = json.loads(drawing or "[]")
        points = [(x, y) for stroke in strokes for x, y in stroke]
    except (ValueError, TypeError):
        return False
    if not all(_inside(x, y) for x, y in points):
        return False
    return any(len(stroke) > 1 for stroke in strokes)


def _inside(x: object, y: object) -> bool:
    width, height = DRAWING_SIZE
    if not isinstance(x, int | float) or not isinstance(y, int | float):
        return False
    return 0 <= x <= width and 0 <= y <= height


def take_back(session: UnitOfWork, signature_id: UUID, *, reason: str) -> PlanRow:
    """A signature was taken down wrongly; a signed plan without it is in review again.

    Raises NotPermitted for one that the plan in force needs.
    """
    one = session.get(PlanSignature, signature_id)
    if one is None:
        raise NotFound(N_("There is no such signature."))
    plan = session.get_one(CarePlan, one.plan_id, with_for_update=True)
    session.refresh(one)
    if one.voided_at is not None:
        raise NotPermitted(TAKEN_BACK)
    if not reason.strip():
        raise InvalidField("reason", N_("Say why the signature is taken back."))
    one.void(reason.strip(), session.now(), session.actor_id)
    session.flush()
    needed = bool(missing_of(session, plan, one.number))
    if needed and one.number == plan.current_number:
        raise NotPermitted(STILL_NEEDED)
    if plan.stage is PlanStage.SIGNED:
        text = plan_versions.text_number(session, plan)
        if text == one.number and needed:
            plan.mark_unsigned()
    audit.record(
        session,
        "care_plan.take_signature_back",
        plan.member_id,
        number=one.number,
        part=one.part.value,
    )
    session.flush()
    return care_plans.current(session, plan.member_id)
