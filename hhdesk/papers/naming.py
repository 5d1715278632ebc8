"""Names of paper files: what it is and its number, never for whom."""

from __future__ import annotations

import re


def file_name(kind: str, number: str) -> str:
    """A name without any health information, safe in every folder."""
    safe = re.sub(r"[^A-Za-z0-9]+", "-", f"{kind}-{number}").strip("-")
    return f"{safe.lower()}.pdf"
