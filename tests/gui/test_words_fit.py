"""Every screen in every language: nothing is cut off, every control has a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
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
from hhdesk.gui.appointment_calendar import AppointmentCalendarScreen
from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.contact_form import ContactForm
from hhdesk.gui.contact_people import OTHER
from hhdesk.gui.front_desk import FrontDesk
from hhdesk.gui.gallery import Gallery
from hhdesk.gui.huddle import show_huddle
from hhdesk.gui.member_page import TABS, MemberPage
from hhdesk.gui.member_preview import MemberPreview
from hhdesk.gui.members import MembersScreen
from hhdesk.gui.message_form import MessageForm
from hhdesk.gui.referral_form import new_referral
from hhdesk.gui.today import TodayScreen
from hhdesk.gui.today_answer import AnswerDialog
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.gui.visit_card import VisitCard
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.gui.walk_in import WalkIn
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from tests.gui.conftest import workday
from tests.gui.fitting import SPOKEN, check, cut_off, settle
from tests.gui.sample import Sample


@pytest.fixture(scope="module", params=SPOKEN, ids=lambda one: f"{one[0]}-{one[1]}")
def workstation(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    furnished: tuple[Path, Sample],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workstation]:
    """A window that speaks this language in letters of this size, for all tests."""
    language, percent = request.param
    folder = tmp_path_factory.mktemp("words")
    with workday(qapp, furnished[0], folder, language, percent) as made:
        settle()
        yield made


def test_today_fits(workstation: Workstation) -> None:
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


def test_the_contact_form_fits(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    workstation.desk.contact_wanted.emit(people.jonah)
    form = workstation.forms.contacts.form(people.jonah)
    assert isinstance(form, ContactForm)
    form.people.buttons[OTHER].click()
    form.save()
    check(form)
    form.reject()


def test_the_members_fit(workstation: Workstation) -> None:
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


def test_the_members_filters_fit(workstation: Workstation) -> None:
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
    workstation: Workstation, people: Sample, tab: str
) -> None:
    workstation.open_member(people.mateo, tab)
    page = workstation.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    check(workstation.window)
    if tab == "care_plan":
        for key in (("concern", 0), ("goal", 0)):
            page.care_plan.outline.choose(key)
            check(workstation.window)


def test_the_member_form_fits(workstation: Workstation, people: Sample) -> None:
    for who in (people.mateo, None):
        workstation.edit_member(who)
        form = workstation.form(who)
        assert form is not None
        check(form)
        form.reject()


def test_the_referral_s_acts_fit(workstation: Workstation, people: Sample) -> None:
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


def test_the_referral_form_fits(workstation: Workstation, people: Sample) -> None:
    form = new_referral(workstation.desk, workstation.window, people.mateo)
    form.need_field.setText("Early intervention")
    form.agency_field.setText("Regional Center")
    form.look_for_twin()
    form.sent_field.click()
    check(form)
    form.save_button.click()
    check(form)
    form.reject()


def test_the_calendar_fits(workstation: Workstation, people: Sample) -> None:
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


def test_the_appointment_form_fits(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    workstation.desk.booking_wanted.emit(BookingWish(member_id=people.mateo))
    form = workstation.appointments.dialog("form", people.mateo)
    assert isinstance(form, AppointmentForm)
    check(form)
    form.save()
    check(form)
    form.reject()


def test_the_front_desk_fits(workstation: Workstation, people: Sample) -> None:
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


def test_the_door_fits(workstation: Workstation) -> None:
    opening = workstation.window.opening
    workstation.window.pages.setCurrentWidget(opening)
    for refusal in (WrongKey("Wrong."), DatabaseMissing("Missing.")):
        opening.refuse(refusal)
        check(workstation.window)


def test_every_part_of_the_screens_fits_in_every_state(
    workstation: Workstation, qtbot: QtBot
) -> None:
    for page in Gallery().pages:
        qtbot.addWidget(page)
        page.show()
        settle()
        assert cut_off(page) == []
