"""What was typed is there again after the program was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hhdesk import app
from hhdesk.app import Records
from hhdesk.care.clinic import ClinicDetails
from hhdesk.errors import DatabaseInUse
from hhdesk.gui.application import Speech
from hhdesk.gui.member_form import MemberForm
from hhdesk.gui.member_page import MemberPage
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Workstation
from hhdesk.settings import Settings
from hhdesk.store.opening import Target
from tests.gui import sample
from tests.gui.conftest import let_close
from tests.gui.sample import Sample
from tests.gui.typist import NAME, NOTE, PLAN_WORDS, SECRET, never


@pytest.fixture
def clinic(tmp_path: Path) -> tuple[Path, Sample]:
    """A clinic's own file, with its passphrase and some children in it."""
    path = tmp_path / "clinic.db"
    opened = app.create_database(Target(str(path)), SECRET, ClinicDetails("Eastmont"))
    people = sample.furnish(opened.database, opened.actor_id)
    opened.close()
    return path, people


def type_and_be_killed(path: Path, people: Sample, root: Path) -> None:
    """Another process types, and is killed as soon as it says that it is on disk."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.typist", str(path), str(people.mateo)],
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert typist.stdout is not None
    said = typist.stdout.readline()
    with pytest.raises(DatabaseInUse):
        Records(str(path), never, SECRET).open()
    typist.send_signal(signal.SIGKILL)
    typist.wait()
    typist.stdout.close()
    assert said == b"on disk\n"


def test_what_was_typed_is_offered_again_after_a_kill(
    qtbot: QtBot,
    theme: Theme,
    speech: Speech,
    clinic: tuple[Path, Sample],
    root: Path,
) -> None:
    path, people = clinic
    type_and_be_killed(path, people, root)
    for one in sorted(path.parent.iterdir()):
        content = one.read_bytes()
        assert b"Zyxwvut" not in content
        assert b"Wvutsr" not in content
        assert NAME.encode() not in content
        assert one.stat().st_mode & 0o077 == 0
    window = Window(theme)
    qtbot.addWidget(window, before_close_func=let_close)
    worker = InlineWorker()
    workstation = Workstation(window, worker, theme, speech, lambda **_: None)
    workstation.wear(Settings())
    window.show()
    records = Records(str(path), never, SECRET)
    workstation.begin(records)
    assert window.saving_chip.text() == "3 drafts"
    workstation.open_member(people.mateo, "care_plan")
    page = window.pages.currentWidget()
    assert isinstance(page, MemberPage)
    plan = page.care_plan
    assert plan.about.what_matters.english.toPlainText() == PLAN_WORDS
    assert plan.restored.isVisible()
    plan.save()
    assert window.saving_chip.text() == "2 drafts"
    workstation.edit_member(None)
    form = workstation.form(None)
    assert isinstance(form, MemberForm)
    assert form.values()["given"] == NAME
    form.restored.button.click()
    form.reject()
    assert workstation.desk
    workstation.desk.contact_wanted.emit(people.mateo)
    note = workstation.forms.calls.sheet(people.mateo)
    assert note.contact.note_field.toPlainText() == NOTE
    note.restored.button.click()
    assert window.saving_chip.text() == "All saved"
    note.reject()
    records.close()
