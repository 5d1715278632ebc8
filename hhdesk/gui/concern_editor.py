"""The editor of one concern: what worries the family or the team."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from hhdesk.care.goals import DOMAIN_WORDS, ConcernRow, Domain
from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.plan_draft import PlanDraft, saved_concern
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.i18n import _


class ConcernEditor(Spoken, QWidget):
    title_label: QLabel
    remove_button: QPushButton
    words: PairEditor
    clinical_words: GrowingText
    domain_field: Choice
    seal_field: SealEditor
    add_goal_button: QPushButton

    remove_wanted = Signal(int)
    goal_wanted = Signal(int)
    check_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "concern_editor")
        self._draft: PlanDraft | None = None
        self._index = 0
        self._may_check = False
        self.refill()
        put = self._put
        self.words.edited.connect(lambda pair: put(text=pair))
        self.words.check_wanted.connect(
            lambda: self.check_wanted.emit(self._concern().id, "text")
        )
        self.clinical_words.textChanged.connect(
            lambda: put(clinical_words=self.clinical_words.toPlainText())
        )
        self.domain_field.currentIndexChanged.connect(
            lambda _: put(domain=Domain(str(self.domain_field.value())))
        )
        self.seal_field.edited.connect(lambda seal: put(seal=seal))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self._index))
        self.add_goal_button.clicked.connect(lambda: self.goal_wanted.emit(self._index))

    def edit(self, draft: PlanDraft, index: int, *, may_check: bool) -> None:
        """Show the concern at this place of the draft."""
        self._draft, self._index, self._may_check = draft, index, may_check
        self.refill()

    def _concern(self) -> ConcernRow:
        assert self._draft is not None
        return self._draft.content.concerns[self._index]

    def _put(self, **fields: Any) -> None:
        if self._draft is not None:
            self._draft.put_concern(self._index, **fields)

    def refill(self) -> None:
        draft, self._draft = self._draft, None
        self.domain_field.offer((k, _(word)) for k, word in DOMAIN_WORDS.items())
        self.title_label.setText(_("Concern"))
        if draft is not None:
            concern = draft.content.concerns[self._index]
            saved = saved_concern(draft.plan, concern)
            language = draft.plan.language
            self.words.put(
                saved.text, concern.text, language, may_check=self._may_check
            )
            self.clinical_words.put(concern.clinical_words)
            self.domain_field.choose(concern.domain)
            self.seal_field.put(concern.seal)
        self._draft = draft
