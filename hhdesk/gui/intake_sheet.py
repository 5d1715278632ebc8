"""The answers of an intake while they are given, and keeping them in the record."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.care import answer_checks, answer_deeds, answer_sheets, instruments
from hhdesk.care.answer_deeds import Planned
from hhdesk.care.answer_sheets import Asking, SheetRow
from hhdesk.care.instrument_files import instrument
from hhdesk.care.instruments import Instrument, Question
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, Refusal
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import Values
from hhdesk.i18n import _, explain, ngettext


class IntakeSheet(QObject):
    """`of` is the instrument that the answers belong to, `id` that of the sheet, ""
    while there is none; `busy`: an act is under way.

    What the record refuses comes by `refused`, and nothing of what is told is lost."""

    begun = Signal()
    safety_kept = Signal()
    """The message to the team is written."""
    finished = Signal(object)
    """All is kept; the `Proposed` lines of the plan."""
    planned = Signal(object)
    """The `Planned` lines."""
    refused = Signal(object)

    def __init__(self, desk: Desk, member_id: UUID, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self.member_id = desk, member_id
        self.asked: Instrument | None = None
        self.row: SheetRow | None = None
        self.of = ""
        self.answers: dict[str, Any] = {}
        self.id = ""
        self.busy = False
        self._told: set[str] = set()

    # ----------------------------------------------------------------- answers

    def path(self) -> tuple[Question, ...]:
        """What is asked after the answers so far."""
        return instruments.asked(self.asked, self.answers) if self.asked else ()

    def take(self, question_id: str, said: Any) -> None:
        """An answer; "" and an empty list take it away."""
        self.answers.pop(question_id, None)
        if said not in ("", []):
            self.answers[question_id] = said

    def first_open(self) -> Question:
        """The first question without an answer, or the first of all."""
        path = self.path()
        return next((one for one in path if one.id not in self.answers), path[0])

    def next_danger(self) -> bool:
        """Whether an answer speaks of danger to self that was not yet acted on; it is
        from now on."""
        if self.asked is None or self.row is None:
            return False
        found = set(instruments.safety_needed(self.asked, self.answers))
        new = found - self._told
        self._told |= new
        return bool(new)

    # -------------------------------------------------------------- the record

    def start(self, instrument_id: str, asking: Asking) -> None:
        """Begin these questions, or go on with those that were begun."""
        if self.of != instrument_id:
            # Answers of other questions stay with the sheet that they belong to.
            self.answers, self.id, self.row = {}, "", None
            self.of = instrument_id
        chosen = self.asked = instrument(instrument_id)
        if chosen is None:
            return
        if self.row is not None:
            self.begun.emit()
        elif self.id:
            self.busy = True
            self._desk.worker.read(
                answer_sheets.sheet_row,
                UUID(self.id),
                then=lambda row: self._found(row, asking),
                failed=lambda refusal: self._missed(refusal, asking),
            )
        else:
            self._make(asking)

    def _make(self, asking: Asking) -> None:
        assert self.asked is not None
        self._run(
            answer_sheets.begin,
            self.member_id,
            self.asked.id,
            asking,
            then=self._begun,
        )

    def _found(self, row: SheetRow, asking: Asking) -> None:
        if row.finished or self.asked is None or row.instrument != self.asked.id:
            self._make(asking)
        else:
            self._told |= set(row.safety)
            self._begun(row)

    def _missed(self, refusal: Refusal, asking: Asking) -> None:
        if isinstance(refusal, NotFound):
            self._make(asking)
        else:
            self._refuse(refusal)

    def _begun(self, row: SheetRow) -> None:
        self.row, self.id = row, str(row.id)
        self.busy = False
        self.begun.emit()

    def forget(self) -> None:
        """The next start begins anew, with the answers that are here."""
        self.row, self.id = None, ""

    def _sound(self) -> dict[str, Any]:
        """The answers that can stand: what is wrong in one must hold up no other."""
        found: dict[str, Any] = {}
        for question in self.path():
            with suppress(InvalidField):
                said = self.answers.get(question.id, "")
                if said not in ("", []):
                    found[question.id] = answer_checks.answer(question, said)
        return found

    def act_on_danger(self, asking: Asking) -> None:
        """Keep the answers; the record tells the team."""
        self._write(answer_sheets.put, asking, self._safety_kept, self._sound())

    def _safety_kept(self, row: SheetRow) -> None:
        self.busy, self.row = False, row
        self.safety_kept.emit()

    def finish(self, asking: Asking) -> None:
        self._write(answer_sheets.finish, asking, self._finished, dict(self.answers))

    def _finished(self, row: SheetRow) -> None:
        self.row = row
        self._desk.worker.read(
            answer_deeds.proposals, row.id, then=self._proposed, failed=self._refuse
        )

    def _proposed(self, found: object) -> None:
        self.busy = False
        self.finished.emit(found)

    def put_into_plan(self, keys: Collection[str], number: int) -> None:
        """The lines of these keys, into the plan of this save."""
        assert self.row is not None
        self._run(
            answer_deeds.put_into_plan,
            self.row.id,
            keys,
            seen=number,
            then=self._planned,
        )

    def _planned(self, planned: object) -> None:
        self.busy = False
        self.planned.emit(planned)

    def leave(self, asking: Asking) -> None:
        """Half the questions are kept in the record too; the draft has the rest."""
        answers = self._sound()
        if self.row is None or self.busy or answers == self.row.answers:
            return
        desk = self._desk
        desk.worker.run(
            answer_sheets.put,
            self.row.id,
            answers,
            seen=self.row.version,
            asking=asking,
            urgent=_(answer_sheets.URGENT),
            then=lambda _row: None,
            failed=lambda refusal: desk.say(explain(refusal)),
        )

    def _write(
        self,
        use_case: Any,
        asking: Asking,
        then: Callable[[SheetRow], None],
        answers: dict[str, Any],
    ) -> None:
        assert self.row is not None
        self._run(
            use_case,
            self.row.id,
            answers,
            seen=self.row.version,
            asking=asking,
            urgent=_(answer_sheets.URGENT),
            then=then,
        )

    def _run(
        self, use_case: Any, *told: Any, then: Callable[[Any], None], **named: Any
    ) -> None:
        self.busy = True
        self._desk.worker.run(use_case, *told, then=then, failed=self._refuse, **named)

    def _refuse(self, refusal: Refusal) -> None:
        self.busy = False
        if self.row is not None and self.row.safety_message_id is None:
            self._told.clear()
        if self.row is not None and isinstance(refusal, ChangedElsewhere):
            # The next try stands on what is there now, with the answers from here.
            self._desk.worker.read(
                answer_sheets.sheet_row,
                self.row.id,
                then=self._look_again,
                failed=lambda _again: None,
            )
        self.refused.emit(refusal)

    def _look_again(self, row: SheetRow) -> None:
        self.row = row


def values_of(row: SheetRow) -> Values:
    """A sheet as the dialog's draft keeps it."""
    asking = row.asking
    return {
        "instrument": row.instrument,
        "answered_by": asking.answered_by,
        "language": asking.language,
        "interpreter": asking.interpreter,
        "consenter": asking.consenter.value,
        "of": row.instrument,
        "answers": dict(row.answers),
        "sheet": str(row.id),
    }


def say_planned(desk: Desk, member_id: UUID, planned: Planned) -> None:
    """Lines that answers asked for are in the plan; one undo takes all out again."""
    count = len(planned.added)
    words = ngettext(
        "{n} line is in the plan now.", "{n} lines are in the plan now.", count
    )
    desk.member_saved.emit(member_id)
    undo = partial(take_back, desk, member_id, planned)
    desk.say(words.format(n=count), undo)


def take_back(desk: Desk, member_id: UUID, planned: Planned) -> None:
    """Take lines that answers put there out of the plan again."""

    def done(_plan: object) -> None:
        desk.member_saved.emit(member_id)
        desk.say(_("It is as it was."))

    desk.worker.run(
        answer_deeds.take_back,
        member_id,
        planned,
        then=done,
        failed=lambda refusal: desk.say(explain(refusal)),
    )
