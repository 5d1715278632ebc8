"""Where a paper is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from hhdesk.i18n import _
from hhdesk.papers import naming


def ask_where(parent: QWidget, kind: str, number: str) -> Path | None:
    """Ask for the file; None when the person steps back."""
    standard = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(standard))
    name = naming.file_name(kind, number)
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Save PDF"), str(folder / name), "PDF (*.pdf)"
    )
    return Path(chosen) if chosen else None
