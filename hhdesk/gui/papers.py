"""The Papers tab: choose a paper, see its own pages, print or save it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from hhdesk.care import paper_orders
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience
from hhdesk.care.member_page import MemberPage
from hhdesk.care.paper_orders import (
    AUDIENCES,
    PAPER_KIND_WORDS,
    Gathered,
    PaperKind,
    PaperOrder,
)
from hhdesk.errors import Refusal
from hhdesk.gui import forms, labels, paper_saving, people, printing
from hhdesk.gui.care_plan import DRAFT
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_states import paper_states
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.progress import Progress
from hhdesk.gui.worker import Job
from hhdesk.i18n import _, explain, language_name, ngettext
from hhdesk.papers import making
from hhdesk.papers.making import Made
from hhdesk.papers.paper_head import Choices

# Audiences that are a person or an agency with a name of its own.
_NAMED = (Audience.SCHOOL, Audience.RECIPIENT, Audience.PAYER, Audience.CARE_TEAM)


class PapersTab(Spoken, QWidget):
    paper_field: Choice
    referral_label: QLabel
    referral_field: Choice
    audience_field: Choice
    recipient_field: QLineEdit
    reader_label: QLabel
    language_field: Choice
    preset_label: QLabel
    large_box: QCheckBox
    teach_back_box: QCheckBox
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
        self.made: Made | None = None
        self._page: MemberPage | None = None
        self._job: Job | None = None
        self._stale = True
        self._slip_wanted: UUID | None = None
        self.refill()
        self._kind_chosen()
        self._connect()

    def _connect(self) -> None:
        self.paper_field.currentIndexChanged.connect(lambda _: self._kind_chosen())
        for choice in (self.referral_field, self.audience_field, self.language_field):
            choice.currentIndexChanged.connect(lambda _: self._asked())
        for box in (self.large_box, self.teach_back_box, self.qr_box):
            box.toggled.connect(lambda _: self._asked())
        self.recipient_field.editingFinished.connect(self._asked)
        self.print_button.clicked.connect(self.print_paper)
        self.save_button.clicked.connect(self.save_paper)
        self.smaller_button.clicked.connect(lambda: self.view.enlarge(-1))
        self.larger_button.clicked.connect(lambda: self.view.enlarge(+1))
        self.fit_button.clicked.connect(self.view.fit)
        self.progress.cancelled.connect(self._cancel)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.activated.connect(self.print_paper)

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

    def _make(self) -> None:
        """Gather on the reading thread, then draw on the thread for jobs."""
        self._stale = False
        self._cancel()
        self.made = None
        self.notice.say("")
        self._show_buttons()
        order = self._order()
        if order.kind is PaperKind.NEXT_STEPS and order.referral_id is None:
            self._nothing_to_make()
            return
        self.progress.start(_("Drawing the paper…"))
        self._desk.worker.read(
            paper_orders.gather,
            order,
            lane=f"paper {self.member_id}",
            then=self._draw,
            failed=self._refused,
        )

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
        )

    def _nothing_to_make(self) -> None:
        self.view.clear()
        self._show_chips()
        self.notice.say(_("There is no open referral. Begin one first."))

    def _draw(self, gathered: Gathered) -> None:
        choices = Choices(
            str(self.language_field.value()),
            self.large_box.isChecked(),
            self.teach_back_box.isChecked(),
            self.qr_box.isChecked(),
        )
        self._cancel()
        self._job = self._desk.worker.job(
            making.make, gathered, choices, then=self._show, failed=self._refused
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.progress.stop()

    def _show(self, made: Made) -> None:
        self._job = None
        self.made = made
        self.progress.stop()
        self.view.show_pdf(made.pdf)
        self._show_buttons()
        self._show_chips()

    def _refused(self, refusal: Refusal) -> None:
        """No such paper; the one before must not be taken for it."""
        self.view.clear()
        self._show_chips()
        self._explain(refusal)

    def _explain(self, refusal: Refusal) -> None:
        self.progress.stop()
        self.notice.say(explain(refusal))
        self._show_buttons()

    def _show_buttons(self) -> None:
        ready = self.made is not None
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
        pages = self.view.pages if ready else 0
        words = ngettext("{n} page", "{n} pages", pages).format(n=pages)
        self.pages_label.setText(words if pages else "")

    def _show_chips(self) -> None:
        """For the operator only: what was kept back and what is in English."""
        self.chips.clear()
        if self.made is None:
            return
        draft = self._desk.drafts.draft(DRAFT, self.member_id) is not None
        plan = self._kind() is PaperKind.CARE_PLAN
        for state in paper_states(self.made, draft=draft and plan):
            chip = Chip()
            chip.say(state.word, state.tone, state.icon)
            self.chips.add(chip)

    def print_paper(self) -> None:
        """Choose a printer; the paper is recorded, then printed."""
        if self.made is None:
            return
        printer = printing.choose_printer(self, self.view.document)
        if printer is not None:
            self._record(lambda _: self._print_on(printer))

    def _print_on(self, printer: Any) -> None:
        sent = printing.send(self.view.document, printer)
        self._make()
        if sent:
            self._desk.say(_("The paper is on its way to the printer."))
        else:
            self.notice.say(_("The printer did not take the paper."))

    def save_paper(self) -> None:
        """Choose a file; the paper is recorded, then written."""
        if self.made is None:
            return
        gathered = self.made.gathered
        path = paper_saving.ask_where(self, gathered.order.kind, gathered.number)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        made = self.made
        if made is not None:
            self._record(lambda _: self._write(path, made.pdf))

    def _write(self, path: Path, pdf: bytes) -> None:
        written = paper_saving.write(path, pdf)
        # The next paper that leaves has a number of its own.
        self._make()
        if written:
            self._desk.say(_("Saved as {name}.").format(name=path.name))
        else:
            self.notice.say(_("The file could not be written there."))

    def _record(self, then: Any) -> None:
        made = self.made
        if made is None:
            return
        self._desk.worker.run(
            paper_orders.hand_out,
            made.gathered,
            language=made.language,
            pdf=made.pdf,
            pages=self.view.pages,
            then=then,
            failed=self._explain,
        )

    def show_slip(self, referral_id: UUID) -> None:
        """The "what happens next" slip of one referral, as soon as the tab shows."""
        self._slip_wanted = referral_id
        self.paper_field.blockSignals(True)
        self.paper_field.choose(PaperKind.NEXT_STEPS)
        self.paper_field.blockSignals(False)
        self._offer_referrals()
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
        self.teach_back_box.setVisible(kind is PaperKind.CARE_PLAN)
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
        page, words = self._page, ""
        if page is not None and audience is Audience.FAMILY and page.main_caregiver:
            words = people.caregiver(page.main_caregiver)
        elif page is not None and audience is Audience.YOUTH:
            words = page.name.full
        self.reader_label.setText(words)
        self.reader_label.setVisible(bool(words))

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
        self.paper_field.offer((k, _(word)) for k, word in PAPER_KIND_WORDS.items())
        self.audience_field.offer(
            (audience, _(AUDIENCE_WORDS[audience]))
            for audience in AUDIENCES[self._kind()]
        )
        self._offer_languages(preset=False)
        self._show_reader()
        self._show_buttons()
        self._show_chips()
