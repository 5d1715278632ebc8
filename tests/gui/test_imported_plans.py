"""Plans that came from elsewhere open in the editor like our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import care_plans
from hhdesk.care.plan_records import CarePlan
from hhdesk.exchange import fhir
from hhdesk.gui.care_plan import CarePlanTab
from hhdesk.gui.desk import Desk
from hhdesk.gui.plan_parts import parts
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID

_MOST = 6


@pytest.mark.parametrize(
    "source", ["synthea-r4/under18", "fhir-us-core/us-core-3.x-examples"]
)
def test_a_plan_from_elsewhere_opens_with_all_its_parts(
    qtbot: QtBot, desk: Desk, records: Database, shared_data: Path, source: str
) -> None:
    folder = shared_data / source
    if not folder.is_dir():
        pytest.skip(f"there is no {source} among the real files")
    here = {plan.member_id for plan in _plans(records)}
    files = sorted(folder.rglob("*.json"))
    fhir.import_paths(records, ACTOR_ID, files[:3] if "synthea" in source else [folder])
    came = [plan.member_id for plan in _plans(records) if plan.member_id not in here]
    assert came
    for member_id in came[:_MOST]:
        with records.reading() as session:
            content = care_plans.current(session, member_id).content
        assert content.goals
        tab = CarePlanTab(desk, member_id)
        qtbot.addWidget(tab)
        tab.resize(1170, 560)
        tab.show()
        assert tab.draft is not None
        assert tab.draft.content == content
        keys = [
            part.key
            for part in parts(content, tab.draft.plan.language)
            if part.key is not None
        ]
        for key in keys:
            tab.choose(key)
            assert tab.pages.key == key
        assert not tab.draft.dirty


def _plans(records: Database) -> list[CarePlan]:
    with records.reading() as session:
        found = session.scalars(select(CarePlan)).all()
        session.expunge_all()
        return list(found)
