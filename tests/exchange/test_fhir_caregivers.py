"""People around a child: each comes in once, whatever names them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from hhdesk.care.contact_points import ContactPoint
from hhdesk.care.household import Caregiver, Caregiving, Relationship
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.exchange.clinic_bundle import (
    CHILD,
    MOTHER,
    TERMS,
    Importer,
    Json,
    bundle,
    changed,
    coded,
    write,
)
from tests.exchange.test_fhir_import import looking, one, rows

V2 = f"{TERMS}/v2-0131"
BROTHER: Json = changed(
    CHILD,
    id="beto",
    identifier=None,
    telecom=None,
    birthDate="2021-02-03",
    name=[{"family": "Quiroga Lazo", "given": ["Beto"]}],
)
NEXT_OF_KIN: Json = {
    "relationship": [coded(V2, "N")],
    "name": {"family": "Lazo", "given": ["Rosa"]},
    "telecom": [{"system": "phone", "value": "510-555-0114"}],
}


def links(database: Database) -> list[Caregiving]:
    with looking(database) as session:
        present = select(Caregiving).where(Caregiving.voided_at.is_(None))
        return list(session.scalars(present.order_by(Caregiving.id)))


def of(patient: str, **more: object) -> Json:
    mother = changed(MOTHER, id=f"rosa-of-{patient}", birthDate="1990-07-01")
    return changed(mother, patient={"reference": f"Patient/{patient}"}, **more)


def test_a_relationship_keeps_its_term_and_the_birth_date(
    bring_in: Importer, database: Database
) -> None:
    term = {"start": "2024-05-01", "end": "2027-05-01"}
    foster = [coded(f"{TERMS}/v3-RoleCode", "MTHFOST")]
    bring_in(CHILD, of("ana", relationship=foster, period=term))
    link = one(database, Caregiving)
    assert link.relationship is Relationship.FOSTER_PARENT
    assert (link.begins_on, link.ends_on) == (date(2024, 5, 1), date(2027, 5, 1))
    assert one(database, Caregiver).birth_date == date(1990, 7, 1)


def test_a_term_that_ended_in_some_month_is_over(bring_in: Importer) -> None:
    report = bring_in(CHILD, of("ana", period={"end": "2026-10"}))
    assert [row.text for row in report.kept] == ["the relationship has ended"]


def test_siblings_share_one_mother_also_from_two_files(
    bring_in: Importer, database: Database
) -> None:
    one_file = write(bring_in.folder, "1.json", bundle(CHILD, of("ana")))
    other = write(bring_in.folder, "2.json", bundle(BROTHER, of("beto")))
    bring_in.paths(one_file, other)
    first, second = links(database)
    assert first.caregiver_id == second.caregiver_id
    assert first.member_id != second.member_id
    assert (first.main, second.main) == (True, True)
    counts = rows(database)
    assert counts["caregiver"] == 1
    before = counts
    bring_in.paths(one_file, other)
    assert rows(database) == before


def test_without_birth_dates_the_same_home_makes_one_mother(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, BROTHER, of("ana", birthDate=None), of("beto", birthDate=None))
    assert rows(database)["caregiver"] == 1


def test_two_women_of_one_name_stay_two(bring_in: Importer, database: Database) -> None:
    bring_in(
        CHILD,
        BROTHER,
        of("ana"),
        of("beto", birthDate="1961-01-01"),
    )
    assert rows(database)["caregiver"] == 2
    elsewhere = [{"line": ["9 Far Rd"], "city": "Fresno"}]
    third = changed(BROTHER, id="cleo", name=[{"text": "Cleo"}], birthDate="2022-02-02")
    bring_in(third, of("cleo", birthDate=None, address=elsewhere))
    assert rows(database)["caregiver"] == 3


def test_a_contact_inside_a_patient_becomes_a_caregiver(
    bring_in: Importer, database: Database
) -> None:
    employer = {"relationship": [coded(V2, "E")], "name": {"text": "The Mill"}}
    nameless = {"telecom": [{"system": "phone", "value": "510-555-0190"}]}
    bring_in(changed(CHILD, contact=[NEXT_OF_KIN, employer, nameless]))
    link, person = one(database, Caregiving), one(database, Caregiver)
    assert (link.relationship, link.note) == (Relationship.OTHER, "next of kin")
    assert person.name.full == "Rosa Lazo"
    assert not link.main


def test_a_contact_and_a_related_person_of_one_name_are_one(
    bring_in: Importer, database: Database
) -> None:
    bring_in(changed(CHILD, contact=[NEXT_OF_KIN]))
    bring_in(of("ana"))
    link = one(database, Caregiving)
    assert (link.relationship, link.main) == (Relationship.MOTHER, True)
    assert one(database, Caregiver).spoken_language == "es"
    with looking(database) as session:
        phones = session.scalars(
            select(ContactPoint.value).where(ContactPoint.caregiver_id.is_not(None))
        ).all()
    assert phones == ["510-555-0114"]


def test_whom_another_record_still_names_stays_when_one_drops_them(
    bring_in: Importer, database: Database
) -> None:
    bring_in(changed(CHILD, contact=[NEXT_OF_KIN]))
    bring_in(of("ana"))
    bring_in(changed(CHILD, meta=None, gender="other"))
    assert len(links(database)) == 1
    bring_in(of("ana", active=False))
    assert links(database) == []


def test_a_dropped_contact_comes_back_when_it_is_named_again(
    bring_in: Importer, database: Database
) -> None:
    named = changed(CHILD, meta=None, contact=[NEXT_OF_KIN])
    bring_in(named)
    bring_in(changed(CHILD, meta=None))
    assert links(database) == []
    bring_in(changed(named, gender="other"))
    assert len(links(database)) == 1
    assert rows(database)["caregiver"] == 1


def test_what_was_typed_here_about_a_contact_stays(
    bring_in: Importer, database: Database
) -> None:
    bring_in(changed(CHILD, contact=[NEXT_OF_KIN]))
    with database.transaction(ACTOR_ID) as session:
        session.scalars(select(Caregiver)).one().nickname = "Rosita"
        session.scalars(select(Caregiving)).one().note = "Call after 4"
    other = changed(NEXT_OF_KIN, relationship=[coded(V2, "C")])
    report = bring_in(changed(CHILD, meta=None, contact=[other]))
    assert one(database, Caregiving).note == "Call after 4"
    assert one(database, Caregiver).nickname == "Rosita"
    assert "note" in report.notes[-1].text
