"""Which form of a child's family is wished for; each is a kind of draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from hhdesk.i18n import N_

if TYPE_CHECKING:
    from hhdesk.gui.desk import Desk

CAREGIVER, NEW_CAREGIVER = "caregiver", "new caregiver"
OWN_CONTACT, HOME, CUSTODY = "own contact", "family home", "custody"
TEAM, NEW_TEAM = "care team", "new on the care team"

DRAFTS = {
    CAREGIVER: N_("Caregiver"),
    NEW_CAREGIVER: N_("New caregiver"),
    OWN_CONTACT: N_("The child’s own phones"),
    HOME: N_("Where to find the family"),
    CUSTODY: N_("Custody"),
    TEAM: N_("Care team"),
    NEW_TEAM: N_("New on the care team"),
}


@dataclass(frozen=True)
class FamilyWish:
    """`draft` is one of DRAFTS; `subject` the key of a caregiver's place or of one of
    the team, else the member's."""

    draft: str
    subject: UUID


def open_again(draft: str, desk: Desk, subject: UUID) -> None:
    """Go on with a draft of this kind."""
    desk.family_form_wanted.emit(FamilyWish(draft, subject))
