"""Teams: named once, changed by who saw them last, given up and taken up again."""

from __future__ import annotations

import pytest

from hhdesk.care import staff_teams
from hhdesk.care.staff import Role
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.care.caseload_desk import INES, LEAD, add_staff
from tests.databases import ACTOR_ID, OTHER_ID


def test_a_team_is_made_changed_given_up_and_taken_up_again(
    database: Database,
) -> None:
    with database.transaction(ACTOR_ID) as session:
        add_staff(session, INES, "Ines", Role.COORDINATOR)
        east = staff_teams.make(session, " East  side ", [ACTOR_ID])
        assert east.name == "East side"
        changed = staff_teams.change(
            session, east.id, "East", [ACTOR_ID, INES], seen=east.version
        )
        assert staff_teams.colleagues(session, INES) == {ACTOR_ID, INES}
        assert staff_teams.colleagues(session, OTHER_ID) == {OTHER_ID}
    for name, field in (("", "name"), ("EAST", "name")):
        with pytest.raises(InvalidField) as told, database.transaction(ACTOR_ID) as s:
            staff_teams.make(s, name, [])
        assert told.value.field == field
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        staff_teams.change(session, east.id, "West", [], seen=east.version)
    with database.transaction(ACTOR_ID) as session:
        before = staff_teams.drop(session, east.id, seen=changed.version)
        assert staff_teams.teams(session) == ()
        again = staff_teams.make(session, before.name, sorted(before.people))
        assert (again.id, again.people) == (east.id, {ACTOR_ID, INES})
        add_staff(session, LEAD, "Denise", Role.LEAD)
    with pytest.raises(NotPermitted), database.transaction(ACTOR_ID) as session:
        staff_teams.drop(session, east.id, seen=again.version)
