"""What each item is born of: its labels are as strict as the strictest on the way."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import GoalRow
from hhdesk.care.member_record import AppointmentRecord, MemberRecord
from hhdesk.care.referral_record import ReferralRecord
from hhdesk.exchange.fhir.labels import strictest
from hhdesk.exchange.fhir_export.elements import Json, own

Chain = tuple[Seal, ...]


class Origins:
    """The seals from which the items of one record inherit."""

    def __init__(self, record: MemberRecord) -> None:
        content = record.plan.content
        concerns = {one.id: one.seal for one in content.concerns}
        self._goals: dict[UUID | None, Chain] = {
            goal.id: (concerns[goal.concern_id],) if goal.concern_id in concerns else ()
            for goal in content.goals
        }
        seals = {goal.id: goal.seal for goal in content.goals}
        self._referrals: dict[UUID | None, Chain] = {
            one.id: (*self._goals.get(one.goal_id, ()), seals[one.goal_id])
            if one.goal_id in seals
            else ()
            for one in record.referrals
        }
        self._own = {one.id: one.seal for one in record.referrals}

    def of_goal(self, goal: GoalRow) -> Chain:
        """Barriers stand inside their goal, so it is as closed as they are."""
        return (*self._goals[goal.id], *(one.seal for one in goal.barriers))

    def of_referral(self, one: ReferralRecord) -> Chain:
        return self._referrals[one.id]

    def of_visit(self, one: AppointmentRecord) -> Chain:
        referral_id = one.details.referral_id
        if referral_id not in self._own:
            return ()
        return (*self._referrals[referral_id], self._own[referral_id])


def covering(seals: Sequence[Seal]) -> Seal:
    """One seal that labels as strictly as any of these."""
    found = strictest(seals)
    closed = (seal for seal in seals if not seal.ordinary)
    return next(closed, found) if found.ordinary else found


def apart(seal: Seal, above: Chain) -> tuple[Seal, list[Json]]:
    """The seal to label an item with, and, where that is another's, the item's own."""
    whole = covering((seal, *above))
    same = (whole.segment, whole.part2, whole.ordinary) == (
        seal.segment,
        seal.part2,
        seal.ordinary,
    )
    if same:
        return seal, []
    told = own(
        "seal",
        segment=seal.segment,
        part2=seal.part2 or None,
        restricted=not seal.ordinary or None,
    )
    return whole, told
