"""Papers as they are ordered: siblings together, nothing sealed, all accounted for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import booking, caregivers, disclosures, members, paper_orders
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow
from hhdesk.care.audit import AuditEntry
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.goals import Domain
from hhdesk.care.household import Authority, Caregiving, Relationship
from hhdesk.care.members import Member, MemberDetails
from hhdesk.care.paper_orders import (
    AUDIENCES,
    Gathered,
    PaperKind,
    PaperOrder,
    gather,
    hand_out,
)
from hhdesk.care.person import Name
from hhdesk.care.referral_disclosure import ReferralForReader
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.care.visit_disclosure import VisitsForReader
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.store.engine import Database

YOUTHS = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
OPEN = Seal()
LUCIA = CaregiverDetails(Name("Lucía", "Ruiz"), Relationship.MOTHER)


@dataclass
class Home:
    """Mateo, his sister of 15, and what is entered for them."""

    database: Database
    actor_id: UUID
    mateo: UUID
    sister: UUID

    def visit(
        self,
        member_id: UUID,
        title: str,
        day: int,
        seal: Seal = OPEN,
        referral_id: UUID | None = None,
    ) -> None:
        start = datetime(2026, 12, day, 17, 0, tzinfo=UTC)
        details = AppointmentDetails(
            title,
            start,
            start + timedelta(minutes=30),
            place="Room 2",
            referral_id=referral_id,
            seal=seal,
        )
        ride = ArrangementRow(ArrangementKind.TRANSPORT)
        with self.database.transaction(self.actor_id) as session:
            booking.book(session, member_id, details, [ride])

    def referral(
        self, state: ReferralState = ReferralState.SENT, seal: Seal = OPEN
    ) -> UUID:
        with self.database.transaction(self.actor_id) as session:
            one = Referral(
                id=session.new_id(),
                member_id=self.sister,
                domain=Domain.SOCIAL_SUPPORT,
                need="Food",
                agency="Food bank",
                state=state,
                state_since=date(2026, 11, 5),
                due_on=date(2026, 12, 1),
                wanted="A photo ID",
            )
            one.put_seal(seal)
            session.add(one)
            session.flush()
            return one.id

    def order(
        self,
        kind: PaperKind,
        member_id: UUID,
        audience: Audience = Audience.FAMILY,
        referral_id: UUID | None = None,
    ) -> Gathered:
        with self.database.reading() as session:
            return gather(
                session,
                PaperOrder(kind, member_id, audience, referral_id=referral_id),
            )

    def visits(
        self, member_id: UUID, audience: Audience = Audience.FAMILY
    ) -> VisitsForReader:
        rows = self.order(PaperKind.VISIT_LIST, member_id, audience).rows
        assert isinstance(rows, VisitsForReader)
        return rows

    def slip(
        self, referral_id: UUID, audience: Audience = Audience.FAMILY
    ) -> ReferralForReader:
        found = self.order(PaperKind.NEXT_STEPS, self.sister, audience, referral_id)
        assert isinstance(found.rows, ReferralForReader)
        return found.rows


def titles(rows: VisitsForReader) -> dict[str, list[str]]:
    return {
        child.name.given: [visit.title for visit in child.visits]
        for child in rows.children
    }


@pytest.fixture
def home(database: Database, actor_id: UUID) -> Home:
    with database.transaction(actor_id) as session:
        mateo = members.create(
            session,
            MemberDetails(Name("Mateo", "Ruiz"), date(2025, 5, 14), caregiver=LUCIA),
        )
        sister = members.create(
            session, MemberDetails(Name("Camila", "Ruiz"), date(2011, 4, 2))
        )
        household = session.get_one(Member, mateo).household_id
        session.get_one(Member, sister).household_id = household
        caregivers.add(session, sister, household, LUCIA, main=True)
    return Home(database, actor_id, mateo, sister)


def test_siblings_stand_together_on_their_mothers_list(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    home.visit(home.sister, "Vaccines", 3)
    rows = home.visits(home.mateo)
    assert titles(rows) == {"Mateo": ["Well visit"], "Camila": ["Vaccines"]}
    assert rows.reader_name == "Lucía Ruiz"
    assert rows.others == (home.sister,)
    assert rows.withheld == 0


def test_a_sealed_visit_leaves_no_trace_not_even_the_childs_name(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    home.visit(home.sister, "Private talk", 4, YOUTHS)
    rows = home.visits(home.mateo)
    assert titles(rows) == {"Mateo": ["Well visit"]}
    assert "Camila" not in repr(rows.children)
    assert rows.others == ()
    assert rows.withheld == 1


def test_the_youth_has_the_own_visits_and_no_siblings(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    home.visit(home.sister, "Private talk", 4, YOUTHS)
    rows = home.visits(home.sister, Audience.YOUTH)
    assert titles(rows) == {"Camila": ["Private talk"]}
    assert rows.reader_name == "Camila Ruiz"
    assert rows.seal == YOUTHS


def test_what_is_born_of_a_sealed_referral_is_not_on_the_list(home: Home) -> None:
    sealed = home.referral(seal=YOUTHS)
    home.visit(home.sister, "First talk", 4, referral_id=sealed)
    home.visit(home.sister, "Vaccines", 5)
    rows = home.visits(home.sister)
    assert titles(rows) == {"Camila": ["Vaccines"]}
    assert rows.withheld == 1


def test_a_sibling_with_other_caregivers_is_not_on_the_list(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    home.visit(home.sister, "Vaccines", 3)
    with home.database.transaction(home.actor_id) as session:
        link = session.scalars(
            select(Caregiving).where(Caregiving.member_id == home.sister)
        ).one()
        link.authority = Authority.NONE
    rows = home.visits(home.mateo)
    assert titles(rows) == {"Mateo": ["Well visit"]}
    assert rows.withheld == 1


def test_only_coming_visits_are_listed(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    start = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    past = AppointmentDetails("Past", start, start + timedelta(minutes=30))
    with home.database.transaction(home.actor_id) as session:
        booking.book(session, home.mateo, past)
    assert titles(home.visits(home.mateo)) == {"Mateo": ["Well visit"]}


@pytest.mark.parametrize("kind", [PaperKind.VISIT_LIST, PaperKind.NEXT_STEPS])
def test_a_death_stops_every_list_and_slip(home: Home, kind: PaperKind) -> None:
    referral_id = home.referral()
    home.visit(home.mateo, "Well visit", 3)
    with home.database.transaction(home.actor_id) as session:
        session.get_one(Member, home.sister).deceased_on = date(2026, 11, 20)
    with pytest.raises(NotPermitted, match="has died"):
        home.order(kind, home.sister, referral_id=referral_id)
    assert titles(home.visits(home.mateo)) == {"Mateo": ["Well visit"]}


def test_an_adults_family_gets_no_list_without_consent(home: Home) -> None:
    with home.database.transaction(home.actor_id) as session:
        session.get_one(Member, home.sister).birth_date = date(2008, 1, 1)
    home.visit(home.sister, "Vaccines", 3)
    home.visit(home.mateo, "Well visit", 3)
    with pytest.raises(NotPermitted):
        home.visits(home.sister)
    rows = home.visits(home.mateo)
    assert titles(rows) == {"Mateo": ["Well visit"]}
    assert rows.withheld == 1


def test_a_slip_tells_where_the_referral_stands_and_its_next_visit(home: Home) -> None:
    referral_id = home.referral(ReferralState.SCHEDULED)
    home.visit(home.sister, "Pick up food", 9, referral_id=referral_id)
    home.visit(home.sister, "Vaccines", 3)
    rows = home.slip(referral_id)
    assert (rows.need, rows.agency) == ("Food", "Food bank")
    assert rows.visit is not None
    assert rows.visit.title == "Pick up food"
    assert rows.wanted == ""
    assert rows.withheld == 0


def test_what_the_family_is_to_do_is_told_when_it_is_its_turn(home: Home) -> None:
    rows = home.slip(home.referral(ReferralState.FAMILY_ACTION))
    assert rows.wanted == "A photo ID"
    assert rows.visit is None


def test_a_sealed_referral_has_a_slip_for_the_youth_alone(home: Home) -> None:
    referral_id = home.referral(seal=YOUTHS)
    with pytest.raises(NotPermitted):
        home.slip(referral_id)
    rows = home.slip(referral_id, Audience.YOUTH)
    assert rows.need == "Food"
    assert rows.seal == YOUTHS


def test_a_sealed_visit_of_an_open_referral_is_not_on_its_slip(home: Home) -> None:
    referral_id = home.referral(ReferralState.SCHEDULED)
    home.visit(home.sister, "Talk", 9, YOUTHS, referral_id)
    with home.database.transaction(home.actor_id) as session:
        session.get_one(Referral, referral_id).visit_on = date(2026, 12, 9)
    rows = home.slip(referral_id)
    assert rows.visit is None
    assert rows.visit_on is None
    assert rows.withheld == 1


def test_a_slip_is_of_this_child_and_of_a_referral_that_stands(home: Home) -> None:
    referral_id = home.referral()
    with pytest.raises(NotFound):
        home.order(PaperKind.NEXT_STEPS, home.mateo, referral_id=referral_id)
    with pytest.raises(NotFound):
        home.order(PaperKind.NEXT_STEPS, home.sister)
    mistaken = home.referral(ReferralState.ENTERED_IN_ERROR)
    with pytest.raises(NotFound):
        home.slip(mistaken)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_paper_is_made_for_its_readers_only(home: Home, kind: PaperKind) -> None:
    for audience in Audience:
        if audience not in AUDIENCES[kind]:
            with pytest.raises(NotPermitted):
                home.order(kind, home.sister, audience, home.referral())


def test_each_childs_accounting_tells_of_a_list_that_names_it(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    home.visit(home.sister, "Vaccines", 3)
    gathered = home.order(PaperKind.VISIT_LIST, home.mateo)
    with home.database.transaction(home.actor_id) as session:
        hand_out(session, gathered, language="es", pdf=b"%PDF list", pages=1)
    with home.database.reading() as session:
        entries = session.scalars(select(Disclosure)).all()
        acts = session.scalars(select(AuditEntry.act)).all()
        [paper] = disclosures.papers_of(session, home.mateo)
        assert disclosures.papers_of(session, home.sister) == []
        assert disclosures.paper_bytes(session, paper.id) == b"%PDF list"
        told = {(one.member_id, one.what, one.recipient) for one in entries}
    what = f"visit-list {gathered.number}"
    assert told == {
        (home.mateo, what, "Lucía Ruiz"),
        (home.sister, what, "Lucía Ruiz"),
    }
    assert {"paper.make", "disclosure.make"} <= set(acts)


def test_the_entry_of_a_sealed_slip_is_sealed_itself(home: Home) -> None:
    referral_id = home.referral(seal=YOUTHS)
    gathered = home.order(
        PaperKind.NEXT_STEPS, home.sister, Audience.YOUTH, referral_id
    )
    with home.database.transaction(home.actor_id) as session:
        hand_out(session, gathered, language="en", pdf=b"%PDF slip")
    with home.database.reading() as session:
        [entry] = session.scalars(select(Disclosure)).all()
        assert entry.seal == YOUTHS


def test_the_rows_of_a_paper_do_not_depend_on_what_was_withheld(home: Home) -> None:
    home.visit(home.mateo, "Well visit", 3)
    before = home.visits(home.mateo)
    home.visit(home.sister, "Talk", 4, YOUTHS)
    home.visit(home.mateo, "Shelter", 5, Seal(Segment.FAMILY_SAFETY))
    after = home.visits(home.mateo)
    assert after.withheld == 2
    assert replace(after, withheld=0) == before


def test_every_kind_has_words_and_readers() -> None:
    assert set(paper_orders.PAPER_KIND_WORDS) == set(PaperKind) == set(AUDIENCES)
