"""The sheet of signatures of a plan: who signs how, drawn, on paper or by phone."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import plan_signing
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.paper_orders import PaperKind, PaperOrder
from hhdesk.care.plan_records import PlanStage
from hhdesk.care.plan_signatures import (
    SIGNER_PART_WORDS,
    SIGNING_METHOD_WORDS,
    SignerPart,
    SigningMethod,
)
from hhdesk.care.plan_signing import SignatureDetails
from hhdesk.care.plan_versions import SignatureRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms, plan_version_words, theme
from hhdesk.gui.card import Card
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_sheet import show_paper
from hhdesk.gui.plan_signers import PlanSigners, Signing, read_signing, statements
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.segments import Segments
from hhdesk.gui.signature_acts import SignatureActs
from hhdesk.gui.signature_pad import SignaturePad
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import N_, _, explain

DRAFT = "plan signature"
FIELDS = ("name", "relation", "witness", "interpreter", "reason", "drawing")
_WIDTH, _HEIGHT = 720, 700
_SHORT = {
    SigningMethod.PAPER: N_("On paper"),
    SigningMethod.SCREEN: N_("On this screen"),
    SigningMethod.PHONE: N_("By phone"),
}


class PlanSign(Spoken, QDialog):
    about_label: QLabel
    paper_button: QPushButton
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    signers_card: Card
    sign_card: QFrame
    who_label: QLabel
    statement_label: QLabel
    people: Flow
    name_field: QLineEdit
    relation_field: QLineEdit
    method_cell: QWidget
    method_choice: Segments
    drawing_field: SignaturePad
    stroke_button: QPushButton
    redo_button: QPushButton
    clear_button: QPushButton
    witness_field: QLineEdit
    interpreter_field: QLineEdit
    reason_field: QLineEdit
    cancel_button: QPushButton
    save_button: QPushButton
    publish_button: QPushButton

    changed = Signal(object)
    """The PlanRow after a signature was given or taken back."""
    publish_wanted = Signal()
    """Everybody has signed: make this version the plan in force."""

    def __init__(self, desk: Desk, parent: QWidget, member_id: UUID) -> None:
        super().__init__(parent)
        forms.load(self, "plan_sign")
        self._desk, self.member_id = desk, member_id
        self._signing: Signing | None = None
        self._part: SignerPart | None = None
        self._method = SigningMethod.PAPER
        self._back: UUID | None = None
        self._typed_of: dict[SignerPart, Values] = {}
        self.fields = TypedFields(self, FIELDS)
        self._sent = False
        self.signers = PlanSigners(desk, self.signers_card)
        self.acts = SignatureActs(desk, member_id, self)
        self._draft = FormDraft(desk, DRAFT, member_id, self.restored)
        self._draft.tie(self.values, self._put)
        room = parent.window().height()
        high = min(theme.scaled(_HEIGHT), max(room, 480))
        self.resize(theme.scaled(_WIDTH), high)
        self._connect()
        for part in (self.signers_card, self.sign_card, self.publish_button):
            part.hide()
        self.save_button.hide()
        self.refill()
        self._read(self._begin)

    def _connect(self) -> None:
        self.fields.on_typed(self._typed)
        self.drawing_field.drawn.connect(self._typed)
        self.method_choice.chosen.connect(self._choose_method)
        self.signers.sign_wanted.connect(self._sign)
        self.signers.back_wanted.connect(self._take_back)
        self.acts.done.connect(self._done)
        self.acts.refused.connect(self._explain)
        pad = self.drawing_field
        for button, act in (
            (self.stroke_button, pad.take_back),
            (self.redo_button, pad.redo),
            (self.clear_button, pad.clear),
        ):
            button.clicked.connect(act)
        self.paper_button.clicked.connect(self.show_paper)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.publish_button.clicked.connect(self._publish)
        keys = ((QKeySequence.StandardKey.Save, self.save), ("F4", self.show_paper))
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # ------------------------------------------------------------------ reading

    def _read(self, then: Any) -> None:
        self._desk.worker.read(
            read_signing, self.member_id, then=then, failed=self._refuse
        )

    def _begin(self, signing: Signing) -> None:
        self._show(signing)
        self._draft.title = signing.page.name.full
        self._go_on()

    def _show(self, signing: Signing) -> None:
        self._signing = signing
        self.refill()

    def _go_on(self) -> None:
        """The next who has to sign; when all have, the plan can be in force."""
        signing = self._signing
        if signing is None:
            return
        missing = signing.missing
        open_ = signing.plan.stage in plan_signing.OPEN_TO_SIGN
        self.publish_button.setVisible(
            not missing and signing.plan.stage is PlanStage.SIGNED
        )
        if not open_:
            self._refuse_words(_(plan_signing.NOT_IN_REVIEW))
        part = missing[0] if missing and open_ else None
        self._draft.begin(self._first(part))
        if self._part is None and not self.publish_button.isHidden():
            self.publish_button.setFocus()

    def _first(self, part: SignerPart | None) -> Values:
        """The fields as they are offered for a part; nobody for None."""
        blank = dict.fromkeys(FIELDS, "")
        blank |= {"part": part or "", "method": SigningMethod.PAPER, "back": ""}
        likely = ("", "")
        if self._signing is not None and part is not None:
            likely = self._signing.likely(part, self._desk.worker.actor_id)
        return blank | {"name": likely[0], "relation": likely[1]}

    # ------------------------------------------------------------------ filling

    def values(self) -> Values:
        """What stands in the sheet now."""
        return self.fields.values() | {
            "part": self._part or "",
            "method": self._method,
            "drawing": self.drawing_field.drawing,
            "back": str(self._back or ""),
        }

    def _put(self, values: Values) -> None:
        part = SignerPart(values["part"]) if values["part"] else None
        self._part = part
        self._method = SigningMethod(values["method"])
        self._back = UUID(values["back"]) if values["back"] else None
        self.fields.put(values)
        self.drawing_field.put(values["drawing"])
        self._show_form()
        self._focus_first()

    def _typed(self) -> None:
        self._draft.typed()
        self.fields.clear_errors()
        self._show_strokes()
        if self._part is not None:
            self._typed_of[self._part] = self.values()

    def _sign(self, part: SignerPart) -> None:
        """This part signs; what was begun for it before stands there again."""
        values = self._typed_of.get(part) or self._first(part)
        self._put(values)
        self._draft.typed()

    def _take_back(self, signature_id: UUID) -> None:
        self._put(self._first(None) | {"back": str(signature_id)})
        self._draft.typed()

    def _choose_method(self, method: str) -> None:
        self._method = SigningMethod(method)
        self._show_form()
        self._typed()
        shown = {SigningMethod.SCREEN: "drawing", SigningMethod.PHONE: "witness"}
        if self._method in shown:
            self.fields.show_in(self.area, shown[self._method])

    def _offer(self, name: str, relation: str) -> None:
        self.fields.put(self.fields.values() | {"name": name, "relation": relation})
        self._typed()
        self.name_field.setFocus()

    def _focus_first(self) -> None:
        if self._back is not None:
            self.reason_field.setFocus()
        elif self._part is not None:
            self.name_field.setFocus()
            self.name_field.end(False)

    # ------------------------------------------------------------------ showing

    def _show_form(self) -> None:
        """Ask for what this part and this way of signing need."""
        signing, back = self._signing, self._back_row()
        part = self._part if back is None else None
        self.sign_card.setVisible(part is not None or back is not None)
        self.save_button.setVisible(not self.sign_card.isHidden())
        family = part in (SignerPart.CAREGIVER, SignerPart.YOUTH)
        phone = part is not None and self._method is SigningMethod.PHONE
        screen = part is not None and self._method is SigningMethod.SCREEN
        for name, shown in (
            ("name", part is not None),
            ("relation", part is SignerPart.CAREGIVER),
            ("drawing", screen),
            ("witness", phone),
            ("interpreter", family),
            ("reason", back is not None),
        ):
            self.fields.show(name, shown=shown)
        self.method_cell.setVisible(part is not None)
        self.people.clear()
        offered = signing.offered(part) if signing and part else []
        for name, relation in offered if len(offered) > 1 else ():
            self.people.add(self._person(name, relation))
        self.people.setVisible(len(offered) > 1)
        self.method_choice.choose(self._method)
        self._show_strokes()
        self._say_form(part, back)

    def _person(self, name: str, relation: str) -> QPushButton:
        words = f"{name} ({relation})" if relation else name
        button = QPushButton(literal(words))
        button.setProperty("look", "filter")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._offer, name, relation))
        return button

    def _back_row(self) -> SignatureRow | None:
        known = self._signing is not None and self._back is not None
        return self._signing.row(self._back) if known else None  # type: ignore[union-attr,arg-type]

    def _show_strokes(self) -> None:
        drawn = bool(self.drawing_field.drawing)
        self.stroke_button.setEnabled(drawn)
        self.clear_button.setEnabled(drawn)
        self.redo_button.setEnabled(self.drawing_field.may_redo)

    def _say_form(self, part: SignerPart | None, back: SignatureRow | None) -> None:
        if back is not None:
            words = _("Take back the signature of {who}")
            who = plan_version_words.signer(back)
            self.who_label.setText(words.format(who=who))
            self.statement_label.setText(
                _("It stays in the records, marked as taken back.")
            )
            self.save_button.setText(_("Take the signature back"))
        elif part is not None:
            self.who_label.setText(_(SIGNER_PART_WORDS[part]))
            self.statement_label.setText(" ".join(statements(part)))
            self.save_button.setText(_("Record the signature"))

    # ------------------------------------------------------------------- saving

    def save(self) -> None:
        """Record the signature, or take one back; refusals stand beside the field."""
        if self._signing is None or not self.save_button.isEnabled():
            return
        if self.save_button.isHidden():
            return
        self.notice.say("")
        self.fields.clear_errors()
        self.save_button.setEnabled(False)
        self._sent = True
        gone = self._back_row()
        if gone is not None:
            self.acts.take_back(gone, self.values()["reason"])
        else:
            self.acts.sign(self._details(), self._signing.plan.number)

    def _details(self) -> SignatureDetails:
        assert self._part is not None
        values = self.values()
        phone = self._method is SigningMethod.PHONE
        return SignatureDetails(
            self._part,
            self._method,
            values["name"],
            values["relation"],
            values["witness"] if phone else "",
            values["interpreter"],
            values["drawing"] if self._method is SigningMethod.SCREEN else "",
        )

    def _done(self, row: PlanRow) -> None:
        """Something was recorded, here or by Undo; the sheet goes on from there."""
        if self._sent:
            self._sent = False
            if self._part is not None:
                self._typed_of.pop(self._part, None)
            self._draft.saved()
            self.save_button.setEnabled(True)
        self.changed.emit(row)
        self._read(self._after)

    def _after(self, signing: Signing) -> None:
        self._show(signing)
        self._go_on()

    def _publish(self) -> None:
        self.accept()
        self.publish_wanted.emit()

    def _explain(self, refusal: Refusal) -> None:
        self._sent = False
        self.save_button.setEnabled(True)
        name = getattr(refusal, "field", "")
        if self.fields.explain(name, explain(refusal)):
            self.fields.show_in(self.area, name)
        else:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self._refuse_words(explain(refusal))

    def _refuse_words(self, words: str) -> None:
        self.notice.say(words, "warning")

    def show_paper(self) -> None:
        """The paper that the family has in hand."""
        order = PaperOrder(PaperKind.CARE_PLAN, self.member_id)
        show_paper(self._desk, self, lambda: _("The paper of the family"), order)

    def reject(self) -> None:
        """Close; what was typed stays until it is recorded or thrown away."""
        self._draft.left()
        super().reject()

    # -------------------------------------------------------------------- words

    def refill(self) -> None:
        self.setWindowTitle(_("Signatures"))
        self.method_choice.offer(
            {
                method.value: (_(_SHORT[method]), _(words))
                for method, words in SIGNING_METHOD_WORDS.items()
            }
        )
        self.method_choice.choose(self._method)
        signing = self._signing
        if signing is None:
            return
        edition = signing.edition
        told = plan_version_words.edition(edition.edition)
        saved = plan_version_words.saved(edition, self._desk.zone)
        self.about_label.setText(f"{told} · {saved}")
        self.signers.show(signing)
        self.signers_card.show()
        self._show_form()
