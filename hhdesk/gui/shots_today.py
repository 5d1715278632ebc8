"""Pictures of Today: the day, one card, an act that was done, and its dialogs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from hhdesk.care import appointment_calendar, clinic_time
from hhdesk.care.open_loops import LoopAct, LoopRow
from hhdesk.gui.desk import Desk
from hhdesk.gui.today_reading import Visits
from hhdesk.gui.today_work import TodayWork
from hhdesk.gui.window import Page, Window

_DIALOGS = {
    LoopAct.RENEW_CONSENT: "consent",
    LoopAct.RENEW_COVERAGE: "coverage",
    LoopAct.ANSWER: "answer",
    LoopAct.READ_MESSAGE: "message",
    LoopAct.READ_HANDOVER: "handover-note",
}
_FRIDAY = 4


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, window: Window, desk: Desk) -> None:
    """Today, and what opens from it; nothing is left changed but one undone act."""
    window.show_page(Page("today"))
    screen: Any = window.pages.currentWidget()
    work: TodayWork = screen.work
    if desk.today.weekday() > _FRIDAY:
        # On a day off nobody comes: the next working day stands in for it.
        desk.worker.read(next_visits, then=work.show_visits)
    camera.take(window, "today")
    _dialogs(camera, desk, work)
    _done(camera, window, work)
    work.cards.press_number(5)
    camera.take(window, "today-missed")
    work.cards.press_number(5)


def next_visits(session: Any) -> Visits:
    """Of the next Monday, as its morning goes on."""
    today = session.today()
    monday = today + timedelta(days=7 - today.weekday())
    begin, end = clinic_time.window(monday, 1, session.zone)
    rows = appointment_calendar.between(session, begin, end)
    return Visits(rows, begin + timedelta(hours=9, minutes=20))


def _rows(work: TodayWork) -> list[LoopRow]:
    found = (work.model.row(at) for at in range(len(work.model.keys)))
    return [row for row in found if row is not None and not row.private]


def _dialogs(camera: Camera, desk: Desk, work: TodayWork) -> None:
    """One of each kind that is there, and a snooze."""
    shown: dict[LoopAct, LoopRow] = {}
    for row in _rows(work):
        shown.setdefault(row.act, row)
    for act, name in _DIALOGS.items():
        if act in shown:
            work.acts.do(shown[act])
            _take(camera, work, f"today-{name}")
    for row in _rows(work)[:1]:
        work.acts.snooze(row)
        _take(camera, work, "today-snooze")


def _take(camera: Camera, work: TodayWork, name: str) -> None:
    dialog = work.acts.dialog
    if dialog is not None:
        camera.take(dialog, name)
        dialog.reject()


def _done(camera: Camera, window: Window, work: TodayWork) -> None:
    """An act that was done where it stands, then taken back."""
    for row in _rows(work):
        if row.act is LoopAct.MARK_DONE:
            work.table.choose(work.model.place(row.key))
            work.act()
            camera.take(window, "today-done")
            work.act()
            return
