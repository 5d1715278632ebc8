"""Typed translations and notes of a checking session, opened again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hhdesk.care.family_lines import LinePart
from hhdesk.care.translation_work import LineKey
from hhdesk.gui import checking_line, translation_line
from hhdesk.gui.desk import Desk
from hhdesk.i18n import N_


def _open_line(desk: Desk, subject: UUID) -> None:
    kept = desk.drafts.draft(translation_line.DRAFT, subject)
    if kept is not None:
        said = kept.value["mine"]
        key = LineKey(LinePart(said["part"]), UUID(hex=said["item"]))
        member = UUID(said["member"]) if said["member"] else None
        desk.translations_wanted.emit(member, key)


def _open_check(desk: Desk, subject: UUID) -> None:
    kept = desk.drafts.draft(checking_line.DRAFT, subject)
    if kept is not None:
        said = kept.value["mine"]
        desk.checking_wanted.emit(said["language"], said["line"])


KINDS: dict[str, tuple[str, Callable[[Desk, UUID], None]]] = {
    translation_line.DRAFT: (N_("Translation of a line"), _open_line),
    checking_line.DRAFT: (N_("Note about a translation"), _open_check),
}
