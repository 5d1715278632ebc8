"""Opens the forms of a child's family over the window, whichever screen asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hhdesk.gui.care_team_form import CareTeamForm
from hhdesk.gui.caregiver_form import CaregiverForm
from hhdesk.gui.desk import Desk
from hhdesk.gui.family_form import FamilyForm
from hhdesk.gui.family_wish import (
    CAREGIVER,
    CUSTODY,
    HOME,
    NEW_CAREGIVER,
    NEW_TEAM,
    OWN_CONTACT,
    TEAM,
    FamilyWish,
)
from hhdesk.gui.family_words_form import FamilyWordsForm
from hhdesk.gui.own_contact_form import OwnContactForm

_FORMS: dict[str, type[FamilyForm]] = {
    CAREGIVER: CaregiverForm,
    NEW_CAREGIVER: CaregiverForm,
    OWN_CONTACT: OwnContactForm,
    HOME: FamilyWordsForm,
    CUSTODY: FamilyWordsForm,
    TEAM: CareTeamForm,
    NEW_TEAM: CareTeamForm,
}


class FamilyDialogs(QObject):
    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: FamilyForm | None = None
        desk.family_form_wanted.connect(self.show_form)

    def show_form(self, wish: FamilyWish) -> None:
        form = _FORMS[wish.draft](self._desk, self._window, wish)
        form.finished.connect(partial(self._closed, form))
        self.dialog = form
        form.open()

    def _closed(self, form: FamilyForm, _code: int) -> None:
        form.deleteLater()
        if self.dialog is form:
            self.dialog = None
