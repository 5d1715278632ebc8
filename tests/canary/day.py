"""A scripted day with a child of whom no trace may be left: run by test_canary.

`python day.py FOLDER` opens the workstation as a person does, with its real threads,
works, meets errors and a bug, and ends as a crash does, with text typed and not saved.
It prints what a passer-by and the system saw of it: window titles and names of files.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from sqlalchemy import text

from hhdesk import app
from hhdesk.care import booking, page_views, plan_saving, referral_acts
from hhdesk.errors import InvalidField
from hhdesk.gui import member_values
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.window import Page, Window
from hhdesk.gui.workstation import Workstation
from tests.care.act_desk import CANARY, PHONE, PLAN, REFERRAL, Desk

PASSPHRASE = "a day's passphrase"
SECONDS = 60

Ready = Callable[[], object]


class Day:
    """The steps of the day; each waits until the window is so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[str] = set()
        self.member_id: UUID | None = None
        self.done: list[str] = []
        self._ticks = 0
        self._steps = self._day()
        self._ready: Ready = lambda: True
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        self._ticks += 1
        for widget in QApplication.topLevelWidgets():
            self.seen.add(widget.windowTitle())
        if self._ticks > SECONDS * 50:
            self.end("too slow")
        try:
            if self._ready():
                self._ready = next(self._steps)
        except Exception as error:  # a step of ours, not of the program
            self.end(f"{error!r} after {self.done}")

    def end(self, why: str = "") -> NoReturn:
        """As a crash does: nothing is closed, nothing is tidied up."""
        told = {"seen": sorted(self.seen), "done": self.done, "why": why}
        print(json.dumps(told), flush=True)
        os._exit(0)

    @property
    def window(self) -> Window:
        return next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, Window)
        )

    @property
    def workstation(self) -> Any:
        return self.window.findChild(Workstation)

    def act(self, use_case: Callable[..., Any], *args: Any, **more: Any) -> Ready:
        """One act through the window's own worker; ready when it is answered."""
        answers: list[Any] = []
        self.workstation.worker.run(
            use_case, *args, then=answers.append, failed=answers.append, **more
        )
        return lambda: self._answered(use_case, answers)

    def _answered(self, use_case: Callable[..., Any], answers: list[Any]) -> bool:
        if answers:
            name = getattr(use_case, "__name__", "act")
            self.done.append(f"{name}: {type(answers[0]).__name__}")
        return bool(answers)

    def page(self, name: str, member_id: UUID | None = None) -> Any:
        return self.window.page(Page(name, member_id))

    def _day(self) -> Iterator[Ready]:
        yield from self._open()
        yield from self._enter_a_member()
        yield from self._find_the_member()
        yield from self._write_about_the_member()
        yield from self._look_around()
        yield from self._print()
        yield from self._meet_errors()
        yield from self._type_and_crash()
        self.end()

    def _open(self) -> Iterator[Ready]:
        yield lambda: self.window.opening.door is not None
        self.window.opening.create_wanted.emit(
            "Dos Puentes", "510-555-0100", PASSPHRASE
        )
        yield lambda: self.workstation.desk is not None

    def _fill(self, form: Any, **exact: str) -> None:
        """Type into every line of the member form; other fields keep their choice."""
        for name in member_values.blank():
            field = form.findChild(QWidget, f"{name.replace('.', '_')}_field")
            line = getattr(field, "field", field)
            if isinstance(line, QLineEdit):
                free = PHONE if name.endswith("phone") else f"{CANARY} {name}"
                line.setText(exact.get(name, free))
                line.textEdited.emit(line.text())

    def _enter_a_member(self) -> Iterator[Ready]:
        self.workstation.edit_member(None)
        form = self.workstation.form(None)
        self._fill(form, birth_date="3/17/2019", cin="90001234B")
        form.save()
        lines = form.findChildren(FieldNotice)

        def refused() -> list[str]:
            return [one.text() for one in lines if one.isVisible() and one.text()]

        def entered() -> bool:
            return self.workstation.form(None) is None

        yield lambda: entered() or refused()
        self.done.append("entered" if entered() else "; ".join(refused()))

    def _find_the_member(self) -> Iterator[Ready]:
        screen = self.page("members")
        for typed in (CANARY, f"{CANARY[:-1]}l given", PHONE):
            screen.search_field.setText(typed)
            screen.ask()
            yield lambda: screen.model.hits and screen.answer_label.text()
        self.member_id = screen.model.hits[0].member_id
        screen.table.choose(0)
        yield lambda: screen.preview.member_id == self.member_id
        self.workstation.open_member(self.member_id)
        banner = self.page("members", self.member_id).banner
        yield lambda: CANARY in banner.name_label.text()

    def _write_about_the_member(self) -> Iterator[Ready]:
        member_id = self.member_id
        yield self.act(plan_saving.save, member_id, PLAN, seen=0, language="es")
        yield self.act(referral_acts.create, member_id, REFERRAL)
        yield self.act(_book, member_id)

    def _look_around(self) -> Iterator[Ready]:
        self.workstation.speak("es")
        self.workstation.theme.choose("dark")
        for page in self.window.open_pages():
            self.window.show_page(page)
            yield lambda: True
        for tab in ("overview", "care_plan", "referrals", "appointments", "papers"):
            self.workstation.open_member(self.member_id, tab)
            yield lambda: True

    def _print(self) -> Iterator[Ready]:
        papers = self.page("members", self.member_id).papers
        yield lambda: papers.made is not None and papers.view.pages > 0
        saved = self.folder / "handed-out" / "paper.pdf"
        saved.parent.mkdir()

        def choose(*given: Any, **_: Any) -> tuple[str, str]:
            self.seen.update(str(one) for one in given if isinstance(one, str))
            return str(saved), ""

        QFileDialog.getSaveFileName = staticmethod(choose)  # type: ignore[method-assign]
        papers.save_button.click()
        yield saved.exists
        self.done.append("printed")

    def _meet_errors(self) -> Iterator[Ready]:
        yield self.act(_refuse)
        yield self.act(page_views.note, UUID(int=7))
        for bug in (_bug, _sql_bug):
            yield self.act(bug)
            yield lambda: self.workstation.apology is not None
            self.seen.add(self.workstation.apology.text())
            self.workstation.apology.close()
            yield lambda: self.workstation.apology is None
        QTimer.singleShot(0, _bug)
        yield lambda: self.workstation.apology is not None
        self.workstation.apology.close()
        yield lambda: self.workstation.apology is None
        self.done.append("met bugs")

    def _type_and_crash(self) -> Iterator[Ready]:
        self.workstation.edit_member(self.member_id)
        form = self.workstation.form(self.member_id)
        yield lambda: form.values()["given"]
        self._fill(form)
        form.reject()
        kept = self.workstation.desk.drafts
        yield lambda: kept.on_disk
        self.done.append("kept a draft")


def _book(session: Any, member_id: UUID) -> Any:
    desk = Desk(session, member_id, member_id)
    return booking.book(session, member_id, desk.visit_details(30), [desk.ride()])


def _refuse(_session: Any) -> None:
    raise InvalidField("given", "{text} is wrong.", text=CANARY)


def _bug(*_: Any) -> None:
    raise ValueError(CANARY)


def _sql_bug(session: Any) -> None:
    insert = text("INSERT INTO staff (id, name) VALUES (:word, :word)")
    session.execute(insert, {"word": CANARY})


def nobody_asked() -> NoReturn:
    raise RuntimeError("nobody asked for a demonstration")


def main() -> None:
    folder = Path(sys.argv[1])
    os.umask(0o077)
    QApplication([])
    day = Day(folder)
    app.run(app.Records(str(folder / "data" / "clinic.db"), nobody_asked))
    day.end("the window was closed")


if __name__ == "__main__":
    main()
