"""What the commands do: each line of the command table meets its act here."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hhdesk.gui.appearance import SCALES
from hhdesk.gui.command_finding import CommandFinding
from hhdesk.gui.command_table import screen_command
from hhdesk.gui.desk import Desk
from hhdesk.gui.desk_memory import DeskMemory
from hhdesk.gui.locking import Locking
from hhdesk.gui.screens import SCREENS
from hhdesk.gui.visit_acts import BookingWish
from hhdesk.gui.window import Page
from hhdesk.i18n import LANGUAGES, current_language

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QDialog

    from hhdesk.gui.workstation import Workstation

# Not asked of a command that only finds another one.
_NOT_USED = ("find", "tab.next", "tab.previous", "tab.close", "desk.lock")


class FrameActs(QObject):
    def __init__(
        self, workstation: Workstation, desk: Desk, memory: DeskMemory
    ) -> None:
        super().__init__(workstation)
        self._workstation = workstation
        self._window = workstation.window
        self._desk = desk
        self.memory = memory
        self._sheet: QDialog | None = None
        self.locking = Locking(workstation, desk)
        self.finding = CommandFinding(
            desk,
            self._window.quick_find,
            self._window.commands,
            memory,
            self._shown_member,
        )
        for command_id, does in self._acts().items():
            self._window.commands.bind(command_id, does)
        self._window.commands.done.connect(self._used)
        desk.translations_wanted.connect(self.show_translations)
        desk.checking_wanted.connect(self.show_checking)
        desk.matching_wanted.connect(self.show_matching)

    def _acts(self) -> dict[str, Callable[[], object]]:
        pages = self._workstation.pages
        acts: dict[str, Callable[[], object]] = {
            screen_command(entry.id): self._show(entry.id) for entry in SCREENS
        }
        return acts | {
            "new.member": lambda: self._desk.form_wanted.emit(None),
            "new.referral": self._begin_referral,
            "new.appointment": self._begin_appointment,
            "new.contact": lambda: self._desk.contact_wanted.emit(None),
            "new.stay": lambda: self._desk.stay_wanted.emit(None),
            "new.intake": lambda: self._desk.intake_wanted.emit(None),
            "new.enrollment": lambda: self._desk.enrollment_wanted.emit(None),
            "list.programs": lambda: self._desk.program_wanted.emit("", ""),
            "list.import": self._import_roster,
            "list.hospital": self._import_hospital,
            "list.matching": self.show_matching,
            "list.export": lambda: self._on("members").export(),
            "list.huddle": lambda: self._on("today").print_huddle(),
            "list.translations": lambda: self.show_translations(None),
            "list.checking": lambda: self.show_checking("", ""),
            "tab.next": lambda: pages.turn(1),
            "tab.previous": lambda: pages.turn(-1),
            "tab.close": pages.close_shown,
            "desk.settings": self._page("settings", "settings_page", "SettingsPage"),
            "desk.help": self._page("help", "help_page", "HelpPage"),
            "desk.keys": self._open("shortcut_sheet", "ShortcutSheet"),
            "desk.about": self._open("about", "About"),
            "desk.lock": self.locking.lock,
            "desk.quit": self._window.close,
            **self._looks(),
        }

    def _looks(self) -> dict[str, Callable[[], object]]:
        theme = self._workstation.theme
        return {
            "look.language": self._turn_language,
            "look.light": lambda: theme.choose("light"),
            "look.dark": lambda: theme.choose("dark"),
            "look.contrast": lambda: theme.choose("contrast"),
            "look.system": lambda: theme.choose("system"),
            "look.larger": lambda: self._scale(1),
            "look.smaller": lambda: self._scale(-1),
        }

    def _show(self, screen: str) -> Callable[[], None]:
        return lambda: self._workstation.pages.show(Page(screen))

    def _on(self, screen: str) -> Any:
        """A screen of the rail, shown."""
        self._show(screen)()
        return self._window.page(Page(screen))

    def _page(self, name: str, module: str, kind: str) -> Callable[[], None]:
        """Shows a page of the frame's own, building it when it is first wanted."""

        def show() -> None:
            if self._window.page(Page(name)) is None:
                found = importlib.import_module(f"hhdesk.gui.{module}")
                self._window.add_page(
                    Page(name), getattr(found, kind)(self._workstation)
                )
            self._window.show_page(Page(name))

        return show

    def _on_desk(self, name: str, module: str, kind: str) -> Any:
        """A page beside the rail's screens, shown; it is built with the desk."""
        page = Page(name)
        if self._window.page(page) is None:
            found = importlib.import_module(f"hhdesk.gui.{module}")
            self._window.add_page(page, getattr(found, kind)(self._desk))
        self._window.show_page(page)
        return self._window.page(page)

    def show_translations(self, member_id: UUID | None, key: Any = None) -> Any:
        """The lines that wait for a translator or a check, of a member or of all."""
        shown = self._on_desk("translations", "translation_work", "TranslationWork")
        shown.show_line(key, member_id)
        return shown

    def show_checking(self, language: str, line: str) -> None:
        self._on_desk("checking", "checking", "Checking").go_on(language, line)

    def _open(self, module: str, kind: str) -> Callable[[], None]:
        """Opens a sheet over the window; the one that was open gives way."""

        def show() -> None:
            if self._sheet is not None:
                self._sheet.reject()
            found = importlib.import_module(f"hhdesk.gui.{module}")
            self._sheet = getattr(found, kind)(self._workstation)
            self._sheet.finished.connect(self._sheet_closed)
            self._sheet.open()

        return show

    def _sheet_closed(self, _code: int) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    @property
    def sheet(self) -> Any:
        """The sheet of keys, or About, while it is open."""
        return self._sheet

    def _shown_member(self) -> Any:
        shown = self._window.shown
        return shown.member_id if shown is not None else None

    def _begin_referral(self) -> None:
        """Of the child whose page is shown, else of one to be chosen."""
        self._desk.referral_form_wanted.emit(self._shown_member())

    def _begin_appointment(self) -> None:
        self._desk.booking_wanted.emit(BookingWish(member_id=self._shown_member()))

    def _import_roster(self) -> None:
        module = importlib.import_module("hhdesk.gui.roster_import")
        module.begin_import(self._desk, self._window)

    def _import_hospital(self) -> None:
        module = importlib.import_module("hhdesk.gui.hospital_import")
        module.begin_import(self._desk, self._window)

    def show_matching(self) -> None:
        """The people of hospitals' messages who wait for a match."""
        self._on_desk("matching", "matching_list", "MatchingList").read()

    def _turn_language(self) -> None:
        known = list(LANGUAGES)
        at = known.index(current_language()) if current_language() in known else 0
        self._workstation.speak(known[(at + 1) % len(known)])

    def _scale(self, step: int) -> None:
        theme = self._workstation.theme
        percent = round(theme.scale * 100)
        at = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - percent))
        theme.enlarge(SCALES[min(max(at + step, 0), len(SCALES) - 1)] / 100)

    def _used(self, command_id: str) -> None:
        if command_id not in _NOT_USED:
            self.memory.used(command_id)
