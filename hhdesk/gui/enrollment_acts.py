"""Saying that a step of an enrollment is done, with Undo."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from hhdesk.care import enrollment_acts
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _, explain


def say_done(
    desk: Desk, member_id: UUID, words: str, segment_id: UUID, version: int
) -> None:
    """`version` is the segment's after the step; Undo takes that step back."""
    desk.member_saved.emit(member_id)
    desk.caseload_changed.emit()
    desk.say(words, partial(take_back, desk, member_id, segment_id, version))


def take_back(desk: Desk, member_id: UUID, segment_id: UUID, version: int) -> None:
    """The last step was a mistake."""

    def taken(_done: None) -> None:
        desk.member_saved.emit(member_id)
        desk.caseload_changed.emit()
        desk.say(_("It is as it was."))

    desk.worker.run(
        enrollment_acts.take_back,
        segment_id,
        seen=version,
        then=taken,
        failed=lambda refusal: desk.say(explain(refusal)),
    )
