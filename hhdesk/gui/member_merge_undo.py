"""Saying that two records were merged, and taking the merge apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hhdesk.care import merge_undoing
from hhdesk.care.member_merges import MergeRow
from hhdesk.errors import Refusal
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _, explain


def _tell(desk: Desk, row: MergeRow) -> None:
    """Both records are other ones than before."""
    desk.member_saved.emit(row.kept_id)
    desk.member_saved.emit(row.gone_id)


def say_merged(desk: Desk, row: MergeRow) -> None:
    """In passing, with Undo."""
    _tell(desk, row)
    words = _("Both records of {name} are one now.").format(name=row.name)
    desk.say(words, partial(undo, desk, row))


def undo(
    desk: Desk,
    row: MergeRow,
    then: Callable[[], object] | None = None,
    failed: Callable[[Refusal], object] | None = None,
) -> None:
    """Take a merge apart; a refusal is said in passing unless somebody else says it."""

    def done(taken: MergeRow) -> None:
        _tell(desk, taken)
        desk.say(_("{name} has a record of its own again.").format(name=taken.name))
        if then is not None:
            then()

    def refused(refusal: Refusal) -> None:
        desk.say(explain(refusal))

    desk.worker.run(merge_undoing.undo, row.id, then=done, failed=failed or refused)
