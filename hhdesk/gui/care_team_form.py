"""The form of one of the care team, filled from what the record knows already."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from hhdesk.care import family_team
from hhdesk.care.care_team import TEAM_ROLE_WORDS, TeamRole
from hhdesk.care.family_rows import FamilyPage, TeamCard
from hhdesk.care.plan_lines import TeamLine
from hhdesk.gui.family_form import FamilyForm
from hhdesk.gui.family_wish import NEW_TEAM
from hhdesk.gui.family_words import TAKEN_BACK
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import Values
from hhdesk.gui.labels import literal
from hhdesk.i18n import _


class CareTeamForm(FamilyForm):
    offers_cell: QWidget
    offers_flow: Flow

    form = "care_team_form"
    names: ClassVar[tuple[str, ...]] = (
        "role",
        "organization",
        "name",
        "phone",
        "may_share",
    )

    def _made(self) -> None:
        self.card: TeamCard | None = None
        self.offers_cell.hide()

    @property
    def new(self) -> bool:
        return self.wish.draft == NEW_TEAM

    def _begin(self, page: FamilyPage) -> None:
        self.card = next(
            (one for one in page.team if one.id == self.wish.subject), None
        )
        assert self._draft is not None
        blank = TeamLine(TeamRole.OTHER_COORDINATOR)
        self._draft.begin(_values(self.card.line if self.card else blank))
        self._offer(page)
        self.refill()
        self.fields["organization" if self.new else "name"].setFocus()

    def _offer(self, page: FamilyPage) -> None:
        """Agencies that this child was referred to, and its health plan."""
        self.offers_cell.setVisible(self.new and bool(page.offers))
        buttons = []
        for line in page.offers:
            button = QPushButton(literal(line.organization))
            button.setProperty("look", "filter")
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(partial(self.take, line))
            buttons.append(button)
        self.offers_flow.put(buttons)

    def take(self, line: TeamLine, _checked: bool = False) -> None:
        """This one, with what is known of it."""
        self._put(_values(line))
        self._keep_typed()
        self.fields["name"].setFocus()

    def _line(self) -> TeamLine:
        told = self.values()
        known = self.card.line if self.card else TeamLine()
        return replace(
            known,
            role=TeamRole(told["role"]),
            name=told["name"],
            organization=told["organization"],
            phone=told["phone"],
            may_share=told["may_share"],
        )

    def _send(self) -> None:
        if self.page is None:
            return
        line = self._line()
        words = _("{name} is saved.").format(name=line.name or line.organization)
        if self.card is not None:
            before = self.card.id, self.card.line

            def changed(seen: int) -> None:
                back = self.undoing(family_team.change, *before, seen=seen)
                self._saved(words, back)

            self._run(
                family_team.change,
                self.card.id,
                line,
                seen=self.card.version,
                then=changed,
            )
        elif self.new:

            def added(key: UUID) -> None:
                reason = _(TAKEN_BACK)
                back = self.undoing(family_team.remove, key, reason, seen=1)
                self._saved(words, back)

            self._run(family_team.add, self.page.member_id, line, then=added)

    def title(self) -> str:
        return _("New on the care team") if self.new else _("Change the care team")

    def refill(self) -> None:
        super().refill()
        self.fields.offer(
            "role", [(one.value, _(word)) for one, word in TEAM_ROLE_WORDS.items()]
        )
        for name, hint in (
            ("organization", _("CCS, Regional Center, health plan, school…")),
            ("may_share", _("For example: plan and visits; nothing about the family")),
        ):
            self.fields[name].setProperty("placeholderText", hint)


def _values(line: TeamLine) -> Values:
    return {
        "role": line.role.value,
        "organization": line.organization,
        "name": line.name,
        "phone": line.phone,
        "may_share": line.may_share,
    }
