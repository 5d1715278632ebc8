"""One saved version of a plan, to be read only."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from hhdesk.care import plan_versions
from hhdesk.care.plan_versions import SavedVersion
from hhdesk.errors import Refusal
from hhdesk.gui import forms, plan_version_words, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.plan_compare_rows import CompareRows
from hhdesk.gui.plan_compare_view import CompareView
from hhdesk.i18n import _, explain

_WIDTH, _HEIGHT = 760, 700


def open_version(
    desk: Desk, parent: QWidget, member_id: UUID, number: int
) -> PlanVersion:
    """Open one save of a member's plan."""
    dialog = PlanVersion(desk, parent, member_id, number)
    dialog.open()
    return dialog


class PlanVersion(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    notice: Notice
    view: CompareView
    hash_label: QLabel
    close_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget, member_id: UUID, number: int
    ) -> None:
        super().__init__(parent)
        forms.load(self, "plan_version")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._version: SavedVersion | None = None
        self.view.stand_alone(True)
        room = parent.window().height()
        high = min(theme.scaled(_HEIGHT), max(room, 480))
        self.resize(theme.scaled(_WIDTH), high)
        self.close_button.clicked.connect(self.reject)
        self.refill()
        desk.worker.read(
            plan_versions.version,
            member_id,
            number,
            then=self._show,
            failed=self._refuse,
        )

    def _show(self, version: SavedVersion) -> None:
        self._version = version
        self.refill()
        self.view.setFocus()

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def refill(self) -> None:
        self.setWindowTitle(_("Saved version"))
        version = self._version
        if version is None:
            return
        zone = self._desk.zone
        self.title_label.setText(plan_version_words.edition(version.edition))
        self.about_label.setText(plan_version_words.saved(version, zone))
        self.hash_label.setText(
            _("Unchanged since it was saved")
            if version.intact
            else _("Not as it was saved")
        )
        if not version.intact:
            self.notice.say(plan_version_words.not_intact(version, zone))
        self.view.put(CompareRows(version.content, version.content, ()))
