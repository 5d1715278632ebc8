"""The demonstration's families hang together, and read as a clinic's do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest
from sqlalchemy import inspect, select, text

from hhdesk.care.confidentiality import age_on
from hhdesk.care.contact_points import ContactPoint, cleaned_phone
from hhdesk.care.coverage import Coverage
from hhdesk.care.enrollment import EnrollmentChange, EnrollmentSegment
from hhdesk.care.health import Condition
from hhdesk.care.household import Authority, Caregiver, Caregiving, Relationship
from hhdesk.care.members import CIN, FormerName, Identifier, IdentifierKind, Member
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.programs import EndReason, SegmentState, pack
from hhdesk.demo.families import KINDS
from hhdesk.store.engine import Database
from tests.demo_clinics import FICTION, PHONE, TODAY, clinic, every

assert clinic


def folded(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def homes(database: Database) -> dict[object, list[Member]]:
    rows = every(database, select(Member).order_by(Member.birth_date))
    found: dict[object, list[Member]] = {}
    for member in rows:
        found.setdefault(member.household_id, []).append(member)
    return found


def test_languages_stand_in_true_proportion(clinic: Database) -> None:
    with clinic.reading() as session:
        spoken = session.scalars(
            select(Caregiver.spoken_language)
            .join(Caregiving, Caregiving.caregiver_id == Caregiver.id)
            .where(Caregiving.main)
        ).all()
    counts, whole = Counter(spoken), len(spoken)
    others = whole - counts["en"]
    assert whole == 250
    assert 0.36 <= counts["es"] / whole <= 0.44
    assert 0.51 <= counts["en"] / whole <= 0.59
    assert 0.85 <= counts["es"] / others <= 0.93
    assert {"vi", "zh-Hant", "ar", "hy", "hmn"} <= set(counts)


def test_shares_of_the_kinds_of_families_are_a_whole() -> None:
    assert sum(KINDS.values()) == pytest.approx(100, abs=0.5)


def test_households_are_as_many_and_as_large_as_families_are(clinic: Database) -> None:
    sizes = Counter(len(children) for children in homes(clinic).values())
    assert 90 <= sizes.total() <= 110
    assert set(sizes) == {1, 2, 3, 4, 5}


def test_siblings_share_a_surname(clinic: Database) -> None:
    for children in homes(clinic).values():
        parts = [
            set(re.split(r"[ -]", folded(f"{one.first_surname} {one.second_surname}")))
            for one in children
        ]
        assert set.intersection(*parts) - {""}


def test_siblings_are_born_far_enough_apart_or_are_twins(clinic: Database) -> None:
    twins = 0
    for children in homes(clinic).values():
        for older, younger in pairwise(children):
            apart = (younger.birth_date - older.birth_date).days
            twins += apart == 0
            assert apart == 0 or apart >= 300
    assert twins


def test_no_two_siblings_have_one_name(clinic: Database) -> None:
    for children in homes(clinic).values():
        assert len({one.given for one in children}) == len(children)


def test_names_are_as_many_families_give_them(clinic: Database) -> None:
    names = [one.name for one in every(clinic, select(Member))]
    assert any("'" in one.full for one in names)
    assert any("-" in one.first_surname for one in names)
    assert sum(bool(one.second_surname) for one in names) > 60
    assert any(one.nickname for one in names)
    assert any(one.as_given for one in every(clinic, select(Caregiver)))
    scripts = " ".join(one.text for one in every(clinic, select(FormerName)))
    for kind in ("CJK", "ARABIC", "ARMENIAN", "HANGUL"):
        assert any(kind in unicodedata.name(sign, "") for sign in scripts), kind


def test_some_youths_have_a_phone_of_their_own_and_no_small_child(
    clinic: Database,
) -> None:
    births = {one.id: one.birth_date for one in every(clinic, select(Member))}
    own = every(clinic, select(ContactPoint).where(ContactPoint.member_id.is_not(None)))
    ages = [age_on(births[point.member_id], TODAY) for point in own]
    assert len(ages) >= 10
    assert min(ages) >= 13


def test_everybody_is_a_child_or_a_youth(clinic: Database) -> None:
    ages = [
        age_on(m.birth_date, TODAY) for kids in homes(clinic).values() for m in kids
    ]
    assert min(ages) == 0
    assert max(ages) in {17, 18, 19, 20}
    assert sum(age < 5 for age in ages) > 40


def test_every_child_has_one_main_caregiver_with_a_phone(clinic: Database) -> None:
    with clinic.reading() as session:
        mains = session.execute(
            select(Caregiving.member_id, ContactPoint.value)
            .join(ContactPoint, ContactPoint.caregiver_id == Caregiving.caregiver_id)
            .where(Caregiving.main, ContactPoint.position == 0)
        ).all()
    assert len({member for member, _ in mains}) == len(mains) == 250


def test_foster_children_are_in_a_courts_care(clinic: Database) -> None:
    foster = Caregiving.relationship == Relationship.FOSTER_PARENT
    links = every(clinic, select(Caregiving).where(foster))
    assert links
    assert {link.authority for link in links} == {Authority.COURT}


def test_no_phone_can_ring_anywhere(clinic: Database) -> None:
    with clinic.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            if table.startswith("member_"):
                continue
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            found = PHONE.findall(" ".join(str(value) for row in rows for value in row))
            assert all(FICTION.fullmatch(cleaned_phone(phone)) for phone in found), (
                table
            )


def test_nobody_of_two_families_has_one_phone(clinic: Database) -> None:
    with clinic.reading() as session:
        values = session.scalars(select(ContactPoint.value)).all()
    assert len(set(values)) == len(values) > 150


def test_medi_cal_numbers_have_their_form_and_are_unreal(
    clinic: Database,
) -> None:
    with clinic.reading() as session:
        numbers = session.scalars(
            select(Identifier.value).where(Identifier.kind == IdentifierKind.CIN)
        ).all()
    assert len(numbers) == 250
    assert all(CIN.fullmatch(one) and one.startswith("9000") for one in numbers)


Course = tuple[EnrollmentSegment, list[EnrollmentChange]]


def segments(database: Database) -> list[Course]:
    """Every segment with its steps in order."""
    ordered = select(EnrollmentChange).order_by(EnrollmentChange.id)
    steps: dict[object, list[EnrollmentChange]] = {}
    for change in every(database, ordered):
        steps.setdefault(change.segment_id, []).append(change)
    return [(one, steps[one.id]) for one in every(database, select(EnrollmentSegment))]


def test_enrollments_take_lawful_steps_in_order_of_days(clinic: Database) -> None:
    rules = pack("default")
    for segment, steps in segments(clinic):
        assert steps[0].from_state is None
        assert steps[0].to_state is rules.initial
        assert steps[0].on == segment.begins_on
        for before, after in pairwise(steps):
            assert after.from_state is before.to_state
            assert rules.allows(before.to_state, after.to_state)
            assert before.on <= after.on <= TODAY
        assert steps[-1].to_state is segment.state


def test_every_state_of_enrollment_is_met(clinic: Database) -> None:
    found = Counter(one.state for one, _ in segments(clinic) if one.current)
    assert set(found) == set(pack("default").transitions)
    assert found[SegmentState.ENROLLED] > found.total() / 2


def test_an_ended_enrollment_says_when_and_why(clinic: Database) -> None:
    for segment, steps in segments(clinic):
        ended = segment.state is SegmentState.ENDED
        assert (segment.end_reason is not None) == ended
        assert segment.ends_on == (steps[-1].on if ended else None)


def test_each_child_has_one_current_segment_and_returns_are_linked(
    clinic: Database,
) -> None:
    found = segments(clinic)
    current = Counter(one.member_id for one, _ in found if one.current)
    assert len(current) == 250
    assert set(current.values()) == {1}
    by_id = {one.id: one for one, _ in found}
    returns = [one for one, _ in found if one.previous_id]
    assert returns
    assert all(not by_id[one.previous_id].current for one in returns)
    assert all(by_id[one.previous_id].ends_on <= one.begins_on for one in returns)


def test_nobody_is_given_up_without_three_tries_by_two_ways(clinic: Database) -> None:
    given_up = [
        one.member_id
        for one, _ in segments(clinic)
        if one.end_reason is EndReason.UNABLE_TO_REACH
    ]
    assert given_up
    for member_id in given_up:
        mine = OutreachAttempt.member_id == member_id
        tries = every(clinic, select(OutreachAttempt).where(mine))
        assert len({attempt.at.date() for attempt in tries}) >= 3
        assert len({attempt.way for attempt in tries}) >= 2


def test_nothing_happens_before_a_child_is_born(clinic: Database) -> None:
    with clinic.reading() as session:
        births = dict(session.execute(select(Member.id, Member.birth_date)).all())
        begun = session.execute(
            select(EnrollmentSegment.member_id, EnrollmentSegment.begins_on)
        ).all()
        covered = session.execute(select(Coverage.member_id, Coverage.begins_on)).all()
        onset = session.execute(select(Condition.member_id, Condition.onset_on)).all()
    for member_id, day in [*begun, *covered, *onset]:
        assert births[member_id] <= day <= TODAY
