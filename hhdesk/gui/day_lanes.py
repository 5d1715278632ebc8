"""Visits of one day side by side: who overlaps stands in lanes, and none is hidden.

Positions are those of the axis. A short visit is given room for a line of words; where
a day is too crowded for its width, the last lane counts the visits that do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a visit that falls on one day."""

    visit: UUID
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Placed:
    """What is painted: a visit, or the count of some that do not fit (`more`). It
    takes `wide` lanes from its own on, as far as they are free beside it."""

    top: float
    bottom: float
    lane: int
    lanes: int
    visit: UUID | None = None
    more: tuple[UUID, ...] = ()
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """What a day offers: so many rows and lanes, and the least height of a visit."""

    height: float
    lanes: int
    shortest: float


def lay_out(pieces: Sequence[Piece], room: Room) -> list[Placed]:
    """Places without overlap, from the top, every visit in one of them."""
    stretched = sorted(
        (_stretched(piece, room) for piece in pieces),
        key=lambda piece: (piece.top, -piece.bottom, piece.visit),
    )
    found: list[Placed] = []
    for cluster in _clusters(stretched):
        found += _in_lanes(cluster, room)
    return found


def _stretched(piece: Piece, room: Room) -> Piece:
    """High enough to be read, and inside the day."""
    shortest = min(room.shortest, room.height)
    top = min(max(piece.top, 0.0), room.height - shortest)
    bottom = min(max(piece.bottom, top + shortest), room.height)
    return Piece(piece.visit, top, bottom)


def _clusters(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces that hang together by overlaps."""
    cluster: list[Piece] = []
    end = 0.0
    for piece in pieces:
        if cluster and piece.top >= end:
            yield cluster
            cluster, end = [], 0.0
        cluster.append(piece)
        end = max(end, piece.bottom)
    if cluster:
        yield cluster


def _in_lanes(cluster: Sequence[Piece], room: Room) -> list[Placed]:
    lanes, left = _first_fit(cluster, room.lanes)
    if not left:
        return _widened(_placed(lanes, len(lanes)))
    lanes, left = _first_fit(cluster, room.lanes - 1)
    end = max(piece.bottom for piece in cluster)
    counts = _counted(left, room.lanes - 1, end)
    placed = _widened([*_placed(lanes, room.lanes), *counts])
    return sorted(placed, key=lambda one: (one.top, one.lane))


def _widened(placed: Sequence[Placed]) -> list[Placed]:
    """Each as wide as the free lanes to its right allow."""
    by_lane: dict[int, list[Placed]] = {}
    for one in placed:
        by_lane.setdefault(one.lane, []).append(one)
    return [replace(one, wide=_free(one, by_lane)) for one in placed]


def _free(one: Placed, by_lane: Mapping[int, Sequence[Placed]]) -> int:
    wide = 1
    while one.lane + wide < one.lanes:
        beside = by_lane.get(one.lane + wide, ())
        if any(one.top < it.bottom and it.top < one.bottom for it in beside):
            break
        wide += 1
    return wide


def _first_fit(
    cluster: Sequence[Piece], most: int
) -> tuple[list[list[Piece]], list[Piece]]:
    """Pieces by lane, and those for which there was none."""
    lanes: list[list[Piece]] = []
    left: list[Piece] = []
    for piece in cluster:
        for lane in lanes:
            if lane[-1].bottom <= piece.top:
                lane.append(piece)
                break
        else:
            if len(lanes) < most:
                lanes.append([piece])
            else:
                left.append(piece)
    return lanes, left


def _placed(lanes: Sequence[Sequence[Piece]], count: int) -> list[Placed]:
    found = [
        Placed(piece.top, piece.bottom, number, count, piece.visit)
        for number, lane in enumerate(lanes)
        for piece in lane
    ]
    return sorted(found, key=lambda one: (one.top, one.lane))


def _counted(left: Sequence[Piece], lane: int, end: float) -> Iterator[Placed]:
    """One count for all that begin within an hour."""
    group: list[Piece] = []
    for piece in left:
        if group and piece.top >= group[0].top + 1:
            yield _count(group, lane, end)
            group = []
        group.append(piece)
    if group:
        yield _count(group, lane, end)


def _count(group: Sequence[Piece], lane: int, end: float) -> Placed:
    top = group[0].top
    more = tuple(piece.visit for piece in group)
    return Placed(top, min(top + 1, end), lane, lane + 1, more=more)
