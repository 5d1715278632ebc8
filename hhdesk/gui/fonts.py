"""The type of the screens: the platform's own, or Noto Sans from the bundle."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from hhdesk import assets

BUNDLED = "Noto Sans"
_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")

# Platforms that bring a designed interface font. Elsewhere (no desktop, offscreen)
# Qt names whatever it finds first, or nothing.
_WITH_OWN_FONT = ("windows", "cocoa")


def _load_bundle() -> bool:
    loaded = [
        QFontDatabase.addApplicationFontFromData(assets.resource_bytes("fonts", name))
        for name in _FILES
    ]
    return all(number >= 0 for number in loaded)


def _platform_font_is_real(font: QFont) -> bool:
    """Whether the platform's interface font exists under the name it claims."""
    if QGuiApplication.platformName() in _WITH_OWN_FONT:
        return True
    return QFontInfo(font).exactMatch()


def interface_font(points: float) -> QFont:
    """The font of the screens at this size, with digits of one width."""
    bundled = _load_bundle()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if bundled and not _platform_font_is_real(font):
        font = QFont(BUNDLED)
    font.setPointSizeF(points)
    if hasattr(font, "setFeature"):  # Qt 6.7
        font.setFeature(QFont.Tag.fromString("tnum"), 1)
    return font
