"""What must hold of a database after any fault: nothing lost, nothing half."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from hhdesk.app import Opened, check
from hhdesk.care.audit import AuditEntry
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.members import Member
from hhdesk.care.plan_records import CarePlan, CarePlanVersion
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import Referral, ReferralEvent
from hhdesk.store.receipts import Receipt
from hhdesk.store.session import UnitOfWork

Kept = Mapping[str, Any]


def lost(session: UnitOfWork, saved: Iterable[Kept]) -> list[Kept]:
    """Those of the acknowledged saves that are not there."""
    receipts = set(session.scalars(select(Receipt.id)))
    members = {str(one): given for one, given in session.execute(_names())}
    plans = {(str(one), number) for one, number in session.execute(_versions())}
    referrals = {str(one) for one in session.scalars(_sent())}

    def there(kept: Kept) -> bool:
        if UUID(kept["receipt"]) not in receipts:
            return False
        if "member" in kept:
            return members.get(kept["member"]) == kept["name"]
        if "plan_of" in kept:
            return (kept["plan_of"], kept["number"]) in plans
        return kept["referral"] in referrals

    return [kept for kept in saved if not there(kept)]


def _names() -> Any:
    return select(Member.id, Member.given)


def _versions() -> Any:
    return select(CarePlan.member_id, CarePlanVersion.number).join(
        CarePlanVersion, CarePlanVersion.plan_id == CarePlan.id
    )


def _sent() -> Any:
    return select(Referral.id).where(Referral.state == ReferralState.SENT)


def torn(session: UnitOfWork) -> list[str]:
    """Halves of saves, a line each kind: one act writes all of these rows or none."""
    found = {
        "names of members entered twice": _entered_twice(session),
        "members without an audit row": _members_untold(session),
        "plans whose newest version is missing": _plans_headless(session),
        "versions and audit rows of plans that differ in number": _differ(
            _count_versions(session), _count_acts(session, "care_plan.save")
        ),
        "sent referrals without their two steps": _referrals_without_steps(session),
        "sent referrals and disclosures that differ in number": _differ(
            len(session.scalars(_sent()).all()),
            session.scalar(select(func.count()).select_from(Disclosure)) or 0,
        ),
    }
    return [f"{count} {what}" for what, count in found.items() if count]


def _entered_twice(session: UnitOfWork) -> int:
    twice = select(Member.given).group_by(Member.given).having(func.count() > 1)
    return len(session.scalars(twice).all())


def _members_untold(session: UnitOfWork) -> int:
    told = exists().where(
        AuditEntry.member_id == Member.id, AuditEntry.act == "member.create"
    )
    untold = select(func.count()).select_from(Member).where(~told)
    return session.scalar(untold) or 0


def _plans_headless(session: UnitOfWork) -> int:
    version = aliased(CarePlanVersion)
    newest = exists().where(
        version.plan_id == CarePlan.id, version.number == CarePlan.number
    )
    headless = select(func.count()).select_from(CarePlan).where(~newest)
    return session.scalar(headless) or 0


def _count_versions(session: UnitOfWork) -> int:
    return session.scalar(select(func.count()).select_from(CarePlanVersion)) or 0


def _count_acts(session: UnitOfWork, act: str) -> int:
    counted = select(func.count()).where(AuditEntry.act == act)
    return session.scalar(counted.select_from(AuditEntry)) or 0


def _differ(one: int, other: int) -> int:
    return abs(one - other)


def _referrals_without_steps(session: UnitOfWork) -> int:
    steps = (
        select(func.count())
        .select_from(ReferralEvent)
        .where(ReferralEvent.referral_id == Referral.id)
        .scalar_subquery()
    )
    bare = select(func.count()).select_from(Referral).where(steps < 2)
    return session.scalar(bare) or 0


def faults(opened: Opened, saved: Iterable[Kept]) -> list[str]:
    """Everything that is wrong, a line each; empty when the database is whole."""
    with opened.database.reading() as session:
        missing = lost(session, saved)
        found = torn(session)
    found += [f"lost: {kept}" for kept in missing]
    return found + check(opened)
