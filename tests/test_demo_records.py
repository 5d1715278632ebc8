"""The demonstration's plans, referrals, visits and seals: lawful, whole, as told."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from hhdesk.care import care_plans, consents, plan_disclosure
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    Segment,
    decide,
)
from hhdesk.care.consents import Consent
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.goals import Goal, Lifecycle
from hhdesk.care.plan_records import CarePlan, CarePlanVersion
from hhdesk.care.plan_text import canonical
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import (
    PREPARING,
    Detail,
    ReferralState,
    Turn,
    rule_of,
)
from hhdesk.care.referral_steps import Evidence
from hhdesk.care.referral_ways import lawful
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent
from hhdesk.care.search import find
from hhdesk.demo import days, texts
from hhdesk.store.engine import Database
from tests.demo_clinics import FICTION, PHONE, TODAY, clinic, every

assert clinic


def test_referrals_take_lawful_steps_in_order_of_days(clinic: Database) -> None:
    ordered = select(ReferralEvent).order_by(
        ReferralEvent.referral_id, ReferralEvent.position
    )
    states = {one.id: one.state for one in every(clinic, select(Referral))}
    told: dict[object, list[ReferralEvent]] = {}
    for row in every(clinic, ordered):
        told.setdefault(row.referral_id, []).append(row)
    assert set(told) == set(states)
    for referral_id, events in told.items():
        assert [one.position for one in events] == list(range(len(events)))
        steps = [one for one in events if one.kind is EventKind.STEP]
        assert steps[0].from_state is None
        assert steps[-1].to_state is states[referral_id]
        assert lawful(step.to_state for step in steps)
        for before, after in pairwise(events):
            assert after.from_state is before.to_state
            assert before.happened_on <= after.happened_on <= TODAY


def test_every_state_of_a_referral_is_met(clinic: Database) -> None:
    rows = every(clinic, select(Referral))
    assert {row.state for row in rows} == set(ReferralState)
    assert all((row.due_on is None) == (not row.state.open) for row in rows)
    assert any(row.previous_id for row in rows)


def test_a_step_that_others_told_says_how_we_know(clinic: Database) -> None:
    for event in every(clinic, select(ReferralEvent)):
        ours = rule_of(event.to_state, event.detail).side is Turn.US
        if event.kind is EventKind.STEP and not ours:
            assert event.how_known, event.to_state


def test_an_end_of_a_referral_has_its_proof_or_its_reason(clinic: Database) -> None:
    reports = every(clinic, select(ReferralReport))
    read = {one.referral_id for one in reports if one.reviewed_on}
    for row in every(clinic, select(Referral)):
        if row.state is ReferralState.GOT_HELP:
            assert row.service_on
            assert row.service_on <= row.state_since
            assert row.evidence
            reviewed = row.evidence is Evidence.REPORT_REVIEWED
            assert reviewed == (row.id in read)
        if row.state is ReferralState.NO_HELP:
            assert row.end_reason
            assert row.next_step


def test_a_report_to_review_is_there(clinic: Database) -> None:
    reports = every(clinic, select(ReferralReport))
    waiting = {one.referral_id for one in reports if one.reviewed_on is None}
    rows = every(clinic, select(Referral))
    told = {one.id for one in rows if one.detail is Detail.REPORT_TO_REVIEW}
    assert told == waiting
    assert told


def test_what_left_the_clinic_is_accounted_for(clinic: Database) -> None:
    sent = {
        f"referral {one.referral_id}"
        for one in every(clinic, select(ReferralEvent))
        if one.to_state is ReferralState.SENT
    }
    assert {one.what for one in every(clinic, select(Disclosure))} == sent


def test_sealed_referrals_went_out_under_a_consent(clinic: Database) -> None:
    sealed = [
        row
        for row in every(clinic, select(Referral))
        if not row.seal.ordinary and row.state not in PREPARING and row.basis
    ]
    assert sealed
    with clinic.reading() as session:
        for row in sealed:
            views = consents.active(session, row.member_id, row.state_since)
            reader = Reader(Audience.RECIPIENT, 15, row.state_since, row.agency, views)
            assert decide(row.seal, reader).released, row.need


def test_visits_are_at_clinic_hours_of_working_days(clinic: Database) -> None:
    visits = every(clinic, select(Appointment))
    assert {visit.status.value for visit in visits} >= {
        "booked",
        "proposed",
        "fulfilled",
        "cancelled",
        "noshow",
    }
    unmarked = 0
    for visit in visits:
        local = visit.starts_at.astimezone(clinic.zone)
        assert days.works(local.date())
        assert 8 <= local.hour <= 17
        assert abs((local.date() - TODAY).days) <= 60
        assert visit.ends_at > visit.starts_at
        missed = visit.status is AppointmentStatus.NO_SHOW
        assert (visit.ask_on is not None) == visit.unexplained
        called_off = visit.status is AppointmentStatus.CANCELLED
        assert (visit.called_off_by is not None) == called_off
        assert missed or visit.barrier is None
        past, over = local.date() < TODAY, {"fulfilled", "cancelled", "noshow"}
        assert past or visit.status.value not in over
        unmarked += past and visit.status.value not in over
    assert 1 <= unmarked <= 6


def test_consents_run_out_end_soon_and_were_taken_back(clinic: Database) -> None:
    rows = every(clinic, select(Consent))
    soon = [c for c in rows if c.until and TODAY <= c.until <= TODAY + timedelta(30)]
    over = [c for c in rows if c.until and c.until < TODAY]
    assert soon
    assert over
    assert any(c.revoked_on for c in rows)
    assert {c.audience for c in rows} >= {Audience.SCHOOL, Audience.RECIPIENT}


def test_every_plans_last_version_is_the_plan_as_it_stands(clinic: Database) -> None:
    with clinic.reading() as session:
        kept = session.execute(
            select(CarePlan.member_id, CarePlanVersion.content, CarePlanVersion.sha256)
            .join(CarePlanVersion, CarePlanVersion.plan_id == CarePlan.id)
            .where(CarePlanVersion.number == CarePlan.number)
        ).all()
        assert len(kept) > 150
        for member_id, content, sha256 in kept:
            plan = care_plans.current(session, member_id)
            assert canonical(plan.content) == content
            newest = care_plans.versions(session, member_id)
            assert [one.number for one in newest] == list(range(plan.number, 0, -1))
            assert newest[0].sha256 == sha256


def test_plans_are_at_all_stages(clinic: Database) -> None:
    with clinic.reading() as session:
        goals = session.execute(select(Goal.lifecycle, Goal.achievement)).all()
        plans = Counter(session.scalars(select(CarePlan.status)).all())
    assert {lifecycle for lifecycle, _ in goals} == set(Lifecycle)
    assert {achievement.value for _, achievement in goals} >= {
        "in-progress",
        "improving",
        "worsening",
        "achieved",
    }
    assert len(plans) == 5
    assert plans.total() < 250


def withheld(database: Database, name: str, audience: Audience) -> int:
    with database.reading() as session:
        member_id = find(session, name).hits[0].member_id
        return plan_disclosure.plan_for_reader(session, member_id, audience).withheld


@pytest.mark.parametrize(
    "name", ["Maya Robinson", "Alejandra Fuentes", "Dylan O'Connor", "Daniel Kim"]
)
def test_what_is_the_youths_own_never_reaches_the_family(
    clinic: Database, name: str
) -> None:
    assert withheld(clinic, name, Audience.FAMILY) > 0
    assert withheld(clinic, name, Audience.YOUTH) == 0


def test_an_eight_year_olds_adhd_plan_prints_for_his_mother(clinic: Database) -> None:
    with clinic.reading() as session:
        member_id = find(session, "Isaiah Carter").hits[0].member_id
        family = plan_disclosure.plan_for_reader(session, member_id, Audience.FAMILY)
    seals = {concern.seal for concern in family.plan.content.concerns}
    assert seals == {Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER)}
    assert family.withheld == 0


def test_part_2_records_are_marked(clinic: Database) -> None:
    marked = every(clinic, select(Goal).where(Goal.part2))
    assert [goal.segment for goal in marked] == [Segment.SUBSTANCE_USE]


@pytest.mark.parametrize("name", texts.plan_names())
def test_plan_texts_speak_of_the_same_child_in_both_languages(name: str) -> None:
    plan = texts.read("plans", name)
    lines = [plan["concern"], *plan["what_matters"], *plan["goals"]]
    lines += [step for goal in plan["goals"] for step in goal["steps"]]
    for line in lines:
        assert line["en"].count("{child}") <= 1
        assert line["en"].count("{") == line["en"].count("{child}")
        assert line["es"].count("{") == line["es"].count("{child}")
        assert line["es"] != line["en"]
        assert line["es"].strip() == line["es"]


def test_the_bundled_child_is_one_whole_transaction(root: Path) -> None:
    file = root / "resources" / "demo" / "child-bundle.json"
    bundle = json.loads(file.read_text("utf-8"))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert bundle["type"] == "transaction"
    assert sorted(kinds) == [
        "AllergyIntolerance",
        "CarePlan",
        "Condition",
        "Coverage",
        "Goal",
        "MedicationRequest",
        "Patient",
        "RelatedPerson",
    ]
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    refers = re.findall(r'"reference": "([^"]+)"', json.dumps(bundle))
    assert set(refers) <= urls
    assert all(FICTION.fullmatch(phone) for phone in PHONE.findall(json.dumps(bundle)))
