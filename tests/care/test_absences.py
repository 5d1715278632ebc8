"""Who is away: no two absences at once, a cover who is away too, an end taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hhdesk.care import absences
from hhdesk.care.absences import AbsenceDetails
from hhdesk.care.staff import Role
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.care.caseload_desk import INES, LEAD, add_staff
from tests.databases import ACTOR_ID

TODAY = date(2026, 11, 21)
AWAY = AbsenceDetails(ACTOR_ID, TODAY - timedelta(days=2), TODAY + timedelta(days=5))


def test_a_form_s_days_and_cover_are_checked_beside_their_fields() -> None:
    backward = replace(AWAY, ends_on=AWAY.begins_on - timedelta(days=1))
    for wrong, field in (
        (backward, "ends_on"),
        (replace(AWAY, cover_id=ACTOR_ID), "cover_id"),
    ):
        with pytest.raises(InvalidField) as told:
            wrong.check()
        assert told.value.field == field
    last = AWAY.ends_on
    assert AWAY.meets(last, last + timedelta(days=1))
    assert not AWAY.meets(last + timedelta(days=1), last + timedelta(days=2))


def test_an_absence_is_entered_once_and_its_early_end_is_taken_back(
    database: Database,
) -> None:
    with database.transaction(ACTOR_ID) as session:
        add_staff(session, INES, "Ines", Role.COORDINATOR)
        row = absences.enter(session, replace(AWAY, cover_id=INES))
        assert absences.away(session, TODAY)[ACTOR_ID].cover == "Ines"
    again = replace(AWAY, begins_on=AWAY.ends_on, ends_on=TODAY + timedelta(days=9))
    with pytest.raises(InvalidField) as told, database.transaction(ACTOR_ID) as session:
        absences.enter(session, again)
    assert told.value.field == "begins_on"
    assert "Rosa Delgado is already away" in str(told.value)
    hers = AbsenceDetails(INES, TODAY, TODAY, ACTOR_ID)
    with database.reading() as session:
        # Who would cover is away, and who is away covers then: both are told.
        assert [one.id for one in absences.met(session, hers)] == [row.id]
    with database.transaction(ACTOR_ID) as session:
        before = absences.end_early(session, row.id, seen=row.version)
        assert absences.away(session, TODAY) == {}
        back = absences.resume(session, before)
        assert back.details == row.details
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        absences.drop(session, row.id, seen=row.version)
    with database.transaction(ACTOR_ID) as session:
        dropped = absences.drop(session, row.id, seen=back.version)
        assert absences.resume(session, dropped).details == row.details


def test_a_lead_enters_absences_of_others_and_a_coordinator_their_own(
    database: Database,
) -> None:
    with database.transaction(ACTOR_ID) as session:
        add_staff(session, INES, "Ines", Role.COORDINATOR)
        add_staff(session, LEAD, "Denise", Role.LEAD)
    with pytest.raises(NotPermitted), database.transaction(INES) as session:
        absences.enter(session, AWAY)
    with database.transaction(LEAD) as session:
        absences.enter(session, AWAY)
    with database.transaction(INES) as session:
        absences.enter(session, replace(AWAY, staff_id=INES))
    past = replace(AWAY, begins_on=date(2026, 1, 5), ends_on=date(2026, 1, 9))
    with pytest.raises(InvalidField), database.transaction(LEAD) as session:
        absences.enter(session, past)
