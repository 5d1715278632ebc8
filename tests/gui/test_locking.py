"""Locking: nothing can be read, nothing is lost, and all of it stands there again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hhdesk.errors import WrongKey
from hhdesk.gui.application import Speech
from hhdesk.gui.dialogs import ask_to_discard
from hhdesk.gui.idle import Idle
from hhdesk.gui.locking import Locking
from hhdesk.gui.member_form import MemberForm
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings
from hhdesk.store.engine import Database
from tests.gui.conftest import Clinic, drafted, let_close
from tests.gui.sample import Sample

CONTROL = Qt.KeyboardModifier.ControlModifier


class Clock:
    def __init__(self) -> None:
        self.minutes = 0.0

    def __call__(self) -> tuple[float, float]:
        return self.minutes * 60, self.minutes * 60


def visible() -> list[QWidget]:
    """What stands on the computer's screens."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def locking(workstation: Workstation) -> Locking:
    return workstation.acts.locking


@pytest.fixture
def form(workstation: Workstation, people: Sample) -> MemberForm:
    """Over the child's paper, a form with something typed in it."""
    workstation.open_member(people.mateo, "papers")
    workstation.edit_member(people.mateo)
    form = workstation.form(people.mateo)
    assert isinstance(form, MemberForm)
    field = form.field("given")
    field.setFocus()
    QTest.keyClicks(field, " Canarybird")
    return form


@pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)
def test_after_ten_idle_minutes_nothing_can_be_read_and_all_comes_back(
    qtbot: QtBot, workstation: Workstation, form: MemberForm, people: Sample
) -> None:
    window, lock = workstation.window, locking(workstation)
    clock = Clock()
    lock.idle.clock = clock
    lock.allow(10)
    window.new_button.menu().popup(window.mapToGlobal(window.rect().center()))
    clock.minutes = 9.9
    lock.idle.look()
    assert not lock.locked
    clock.minutes = 10
    lock.idle.look()
    assert lock.locked
    QCoreApplication.processEvents()
    assert visible() == [window]
    assert lock.screen is not None
    opaque = QImage.Format.Format_RGB32
    covered, cover = window.grab().toImage(), lock.screen.grab().toImage()
    assert covered.convertToFormat(opaque) == cover.convertToFormat(opaque)
    for widget in window.findChildren(QWidget):
        assert (
            not widget.isVisible()
            or lock.screen.isAncestorOf(widget)
            or (widget is lock.screen)
        )
    assert window.windowTitle() == "hhdesk"
    assert workstation.desk is not None
    assert drafted(workstation.desk) == {people.mateo}
    lock.screen.unlock_button.click()
    assert not lock.locked
    assert form.isVisible()
    assert form.field("given").text().endswith(" Canarybird")
    page = window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    assert page.isVisible()


def test_control_l_locks_from_a_dialog_too_and_its_focus_returns(
    qtbot: QtBot, workstation: Workstation, form: MemberForm
) -> None:
    handle = form.windowHandle()
    lock = locking(workstation)
    lock.idle._watch(handle)
    field = form.field("given")
    QTest.keyClick(handle, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: lock.locked)
    assert not form.isVisible()
    lock.unlock()
    assert form.isVisible()
    assert form.focusWidget() is field


def test_while_it_is_locked_nothing_opens_and_no_key_reaches_what_is_below(
    qtbot: QtBot, workstation: Workstation, people: Sample
) -> None:
    window, lock = workstation.window, locking(workstation)
    lock.lock()
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert workstation.form(None) is None
    assert workstation.desk is not None
    workstation.desk.say("Mateo was saved.")
    workstation.edit_member(people.mateo)
    qtbot.waitUntil(lambda: visible() == [window])
    assert not window.toast.isVisible()
    lock.unlock()
    form = workstation.form(people.mateo)
    assert form is not None
    assert form.isVisible()


def test_a_question_that_blocks_ends_as_if_stepped_back_from(
    workstation: Workstation,
) -> None:
    lock, answers = locking(workstation), list[bool]()
    QTimer.singleShot(0, lock.lock)
    answers.append(ask_to_discard(workstation.window, 1))
    assert answers == [False]
    assert lock.locked
    lock.unlock()
    assert visible() == [workstation.window]


def test_only_the_passphrase_of_the_records_unlocks_where_one_was_asked(
    qtbot: QtBot, theme: Theme, speech: Speech, records: Database, people: Sample
) -> None:
    def check(passphrase: str) -> None:
        if passphrase != "correct horse":
            raise WrongKey("It does not open with this passphrase.")

    window = Window(theme)
    qtbot.addWidget(window, before_close_func=let_close)
    made = Workstation(window, InlineWorker(), theme, speech, lambda **_: None)
    made.wear(Settings())
    window.show()
    made.begin(Clinic(records, check_passphrase=check))
    lock = locking(made)
    lock.lock()
    screen = lock.screen
    assert screen is not None
    qtbot.keyClicks(screen.passphrase_field, "wrong")
    screen.unlock_button.click()
    assert lock.locked
    assert screen.passphrase_notice.text() == "It does not open with this passphrase."
    assert screen.passphrase_field.text() == ""
    qtbot.keyClicks(screen.passphrase_field, "correct horse")
    qtbot.keyClick(screen.passphrase_field, Qt.Key.Key_Return)
    assert not lock.locked


def test_idle_is_what_nobody_touches_whatever_the_program_does(qtbot: QtBot) -> None:
    window, clock = QWidget(), Clock()
    qtbot.addWidget(window)
    window.show()
    idle = Idle(window, clock)
    idle._watch(window.windowHandle())
    passed: list[bool] = []
    idle.passed.connect(lambda: passed.append(True))
    idle.allow(5)
    clock.minutes = 4
    QTest.mouseMove(window.windowHandle(), window.rect().center())
    clock.minutes = 8
    window.setWindowTitle("Changed by the program")
    window.resize(300, 200)
    QCoreApplication.processEvents()
    idle.look()
    assert passed == []
    clock.minutes = 9
    idle.look()
    assert passed == [True]
    idle.allow(0)
    clock.minutes = 1_000
    idle.look()
    assert passed == [True]
