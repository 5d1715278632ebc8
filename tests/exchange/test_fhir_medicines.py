"""Medicines: one row however many records name it, and never a dose too few."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from hhdesk.care.health import Medicine, MedicineStatus
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.exchange.clinic_bundle import CHILD, TERMS, Importer, Json, changed
from tests.exchange.test_fhir_import import looking, rows

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def drug(code: str, text: str = "") -> Json:
    coding = {"system": RXNORM, "code": code}
    return {"coding": [coding]} | ({"text": text} if text else {})


ORDER: Json = {
    "resourceType": "MedicationRequest",
    "id": "order",
    "status": "active",
    "intent": "order",
    "medicationCodeableConcept": drug("206765", "Lisinopril 10 MG"),
    "subject": {"reference": "Patient/ana"},
    "authoredOn": "2026-03-01",
    "dosageInstruction": [{"text": "One each morning"}],
}
SAID: Json = {
    "resourceType": "MedicationStatement",
    "id": "said",
    "status": "active",
    "medicationCodeableConcept": drug("206765", "the blood pressure pill"),
    "subject": {"reference": "Patient/ana"},
    "dateAsserted": "2026-06-01T10:00:00Z",
    "informationSource": {"display": "Rosa Lazo"},
}


def medicines(database: Database) -> list[Medicine]:
    with looking(database) as session:
        present = select(Medicine).where(Medicine.voided_at.is_(None))
        return list(session.scalars(present.order_by(Medicine.id)))


def test_a_statement_becomes_a_medicine_as_reported(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, SAID)
    (row,) = medicines(database)
    assert (row.text, row.status) == ("the blood pressure pill", MedicineStatus.ACTIVE)
    assert (row.reported_by, row.reported_on) == ("Rosa Lazo", date(2026, 6, 1))


@pytest.mark.parametrize("first", [0, 1])
def test_an_order_and_a_statement_of_one_medicine_make_one_row(
    bring_in: Importer, database: Database, first: int
) -> None:
    both = [ORDER, SAID]
    bring_in(CHILD, both[first])
    bring_in(both[1 - first])
    (row,) = medicines(database)
    # What was said last counts, and nothing is forgotten for it.
    assert row.text == "the blood pressure pill"
    assert row.dosage == "One each morning"
    assert row.reported_by == "Rosa Lazo"
    before = rows(database)
    bring_in(ORDER, SAID)
    assert rows(database) == before


def test_two_doses_that_are_both_taken_stay_two(
    bring_in: Importer, database: Database
) -> None:
    evening = [{"text": "Two each evening"}]
    bring_in(CHILD, ORDER, changed(ORDER, id="late", dosageInstruction=evening))
    assert {row.dosage for row in medicines(database)} == {
        "One each morning",
        "Two each evening",
    }


def test_an_open_order_counts_though_a_later_one_was_stopped(
    bring_in: Importer, database: Database
) -> None:
    later = changed(ORDER, id="later", status="stopped", authoredOn="2026-08-01")
    bring_in(CHILD, ORDER, later)
    assert [row.status for row in medicines(database)] == [MedicineStatus.ACTIVE]


def test_a_medicine_ends_when_the_last_record_that_names_it_ends(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, ORDER, SAID)
    bring_in(changed(ORDER, status="stopped"))
    assert medicines(database)[0].status is MedicineStatus.ACTIVE
    bring_in(changed(SAID, status="stopped"))
    assert medicines(database)[0].status is MedicineStatus.STOPPED


def test_what_one_record_takes_back_another_still_holds(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, ORDER, SAID)
    report = bring_in(changed(ORDER, status="entered-in-error"))
    assert "another record still names" in report.notes[0].text
    assert len(medicines(database)) == 1
    bring_in(changed(SAID, status="entered-in-error"))
    assert medicines(database) == []
    bring_in(changed(SAID, note=[{"text": "right after all"}]))
    assert len(medicines(database)) == 1


def test_a_family_that_does_not_give_it_is_heard_beside_the_order(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, ORDER, changed(SAID, status="not-taken"))
    assert {row.status for row in medicines(database)} == {
        MedicineStatus.ACTIVE,
        MedicineStatus.NOT_TAKEN,
    }


def test_a_sealed_record_never_joins_an_open_one(
    bring_in: Importer, database: Database
) -> None:
    label = {"system": f"{TERMS}/v3-ActCode", "code": "PSY"}
    bring_in(CHILD, ORDER, changed(SAID, meta={"security": [label]}))
    assert len(medicines(database)) == 2


def test_a_dose_that_was_changed_here_stays(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, ORDER)
    with database.transaction(ACTOR_ID) as session:
        session.scalars(select(Medicine)).one().dosage = "Half a pill"
    bring_in(changed(SAID, dosage=[{"text": "One each morning"}], status="unknown"))
    bring_in(changed(ORDER, dosageInstruction=[{"text": "Three"}]))
    assert "Half a pill" in {row.dosage for row in medicines(database)}
