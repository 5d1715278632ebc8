"""The page of settings: each choice holds at once and is kept for the next start."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import clinic, staff
from hhdesk.care.clinic import ClinicRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.appearance import SCALES
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.theme import CHOICES
from hhdesk.i18n import LANGUAGES, N_, _, current_language, explain, ngettext
from hhdesk.settings import CHOICES as POSSIBLE

if TYPE_CHECKING:
    from uuid import UUID

    from hhdesk.gui.workstation import Workstation

_ROWS = {False: N_("Comfortable"), True: N_("Compact")}
_SECOND = {
    False: N_("Any qualified person checks"),
    True: N_("Another qualified person than the translator checks"),
}


class SettingsPage(Spoken, QWidget):
    area: QScrollArea
    theme_field: Choice
    scale_field: Choice
    rows_field: Choice
    language_field: Choice
    lock_field: Choice
    days_button: QPushButton
    scan_label: QLabel
    scan_button: QPushButton
    no_scan_button: QPushButton
    second_field: Choice
    second_notice: FieldNotice
    place_label: QLabel

    def __init__(self, workstation: Workstation) -> None:
        super().__init__()
        forms.load(self, "settings_page")
        self._workstation = workstation
        self._theme = workstation.theme
        self.place_label.setText(workstation.place)
        self.setFocusProxy(self.theme_field)
        self.days_button.clicked.connect(self._change_days)
        self.scan_button.clicked.connect(self._choose_scans)
        self.no_scan_button.clicked.connect(lambda: self.scan_from(""))
        self._theme.changed.connect(self.refill)
        self._second, self._may_ask_second = False, False
        self.refill()
        for field, choose in self._choices():
            field.activated.connect(lambda _, f=field, c=choose: c(f.value()))

    def _choices(self) -> tuple[tuple[Choice, Callable[..., object]], ...]:
        return (
            (self.theme_field, self._theme.choose),
            (self.scale_field, lambda percent: self._theme.enlarge(percent / 100)),
            (self.rows_field, self._theme.pack),
            (self.language_field, self._workstation.speak),
            (self.lock_field, self._lock_after),
            (self.second_field, self._ask_second),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """The clinic's own setting is read anew: another desk may have changed it."""
        super().showEvent(event)
        workstation = self._workstation
        if workstation.desk is not None:
            read, actor_id = workstation.worker.read, workstation.worker.actor_id
            read(_second_check, actor_id, lane="settings", then=self._show_second)

    def _show_second(self, told: tuple[bool, bool]) -> None:
        self._second, self._may_ask_second = told
        self.refill()

    def _ask_second(self, asked: bool, *, undo: bool = True) -> None:
        self.second_notice.say("")
        self._workstation.worker.run(
            clinic.ask_second_check,
            asked,
            then=partial(self._second_saved, undo=undo),
            failed=self._second_refused,
        )

    def _second_saved(self, row: ClinicRow, *, undo: bool) -> None:
        desk, asked = self._workstation.desk, row.second_check
        if undo and desk is not None and asked is not self._second:
            back = partial(self._ask_second, not asked, undo=False)
            desk.say(f"{_(_SECOND[asked])}.", back)
        self._show_second((asked, self._may_ask_second))

    def _second_refused(self, refusal: Refusal) -> None:
        self.second_field.choose(self._second)
        self.second_notice.say(explain(refusal))

    def _lock_after(self, minutes: int) -> None:
        self._workstation.keep(lock_minutes=minutes)
        self._workstation.acts.locking.allow(minutes)

    def _choose_scans(self) -> None:
        folder = self._workstation.settings.scan_folder or str(Path.home())
        words = _("Choose the scan folder")
        chosen = QFileDialog.getExistingDirectory(self, words, folder)
        if chosen:
            self.scan_from(chosen)

    def scan_from(self, folder: str) -> None:
        """Look for scans there from now on; "" is nowhere."""
        self._workstation.keep(scan_folder=folder)
        if self._workstation.desk is not None:
            self._workstation.desk.scan_folder = folder
        self.refill()

    def _change_days(self) -> None:
        module = importlib.import_module("hhdesk.gui.clinic_days")
        days = module.ClinicDays(self._workstation.desk, self.window())
        days.finished.connect(days.deleteLater)
        days.open()

    def refill(self) -> None:
        self.theme_field.offer((choice, _(word)) for choice, word in CHOICES.items())
        self.theme_field.choose(self._theme.choice)
        percent = [(scale, _("{n} %").format(n=scale)) for scale in SCALES]
        self.scale_field.offer(percent)
        self.scale_field.choose(round(self._theme.scale * 100))
        self.rows_field.offer((packed, _(word)) for packed, word in _ROWS.items())
        self.rows_field.choose(self._theme.packed)
        self.language_field.offer(LANGUAGES.items())
        self.language_field.choose(current_language())
        minutes = POSSIBLE["lock_minutes"]
        self.lock_field.offer((many, _minutes(many)) for many in minutes)
        self.lock_field.choose(self._workstation.settings.lock_minutes)
        folder = self._workstation.settings.scan_folder
        self.scan_label.setText(folder or _("No folder is chosen."))
        self.no_scan_button.setVisible(bool(folder))
        self.second_field.offer((asked, _(word)) for asked, word in _SECOND.items())
        self.second_field.choose(self._second)
        self.second_field.setEnabled(self._may_ask_second)


def _second_check(session: Any, actor_id: UUID) -> tuple[bool, bool]:
    """Whether the clinic asks for it, and whether this person may change that."""
    return clinic.clinic(session).second_check, staff.leads(session, actor_id)


def _minutes(many: object) -> str:
    if not isinstance(many, int) or not many:
        return _("Never")
    return ngettext("{n} minute", "{n} minutes", many).format(n=many)
