"""Saying in passing that children were handed over, with Undo."""

from __future__ import annotations

from hhdesk.care import reassignment
from hhdesk.care.reassignment import HandedOver
from hhdesk.gui.desk import Desk
from hhdesk.i18n import explain, ngettext


def say_handed_over(desk: Desk, handed: HandedOver) -> None:
    """Say it in passing, with Undo, and to every screen that shows a coordinator."""
    count = len(handed.children)
    words = ngettext(
        "{n} child handed over to {name}.",
        "{n} children handed over to {name}.",
        count,
    ).format(n=f"{count:,}", name=handed.to)

    def undo() -> None:
        desk.worker.run(
            reassignment.take_back,
            handed,
            then=lambda _: tell_moved(desk, handed),
            failed=lambda refusal: desk.say(explain(refusal)),
        )

    desk.say(words, undo)
    tell_moved(desk, handed)


def tell_moved(desk: Desk, handed: HandedOver) -> None:
    desk.caseload_changed.emit()
    for moved in handed.children:
        desk.member_saved.emit(moved.member_id)
