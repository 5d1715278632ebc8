"""Recording signatures of a plan and taking them back, each undone by the other."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.care import plan_signing
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_signing import SignatureDetails
from hhdesk.care.plan_versions import SignatureRow
from hhdesk.gui.desk import Desk
from hhdesk.gui.plan_signers import Signing, read_signing
from hhdesk.i18n import _

_BY_MISTAKE = "taken down by mistake"


class SignatureActs(QObject):
    done = Signal(object)
    """The PlanRow after an act or its Undo."""
    refused = Signal(object)
    """A Refusal."""

    def __init__(self, desk: Desk, member_id: UUID, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._member_id = desk, member_id

    def sign(self, details: SignatureDetails, seen: int) -> None:
        """Record a signature; Undo takes it back."""
        self._desk.worker.run(
            plan_signing.sign,
            self._member_id,
            details,
            seen=seen,
            then=partial(self._signed, details),
            failed=self.refused.emit,
        )

    def _signed(self, details: SignatureDetails, row: PlanRow) -> None:
        words = _("{name} has signed.").format(name=details.name.strip())
        self._desk.say(words, partial(self._find, details))
        self.done.emit(row)

    def _find(self, details: SignatureDetails) -> None:
        """The signature that was recorded just now has its id in the records only."""
        self._desk.worker.read(
            read_signing,
            self._member_id,
            then=partial(self._undo, details),
            failed=self.refused.emit,
        )

    def _undo(self, details: SignatureDetails, signing: Signing) -> None:
        name = details.name.strip()
        for row in signing.signed(details.part):
            if row.name == name:
                self._take_back(row.id, _BY_MISTAKE, self.done.emit)

    def take_back(self, row: SignatureRow, reason: str) -> None:
        """Take a signature back; Undo records it again."""
        self._take_back(row.id, reason, partial(self._taken_back, row))

    def _take_back(self, signature_id: UUID, reason: str, then: object) -> None:
        self._desk.worker.run(
            plan_signing.take_back,
            signature_id,
            reason=reason,
            then=then,  # type: ignore[arg-type]
            failed=self.refused.emit,
        )

    def _taken_back(self, gone: SignatureRow, row: PlanRow) -> None:
        words = _("The signature is taken back.")
        self._desk.say(words, partial(self._again, gone, row.number))
        self.done.emit(row)

    def _again(self, gone: SignatureRow, seen: int) -> None:
        details = SignatureDetails(
            gone.part,
            gone.method,
            gone.name,
            gone.relation,
            gone.witness,
            gone.interpreter,
            gone.drawing,
        )
        self._desk.worker.run(
            plan_signing.sign,
            self._member_id,
            details,
            seen=seen,
            then=self.done.emit,
            failed=self.refused.emit,
        )
