"""Real and independently made files: everything goes in or is refused with a word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hhdesk.exchange.fhir import ImportReport
from hhdesk.store.engine import Database
from tests.exchange.clinic_bundle import Importer
from tests.exchange.test_fhir_import import rows


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
        "Goal": 25,
        "MedicationRequest": 100,
        "Patient": 37,
    }
    assert (total(report, "kept"), total(report, "unchanged")) == (6604, 22)
    assert len(report.grown) == 5
    counts = rows(database)
    assert counts["source_record"] == 7008
    assert (counts["member"], counts["household"], counts["care_plan"]) == (37, 37, 29)
    assert (counts["condition"], counts["allergy"], counts["medicine"]) == (
        130,
        65,
        100,
    )
    # 25 goals of their own, and one for each of the 47 plans.
    assert (counts["goal"], counts["activity"], counts["concern"]) == (72, 104, 37)
    changes_nothing(bring_in, database, path)


def test_us_core_goes_in_but_for_the_one_broken_observation(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-us-core")
    report = bring_in.paths(path)
    (refused,) = report.refused
    assert refused.place.element == "effectivePeriod.stop"
    assert refused.place.resource.startswith("Observation/")
    assert [row.text for row in report.kept] == ["its source no longer uses it"]
    assert entered(report) == {
        "AllergyIntolerance": 25,
        "CarePlan": 39,
        "Condition": 86,
        "Coverage": 3,
        "Goal": 15,
        "MedicationRequest": 79,
        "Patient": 12,
        "RelatedPerson": 1,
    }
    changes_nothing(bring_in, database, path)


def test_the_social_needs_examples_go_in_whole(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-gravity-sdoh")
    report = bring_in.paths(path)
    assert report.refused == ()
    assert entered(report) == {
        "Condition": 5,
        "Goal": 1,
        "Patient": 2,
        "RelatedPerson": 1,
    }
    assert report.other_files == ((".txt", 1), (".xml", 54))
    changes_nothing(bring_in, database, path)


def test_facts_about_people_who_are_not_there_are_refused_one_by_one(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-bser")
    report = bring_in.paths(path)
    assert report.without_resource == 111
    assert {row.text.partition(", ")[2] for row in report.refused} == {
        "whom it is about, is not here"
    }
    assert Counter(row.type for row in report.types if row.refused) == Counter(
        ["AllergyIntolerance", "Condition", "Coverage", "MedicationRequest",
         "RelatedPerson"]
    )  # fmt: skip
    changes_nothing(bring_in, database, path)


def test_the_standards_own_examples_are_taken_or_refused_with_a_word(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-examples")
    report = bring_in.paths(path)
    assert Counter(row.text.rpartition(", ")[2] for row in report.refused) == {
        "a member needs a birth date": 23,
        "is not here": 48,
        "its id is taken by another resource of this file": 1,
        "the medication Medication/example is not here": 1,
    }
    assert {row.text for row in report.kept} == {"it is an animal"}
    changes_nothing(bring_in, database, path)


def test_bulk_files_with_dangling_references_go_in(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "synthea-bulk")
    report = bring_in.paths(path)
    assert entered(report) == {
        "AllergyIntolerance": 75,
        "Condition": 555,
        "Patient": 120,
    }
    assert [Path(row.place.file).name for row in report.refused] == ["log.ndjson"] * 2
    assert len(report.grown) == 91
    changes_nothing(bring_in, database, path)
