"""The lint finds what a paper lacks; a lint that never speaks proves nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.lint import faults
from hhdesk.papers.next_steps import draw_next_steps
from tests.papers.samples import paper
from tests.papers.slip_samples import next_steps


def test_a_bare_canvas_has_every_fault() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 72, "Hello")
    canvas.save()
    found = "\n".join(faults(file.getvalue()))
    for fault in (
        "does not say that it is tagged",
        "no language",
        "no structure",
        "neither content nor decoration",
        "/Helvetica is not embedded",
    ):
        assert fault in found


def changed(
    change: Callable[[pikepdf.Pdf], None], pdf: bytes | None = None
) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf or care_plan(paper()))) as document:
        change(document)
        saved = io.BytesIO()
        document.save(saved)
    return faults(saved.getvalue())


def elements(document: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [
        one
        for one in document.objects
        if isinstance(one, Dictionary) and one.get("/S") == f"/{tag}"
    ]


def without_alternative(document: pikepdf.Pdf) -> None:
    del elements(document, "Figure")[0].Alt


def without_scope(document: pikepdf.Pdf) -> None:
    del elements(document, "TH")[0].A


def odd_tag(document: pikepdf.Pdf) -> None:
    elements(document, "H1")[0].S = Name.Title


def lost_paragraph(document: pikepdf.Pdf) -> None:
    root = document.Root.StructTreeRoot.K
    root.K = Array(list(root.K)[1:])


def stray_cell(document: pikepdf.Pdf) -> None:
    elements(document, "P")[0].S = Name.TD


def without_text(document: pikepdf.Pdf) -> None:
    for font in document.pages[0].Resources.Font.values():
        del font.ToUnicode


def silent_link(document: pikepdf.Pdf) -> None:
    del document.pages[0].Annots[0].Contents


def skipped_heading(document: pikepdf.Pdf) -> None:
    elements(document, "H2")[0].S = Name.H3


def no_heading(document: pikepdf.Pdf) -> None:
    for tag in ("H1", "H2"):
        for one in elements(document, tag):
            one.S = Name.P


def silent_language(document: pikepdf.Pdf) -> None:
    del elements(document, "P")[3].Lang


def odd_scope(document: pikepdf.Pdf) -> None:
    elements(document, "TH")[0].A.Scope = Name.Sideways


def no_head(document: pikepdf.Pdf) -> None:
    for one in elements(document, "TH"):
        one.S = Name.TD


def short_row(document: pikepdf.Pdf) -> None:
    row = elements(document, "TR")[1]
    row.K = Array(list(row.K)[:2])


def stray_row(document: pikepdf.Pdf) -> None:
    elements(document, "TR")[1].S = Name.Div


def claimed_twice(document: pikepdf.Pdf) -> None:
    first, second = elements(document, "P")[:2]
    second.Pg, second.K = first.Pg, first.K


def wrong_way_back(document: pikepdf.Pdf) -> None:
    parents = document.Root.StructTreeRoot.ParentTree.Nums[1]
    parents[0], parents[1] = parents[1], parents[0]


def no_bookmarks(document: pikepdf.Pdf) -> None:
    del document.Root.Outlines


def two_titles(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = pikepdf.String("Another")


def two_documents(document: pikepdf.Pdf) -> None:
    elements(document, "Document")[0].S = Name.Part


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without_alternative, "no alternative text"),
        (without_scope, "no scope"),
        (odd_tag, "no standard structure type"),
        (lost_paragraph, "do not agree"),
        (stray_cell, "a TD stands in a Document"),
        (without_text, "does not say its text"),
        (silent_link, "annotation without words"),
        (skipped_heading, "an H3 follows an H1"),
        (no_heading, "no heading"),
        (silent_language, "a P has no language"),
        (odd_scope, "no scope"),
        (no_head, "a Table has no TH"),
        (short_row, "rows of several lengths"),
        (stray_row, "a Div stands in a Table"),
        (claimed_twice, "two elements claim"),
        (wrong_way_back, "leads to another element"),
        (no_bookmarks, "no bookmarks"),
        (two_titles, "two titles"),
        (two_documents, "not one Document"),
    ],
)
def test_each_fault_is_found(change: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    assert any(fault in found for found in changed(change)), changed(change)


def slip_changed(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    return changed(change, draw_next_steps(next_steps()).pdf)


def unnumbered(document: pikepdf.Pdf) -> None:
    del elements(document, "L")[0].A


def bodiless(document: pikepdf.Pdf) -> None:
    item = elements(document, "LI")[0]
    item.K = item.K[0]


def stray_label(document: pikepdf.Pdf) -> None:
    elements(document, "L")[0].S = Name.Sect


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (unnumbered, "does not say how it is numbered"),
        (bodiless, "not a label and a body"),
        (stray_label, "an LI stands in a Sect"),
    ],
)
def test_each_fault_of_a_list_is_found(
    change: Callable[[pikepdf.Pdf], None], fault: str
) -> None:
    found = slip_changed(change)
    assert any(fault.removeprefix("an ") in one for one in found), found
