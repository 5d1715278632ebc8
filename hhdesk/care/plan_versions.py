"""The saved versions of a care plan, grouped into the editions that people speak of,
each with its signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from hhdesk.care import care_plans, plan_reading
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStage
from hhdesk.care.plan_signatures import PlanSignature, SignerPart, SigningMethod
from hhdesk.care.staff import Staff
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NO_VERSION = N_("There is no such version of this plan.")


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """`taken_by` is who wrote the signature down; `number` the save it stands for."""

    id: UUID
    part: SignerPart
    method: SigningMethod
    name: str
    relation: str
    signed_at: datetime
    witness: str
    interpreter: str
    taken_by: str
    drawing: str
    number: int


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One version as people speak of it, from its first word to its signatures.

    `number`, `saved_at`, `saved_by` and `sha256` are of its text: the save that was
    signed or would be now. Later saves of a signed version only mark progress, and
    leave its text as it is. `signatures` stand for that text; those of `outdated` were
    given for an earlier text of this version and do not count. `stage` is CURRENT for
    the version in force, REPLACED for those before it. `saves` counts all of them.
    """

    edition: int
    number: int
    stage: PlanStage
    saved_at: datetime
    saved_by: str
    sha256: str
    saves: int
    signatures: tuple[SignatureRow, ...]
    outdated: tuple[SignatureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """`intact`: the text is still the one whose hash was kept, and signed."""

    number: int
    edition: int
    stage: PlanStage
    saved_at: datetime
    saved_by: str
    sha256: str
    content: PlanContent
    intact: bool


def editions(session: UnitOfWork, member_id: UUID) -> tuple[EditionRow, ...]:
    """Newest first; a new version without a save of its own has the text that it
    begins from."""
    plan = care_plans.plan_of(session, member_id)
    if plan is None:
        return ()
    saves: dict[int, list[Row[Any]]] = {}
    for row in session.execute(_saves(plan)):
        saves.setdefault(row.edition, []).append(row)
    signed = signatures_of(session, plan.id)
    found = [_edition(plan, one, rows, signed) for one, rows in saves.items()]
    if found and plan.edition not in saves:
        found.append(_begun(plan, saves[max(saves)][-1]))
    return tuple(sorted(found, key=lambda one: -one.edition))


def _saves(plan: CarePlan) -> Any:
    saved = CarePlanVersion
    return (
        select(
            saved.number,
            saved.edition,
            saved.stage,
            saved.saved_at,
            saved.sha256,
            Staff.name,
        )
        .outerjoin(Staff, Staff.id == saved.saved_by)
        .where(saved.organization_id == plan.organization_id, saved.plan_id == plan.id)
        .order_by(saved.number)
    )


def _edition(
    plan: CarePlan,
    edition: int,
    saves: Sequence[Row[Any]],
    signed: Iterable[SignatureRow],
) -> EditionRow:
    texts = [one for one in saves if one.stage is PlanStage.DRAFT]
    text = (texts or saves)[-1]
    own = {one.number for one in saves}
    mine = [one for one in signed if one.number in own]
    return EditionRow(
        edition,
        text.number,
        plan.stage_of(edition),
        text.saved_at,
        text.name or "",
        text.sha256,
        len(saves),
        tuple(one for one in mine if one.number == text.number),
        tuple(one for one in mine if one.number != text.number),
    )


def _begun(plan: CarePlan, text: Row[Any]) -> EditionRow:
    stage, by = plan.stage, text.name or ""
    at, sha256 = text.saved_at, text.sha256
    return EditionRow(plan.edition, text.number, stage, at, by, sha256, 0, ())


def signatures_of(session: UnitOfWork, plan_id: UUID) -> tuple[SignatureRow, ...]:
    """All that were not taken back, oldest first."""
    found = session.execute(
        select(PlanSignature, Staff.name)
        .outerjoin(Staff, Staff.id == PlanSignature.staff_id)
        .where(PlanSignature.plan_id == plan_id, PlanSignature.voided_at.is_(None))
        .order_by(PlanSignature.signed_at, PlanSignature.id)
    )
    return tuple(
        SignatureRow(
            one.id,
            one.part,
            one.method,
            one.name,
            one.relation,
            one.signed_at,
            one.witness,
            one.interpreter,
            by or "",
            one.drawing,
            one.number,
        )
        for one, by in found
    )


def text_number(session: UnitOfWork, plan: CarePlan) -> int | None:
    """The save that is signed, or would be now: the last one of this edition that was
    more than progress. None while the edition has no save of its own."""
    saved = CarePlanVersion
    return session.scalar(
        select(func.max(saved.number)).where(
            saved.organization_id == plan.organization_id,
            saved.plan_id == plan.id,
            saved.edition == plan.edition,
            saved.stage == PlanStage.DRAFT,
        )
    )


def version(session: UnitOfWork, member_id: UUID, number: int) -> SavedVersion:
    """One save whole. Raises NotFound."""
    plan = care_plans.plan_of(session, member_id)
    saved = CarePlanVersion
    found = (
        plan
        and session.execute(
            select(saved, Staff.name)
            .outerjoin(Staff, Staff.id == saved.saved_by)
            .where(
                saved.organization_id == plan.organization_id,
                saved.plan_id == plan.id,
                saved.number == number,
            )
        ).one_or_none()
    )
    if not plan or not found:
        raise NotFound(NO_VERSION)
    one, by = found
    signed = session.scalars(
        select(PlanSignature.sha256).where(
            PlanSignature.plan_id == plan.id, PlanSignature.number == number
        )
    )
    hashes = {hashlib.sha256(one.content.encode()).hexdigest(), one.sha256, *signed}
    return SavedVersion(
        one.number,
        one.edition,
        one.stage,
        one.saved_at,
        by or "",
        one.sha256,
        plan_reading.content_of_text(one.content),
        len(hashes) == 1,
    )
