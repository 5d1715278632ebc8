"""The Today screen: what is to do and who comes, mine, my team's, or everyone's; beside
it the front desk's list and the caseload."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from hhdesk.care import adt, staff
from hhdesk.care.open_loops import WHOSE_WORDS, Whose
from hhdesk.care.staff import Role
from hhdesk.gui import forms, icons
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel
from hhdesk.gui.segments import Segments
from hhdesk.gui.today_work import TodayWork
from hhdesk.i18n import N_, _, format_date, ngettext

MY_DAY, FRONT_DESK, CASELOAD = "my_day", "front_desk", "caseload"
_VIEWS = {
    FRONT_DESK: ("hhdesk.gui.front_desk", "FrontDesk"),
    CASELOAD: ("hhdesk.gui.caseload", "CaseloadBoard"),
}
_VIEW_WORDS = {
    MY_DAY: N_("My day"),
    FRONT_DESK: N_("Front desk"),
    CASELOAD: N_("Caseload"),
}
_WHOSE_TIPS = {
    Whose.MINE: N_("What is mine, and that of colleagues for whom I stand in"),
    Whose.TEAM: N_("What is to do in my team"),
    Whose.EVERYONE: N_("What is to do in the whole clinic"),
}


@dataclass(frozen=True)
class Sees:
    """What the person at the desk may look at besides their own day."""

    everyone: bool = False
    caseload: bool = False
    front_desk: bool = False


def read_sees(session: Any, staff_id: UUID) -> Sees:
    """Leads look at all; where the clinic has no lead, every coordinator may."""
    roles = {one.id: one.role for one in staff.active_staff(session)}
    leads, role = staff.leads(session, staff_id), roles.get(staff_id)
    return Sees(leads, leads or role is Role.COORDINATOR, role is Role.FRONT_DESK)


class TodayScreen(Spoken, QWidget):
    title_label: QLabel
    day_label: ElidedLabel
    tools: Flow
    views: QStackedWidget

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "today")
        self._desk = desk
        self._furnish()
        self._sees = Sees()
        self._messages = 0
        self._view = MY_DAY
        self._whose = Whose(desk.whose)
        self.work = TodayWork(desk)
        self._built: dict[str, Any] = {MY_DAY: self.work}
        self.views.addWidget(self.work)
        self.setFocusProxy(self.views)
        self.views.setFocusProxy(self.work)
        self.view_choice.chosen.connect(self.show_view)
        self.whose_choice.chosen.connect(self.show_whose)
        self.print_button.clicked.connect(self.print_huddle)
        self.work.everyone_wanted.connect(self._show_more)
        desk.day_changed.connect(self.refill)
        desk.caseload_changed.connect(self._look_who)
        self.match_button.clicked.connect(desk.matching_wanted)
        desk.matching_changed.connect(self._count_messages)
        desk.day_changed.connect(self._count_messages)
        self.refill()
        self._look_who(first=True)
        self._count_messages()

    def _furnish(self) -> None:
        """What stands at the right of the title, in as many rows as it needs."""
        self.view_choice, self.whose_choice = Segments(self), Segments(self)
        self.print_button = QPushButton(self)
        icons.name_icon(self.print_button, "printer")
        self.match_button = QPushButton(self)
        icons.name_icon(self.match_button, "hospital")
        for tool in (
            self.match_button,
            self.view_choice,
            self.whose_choice,
            self.print_button,
        ):
            self.tools.add(tool)
        self.tools.align_right()
        self.match_button.hide()

    def _look_who(self, *, first: bool = False) -> None:
        self._desk.worker.read(
            read_sees,
            self._desk.worker.actor_id,
            lane="who looks at today",
            then=lambda sees: self._see(sees, first=first),
        )

    def _see(self, sees: Sees, *, first: bool) -> None:
        self._sees = sees
        if self._whose is Whose.EVERYONE and not sees.everyone:
            self.show_whose(Whose.MINE)
        self.refill()
        if first and sees.front_desk:
            self.show_view(FRONT_DESK)

    def _count_messages(self) -> None:
        self._desk.worker.read(
            adt.count_waiting, lane="hospital messages", then=self._show_messages
        )

    def _show_messages(self, count: int) -> None:
        """People whom hospitals told of and nobody here was found for."""
        self._messages = count
        self.match_button.setVisible(bool(count))
        words = ngettext(
            "{n} hospital message to match", "{n} hospital messages to match", count
        )
        self.match_button.setText(words.format(n=count))

    # ---------------------------------------------------------------- views

    def show_view(self, name: str) -> None:
        """My day, the front desk's list or the caseload; built when first shown."""
        if name not in self._built:
            module, screen = _VIEWS[name]
            made = getattr(importlib.import_module(module), screen)(self._desk)
            self._built[name] = made
            self.views.addWidget(made)
        self._view = name
        shown = self._built[name]
        self.views.setCurrentWidget(shown)
        self.views.setFocusProxy(shown)
        self._say_head()
        shown.setFocus()

    def view(self, name: str) -> QWidget | None:
        """A view, where it was shown already."""
        return self._built.get(name)

    @property
    def looked_at(self) -> UUID | None:
        """The child whom the person looks at, where the list tells."""
        found = getattr(self._built[self._view], "looked_at", None)
        return found if isinstance(found, UUID) else None

    def show_whose(self, whose: str) -> None:
        """Whose work the list shows; the settings remember it."""
        self._whose = Whose(whose)
        self._desk.whose = self._whose.value
        self._desk.whose_chosen.emit(self._whose.value)
        self.work.show_whose(self._whose)
        self._say_head()
        self.work.table.setFocus()

    def _show_more(self) -> None:
        self.show_whose(Whose.EVERYONE if self._sees.everyone else Whose.TEAM)

    def print_huddle(self) -> None:
        """The day on one sheet, for the morning's huddle."""
        module = importlib.import_module("hhdesk.gui.huddle")
        module.show_huddle(self._desk, self.window())

    # ---------------------------------------------------------------- words

    def refill(self) -> None:
        self.print_button.setText(_("Print the huddle sheet"))
        self._show_messages(self._messages)
        self.day_label.setText(format_date(self._desk.today, "full"))
        self._offer_views()
        self._offer_whose()
        self._say_head()

    def _offer_views(self) -> None:
        offered = [MY_DAY, FRONT_DESK]
        if self._sees.caseload:
            offered.append(CASELOAD)
        words = {name: _(_VIEW_WORDS[name]) for name in offered}
        self.view_choice.offer({name: (word, word) for name, word in words.items()})

    def _offer_whose(self) -> None:
        offered = [Whose.MINE, Whose.TEAM]
        if self._sees.everyone:
            offered.append(Whose.EVERYONE)
        self.whose_choice.offer(
            {one.value: (_(WHOSE_WORDS[one]), _(_WHOSE_TIPS[one])) for one in offered}
        )

    def _say_head(self) -> None:
        self.view_choice.choose(self._view)
        whose = self._whose
        if whose is Whose.EVERYONE and not self._sees.everyone:
            whose = Whose.MINE
        self.whose_choice.choose(whose.value)
        self.whose_choice.setVisible(self._view == MY_DAY)
