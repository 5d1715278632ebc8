"""Writing a file whole or not at all, wherever something leaves the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSaveFile


def write(path: Path, content: bytes) -> bool:
    """A full disk leaves no half file; False where it could not be written."""
    file = QSaveFile(str(path))
    opened = file.open(QSaveFile.OpenModeFlag.WriteOnly)
    return bool(opened and file.write(content) == len(content) and file.commit())
