"""Consents: what a new one has to say, and that the disclosure rule obeys at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hhdesk.care import consent_acts, consents, members
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    Segment,
    released,
)
from hhdesk.care.consent_checks import GivenConsent, GivingGround, check
from hhdesk.care.consents import Basis, Consent, ConsentStatus
from hhdesk.care.household import Authority, Caregiver, Caregiving
from hhdesk.care.person import Interpreter
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.care import acts_consents
from tests.care.act_desk import CANARY, CHILD, Desk, segment_of
from tests.databases import ACTOR_ID

TODAY = date(2026, 11, 21)
GROUND = GivingGround(TODAY, date(2012, 3, 1), "CA")
YES = GivenConsent(
    Audience.RECIPIENT,
    ("Teen Clinic",),
    frozenset({Segment.REPRODUCTIVE}),
    Consenter.YOUTH,
    "Ana",
    Basis.YOUTH,
    TODAY,
)
MOTHERS = replace(
    YES,
    given_by=Consenter.CAREGIVER,
    giver_name="Lucía",
    basis=Basis.VERBAL,
    segments=frozenset({Segment.GENERAL}),
)
WRONG: tuple[tuple[str, GivenConsent, GivingGround], ...] = (
    ("segments", replace(YES, segments=frozenset()), GROUND),
    ("segments", replace(YES, segments=frozenset(Segment)), GROUND),
    ("recipients", replace(YES, recipients=(), part2=True), GROUND),
    ("basis", replace(YES, basis=Basis.TREATMENT), GROUND),
    ("basis", replace(MOTHERS, awaited=True), GROUND),
    ("given_by", replace(MOTHERS, basis=Basis.YOUTH), GROUND),
    ("given_by", replace(MOTHERS, basis=Basis.COURT, form="order"), GROUND),
    ("given_by", replace(MOTHERS, given_by=Consenter.COURT), GROUND),
    ("given_by", replace(MOTHERS, given_by=Consenter.NOT_ASKED), GROUND),
    ("form", replace(MOTHERS, basis=Basis.SIGNED), GROUND),
    (
        "form",
        replace(MOTHERS, basis=Basis.COURT, given_by=Consenter.COURT),
        GROUND,
    ),
    ("interpreter", MOTHERS, replace(GROUND, interpreter_needed=True)),
    ("interpreter", YES, replace(GROUND, interpreter_needed=True)),
    ("giver_name", replace(MOTHERS, giver_name=""), GROUND),
    ("giver_name", MOTHERS, replace(GROUND, no_authority=True)),
    ("given_on", replace(YES, given_on=TODAY + timedelta(days=1)), GROUND),
    ("given_on", replace(MOTHERS, given_on=date(2012, 2, 29)), GROUND),
    ("until", replace(YES, until=TODAY), GROUND),
    (
        "until",
        replace(YES, given_on=date(2026, 1, 1), until=date(2026, 6, 1)),
        GROUND,
    ),
)


@pytest.mark.parametrize(("field", "told", "ground"), WRONG)
def test_a_yes_that_lacks_something_is_refused_beside_its_field(
    field: str, told: GivenConsent, ground: GivingGround
) -> None:
    with pytest.raises(InvalidField) as refused:
        check(told, ground)
    assert refused.value.field == field


def test_a_youth_says_yes_from_twelve_and_to_pregnancy_care_earlier_in_california() -> (
    None
):
    born = date(2014, 11, 22)
    child = replace(GROUND, born=born)
    counseling = replace(YES, segments=frozenset({Segment.MENTAL_HEALTH}))
    with pytest.raises(InvalidField, match=re.escape("from the age of 12")):
        check(counseling, child)
    check(YES, child)
    with pytest.raises(InvalidField):
        check(YES, replace(child, state="NV"))
    check(counseling, replace(child, born=born - timedelta(days=1)))


def test_a_class_of_recipients_is_enough_for_treatment_and_payment() -> None:
    for audience in (Audience.CARE_TEAM, Audience.PAYER):
        check(replace(YES, audience=audience, recipients=(), part2=True), GROUND)


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with database.transaction(ACTOR_ID) as session:
        child = members.create(session, CHILD, ACTOR_ID)
        yield Desk(session, child, segment_of(session, child))


def reader(desk: Desk, audience: Audience, recipient: str) -> Reader:
    today = desk.session.today()
    given = consents.active(desk.session, desk.member_id, today)
    return Reader(audience, 14, today, recipient, given)


def test_a_spoken_yes_opens_to_its_recipient_until_it_is_revoked(
    desk: Desk,
) -> None:
    session, today = desk.session, desk.session.today()
    told = acts_consents.spoken(desk)
    topic = [Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER)]
    key = acts_consents.given(desk)

    def opened() -> list[bool]:
        names = (*told.recipients, "another")
        return [released(topic, reader(desk, told.audience, name)) for name in names]

    assert opened() == [True, False]
    seen = consent_acts.revoke(session, key, "Lucía", today, seen=1)
    assert opened() == [False, False]
    with pytest.raises(NotPermitted):
        consent_acts.revoke(session, key, "Lucía", today, seen=seen)
    with pytest.raises(ChangedElsewhere):
        consent_acts.take_revocation_back(session, key, seen=1)
    consent_acts.take_revocation_back(session, key, seen=seen)
    assert opened() == [True, False]
    one = session.get_one(Consent, key)
    one.given_on, one.until = today - timedelta(9), today - timedelta(1)
    session.flush()
    assert opened() == [False, False]


def test_a_printed_form_gives_nothing_before_it_is_back(
    desk: Desk,
) -> None:
    session, today = desk.session, desk.session.today()
    told = acts_consents.printed(desk)
    key = acts_consents.given(desk, told)
    assert consents.active(session, desk.member_id, today) == ()
    with pytest.raises(NotPermitted):
        consent_acts.revoke(session, key, "Lucía", today, seen=1)
    scan = acts_consents.scan(desk)
    with pytest.raises(InvalidField):
        consent_acts.attach(session, key, scan, None, seen=1)
    seen = consent_acts.attach(session, key, scan, today, seen=1)
    assert len(consents.active(session, desk.member_id, today)) == 1
    with pytest.raises(NotPermitted):
        consent_acts.attach(session, key, scan, today, seen=seen)
    consent_acts.detach(session, key, today, seen=seen)
    assert session.get_one(Consent, key).status is ConsentStatus.PROPOSED
    assert consents.active(session, desk.member_id, today) == ()


def test_who_gives_the_yes_decides_whether_an_interpreter_is_named(
    desk: Desk,
) -> None:
    session = desk.session
    link: Any = session.scalars(
        select(Caregiving).where(Caregiving.member_id == desk.member_id)
    ).one()
    mother = session.get_one(Caregiver, link.caregiver_id)
    told = replace(
        acts_consents.spoken(desk), interpreter="", giver_name=mother.name.full
    )
    acts_consents.given(desk, told)
    mother.interpreter = Interpreter.NEEDED
    mother.spoken_language = "mam"
    session.flush()
    with pytest.raises(InvalidField) as refused:
        acts_consents.given(desk, told)
    assert refused.value.field == "interpreter"
    acts_consents.given(desk, replace(told, interpreter=CANARY))
    link.authority = Authority.NONE
    session.flush()
    with pytest.raises(InvalidField) as refused:
        acts_consents.given(desk, replace(told, interpreter=CANARY))
    assert refused.value.field == "giver_name"
