"""Whatever can be typed into is kept as a draft, or there is a reason why not."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import get_type_hints

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

import hhdesk.gui
from hhdesk.gui.day_field import DayField
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.wrap_up import WrapUp

TYPED = (QLineEdit, QPlainTextEdit, DayField)

WITHOUT = {
    "ActFields": "what an act asks, in a form that has a draft",
    "AboutPlan": "a part of the plan, which has a draft",
    "AppointmentFields": "the fields of the appointment's form, which has a draft",
    "ConcernEditor": "a part of the plan, which has a draft",
    "ConflictCard": "one place of the conflicts, which have a draft",
    "GoalEditor": "a part of the plan, which has a draft",
    "EndPage": "a page of the review meeting, which has a draft",
    "GoalPage": "a page of the review meeting, which has a draft",
    "QuestionPage": "a page of the intake, which has a draft",
    "StartPage": "a page of the intake, which has a draft",
    "BarrierFields": "a part of a call's sheet, which has a draft",
    "ConsentFields": "a part of a call's sheet, which has a draft",
    "NextContact": "a part of a call's sheet, which has a draft",
    "VisitFields": "a part of a call's sheet, which has a draft",
    "WrapUpContact": "a part of a call's sheet, which has a draft",
    "Door": "passphrases are never kept",
    "LockScreen": "passphrases are never kept",
    "FrontDesk": "only searches",
    "HelpPage": "only searches",
    "MemberHistory": "only searches",
    "MemberNotes": "only searches",
    "MembersScreen": "only searches",
    "ReferralTracker": "only searches",
    "FrontDeskCard": "a room's name, entered with the key that ends it",
    "MemberExport": "for whom one file is, asked again for each",
    "PlanPreview": "for whom the preview is, asked again for each",
    "DocumentView": "for whom a copy is, asked again for each",
    "PapersTab": "for whom one paper is, asked again for each",
    "SavedFilters": "the name of a filter",
    "RosterFile": "where a file lies",
    "TranslationAnswer": "where a file lies and whose it is, asked again for each",
    "TranslationSend": "for whom one file is, asked again for each",
}


def typed_into() -> dict[str, type[QWidget]]:
    """The widgets whose form has something to type into."""
    found = {}
    for module in pkgutil.iter_modules(hhdesk.gui.__path__):
        loaded = importlib.import_module(f"hhdesk.gui.{module.name}")
        for name, one in inspect.getmembers(loaded, inspect.isclass):
            if one.__module__ == loaded.__name__ and issubclass(one, QWidget):
                kinds = [k for k in get_type_hints(one).values() if inspect.isclass(k)]
                if any(issubclass(kind, TYPED) for kind in kinds):
                    found[name] = one
    return found


def keeps_a_draft(form: type[QWidget]) -> bool:
    """It begins one itself, or as a kind of SavedForm."""
    ours = [one for one in form.__mro__ if one.__module__.startswith("hhdesk")]
    sources = [inspect.getsource(one) for one in ours if one is not SavedForm]
    return any("FormDraft(" in text or "self._keep(" in text for text in sources)


def test_every_form_keeps_a_draft_or_says_why_not() -> None:
    forms = typed_into()
    without = {name for name, form in forms.items() if not keeps_a_draft(form)}
    assert without == set(WITHOUT)
    assert {"ReferralForm", "SnoozeDialog"} <= forms.keys()
    # Its parts are typed into, and it keeps what is in all of them.
    assert keeps_a_draft(WrapUp)
