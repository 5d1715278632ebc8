"""A message of the front desk or a hand-over's note, to be read and dealt with."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care.desk_messages import MessageRow
from hhdesk.care.documents import DOCUMENT_KIND_WORDS
from hhdesk.care.handovers import HandoverRow
from hhdesk.gui.desk import Desk
from hhdesk.gui.today_answer import AnswerDialog
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import _, format_date, format_time


class NoteDialog(AnswerDialog):
    """Shows the note; Save says that it is dealt with. Nothing is typed here."""

    kind = "note"

    dealt = Signal()
    """The person says that it is dealt with, or read."""

    def __init__(
        self, desk: Desk, note: MessageRow | HandoverRow, child: str, parent: QWidget
    ) -> None:
        super().__init__(desk, note.id, child, parent)
        self.note, self._child = note, child
        self.begin({})
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self, values: Values) -> None:
        self.dealt.emit()
        self.done_with()

    def refill(self) -> None:
        if isinstance(self.note, MessageRow):
            told = message(self.note, self._desk.zone)
            self.tell(_("Message"), self._child, _("Done"), told)
        else:
            told = handover(self.note)
            self.tell(_("Hand-over"), self._child, _("I have read it"), told)


def message(note: MessageRow, zone: tzinfo) -> str:
    """From whom, when, what was handed in, and the words."""
    at = note.left_at.astimezone(zone)
    when = f"{format_date(at.date())}, {format_time(at)}"
    lines = [" · ".join(part for part in (note.from_whom, note.left_by, when) if part)]
    if note.handed_in is not None:
        kind = _(DOCUMENT_KIND_WORDS[note.handed_in])
        paper = " · ".join(part for part in (kind, note.title) if part)
        lines.append(_("Handed in: {paper}").format(paper=paper))
    return "\n".join([*lines, "", note.text])


def handover(note: HandoverRow) -> str:
    """From whom, when, and the words."""
    told = (note.former, format_date(note.on))
    head = " · ".join(part for part in told if part)
    return "\n".join((head, "", note.note))
