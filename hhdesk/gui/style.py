"""The style sheet, written from one theme's tokens and a text scale."""

from __future__ import annotations

from dataclasses import fields
from string import Template

from hhdesk.gui import tokens
from hhdesk.gui.style_calls import CALLS
from hhdesk.gui.style_frame import FRAME
from hhdesk.gui.style_intake import INTAKE
from hhdesk.gui.style_meeting import MEETING
from hhdesk.gui.style_plan import PLAN
from hhdesk.gui.tokens import Tokens

_WORDS = """
QLabel[look="display"] { font-size: ${display}pt; font-weight: 600; }
QLabel[look="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[look="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="field"] { color: $muted; padding-top: 6px; }
QLabel[look="section"] { color: $muted; font-weight: 600; }
QLabel[look="error"] { color: $danger; }
QLabel[look="brand"] { color: $accent; font-size: ${heading}pt; font-weight: 700; }
QLabel[look="key"] {
  color: $muted; border: 1px solid $field_line; border-radius: 4px; padding: 0 5px;
}
QToolTip {
  background-color: $text; color: $surface; border: 1px solid $text; padding: 4px 8px;
}
"""

_GROUNDS = """
QFrame[look="card"] {
  background-color: $surface; border: 1px solid $line; border-radius: ${radius}px;
}
QFrame[look="card"]:focus { border: 2px solid $focus; }
QFrame[look="rail"] { background-color: $surface; border-right: 1px solid $line; }
QFrame[look="bar"] { background-color: $surface; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background-color: $surface; border-top: 1px solid $line; }
QFrame[look="side"] { background-color: $surface; border-right: 1px solid $line; }
QFrame[look="desk"], QAbstractScrollArea[look="desk"] {
  background-color: $desk; border: none;
}
QFrame[look="line"] { background-color: $line; border: none; max-height: 1px; }
QFrame[look="notice"][tone="danger"] { background-color: $danger_ground; }
QFrame[look="notice"][tone="warning"] { background-color: $warning_ground; }
QFrame[look="notice"][tone="info"] { background-color: $info_ground; }
QFrame[look="notice"] { border: none; border-radius: ${radius_field}px; }
QFrame[look="toast"] { background-color: $text; border-radius: ${radius}px; }
QFrame[look="toast"] QLabel { color: $surface; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[look="page"] { background: transparent; }
QSplitter::handle { background-color: transparent; }
QStatusBar { background-color: $surface; }
"""

_BUTTONS = """
QPushButton, QToolButton {
  background-color: $surface; color: $text; border: 1px solid $field_line;
  border-radius: ${radius_field}px; padding: 6px 13px; min-height: ${line_height}px;
  outline: none;
}
QPushButton:hover, QToolButton:hover { background-color: $hover; }
QPushButton:pressed, QToolButton:pressed { background-color: $sunken; }
QPushButton:focus, QToolButton:focus {
  border: 2px solid $focus; padding: 5px 12px;
}
QPushButton:disabled, QToolButton:disabled { color: $disabled; border-color: $line; }
QPushButton[look="primary"] {
  background-color: $accent; color: $on_accent; border-color: $accent;
}
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed {
  background-color: $accent_hover;
}
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled {
  background-color: $sunken; color: $muted; border-color: $sunken;
}
QPushButton[look="quiet"], QToolButton[look="quiet"] {
  background-color: transparent; border-color: transparent;
}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {
  background-color: $hover;
}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {
  border: 2px solid $focus;
}
QPushButton[look="link"] {
  background-color: transparent; border-color: transparent; color: $accent;
  padding: 6px 5px; text-align: left;
}
QPushButton[look="link"]:focus { border: 2px solid $focus; padding: 5px 4px; }
QPushButton[look="link"][place="edge"] { padding-left: 0; }
QToolButton[look="quiet"], QToolButton[look="square"] { padding: 6px; }
QToolButton[look="quiet"]:focus, QToolButton[look="square"]:focus { padding: 5px; }
QToolButton[look="bare"] {
  background-color: transparent; border: 2px solid transparent; padding: 1px;
  min-height: 0; border-radius: 4px;
}
QToolButton[look="bare"]:hover { background-color: $hover; }
QToolButton[look="bare"]:focus { border-color: $focus; }
QToolButton[look="small"], QPushButton[look="small"] {
  padding: 2px 8px; min-height: ${line_height}px;
}
QToolButton[look="small"]:focus, QPushButton[look="small"]:focus { padding: 1px 7px; }
QPushButton[look="filter"] { padding: 3px 11px; border-radius: 13px; }
QPushButton[look="filter"]:checked {
  background-color: $accent_soft; color: $accent; border-color: $accent;
}
QPushButton[look="filter"]:focus { padding: 2px 10px; }
QPushButton[look="toast"] {
  background-color: transparent; color: $accent_soft; border: 1px solid $muted;
}
QPushButton[look="toast"]:focus { border: 2px solid $accent_soft; }
QPushButton[look="rail"] {
  text-align: left; background-color: transparent; border: 2px solid transparent;
  padding: 6px 8px; min-height: ${rail_height}px;
}
QPushButton[look="rail"]:hover { background-color: $hover; }
QPushButton[look="rail"]:checked {
  background-color: $accent_soft; color: $accent; font-weight: 600;
}
QPushButton[look="rail"]:focus { border-color: $focus; }
QPushButton[look="segment"] {
  border-radius: 0; padding: 6px 10px; border-right-width: 0;
}
QPushButton[look="segment"][place="first"] {
  border-top-left-radius: ${radius_field}px;
  border-bottom-left-radius: ${radius_field}px;
}
QPushButton[look="segment"][place="last"] {
  border-top-right-radius: ${radius_field}px;
  border-bottom-right-radius: ${radius_field}px; border-right-width: 1px;
}
QPushButton[look="segment"]:checked {
  background-color: $accent_soft; color: $accent; font-weight: 600;
}
QPushButton[look="segment"]:focus { border: 2px solid $focus; padding: 5px 8px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {
  background-color: $surface; color: $text; border: 1px solid $field_line;
  border-radius: ${radius_field}px; padding: 6px 9px; min-height: ${line_height}px;
  selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted;
}
QPlainTextEdit { padding: 3px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {
  border: 2px solid $focus; padding: 5px 8px;
}
QPlainTextEdit:focus { padding: 2px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background-color: $hover; color: $muted; border-color: $line;
}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {
  background-color: $hover;
}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid $danger; padding: 5px 8px;
}
QComboBox { padding-left: 11px; padding-right: 28px; }
QComboBox:focus { padding-left: 10px; padding-right: 27px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView {
  background-color: $surface; border: 1px solid $field_line; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $text; outline: none;
}
QComboBox QAbstractItemView::item { min-height: ${row_compact}px; padding: 0 6px; }
QMenu {
  background-color: $surface; color: $text; border: 1px solid $field_line;
  padding: 4px;
}
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background-color: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
"""

