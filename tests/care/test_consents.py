"""Consents: what a new one has to say, and that the disclosure rule obeys at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from hhdesk.care import (
    consent_acts,
    consent_list,
    consents,
    disclosure_list,
    members,
    paper_orders,
    referral_acts,
    referral_sending,
)
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    Segment,
    released,
)
from hhdesk.care.consent_checks import GivenConsent, GivingGround, check
from hhdesk.care.consent_list import Standing
from hhdesk.care.consents import (
    Basis,
    Consent,
    ConsentScope,
    ConsentStatus,
    Provision,
)
from hhdesk.care.documents import Document
from hhdesk.care.household import Authority, Caregiver, Caregiving
from hhdesk.care.members import Member
from hhdesk.care.paper_orders import PaperKind, PaperOrder
from hhdesk.care.person import Interpreter
from hhdesk.care.referrals import Referral
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.care import acts_consents
from tests.care.act_desk import CANARY, CHILD, REFERRAL, TOLD, Desk, segment_of
from tests.databases import ACTOR_ID

FORM, BACK = PaperKind.CONSENT_FORM, PaperKind.CONSENT_BACK
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
    session.get_one(Document, scan).void("another child's", session.now(), ACTOR_ID)
    again = acts_consents.scan(desk)
    seen = consent_acts.attach(session, key, again, seen=seen)
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


def test_a_sealed_referral_leaves_only_under_the_youths_own_yes_to_its_agency(
    desk: Desk,
) -> None:
    session, today = desk.session, desk.session.today()
    session.get_one(Member, desk.member_id).birth_date = date(2010, 3, 1)
    own = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
    wish = replace(REFERRAL, agency="Teen Clinic", seal=own)
    yes = replace(YES, given_on=today)

    def sent(agency: str = "Teen Clinic") -> bool:
        one = referral_acts.create(
            session, desk.member_id, replace(wish, agency=agency), TOLD
        ).referral
        try:
            referral_sending.check_consent(
                session, session.get_one(Referral, one.id), today
            )
        except NotPermitted:
            return False
        return True

    mothers = replace(MOTHERS, given_on=today, segments=frozenset(yes.segments))
    acts_consents.given(desk, replace(mothers, giver_name="Lucía"))
    assert not sent()
    key = acts_consents.given(desk, yes)
    assert sent()
    assert not sent("Food bank")
    consent_acts.revoke(session, key, "Ana", today, seen=1)
    assert not sent()


def test_the_list_tells_how_each_stands_and_what_is_open_now(desk: Desk) -> None:
    session, today = desk.session, desk.session.today()
    told = acts_consents.spoken(desk)
    keys = {
        Standing.IN_FORCE: given_on(desk, told, 1),
        Standing.ENDS_SOON: given_on(desk, told, 2, until=today + timedelta(30)),
        Standing.ENDED: given_on(desk, told, 3, ended=True),
        Standing.REVOKED: given_on(desk, told, 4),
        Standing.AWAITED: given_on(desk, acts_consents.printed(desk), 5),
        Standing.LIMITED: given_on(desk, told, 6, limits=["exceptions"]),
        Standing.GIVES_NOTHING: given_on(desk, told, 7, scope="treatment"),
    }
    consent_acts.revoke(session, keys[Standing.REVOKED], "Ana", today, seen=1)
    found = consent_list.of_member(session, desk.member_id)
    assert [line.standing for line in found.lines] == list(keys)
    assert [line.id for line in found.lines] == list(keys.values())
    [opened] = found.opened
    assert (opened.audience, opened.own) == (Audience.SCHOOL, ())
    assert opened.segments == (Segment.GENERAL, Segment.MENTAL_HEALTH)
    acts_consents.given(desk, replace(told, audience=Audience.CARE_TEAM, recipients=()))
    session.add(_denial(desk, told))
    session.flush()
    found = consent_list.of_member(session, desk.member_id)
    assert Standing.DENIES in {line.standing for line in found.lines}
    assert [one.segments for one in found.opened if one.audience is told.audience] == [
        (Segment.GENERAL,)
    ]


def given_on(
    desk: Desk, told: GivenConsent, days: int, *, ended: bool = False, **kept: Any
) -> UUID:
    """A consent that was given so many days ago, with what a form cannot say."""
    key = acts_consents.given(desk, told)
    one = desk.session.get_one(Consent, key)
    one.given_on = desk.session.today() - timedelta(days)
    if ended:
        one.until = one.given_on + timedelta(1)
    if "until" in kept:
        one.until = kept["until"]
    one.limits = kept.get("limits", [])
    one.scope = ConsentScope.TREATMENT if "scope" in kept else one.scope
    desk.session.flush()
    # Written before anybody looked: the list wants to have seen the first version.
    desk.session.execute(update(Consent).where(Consent.id == key).values(version=1))
    desk.session.expire(one)
    return key


def _denial(desk: Desk, told: GivenConsent) -> Consent:
    return Consent(
        id=desk.session.new_id(),
        member_id=desk.member_id,
        audience=told.audience,
        segments=[Segment.MENTAL_HEALTH.value],
        given_by=told.given_by,
        basis=Basis.SIGNED,
        given_on=desk.session.today() - timedelta(9),
        provision=Provision.DENY,
        further_recipients=[],
        limits=[],
    )


def test_a_form_goes_to_who_gives_it_and_its_entry_is_sealed_as_it_is(
    desk: Desk,
) -> None:
    session, child = desk.session, desk.member_id
    session.get_one(Member, child).birth_date = date(2010, 3, 1)
    own = acts_consents.given(desk, replace(YES, given_on=session.today()))
    mothers = acts_consents.given(desk)

    def order(key: UUID, audience: Audience, kind: PaperKind = FORM) -> PaperOrder:
        return PaperOrder(kind, child, audience, consent_id=key)

    for key, audience in ((own, Audience.FAMILY), (mothers, Audience.YOUTH)):
        with pytest.raises(NotPermitted):
            paper_orders.gather(session, order(key, audience))
    paper_orders.gather(session, order(mothers, Audience.FAMILY, BACK))
    gathered = paper_orders.gather(session, order(own, Audience.YOUTH))
    paper_orders.hand_out(session, gathered, language="en", pdf=b"%PDF")
    [entry] = disclosure_list.of_member(session, child)
    assert entry.seal == Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
    assert (entry.what, entry.number) == (FORM.value, gathered.number)
    mother = Reader(Audience.FAMILY, 16, session.today())
    assert not released([entry.seal], mother)
    youth = replace(mother, audience=Audience.YOUTH)
    assert released([entry.seal], youth)
    consents.take_back(session, mothers, "a slip")
    with pytest.raises(NotFound):
        paper_orders.gather(session, order(mothers, Audience.FAMILY))
