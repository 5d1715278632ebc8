"""One act on a referral: asks what the act needs, says refusals beside the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import referral_answers
from hhdesk.care.referral_answers import Acted
from hhdesk.care.referral_choices import ACT_WORDS, STEPS, ReferralAct, passed_by
from hhdesk.care.referral_page import ReferralPage, referral_page
from hhdesk.care.referral_states import ReferralState, rule_of
from hhdesk.errors import ChangedElsewhere, InvalidField, Refusal
from hhdesk.gui import act_values, dialog_size, forms, referral_words
from hhdesk.gui.act_fields import ActFields
from hhdesk.gui.act_values import Values
from hhdesk.gui.desk import Desk
from hhdesk.gui.fact_grid import FactGrid
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, explain

_WIDTH = 520


def draft_of(act: ReferralAct) -> str:
    """The kind of draft that an act's dialog keeps, about its referral."""
    return f"referral {act}"


class ReferralActDialog(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    area_page: QWidget
    restored: RestoredNotice
    notice: Notice
    passed_notice: Notice
    act_fields: ActFields
    shared_cell: QWidget
    shared_facts: FactGrid
    cancel_button: QPushButton
    save_button: QPushButton

    acted = Signal(object)
    """Acted: it is saved."""
    stale = Signal(object)
    """ReferralPage as somebody else has changed it meanwhile."""

    def __init__(
        self, desk: Desk, page: ReferralPage, act: ReferralAct, parent: QWidget
    ) -> None:
        super().__init__(parent)
        forms.load(self, "referral_act_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._page, self.act = desk, page, act
        self._begun = act_values.begun(page.facts, act, page.today)
        self.fields = self.act_fields.fields
        self.refill()
        self._draft = FormDraft(desk, draft_of(act), page.facts.id, self.restored)
        about = page.facts.details
        # The list of drafts is read by who passes: nothing sealed is named there.
        named = page.child.full if about.seal.sealed else None
        self._draft.title = named or f"{page.child.full}: {about.need}"
        self._draft.tie(self.fields.values, self._put)
        self._draft.begin(self._begun)
        self.fields.on_typed(self._typed)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)
        self._focus_first_empty()

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self._ask()

    def _ask(self) -> None:
        """Show the fields that the act asks for, by what is chosen so far."""
        self.act_fields.ask()
        self._fit()

    def asks(self) -> list[str]:
        """The names of the fields shown."""
        return self.act_fields.asks()

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, _WIDTH)

    def _focus_first_empty(self) -> None:
        values = self.fields.values()
        empty = [name for name in self.asks() if not values[name]]
        self.fields[next(iter(empty or self.asks()))].setFocus()

    def _typed(self) -> None:
        self._draft.typed()
        self._ask()

    def _told(self) -> Values:
        """What was typed where it was asked; the rest as it began."""
        values = self.fields.values()
        shown = self.asks()
        return {
            name: value if name in shown else self._begun[name]
            for name, value in values.items()
        }

    def save(self) -> None:
        """Do the act; a refusal is said beside its field and nothing is cleared."""
        if not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.fields.clear_errors()
        try:
            said = act_values.to_answers(self._told())
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        row = self._page.facts
        self._desk.worker.run(
            referral_answers.perform,
            row.id,
            self.act,
            said,
            seen=row.version,
            then=self._saved,
            failed=self._explain,
        )

    def _saved(self, done: Acted) -> None:
        self._draft.saved()
        self.acted.emit(done)
        self.accept()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        if isinstance(refusal, ChangedElsewhere):
            self._desk.worker.read(
                referral_page,
                self._page.facts.id,
                then=self._read_anew,
                failed=self._refuse,
            )
            return
        name = getattr(refusal, "field", "")
        if self.fields.explain(name, explain(refusal)):
            self._fit()
            self.fields.show_in(self.area, name)
        else:
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))
        self._fit()

    def _read_anew(self, page: ReferralPage) -> None:
        """Somebody else was quicker: show where it stands now, keep what was typed."""
        self._page = page
        self.stale.emit(page)
        state = _(page.facts.words)
        possible = self.act in page.offered
        words = _("Somebody else changed this referral. It is now: {state}.")
        rest = (
            _("What you typed is kept. Look at it and save again.")
            if possible
            else _("This step is no longer possible. What you typed is kept.")
        )
        self.refill()
        self._ask_again(possible=possible)
        self.notice.say(f"{words.format(state=state)} {rest}", "warning")
        self._fit()

    def _ask_again(self, *, possible: bool) -> None:
        self.save_button.setEnabled(possible)
        if possible:
            self._ask()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    def refill(self) -> None:
        row = self._page.facts
        title = _(ACT_WORDS[self.act])
        self.title_label.setText(title)
        self.setWindowTitle(title)
        between = f"{self._page.child.full} → {row.details.agency}"
        self.about_label.setText(f"{row.details.need} · {between}")
        self.save_button.setText(_("Save"))
        self.act_fields.be(row, self.act, self._page.reached)
        self._show_passed()
        self._show_shared()

    def _show_passed(self) -> None:
        """What else is recorded; for a call, whom and by which rule to call."""
        if self.act is ReferralAct.RECORD_ATTEMPT:
            self.passed_notice.say(referral_words.call(self._page.shared.call), "info")
            return
        passed = passed_by(self._page.facts, self.act, self._page.reached)
        states = ", ".join(f"“{_(rule_of(state).words)}”" for state in passed)
        words = _("This also records, as passed without a date: {states}.")
        self.passed_notice.say(words.format(states=states) if states else "", "info")

    def _show_shared(self) -> None:
        """Exactly what leaves with it."""
        sends = STEPS.get(self.act) is ReferralState.SENT
        self.shared_cell.setVisible(sends)
        if sends:
            need = self._page.facts.details.need
            pairs = referral_words.shared(self._page.shared)
            self.shared_facts.put([*pairs, (_("Need"), need)])
