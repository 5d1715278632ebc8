"""The versions of a plan, newest first: stage, signatures, saves, any two compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import care_plans, plan_versions
from hhdesk.care.care_plans import VersionRow
from hhdesk.care.plan_versions import EditionRow
from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.plan_edition_card import PlanEditionCard
from hhdesk.gui.plan_version import PlanVersion, open_version
from hhdesk.i18n import _, explain

_TWO = 2


@dataclass(frozen=True, slots=True)
class History:
    """Both newest first; `broken` are saves whose text is not as it was saved."""

    editions: tuple[EditionRow, ...]
    saves: tuple[VersionRow, ...]
    broken: frozenset[int]


def read_history(session: Any, member_id: UUID) -> History:
    editions = plan_versions.editions(session, member_id)
    saves = tuple(care_plans.versions(session, member_id))
    texts = {one.number for one in editions}
    versions = (plan_versions.version(session, member_id, n) for n in sorted(texts))
    broken = frozenset(one.number for one in versions if not one.intact)
    return History(editions, saves, broken)


@forms.offer
class PlanHistory(Spoken, QWidget):
    notice: Notice
    area: QScrollArea
    editions: QVBoxLayout
    empty: EmptyState
    foot: QFrame
    chosen_label: QLabel
    compare_button: QPushButton

    compare_wanted = Signal(int, int)
    """Compare these two saves: numbers, the older one first."""

    def __init__(
        self, desk: Desk, member_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        forms.load(self, "plan_history")
        self._desk, self.member_id = desk, member_id
        self._history: History | None = None
        self._chosen: list[int] = []
        self._unfolded: set[int] = set()
        self.cards: list[PlanEditionCard] = []
        self.version: PlanVersion | None = None
        self.compare_button.clicked.connect(self._compare)
        self.refill()

    def refresh(self) -> None:
        """Read the versions again."""
        self._desk.worker.read(
            read_history,
            self.member_id,
            lane=f"history {id(self)}",
            then=self._show,
            failed=self._refuse,
        )

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, history: History) -> None:
        self._history = history
        known = {one.number for one in history.saves}
        self._chosen = [number for number in self._chosen if number in known]
        self.refill()

    # ----------------------------------------------------------------- choosing

    def _choose(self, number: int, chosen: bool) -> None:
        """A third one takes the place of the one that was chosen first."""
        if chosen and number not in self._chosen:
            self._chosen = [*self._chosen[-1:], number]
        elif not chosen and number in self._chosen:
            self._chosen.remove(number)
        for card in self.cards:
            card.mark(self._chosen)
        self._show_chosen()

    def _show_chosen(self) -> None:
        two = len(self._chosen) == _TWO
        self.compare_button.setEnabled(two)
        several = self._history is not None and len(self._history.saves) > 1
        self.foot.setVisible(several)
        one = bool(self._chosen)
        hint = _("Choose one more.") if one else _("Choose two to compare them.")
        self.chosen_label.setText(hint)
        self.chosen_label.setVisible(not two)

    def _compare(self) -> None:
        if len(self._chosen) == _TWO:
            self.compare_wanted.emit(*sorted(self._chosen))

    def _open(self, number: int) -> None:
        self.version = open_version(self._desk, self, self.member_id, number)

    def _unfold(self, edition: int, unfolded: bool) -> None:
        (self._unfolded.add if unfolded else self._unfolded.discard)(edition)

    # -------------------------------------------------------------------- words

    def _card(self, edition: EditionRow, history: History) -> PlanEditionCard:
        saves = [one for one in history.saves if one.edition == edition.edition]
        card = PlanEditionCard(
            edition,
            saves,
            self._desk.zone,
            broken=edition.number in history.broken,
            before=_before(edition, history),
        )
        card.unfold(edition.edition in self._unfolded)
        card.open_wanted.connect(self._open)
        card.compare_wanted.connect(self.compare_wanted)
        card.chosen.connect(self._choose)
        card.unfolded.connect(partial(self._unfold, edition.edition))
        card.mark(self._chosen)
        return card

    def refill(self) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        history = self._history
        some = history is not None and bool(history.editions)
        self.area.setVisible(some)
        self.empty.setVisible(history is not None and not some)
        self.empty.say(
            "history",
            _("No version yet"),
            _("The first save makes version 1. Each later one is kept here."),
        )
        if history is not None:
            for edition in history.editions:
                card = self._card(edition, history)
                self.cards.append(card)
                self.editions.addWidget(card)
        self._show_chosen()


def _before(edition: EditionRow, history: History) -> int | None:
    """The text of the version before, with which one is compared."""
    older = (one.number for one in history.editions if one.edition < edition.edition)
    return next(older, None)
