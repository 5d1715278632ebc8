"""The Papers tab: the preview is the paper, every paper handed out is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hhdesk.care import disclosures
from hhdesk.care.confidentiality import Audience
from hhdesk.care.paper_orders import PaperKind
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.papers import PapersTab
from hhdesk.store.engine import Database
from tests.gui.sample import Sample


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, people: Sample) -> MemberPage:
    made = MemberPage(desk, people.mateo)
    made.read()
    qtbot.addWidget(made)
    made.resize(1170, 716)
    made.show()
    made.show_tab("papers")
    return made


@pytest.fixture
def tab(page: MemberPage) -> PapersTab:
    return page.papers


def chips(tab: PapersTab) -> list[str]:
    return [chip.text() for chip in tab.chips.findChildren(Chip) if chip.isVisible()]


def words(tab: PapersTab) -> str:
    document = tab.view.document
    pages = range(document.pageCount())
    return "\n".join(document.getAllText(page).text() for page in pages)


def test_the_preview_shows_the_paper_in_the_family_s_language_and_english(
    tab: PapersTab,
) -> None:
    assert tab.language_field.currentText() == "Spanish and English"
    assert tab.reader_label.text() == "Lucía Ruiz (mother)"
    assert tab.view.pages > 0
    assert tab.pages_label.text() == f"{tab.view.pages} pages"
    assert "Mateo" in words(tab)


def test_the_operator_is_told_what_is_withheld_and_the_paper_is_silent(
    tab: PapersTab,
) -> None:
    assert "1 item withheld for this reader" in chips(tab)
    assert "A safe place to call at night" not in words(tab)
    assert "withheld" not in words(tab)


def test_the_operator_is_told_what_is_not_checked(tab: PapersTab) -> None:
    assert any("not checked: in English" in chip for chip in chips(tab))
    tab.language_field.choose("en")
    assert not any("not checked" in chip for chip in chips(tab))


def test_a_choice_makes_the_paper_anew(tab: PapersTab) -> None:
    assert tab.made is not None
    before = tab.made.pdf
    tab.large_box.click()
    assert tab.made.pdf != before


def test_an_agency_is_named(tab: PapersTab) -> None:
    assert not tab.recipient_field.isVisible()
    tab.audience_field.choose(Audience.SCHOOL)
    assert tab.recipient_field.isVisible()
    tab.recipient_field.setText("Oakland USD")
    tab.recipient_field.editingFinished.emit()
    assert tab.made is not None
    assert tab.made.gathered.rows.reader_name == "Oakland USD"


def test_a_saved_paper_is_the_preview_s_bytes_and_is_recorded(
    tab: PapersTab, records: Database, tmp_path: Path, said: list[str]
) -> None:
    assert tab.made is not None
    made = tab.made
    path = tmp_path / "paper.pdf"
    tab.handing.save_to(path)
    assert path.read_bytes() == made.pdf
    with records.reading() as session:
        rows = disclosures.papers_of(session, tab.member_id)
        assert [row.number for row in rows] == [made.gathered.number]
        assert disclosures.paper_bytes(session, rows[0].id) == made.pdf
    assert rows[0].recipient == "Lucía Ruiz"
    assert said == ["Saved as paper.pdf."]


def test_each_paper_handed_out_has_a_number_of_its_own(
    tab: PapersTab, records: Database, tmp_path: Path
) -> None:
    tab.handing.save_to(tmp_path / "one.pdf")
    tab.handing.save_to(tmp_path / "two.pdf")
    with records.reading() as session:
        rows = disclosures.papers_of(session, tab.member_id)
    assert len({row.number for row in rows}) == 2


def test_a_place_that_cannot_be_written_is_said(tab: PapersTab, tmp_path: Path) -> None:
    tab.handing.save_to(tmp_path / "missing" / "paper.pdf")
    assert tab.notice.text() == "The file could not be written there."


def test_what_is_not_saved_is_not_on_the_paper_and_this_is_said(
    page: MemberPage, tab: PapersTab
) -> None:
    page.show_tab("care_plan")
    page.care_plan.about.what_matters.english.setPlainText("Only typed")
    page.show_tab("papers")
    tab.turned_to()
    tab.large_box.click()
    assert "Without what is not saved" in chips(tab)
    assert "Only typed" not in words(tab)
    page.care_plan.save()
    assert "Only typed" in words(tab)


def test_the_pages_grow_and_shrink(tab: PapersTab) -> None:
    width = tab.view.widget().width
    fitted = width()
    for _ in range(6):
        tab.larger_button.click()
    assert width() > fitted
    tab.fit_button.click()
    assert width() == fitted


def test_the_visit_list_is_chosen_like_the_plan(
    tab: PapersTab, records: Database, tmp_path: Path
) -> None:
    tab.paper_field.choose(PaperKind.VISIT_LIST)
    assert tab.made is not None
    assert "Our next visits" in words(tab)
    assert not tab.teach_back_box.isVisible()
    assert not tab.referral_field.isVisible()
    tab.handing.save_to(tmp_path / "list.pdf")
    with records.reading() as session:
        rows = disclosures.papers_of(session, tab.member_id)
    assert [row.kind for row in rows] == ["visit-list"]


def test_the_pediatricians_summary_is_english_and_names_the_practice(
    tab: PapersTab, records: Database, tmp_path: Path
) -> None:
    tab.paper_field.choose(PaperKind.CLINICIAN_SUMMARY)
    assert "Summary for the pediatrician" in words(tab)
    assert not tab.language_field.isVisible()
    assert not tab.qr_box.isVisible()
    tab.recipient_field.setText("Harbor Pediatrics")
    tab.recipient_field.editingFinished.emit()
    tab.handing.save_to(tmp_path / "summary.pdf")
    with records.reading() as session:
        [row] = disclosures.papers_of(session, tab.member_id)
    assert (row.kind, row.recipient) == ("clinician-summary", "Harbor Pediatrics")
    assert row.language == "en"
    tab.paper_field.choose(PaperKind.CARE_PLAN)
    assert tab.language_field.isVisible()


def test_a_slip_is_about_one_referral(tab: PapersTab, page: MemberPage) -> None:
    tab.paper_field.choose(PaperKind.NEXT_STEPS)
    assert tab.referral_field.isVisible()
    assert tab.referral_field.count() > 0
    assert "What happens next for Mateo" in words(tab)
    readers = {tab.audience_field.itemData(i) for i in range(2)}
    assert tab.audience_field.count() == 2
    assert readers == {Audience.FAMILY, Audience.YOUTH}


def test_a_referral_asks_for_its_slip(page: MemberPage, tab: PapersTab) -> None:
    referral_id = tab.referral_field.itemData(0)
    page.show_referral(referral_id)
    page.referrals.detail.paper_button.click()
    assert tab.isVisible()
    assert tab.made is not None
    assert tab.made.gathered.order.referral_id == referral_id


def test_a_child_without_a_referral_has_no_slip(
    qtbot: QtBot, desk: Desk, people: Sample
) -> None:
    page = MemberPage(desk, people.jonah)
    qtbot.addWidget(page)
    page.read()
    page.show()
    page.show_tab("papers")
    page.papers.paper_field.choose(PaperKind.NEXT_STEPS)
    assert page.papers.made is None
    assert "no open referral" in page.papers.notice.text()
    assert not page.papers.print_button.isEnabled()
    assert page.papers.view.pages == 0
    page.papers.paper_field.choose(PaperKind.CARE_PLAN)
    assert page.papers.made is not None
    assert page.papers.notice.text() == ""
