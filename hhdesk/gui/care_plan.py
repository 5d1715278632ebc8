"""The Care plan tab: outline, the editor of the chosen part, saving versions."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import Domain
from hhdesk.care.plan_content import PlanContent
from hhdesk.errors import ChangedElsewhere, Refusal
from hhdesk.gui import forms
from hhdesk.gui.about_plan import AboutPlan
from hhdesk.gui.chip import Chip
from hhdesk.gui.concern_editor import ConcernEditor
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.draft_keeper import Kept
from hhdesk.gui.forms import Spoken
from hhdesk.gui.goal_editor import GoalEditor
from hhdesk.gui.labels import ElidedLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.plan_draft import PlanDraft
from hhdesk.gui.plan_merge import merged
from hhdesk.gui.plan_outline import ABOUT, Key, PlanOutline
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, explain, format_date, format_time, ngettext

DRAFT = "care plan"


class CarePlanTab(Spoken, QWidget):
    version_label: QLabel
    outline: PlanOutline
    add_goal_button: QPushButton
    add_concern_button: QPushButton
    restored: RestoredNotice
    notice: Notice
    editor_area: QScrollArea
    editors: QVBoxLayout
    draft_chip: Chip
    saved_label: ElidedLabel
    theirs_button: QPushButton
    mine_button: QPushButton
    paper_button: QPushButton
    save_button: QPushButton

    saved = Signal()
    paper_wanted = Signal()

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "care_plan")
        self._desk = desk
        self.member_id = member_id
        self.draft: PlanDraft | None = None
        self._theirs: PlanRow | None = None
        self._saving = False
        self._discarded: tuple[PlanDraft, Kept] | None = None
        self.title = ""
        """By what the list of drafts names the plan: the member's name."""
        self.about, self.goal = AboutPlan(), GoalEditor()
        self.concern = ConcernEditor()
        for editor in (self.about, self.concern, self.goal):
            self.editors.addWidget(editor)
            editor.hide()
        for barriers in (self.about.barriers, self.goal.barriers):
            barriers.today = lambda: desk.today
        self._connect()
        self._show_actions()
        self._begin()

    def _connect(self) -> None:
        self.outline.chosen.connect(self._turn)
        self.add_goal_button.clicked.connect(self._add_goal)
        self.add_concern_button.clicked.connect(self._add_concern)
        self.save_button.clicked.connect(self.save)
        self.theirs_button.clicked.connect(self._take_theirs)
        self.mine_button.clicked.connect(self._put_mine_on_top)
        self.paper_button.clicked.connect(self.paper_wanted)
        self.restored.discard_wanted.connect(self._discard)
        self.restored.undo_wanted.connect(self._undo_discard)
        self.goal.remove_wanted.connect(self._remove_goal)
        self.goal.removed_activity.connect(self._removed)
        self.concern.remove_wanted.connect(self._remove_concern)
        self.concern.goal_wanted.connect(self._add_goal_for)
        for editor in (self.about, self.goal, self.concern):
            editor.check_wanted.connect(self._check)
        for keys, act in (("Ctrl+S", self.save), ("Ctrl+G", self._add_goal)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _begin(self) -> None:
        """The plan as it was saved, and on top of it what was typed earlier."""
        self._desk.worker.read(
            care_plans.current,
            self.member_id,
            then=self._arrived,
            failed=self._explain,
        )

    def _arrived(self, plan: PlanRow) -> None:
        self.draft = PlanDraft(plan, self._desk.worker.new_id, self._edited)
        kept = self._desk.drafts.draft(DRAFT, self.member_id)
        if kept is not None:
            self._restore(self.draft, kept)
        self._show_all()

    def _restore(self, draft: PlanDraft, kept: Kept) -> None:
        try:
            both = draft.restore(kept.value)
        except (ValueError, KeyError, TypeError):
            self.notice.say(_("A draft of another version of hhdesk is not shown."))
            return
        if both is None:
            self._desk.drafts.drop(DRAFT, self.member_id)
        else:
            self.restored.tell(kept.at, self._desk, both)

    def _take(self, plan: PlanRow) -> None:
        """Begin anew from a saved version."""
        new_id = self._desk.worker.new_id
        self.draft = PlanDraft(plan, new_id, self._edited)
        self._desk.drafts.drop(DRAFT, self.member_id)
        self._theirs = None
        self.restored.say("")
        self.notice.say("")
        self._show_all()

    def _discard(self) -> None:
        """Back to the version that was saved; what was typed can be had again."""
        kept = self._desk.drafts.draft(DRAFT, self.member_id)
        if self.draft is not None and kept is not None:
            typed = self.draft
            self._take(typed.plan)
            self._discarded = typed, kept
            self.restored.tell_discarded()

    def _undo_discard(self) -> None:
        discarded, self._discarded = self._discarded, None
        if discarded is not None:
            self.draft, kept = discarded
            self._desk.drafts.put_back(kept)
            self.restored.tell(kept.at, self._desk)
            self._show_all()

    def _show_all(self) -> None:
        if self.draft is None:
            return
        plan = self.draft.plan
        self.outline.put(self.draft.content, plan.language)
        self._turn(self.outline.key())
        words = _("Plan · version {n}").format(n=plan.number)
        self.version_label.setText(words if plan.number else _("New plan"))
        self._show_actions()

    def _turn(self, key: Key) -> None:
        """Edit the part that was chosen in the outline."""
        if self.draft is None:
            return
        check = self._desk.may_check(self.draft.plan.language)
        kind, place = key
        if kind == "goal":
            self.goal.edit(self.draft, place, may_check=check)
            self._show_editor(self.goal)
        elif kind == "concern":
            self.concern.edit(self.draft, place, may_check=check)
            self._show_editor(self.concern)
        else:
            self.about.edit(self.draft, may_check=check)
            self._show_editor(self.about)
        self.editor_area.verticalScrollBar().setValue(0)

    def _show_editor(self, editor: QWidget) -> None:
        """One of the three; the page is as high as this one needs."""
        for one in (self.about, self.concern, self.goal):
            one.setVisible(one is editor)

    def _edited(self) -> None:
        """Something was typed: keep it, and say that it is not saved."""
        if self.draft is None:
            return
        if self.draft.dirty:
            value = self.draft.value
            self._desk.drafts.keep(DRAFT, self.member_id, value, self.title)
        else:
            self._desk.drafts.drop(DRAFT, self.member_id)
        if self._discarded is not None:
            self._discarded = None
            self.restored.say("")
        self.outline.put(self.draft.content, self.draft.plan.language)
        self._show_actions()

    def _show_actions(self) -> None:
        draft, stale = self.draft, self._theirs is not None
        dirty = draft is not None and draft.dirty
        self.save_button.setEnabled(dirty and not stale and not self._saving)
        self.theirs_button.setVisible(stale)
        self.mine_button.setVisible(stale)
        self.save_button.setVisible(not stale)
        if dirty:
            self.draft_chip.say(_("Not saved"), "warning", "pencil")
        else:
            self.draft_chip.say("")
        self.saved_label.setText(self._last_saved(draft.plan) if draft else "")

    def _last_saved(self, plan: PlanRow) -> str:
        if plan.saved_at is None:
            return _("No version yet. The first save makes version 1.")
        at = plan.saved_at.astimezone(self._desk.zone)
        return _("Version {n} by {name}, {day}, {time}").format(
            n=plan.number,
            name=plan.saved_by,
            day=format_date(at.date()),
            time=format_time(at),
        )

    def save(self) -> None:
        """Keep what is typed as the next version."""
        if self.draft is None or not self.save_button.isEnabled():
            return
        wrong = [one for one in self.findChildren(DayField) if one.wrong]
        if wrong:
            self.notice.say(_("This is not a day. Write it like 05/14/2027."))
            wrong[0].field.setFocus()
            return
        self._saving = True
        self.notice.say("")
        self._show_actions()
        sent = self.draft.content
        self._desk.worker.run(
            plan_saving.save,
            self.member_id,
            sent,
            seen=self.draft.plan.number,
            then=lambda plan: self._kept(sent, plan),
            failed=self._refused,
        )

    def _kept(self, sent: PlanContent, plan: PlanRow) -> None:
        """The version is saved; what was typed meanwhile stays typed."""
        self._saving = False
        if self.draft is None:
            return
        now = self.draft.content
        content, _both = merged(sent, now, plan.content, self._desk.worker.new_id)
        self.restored.say("")
        self.draft.begin_from(plan, content)
        self._show_all()
        self._desk.say(_("Version {n} is saved.").format(n=plan.number))
        self.saved.emit()

    def _refused(self, refusal: Refusal) -> None:
        self._saving = False
        if isinstance(refusal, ChangedElsewhere):
            self._desk.worker.read(
                care_plans.current,
                self.member_id,
                then=self._show_stale,
                failed=self._explain,
            )
        else:
            self._explain(refusal)
        self._show_actions()

    def _show_stale(self, theirs: PlanRow) -> None:
        """Somebody saved in between: say who, and offer both ways on."""
        self._theirs = theirs
        words = _("{name} saved version {n} in between. Your text is kept.").format(
            name=theirs.saved_by, n=theirs.number
        )
        self.notice.say(words, "warning")
        self._show_actions()

    def _take_theirs(self) -> None:
        if self._theirs is None or self.draft is None:
            return
        mine, base = self.draft.content, self.draft.plan
        self._take(self._theirs)

        def bring_back() -> None:
            if self.draft is not None:
                self._theirs = self.draft.plan
                self.draft.begin_from(base, mine)
                self._show_stale(self._theirs)
                self._show_all()

        self._desk.say(_("Your text was set aside."), bring_back)

    def _put_mine_on_top(self) -> None:
        if self._theirs is None or self.draft is None:
            return
        theirs, self._theirs = self._theirs, None
        content, both = merged(
            self.draft.plan.content,
            self.draft.content,
            theirs.content,
            self._desk.worker.new_id,
        )
        self.draft.begin_from(theirs, content)
        words = _("Your changes stand on top of version {n}. Look it over, then save.")
        words = words.format(n=theirs.number)
        if both:
            more = ngettext(
                "{n} line was changed by both; yours stands.",
                "{n} lines were changed by both; yours stand.",
                both,
            )
            words += " " + more.format(n=both)
        self.notice.say(words, "info")
        self._show_all()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _check(self, item_id: UUID, field: str) -> None:
        """The person at the desk stands for a line's translation."""
        if self.draft is None or item_id is None:
            return
        sent = self.draft.content
        self._desk.worker.run(
            plan_saving.check_translation,
            self.member_id,
            item_id,
            field,
            seen=self.draft.plan.number,
            then=lambda plan: self._kept(sent, plan),
            failed=self._refused,
        )

    def _add_goal(self) -> None:
        self._add_part("goal", self.goal.domain_field.value())

    def _add_concern(self) -> None:
        self._add_part("concern", self.concern.domain_field.value())

    def _add_part(self, kind: str, domain: object) -> None:
        """A new goal or concern of the domain that was edited last."""
        if self.draft is None:
            return
        about = Domain(str(domain)) if domain else Domain.MEDICAL
        add = self.draft.add_goal if kind == "goal" else self.draft.add_concern
        self.outline.choose((kind, add(about)))
        editor = self.goal.family_words if kind == "goal" else self.concern.words
        editor.english.setFocus()

    def _add_goal_for(self, concern: int) -> None:
        if self.draft is not None:
            self.outline.choose(("goal", self.draft.add_goal_for(concern)))
            self.goal.family_words.english.setFocus()

    def _remove_goal(self, place: int) -> None:
        if self.draft is not None:
            self.outline.choose(ABOUT)
            put_back = self.draft.remove_goal(place)
            self._desk.say(_("The goal was taken out."), put_back)

    def _remove_concern(self, place: int) -> None:
        if self.draft is not None:
            self.outline.choose(ABOUT)
            put_back = self.draft.remove_concern(place)
            self._desk.say(_("The concern was taken out."), put_back)

    def _removed(self, put_back: object) -> None:
        if callable(put_back):

            def again() -> None:
                put_back()
                self._turn(self.outline.key())

            self._desk.say(_("The activity was taken out."), again)

    def refill(self) -> None:
        self._show_all()
