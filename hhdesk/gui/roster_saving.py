"""Saving a roster's report as a file of the person's own choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from hhdesk.care import roster_history
from hhdesk.care.roster_lines import LineOutcome
from hhdesk.exchange.roster_report import as_csv
from hhdesk.gui import whole_file
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _


def save_report(
    window: QWidget, desk: Desk, source: str, rows: Sequence[LineOutcome]
) -> None:
    """Ask where, note that it leaves, write the lines that are shown."""
    standard = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(standard))
    # The name of a file is seen by who passes: nothing about a child.
    name = folder / f"roster-{desk.today.isoformat()}.csv"
    chosen, _kind = QFileDialog.getSaveFileName(
        window, _("Save the report"), str(name), "CSV (*.csv)"
    )
    if chosen:
        save_to(desk, source, rows, Path(chosen))


def save_to(desk: Desk, source: str, rows: Sequence[LineOutcome], path: Path) -> None:
    """Note it in the history first: what left is told even where the disk is full."""
    desk.worker.run(
        roster_history.note_report,
        source,
        len(rows),
        then=lambda _: desk.worker.job(as_csv, rows, then=partial(_write, desk, path)),
    )


def _write(desk: Desk, path: Path, content: bytes) -> None:
    """Whole or not at all."""
    if whole_file.write(path, content):
        desk.say(_("Saved as {name}.").format(name=path.name))
    else:
        desk.say(_("The file could not be written there."))
