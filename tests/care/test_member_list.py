"""Which members a list shows: filters that combine, orders, rows, and what leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    enrollment_acts,
    member_list,
    member_list_choices,
    member_list_export,
    member_list_keys,
    saved_filters,
)
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.member_list_columns import Column, Sort
from hhdesk.care.member_list_export import ExportOrder, Purpose
from hhdesk.care.member_list_filter import Due, MemberFilter, Part, Whose
from hhdesk.care.member_list_keys import Asked
from hhdesk.care.member_list_where import birthdays, years_before
from hhdesk.care.members import Member
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.errors import ChangedElsewhere, InvalidField
from hhdesk.exchange import member_list_csv
from hhdesk.store.engine import Database, sqlite_engine
from hhdesk.store.session import UnitOfWork
from tests.databases import ACTOR_ID, KEY, OTHER_ID, Server, open_on
from tests.gui import sample
from tests.gui.sample import Sample

ALL = tuple(Column)
BY_NAME = Sort()


class _UndoneError(Exception):
    """Takes back what a test did."""


@dataclass(frozen=True)
class Clinic:
    session: UnitOfWork
    people: Sample

    def asked(self, text: str = "", sort: Sort = BY_NAME, **wanted: Any) -> list[str]:
        """The given names of who is listed."""
        found = self.listed(text, sort, **wanted)
        rows = member_list.rows(self.session, found.keys, ())
        return [row.hit.name.split()[0] for row in rows if row is not None]

    def listed(
        self, text: str = "", sort: Sort = BY_NAME, **wanted: Any
    ) -> member_list_keys.Listed:
        asked = Asked(ACTOR_ID, text, MemberFilter(**wanted), sort)
        return member_list_keys.listed(self.session, asked)

    def order(self, audience: Audience) -> ExportOrder:
        return ExportOrder(audience, "Dr. Shah", Purpose.COORDINATION, ALL)


@pytest.fixture(scope="module")
def on_file(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Sample]]:
    path = tmp_path_factory.mktemp("lists") / "clinic.db"
    shutil.copy(sqlite_template, path)
    database = open_on(sqlite_engine(path, KEY))
    yield database, sample.furnish(database, ACTOR_ID)
    database.close()


@pytest.fixture(scope="module")
def on_server(server: Server) -> Iterator[tuple[Database, Sample]]:
    server.make("clinic_of_lists", "template_clinic")
    database = open_on(server.engine("clinic_of_lists"))
    yield database, sample.furnish(database, ACTOR_ID)
    database.close()
    server.drop("clinic_of_lists")


@pytest.fixture(params=["on_file", "on_server"])
def clinic(request: pytest.FixtureRequest) -> Iterator[Clinic]:
    database, people = request.getfixturevalue(request.param)
    try:
        with database.transaction(ACTOR_ID) as session:
            yield Clinic(session, people)
            raise _UndoneError
    except _UndoneError:
        pass


# ---------------------------------------------------------------- without records


def test_a_filter_is_kept_as_plain_values_and_read_again() -> None:
    wanted = MemberFilter(
        whose=Whose.ONE,
        staff_id=UUID(int=3),
        states=("ended", "enrolled"),
        ages=(0, 2),
        unreached=30,
        due=Due.WEEK,
        gone=True,
    )
    assert MemberFilter.of(wanted.content()) == wanted
    assert MemberFilter().content() == {}


def test_of_a_kept_filter_what_nobody_could_have_set_does_not_count() -> None:
    kept = {
        "whose": "one",
        "ages": [9, 3],
        "due": "someday",
        "unreached": -4,
        "states": "enrolled",
        "languages": ["es"],
        "newer": True,
    }
    assert MemberFilter.of(kept) == MemberFilter(languages=("es",))


def test_who_is_born_on_29_february_is_a_year_older_on_1_march() -> None:
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert "02-29" in birthdays(date(2027, 2, 28), 1)
    assert "02-29" not in birthdays(date(2027, 2, 28), 0)
    assert birthdays(date(2028, 2, 29), 1) == ["02-29", "03-01"]


# ---------------------------------------------------------------- filters


def test_filters_combine_and_say_how_many_each_leaves(clinic: Clinic) -> None:
    found = clinic.listed(whose=Whose.MINE, languages=("es",), interpreter=True)
    assert found.left == {
        Part.GONE: 7,
        Part.WHOSE: 6,
        Part.LANGUAGES: 3,
        Part.INTERPRETER: 1,
    }
    assert (len(found.keys), found.total) == (1, 7)
    assert clinic.asked("hern", languages=("es",), whose=Whose.NOBODY) == ["Valeria"]


def test_who_ended_or_died_is_left_out_but_found(clinic: Clinic) -> None:
    segment = clinic.session.scalars(
        select(EnrollmentSegment).where(
            EnrollmentSegment.member_id == clinic.people.jonah
        )
    ).one()
    today = clinic.session.today()
    reason = EndReason.MOVED
    ended = SegmentState.ENDED
    enrollment_acts.move(clinic.session, segment.id, ended, today, reason)
    kevin = clinic.session.get_one(Member, clinic.people.others[-1])
    kevin.deceased_on = today
    clinic.session.flush()
    member_list_keys.search.count(clinic.session)
    assert clinic.listed().total == 5
    assert not {"Jonah", "Kevin"} & set(clinic.asked())
    assert clinic.asked("hern jonah", whose=Whose.MINE) == ["Jonah"]
    assert {"Jonah", "Kevin"} <= set(clinic.asked(gone=True))
    assert "Jonah" in clinic.asked(states=("ended",))


def test_ages_birthdays_contacts_and_due_days_narrow(clinic: Clinic) -> None:
    assert clinic.asked(ages=(0, 2)) == ["Mateo"]
    assert clinic.asked(birthday=70) == ["Jonah", "Kevin"]
    assert "Mateo" not in clinic.asked(unreached=30)
    assert "Mateo" in clinic.asked(due=Due.LATE)
    assert "Mateo" not in clinic.asked(due=Due.NOTHING)


def test_nothing_is_found_or_shown_by_what_is_sealed(clinic: Clinic) -> None:
    assert clinic.asked(conditions=("Speech delay",)) == ["Mateo"]
    assert clinic.asked(conditions=("Family safety plan",)) == []
    offered = member_list_choices.choices(clinic.session, Part.CONDITIONS)
    assert offered == {"Speech delay": 1}
    row = member_list.rows(clinic.session, [clinic.people.mateo], ALL)[0]
    assert row is not None
    assert row.conditions == ("Speech delay",)
    assert row.last_contact == clinic.session.today() - timedelta(days=9)
    assert row.tier == "2"


def test_an_order_puts_those_with_nothing_last_both_ways(clinic: Clinic) -> None:
    up = clinic.asked(sort=Sort(Column.CAREGIVER))
    assert [*up[:2], up[-1]] == ["Ximena", "Jonah", "Kevin"]
    down = clinic.asked(sort=Sort(Column.CAREGIVER, descending=True))
    assert down.index("Kevin") == len(down) - 1
    assert clinic.asked(sort=Sort(Column.CITY))[0] == "Mateo"
    assert clinic.asked(sort=Sort(Column.LAST_CONTACT))[0] == "Mateo"
    assert clinic.asked("hernandez", Sort(descending=True))[0] == "Ximena"
    codes = Sort(Column.LANGUAGE, codes=("vi", "es"))
    assert clinic.asked(sort=codes)[0] == "Kevin"


# ---------------------------------------------------------------- kept filters


def test_a_name_that_is_kept_again_stands_for_the_new_filter(clinic: Clinic) -> None:
    session = clinic.session
    first, second = MemberFilter(hospital=True), MemberFilter(languages=("es",))
    kept = saved_filters.keep(session, " My  list ", first)
    again = saved_filters.keep(session, "my list", second)
    assert (kept.before, again.before) == (None, first)
    assert saved_filters.listed(session, ACTOR_ID) == (again.row,)
    assert saved_filters.listed(session, OTHER_ID) == ()
    with pytest.raises(ChangedElsewhere):
        saved_filters.remove(session, kept.row.id, seen=kept.row.version)


def test_filters_are_renamed_ordered_removed_and_taken_back(clinic: Clinic) -> None:
    session, wanted = clinic.session, MemberFilter(hospital=True)
    one, two = (saved_filters.keep(session, name, wanted).row for name in "ab")
    with pytest.raises(InvalidField):
        saved_filters.rename(session, two.id, "A", seen=two.version)
    with pytest.raises(InvalidField):
        saved_filters.keep(session, "c", MemberFilter())
    ordered = saved_filters.put_in_order(session, [two.id, one.id])
    assert [row.name for row in ordered] == ["b", "a"]
    gone = saved_filters.remove(session, two.id, seen=ordered[0].version)
    assert len(saved_filters.listed(session, ACTOR_ID)) == 1
    saved_filters.restore(session, two.id, seen=gone.version)
    assert [row.name for row in saved_filters.listed(session, ACTOR_ID)] == ["b", "a"]


# ---------------------------------------------------------------- what leaves


def test_the_care_team_gets_no_sealed_thing_and_no_number_without_its_rule(
    clinic: Clinic,
) -> None:
    order = clinic.order(Audience.CARE_TEAM)
    keys = clinic.listed(languages=("es",)).keys
    some = member_list_export.gather(clinic.session, keys, order)
    assert (len(some.rows), some.members, some.items) == (4, 0, 1)
    assert Column.NEXT_DUE not in order.columns
    text = member_list_csv.lines((one.row for one in some.rows), order.columns).decode()
    assert "Speech delay" in text
    assert "H-1042" in text
    assert "safety" not in text
    assert "510-555-0142" not in text
    assert "there is a rule for calling" in text
    assert "510-555-0188" in text


def test_a_health_plan_gets_whom_a_consent_covers_and_less_of_them(
    clinic: Clinic,
) -> None:
    order, mateo = clinic.order(Audience.PAYER), clinic.people.mateo
    keys = clinic.listed().keys
    assert member_list_export.gather(clinic.session, keys, order).members == 7
    consent = Consent(
        member_id=mateo,
        audience=Audience.PAYER,
        recipient="Dr. Shah",
        segments=[Segment.GENERAL.value],
        given_by=Consenter.CAREGIVER,
        basis=Basis.SIGNED,
        given_on=clinic.session.today(),
    )
    clinic.session.add(consent)
    clinic.session.flush()
    some = member_list_export.gather(clinic.session, keys, order)
    assert [one.member_id for one in some.rows] == [mateo]
    text = member_list_csv.lines((one.row for one in some.rows), order.columns).decode()
    assert [word in text for word in ("Mateo", "Lucía", "Speech")] == [
        True,
        False,
        False,
    ]


def test_a_list_that_leaves_is_in_the_accounting_of_each_member(
    clinic: Clinic,
) -> None:
    session, order = clinic.session, clinic.order(Audience.CARE_TEAM)
    some = member_list_export.gather(session, clinic.listed().keys, order)
    leaving = [(one.member_id, one.seal) for one in some.rows]
    nobody = ExportOrder(Audience.CARE_TEAM, " ", order.purpose, ALL)
    with pytest.raises(InvalidField):
        member_list_export.hand_out(session, nobody, leaving, b"list")
    member_list_export.hand_out(session, order, leaving, b"list")
    entered = session.scalars(select(Disclosure)).all()
    assert {one.member_id for one in entered} == {key for key, _ in leaving}
    assert {(one.recipient, one.purpose) for one in entered} == {
        ("Dr. Shah", "care coordination")
    }
    told = select(AuditEntry).where(AuditEntry.act == "disclosure.list")
    assert [one.detail["members"] for one in session.scalars(told)] == [7]
