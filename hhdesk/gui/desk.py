"""What screens share: the worker, the day, unsaved drafts, and wishes to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.gui.worker import Worker


@dataclass(frozen=True)
class Place:
    """The clinic's day and zone, and the languages that this person may check."""

    today: date
    zone: tzinfo
    languages: tuple[str, ...] = ()


class Desk(QObject):
    """Screens ask here; only the window knows where things are shown."""

    member_wanted = Signal(object, str)
    """Open the member of this id at a tab ("" is wherever it was)."""
    form_wanted = Signal(object)
    """Edit the member of this id; None is a new one."""
    member_saved = Signal(object)
    """The member of this id was changed in the database."""
    drafts_changed = Signal()
    day_changed = Signal()
    said = Signal(str, object, str)
    """Words for the toast, what its button does or None, the button's word."""

    def __init__(
        self, worker: Worker, place: Place, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.worker = worker
        self.today = place.today
        self.zone = place.zone
        self._languages = place.languages
        self._drafts: dict[tuple[str, UUID], object] = {}

    def look_at(self, place: Place) -> None:
        """The clinic's day as it is now; a desk stays open overnight."""
        if place.today != self.today:
            self.today = place.today
            self.day_changed.emit()

    def may_check(self, language: str) -> bool:
        """Whether the person at the desk may stand for translations into it."""
        return language in self._languages

    def say(
        self, words: str, undo: Callable[[], None] | None = None, button: str = ""
    ) -> None:
        """A word in passing; `button` says something else than Undo."""
        self.said.emit(words, undo, button)

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
