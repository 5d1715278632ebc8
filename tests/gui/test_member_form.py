"""The member form: errors beside the field, nothing typed is lost, no doubles."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from hhdesk.care import members
from hhdesk.care.contact_points import Voicemail
from hhdesk.care.household import Caregiving, Housing, Relationship
from hhdesk.care.members import Member, MemberDetails
from hhdesk.gui import member_values
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.duplicate_list import why
from hhdesk.gui.member_form import NEW, MemberForm
from hhdesk.gui.threads import ThreadWorker
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID
from tests.gui.conftest import PLACE, drafted
from tests.gui.sample import Sample


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def form(home: QWidget, desk: Desk, people: Sample) -> MemberForm:
    """A new member's."""
    made = MemberForm(desk, None, home)
    made.show()
    return made


def text(form: MemberForm, **fields: str) -> None:
    for name, value in fields.items():
        field = form.field(name.replace("caregiver_", "caregiver."))
        line = getattr(field, "field", field)
        assert isinstance(line, QLineEdit)
        line.setText(value)
        line.textEdited.emit(value)


def choose(form: MemberForm, name: str, value: object) -> None:
    field = form.field(name)
    assert isinstance(field, Choice)
    field.choose(value)
    field.activated.emit(field.currentIndex())


def details(records: Database, member_id: UUID) -> MemberDetails:
    with records.reading() as session:
        return members.details(session, member_id)[0]


def test_a_new_member_is_saved_as_typed_and_opened(
    desk: Desk, form: MemberForm, records: Database, said: list[str]
) -> None:
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member_id, _tab: opened.append(member_id))
    text(form, given="Sofía", first_surname="Morales", birth_date="3/9/2019")
    text(form, cin="9000 1234 B", caregiver_given="Elena", caregiver_phone="5105550111")
    choose(form, "spoken", "es")
    choose(form, "caregiver.relationship", Relationship.GRANDMOTHER.value)
    choose(form, "caregiver.voicemail", Voicemail.NEVER.value)
    choose(form, "housing", Housing.SHELTER.value)
    form.save()
    saved = details(records, opened[0])
    assert saved.name.full == "Sofía Morales"
    assert saved.birth_date == date(2019, 3, 9)
    assert saved.cin == "90001234B"
    assert saved.languages.spoken == "es"
    assert saved.housing is Housing.SHELTER
    assert saved.caregiver is not None
    assert saved.caregiver.relationship is Relationship.GRANDMOTHER
    assert saved.caregiver.phone == "510-555-0111"
    assert saved.caregiver.safe_contact.voicemail is Voicemail.NEVER
    assert said == ["Sofía is saved."]
    assert not form.isVisible()
    assert drafted(desk) == set()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("cin", "123", "A Medi-Cal CIN is a 9, seven digits and a letter."),
        ("birth_date", "2/30/2020", "Enter the birth date, like 05/14/2025."),
        ("birth_date", "1/1/2100", "The birth date is in the future."),
        ("phone", "12", "This phone number is not complete."),
        ("caregiver_phone", "12", "This phone number is not complete."),
        ("mrn", "H-1042", "Another member already has this number."),
        ("given", "", "Enter a name."),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(
    form: MemberForm, name: str, value: str, sentence: str
) -> None:
    text(form, given="Sofía", birth_date="3/9/2019", caregiver_given="Elena")
    text(form, **{name: value})
    typed = form.values()
    form.save()
    line = form.notice_of(name.replace("caregiver_", "caregiver."))
    assert line is not None
    assert line.isVisible()
    assert line.text() == sentence
    assert form.values() == typed
    assert form.isVisible()
    assert form.save_button.isEnabled()


def test_a_mended_field_loses_its_error(form: MemberForm) -> None:
    text(form, given="Sofía", birth_date="3/9/2019", cin="1")
    form.save()
    text(form, cin="90001234B", given="")
    form.save()
    line = form.notice_of("cin")
    assert line is not None
    assert not line.isVisible()


def test_what_was_typed_is_there_again_after_the_form_was_closed(
    home: QWidget, desk: Desk, form: MemberForm, said: list[str]
) -> None:
    text(form, given="Sofía", birth_date="soon")
    form.reject()
    assert drafted(desk) == {NEW}
    assert said == ["What you typed is kept."]
    again = MemberForm(desk, None, home)
    again.show()
    assert again.values()["given"] == "Sofía"
    assert again.values()["birth_date"] == "soon"
    assert again.restored.text() == "Restored what you typed at 9:00 AM."
    again.restored.button.click()
    assert again.values() == member_values.blank()
    assert drafted(desk) == set()


