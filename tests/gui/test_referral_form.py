"""Beginning a referral: child, need, agency, what is shared, draft or sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care.confidentiality import Consenter, Segment
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import ReferralState as S
from hhdesk.care.referrals import Referral, ReferralEvent, Urgency
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.referral_detail import ReferralDetail
from hhdesk.gui.referral_edit import ReferralEdit
from hhdesk.gui.referral_form import NEW, ReferralForm, new_referral
from hhdesk.store.engine import Database
from tests.databases import OTHER_ID
from tests.gui.conftest import drafted
from tests.gui.sample import Sample


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[QWidget]:
    """What the form stands over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def form(desk: Desk, screen: QWidget, people: Sample) -> ReferralForm:
    return new_referral(desk, screen, people.mateo)


def fill(form: ReferralForm, /, **typed: str) -> None:
    for name, text in typed.items():
        field: Any = form.fields[name]
        if isinstance(field, Choice):
            field.choose(text)
            field.activated.emit(field.currentIndex())
            continue
        assert isinstance(field, QLineEdit)
        field.setText(text)
        field.textEdited.emit(text)


def line_of(form: ReferralForm, name: str) -> str:
    found: Any = form.findChild(object, f"{name}_notice")
    return "" if found.isHidden() else str(found.text())


def referrals(records: Database, member_id: UUID, need: str) -> list[Referral]:
    with records.reading() as session:
        found = session.scalars(
            select(Referral).where(
                Referral.member_id == member_id, Referral.need == need
            )
        )
        rows = list(found)
        session.expunge_all()
    return rows


def shared(form: ReferralForm) -> dict[str, str]:
    lines = form.shared_facts.lines()
    return dict(zip(lines[::2], lines[1::2], strict=True))


def test_a_draft_is_saved_with_need_agency_and_who_keeps_it(
    form: ReferralForm, records: Database, people: Sample, said: list[str]
) -> None:
    made: list[ReferralFacts] = []
    form.made.connect(made.append)
    assert form.member_field.name_label.text() == "Mateo Hernández Ruiz"
    fill(form, domain="dental", urgency="urgent", need="Dental care")
    fill(form, agency="La Clínica Dental", agency_phone="510-555-0161")
    fill(form, owner=str(OTHER_ID))
    assert form.save_button.text() == "Save as draft"
    form.save_button.click()
    (row,) = referrals(records, people.mateo, "Dental care")
    assert (row.state, row.urgency, row.owner_id) == (
        S.DRAFT,
        Urgency.URGENT,
        OTHER_ID,
    )
    assert made[0].id == row.id
    assert said == ["Saved as a draft."]


def test_the_child_is_found_by_name_where_none_is_given(
    desk: Desk, screen: QWidget, people: Sample, records: Database
) -> None:
    form = new_referral(desk, screen)
    fill(form, need="Food", agency="Food bank")
    form.save_button.click()
    assert form.member_notice.text() == "Choose the child."
    form.member_field.chosen.emit(people.jonah)
    assert form.member_field.name_label.text() == "Jonah Hern"
    assert shared(form)["Child"] == "Jonah Hern"
    form.save_button.click()
    assert len(referrals(records, people.jonah, "Food")) == 1
    assert drafted(desk) == set()


def test_what_is_missing_is_said_beside_the_field(form: ReferralForm) -> None:
    form.save_button.click()
    assert line_of(form, "need") == "Say what is needed."
    fill(form, need="Food")
    form.save_button.click()
    assert line_of(form, "need") == ""
    assert line_of(form, "agency") == "Enter the agency."
    form.reject()


