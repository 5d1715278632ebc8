"""Two people changed one plan: each place that both changed, decided one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hhdesk.care import plan_comparing, plan_merging, plan_places
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_merging import PLACE, Conflict, Merged
from hhdesk.gui import forms, plan_value_words, plan_version_words
from hhdesk.gui.chip import Chip
from hhdesk.gui.conflict_card import ConflictCard
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, ngettext

DRAFT = "plan conflicts"
_LISTED = 6


@forms.offer
class PlanConflicts(Spoken, QWidget):
    title_label: QLabel
    about_label: QLabel
    left_chip: Chip
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    cards: QVBoxLayout
    joined_title: QLabel
    joined_label: QLabel
    later_button: QPushButton
    done_button: QPushButton

    resolved = Signal(object)
    """A PlanContent with everything decided."""
    later = Signal()
    """Not now: what was decided so far is kept."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QWidget | None = None):
        super().__init__(parent)
        forms.load(self, "plan_conflicts")
        self._desk, self.member_id = desk, member_id
        self.title = ""
        """By what the list of drafts names it: the member's name."""
        self._merged: Merged | None = None
        self._theirs: PlanRow | None = None
        self.conflicts: list[ConflictCard] = []
        self._draft = FormDraft(desk, DRAFT, member_id, self.restored)
        self._draft.tie(self.values, self._put)
        self.later_button.clicked.connect(self._leave)
        self.done_button.clicked.connect(self.finish)

    def put(self, merged: Merged, theirs: PlanRow) -> None:
        """Show what both changed, on top of what the other saved."""
        self._merged, self._theirs = merged, theirs
        self._clear()
        for conflict in merged.conflicts:
            card = ConflictCard(
                conflict,
                self._about(conflict),
                theirs.saved_by or _("Somebody else"),
                theirs.language,
            )
            if conflict.field == PLACE:
                card.says = self._goal
                card.show_words()
            card.changed.connect(self._changed)
            card.turned.connect(lambda step, one=card: self._turn(one, step))
            self.cards.addWidget(card)
            self.conflicts.append(card)
        self._draft.title = self.title
        self._draft.begin({_key(one): ["", "", ""] for one in merged.conflicts})
        self.refill()
        if self.conflicts:
            self.conflicts[0].setFocus()

    def _clear(self) -> None:
        for card in self.conflicts:
            card.hide()
            card.deleteLater()
        self.conflicts = []

    # ------------------------------------------------------------------ deciding

    @property
    def left(self) -> int:
        """How many are still to decide."""
        return sum(card.chosen is None for card in self.conflicts)

    def values(self) -> Values:
        return {_key(card.conflict): card.kept() for card in self.conflicts}

    def _put(self, values: Values) -> None:
        for card in self.conflicts:
            card.put_kept(values[_key(card.conflict)])
        self._count()

    def _changed(self) -> None:
        self._draft.typed()
        self._count()

    def _turn(self, card: ConflictCard, step: int) -> None:
        """The next card that is not decided, else the button that ends it."""
        at = self.conflicts.index(card) + step
        if 0 <= at < len(self.conflicts):
            self.conflicts[at].setFocus()
            self.area.ensureWidgetVisible(self.conflicts[at], 0, 24)
        elif step > 0:
            self._go_on()

    def _go_on(self) -> None:
        undecided = [card for card in self.conflicts if card.chosen is None]
        if undecided:
            undecided[0].setFocus()
            self.area.ensureWidgetVisible(undecided[0], 0, 24)
        else:
            self.done_button.setFocus()

    def content(self) -> PlanContent:
        """The plan with everything decided so far; mine where nothing is."""
        assert self._merged is not None
        content = self._merged.content
        for card in self.conflicts:
            if card.chosen is not None:
                content = plan_merging.put(content, card.conflict, card.value)
        return content

    def finish(self) -> None:
        """Give the plan on, if nothing is left to decide."""
        if self._merged is None:
            return
        if self.left:
            words = ngettext(
                "{n} place is still to decide.",
                "{n} places are still to decide.",
                self.left,
            )
            self.notice.say(words.format(n=self.left), "warning")
            self._go_on()
            return
        content = self.content()
        self._draft.saved()
        self.resolved.emit(content)

    def _leave(self) -> None:
        self._draft.left()
        self.later.emit()

    # --------------------------------------------------------------------- words

    def _about(self, conflict: Conflict) -> str:
        """The line that a conflict is about."""
        row = _line(self._contents(), conflict)
        if row is None:
            rows = (conflict.mine, conflict.theirs, conflict.base)
            row = next((one for one in rows if hasattr(one, "id")), None)
        words = plan_value_words.row(row) if row is not None else ""
        return f"“{words}”" if words else ""

    def _contents(self) -> tuple[PlanContent, ...]:
        assert self._merged is not None
        assert self._theirs is not None
        return self._merged.content, self._theirs.content

    def _goal(self, goal_id: UUID | None) -> str:
        """A goal that a line stands under, in its words."""
        goals = (goal for one in self._contents() for goal in one.goals)
        found = next((goal for goal in goals if goal.id == goal_id), None)
        return plan_value_words.row(found) if found else _("The whole plan")

    def _joined(self) -> list[str]:
        """My lines that nobody else touched."""
        mine, theirs = self._contents()
        asked = {
            (one.part, one.item_id) for one in (self._merged or Merged(mine)).conflicts
        }
        told = []
        for change in plan_comparing.compare(theirs, mine):
            row = change.after if change.after is not None else change.before
            if (change.part, getattr(row, "id", None)) not in asked:
                words = plan_value_words.row(row) if hasattr(row, "id") else ""
                told.append(words or plan_value_words.part(change.part))
        return list(dict.fromkeys(told))

    def _count(self) -> None:
        words = ngettext("{n} left", "{n} left", self.left).format(n=self.left)
        if self.left:
            self.left_chip.say(words, "warning", "circle")
        else:
            self.left_chip.say(_("All decided"), "good", "check")
            self.notice.say("")

    def refill(self) -> None:
        self.title_label.setText(_("You both changed this plan"))
        theirs = self._theirs
        if theirs is None or self._merged is None:
            return
        at = theirs.saved_at
        words = _(
            "{name} saved version {n} first ({at}). Nothing is lost: choose for each "
            "place that both of you changed."
        )
        self.about_label.setText(
            words.format(
                name=theirs.saved_by or _("Somebody else"),
                n=theirs.edition,
                at=plan_version_words.moment(at, self._desk.zone) if at else "",
            )
        )
        told = self._joined()
        self.joined_title.setVisible(bool(told))
        self.joined_label.setVisible(bool(told))
        more = len(told) - _LISTED
        lines = [f"• {line}" for line in told[:_LISTED]]
        if more > 0:
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        self.joined_label.setText("\n".join(lines))
        self._count()


def _key(conflict: Conflict) -> str:
    return f"{conflict.part}/{conflict.item_id}/{conflict.field}"


def _line(contents: tuple[PlanContent, ...], conflict: Conflict) -> Any:
    """The line as one of the contents has it."""
    for content in contents if conflict.item_id else ():
        places = plan_places.flat(content)[conflict.part]
        if conflict.item_id in places:
            return places[conflict.item_id].row
    return None
