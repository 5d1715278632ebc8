"""The order of mixed left-to-right and right-to-left text: UAX 9.

Rule names (X1, W1, N0 ...) are those of the annex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hhdesk.papers.bidi_classes import CLOSERS, CLOSING, bidi_class

MAX_DEPTH = 125
BRACKET_DEPTH = 63

ISOLATES = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = frozenset({"RLE", "LRE", "RLO", "LRO"})
REMOVED = EMBEDDINGS | {"PDF", "BN"}
NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI"}) | ISOLATES
SPACING = frozenset({"WS", "PDI"}) | ISOLATES


@dataclass(frozen=True, slots=True)
class Order:
    """Levels of a paragraph; None where rule X9 removes the character."""

    base: int
    levels: Sequence[int | None]
    classes: Sequence[str]


class _Status(NamedTuple):
    level: int
    override: str | None
    isolate: bool


def resolve(
    text: str, base: int | None = None, classes: Sequence[str] | None = None
) -> Order:
    """The levels of one paragraph; without `base` its first strong character decides.

    `classes` stands in for the characters' own classes.
    """
    original = list(classes) if classes is not None else list(map(bidi_class, text))
    match = _matching_isolates(original)
    if base is None:
        base = _first_strong(original, 0, len(original), match) or 0
    levels, types = _explicit_levels(original, base, match)
    kept = [i for i, kind in enumerate(original) if kind not in REMOVED]
    resolved = list(levels)
    for sequence in _sequences(kept, levels, original, match):
        start, end = _borders(sequence, kept, levels, original, match, base)
        embedding = "R" if levels[sequence[0]] & 1 else "L"
        kinds = _weak([types[i] for i in sequence], start)
        _pair_brackets(text, sequence, kinds, original, start, embedding)
        _settle_neutrals(kinds, start, end, embedding)
        for i, kind in zip(sequence, kinds, strict=True):
            resolved[i] = _implicit(levels[i], kind)
    shown = [
        None if original[i] in REMOVED else level for i, level in enumerate(resolved)
    ]
    return Order(base, shown, original)


def line_levels(order: Order, start: int, end: int) -> list[int | None]:
    """Rule L1: levels of one line, spaces at its end set to the paragraph's."""
    levels = list(order.levels[start:end])
    trailing = True
    for i in range(end - 1, start - 1, -1):
        kind = order.classes[i]
        if kind in ("S", "B"):
            levels[i - start] = order.base
            trailing = True
        elif kind in SPACING:
            if trailing:
                levels[i - start] = order.base
        elif kind not in REMOVED:
            trailing = False
    return levels


def visual_order(levels: Sequence[int | None]) -> list[int]:
    """Rule L2: indices from left to right; what X9 removed is left out."""
    indices = [i for i, level in enumerate(levels) if level is not None]
    present = [level for level in levels if level is not None]
    odd = [level for level in present if level & 1]
    if not odd:
        return indices
    for least in range(max(present), min(odd) - 1, -1):
        start = 0
        while start < len(indices):
            stop = start
            while stop < len(indices) and (levels[indices[stop]] or 0) >= least:
                stop += 1
            indices[start:stop] = reversed(indices[start:stop])
            start = stop + 1
    return indices


def _matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """BD9: each isolate initiator's position to its terminator's."""
    match: dict[int, int] = {}
    opened: list[int] = []
    for i, kind in enumerate(classes):
        if kind in ISOLATES:
            opened.append(i)
        elif kind == "PDI" and opened:
            match[opened.pop()] = i
    return match


def _first_strong(
    classes: Sequence[str], start: int, end: int, match: dict[int, int]
) -> int | None:
    """P2, P3: the level of the first strong character outside isolates."""
    i = start
    while i < end:
        kind = classes[i]
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
        i = match.get(i, end) + 1 if kind in ISOLATES else i + 1
    return None


