"""Members: entered, read, changed; refused with a word."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from hhdesk.care import audit, audit_verdict, members
from hhdesk.care.audit import AuditEntry
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.household import Authority, Housing, Relationship
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.store.engine import Database

SPANISH = Languages("es", "es", Interpreter.NEEDED)
MATEO = MemberDetails(
    Name("Mateo", "Hernández", "Ruiz", "Teo"),
    date(2025, 5, 14),
    pronouns="he/him",
    gender=members.Gender.MALE,
    mrn="100234",
    cin="90000021A",
    languages=SPANISH,
    former_names=("Mateo Ruiz",),
    caregiver=CaregiverDetails(
        Name("Lucía", "Ruiz"),
        Relationship.MOTHER,
        Authority.FULL,
        SPANISH,
        "510-555-0142",
        SafeContact(Voicemail.NEVER, "after 4 pm"),
    ),
    housing=Housing.DOUBLED_UP,
    address="1201 Larkspur Way, Apt 4",
    city="Oakland",
    state="CA",
    postal_code="94601",
)


def enter(database: Database, actor_id: UUID, details: MemberDetails = MATEO) -> UUID:
    with database.transaction(actor_id) as session:
        return members.create(session, details)


def test_what_was_entered_is_read_back_whole(
    database: Database, actor_id: UUID
) -> None:
    member_id = enter(database, actor_id)
    with database.reading() as session:
        details, version = members.details(session, member_id)
    assert details == MATEO
    assert version >= 1


def test_a_change_is_kept_and_counts_a_version(
    database: Database, actor_id: UUID
) -> None:
    member_id = enter(database, actor_id)
    with database.reading() as session:
        details, seen = members.details(session, member_id)
    changed = replace(details, name=replace(details.name, nickname="Mati"), city="Bay")
    with database.transaction(actor_id) as session:
        version = members.update(session, member_id, changed, seen)
    with database.reading() as session:
        assert members.details(session, member_id) == (changed, version)
    assert version > seen


def test_a_stale_save_is_refused_and_nothing_is_overwritten(
    database: Database, actor_id: UUID
) -> None:
    member_id = enter(database, actor_id)
    with database.reading() as session:
        details, seen = members.details(session, member_id)
    with database.transaction(actor_id) as session:
        members.update(session, member_id, replace(details, city="Hayward"), seen)
    with (
        pytest.raises(ChangedElsewhere),
        database.transaction(actor_id) as session,
    ):
        members.update(session, member_id, replace(details, city="Fremont"), seen)
    with database.reading() as session:
        assert members.details(session, member_id)[0].city == "Hayward"


def test_a_change_to_the_caregiver_alone_makes_an_older_form_stale(
    database: Database, actor_id: UUID
) -> None:
    member_id = enter(database, actor_id)
    with database.reading() as session:
        details, seen = members.details(session, member_id)
    assert details.caregiver
    changed = replace(
        details, caregiver=replace(details.caregiver, phone="510-555-0199")
    )
    with database.transaction(actor_id) as session:
        members.update(session, member_id, changed, seen)
    with (
        pytest.raises(ChangedElsewhere),
        database.transaction(actor_id) as session,
    ):
        members.update(session, member_id, details, seen)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("given", replace(MATEO, name=Name(""))),
        ("given", replace(MATEO, name=Name("x" * 201))),
        ("birth_date", replace(MATEO, birth_date=date(2026, 11, 22))),
        ("birth_date", replace(MATEO, birth_date=date(1850, 1, 1))),
        ("cin", replace(MATEO, cin="12345")),
        ("phone", replace(MATEO, phone="call me")),
        (
            "caregiver.phone",
            replace(MATEO, caregiver=CaregiverDetails(Name("Lucía"), phone="12")),
        ),
        ("caregiver.given", replace(MATEO, caregiver=CaregiverDetails(Name(" ")))),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(
    sqlite_database: Database, actor_id: UUID, field: str, wrong: MemberDetails
) -> None:
    with pytest.raises(InvalidField) as refused:
        enter(sqlite_database, actor_id, wrong)
    assert refused.value.field == field
    with sqlite_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 0
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_a_number_belongs_to_one_member(database: Database, actor_id: UUID) -> None:
    enter(database, actor_id)
    twin = replace(MATEO, name=Name("Marco", "Hernández"), cin="")
    with pytest.raises(InvalidField) as refused:
        enter(database, actor_id, twin)
    assert refused.value.field == "mrn"


def test_every_write_leaves_its_audit_row_and_the_chain_holds(
    database: Database, actor_id: UUID
) -> None:
    member_id = enter(database, actor_id)
    with database.reading() as session:
        details, seen = members.details(session, member_id)
    with database.transaction(actor_id) as session:
        members.update(session, member_id, replace(details, city="Bay"), seen)
    with database.reading() as session:
        acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.seq)).all()
        assert list(acts) == ["member.create", "member.update"]
        assert audit_verdict.verify(session).whole


def test_a_changed_audit_row_is_found(database: Database, actor_id: UUID) -> None:
    enter(database, actor_id)
    enter(database, actor_id, replace(MATEO, mrn="", cin=""))
    with database.transaction(actor_id) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.seq == 1)).one()
        entry.act = "nothing.happened"
    with database.reading() as session:
        assert "row 1 was changed" in audit_verdict.verify(session).faults


def test_an_act_without_an_actor_fails(database: Database) -> None:
    with database.reading() as session, pytest.raises(ValueError, match="actor"):
        audit.record(session, "member.create")


def test_an_unknown_member_is_refused(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        members.details(session, UUID(int=7))
