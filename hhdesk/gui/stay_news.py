"""What screens tell each other of hospital stays: what is wished for, what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class StayWish:
    """Change the stay of this id, or say that the child left."""

    stay_id: UUID
    left: bool = False


@dataclass(frozen=True)
class StayNews:
    """Whose stay was changed, what to say of it, and what takes it back."""

    member_id: UUID
    words: str
    undo: Callable[[], None] | None = None
