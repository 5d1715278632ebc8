"""The themes: readable, switched at run time, one place for colours."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from hhdesk.gui import icons, style, tokens
from hhdesk.gui.theme import CHOICES, Theme, current, palette
from hhdesk.gui.tokens import DARK, LIGHT, TEXT_ON_GROUND, THEMES, TONES, contrast

READABLE = 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_words_are_readable_on_every_ground(
    theme: tokens.Tokens, ink: str, ground: str
) -> None:
    assert contrast(theme.ink(ink), getattr(theme, ground)) >= READABLE


@pytest.mark.parametrize(("theme", "tone"), list(product(THEMES.values(), TONES)))
def test_a_tone_is_readable_on_its_ground_and_on_every_page(
    theme: tokens.Tokens, tone: str
) -> None:
    mine = theme.tone(tone)
    for ground in (mine.ground, theme.surface, theme.window, theme.accent_soft):
        assert contrast(mine.ink, ground) >= READABLE


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_rule_of_the_style_sheet_that_sets_both_colours_is_readable(
    theme: tokens.Tokens,
) -> None:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", style.sheet(theme, 1.0))
    checked = 0
    for selector, body in rules:
        ink = re.search(r"(?<![-\w])color: (#\w{6})", body)
        ground = re.search(r"background-color: (#\w{6})", body)
        if ink and ground and "disabled" not in selector:
            checked += 1
            assert contrast(ink[1], ground[1]) >= READABLE, selector
    assert checked > 5


def test_contrast_is_the_ratio_that_the_guideline_gives() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_the_tokens(root: Path) -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|\brgb\(|Qt\.white")
    sources = [*(root / "hhdesk/gui").glob("*.py"), *(root / "ui").glob("*.ui")]
    guilty = [
        source.name
        for source in sources
        if source.name != "tokens.py" and literal.search(source.read_text("utf-8"))
    ]
    assert guilty == []


def test_a_theme_is_changed_while_windows_are_open(
    qapp: QApplication, theme: Theme
) -> None:
    button = QPushButton("Save")
    icons.name_icon(button, "check")
    before = button.icon().pixmap(16).toImage()
    theme.choose("dark")
    icons.dress_all(button)
    assert current() is DARK
    assert qapp.palette() == palette(DARK)
    assert button.icon().pixmap(16).toImage() != before


def test_the_computer_s_choice_is_followed_when_nothing_else_was_chosen(
    qapp: QApplication, theme: Theme
) -> None:
    theme.choose("system")
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert current() is (DARK if dark else LIGHT)


def test_text_grows_to_twice_its_size_and_no_further(
    qapp: QApplication, theme: Theme
) -> None:
    theme.enlarge(1.5)
    assert qapp.font().pointSizeF() == 15
    theme.enlarge(9)
    assert theme.scale == 2


def test_every_theme_that_can_be_chosen_exists() -> None:
    assert set(CHOICES) == {"system", *THEMES}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_icons_are_drawn_in_the_pixels_of_the_screen(
    theme: Theme, ratio: float
) -> None:
    pixmap = icons.pixmap("check", "accent", 16, ratio)
    assert pixmap.width() == 16 * ratio
    assert pixmap.deviceIndependentSize().width() == 16


def test_only_icons_in_use_are_shipped(root: Path) -> None:
    code = "".join(
        source.read_text("utf-8")
        for source in [*(root / "hhdesk/gui").glob("*.py"), *(root / "ui").glob("*.ui")]
    )
    for icon in (root / "resources/icons/lucide").glob("*.svg"):
        assert f'"{icon.stem}"' in code or f">{icon.stem}<" in code, icon.stem
