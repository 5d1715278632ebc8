"""A new member who is to be entered with what somebody else told of the child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class NewMember:
    """`values` are fields of the member form by name; `then` hears of the member's id
    as soon as the form is saved."""

    values: Mapping[str, str]
    then: Callable[[UUID], None]
