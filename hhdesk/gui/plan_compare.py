"""Two saved versions of a plan side by side, changed lines first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from hhdesk.care import care_plans, plan_comparing, plan_versions
from hhdesk.care.care_plans import VersionRow
from hhdesk.care.paper_orders import PAPER_KIND_WORDS, PaperKind, PaperOrder
from hhdesk.care.plan_comparing import Change
from hhdesk.care.plan_records import PLAN_STAGE_WORDS
from hhdesk.care.plan_versions import EditionRow, SavedVersion
from hhdesk.errors import Refusal
from hhdesk.gui import forms, plan_version_words, theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_sheet import show_paper
from hhdesk.gui.plan_compare_painter import GUTTER, state
from hhdesk.gui.plan_compare_rows import CompareRows
from hhdesk.gui.plan_compare_view import CompareView
from hhdesk.gui.row_painting import PAD
from hhdesk.i18n import _, explain, ngettext

_WIDTH, _HEIGHT = 1180, 720


@dataclass(frozen=True, slots=True)
class Compared:
    """Two saved versions, what changed from one to the other, and all that may be
    compared."""

    old: SavedVersion
    new: SavedVersion
    changes: tuple[Change, ...]
    known: tuple[VersionRow, ...]
    editions: tuple[EditionRow, ...]

    def words(self, row: SavedVersion, zone: ZoneInfo) -> str:
        """A version with its stage, where its text is the one that has it."""
        told = plan_version_words.version(row, zone)
        found = [one for one in self.editions if one.number == row.number]
        return f"{told} · {_(PLAN_STAGE_WORDS[found[0].stage])}" if found else told


def compared(session: Any, member_id: UUID, old: int, new: int) -> Compared:
    """The older version first, whichever way they were chosen."""
    one, other = (
        plan_versions.version(session, member_id, number)
        for number in sorted((old, new))
    )
    changes = plan_comparing.compare(one.content, other.content)
    known = tuple(care_plans.versions(session, member_id))
    editions = plan_versions.editions(session, member_id)
    return Compared(one, other, changes, known, editions)


def open_compare(
    desk: Desk, parent: QWidget, member_id: UUID, old: int, new: int
) -> PlanCompare:
    """Open the comparison of two saves of a member's plan, by their numbers."""
    dialog = PlanCompare(desk, parent, member_id, old, new)
    dialog.open()
    return dialog


class PlanCompare(Spoken, QDialog):
    title_label: QLabel
    old_field: Choice
    new_field: Choice
    notice: Notice
    counts_label: QLabel
    counts: Flow
    whole_box: QCheckBox
    heads_row: QHBoxLayout
    before_label: QLabel
    after_label: QLabel
    view: CompareView
    previous_button: QPushButton
    next_button: QPushButton
    place_label: QLabel
    paper_button: QPushButton
    close_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget, member_id: UUID, old: int, new: int
    ) -> None:
        super().__init__(parent)
        forms.load(self, "plan_compare")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self.member_id = desk, member_id
        self._shown: Compared | None = None
        self._rows: CompareRows | None = None
        room = parent.window().size()
        wide, high = theme.scaled(_WIDTH), theme.scaled(_HEIGHT)
        self.resize(min(wide, max(room.width() - 48, 640)), min(high, room.height()))
        left = theme.scaled(GUTTER) + PAD
        self.heads_row.setContentsMargins(left, 6, 12, 6)
        self._connect()
        self.refill()
        self._read(old, new)

    def _connect(self) -> None:
        for choice in (self.old_field, self.new_field):
            # As wide as there is room, not as the longest of all saves.
            policy = Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            choice.setSizeAdjustPolicy(policy)
            choice.setMinimumContentsLength(12)
            choice.activated.connect(lambda _: self._chosen())
        self.whole_box.toggled.connect(self._show_whole)
        self.view.moved.connect(self._show_place)
        self.previous_button.clicked.connect(lambda: self._turn(-1))
        self.next_button.clicked.connect(lambda: self._turn(+1))
        self.paper_button.clicked.connect(self.make_paper)
        self.close_button.clicked.connect(self.reject)
        for keys, step in (("F8", +1), ("Shift+F8", -1)):
            turn = QShortcut(QKeySequence(keys), self)
            turn.activated.connect(lambda s=step: self._turn(s))

    def _chosen(self) -> None:
        old, new = self.old_field.value(), self.new_field.value()
        if isinstance(old, int) and isinstance(new, int):
            self._read(old, new)

    def _read(self, old: int, new: int) -> None:
        self._desk.worker.read(
            compared,
            self.member_id,
            old,
            new,
            lane=f"compare {id(self)}",
            then=self._show,
            failed=self._explain,
        )

    def _show(self, found: Compared) -> None:
        self._shown = found
        self.notice.say("")
        broken = [one for one in (found.old, found.new) if not one.intact]
        if broken:
            self.notice.say(plan_version_words.not_intact(broken[0], self._desk.zone))
        self._rows = CompareRows(found.old.content, found.new.content, found.changes)
        self.view.put(self._rows)
        self.refill()
        self.view.setFocus()

    def _turn(self, step: int) -> None:
        self.view.turn(step)
        self.view.setFocus()

    def _show_whole(self, whole: bool) -> None:
        self.view.rows.show_whole(whole)
        self.view.choose_first()

    def _show_place(self) -> None:
        place, changes = self.view.place(), len(self.view.rows.changes())
        words = _("Change {n} of {all}").format(n=place, all=changes)
        self.place_label.setText(words if place else "")
        here = self.view.currentIndex().row()
        found = self.view.rows.changes()
        self.previous_button.setEnabled(any(at < here for at in found))
        self.next_button.setEnabled(any(at > here for at in found))

    def make_paper(self) -> None:
        """The family's paper of what changed between these two."""
        found = self._shown
        if found is not None:
            between = found.old.number, found.new.number
            kind = PaperKind.PLAN_CHANGES
            order = PaperOrder(kind, self.member_id, between=between)
            show_paper(self._desk, self, lambda: _(PAPER_KIND_WORDS[kind]), order)

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    # ------------------------------------------------------------------- words

    def _show_counts(self, rows: CompareRows) -> None:
        """How many lines changed, and a chip with a count for each way."""
        lines = sum(bool(row.kinds) for row in rows.rows)
        words = ngettext("{n} line changed", "{n} lines changed", lines)
        none = _("Nothing changed between these two.")
        self.counts_label.setText(words.format(n=lines) if lines else none)
        self.counts.clear()
        for kind, count in rows.counts().items():
            chip, told = Chip(), state(kind)
            words = _("{what}: {n}").format(what=told.word, n=count)
            chip.say(words, told.tone, told.icon)
            self.counts.add(chip)
        self.paper_button.setEnabled(bool(lines))

    def refill(self) -> None:
        title = _("Compare versions")
        self.setWindowTitle(title)
        self.title_label.setText(title)
        found = self._shown
        if found is None:
            return
        zone = self._desk.zone
        options = [
            (one.number, plan_version_words.short(one, zone)) for one in found.known
        ]
        for choice, row in ((self.old_field, found.old), (self.new_field, found.new)):
            choice.offer(options)
            choice.choose(row.number)
        self.before_label.setText(found.words(found.old, zone))
        self.after_label.setText(found.words(found.new, zone))
        if self._rows is not None:
            self._show_counts(self._rows)
        self._show_place()
