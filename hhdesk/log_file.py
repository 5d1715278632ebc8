"""The log's file: rotating, and readable by its user only."""

from __future__ import annotations

import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler


class PrivateFileHandler(RotatingFileHandler):
    """A rotating file that only its user can read."""

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename, "a", encoding=self.encoding, opener=_open_private
        )


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
