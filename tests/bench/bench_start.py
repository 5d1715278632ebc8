"""Start to first painted window: ours beside a bare PySide6 window, in turns.

Each start is a process of its own; the clock runs from before the process is made to
the first paint event. Exits with 1 where a ratio is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

TIMES_BARE, TIMES_MEMORY = 1.8, 2.0
BYTECODE = tempfile.TemporaryDirectory(prefix="hhdesk-bytecode-")

REPORT = """
import resource, time
def report():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(time.monotonic_ns(), peak, flush=True)
    QTimer.singleShot(0, QApplication.quit)
"""

BARE = f"""
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
{REPORT}
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        report()
application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("hhdesk"))
window.resize(1366, 768)
window.show()
application.exec()
"""

OURS = f"""
from hhdesk import app, settings
from hhdesk.gui import application
from hhdesk.gui.window import Window
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.workstation import Workstation
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
{REPORT}
choices = settings.load()
running, theme, speech = application.dressed(choices)
worker = ThreadWorker()
window = Window(theme)
workstation = Workstation(window, worker, theme, speech, settings.change)
workstation.wear(choices)
window.painted.connect(report)
window.show()
running.exec()
worker.close()
"""


def start(program: str) -> tuple[float, float]:
    """Seconds to the first paint, and the peak memory in MB."""
    begun = time.monotonic_ns()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # An installed program has its bytecode; the first start of both writes it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = BYTECODE.name
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    painted, peak = done.stdout.split()[:2]
    return (int(painted) - begun) / 1e9, int(peak) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    start(BARE), start(OURS)
    bare, ours = [], []
    for _ in range(runs):
        bare.append(start(BARE))
        ours.append(start(OURS))
    seconds = statistics.median(o[0] / b[0] for o, b in zip(ours, bare, strict=True))
    memory = statistics.median(o[1] / b[1] for o, b in zip(ours, bare, strict=True))
    rows = (
        ("start to first paint", bare, ours, 0, "s", seconds, TIMES_BARE),
        ("peak memory at first paint", bare, ours, 1, "MB", memory, TIMES_MEMORY),
    )
    print(f"{runs} pairs of starts, medians")
    for name, anchor, mine, place, unit, ratio, most in rows:
        left = statistics.median(run[place] for run in anchor)
        right = statistics.median(run[place] for run in mine)
        word = "ok" if ratio <= most else "MISSED"
        print(
            f"{name:28} bare {left:7.2f} {unit:2}  hhdesk {right:7.2f} {unit:2}  "
            f"ratio {ratio:4.2f}  at most {most}  {word}"
        )
    return int(seconds > TIMES_BARE or memory > TIMES_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
