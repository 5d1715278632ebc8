"""A new child in the household of one who is here: caregiver and address are taken
over, and what was typed in their place can be had again."""

from __future__ import annotations

import json
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care.members import MemberDetails
from hhdesk.gui import forms, member_values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_values import CAREGIVER, HOME_FIELDS, Values
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _


def _is_theirs(name: str) -> bool:
    """Whether a field tells of the household, not of the child."""
    return name.startswith(CAREGIVER) or name in (*HOME_FIELDS, "housing")


def taken_over(values: Values, member_id: UUID, details: MemberDetails) -> Values:
    """The form with the caregiver and address of another member."""
    back = given_back(values)
    theirs = member_values.of_details(details)
    found = back | {name: theirs[name] for name in back if _is_theirs(name)}
    typed = {name: value for name, value in back.items() if _is_theirs(name)}
    return found | {
        "household_of": str(member_id),
        "household_name": details.name.full,
        "typed_before": json.dumps(typed),
    }


def given_back(values: Values) -> Values:
    """The form as it was typed before, if anything was taken over."""
    if not values["household_of"]:
        return values
    gone = dict.fromkeys(("household_of", "household_name", "typed_before"), "")
    typed: Values = json.loads(values["typed_before"])
    return values | typed | gone


def household_of(values: Values) -> UUID | None:
    """Who lives in the same household."""
    return UUID(values["household_of"]) if values["household_of"] else None


@forms.offer
class HouseholdNotice(Spoken, Notice):
    """Says whose household it is, and takes it back."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.undo_wanted)
        self.row.addWidget(self.button)

    def tell(self, name: str) -> None:
        """An empty name hides it."""
        self._name = name
        self.refill()

    def refill(self) -> None:
        self.button.setText(_("Undo"))
        words = _("Lives with {name}: caregiver and address are taken over.")
        self.say(words.format(name=self._name) if self._name else "", "info")
