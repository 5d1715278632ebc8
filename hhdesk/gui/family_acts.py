"""What is done on the family's page without a form: each act can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from hhdesk.care import family_caregivers, family_team
from hhdesk.care.family_rows import FamilyCard, FamilyCaregiver, TeamCard
from hhdesk.errors import Refusal
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentWish
from hhdesk.gui.family_form import undo
from hhdesk.gui.family_wish import FamilyWish
from hhdesk.gui.family_words import kin
from hhdesk.i18n import _


class FamilyActs(QObject):
    """`failed` hears a refusal: the page says it and reads anew."""

    def __init__(
        self,
        desk: Desk,
        member_id: UUID,
        failed: Callable[[Refusal], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._member_id, self._failed = desk, member_id, failed

    def _run(
        self,
        act: Callable[..., Any],
        *told: object,
        words: str,
        back: Callable[[Any], Callable[[], None]],
        **how: object,
    ) -> None:
        def done(result: Any) -> None:
            self._desk.member_saved.emit(self._member_id)
            self._desk.say(words, back(result))

        self._desk.worker.run(act, *told, then=done, failed=self._failed, **how)

    def _undoing(self, act: Callable[..., Any], *told: object, **how: object) -> Any:
        return partial(undo, self._desk, self._member_id, act, *told, **how)

    def wish(self, draft: str, subject: UUID | None = None) -> None:
        """Open a form; of the child itself where no subject is named."""
        self._desk.family_form_wanted.emit(
            FamilyWish(draft, subject or self._member_id)
        )

    def change(self, card: FamilyCard, told: FamilyCaregiver) -> None:
        """Save one answer about a caregiver."""
        change = family_caregivers.change
        key = self._member_id, card.id
        self._run(
            change,
            *key,
            told,
            seen=card.version,
            words=_("{name} is saved.").format(name=kin(told)),
            back=lambda seen: self._undoing(change, *key, card.details, seen=seen),
        )

    def remove(self, card: FamilyCard, reason: str) -> None:
        """No caregiver of this child; `reason` is one of OUT_REASONS."""
        key = self._member_id, card.id
        self._run(
            family_caregivers.remove,
            *key,
            _(reason),
            seen=card.version,
            words=_("{name} is taken out.").format(name=kin(card.details)),
            back=lambda _none: self._undoing(family_caregivers.put_back, *key),
        )

    def leave(self, card: TeamCard, reason: str) -> None:
        """Off the team; `reason` is one of LEFT_REASONS."""
        name = card.line.name or card.line.organization
        self._run(
            family_team.remove,
            card.id,
            _(reason),
            seen=card.version,
            words=_("{name} is taken out.").format(name=name),
            back=lambda _none: self._undoing(family_team.put_back, card.id),
        )

    def call(self) -> None:
        self._desk.contact_wanted.emit(self._member_id)

    def open_member(self, member_id: UUID) -> None:
        self._desk.member_wanted.emit(member_id, "")

    def show_document(self, document_id: UUID) -> None:
        self._desk.document_view_wanted.emit(document_id)

    def file_document(self) -> None:
        self._desk.document_form_wanted.emit(DocumentWish(self._member_id))
