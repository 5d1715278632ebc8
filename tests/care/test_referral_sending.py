"""What is shared has a basis, and what is sealed a consent that covers the agency."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import care_plans, plan_saving, referral_acts, referral_facts
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.goals import ConcernRow, Domain, GoalRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Sharing, Told
from hhdesk.care.translations import Pair
from hhdesk.errors import InvalidField, NotFound, NotPermitted, Refusal
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.referral_desk import EARLY_START, SIGNED, TODAY, Desk, ago, desk
from tests.databases import NOW, ZONE

S = ReferralState
YOUTH = MemberDetails(Name("Kevin", "Trần"), date(2011, 1, 20))
OWN_COUNSELLING = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
COUNSELLING = ReferralDetails(
    Domain.MENTAL_HEALTH, "Counselling", "Open Porch", seal=OWN_COUNSELLING
)


@pytest.fixture
def at(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id, YOUTH)


def consent(at: Desk, **more: Any) -> None:
    """The youth's own consent to share counselling with Open Porch, or another."""
    columns = {
        "member_id": at.member_id,
        "audience": Audience.RECIPIENT,
        "recipient": "Open Porch",
        "segments": [Segment.MENTAL_HEALTH.value],
        "given_by": Consenter.YOUTH,
        "basis": Basis.YOUTH,
        "given_on": ago(10),
    }
    at.do(lambda session: session.add(Consent(**(columns | more))))


def disclosures(at: Desk) -> list[Disclosure]:
    def read(session: UnitOfWork) -> list[Disclosure]:
        return list(session.scalars(select(Disclosure)))

    return at.ask(read)


def refused(at: Desk, details: ReferralDetails, on: date | None = None) -> Refusal:
    """Nothing leaves, nothing is accounted for, the draft stays a draft."""
    row = at.draft(details, on).referral
    with pytest.raises(NotPermitted) as refusal:
        at.do(referral_acts.send, row.id, SIGNED, Told(on), seen=row.version)
    assert at.ask(referral_facts.referral, row.id).state is S.DRAFT
    assert disclosures(at) == []
    return refusal.value


@pytest.mark.parametrize("basis", Basis)
def test_the_basis_is_kept_with_the_referral_its_event_and_its_disclosure(
    at: Desk, basis: Basis
) -> None:
    row = at.sent(sharing=Sharing(basis, "ID 4411"))
    (left,) = disclosures(at)
    assert row.basis is left.basis is at.history(row)[-1].basis is basis
    assert at.history(row)[-1].interpreter == "ID 4411"
    assert (left.recipient, left.audience) == ("Regional Center", Audience.RECIPIENT)
    assert (left.at, left.actor_id, left.member_id) == (NOW, at.actor_id, at.member_id)
    assert "intervention" not in left.what


def test_a_disclosure_stands_on_the_day_on_which_it_left(at: Desk) -> None:
    at.sent(on=ago(4))
    (left,) = disclosures(at)
    assert left.at == datetime.combine(ago(4), time(12), ZONE)


def test_sending_again_is_another_disclosure(at: Desk) -> None:
    row = at.move(at.sent(), S.DELIVERY_FAILED)
    at.do(referral_acts.send, row.id, SIGNED, seen=row.version)
    assert len(disclosures(at)) == 2


def test_a_spoken_yes_names_its_interpreter_where_the_mother_needs_one(
    database: Database, actor_id: UUID
) -> None:
    mother = CaregiverDetails(
        Name("Lucía", "Ruiz"), languages=Languages("es", "es", Interpreter.NEEDED)
    )
    at = desk(database, actor_id, replace(YOUTH, caregiver=mother))
    with pytest.raises(InvalidField) as refusal:
        at.sent(sharing=Sharing(Basis.VERBAL))
    assert refusal.value.field == "interpreter"
    assert at.sent(sharing=Sharing(Basis.VERBAL, "ID 4411")).state is S.SENT


def test_a_sealed_referral_does_not_leave_without_a_consent(at: Desk) -> None:
    refusal = refused(at, COUNSELLING)
    assert refusal.values == {"agency": "Open Porch"}


