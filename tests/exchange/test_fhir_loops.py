"""Referrals with their tasks, visits with their answers, teams: others' and changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    audit_verdict,
    import_standing,
    referral_acts,
    referral_history,
    referral_list,
)
from hhdesk.care.appointments import Appointment, AppointmentStatus, CalledOffBy
from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.goals import Domain
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import TABLE, Detail, ReferralState
from hhdesk.care.referral_steps import NoHelpReason, Step
from hhdesk.care.referral_steps import Told as Said
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent, Urgency
from hhdesk.exchange.fhir import standing
from hhdesk.store.engine import Database
from tests.exchange.clinic_bundle import CHILD, SNOMED, Importer, changed, coded
from tests.exchange.test_fhir_import import fates, looking
from tests.exchange.test_fhir_real_files import changes_nothing, folder

Json = dict[str, Any]
S, D = ReferralState, Detail
TODAY = date(2026, 11, 21)
BSER = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
FULFIL = coded("http://hl7.org/fhir/CodeSystem/task-code", "fulfill")
ANA = {"reference": "Patient/ana"}

PANTRY: Json = {
    "resourceType": "Organization",
    "id": "pantry",
    "name": "Corner Food Pantry",
    "telecom": [{"system": "phone", "value": "510-555-0190"}],
}
FOOD: Json = {
    "resourceType": "ServiceRequest",
    "id": "food",
    "status": "active",
    "intent": "order",
    "priority": "urgent",
    "category": [coded(SNOMED, "410606002", "Social service procedure")],
    "code": {"text": "Food boxes"},
    "subject": ANA,
    "authoredOn": "2026-10-01",
    "performer": [{"reference": "Organization/pantry"}],
}
TASK: Json = {
    "resourceType": "Task",
    "id": "food-task",
    "status": "accepted",
    "intent": "order",
    "code": FULFIL,
    "focus": {"reference": "ServiceRequest/food"},
    "for": ANA,
    "authoredOn": "2026-10-02T10:00:00Z",
    "owner": {"reference": "Organization/pantry"},
}
VISIT: Json = {
    "resourceType": "Appointment",
    "id": "visit",
    "status": "booked",
    "description": "Hearing test",
    "start": "2026-12-01T16:30:00Z",
    "end": "2026-12-01T17:00:00Z",
    "participant": [
        {"actor": ANA, "status": "accepted"},
        {"actor": {"display": "Dr. Vu"}, "status": "accepted"},
        {
            "actor": {"reference": "Location/east", "display": "East clinic"},
            "status": "accepted",
        },
    ],
}


ANSWER: Json = {
    "resourceType": "AppointmentResponse",
    "id": "answer",
    "appointment": {"reference": "Appointment/visit"},
    "actor": ANA,
    "participantStatus": "declined",
    "comment": "No ride",
}


def referrals(database: Database) -> Sequence[Referral]:
    with looking(database) as session:
        return session.scalars(select(Referral).order_by(Referral.id)).all()


def only(database: Database) -> Referral:
    (found,) = referrals(database)
    return found


def events(database: Database) -> Sequence[ReferralEvent]:
    with looking(database) as session:
        return session.scalars(
            select(ReferralEvent).order_by(*referral_history.ENTERED)
        ).all()


def sentences(rows: Sequence[Any]) -> list[str]:
    return [row.text for row in rows]


def test_a_request_with_its_task_is_one_referral_with_one_event(
    bring_in: Importer, database: Database, actor_id: UUID
) -> None:
    report = bring_in(CHILD, PANTRY, FOOD, TASK)
    assert (report.refused, report.kept, report.notes) == ((), (), ())
    row = only(database)
    assert (row.need, row.agency) == ("Food boxes", "Corner Food Pantry")
    assert (row.agency_phone, row.domain) == ("510-555-0190", Domain.SOCIAL_SUPPORT)
    assert (row.state, row.state_since) == (S.ACCEPTED, date(2026, 10, 2))
    assert (row.urgency, row.owner_id) == (Urgency.URGENT, actor_id)
    # Its clock runs from the day we know of it: two business days for an urgent one.
    assert row.due_on == date(2026, 11, 24)
    (event,) = events(database)
    assert (event.kind, event.from_state, event.to_state) == (
        EventKind.IMPORTED,
        None,
        S.ACCEPTED,
    )
    assert event.how_known == "Record from fhir"
    assert event.actor_id == actor_id
    with database.reading() as session:
        assert audit_verdict.verify(session).whole


@pytest.mark.parametrize("status", sorted(standing.TASKS))
def test_each_status_of_a_task_has_its_state(
    bring_in: Importer, sqlite_database: Database, status: str
) -> None:
    if bring_in.database is not sqlite_database:
        pytest.skip("the table is the same on both databases")
    bring_in(CHILD, FOOD, changed(TASK, status=status))
    row = only(sqlite_database)
    assert (row.state, row.detail) == standing.TASKS[status]


@pytest.mark.parametrize(
    ("code", "state", "detail"),
    [
        ("2.0", S.SENT, None),
        ("3.0", S.ACCEPTED, None),
        ("4.0", S.DECLINED, D.SAID_NO),
        ("5.1.1", S.SCHEDULED, None),
        ("5.1.2", S.MISSED, D.REASON_UNKNOWN),
        ("5.1.3", S.MISSED, D.BY_AGENCY),
        ("5.1.4", S.SERVICE_RUNNING, None),
        ("6.0", S.NO_HELP, None),
        ("7.0", S.RESULT, D.REPORT_AWAITED),
    ],
)
def test_a_code_of_ereferral_says_more_than_the_status(
    code: str, state: ReferralState, detail: Detail | None
) -> None:
    task = changed(
        TASK,
        status="in-progress",
        businessStatus=coded(BSER, code),
        executionPeriod={"start": "2026-12-03"},
    )
    stands, _ = standing.of_task(task)
    assert (stands.state, stands.detail) == (state, detail)
    # What has been refused is not taken up again by a finer code.
    refused, _ = standing.of_task(changed(task, status="rejected"))
    assert refused.state is S.DECLINED


def test_the_codes_are_those_of_the_table() -> None:
    ours = {rule.fhir for rule in TABLE.values()} - {"entered-in-error"}
    assert ours <= set(standing.TASKS)
    assert {rule.bser for rule in TABLE.values() if rule.bser} <= set(standing.STEPS)


def test_a_visit_without_its_day_is_only_an_acceptance(
    bring_in: Importer, database: Database
) -> None:
    task = changed(TASK, status="in-progress", businessStatus=coded(BSER, "5.1.1"))
    report = bring_in(CHILD, FOOD, task)
    assert sentences(report.notes) == ["a visit is planned; its day is not told"]
    assert only(database).state is S.ACCEPTED


def test_what_is_said_to_be_done_is_not_help_but_a_result_to_review(
    bring_in: Importer, database: Database
) -> None:
    output = [{"type": {"text": "report"}, "valueReference": {"display": "Report"}}]
    task = changed(TASK, status="completed", output=output)
    report = bring_in(CHILD, FOOD, task)
    assert sentences(report.notes) == [
        "its source says that it is done; here its result waits for a review"
    ]
    row = only(database)
    assert (row.state, row.detail) == (S.RESULT, D.REPORT_TO_REVIEW)
    assert (row.service_on, row.evidence) == (None, None)
    with looking(database) as session:
        (came,) = session.scalars(select(ReferralReport))
    assert (came.received_on, came.reviewed_on) == (date(2026, 10, 2), None)
    assert came.review_due_on == date(2026, 11, 24)


def test_what_is_called_off_or_on_hold_says_why(
    bring_in: Importer, database: Database
) -> None:
    held = changed(TASK, status="on-hold", statusReason={"text": "Needs proof of age"})
    second = changed(FOOD, id="second")
    off = changed(
        TASK,
        id="off",
        status="cancelled",
        focus={"reference": "ServiceRequest/second"},
    )
    bring_in(CHILD, FOOD, held, second, off)
    waiting, ended = referrals(database)
    assert (waiting.state, waiting.wanted) == (
        S.AGENCY_NEEDS_MORE,
        "Needs proof of age",
    )
    assert (ended.state, ended.end_reason) == (S.NO_HELP, NoHelpReason.OTHER)
    assert ended.due_on is None
    notes = {event.referral_id: event.note for event in events(database)}
    assert notes[ended.id] == "Called off; the record does not say why."


def test_an_order_is_no_referral_and_neither_is_its_task(
    bring_in: Importer, database: Database
) -> None:
    lab = changed(
        FOOD, category=[coded(SNOMED, "108252007")], code={"text": "Lead level"}
    )
    report = bring_in(CHILD, lab, TASK)
    assert sentences(report.kept) == [
        "it orders a test, a treatment or a procedure and is no referral",
        "its request orders a test, a treatment or a procedure",
    ]
    assert referrals(database) == []


@pytest.mark.parametrize(
    "request_",
    [
        {"code": coded(SNOMED, "3457005"), "reasonCode": [{"text": "Slow speech"}]},
        {"code": {"text": "Referral to early intervention"}, "category": []},
        {"code": {"text": "Speech therapy"}, "category": []},
    ],
)
def test_a_referral_is_known_by_its_code_its_words_or_its_task(
    bring_in: Importer, database: Database, request_: Json
) -> None:
    request = {key: value for key, value in changed(FOOD, **request_).items() if value}
    bring_in(CHILD, request, TASK)
    assert only(database).state is S.ACCEPTED
    assert only(database).need in {
        "Social service procedure: Slow speech",
        "Referral to early intervention",
        "Speech therapy",
    }


def test_a_task_that_comes_later_moves_its_referral(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, FOOD)
    assert only(database).state is S.SENT
    report = bring_in(TASK)
    assert fates(report) == {"Task": "1 0 0 0 0"}
    assert only(database).state is S.ACCEPTED
    told = [(one.from_state, one.to_state) for one in events(database)]
    assert told == [(None, S.SENT), (S.SENT, S.ACCEPTED)]
    changes = fates(bring_in(CHILD, FOOD, TASK))
    assert set(changes.values()) == {"0 0 1 0 0"}


def test_the_newest_of_several_tasks_says_where_it_stands(
    bring_in: Importer, database: Database
) -> None:
    newer = changed(
        TASK, id="newer", status="rejected", lastModified="2026-10-09T10:00:00Z"
    )
    report = bring_in(CHILD, FOOD, newer, TASK)
    assert sentences(report.kept) == ["a newer task says where its request stands"]
    assert only(database).state is S.DECLINED


def test_a_step_taken_here_is_not_undone_by_its_source(
    bring_in: Importer, database: Database, actor_id: UUID
) -> None:
    bring_in(CHILD, FOOD, TASK)
    row = only(database)
    with database.transaction(actor_id) as session:
        step = Step(S.WAITLISTED, Said(how_known="phone"))
        referral_acts.move(session, row.id, step, seen=row.version)
    later = changed(TASK, status="rejected", lastModified="2026-11-20T10:00:00Z")
    report = bring_in(later)
    assert sentences(report.notes) == [
        "a step was taken here since, so it stays where it stands here"
    ]
    assert only(database).state is S.WAITLISTED
    error = changed(FOOD, status="entered-in-error")
    assert sentences(bring_in(error).notes) == [
        "its source took it back; the referral stays here: please look"
    ]
    assert only(database).voided_at is None


def test_a_request_entered_in_error_is_taken_back_and_may_return(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, FOOD)
    bring_in(changed(FOOD, status="entered-in-error"))
    assert only(database).voided_at is not None
    bring_in(changed(FOOD, code={"text": "Food boxes, weekly"}))
    assert only(database).voided_at is None
    assert only(database).need == "Food boxes, weekly"


def test_a_task_without_its_request_is_kept_and_named(bring_in: Importer) -> None:
    report = bring_in(CHILD, TASK)
    assert sentences(report.kept) == [
        "its request ServiceRequest/food is not here as a referral"
    ]


def test_ereferrals_own_examples_go_in_where_their_children_are_named(
    bring_in: Importer, database: Database, shared_data: Path, tmp_path: Path
) -> None:
    """The examples name their patients by other ids than they have: a fault of the
    source, put right here."""
    source = folder(shared_data, "fhir-bser")
    mended = tmp_path / "bser"
    mended.mkdir()
    for path in sorted(source.rglob("*.json")):
        text = path.read_text("utf-8")
        text = text.replace("patient-us-core-patient-", "patient-bser-patient-")
        (mended / path.name).write_text(text, "utf-8")
    report = bring_in.paths(mended)
    refused = {row.text for row in report.refused}
    assert not any("ServiceRequest" in row.place.resource for row in report.refused)
    assert refused <= {"its id is taken by another resource of this file"} | {
        text for text in refused if "is not here" in text
    }
    found = {row.need: (row.state, row.domain) for row in referrals(database)}
    nutrition = "Lifestyle education (procedure): Acute malnutrition in infancy"
    assert {need for need in found if need.startswith(nutrition)}
    assert {state for state, _ in found.values()} <= {S.SENT, S.RESULT}


def test_an_appointment_becomes_a_visit_with_who_and_where(
    bring_in: Importer, database: Database
) -> None:
    report = bring_in(CHILD, VISIT)
    assert (report.refused, report.kept, report.notes) == ((), (), ())
    with looking(database) as session:
        (visit,) = session.scalars(select(Appointment))
    assert (visit.title, visit.with_whom) == ("Hearing test", "Dr. Vu")
    assert (visit.place, visit.status) == ("East clinic", AppointmentStatus.BOOKED)
    assert visit.starts_at == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("why", "by"),
    [("pat-cpp", CalledOffBy.FAMILY), ("prov", CalledOffBy.AGENCY), ("maint", None)],
)
def test_who_called_a_visit_off_is_said_by_a_code_or_not_known(
    bring_in: Importer, database: Database, why: str, by: CalledOffBy | None
) -> None:
    system = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
    off = changed(
        VISIT, status="cancelled", cancelationReason=coded(system, why, "Storm")
    )
    bring_in(CHILD, off)
    with looking(database) as session:
        (visit,) = session.scalars(select(Appointment))
    assert (visit.status, visit.called_off_by) == (AppointmentStatus.CANCELLED, by)
    assert visit.reason == "Storm"


def test_a_missed_visit_without_a_reason_is_asked_about(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, changed(VISIT, status="noshow"))
    with looking(database) as session:
        (visit,) = session.scalars(select(Appointment))
    assert (visit.reason, visit.ask_on) == ("", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": "entered-in-error"}, "it was entered in error"),
        ({"start": None, "end": None}, "it has no time yet"),
        ({"end": "2026-12-09T16:30:00Z"}, "it lasts longer than one day"),
    ],
)
def test_what_is_no_visit_of_the_calendar_is_kept(
    bring_in: Importer, change: Json, why: str
) -> None:
    visit = {k: v for k, v in changed(VISIT, **change).items() if v is not None}
    assert sentences(bring_in(CHILD, visit).kept) == [why]


@pytest.mark.parametrize(
    "change",
    [
        {"end": "2026-12-01T16:30:00Z"},
        {"start": "2026-12-01T23:59:60Z"},
        {"start": "0001-01-01T00:00:00+10:00"},
    ],
)
def test_times_that_never_were_are_refused(bring_in: Importer, change: Json) -> None:
    report = bring_in(CHILD, changed(VISIT, **change))
    assert len(report.refused) == 1


def test_a_no_calls_a_visit_off_and_a_yes_books_it(
    bring_in: Importer, database: Database
) -> None:
    second = changed(VISIT, id="second", status="proposed")
    bring_in(CHILD, VISIT, second)

    def answer(visit: str, status: str, who: Json, comment: str = "") -> Json:
        made = {
            "resourceType": "AppointmentResponse",
            "id": f"{visit}-{status}",
            "appointment": {"reference": f"Appointment/{visit}"},
            "actor": who,
            "participantStatus": status,
        }
        return made | ({"comment": comment} if comment else {})

    vu = {"reference": "Practitioner/vu", "display": "Dr. Vu"}
    report = bring_in(
        answer("visit", "declined", vu, "Doctor is away"),
        answer("second", "accepted", ANA),
        answer("second", "tentative", ANA, "Later in the day?"),
        answer("nowhere", "accepted", ANA),
    )
    assert sentences(report.notes) == ["it is neither yes nor no: Later in the day?"]
    assert sentences(report.kept) == [
        "the visit Appointment/nowhere that it answers is not here"
    ]
    with looking(database) as session:
        first, other = session.scalars(select(Appointment).order_by(Appointment.id))
    assert (first.status, first.called_off_by) == (
        AppointmentStatus.CANCELLED,
        CalledOffBy.AGENCY,
    )
    assert first.reason == "Doctor is away"
    assert other.status is AppointmentStatus.BOOKED


TEAM: Json = {
    "resourceType": "CareTeam",
    "id": "team",
    "status": "active",
    "subject": ANA,
    "participant": [
        {"member": ANA, "role": [{"text": "Patient"}]},
        {
            "role": [{"text": "Primary care physician"}],
            "member": {"reference": "PractitionerRole/pcp"},
        },
        {
            "role": [{"text": "Speech therapist"}],
            "member": {"display": "Kai Moon"},
            "onBehalfOf": {"reference": "Organization/pantry"},
        },
        {"member": {"display": "Old Friend"}, "period": {"end": "2020-01-01"}},
        {"role": [{"text": "nobody"}]},
    ],
}
PCP: Json = {
    "resourceType": "PractitionerRole",
    "id": "pcp",
    "practitioner": {"display": "Dr. Ito"},
    "organization": {"display": "Bay Pediatrics"},
    "telecom": [{"system": "phone", "value": "510-555-0123"}],
}


def team(database: Database) -> list[tuple[TeamRole, str, str, str]]:
    with looking(database) as session:
        found = session.scalars(
            select(TeamMember)
            .where(TeamMember.voided_at.is_(None))
            .order_by(TeamMember.id)
        )
        return [(one.role, one.name, one.organization, one.phone) for one in found]


def test_a_care_team_brings_people_and_organizations_with_their_roles(
    bring_in: Importer, database: Database
) -> None:
    report = bring_in(CHILD, PANTRY, PCP, TEAM)
    assert sentences(report.notes) == [
        "somebody on the team is not named, so was left out: 1"
    ]
    doctor = (TeamRole.PRIMARY_CARE, "Dr. Ito", "Bay Pediatrics", "510-555-0123")
    speech = (
        TeamRole.THERAPIST, "Kai Moon", "Corner Food Pantry", "510-555-0190",
    )  # fmt: skip
    assert team(database) == [doctor, speech]
    # A second team with the same doctor does not enter the doctor twice.
    bring_in(changed(TEAM, id="second", participant=TEAM["participant"][:2]))
    assert team(database) == [doctor, speech]
    # Who is not on it any more leaves.
    bring_in(changed(TEAM, participant=TEAM["participant"][:2]))
    assert team(database) == [doctor]


def test_a_team_that_is_over_is_kept(bring_in: Importer) -> None:
    report = bring_in(CHILD, changed(TEAM, status="inactive"))
    assert sentences(report.kept) == ["this team no longer works together"]


def test_help_without_evidence_in_our_own_words_is_a_result_to_review(
    bring_in: Importer, database: Database
) -> None:
    system = "urn:hhdesk:code-system:referral-state"
    task = changed(TASK, status="completed", businessStatus=coded(system, "got_help"))
    report = bring_in(CHILD, FOOD, task)
    assert sentences(report.notes) == [import_standing.NO_EVIDENCE]
    assert only(database).state is S.RESULT


def test_a_history_that_does_not_fit_is_not_taken(
    bring_in: Importer, database: Database
) -> None:
    def event(**parts: str) -> Json:
        inside = [{"url": url, "valueString": value} for url, value in parts.items()]
        return {"url": "urn:hhdesk:extension:referral-event", "extension": inside}

    entered = "2026-10-01T10:00:00Z"
    forged = [
        event(kind="step", to="draft", on="2026-10-01", entered=entered),
        event(kind="step", **{"from": "draft"}, to="result", entered=entered),
    ]
    system = "urn:hhdesk:code-system:referral-state"
    task = changed(TASK, extension=forged, businessStatus=coded(system, "result"))
    report = bring_in(CHILD, FOOD, task)
    assert sentences(report.notes) == [
        "its history does not fit together, so only where it stands was taken"
    ]
    assert [one.kind for one in events(database)] == [EventKind.IMPORTED]


def test_the_social_needs_tasks_change_nothing_when_they_come_again(
    bring_in: Importer, database: Database, shared_data: Path
) -> None:
    path = folder(shared_data, "fhir-gravity-sdoh")
    bring_in.paths(path)
    assert len(referrals(database)) == 4
    changes_nothing(bring_in, database, path)


def test_an_early_intervention_referral_from_elsewhere_has_the_laws_clock(
    bring_in: Importer, database: Database
) -> None:
    """45 days from the day on which it was sent (34 CFR 303.310)."""
    request = changed(
        FOOD,
        category=[coded("urn:hhdesk:code-system:domain", "developmental")],
        code={"text": "Early intervention"},
        performer=[{"display": "Regional Center"}],
    )
    child = changed(CHILD, birthDate="2025-05-21")
    bring_in(child, request)
    referral_id = only(database).id
    with database.reading() as session:
        row = referral_list.row(session, referral_id)
    assert row is not None
    assert row.deadline is not None
    assert row.deadline.on == date(2026, 10, 1) + timedelta(days=45)


def test_an_imported_state_names_its_source_and_who_brought_it(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, FOOD, TASK, source="County")
    with database.reading() as session:
        (event,) = referral_history.timeline(session, only(database).id)
    assert import_standing.source_of(event.how_known) == "County"
    assert import_standing.source_of("Phone call with the agency") == ""
    assert (event.actor, event.words) == ("Rosa Delgado", "Accepted")
