"""Open loops: everything that waits for somebody, derived from the data at each look."""

from __future__ import annotations

from hhdesk.care.open_loop_kinds import (
    CLOSABLE,
    LOOP_ACT_WORDS,
    LOOP_GROUP_WORDS,
    LOOP_KIND_WORDS,
    WHOSE_WORDS,
    Asked,
    LoopAct,
    LoopGroup,
    LoopKey,
    LoopKind,
    LoopList,
    LoopRow,
    OwnerLoad,
    Whose,
)

__all__ = [
    "CLOSABLE",
    "LOOP_ACT_WORDS",
    "LOOP_GROUP_WORDS",
    "LOOP_KIND_WORDS",
    "WHOSE_WORDS",
    "Asked",
    "LoopAct",
    "LoopGroup",
    "LoopKey",
    "LoopKind",
    "LoopList",
    "LoopRow",
    "OwnerLoad",
    "Whose",
]
