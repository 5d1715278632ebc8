"""The demonstration clinic: the same each time, with the people of the story in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from hhdesk import demo
from hhdesk.care import (
    audit_verdict,
    care_plans,
    member_page,
    plan_disclosure,
    search,
    staff,
)
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Audience, Segment
from hhdesk.care.contact_points import Voicemail
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.goals import BarrierKind
from hhdesk.care.members import IdentifierKind, Member
from hhdesk.care.person import Interpreter
from hhdesk.care.referrals import ReferralState
from hhdesk.care.translations import TranslationState
from hhdesk.demo import days
from hhdesk.errors import DatabaseRefused, InvalidField
from hhdesk.store.engine import Database
from tests.databases import Server
from tests.demo_clinics import TODAY, clinic, fingerprints, made, on_file, on_server

assert clinic

SMALL = 60
AGAIN = """
import sys
from pathlib import Path
from tests.demo_clinics import fingerprints, made, on_file
print(sorted(fingerprints(made(on_file(Path(sys.argv[1])), int(sys.argv[2]))).items()))
"""


def test_the_same_seed_and_day_make_the_same_bytes(tmp_path: Path, root: Path) -> None:
    """The second one in another process, where words hash otherwise."""
    first = made(on_file(tmp_path / "first.db"), SMALL)
    found = sorted(fingerprints(first).items())
    first.close()
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(tmp_path / "second.db"), str(SMALL)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert done.stdout.strip() == str(found)


def test_a_server_gets_the_same_clinic_each_time(server: Server) -> None:
    found = []
    for _ in range(2):
        with on_server(server) as database:
            found.append(fingerprints(made(database, SMALL)))
    assert found[0] == found[1]
    assert len(found[0]) > 30


def test_another_seed_makes_other_people(tmp_path: Path) -> None:
    names = []
    for seed in (1, 2):
        database = made(on_file(tmp_path / f"{seed}.db"), 30, seed)
        with database.reading() as session:
            names.append({one.name.full for one in session.scalars(select(Member))})
        database.close()
    assert names[0] != names[1]
    assert "Mateo Hernández Ruiz" in names[0] & names[1]


def test_a_clinic_of_one_is_mateos(tmp_path: Path) -> None:
    database = made(on_file(tmp_path / "one.db"), 1)
    with database.reading() as session:
        assert search.count(session) == 1
        assert care_plans.current(session, demo.MATEO_ID).number == 3
    database.close()


def test_only_an_empty_database_is_filled(clinic: Database) -> None:
    with pytest.raises(DatabaseRefused):
        demo.make_clinic(clinic, members=5, today=TODAY)


def test_a_clinic_of_nobody_is_refused(clinic: Database) -> None:
    with pytest.raises(InvalidField):
        demo.make_clinic(clinic, members=0, today=TODAY)


def test_progress_grows_and_ends_with_the_last_member(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    database = on_file(tmp_path / "told.db")
    from hhdesk.store import schema

    schema.upgrade(database.engine)
    demo.make_clinic(
        database,
        members=20,
        today=TODAY,
        progress=lambda done, total: told.append((done, total)),
    )
    database.close()
    assert told == sorted(told)
    assert told[-1] == (20, 20)


def test_the_clinic_is_whole(clinic: Database) -> None:
    with clinic.reading() as session:
        assert audit_verdict.verify(session).whole
        assert search.count(session) == 250
        assert search.out_of_step(session) == 0
        broken = session.execute(text("PRAGMA foreign_key_check")).first()
    assert broken is None


def test_rosa_delgado_signs_in_to_the_demonstration(clinic: Database) -> None:
    with clinic.reading() as session:
        rosa = staff.of_login(session, demo.LOGIN)
        marisol = staff.of_login(session, "marisol")
        everybody = staff.active_staff(session)
    assert rosa is not None
    assert marisol is not None
    assert (rosa.id, rosa.name) == (demo.ROSA_ID, "Rosa Delgado")
    assert marisol.qualified_languages == ("es",)
    assert 8 <= len(everybody) <= 10
    assert {"vi", "zh-Hant"} <= {
        language for one in everybody for language in one.qualified_languages
    }


def test_caseloads_are_those_of_a_clinic(clinic: Database) -> None:
    with clinic.reading() as session:
        owners = session.scalars(
            select(EnrollmentSegment.coordinator_id).where(EnrollmentSegment.current)
        ).all()
    assert len(Counter(owners)) == 5
    assert all(30 <= count <= 70 for count in Counter(owners).values())


def test_mateo_is_the_child_of_the_story(clinic: Database) -> None:
    with clinic.reading() as session:
        page = member_page.member_page(session, demo.MATEO_ID)
    assert page.name.full == "Mateo Hernández Ruiz"
    assert page.birth_date == date(2025, 5, 14)
    assert page.facts.number(IdentifierKind.CIN) == "90000021A"
    assert page.languages.spoken == "es"
    assert page.languages.interpreter is Interpreter.NEEDED
    assert page.enrollment
    assert page.enrollment.coordinator == "Rosa Delgado"
    assert page.enrollment.tier == "2"
    lucia, phone = page.main_caregiver, page.main_phone
    assert lucia
    assert lucia.name.full == "Lucía Ruiz"
    assert phone
    assert phone.value == "510-555-0142"
    assert phone.safe_contact.voicemail is Voicemail.NEVER
    assert "4 pm" in phone.safe_contact.note
    assert [one.name.full for one in page.siblings] == ["Valeria Hernández Ruiz"]


def test_mateos_visits_failed_for_want_of_a_ride_and_the_next_has_one(
    clinic: Database,
) -> None:
    with clinic.reading() as session:
        page = member_page.member_page(session, demo.MATEO_ID)
    missed = [v for v in page.appointments if v.status is AppointmentStatus.NO_SHOW]
    failed = (ArrangementKind.TRANSPORT, ArrangementStatus.FAILED)
    assert len(missed) == 2
    assert all(failed in visit.arrangements for visit in missed)
    (coming,) = [v for v in page.appointments if v.starts_at > demo.opening(TODAY)]
    local = coming.starts_at.astimezone(clinic.zone)
    assert (coming.title, local.strftime("%A %H:%M")) == ("Well visit", "Monday 08:30")
    assert local.date() == date(2026, 11, 23)
    assert (ArrangementKind.TRANSPORT, ArrangementStatus.CONFIRMED) in (
        coming.arrangements
    )


def test_early_intervention_has_not_answered_for_nine_days(clinic: Database) -> None:
    with clinic.reading() as session:
        page = member_page.member_page(session, demo.MATEO_ID)
    open_one, closed = page.referrals
    assert (open_one.need, open_one.state) == ("Early intervention", ReferralState.SENT)
    assert open_one.due_on
    assert (TODAY - open_one.due_on).days == 9
    assert closed.state is ReferralState.NO_HELP


def test_mateos_plan_has_what_the_family_must_see(clinic: Database) -> None:
    with clinic.reading() as session:
        plan = care_plans.current(session, demo.MATEO_ID)
        family = plan_disclosure.plan_for_reader(
            session, demo.MATEO_ID, Audience.FAMILY
        )
    content = plan.content
    assert (plan.language, plan.number) == ("es", 3)
    assert content.what_matters.family == "Queremos que Mateo nos diga lo que necesita."
    assert content.what_matters.checked_by == "Marisol Soto"
    states = [goal.family_words.state for goal in content.goals]
    assert states.count(TranslationState.STALE) == 1
    assert states.count(TranslationState.MISSING) == 1
    assert {barrier.kind for goal in content.goals for barrier in goal.barriers} == {
        BarrierKind.TRANSPORTATION,
        BarrierKind.LANGUAGE,
    }
    assert family.withheld == 1
    assert all(
        concern.seal.segment is not Segment.FAMILY_SAFETY
        for concern in family.plan.content.concerns
    )


def test_hern_finds_the_five_of_the_story(clinic: Database) -> None:
    with clinic.reading() as session:
        found = {hit.name for hit in search.find(session, "hern").hits}
        first = search.find(session, "hernandez mat").hits[0]
    assert found == {
        "Mateo Hernández Ruiz",
        "Valeria Hernández Ruiz",
        "Diego Hernández",
        "Ximena Torres Hernández",
        "Jonah Hern",
    }
    assert first.member_id == demo.MATEO_ID


@pytest.mark.parametrize(
    "name",
    [
        "Amina Yusuf",
        "Kevin Tran",
        "Sofía Morales",
        "Noah Baptiste",
        "Lia Vang",
        "Daniel Kim",
        "Arman Petrosyan",
        "Diego Hernández",
        "Ximena Torres Hernández",
        "Jonah Hern",
    ],
)
def test_the_others_of_the_story_are_there(clinic: Database, name: str) -> None:
    with clinic.reading() as session:
        assert search.find(session, name).hits[0].name == name


def test_names_in_the_familys_own_script_find_the_child(clinic: Database) -> None:
    for typed, name in (("김다니엘", "Daniel Kim"), ("أمينة", "Amina Yusuf")):
        with clinic.reading() as session:
            assert search.find(session, typed).hits[0].name == name


@pytest.mark.parametrize(
    "today", [date(2024, 2, 29), date(2026, 11, 23), date(2027, 3, 31)]
)
def test_the_story_holds_on_other_days(tmp_path: Path, today: date) -> None:
    database = on_file(tmp_path / "other.db")
    from hhdesk.store import schema

    schema.upgrade(database.engine)
    demo.make_clinic(database, members=20, today=today)
    database = Database(
        database.engine, demo.CLINIC_ID, database.zone, lambda: demo.opening(today)
    )
    with database.reading() as session:
        page = member_page.member_page(session, demo.MATEO_ID)
        (late, _closed) = page.referrals
        missed = [v for v in page.appointments if v.status is AppointmentStatus.NO_SHOW]
    assert days.before(today, months=18, days=7) == page.birth_date
    assert late.due_on
    assert 9 <= (today - late.due_on).days <= 13
    assert len(missed) == 2
    coming = max(visit.starts_at for visit in page.appointments)
    assert coming.astimezone(database.zone).strftime("%A %H:%M") == "Monday 08:30"
    assert coming > demo.opening(today)
    database.close()
