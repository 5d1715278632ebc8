"""A member out and in again: the same member, and the same bytes once more."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hhdesk import demonstration
from hhdesk.care import audit_verdict, member_reading
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.goals import (
    BarrierKind,
    BarrierRow,
    Repeat,
    RepeatUnit,
    Responsible,
)
from hhdesk.care.household import Relationship
from hhdesk.care.member_disclosure import MemberForReader, gather_for_export
from hhdesk.care.member_record import MemberRecord
from hhdesk.care.members import Member
from hhdesk.care.person import Languages
from hhdesk.care.plan_lines import LineKind, School, SchoolPlan
from hhdesk.care.plan_records import PlanStatus
from hhdesk.care.referral_record import EventRecord, ReportRecord
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import Evidence, NoHelpReason
from hhdesk.care.referrals import EventKind
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.exchange import fhir
from hhdesk.exchange.fhir import ImportReport
from hhdesk.exchange.fhir_export.bundle import export_member
from hhdesk.store.engine import Database, sqlite_engine
from tests.care.whole_member import SECRET, enter
from tests.databases import ACTOR_ID, KEY, NOW, open_on
from tests.exchange.test_fhir_export import check, resources
from tests.exchange.test_fhir_fuzz import ODD, REMOVE, broken, paths_of
from tests.exchange.test_fhir_import import rows

TODAY = date(2026, 11, 21)
_KEYS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?<=agency-)[0-9a-f]{32}"
)


def without_keys(content: bytes) -> list[str]:
    """The lines of a bundle, its keys numbered in the order of their first coming."""
    seen: dict[str, str] = {}
    text = _KEYS.sub(
        lambda found: seen.setdefault(found[0], f"key {len(seen)}"), content.decode()
    )
    return text.splitlines()


def difference(one: bytes, other: bytes) -> list[str]:
    return list(
        difflib.unified_diff(without_keys(other), without_keys(one), lineterm="", n=1)
    )


def gathered(
    database: Database, member_id: UUID, audience: Audience = Audience.CARE_TEAM
) -> MemberForReader:
    with database.reading() as session:
        return gather_for_export(session, member_id, audience)


def record_of(database: Database) -> MemberRecord:
    """The record of the only member there."""
    with database.reading() as session:
        (member_id,) = session.scalars(select(Member.id)).all()
        return member_reading.read(session, member_id)


def bring(database: Database, content: bytes, folder: Path) -> ImportReport:
    path = folder / "member.json"
    path.write_bytes(content)
    return fhir.import_paths(database, ACTOR_ID, [path])


@contextmanager
def empty_clinic(template: Path) -> Iterator[tuple[Database, Path]]:
    """A clinic without members in a folder of its own, for one of many cases."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(template, folder / "clinic.db")
        database = open_on(sqlite_engine(folder / "clinic.db", KEY))
        try:
            yield database, folder
        finally:
            database.close()


def comes_back(template: Path, made: MemberForReader) -> MemberRecord:
    """Out, in elsewhere, out from there: the same; gives the record there."""
    content = export_member(made)
    check(content)
    with empty_clinic(template) as (database, folder):
        report = bring(database, content, folder)
        assert report.refused == ()
        assert report.notes == ()
        back = record_of(database)
        again = replace(made, record=gathered(database, back.id).record)
        if made.audience is not Audience.CARE_TEAM:
            again = gathered(database, back.id, made.audience)
        changed = difference(export_member(again), content)
        assert not changed, "\n".join(changed)
        with database.reading() as session:
            assert audit_verdict.verify(session).whole
    return back


@pytest.fixture(scope="module")
def demo_clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    opened = demonstration.make_in(folder, members=16, today=TODAY)
    yield opened.database
    opened.database.close()


def test_every_child_of_the_demonstration_comes_back_as_the_same(
    demo_clinic: Database, sqlite_template: Path
) -> None:
    with demo_clinic.reading() as session:
        ids = session.scalars(select(Member.id).order_by(Member.id)).all()
    assert len(ids) == 16
    for member_id in ids:
        comes_back(sqlite_template, gathered(demo_clinic, member_id))


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    with database.transaction(actor_id) as session:
        return enter(session)


@pytest.mark.parametrize("audience", [Audience.CARE_TEAM, Audience.YOUTH])
def test_a_youth_with_something_of_everything_comes_back_as_the_same(
    database: Database, member_id: UUID, sqlite_template: Path, audience: Audience
) -> None:
    made = gathered(database, member_id, audience)
    back = comes_back(sqlite_template, made)
    assert back.name == made.record.name
    assert (SECRET in repr(back)) is (audience is Audience.YOUTH)


