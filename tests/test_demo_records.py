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

from hhdesk.care import care_plans, plan_disclosure
from hhdesk.care.appointments import Appointment
from hhdesk.care.care_plans import CarePlan, CarePlanVersion
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.consents import Consent
from hhdesk.care.goals import Goal, Lifecycle
from hhdesk.care.plan_saving import canonical
from hhdesk.care.referrals import Referral, ReferralEvent, ReferralState
from hhdesk.care.search import find
from hhdesk.demo import days, texts
from hhdesk.store.engine import Database
from tests.demo_clinics import FICTION, PHONE, TODAY, clinic, every

assert clinic

LAWFUL = {
    1: (2, 3, 4, 15, 16),
    2: (1, 3, 4, 15, 16),
    3: (4, 15, 16),
    4: (*range(5, 16), 16),
    5: (4, 15, 16),
    6: (*range(7, 16), 16),
    7: (6, *range(8, 16), 16),
    8: (6, 7, *range(9, 16), 16),
    9: (6, 7, *range(10, 16), 16),
    10: (15, 16),
    11: (12, 13, 14, 11, 8, 15, 16),
    12: (11, 8, 14, 15, 16),
    13: (14, 12, 15, 16),
    14: (13, 15, 16),
    15: (16,),
}
"""The closed loop's table, by the numbers of its lines."""

LINES = {
    state: min(place, 15) if state is not ReferralState.ENTERED_IN_ERROR else 16
    for place, state in enumerate(ReferralState, start=1)
}


def test_referrals_take_lawful_steps_in_order_of_days(clinic: Database) -> None:
    rows = every(clinic, select(ReferralEvent).order_by(ReferralEvent.id))
    states = {one.id: one.state for one in every(clinic, select(Referral))}
    told: dict[object, list[ReferralEvent]] = {}
    for row in rows:
        told.setdefault(row.referral_id, []).append(row)
    assert set(told) == set(states)
    for referral_id, steps in told.items():
        assert steps[0].from_state is None
        assert steps[-1].to_state is states[referral_id]
        for before, after in pairwise(steps):
            assert after.from_state is before.to_state
            same = after.to_state is before.to_state
            lawful = LINES[after.to_state] in LAWFUL[LINES[before.to_state]]
            assert same or lawful, (before.to_state, after.to_state)
            assert before.happened_on <= after.happened_on <= TODAY


def test_every_state_of_a_referral_is_met(clinic: Database) -> None:
    rows = every(clinic, select(Referral))
    assert {row.state for row in rows} == set(ReferralState)
    assert all((row.due_on is None) == (not row.state.open) for row in rows)


def test_visits_are_at_clinic_hours_of_working_days(clinic: Database) -> None:
    visits = every(clinic, select(Appointment))
    assert {visit.status.value for visit in visits} >= {
        "booked",
        "proposed",
        "fulfilled",
        "cancelled",
        "noshow",
    }
    for visit in visits:
        local = visit.starts_at.astimezone(clinic.zone)
        assert days.works(local.date())
        assert 8 <= local.hour <= 17
        assert abs((local.date() - TODAY).days) <= 60
        assert visit.ends_at > visit.starts_at
        past = local.date() < TODAY
        assert past == (visit.status.value in {"fulfilled", "cancelled", "noshow"})


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