def _explicit_levels(
    original: Sequence[str], base: int, match: dict[int, int]
) -> tuple[list[int], list[str]]:
    """X1 to X8: embedding levels, and the classes after overrides."""
    levels, types = [base] * len(original), list(original)
    stack = [_Status(base, None, False)]
    lost_isolates = lost_embeddings = isolates = 0
    for i, kind in enumerate(original):
        if kind == "B":
            continue
        if kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif isolates:
                lost_embeddings = 0
                while not stack[-1].isolate:
                    stack.pop()
                stack.pop()
                isolates -= 1
        top = stack[-1]
        levels[i] = top.level
        if kind not in REMOVED and top.override:
            types[i] = top.override
        if kind in ISOLATES:
            level = _deeper(top.level, _isolate_direction(original, i, kind, match))
            if level > MAX_DEPTH or lost_isolates or lost_embeddings:
                lost_isolates += 1
            else:
                isolates += 1
                stack.append(_Status(level, None, True))
        elif kind in EMBEDDINGS:
            level = _deeper(top.level, kind[0])
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append(_Status(level, kind[0] if kind[2] == "O" else None, False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind == "PDF" and not lost_isolates:
            if lost_embeddings:
                lost_embeddings -= 1
            elif not top.isolate and len(stack) > 1:
                stack.pop()
    return levels, types


def _deeper(level: int, direction: str) -> int:
    return (level + 1) | 1 if direction == "R" else (level + 2) & ~1


def _isolate_direction(
    original: Sequence[str], i: int, kind: str, match: dict[int, int]
) -> str:
    if kind != "FSI":
        return kind[0]
    end = match.get(i, len(original))
    return "R" if _first_strong(original, i + 1, end, match) == 1 else "L"


def _sequences(
    kept: Sequence[int],
    levels: Sequence[int],
    original: Sequence[str],
    match: dict[int, int],
) -> list[list[int]]:
    """BD13: the isolating run sequences, each a list of positions."""
    runs: list[list[int]] = []
    for i in kept:
        if runs and levels[runs[-1][-1]] == levels[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    by_start = {run[0]: run for run in runs}
    terminators = set(match.values())
    sequences = []
    for run in runs:
        if run[0] in terminators:
            continue
        sequence = list(run)
        while match.get(sequence[-1]) in by_start:
            sequence += by_start[match[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _borders(
    sequence: Sequence[int],
    kept: Sequence[int],
    levels: Sequence[int],
    original: Sequence[str],
    match: dict[int, int],
    base: int,
) -> tuple[str, str]:
    """X10: what stands before and after a sequence, as a strong class."""
    own = levels[sequence[0]]
    first, last = kept.index(sequence[0]), kept.index(sequence[-1])
    before = levels[kept[first - 1]] if first else base
    unmatched = original[sequence[-1]] in ISOLATES and sequence[-1] not in match
    after = base if unmatched or last + 1 == len(kept) else levels[kept[last + 1]]
    return "LR"[max(own, before) & 1], "LR"[max(own, after) & 1]


def _weak(kinds: list[str], start: str) -> list[str]:
    """W1 to W7."""
    previous = strong = start
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = "ON" if previous in ISOLATES or previous == "PDI" else previous
        previous = kinds[i]
        if previous in ("R", "L", "AL"):
            strong = previous
        elif previous == "EN" and strong == "AL":
            kinds[i] = "AN"  # W2; a later NSM still follows the number as it was
            previous = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        around = kinds[i - 1]
        if around == kinds[i + 1] and (
            (kinds[i] == "ES" and around == "EN")
            or (kinds[i] == "CS" and around in ("EN", "AN"))
        ):
            kinds[i] = around
    _join_terminators(kinds)
    strong = start
    for i, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"
    return kinds


def _join_terminators(kinds: list[str]) -> None:
    """W5: a row of terminators beside a European number joins it."""
    start = 0
    while start < len(kinds):
        stop = start
        while stop < len(kinds) and kinds[stop] == "ET":
            stop += 1
        beside = (start and kinds[start - 1] == "EN") or (
            stop < len(kinds) and kinds[stop] == "EN"
        )
        if beside:
            kinds[start:stop] = ["EN"] * (stop - start)
        start = stop + 1


def _strong(kind: str) -> str | None:
    if kind in ("R", "EN", "AN"):
        return "R"
    return "L" if kind == "L" else None


def _bracket_pairs(
    text: str, sequence: Sequence[int], kinds: Sequence[str]
) -> list[tuple[int, int]]:
    """BD16: pairs in the order of their opening brackets."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for k, kind in enumerate(kinds):
        character = text[sequence[k]]
        if kind != "ON":
            continue
        if character in CLOSING:
            if len(opened) == BRACKET_DEPTH:
                return []
            opened.append((CLOSING[character], k))
        elif character in CLOSERS:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == CLOSERS[character]:
                    pairs.append((opened[depth][1], k))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _pair_brackets(
    text: str,
    sequence: Sequence[int],
    kinds: list[str],
    original: Sequence[str],
    start: str,
    embedding: str,
) -> None:
    """N0: both brackets of a pair take one direction."""
    for opening, closing in _bracket_pairs(text, sequence, kinds):
        inside = set(map(_strong, kinds[opening + 1 : closing])) - {None}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = (_strong(kind) for kind in reversed(kinds[:opening]))
            direction = next(filter(None, before), start)
        for bracket in (opening, closing):
            kinds[bracket] = direction
            follower = bracket + 1
            while follower < len(kinds) and original[sequence[follower]] == "NSM":
                kinds[follower] = direction
                follower += 1


def _settle_neutrals(kinds: list[str], start: str, end: str, embedding: str) -> None:
    """N1, N2."""
    first = 0
    while first < len(kinds):
        last = first
        while last < len(kinds) and kinds[last] in NEUTRAL:
            last += 1
        before = _strong(kinds[first - 1]) if first else start
        after = _strong(kinds[last]) if last < len(kinds) else end
        direction = before if before == after and before else embedding
        kinds[first:last] = [direction] * (last - first)
        first = last + 1


def _implicit(level: int, kind: str) -> int:
    """I1, I2."""
    if level & 1:
        return level + 1 if kind in ("L", "EN", "AN") else level
    return level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
