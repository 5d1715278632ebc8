"""The Referrals screen: what waits for whom, by phase and clock, one beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import referral_keys, referral_list
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_keys import Asked, Counts, Keys
from hhdesk.care.referral_list import TrackedRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms, referral_form, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paged_rows import PAGE
from hhdesk.gui.quick_find import DEBOUNCE_MS
from hhdesk.gui.referral_detail import ReferralDetail
from hhdesk.gui.referral_phases import ALL, ReferralPhases
from hhdesk.gui.referral_table import ReferralRows, ReferralTable
from hhdesk.gui.segments import Segments
from hhdesk.i18n import _, explain, ngettext

EVERYONE, MINE = "everyone", "mine"
_DETAIL_MS = 80
_WITH_DETAIL, _HINT_WIDTH = 900, 240
_TO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class Whole:
    """All keys of the list, and how many there are of each phase."""

    keys: Keys
    counts: Counts


def read_whole(session: Any, asked: Asked) -> Whole:
    keys = referral_keys.keys(session, asked)
    return Whole(keys, referral_keys.counts(session, asked))


class ReferralTracker(Spoken, QWidget):
    count_label: QLabel
    find_field: QLineEdit
    owner_choice: Segments
    new_button: QPushButton
    phases: ReferralPhases
    notice: Notice
    list_pages: QStackedWidget
    table: ReferralTable
    empty_state: EmptyState
    side_pages: QStackedWidget
    cover_card: QFrame
    cover: EmptyState

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "referral_tracker")
        self._desk = desk
        self._asked = Asked()
        self._counts: Counts | None = None
        self._chosen: UUID | None = None
        self.model = ReferralRows(desk.today, self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.detail = ReferralDetail(desk, self)
        self.side_pages.insertWidget(0, self.detail)
        self.cover.hint.setFixedWidth(theme.scaled(_HINT_WIDTH))
        self.setFocusProxy(self.table)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._look = QTimer(self, singleShot=True, interval=_DETAIL_MS)
        self._connect()
        self._offer()
        self.refill()

    def _offer(self) -> None:
        self.owner_choice.offer(
            {
                EVERYONE: (_("Everyone"), _("Referrals of the whole clinic")),
                MINE: (_("Mine"), _("Referrals that I coordinate")),
            }
        )
        self.owner_choice.choose(MINE if self._asked.owner_id else EVERYONE)

    def _connect(self) -> None:
        self.find_field.textChanged.connect(lambda _: self._rest.start())
        self.find_field.installEventFilter(self)
        self.table.installEventFilter(self)
        self._rest.timeout.connect(self.ask)
        self._look.timeout.connect(self.show_chosen)
        self.phases.chosen.connect(self.ask)
        self.owner_choice.chosen.connect(self._owner_chosen)
        self.model.page_wanted.connect(self._fetch)
        self.table.selectionModel().currentRowChanged.connect(self._turned)
        self.table.opened.connect(self.open_chosen)
        self.detail.changed.connect(self._changed)
        self.detail.made.connect(self._made)
        self.detail.paper_wanted.connect(
            lambda page: self._desk.slip_wanted.emit(
                page.facts.member_id, page.facts.id
            )
        )
        self.new_button.clicked.connect(self.begin_new)
        self.empty_state.acted.connect(self._leave_empty)
        self.cover.acted.connect(self._uncover)
        self._desk.member_saved.connect(lambda _: self.model.forget())
        self._desk.day_changed.connect(self._begin_day)

    # --------------------------------------------------------------- reading

    def ask(self) -> None:
        """Ask for the list that filters and text describe; its beginning comes first,
        then all of it."""
        self._rest.stop()
        self._asked = Asked(
            phase=self.phases.phase,
            owner_id=self._asked.owner_id,
            late=self.phases.late,
            text=self.find_field.text().strip(),
        )
        self._desk.worker.read(
            referral_list.opening,
            self._asked,
            lane="referrals",
            then=self._show,
            failed=self._explain,
        )
        self._read_whole(partial(self._complete, self._asked))

    def read_again(self) -> None:
        """The same list as it is now: others work on the same records. Who looks at a
        row keeps it."""
        self._read_whole(partial(self._renew, self._asked))
        self.detail.read()

    def _read_whole(self, then: Any) -> None:
        self._desk.worker.read(
            read_whole,
            self._asked,
            lane="all referrals",
            then=then,
            failed=self._explain,
        )

    def _show(self, begun: tuple[Keys, tuple[TrackedRow | None, ...]]) -> None:
        self.notice.say("")
        self.model.query = self._asked.text
        self.model.put(*begun)
        self._place(begin=True)

    def _complete(self, asked: Asked, whole: Whole) -> None:
        if asked == self._asked:
            self.model.complete(whole.keys)
            self._place()
            self._count(whole.counts)

    def _renew(self, asked: Asked, whole: Whole) -> None:
        if asked == self._asked:
            self.notice.say("")
            bar = self.table.verticalScrollBar()
            at = bar.value()
            self.model.renew(whole.keys)
            self._place()
            bar.setValue(at)
            self._count(whole.counts)

    def _place(self, *, begin: bool = False) -> None:
        """Who was chosen stays chosen while listed; where nobody is, the first."""
        self.list_pages.setCurrentIndex(0 if self.model.keys else 1)
        at = self.model.place(self._chosen) if self._chosen else -1
        if at >= 0:
            if self.table.currentIndex().row() != at:
                self.table.choose(at)
        elif begin and self.model.keys:
            self.table.choose(0)
        elif not self.model.keys:
            self._chosen = None
            self.show_chosen()

    def _fetch(self, page: int) -> None:
        keys = self.model.keys[page * PAGE : (page + 1) * PAGE]
        self._desk.worker.read(
            referral_list.rows,
            keys,
            then=partial(self._give, page, keys),
            failed=self._not_given,
        )

    def _give(
        self, page: int, keys: Sequence[UUID], rows: tuple[TrackedRow | None, ...]
    ) -> None:
        self.model.give(page, keys, rows)
        if self._chosen is not None and self._chosen in keys:
            self._look.start()

    def _not_given(self, refusal: Refusal) -> None:
        self._explain(refusal)
        self.model.missed()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal), "danger")

    def _count(self, counts: Counts) -> None:
        self._counts = counts
        self.phases.count_keys(counts)
        self.refill()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back to the screen reads the list anew, in its place."""
        super().showEvent(event)
        if not event.spontaneous():
            if self._counts is None:
                self.ask()
            else:
                self.read_again()

    # --------------------------------------------------------------- choosing

    def _turned(self, current: QModelIndex) -> None:
        if current.isValid():
            self._chosen = self.model.keys[current.row()]
            self._look.start()

    def show_chosen(self) -> None:
        """Show the chosen referral beside the list; a private one stays covered."""
        self._look.stop()
        row = self._row()
        covered = row is not None and row.private
        if covered and self.side_pages.currentWidget() is self.detail:
            self.detail.show_referral(None)
        self.side_pages.setCurrentWidget(self.cover_card if covered else self.detail)
        if not covered and (row is not None or self._chosen is None):
            self.detail.show_referral(self._chosen)

    def _row(self) -> TrackedRow | None:
        at = self.model.place(self._chosen) if self._chosen else -1
        return self.model.row(at) if at >= 0 else None

    def _uncover(self) -> None:
        self.side_pages.setCurrentWidget(self.detail)
        self.detail.show_referral(self._chosen)

    def open_chosen(self) -> None:
        """Open the child at the chosen referral; a private one is uncovered here."""
        row = self._row()
        if row is None:
            return
        if row.private or row.member_id is None:
            self._uncover()
        else:
            self._desk.referral_wanted.emit(row.member_id, row.id)

    def open_referral(self, referral_id: UUID) -> None:
        """Show one referral from elsewhere: in the list, else in the list of all."""
        self._chosen = referral_id
        if self.model.place(referral_id) < 0:
            self._show_everything()
            self._chosen = referral_id
        self._place()
        self.detail.show_referral(referral_id)
        self.side_pages.setCurrentWidget(self.detail)

    def _show_everything(self) -> None:
        self.find_field.blockSignals(True)
        self.find_field.clear()
        self.find_field.blockSignals(False)
        self._asked = Asked()
        self.owner_choice.choose(EVERYONE)
        self.phases.choose(ALL)
        self.ask()

    def _owner_chosen(self, whose: str) -> None:
        mine = self._desk.worker.actor_id if whose == MINE else None
        self._asked = Asked(owner_id=mine)
        self.ask()

    # --------------------------------------------------------------- acts

    def begin_new(self) -> None:
        form = referral_form.new_referral(self._desk, self)
        form.made.connect(self._made)

    def _changed(self, facts: ReferralFacts) -> None:
        """An act changed one referral: its row is swapped where it stands."""
        self._desk.worker.read(
            referral_list.row, facts.id, then=partial(self.model.swap, facts.id)
        )
        self._desk.worker.read(
            referral_keys.counts, self._asked, lane="counts", then=self._count
        )

    def _made(self, facts: ReferralFacts) -> None:
        """A new referral: the list is read anew and shows it."""
        self._chosen = facts.id
        self._show_everything()

    def _begin_day(self) -> None:
        self.model.today = self._desk.today
        if self.isVisible():
            self.read_again()

    # --------------------------------------------------------------- words

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        self._offer()
        shown = self._counts.open if self._counts else None
        words = ngettext("{n} open", "{n} open", shown or 0)
        self.count_label.setText("" if shown is None else words.format(n=f"{shown:,}"))
        self._say_empty()
        self.cover.say(
            "eye-off",
            _("Private"),
            _("It is not shown where others may see it."),
            _("Show it here"),
        )

    def _say_empty(self) -> None:
        if self._asked.text:
            title = _("Nothing found for “{text}”").format(text=self._asked.text)
            hint = _("Try the child's name, the need, or the agency.")
            self.empty_state.say("search", title, hint, _("Show all"))
        elif self._counts is not None and self._counts.open:
            title = _("No referrals here")
            hint = _("No referral is in this phase now.")
            self.empty_state.say("check", title, hint, _("Show all"))
        else:
            title = _("No open referrals")
            hint = _("Begin one when a family asks for a service.")
            self.empty_state.say("send", title, hint, _("New referral"))

    def _leave_empty(self) -> None:
        if self._asked.text or (self._counts is not None and self._counts.open):
            self._show_everything()
        else:
            self.begin_new()

    # --------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field that finds act on the list; the list would search itself
        by a slash."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.find_field:
                return self._leave_find(event)
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Whether a key means something to the whole screen."""
        if event.key() == Qt.Key.Key_F5:
            self.read_again()
        elif event.key() == Qt.Key.Key_Slash or event == QKeySequence.StandardKey.Find:
            self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.find_field.selectAll()
        else:
            return False
        return True

    def _leave_find(self, event: QKeyEvent) -> bool:
        """Whether a key in the field that finds belongs to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
        elif event.key() == Qt.Key.Key_Escape:
            self.find_field.clear()
        elif event.key() in _TO_TABLE:
            self.table.keyPressEvent(event)
        else:
            return False
        self.table.setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane beside the list gives way where both would be narrow."""
        super().resizeEvent(event)
        self.side_pages.setVisible(event.size().width() >= theme.scaled(_WITH_DETAIL))
