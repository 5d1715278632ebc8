"""A death stops every letter, list and reminder of a child at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hhdesk.care import (
    appointment_calendar,
    clinic_time,
    enrollment_acts,
    enrollment_ending,
    front_desk,
    huddle,
    members,
    open_loops,
    paper_orders,
    referral_keys,
    search_cards,
)
from hhdesk.care.confidentiality import Audience
from hhdesk.care.enrollment_ending import Ending
from hhdesk.care.huddle import HuddleOrder
from hhdesk.care.members import Member
from hhdesk.care.open_loops import Whose
from hhdesk.care.paper_orders import PaperKind, PaperOrder
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.care.referral_keys import Asked
from hhdesk.care.visit_disclosure import VisitsForReader
from hhdesk.errors import NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.act_desk import CHILD
from tests.care.enrollment_home import TODAY, Home, furnish, home_on
from tests.databases import ACTOR_ID

S, R = SegmentState, EndReason


@pytest.fixture
def home(database: Database) -> Home:
    return home_on(database)


def spoken_of(home: Home) -> set[str]:
    """Where others are told of the child, or the family hears of it."""

    def places(session: UnitOfWork) -> set[str]:
        child, day = home.member_id, TODAY
        begin, end = clinic_time.window(day, 1, session.zone)
        whole = HuddleOrder(Whose.EVERYONE, ACTOR_ID, day)
        sheet = huddle.gather(session, whole)
        family = PaperOrder(PaperKind.VISIT_LIST, home.sibling_id)
        packet = paper_orders.gather(session, family).rows
        assert isinstance(packet, VisitsForReader)
        found = {
            "huddle": any(one.child.member_id == child for one in sheet.visits),
            "desk": bool(
                [one for one in front_desk.of_day(session, day).rows
                 if one.member_id == child]
            ),
            "calendar": bool(
                [one for one in appointment_calendar.between(session, begin, end)
                 if one.member_id == child]
            ),
            "to do": bool(open_loops.of_member(session, child)),
            "referrals": bool(referral_keys.keys(session, Asked())),
            "sibling's packet": child in packet.others,
            "search": not search_cards.cards(session, [child])[child].deceased,
        }  # fmt: skip
        for name, kind in (
            ("letter", PaperKind.VISIT_LIST),
            ("plan", PaperKind.CARE_PLAN),
        ):
            try:
                paper_orders.gather(session, PaperOrder(kind, child))
                found[name] = True
            except NotPermitted:
                found[name] = False
        return {place for place, there in found.items() if there}

    with home.database.reading() as session:
        return places(session)


def test_a_death_silences_a_child_everywhere_at_once(home: Home) -> None:
    with home.database.transaction(ACTOR_ID) as session:
        child = session.get_one(Member, home.member_id)
        name = replace(CHILD.name, given="Camila")
        home.sibling_id = members.create(session, replace(CHILD, name=name, mrn="2"))
        sibling = session.get_one(Member, home.sibling_id)
        sibling.household_id = child.household_id
    furnish(home)
    everywhere = spoken_of(home)
    assert everywhere == {
        "huddle", "desk", "calendar", "to do", "referrals", "sibling's packet",
        "search", "letter", "plan",
    }  # fmt: skip
    assert not home.silent()
    # Known without its day, as some sources tell it.
    home.step(S.ENDED, R.DECEASED, on=TODAY - timedelta(days=9))
    assert spoken_of(home) == set()
    home.back()
    assert spoken_of(home) == everywhere
    home.act(enrollment_ending.end, Ending(TODAY - timedelta(days=2), R.DECEASED))
    assert spoken_of(home) == set()
    assert home.silent()
    # Who cared for the child may still read what is on record.
    team = PaperOrder(PaperKind.CARE_PLAN, home.member_id, Audience.CARE_TEAM)
    with home.database.reading() as session:
        assert paper_orders.gather(session, team).rows
    with pytest.raises(NotPermitted):
        home.act(enrollment_acts.enter, "ca-ecm", TODAY)
    home.back()
    assert not home.silent()
    assert spoken_of(home) >= {"huddle", "desk", "calendar", "letter"}
