"""Every screen in every language: nothing is cut off, every control has a name."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hhdesk.care import booking
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.documents import DocumentKind
from hhdesk.care.front_desk_acts import DeskAct
from hhdesk.care.member_list_filter import MemberFilter, Whose
from hhdesk.care.open_loops import LoopKind
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.errors import DatabaseMissing, WrongKey
from hhdesk.gui import tab_order
from hhdesk.gui.application import Speech
from hhdesk.gui.appointment_calendar import AppointmentCalendarScreen
from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.chip import Chip
from hhdesk.gui.contact_form import ContactForm
from hhdesk.gui.contact_people import OTHER
from hhdesk.gui.front_desk import FrontDesk
from hhdesk.gui.gallery import Gallery
from hhdesk.gui.huddle import show_huddle
from hhdesk.gui.labels import ElidedLabel
from hhdesk.gui.member_page import TABS, MemberPage
from hhdesk.gui.member_preview import MemberPreview
from hhdesk.gui.members import MembersScreen
from hhdesk.gui.message_form import MessageForm
from hhdesk.gui.referral_form import new_referral
from hhdesk.gui.theme import Theme
from hhdesk.gui.today import TodayScreen
from hhdesk.gui.today_answer import AnswerDialog
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.gui.visit_card import VisitCard
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.gui.walk_in import WalkIn
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.gui.sample import Sample
from tests.stories.keyboard import heard

SPOKEN: list[Any] = [
    ("en", 100),
    ("es", 100),
    pytest.param(("en", 150), marks=pytest.mark.sweep),
    ("es", 150),
]
"""Spanish takes more room: what fits in it enlarged is seldom cut in English."""


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def clip(widget: QWidget) -> QRect:
    """The part of the widget that its parents let through, scrolling aside."""
    box = widget.rect()
    parent, at = widget.parentWidget(), QPoint(widget.pos())
    while parent is not None and not isinstance(parent.parent(), QScrollArea):
        inner = parent.rect().translated(-at)
        box = box.intersected(inner)
        if isinstance(parent.parentWidget(), QScrollArea) or parent.isWindow():
            break
        at += parent.pos()
        parent = parent.parentWidget()
    return box


def needed(widget: QWidget) -> tuple[int, int]:
    """Width and height that the words of a widget need."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        width = widget.width()
        longest = max(re.split(r"[\s\u200b]+", widget.text()), key=len)
        return (
            widget.fontMetrics().horizontalAdvance(longest),
            widget.heightForWidth(width),
        )
    hint = widget.minimumSizeHint()
    if isinstance(widget, QAbstractButton | Chip):
        hint = widget.sizeHint()
    return hint.width(), hint.height()


def cut_off(window: QWidget) -> list[str]:
    """What is shown in the window and does not fit."""
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton | Chip):
            continue
        # Hidden while its parents are being shown, a widget is both to Qt.
        shown = widget.isVisible() and not widget.isHidden()
        if not shown or isinstance(widget, ElidedLabel):
            continue
        words = widget.text() or ""
        if not words:
            continue
        width, height = needed(widget)
        room = clip(widget)
        if room.width() < width or room.height() < height:
            found.append(
                f"{widget.objectName()} {words!r}: {room.width()}x{room.height()} "
                f"of {width}x{height}"
            )
    return found


def nameless(window: QWidget) -> list[str]:
    """Controls of which a screen reader would say nothing."""
    return [
        f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}"
        for one in tab_order.stops(window)
        if not heard(one)
    ]


@pytest.fixture(params=SPOKEN, ids=lambda one: f"{one[0]}-{one[1]}")
def spoken(request: pytest.FixtureRequest, speech: Speech, theme: Theme) -> str:
    """The screens speak this language, in letters of this size."""
    language, percent = request.param
    theme.enlarge(percent / 100)
    speech.speak(language)
    settle()
    return str(language)


def check(window: QWidget) -> None:
    settle()
    assert cut_off(window) == []
    assert nameless(window) == []


def test_today_fits(spoken: str, workstation: Workstation) -> None:
    workstation.speak(spoken)
    window = workstation.window
    window.show_page(Page("today"))
    screen = window.pages.currentWidget()
    assert isinstance(screen, TodayScreen)
    settle()
    check(screen)
    screen.work.cards.press_number(6)
    check(screen)
    screen.work.show_all()
    for kind in (LoopKind.RENEWAL, LoopKind.ACTIVITY):
        key = next(one for one in screen.work.model.keys if one.kind is kind)
        screen.work.table.choose(screen.work.model.place(key))
        ask = screen.work.act if kind is LoopKind.RENEWAL else screen.work.snooze
        ask()
        dialog = screen.work.acts.dialog
        assert isinstance(dialog, AnswerDialog)
        dialog.fields["until"].field.setText("soon")
        dialog.save()
        check(dialog)
        dialog.reject()


