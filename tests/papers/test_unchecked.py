"""No paper says in the family's language what nobody has checked."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    booking,
    consent_acts,
    members,
    paper_orders,
    plan_assembling,
    plan_saving,
    referral_acts,
)
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consent_acts import GivenConsent
from hhdesk.care.consents import Basis
from hhdesk.care.family_lines import family_lines
from hhdesk.care.goals import Domain
from hhdesk.care.members import MemberDetails
from hhdesk.care.paper_orders import AUDIENCES, PaperKind, PaperOrder
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_assembling import PlanPairs
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_steps import Told
from hhdesk.care.staff import Staff
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.papers import making
from hhdesk.store.engine import Database
from tests.papers import samples
from tests.papers.extraction import page_texts

FAMILY = "Zorro"
"""Stands in the family's language of every line, and in nothing else."""
FOR_FAMILIES = [one for one in PaperKind if Audience.FAMILY in AUDIENCES[one]]
CHECKED, STALE = TranslationState.CHECKED, TranslationState.STALE


def spoken(value: Any, more: str = "") -> Any:
    """The rows with words in the family's language in every pair."""
    if isinstance(value, Pair):
        english = f"{value.english}{more}" if value.english else ""
        return Pair(english, FAMILY if english else "")
    if isinstance(value, tuple):
        return tuple(spoken(one, more) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: spoken(getattr(value, f.name), more) for f in fields(value)}
        return replace(value, **own)
    return value


class Child:
    """A child with a whole plan, changed once, a visit and a referral."""

    def __init__(self, database: Database, actor_id: UUID) -> None:
        self.database, self.actor_id = database, actor_id
        with database.transaction(actor_id) as session:
            session.get_one(Staff, actor_id).qualified_languages = ["es"]
            details = MemberDetails(
                Name("Mateo"), date(2015, 5, 14), languages=Languages("es", "es")
            )
            self.member_id = members.create(session, details)
            whole: PlanContent = spoken(samples.WHOLE)
            plan = plan_saving.save(session, self.member_id, whole, seen=0)
            begin = session.now() + timedelta(days=3)
            visit = AppointmentDetails("Well visit", begin, begin + timedelta(hours=1))
            booking.book(session, self.member_id, visit)
            need = ReferralDetails(Domain.SOCIAL_SUPPORT, "Food", "Food bank")
            made = referral_acts.create(session, self.member_id, need, Told())
            self.referral_id = made.referral.id
            yes = GivenConsent(
                Audience.SCHOOL,
                ("Lincoln School",),
                frozenset({Segment.GENERAL}),
                Consenter.CAREGIVER,
                "Lucía",
                Basis.VERBAL,
                session.today(),
                purpose="The meeting of December 3",
            )
            self.consent_id = consent_acts.give(session, self.member_id, yes)
        self.number = 2
        with database.transaction(actor_id) as session:
            again: PlanContent = spoken(plan.content, " now")
            plan_saving.save(session, self.member_id, again, seen=plan.number)

    def read(self, kind: PaperKind) -> str:
        """What stands on a paper."""
        with self.database.reading() as session:
            about = self.referral_id if kind is PaperKind.NEXT_STEPS else None
            saves = (1, self.number) if kind is PaperKind.PLAN_CHANGES else None
            order = PaperOrder(
                kind,
                self.member_id,
                referral_id=about,
                between=saves,
                consent_id=self.consent_id,
            )
            gathered = paper_orders.gather(session, order)
        made = making.make(gathered)
        assert made.language == "es"
        return " ".join(page_texts(made.pdf))

    def say(self, state: TranslationState) -> None:
        """Every translation is in this state from now on."""
        with self.database.transaction(self.actor_id) as session:
            plan = session.scalars(
                select(CarePlan).where(CarePlan.member_id == self.member_id)
            ).one()
            lines = family_lines(plan_assembling.content_of(session, plan), plan.id)
            pairs = PlanPairs.read(session, plan).found
            for line in lines:
                english = "Other words" if state is STALE else line.pair.english
                kept = pairs[line.item_id, line.field]
                kept.write(FAMILY, english, "Rosa", session.now(), qualified=True)
                kept.stored_state = CHECKED if state is STALE else state
            session.flush()
            self.number = plan_saving.keep_version(session, plan).number


@pytest.fixture
def child(sqlite_database: Database, actor_id: UUID) -> Child:
    return Child(sqlite_database, actor_id)


def test_unchecked_words_reach_no_paper(child: Child) -> None:
    for state in (TranslationState.TRANSLATED, STALE):
        child.say(state)
        for kind in FOR_FAMILIES:
            assert FAMILY not in child.read(kind), (kind, state)


def test_checked_words_are_printed(child: Child) -> None:
    child.say(CHECKED)
    assert child.read(PaperKind.CARE_PLAN).count(FAMILY) > 10
    assert FAMILY in child.read(PaperKind.PLAN_SUMMARY)
    assert FAMILY in child.read(PaperKind.PLAN_CHANGES)
