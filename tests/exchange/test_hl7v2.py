"""Hospitals' messages: read as they come, heeded once, nobody made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from hhdesk.care import adt, members, stay_acts
from hhdesk.care.adt_facts import AdtFact
from hhdesk.care.adt_messages import AdtMessage, AdtState
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Segment
from hhdesk.care.household import Relationship
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_reading import row_of_text
from hhdesk.care.plan_text import text_of
from hhdesk.care.stays import HospitalStay, StayDetails, StayKind, StayStatus
from hhdesk.errors import BrokenInput, ChangedElsewhere, InvalidField
from hhdesk.exchange import hl7v2
from hhdesk.exchange.hl7v2 import adt as reading
from hhdesk.exchange.hl7v2 import messages
from hhdesk.store.engine import Database

BORN = date(2025, 5, 14)
DETAILS = MemberDetails(
    Name("Mateo", "Hern\u00e1ndez", "Ruiz"),
    BORN,
    cin="91234567C",
    postal_code="94601",
    caregiver=CaregiverDetails(
        Name("Luc\u00eda", "Ruiz"), Relationship.MOTHER, phone="510-555-0142"
    ),
)
MINE = "774^^^GENERAL^MR"


def message(
    event: str,
    at: str,
    visit: str = "V1",
    *,
    group: str = "I",
    numbers: str = MINE,
    name: str = "HERNANDEZ^MATEO",
    born: str = "20250514",
    phone: str = "(510) 555-0142",
    begins: str = "",
    ends: str = "",
    diagnosis: str = "J45.901^Asthma",
    more: str = "",
) -> str:
    pv1 = [""] * 46
    pv1[0:4] = ["PV1", "1", group, "4W^12^A^Children's"]
    pv1[19], pv1[44], pv1[45] = visit, begins, ends
    pid = ["PID", "1", "", numbers, "", name, "", born, "M", "", "", "", "", phone]
    lines = (
        f"MSH|^~\\&|EPIC|GENERAL|HH|HH|{at}||ADT^{event}|{event}{at}|P|2.5.1",
        f"EVN|{event}|{at}",
        "|".join(pid),
        "|".join(pv1),
        f"DG1|1||{diagnosis}",
    )
    return "\r".join((*lines, *filter(None, [more])))


def hear(database: Database, actor_id: UUID, text: str) -> adt.AdtFate:
    told = messages.read(text)
    trigger = reading.trigger_of(told)
    assert trigger is not None
    fact = reading.read(told, trigger)
    with database.transaction(actor_id) as session:
        return adt.hear(session, fact, text).fate


def stays(database: Database) -> list[HospitalStay]:
    with database.reading() as session:
        rows = session.scalars(
            select(HospitalStay)
            .where(HospitalStay.voided_at.is_(None))
            .order_by(HospitalStay.begins_on)
        ).all()
        session.expunge_all()
        return list(rows)


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    with database.transaction(actor_id) as session:
        return members.create(session, DETAILS)


def test_a_stay_is_followed_from_admission_to_discharge_and_back(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    for event, at, days in (
        ("A04", "202611180800", {"group": "E"}),
        ("A06", "202611181200", {}),
        ("A03", "202611201000", {"ends": "202611201000"}),
    ):
        assert (
            hear(database, actor_id, message(event, at, **days)) is adt.AdtFate.APPLIED
        )
    (stay,) = stays(database)
    assert (stay.member_id, stay.kind) == (member_id, StayKind.INPATIENT)
    assert (stay.begins_on, stay.ends_on) == (date(2026, 11, 18), date(2026, 11, 20))
    assert (stay.status, stay.reason) == (StayStatus.FINISHED, "Asthma")
    hear(database, actor_id, message("A13", "202611201100"))
    (stay,) = stays(database)
    assert (stay.ends_on, stay.status) == (None, StayStatus.IN_PROGRESS)
    hear(database, actor_id, message("A11", "202611201200"))
    assert stays(database) == []


def test_messages_out_of_order_and_twice_change_nothing_that_is_newer(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    left = message("A03", "202611201000", ends="202611201000")
    hear(database, actor_id, left)
    hear(database, actor_id, message("A01", "202611180800"))
    assert hear(database, actor_id, left) is adt.AdtFate.KNOWN
    (stay,) = stays(database)
    assert (stay.begins_on, stay.ends_on) == (date(2026, 11, 18), date(2026, 11, 20))
    assert stay.status is StayStatus.FINISHED


def test_a_cancellation_that_comes_first_still_counts(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    hear(database, actor_id, message("A11", "202611181200"))
    hear(database, actor_id, message("A01", "202611180800"))
    assert stays(database) == []
    hear(database, actor_id, message("A01", "202611190800", "V2"))
    hear(database, actor_id, message("A13", "202611201200", "V2"))
    left = message("A03", "202611201000", "V2", ends="202611201000")
    hear(database, actor_id, left)
    (stay,) = stays(database)
    assert (stay.ends_on, stay.status) == (None, StayStatus.IN_PROGRESS)


def test_a_stay_is_one_whether_the_hospital_or_a_person_tells_it_first(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    day = date(2026, 11, 18)
    typed = StayDetails(StayKind.INPATIENT, "Kids' hospital", day, reason="Wheezing")
    with database.transaction(actor_id) as session:
        stay_acts.record_stay(session, member_id, typed)
    hear(database, actor_id, message("A01", "202611180800"))
    left = message("A03", "202611201000", ends="202611201000")
    hear(database, actor_id, left)
    (stay,) = stays(database)
    # What was typed stays, what was blank is filled, and no message takes it out.
    assert (stay.place, stay.reason) == ("Kids' hospital", "Wheezing")
    assert stay.ends_on == date(2026, 11, 20)
    hear(database, actor_id, message("A11", "202611201100"))
    assert len(stays(database)) == 1
    hear(database, actor_id, message("A01", "202611210800", "V2"))
    more = replace(
        typed, begins_on=date(2026, 11, 21), reason="", discharge_plan="Rest"
    )
    with database.transaction(actor_id) as session:
        key = stay_acts.record_stay(session, member_id, more)
    assert [one.id for one in stays(database)][1:] == [key]
    joined = stays(database)[1]
    assert (joined.reason, joined.discharge_plan) == ("Asthma", "Rest")


def test_a_match_with_the_wrong_child_is_taken_back_whole(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    other = {"numbers": "9^^^GENERAL^MR", "name": "LEE^NOA", "phone": ""}
    hear(database, actor_id, message("A01", "202611180800", **other))
    with database.transaction(actor_id) as session:
        (row,) = adt.waiting(session)
        adt.settle(session, row.id, member_id, seen=row.version)
    with database.transaction(actor_id) as session:
        assert adt.unsettle(session, row.id) == 1
    assert stays(database) == []
    later = message("A03", "202611190800", **other)
    assert hear(database, actor_id, later) is adt.AdtFate.WAITING
    noa = MemberDetails(Name("Noa", "Lee"), BORN)
    with database.transaction(actor_id) as session:
        assert adt.count_waiting(session) == 1
        right = members.create(session, noa)
        (row,) = adt.waiting(session)
        assert [one.member_id for one in adt.candidates(session, row.id)] == [right]
        adt.settle(session, row.id, right, seen=row.version)
    # The number that was learned of the wrong child is the right one's now.
    again = message("A01", "202611210800", "V2", **other)
    assert hear(database, actor_id, again) is adt.AdtFate.APPLIED
    assert {one.member_id for one in stays(database)} == {right}


def test_an_unknown_child_waits_and_is_never_made(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    other = {"numbers": "9^^^GENERAL^MR", "name": "LEE^NOA", "phone": ""}
    for event, at in (("A01", "202611180800"), ("A03", "202611200800")):
        told = message(event, at, **other)
        assert hear(database, actor_id, told) is adt.AdtFate.WAITING
    with database.reading() as session:
        (row,) = adt.waiting(session)
        assert len(session.scalars(select(Member.id)).all()) == 1
    assert (row.count, row.why) == (2, adt.adt_matching.NOBODY)
    with database.transaction(actor_id) as session:
        assert adt.settle(session, row.id, member_id, seen=row.version) == 2
    (stay,) = stays(database)
    assert stay.status is StayStatus.FINISHED
    # From now on the hospital's number is known.
    again = message("A01", "202611210800", "V2", **other)
    assert hear(database, actor_id, again) is adt.AdtFate.APPLIED
    with database.transaction(actor_id) as session, pytest.raises(ChangedElsewhere):
        adt.settle(session, row.id, member_id, seen=row.version)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"phone": ""}, adt.adt_matching.ONLY_NAMESAKE),
        ({"born": "20250515"}, adt.adt_matching.NOBODY),
        ({"numbers": "91234567C^^^STATE^MA", "born": "20240514", "phone": ""},
         adt.adt_matching.OTHER_BIRTH_DATE),
    ],
)  # fmt: skip
def test_what_is_not_sure_waits_and_says_why(
    database: Database,
    actor_id: UUID,
    member_id: UUID,
    told: dict[str, str],
    why: str,
) -> None:
    assert hear(database, actor_id, message("A01", "202611180800", **told)) is (
        adt.AdtFate.WAITING
    )
    with database.reading() as session:
        (row,) = adt.waiting(session)
        found = [one.member_id for one in adt.candidates(session, row.id)]
    assert (row.why, found) == (why, [member_id])


def test_who_is_no_child_of_this_clinic_is_set_aside_and_can_be_taken_up(
    database: Database, actor_id: UUID
) -> None:
    hear(database, actor_id, message("A01", "202611180800"))
    with database.transaction(actor_id) as session:
        (row,) = adt.waiting(session)
        with pytest.raises(InvalidField):
            adt.set_aside(session, row.id, " ", seen=row.version)
        adt.set_aside(session, row.id, "not our patient", seen=row.version)
        assert adt.waiting(session) == ()
        adt.take_up(session, row.id)
        assert [one.id for one in adt.waiting(session)] == [row.id]


def test_a_merge_teaches_the_new_number_and_two_children_wait(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    hear(database, actor_id, message("A01", "202611180800"))
    new = message("A40", "202611190800", numbers="800^^^GENERAL^MR", more="MRG|" + MINE)
    assert hear(database, actor_id, new) is adt.AdtFate.NO_STAY
    known = message("A03", "202611200800", numbers="800^^^GENERAL^MR", phone="")
    assert hear(database, actor_id, known) is adt.AdtFate.APPLIED
    sister = replace(DETAILS, name=Name("Ana", "Ruiz"), cin="91234568C")
    with database.transaction(actor_id) as session:
        members.create(session, sister)
    hers = {"numbers": "5^^^GENERAL^MR", "name": "RUIZ^ANA"}
    hear(database, actor_id, message("A01", "202611180800", "V9", **hers))
    both = message("A40", "202611190900", more="MRG|5^^^GENERAL^MR")
    assert hear(database, actor_id, both) is adt.AdtFate.WAITING


def test_what_a_diagnosis_is_about_is_kept_apart_for_good(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    hear(database, actor_id, message("A01", "202611180800", diagnosis="F32.9^Sad"))
    hear(database, actor_id, message("A08", "202611180900"))
    (stay,) = stays(database)
    assert stay.segment is Segment.MENTAL_HEALTH


def test_messages_come_framed_marked_escaped_and_many_in_a_file() -> None:
    one = message("A01", "202611180800", diagnosis="J45^Asthma \\T\\ cough\\X0A\\")
    data = "\ufeff\x0b" + one.replace("\r", "\n") + "\x1c\r\n\n" + one + "\r"
    texts = messages.split(data.encode())
    assert len(texts) == 2
    told = messages.read(texts[0])
    assert reading.read(told, adt.Trigger.ADMIT).visit.reason == "Asthma & cough"  # type: ignore[union-attr]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PID|1", b"\x00" * 9])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenInput):
        messages.split(data)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_word(text: str) -> None:
    for start in ("MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\r", "MSH"):
        try:
            told = messages.read(start + text)
            trigger = reading.trigger_of(told)
            if trigger is not None:
                fact = reading.read(told, trigger)
                assert row_of_text(AdtFact, text_of(fact)).trigger is trigger
        except BrokenInput:
            pass


def test_a_hospitals_files_are_all_read_or_refused_in_a_line(
    database: Database, actor_id: UUID, shared_data: Path
) -> None:
    folder = shared_data / "hl7v2"
    report = hl7v2.import_paths(database, actor_id, [folder / "ms-fhir-converter"])
    heard = report.applied + report.no_stay + report.waiting + report.known
    others = sum(count for _, count in report.others)
    assert (report.messages, heard + others) == (139, 139)
    assert [Path(one.file).name for one in report.refused] == ["LICENSE"]
    with database.reading() as session:
        states = session.scalars(select(AdtMessage.state)).all()
        assert session.scalars(select(Member.id)).all() == []
    assert set(states) == {AdtState.WAITING}
