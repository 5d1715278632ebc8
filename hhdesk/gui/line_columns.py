"""The columns of a list of lines: which field, what kind of control, how wide."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hhdesk.gui.plan_draft import PlanDraft


class ColumnKind(enum.Enum):
    PAIR = enum.auto()
    TEXT = enum.auto()
    CHOICE = enum.auto()
    SOLVED = enum.auto()
    """A tick that puts today's date."""


@dataclass(frozen=True)
class Column:
    """`share` of the width that is left beside columns of a fixed `wide` (pixels at
    100 %); `words` name the control, `hint` stands in an empty one; `below` the
    others it has a line of its own."""

    field: str
    kind: ColumnKind
    words: str
    hint: str = ""
    share: int = 1
    wide: int = 0
    options: Mapping[Any, str] | None = None
    below: bool = False


@dataclass(frozen=True)
class Showing:
    """What rows need to know beside themselves. `names`: who could do something, by
    the code of who is responsible."""

    draft: PlanDraft
    today: date
    may_check: bool = False
    names: Mapping[str, tuple[str, ...]] | None = None
    age: int | None = None
    """The member's, in whole years, where it is known."""

    @property
    def language(self) -> str:
        return self.draft.plan.language
