"""A member out as FHIR R4: lawful resources, nothing closed, and the same back in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import member_reading
from hhdesk.care.confidentiality import Audience, Seal, Segment
from hhdesk.care.member_disclosure import MemberForReader, gather_for_export
from hhdesk.care.member_record import MemberRecord
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.exchange import fhir
from hhdesk.exchange.fhir import elements
from hhdesk.exchange.fhir_export.bundle import export_member
from hhdesk.store.engine import Database, sqlite_engine
from tests.care.whole_member import SECRET, YOUTHS, enter
from tests.databases import KEY, open_on

Json = dict[str, Any]
TYPES = {
    "Patient": 1,
    "RelatedPerson": 3,
    "Coverage": 1,
    "AllergyIntolerance": 1,
    "MedicationRequest": 2,
    "CareTeam": 1,
    "CarePlan": 1,
}


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    with database.transaction(actor_id) as session:
        return enter(session)


def gathered(
    database: Database, member_id: UUID, audience: Audience = Audience.CARE_TEAM
) -> MemberForReader:
    with database.reading() as session:
        return gather_for_export(session, member_id, audience)


def resources(content: bytes) -> list[Json]:
    bundle = json.loads(content)
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    return [entry["resource"] for entry in bundle["entry"]]


def of_type(content: bytes, kind: str) -> list[Json]:
    return [one for one in resources(content) if one["resourceType"] == kind]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "reference" and type(v) is str)
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def check(content: bytes) -> None:
    """Every resource is R4, and every reference is in the bundle or its resource."""
    bundle = json.loads(content)
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(urls)) == len(urls)
    for one in resources(content):
        elements.check(one)
        inside = {f"#{part['id']}" for part in one.get("contained", ())}
        named = set(references(one))
        assert named <= set(urls) | inside
        # Invariant dom-3: what is contained is referred to.
        assert inside <= named


@pytest.mark.parametrize("audience", [Audience.CARE_TEAM, Audience.YOUTH])
def test_every_resource_is_r4_and_every_reference_is_there(
    database: Database, member_id: UUID, audience: Audience
) -> None:
    content = export_member(gathered(database, member_id, audience))
    check(content)
    kinds = [one["resourceType"] for one in resources(content)]
    for kind, count in TYPES.items():
        assert kinds.count(kind) == count
    whole = audience is Audience.YOUTH
    assert kinds.count("Goal") == (2 if whole else 1)
    # Two diagnoses and two concerns; the youth's own beside them.
    assert kinds.count("Condition") == (6 if whole else 4)
    assert kinds.count("ServiceRequest") == kinds.count("Task") == (2 if whole else 1)
    assert kinds.count("Appointment") == (4 if whole else 3)


def test_what_is_closed_leaves_no_trace_in_the_bytes(
    database: Database, member_id: UUID
) -> None:
    youths = gathered(database, member_id, Audience.YOUTH).record
    team = gathered(database, member_id)
    content = export_member(team).decode()
    assert SECRET not in content
    assert "withheld" not in content
    shown = {str(key) for key in _ids(team.record)}
    hidden = {str(key) for key in _ids(youths)} - shown
    # Concern, goal, diary, condition, referral, visit.
    assert len(hidden) == 6
    assert not [key for key in hidden if key in content or key[-12:] in content]
    assert team.withheld == 10


def _ids(record: MemberRecord) -> Iterator[UUID | None]:
    content = record.plan.content
    for goal in content.goals:
        yield from (goal.id, *(one.id for one in goal.activities))
    rows: tuple[Any, ...] = (
        *content.concerns,
        *record.conditions,
        *record.referrals,
        *record.appointments,
    )
    yield from (row.id for row in rows)


def test_the_same_record_makes_the_same_bytes(
    database: Database, member_id: UUID
) -> None:
    first = export_member(gathered(database, member_id))
    assert first == export_member(gathered(database, member_id))


def test_sealed_care_goes_out_labelled(database: Database, member_id: UUID) -> None:
    content = export_member(gathered(database, member_id, Audience.YOUTH))
    labels = {
        one["code"]["text"]: [label["code"] for label in one["meta"]["security"]]
        for one in of_type(content, "Condition")
        if "meta" in one
    }
    closed = ["R", "MH"]
    assert labels == {f"{SECRET} depression": closed, f"{SECRET} worry": closed}


def test_records_of_a_part_2_program_carry_its_notice_and_no_others_do(
    database: Database, member_id: UUID
) -> None:
    made = gathered(database, member_id)
    first, *rest = made.record.conditions
    part2 = replace(first, seal=Seal(Segment.SUBSTANCE_USE, part2=True))
    record = replace(made.record, conditions=(part2, *rest))
    content = export_member(replace(made, record=record))
    check(content)
    noticed = [one["id"] for one in resources(content) if "text" in one]
    assert noticed == [str(first.id)]
    assert content.count(b"42 CFR part 2 prohibits") == 1


def test_a_number_carries_its_safe_contact_rule(
    database: Database, member_id: UUID
) -> None:
    content = export_member(gathered(database, member_id))
    mother = of_type(content, "RelatedPerson")[0]
    comment, own = mother["telecom"][0]["extension"]
    assert comment["valueString"] == "No voicemail; after 4 pm"
    # Beside the words for people, the rule in parts for this program.
    assert own["extension"] == [
        {"url": "spoken", "valueCode": "never"},
        {"url": "note", "valueString": "after 4 pm"},
    ]


def test_a_visit_says_who_called_it_off_and_why_it_was_missed(
    database: Database, member_id: UUID
) -> None:
    content = export_member(gathered(database, member_id))
    visits = {one["description"]: one for one in of_type(content, "Appointment")}
    off, missed, booked = visits["Shots"], visits["Check"], visits["Class"]
    assert (off["status"], missed["status"]) == ("cancelled", "noshow")
    assert off["cancelationReason"]["coding"][0]["code"] == "prov"
    assert off["cancelationReason"]["text"] == "nurse ill"
    assert missed["cancelationReason"]["text"] == "no ride"
    assert missed["cancelationReason"]["coding"][0]["code"] == "transportation"
    # Nobody of the family declined what the agency called off.
    assert off["participant"][0]["status"] == "accepted"
    assert "cancelationReason" not in booked
    assert (booked["start"], booked["end"]) == (
        "2026-11-24T16:30:00Z",
        "2026-11-24T17:00:00Z",
    )
    told = [
        (part.get("type", [{}])[0].get("text"), part["status"])
        for part in booked["participant"][-2:]
    ]
    assert sorted(told) == [("Interpreter", "needs-action"), ("Ride", "accepted")]


def test_a_referral_says_its_state_in_the_words_of_the_standards(
    database: Database, member_id: UUID
) -> None:
    content = export_member(gathered(database, member_id))
    (request,), (task,) = of_type(content, "ServiceRequest"), of_type(content, "Task")
    assert (request["status"], request["priority"]) == ("active", "urgent")
    # A visit is booked for it.
    assert task["status"] == "in-progress"
    codes = [coding["code"] for coding in task["businessStatus"]["coding"]]
    assert codes == ["scheduled", "5.1.1"]
    assert task["restriction"]["period"]["end"] == "2026-11-26"


def test_only_a_checked_translation_goes_out(
    database: Database, member_id: UUID
) -> None:
    made = gathered(database, member_id)
    assert "기침" not in export_member(made).decode()
    content = made.record.plan.content
    goal = content.goals[0]
    checked = replace(goal.family_words, state=TranslationState.CHECKED)
    plan = replace(
        made.record.plan,
        content=replace(content, goals=(replace(goal, family_words=checked),)),
    )
    told = export_member(replace(made, record=replace(made.record, plan=plan)))
    check(told)
    (out,) = of_type(told, "Goal")
    translation, own = out["description"]["_text"]["extension"]
    assert own["url"] == "urn:hhdesk:extension:checked"
    assert [part.get("valueCode") for part in translation["extension"]] == ["ko", None]


HOSTILE = ["\x00\x08\x1f", "a\x0bb", "</div><script>", '"\\', "   ", "\u202e\u0000x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_and_the_bundle_stays_r4(
    sqlite_database: Database, actor_id: UUID, text: str
) -> None:
    with sqlite_database.transaction(actor_id) as session:
        made_id = enter(session)
    made = gathered(sqlite_database, made_id)
    record = made.record
    content = record.plan.content
    goal = content.goals[0]
    tasks = tuple(
        replace(one, text=Pair(text), who=text, result=text) for one in goal.activities
    )
    goal = replace(goal, family_words=Pair(text), clinical_words="", activities=tasks)
    plan = replace(
        record.plan, content=replace(content, goals=(goal,), what_matters=Pair(text))
    )
    hostile = replace(
        record,
        name=Name(text, text, text, text, text),
        pronouns=text,
        plan=plan,
        referrals=tuple(
            replace(one, need=text, agency=text, agency_phone=text)
            for one in record.referrals
        ),
        team=tuple(
            replace(one, name=text, organization=text, phone=text)
            for one in record.team
        ),
        conditions=tuple(replace(one, text=text) for one in record.conditions),
        medicines=tuple(
            replace(one, text=text, dosage=text, reported_by=text)
            for one in record.medicines
        ),
        coverages=tuple(
            replace(one, payer=text, plan=text, number=text) for one in record.coverages
        ),
    )
    check(export_member(replace(made, record=hostile)))


# --------------------------------------------------------------- back in again


@pytest.fixture
def elsewhere(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Another clinic's database."""
    path = tmp_path / "elsewhere.db"
    shutil.copy(sqlite_template, path)
    database = open_on(sqlite_engine(path, KEY))
    yield database
    database.close()


