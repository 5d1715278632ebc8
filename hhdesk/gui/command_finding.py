"""Serves the top bar's field: members, screens and commands; the recent ones first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject

from hhdesk.care import page_views
from hhdesk.care.page_views import SeenMember
from hhdesk.care.search import SearchAnswer
from hhdesk.gui import command_match
from hhdesk.gui.command_actions import CommandActions
from hhdesk.gui.command_match import ONLY_COMMANDS
from hhdesk.gui.command_table import BY_ID, Command
from hhdesk.gui.desk import Desk
from hhdesk.gui.desk_memory import DeskMemory
from hhdesk.gui.find_list import FindList, FindRow, Heading
from hhdesk.gui.find_painter import FindPainter
from hhdesk.gui.member_answer import Found, find
from hhdesk.gui.quick_find import QuickFind
from hhdesk.i18n import _, ngettext

_LANE = "quick find"
_BESIDE_COMMANDS = 6
"""So many members stand above the commands that a text finds as well."""
_RECENT = 5


class CommandFinding(QObject):
    def __init__(
        self,
        desk: Desk,
        field: QuickFind,
        commands: CommandActions,
        memory: DeskMemory,
        shown: Callable[[], UUID | None],
    ) -> None:
        """`shown` says whose page is in front: nobody needs to go there."""
        super().__init__(field)
        self._desk = desk
        self._field = field
        self._commands = commands
        self._memory = memory
        self._shown = shown
        self.model = FindList(desk.today, self)
        field.always = True
        field.refill()
        field.serve(self.model, FindPainter(self), alike=False)
        field.asked.connect(self._ask)
        field.chosen.connect(self._choose)

    def _choose(self, chosen: UUID | Command) -> None:
        if isinstance(chosen, Command):
            self._commands.action(chosen.id).trigger()
        else:
            self._desk.member_wanted.emit(chosen, "")

    def _ask(self, text: str) -> None:
        worker = self._desk.worker
        if text.startswith(ONLY_COMMANDS):
            self._show_commands(text)
        elif text.strip():
            worker.search(find, text, lane=_LANE, then=self._show_found)
        else:
            shown = self._shown()
            lately = [one for one in self._memory.members if one != shown]
            worker.read(page_views.seen, lately, lane=_LANE, then=self._show_recent)

    def _matching(self, text: str) -> list[Command]:
        able = [one for one in self._commands.able() if one.id != "find"]
        return command_match.matching(able, text)

    def _put(self, rows: Sequence[FindRow], query: str = "") -> None:
        self.model.members.today = self._desk.today
        self.model.put(rows, query)

    def _show_commands(self, text: str) -> None:
        found = self._matching(text)
        self._put(found)
        self._field.show_hits(text, self._nothing(text, found), exact=True)

    def _show_recent(self, seen: Sequence[SeenMember]) -> None:
        """Whose pages were open lately and what was done lately, then the screens."""
        if self._field.field.text():
            return
        able = self._commands.able()
        lately = [BY_ID[one] for one in self._memory.commands if one in BY_ID]
        used = [one for one in lately if one in able][:_RECENT]
        rows: list[FindRow] = [*seen[:_RECENT]]
        if rows:
            rows.insert(0, Heading(_("Opened lately")))
        if used:
            rows += [Heading(_("Used lately")), *used]
        others = [one for one in able if one not in used and one.id != "find"]
        rows += [Heading(_("Screens and commands")), *others]
        self._put(rows)
        self._field.show_hits("", "", exact=False)

    def _show_found(self, found: Found) -> None:
        """Members as typed come first; whom only a corrected text found come last."""
        text, answer = found.text, found.answer
        if self._field.field.text().startswith(ONLY_COMMANDS):
            return
        commands = self._matching(text)
        members = self._members(answer, bool(commands))
        corrected = bool(answer.corrected)
        rows = self._below(_("Screens and commands"), commands)
        rows = [*rows, *members] if corrected else [*members, *rows]
        self._put(rows, answer.corrected or text)
        sure = self._sure(text, answer, commands)
        self._field.show_hits(text, self._sentence(found, commands), exact=sure)

    @staticmethod
    def _sure(text: str, answer: SearchAnswer, commands: Sequence[Command]) -> bool:
        """Whether Enter, pressed before the answer, may do what stands first."""
        if answer.hits and not answer.corrected:
            return True
        sought = command_match.typed_words(text)
        return bool(commands) and command_match.begins(commands[0], sought)

    def _members(self, answer: SearchAnswer, beside: bool) -> list[FindRow]:
        hits = answer.hits[:_BESIDE_COMMANDS] if beside else answer.hits
        return self._below(_("Members"), hits) if beside else [*hits]

    @staticmethod
    def _below(words: str, rows: Sequence[FindRow]) -> list[FindRow]:
        return [Heading(words), *rows] if rows else []

    def _sentence(self, found: Found, commands: Sequence[Command]) -> str:
        answer = found.answer
        if not answer.hits:
            return self._nothing(found.text, commands)
        hits = len(answer.hits)
        words = ngettext("{n} found", "{n} found", hits).format(n=hits)
        if commands and hits > _BESIDE_COMMANDS:
            words = _("The first {shown} of {n} found").format(
                shown=_BESIDE_COMMANDS, n=hits
            )
        if answer.corrected:
            shown = _("shown for “{text}”").format(text=answer.corrected)
            words += f" · {shown}"
        return words

    @staticmethod
    def _nothing(text: str, commands: Sequence[Command]) -> str:
        if commands:
            return ""
        return _("Nobody found for “{text}”").format(text=text)
