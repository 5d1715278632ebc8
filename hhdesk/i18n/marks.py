"""Marking text for the catalogues."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a constant for the catalogue; `_()` translates it where it is shown."""
    return message