def brought_in(
    database: Database, actor_id: UUID, content: bytes, folder: Path
) -> MemberRecord:
    path = folder / "member.json"
    path.write_bytes(content)
    report = fhir.import_paths(database, actor_id, [path])
    assert report.refused == ()
    with database.reading() as session:
        (member_id,) = session.scalars(select(Member.id)).all()
        return member_reading.read(session, member_id)


def identity(record: MemberRecord) -> Json:
    """Who it is and who is around, without keys of rows and rules of numbers."""
    return {
        "name": record.name,
        "former": record.former_names,
        "born": record.birth_date,
        "died": (record.deceased, record.deceased_on),
        "gender": record.gender,
        "pronouns": record.pronouns,
        "languages": record.languages,
        "numbers": {(one.kind, one.system, one.value) for one in record.numbers},
        "contacts": contacts(record.contacts),
        "home": home(record),
        "caregivers": sorted(
            (
                one.name.full,
                one.relationship,
                one.main,
                one.languages,
                contacts(one.contacts),
                one.home == record.home,
            )
            for one in record.caregivers
        ),
    }


def contacts(points: tuple[Any, ...]) -> list[Any]:
    return [(point.kind, point.use, point.value) for point in points]


def home(record: MemberRecord) -> Any:
    assert record.home
    return (
        record.home.address,
        record.home.city,
        record.home.state,
        record.home.postal_code,
    )


