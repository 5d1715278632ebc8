"""Every screen in every language: nothing is cut off, every control has a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from hhdesk.care import answer_sheets, booking, care_plans, plan_merging
from hhdesk.care.answer_sheets import Asking, SheetRow
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.consents import Basis
from hhdesk.care.documents import DocumentKind
from hhdesk.care.front_desk_acts import DeskAct
from hhdesk.care.member_list_filter import MemberFilter, Whose
from hhdesk.care.open_loops import LoopKind
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.translations import Pair
from hhdesk.errors import DatabaseMissing, WrongKey
from hhdesk.gui import consent_news
from hhdesk.gui.appointment_calendar import AppointmentCalendarScreen
from hhdesk.gui.appointment_form import AppointmentForm
from hhdesk.gui.checking import Checking
from hhdesk.gui.conflict_card import Chosen
from hhdesk.gui.consent_news import ConsentWish
from hhdesk.gui.contact_people import OTHER
from hhdesk.gui.document_news import DocumentWish
from hhdesk.gui.front_desk import FrontDesk
from hhdesk.gui.gallery import Gallery
from hhdesk.gui.hospital_import import begin_import
from hhdesk.gui.huddle import show_huddle
from hhdesk.gui.intake import Intake
from hhdesk.gui.member_consents import CONSENTS, SHARED
from hhdesk.gui.member_page import TABS, MemberPage
from hhdesk.gui.member_preview import MemberPreview
from hhdesk.gui.members import MembersScreen
from hhdesk.gui.message_form import MessageForm
from hhdesk.gui.phrase_picker import PhrasePicker
from hhdesk.gui.plan_compare import PlanCompare
from hhdesk.gui.plan_conflicts import PlanConflicts
from hhdesk.gui.plan_history import PlanHistory
from hhdesk.gui.plan_sign import PlanSign
from hhdesk.gui.plan_stage_bar import PlanAct, PlanStageBar
from hhdesk.gui.plan_stop import PlanStop
from hhdesk.gui.plan_version import PlanVersion
from hhdesk.gui.referral_form import new_referral
from hhdesk.gui.shots_stays import message
from hhdesk.gui.template_picker import TemplatePicker
from hhdesk.gui.today import TodayScreen
from hhdesk.gui.today_answer import AnswerDialog
from hhdesk.gui.translation_work import TranslationWork
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.gui.visit_card import VisitCard
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.gui.walk_in import WalkIn
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation
from hhdesk.gui.wrap_up import WrapUp
from tests.gui.conftest import PLACE, workday
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


def test_the_translations_fit(workstation: Workstation, people: Sample) -> None:
    window, desk = workstation.window, workstation.desk
    assert desk
    desk.translations_wanted.emit(people.mateo, None)
    screen = window.pages.currentWidget()
    assert isinstance(screen, TranslationWork)
    assert screen.line
    screen.line.family_field.setPlainText("A los 7 años")
    check(window)
    screen.line.family_field.setPlainText(screen.line.row.pair.family)
    for make, button in (
        (screen.send, "save_button"),
        (screen.take_answer, "take_button"),
    ):
        make()
        screen.dialog.findChild(QPushButton, button).click()
        check(screen.dialog)
        screen.dialog.reject()
    desk.checking_wanted.emit("", "")
    checking = window.pages.currentWidget()
    assert isinstance(checking, Checking)
    check(window)
    desk.look_at(replace(PLACE, languages=("es",)))
    checking.refill()
    checking.ask()
    check(window)
    desk.look_at(PLACE)


def test_the_history_and_answers_fit(workstation: Workstation, people: Sample) -> None:
    workstation.open_member(people.mateo, "history")
    page = workstation.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    page.history.choose_days(date(2026, 1, 1), None)
    check(page.history)
    page.history.print_button.click()
    check(page.papers)
    sheets: list[SheetRow] = []
    asking = Asking("es", "Marisol 4471", "Lucía Ruiz")
    begin = answer_sheets.begin, people.mateo, "phq_9", asking
    workstation.worker.run(*begin, then=sheets.append)
    assert workstation.desk
    workstation.desk.answers_wanted.emit(sheets[0].id)
    view = workstation.forms.intakes.view
    check(view)
    view.reject()


def test_the_sheet_of_a_call_fits(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    workstation.desk.contact_wanted.emit(people.mateo)
    sheet = workstation.forms.calls.sheet(people.mateo)
    assert isinstance(sheet, WrapUp)
    sheet.contact.people.buttons[OTHER].click()
    check(sheet)
    for fold in sheet.folds:
        fold.enter()
    line = next(iter(sheet.referrals.lines.values()))
    line.put({"act": ReferralAct.GOT_HELP.value})
    next(iter(sheet.steps.lines.values())).picks.buttons["completed"].click()
    sheet.visits.new_button.click()
    sheet.consent.put({"consent": {"audience": "school"}})
    sheet.barrier.put({"barrier": {"kind": "cost"}})
    sheet.save()
    check(sheet)
    sheet.reject()


def test_the_enrollment_fits(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    workstation.desk.enrollment_wanted.emit(people.mateo)
    opened = workstation.forms.enrollments
    dialog = opened.dialog
    check(dialog)
    dialog.enter()
    check(dialog.form)
    dialog.form.save()
    check(dialog)
    for to in (None, SegmentState.ENDED):
        dialog.step(to)
        dialog.form.save()
        check(dialog.form)
        dialog.form.reject()
    dialog.program_button.click()
    check(opened.program)
    row = next(r for r in opened.program._page.facts if r.fact.id == "attempt_ways")
    opened.program.confirm(row)
    opened.program.form.save()
    check(opened.program.form)
    opened.program.form.reject()
    opened.program.accept()
    dialog.take_back()
    dialog.accept()


def test_the_hospital_stays_fit(
    workstation: Workstation, people: Sample, tmp_path: Path
) -> None:
    desk = workstation.desk
    assert desk
    workstation.open_member(people.others[0], "stays")
    check(workstation.window)
    desk.stay_wanted.emit(people.others[0])
    form = workstation.forms.stays.dialog
    form.fields.put({**form.values(), "status": "finished", "kind": "inpatient"})
    form.save()
    check(form)
    form.fields.put({**form.values(), "place": "Children's Hospital Oakland"})
    form.save()
    check(workstation.window)
    told = message(("A01", "LEE^NOA", "20250514", "M", "88201", "I"), "20261121")
    (tmp_path / "messages.hl7").write_text(told, "utf-8")
    dialog = begin_import(desk, workstation.window)
    dialog.take([tmp_path])
    check(dialog)
    dialog.matching_button.click()
    check(workstation.window)


def test_the_intake_fits(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    workstation.desk.intake_wanted.emit(people.jonah)
    asking = workstation.forms.intakes.dialog
    assert isinstance(asking, Intake)
    asking.start.choose(3)
    check(asking)
    asking.go_on()
    for _ in range(8):
        assert asking.page
        asking.page.press(2)
        check(asking)
        asking.go_on()
    asking.page.press(2)
    asking.go_on()
    check(asking)
    assert asking.safety
    asking.safety.go_on_button.click()
    asking.go_on()
    assert asking.end
    check(asking)
    asking.reject()


def test_the_documents_fit(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    workstation.desk.document_form_wanted.emit(DocumentWish(people.jonah))
    form = workstation.forms.documents.dialog
    form.save()
    check(form)
    form.reject()
    workstation.desk.document_view_wanted.emit(people.jonah)
    check(workstation.forms.documents.dialog)
    workstation.forms.documents.dialog.reject()


def test_the_consents_fit(workstation: Workstation, people: Sample) -> None:
    workstation.open_member(people.jonah, "consents")
    window, asked = workstation.window, workstation.desk
    assert asked
    check(window)
    asked.consent_wanted.emit(ConsentWish(people.jonah))
    dialogs = workstation.forms.consents
    form = dialogs.dialog
    form.basis_field.buttons[Basis.COURT.value].click()
    form.save()
    check(form)
    form.fields.put({**form.fields.values(), "form": "JV-220"})
    form.save()
    check(window)
    page: Any = window.pages.currentWidget()
    key = page.consents.chosen.id
    for act in (consent_news.REVOKE, consent_news.ATTACH):
        asked.consent_wanted.emit(ConsentWish(consent_id=key, act=act))
        dialogs.dialog.save()
        check(dialogs.dialog)
        dialogs.dialog.reject()
    page.consents.turn(SHARED)
    check(window)
    page.consents.turn(CONSENTS)


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
        button = page.care_plan.goal.activities.editors[0].seal_button
        button.ask()
        assert button.dialog is not None
        button.dialog.editor.segment.setCurrentIndex(1)
        check(button.dialog)
        button.dialog.reject()


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


def test_the_plan_s_pickers_fit(workstation: Workstation, people: Sample) -> None:
    assert workstation.desk
    window = workstation.window
    picker = TemplatePicker(workstation.desk, people.mateo, parent=window)
    picker.open()
    picker.add()
    check(picker)
    picker.list.setCurrentIndex(picker.list.model().index(7, 0))
    check(picker)
    picker.reject()
    phrases = PhrasePicker(workstation.desk, people.mateo, window)
    phrases.begin(window.quick_find.field)
    check(phrases)
    phrases.search_field.setText("doctor said")
    phrases.choose()
    phrases.put()
    check(phrases)
    phrases.hide()


def test_a_plan_s_signatures_and_versions_fit(
    workstation: Workstation, people: Sample
) -> None:
    assert workstation.desk
    desk, window = workstation.desk, workstation.window
    plans: list[PlanRow] = []
    desk.worker.read(care_plans.current, people.mateo, then=plans.append)
    (plan,) = plans
    bar = PlanStageBar(desk, people.mateo, window)
    bar.put(plan, dirty=False)
    bar.resize(900, bar.sizeHint().height())
    bar.show()
    bar.do(PlanAct.REVIEW)
    check(bar)
    bar.sign()
    sheet = bar.dialog
    assert isinstance(sheet, PlanSign)
    for method in (SigningMethod.SCREEN, SigningMethod.PHONE):
        sheet.method_choice.button(method).click()
        check(sheet)
    sheet.save()
    check(sheet)
    sheet.method_choice.button(SigningMethod.PAPER).click()
    sheet.save()
    check(sheet)
    sheet.reject()
    bar.do(PlanAct.REDRAFT)
    bar.stop()
    assert isinstance(bar.dialog, PlanStop)
    bar.dialog.save()
    check(bar.dialog)
    bar.dialog.reject()
    bar.close()
    history = PlanHistory(desk, people.mateo, window)
    history.resize(360, 600)
    history.show()
    history.refresh()
    check(history)
    history.close()
    for dialog in (
        PlanVersion(desk, window, people.mateo, 1),
        PlanCompare(desk, window, people.mateo, 1, 1),
    ):
        dialog.show()
        check(dialog)
        dialog.reject()


def test_two_words_in_one_place_of_a_plan_fit(
    workstation: Workstation, people: Sample
) -> None:
    assert workstation.desk
    desk, window = workstation.desk, workstation.window
    plans: list[PlanRow] = []
    desk.worker.read(care_plans.current, people.mateo, then=plans.append)
    (plan,) = plans
    mine, theirs = (
        replace(plan.content, strengths=Pair(words, words), review_on=day)
        for words, day in (("He sings", date(2027, 1, 2)), ("He drums", None))
    )
    panel = PlanConflicts(desk, people.mateo, window)
    panel.resize(900, 600)
    panel.show()
    found = plan_merging.merge(plan.content, mine, theirs)
    panel.put(found, replace(plan, content=theirs))
    panel.conflicts[0].choose(Chosen.HAND)
    panel.finish()
    check(panel)
    panel.close()


def test_the_review_meeting_fits(workstation: Workstation, people: Sample) -> None:
    desk, opened = workstation.desk, workstation.forms.meetings
    assert desk
    desk.meeting_wanted.emit(people.mateo)
    check(opened.dialog)
    opened.dialog.begin()
    meeting = opened.dialog
    meeting.showNormal()
    meeting.resize(1366, 768)
    for _ in range(meeting.pages.count()):
        check(meeting)
        meeting.turn(1)
    meeting.reject()
    desk.consenters_wanted.emit(people.mateo)
    check(opened.dialog)
    opened.dialog.reject()


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
