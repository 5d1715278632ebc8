"""The themes: readable, switched at run time, one place for colours."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hhdesk.gui import icons, style, tokens
from hhdesk.gui.gallery_states import FOCUSED, NORMAL, PosedButton
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


def control_rules(theme: tokens.Tokens) -> dict[str, dict[str, str]]:
    """What the style sheet says of each selector of a control."""
    found: dict[str, dict[str, str]] = {}
    text = style.sheet(theme, 1.0)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        said = dict(re.findall(r"(?<![-\w])(color|background-color): (#\w{6})", body))
        for selector in selectors.split(","):
            found.setdefault(selector.strip(), {}).update(said)
    return found


def ink_of(selector: str, rules: dict[str, dict[str, str]]) -> str | None:
    """The colour of the words in a control: its own, else that of its look, else of
    its kind."""
    without_state = re.sub(r":\w+$", "", selector)
    kind = re.match(r"\w+", selector)
    for place in (selector, without_state, kind[0] if kind else ""):
        if "color" in rules.get(place, {}):
            return rules[place]["color"]
    return None


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_words_in_a_control_are_readable_in_each_of_its_states(
    theme: tokens.Tokens,
) -> None:
    rules = control_rules(theme)
    checked = set()
    for selector, said in rules.items():
        ink, ground = ink_of(selector, rules), said.get("background-color")
        # What is disabled is not to be read (WCAG 2.2, 1.4.3); what it says elsewhere
        # has a colour of its own.
        if ink and ground and ("disabled" not in selector or "color" in said):
            checked.add(selector)
            assert contrast(ink, ground) >= READABLE, selector
    assert {"QPushButton:pressed", 'QPushButton[look="primary"]:hover'} <= checked
    assert 'QPushButton[look="primary"]:disabled' in checked


@pytest.mark.parametrize("choice", sorted(THEMES))
def test_who_goes_by_the_keyboard_sees_where_it_is(
    qtbot: QtBot, theme: Theme, choice: str
) -> None:
    theme.choose(choice)
    for look in ("", "primary", "quiet", "link", "small", "filter", "segment", "rail"):
        pictures = []
        for pose in (NORMAL, FOCUSED):
            panel = QWidget()
            qtbot.addWidget(panel)
            PosedButton("Save", look, pose, panel).move(8, 8)
            pictures.append(panel.grab().toImage())
        assert pictures[0] != pictures[1], look


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
