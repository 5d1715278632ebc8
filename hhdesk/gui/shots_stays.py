"""Pictures of hospital stays: the tab, its form, the matching list, an import."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.care import stay_acts
from hhdesk.care.stays import StayDetails, StayKind, StayStatus
from hhdesk.gui.hospital_import import begin_import
from hhdesk.gui.member_stays import StayAct
from hhdesk.gui.stay_news import StayWish
from hhdesk.gui.window import Page
from hhdesk.gui.workstation import Workstation

_MESSAGES = (
    ("A01", "LOPEZ^MATEO", "20250514", "M", "88201", "I"),
    ("A04", "NGUYEN^LINH", "20170302", "F", "90113", "E"),
    ("A03", "HERNANDEZ^MATEO", "20250515", "M", "90140", "E"),
)


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def message(told: tuple[str, ...], day: str) -> str:
    """One message of a hospital about somebody."""
    event, name, born, sex, number, kind = told
    ends = day if event == "A03" else ""
    visit = ["PV1", "1", kind, "ED^^^Children's Hospital Oakland", *[""] * 42]
    visit[19], visit[44], visit[45] = f"V{number}", day, ends
    return "\r".join(
        (
            f"MSH|^~\\&|ADT|CHO|HH|HH|{day}0930||ADT^{event}|{number}|P|2.5.1",
            f"EVN|{event}|{day}0930",
            f"PID|1||{number}^^^CHO^MR||{name}||{born}|{sex}",
            "|".join(visit),
            "DG1|1||J45.901^Asthma",
        )
    )


def take(
    camera: Camera,
    workstation: Workstation,
    page: Any,
    member_id: UUID,
    folder: Path,
) -> None:
    """On the page of this child; what is written down for the pictures stays."""
    desk, window = workstation.desk, workstation.window
    assert desk
    page.show_tab("stays")
    camera.take(window, "stays-none")
    for details in _stays(desk.today):
        desk.worker.run(stay_acts.record_stay, member_id, details)
    page.stays.read()
    camera.take(window, "stays")
    page.stays.table.choose(1)
    camera.take(window, "stays-home")
    dialogs = workstation.forms.stays
    desk.stay_wanted.emit(member_id)
    form: Any = dialogs.dialog
    form.look_for_twins()
    camera.take(form, "stay-form")
    form.reject()
    page.stays.table.choose(0)
    page.stays.act(StayAct.LEFT)
    camera.take(dialogs.dialog, "stay-left")
    dialogs.dialog.reject()
    line = page.stays.chosen
    desk.stay_form_wanted.emit(StayWish(line.id))
    camera.take(dialogs.dialog, "stay-change")
    dialogs.dialog.reject()
    _messages(camera, workstation, folder)


def _stays(today: Any) -> tuple[StayDetails, ...]:
    left = today - timedelta(days=9)
    return (
        StayDetails(
            StayKind.INPATIENT,
            "Children's Hospital Oakland",
            left - timedelta(days=3),
            StayStatus.FINISHED,
            left,
            left,
            reason="Asthma attack",
            disposition="home",
            discharge_plan="Inhaler twice a day, lung doctor within two weeks",
        ),
        StayDetails(
            StayKind.ED, "Highland Hospital", today, reason="Trouble breathing"
        ),
    )


def _messages(camera: Camera, workstation: Workstation, folder: Path) -> None:
    desk, window = workstation.desk, workstation.window
    assert desk
    desk.matching_wanted.emit()
    listed: Any = window.page(Page("matching"))
    if not listed.rows:
        camera.take(window, "matching-none")
    told = (message(one, f"{desk.today:%Y%m%d}") for one in _MESSAGES)
    path = folder / "messages.hl7"
    path.write_text("\r".join(told), "utf-8")
    dialog = begin_import(desk, window)
    camera.take(dialog, "hospital-import")
    dialog.take([path])
    camera.take(dialog, "hospital-import-done")
    path.unlink()
    dialog.accept()
    listed.table.choose(len(listed.rows) - 1)
    camera.take(window, "matching")
    window.show_page(Page("today"))
    camera.take(window, "today-matching")
