"""Acts on a care plan's versions: review, signatures, being in force, stopping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hhdesk.care import plan_signing, plan_stages, plan_versions
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_signatures import SignerPart, SigningMethod
from hhdesk.care.plan_signing import SignatureDetails
from tests.care.act_desk import Desk, words
from tests.care.acts import Case

PHONE = SigningMethod.PHONE
MOTHER = SignatureDetails(
    SignerPart.CAREGIVER,
    PHONE,
    words("Lucía"),
    words("mother"),
    words("witness"),
    words("interpreter"),
)
COORDINATOR = SignatureDetails(
    SignerPart.COORDINATOR, SigningMethod.PAPER, words("Rosa")
)


def _act(desk: Desk, act: Callable[..., Any], *told: object, **more: object) -> Any:
    return act(desk.session, desk.member_id, *told, seen=1, **more)


def _in_review(desk: Desk) -> PlanRow:
    desk.plan()
    row: PlanRow = _act(desk, plan_stages.send_to_review)
    return row


def _signed(desk: Desk) -> PlanRow:
    _in_review(desk)
    _act(desk, plan_signing.sign, MOTHER)
    row: PlanRow = _act(desk, plan_signing.sign, COORDINATOR)
    return row


def _in_force(desk: Desk) -> PlanRow:
    _signed(desk)
    row: PlanRow = _act(desk, plan_stages.publish)
    return row


def _back_to_draft(desk: Desk) -> None:
    _in_review(desk)
    _act(desk, plan_stages.back_to_draft)


def _taken_back(desk: Desk) -> None:
    _signed(desk)
    (edition,) = plan_versions.editions(desk.session, desk.member_id)
    signature = edition.signatures[0].id
    plan_signing.take_back(desk.session, signature, reason=words("the aunt"))


def _withdrawn(desk: Desk) -> None:
    _in_force(desk)
    _act(desk, plan_stages.withdraw)


def _amended(desk: Desk) -> None:
    _in_force(desk)
    _act(desk, plan_stages.amend)


def _not_amended(desk: Desk) -> None:
    _amended(desk)
    _act(desk, plan_stages.drop_amendment)


def _stopped(desk: Desk) -> None:
    desk.plan()
    _act(desk, plan_stages.stop, completed=False, reason=words("moved away"))


def _resumed(desk: Desk) -> None:
    _stopped(desk)
    _act(desk, plan_stages.resume)


CASES = (
    Case("plan_stages.send_to_review", "care_plan.review", _in_review),
    Case("plan_stages.back_to_draft", "care_plan.redraft", _back_to_draft),
    Case("plan_stages.publish", "care_plan.publish", _in_force),
    Case("plan_stages.withdraw", "care_plan.withdraw", _withdrawn),
    Case("plan_stages.amend", "care_plan.amend", _amended),
    Case("plan_stages.drop_amendment", "care_plan.drop_amendment", _not_amended),
    Case("plan_stages.stop", "care_plan.stop", _stopped),
    Case("plan_stages.resume", "care_plan.resume", _resumed),
    Case("plan_signing.sign", "care_plan.sign", _signed),
    Case("plan_signing.take_back", "care_plan.take_signature_back", _taken_back),
)
