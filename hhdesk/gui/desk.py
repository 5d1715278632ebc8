"""What screens share: the worker, the day, unsaved drafts, and wishes to the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.gui.worker import Worker


class Desk(QObject):
    """Screens ask here; only the window knows where things are shown."""

    member_wanted = Signal(object, str)
    """Open the member of this id at a tab ("" is wherever it was)."""
    form_wanted = Signal(object)
    """Edit the member of this id; None is a new one."""
    member_saved = Signal(object)
    """The member of this id was changed in the database."""
    drafts_changed = Signal()
    said = Signal(str, object)
    """Words for the toast, and what its Undo does or None."""

    def __init__(self, worker: Worker, today: date, parent: QObject | None = None):
        super().__init__(parent)
        self.worker = worker
        self.today = today
        self._drafts: dict[tuple[str, UUID], object] = {}

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self.said.emit(words, undo)

    def keep_draft(self, kind: str, member_id: UUID, draft: object) -> None:
        """Keep what was typed and not saved, while the program runs."""
        known = (kind, member_id) in self._drafts
        self._drafts[kind, member_id] = draft
        if not known:
            self.drafts_changed.emit()

    def draft(self, kind: str, member_id: UUID) -> object | None:
        return self._drafts.get((kind, member_id))

    def drop_draft(self, kind: str, member_id: UUID) -> None:
        if self._drafts.pop((kind, member_id), None) is not None:
            self.drafts_changed.emit()

    def drafted(self) -> set[UUID]:
        """Members with something typed and not saved."""
        return {member_id for _, member_id in self._drafts}
