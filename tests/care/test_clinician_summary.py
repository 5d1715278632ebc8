"""The pediatrician's summary by the one rule: nothing sealed is on it, it is for the
practice, and it is accounted for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import answer_sheets, instrument_files, paper_orders
from hhdesk.care.answer_sheets import Asking
from hhdesk.care.clinician_disclosure import SummaryForReader
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.members import Member
from hhdesk.care.paper_orders import Gathered, PaperKind, PaperOrder
from hhdesk.errors import NotPermitted
from hhdesk.papers import making
from hhdesk.papers.making import Made
from hhdesk.store.engine import Database
from tests.care.whole_member import SECRET, enter
from tests.papers.extraction import page_texts

PRACTICE = "Dos Puentes"


@pytest.fixture
def youth(sqlite_database: Database, actor_id: UUID) -> UUID:
    """Something of everything, part of it sealed, and a screener of mood."""
    with sqlite_database.transaction(actor_id) as session:
        member_id = enter(session)
        own = Asking(consenter=Consenter.YOUTH)
        sheet = answer_sheets.begin(session, member_id, "phq_9", own)
        asked = instrument_files.instrument("phq_9")
        assert asked is not None
        answers = {one.id: "2" for one in asked.questions}
        answer_sheets.finish(session, sheet.id, answers, seen=sheet.version)
    return member_id


def gathered(database: Database, member_id: UUID) -> Gathered:
    order = PaperOrder(PaperKind.CLINICIAN_SUMMARY, member_id, Audience.CARE_TEAM)
    with database.reading() as session:
        return paper_orders.gather(session, order)


def rows(found: Gathered) -> SummaryForReader:
    assert isinstance(found.rows, SummaryForReader)
    return found.rows


def text(made: Made) -> str:
    return " ".join("".join(page_texts(made.pdf)).split())


def test_nothing_sealed_is_on_it_and_the_operator_knows(
    sqlite_database: Database, youth: UUID
) -> None:
    found = gathered(sqlite_database, youth)
    made = making.make(found)
    assert SECRET not in repr(found.rows)
    assert "PHQ" not in repr(found.rows)
    assert SECRET.encode() not in made.pdf
    assert SECRET not in text(made)
    assert "Asthma class" in text(made)
    assert rows(found).withheld > 5
    assert rows(found).reader_name == PRACTICE
    assert made.language == "en"


def test_the_youths_own_consent_for_the_practice_opens_its_care_to_it_alone(
    sqlite_database: Database, actor_id: UUID, youth: UUID
) -> None:
    with sqlite_database.transaction(actor_id) as session:
        session.add(
            Consent(
                id=session.new_id(),
                member_id=youth,
                audience=Audience.CARE_TEAM,
                recipient=PRACTICE,
                segments=[Segment.MENTAL_HEALTH],
                given_by=Consenter.YOUTH,
                basis=Basis.YOUTH,
                given_on=date(2026, 11, 1),
            )
        )
    made = making.make(gathered(sqlite_database, youth))
    assert f"{SECRET} counselling" in text(made)
    assert "PHQ-9" in text(made)
    order = PaperOrder(
        PaperKind.CLINICIAN_SUMMARY, youth, Audience.CARE_TEAM, "Somebody else"
    )
    with sqlite_database.reading() as session:
        other = paper_orders.gather(session, order)
    assert SECRET not in repr(other.rows)


def test_it_is_accounted_for_under_the_practices_name(
    sqlite_database: Database, actor_id: UUID, youth: UUID
) -> None:
    found = gathered(sqlite_database, youth)
    with sqlite_database.transaction(actor_id) as session:
        paper_orders.hand_out(session, found, language="en", pdf=b"%PDF", pages=1)
    with sqlite_database.reading() as session:
        [entry] = session.scalars(select(Disclosure)).all()
        assert (entry.what, entry.recipient) == (
            f"clinician-summary {found.number}",
            PRACTICE,
        )
        assert entry.audience is Audience.CARE_TEAM
    with sqlite_database.transaction(actor_id) as session:
        session.get_one(Member, youth).deceased_on = date(2026, 11, 20)
    with pytest.raises(NotPermitted, match="has died"):
        gathered(sqlite_database, youth)
