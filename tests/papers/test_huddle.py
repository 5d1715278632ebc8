"""The morning meeting's sheet: what staff read on it, one visit or forty."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from hhdesk.care.open_loops import Whose
from hhdesk.care.person import Languages
from hhdesk.papers.huddle import draw_huddle
from hhdesk.papers.huddle_input import HuddlePaper
from hhdesk.papers.lint import faults
from tests.papers.extraction import told
from tests.papers.huddle_samples import FIRST, huddle


def text(paper: HuddlePaper) -> str:
    joined = "\n".join(one.text for one in told(draw_huddle(paper).pdf))
    return joined.replace("\u00a0", " ").replace("\u202f", " ")


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_the_sheet_says_who_comes_what_is_open_and_whose_it_is() -> None:
    words = text(huddle())
    for said in (
        "Huddle: the team of Rosa Delgado",
        "For staff. Do not leave on a desk",
        "Monday, November 23, 2026",
        "8:30 AM",
        "Mateo Hernández Ruiz",
        "18 months · called Teo",
        "Spanish, interpreter",
        "Interpreter: not arranged",
        "Ride: arranged",
        "☐ Missed on Oct 29, not booked again · He may come with his sister",
        "21 days late → Grace Lin",
        "and 2 more",
        "Hospital admission · Bayside Children's Hospital · since November 21, 2026",
        "and 3 more",
    ):
        assert said in words


def test_on_ones_own_sheet_nobody_is_told_that_it_is_theirs() -> None:
    own = replace(FIRST, open=(replace(FIRST.open[0], owner="Rosa Delgado"),))
    words = text(huddle(whose=Whose.MINE, lines=(own,), stays=(), overdue=()))
    assert "Huddle: Rosa Delgado" in words
    assert words.count("Rosa Delgado") == 1
    assert "Nothing is overdue." in words


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("visits", [0, 1, 40])
def test_any_number_of_visits_is_a_paper_in_order(visits: int, language: str) -> None:
    long = replace(
        FIRST,
        child="Guadalupe de los Ángeles Hernández-Villanueva y Ruiz",
        title="Follow-up after the emergency visit for asthma with breathing test",
        speaks=Languages("hmn", "hmn"),
    )
    lines = (FIRST, long) * (visits // 2) + (FIRST,) * (visits % 2)
    pdf = draw_huddle(huddle(language=language, lines=lines)).pdf
    assert faults(pdf) == []
    assert pages(pdf) <= 1 + visits // 10


def test_spanish_staff_read_spanish_alone() -> None:
    words = text(huddle(language="es"))
    assert "lunes, 23 de noviembre de 2026" in words
    assert "Monday" not in words
    assert "18 meses" in words