def test_a_bundle_goes_into_either_database(
    database: Database, sqlite_database: Database, tmp_path: Path
) -> None:
    """The other way round: what SQLite let out, each database takes."""
    with empty_clinic_like(sqlite_database) as source_id:
        made = gathered(sqlite_database, source_id)
    report = bring(database, export_member(made), tmp_path)
    assert report.refused == ()
    again = gathered(database, record_of(database).id)
    assert without_keys(export_member(again)) == without_keys(export_member(made))


@contextmanager
def empty_clinic_like(database: Database) -> Iterator[UUID]:
    with database.transaction(ACTOR_ID) as session:
        made = enter(session)
    yield made


def test_the_same_clinic_takes_its_own_bundle_and_changes_nothing(
    database: Database, member_id: UUID, tmp_path: Path
) -> None:
    before = rows(database)
    kept = record_of(database)
    content = export_member(gathered(database, member_id))
    for _ in range(2):
        report = bring(database, content, tmp_path)
        assert (report.refused, report.kept, report.notes) == ((), (), ())
        told = {row.type: (row.unchanged, row.total) for row in report.types}
        assert all(unchanged == total for unchanged, total in told.values())
    assert rows(database) == before
    assert record_of(database) == kept


def test_what_changed_here_since_stays_when_the_own_bundle_comes_back(
    database: Database, member_id: UUID, actor_id: UUID, tmp_path: Path
) -> None:
    content = export_member(gathered(database, member_id))
    with database.transaction(actor_id) as session:
        member = session.get_one(Member, member_id)
        member.pronouns = "she/her"
        member.version += 0
    bring(database, content, tmp_path)
    assert record_of(database).pronouns == "she/her"


def test_a_child_is_known_again_by_our_number_in_anothers_record(
    database: Database, member_id: UUID, tmp_path: Path
) -> None:
    content = export_member(gathered(database, member_id))
    patient = json.loads(content)["entry"][0]["resource"]
    theirs = {
        "resourceType": "Patient",
        "id": "theirs-1",
        "identifier": [patient["identifier"][-1]],
        "name": [{"family": "Park", "given": ["Jonah"]}],
        "birthDate": patient["birthDate"],
    }
    report = bring(database, json.dumps(theirs).encode(), tmp_path)
    assert [row.text for row in report.notes] == [
        "joined to the member here who has the same number and birth date"
    ]
    assert record_of(database).id == member_id
    # Nor does the number become one more of the child's.
    numbers = {one.value for one in record_of(database).numbers}
    assert str(member_id) not in numbers
    stranger = theirs | {"id": "theirs-2", "birthDate": "2001-01-01"}
    bring(database, json.dumps(stranger).encode(), tmp_path)
    assert rows(database)["member"] == 2


CANARIES = {segment: f"Canary{segment.value.title()}" for segment in Segment}


def test_nothing_of_a_closed_segment_is_in_the_bundle(
    database: Database, member_id: UUID, actor_id: UUID
) -> None:
    made = gathered(database, member_id, Audience.YOUTH)
    with database.transaction(actor_id) as session:
        _put_canaries(session, member_id)
    for audience, open_segments in (
        (Audience.CARE_TEAM, {Segment.GENERAL}),
        (Audience.FAMILY, {Segment.GENERAL}),
        (Audience.YOUTH, set(Segment) - {Segment.FAMILY_SAFETY}),
    ):
        content = export_member(gathered(database, made.record.id, audience)).decode()
        shown = {segment for segment, text in CANARIES.items() if text in content}
        assert shown == open_segments


def _put_canaries(session: Any, member_id: UUID) -> None:
    """One in each noun of each segment; who consented to care was asked of nobody."""
    from hhdesk.care.appointments import Appointment
    from hhdesk.care.health import Allergy, Condition, Medicine
    from hhdesk.care.referrals import Referral

    for segment, text in CANARIES.items():
        mine = {"member_id": member_id, "segment": segment}
        session.add_all(
            [
                Condition(**mine, text=text),
                Allergy(**mine, text=text),
                Medicine(**mine, text=text),
                Referral(
                    **mine,
                    domain="medical",
                    need=text,
                    agency=text,
                    state=ReferralState.SENT,
                    state_since=TODAY,
                    wanted=text,
                    next_step=text,
                ),
                Appointment(
                    **mine,
                    title=text,
                    place=text,
                    with_whom=text,
                    starts_at=NOW,
                    ends_at=NOW + timedelta(hours=1),
                    reason=text,
                ),
            ]
        )


