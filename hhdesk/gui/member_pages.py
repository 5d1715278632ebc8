"""The pages of members in the window: opened, closed, cycled, and there again when the
window is opened anew."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from hhdesk.gui.screens import SCREENS
from hhdesk.gui.window import Page, Window

if TYPE_CHECKING:
    from hhdesk.care.page_views import SeenMember
    from hhdesk.gui.desk import Desk
    from hhdesk.gui.desk_memory import DeskMemory


class MemberPages(QObject):
    """A member who was open is a tab at first: the page is built, and noted as looked
    at, when somebody turns to it."""

    def __init__(self, desk: Desk, window: Window, memory: DeskMemory) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._memory = memory
        self._tab: dict[UUID, str] = {}
        """On which tab a member who is not built yet was left."""
        window.page_wanted.connect(self.show)
        window.page_shown.connect(lambda _: self.remember())
        window.member_tabs.close_wanted.connect(self.close_member)
        desk.member_wanted.connect(self.open_member)
        desk.referral_wanted.connect(self.open_referral)
        desk.slip_wanted.connect(self.show_slip)
        desk.member_gone.connect(self.go_over)
        desk.drafts.changed.connect(self.mark_unsaved)

    def show(self, page: Page) -> None:
        """Bring a page to the front, whether it is built or not."""
        if page.member_id is not None:
            self.open_member(page.member_id)
        elif self._window.page(page) is not None:
            self._window.show_page(page)

    def open_member(self, member_id: UUID, tab: str = "") -> None:
        """Show the member's page, opening it if it is not; "" keeps its tab."""
        page = Page("members", member_id)
        if self._window.page(page) is None:
            self._build(page, member_id)
        self._window.show_page(page)
        if tab:
            self._widget(member_id).show_tab(tab)
        self._memory.opened(member_id)

    def _build(self, page: Page, member_id: UUID) -> None:
        module = importlib.import_module("hhdesk.gui.member_page")
        widget = module.MemberPage(self._desk, member_id)
        widget.named.connect(partial(self._named, member_id))
        self._window.add_page(page, widget)
        widget.begin()
        if tab := self._tab.pop(member_id, ""):
            widget.show_tab(tab)
        widget.tabs.currentChanged.connect(lambda _: self.remember())

    def _named(self, member_id: UUID, name: str) -> None:
        self._window.member_tabs.show_member(member_id, name)
        shown = self._window.shown
        self._window.member_tabs.mark(shown.member_id if shown else None)
        self.mark_unsaved()
        self.remember()

    def _widget(self, member_id: UUID) -> Any:
        return self._window.page(Page("members", member_id))

    def open_referral(self, member_id: UUID | None, referral_id: UUID) -> None:
        """Show one referral on its member's page, or in the list of all."""
        if member_id is None:
            self.show(Page("referrals"))
            screen: Any = self._window.page(Page("referrals"))
            screen.open_referral(referral_id)
            return
        self.open_member(member_id, "referrals")
        self._widget(member_id).show_referral(referral_id)

    def show_slip(self, member_id: UUID, referral_id: UUID) -> None:
        """Show a referral's paper on its member's page."""
        self.open_member(member_id)
        self._widget(member_id).show_slip(referral_id)

    def close_member(self, member_id: UUID) -> None:
        """Close the page; what was typed there stays a draft."""
        page = Page("members", member_id)
        was_shown = self._window.shown == page
        neighbour = self._window.member_tabs.neighbour(member_id)
        self._tab.pop(member_id, None)
        self._window.remove_page(page)
        self._window.member_tabs.forget_member(member_id)
        if was_shown:
            first = Page(SCREENS[0].id)
            self.show(Page("members", neighbour) if neighbour else first)
        self.remember()

    def go_over(self, gone_id: UUID, kept_id: UUID) -> None:
        """The record of a page was merged: show the one that is kept in its place."""
        page = Page("members", gone_id)
        was_shown = self._window.shown == page
        if self._window.page(page) is not None:
            self.close_member(gone_id)
        if was_shown:
            self.open_member(kept_id)

    def close_shown(self) -> None:
        """Close the member who is shown, if one is."""
        shown = self._window.shown
        if shown is not None and shown.member_id is not None:
            self.close_member(shown.member_id)

    def turn(self, step: int) -> None:
        """Show the next open member, or the one before."""
        member_id = self._window.member_tabs.beside(step)
        if member_id is not None:
            self.open_member(member_id)

    def mark_unsaved(self) -> None:
        """Show about whom something is typed and not saved."""
        subjects = {kept.subject for kept in self._desk.drafts.all()}
        self._window.member_tabs.mark_unsaved(subjects)

    def remember(self) -> None:
        """Keep how the pages stand, for the next time the window is opened."""
        shown = self._window.shown
        if shown is None:
            return
        members = [
            (one, self._tab_of(one)) for one in self._window.member_tabs.members()
        ]
        self._memory.stands(shown.screen, members, shown.member_id)

    def _tab_of(self, member_id: UUID) -> str:
        widget = self._widget(member_id)
        if widget is None:
            return self._tab.get(member_id, "")
        return str(widget.tabs.tabData(widget.tabs.currentIndex()))

    def reopen(self) -> None:
        """Stand as the window stood when it was last open."""
        from hhdesk.care import page_views

        stood = self._memory.stood
        known = Page(stood.screen)
        first = Page(SCREENS[0].id)
        self.show(known if self._window.page(known) is not None else first)
        if stood.open:
            self._desk.worker.read(
                page_views.seen,
                [UUID(one) for one, _tab in stood.open],
                then=partial(self._reopen, dict(stood.open), stood.front),
            )

    def _reopen(
        self, tabs: dict[str, str], front: str, seen: Sequence[SeenMember]
    ) -> None:
        """Who is gone by now is left out. What the person opened meanwhile stays."""
        went_on = bool(self._window.member_tabs.members())
        for one in seen:
            if self._widget(one.member_id) is None:
                self._tab[one.member_id] = tabs.get(one.member_id.hex, "")
            self._window.member_tabs.show_member(one.member_id, one.name.full)
        self.mark_unsaved()
        found = {one.member_id.hex: one.member_id for one in seen}
        if front in found and not went_on:
            self.open_member(found[front])
        else:
            self.remember()
