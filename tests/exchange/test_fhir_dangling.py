"""References that lead nowhere yet: sealed, counted, and entered once they lead."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from hhdesk.care.health import Condition, Medicine
from hhdesk.care.sources import DanglingReference, SourceRecord
from hhdesk.exchange.fhir import ImportReport
from hhdesk.store.engine import Database
from tests.exchange.clinic_bundle import (
    ASTHMA,
    CHILD,
    Importer,
    Json,
    bundle,
    changed,
    write,
)
from tests.exchange.test_fhir_import import rows

SYRUP: Json = {
    "resourceType": "Medication",
    "id": "syrup",
    "code": {"text": "Cough syrup"},
}
ORDER: Json = {
    "resourceType": "MedicationRequest",
    "id": "order",
    "status": "active",
    "intent": "order",
    "medicationReference": {"reference": "Medication/syrup"},
    "subject": {"reference": "Patient/ana"},
}
BY_NUMBER: Json = changed(
    ASTHMA,
    id="by-number",
    subject={"identifier": {"system": "http://hospital.example/mrn", "value": "A-100"}},
)


def kept(report: ImportReport) -> dict[str, str]:
    return {row.place.resource: row.text for row in report.kept}


def test_a_fact_of_somebody_who_is_not_here_is_sealed_with_a_word(
    bring_in: Importer, database: Database
) -> None:
    report = bring_in(ASTHMA)
    assert report.refused == ()
    assert kept(report) == {
        "Condition/asthma": "Patient/ana, whom it is about, is not here"
    }
    with database.reading() as session:
        record = session.scalars(select(SourceRecord)).one()
        assert (record.member_id, record.local_id) == (None, None)
        assert session.scalars(select(Condition)).all() == []


def test_it_is_entered_once_a_later_file_brings_the_person(
    bring_in: Importer, database: Database
) -> None:
    bring_in(ASTHMA, BY_NUMBER)
    report = bring_in(CHILD)
    assert report.resolved == (("Condition", 2),)
    assert "2 Condition" in report.lines()[-1]
    with database.reading() as session:
        assert len(session.scalars(select(Condition)).all()) == 2
        assert session.scalars(select(DanglingReference)).all() == []
        records = session.scalars(select(SourceRecord)).all()
        assert all(record.member_id for record in records)
    before = rows(database)
    assert bring_in(CHILD, ASTHMA, BY_NUMBER).resolved == ()
    assert rows(database) == before


def test_within_one_run_the_order_of_files_does_not_matter(
    bring_in: Importer, tmp_path: Path
) -> None:
    facts = write(tmp_path, "facts.json", bundle(ASTHMA))
    people = write(tmp_path, "people.json", bundle(CHILD))
    report = bring_in.paths(facts, people)
    assert [(row.type, row.created, row.kept) for row in report.types] == [
        ("Condition", 1, 0),
        ("Patient", 1, 0),
    ]
    assert report.resolved == ()


def test_a_medicine_waits_for_its_person_and_then_for_its_name(
    bring_in: Importer, database: Database
) -> None:
    report = bring_in(ORDER)
    assert kept(report)["MedicationRequest/order"].startswith("the medication")
    assert bring_in(CHILD).resolved == ()
    assert bring_in(SYRUP).resolved == (("MedicationRequest", 1),)
    with database.reading() as session:
        assert session.scalars(select(Medicine.text)).one() == "Cough syrup"


def test_a_changed_version_waits_for_what_it_names_now(
    bring_in: Importer, database: Database
) -> None:
    bring_in(ASTHMA)
    bring_in(changed(ASTHMA, subject={"reference": "Patient/bo"}))
    with database.reading() as session:
        waiting = session.scalars(select(DanglingReference)).one()
        assert (waiting.type, waiting.source_id) == ("Patient", "bo")
    assert bring_in(CHILD).resolved == ()


def test_what_waits_twice_in_one_run_is_counted_twice(
    bring_in: Importer, tmp_path: Path
) -> None:
    first = write(tmp_path, "1.json", bundle(ASTHMA))
    second = write(tmp_path, "2.json", bundle(ASTHMA))
    third = write(tmp_path, "3.json", bundle(changed(ASTHMA, recordedDate="2026")))
    report = bring_in.paths(first, second, third)
    assert [(row.total, row.kept, row.unchanged) for row in report.types] == [(3, 1, 2)]