# ------------------------------------------------------------- many other members

LETTERS = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="\x7f"
)
WORD = st.text(LETTERS, min_size=1, max_size=12)
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
NO_WORDS = st.one_of(st.just(""), WORDS)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
SOME_LINES = st.one_of(st.just(""), LINES)
PAST = st.dates(date(2026, 1, 1), TODAY)
SOME_DAY = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))


@st.composite
def standings(draw: st.DrawFn) -> dict[str, Any]:
    """A referral with the events of one lawful way, to any state."""
    state = draw(st.sampled_from([s for s in ReferralState if s.name[:7] != "ENTERED"]))
    way = WAYS[state]
    days = sorted(draw(st.lists(PAST, min_size=len(way), max_size=len(way))))
    before: ReferralState | None = None
    events: list[EventRecord] = []
    for to, day in zip(way, days, strict=True):
        detail = DETAILS.get(to) if to is state else None
        told = {"how_known": draw(SOME_LINES), "note": draw(SOME_LINES)}
        events.append(EventRecord(EventKind.STEP, before, to, detail, day, NOW, **told))
        before = to
    if draw(st.booleans()):
        note = draw(LINES)
        events.append(
            EventRecord(EventKind.NOTE, before, state, None, days[-1], NOW, note=note)
        )
    visit = days[-1] if state in {ReferralState.SCHEDULED} else None
    ended = {
        ReferralState.GOT_HELP: {
            "service_on": days[-1],
            "evidence": Evidence.AGENCY_CONFIRMED,
        },
        ReferralState.NO_HELP: {
            "end_reason": draw(st.sampled_from(sorted(NoHelpReason))),
            "next_step": draw(SOME_LINES),
        },
    }
    reports = ()
    if state is ReferralState.RESULT:
        reports = (ReportRecord(days[-1], False, TODAY, days[-1], draw(SOME_LINES)),)
    closed = not state.open
    return {
        "state": state,
        "detail": DETAILS.get(state),
        "state_since": days[-1],
        "due_on": None if closed else draw(PAST),
        "visit_on": visit,
        "events": tuple(events),
        "reports": reports,
        "basis": draw(st.sampled_from([None, *sorted(Basis)])),
        "wanted": draw(SOME_LINES),
        **ended.get(state, {}),
    }


S = ReferralState
_SENT = (S.DRAFT, S.SENT)
WAYS = {
    S.DRAFT: (S.DRAFT,),
    S.AWAITING_AGREEMENT: (S.DRAFT, S.AWAITING_AGREEMENT),
    S.AWAITING_AUTHORIZATION: (S.DRAFT, S.AWAITING_AUTHORIZATION),
    S.SENT: _SENT,
    **{
        state: (*_SENT, state)
        for state in (S.DELIVERY_FAILED, S.ACCEPTED, S.WAITLISTED, S.FAMILY_ACTION,
                      S.AGENCY_NEEDS_MORE, S.DECLINED, S.SCHEDULED, S.MISSED,
                      S.SERVICE_RUNNING, S.RESULT, S.GOT_HELP, S.NO_HELP,
                      S.FAMILY_CHOSE_NOT)
    },
}  # fmt: skip
DETAILS = {
    S.DECLINED: Detail.FULL,
    S.MISSED: Detail.BY_AGENCY,
    S.RESULT: Detail.REPORT_REVIEWED,
}


REPEATS = st.none() | st.builds(
    Repeat, st.integers(1, 9), st.integers(1, 12), st.sampled_from(sorted(RepeatUnit))
)
SCHOOLS = sorted(SchoolPlan)


