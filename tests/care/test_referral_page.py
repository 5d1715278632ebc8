"""What the screens of one referral read, and what an agency is told with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from hhdesk.care import clinic_calendar, member_page, referral_acts, referral_agencies
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.consents import Basis
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.deadlines import Deadline, DeadlineKind
from hhdesk.care.household import Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_page import referral_page
from hhdesk.care.referral_sharing import shared_facts
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Sharing, Told
from hhdesk.care.referrals import Referral
from hhdesk.errors import InvalidField, NotFound
from hhdesk.store.engine import Database
from tests.care.referral_desk import EARLY_START, FOOD, SIGNED, Desk, ago, desk

S = ReferralState
JONAH = MemberDetails(
    Name("Jonah", "Hern"),
    date(2011, 1, 19),
    phone="510-555-0171",
    caregiver=CaregiverDetails(
        Name("Beth", "Hern"),
        Relationship.MOTHER,
        languages=Languages("es", "es", Interpreter.NEEDED),
        phone="510-555-0170",
    ),
)
YOUTH_S = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)


@pytest.fixture
def at(database: Database, actor_id: UUID) -> Desk:
    return desk(database, actor_id, JONAH)


def count(at: Desk) -> int:
    return at.ask(lambda session: session.scalar(select(func.count(Referral.id))) or 0)


def test_what_was_sent_already_is_entered_in_one_act(at: Desk) -> None:
    made = at.do(
        referral_acts.create_and_send,
        at.member_id,
        FOOD,
        Sharing(Basis.TREATMENT),
        Told(ago(2), note="They open at nine"),
    )
    assert made.referral.state is S.SENT
    days = [one.happened_on for one in at.history(made.referral)]
    assert days == [ago(2), ago(2)]


def test_what_was_sent_without_a_basis_is_not_entered_at_all(at: Desk) -> None:
    with pytest.raises(InvalidField) as refused:
        at.do(referral_acts.create_and_send, at.member_id, FOOD, None)
    assert refused.value.field == "basis"
    assert count(at) == 0


def test_a_page_tells_people_events_rounds_and_next_acts(at: Desk) -> None:
    sent = at.sent(on=ago(3))
    page = at.ask(referral_page, sent.id)
    assert (page.child.full, page.owner) == ("Jonah Hern", "Rosa Delgado")
    assert [event.to_state for event in page.events] == [S.DRAFT, S.SENT]
    assert [one.id for one in page.cycles] == [sent.id]
    assert page.reached == {S.DRAFT, S.SENT}
    assert page.offered[0] is A.ACCEPTED
    # From Wednesday five business days; it is Saturday.
    assert page.tracked.days == 3


def test_nobody_finds_a_referral_that_is_not_there(at: Desk) -> None:
    with pytest.raises(NotFound):
        at.ask(referral_page, at.member_id)


def test_early_intervention_has_its_deadline_until_it_is_met(
    database: Database, actor_id: UUID
) -> None:
    at = desk(database, actor_id)
    sent = at.sent(EARLY_START, on=ago(3))
    due = Deadline(DeadlineKind.IFSP_MEETING, date(2027, 1, 2))
    assert at.ask(referral_page, sent.id).tracked.deadline == due
    draft = at.draft(replace(EARLY_START, agency="Another center")).referral
    assert at.ask(referral_page, draft.id).tracked.deadline is None
    food = at.sent(FOOD)
    assert at.ask(referral_page, food.id).tracked.deadline is None


def test_an_agency_calls_the_caregiver_and_hears_of_the_interpreter(at: Desk) -> None:
    told = at.ask(shared_facts, at.member_id)
    assert told.call is not None
    assert (told.call.name, told.call.told_phone) == ("Beth Hern", "510-555-0170")
    assert told.interpreter_needed
    assert (told.clinic, told.clinic_phone) == ("Test Clinic", "510-555-0100")


def test_a_number_whose_rule_has_free_words_stays_with_the_care_team(
    database: Database, actor_id: UUID
) -> None:
    rule = SafeContact(Voicemail.NEVER, "say you are the pharmacy")
    caregiver = replace(
        JONAH.caregiver or CaregiverDetails(Name("")), safe_contact=rule
    )
    at = desk(database, actor_id, replace(JONAH, caregiver=caregiver))
    told = at.ask(shared_facts, at.member_id)
    assert told.call is not None
    assert (told.call.phone, told.call.told_phone) == ("510-555-0170", "")


def test_what_only_the_youth_consented_to_names_no_parent(at: Desk) -> None:
    told = at.ask(shared_facts, at.member_id, YOUTH_S)
    assert told.call is not None
    assert (told.call.name, told.call.phone) == ("Jonah Hern", "510-555-0171")
    assert told.call.relationship is None


def test_a_child_without_anybody_to_call_is_told_as_such(
    database: Database, actor_id: UUID
) -> None:
    at = desk(database, actor_id)
    told = at.ask(shared_facts, at.member_id)
    assert told.call is None
    assert not told.interpreter_needed


def test_each_agency_used_is_completed_once_with_its_last_phone(at: Desk) -> None:
    at.draft(replace(FOOD, agency="Food  Bank", agency_phone="510-555-0101"))
    at.draft(replace(FOOD, agency="Food bank", agency_phone=""))
    at.sent(EARLY_START, sharing=SIGNED)
    found = at.ask(referral_agencies.agencies_used)
    assert [(one.name, one.phone) for one in found] == [
        ("Food bank", "510-555-0101"),
        ("Regional Center", "510-555-0166"),
    ]
    assert len(at.ask(referral_agencies.agencies_used, 1)) == 1


def test_the_member_s_page_counts_the_clinic_s_own_days_off(at: Desk) -> None:
    at.sent(on=ago(3))
    (before,) = at.ask(member_page.member_page, at.member_id).referrals
    monday = date(2026, 11, 23)
    at.do(clinic_calendar.put_day, monday, "Training day")
    (after,) = at.ask(member_page.member_page, at.member_id).referrals
    assert (before.days, after.days) == (3, 2)
