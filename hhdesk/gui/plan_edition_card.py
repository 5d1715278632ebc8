"""One version of a plan in its history: stage, signatures, and its saves folded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.care_plans import VersionRow
from hhdesk.care.plan_versions import EditionRow, SignatureRow
from hhdesk.gui import icons, plan_version_words, states
from hhdesk.gui.chip import Chip
from hhdesk.gui.flow import Flow
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.signature_pad import SignaturePicture
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _, ngettext


class PlanEditionCard(QFrame):
    open_wanted = Signal(int)
    """Read the save of this number."""
    compare_wanted = Signal(int, int)
    chosen = Signal(int, bool)
    """A save was ticked to be compared, or no longer."""
    unfolded = Signal(bool)

    def __init__(
        self,
        edition: EditionRow,
        saves: Sequence[VersionRow],
        zone: ZoneInfo,
        *,
        broken: bool,
        before: int | None,
    ) -> None:
        """`before` is the save that the one before is compared by."""
        super().__init__()
        self.setProperty("look", "card")
        self.edition, self._zone = edition, zone
        self.ticks: dict[int, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(6)
        self._head()
        if broken:
            self._say_broken()
        for row in edition.signatures:
            self._signature(row, "")
        for row in edition.outdated:
            self._signature(row, _("For an earlier text, does not count now"))
        self._acts(before)
        self._saves(saves)

    # --------------------------------------------------------------------- parts

    def _head(self) -> None:
        edition, chip = self.edition, Chip()
        state = states.plan_stage(edition.stage)
        chip.say(state.word, state.tone, state.icon)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.tick = self._tick(edition.number)
        title = PlainLabel(plan_version_words.edition(edition.edition))
        title.setProperty("look", "heading")
        row.addWidget(self.tick)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(chip)
        self._column.addLayout(row)
        self._words(plan_version_words.saved(edition, self._zone), "muted")

    def _tick(self, number: int) -> Tick:
        tick = Tick()
        named = plan_version_words.edition(self.edition.edition)
        tick.setAccessibleName(_("Compare: {version}").format(version=named))
        tick.clicked.connect(lambda on: self.chosen.emit(number, on))
        self.ticks[number] = tick
        return tick

    def _words(self, words: str, look: str = "") -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", look)
        label.setWordWrap(True)
        self._column.addWidget(label)
        return label

    def _say_broken(self) -> None:
        notice = Notice(self)
        self._column.addWidget(notice)
        notice.say(
            _(
                "The text of this version is not the one that was saved. It was "
                "changed in the database: tell who looks after the computers."
            )
        )

    def _signature(self, row: SignatureRow, note: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        who = PlainLabel(plan_version_words.signer(row))
        who.setWordWrap(True)
        how = [plan_version_words.how(row, self._zone), note]
        muted = PlainLabel("\n".join(part for part in how if part))
        muted.setProperty("look", "muted")
        muted.setWordWrap(True)
        words.addWidget(who)
        words.addWidget(muted)
        line.addLayout(words, 1)
        if row.drawing:
            named = _("Signature of {name}").format(name=row.name)
            line.addWidget(SignaturePicture(row.drawing, named))
        self._column.addLayout(line)

    def _acts(self, before: int | None) -> None:
        number = self.edition.number
        flow = Flow()
        opened = self._button(_("Read"), partial(self.open_wanted.emit, number))
        flow.add(opened)
        if before is not None and before != number:
            compare = partial(self.compare_wanted.emit, before, number)
            flow.add(self._button(_("Compare with the one before"), compare))
        self._column.addWidget(flow)

    def _button(self, words: str, does: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "small")
        button.setAutoDefault(False)
        named = plan_version_words.edition(self.edition.edition)
        button.setAccessibleName(f"{words}: {named}")
        button.clicked.connect(lambda: does())  # type: ignore[operator]
        return button

    # --------------------------------------------------------------------- saves

    def _saves(self, saves: Sequence[VersionRow]) -> None:
        """All saves of the version; they stand folded below a line that counts them."""
        words = ngettext("{n} save", "{n} saves", len(saves)).format(n=len(saves))
        self.fold_button = QPushButton(words)
        self.fold_button.setProperty("look", "link")
        self.fold_button.setProperty("place", "edge")
        self.fold_button.setAutoDefault(False)
        self.fold_button.setVisible(len(saves) > 1)
        icons.name_icon(self.fold_button, "chevron-right")
        self.fold_button.clicked.connect(self._turn_fold)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for one in saves if len(saves) > 1 else ():
            column.addLayout(self._save(one))
        self._column.addWidget(self.fold_button)
        self._column.addWidget(self._list)
        self._list.hide()

    def _save(self, one: VersionRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if one.number != self.edition.number:
            row.addWidget(self._tick(one.number))
        else:
            row.addSpacing(self.tick.sizeHint().width() + row.spacing())
        at = plan_version_words.moment(one.saved_at, self._zone)
        label = PlainLabel(" · ".join(part for part in (at, one.saved_by) if part))
        label.setProperty("look", "muted")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        row.addWidget(
            self._button(_("Read"), partial(self.open_wanted.emit, one.number))
        )
        return row

    def _turn_fold(self) -> None:
        self.unfold(self._list.isHidden())
        self.unfolded.emit(not self._list.isHidden())

    def unfold(self, unfolded: bool) -> None:
        """Show the saves, or fold them."""
        self._list.setVisible(unfolded)
        name = "chevron-down" if unfolded else "chevron-right"
        icons.name_icon(self.fold_button, name)

    def mark(self, chosen: Sequence[int]) -> None:
        """Tick the saves that are chosen."""
        for number, tick in self.ticks.items():
            tick.setChecked(number in chosen)
