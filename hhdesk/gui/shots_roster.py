"""Pictures of a roster's import: the file, the columns, what it would do."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from hhdesk.care.roster_lines import Fate
from hhdesk.gui.roster_import import REPORT, begin_import
from hhdesk.gui.workstation import Workstation

_ROSTER = """Member Name,DOB,CIN,Preferred Language,Guardian,Relationship,Phone,\
Residential Address,City,Zip,Redetermination Date,Region
"Hernandez, Mateo",5/14/2025,,Spanish,"Hernandez, Lucia",mother,510-555-0142,\
14 Foothill Blvd,Oakland,94606,3/31/2027,East
"Aguilar, Noemi",10/2/2019,97700011A,Spanish,"Aguilar, Marta",mother,510-555-0170,\
2 Plaza St,Hayward,94541,1/31/2027,South
"Tran, Kevin",2/28/2018,97700022B,Vietnamese,"Tran, Mai",grandmother,510-555-0171,\
88 9th Ave,Oakland,94606,,East
"Vue, Pa",soon,97700033C,Klingon,,,,,,,,East
"Ortiz, Lia",7/4/2020,9.77E+07,Spanish,,,,,,,,South
"""
"""Nobody of these is anybody."""


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, workstation: Workstation, folder: Path) -> None:
    """Up to the dry run, for that writes nothing; the file lies in the folder of the
    pictures meanwhile."""
    assert workstation.desk
    path = folder / "roster.csv"
    path.write_text(_ROSTER, "utf-8")
    dialog = begin_import(workstation.desk, workstation.window)
    try:
        dialog.file_page.path_field.setText(str(path))
        dialog.file_page.source_field.setText("Alameda Health Plan")
        camera.take(dialog, "roster-file")
        dialog.go_on()
        camera.take(dialog, "roster-columns")
        dialog.go_on()
        if dialog.step == REPORT:
            dialog.report_page.filter(None)
            camera.take(dialog, "roster-report")
            dialog.report_page.filter(Fate.REFUSED)
            camera.take(dialog, "roster-refused")
    finally:
        dialog.reject()
        path.unlink()
