"""The table of members."""

from __future__ import annotations

from hhdesk.gui import forms
from hhdesk.gui.member_row import MemberPainter
from hhdesk.gui.row_table import RowTable


@forms.offer
class MemberTable(RowTable):
    shares = (27, 30, 12, 18)
    painter = MemberPainter
