"""One member: the banner that never scrolls, and the tabs below it."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from hhdesk.care import member_page, page_views
from hhdesk.care.history_facts import Stretch
from hhdesk.care.member_overview import MemberOverview
from hhdesk.care.open_loops import LoopRow
from hhdesk.errors import MergedAway, Refusal
from hhdesk.gui import forms, open_loops
from hhdesk.gui.banner import Banner
from hhdesk.gui.care_plan import CarePlanTab
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_appointments import MemberAppointments
from hhdesk.gui.member_consents import MemberConsents
from hhdesk.gui.member_documents import MemberDocuments
from hhdesk.gui.member_family import MemberFamily
from hhdesk.gui.member_history import MemberHistory
from hhdesk.gui.member_merge_notice import MergedNotice
from hhdesk.gui.member_notes import MemberNotes
from hhdesk.gui.member_referrals import MemberReferrals
from hhdesk.gui.member_stays import MemberStays
from hhdesk.gui.overview import Overview
from hhdesk.gui.papers import PapersTab
from hhdesk.gui.visit_acts import VisitNews
from hhdesk.i18n import N_, _, explain

TABS = {
    "overview": N_("Overview"),
    "care_plan": N_("Care plan"),
    "referrals": N_("Referrals"),
    "appointments": N_("Appointments"),
    "family": N_("Family and team"),
    "notes": N_("Notes"),
    "stays": N_("Hospital"),
    "consents": N_("Consents"),
    "documents": N_("Documents"),
    "papers": N_("Papers"),
    "history": N_("History"),
}

AFTER_STAY = "after_hospital"
"""The template of plans for after a hospital stay."""

Tab = TypeVar("Tab", bound=QWidget)


class MemberPage(Spoken, QWidget):
    banner: Banner
    merged: MergedNotice
    tabs: QTabBar
    pages: QStackedWidget

    named = Signal(str)
    """The member's name is known."""

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_page")
        self._desk = desk
        self.member_id = member_id
        self.overview = Overview(desk)
        self._page: member_page.MemberPage | None = None
        for name in TABS:
            # The other tabs are built when somebody turns to them.
            self.pages.addWidget(self.overview if name == "overview" else QWidget())
            self.tabs.setTabData(self.tabs.addTab(""), name)
        self.setFocusProxy(self.tabs)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.overview.plan_wanted.connect(lambda: self.show_tab("care_plan"))
        self.overview.tab_wanted.connect(self.show_tab)
        self.overview.referral_wanted.connect(self.show_referral)
        self.overview.visit_wanted.connect(lambda v: self.appointments.show_visit(v))
        self._desk.visit_changed.connect(self._visit_changed)
        self.banner.edit_button.clicked.connect(self._edit)
        self.banner.contact_button.clicked.connect(
            lambda: self._desk.contact_wanted.emit(self.member_id)
        )
        self.banner.enrollment_wanted.connect(
            lambda: self._desk.enrollment_wanted.emit(self.member_id)
        )
        self.banner.copied.connect(
            lambda number: self._desk.say(
                _("{number} is copied.").format(number=number)
            )
        )
        self._desk.member_saved.connect(self._saved_elsewhere)
        self._desk.day_changed.connect(self.read)
        edit = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        edit.activated.connect(self._edit)
        for digit, name in zip("1234567890-", TABS, strict=True):
            key = QShortcut(QKeySequence(f"Alt+{digit}"), self)
            key.activated.connect(lambda n=name: self.show_tab(n))

    @cached_property
    def care_plan(self) -> CarePlanTab:
        tab = CarePlanTab(self._desk, self.member_id)
        tab.saved.connect(self.read)
        tab.saved.connect(self._plan_saved)
        tab.paper_wanted.connect(lambda: self.show_tab("papers"))
        if self._page is not None:
            tab.show_member(self._page)
        return self._put("care_plan", tab)

    @cached_property
    def referrals(self) -> MemberReferrals:
        tab = MemberReferrals(self._desk, self.member_id)
        tab.detail.paper_wanted.connect(lambda page: self.show_slip(page.facts.id))
        if self._page is not None:
            tab.show_member(self._page)
        return self._put("referrals", tab)

    @cached_property
    def appointments(self) -> MemberAppointments:
        tab = MemberAppointments(self._desk, self.member_id)
        return self._put("appointments", tab)

    @cached_property
    def family(self) -> MemberFamily:
        return self._put("family", MemberFamily(self._desk, self.member_id))

    @cached_property
    def notes(self) -> MemberNotes:
        return self._put("notes", MemberNotes(self._desk, self.member_id))

    @cached_property
    def stays(self) -> MemberStays:
        tab = MemberStays(self._desk, self.member_id)
        tab.plan_wanted.connect(self._begin_plan_after_stay)
        return self._put("stays", tab)

    def _begin_plan_after_stay(self) -> None:
        self.show_tab("care_plan")
        self.care_plan.helpers.begin_from(AFTER_STAY)

    @cached_property
    def consents(self) -> MemberConsents:
        return self._put("consents", MemberConsents(self._desk, self.member_id))

    @cached_property
    def documents(self) -> MemberDocuments:
        return self._put("documents", MemberDocuments(self._desk, self.member_id))

    @cached_property
    def papers(self) -> PapersTab:
        tab = PapersTab(self._desk, self.member_id)
        if self._page is not None:
            tab.show_member(self._page)
        return self._put("papers", tab)

    @cached_property
    def history(self) -> MemberHistory:
        tab = MemberHistory(self._desk, self.member_id)
        tab.opened.connect(self._open_at)
        tab.paper_wanted.connect(self.show_time_line)
        return self._put("history", tab)

    def _put(self, name: str, tab: Tab) -> Tab:
        """Give the tab its place among the pages."""
        at = list(TABS).index(name)
        held = self.pages.widget(at)
        self.pages.insertWidget(at, tab)
        if held is not None:
            self.pages.removeWidget(held)
            held.deleteLater()
        return tab

    def _built(self, name: str) -> bool:
        """Whether somebody has turned to this tab."""
        return name in self.__dict__

    def _plan_saved(self) -> None:
        if self._built("papers"):
            self.papers.plan_changed()

    def begin(self) -> None:
        """Read the member for the first time, and have it noted who looks."""
        self.merged.serve(self._desk, self.member_id)
        self._desk.worker.run(page_views.note, self.member_id, failed=self._explain)
        self.read()

    def read(self) -> None:
        """Read the member, at first and after each change."""
        self._desk.worker.read(
            open_loops.read_overview,
            self.member_id,
            then=self._show,
            failed=self._explain,
        )

    def _show(
        self,
        found: tuple[member_page.MemberPage, tuple[LoopRow, ...], MemberOverview],
    ) -> None:
        page, to_do, more = found
        self.banner.show_member(page)
        self.overview.show_member(page, to_do, more)
        self._page = page
        if self._built("referrals"):
            self.referrals.show_member(page)
        if self._built("papers"):
            self.papers.show_member(page)
        if self._built("care_plan"):
            self.care_plan.show_member(page)
        self.named.emit(page.name.full)

    def _explain(self, refusal: Refusal) -> None:
        if isinstance(refusal, MergedAway):
            self._desk.member_gone.emit(self.member_id, refusal.kept_id)
        self._desk.say(explain(refusal))

    def _edit(self) -> None:
        self._desk.form_wanted.emit(self.member_id)

    def _saved_elsewhere(self, member_id: UUID) -> None:
        if member_id == self.member_id:
            self.read()

    def _visit_changed(self, news: VisitNews) -> None:
        if news.member_id in (None, self.member_id):
            self.read()

    def _turn(self, index: int) -> None:
        name = self.tabs.tabData(index)
        tab = getattr(self, name)
        self.pages.setCurrentIndex(index)
        if name not in ("overview", "care_plan", "referrals"):
            tab.turned_to()

    def show_tab(self, name: str) -> None:
        """One of TABS."""
        self.tabs.setCurrentIndex(list(TABS).index(name))

    def show_referral(self, referral_id: UUID) -> None:
        """One of this child's referrals, in full."""
        self.show_tab("referrals")
        self.referrals.show_referral(referral_id)

    def show_slip(self, referral_id: UUID) -> None:
        """The paper of a referral: what happens next."""
        self.papers.show_slip(referral_id)
        self.show_tab("papers")

    def show_time_line(self, stretch: Stretch) -> None:
        """The paper of what happened in a stretch of time."""
        self.papers.show_time_line(stretch)
        self.show_tab("papers")

    def _open_at(self, name: str, item_id: UUID) -> None:
        """A tab, at one of the things that it lists; "shared" is what left."""
        if name == "shared":
            self.show_tab("consents")
            self.consents.turn(name)
            return
        self.show_tab(name)
        if name == "documents":
            self.documents.choose(item_id)
        elif name == "consents":
            self.consents.choose(item_id)

    def refill(self) -> None:
        for index, word in enumerate(TABS.values()):
            self.tabs.setTabText(index, _(word))
