"""The Family and Notes tabs: what the person sees, answers in place and undoes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from hhdesk.care import family_caregivers, note_acts
from hhdesk.care.confidentiality import SEGMENT_WORDS, Seal, Segment
from hhdesk.care.contact_points import ContactPointRow, SafeContact, Voicemail
from hhdesk.care.family_rows import FamilyCaregiver
from hhdesk.care.household import Authority, Relationship
from hhdesk.care.notes import NOTE_WORDS, NoteDetails, NoteKind
from hhdesk.care.person import Name
from hhdesk.gui.caregiver_form import CaregiverForm
from hhdesk.gui.choice import Choice
from hhdesk.gui.family_block import FamilyBlock, PhoneRow
from hhdesk.gui.family_wish import (
    CAREGIVER,
    CUSTODY,
    HOME,
    NEW_CAREGIVER,
    NEW_TEAM,
    OWN_CONTACT,
    FamilyWish,
)
from hhdesk.gui.family_words import OUT_REASONS
from hhdesk.gui.member_family import MemberFamily
from hhdesk.gui.member_notes import MemberNotes
from hhdesk.gui.note_pane import REASONS
from hhdesk.gui.note_wish import NEW, NoteWish
from hhdesk.gui.workstation import Workstation
from hhdesk.i18n import _
from tests.gui.conftest import workday
from tests.gui.fitting import check, settle
from tests.gui.sample import Sample

RULE = SafeContact(
    Voicemail.CALLBACK_ONLY,
    "Say you are the pharmacy. Never after six: her husband listens to the machine.",
)
ELENA = FamilyCaregiver(
    Name("Elena", "Quiñones"),
    Relationship.GRANDMOTHER,
    Authority.NONE,
    phones=(ContactPointRow("510-555-0177", safe_contact=RULE),),
    note="Sundays only",
)


@pytest.fixture(scope="module", params=[("en", 100), ("es", 150)], ids=str)
def workstation(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    furnished: tuple[Path, Sample],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workstation]:
    """One window for all tests of a language."""
    language, percent = request.param
    folder = tmp_path_factory.mktemp("family")
    with workday(qapp, furnished[0], folder, language, percent) as made:
        yield made


def tab(workstation: Workstation, child: UUID, name: str) -> Any:
    workstation.open_member(child, name)
    return getattr(workstation.window.pages.currentWidget(), name)


def undo(workstation: Workstation) -> None:
    workstation.window.toast.undo_button.click()


def texts(widget: QWidget) -> str:
    return " ".join(
        str(one.property("text") or one.accessibleName())
        for one in widget.findChildren(QWidget)
        if not one.isHidden()
    )


def test_the_family_is_seen_answered_in_place_and_undone(
    workstation: Workstation, people: Sample
) -> None:
    desk, child = workstation.desk, people.jonah
    assert desk
    desk.worker.run(family_caregivers.add, child, ELENA)
    family = tab(workstation, child, "family")
    assert isinstance(family, MemberFamily)
    settle()
    check(family)
    (block,) = (
        one
        for one in family.findChildren(FamilyBlock)
        if "Elena" in texts(one) and not one.isHidden()
    )
    # The whole rule stands before the number, for eyes and for ears.
    row = block.findChild(PhoneRow)
    assert row is not None
    assert texts(row).index("pharmacy") < texts(row).index("510-555-0177")
    heard = row.number.accessibleName()
    assert heard.index("pharmacy") < heard.index("510-555-0177")
    elena = next(
        one for one in family.page.caregivers if one.details.name.given == "Elena"
    )
    choice = family.findChild(Choice, f"school-{elena.id}")
    choice.setFocus()
    choice.choose("yes")
    choice.activated.emit(1)
    assert family.page.caregivers[-1].details.education_rights is True
    undo(workstation)
    assert family.page.caregivers[-1].details.education_rights is None
    many = len(family.page.caregivers)
    family.acts.remove(family.page.caregivers[-1], OUT_REASONS[0])
    assert len(family.page.caregivers) == many - 1
    undo(workstation)
    assert len(family.page.caregivers) == many


def test_each_form_of_the_family_fits_and_keeps_what_is_typed(
    workstation: Workstation, people: Sample
) -> None:
    desk, child = workstation.desk, people.jonah
    assert desk
    family = tab(workstation, child, "family")
    place = family.page.caregivers[0].place_id
    assert place is not None
    dialogs = workstation.forms.families
    for draft, subject in (
        (CAREGIVER, place),
        *((one, child) for one in (OWN_CONTACT, HOME, CUSTODY, NEW_TEAM)),
    ):
        desk.family_form_wanted.emit(FamilyWish(draft, subject))
        check(dialogs.dialog)
        dialogs.dialog.reject()
    desk.family_form_wanted.emit(FamilyWish(NEW_CAREGIVER, child))
    form = dialogs.dialog
    assert isinstance(form, CaregiverForm)
    form.fields["given"].setText("Rosario")
    form.phones.add()
    form.phones.lines[0].number.setText("555")
    form._typed()
    form.save()
    assert form.phones.lines[0].wrong.text()
    check(form)
    form.reject()
    desk.family_form_wanted.emit(FamilyWish(NEW_CAREGIVER, child))
    again = dialogs.dialog
    assert again.phones.lines[0].number.text() == "555"
    again.phones.lines[0].number.setText("5105550133")
    again.save()
    assert [one.details.phones[0].value for one in family.page.caregivers][-1] == (
        "510-555-0133"
    )
    undo(workstation)
    names = {one.details.name.given for one in family.page.caregivers}
    assert "Rosario" not in names


def test_private_words_are_covered_until_somebody_asks(
    workstation: Workstation, people: Sample
) -> None:
    desk, child = workstation.desk, people.others[0]
    assert desk
    for told in (
        NoteDetails("Reported at three", NoteKind.MANDATED_REPORT),
        NoteDetails("She feels unsafe", seal=Seal(Segment.FAMILY_SAFETY)),
    ):
        desk.worker.run(note_acts.write, child, told)
    notes = tab(workstation, child, "notes")
    assert isinstance(notes, MemberNotes)
    settle()
    check(notes)
    said = {notes.model.words(row, 1) for row in notes.rows or () if row.private}
    assert said == {_("Private")}
    told = texts(notes)
    hidden = NOTE_WORDS[NoteKind.MANDATED_REPORT], SEGMENT_WORDS[Segment.FAMILY_SAFETY]
    assert not any(_(words) in told for words in hidden)
    assert "unsafe" not in texts(notes.pane)
    notes.search_field.setText("UNSAFE")
    notes.sift()
    assert len(notes.shown) == 1
    assert "unsafe" not in texts(notes.pane)
    notes.table.opened.emit()
    settle()
    assert "unsafe" in texts(notes.pane)
    notes.search_field.clear()
    notes.sift()
    many = len(notes.shown)
    notes.pane.take_back(REASONS[0])
    assert len(notes.shown) == many - 1
    undo(workstation)
    assert len(notes.shown) == many


def test_a_mandated_report_cannot_be_for_others(
    workstation: Workstation, people: Sample
) -> None:
    desk = workstation.desk
    assert desk
    desk.note_wanted.emit(NoteWish(NEW, people.others[0]))
    form = workstation.forms.notes.dialog
    form.fields.put({**form.values(), "kind": NoteKind.MANDATED_REPORT.value})
    form._typed()
    assert form.staff_only_field.isChecked()
    assert not form.staff_only_field.isEnabled()
    form.save()
    assert form.isVisible()
    check(form)
    form.text_field.setPlainText("Called the county")
    form.save()
    notes = tab(workstation, people.others[0], "notes")
    assert notes.chosen.staff_only


def test_a_contact_is_taken_back_and_comes_again(
    workstation: Workstation, people: Sample
) -> None:
    notes = tab(workstation, people.mateo, "notes")
    notes.filters.button("contacts").click()
    before = notes.shown
    notes.table.choose(0)
    assert not notes.pane.change_button.isVisible()
    notes.pane.take_back(REASONS[1])
    assert len(notes.shown) == len(before) - 1
    undo(workstation)
    assert [row.id for row in notes.shown] == [row.id for row in before]
