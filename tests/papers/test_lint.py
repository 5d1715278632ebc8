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
from tests.papers.samples import paper


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


def changed(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    with pikepdf.open(io.BytesIO(care_plan(paper()))) as document:
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
    ],
)
def test_each_fault_is_found(change: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    assert any(fault in found for found in changed(change))