@st.composite
def changes(draw: st.DrawFn, record: MemberRecord) -> MemberRecord:
    """The youth's record with other words, days, codes and states in it."""
    content = record.plan.content
    language = "es"
    goal = content.goals[0]

    def pair() -> Pair:
        english = draw(LINES)
        checked = draw(st.booleans())
        if not checked:
            return Pair(english)
        by = draw(WORDS)
        return Pair(english, draw(LINES), TranslationState.CHECKED, "", by)

    def spoken(chart: Pair) -> Pair:
        """Words of the chart in the family's language."""
        if not chart.english or draw(st.booleans()):
            return chart
        by = draw(WORDS)
        return Pair(chart.english, draw(LINES), TranslationState.CHECKED, "", by)

    def barrier(row: BarrierRow) -> BarrierRow:
        kind = draw(st.sampled_from(sorted(BarrierKind)))
        return replace(
            row, kind=kind, note=draw(SOME_LINES), resolved_on=draw(SOME_DAY)
        )

    tasks = tuple(
        replace(
            one,
            text=pair(),
            who=draw(NO_WORDS),
            result=draw(SOME_LINES),
            due_on=draw(SOME_DAY),
            responsible=draw(st.sampled_from(sorted(Responsible))),
            repeat=draw(REPEATS),
            done_on=draw(SOME_DAY),
        )
        for one in goal.activities
    )
    goal = replace(
        goal,
        family_words=pair(),
        clinical_words=draw(NO_WORDS),
        target=(draw(st.booleans()) and pair()) or Pair(),
        start_on=draw(SOME_DAY),
        target_on=draw(SOME_DAY),
        activities=tasks,
        barriers=tuple(map(barrier, goal.barriers)),
    )
    concern = replace(
        content.concerns[0],
        text=pair(),
        clinical_words=draw(NO_WORDS),
        resolved_on=draw(SOME_DAY),
    )
    stopped = draw(SOME_DAY)
    plan = replace(
        record.plan,
        language=language,
        status=PlanStatus.COMPLETED if stopped else PlanStatus.ACTIVE,
        stopped_on=stopped,
        stop_reason=draw(SOME_LINES) if stopped else "",
        content=replace(
            content,
            what_matters=pair(),
            strengths=Pair(draw(SOME_LINES)),
            review_on=draw(SOME_DAY),
            concerns=(concern,),
            goals=(goal,),
            culture=pair(),
            school=School(
                draw(NO_WORDS), draw(NO_WORDS), plan=draw(st.sampled_from(SCHOOLS))
            ),
            lines=tuple(
                replace(one, text=pair(), kind=draw(st.sampled_from(sorted(LineKind))))
                for one in content.lines
            ),
            medicines=tuple(
                replace(one, dosage=spoken(one.dosage)) for one in content.medicines
            ),
            allergies=tuple(
                replace(one, reaction=spoken(one.reaction)) for one in content.allergies
            ),
        ),
    )
    team = tuple(
        replace(
            one,
            # Nobody is on a team twice.
            name=f"{number} {draw(WORDS)}",
            organization=draw(NO_WORDS),
            phone=draw(NO_WORDS),
            role=draw(st.sampled_from(sorted(TeamRole))),
        )
        for number, one in enumerate(record.team)
    )
    referrals = tuple(
        replace(
            one,
            need=draw(LINES),
            agency=draw(NO_WORDS),
            agency_phone="",
            **draw(standings()),
        )
        for one in record.referrals
    )
    visits = tuple(
        replace(one, details=replace(one.details, title=draw(WORDS)))
        for one in record.appointments
    )
    cover = tuple(
        replace(
            one, payer=draw(NO_WORDS), plan=draw(NO_WORDS), renewal_on=draw(SOME_DAY)
        )
        for one in record.coverages
    )
    return replace(
        record,
        plan=plan,
        team=team,
        referrals=referrals,
        appointments=visits,
        coverages=cover,
        pronouns=draw(NO_WORDS),
        languages=Languages("ko", draw(st.sampled_from(["ko", "en", "es"]))),
    )