def test_a_consent_for_this_agency_lets_it_leave(at: Desk) -> None:
    consent(at)
    row = at.sent(COUNSELLING)
    assert row.state is S.SENT
    assert disclosures(at)[0].segment is Segment.MENTAL_HEALTH
    assert disclosures(at)[0].consenter is Consenter.YOUTH


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "Somebody else"},
        {"audience": Audience.SCHOOL},
        {"segments": [Segment.SUBSTANCE_USE.value]},
        {"given_by": Consenter.CAREGIVER},
        {"revoked_on": ago(1)},
        {"until": ago(1)},
    ],
)
def test_another_consent_does_not(at: Desk, other: dict[str, Any]) -> None:
    consent(at, **other)
    refused(at, COUNSELLING)


def test_a_consent_counts_on_the_day_on_which_it_left(at: Desk) -> None:
    consent(at, given_on=ago(3))
    refused(at, COUNSELLING, ago(5))
    assert at.sent(COUNSELLING, on=ago(2)).state is S.SENT


def test_part_2_records_leave_under_a_consent_for_a_class_of_recipients(
    at: Desk,
) -> None:
    seal = Seal(Segment.SUBSTANCE_USE, Consenter.YOUTH, part2=True)
    details = replace(COUNSELLING, seal=seal)
    refused(at, details)
    consent(at, recipient="", segments=[Segment.SUBSTANCE_USE.value])
    assert at.sent(details).state is S.SENT


def test_family_safety_stays_with_the_clinics_own_staff(at: Desk) -> None:
    consent(at, segments=[Segment.FAMILY_SAFETY.value])
    refusal = refused(at, replace(COUNSELLING, seal=Seal(Segment.FAMILY_SAFETY)))
    assert "Family safety" in str(refusal)


def test_no_basis_opens_a_seal(at: Desk) -> None:
    row = at.draft(COUNSELLING).referral
    for basis in Basis:
        with pytest.raises(NotPermitted):
            at.do(referral_acts.send, row.id, Sharing(basis), seen=row.version)


def sealed_goal(at: Desk) -> UUID:
    """A goal born of a concern that the youth alone consented to."""
    concern = ConcernRow(
        Domain.MENTAL_HEALTH, Pair("Sleeps badly"), seal=OWN_COUNSELLING
    )

    def save(session: UnitOfWork, plan: PlanContent, seen: int) -> PlanContent:
        plan = plan_saving.with_ids(session, plan)
        return plan_saving.save(session, at.member_id, plan, seen=seen).content

    plan = at.do(save, PlanContent(concerns=(concern,)), 0)
    goal = GoalRow(Domain.MENTAL_HEALTH, Pair("Sleeps"), concern_id=plan.concerns[0].id)
    plan = at.do(save, replace(plan, goals=(goal,)), 1)
    found = at.ask(care_plans.current, at.member_id).content.goals[0].id
    assert found
    return found


def test_a_referral_born_of_a_sealed_concern_inherits_its_seal(at: Desk) -> None:
    plain = replace(COUNSELLING, seal=Seal(), goal_id=sealed_goal(at))
    assert at.draft(plain).referral.details.seal == OWN_COUNSELLING
    refused(at, plain)
    # Even where somebody wrote an open seal by hand, its origin is asked.
    opened = replace(plain, seal=Seal(consenter=Consenter.CAREGIVER))
    assert at.draft(opened).referral.details.seal == opened.seal
    refused(at, opened)


def test_a_goal_of_another_child_is_not_found(at: Desk, actor_id: UUID) -> None:
    goal_id = sealed_goal(at)
    other = desk(at.database, actor_id)
    with pytest.raises(NotFound):
        other.draft(replace(EARLY_START, goal_id=goal_id))
    with pytest.raises(NotFound):
        at.draft(replace(EARLY_START, goal_id=UUID(int=1)))


def test_an_ordinary_referral_needs_no_consent(at: Desk) -> None:
    assert at.sent(on=TODAY).basis is Basis.SIGNED