def facts(record: MemberRecord) -> Json:
    """What the child lives with, without keys of rows; seals by their topic."""

    def plain(rows: tuple[Any, ...]) -> list[str]:
        nobody = UUID(int=0)
        return sorted(
            repr(replace(row, id=nobody, **_topic(getattr(row, "seal", None))))
            for row in rows
        )

    return {
        "conditions": plain(record.conditions),
        "allergies": plain(record.allergies),
        "medicines": plain(record.medicines),
        "coverages": plain(record.coverages),
    }


def _topic(seal: Seal | None) -> Json:
    """Who consented is asked anew by whom the record is brought to."""
    return {} if seal is None else {"seal": Seal(seal.segment, part2=seal.part2)}


def planned(record: MemberRecord) -> Json:
    """Concerns and goals with their activities: words, whose they are, codes, days."""
    content = record.plan.content
    concerns = {
        one.id: (one.domain, one.text.english, one.clinical_words)
        for one in content.concerns
    }
    goals = [
        (
            goal.domain,
            goal.family_words.english,
            goal.clinical_words,
            goal.lifecycle,
            goal.achievement,
            goal.target_on,
            concerns.get(goal.concern_id),
            sorted(
                (one.text.english, one.responsible, one.who, one.due_on, one.status,
                 one.result)
                for one in goal.activities
            ),
        )
        for goal in content.goals
    ]  # fmt: skip
    return {"concerns": sorted(concerns.values()), "goals": sorted(goals)}


def test_a_member_comes_back_in_as_the_same_person(
    database: Database,
    member_id: UUID,
    elsewhere: Database,
    actor_id: UUID,
    tmp_path: Path,
) -> None:
    made = gathered(database, member_id)
    back = brought_in(elsewhere, actor_id, export_member(made), tmp_path)
    assert identity(back) == identity(made.record)
    assert facts(back) == facts(made.record)
    assert planned(back) == planned(made.record)


def test_what_was_sealed_is_kept_apart_where_it_comes_in(
    database: Database,
    member_id: UUID,
    elsewhere: Database,
    actor_id: UUID,
    tmp_path: Path,
) -> None:
    made = gathered(database, member_id, Audience.YOUTH)
    back = brought_in(elsewhere, actor_id, export_member(made), tmp_path)
    assert facts(back) == facts(made.record)
    assert {one.seal.segment for one in back.plan.content.concerns} == {
        Segment.GENERAL,
        YOUTHS.segment,
    }


def test_a_second_import_of_the_same_bytes_changes_nothing(
    database: Database,
    member_id: UUID,
    elsewhere: Database,
    actor_id: UUID,
    tmp_path: Path,
) -> None:
    content = export_member(gathered(database, member_id))
    first = brought_in(elsewhere, actor_id, content, tmp_path)
    assert brought_in(elsewhere, actor_id, content, tmp_path) == first


def test_words_that_came_with_a_goal_are_taken_back_with_it(
    sqlite_database: Database, elsewhere: Database, actor_id: UUID, tmp_path: Path
) -> None:
    with sqlite_database.transaction(actor_id) as session:
        made_id = enter(session)
    content = export_member(gathered(sqlite_database, made_id))
    brought_in(elsewhere, actor_id, content, tmp_path)
    bundle = json.loads(content)
    for kind, element in (("CarePlan", "status"), ("Goal", "lifecycleStatus")):
        for entry in bundle["entry"]:
            if entry["resource"]["resourceType"] == kind:
                entry["resource"][element] = "entered-in-error"
        changed = json.dumps(bundle).encode()
        back = brought_in(elsewhere, actor_id, changed, tmp_path)
    assert (back.plan.content.goals, back.plan.content.concerns) == ((), ())


def test_our_own_import_takes_an_export_as_a_child_it_knows(
    database: Database, member_id: UUID, actor_id: UUID, tmp_path: Path
) -> None:
    before = gathered(database, member_id)
    content = export_member(before)
    back = brought_in(database, actor_id, content, tmp_path)
    assert back.id == member_id