@pytest.fixture(scope="module")
def youth(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> MemberForReader:
    path = tmp_path_factory.mktemp("youth") / "clinic.db"
    shutil.copy(sqlite_template, path)
    database = open_on(sqlite_engine(path, KEY))
    with database.transaction(ACTOR_ID) as session:
        made = enter(session)
    found = gathered(database, made)
    database.close()
    return found


@given(st.data())
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_whatever_a_record_says_comes_back(
    youth: MemberForReader, sqlite_template: Path, data: st.DataObject
) -> None:
    record = data.draw(changes(youth.record))
    comes_back(sqlite_template, replace(youth, record=record))


@given(st.data())
@settings(max_examples=12, deadline=None)
def test_a_bundle_of_ours_that_somebody_changed_is_taken_or_refused_with_a_word(
    youth: MemberForReader, sqlite_template: Path, data: st.DataObject
) -> None:
    whole = json.loads(export_member(youth))
    places = [path for path in paths_of(whole) if len(path) > 2]
    spoiled = st.lists(
        st.tuples(st.sampled_from(places), st.one_of(ODD, st.just(REMOVE))),
        min_size=1,
        max_size=6,
    )
    with empty_clinic(sqlite_template) as (database, folder):
        for _ in range(3):
            value = broken(data.draw(spoiled), whole)
            report = bring(database, json.dumps(value).encode(), folder)
            counted = sum(row.total for row in report.types)
            assert counted + report.without_resource == len(value["entry"])
            assert all(row.place.file and row.text for row in report.refused)
            with database.reading() as session:
                for member_id in session.scalars(select(Member.id)).all():
                    gathered(database, member_id)


# --------------------------------------------------------------- single questions


def changed_back(template: Path, youth: MemberForReader, **values: Any) -> MemberRecord:
    return comes_back(template, replace(youth, record=replace(youth.record, **values)))


def test_safe_contact_rules_come_back_with_their_numbers(
    youth: MemberForReader, sqlite_template: Path
) -> None:
    back = comes_back(sqlite_template, youth)
    rules = {one.value: one.safe_contact for one in youth.record.contacts}
    assert {one.value: one.safe_contact for one in back.contacts} == rules
    assert any(rule.restricted for rule in rules.values())


def test_who_is_asked_first_comes_back_even_where_nobody_would_guess(
    youth: MemberForReader, sqlite_template: Path
) -> None:
    mother, *others = youth.record.caregivers
    neighbor = next(one for one in others if one.relationship is Relationship.OTHER)
    rest = [one for one in others if one is not neighbor]
    people = (replace(neighbor, main=True), replace(mother, main=False), *rest)
    back = changed_back(sqlite_template, youth, caregivers=people)
    assert [one.name.given for one in back.caregivers if one.main] == ["Ann"]


def test_a_consent_lets_the_sealed_out_and_its_seal_comes_back(
    database: Database, member_id: UUID, actor_id: UUID, sqlite_template: Path
) -> None:
    with database.transaction(actor_id) as session:
        session.add(
            Consent(
                member_id=member_id,
                audience=Audience.CARE_TEAM,
                segments=[Segment.MENTAL_HEALTH.value],
                given_by=Consenter.YOUTH,
                basis=Basis.YOUTH,
                given_on=TODAY,
            )
        )
    content = export_member(gathered(database, member_id))
    assert SECRET in content.decode()
    # What is born of a closed concern is labelled as it is: whoever gets it must know.
    closed_out = [one for one in resources(content) if SECRET in json.dumps(one)]
    assert {one["resourceType"] for one in closed_out} >= {
        "Appointment", "CarePlan", "Condition", "Goal", "ServiceRequest",
    }  # fmt: skip
    for one in closed_out:
        labels = {label["code"] for label in one["meta"]["security"]}
        assert labels == {"R", "MH"}
    with empty_clinic(sqlite_template) as (elsewhere, folder):
        bring(elsewhere, content, folder)
        back = record_of(elsewhere)
        content_ = back.plan.content
        closed = [one for one in content_.concerns if SECRET in one.text.english]
        diary = [
            task
            for goal in content_.goals
            for task in goal.activities
            if SECRET in task.text.english
        ]
        seals = {one.seal.segment for one in (*closed, *diary)}
        assert seals == {Segment.MENTAL_HEALTH}
        assert SECRET not in export_member(gathered(elsewhere, back.id)).decode()


def test_fhir_resources_accepts_every_bundle(
    demo_clinic: Database, youth: MemberForReader
) -> None:
    bundles = pytest.importorskip("fhir.resources.R4B.bundle")
    with demo_clinic.reading() as session:
        ids = session.scalars(select(Member.id).order_by(Member.id)).all()
    made = [gathered(demo_clinic, member_id) for member_id in ids]
    for one in (*made, youth):
        content = export_member(one)
        parsed = bundles.Bundle.model_validate_json(content)
        assert len(parsed.entry) == len(json.loads(content)["entry"])


def test_the_renewal_of_a_coverage_and_a_phone_of_the_team_come_back(
    database: Database, member_id: UUID, actor_id: UUID, sqlite_template: Path
) -> None:
    with database.transaction(actor_id) as session:
        cover = session.scalars(select(Coverage)).one()
        cover.renewal_on = date(2027, 2, 1)
        team = session.scalars(select(TeamMember)).all()
        assert any(one.phone for one in team)
    made = gathered(database, member_id)
    back = comes_back(sqlite_template, made)
    assert [one.renewal_on for one in back.coverages] == [date(2027, 2, 1)]
    plain = [(one.role, one.name, one.organization, one.phone) for one in back.team]
    assert plain == [
        (one.role, one.name, one.organization, one.phone) for one in made.record.team
    ]
