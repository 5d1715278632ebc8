"""Printing sends the very pages that were previewed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from hhdesk.gui import printing
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.papers import PapersTab
from tests.gui.sample import Sample


def printed(view: PaperView, path: Path, first: int = 0, last: int = 0) -> int:
    """Print into a file; gives its pages."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFullPage(True)
    printer.setFromTo(first, last)
    assert printing.send(view.document, printer)
    result = QPdfDocument()
    result.load(str(path))
    return result.pageCount()


def test_all_pages_or_the_chosen_ones_are_printed(
    qtbot: QtBot, desk: Desk, people: Sample, tmp_path: Path
) -> None:
    page = MemberPage(desk, people.mateo)
    page.read()
    qtbot.addWidget(page)
    page.show()
    page.show_tab("papers")
    tab = page.papers
    assert isinstance(tab, PapersTab)
    pages = tab.view.pages
    assert pages >= 2
    assert printed(tab.view, tmp_path / "all.pdf") == pages
    assert printed(tab.view, tmp_path / "one.pdf", 2, 2) == 1
