"""A new referral: for which child, what is needed of whom, what is shared and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import referral_acts, referral_agencies, referral_twins, staff
from hhdesk.care.confidentiality import Seal, age_on
from hhdesk.care.consents import BASIS_WORDS, Basis
from hhdesk.care.goals import DOMAIN_WORDS
from hhdesk.care.referral_acts import Created
from hhdesk.care.referral_agencies import AgencyRow
from hhdesk.care.referral_sharing import SharedFacts, shared_facts
from hhdesk.care.referral_states import REFERRAL_STATE_WORDS
from hhdesk.care.referral_steps import SENDING_WORDS
from hhdesk.care.referral_twins import TwinRow
from hhdesk.care.referrals import URGENCY_WORDS
from hhdesk.care.staff import StaffRow
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import days, forms, referral_values, referral_words
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.fact_grid import FactGrid
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.referral_values import NewReferral
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import _, explain, format_date

DRAFT = "referral form"
NEW = UUID(int=0)
"""Under this id the desk keeps what is typed before the child is chosen."""
_REST_MS = 300
_CHOICES: Mapping[str, Mapping[Any, str]] = {
    "domain": DOMAIN_WORDS,
    "urgency": URGENCY_WORDS,
    "basis": BASIS_WORDS,
    "sending_way": SENDING_WORDS,
}
_ASKING = ("basis", "sending_way")
"""Choices that begin with none."""


@dataclass(frozen=True)
class Facts:
    """What the form needs of the records, whoever the child is."""

    staff: tuple[StaffRow, ...]
    agencies: tuple[AgencyRow, ...]


def read_facts(session: Any) -> Facts:
    people = tuple(staff.active_staff(session))
    return Facts(people, referral_agencies.agencies_used(session))


def new_referral(
    desk: Desk, parent: QWidget, member_id: UUID | None = None
) -> ReferralForm:
    """Open the form over a screen; without a member, it asks for the child first."""
    form = ReferralForm(desk, parent, member_id)
    form.open()
    return form


class ReferralForm(Spoken, QDialog):
    kind = DRAFT
    """Of the drafts that it keeps."""
    title_label: QLabel
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    member_field: MemberField
    member_notice: FieldNotice
    domain_field: Choice
    need_field: QLineEdit
    agency_field: QLineEdit
    agency_phone_field: QLineEdit
    on_field: DayField
    note_field: GrowingText
    twin_panel: QWidget
    twin_notice: Notice
    twin_button: QPushButton
    seal_field: SealEditor
    sent_field: QCheckBox
    sending_panel: QWidget
    interpreter_cell: QWidget
    shared_facts: FactGrid
    cancel_button: QPushButton
    save_button: QPushButton

    made = Signal(object)
    """ReferralFacts of the referral that was entered."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        member_id: UUID | None = None,
        subject: UUID | None = None,
    ) -> None:
        """`subject` is whose draft it keeps, unless it is the member's."""
        super().__init__(parent)
        forms.load(self, "referral_form")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._member_id = desk, member_id
        self._facts = Facts((), ())
        self._shared: SharedFacts | None = None
        self._twin: TwinRow | None = None
        self._seal = Seal()
        self.fields = TypedFields(self, referral_values.FIELDS)
        self.member_field.serve(desk, "child of a referral")
        if member_id is not None:
            self.member_field.fix()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.look_for_twin)
        key = subject or member_id or NEW
        self._draft = FormDraft(desk, self.kind, key, self.restored)
        self._draft.tie(self.values, self._put)
        self.resize(980, 680)
        self.refill()
        self._connect()
        # What would be typed before the form begins would be covered.
        self.area.setEnabled(False)
        desk.worker.read(read_facts, then=self._begin, failed=self._explain)

    def _connect(self) -> None:
        self.fields.on_typed(self._typed)
        self.seal_field.edited.connect(self._sealed)
        self.member_field.chosen.connect(self._choose_member)
        self.twin_button.clicked.connect(self._open_twin)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    # ----------------------------------------------------------- filling it

    def _begin(self, facts: Facts) -> None:
        self._facts = facts
        self._offer_staff()
        self._complete_agencies()
        self._draft.begin(self._at_first())
        self.area.setEnabled(True)
        first = self.need_field if self.member_field.member_id else self.member_field
        first.setFocus()

    def _at_first(self) -> Values:
        worker, today = self._desk.worker, days.typed(self._desk.today)
        return referral_values.blank(worker.actor_id, self._member_id, today)

    def _complete_agencies(self) -> None:
        completer = QCompleter([one.name for one in self._facts.agencies], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.complete_agency)
        self.agency_field.setCompleter(completer)

    def complete_agency(self, name: str) -> None:
        """An agency used before was chosen: its phone comes with it."""
        phones = {one.name: one.phone for one in self._facts.agencies}
        if not self.agency_phone_field.text().strip():
            self.agency_phone_field.setText(phones.get(name, ""))
        self._typed()

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self._seal = referral_values.seal_of(values)
        self.seal_field.put(self._seal)
        self._put_member(UUID(values["member"]) if values["member"] else None)
        self._show_asked()
        self._rest.start()

    def values(self) -> Values:
        """What stands in the fields now."""
        member_id = self.member_field.member_id
        return self.fields.values() | {
            "member": str(member_id or ""),
            "segment": self._seal.segment.value,
            "consenter": self._seal.consenter.value,
        }

    def _put_member(self, member_id: UUID | None) -> None:
        self._shared = None
        self.member_field.put(member_id)
        self._show_shared()
        if member_id is not None:
            self._desk.worker.read(
                shared_facts,
                member_id,
                self._seal,
                lane="shared with an agency",
                then=self._told_shared,
                failed=self._explain,
            )

    def _told_shared(self, facts: SharedFacts) -> None:
        self._shared = facts
        self.member_field.put(
            self.member_field.member_id,
            facts.child.full,
            facts.birth_date,
            self._desk.today,
        )
        self.seal_field.of(age_on(facts.birth_date, self._desk.today))
        self._draft.title = facts.child.full
        self._show_shared()

    # --------------------------------------------------------------- typing

    def _choose_member(self, member_id: UUID | None) -> None:
        self.member_notice.say("")
        self._put_member(member_id)
        self._typed()
        if member_id is not None:
            self.need_field.setFocus()

    def _sealed(self, seal: Seal) -> None:
        """Whom the agency may call can be another one under a seal."""
        self._seal = seal
        self._put_member(self.member_field.member_id)
        self._typed()

    def _typed(self) -> None:
        self._draft.typed()
        self._show_asked()
        self._show_shared()
        self._rest.start()

    def _show_asked(self) -> None:
        sent = self.sent_field.isChecked()
        self.sending_panel.setVisible(sent)
        spoken = self.values()["basis"] == Basis.VERBAL
        self.fields.show("interpreter", shown=sent and spoken)
        self.save_button.setText(_("Save as sent") if sent else _("Save as draft"))

    def _show_shared(self) -> None:
        """Exactly what the agency is told."""
        values = self.values()
        pairs = referral_words.shared(self._shared) if self._shared else []
        urgency = _(URGENCY_WORDS[referral_values.urgency_of(values)])
        pairs += [(_("Need"), values["need"].strip()), (_("How soon"), urgency)]
        self.shared_facts.put((what, words) for what, words in pairs if words)

    # ----------------------------------------------------------------- twin

    def look_for_twin(self) -> None:
        """Ask whether the same is open already, by what is typed so far."""
        values, member_id = self.values(), self.member_field.member_id
        if member_id is None or not (values["need"] and values["agency"]):
            self._show_twin(None)
            return
        self._desk.worker.read(
            referral_twins.open_twin,
            member_id,
            values["need"],
            values["agency"],
            lane="twin of a referral",
            then=self._show_twin,
        )

    def _show_twin(self, twin: TwinRow | None) -> None:
        self._twin = twin
        self.twin_panel.setVisible(twin is not None)
        if twin is None:
            return
        words = _("{name} began the same on {day}. It stands at “{state}”.")
        if twin.sent:
            words = _("{name} sent the same on {day}. It stands at “{state}”.")
        self.twin_notice.say(
            words.format(
                name=twin.by or _("Somebody"),
                day=format_date(twin.on),
                state=_(REFERRAL_STATE_WORDS[twin.state]),
            ),
            "warning",
        )

    def _open_twin(self) -> None:
        if self._twin is not None and self.member_field.member_id is not None:
            member_id, twin_id = self.member_field.member_id, self._twin.id
            self.reject()
            self._desk.referral_wanted.emit(member_id, twin_id)

    # --------------------------------------------------------------- saving

    def save(self) -> None:
        """Save a draft, or what has left; a refusal is said beside its field."""
        if not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.member_notice.say("")
        self.fields.clear_errors()
        try:
            new = referral_values.to_referral(self.values())
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        self._submit(new)

    def _submit(self, new: NewReferral) -> None:
        worker, told = self._desk.worker, new.told
        if new.sent:
            worker.run(
                referral_acts.create_and_send,
                new.member_id,
                new.details,
                new.sharing,
                told,
                then=self._saved,
                failed=self._explain,
            )
        else:
            worker.run(
                referral_acts.create,
                new.member_id,
                new.details,
                told,
                then=self._saved,
                failed=self._explain,
            )

    def _saved(self, created: Created) -> None:
        row = created.referral
        self._draft.saved()
        words = _("Sent to {agency}.") if row.basis else _("Saved as a draft.")
        self._desk.say(words.format(agency=row.details.agency))
        self.made.emit(row)
        self._desk.member_saved.emit(row.member_id)
        self.accept()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        name = getattr(refusal, "field", "")
        if name == "member":
            self.member_notice.say(explain(refusal))
            self.member_field.setFocus()
            self.area.ensureWidgetVisible(self.member_field)
        elif self.fields.explain(name, explain(refusal)):
            self.fields.show_in(self.area, name)
        else:
            self.notice.say(explain(refusal))

    # ---------------------------------------------------------------- words

    def _offer_staff(self) -> None:
        people = ((str(one.id), one.name) for one in self._facts.staff)
        self.fields.offer("owner", people)

    def refill(self) -> None:
        title = _("New referral")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        for name, words in _CHOICES.items():
            options = [(str(code), _(word)) for code, word in words.items()]
            if name in _ASKING:
                options.insert(0, ("", _("Please choose")))
            self.fields.offer(name, options)
        self._offer_staff()
        self._show_twin(self._twin)
        self._show_asked()
        self._show_shared()
