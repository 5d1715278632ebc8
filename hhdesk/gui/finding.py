"""Serves a search field with members: the top bar's, or one in a form."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from hhdesk.gui.desk import Desk
from hhdesk.gui.member_answer import Found, find
from hhdesk.gui.member_list import MemberList
from hhdesk.gui.member_row import HitPainter
from hhdesk.gui.quick_find import QuickFind
from hhdesk.i18n import _, ngettext


class Finding(QObject):
    """Without `chosen`, the member's page opens. Each field has a `lane` of its own."""

    def __init__(
        self,
        desk: Desk,
        field: QuickFind,
        chosen: Callable[[UUID], object] | None = None,
        lane: str = "quick find",
    ) -> None:
        super().__init__(field)
        self._desk = desk
        self._field = field
        self._lane = lane
        self.model = MemberList(desk.today, self)
        field.serve(self.model, HitPainter(self))
        field.asked.connect(self._ask)
        field.chosen.connect(chosen or self._open)

    def _open(self, member_id: UUID) -> None:
        self._desk.member_wanted.emit(member_id, "")

    def _ask(self, text: str) -> None:
        self._desk.worker.search(find, text, lane=self._lane, then=self._show)

    def _show(self, found: Found) -> None:
        answer = found.answer
        self.model.today = self._desk.today
        self.model.put(answer.hits, answer.corrected or found.text)
        if not answer.hits:
            nobody = _("Nobody found for “{text}”").format(text=found.text)
            self._field.show_hits(found.text, nobody, exact=True)
            return
        hits = len(answer.hits)
        words = ngettext("{n} found", "{n} found", hits).format(n=hits)
        if answer.corrected:
            shown = _("shown for “{text}”").format(text=answer.corrected)
            words += f" · {shown}"
        self._field.show_hits(found.text, words, exact=not answer.corrected)
