"""Ties the window to the records: opens them, builds screens, tells the frame."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from hhdesk.errors import Refusal
from hhdesk.gui.records import Opened, Records
from hhdesk.gui.screens import BESIDE, SCREENS
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import Worker
from hhdesk.i18n import explain
from hhdesk.settings import Settings

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QDialog, QMenu, QMessageBox

    from hhdesk.gui.desk import Desk, Place
    from hhdesk.gui.form_windows import FormWindows
    from hhdesk.gui.frame_acts import FrameActs
    from hhdesk.gui.member_pages import MemberPages

__all__ = ["Opened", "Records", "Workstation"]

_LOOK_MS = 300_000

# Desk, pages and dialogs come with the screens: the first paint needs none of them.


class Speaks(Protocol):
    def speak(self, language: str) -> None: ...


def prepare(open_records: Callable[..., Opened], *args: str) -> Opened:
    """Import what the screens need and open the records; away from the GUI thread."""
    for entry in SCREENS:
        importlib.import_module(entry.module)
    for module in BESIDE:
        importlib.import_module(module)
    return open_records(*args)


class Workstation(QObject):
    furnished = Signal()
    """The records are open and the screens are built."""

    pages: MemberPages
    forms: FormWindows
    acts: FrameActs

    def __init__(
        self,
        window: Window,
        worker: Worker,
        theme: Theme,
        speech: Speaks,
        change_settings: Callable[..., Any],
    ) -> None:
        super().__init__(window)
        self.window = window
        self.worker = worker
        self.theme = theme
        self._speech = speech
        self._change_settings = change_settings
        self.settings = Settings()
        self._records: Records | None = None
        self.opened: Opened | None = None
        self.desk: Desk | None = None
        self.apology: QMessageBox | None = None
        self.drafts_menu: QMenu | None = None
        window.language_chosen.connect(self.speak)
        window.opening.retry_wanted.connect(self._retry)
        window.opening.unlock_wanted.connect(self._unlock)
        window.opening.create_wanted.connect(self._create)
        window.opening.demonstration_wanted.connect(self._demonstrate)
        window.closing.connect(self._keep_place)
        theme.changed.connect(self._keep_theme)
        worker.saving.connect(window.saving_chip.count_saving)
        worker.away.connect(window.saving_chip.tell_away)
        window.saving_chip.pressed.connect(self._list_drafts)
        worker.bug.connect(self._apologize)

    def wear(self, settings: Settings) -> None:
        """Stand and fold as the settings say."""
        self.settings = settings
        self.window.place(settings.window)
        self.window.rail.fold(settings.rail_collapsed)
        self.window.rail.offer(SCREENS)

    def keep(self, **choices: Any) -> None:
        """Keep choices of this workstation."""
        self.settings = replace(self.settings, **choices)
        self._change_settings(**choices)

    @property
    def place(self) -> str:
        """Where the records are; never with a password."""
        return self._records.place if self._records is not None else ""

    def begin(self, records: Records) -> None:
        """Import the screens and open the records, beside the painted window."""
        self._records = records
        self.window.opening.tell_place(records.place)
        self._try(records.open)

    def _try(self, way: Callable[..., Opened], *args: str) -> None:
        self.window.opening.wait()
        self.worker.job(prepare, way, *args, then=self._opened, failed=self._refused)

    def _retry(self) -> None:
        if self._records is not None:
            self._try(self._records.open)

    def _unlock(self, passphrase: str) -> None:
        if self._records is not None:
            self._try(self._records.open, passphrase)

    def _create(self, clinic: str, phone: str, passphrase: str) -> None:
        if self._records is not None:
            self._try(self._records.create, clinic, phone, passphrase)

    def _demonstrate(self) -> None:
        if self._records is not None:
            self._try(self._records.demonstrate)

    def _refused(self, refusal: Refusal) -> None:
        self.window.opening.refuse(refusal)

    def _opened(self, opened: Opened) -> None:
        self.worker.use(opened.database, opened.actor_id)
        self.opened = opened
        self.window.rail.sign_in(opened.actor_name)
        self.window.tell_demonstration(opened.demonstration)
        self.worker.read(
            _look_around, opened.actor_id, then=self._furnish, failed=self._refused
        )

    def _furnish(self, place: Place) -> None:
        """Build what needs the records: desk, screens, pages, forms, commands."""
        from hhdesk.gui.desk import Desk
        from hhdesk.gui.desk_memory import DeskMemory
        from hhdesk.gui.form_windows import FormWindows
        from hhdesk.gui.frame_acts import FrameActs
        from hhdesk.gui.member_pages import MemberPages
        from hhdesk.gui.rail_counts import RailCounts

        assert self.opened is not None
        desk = Desk(self.worker, place, self, self.opened.drafts)
        desk.whose = self.settings.whose
        desk.plan_panel = self.settings.plan_panel
        desk.scan_folder = self.settings.scan_folder
        self.desk = desk
        memory = DeskMemory(self.worker, self.opened.drafts, self)
        self._listen(desk)
        for entry in SCREENS:
            module = importlib.import_module(entry.module)
            screen = getattr(module, entry.screen)(desk)
            self.window.add_page(Page(entry.id), screen)
        self.pages = MemberPages(desk, self.window, memory)
        self.forms = FormWindows(desk, self.window)
        self.acts = FrameActs(self, desk, memory)
        self.window.open_for_work(self._may_close)
        counts = RailCounts(desk, self)
        self._every_few_minutes = QTimer(self, interval=_LOOK_MS)
        self._every_few_minutes.timeout.connect(self._look_at_the_day)
        self._every_few_minutes.timeout.connect(counts.look)
        self._every_few_minutes.start()
        self.pages.reopen()
        counts.look()
        self._count_drafts()
        if self.opened.drafts_note is not None:
            desk.say(explain(self.opened.drafts_note))
        self.furnished.emit()

    def _listen(self, desk: Desk) -> None:
        desk.said.connect(self.window.toast.say)
        desk.counted.connect(self.window.rail.tell_count)
        desk.whose_chosen.connect(lambda whose: self.keep(whose=whose))
        desk.plan_panel_chosen.connect(lambda shown: self.keep(plan_panel=shown))
        desk.drafts.changed.connect(self._count_drafts)
        desk.drafts.failed.connect(lambda refusal: desk.say(explain(refusal)))

    def _look_at_the_day(self) -> None:
        if self.desk is not None and self.opened is not None:
            look = self.desk.look_at
            self.worker.read(_look_around, self.opened.actor_id, then=look)

    def open_member(self, member_id: UUID, tab: str = "") -> None:
        """Show the member's page, opening it if it is not; "" keeps its tab."""
        self.pages.open_member(member_id, tab)

    def close_member(self, member_id: UUID) -> None:
        """Close the page; what was typed there stays a draft."""
        self.pages.close_member(member_id)

    def edit_member(self, member_id: UUID | None) -> None:
        """Open the member form, or bring the one that is open to the front."""
        self.forms.edit_member(member_id)

    def form(self, member_id: UUID | None) -> QDialog | None:
        """The member form that is open for this member, None being a new one."""
        return self.forms.member_form(member_id)

    @property
    def appointments(self) -> Any:
        """Cards and forms of visits."""
        return self.forms.appointments

    def speak(self, language: str) -> None:
        """Everything that is open speaks this language from now on."""
        self._speech.speak(language)
        self.keep(language=language)

    def _count_drafts(self) -> None:
        if self.desk is not None:
            drafts, chip = self.desk.drafts, self.window.saving_chip
            chip.count_drafts(len(drafts.all()), on_disk=drafts.on_disk)

    def _list_drafts(self) -> None:
        from hhdesk.gui.draft_menu import DraftMenu

        if self.desk is not None:
            chip = self.window.saving_chip
            self.drafts_menu = menu = DraftMenu(self.desk, self.window)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _keep_theme(self) -> None:
        self.keep(
            theme=self.theme.choice,
            text_scale=round(self.theme.scale * 100),
            compact_rows=self.theme.packed,
        )

    def _keep_place(self) -> None:
        self.keep(window=self.window.placed(), rail_collapsed=self.window.rail.narrow)

    def _may_close(self) -> bool:
        """Drafts on disk are there again at the next start; others the person decides
        about."""
        from hhdesk.gui.dialogs import ask_to_discard

        if self.desk is None:
            return True
        if self.desk.drafts.settle():
            return True
        return ask_to_discard(self.window, len(self.desk.drafts.all()))

    def _apologize(self, _error: BaseException) -> None:
        """What no screen expected: say so once; everything typed stays."""
        from hhdesk.gui.dialogs import apology

        if self.apology is None:
            self.apology = apology(self.window)
            self.apology.finished.connect(self._apologized)
            self.apology.open()

    def _apologized(self, _code: int) -> None:
        self.apology = None


def _look_around(session: Any, actor_id: UUID) -> Place:
    """The day, the zone and the person, read when the records were opened."""
    from hhdesk.care import clinic, staff
    from hhdesk.gui.desk import Place

    found = [one for one in staff.active_staff(session) if one.id == actor_id]
    languages = found[0].qualified_languages if found else ()
    name = clinic.clinic(session).name
    return Place(session.today(), session.zone, languages, name)
