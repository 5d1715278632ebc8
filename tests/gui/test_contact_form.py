"""A contact is written down over any screen: rules before numbers, one Save, Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care.outreach import Outcome, OutreachAttempt
from hhdesk.gui.contact_dialogs import ContactDialogs
from hhdesk.gui.contact_form import ContactForm
from hhdesk.gui.contact_people import CHILD, OTHER
from hhdesk.gui.desk import Desk
from hhdesk.gui.workstation import Workstation
from hhdesk.store.engine import Database
from tests.gui.conftest import drafted
from tests.gui.sample import Sample

Open = Callable[[UUID], ContactForm]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, people: Sample) -> Open:
    """Opens the form as a screen would, over a bare window."""
    screen = QWidget()
    qtbot.addWidget(screen)
    dialogs = ContactDialogs(desk, screen, lambda: None)

    def form(member_id: UUID) -> ContactForm:
        desk.contact_wanted.emit(member_id)
        found = dialogs.form(member_id)
        assert found is not None
        return found

    return form


def tries(records: Database, member_id: UUID) -> list[OutreachAttempt]:
    """From the first to the last, those taken back too."""
    with records.reading() as session:
        found = session.scalars(
            select(OutreachAttempt)
            .where(OutreachAttempt.member_id == member_id)
            .order_by(OutreachAttempt.at)
        ).all()
        session.expunge_all()
    return list(found)


def test_the_rule_of_a_number_is_said_before_the_number(
    opened: Open, people: Sample
) -> None:
    form = opened(people.mateo)
    first = form.people.buttons[form.people.first()]
    assert first.accessibleName() == (
        "Lucía Ruiz (mother), No voicemail · after 4 pm, 510-555-0142"
    )
    assert list(form.people.buttons)[-1] == OTHER
    form.reject()
    assert CHILD in opened(people.jonah).people.buttons


def test_a_missed_call_is_two_keys(
    qtbot: QtBot, workstation: Workstation, people: Sample, records: Database
) -> None:
    workstation.open_member(people.mateo)
    before = len(tries(records, people.mateo))
    qtbot.keyClick(
        workstation.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier
    )
    form = workstation.forms.contacts.form(people.mateo)
    assert isinstance(form, ContactForm)
    QTest.keyClick(form.people.buttons[form.people.first()], Qt.Key.Key_M)
    assert workstation.forms.contacts.form(people.mateo) is None
    last = tries(records, people.mateo)[-1]
    assert (last.outcome, last.with_whom) == (
        Outcome.NOT_REACHED,
        "Lucía Ruiz (mother)",
    )
    workstation.window.toast.undo_button.click()
    found = tries(records, people.mateo)
    assert len(found) == before + 1
    assert found[-1].void_reason


def test_what_is_typed_is_kept_and_what_is_missing_is_asked_beside_it(
    desk: Desk, opened: Open, people: Sample, records: Database
) -> None:
    form = opened(people.mateo)
    QTest.keyClicks(form.note_field, "Mmm, no ride")
    assert drafted(desk) == {people.mateo}
    form.save()
    assert form.outcome_notice.text() == "Say how it went."
    form.reject()
    again = opened(people.mateo)
    assert again.note_field.toPlainText() == "Mmm, no ride"
    again.outcome_choice.button(Outcome.REACHED).click()
    again.time_field.setText("quarter")
    again.save()
    assert again.time_notice.text().startswith("This is no time.")
    again.time_field.setText("8:30 AM")
    field: Any = again.fields["next_on"]
    field.field.setText("01/05/2020")
    again.save()
    assert again.findChild(object, "next_on_notice").text()
    field.field.setText("")
    again.save()
    last = tries(records, people.mateo)[-1]
    assert (last.note, last.language, last.interpreter) == ("Mmm, no ride", "es", "")
    assert drafted(desk) == set()
