"""Saving a care plan: the rows follow the editor's content, a new version is kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Update, select, update
from sqlalchemy.orm.attributes import set_committed_value

from hhdesk.care import audit, care_plans, clinic, plan_assembling, plan_loading
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Activity, Concern, Goal
from hhdesk.care.health import Allergy, Medicine
from hhdesk.care.plan_agreed import is_progress
from hhdesk.care.plan_assembling import PlanPairs
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLine
from hhdesk.care.plan_loading import Loaded
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_records import (
    STOPPED,
    CarePlan,
    CarePlanVersion,
    PlanStage,
    after_save,
)
from hhdesk.care.plan_rows import CHART, KINDS
from hhdesk.care.plan_text import canonical
from hhdesk.care.plan_writing import PlanWriting, with_ids
from hhdesk.care.staff import Staff
from hhdesk.care.translations import Translation
from hhdesk.errors import ChangedElsewhere, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.pipelining import one_trip
from hhdesk.store.session import UnitOfWork

__all__ = ["check_translation", "keep_version", "save", "with_ids"]

_PLAN = cast(Table, CarePlan.__table__)
_VERSION = cast(Table, CarePlanVersion.__table__)


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
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    session.flush()
    loaded = _loaded(session, member_id, seen, language)
    plan = loaded.plan
    if plan.stopped and not though_stopped:
        raise NotPermitted(STOPPED)
    writing = PlanWriting(session, loaded, content)
    saved = loaded.saved or PlanContent()
    progress = plan.stage is not PlanStage.DRAFT and is_progress(saved, writing.content)
    edition, stage = after_save(plan.edition, plan.stage, progress=progress)
    number = plan.number + 1
    version = _version(session, plan, writing.content, number, edition, stage)
    told = audit.appending(session, "care_plan.save", member_id, number=number)
    with one_trip(session.connection()):
        writing.write()
        for statement in (_own(session, plan, writing.content, version), *told):
            session.connection().execute(statement)
        session.connection().execute(_VERSION.insert(), [version])
    _forget(session)
    writing.follow_goals()
    session.flush()
    return care_plans.row_of(plan, writing.content, session.now(), loaded.writer)


def _loaded(
    session: UnitOfWork, member_id: UUID, seen: int, language: str | None
) -> Loaded:
    """The plan as it was seen, locked; a new one where there was none."""
    loaded = plan_loading.load_locked(session, member_id, seen)
    if loaded is None and not seen:
        care_plans.begin(session, member_id, language)
        loaded = plan_loading.load_locked(session, member_id, 0)
    if loaded is None or loaded.plan.number != seen:
        raise ChangedElsewhere(care_plans.SAVED_ELSEWHERE)
    plan = loaded.plan
    if language and language != plan.language:
        plan.language = language
        session.flush()
        # In the other language other translations stand beside the lines.
        in_language = plan_assembling.content_of(session, plan)
        loaded = replace(loaded, saved=in_language)
    return loaded


def _version(
    session: UnitOfWork,
    plan: CarePlan,
    content: PlanContent,
    number: int,
    edition: int,
    stage: PlanStage,
) -> dict[str, Any]:
    text = canonical(content)
    return {
        "id": session.new_id(),
        "organization_id": session.organization_id,
        "plan_id": plan.id,
        "number": number,
        "edition": edition,
        "stage": stage,
        "saved_at": session.now(),
        "saved_by": session.actor_id,
        "content": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _own(
    session: UnitOfWork, plan: CarePlan, content: PlanContent, version: dict[str, Any]
) -> Update:
    """What the plan's own row says from now on; the session knows it already."""
    school = content.school
    said = {
        "number": version["number"],
        "edition": version["edition"],
        "stage": version["stage"],
        "what_matters": content.what_matters.english,
        "strengths": content.strengths.english,
        "culture": content.culture.english,
        "review_on": content.review_on,
        "school_name": school.name,
        "school_grade": school.grade,
        "school_contact": school.contact,
        "school_phone": school.phone,
        "school_plan": school.plan,
        "version": plan.version + 1,
        "changed_at": session.now(),
        "changed_by": session.actor_id,
    }
    for name, value in said.items():
        set_committed_value(plan, name, value)
    return update(_PLAN).where(_PLAN.c.id == plan.id).values(said)


def _forget(session: UnitOfWork) -> None:
    """What the session knew of these rows is as it was before."""
    for one in session.identity_map.values():
        if isinstance(one, (Translation, *KINDS, *CHART)):
            session.expire(one)


def keep_version(
    session: UnitOfWork, plan: CarePlan, *, staged: bool = False
) -> PlanRow:
    """Write the plan as it stands as its next version; every change ends here.

    `staged` says that edition and stage are set already."""
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    content = plan_assembling.content_of(session, plan)
    if not staged:
        progress = _is_progress(session, plan, content)
        after = after_save(plan.edition, plan.stage, progress=progress)
        plan.edition, plan.stage = after
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
    ).one_or_none()
    return last is not None and is_progress(content_of_text(last), content)


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