def test_editing_shows_the_record_and_keeps_what_the_form_does_not_show(
    home: QWidget, desk: Desk, people: Sample, records: Database
) -> None:
    before = details(records, people.mateo)
    form = MemberForm(desk, people.mateo, home)
    assert form.values()["caregiver.phone"] == "510-555-0142"
    assert form.values()["birth_date"] == "05/14/2025"
    form.save()
    assert details(records, people.mateo) == before
    text(form, nickname="Teo")
    form._seen += 1
    form.save()
    assert details(records, people.mateo).name.nickname == "Teo"


def test_somebody_who_saved_meanwhile_is_told_and_the_text_stays(
    home: QWidget, desk: Desk, people: Sample, records: Database
) -> None:
    form = MemberForm(desk, people.mateo, home)
    form.show()
    with records.transaction(ACTOR_ID) as session:
        known, seen = members.details(session, people.mateo)
        members.update(session, people.mateo, known, seen)
    text(form, nickname="Teo")
    form.save()
    assert "Your text is kept." in form.notice.text()
    assert form.values()["nickname"] == "Teo"
    assert form.isVisible()


def test_a_possible_double_is_shown_while_typing(
    qtbot: QtBot, desk: Desk, form: MemberForm, people: Sample
) -> None:
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member_id, _tab: opened.append(member_id))
    text(form, given="mateo", first_surname="hernandez", birth_date="5/14/2025")
    qtbot.waitUntil(form.duplicates_panel.isVisible)
    assert form.duplicates.names() == ["Mateo Hernández Ruiz"]
    form.duplicates.open_wanted.emit(people.mateo)
    assert opened == [people.mateo]


def test_a_member_is_no_double_of_itself(
    qtbot: QtBot, home: QWidget, desk: Desk, people: Sample
) -> None:
    form = MemberForm(desk, people.mateo, home)
    form.show()
    text(form, nickname="Teo")
    form._look_for_duplicates()
    assert people.mateo not in {one.member_id for one in form.duplicates.found}


def test_a_twin_takes_the_household_over_and_what_was_typed_is_not_lost(
    desk: Desk, form: MemberForm, records: Database, people: Sample
) -> None:
    opened: list[UUID] = []
    desk.member_wanted.connect(lambda member_id, _tab: opened.append(member_id))
    text(form, given="Lucas", first_surname="Hernández", second_surname="Ruiz")
    text(form, birth_date="5/14/2025", caregiver_given="Lucia", city="Hayward")
    form._look_for_duplicates()
    (twin,) = form.duplicates.found
    assert why(twin).endswith("another given name")
    assert twin.sibling
    form.duplicates.household_wanted.emit(twin.member_id)
    assert form.household.text() == (
        "Lives with Mateo Hernández Ruiz: caregiver and address are taken over."
    )
    assert form.values()["city"] == "Oakland"
    form.household.button.click()
    assert form.values()["caregiver.given"] == "Lucia"
    assert form.values()["city"] == "Hayward"
    form.duplicates.household_wanted.emit(twin.member_id)
    form.save()
    with records.reading() as session:
        twins = (people.mateo, opened[0])
        homes = {session.get_one(Member, key).household_id for key in twins}
        mothers = [
            set(session.scalars(select(Caregiving.caregiver_id).where(mine)))
            for mine in [Caregiving.member_id == key for key in twins]
        ]
    assert len(homes) == 1
    assert mothers[0] >= mothers[1] != set()


def test_another_child_leaves_the_panel(form: MemberForm, people: Sample) -> None:
    text(form, given="mateo", first_surname="hernandez", birth_date="5/14/2025")
    form._look_for_duplicates()
    form.duplicates.another.emit(people.mateo)
    assert not form.duplicates_panel.isVisible()
    form._look_for_duplicates()
    assert form.duplicates.names() == []


def test_nothing_can_be_typed_before_the_record_is_there(
    qtbot: QtBot, home: QWidget, records: Database, people: Sample, theme: object
) -> None:
    worker = ThreadWorker()
    worker.use(records, ACTOR_ID)
    form = MemberForm(Desk(worker, PLACE), people.mateo, home)
    assert not form.area.isEnabled()
    qtbot.waitUntil(form.area.isEnabled)
    assert form.values()["given"] == "Mateo"
    worker.close()
