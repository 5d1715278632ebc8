"""About hhdesk: its version, what it is made with, where data lies, reporting."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from hhdesk import assets
from hhdesk.gui import forms, theme
from hhdesk.gui.fact_grid import FactGrid
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import N_, _, current_language
from hhdesk.settings import settings_path

if TYPE_CHECKING:
    from hhdesk.gui.workstation import Workstation

_SIZE = 640, 560
_LICENCE_FIELDS = "License-Expression", "License"
_LONGEST = 60
_NAME = re.compile(r"[\w.-]+")

_SHIPPED = {
    "ISC-lucide": (N_("Icons"), "Lucide · ISC"),
    "MIT-healthicons": (N_("Pictures"), "Health Icons · MIT"),
    "OFL-1.1": (N_("Fonts"), "Noto · OFL-1.1"),
}
"""What lies in the folder of licenses and has a maker's name."""


class About(Spoken, QDialog):
    facts: FactGrid
    licences: FactGrid
    copy_button: QPushButton
    close_button: QPushButton

    def __init__(self, workstation: Workstation) -> None:
        super().__init__(workstation.window)
        forms.load(self, "about")
        self._workstation = workstation
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        width, height = map(theme.scaled, _SIZE)
        room = workstation.window.size()
        self.resize(min(width, room.width() - 40), min(height, room.height() - 40))
        self.close_button.setFocus()
        self.refill()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report())
        self.copy_button.setText(_("The report is copied."))

    def refill(self) -> None:
        self.facts.put(
            [
                (_("Version"), version()),
                (_("Records"), _breaking(self._workstation.place)),
                (_("Settings"), _breaking(str(settings_path()))),
                (_("License"), licence()),
            ]
        )
        self.licences.put([*_shipped(), *_libraries()])
        self.copy_button.setText(_("Copy the report"))


def _breaking(path: str) -> str:
    """A path that may break after each folder: it has no blanks to break at."""
    return re.sub(r"(?<=[/\\\\])(?=.)", "\u200b", path)


def version() -> str:
    return metadata.version("hhdesk")


def licence() -> str:
    """The program's own."""
    return _licence_of(metadata.metadata("hhdesk"))


def _shipped() -> list[tuple[str, str]]:
    """Everything in the folder of licenses, those without a name by their file's."""
    named, others = [], []
    for name in sorted(path.stem for path in _licences()):
        if name in _SHIPPED:
            what, words = _SHIPPED[name]
            named.append((_(what), words))
        else:
            others.append((_("Also"), name))
    return named + others


def _licences() -> list[Path]:
    return list(assets.resource("LICENSES").glob("*.txt"))


def _libraries() -> list[tuple[str, str]]:
    """What the program needs, as its own package names it."""
    made_with = []
    for needed in metadata.requires("hhdesk") or []:
        found = _NAME.match(needed)
        try:
            told = metadata.metadata(found[0] if found else needed)
        except metadata.PackageNotFoundError:
            continue
        words = f"{told['Version']} · {_licence_of(told)}".rstrip(" ·")
        made_with.append((told["Name"], words))
    return sorted(dict(made_with).items(), key=lambda line: line[0].lower())


def _licence_of(told: metadata.PackageMetadata) -> str:
    for field in _LICENCE_FIELDS:
        words = told[field].strip() if field in told else ""
        if words and len(words) <= _LONGEST and "\n" not in words:
            return words
    named = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return ", ".join(named)


def report() -> str:
    """What helps to find a fault: versions and the system, nothing of the records.

    Not the computer's name, not the user's, no path: those may be a person's.
    """
    screens = ", ".join(
        f"{screen.size().width()}x{screen.size().height()} at "
        f"{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    lines = (
        f"hhdesk {version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}",
        f"Screens: {screens}; {QGuiApplication.platformName()}",
        f"Language: {current_language()}",
        f"Theme: {theme.current().name}, text at {theme.scaled(100)} %",
    )
    return "\n".join(re.sub(r"\s+", " ", line) for line in lines) + "\n"
