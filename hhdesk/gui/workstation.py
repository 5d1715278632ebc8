"""Ties the window to the records: opens them, builds screens, opens members."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from hhdesk.errors import Refusal
from hhdesk.gui.screens import BESIDE, SCREENS
from hhdesk.gui.theme import Theme
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import Database, Worker
from hhdesk.i18n import explain
from hhdesk.settings import Settings

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QDialog, QMenu, QMessageBox

    from hhdesk.gui.desk import Desk, Place
    from hhdesk.gui.draft_keeper import DraftsFile

_LOOK_MS = 300_000

# Desk and dialogs come with the screens: the first paint needs neither.


class Opened(Protocol):
    """What `app` opens: the records, and who works with them."""

    @property
    def database(self) -> Database: ...

    @property
    def actor_id(self) -> UUID: ...

    @property
    def actor_name(self) -> str: ...

    @property
    def demonstration(self) -> bool: ...

    @property
    def drafts(self) -> DraftsFile | None: ...

    @property
    def drafts_note(self) -> Refusal | None: ...


class Records(Protocol):
    """Where the records are, and the ways to come to them; `app` hands it in."""

    place: str

    def open(self, passphrase: str | None = None) -> Opened: ...

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened: ...

    def demonstrate(self) -> Opened: ...


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
        self._records: Records | None = None
        self.desk: Desk | None = None
        self._dialogs: dict[UUID | None, Any] = {}
        self.apology: QMessageBox | None = None
        self.drafts_menu: QMenu | None = None
        window.language_chosen.connect(self.speak)
        window.page_wanted.connect(self._show)
        window.member_closed.connect(self.close_member)
        window.new_member_wanted.connect(lambda: self.edit_member(None))
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
        self.window.place(settings.window)
        self.window.rail.fold(settings.rail_collapsed)
        self.window.rail.offer(SCREENS)
        self.window.rail.setEnabled(False)

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
        self._actor_id = opened.actor_id
        self._drafts_file, self._drafts_note = opened.drafts, opened.drafts_note
        self.window.rail.sign_in(opened.actor_name)
        self.window.tell_demonstration(opened.demonstration)
        self.worker.read(
            _look_around, opened.actor_id, then=self._furnish, failed=self._refused
        )

    def _furnish(self, place: Place) -> None:
        """Build what needs the records: desk, screens, the field that finds."""
        from hhdesk.gui.desk import Desk

        desk = Desk(self.worker, place, self, self._drafts_file)
        self.desk = desk
        desk.member_wanted.connect(self.open_member)
        desk.form_wanted.connect(self.edit_member)
        desk.referral_wanted.connect(self.open_referral)
        desk.slip_wanted.connect(self.show_slip)
        desk.referral_form_wanted.connect(self.begin_referral)
        desk.said.connect(self.window.toast.say)
        desk.drafts.changed.connect(self._count_drafts)
        desk.drafts.failed.connect(lambda refusal: desk.say(explain(refusal)))
        for entry in SCREENS:
            module = importlib.import_module(entry.module)
            screen = getattr(module, entry.screen)(desk)
            self.window.add_page(Page(entry.id), screen)
        dialogs = importlib.import_module("hhdesk.gui.appointment_dialogs")
        self.appointments: Any = dialogs.AppointmentDialogs(desk, self.window)
        finding = importlib.import_module("hhdesk.gui.finding")
        finding.Finding(desk, self.window.quick_find)
        self.window.open_for_work(self._may_close)
        self._every_few_minutes = QTimer(self, interval=_LOOK_MS)
        self._every_few_minutes.timeout.connect(self._look_at_the_day)
        self._every_few_minutes.start()
        self.window.rail.setEnabled(True)
        self._show(Page(SCREENS[0].id))
        self._count_drafts()
        if self._drafts_note is not None:
            desk.say(explain(self._drafts_note))
        self.furnished.emit()

    def _look_at_the_day(self) -> None:
        if self.desk is not None:
            look = self.desk.look_at
            self.worker.read(_look_around, self._actor_id, then=look)

    def _show(self, page: Page) -> None:
        if self.window.page(page) is not None:
            self.window.show_page(page)
        elif page.member_id is not None:
            self.open_member(page.member_id, "")

    def open_member(self, member_id: UUID, tab: str = "") -> None:
        """Show the member's page, opening it if it is not; "" keeps its tab."""
        page = Page("members", member_id)
        widget: Any = self.window.page(page)
        if widget is None:
            module = importlib.import_module("hhdesk.gui.member_page")
            widget = module.MemberPage(self.desk, member_id)
            widget.named.connect(partial(self.window.rail.show_member, member_id))
            self.window.add_page(page, widget)
            widget.begin()
        self.window.show_page(page)
        if tab:
            widget.show_tab(tab)

    def open_referral(self, member_id: UUID | None, referral_id: UUID) -> None:
        """Show one referral on its member's page, or in the list of all."""
        if member_id is None:
            self._show(Page("referrals"))
            screen: Any = self.window.page(Page("referrals"))
            screen.open_referral(referral_id)
            return
        self.open_member(member_id, "referrals")
        page: Any = self.window.page(Page("members", member_id))
        page.show_referral(referral_id)

    def show_slip(self, member_id: UUID, referral_id: UUID) -> None:
        """Show a referral's paper on its member's page."""
        self.open_member(member_id)
        page: Any = self.window.page(Page("members", member_id))
        page.show_slip(referral_id)

    def begin_referral(self, member_id: UUID | None) -> None:
        """Open the form of a new referral."""
        module = importlib.import_module("hhdesk.gui.referral_form")
        module.new_referral(self.desk, self.window, member_id)

    def close_member(self, member_id: UUID) -> None:
        """Close the page; what was typed there stays a draft."""
        page = Page("members", member_id)
        was_shown = self.window.shown == page
        self.window.remove_page(page)
        self.window.rail.forget_member(member_id)
        if was_shown:
            self._show(Page(SCREENS[0].id))

    def edit_member(self, member_id: UUID | None) -> None:
        """Open the member form, or bring the one that is open to the front."""
        dialog = self._dialogs.get(member_id)
        if dialog is None:
            module = importlib.import_module("hhdesk.gui.member_form")
            dialog = module.MemberForm(self.desk, member_id, self.window)
            dialog.finished.connect(partial(self._form_closed, member_id))
            self._dialogs[member_id] = dialog
        dialog.open()

    def form(self, member_id: UUID | None) -> QDialog | None:
        """The member form that is open for this member, None being a new one."""
        return self._dialogs.get(member_id)

    def _form_closed(self, member_id: UUID | None, _code: int) -> None:
        dialog = self._dialogs.pop(member_id, None)
        if dialog is not None:
            dialog.deleteLater()

    def speak(self, language: str) -> None:
        """Everything that is open speaks this language from now on."""
        self._speech.speak(language)
        self._change_settings(language=language)

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
        self._change_settings(
            theme=self.theme.choice, text_scale=round(self.theme.scale * 100)
        )

    def _keep_place(self) -> None:
        self._change_settings(
            window=self.window.placed(), rail_collapsed=self.window.rail.narrow
        )

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
    from hhdesk.care import staff
    from hhdesk.gui.desk import Place

    found = [one for one in staff.active_staff(session) if one.id == actor_id]
    languages = found[0].qualified_languages if found else ()
    return Place(session.today(), session.zone, languages)
