"""A plan's way into force: review, signatures, publishing, new versions, stopping."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import update

from hhdesk.care import (
    care_plans,
    members,
    plan_presences,
    plan_saving,
    plan_signing,
    plan_stages,
    plan_versions,
)
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Achievement, ActivityRow, ActivityStatus, Domain, GoalRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import CarePlanVersion, PlanStage, PlanStatus
from hhdesk.care.plan_signatures import SignerPart, SigningMethod
from hhdesk.care.plan_signing import SignatureDetails
from hhdesk.care.translations import Pair
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.databases import OTHER_ID

PAPER, SCREEN, PHONE = SigningMethod.PAPER, SigningMethod.SCREEN, SigningMethod.PHONE
MOTHER = SignatureDetails(SignerPart.CAREGIVER, PAPER, "Lucía Ruiz", "Mother")
ROSA = SignatureDetails(SignerPart.COORDINATOR, PAPER, "Rosa Delgado")
PLAN = PlanContent(
    Pair("He sleeps."),
    goals=(
        GoalRow(Domain.MEDICAL, Pair("Walk"), activities=(ActivityRow(Pair("Go")),)),
    ),
)


def born(session: UnitOfWork, on: date = date(2025, 5, 14)) -> UUID:
    return members.create(session, MemberDetails(Name("Mateo", "Ruiz"), on))


def in_force(session: UnitOfWork, member_id: UUID) -> PlanRow:
    plan_saving.save(session, member_id, PLAN, seen=0)
    plan_stages.send_to_review(session, member_id, seen=1)
    plan_signing.sign(session, member_id, MOTHER, seen=1)
    plan_signing.sign(session, member_id, ROSA, seen=1)
    return plan_stages.publish(session, member_id, seen=1)


def ticked(content: PlanContent) -> PlanContent:
    goal = content.goals[0]
    done = replace(goal.activities[0], status=ActivityStatus.DONE, result="went")
    better = replace(goal, activities=(done,), achievement=Achievement.IMPROVING)
    return replace(content, goals=(better,))


def test_a_plan_goes_from_draft_by_signatures_into_force(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = plan_saving.save(session, member_id, PLAN, seen=0)
        assert plan.stage is PlanStage.DRAFT
        with pytest.raises(NotPermitted):
            plan_signing.sign(session, member_id, MOTHER, seen=1)
        plan = plan_stages.send_to_review(session, member_id, seen=1)
        assert plan.stage is PlanStage.IN_REVIEW
        with pytest.raises(NotPermitted):
            plan_stages.publish(session, member_id, seen=1)
        plan_signing.sign(session, member_id, MOTHER, seen=1)
        with pytest.raises(NotPermitted):
            plan_signing.sign(session, member_id, MOTHER, seen=1)
        plan = plan_signing.sign(session, member_id, ROSA, seen=1)
        assert plan.stage is PlanStage.SIGNED
        with pytest.raises(ChangedElsewhere):
            plan_stages.publish(session, member_id, seen=2)
        plan = plan_stages.publish(session, member_id, seen=1)
        (edition,) = plan_versions.editions(session, member_id)
        saved = plan_versions.version(session, member_id, 1)
    assert (plan.stage, plan.current_number) == (PlanStage.CURRENT, 1)
    assert [one.name for one in edition.signatures] == ["Lucía Ruiz", "Rosa Delgado"]
    assert (edition.stage, edition.saves) == (PlanStage.CURRENT, 1)
    assert saved.intact
    assert saved.content == plan.content


def test_progress_keeps_the_version_in_force_and_other_words_begin_the_next(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = in_force(session, member_id)
        plan = plan_saving.save(session, member_id, ticked(plan.content), seen=1)
        assert (plan.number, plan.edition, plan.stage) == (2, 1, PlanStage.CURRENT)
        assert plan.current_number == 1
        other = replace(plan.content, strengths=Pair("He sings."))
        plan = plan_saving.save(session, member_id, other, seen=2)
        assert (plan.number, plan.edition, plan.stage) == (3, 2, PlanStage.DRAFT)
        draft, current = plan_versions.editions(session, member_id)
    assert (draft.number, draft.stage, draft.signatures) == (3, PlanStage.DRAFT, ())
    assert (current.number, current.stage, current.saves) == (1, PlanStage.CURRENT, 2)
    assert len(current.signatures) == 2


def test_a_text_changed_in_review_is_a_draft_again_and_its_signatures_do_not_count(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = plan_saving.save(session, member_id, PLAN, seen=0)
        plan_stages.send_to_review(session, member_id, seen=1)
        plan_signing.sign(session, member_id, MOTHER, seen=1)
        plan = plan_saving.save(session, member_id, ticked(plan.content), seen=1)
        assert plan.stage is PlanStage.IN_REVIEW
        other = replace(plan.content, strengths=Pair("He sings."))
        plan = plan_saving.save(session, member_id, other, seen=2)
        assert plan.stage is PlanStage.DRAFT
        plan_stages.send_to_review(session, member_id, seen=3)
        plan = plan_signing.sign(session, member_id, ROSA, seen=3)
        assert plan.stage is PlanStage.IN_REVIEW
        (edition,) = plan_versions.editions(session, member_id)
    assert [one.name for one in edition.signatures] == ["Rosa Delgado"]
    assert [one.number for one in edition.outdated] == [1]
    missing = plan_signing.missing(edition.signatures)
    assert missing == (SignerPart.CAREGIVER,)


def test_each_act_has_one_that_undoes_it(database: Database, actor_id: UUID) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = in_force(session, member_id)
        assert plan_stages.withdraw(session, member_id, seen=1).current_number is None
        signed = plan_versions.editions(session, member_id)[0].signatures[0].id
        plan = plan_signing.take_back(session, signed, reason="the aunt signed")
        assert plan.stage is PlanStage.IN_REVIEW
        plan_signing.sign(session, member_id, MOTHER, seen=1)
        plan_stages.back_to_draft(session, member_id, seen=1)
        plan = plan_stages.send_to_review(session, member_id, seen=1)
        assert plan.stage is PlanStage.SIGNED
        plan_stages.publish(session, member_id, seen=1)
        signed = plan_versions.editions(session, member_id)[0].signatures[0].id
        plan = plan_stages.amend(session, member_id, seen=1)
        assert (plan.edition, plan.stage) == (2, PlanStage.DRAFT)
        assert plan_versions.editions(session, member_id)[0].saves == 0
        plan = plan_stages.drop_amendment(session, member_id, seen=1)
        assert (plan.edition, plan.stage) == (1, PlanStage.CURRENT)
        plan = plan_stages.stop(
            session, member_id, seen=1, completed=True, reason="All is reached."
        )
        assert (plan.status, plan.stop_reason) == (
            PlanStatus.COMPLETED,
            "All is reached.",
        )
        with pytest.raises(NotPermitted):
            plan_saving.save(session, member_id, plan.content, seen=1)
        plan = plan_stages.resume(session, member_id, seen=1)
        assert (plan.status, plan.stopped_on) == (PlanStatus.ACTIVE, None)
    with pytest.raises(NotPermitted), database.transaction(actor_id) as session:
        plan_signing.take_back(session, signed, reason="in force now")


def test_no_path_rewrites_a_saved_version(database: Database, actor_id: UUID) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        in_force(session, member_id)
        with pytest.raises(ValueError, match="never rewritten"):
            session.execute(update(CarePlanVersion).values(content="{}"))
    with (
        pytest.raises(ValueError, match="never rewritten"),
        database.transaction(actor_id) as session,
    ):
        session.query(CarePlanVersion).one().content = "{}"
    with database.transaction(actor_id) as session:
        session.connection().exec_driver_sql(
            "UPDATE care_plan_version SET content = replace(content, 'He', 'She')"
        )
        assert not plan_versions.version(session, member_id, 1).intact


LINE = "[[[10, 10], [900, 200]]]"


@pytest.mark.parametrize(
    ("details", "age", "field"),
    [
        (replace(MOTHER, name=" "), 1, "name"),
        (replace(MOTHER, relation=""), 1, "relation"),
        (replace(MOTHER, part=SignerPart.YOUTH), 11, "part"),
        (replace(MOTHER, method=PHONE), 1, "witness"),
        (replace(MOTHER, method=PHONE, witness="lucía  ruiz"), 1, "witness"),
        (replace(MOTHER, method=PHONE, witness="Rosa Delgado"), 1, "witness"),
        (replace(MOTHER, method=SCREEN), 1, "drawing"),
        (replace(MOTHER, method=SCREEN, drawing="[[[1, 1]]]"), 1, "drawing"),
        (replace(MOTHER, method=SCREEN, drawing="[[[1, 1], [2000, 1]]]"), 1, "drawing"),
        (replace(MOTHER, method=SCREEN, drawing="[[1, 2]]"), 1, "drawing"),
    ],
)
def test_a_signature_that_lacks_something_is_refused_beside_its_field(
    details: SignatureDetails, age: int, field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        plan_signing.check(details, "Rosa Delgado", age=age)
    assert refused.value.field == field


def test_signatures_that_stand() -> None:
    for details, age in (
        (replace(MOTHER, method=PHONE, witness="Ana Beltrán"), 1),
        (replace(MOTHER, method=SCREEN, drawing=LINE), 1),
        (replace(MOTHER, part=SignerPart.YOUTH, relation=""), 12),
    ):
        plan_signing.check(details, "Rosa Delgado", age=age)


def test_a_youth_signs_beside_the_family_and_an_adult_alone() -> None:
    youth = replace(MOTHER, part=SignerPart.YOUTH)
    assert plan_signing.missing([youth, ROSA]) == (SignerPart.CAREGIVER,)
    assert plan_signing.missing([youth, ROSA], adult=True) == ()
    assert plan_signing.missing([MOTHER, ROSA], adult=True) == ()
    assert plan_signing.missing([], adult=True) == (
        SignerPart.YOUTH,
        SignerPart.COORDINATOR,
    )


def test_an_open_editor_is_seen_by_others_until_it_leaves_or_is_silent(
    database: Database, actor_id: UUID
) -> None:
    mine, hers = database.ids(), database.ids()
    with database.transaction(actor_id) as session:
        member_id = born(session)
        assert plan_presences.tell(session, member_id, mine, typing=True) == ()
    with database.transaction(OTHER_ID) as session:
        (seen,) = plan_presences.tell(session, member_id, hers, typing=False)
    assert (seen.staff_id, seen.name, seen.typing) == (actor_id, "Rosa Delgado", True)
    with database.transaction(actor_id) as session:
        plan_presences.leave(session, mine)
    with database.transaction(OTHER_ID) as session:
        assert plan_presences.tell(session, member_id, hers, typing=False) == ()
        assert care_plans.current(session, member_id).number == 0
