"""What helps to write a plan: templates, phrases, the lines that need a translator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from hhdesk.care import plan_templates
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_rows import PhraseKind
from hhdesk.care.plan_templates import TemplateWish
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui import plan_draft, plan_rows
from hhdesk.gui.labels import set_tip
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.phrase_picker import PhrasePicker
from hhdesk.gui.plan_rows import CONCERN, CONCERNS, GOAL, GOALS
from hhdesk.gui.template_picker import TemplatePicker
from hhdesk.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from hhdesk.gui.care_plan import CarePlanTab

_OPEN = (TranslationState.MISSING, TranslationState.STALE)
FROM_TEMPLATE = N_("Added from a template")


class PlanHelpers(QObject):
    def __init__(self, tab: CarePlanTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._phrases: PhrasePicker | None = None
        self._line: PairEditor | None = None
        self._first = ""
        self.templates: TemplatePicker | None = None
        tab.template_button.clicked.connect(self.pick_template)
        tab.translate_button.clicked.connect(
            lambda: tab.desk.translations_wanted.emit(tab.member_id, None)
        )

    # ------------------------------------------------------------ templates

    def begin_from(self, template: str) -> None:
        """Offer this template, as soon as the plan is read."""
        self._first = template
        if self._tab.draft is not None:
            self.pick_template()
        else:
            once = Qt.ConnectionType.SingleShotConnection
            self._tab.keeping.shown.connect(self.pick_template, once)

    def pick_template(self) -> None:
        """Choose parts of a template, over the plan as it is typed."""
        draft = self._tab.draft
        if draft is None:
            return
        desk, window = self._tab.desk, self._tab.window()
        first, self._first = self._first, ""
        whose = self._tab.member_id
        shown = TemplatePicker(desk, whose, draft.content, window, first)
        shown.picked.connect(self._put_template)
        self.templates = shown
        shown.open()

    def _put_template(self, wish: TemplateWish) -> None:
        draft = self._tab.draft
        if draft is None:
            return
        applied = plan_templates.apply(draft.content, wish, draft.new_id)
        draft.take(applied.content, FROM_TEMPLATE)
        self._tab.show_all()

    # ------------------------------------------------------------ phrases

    def pick_phrase(self) -> None:
        """A sentence of the library for the line that has the keyboard."""
        line = self._focused()
        if line is None or self._tab.draft is None:
            return
        if self._phrases is None:
            tab = self._tab
            self._phrases = PhrasePicker(tab.desk, tab.member_id, tab)
            self._phrases.picked.connect(self._put_phrase)
        self._line = line
        self._phrases.begin(line, self._kind(line), self._domain())

    def _focused(self) -> PairEditor | None:
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._tab:
            if isinstance(widget, PairEditor):
                return widget
            widget = widget.parentWidget()
        return None

    def _kind(self, line: PairEditor) -> PhraseKind | None:
        """What sentences belong in this line."""
        part, row = self._tab.pages.key[0], self._tab.moving.row()
        if row is not None:
            kind = getattr(row.row, "kind", None)
            if part == plan_rows.MEDICINES:
                return PhraseKind.MEDICINE
            if part == GOAL:
                return PhraseKind.ACTIVITY
            return PhraseKind(kind) if kind in set(PhraseKind) else None
        if part == GOAL:
            target = line is self._tab.pages.goal.target
            return PhraseKind.TARGET if target else PhraseKind.GOAL
        if part == CONCERN:
            return PhraseKind.CONCERN
        strengths = line is self._tab.pages.about.strengths
        return PhraseKind.STRENGTH if strengths else PhraseKind.WHAT_MATTERS

    def _domain(self) -> Domain | None:
        kind, place = self._tab.pages.key
        spot = {GOAL: GOALS, CONCERN: CONCERNS}.get(kind)
        if spot is None or self._tab.draft is None:
            return None
        domain: Domain = self._tab.draft.rows(spot)[place].domain
        return domain

    def _put_phrase(self, pair: Pair) -> None:
        if self._line is not None:
            self._line.write(pair)
            self._line.english.setFocus()

    # ------------------------------------------------------------ the rest

    def count_open(self) -> None:
        """How many lines need a translator."""
        draft = self._tab.draft
        count = 0
        if draft is not None and draft.plan.language != "en":
            for pair in plan_draft.pairs_of(draft.content):
                count += pair.state in _OPEN and bool(pair.english.strip())
        button = self._tab.translate_button
        button.setVisible(count > 0)
        words = ngettext(
            "{n} line needs a translator", "{n} lines need a translator", count
        )
        button.setText(words.format(n=count))
        set_tip(button, _("Open the list of lines to translate"))
