"""The sheet over any screen that records a call once, with all that it changed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import wrap_up_acts, wrap_up_ground
from hhdesk.care.outreach import Outcome
from hhdesk.care.wrap_up_facts import Part, TickChanged, WrapUpDone, WrapUpOrder
from hhdesk.care.wrap_up_ground import Ground
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import forms, people, theme, wrap_up_done
from hhdesk.gui.desk import Desk
from hhdesk.gui.fold import Fold
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.wrap_up_barrier import BarrierSection
from hhdesk.gui.wrap_up_consent import ConsentSection
from hhdesk.gui.wrap_up_contact import KEYS, WrapUpContact
from hhdesk.gui.wrap_up_next import NextContact
from hhdesk.gui.wrap_up_referrals import ReferralSection
from hhdesk.gui.wrap_up_script import ScriptSection
from hhdesk.gui.wrap_up_section import Section
from hhdesk.gui.wrap_up_services import ServiceSection
from hhdesk.gui.wrap_up_steps import StepSection
from hhdesk.gui.wrap_up_visits import VisitSection
from hhdesk.i18n import _, explain

DRAFT = "call wrap-up"
_WIDTH, _HEIGHT = 1200, 900
_AROUND = QSize(32, 40)
"""What is left of the screen around the sheet."""
_ROOMY = 840
"""From this height on there is room for the script beneath the folded parts."""


class WrapUp(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    keys_label: QLabel
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    member_field: MemberField
    contact: WrapUpContact
    changes_area: QScrollArea
    changes_page: QWidget
    changes_label: QLabel
    referrals: ReferralSection
    steps: StepSection
    visits: VisitSection
    consent: ConsentSection
    barrier: BarrierSection
    next_contact: NextContact
    services: ServiceSection
    script: ScriptSection
    missed_button: QPushButton
    cancel_button: QPushButton
    copy_button: QPushButton
    save_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Ready to be opened `about` somebody."""
        super().__init__(parent)
        forms.load(self, "wrap_up")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._behind = desk, parent
        self._ground: Ground | None = None
        self._draft: FormDraft | None = None
        self._copying = False
        self.member_field.serve(desk, "child of a call")
        self.refill()
        self._connect()
        self._wait(waiting=True)

    def about(self, member_id: UUID | None) -> None:
        """Begin a call about this child, or about one to be found; as large as the
        window behind it allows."""
        wide, high = theme.scaled(_WIDTH), theme.scaled(_HEIGHT)
        room = self._behind.window().size() - _AROUND
        self.resize(QSize(wide, high).boundedTo(room.expandedTo(QSize(900, 560))))
        if member_id is not None:
            self._read(member_id)

    @property
    def sections(self) -> dict[str, Section]:
        """By the first word of the names in them, in the order of reading."""
        return {
            "referral": self.referrals,
            "activity": self.steps,
            "booked": self.visits,
            "missed": self.visits,
            "visit": self.visits,
            "consent": self.consent,
            "barrier": self.barrier,
            "services": self.services,
        }

    @property
    def parts(self) -> list[Section]:
        return list(dict.fromkeys(self.sections.values()))

    @property
    def folds(self) -> list[Fold]:
        """What Alt and a figure opens, from 1 on."""
        return [*self.parts, self.script]

    def _connect(self) -> None:
        self.member_field.chosen.connect(self._choose_member)
        self.contact.changed.connect(self._typed)
        self.next_contact.changed.connect(self._typed)
        for section in self.parts:
            section.changed.connect(self._typed)
        self.missed_button.clicked.connect(self.save_missed)
        self.cancel_button.clicked.connect(self.reject)
        self.copy_button.clicked.connect(self.save_and_copy)
        self.save_button.clicked.connect(self.save)
        self._keys()

    def _keys(self) -> None:
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)
        copy = QShortcut(QKeySequence("Ctrl+Shift+S"), self)
        copy.activated.connect(self.save_and_copy)
        for place, fold in enumerate(self.folds, start=1):
            key = QShortcut(QKeySequence(f"Alt+{place}"), self)
            key.activated.connect(partial(self._enter, fold))
            fold.toggled.connect(partial(self._into_sight, fold))

    def _enter(self, fold: Fold) -> None:
        """Open a part, or close it where one is in it already."""
        here = self.focusWidget()
        if fold.open and here is not None and fold.isAncestorOf(here):
            fold.fold()
            fold.head.setFocus()
        elif fold.head.isEnabled():
            fold.enter()

    def _into_sight(self, fold: Fold, on: bool) -> None:
        layout = self.changes_page.layout()
        if on and self.isVisible() and layout is not None:
            layout.activate()
            self.changes_area.ensureWidgetVisible(fold, 0, 12)

    def _wait(self, *, waiting: bool) -> None:
        """Without a child, there is nobody to write about."""
        self.member_field.setVisible(waiting)
        for part in (self.contact, self.changes_page):
            part.setEnabled(not waiting)
        self._may_save(may=not waiting)

    def _may_save(self, *, may: bool) -> None:
        for button in (self.missed_button, self.copy_button, self.save_button):
            button.setEnabled(may)

    # ----------------------------------------------------------- filling it

    def _choose_member(self, member_id: UUID | None) -> None:
        if member_id is not None:
            self._read(member_id)

    def _read(self, member_id: UUID) -> None:
        self._desk.worker.read(
            wrap_up_ground.ground, member_id, then=self._begin, failed=self._explain
        )

    def _begin(self, ground: Ground) -> None:
        page = ground.page
        self._ground = ground
        self._draft = FormDraft(self._desk, DRAFT, page.id, self.restored)
        self._draft.tie(self.values, self._put)
        self._draft.title = page.name.full
        self._wait(waiting=False)
        first = self.contact.begin(ground, self._desk)
        self.next_contact.begin(page.today)
        for section in self.parts:
            section.begin(ground, self._desk)
            first |= section.at_first()
        self._draft.begin({**first, "next_on": ""})
        self.refill()
        button = self.contact.people.buttons.get(self.contact.people.code)
        if button is not None:
            button.setFocus()

    def values(self) -> Values:
        found = {**self.contact.values(), "next_on": self.next_contact.text()}
        for section in self.parts:
            found |= section.values()
        return found

    def _put(self, values: Values) -> None:
        self.contact.put(values)
        self.next_contact.put(values["next_on"])
        self._hear()
        for section in self.parts:
            section.put(values)
        self._suggest()

    # --------------------------------------------------------------- typing

    def _typed(self) -> None:
        self._hear()
        self._suggest()
        if self._draft is not None:
            self._draft.typed()

    def _hear(self) -> None:
        """What the left side says is not asked again on the right."""
        if self._ground is None:
            return
        spoke = self.contact.spoke()
        for section in self.parts:
            section.hear(spoke)
        self.script.hear(self.contact.calling())

    def _suggest(self) -> None:
        ticked = {
            Part.REFERRALS: self.referrals,
            Part.STEPS: self.steps,
            Part.VISIT: self.visits,
            Part.CONSENT: self.consent,
            Part.BARRIERS: self.barrier,
        }
        parts = [part for part, section in ticked.items() if section.ticked]
        self.services.suggest(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where no text is being typed, M writes down a missed call at once; the keys
        of the other results lead to the words."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        keys = {ord(key): outcome for outcome, key in KEYS.items()}
        outcome = keys.get(event.key()) if not held else None
        if outcome is None or not self.save_button.isEnabled():
            super().keyPressEvent(event)
        elif outcome is Outcome.NOT_REACHED:
            self.save_missed()
        else:
            self.contact.say_outcome(outcome)
            self.contact.note_field.setFocus()

    # --------------------------------------------------------------- saving

    def save_missed(self) -> None:
        """Nobody was reached: say so and save."""
        if self.missed_button.isEnabled():
            self.contact.say_outcome(Outcome.NOT_REACHED)
            self.save()

    def save_and_copy(self) -> None:
        """Save, and put plain text for the medical record on the clipboard."""
        self._save(copying=True)

    def save(self) -> None:
        """Write it down; a refusal is said beside its line and nothing is cleared."""
        self._save(copying=False)

    def _save(self, *, copying: bool) -> None:
        if not self.save_button.isEnabled() or self._ground is None:
            return
        self._copying = copying
        self._clear_errors()
        try:
            order = self.order()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self._may_save(may=False)
        self._desk.worker.run(
            wrap_up_acts.record,
            self._ground.page.id,
            order,
            then=partial(self._saved, order),
            failed=self._explain,
        )

    def order(self) -> WrapUpOrder:
        """All that the sheet says; raises InvalidField."""
        visit, visits = self.visits.told()
        return WrapUpOrder(
            self.contact.told(self.next_contact.told()),
            also=self.contact.also(),
            services=self.services.told(),
            referrals=self.referrals.told(),
            activities=self.steps.told(),
            visit=visit,
            visits=visits,
            missed=self.visits.told_missed(),
            consent=self.consent.told(),
            barriers=self.barrier.told(),
        )

    def _saved(self, order: WrapUpOrder, done: WrapUpDone) -> None:
        if self._draft is not None:
            self._draft.saved()
        wrap_up_done.tell(self._desk, order, done, copying=self._copying)
        self.accept()

    def _clear_errors(self) -> None:
        self.notice.say("")
        self.contact.clear_errors()
        for section in self.parts:
            section.clear_errors()
        self.next_contact.fields.clear_errors()

    def _explain(self, refusal: Refusal) -> None:
        self._may_save(may=self._ground is not None)
        name, sentence = getattr(refusal, "field", ""), explain(refusal)
        if isinstance(refusal, TickChanged) and self._ground is not None:
            self._desk.worker.read(
                wrap_up_ground.ground,
                self._ground.page.id,
                then=partial(self._read_anew, name, sentence),
                failed=self._refuse,
            )
        elif not self._beside(name, sentence):
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _read_anew(self, name: str, sentence: str, ground: Ground) -> None:
        """Somebody else was quicker: show how it stands, keep what was typed."""
        self._ground = ground
        for section in self.parts:
            section.begin(ground, self._desk)
        if not self._beside(name, sentence):
            self.notice.say(sentence)

    def _beside(self, name: str, sentence: str) -> bool:
        """Say it at the field of this name, "referral:<id>:<question>" or "note"."""
        kind, _colon, rest = name.partition(":")
        section = self.sections.get(kind)
        shown = section.explain(rest, sentence) if section is not None else False
        if not shown:
            field = rest.rpartition(":")[2] or name
            shown = self.contact.explain(
                field, sentence
            ) or self.next_contact.fields.explain(field, sentence)
        here = self.focusWidget()
        for area in (self.area, self.changes_area):
            if shown and here is not None and area.isAncestorOf(here):
                area.ensureWidgetVisible(here, 0, 60)
        return shown

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        if self._draft is not None:
            self._draft.left()
        super().reject()

    # ---------------------------------------------------------------- words

    def refill(self) -> None:
        title = _("Wrap up a call")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self.save_button.setText(_("Save"))
        self.keys_label.setText(
            _("R reached · M nobody reached · Alt+1 to 7 opens · Ctrl+S saves")
        )
        for place, fold in enumerate(self.folds, start=1):
            fold.say_key(f"Alt+{place}")
        if self._ground is not None:
            page = self._ground.page
            born = people.born(page.birth_date, page.today)
            self.about_label.setText(f"{page.name.full} · {born}")
        self._hear()

    def showEvent(self, event: QShowEvent) -> None:
        """Where there is room, the script lies open beneath."""
        super().showEvent(event)
        if self.height() >= theme.scaled(_ROOMY):
            self.script.unfold()