def test_sending_needs_a_basis_and_saves_nothing_without(
    form: ReferralForm, records: Database, people: Sample, said: list[str]
) -> None:
    fill(form, need="Food", agency="Food bank")
    assert not form.sending_panel.isVisible()
    form.sent_field.click()
    assert form.sending_panel.isVisible()
    assert form.save_button.text() == "Save as sent"
    form.save_button.click()
    assert line_of(form, "basis") == "Say on what basis this is shared."
    assert referrals(records, people.mateo, "Food") == []
    assert form.values()["need"] == "Food"
    fill(form, basis="verbal", sending_way="phone")
    form.save_button.click()
    assert line_of(form, "interpreter") == "Enter the interpreter's name or number."
    fill(form, interpreter="4471")
    form.save_button.click()
    (row,) = referrals(records, people.mateo, "Food")
    assert row.state is S.SENT
    with records.reading() as session:
        event = session.scalars(
            select(ReferralEvent).where(
                ReferralEvent.referral_id == row.id,
                ReferralEvent.to_state == S.SENT,
            )
        ).one()
        assert (event.interpreter, event.reason) == ("4471", "phone")
    assert said == ["Sent to Food bank."]


def test_a_second_referral_of_the_same_warns_who_sent_the_first(
    form: ReferralForm, desk: Desk, people: Sample, records: Database
) -> None:
    fill(form, need="early  intervention", agency="regional center")
    form.look_for_twin()
    assert form.twin_notice.isVisible()
    assert form.twin_notice.text() == (
        "Somebody began the same on Nov 3, 2026. It stands at “Sent”."
    )
    opened: list[tuple[UUID, UUID]] = []
    desk.referral_wanted.connect(lambda *ids: opened.append(ids))
    (first,) = referrals(records, people.mateo, "Early intervention")
    form.twin_button.click()
    assert opened == [(people.mateo, first.id)]
    assert drafted(desk) == {people.mateo}


def test_other_needs_do_not_warn(form: ReferralForm) -> None:
    fill(form, need="Food", agency="Regional Center")
    form.look_for_twin()
    assert form.twin_panel.isHidden()
    form.reject()


def test_an_agency_used_before_is_completed_with_its_phone(
    desk: Desk, screen: QWidget, people: Sample
) -> None:
    first = new_referral(desk, screen, people.jonah)
    fill(first, need="Food", agency="Estuary Food Pantry", agency_phone="510-555-0165")
    first.save_button.click()
    form = new_referral(desk, screen, people.mateo)
    completer = form.agency_field.completer()
    assert completer is not None
    completer.setCompletionPrefix("pantry")
    assert completer.currentCompletion() == "Estuary Food Pantry"
    completer.activated.emit("Estuary Food Pantry")
    assert form.agency_phone_field.text() == "510-555-0165"
    form.reject()


def test_what_the_agency_is_told_is_shown_exactly(form: ReferralForm) -> None:
    fill(form, need="Food")
    assert shared(form) == {
        "Child": "Mateo Hernández Ruiz",
        "Birth date": "May 14, 2025",
        "Whom to call": "Lucía Ruiz (mother) · Spanish · only through us",
        "Interpreter needed": "Yes",
        "From": "Test Clinic · 510-555-0100",
        "Need": "Food",
        "How soon": "Routine",
    }
    form.reject()


def test_a_number_without_free_words_is_told_with_its_rule(
    desk: Desk, screen: QWidget, people: Sample
) -> None:
    form = new_referral(desk, screen, people.jonah)
    assert shared(form)["Whom to call"] == (
        "Beth Hern (mother) · 510-555-0170 · English"
    )
    form.reject()


def test_what_only_the_youth_consented_to_never_names_the_mother(
    desk: Desk, screen: QWidget, people: Sample
) -> None:
    form = new_referral(desk, screen, people.jonah)
    assert "Beth Hern" in shared(form)["Whom to call"]
    form.seal_field.segment.choose(Segment.MENTAL_HEALTH)
    form.seal_field.consenter.choose(Consenter.YOUTH)
    assert shared(form)["Whom to call"] == "Jonah Hern · 510-555-0171 · English"
    assert "Beth" not in " ".join(form.shared_facts.lines())
    form.reject()