_LISTS = """
QTableView, QListView, QTreeView {
  background-color: transparent; color: $text; border: none; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QHeaderView { background-color: transparent; }
QHeaderView::section {
  background-color: transparent; color: $muted; font-weight: 600; border: none;
  border-bottom: 1px solid $line; padding: 0 10px; min-height: ${head_height}px;
}
QTabBar { background-color: transparent; }
QTabBar::tab {
  background: transparent; color: $muted; border: none;
  border-bottom: 2px solid transparent; padding: 8px 10px; margin: 0 2px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; background-color: $accent_soft; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background-color: $scroll; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: ${head_height}px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background-color: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar {
  background-color: $sunken; border: none; border-radius: 3px; max-height: 6px;
}
QProgressBar::chunk { background-color: $accent; border-radius: 3px; }
"""

_TYPE = ("BASE", "HEADING", "TITLE", "DISPLAY")
_LARGE = (
    "MEETING_WORDS",
    "MEETING_LONG",
    "MEETING_TEXT",
    "MEETING_HEADING",
    "MEETING_SMALL",
)
"""The sizes of type that the sheet names, and those of a review meeting."""


def sheet(theme: Tokens, scale: float) -> str:
    """The whole style sheet; `scale` enlarges type (1.0 to 2.0)."""
    values: dict[str, object] = {}
    for field in fields(theme):
        values[field.name] = getattr(theme, field.name)
    for name in tokens.TONES:
        tone = theme.tone(name)
        values[name] = tone.ink
        values[f"{name}_ground"] = tone.ground
    for name in _TYPE:
        values[name.lower()] = f"{getattr(tokens, name) * scale:g}"
    # What is large already grows less.
    large = 1 + (scale - 1) / 2
    for name in _LARGE:
        size = getattr(tokens, name) * large
        values[name.lower()] = f"{size:g}"
        roomy = name.lower().replace("meeting", "roomy")
        values[roomy] = f"{size * tokens.MEETING_ROOMY:g}"
    values["radius"] = tokens.RADIUS
    values["radius_field"] = tokens.RADIUS_FIELD
    values["row_compact"] = round(tokens.ROW_COMPACT * scale)
    # A layout may squeeze a control to this: it has to hold a line of words.
    heights = {"line_height": 18.4, "rail_height": 20.4, "head_height": 32}
    heights |= {"meeting_high": 22}
    for name, pixels in heights.items():
        values[name] = round(pixels * scale)
    template = Template(
        _WORDS
        + _GROUNDS
        + _BUTTONS
        + _FIELDS
        + _LISTS
        + FRAME
        + PLAN
        + MEETING
        + INTAKE
        + CALLS
    )
    return template.substitute(values)
