"""The start: the frame is painted before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "psycopg",
    "reportlab",
    "uharfbuzz",
    "pikepdf",
    "fontTools",
    "keyring",
    "babel",
    "rapidfuzz",
)

FIRST_PAINT = f"""
import sys
from hhdesk.gui.application import dressed
from hhdesk.gui.window import Window
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings
import hhdesk.app

application, theme, speech = dressed(Settings())
window = Window(theme)
worker = ThreadWorker()
workstation = Workstation(window, worker, theme, speech, lambda **_: None)
workstation.wear(Settings())

def look():
    print(*[name for name in {HEAVY!r} if name in sys.modules])
    application.quit()

window.painted.connect(look)
window.show()
application.exec()
worker.close()
"""


def run(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", program, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


def test_nothing_heavy_is_imported_at_the_first_paint() -> None:
    assert run(FIRST_PAINT) == ""
