"""Doing what a roster's dry run said: begun, portion by portion, brought to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.care import roster as lines_of
from hhdesk.care import roster_history
from hhdesk.care.roster_lines import Answers, Line, LineOutcome
from hhdesk.care.roster_mappings import SourceMapping
from hhdesk.errors import Refusal
from hhdesk.exchange import roster
from hhdesk.exchange.roster_reading import Chosen, Roster
from hhdesk.gui.desk import Desk
from hhdesk.gui.roster_portions import Portions


@dataclass(frozen=True)
class Order:
    """What is to be done: a file as it was read, the answers about namesakes, and of
    whom among the `gone` the coordinators hear, in which words."""

    choice: Chosen
    found: Roster
    kept: SourceMapping
    answers: Answers
    gone: tuple[LineOutcome, ...] = ()
    follow: tuple[UUID, ...] = ()
    words: str = ""


def ended(
    session: Any, run_id: UUID, outcomes: Sequence[LineOutcome], order: Order
) -> None:
    """The last act of a run: its counts, and the messages that were asked for."""
    roster.finish(session, run_id, outcomes)
    roster_history.ask_to_follow_up(
        session, order.follow, order.choice.payer, order.words
    )


class RosterApplying(QObject):
    advanced = Signal(int, int)
    done = Signal(object, bool)
    """The outcomes of the lines that were taken, and whether somebody stopped it."""
    refused = Signal(object, object)

    def __init__(self, desk: Desk, order: Order, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._order = desk, order
        self._run_id: UUID | None = None
        self._portions = Portions(order.found.lines, self._take, self)
        self._portions.advanced.connect(self.advanced)
        self._portions.done.connect(self._taken)
        self._portions.refused.connect(self.refused)

    def start(self) -> None:
        order = self._order
        self._desk.worker.run(
            roster.begin,
            order.found,
            order.choice,
            order.kept,
            then=self._begun,
            failed=self._fail,
        )

    def stop(self) -> None:
        """After the portion that is under way; what was taken stays."""
        self._portions.stop()

    def _begun(self, run_id: UUID) -> None:
        self._run_id = run_id
        self._portions.start()

    def _take(self, some: Sequence[Line], then: Any, failed: Any) -> None:
        assert self._run_id is not None
        self._desk.worker.run(
            lines_of.take,
            self._run_id,
            some,
            self._order.answers,
            then=then,
            failed=failed,
        )

    def _taken(self, outcomes: list[LineOutcome], stopped: bool) -> None:
        if stopped:
            self.done.emit(outcomes, True)
            return
        order = self._order
        everything = [*outcomes, *order.found.refused, *order.gone]
        self._desk.worker.run(
            ended,
            self._run_id,
            everything,
            order,
            then=lambda _: self.done.emit(everything, False),
            failed=self._fail,
        )

    def _fail(self, refusal: Refusal) -> None:
        self.refused.emit(refusal, [])
