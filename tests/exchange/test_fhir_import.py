"""Importing FHIR: what becomes of each resource, on both databases."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from hhdesk.care import audit_verdict, care_plans, members, search
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import Consenter, Segment
from hhdesk.care.contact_points import ContactPoint
from hhdesk.care.coverage import Coverage
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.goals import Achievement, ActivityStatus, Lifecycle, Responsible
from hhdesk.care.health import Allergy, ClinicalStatus, Condition, Criticality, Medicine
from hhdesk.care.household import Caregiver, Caregiving, Household, Relationship
from hhdesk.care.import_records import unsealed
from hhdesk.care.members import Gender, Identifier, IdentifierKind, Member
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.sources import SourceRecord
from hhdesk.errors import NotFound
from hhdesk.exchange.fhir import ImportReport
from hhdesk.exchange.incoming import LARGEST_FILE
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.exchange.clinic_bundle import (
    ALL,
    ASTHMA,
    BREATHE,
    CHILD,
    INHALER,
    MOTHER,
    PAYER,
    PEANUT,
    PLAN,
    TERMS,
    WEIGHT,
    Importer,
    Json,
    bundle,
    changed,
    coded,
    refusals,
    write,
)


@contextmanager
def looking(database: Database) -> Iterator[UnitOfWork]:
    """A look whose rows can still be asked afterwards."""
    with database.reading() as session:
        yield session
        session.expunge_all()


def one(database: Database, kind: type[Any]) -> Any:
    """The only row of a class."""
    with looking(database) as session:
        return session.scalars(select(kind)).one()


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {
            name: connection.execute(
                text(f'SELECT count(*) FROM "{name}"')
            ).scalar_one()
            for name in names
        }


def fates(report: ImportReport) -> dict[str, str]:
    """Each type with its counts: new, changed, the same, kept, refused."""
    return {
        row.type: " ".join(
            map(str, (row.created, row.updated, row.unchanged, row.kept, row.refused))
        )
        for row in report.types
    }


def test_every_type_that_is_read_goes_in_and_the_rest_is_kept(
    bring_in: Importer,
) -> None:
    report = bring_in(*ALL)
    entered, kept = "1 0 0 0 0", "0 0 0 1 0"
    assert fates(report) == {
        "AllergyIntolerance": entered,
        "CarePlan": entered,
        "Condition": entered,
        "Coverage": entered,
        "Goal": entered,
        "MedicationRequest": entered,
        "Observation": kept,
        "Organization": kept,
        "Patient": entered,
        "Practitioner": kept,
        "RelatedPerson": entered,
    }
    assert (report.refused, report.kept, report.notes) == ((), (), ())
    assert (report.files, report.files_done, report.stopped) == (1, 1, False)


def test_a_patient_becomes_a_member_with_numbers_and_home(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD)
    with looking(database) as session:
        member = session.scalars(select(Member)).one()
        details, _ = members.details(session, member.id)
        numbers = session.scalars(select(Identifier)).all()
        points = session.scalars(
            select(ContactPoint.value).order_by(ContactPoint.position)
        ).all()
    assert details.name == Name("Ana Belén", "Quiroga", "Lazo", "Nita")
    assert (details.birth_date, details.gender) == (date(2018, 4, 9), Gender.FEMALE)
    assert details.pronouns == "she/her"
    assert details.languages == Languages("es", "es", Interpreter.NEEDED, ("en",))
    assert details.former_names == ("Ana Lazo",)
    assert (details.address, details.city) == ("12 Alder Ct, Apt 3", "Oakland")
    assert details.cin == "91234567C"
    assert {(n.kind, n.system, n.value) for n in numbers} == {
        (IdentifierKind.MRN, "http://hospital.example/mrn", "A-100"),
        (IdentifierKind.CIN, "", "91234567C"),
        (IdentifierKind.OTHER, "http://school.example/ids", "S-7"),
    }
    assert points == ["510-555-0112", "510-555-0111", "ana@home.example"]


def test_a_social_security_number_is_nowhere_but_in_the_sealed_original(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD)
    with looking(database) as session:
        record = session.scalars(select(SourceRecord)).one()
        values = session.scalars(select(Identifier.value)).all()
    assert "999-12-3456" not in values
    assert "999-12-3456" not in str(record.imported)
    assert json.loads(unsealed(record.original)) == CHILD


def test_a_new_member_is_identified_and_one_who_died_is_ended(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, changed(CHILD, id="b", identifier=None,
                            deceasedDateTime="2026-02-03"),
             changed(CHILD, id="c", identifier=None, deceasedBoolean=True))  # fmt: skip
    with looking(database) as session:
        found = session.execute(
            select(
                Member.deceased_on,
                Member.alert,
                EnrollmentSegment.state,
                EnrollmentSegment.end_reason,
            ).join(EnrollmentSegment, EnrollmentSegment.member_id == Member.id)
        ).all()
    ended = (SegmentState.ENDED, EndReason.DECEASED)
    assert {tuple(row) for row in found} == {
        (None, "", SegmentState.IDENTIFIED, None),
        (date(2026, 2, 3), "", *ended),
        (None, "Has died; the day is not known.", *ended),
    }


def test_a_related_person_becomes_the_main_caregiver_of_the_household(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, MOTHER)
    with looking(database) as session:
        link = session.scalars(select(Caregiving)).one()
        mother = session.get_one(Caregiver, link.caregiver_id)
        member = session.get_one(Member, link.member_id)
        homes = session.scalars(select(func.count(Household.id))).one()
    assert (link.relationship, link.main) == (Relationship.MOTHER, True)
    assert mother.name == Name("Rosa", "Lazo")
    assert mother.spoken_language == "es"
    assert mother.household_id == member.household_id
    assert homes == 1


@pytest.mark.parametrize(
    ("code", "gender", "relationship", "main"),
    [
        ("GRMTH", None, Relationship.GRANDMOTHER, True),
        ("PRN", "male", Relationship.FATHER, True),
        ("PRN", None, Relationship.OTHER, False),
        ("PRNFOST", None, Relationship.FOSTER_PARENT, True),
        ("GUARD", None, Relationship.GUARDIAN, True),
        ("HSIS", None, Relationship.SISTER, False),
        ("ROOM", None, Relationship.OTHER, False),
    ],
)
def test_role_codes_become_relationships(
    bring_in: Importer,
    database: Database,
    code: str,
    gender: str | None,
    relationship: Relationship,
    main: bool,
) -> None:
    role = [coded(f"{TERMS}/v3-RoleCode", code, f"the {code}")]
    bring_in(CHILD, changed(MOTHER, relationship=role, gender=gender))
    link = one(database, Caregiving)
    assert (link.relationship, link.main) == (relationship, main)
    assert link.note == (f"the {code}" if relationship is Relationship.OTHER else "")


def test_clinical_facts_keep_words_codes_and_whole_days(
    bring_in: Importer, database: Database
) -> None:
    bring_in(*ALL)
    asthma, peanut = one(database, Condition), one(database, Allergy)
    inhaler, payer = one(database, Medicine), one(database, Coverage)
    assert (asthma.text, asthma.code) == ("Asthma", "195967001")
    assert asthma.status is ClinicalStatus.ACTIVE
    assert asthma.onset_on == date(2021, 9, 30)
    assert (asthma.segment, asthma.consenter) == (Segment.GENERAL, Consenter.NOT_ASKED)
    assert peanut.text == "Peanut (not confirmed)"
    assert (peanut.criticality, peanut.reaction) == (
        Criticality.HIGH,
        "Hives (moderate)",
    )
    assert inhaler.text == "Albuterol 90 mcg inhaler"
    assert inhaler.dosage == "2 puffs, 2 times a day, as needed"
    assert (inhaler.reported_by, inhaler.reported_on) == (
        "Mika Ito",
        date(2026, 1, 15),
    )
    assert (payer.payer, payer.plan) == ("Alameda Alliance", "Medi-Cal")
    assert (payer.number, payer.begins_on) == ("91234567C", date(2026, 1, 1))


def test_a_partial_onset_is_left_empty_not_guessed(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, changed(ASTHMA, onsetDateTime="2021-09"))
    assert one(database, Condition).onset_on is None


def test_a_label_seals_a_condition_and_the_concern_that_comes_of_it(
    bring_in: Importer, database: Database
) -> None:
    act = f"{TERMS}/v3-ActCode"
    psychiatry = {"security": [{"system": act, "code": "PSY"}]}
    bring_in(CHILD, changed(ASTHMA, meta=psychiatry), BREATHE, PLAN)
    condition = one(database, Condition)
    assert condition.segment is Segment.MENTAL_HEALTH
    assert condition.consenter is Consenter.NOT_ASKED
    with looking(database) as session:
        content = care_plans.current(session, condition.member_id).content
    assert content.concerns[0].seal.segment is Segment.MENTAL_HEALTH


def test_plans_and_goals_become_one_plan_without_words_of_the_family(
    bring_in: Importer, database: Database
) -> None:
    bring_in(*ALL)
    member = one(database, Member)
    with looking(database) as session:
        plan = care_plans.current(session, member.id)
    (concern,) = plan.content.concerns
    goals = {goal.clinical_words: goal for goal in plan.content.goals}
    assert (plan.number, plan.language) == (1, "es")
    assert (concern.clinical_words, concern.text.english) == ("Asthma", "")
    assert list(goals) == ["No night cough for a month", "Inhaler at school",
                           "Asthma plan"]  # fmt: skip
    breathe = goals["No night cough for a month"]
    assert (breathe.lifecycle, breathe.achievement) == (
        Lifecycle.ACTIVE,
        Achievement.IMPROVING,
    )
    assert (breathe.target_on, breathe.concern_id) == (date(2026, 12, 1), concern.id)
    assert all(goal.family_words.english == "" for goal in goals.values())
    (spacer,) = breathe.activities
    assert (spacer.text.english, spacer.text.family) == ("Teach the spacer", "")
    assert (spacer.who, spacer.due_on) == ("Mika Ito", date(2026, 12, 15))
    assert (spacer.status, spacer.result) == (
        ActivityStatus.IN_PROGRESS,
        "Shown once",
    )
    (form,) = goals["Inhaler at school"].activities
    assert form.responsible is Responsible.FAMILY
    (shot,) = goals["Asthma plan"].activities
    assert (shot.text.english, shot.status) == ("Flu shot", ActivityStatus.DONE)


def test_twice_the_same_file_changes_nothing_at_all(
    bring_in: Importer, database: Database
) -> None:
    bring_in(*ALL)
    before = rows(database)
    versions = one(database, Member).version
    report = bring_in(*reversed(ALL))
    assert rows(database) == before
    assert one(database, Member).version == versions
    assert {row.unchanged for row in report.types} == {1}


def test_a_refused_resource_leaves_no_trace_on_the_second_try_either(
    bring_in: Importer, database: Database
) -> None:
    broken = changed(ASTHMA, onsetDateTime="2021-02-30")
    bring_in(CHILD, broken)
    before = rows(database)
    report = bring_in(CHILD, broken)
    assert rows(database) == before
    assert len(report.refused) == 1


def test_a_changed_resource_changes_its_row(
    bring_in: Importer, database: Database
) -> None:
    bring_in(*ALL)
    done = changed(
        ASTHMA,
        clinicalStatus=coded(f"{TERMS}/condition-clinical", "resolved"),
        abatementDateTime="2026-05-01",
    )
    moved = changed(CHILD, gender="other", telecom=CHILD["telecom"][1:3])
    report = bring_in(moved, done)
    assert fates(report)["Condition"] == "0 1 0 0 0"
    condition, member = one(database, Condition), one(database, Member)
    assert condition.status is ClinicalStatus.RESOLVED
    assert condition.abated_on == date(2026, 5, 1)
    assert member.gender is Gender.OTHER
    with looking(database) as session:
        points = session.scalars(
            select(ContactPoint.value).where(
                ContactPoint.voided_at.is_(None), ContactPoint.member_id.is_not(None)
            )
        ).all()
    assert points == ["510-555-0112"]


def test_an_older_version_does_not_undo_a_newer_one(
    bring_in: Importer, database: Database
) -> None:
    newer = {"lastUpdated": "2026-04-01T10:00:00Z"}
    bring_in(changed(CHILD, gender="other", meta=newer))
    report = bring_in(CHILD)
    assert fates(report) == {"Patient": "0 0 1 0 0"}
    assert one(database, Member).gender is Gender.OTHER
    assert "older" in report.notes[0].text


def test_a_version_that_was_replaced_is_known_again(
    bring_in: Importer, database: Database
) -> None:
    plain = changed(CHILD, meta=None)
    bring_in(plain)
    bring_in(changed(plain, gender="other"))
    before = rows(database)
    report = bring_in(plain)
    assert rows(database) == before
    assert fates(report) == {"Patient": "0 0 1 0 0"}
    assert one(database, Member).gender is Gender.OTHER


def test_references_by_address_urn_and_version_find_their_patient(
    bring_in: Importer, database: Database
) -> None:
    urn = "urn:uuid:11111111-2222-3333-4444-555555555555"
    server = "https://one.example/r4"
    entries = [
        {"fullUrl": urn, "resource": changed(CHILD, id=None)},
        {"fullUrl": f"{server}/Patient/b", "resource": changed(CHILD, id="b",
                                                               identifier=None)},
        *(
            {"fullUrl": full, "resource": changed(ASTHMA, id=name,
                                                  subject={"reference": reference})}
            for full, name, reference in (
                ("", "1", urn),
                ("", "2", f"{server}/Patient/b/_history/3"),
                (f"{server}/Condition/3", "3", "Patient/b"),
                ("", "4", "Patient?identifier=http://hospital.example/mrn|A-100"),
            )
        ),
        {"resource": changed(ASTHMA, id="5", subject={
            "identifier": {"system": "http://hospital.example/mrn", "value": "A-100"}
        })},
    ]  # fmt: skip
    first = bring_in.whole(bundle() | {"entry": entries[:2]})
    report = bring_in.whole(bundle(kind="transaction") | {"entry": entries})
    assert (first.refused, report.refused) == ((), ())
    with looking(database) as session:
        found = Counter(session.scalars(select(Condition.member_id)))
    assert sorted(found.values()) == [2, 3]


def test_equal_ids_of_two_servers_are_two_people(
    bring_in: Importer, database: Database
) -> None:
    other = changed(CHILD, identifier=None, birthDate="2011-01-01")
    for server, patient in (("one", CHILD), ("two", other)):
        full_url = f"https://{server}.example/r4/Patient/ana"
        entry = {"fullUrl": full_url, "resource": patient}
        bring_in.whole(bundle() | {"entry": [entry]})
    assert rows(database)["member"] == 2


def test_an_id_that_becomes_somebody_else_is_refused_with_all_that_is_theirs(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD)
    name = [{"family": "Okafor", "given": ["Chidi"]}]
    stranger = changed(CHILD, name=name, birthDate="1990-01-01", meta=None)
    report = bring_in(stranger, ASTHMA)
    assert refusals(report) == [
        (
            "entry 1, Patient/ana: its id was another person's before; "
            "name the source of each file"
        ),
        "entry 2, Condition/asthma: Patient/ana, whom it is about, was refused",
    ]
    assert rows(database)["condition"] == 0
    named = bring_in(stranger, ASTHMA, source="adult clinic")
    assert named.refused == ()
    assert rows(database)["member"] == 2


def test_the_same_number_and_birth_date_are_the_same_member(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD)
    report = bring_in(changed(CHILD, id="ana2", pronouns=None, gender="other"))
    assert rows(database)["member"] == 1
    assert "joined" in report.notes[0].text
    assert one(database, Member).gender is Gender.FEMALE


def test_a_number_of_another_child_is_left_out_and_told(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD)
    twin = changed(CHILD, id="twin", birthDate="2018-04-10")
    report = bring_in(twin)
    assert rows(database)["member"] == 2
    assert [row.text for row in report.notes] == [
        "its number A-100 is another member's, so it was left out",
        "its number 91234567C is another member's, so it was left out",
        "its number S-7 is another member's, so it was left out",
    ]


def test_members_of_21_and_more_come_in_and_are_named(
    bring_in: Importer, database: Database
) -> None:
    adult = changed(CHILD, id="al", identifier=None, birthDate="2005-11-21")
    almost = changed(CHILD, id="bo", identifier=None, birthDate="2005-11-22")
    for _ in range(2):
        report = bring_in(adult, almost)
        assert report.grown == ("Patient/al",)
    assert "1 member is 21 or older: Patient/al" in report.lines()
    assert rows(database)["member"] == 2


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (changed(ASTHMA, verificationStatus=coded(
            f"{TERMS}/condition-ver-status", "refuted")), "it was ruled out"),
        (changed(ASTHMA, verificationStatus=coded(
            f"{TERMS}/condition-ver-status", "entered-in-error"),
            clinicalStatus=None), "it was entered in error"),
        (changed(ASTHMA, code=None), "it names nothing in words"),
        (changed(ASTHMA, implicitRules="http://rules.example"),
         "it follows rules that are not known here"),
        (changed(ASTHMA, modifierExtension=[
            {"url": "http://x.example/not", "valueBoolean": True}]),
         "an extension changes its meaning in a way that is not known here"),
        (changed(ASTHMA, subject={"reference": "Group/all"}),
         "it is about a Group, not about one person"),
        (changed(PEANUT, verificationStatus=coded(
            f"{TERMS}/allergyintolerance-verification", "refuted")),
         "it was ruled out"),
        (changed(INHALER, doNotPerform=True), "it says not to give a medicine"),
        (changed(INHALER, status="entered-in-error"), "it was entered in error"),
        (changed(BREATHE, lifecycleStatus="entered-in-error"),
         "it was entered in error"),
        (changed(PLAN, status="entered-in-error"), "it was entered in error"),
        (changed(PAYER, status="entered-in-error"), "it was entered in error"),
        (changed(MOTHER, active=False), "its source no longer uses it"),
        (changed(MOTHER, period={"end": "2020-01-01"}), "the relationship has ended"),
        (changed(MOTHER, relationship=[coded(f"{TERMS}/v3-RoleCode", "ONESELF")]),
         "it is the member, not somebody else"),
        (changed(CHILD, id="rex", extension=[{
            "url": "http://hl7.org/fhir/StructureDefinition/patient-animal",
            "extension": [{"url": "species",
                           "valueCodeableConcept": {"text": "dog"}}]}]),
         "it is an animal"),
        (changed(CHILD, id="old", link=[
            {"type": "replaced-by", "other": {"reference": "Patient/ana"}}]),
         "its source has replaced it by another record"),
    ],
    ids=lambda value: value if isinstance(value, str) else value["resourceType"],
)  # fmt: skip
def test_what_is_no_fact_is_kept_and_not_entered(
    bring_in: Importer, database: Database, resource: Json, reason: str
) -> None:
    report = bring_in(CHILD, resource)
    assert report.refused == ()
    assert [row.text for row in report.kept] == [reason]
    counts = rows(database)
    tables = ("condition", "allergy", "medicine", "coverage", "caregiving", "goal")
    assert [counts[table] for table in tables] == [0] * 6
    assert (counts["member"], counts["source_record"]) == (1, 2)


def test_what_its_source_takes_back_leaves_the_chart_and_may_return(
    bring_in: Importer, database: Database
) -> None:
    bring_in(*ALL)
    error = coded(f"{TERMS}/condition-ver-status", "entered-in-error")
    bring_in(
        changed(ASTHMA, verificationStatus=error),
        changed(MOTHER, active=False),
        changed(PLAN, status="entered-in-error"),
    )
    assert one(database, Condition).voided_at is not None
    assert one(database, Caregiving).voided_at is not None
    member = one(database, Member)
    with looking(database) as session:
        goals = care_plans.current(session, member.id).content.goals
    assert [goal.clinical_words for goal in goals] == ["No night cough for a month"]
    bring_in(changed(ASTHMA, recordedDate="2026-06-01"), changed(MOTHER, active=True))
    assert one(database, Condition).voided_at is None
    assert one(database, Caregiving).voided_at is None


def test_one_broken_resource_does_not_stop_the_others(
    bring_in: Importer, database: Database
) -> None:
    report = bring_in(
        changed(CHILD, id="x", gender="girl"),
        CHILD,
        7,
        changed(ASTHMA, onsetDateTime="2021-02-30"),
        {"resourceType": "Conditon", "id": "typo"},
        PEANUT,
        changed(ASTHMA, id="lost", subject={"reference": "Patient/x"}),
        changed(PEANUT, code={"text": "Milk"}),
    )
    assert refusals(report) == [
        "entry 3: an object expected, a number found",
        "entry 5, Conditon: resourceType: “Conditon” is not a resource type of FHIR R4",
        (
            "entry 8, AllergyIntolerance/peanut: "
            "its id is taken by another resource of this file"
        ),
        "entry 1, Patient/x: gender: “girl” is not among the codes allowed",
        (
            "entry 4, Condition/asthma: onsetDateTime: "
            "“2021-02-30” is no day of the calendar"
        ),
    ]
    (lost,) = report.kept
    assert lost.place.resource == "Condition/lost"
    assert lost.text == "Patient/x, whom it is about, is not here"
    counts = rows(database)
    assert (counts["member"], counts["allergy"], counts["condition"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("patient", "sentence"),
    [
        (changed(CHILD, birthDate=None), "birthDate: a member needs a birth date"),
        (changed(CHILD, birthDate="2018-04"),
         "birthDate: “2018-04” is no whole birth date: the day is missing"),
        (changed(CHILD, birthDate="2018"),
         "birthDate: “2018” is no whole birth date: the day is missing"),
        (changed(CHILD, birthDate="2026-11-22"),
         "birthDate: the birth date is in the future"),
        (changed(CHILD, birthDate="1890-01-01"),
         "birthDate: the birth date is too long ago"),
    ],
)  # fmt: skip
def test_a_birth_date_must_be_whole_and_possible(
    bring_in: Importer, database: Database, patient: Json, sentence: str
) -> None:
    report = bring_in(patient)
    assert refusals(report) == [f"entry 1, Patient/ana: {sentence}"]
    assert rows(database)["source_record"] == 0


def test_unknown_status_codes_of_concepts_are_refused(bring_in: Importer) -> None:
    report = bring_in(
        CHILD,
        changed(ASTHMA, clinicalStatus=coded(f"{TERMS}/condition-clinical", "better")),
        changed(PEANUT, verificationStatus={"text": "sure"}),
        changed(ASTHMA, id="2", abatementDateTime="2026-01-01"),
    )
    assert refusals(report) == [
        (
            "entry 2, Condition/asthma: clinicalStatus.coding[0].code: "
            "“better” is not among the codes allowed"
        ),
        (
            "entry 3, AllergyIntolerance/peanut: verificationStatus: "
            "it has no code of the set that FHIR requires"
        ),
        "entry 4, Condition/2: clinicalStatus: it has ended and is said to be active",
    ]


def test_a_medication_that_is_nowhere_is_sealed_and_not_guessed(
    bring_in: Importer, database: Database
) -> None:
    away = {"reference": "Medication/away"}
    report = bring_in(CHILD, changed(INHALER, medicationReference=away))
    assert [row.text for row in report.kept] == [
        "the medication Medication/away is not here"
    ]
    assert rows(database)["medicine"] == 0


def test_a_medication_that_was_kept_before_is_found(
    bring_in: Importer, database: Database
) -> None:
    bring_in({"resourceType": "Medication", "id": "m", "code": {"text": "Ibuprofen"}})
    there = {"reference": "Medication/m"}
    report = bring_in(CHILD, changed(INHALER, medicationReference=there))
    assert report.refused == ()
    assert one(database, Medicine).text == "Ibuprofen"


def test_files_of_a_folder_may_come_in_any_order(
    bring_in: Importer, database: Database
) -> None:
    for name, resource in (
        ("a.json", ASTHMA), ("b.json", PLAN), ("m.json", MOTHER), ("z.json", CHILD),
    ):  # fmt: skip
        write(bring_in.folder, name, resource)
    write(bring_in.folder, "notes.txt", "no FHIR")
    write(bring_in.folder, "old.xml", "<Patient/>")
    write(bring_in.folder, "broken.json", '{"resourceType": "Patient",\n')
    write(bring_in.folder, "other.json", {"name": "package"})
    (bring_in.folder / "more").mkdir()
    lines = f"{json.dumps(PEANUT)}\n{json.dumps(WEIGHT)}\n"
    write(bring_in.folder / "more", "rest.ndjson", lines)
    report = bring_in.paths(bring_in.folder, bring_in.folder / "z.json")
    assert sum(row.created for row in report.types) == 5
    assert {row.line().rpartition("/")[2] for row in report.refused} == {
        "broken.json: This is not JSON: line 2, column 1.",
        "other.json: This is not FHIR: there is no resource in it.",
    }
    assert report.other_files == ((".txt", 1), (".xml", 1))
    assert report.files == report.files_done == 7


def test_a_named_xml_file_is_refused_with_a_word(bring_in: Importer) -> None:
    path = write(bring_in.folder, "one.xml", '<Patient xmlns="http://hl7.org/fhir"/>')
    report = bring_in.paths(path)
    assert report.refused[0].text.startswith("This is XML")


def test_a_file_without_end_is_refused_before_it_is_read(bring_in: Importer) -> None:
    path = bring_in.folder / "huge.json"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    report = bring_in.paths(path)
    assert [row.text for row in report.refused] == ["The file is too large; split it."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_no_file(bring_in: Importer) -> None:
    path = bring_in.folder / "pipe.json"
    os.mkfifo(path)
    report = bring_in.paths(path)
    assert [row.text for row in report.refused] == ["This is no file."]


def test_a_missing_path_is_said_before_anything_is_read(
    bring_in: Importer, database: Database
) -> None:
    here = write(bring_in.folder, "here.json", CHILD)
    with pytest.raises(NotFound, match=r"missing\.json"):
        bring_in.paths(here, bring_in.folder / "missing.json")
    assert rows(database)["member"] == 0


@pytest.mark.parametrize(
    "typed",
    ["quiroga ana", "lazo nita", "5550112", "91234567C", "04/09/2018", "rosa lazo"],
)
def test_an_imported_child_is_found_at_once(
    bring_in: Importer, database: Database, typed: str
) -> None:
    bring_in(CHILD, MOTHER)
    with database.reading() as session:
        assert len(search.find(session, typed).hits) == 1


def test_the_report_goes_into_json(bring_in: Importer) -> None:
    report = bring_in(*ALL, changed(ASTHMA, subject={"reference": "Patient/nobody"}))
    told = json.loads(json.dumps(asdict(report)))
    assert told["files"] == 1
    assert told["refused"][0]["place"]["entry"] == "12"


def test_a_history_is_refused_whole(bring_in: Importer, database: Database) -> None:
    report = bring_in.whole(bundle(CHILD, kind="history"))
    assert "history" in report.refused[0].text
    assert rows(database)["member"] == 0


def test_queries_and_answers_without_resources_are_counted(bring_in: Importer) -> None:
    query = {"request": {"method": "GET", "url": "Patient/1"}}
    report = bring_in.whole(bundle(kind="batch") | {"entry": [query, query]})
    assert report.without_resource == 2
    assert report.refused == ()


def test_a_stop_leaves_whole_bundles_only(
    bring_in: Importer, database: Database
) -> None:
    paths = [
        write(bring_in.folder, f"{n}.json", bundle(
            changed(CHILD, id=f"p{n}", identifier=None),
            changed(ASTHMA, id=f"c{n}", subject={"reference": f"Patient/p{n}"})))
        for n in range(5)
    ]  # fmt: skip
    done: list[tuple[int, int]] = []
    report = bring_in.paths(
        *paths,
        progress=lambda n, all_files: done.append((n, all_files)),
        cancelled=lambda: len(done) == 2,
    )
    assert done == [(1, 5), (2, 5)]
    assert (report.stopped, report.files_done, report.files) == (True, 2, 5)
    assert (rows(database)["member"], rows(database)["condition"]) == (2, 2)
    assert report.lines()[:2] == [
        "2 of 5 files read.",
        "Stopped: each bundle before that is in whole, nothing of the others is.",
    ]


def test_every_act_is_audited_once_a_member_and_the_chain_holds(
    bring_in: Importer, database: Database
) -> None:
    bring_in(*ALL)
    with looking(database) as session:
        acts = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
        assert audit_verdict.verify(session).whole
    assert [act.act for act in acts] == [
        "care_plan.save",
        "import.member",
        "import.file",
    ]
    assert acts[1].detail["counts"]["Patient created"] == 1
    assert acts[2].detail["counts"] == {"created": 8, "kept": 3}
    assert "Ana" not in str([act.detail for act in acts])


def test_the_report_speaks_the_language_of_the_screens(
    bring_in: Importer, in_spanish: None
) -> None:
    report = bring_in(CHILD, changed(ASTHMA, subject={"reference": "Patient/x"}))
    lines = "\n".join(report.lines())
    assert "is not here" not in lines
    assert "Patient/x" in lines
