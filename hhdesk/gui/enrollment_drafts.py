"""What was typed for a step of an enrollment, or of a program's fact, opened again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from hhdesk.gui import enrollment_end, enrollment_enter, enrollment_step, fact_form
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment import DRAFTS
from hhdesk.i18n import N_

_WORDS = {
    enrollment_step.AGREEMENT_DRAFT: N_("Who agreed, and how"),
    enrollment_end.DRAFT: N_("End the enrollment"),
    enrollment_enter.DRAFT: N_("Enter a program"),
}


def _open_step(kind: str, desk: Desk, member_id: UUID) -> None:
    desk.enrollment_draft_wanted.emit(kind, member_id)


def _open_fact(desk: Desk, subject: UUID) -> None:
    kept = desk.drafts.draft(fact_form.DRAFT, subject)
    if kept is not None:
        told = kept.value["mine"]
        desk.program_wanted.emit(told["pack"], told["fact"])


KINDS: dict[str, tuple[str, Callable[[Desk, UUID], None]]] = {
    **{
        kind: (_WORDS.get(kind, N_("Step of an enrollment")), partial(_open_step, kind))
        for kind in DRAFTS
    },
    fact_form.DRAFT: (N_("Confirm a fact"), _open_fact),
}
"""Each kind of draft: its name, and how it is opened again."""
