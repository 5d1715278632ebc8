"""The plan behind its tab: read, kept as a draft, saved, met by others' versions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import merge
from hhdesk.errors import ChangedElsewhere, Refusal
from hhdesk.gui.desk import Desk
from hhdesk.gui.draft_keeper import Kept
from hhdesk.gui.plan_draft import Edit, PlanDraft
from hhdesk.gui.plan_undo import PlanUndo
from hhdesk.i18n import N_

DRAFT = "care plan"


class PlanKeeping(QObject):
    shown = Signal()
    """There is another content to show: read, saved, taken in."""
    edited = Signal()
    """Something was typed, undone or done again."""
    restored = Signal(object, int)
    """What was typed earlier is back: a Kept, and how many lines others changed too."""
    refused = Signal(object)
    """A Refusal to be explained."""
    unreadable = Signal()
    conflicted = Signal(object, object)
    """Somebody else saved in between and changed what is changed here: Merged, and
    their PlanRow."""
    joined = Signal(object)
    """Their PlanRow was put together with what is typed; nothing met."""
    saved = Signal(object)
    """The PlanRow that was saved."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._member_id = member_id
        self.draft: PlanDraft | None = None
        self.theirs: PlanRow | None = None
        self.saving = False
        self.title = ""
        self.undo = PlanUndo(self)
        self.undo.turned.connect(lambda _: self._keep())

    # ------------------------------------------------------------ reading

    def begin(self) -> None:
        """The plan as it was saved, and on top of it what was typed earlier."""
        self._desk.worker.read(
            care_plans.current,
            self._member_id,
            then=self._arrived,
            failed=self.refused.emit,
        )

    def _arrived(self, plan: PlanRow) -> None:
        self.draft = PlanDraft(plan, self._desk.worker.new_id, self._edit)
        kept = self._desk.drafts.draft(DRAFT, self._member_id)
        if kept is not None:
            self._restore(self.draft, kept)
        self.shown.emit()

    def _restore(self, draft: PlanDraft, kept: Kept) -> None:
        try:
            both = draft.restore(kept.value)
        except (ValueError, KeyError, TypeError):
            self.unreadable.emit()
            return
        if both is None:
            self._desk.drafts.drop(DRAFT, self._member_id)
        else:
            self.restored.emit(kept, both)

    # ------------------------------------------------------------ typing

    @property
    def kept_at(self) -> datetime | None:
        """Since when the draft is kept."""
        kept = self._desk.drafts.draft(DRAFT, self._member_id)
        return kept.at if kept is not None else None

    def _edit(self, edit: Edit) -> None:
        if self.draft is not None:
            self.undo.take(self.draft, edit)
            self._keep()

    def _keep(self) -> None:
        """On disk within seconds; what is as it was saved needs no draft."""
        draft = self.draft
        if draft is None:
            return
        if draft.dirty:
            self._desk.drafts.keep_made(
                DRAFT, self._member_id, lambda: draft.value, self.title
            )
        else:
            self._desk.drafts.drop(DRAFT, self._member_id)
        self.edited.emit()

    def discard(self) -> Kept | None:
        """Back to the version that was saved; an edit like any other."""
        kept = self._desk.drafts.draft(DRAFT, self._member_id)
        if self.draft is None or kept is None:
            return None
        self.draft.take(self.draft.plan.content, N_("Thrown away"))
        self.shown.emit()
        return kept

    def put_back(self, kept: Kept) -> None:
        """What was thrown away, with its own time."""
        self._desk.drafts.put_back(kept)
        self.undo.undo()
        self.shown.emit()

    # ------------------------------------------------------------ saving

    @property
    def can_save(self) -> bool:
        dirty = self.draft is not None and self.draft.dirty
        return dirty and not self.saving

    def save(self) -> None:
        """Keep what is typed as the next version."""
        if self.draft is None or not self.can_save:
            return
        if self.theirs is not None:
            self.meet(self.theirs)
            return
        self.saving = True
        self.undo.pause()
        self.edited.emit()
        sent = self.draft.content
        self._desk.worker.run(
            plan_saving.save,
            self._member_id,
            sent,
            seen=self.draft.plan.number,
            then=lambda plan: self.kept(sent, plan),
            failed=self._refused,
        )

    def check(self, item_id: UUID, field: str) -> None:
        """The person at the desk stands for a line's translation."""
        if self.draft is None:
            return
        sent = self.draft.content
        self._desk.worker.run(
            plan_saving.check_translation,
            self._member_id,
            item_id,
            field,
            seen=self.draft.plan.number,
            then=lambda plan: self.kept(sent, plan),
            failed=self._refused,
        )

    def kept(self, sent: PlanContent, plan: PlanRow) -> None:
        """The version is saved; what was typed meanwhile stays typed."""
        self.saving = False
        if self.draft is None:
            return
        self.stand_on(plan, sent)
        self.saved.emit(plan)

    def stand_on(self, plan: PlanRow, sent: PlanContent | None = None) -> None:
        """The record has this version now, by an act of this desk."""
        if self.draft is None:
            return
        base = self.draft.plan.content if sent is None else sent
        merged = merge(base, self.draft.content, plan.content)
        self.draft.begin_from(plan, merged.content)
        self.undo.saved()
        self._keep()
        self.shown.emit()

    def _refused(self, refusal: Refusal) -> None:
        self.saving = False
        if isinstance(refusal, ChangedElsewhere):
            self._desk.worker.read(
                care_plans.current,
                self._member_id,
                then=self.meet,
                failed=self.refused.emit,
            )
        else:
            self.refused.emit(refusal)
        self.edited.emit()

    # ------------------------------------------------------------ others

    def look(self) -> None:
        """Whether there is a newer version, without a word where nothing is typed."""
        self._desk.worker.read(
            care_plans.current,
            self._member_id,
            then=self._looked,
            failed=self.refused.emit,
        )

    def _looked(self, plan: PlanRow) -> None:
        draft = self.draft
        if draft is None or self.saving or plan.number == draft.plan.number:
            return
        if draft.dirty:
            self.meet(plan)
        else:
            self.stand_on(plan)

    def meet(self, theirs: PlanRow) -> None:
        """Somebody saved in between: what does not meet is put together at once."""
        draft = self.draft
        if draft is None or theirs.number == draft.plan.number:
            return
        merged = merge(draft.plan.content, draft.content, theirs.content)
        self.theirs = theirs
        if not merged.conflicts:
            self.take_in(merged.content)
            self.joined.emit(theirs)
        else:
            self.conflicted.emit(merged, theirs)

    def take_in(self, content: PlanContent) -> None:
        """Go on from their version with this content: both, as somebody decided."""
        theirs, self.theirs = self.theirs, None
        if theirs is None or self.draft is None:
            return
        plan, typed = self.draft.plan, self.draft.content
        self.draft.begin_from(theirs, content)
        self.undo.took_in(self.draft, plan, typed)
        self._keep()
        self.shown.emit()
