"""Undo and redo over the whole plan: each edit of the draft is a command."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.gui import plan_rows
from hhdesk.gui.plan_draft import Edit, PlanDraft
from hhdesk.gui.plan_edit_words import edit_words
from hhdesk.gui.plan_rows import Where

PAUSE_MS = 1_500
_LONGEST = 1_000
_TYPING = 1


class PlanUndo(QObject):
    """Typing in one field is one command until a pause or another field."""

    turned = Signal(object)
    """An edit was undone or done again at this `Where`."""
    changed = Signal()
    """There is something else to undo or to do again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(_LONGEST)
        self._stack.indexChanged.connect(self.changed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.pause)
        self._rested = True

    def begin(self) -> None:
        """Forget all edits: another plan, or one begun anew."""
        self._stack.clear()

    def pause(self) -> None:
        """What is typed from now on is another command."""
        self._rested = True

    def take(self, draft: PlanDraft, edit: Edit) -> None:
        """The draft was edited."""
        typing = edit.typing and not self._rested
        self._rested = not edit.typing
        self._stack.push(_Change(self, draft, edit, grows=typing))
        if edit.typing:
            self._pause.start()

    def took_in(self, draft: PlanDraft, plan: PlanRow, content: PlanContent) -> None:
        """The draft stands on another saved version now; before it stood on `plan`
        with `content`. Undone, it stands there again, and cannot be saved as such."""
        self._stack.push(_Version(self, draft, plan, content))
        self.pause()

    def saved(self) -> None:
        """What stands now is in the record; edits can be undone all the same."""
        self._stack.setClean()
        self.pause()

    def undo(self) -> None:
        self.pause()
        self._stack.undo()

    def redo(self) -> None:
        self.pause()
        self._stack.redo()

    @property
    def undo_words(self) -> str:
        """What would be undone; "" for nothing."""
        return self._words(self._stack.index() - 1)

    @property
    def redo_words(self) -> str:
        return self._words(self._stack.index())

    def _words(self, place: int) -> str:
        command = self._stack.command(place) if place >= 0 else None
        return command.words if isinstance(command, _Step) else ""


class _Step(QUndoCommand):
    """The first `redo`, by the stack itself, finds the work done already."""

    def __init__(
        self, does: Callable[[], None], undoes: Callable[[], None], words: str = ""
    ) -> None:
        super().__init__()
        self._does, self._undoes = does, undoes
        self._done = True
        self.words = words

    def redo(self) -> None:
        if not self._done:
            self._does()
        self._done = True

    def undo(self) -> None:
        self._done = False
        self._undoes()


class _Change(_Step):
    def __init__(
        self, owner: PlanUndo, draft: PlanDraft, edit: Edit, *, grows: bool
    ) -> None:
        super().__init__(
            lambda: self._stand(self.edit.after),
            lambda: self._stand(self.edit.before),
            edit_words(edit),
        )
        self._owner, self._draft = owner, draft
        self.edit, self._grows = edit, grows

    def _stand(self, content: PlanContent) -> None:
        self._draft.stand(content)
        self._owner.turned.emit(self.edit.where)

    def id(self) -> int:
        return _TYPING if self.edit.typing else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in what was typed right after it in the same field."""
        if not isinstance(other, _Change):
            return False
        now = other.edit
        if not other._grows or now.where != self.edit.where:
            return False
        before = self.edit.before
        self.edit = Edit(before, now.after, now.words, now.where, typing=True)
        if before == now.after:
            # Nothing is left of it; what is typed next does not belong before it.
            self.setObsolete(True)
            self._owner.pause()
        return True


class _Version(_Step):
    """Another saved version was taken in."""

    def __init__(
        self, owner: PlanUndo, draft: PlanDraft, plan: PlanRow, content: PlanContent
    ) -> None:
        before, after = (plan, content), (draft.plan, draft.content)
        super().__init__(
            lambda: self._stand(*after), lambda: self._stand(*before), edit_words(None)
        )
        self._owner, self._draft = owner, draft

    def _stand(self, plan: PlanRow, content: PlanContent) -> None:
        self._draft.begin_from(plan, content)
        self._owner.turned.emit(Where(plan_rows.ABOUT))