def test_a_sealed_referral_is_not_sent_without_a_consent_for_its_agency(
    desk: Desk, screen: QWidget, people: Sample, records: Database
) -> None:
    form = new_referral(desk, screen, people.jonah)
    fill(form, need="Counselling", agency="Harbor Counselling")
    form.seal_field.segment.choose(Segment.MENTAL_HEALTH)
    form.seal_field.consenter.choose(Consenter.YOUTH)
    form.sent_field.click()
    fill(form, basis="youth")
    form.save_button.click()
    assert form.notice.text() == (
        "This is sealed, and no consent in force covers Harbor Counselling."
    )
    assert referrals(records, people.jonah, "Counselling") == []
    form.sent_field.click()
    form.save_button.click()
    (row,) = referrals(records, people.jonah, "Counselling")
    assert (row.segment, row.consenter) == (Segment.MENTAL_HEALTH, Consenter.YOUTH)


def test_a_form_that_nobody_touched_leaves_no_draft(
    form: ReferralForm, desk: Desk, said: list[str]
) -> None:
    form.reject()
    assert drafted(desk) == set()
    assert said == []


def test_what_was_typed_is_back_with_the_form(
    desk: Desk, screen: QWidget, people: Sample, said: list[str]
) -> None:
    form = new_referral(desk, screen)
    form.member_field.chosen.emit(people.mateo)
    fill(form, need="Respite care")
    form.reject()
    assert said == ["What you typed is kept."]
    assert drafted(desk) == {NEW}
    again = new_referral(desk, screen)
    assert again.restored.isVisible()
    assert again.values()["need"] == "Respite care"
    assert again.member_field.name_label.text() == "Mateo Hernández Ruiz"
    again.reject()


@pytest.fixture
def detail(qtbot: QtBot, desk: Desk, people: Sample, screen: QWidget) -> ReferralDetail:
    """A draft of Mateo's that was typed in a hurry."""
    first = new_referral(desk, screen, people.mateo)
    fill(first, domain="dental", need="Dental cars", agency="La Clinica")
    first.save()
    made = ReferralDetail(desk)
    qtbot.addWidget(made)
    made.resize(460, 760)
    made.show()
    return made


def change(detail: ReferralDetail) -> ReferralEdit:
    detail.edit_button.click()
    assert detail.form is not None
    return detail.form


def test_a_draft_typed_in_a_hurry_is_mended(
    detail: ReferralDetail, records: Database, people: Sample
) -> None:
    (row,) = referrals(records, people.mateo, "Dental cars")
    detail.show_referral(row.id)
    form = change(detail)
    assert form.fields.values()["need"] == "Dental cars"
    assert form.save_button.text() == "Save"
    assert not form.sending_card.isVisible()
    assert not form.twin_panel.isVisible()
    fill(form, need="Dental care", agency="La Clínica Dental", urgency="urgent")
    form.save()
    (mended,) = referrals(records, people.mateo, "Dental care")
    assert (mended.id, mended.agency) == (row.id, "La Clínica Dental")
    assert mended.urgency is Urgency.URGENT
    assert detail.need_label.text() == "Dental care"


def test_of_a_sent_referral_need_and_agency_stand(
    desk: Desk,
    detail: ReferralDetail,
    screen: QWidget,
    records: Database,
    people: Sample,
) -> None:
    sent = new_referral(desk, screen, people.jonah)
    fill(sent, need="Sports program", agency="Park district")
    sent.sent_field.click()
    fill(sent, basis="signed", sending_way="fax")
    sent.save()
    (row,) = referrals(records, people.jonah, "Sports program")
    detail.show_referral(row.id)
    form = change(detail)
    assert not form.fields["need"].isEnabled()
    assert not form.fields["agency"].isEnabled()
    fill(form, agency_phone="510-555-0177", owner=str(OTHER_ID))
    form.save()
    (after,) = referrals(records, people.jonah, "Sports program")
    assert (after.agency_phone, after.owner_id) == ("510-555-0177", OTHER_ID)
    assert after.state is S.SENT


def test_what_was_changed_and_not_saved_is_there_again(
    detail: ReferralDetail, records: Database, people: Sample
) -> None:
    (row,) = referrals(records, people.mateo, "Dental cars")
    detail.show_referral(row.id)
    form = change(detail)
    fill(form, need="Dental care")
    form.reject()
    assert change(detail).fields.values()["need"] == "Dental care"
