"""Qt Designer forms, loaded at run time onto the widget that behaves.

The class annotations of the widget are the contract: `close_button: QPushButton`
means that the form has a push button of that name.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import Any, get_type_hints

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEvent,
    QIODevice,
    QObject,
    QTranslator,
)
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QTabBar, QWidget

from hhdesk import assets
from hhdesk.gui import icons, tab_order, theme
from hhdesk.gui.labels import ElidedLabel, PlainLabel
from hhdesk.gui.tick import Tick
from hhdesk.i18n import catalogue, current_language

# What forms may name beside Qt's own widgets (as promoted classes in Designer). Every
# label becomes the plain one, every check box the one drawn from the tokens; Qt's
# loader knows tab widgets only, no bare tab bar.
_OURS: dict[str, type[QWidget]] = {
    "QLabel": PlainLabel,
    "ElidedLabel": ElidedLabel,
    "QTabBar": QTabBar,
    "QCheckBox": Tick,
}


class FormError(TypeError):
    """A form and its class disagree: a bug, found when the form is first opened."""


def offer(widget_class: type[QWidget]) -> type[QWidget]:
    """Class decorator: forms may use this widget by its class name."""
    _OURS[widget_class.__name__] = widget_class
    return widget_class


class _Loader(QUiLoader):
    """Builds onto `root` instead of a new top-level widget, with our own classes."""

    def __init__(self, root: QWidget) -> None:
        super().__init__()
        self._root: QWidget | None = root
        self.setLanguageChangeEnabled(True)

    def createWidget(
        self, class_name: str, parent: QWidget | None = None, name: str = ""
    ) -> QWidget:
        if self._root is not None:
            root, self._root = self._root, None
            root.setObjectName(name)
            return root
        ours = _OURS.get(class_name)
        if ours is None:
            return super().createWidget(class_name, parent, name)
        made = ours(parent)
        made.setObjectName(name)
        return made


def _loader(root: QWidget) -> _Loader:
    """Qt's loader looks for Designer plugins wherever libraries lie and opens each;
    our forms use none, so it finds no library paths while it is made."""
    paths = QCoreApplication.libraryPaths()
    QCoreApplication.setLibraryPaths([])
    try:
        return _Loader(root)
    finally:
        QCoreApplication.setLibraryPaths(paths)


@cache
def _form_bytes(name: str) -> bytes:
    return assets.form(name).read_bytes()


def load(widget: QWidget, name: str) -> None:
    """Build `ui/<name>.ui` onto the widget and set its annotated children.

    Raises FormError where the form lacks an annotated child or has another class.
    """
    loader = _loader(widget)
    buffer = QBuffer()
    buffer.setData(QByteArray(_form_bytes(name)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    if loader.load(buffer, None) is None:
        raise FormError(f"ui/{name}.ui: {loader.errorString()}")
    for child, wanted in contract(type(widget)).items():
        found = widget.findChild(QObject, child)
        if not isinstance(found, wanted):
            has = type(found).__name__ if found else "nothing"
            raise FormError(
                f"ui/{name}.ui: {type(widget).__name__} needs {child}: "
                f"{wanted.__name__}, the form has {has}"
            )
        setattr(widget, child, found)
    icons.dress_all(widget)
    widen_all(widget)


def widen_all(root: QWidget) -> None:
    """Give every panel that names its width (`wide`, pixels at 100 %) that width at
    the present size of text."""
    for panel in root.findChildren(QWidget):
        if wide := panel.property("wide"):
            panel.setFixedWidth(theme.scaled(int(wide)))


def contract(widget_class: type[QWidget]) -> dict[str, type[QObject]]:
    """The children that a class expects of its form, by name."""
    expected: dict[str, type[QObject]] = {}
    hints: dict[str, Any] = get_type_hints(widget_class)
    for name, hint in hints.items():
        if inspect.isclass(hint) and issubclass(hint, QObject):
            expected[name] = hint
    return expected


class Gettext(QTranslator):
    """Answers Qt and the forms from our catalogue; unknown is left to Qt's own."""

    def translate(
        self, _context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return catalogue(current_language()).find(source, disambiguation or "")

    def isEmpty(self) -> bool:
        return False


class Spoken:
    """Mixin for widgets that code fills with words: `refill` runs in each language.
    In a window of this kind, Tab goes in the order of reading."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() == QEvent.Type.LanguageChange:
            self.refill()

    def focusNextPrevChild(self, forward: bool) -> bool:
        if isinstance(self, QWidget) and self.isWindow():
            return tab_order.turn(self, forward=forward)
        return bool(super().focusNextPrevChild(forward))  # type: ignore[misc]

    def refill(self) -> None:
        """Say again, in the current language, what code said before."""
        raise TypeError(f"{type(self).__name__} does not refill itself")
