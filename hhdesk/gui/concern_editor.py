"""The editor of one concern: what worries the family or the team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care.goals import DOMAIN_WORDS, Domain
from hhdesk.gui import forms, plan_keys
from hhdesk.gui.day_field import DayField
from hhdesk.gui.fact import Fact
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.hugging_choice import HuggingChoice
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.plan_rows import CONCERNS, Where
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.i18n import _


class ConcernEditor(Spoken, QWidget):
    words: PairEditor
    clinical_words: GrowingText
    facts: Flow
    seal_field: SealEditor
    add_goal_button: QPushButton

    goal_wanted = Signal(object)
    """A goal for the concern of this id."""
    check_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "concern_editor")
        self._showing: Showing | None = None
        self.concern_id: UUID | None = None
        self.domain_field, self.resolved_field = HuggingChoice(), DayField()
        self._facts = {
            "domain": Fact(self.domain_field),
            "resolved_on": Fact(self.resolved_field),
        }
        for fact in self._facts.values():
            self.facts.add(fact)
        self.clinical_words.setProperty("look", "inplace")
        plan_keys.leave(self)
        self.refill()
        self._connect()

    def _connect(self) -> None:
        put = self._put
        self.words.edited.connect(lambda pair: put(text=pair))
        self.words.check_wanted.connect(
            lambda: self.check_wanted.emit(self.concern_id, "text")
        )
        self.clinical_words.textChanged.connect(
            lambda: put(clinical_words=self.clinical_words.toPlainText())
        )
        self.domain_field.activated.connect(
            lambda _: put(domain=Domain(str(self.domain_field.value())))
        )
        self.resolved_field.changed.connect(self._resolved_typed)
        self.seal_field.edited.connect(lambda seal: put(seal=seal))
        self.add_goal_button.clicked.connect(
            lambda: self.goal_wanted.emit(self.concern_id)
        )

    def edit(self, showing: Showing, concern_id: UUID) -> None:
        """Show the concern of this id."""
        self._showing, self.concern_id = None, concern_id
        concern = showing.draft.row(CONCERNS, concern_id)
        saved = showing.draft.saved(concern)
        self.words.put(
            saved.text, concern.text, showing.language, may_check=showing.may_check
        )
        self.clinical_words.put(concern.clinical_words)
        self.domain_field.choose(concern.domain)
        if self.resolved_field.day != concern.resolved_on or self.resolved_field.wrong:
            self.resolved_field.put(concern.resolved_on)
        self.seal_field.put(concern.seal)
        self._showing = showing

    def _put(self, **changes: Any) -> None:
        if self._showing is not None and self.concern_id is not None:
            self._showing.draft.put_row(CONCERNS, self.concern_id, **changes)

    def _resolved_typed(self) -> None:
        if not self.resolved_field.wrong:
            self._put(resolved_on=self.resolved_field.day)

    def focus(self, where: Where) -> None:
        """Give the keyboard to what was changed there."""
        fact = self._facts.get(where.field)
        if fact is not None:
            fact.field.setFocus()
        elif where.field == "clinical_words":
            self.clinical_words.setFocus()
        elif where.field == "seal":
            self.seal_field.setFocus()
        else:
            self.words.english.setFocus()

    def refill(self) -> None:
        self.domain_field.offer((k, _(word)) for k, word in DOMAIN_WORDS.items())
        self._facts["domain"].say(_("About"))
        self._facts["resolved_on"].say(_("Solved on"))
        self.words.setAccessibleName(_("Concern"))
        self.words.say_hint(_("What worries the family, in its own words"))
        self.clinical_words.setPlaceholderText(_("In clinical words"))
        self.clinical_words.setAccessibleName(_("In clinical words"))
        if self._showing is not None and self.concern_id is not None:
            self.edit(self._showing, self.concern_id)
