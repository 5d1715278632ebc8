"""Colours and sizes of the screens: the only place with a colour literal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tone:
    """A state's colour for words and icons, and the soft ground below them."""

    ink: str
    ground: str


@dataclass(frozen=True)
class Tokens:
    """One theme. Field names are what the style sheet and the painters use."""

    name: str
    dark: bool
    window: str
    surface: str
    hover: str
    sunken: str
    desk: str
    line: str
    field_line: str
    scroll: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    mark: str
    on_mark: str
    focus: str
    danger: Tone
    warning: Tone
    good: Tone
    info: Tone
    sealed: Tone
    neutral: Tone

    def tone(self, name: str) -> Tone:
        """`danger`, `warning`, `good`, `info`, `sealed`, `neutral` or `accent`."""
        if name == "accent":
            return Tone(self.accent, self.accent_soft)
        found: Tone = getattr(self, name)
        return found

    def ink(self, name: str) -> str:
        """The colour of words or an icon: a tone's name or a flat token's name."""
        value = getattr(self, name)
        return value.ink if isinstance(value, Tone) else str(value)


TONES = ("danger", "warning", "good", "info", "sealed", "neutral", "accent")

# Words stand on these grounds somewhere; each pair is held to a contrast of 4.5:1.
TEXT_ON_GROUND = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "hover"),
    ("text", "sunken"),
    ("text", "desk"),
    ("text", "accent_soft"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "hover"),
    ("muted", "sunken"),
    ("muted", "desk"),
    ("muted", "accent_soft"),
    ("accent", "window"),
    ("accent", "surface"),
    ("accent", "hover"),
    ("accent", "sunken"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_mark", "mark"),
)

LIGHT = Tokens(
    name="light",
    dark=False,
    window="#F6F7F9",
    surface="#FFFFFF",
    hover="#F0F2F5",
    sunken="#E7EBF0",
    desk="#ECEFF3",
    line="#E3E7EC",
    field_line="#C6CED8",
    scroll="#C2CAD4",
    text="#1B2430",
    muted="#5B6776",
    disabled="#98A2B0",
    accent="#0F766E",
    accent_hover="#0B5F58",
    accent_soft="#E6F4F2",
    on_accent="#FFFFFF",
    mark="#FDE7C7",
    on_mark="#1B2430",
    focus="#0F766E",
    danger=Tone("#B42318", "#FDECEA"),
    warning=Tone("#B54708", "#FEF4E6"),
    good=Tone("#067647", "#E7F6EE"),
    info=Tone("#175CD3", "#EAF2FE"),
    sealed=Tone("#6941C6", "#F3EEFE"),
    neutral=Tone("#4A5564", "#ECEFF3"),
)

DARK = Tokens(
    name="dark",
    dark=True,
    window="#12171E",
    surface="#1A212B",
    hover="#232C38",
    sunken="#2B3542",
    desk="#0D1117",
    line="#2B3542",
    field_line="#465365",
    scroll="#465365",
    text="#E7ECF2",
    muted="#A0ADBC",
    disabled="#66737F",
    accent="#4FD1C1",
    accent_hover="#7BE0D3",
    accent_soft="#14332F",
    on_accent="#06231F",
    mark="#5C4210",
    on_mark="#FFF4DE",
    focus="#4FD1C1",
    danger=Tone("#FF9C92", "#421D1A"),
    warning=Tone("#F7B26A", "#3D2A12"),
    good=Tone("#6FD8A4", "#12352A"),
    info=Tone("#8FBDFF", "#172F52"),
    sealed=Tone("#C0A8FF", "#2E2350"),
    neutral=Tone("#B9C4D0", "#2A3340"),
)

CONTRAST = Tokens(
    name="contrast",
    dark=False,
    window="#FFFFFF",
    surface="#FFFFFF",
    hover="#E4E8ED",
    sunken="#CBD3DC",
    desk="#E4E8ED",
    line="#1B2430",
    field_line="#000000",
    scroll="#1B2430",
    text="#000000",
    muted="#1F2833",
    disabled="#596370",
    accent="#00504A",
    accent_hover="#003733",
    accent_soft="#D3EDE9",
    on_accent="#FFFFFF",
    mark="#FFE08A",
    on_mark="#000000",
    focus="#0037B3",
    danger=Tone("#8A0C04", "#FFE5E2"),
    warning=Tone("#7A2E00", "#FFEBD1"),
    good=Tone("#00492B", "#D9F3E5"),
    info=Tone("#0A3A8F", "#DDE9FD"),
    sealed=Tone("#47219C", "#EAE2FD"),
    neutral=Tone("#1F2833", "#E4E8ED"),
)

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}

# A sheet of paper is white in every theme.
PAPER = "#FFFFFF"

# Sizes of type in points at 100 %.
BASE, HEADING, TITLE, DISPLAY = 10, 12, 15, 20

# Of a review meeting, read by a family from two meters away.
MEETING_WORDS, MEETING_LONG, MEETING_TEXT = 30, 22, 16
MEETING_HEADING, MEETING_SMALL = 15, 12
# How much larger they are on a screen with much room.
MEETING_ROOMY = 1.35

# The eight-pixel grid and what stands on it, in pixels at 100 %.
GRID = 8
ROW = 36
ROW_COMPACT = 28
ROW_TWO_LINES = 52
ICON = 16
RADIUS = 8
RADIUS_FIELD = 6


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2, definition of the same name)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
