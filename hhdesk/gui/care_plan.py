"""The Care plan tab: outline, the editor of the chosen part, what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import staff
from hhdesk.care.confidentiality import age_on
from hhdesk.care.member_page import MemberPage
from hhdesk.care.plan_records import PLAN_STAGE_WORDS
from hhdesk.errors import Refusal
from hhdesk.gui import (
    forms,
    plan_keys,
    plan_names,
    plan_pages,
)
from hhdesk.gui.chip import Chip
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.draft_keeper import Kept
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel, set_tip
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.notice import Notice
from hhdesk.gui.plan_acts import PlanActs
from hhdesk.gui.plan_beside import PlanBeside
from hhdesk.gui.plan_draft import PlanDraft
from hhdesk.gui.plan_helpers import PlanHelpers
from hhdesk.gui.plan_keeping import DRAFT, PlanKeeping
from hhdesk.gui.plan_moving import PlanMoving
from hhdesk.gui.plan_others import PlanOthers
from hhdesk.gui.plan_outline import PlanOutline
from hhdesk.gui.plan_pages import PlanPages
from hhdesk.gui.plan_parts import Key
from hhdesk.gui.plan_progress import PlanProgress
from hhdesk.gui.plan_rows import CONCERN, GOAL, Where
from hhdesk.gui.plan_saved_label import draft_words, saved_words
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, explain

__all__ = ["DRAFT", "CarePlanTab"]

_TOLD_AGAIN_MS = 1_000
_REST_MS = 150


class CarePlanTab(Spoken, QWidget):
    version_label: QLabel
    outline: PlanOutline
    add_goal_button: QPushButton
    add_concern_button: QPushButton
    template_button: QPushButton
    translate_button: QPushButton
    bar_place: QVBoxLayout
    title_label: ElidedLabel
    remove_button: QToolButton
    undo_button: QPushButton
    redo_button: QPushButton
    compare_button: QPushButton
    panel_button: QToolButton
    restored: RestoredNotice
    notice: Notice
    middle: QStackedWidget
    editor_area: QScrollArea
    editors: QVBoxLayout
    draft_chip: Chip
    saved_label: ElidedLabel
    paper_button: QPushButton
    save_button: QPushButton
    panel_place: QVBoxLayout

    saved = Signal()
    paper_wanted = Signal()

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "care_plan")
        self.desk = desk
        self.member_id = member_id
        self._page: MemberPage | None = None
        self._staff: tuple[staff.Colleague, ...] = ()
        self._discarded: Kept | None = None
        self._seen = False
        self.keeping = PlanKeeping(desk, member_id, self)
        self.pages = PlanPages(self.editors, self)
        self.moving = PlanMoving(self)
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._rest)
        self._telling = QTimer(self, interval=_TOLD_AGAIN_MS)
        self._telling.timeout.connect(self._tell_kept)
        self.helpers = PlanHelpers(self)
        self.acts, self.others = PlanActs(self), PlanOthers(self)
        self.beside = PlanBeside(self)
        self.beside.begin()
        self._connect()
        self._connect_keys()
        self.progress = PlanProgress(self)
        self.show_actions()
        self.keeping.begin()
        desk.worker.read(staff.colleagues, then=self._know, failed=self._explain)

    # ------------------------------------------------------------ for others

    @property
    def draft(self) -> PlanDraft | None:
        return self.keeping.draft

    @property
    def title(self) -> str:
        """By what the list of drafts names the plan: the member's name."""
        return self.keeping.title

    @title.setter
    def title(self, name: str) -> None:
        self.keeping.title = name
        self.beside.bar.title = name

    @property
    def goal(self) -> Any:
        return self.pages.goal

    @property
    def concern(self) -> Any:
        return self.pages.concern

    @property
    def about(self) -> Any:
        return self.pages.about

    def show_member(self, page: MemberPage) -> None:
        """The member was read: whose names may be suggested."""
        self._page = page
        self.title = page.name.full

    # ------------------------------------------------------------ wiring

    def _connect(self) -> None:
        keeping, pages = self.keeping, self.pages
        keeping.shown.connect(self.show_all)
        keeping.edited.connect(self._edited)
        keeping.restored.connect(self._tell_restored)
        keeping.refused.connect(self._explain)
        keeping.unreadable.connect(self._tell_unreadable)
        keeping.saved.connect(self._tell_saved)
        keeping.undo.turned.connect(self._show_turned)
        keeping.undo.changed.connect(self._show_undo)
        pages.check_wanted.connect(keeping.check)
        pages.remove_wanted.connect(self.acts.remove)
        pages.goal_wanted.connect(self.acts.add_goal_for)
        self.outline.chosen.connect(self._turn)
        self.outline.moved.connect(self.moving.dropped)
        self.outline.remove_wanted.connect(self.acts.remove_part)
        self.outline.entered.connect(pages.begin)
        self.add_goal_button.clicked.connect(self.acts.add_goal)
        self.add_concern_button.clicked.connect(self.acts.add_concern)
        self.remove_button.clicked.connect(lambda: self.acts.remove_part(pages.key))
        self.undo_button.clicked.connect(keeping.undo.undo)
        self.redo_button.clicked.connect(keeping.undo.redo)
        self.save_button.clicked.connect(self.save)
        self.paper_button.clicked.connect(self.paper_wanted)
        self.restored.discard_wanted.connect(self._discard)
        self.restored.undo_wanted.connect(self._undo_discard)

    def _connect_keys(self) -> None:
        for keys, act in (
            (plan_keys.UNDO, self.keeping.undo.undo),
            (plan_keys.REDO, self.keeping.undo.redo),
            ((plan_keys.SAVE,), self.save),
            ((plan_keys.ADD_GOAL,), self.acts.add_goal),
            (plan_keys.ADD_ACTIVITY, self.acts.add_activity),
            ((plan_keys.PHRASES,), self.helpers.pick_phrase),
            *self.moving.keys(),
        ):
            for one in keys:
                QShortcut(QKeySequence(one), self).activated.connect(act)

    def _know(self, colleagues: tuple[staff.Colleague, ...]) -> None:
        self._staff = colleagues

    @property
    def showing(self) -> Showing:
        """The draft with what its rows need to know."""
        draft = self.draft
        assert draft is not None
        page, today = self._page, self.desk.today
        return Showing(
            draft,
            today,
            self.desk.may_check(draft.plan.language),
            plan_names.names(page, self._staff, draft.content),
            age_on(page.birth_date, today) if page is not None else None,
        )

    # ------------------------------------------------------------ showing

    def show_all(self) -> None:
        if self.draft is None:
            return
        plan = self.draft.plan
        self.outline.put(self.draft.content, plan.language)
        self._turn(self.outline.key())
        words = _("Plan · version {n}, {stage}").format(
            n=plan.edition, stage=_(PLAN_STAGE_WORDS[plan.stage]).lower()
        )
        self.version_label.setText(words if plan.number else _("New plan"))
        self.beside.put(plan)
        self._show_undo()
        self.show_actions()
        self._rest()

    def _turn(self, key: Key) -> None:
        """Edit the part that was chosen in the outline."""
        if self.draft is None:
            return
        other = key != self.pages.key
        self.pages.show(key, self.showing)
        self._show_head()
        if other:
            self.editor_area.verticalScrollBar().setValue(0)

    def choose(self, key: Key) -> None:
        """Turn to a part, which may be the one that is shown."""
        self.outline.choose(key)
        self._turn(self.outline.key())

    def _show_head(self) -> None:
        words = plan_pages.title(self.pages.key, self.showing.draft.content)
        if words != self.title_label.text():
            self.title_label.setText(words)
        kind = self.pages.key[0]
        self.remove_button.setVisible(kind in (GOAL, CONCERN))
        tip = _("Remove goal") if kind == GOAL else _("Remove concern")
        set_tip(self.remove_button, tip)
        self.remove_button.setAccessibleName(tip)

    def _show_undo(self) -> None:
        undo = self.keeping.undo
        for button, words, told in (
            (self.undo_button, undo.undo_words, _("Undo: {what} (Ctrl+Z)")),
            (self.redo_button, undo.redo_words, _("Redo: {what} (Ctrl+Shift+Z)")),
        ):
            button.setEnabled(bool(words))
            set_tip(button, told.format(what=words) if words else "")

    def _show_turned(self, where: Where) -> None:
        """Something was undone or done again: go there."""
        if self.draft is None:
            return
        self.outline.put(self.draft.content, self.draft.plan.language)
        self.acts.go(where)

    def _edited(self) -> None:
        """Something was typed: say so, and nothing more."""
        if self.draft is None:
            return
        if self._discarded is not None and self.draft.dirty:
            self._discarded = None
            self.restored.say("")
        self.outline.put(self.draft.content, self.draft.plan.language)
        if self.pages.key == self.outline.key():
            self._show_head()
        self.show_actions()
        self._resting.start()

    def _rest(self) -> None:
        """What costs more than a key may: after a pause of typing."""
        draft = self.draft
        if draft is not None:
            self.helpers.count_open()
            self.beside.panel.put(draft.plan, draft.content)

    def show_actions(self) -> None:
        draft = self.draft
        dirty = draft is not None and draft.dirty
        deciding = self.middle.currentWidget() is not self.editor_area
        self.save_button.setEnabled(self.keeping.can_save and not deciding)
        if draft is not None:
            self.beside.tell(draft.plan, dirty=dirty)
        if dirty != bool(self.draft_chip.text()):
            if dirty:
                self.draft_chip.say(_("Not saved"), "warning", "pencil")
                self._telling.start()
            else:
                self.draft_chip.say("")
                self._telling.stop()
            self._tell_kept()
        elif not dirty:
            self._tell_kept()

    def _tell_kept(self) -> None:
        draft = self.draft
        if draft is None:
            self.saved_label.setText("")
        elif draft.dirty:
            at = self.keeping.kept_at
            now = self.desk.worker.now()
            words = draft_words(self.desk, at, now) if at is not None else ""
            self.saved_label.setText(words)
        else:
            self.saved_label.setText(saved_words(self.desk, draft.plan))

    # ------------------------------------------------------------ notices

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _tell_unreadable(self) -> None:
        self.notice.say(_("A draft of another version of hhdesk is not shown."))

    def _tell_restored(self, kept: Kept, both: int) -> None:
        self.restored.tell(kept.at, self.desk, both)

    def _discard(self) -> None:
        """Back to the version that was saved; what was typed can be had again."""
        kept = self.keeping.discard()
        if kept is not None:
            self._discarded = kept
            self.notice.say("")
            self.restored.tell_discarded()

    def _undo_discard(self) -> None:
        kept, self._discarded = self._discarded, None
        if kept is not None:
            self.keeping.put_back(kept)
            self.restored.tell(kept.at, self.desk)

    def _tell_saved(self) -> None:
        self.restored.say("")
        self.desk.say(_("The plan is saved."))
        self.saved.emit()

    # ------------------------------------------------------------ acts

    def save(self) -> None:
        """Keep what is typed as the next version."""
        wrong = [one for one in self.findChildren(DayField) if one.wrong]
        if wrong and self.keeping.can_save:
            self.notice.say(_("This is not a day. Write it like 05/14/2027."))
            wrong[0].field.setFocus()
            return
        self.notice.say("")
        self.keeping.save()

    def showEvent(self, event: QShowEvent) -> None:
        """The tab came to the front: somebody may have saved meanwhile."""
        super().showEvent(event)
        if self._seen and not event.spontaneous():
            self.keeping.look()
        self._seen = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.beside.make_room()

    def panes(self) -> list[tuple[QWidget, Callable[[], None]]]:
        """What F6 walks through, and how each is come to."""
        found: list[tuple[QWidget, Callable[[], None]]] = [
            (self.outline, self.outline.setFocus),
            (self.middle, self.pages.begin),
        ]
        panel = self.beside.panel
        if not panel.isHidden():
            found.append((panel, panel.begin))
        return found

    def refill(self) -> None:
        self.show_all()
        self.beside.make_room()
