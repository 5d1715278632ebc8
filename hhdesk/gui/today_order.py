"""The order of things to do while somebody works on them: nothing jumps or vanishes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merged(
    old: Sequence[Key], new: Sequence[Key], known: Collection[Key]
) -> Sequence[Key]:
    """What stands in the list stays where it stands, and what came stands after what it
    follows. Of what is gone, only `known` rows stay: those that somebody may have seen.
    """
    if len(old) == len(new) and tuple(old) == tuple(new):
        return old
    present, before = set(new), set(old)
    if len(present) == len(before) == len(old) and present == before:
        return old
    follow: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in new:
        if key in before:
            anchor = key
        else:
            follow.setdefault(anchor, []).append(key)
    found = follow.get(None, [])
    for key in old:
        if key in present or key in known:
            found.append(key)
            found.extend(follow.get(key, ()))
    return tuple(found)
