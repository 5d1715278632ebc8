"""The member page's referrals: the open ones first, one of them in full."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import referral_acts
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_choices import ReferralAct as A
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_states import ReferralState as S
from hhdesk.care.referral_steps import Closing, Sharing, Told
from hhdesk.care.referrals import Referral
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.workstation import Workstation
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.sample import Sample

CALLED = Told(how_known="They called")


@pytest.fixture
def closed(records: Database, people: Sample) -> UUID:
    """Food, which the family chose not to have."""
    with records.transaction(ACTOR_ID) as session:
        food = ReferralDetails(Domain.SOCIAL_SUPPORT, "Food", "Food bank")
        made = referral_acts.create_and_send(
            session, people.mateo, food, Sharing(Basis.SIGNED)
        ).referral
        closing = Closing(S.FAMILY_CHOSE_NOT)
        referral_acts.close(session, made.id, closing, CALLED, seen=made.version)
        return made.id


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, people: Sample, closed: UUID) -> MemberPage:
    made = MemberPage(desk, people.mateo)
    made.read()
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    made.show_tab("referrals")
    return made


def early_start(records: Database, people: Sample) -> UUID:
    with records.reading() as session:
        found = session.scalars(
            select(Referral.id).where(
                Referral.member_id == people.mateo,
                Referral.need == "Early intervention",
            )
        )
        return found.one()


def test_the_open_ones_come_first_and_the_first_is_shown(page: MemberPage) -> None:
    tab = page.referrals
    assert tab.count_label.text() == "1 open"
    assert tab.outline.lines() == [
        "Open",
        "Early intervention, Regional Center, Sent, 6 days late",
        "Closed",
        "Food, Food bank, Family chose not to",
    ]
    assert tab.detail.need_label.text() == "Early intervention"


def test_choosing_another_shows_it(page: MemberPage, closed: UUID) -> None:
    page.referrals.outline.choose(closed)
    assert page.referrals.detail.need_label.text() == "Food"
    page.read()
    assert page.referrals.detail.need_label.text() == "Food"


def test_an_act_changes_the_list_and_the_overview_at_once(page: MemberPage) -> None:
    before = int(page.overview.to_do_card.count.text())
    detail = page.referrals.detail
    detail.acts.buttons[A.NO_HELP].click()
    dialog = detail.dialog
    assert dialog is not None
    dialog.fields.put(
        dialog.fields.values() | {"reason": "full", "next_step": "Ask in March"}
    )
    dialog.save_button.click()
    assert page.referrals.outline.lines()[0] == "Closed"
    assert page.overview.to_do_card.count.text() == str(before - 1)


def test_a_new_referral_of_this_child_is_chosen_when_it_is_saved(
    page: MemberPage,
) -> None:
    tab = page.referrals
    tab.new_button.click()
    assert tab.form is not None
    assert tab.form.member_field.name_label.text() == "Mateo Hernández Ruiz"
    tab.form.need_field.setText("Dental care")
    tab.form.agency_field.setText("La Clínica Dental")
    tab.form.save_button.click()
    assert tab.count_label.text() == "2 open"
    assert tab.detail.need_label.text() == "Dental care"


def test_the_overview_s_to_do_opens_the_referral(
    page: MemberPage, records: Database, people: Sample
) -> None:
    page.show_tab("overview")
    buttons = page.overview.to_do_card.findChildren(QPushButton)
    (opens,) = [
        button
        for button in buttons
        if button.accessibleName().startswith("Open: Early intervention")
    ]
    page.referrals.outline.choose(early_start(records, people))
    opens.click()
    assert page.pages.currentWidget() is page.referrals
    assert page.referrals.detail.need_label.text() == "Early intervention"


def test_a_child_without_referrals_is_offered_a_first_one(
    qtbot: QtBot, desk: Desk, people: Sample
) -> None:
    made = MemberPage(desk, people.jonah)
    made.read()
    qtbot.addWidget(made)
    made.show()
    made.show_tab("referrals")
    tab = made.referrals
    assert tab.empty_state.isVisible()
    assert tab.empty_state.title.text() == "No referrals yet"
    tab.empty_state.button.click()
    assert tab.form is not None
    assert tab.form.member_field.member_id == people.jonah
    tab.form.reject()


def test_a_referral_is_opened_from_anywhere_by_child_and_key(
    workstation: Workstation, people: Sample, closed: UUID
) -> None:
    assert workstation.desk is not None
    workstation.desk.referral_wanted.emit(people.mateo, closed)
    page = workstation.window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    assert page.pages.currentWidget() is page.referrals
    assert page.referrals.detail.need_label.text() == "Food"
