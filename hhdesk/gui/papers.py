"""The Papers tab: choose a paper, see its own pages, print or save it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from hhdesk.care import clinician_summary, consents, paper_orders
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience
from hhdesk.care.history_facts import Stretch
from hhdesk.care.member_page import MemberPage
from hhdesk.care.paper_orders import (
    AUDIENCES,
    OF_CONSENTS,
    PAPER_KIND_WORDS,
    PaperKind,
    PaperOrder,
)
from hhdesk.gui import forms, labels, people
from hhdesk.gui.care_plan import DRAFT
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_handing import PaperHanding
from hhdesk.gui.paper_making import PaperMaking
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.plan_parts_menu import PlanPartsMenu
from hhdesk.gui.progress import Progress
from hhdesk.gui.recipient_field import RecipientField
from hhdesk.gui.stretch_field import StretchField
from hhdesk.i18n import _, language_name
from hhdesk.papers.making import Made
from hhdesk.papers.paper_head import Choices

# Audiences that are a person or an agency with a name of its own.
_NAMED = (Audience.SCHOOL, Audience.RECIPIENT, Audience.PAYER, Audience.CARE_TEAM)

# What these say is not yet what is typed in the plan's editor.
_OF_PLAN = (PaperKind.CARE_PLAN, PaperKind.PLAN_SUMMARY, PaperKind.PLAN_CHANGES)


class PapersTab(Spoken, QWidget):
    paper_field: Choice
    referral_label: QLabel
    referral_field: Choice
    stretch_field: StretchField
    audience_field: Choice
    recipient_field: RecipientField
    reader_label: QLabel
    language_label: QLabel
    language_field: Choice
    preset_label: QLabel
    large_box: QCheckBox
    teach_back_box: QCheckBox
    parts_button: QToolButton
    qr_box: QCheckBox
    chips: Flow
    notice: Notice
    progress: Progress
    print_button: QPushButton
    save_button: QPushButton
    pages_label: QLabel
    smaller_button: QToolButton
    fit_button: QToolButton
    larger_button: QToolButton
    view: PaperView

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "papers")
        self._desk = desk
        self.member_id = member_id
        self._page: MemberPage | None = None
        self._stale = True
        self._recipient = ""
        self._slip_wanted: UUID | None = None
        self.making = PaperMaking(desk, self, f"paper {member_id}", self._unsaved)
        self.handing = PaperHanding(desk, self, self.making)
        self.parts = PlanPartsMenu(self.parts_button)
        self.refill()
        self._kind_chosen()
        self._connect()

    def _connect(self) -> None:
        self.paper_field.currentIndexChanged.connect(lambda _: self._kind_chosen())
        for choice in (self.referral_field, self.audience_field, self.language_field):
            choice.currentIndexChanged.connect(lambda _: self._asked())
        for box in (self.large_box, self.teach_back_box, self.qr_box):
            box.toggled.connect(lambda _: self._asked())
        self.recipient_field.editingFinished.connect(self._named)
        self.parts.changed.connect(self._asked)
        self.stretch_field.changed.connect(self._asked)
        self.fit_button.clicked.connect(self.view.fit)
        self.handing.handed.connect(lambda _: self._make())

    @property
    def made(self) -> Made | None:
        """The paper that stands in the preview."""
        return self.making.made

    def show_member(self, page: MemberPage) -> None:
        """The member was read: preset the caregiver's own language."""
        first = self._page is None
        self._page = page
        self._show_reader()
        self._offer_referrals()
        self._offer_languages(preset=first)
        self.plan_changed()

    def turned_to(self) -> None:
        """The tab came to the front: make the paper if it is not as it should be."""
        if self._stale and self._page is not None:
            self._make()
        self._desk.worker.read(
            consents.recipients, self.member_id, then=self._know_recipients
        )

    def _know_recipients(self, names: Mapping[Audience, tuple[str, ...]]) -> None:
        if self.recipient_field.know(names):
            self._asked()

    def plan_changed(self) -> None:
        """A new version was saved; the preview is of an older one."""
        self._stale = True
        if self.isVisible():
            self._make()

    def _asked(self) -> None:
        self._show_reader()
        labels.set_tip(self.referral_field, self.referral_field.currentText())
        if self._page is not None and self.isVisible():
            self._make()
        else:
            self._stale = True

    def _named(self) -> None:
        """Whoever only passes the field leaves the paper as it is."""
        if self.recipient_field.text().strip() != self._recipient:
            self._asked()

    def _make(self) -> None:
        self._stale = False
        self._recipient = self.recipient_field.text().strip()
        order = self._order()
        if order.kind is PaperKind.NEXT_STEPS and order.referral_id is None:
            self.making.clear(_("There is no open referral. Begin one first."))
        else:
            self.making.make(self._choices(), paper_orders.gather, order)

    def _kind(self) -> PaperKind:
        return PaperKind(str(self.paper_field.value()))

    def _order(self) -> PaperOrder:
        kind, audience = self._kind(), Audience(str(self.audience_field.value()))
        recipient = self.recipient_field.text().strip()
        referral = self.referral_field.value()
        about = kind is PaperKind.NEXT_STEPS and isinstance(referral, UUID)
        return PaperOrder(
            kind,
            self.member_id,
            audience,
            recipient if audience in _NAMED else "",
            referral if about and isinstance(referral, UUID) else None,
            stretch=self.stretch_field.stretch,
        )

    def _choices(self) -> Choices:
        return Choices(
            str(self.language_field.value()),
            self.large_box.isChecked(),
            self.teach_back_box.isChecked(),
            self.qr_box.isChecked(),
            self.parts.left_out,
        )

    def _unsaved(self) -> bool:
        return (
            self._kind() in _OF_PLAN
            and self._desk.drafts.draft(DRAFT, self.member_id) is not None
        )

    def show_slip(self, referral_id: UUID) -> None:
        """The "what happens next" slip of one referral, as soon as the tab shows."""
        self._slip_wanted = referral_id
        self.paper_field.blockSignals(True)
        self.paper_field.choose(PaperKind.NEXT_STEPS)
        self.paper_field.blockSignals(False)
        self._offer_referrals()
        self._kind_chosen()

    def show_time_line(self, stretch: Stretch) -> None:
        """The time line of these days, as soon as the tab shows."""
        self.stretch_field.put(stretch)
        self.paper_field.blockSignals(True)
        self.paper_field.choose(PaperKind.TIME_LINE)
        self.paper_field.blockSignals(False)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        """Another paper: for whom it may be, and what may be chosen of it."""
        kind = self._kind()
        self.audience_field.offer(
            (audience, _(AUDIENCE_WORDS[audience])) for audience in AUDIENCES[kind]
        )
        slip = kind is PaperKind.NEXT_STEPS
        self.referral_label.setVisible(slip)
        self.referral_field.setVisible(slip)
        self.stretch_field.setVisible(kind is PaperKind.TIME_LINE)
        whole = kind is PaperKind.CARE_PLAN
        self.teach_back_box.setVisible(whole)
        self.parts_button.setVisible(whole)
        # For a clinician: in English, in small type, without a code to scan.
        family = kind is not PaperKind.CLINICIAN_SUMMARY
        for part in (self.language_label, self.language_field, self.preset_label):
            part.setVisible(family)
        self.qr_box.setVisible(family)
        self._asked()

    def _offer_referrals(self) -> None:
        """The open ones by due day; a closed one only when its slip is asked for."""
        wanted = self._slip_wanted
        rows = self._page.referrals if self._page else ()
        shown = [row for row in rows if row.state.open or row.id == wanted]
        needs = [row.need for row in shown]
        self.referral_field.offer(
            (
                row.id,
                row.need
                if needs.count(row.need) == 1
                else " · ".join(filter(None, (row.need, row.agency))),
            )
            for row in shown
        )
        if wanted in {row.id for row in rows}:
            self.referral_field.blockSignals(True)
            self.referral_field.choose(wanted)
            self.referral_field.blockSignals(False)
            self._slip_wanted = None

    def _show_reader(self) -> None:
        audience = Audience(str(self.audience_field.value()))
        self.recipient_field.setVisible(audience in _NAMED)
        self.recipient_field.be_for(audience)
        page, words = self._page, ""
        if page is not None and audience is Audience.FAMILY and page.main_caregiver:
            words = people.caregiver(page.main_caregiver)
        elif page is not None and audience is Audience.YOUTH:
            words = page.name.full
        self._show_practice()
        self.reader_label.setText(words)
        self.reader_label.setVisible(bool(words))

    def _show_practice(self) -> None:
        """Who gets the pediatrician's summary where nobody else is named."""
        page, words = self._page, _("Name of the recipient")
        if self._kind() is PaperKind.CLINICIAN_SUMMARY and page is not None:
            words = clinician_summary.practice_name(page.facts.team) or words
        self.recipient_field.setPlaceholderText(words)

    def _offer_languages(self, *, preset: bool) -> None:
        """The caregiver's own language beside English, or English alone."""
        page = self._page
        if page is None:
            return
        caregiver = page.main_caregiver
        own = (caregiver.languages if caregiver else page.languages).written
        tags = dict.fromkeys((own, page.languages.written, "en"))
        both = _("{language} and English")
        self.language_field.offer(
            (
                tag,
                both.format(language=language_name(tag))
                if tag != "en"
                else _("English only"),
            )
            for tag in tags
        )
        if preset:
            self.language_field.blockSignals(True)
            self.language_field.choose(own)
            self.language_field.blockSignals(False)
        self.preset_label.setText(_("Preset: what this family reads"))

    def refill(self) -> None:
        self.paper_field.offer(
            (kind, _(word))
            for kind, word in PAPER_KIND_WORDS.items()
            if kind not in OF_CONSENTS
        )
        self.audience_field.offer(
            (audience, _(AUDIENCE_WORDS[audience]))
            for audience in AUDIENCES[self._kind()]
        )
        self._offer_languages(preset=False)
        self._show_reader()
        self.parts.refill()
        self.making.refill()
