"""Real and independently made files: everything goes in or is refused with a word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from hhdesk.care.consents import Consent
from hhdesk.exchange.fhir import ImportReport
from hhdesk.store.engine import Database
from tests.exchange.clinic_bundle import Importer
from tests.exchange.test_fhir_import import rows

ON_BOTH_IN_SWEEP = pytest.mark.parametrize(
    "database",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.sweep)],
    indirect=True,
)
"""The suite takes the small sets in on both databases, these on one."""


def folder(shared_data: Path, name: str) -> Path:
    path = shared_data / name
    if not path.is_dir():
        pytest.skip(f"{name} is not here")
    return path


def entered(report: ImportReport) -> dict[str, int]:
    """How many resources became facts, by type."""
    return {row.type: row.created for row in report.types if row.created}


def total(report: ImportReport, fate: str) -> int:
    return sum(getattr(row, fate) for row in report.types)


def changes_nothing(bring_in: Importer, database: Database, path: Path) -> None:
    before = rows(database)
    again = bring_in.paths(path)
    assert rows(database) == before
    assert total(again, "created") + total(again, "updated") + total(again, "kept") == 0


@ON_BOTH_IN_SWEEP
def test_all_of_synthea_goes_in_and_adults_are_named(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "synthea-r4")
    report = bring_in.paths(path)
    assert report.files == 37
    assert (report.refused, report.kept, report.notes) == ((), (), ())
    assert entered(report) == {
        "AllergyIntolerance": 65,
        "CarePlan": 47,
        "Condition": 130,
        "Encounter": 22,
        "Goal": 25,
        "MedicationRequest": 100,
        "Patient": 37,
    }
    # 609 of the 631 encounters are visits to an office; the rest are claims,
    # measurements, vaccines and the like.
    assert (total(report, "kept"), total(report, "unchanged")) == (6582, 22)
    assert len(report.grown) == 5
    counts = rows(database)
    assert counts["source_record"] == 7008
    assert (counts["member"], counts["household"], counts["care_plan"]) == (37, 37, 29)
    # Orders of one medicine, one after the other, are one row.
    assert (counts["condition"], counts["allergy"], counts["medicine"]) == (130, 65, 93)
    # 25 goals of their own, and one for each of the 47 plans.
    assert (counts["goal"], counts["activity"], counts["concern"]) == (72, 104, 37)
    changes_nothing(bring_in, database, path)


@ON_BOTH_IN_SWEEP
def test_us_core_goes_in_but_for_the_one_broken_observation(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-us-core")
    report = bring_in.paths(path)
    (refused,) = report.refused
    assert refused.place.element == "effectivePeriod.stop"
    assert refused.place.resource.startswith("Observation/")
    assert Counter(row.text for row in report.kept) == {
        "this team no longer works together": 24,
        "it orders a test, a treatment or a procedure and is no referral": 2,
        "it is no part of a referral": 1,
        "its source no longer uses it": 1,
        "it was entered in error": 1,
    }
    assert entered(report) == {
        "AllergyIntolerance": 25,
        "CarePlan": 39,
        "CareTeam": 12,
        "Condition": 86,
        "Coverage": 3,
        "DocumentReference": 152,
        "Encounter": 28,
        "Goal": 15,
        "MedicationRequest": 79,
        "MedicationStatement": 2,
        "Patient": 12,
        "RelatedPerson": 1,
        "ServiceRequest": 2,
    }
    counts = rows(database)
    # 149 files are inside the resources; three are only pointed to.
    assert (counts["document"], counts["attachment"]) == (152, 152)
    notes = [row.text for row in report.notes]
    assert sum("was not fetched" in text for text in notes) == 3
    changes_nothing(bring_in, database, path)


def test_the_social_needs_examples_go_in_whole(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-gravity-sdoh")
    report = bring_in.paths(path)
    assert report.refused == ()
    assert Counter(row.text for row in report.kept) == {
        "it names no patient": 1,
        "it is no part of a referral": 4,
        "a newer task says where its request stands": 4,
    }
    assert entered(report) == {
        "Condition": 5,
        "Consent": 1,
        "Goal": 1,
        "Patient": 2,
        "RelatedPerson": 1,
        "ServiceRequest": 4,
        "Task": 3,
    }
    # The signed form of 48 KB that stands in the consent.
    assert (rows(database)["document"], rows(database)["blob"]) == (1, 1)
    assert report.other_files == ((".txt", 1), (".xml", 54))
    changes_nothing(bring_in, database, path)


def test_facts_about_people_who_are_not_there_are_sealed_one_by_one(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-bser")
    report = bring_in.paths(path)
    assert report.without_resource == 111
    assert report.refused == ()
    # Its references name patients by ids that none of its patients has.
    assert Counter(row.text.rpartition(", ")[2] for row in report.kept) == {
        "is not here": 20,
        "not somebody else": 1,
        "a newer task says where its request stands": 1,
    }
    assert entered(report) == {"Patient": 3}
    changes_nothing(bring_in, database, path)


@ON_BOTH_IN_SWEEP
def test_the_standards_own_examples_are_taken_or_refused_with_a_word(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-examples")
    report = bring_in.paths(path)
    assert Counter(row.text for row in report.refused) == {
        "a member needs a birth date": 23,
        "its id is taken by another resource of this file": 1,
    }
    assert Counter(row.text.rpartition(", ")[2] for row in report.kept) == {
        "is not here": 50,
        "the medication Medication/example is not here": 1,
        "the visit Appointment/examplereq that it answers is not here": 1,
        "a treatment or a procedure and is no referral": 21,
        "a treatment or a procedure": 3,
        "it is no part of a referral": 9,
        "it says what is not to be done": 1,
        "it has no time yet": 1,
        "it is an animal": 1,
        "this team no longer works together": 1,
    }
    assert entered(report) == {
        "AllergyIntolerance": 7,
        "Appointment": 2,
        "AppointmentResponse": 1,
        "CarePlan": 8,
        "Condition": 16,
        "Consent": 11,
        "DocumentReference": 2,
        "Encounter": 4,
        "Goal": 2,
        "MedicationRequest": 1,
        "MedicationStatement": 1,
        "Patient": 25,
        "RelatedPerson": 4,
    }
    # Of eleven consents none permits in words that can be checked whole.
    with database.reading() as session:
        assert [row for row in session.scalars(select(Consent)) if row.gives] == []
    changes_nothing(bring_in, database, path)


@ON_BOTH_IN_SWEEP
def test_bulk_files_with_dangling_references_go_in(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "synthea-bulk")
    report = bring_in.paths(path)
    assert entered(report) == {
        "AllergyIntolerance": 75,
        "Condition": 555,
        "Encounter": 72,
        "Patient": 120,
    }
    assert [Path(row.place.file).name for row in report.refused] == ["log.ndjson"] * 2
    assert len(report.grown) == 91
    changes_nothing(bring_in, database, path)
