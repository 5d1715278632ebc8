"""Which theme the screens wear now, and changing it while they are open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hhdesk.gui import fonts, tokens
from hhdesk.gui.style import sheet
from hhdesk.gui.tokens import CONTRAST, DARK, LIGHT, THEMES, Tokens
from hhdesk.i18n import N_

SYSTEM = "system"
CHOICES = {
    SYSTEM: N_("As the computer"),
    LIGHT.name: N_("Light"),
    DARK.name: N_("Dark"),
    CONTRAST.name: N_("High contrast"),
}

_worn = LIGHT
_scale = 1.0
_packed = False
_PACKED = tokens.ROW - tokens.ROW_COMPACT


def current() -> Tokens:
    """The tokens that painters use now."""
    return _worn


def colour(name: str) -> QColor:
    """A token's colour; of a tone, its ink."""
    return QColor(_worn.ink(name))


def scaled(pixels: int) -> int:
    """A width at 100 % as it is at the present size of text."""
    return round(pixels * _scale)


def dense(height: int) -> int:
    """A row's height as it is at the present density of lists."""
    return height - _PACKED if _packed else height


def palette(theme: Tokens) -> QPalette:
    """Qt's roles filled from the tokens, for everything the style sheet leaves."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "hover"),
        (role.Text, "text"),
        (role.PlaceholderText, "muted"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "danger"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "text"),
        (role.ToolTipText, "surface"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "field_line"),
        (role.Shadow, "muted"),
    ):
        made.setColor(target, QColor(theme.ink(name)))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(theme.disabled))
    return made


def _asked_by_system() -> Tokens:
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10
    if accessibility is not None:
        asked = accessibility().contrastPreference()
        if asked == Qt.ContrastPreference.HighContrast:
            return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


class Theme(QObject):
    """Dresses the application; `changed` comes after every widget was restyled."""

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        choice: str,
        scale: float,
        *,
        packed: bool = False,
    ) -> None:
        super().__init__(application)
        self._application = application
        self.choice = choice if choice in CHOICES else SYSTEM
        self.scale = scale
        self.packed = packed
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self._wear()

    def choose(self, choice: str) -> None:
        """One of CHOICES, from now on."""
        self.choice = choice
        self._wear()

    def enlarge(self, scale: float) -> None:
        """Text at 1.0 to 2.0 of its size."""
        self.scale = min(max(scale, 1.0), 2.0)
        self._wear()

    def pack(self, packed: bool) -> None:
        """Rows of lists closer together, or as usual."""
        self.packed = packed
        self._wear()

    def end(self) -> None:
        """Follow the computer no longer."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._follow)
        self.deleteLater()

    def _follow(self) -> None:
        if self.choice == SYSTEM:
            self._wear()

    def _wear(self) -> None:
        global _worn, _scale, _packed
        theme = THEMES.get(self.choice) or _asked_by_system()
        _worn, _scale, _packed = theme, self.scale, self.packed
        application = self._application
        application.setFont(fonts.interface_font(tokens.BASE * self.scale))
        application.setPalette(palette(theme))
        application.setStyleSheet(sheet(theme, self.scale))
        # Layouts keep the heights that controls asked for in the letters before.
        for widget in application.allWidgets():
            widget.updateGeometry()
        self.changed.emit()