def test_the_contact_form_fits(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    assert workstation.desk
    workstation.desk.contact_wanted.emit(people.jonah)
    form = workstation.forms.contacts.form(people.jonah)
    assert isinstance(form, ContactForm)
    form.people.buttons[OTHER].click()
    form.save()
    check(form)
    form.reject()


def test_the_members_fit(spoken: str, workstation: Workstation) -> None:
    workstation.speak(spoken)
    window = workstation.window
    window.show_page(Page("members"))
    screen = window.pages.currentWidget()
    assert isinstance(screen, MembersScreen)
    check(window)
    screen.search_field.setText("mateo")
    screen.ask()
    screen.preview_chosen()
    assert isinstance(screen.preview, MemberPreview)
    check(window)
    screen.search_field.setText("qqxxzz")
    screen.ask()
    check(window)


def test_the_members_filters_fit(spoken: str, workstation: Workstation) -> None:
    workstation.speak(spoken)
    window = workstation.window
    window.show_page(Page("members"))
    screen = window.pages.currentWidget()
    assert isinstance(screen, MembersScreen)
    screen.show_filter(MemberFilter(whose=Whose.MINE, languages=("es", "vi")))
    check(window)
    screen.acts.arrange_saved()
    screen.acts.dialog.keep()
    check(screen.acts.dialog)
    screen.acts.dialog.reject()
    screen.export()
    screen.acts.dialog.save_to(Path("none.csv"))
    check(screen.acts.dialog)
    screen.acts.dialog.reject()


@pytest.mark.parametrize("tab", TABS)
def test_the_member_s_page_fits(
    spoken: str, workstation: Workstation, people: Sample, tab: str
) -> None:
    workstation.speak(spoken)
    workstation.open_member(people.mateo, tab)
    page = workstation.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    check(workstation.window)
    if tab == "care_plan":
        for key in (("concern", 0), ("goal", 0)):
            page.care_plan.outline.choose(key)
            check(workstation.window)


def test_the_member_form_fits(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    for who in (people.mateo, None):
        workstation.edit_member(who)
        form = workstation.form(who)
        assert form is not None
        check(form)
        form.reject()


def test_the_referral_s_acts_fit(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    workstation.open_member(people.mateo, "referrals")
    page = workstation.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    detail = page.referrals.detail
    for act in detail.acts.buttons:
        detail.acts.chosen.emit(act)
        assert detail.dialog is not None
        check(detail.dialog)
        if act in (ReferralAct.GOT_HELP, ReferralAct.NO_HELP):
            detail.dialog.save()
            check(detail.dialog)
        detail.dialog.reject()


def test_the_referral_form_fits(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    form = new_referral(workstation.desk, workstation.window, people.mateo)
    form.need_field.setText("Early intervention")
    form.agency_field.setText("Regional Center")
    form.look_for_twin()
    form.sent_field.click()
    check(form)
    form.save_button.click()
    check(form)
    form.reject()


def test_the_calendar_fits(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    window = workstation.window
    window.show_page(Page("calendar"))
    screen = window.pages.currentWidget()
    assert isinstance(screen, AppointmentCalendarScreen)
    screen.show_everyone()
    screen.grid.turned.emit(1)
    check(window)
    (row,) = screen.grid.sheet.rows
    assert workstation.desk
    workstation.desk.visit_wanted.emit(VisitWish(row.id))
    card = workstation.appointments.dialog("card", row.id)
    assert isinstance(card, VisitCard)
    for act in (None, VisitAct.CALL_OFF, VisitAct.MISSED):
        if act is not None:
            card.begin(act)
        check(card)
    card.reject()


def test_the_appointment_form_fits(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    assert workstation.desk
    workstation.desk.booking_wanted.emit(BookingWish(member_id=people.mateo))
    form = workstation.appointments.dialog("form", people.mateo)
    assert isinstance(form, AppointmentForm)
    check(form)
    form.save()
    check(form)
    form.reject()


def test_the_front_desk_fits(
    spoken: str, workstation: Workstation, people: Sample
) -> None:
    workstation.speak(spoken)
    assert workstation.desk
    begin = workstation.worker.now()
    details = AppointmentDetails("Well visit", begin, begin + timedelta(minutes=30))
    workstation.worker.run(booking.book, people.mateo, details)
    screen = FrontDesk(workstation.desk)
    workstation.window.pages.addWidget(screen)
    workstation.window.pages.setCurrentWidget(screen)
    check(workstation.window)
    screen.card.begin(DeskAct.ARRIVE)
    screen.card.begin(DeskAct.ROOM)
    screen.card.do_button.click()
    check(workstation.window)
    opened = workstation.forms.front_desk
    screen.leave_message(DocumentKind.OTHER)
    assert isinstance(opened.dialog, MessageForm)
    opened.dialog.save()
    check(opened.dialog)
    opened.dialog.reject()
    screen.walk_in()
    assert isinstance(opened.dialog, WalkIn)
    opened.dialog.member_field.chosen.emit(people.mateo)
    check(opened.dialog)
    opened.dialog.reject()
    sheet = show_huddle(workstation.desk, workstation.window)
    check(sheet)
    sheet.reject()


def test_the_door_fits(spoken: str, workstation: Workstation) -> None:
    workstation.speak(spoken)
    opening = workstation.window.opening
    workstation.window.pages.setCurrentWidget(opening)
    for refusal in (WrongKey("Wrong."), DatabaseMissing("Missing.")):
        opening.refuse(refusal)
        check(workstation.window)


def test_every_part_of_the_screens_fits_in_every_state(
    spoken: str, qtbot: QtBot
) -> None:
    for page in Gallery().pages:
        qtbot.addWidget(page)
        page.show()
        settle()
        assert cut_off(page) == []


@pytest.mark.parametrize("percent", [150, 200])
def test_larger_text_grows_the_controls(
    theme: Theme, workstation: Workstation, percent: int
) -> None:
    button = workstation.window.new_button
    height = button.height()
    theme.enlarge(percent / 100)
    settle()
    assert button.height() > height
    assert cut_off(workstation.window.rail) == []
