"""Saving a care plan: the rows follow the editor's content, a new version is kept."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, care_plans, clinic, plan_assembling
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Activity, Concern, Goal
from hhdesk.care.health import Allergy, Medicine
from hhdesk.care.plan_agreed import is_progress
from hhdesk.care.plan_assembling import PlanPairs
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLine
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_records import (
    STOPPED,
    CarePlan,
    CarePlanVersion,
    PlanStage,
    after_save,
)
from hhdesk.care.plan_text import canonical
from hhdesk.care.plan_writing import PlanWriting, with_ids
from hhdesk.care.staff import Staff
from hhdesk.errors import ChangedElsewhere, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


def save(
    session: UnitOfWork,
    member_id: UUID,
    content: PlanContent,
    *,
    seen: int,
    language: str | None = None,
    though_stopped: bool = False,
) -> PlanRow:
    """Keep the content as the plan's next version.

    `seen` is the version the editor began from, 0 for none; raises ChangedElsewhere
    when somebody saved since. `language` changes the family's language of the plan.
    A stopped plan is resumed first, unless the save brings what was written elsewhere.
    """
    plan = care_plans.plan_of(session, member_id)
    if (plan.number if plan else 0) != seen:
        raise ChangedElsewhere(care_plans.SAVED_ELSEWHERE)
    if plan is None:
        plan = care_plans.begin(session, member_id, language)
    elif language:
        plan.language = language
    if plan.stopped and not though_stopped:
        raise NotPermitted(STOPPED)
    PlanWriting(session, plan).write(with_ids(session, content))
    return keep_version(session, plan)


def keep_version(session: UnitOfWork, plan: CarePlan) -> PlanRow:
    """Write the plan as it stands as its next version; every change ends here."""
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    content = plan_assembling.content_of(session, plan)
    progress = _is_progress(session, plan, content)
    plan.edition, plan.stage = after_save(plan.edition, plan.stage, progress=progress)
    plan.number += 1
    text = canonical(content)
    session.add(
        CarePlanVersion(
            plan_id=plan.id,
            number=plan.number,
            edition=plan.edition,
            stage=plan.stage,
            saved_at=session.now(),
            saved_by=session.actor_id,
            content=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
    )
    audit.record(session, "care_plan.save", plan.member_id, number=plan.number)
    session.flush()
    return care_plans.current(session, plan.member_id)


def _is_progress(session: UnitOfWork, plan: CarePlan, content: PlanContent) -> bool:
    if plan.stage is PlanStage.DRAFT:
        return False
    saved = CarePlanVersion
    last = session.scalars(
        select(saved.content).where(
            saved.organization_id == plan.organization_id,
            saved.plan_id == plan.id,
            saved.number == plan.number,
        )
    ).one()
    return is_progress(content_of_text(last), content)


def check_translation(
    session: UnitOfWork, member_id: UUID, item_id: UUID, field: str, *, seen: int
) -> PlanRow:
    """The actor stands for one line's translation.

    Raises NotPermitted for a person not marked as qualified, ChangedElsewhere when
    the plan is no longer the one that was read.
    """
    plan = care_plans.plan_of(session, member_id)
    if plan is None or plan.number != seen:
        raise ChangedElsewhere(care_plans.SAVED_ELSEWHERE)
    line = PlanPairs.read(session, plan).found.get((item_id, field))
    reader = session.get(Staff, session.actor_id)
    if line is None or reader is None:
        raise NotFound(N_("There is no translation to check."))
    line.check(
        _english(session, plan, item_id, field),
        reader.name,
        session.now(),
        qualified=plan.language in reader.qualified_languages,
        checker=reader.id,
        second=clinic.clinic(session).second_check,
    )
    session.flush()
    return keep_version(session, plan)


def _english(session: UnitOfWork, plan: CarePlan, item_id: UUID, field: str) -> str:
    owner: Any = plan if item_id == plan.id else None
    for kind in (Goal, Activity, Concern, PlanLine, Medicine, Allergy):
        owner = owner or session.get(kind, item_id)
    return str(getattr(owner, field))
