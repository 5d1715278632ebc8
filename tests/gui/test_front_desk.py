"""The front desk's list by keyboard: who is where, one key an act, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import booking, front_desk
from hhdesk.care.appointments import Appointment, AppointmentDetails, Came
from hhdesk.care.confidentiality import Seal
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.documents import DocumentKind
from hhdesk.care.front_desk import DeskDay, DeskRow, Stage
from hhdesk.care.front_desk_acts import DeskAct
from hhdesk.care.person import Name
from hhdesk.gui.desk import Desk
from hhdesk.gui.front_desk import FrontDesk
from hhdesk.gui.front_desk_forms import DeskForms
from hhdesk.gui.front_desk_table import COLUMNS
from hhdesk.gui.huddle import HuddleSheet
from hhdesk.gui.message_form import MessageForm, MessageWish
from hhdesk.gui.walk_in import WalkIn
from hhdesk.store.engine import Database
from tests.care.counter import SEALED
from tests.databases import ACTOR_ID, NOW
from tests.gui import hostile
from tests.gui.conftest import PLACE, drafted
from tests.gui.sample import Sample

K = Qt.Key
OPEN = Seal()


class Counter:
    """Somebody at the keyboard; Mateo comes at nine, and others after him."""

    def __init__(self, qtbot: QtBot, desk: Desk, records: Database) -> None:
        self.desk, self.records = desk, records
        self.screen = FrontDesk(desk)
        self.forms = DeskForms(desk, self.screen)
        qtbot.addWidget(self.screen)
        self.said: list[str] = []
        self.undos: list[Callable[[], None] | None] = []
        desk.said.connect(self._hear)
        self.screen.resize(1190, 716)
        self.screen.show()

    def _hear(self, words: str, undo: Any, _button: str) -> None:
        self.said.append(words)
        self.undos.append(undo)

    def book(self, member_id: UUID, minutes: int, seal: Seal = OPEN) -> UUID:
        at = NOW + timedelta(minutes=minutes)
        details = AppointmentDetails(
            "Hearing test", at, at + timedelta(minutes=30), with_whom="Dr. Shah"
        )
        with self.records.transaction(ACTOR_ID) as session:
            made = booking.book(session, member_id, details)
            assert made is not None
            if seal.sealed:
                session.get_one(Appointment, made.id).put_seal(seal)
        self.screen.read_again()
        return made.id

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.screen.table, key)

    def row(self, visit: UUID) -> DeskRow:
        with self.records.reading() as session:
            found = front_desk.row(session, visit)
        assert found is not None
        return found

    def choose(self, visit: UUID) -> None:
        self.screen.table.choose(self.screen.model.place(visit))

    def undo(self) -> None:
        take = self.undos[-1]
        assert take is not None
        take()

    def words(self) -> str:
        """All that the list and the card say."""
        model = self.screen.model
        cells = [
            model.index(at, column).data()
            for at in range(model.rowCount())
            for column in range(len(COLUMNS))
        ]
        card = self.screen.card
        labels = (card.what_label, card.where_label, card.call_label, card.time_label)
        return " | ".join([*cells, *(label.text() for label in labels)])


@pytest.fixture
def counter(qtbot: QtBot, desk: Desk, records: Database, people: Sample) -> Counter:
    return Counter(qtbot, desk, records)


def test_one_key_says_where_a_family_is_and_undo_takes_it_back(
    counter: Counter, people: Sample
) -> None:
    visit = counter.book(people.mateo, 0)
    later = counter.book(people.others[0], 45)
    assert counter.screen.model.keys == [visit, later]
    counter.choose(visit)
    counter.press(K.Key_A)
    assert counter.row(visit).stage is Stage.HERE
    assert "is here" in counter.said[-1]
    counter.press(K.Key_Space)
    QTest.keyClicks(counter.screen.card.room_field, "Blue")
    QTest.keyClick(counter.screen.card.room_field, K.Key_Return)
    assert counter.row(visit).came.room == "Blue"
    assert counter.screen.chosen is not None
    assert counter.screen.chosen.id == visit
    assert "Room: Blue" in counter.words()
    counter.undo()
    assert counter.row(visit).stage is Stage.HERE
    counter.press(K.Key_L)
    assert counter.row(visit).stage is Stage.DONE
    counter.undo()
    assert counter.row(visit).stage is Stage.HERE
    counter.press(K.Key_K)
    texts = [counter.screen.stages.button(one).text() for one in ("expected", "done")]
    assert texts == ["Expected  1", "Done for today  1"]


def test_a_room_used_lately_is_one_press_and_none_is_said_beside_the_field(
    counter: Counter, people: Sample
) -> None:
    first, second = counter.book(people.mateo, 0), counter.book(people.others[0], 5)
    card = counter.screen.card
    counter.choose(first)
    counter.press(K.Key_R)
    card.do_button.click()
    assert card.room_notice.text() == "Say which room."
    QTest.keyClicks(card.room_field, "Room 2")
    card.do_button.click()
    counter.choose(second)
    counter.press(K.Key_R)
    card.room_buttons["Room 2"].click()
    assert counter.row(second).came.room == "Room 2"


def test_filter_and_name_narrow_the_list_and_the_next_one_comes_into_the_place(
    counter: Counter, people: Sample
) -> None:
    first, second = counter.book(people.mateo, 0), counter.book(people.others[0], 5)
    third = counter.book(people.jonah, 10)
    screen = counter.screen
    screen.stages.button(Stage.EXPECTED).click()
    counter.choose(second)
    counter.press(K.Key_A)
    assert screen.model.keys == [first, third]
    assert screen.chosen is not None
    assert screen.chosen.id == third
    screen.find_field.setText("ruiz her")
    assert screen.model.keys == [first]
    screen.find_field.setText("nobody")
    assert screen.list_pages.currentIndex() == 1
    screen.empty_state.button.click()
    assert len(screen.model.keys) == 3


def test_what_others_do_meanwhile_shows_and_the_chosen_one_stays(
    counter: Counter, people: Sample
) -> None:
    first, second = counter.book(people.mateo, 10), counter.book(people.jonah, 20)
    counter.choose(second)
    before = counter.book(people.others[0], 5)
    assert counter.screen.model.keys == [before, first, second]
    assert counter.screen.chosen is not None
    assert counter.screen.chosen.id == second


def test_a_private_visit_says_who_and_when_and_nothing_else(
    counter: Counter, people: Sample
) -> None:
    counter.choose(counter.book(people.mateo, 0, SEALED))
    words = counter.words()
    assert "Mateo" in words
    assert "Private" in words
    assert "Hearing" not in words
    assert "Shah" not in words


def test_a_message_is_a_draft_until_it_is_left_and_can_be_taken_back(
    counter: Counter, people: Sample
) -> None:
    counter.choose(counter.book(people.mateo, 0))
    counter.press(K.Key_N)
    form = counter.forms.dialog
    assert isinstance(form, MessageForm)
    text: Any = form.fields["text"]
    text.setPlainText("The mother asks for a call after four.")
    form.reject()
    (visit,) = drafted(counter.desk)
    counter.desk.message_wanted.emit(MessageWish(visit_id=visit))
    form = counter.forms.dialog
    assert isinstance(form, MessageForm)
    assert "after four" in form.values()["text"]
    form.save_button.click()
    assert drafted(counter.desk) == set()
    with counter.records.reading() as session:
        message = session.scalars(select(DeskMessage)).one()
        assert (message.member_id, message.appointment_id) == (people.mateo, visit)
    counter.undo()
    with counter.records.reading() as session:
        assert session.scalars(select(DeskMessage)).one().voided_at == NOW


def test_a_paper_that_is_something_else_is_named(
    counter: Counter, people: Sample
) -> None:
    counter.desk.message_wanted.emit(
        MessageWish(member_id=people.mateo, handed_in=DocumentKind.OTHER)
    )
    form = counter.forms.dialog
    assert isinstance(form, MessageForm)
    form.save_button.click()
    assert "Say what was handed in." in _shown(form)
    form.reject()


def _shown(form: QWidget) -> str:
    from hhdesk.gui.notice import FieldNotice

    return " ".join(
        one.text() for one in form.findChildren(FieldNotice) if one.isVisible()
    )


def test_a_walk_in_has_a_visit_of_now_unless_one_is_known(
    counter: Counter, people: Sample
) -> None:
    known = counter.book(people.mateo, 30)
    counter.press(K.Key_W)
    form = counter.forms.dialog
    assert isinstance(form, WalkIn)
    form.member_field.chosen.emit(people.mateo)
    assert "9:30" in form.known_notice.text()
    form.known_button.click()
    assert counter.screen.chosen is not None
    assert counter.screen.chosen.id == known
    counter.screen.walk_in()
    form = counter.forms.dialog
    assert isinstance(form, WalkIn)
    form.member_field.chosen.emit(people.jonah)
    form.save_button.click()
    assert counter.screen.chosen.stage is Stage.HERE
    counter.undo()
    assert counter.screen.model.keys == [known]


def test_other_days_are_looked_at_and_nobody_comes_before_the_day(
    counter: Counter, people: Sample
) -> None:
    tomorrow = counter.book(people.mateo, 24 * 60)
    assert list(counter.screen.model.keys) == []
    QTest.keyClick(
        counter.screen.table, K.Key_Right, Qt.KeyboardModifier.ControlModifier
    )
    assert counter.screen.day == PLACE.today + timedelta(days=1)
    assert counter.screen.model.keys == [tomorrow]
    counter.press(K.Key_A)
    assert counter.row(tomorrow).stage is Stage.EXPECTED
    counter.screen.today_button.click()
    assert counter.screen.day == PLACE.today


def test_what_was_typed_is_shown_as_it_was_typed(
    counter: Counter, people: Sample, tmp_path: Path
) -> None:
    visit = counter.book(people.mateo, 0)
    counter.press(K.Key_A)
    row, screen = counter.row(visit), counter.screen
    for text in hostile.texts(tmp_path / "canary.png")[::7]:
        typed = replace(
            row,
            name=Name(text, nickname=f"{text}!"),
            pronouns=f"{text}?",
            title=text,
            with_whom=f"{text};",
            came=Came(NOW, NOW, f"{text}:"),
        )
        screen._show(DeskDay(screen.day, (typed,), (f"{text}#",), ""))
        screen.card.begin(DeskAct.ROOM)
        screen.grab()
        whole = "\0".join(hostile.shown(screen))
        for end in ("", "!", "?", ";", ":", "#"):
            assert f"{text}{end}" in whole


def test_the_sheet_shows_the_paper_itself_and_is_recorded_when_it_leaves(
    counter: Counter, people: Sample, tmp_path: Path
) -> None:
    counter.book(people.mateo, 0)
    sheet = HuddleSheet(counter.desk, counter.screen)
    sheet.choose("everyone")
    made = sheet.making.made
    assert made is not None
    assert sheet.view.pages >= 1
    sheet.handing.save_to(tmp_path / "huddle.pdf")
    assert (tmp_path / "huddle.pdf").read_bytes() == made.pdf
    with counter.records.reading() as session:
        told = set(session.scalars(select(Disclosure.member_id)))
    assert people.mateo in told
