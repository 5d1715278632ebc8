"""What the family will get: the plan's paper as it would be now, and beside it, for
staff alone, what is withheld from them and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QWidget

from hhdesk.care import plan_consenters
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Audience
from hhdesk.care.plan_content import PlanContent
from hhdesk.errors import Refusal
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.plan_preview import PlanPreview
from hhdesk.gui.withheld_list import WithheldList
from hhdesk.i18n import _, explain

_SIZE, _SIDE = (1000, 680), 320


class FamilyCheck(Spoken, QDialog):
    def __init__(
        self, desk: Desk, plan: PlanRow, content: PlanContent, parent: QWidget
    ) -> None:
        super().__init__(parent)
        member_id = plan.member_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._member_id, self._content = desk, member_id, content
        self.preview = PlanPreview(desk, member_id)
        self.withheld = WithheldList()
        self.area = QScrollArea(self)
        self._lay_out()
        self.refill()
        self.preview.audience_field.currentIndexChanged.connect(lambda _: self.look())
        self.preview.put(plan, content)
        self.look()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        inner = QHBoxLayout(page)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.addWidget(self.withheld, 1, Qt.AlignmentFlag.AlignTop)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        self.area.setFixedWidth(theme.scaled(_SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.preview, 1)
        row.addWidget(self.area)
        self.resize(*(theme.scaled(side) for side in _SIZE))

    def look(self) -> None:
        """What is withheld from the reader whom the paper is for."""
        self._desk.worker.read(
            plan_consenters.withheld,
            self._member_id,
            self._content,
            Audience(str(self.preview.audience_field.value())),
            then=self.withheld.put,
            failed=self._explain,
        )

    def _explain(self, refusal: Refusal) -> None:
        self._desk.say(explain(refusal))

    def refill(self) -> None:
        self.setWindowTitle(_("What the family will get"))
        self.area.setAccessibleName(_("What is withheld"))
