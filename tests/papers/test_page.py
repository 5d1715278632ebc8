"""What fits where: headings stay with their text, nothing is lost at a page's foot."""

from __future__ import annotations

import pytest

from hhdesk.papers.blocks import Block, Paragraph, Space, Style, WritingLines
from hhdesk.papers.page import (
    FOOTER_GAP,
    FooterPlace,
    Frame,
    paginate,
    with_room_for,
)
from hhdesk.papers.pen import BLACK, Pen
from hhdesk.papers.rows import Column, Row, Table

FRAME = Frame()
WIDTH = FRAME.inner_width
STYLE = Style(12, leading=1.5)
LEADING = 18.0


def text(lines: int, *, keep: bool = False) -> Paragraph:
    return Paragraph("\n".join(["word"] * lines), "en", STYLE, keep=keep)


def heights(page: list[Block]) -> float:
    return sum(block.height(WIDTH) + block.gap for block in page)


def test_a_page_is_never_fuller_than_its_frame() -> None:
    pages = paginate([text(number % 9 + 1) for number in range(90)], FRAME)
    assert len(pages) > 3
    assert all(heights(page) <= FRAME.inner_height + 0.01 for page in pages)


def test_a_long_paragraph_parts_between_lines_and_loses_none() -> None:
    pages = paginate([text(100)], FRAME)
    assert sum(len(block.lines(WIDTH)) for [block] in pages) == 100  # type: ignore[attr-defined]


def test_a_paragraph_leaves_no_single_line_behind_or_ahead() -> None:
    room = int(FRAME.inner_height // LEADING)
    for before in range(room - 4, room):
        pages = paginate([Space(before * LEADING), text(6)], FRAME)
        for page in pages:
            for block in page:
                if isinstance(block, Paragraph):
                    assert len(block.lines(WIDTH)) != 1


def test_a_heading_goes_to_the_page_of_its_text() -> None:
    filler = Space(FRAME.inner_height - 2 * LEADING)
    heading, body = text(1, keep=True), text(3)
    first, second = paginate([filler, heading, body], FRAME)
    assert first == [filler]
    assert second == [heading, body]


def test_a_whole_column_is_not_parted_if_it_fits_on_a_page() -> None:
    filler = Space(FRAME.inner_height - 5 * LEADING)
    whole = Column([text(5), text(5)], whole=True)
    assert paginate([filler, whole], FRAME) == [[filler], [whole]]


def test_a_whole_column_higher_than_a_page_is_parted_after_all() -> None:
    pages = paginate([Column([text(25), text(25)], whole=True)], FRAME)
    assert len(pages) == 2


def test_rows_part_in_all_their_columns() -> None:
    row = Row([Column([text(60)]), Column([text(3)])], (0.5, 0.5))
    pages = paginate([row], FRAME)
    assert len(pages) == 2
    assert sum(heights(page) for page in pages) == pytest.approx(60 * LEADING)


@pytest.mark.parametrize("mirrored", [False, True])
def test_rows_of_two_languages_part_alike_in_both_directions(mirrored: bool) -> None:
    row = Row([Column([text(60)]), Column([text(57)])], (0.5, 0.5), mirrored=mirrored)
    filler = Space(FRAME.inner_height - 4 * LEADING)
    pages = paginate([filler, row], FRAME)
    assert [len(page) for page in pages] == [2, 1, 1]
    assert sum(heights(page) for page in pages[1:]) == pytest.approx(56 * LEADING)


def test_no_language_of_a_row_leaves_a_single_line_behind_or_ahead() -> None:
    room = int(FRAME.inner_height // LEADING)
    for before in range(room - 6, room):
        for first, second in ((6, 3), (3, 6), (5, 2), (2, 5), (4, 1)):
            row = Row([Column([text(first)]), Column([text(second)])], (0.5, 0.5))
            pages = paginate([Space(before * LEADING), row], FRAME)
            parted = [block for page in pages for block in page]
            for part in parted:
                if isinstance(part, Row) and len(pages) > 1:
                    for cell, whole in zip(part.cells, (first, second), strict=True):
                        lines = round(cell.height(WIDTH / 2) / LEADING)
                        assert lines != 1 or whole == 1


def test_a_heading_row_is_never_the_last_on_its_page() -> None:
    room = int(FRAME.inner_height // LEADING)
    for before in range(room - 5, room):
        head = Row([Column([text(1)])], (1.0,), keep=True)
        row = Row([Column([text(8)]), Column([text(7)])], (0.5, 0.5))
        pages = paginate([Space(before * LEADING), head, row], FRAME)
        for page in pages:
            assert page[-1] is not head


def test_a_table_leaves_no_head_alone() -> None:
    room = int(FRAME.inner_height // LEADING)

    def cells(lines: int) -> Row:
        return Row([Column([text(lines)], tag="TD")], (1.0,), tag="TR", whole=True)

    for before in range(room - 5, room):
        table = Table(cells(1), [cells(3), cells(3)], colour=BLACK)
        pages = paginate([Space(before * LEADING), table], FRAME)
        for page in pages:
            for block in page:
                if isinstance(block, Table):
                    assert block.rows


def test_a_foot_is_as_high_as_its_footer() -> None:
    def long(place: FooterPlace) -> Block:
        return text(5)

    def short(place: FooterPlace) -> Block:
        return text(1)

    assert with_room_for(short, FRAME) == FRAME
    assert with_room_for(long, FRAME).foot == pytest.approx(5 * LEADING + FOOTER_GAP)


def test_a_table_repeats_its_head() -> None:
    def cells(lines: int) -> Row:
        return Row([Column([text(lines)], tag="TD")], (1.0,), tag="TR", whole=True)

    table = Table(cells(1), [cells(3) for _ in range(30)], colour=BLACK)
    pages = paginate([table], FRAME)
    total = sum(heights(page) for page in pages)
    assert total == pytest.approx((30 * 3 + len(pages)) * LEADING)


def test_lines_to_write_on_part_too() -> None:
    lines = WritingLines(60, 25, "Write here", "en", BLACK)
    pages = paginate([lines], FRAME)
    assert sum(heights(page) for page in pages) == 60 * 25


def test_what_can_neither_fit_nor_part_still_gets_a_page() -> None:
    high = Space(FRAME.inner_height * 2)
    assert paginate([text(1), high, text(1)], FRAME)[1] == [high]


def test_a_paper_of_nothing_is_one_empty_page() -> None:
    assert paginate([], FRAME) == [[]]


def test_a_mirrored_row_begins_at_the_right() -> None:
    class Told(Space):
        x = 0.0

        def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
            self.x = x

    first, second = Told(1), Told(1)
    pen = Pen(FRAME.width, FRAME.height)
    cells = [Column([first]), Column([second])]
    Row(cells, (100.0, 200.0), gutter=10, mirrored=True).draw(pen, 0, 700, 400)
    assert (first.x, second.x) == (300.0, 90.0)
