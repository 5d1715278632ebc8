"""Pictures as path operators in a box of one unit: Health Icons and QR codes."""

from __future__ import annotations

import json
from functools import cache

from reportlab.graphics.barcode.qr import QrCodeWidget

from hhdesk.assets import resource_bytes

QUIET = 4
"""Empty modules around a QR code, as ISO/IEC 18004 wants them."""


@cache
def _pictures() -> dict[str, str]:
    data = json.loads(resource_bytes("icons", "health", "pictures.json"))
    scale = f"{1 / data['size']:.6f}"
    return {
        name: f"{scale} 0 0 {scale} 0 0 cm\n{picture['drawing']}"
        for name, picture in data["pictures"].items()
    }


def picture(name: str) -> str:
    """The drawing in the current colour; raises KeyError for one we do not have."""
    return _pictures()[name]


@cache
def qr_code(content: str) -> str:
    """The dark modules with the quiet zone around them, error correction M."""
    widget = QrCodeWidget(content, barLevel="M")
    widget.qr.make()
    side = widget.qr.getModuleCount()
    whole = side + 2 * QUIET
    squares = [
        f"{QUIET + column} {whole - QUIET - 1 - row} 1 1 re"
        for row in range(side)
        for column in range(side)
        if widget.qr.isDark(row, column)
    ]
    scale = f"{1 / whole:.6f}"
    return "\n".join((f"{scale} 0 0 {scale} 0 0 cm", *squares, "f"))
