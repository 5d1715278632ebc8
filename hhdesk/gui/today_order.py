"""The order of things to do while somebody works on them: nothing jumps or vanishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Any, TypeVar

from hhdesk.care.open_loops import LoopKey, LoopKeys

Item = TypeVar("Item")


def merged(
    old: Sequence[Item],
    new: Sequence[Item],
    known: Collection[Hashable],
    name: Callable[[Item], Hashable],
) -> list[Item]:
    """What stands in the list stays where it stands, and what came stands after what it
    follows. Of what is gone, only those stay whose name is `known`: rows that somebody
    may have seen.
    """
    present = {name(item): item for item in new}
    before = {name(item) for item in old}
    follow: dict[Hashable, list[Item]] = {}
    anchor: Hashable = None
    for key, item in present.items():
        if key in before:
            anchor = key
        else:
            follow.setdefault(anchor, []).append(item)
    found = follow.get(None, [])
    for item in old:
        key = name(item)
        if key in present or key in known:
            found.append(present.get(key, item))
            found.extend(follow.get(key, ()))
    return found


def merged_keys(
    old: Sequence[LoopKey], new: Sequence[LoopKey], known: Collection[LoopKey]
) -> Sequence[LoopKey]:
    """The same of keys; very many of them are compared without being made."""
    if old == new:
        return old
    if isinstance(old, LoopKeys) and isinstance(new, LoopKeys):
        seen = {(id(key.kind), key.item_id.hex, key.rule) for key in known}
        return LoopKeys(merged(old.loops, new.loops, seen, _named))
    return merged(old, new, known, lambda key: key)


def _named(loop: Any) -> Hashable:
    """A kind is one of a few; its own hash is slow among very many."""
    return id(loop.kind), loop.item, loop.rule
