"""What screens tell each other of consents: which dialog is wished for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ConsentWish:
    """Write down a new consent of a child, or, with its id, revoke one, renew it, put
    its signed paper to it, print its form, or take it out as written by mistake."""

    member_id: UUID | None = None
    consent_id: UUID | None = None
    act: str = ""
    reason: str = ""
    """Why it is taken out, in the present language."""


REVOKE, RENEW, ATTACH = "revoke", "renew", "attach"
MISTAKE = "mistake"
PRINT, PRINT_BACK = "print", "print back"
