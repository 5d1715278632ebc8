"""Encounters: hospital stays become such, other visits are kept as they came."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from hhdesk.care.confidentiality import Segment
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE
from tests.exchange.clinic_bundle import (
    ASTHMA,
    CHILD,
    SNOMED,
    TERMS,
    Importer,
    Json,
    changed,
    coded,
)
from tests.exchange.test_fhir_import import looking

ACT = f"{TERMS}/v3-ActCode"
HOSPITAL: Json = {
    "resourceType": "Organization",
    "id": "childrens",
    "name": "Children's Hospital",
}
VISIT: Json = {
    "resourceType": "Encounter",
    "id": "night",
    "status": "finished",
    "class": {"system": ACT, "code": "EMER"},
    "type": [{"text": "Emergency room admission"}],
    "subject": {"reference": "Patient/ana"},
    "period": {
        "start": "2026-11-18T23:10:00-08:00",
        "end": "2026-11-19T04:00:00-08:00",
    },
    "reasonReference": [{"reference": "Condition/asthma"}],
    "serviceProvider": {"reference": "Organization/childrens"},
    "hospitalization": {
        "dischargeDisposition": coded(f"{TERMS}/discharge-disposition", "home", "Home"),
        "destination": {"display": "Grandmother's"},
    },
}


def stays(database: Database) -> list[HospitalStay]:
    with looking(database) as session:
        return list(session.scalars(select(HospitalStay).order_by(HospitalStay.id)))


def test_an_emergency_visit_becomes_a_hospital_stay(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, ASTHMA, HOSPITAL, VISIT)
    (stay,) = stays(database)
    assert (stay.kind, stay.status) == (StayKind.ED, StayStatus.FINISHED)
    assert (stay.begins_on, stay.ends_on) == (date(2026, 11, 18), date(2026, 11, 19))
    assert stay.known_on == NOW.astimezone(ZONE).date()
    assert (stay.place, stay.reason) == ("Children's Hospital", "Asthma")
    assert stay.disposition == "Home, Grandmother's"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("IMP", StayKind.INPATIENT),
        ("ACUTE", StayKind.INPATIENT),
        ("SS", StayKind.INPATIENT),
        ("OBSENC", StayKind.OBSERVATION),
        ("E", StayKind.ED),
    ],
)
def test_every_class_of_stay_is_known(
    bring_in: Importer, database: Database, code: str, kind: StayKind
) -> None:
    bring_in(CHILD, changed(VISIT, **{"class": {"code": code}}))
    assert [stay.kind for stay in stays(database)] == [kind]


@pytest.mark.parametrize("code", ["AMB", "HH", "VR", "FLD", "PRENC"])
def test_a_visit_that_is_no_stay_is_kept_and_not_complained_of(
    bring_in: Importer, database: Database, code: str
) -> None:
    report = bring_in(CHILD, changed(VISIT, **{"class": {"code": code}}))
    assert stays(database) == []
    assert report.kept == ()
    assert {row.type: row.kept for row in report.types}["Encounter"] == 1


def test_without_a_class_that_says_so_its_type_tells_a_stay(
    bring_in: Importer, database: Database
) -> None:
    told = {"class": {"code": "other"}, "type": [coded(SNOMED, "50849002")]}
    bring_in(CHILD, changed(VISIT, **told))
    assert [stay.kind for stay in stays(database)] == [StayKind.ED]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("cancelled", "it did not take place"),
        ("entered-in-error", "it was entered in error"),
    ],
)
def test_what_never_was_is_no_stay_and_takes_back_what_it_had_entered(
    bring_in: Importer, database: Database, status: str, word: str
) -> None:
    bring_in(CHILD, VISIT)
    report = bring_in(changed(VISIT, status=status))
    assert [row.text for row in report.kept] == [word]
    assert stays(database)[0].voided_at is not None


def test_a_stay_is_sealed_as_the_diagnosis_that_it_repeats(
    bring_in: Importer, database: Database
) -> None:
    label = {"system": ACT, "code": "SUD"}
    sealed = changed(ASTHMA, meta={"security": [label]})
    bring_in(CHILD, sealed, VISIT)
    assert stays(database)[0].segment is Segment.SUBSTANCE_USE


def test_a_stay_that_was_changed_here_keeps_its_words(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, VISIT)
    with database.transaction(ACTOR_ID) as session:
        stay = session.scalars(select(HospitalStay)).one()
        stay.reason, stay.discharge_plan = "Wheezing since Monday", "Call on Friday"
    other = [{"text": "Asthma attack"}]
    report = bring_in(changed(VISIT, status="unknown", reasonCode=other))
    (stay,) = stays(database)
    assert (stay.reason, stay.discharge_plan) == (
        "Wheezing since Monday",
        "Call on Friday",
    )
    assert stay.status is StayStatus.UNKNOWN
    assert "reason" in report.notes[0].text


def test_a_month_or_a_year_is_no_day_of_a_stay(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, changed(VISIT, period={"start": "2026-11", "end": "2026"}))
    (stay,) = stays(database)
    assert (stay.begins_on, stay.ends_on) == (None, None)
