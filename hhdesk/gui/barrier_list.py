"""What stands in the way: kinds of barrier with a note each, and when one is solved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hhdesk.care.goals import BARRIER_WORDS
from hhdesk.gui import forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.line_columns import Column, ColumnKind
from hhdesk.gui.line_list import LineList
from hhdesk.i18n import N_, _

COLUMNS = (
    Column(
        "kind",
        ColumnKind.CHOICE,
        N_("What stands in the way"),
        wide=190,
        options=BARRIER_WORDS,
    ),
    Column("note", ColumnKind.TEXT, N_("Note"), N_("What exactly, in a few words")),
    Column("resolved_on", ColumnKind.SOLVED, N_("Solved")),
)


@forms.offer
class BarrierList(Spoken, LineList):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.serve(COLUMNS)
        self.refill()

    def refill(self) -> None:
        self.say_nothing(_("Nothing is written down."))
