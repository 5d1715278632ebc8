"""A care plan's way from draft to being in force, its new versions, its stopping.

Each act is undone by another: send_to_review by back_to_draft, publish by withdraw,
amend by drop_amendment, stop by resume. A stage is no save: `number` stays.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import audit, care_plans, plan_signing, plan_versions
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_records import CarePlan, CarePlanVersion, PlanStage, PlanStatus
from hhdesk.errors import InvalidField, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

UNCHANGED = N_("Nothing was changed in this version yet.")
UNSIGNED = N_("The family and the care coordinator sign before the plan is in force.")
SAVED_SINCE = N_("The new version was saved already.")


def _kept(session: UnitOfWork, plan: CarePlan, act: str, **detail: object) -> PlanRow:
    audit.record(
        session,
        f"care_plan.{act}",
        plan.member_id,
        number=plan.number,
        edition=plan.edition,
        **detail,
    )
    session.flush()
    return care_plans.current(session, plan.member_id)


def send_to_review(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """The text is ready to be read and signed; raises NotPermitted."""
    plan = care_plans.locked(session, member_id, seen)
    plan.send_to_review()
    text = plan_versions.text_number(session, plan)
    if text is None:
        raise NotPermitted(UNCHANGED)
    # The very text may have been signed before it went back.
    plan.mark_signed(complete=not plan_signing.missing_of(session, plan, text))
    return _kept(session, plan, "review")


def back_to_draft(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """Write on; signatures stand for the text that was signed, and count again when
    that very save is sent to review again."""
    plan = care_plans.locked(session, member_id, seen)
    plan.go_back_to_draft()
    return _kept(session, plan, "redraft")


def publish(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """From now on this is the plan in force; refused while signatures are missing."""
    plan = care_plans.locked(session, member_id, seen)
    text = plan_versions.text_number(session, plan)
    if text is None or plan_signing.missing_of(session, plan, text):
        raise NotPermitted(UNSIGNED)
    plan.publish(text)
    return _kept(session, plan, "publish")


def withdraw(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """Undoes `publish`: the version before is in force again."""
    plan = care_plans.locked(session, member_id, seen)
    saved = CarePlanVersion
    before = session.scalar(
        select(func.max(saved.number)).where(
            saved.organization_id == plan.organization_id,
            saved.plan_id == plan.id,
            saved.edition < plan.edition,
            saved.stage == PlanStage.DRAFT,
        )
    )
    plan.withdraw(before)
    return _kept(session, plan, "withdraw")


def amend(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """Begin the next version; the present one stays in force until that is published.
    The first save of a current plan that is more than progress does the same."""
    plan = care_plans.locked(session, member_id, seen)
    plan.amend()
    return _kept(session, plan, "amend")


def drop_amendment(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """Undoes `amend` while nothing was saved in the new version."""
    plan = care_plans.locked(session, member_id, seen)
    if plan.current_number is None or plan.stage is not PlanStage.DRAFT:
        raise NotPermitted(SAVED_SINCE)
    if plan_versions.text_number(session, plan) is not None:
        raise NotPermitted(SAVED_SINCE)
    plan.drop_amendment()
    return _kept(session, plan, "drop_amendment")


def stop(
    session: UnitOfWork, member_id: UUID, *, seen: int, completed: bool, reason: str
) -> PlanRow:
    """The plan is carried on no longer: its goals are met, or it was called off."""
    plan = care_plans.locked(session, member_id, seen)
    if not reason.strip():
        raise InvalidField("reason", N_("Say why the plan is stopped."))
    status = PlanStatus.COMPLETED if completed else PlanStatus.REVOKED
    plan.stop(status, reason.strip(), session.today())
    return _kept(session, plan, "stop", status=status.value)


def resume(session: UnitOfWork, member_id: UUID, *, seen: int) -> PlanRow:
    """Undoes `stop`."""
    plan = care_plans.locked(session, member_id, seen)
    plan.resume()
    return _kept(session, plan, "resume")
