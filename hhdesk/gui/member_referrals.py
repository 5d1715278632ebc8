"""The member page's referrals: all of this child's, and one of them in full."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from hhdesk.care.member_page import MemberPage
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.referral_detail import ReferralDetail
from hhdesk.gui.referral_form import ReferralForm, new_referral
from hhdesk.gui.referral_outline import ReferralOutline
from hhdesk.i18n import _, ngettext


class MemberReferrals(Spoken, QWidget):
    pages: QStackedWidget
    empty_state: EmptyState
    both: QWidget
    count_label: QLabel
    new_button: QPushButton
    outline: ReferralOutline
    detail_slot: QWidget

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_referrals")
        self._desk, self._member_id = desk, member_id
        self._page: MemberPage | None = None
        self._wanted: UUID | None = None
        self.form: ReferralForm | None = None
        self.detail = ReferralDetail(desk, self)
        layout = self.detail_slot.layout()
        assert layout is not None
        layout.addWidget(self.detail)
        self.setFocusProxy(self.outline)
        self.outline.chosen.connect(self.detail.show_referral)
        self.detail.made.connect(self._made)
        self.new_button.clicked.connect(self.begin_new)
        self.empty_state.acted.connect(self.begin_new)
        self.refill()

    def show_member(self, page: MemberPage) -> None:
        """Show the referrals as they are now; the chosen one stays chosen."""
        self._page = page
        self.refill()
        known = {row.id for row in page.referrals}
        if self._wanted in known:
            self.outline.choose(self._wanted)
            self._wanted = None
        elif self.outline.key() is None and page.referrals:
            self.outline.choose(page.referrals[0].id)
        self.detail.show_referral(self.outline.key())

    def show_referral(self, referral_id: UUID) -> None:
        """Bring this one to the front, now or when it is read."""
        if not self.outline.choose(referral_id):
            self._wanted = referral_id

    def begin_new(self) -> None:
        """A new referral of this child."""
        self.form = new_referral(self._desk, self.window(), self._member_id)
        self.form.made.connect(self._made)

    def _made(self, row: ReferralFacts) -> None:
        """It is chosen as soon as the child's page is read anew."""
        self._wanted = row.id

    def refill(self) -> None:
        self.empty_state.say(
            "file-text",
            _("No referrals yet"),
            _("Ask a service to help this child and its family."),
            _("New referral"),
        )
        page = self._page
        rows = page.referrals if page else ()
        self.pages.setCurrentWidget(self.both if rows else self.empty_state)
        opened = sum(row.state.open for row in rows)
        self.count_label.setText(
            ngettext("{n} open", "{n} open", opened).format(n=opened)
        )
        self.outline.put(rows)
