"""The Consents tab: a yes is written down, revoked at once, put on paper and signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from hhdesk.care import consents
from hhdesk.care.confidentiality import Audience, Segment
from hhdesk.care.consent_list import Standing
from hhdesk.care.consents import Basis
from hhdesk.care.documents import Attachment, Document, DocumentKind
from hhdesk.gui import days
from hhdesk.gui.consent_answers import ConsentPaper, RevokeDialog
from hhdesk.gui.consent_form import AWAITED, OTHER, ConsentForm
from hhdesk.gui.document_news import DocumentNews
from hhdesk.gui.draft_menu import KINDS
from hhdesk.gui.member_consents import REASONS, SHARED, MemberConsents
from hhdesk.gui.paper_sheet import PaperSheet
from hhdesk.gui.workstation import Workstation
from tests.gui.conftest import workday
from tests.gui.sample import Sample


@pytest.fixture(scope="module")
def workstation(
    qapp: QApplication,
    furnished: tuple[Path, Sample],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workstation]:
    """One window for all; each test takes a child of its own."""
    with workday(qapp, furnished[0], tmp_path_factory.mktemp("consents")) as made:
        yield made


@pytest.fixture(scope="module")
def children(people: Sample) -> Iterator[UUID]:
    return iter((people.mateo, people.jonah, *people.others))


@pytest.fixture
def tab(workstation: Workstation, children: Iterator[UUID]) -> MemberConsents:
    workstation.open_member(next(children), "consents")
    page: Any = workstation.window.pages.currentWidget()
    found = page.consents
    assert isinstance(found, MemberConsents)
    return found


@pytest.fixture
def undo(workstation: Workstation) -> Callable[[], None]:
    """Press Undo of what was said last."""
    said: list[Callable[[], None]] = []
    assert workstation.desk
    workstation.desk.said.connect(lambda _text, back, _word: said.append(back))
    return lambda: said[-1]()


def form_of(workstation: Workstation) -> ConsentForm:
    form = workstation.forms.consents.dialog
    assert isinstance(form, ConsentForm)
    return form


def standings(tab: MemberConsents) -> list[Standing]:
    return [line.standing for line in tab.found.lines] if tab.found else []


def in_force(workstation: Workstation, tab: MemberConsents) -> int:
    found: list[Any] = []
    assert workstation.desk
    workstation.worker.read(
        consents.active, tab._member_id, workstation.desk.today, then=found.append
    )
    return len(found[0])


def give(workstation: Workstation, tab: MemberConsents, basis: str) -> None:
    tab.begin_new()
    form = form_of(workstation)
    form.audience_field.pick([Audience.SCHOOL.value])
    form.given_by_field.pick([OTHER])
    form.basis_field.pick([basis])
    told = {"recipients": "Lincoln", "interpreter": "20417", "giver_name": "Ana"}
    form.fields.put({**form.fields.values(), **told})
    form._adapt()
    form.save()


def test_what_the_record_knows_is_asked_no_second_time(
    workstation: Workstation, tab: MemberConsents, undo: Callable[[], None]
) -> None:
    assert tab.pages.currentWidget() is tab.empty_state
    tab.empty_state.acted.emit()
    form = form_of(workstation)
    assert form.given_by_field.one == "Lucía Ruiz"
    assert form.basis_field.one == Basis.VERBAL.value
    name, pick = next(iter(form.recipient_picks.buttons.items()))
    pick.click()
    assert form.recipients_field.text() == name
    form.save()
    assert form.isVisible()
    form.fields.put({**form.fields.values(), "interpreter": "20417"})
    form.save()
    assert standings(tab) == [Standing.IN_FORCE]
    assert name in tab.open_card.lines()
    assert {"Given", "20417"} <= set(tab.chosen_card.lines())
    undo()
    assert standings(tab) == []


def test_a_consent_is_revoked_at_once_and_that_can_be_undone(
    workstation: Workstation, tab: MemberConsents, undo: Callable[[], None]
) -> None:
    give(workstation, tab, Basis.VERBAL.value)
    tab.revoke_button.click()
    dialog = workstation.forms.consents.dialog
    assert isinstance(dialog, RevokeDialog)
    dialog.fields.put({"giver_name": "", "given_on": days.typed(tab._desk.today)})
    dialog.save()
    assert dialog.isVisible()
    dialog.fields.put({"giver_name": "Ana", "given_on": days.typed(tab._desk.today)})
    dialog.save()
    assert standings(tab) == [Standing.REVOKED]
    assert in_force(workstation, tab) == 0
    assert not tab.revoke_button.isEnabled()
    undo()
    assert standings(tab) == [Standing.IN_FORCE]
    tab.renew_button.click()
    renewing: Any = workstation.forms.consents.dialog
    renewing.fields.put({**renewing.fields.values(), "basis": Basis.SIGNED.value})
    renewing.save()
    assert in_force(workstation, tab) == 2
    undo()
    assert in_force(workstation, tab) == 1
    tab.mistake_menu.actions()[REASONS.index(REASONS[0])].trigger()
    assert standings(tab) == []
    undo()
    assert in_force(workstation, tab) == 1


def test_a_printed_form_is_in_force_with_the_day_of_its_signature(
    workstation: Workstation, tab: MemberConsents, undo: Callable[[], None]
) -> None:
    give(workstation, tab, AWAITED)
    assert standings(tab) == [Standing.AWAITED]
    sheet = workstation.window.findChildren(PaperSheet)[-1]
    assert sheet.making.made is not None
    before = len(sheet.making.made.pdf)
    sheet.large_box.setChecked(True)
    assert len(sheet.making.made.pdf) != before
    sheet.print_button.setFocus()
    sheet.reject()
    tab.scan_button.click()
    dialog = workstation.forms.consents.dialog
    assert isinstance(dialog, ConsentPaper)
    filed = scan(workstation, tab)
    tab._desk.document_changed.emit(DocumentNews(tab._member_id))
    values = {"document": str(filed), "signed_on": ""}
    dialog.fields.put(values)
    dialog.save()
    assert dialog.isVisible()
    today = days.typed(tab._desk.today)
    dialog.fields.put({**values, "signed_on": today})
    dialog.save()
    assert standings(tab) == [Standing.IN_FORCE]
    assert tab.scan_button.text() == "Show the scan"
    undo()
    assert standings(tab) == [Standing.AWAITED]
    assert in_force(workstation, tab) == 0


def scan(workstation: Workstation, tab: MemberConsents) -> UUID:
    """A signed consent that somebody filed."""
    filed: list[UUID] = []

    def file(session: Any) -> UUID:
        one = Document(
            id=session.new_id(),
            member_id=tab._member_id,
            kind=DocumentKind.SIGNED_CONSENT,
        )
        session.add(one)
        session.flush()
        session.add(
            Attachment(id=session.new_id(), document_id=one.id, sha256="ab" * 32)
        )
        return one.id

    workstation.worker.run(file, then=filed.append)
    return filed[0]


def test_what_is_typed_of_a_consent_is_in_the_list_of_drafts(
    workstation: Workstation, tab: MemberConsents
) -> None:
    tab.begin_new()
    form = form_of(workstation)
    form.segments_field.buttons[Segment.MENTAL_HEALTH.value].click()
    form.reject()
    assert workstation.desk
    kept = [one for one in workstation.desk.drafts.all() if one.kind == "new consent"]
    [one] = [draft for draft in kept if draft.subject == tab._member_id]
    KINDS[one.kind][1](workstation.desk, one.subject)
    again = form_of(workstation)
    assert Segment.MENTAL_HEALTH.value in again.segments_field.picked
    again.restored.discard_wanted.emit()
    again.reject()
    tab.turn(SHARED)
    assert tab.pages.currentWidget() in (tab.shared, tab.nothing_shared)
