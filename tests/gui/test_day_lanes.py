"""Visits side by side: nothing overlaps, all is inside, nobody is left out."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from hhdesk.gui.day_axis import Gap
from hhdesk.gui.day_geometry import DayGeometry
from hhdesk.gui.day_lanes import Piece, Placed, Room, lay_out
from hhdesk.gui.day_stops import Stop, beside, following, place_of, stops

QUARTERS = st.integers(0, 25 * 4)


@st.composite
def _pieces(draw: st.DrawFn) -> list[Piece]:
    times = draw(st.lists(st.tuples(QUARTERS, st.integers(0, 16)), max_size=30))
    return [
        Piece(UUID(int=number + 1), top / 4, min((top + long) / 4, 25.0))
        for number, (top, long) in enumerate(times)
    ]


ROOMS = st.builds(
    Room,
    st.sampled_from([23.0, 24.0, 25.0]),
    st.integers(1, 6),
    st.sampled_from([0.25, 0.34, 0.5, 1.0]),
)
VIEWS = st.builds(
    DayGeometry,
    width=st.integers(300, 2000),
    height=st.integers(200, 1400),
    axis=st.just(60),
    head=st.just(36),
    row=st.integers(40, 120),
    days=st.integers(1, 7),
    rows=st.just(25),
    scroll=st.integers(0, 800),
)


def overlap(one: Placed, other: Placed) -> bool:
    return one.top < other.bottom and other.top < one.bottom


@given(_pieces(), ROOMS)
def test_every_visit_is_painted_or_counted_exactly_once(
    pieces: list[Piece], room: Room
) -> None:
    shown: Counter[UUID] = Counter()
    for placed in lay_out(pieces, room):
        shown.update([placed.visit] if placed.visit else placed.more)
    assert shown == Counter(piece.visit for piece in pieces)


@given(_pieces(), ROOMS)
def test_nothing_overlaps_and_all_is_inside_the_day(
    pieces: list[Piece], room: Room
) -> None:
    found = lay_out(pieces, room)
    for placed in found:
        assert 0 <= placed.lane < placed.lanes <= room.lanes
        assert 1 <= placed.wide <= placed.lanes - placed.lane
        assert 0 <= placed.top < placed.bottom <= room.height
    for one, other in combinations(found, 2):
        if overlap(one, other):
            assert one.lanes == other.lanes
            left, right = sorted((one, other), key=lambda it: it.lane)
            assert left.lane + left.wide <= right.lane


@given(_pieces(), ROOMS)
def test_every_visit_is_high_enough_for_a_line_of_words(
    pieces: list[Piece], room: Room
) -> None:
    for placed in lay_out(pieces, room):
        assert placed.bottom - placed.top >= room.shortest - 1e-9


@given(_pieces(), VIEWS)
def test_no_two_blocks_share_a_pixel_and_none_leaves_its_day(
    pieces: list[Piece], view: DayGeometry
) -> None:
    room = Room(25.0, view.lanes(52), 0.3)
    day = view.days - 1
    column = view.column(day)
    boxes = [view.box(day, placed) for placed in lay_out(pieces, room)]
    for box in boxes:
        assert column.left() <= box.left()
        assert box.right() <= column.right()
    for one, other in combinations(boxes, 2):
        common = one.intersected(other)
        assert common.width() <= 1e-6 or common.height() <= 1e-6


@given(VIEWS, st.floats(0, 1), st.floats(0, 1))
def test_a_point_is_found_again_by_day_and_position(
    view: DayGeometry, across: float, down: float
) -> None:
    day = min(int(across * view.days), view.days - 1)
    position = down * view.rows
    middle = view.x(day) + view.column_width / 2
    assert view.day_at(middle) == day
    assert abs(view.position_at(view.y(position)) - position) < 1e-6


def test_visits_one_after_the_other_take_the_whole_width() -> None:
    pieces = [Piece(UUID(int=n), 8 + n / 2, 8.5 + n / 2) for n in range(1, 4)]
    assert {placed.lanes for placed in lay_out(pieces, Room(24, 3, 0.25))} == {1}


def test_a_visit_takes_the_room_that_is_free_beside_it() -> None:
    pieces = [
        Piece(UUID(int=1), 9.0, 11.0),
        Piece(UUID(int=2), 9.0, 9.5),
        Piece(UUID(int=3), 9.0, 9.5),
        Piece(UUID(int=4), 10.0, 10.5),
    ]
    found = {placed.visit: placed for placed in lay_out(pieces, Room(24, 4, 0.25))}
    assert [found[UUID(int=n)].wide for n in (1, 2, 3, 4)] == [1, 1, 1, 2]


def test_a_short_visit_at_midnight_moves_up_rather_than_out() -> None:
    (placed,) = lay_out([Piece(UUID(int=1), 23.9, 24.0)], Room(24, 3, 0.5))
    assert (placed.top, placed.bottom) == (23.5, 24.0)


def test_who_does_not_fit_is_counted_by_the_hour() -> None:
    pieces = [Piece(UUID(int=n), 9.0, 10.0) for n in range(1, 6)]
    found = lay_out(pieces, Room(24, 3, 0.25))
    (count,) = [placed for placed in found if placed.more]
    assert len(count.more) == 3
    assert (count.top, count.bottom, count.lane) == (9.0, 10.0, 2)


# --------------------------------------------------------------- the arrow keys


@given(_pieces(), ROOMS)
def test_the_arrow_keys_reach_every_visit_from_the_top(
    pieces: list[Piece], room: Room
) -> None:
    found = stops(lay_out(pieces, room), (), room.height)
    at: Stop | None = found[0] if found else None
    reached: set[UUID] = set()
    for _ in range(len(found)):
        if at is None:
            break
        reached |= {at.visit} if at.visit else set(at.more)
        at = following(found, at, 1)
    assert reached == {piece.visit for piece in pieces}


def test_free_half_hours_stand_between_visits_but_not_in_a_gap() -> None:
    placed = lay_out([Piece(UUID(int=1), 3.25, 3.75)], Room(24, 3, 0.25))
    found = [
        stop
        for stop in stops(placed, [Gap(2.0, 3.0)], 24)
        if 1.5 <= stop.top < 5 and stop.free
    ]
    assert [stop.top for stop in found] == [1.5, 4.0, 4.5]


def test_sideways_is_the_visit_beside_it() -> None:
    pieces = [Piece(UUID(int=1), 9.0, 10.0), Piece(UUID(int=2), 9.5, 10.0)]
    found = stops(lay_out(pieces, Room(24, 3, 0.25)), (), 24)
    first = found[place_of(found, Stop(9.0, 10.0, visit=UUID(int=1)))]
    second = beside(found, first, 1)
    assert second
    assert second.visit == UUID(int=2)
    assert beside(found, second, -1) == first
    assert beside(found, second, 1) is None


def test_a_view_shows_only_what_is_between_its_head_and_its_foot() -> None:
    view = DayGeometry(800, 636, 60, 36, 60, 5, 24, scroll=480)
    assert view.body == QRectF(60, 36, 740, 600)
    assert view.shows(8, 9)
    assert view.shows(7.5, 8.1)
    assert not view.shows(7, 8)
    assert not view.shows(18, 19)
