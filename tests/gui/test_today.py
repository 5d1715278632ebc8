"""Today: what is to do shows with its next act, and leaves by saying why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import open_loops
from hhdesk.care.goals import Activity, ActivityStatus
from hhdesk.care.open_loops import LoopGroup, LoopKey, LoopKind
from hhdesk.gui.desk import Desk
from hhdesk.gui.today import CASELOAD, MY_DAY, TodayScreen
from hhdesk.gui.today_menu import further
from hhdesk.gui.today_order import merged
from hhdesk.gui.today_rows import DUE, WHY
from hhdesk.gui.today_snooze import CloseDialog, SnoozeDialog
from hhdesk.gui.today_work import TodayWork
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.conftest import PLACE, drafted
from tests.gui.sample import Sample


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, people: Sample) -> TodayScreen:
    made = TodayScreen(desk)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.show_whose("everyone")
    return made


@pytest.fixture
def work(screen: TodayScreen) -> TodayWork:
    return screen.work


def choose(work: TodayWork, kind: LoopKind) -> LoopKey:
    """The first row of a kind becomes the chosen one."""
    key = next(key for key in work.model.keys if key.kind is kind)
    work.table.choose(work.model.place(key))
    return key


def said_in(work: TodayWork, key: LoopKey, column: int) -> str:
    index = work.model.index(work.model.place(key), column)
    words: str = index.data()
    return words


def kinds(work: TodayWork) -> list[LoopKind]:
    return [key.kind for key in work.model.keys]


@pytest.mark.parametrize(
    ("old", "new", "known", "shown"),
    [
        ("abc", "abc", "", "abc"),
        ("abc", "cab", "", "abc"),
        ("abc", "ac", "abc", "abc"),
        ("abc", "ac", "a", "ac"),
        ("abc", "xabyc", "", "xabyc"),
        ("", "ab", "", "ab"),
        ("ab", "xy", "b", "xyb"),
    ],
)
def test_what_is_shown_keeps_its_place(
    old: str, new: str, known: str, shown: str
) -> None:
    assert "".join(merged(old, new, set(known), str)) == shown


def test_the_list_is_by_due_day_with_counts_that_filter_it(
    qtbot: QtBot, desk: Desk, work: TodayWork
) -> None:
    rows = [work.model.row(at) for at in range(len(work.model.keys))]
    days = [row.due_on for row in rows if row is not None]
    assert days == sorted(days)
    assert len(days) > 2
    late = work.cards.cards[LoopGroup.OVERDUE]
    assert late.count == sum(day < PLACE.today for day in days)
    QTest.keyClick(work.table, Qt.Key.Key_1)
    assert late.isChecked()
    assert len(work.model.keys) == late.count
    QTest.keyClick(work.table, Qt.Key.Key_1)
    assert len(work.model.keys) == len(days)
    late.setFocus()
    QTest.keyClick(late, Qt.Key.Key_Return)
    assert late.isChecked()
    QTest.keyClick(work.table, Qt.Key.Key_Escape)
    assert not late.isChecked()


def test_an_activity_is_done_where_it_stands_and_undone(
    work: TodayWork, records: Database, said: list[str]
) -> None:
    key = choose(work, LoopKind.ACTIVITY)
    before = list(work.model.keys)
    QTest.keyClick(work.table, Qt.Key.Key_Return)
    work.read_again()
    assert list(work.model.keys) == before
    assert said_in(work, key, DUE) == "Done"
    assert work.row is not None
    assert work.model.act(work.row) == "Undo"
    assert status(records, key.item_id) is ActivityStatus.DONE
    QTest.keyClick(work.table, Qt.Key.Key_Return)
    work.read_again()
    assert status(records, key.item_id) is not ActivityStatus.DONE
    assert said_in(work, key, DUE) != "Done"
    assert said[-1] == "It is as it was."
    work.ask()
    assert list(work.model.keys) == before


def test_an_activity_is_done_on_a_day_with_what_came_of_it(
    work: TodayWork, records: Database, said: list[str]
) -> None:
    key = choose(work, LoopKind.ACTIVITY)
    assert work.row is not None
    assert "Done, with what came of it…" in [
        words for words, _does in further(work.acts, work.row)
    ]
    work.acts.tell_done(work.row)
    dialog: Any = work.acts.dialog
    yesterday = PLACE.today - timedelta(days=1)
    dialog.until_field.put(PLACE.today + timedelta(days=1))
    dialog.reason_field.setPlainText("MediRide comes at 9")
    dialog.save()
    assert status(records, key.item_id) is not ActivityStatus.DONE
    dialog.until_field.put(yesterday)
    dialog.save()
    with records.reading() as session:
        one = session.get_one(Activity, key.item_id)
        assert (one.done_on, one.result) == (yesterday, "MediRide comes at 9")
    assert said_in(work, key, DUE) == "Done"
    work.act()
    with records.reading() as session:
        one = session.get_one(Activity, key.item_id)
        assert (one.done_on, one.result) == (None, "")
    assert said[-1] == "It is as it was."


def status(records: Database, activity_id: UUID) -> ActivityStatus:
    with records.reading() as session:
        return session.scalars(
            select(Activity.status).where(Activity.id == activity_id)
        ).one()


def test_what_is_done_elsewhere_stays_struck_until_the_list_is_asked_for(
    desk: Desk, work: TodayWork, records: Database
) -> None:
    key = choose(work, LoopKind.ACTIVITY)
    with records.transaction(ACTOR_ID) as session:
        session.get_one(Activity, key.item_id).status = ActivityStatus.CANCELLED
    work.read_again()
    assert said_in(work, key, DUE) == "Done"
    assert work.row is not None
    assert work.row.key == key
    work.ask()
    assert key not in list(work.model.keys)


def test_a_thing_is_put_off_with_a_reason_and_kept_as_a_draft_before(
    desk: Desk, work: TodayWork
) -> None:
    key = choose(work, LoopKind.ACTIVITY)
    QTest.keyClick(work.table, Qt.Key.Key_S)
    dialog: Any = work.acts.dialog
    assert isinstance(dialog, SnoozeDialog)
    dialog.save()
    assert dialog.findChild(object, "until_notice").text() == "Say until when."
    dialog._pick(PLACE.today + timedelta(days=3))
    QTest.keyClicks(dialog.fields["reason"], "She calls back")
    assert key.item_id in drafted(desk)
    dialog.save()
    assert key.item_id not in drafted(desk)
    assert said_in(work, key, DUE).startswith("until")
    work.ask()
    assert key not in list(work.model.keys)
    assert work.snoozed_button.isVisible()
    work.snoozed_button.click()
    assert list(work.model.keys) == [key]
    work.acts.unsnooze(work.model.row(0))
    work.snoozed_button.click()
    assert key in list(work.model.keys)


def test_a_draft_of_a_reason_opens_its_dialog_again(
    desk: Desk, work: TodayWork
) -> None:
    choose(work, LoopKind.ACTIVITY)
    work.snooze()
    first: Any = work.acts.dialog
    QTest.keyClicks(first.fields["reason"], "half a")
    first.reject()
    kept = desk.drafts.all()[0]
    desk.answer_wanted.emit(kept.kind, kept.subject)
    again: Any = work.acts.dialog
    assert again is not first
    assert again.fields.values()["reason"] == "half a"
    again.save_button.setEnabled(True)
    again.done_with()


def test_a_private_thing_says_only_that_it_is_due(
    desk: Desk, work: TodayWork, records: Database, people: Sample
) -> None:
    with records.transaction(ACTOR_ID) as session:
        key = next(one for one in work.model.keys if one.kind is LoopKind.ACTIVITY)
        activity = session.get_one(Activity, key.item_id)
        activity.segment, secret = "family_safety", activity.text
    work.ask()
    place = work.model.place(key)
    told = " ".join(str(work.model.index(place, column).data()) for column in range(6))
    tip = work.model.index(place, WHY).data(Qt.ItemDataRole.ToolTipRole)
    assert secret not in told + tip
    assert "Mateo" not in told + tip
    assert "Private" in told
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member, _tab: opened.append(member))
    work.table.choose(place)
    work.act()
    assert opened == [people.mateo]


def test_a_press_on_the_button_is_the_act_and_one_beside_it_is_not(
    desk: Desk, work: TodayWork
) -> None:
    key = choose(work, LoopKind.RENEWAL)
    last = work.model.index(work.model.place(key), work.model.columnCount() - 1)
    box = work.table.button_box(last)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view = work.table.viewport()
    QTest.mouseClick(view, left, none, QPoint(20, box.center().y()))
    assert work.acts.dialog is None
    QTest.mouseClick(view, left, none, box.center())
    dialog: Any = work.acts.dialog
    dialog.until_field.put(PLACE.today + timedelta(days=400))
    dialog.save()
    assert said_in(work, key, DUE) == "Renewed"
    work.model.gone[key].undo()
    assert key not in work.model.gone


def test_what_no_record_tells_of_closes_with_a_reason(work: TodayWork) -> None:
    key = choose(work, LoopKind.RENEWAL)
    row = work.row
    assert row is not None
    work.acts.close_with_reason(row)
    dialog: Any = work.acts.dialog
    assert isinstance(dialog, CloseDialog)
    QTest.keyClicks(dialog.fields["reason"], "The family moved")
    dialog.save()
    assert said_in(work, key, DUE) == "Closed"
    work.ask()
    assert key not in list(work.model.keys)


def test_the_rail_is_told_how_many_wait_after_every_save(
    qtbot: QtBot, desk: Desk, work: TodayWork
) -> None:
    counts: list[int] = []
    desk.counted.connect(lambda _screen, n: counts.append(n))
    work.ask()
    with qtbot.waitSignal(desk.counted, timeout=5_000):
        choose(work, LoopKind.ACTIVITY)
        work.act()
    assert counts[-1] == counts[0] - 1


def test_the_caseload_is_there_where_nobody_leads(screen: TodayScreen) -> None:
    screen.show_view(CASELOAD)
    assert screen.views.currentWidget() is screen.view(CASELOAD)
    assert not screen.whose_choice.isVisible()
    screen.show_view(MY_DAY)
    assert screen.whose_choice.isVisible()


def test_an_empty_day_says_what_can_be_done(desk: Desk, work: TodayWork) -> None:
    QTest.keyClick(work.table, Qt.Key.Key_7)
    assert work.list_pages.currentIndex() == 1
    assert work.empty_state.title.text() == "Nothing here"
    work.empty_state.button.click()
    assert work.list_pages.currentIndex() == 0
    assert open_loops.LoopKind.ACTIVITY in kinds(work)
