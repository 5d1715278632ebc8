"""A member's record for a reader: nothing closed goes out, and the operator knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import audit_verdict, disclosures, member_reading
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    ConsentView,
    Reader,
    Seal,
    Segment,
)
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.member_disclosure import (
    MemberForReader,
    gather_for_export,
    record_for,
)
from hhdesk.care.member_record import MemberRecord
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.care.whole_member import SECRET, YOUTHS, enter

TODAY = date(2026, 11, 21)
EVERYTHING = frozenset(Segment)


def consent(
    audience: Audience, recipient: str = "", by: Consenter = Consenter.YOUTH
) -> ConsentView:
    return ConsentView(audience, recipient, EVERYTHING, by, None)


def reader(
    audience: Audience, *consents: ConsentView, age: int = 15, recipient: str = ""
) -> Reader:
    return Reader(audience, age, TODAY, recipient, consents)


@pytest.fixture
def record(sqlite_database: Database, actor_id: UUID) -> MemberRecord:
    with sqlite_database.transaction(actor_id) as session:
        member_id = enter(session)
    with sqlite_database.reading() as session:
        return member_reading.read(session, member_id)


def values(points: tuple[object, ...]) -> list[str]:
    return [getattr(point, "value", "") for point in points]


def test_the_record_is_read_whole_on_both_databases(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = enter(session)
    with database.reading() as session:
        made = gather_for_export(session, member_id, Audience.YOUTH)
    record = made.record
    assert record.name.full == "Park Jonah"
    mother, *others = record.caregivers
    assert mother.name.given == "Min-ji"
    assert {one.name.given for one in others} == {"Ji-ho", "Ann"}
    assert mother.home == record.home
    texts = {one.text for one in record.conditions}
    assert texts == {"Asthma", "Croup", f"{SECRET} depression"}
    assert len(record.appointments) == 4
    assert len(record.referrals) == 2
    assert len(record.plan.content.goals) == 2


def test_nobody_who_is_not_there_is_exported(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        gather_for_export(session, UUID(int=1), Audience.CARE_TEAM)


@pytest.mark.parametrize("audience", [Audience.CARE_TEAM, Audience.FAMILY])
def test_what_is_closed_leaves_no_trace_and_is_counted(
    record: MemberRecord, audience: Audience
) -> None:
    made = record_for(record, reader(audience))
    assert SECRET not in repr(made)
    assert made.seal == Seal()
    # Concern, its goal, a diary, a barrier, a line of school, a condition, the referral
    # born of the goal, the visit born of that, a stay, a letter; for the family their
    # phones, a role, and the files that nobody has read for them.
    closed = 10
    family = closed + 6
    assert made.withheld == (family if audience is Audience.FAMILY else closed)
    kept = {goal.id for goal in made.record.plan.content.goals}
    assert {one.goal_id for one in made.record.referrals} <= kept
    requests = {one.id for one in made.record.referrals}
    assert {one.details.referral_id for one in made.record.appointments} <= {
        *requests,
        None,
    }


def test_the_youth_gets_all_but_family_safety(record: MemberRecord) -> None:
    made = record_for(record, reader(Audience.YOUTH))
    assert f"{SECRET} peace" in repr(made)
    assert f"{SECRET} home" not in repr(made)
    assert made.seal == YOUTHS


def test_the_care_team_gets_sealed_care_under_the_youths_own_consent(
    record: MemberRecord,
) -> None:
    agreed = consent(Audience.CARE_TEAM)
    made = record_for(record, reader(Audience.CARE_TEAM, agreed))
    assert f"{SECRET} counselling" in repr(made)
    assert made.withheld == 1
    parents = consent(Audience.CARE_TEAM, by=Consenter.CAREGIVER)
    refused = record_for(record, reader(Audience.CARE_TEAM, parents))
    assert SECRET not in repr(refused)


@pytest.mark.parametrize(
    "audience", [Audience.SCHOOL, Audience.RECIPIENT, Audience.PAYER]
)
def test_outsiders_get_nothing_without_a_consent(
    record: MemberRecord, audience: Audience
) -> None:
    with pytest.raises(NotPermitted):
        record_for(record, reader(audience))


def test_the_family_of_an_adult_gets_nothing_without_a_consent(
    record: MemberRecord,
) -> None:
    with pytest.raises(NotPermitted):
        record_for(record, reader(Audience.FAMILY, age=18))


def _for(record: MemberRecord, audience: Audience, recipient: str = "") -> MemberRecord:
    agreed = consent(audience, recipient, Consenter.CAREGIVER)
    return record_for(record, reader(audience, agreed, recipient=recipient)).record


def test_a_recipient_gets_the_referrals_that_were_made_to_it(
    record: MemberRecord,
) -> None:
    made = _for(record, Audience.RECIPIENT, "Lung House")
    assert [one.need for one in made.referrals] == ["Asthma class"]
    other = _for(record, Audience.RECIPIENT, "Somebody Else")
    assert other.referrals == ()
    assert {one.details.referral_id for one in other.appointments} == {None}


def test_a_school_gets_no_numbers_and_no_coverage(record: MemberRecord) -> None:
    made = _for(record, Audience.SCHOOL)
    assert (made.numbers, made.coverages) == ((), ())
    assert made.allergies


def test_a_number_goes_out_only_with_its_rule(record: MemberRecord) -> None:
    team = record_for(record, reader(Audience.CARE_TEAM)).record
    assert values(team.contacts) == ["510-555-0111", "joe@home.example"]
    assert values(team.caregivers[0].contacts) == ["510-555-0142"]
    payer = _for(record, Audience.PAYER)
    assert values(payer.contacts) == ["510-555-0111"]
    assert values(payer.caregivers[0].contacts) == []
    others = [values(one.contacts) for one in payer.caregivers[1:]]
    assert sorted(others) == [[], ["510-555-0177"]]


def test_the_family_gets_no_number_of_the_youth_or_of_another_parent(
    record: MemberRecord,
) -> None:
    mother, *others = record.caregivers
    plain = tuple(
        replace(point, safe_contact=type(point.safe_contact)())
        for point in mother.contacts
    )
    known = replace(record, caregivers=(replace(mother, contacts=plain), *others))
    made = record_for(known, reader(Audience.FAMILY)).record
    assert values(made.contacts) == []
    assert values(made.caregivers[0].contacts) == ["510-555-0142"]
    assert [values(one.contacts) for one in made.caregivers[1:]] == [[], []]
    small = record_for(known, reader(Audience.FAMILY, age=3)).record
    assert values(small.contacts) == ["510-555-0111"]


def test_words_of_staff_and_former_names_stay_with_the_team(
    record: MemberRecord,
) -> None:
    team = record_for(record, reader(Audience.CARE_TEAM)).record
    assert team.former_names == ("Jane Park",)
    assert "no ride" in repr(team)
    for audience in set(Audience) - {Audience.CARE_TEAM}:
        made = _for(record, audience, "Lung House")
        assert made.former_names == ()
        assert "no ride" not in repr(made)
        assert "MediRide" not in repr(made)


def _sent(database: Database, actor_id: UUID) -> MemberForReader:
    with database.transaction(actor_id) as session:
        member_id = enter(session)
    with database.transaction(actor_id) as session:
        made = gather_for_export(session, member_id, Audience.YOUTH)
        disclosures.record(
            session,
            member_id,
            Audience.YOUTH,
            what="FHIR R4 bundle",
            content=b"{}",
            seal=made.seal,
        )
    return made


def test_what_left_is_accounted_for_and_audited(
    database: Database, actor_id: UUID
) -> None:
    made = _sent(database, actor_id)
    with database.reading() as session:
        (told,) = session.scalars(select(Disclosure))
        assert (told.member_id, told.audience) == (made.record.id, Audience.YOUTH)
        assert (told.what, told.actor_id) == ("FHIR R4 bundle", actor_id)
        # The accounting itself is closed to whom what left is closed.
        assert told.seal == YOUTHS
        act = session.scalars(
            select(AuditEntry).where(AuditEntry.act == "disclosure.make")
        ).one()
        assert act.detail["sha256"].startswith("44136fa355b3678a")
        assert audit_verdict.verify(session).whole


def test_nothing_is_disclosed_by_nobody(database: Database) -> None:
    with database.reading() as session, pytest.raises(ValueError, match="actor"):
        disclosures.record(session, UUID(int=1), Audience.PAYER, what="x", content=b"")


@pytest.mark.parametrize("audience", sorted(set(Audience) - {Audience.CARE_TEAM}))
def test_whole_files_leave_for_nobody_but_the_team(
    record: MemberRecord, audience: Audience
) -> None:
    recipient = "Lung House"
    yes = consent(audience, recipient)
    made = record_for(record, reader(audience, yes, recipient=recipient))
    assert made.record.documents == ()
    assert made.withheld >= len(record.documents)


def test_a_stay_goes_by_its_own_seal(record: MemberRecord) -> None:
    team = record_for(record, reader(Audience.CARE_TEAM))
    assert [one.place for one in team.record.stays] == ["Children's Hospital"]
    (summary,) = team.record.documents
    assert summary.attachments[0].content == b"Rest. After your visit"
    youth = record_for(record, reader(Audience.YOUTH))
    assert len(youth.record.stays) == 2
