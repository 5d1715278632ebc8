"""A workstation of its own that types, says when it is on disk, and waits to be killed.

python -m tests.gui.typist DATABASE MEMBER
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest

from hhdesk.app import Opened, Records
from hhdesk.gui.application import dressed
from hhdesk.gui.member_form import MemberForm
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.threads import ThreadWorker
from hhdesk.gui.window import Window
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings

SECRET = "correct horse"
PLAN_WORDS = "To sleep through the night. Zyxwvut"
NAME = "Canarybird"
NOTE = "She will call back. Wvutsr"


def never() -> Opened:
    raise AssertionError("nobody asked for the demonstration")


def wait(ready: Callable[[], bool]) -> None:
    while not ready():
        QTest.qWait(10)


def main(path: str, member_id: UUID) -> None:
    records = Records(path, never, SECRET)
    _, theme, speech = dressed(Settings())
    window, worker = Window(theme), ThreadWorker()
    workstation = Workstation(window, worker, theme, speech, lambda **_: None)
    workstation.wear(Settings())
    window.show()
    workstation.begin(records)
    wait(lambda: workstation.desk is not None)
    workstation.open_member(member_id, "care_plan")
    page = window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    wait(lambda: page.care_plan.draft is not None)
    page.care_plan.about.what_matters.english.setPlainText(PLAN_WORDS)
    workstation.edit_member(None)
    form = workstation.form(None)
    assert isinstance(form, MemberForm)
    QTest.keyClicks(form.field("given"), NAME)
    assert workstation.desk is not None
    workstation.desk.contact_wanted.emit(member_id)
    wait(lambda: workstation.forms.calls.sheet(member_id) is not None)
    note = workstation.forms.calls.sheet(member_id)
    wait(lambda: note.contact.note_field.isEnabled())
    QTest.keyClicks(note.contact.note_field, NOTE)
    drafts = records.open_now.drafts
    assert drafts is not None
    wait(lambda: len(drafts.read()) == 3)
    print("on disk", flush=True)
    wait(lambda: False)


if __name__ == "__main__":
    main(sys.argv[1], UUID(sys.argv[2]))
