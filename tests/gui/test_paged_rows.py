"""Very many rows: a page is read when it is seen, and rows keep their places."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from hhdesk.care.referral_keys import Keys
from hhdesk.gui.paged_rows import KEPT, PAGE, PagedRows

MANY = PAGE * (KEPT + 5)


class Numbers(PagedRows[UUID, int]):
    columns = ("Number",)

    def words(self, row: int, column: int) -> str:
        return str(row)


def keys(count: int, first: int = 1) -> Keys:
    return Keys.of([UUID(int=n) for n in range(first, first + count)])


class Reader:
    """Brings pages when told to, as a worker does."""

    def __init__(self, model: Numbers) -> None:
        self.model = model
        self.wanted: list[int] = []
        model.page_wanted.connect(self.wanted.append)

    def bring(self) -> None:
        page = self.wanted[-1]
        here = self.model.keys[page * PAGE : (page + 1) * PAGE]
        self.model.give(page, here, [key.int for key in here])


@pytest.fixture
def model(qapp: object) -> Iterator[Numbers]:
    made = Numbers()
    begun = keys(PAGE)
    made.put(begun, [key.int for key in begun])
    made.complete(keys(MANY))
    yield made
    made.deleteLater()


def said(model: Numbers, row: int) -> str:
    words: str = model.index(row, 0).data()
    return words


def test_a_row_that_is_not_here_is_blank_and_its_page_is_asked_for(
    model: Numbers,
) -> None:
    reader = Reader(model)
    assert said(model, 5) == "6"
    assert reader.wanted == []
    assert said(model, 1000) == ""
    assert said(model, 3000) == ""
    assert reader.wanted == [1000 // PAGE]
    reader.bring()
    assert said(model, 1000) == "1001"
    assert said(model, 3000) == ""
    assert reader.wanted[-1] == 3000 // PAGE


def test_pages_not_seen_for_longest_go(model: Numbers) -> None:
    reader = Reader(model)
    for page in range(1, KEPT + 3):
        said(model, page * PAGE)
        reader.bring()
    assert model.row(0) is None
    assert model.row(MANY - 1) is None
    assert model.row((KEPT + 2) * PAGE) == (KEPT + 2) * PAGE + 1


def test_a_page_of_another_list_is_not_shown(model: Numbers) -> None:
    reader = Reader(model)
    said(model, 1000)
    old = model.keys[896:1024]
    model.put(keys(MANY, 50), [])
    model.give(1000 // PAGE, old, [0] * PAGE)
    assert model.row(1000) is None
    assert reader.wanted == [1000 // PAGE]


def test_one_row_is_swapped_where_it_stands(model: Numbers) -> None:
    model.swap(UUID(int=3), 333)
    model.swap(UUID(int=MANY * 2), 0)
    assert [said(model, row) for row in range(4)] == ["1", "2", "333", "4"]


def test_rows_are_shown_as_they_were_until_they_are_read_again(
    qtbot: QtBot, model: Numbers
) -> None:
    reader = Reader(model)
    model.renew(keys(MANY, 2))
    assert said(model, 0) == "2"
    assert said(model, PAGE - 1) == ""
    reader.bring()
    assert said(model, PAGE - 1) == str(PAGE + 1)


def test_what_did_not_come_is_asked_for_again(model: Numbers) -> None:
    reader = Reader(model)
    said(model, 1000)
    model.missed()
    said(model, 1000)
    assert reader.wanted == [1000 // PAGE] * 2


def test_the_model_keeps_qt_s_rules(model: Numbers, qtmodeltester: object) -> None:
    small = Numbers()
    begun = keys(5)
    small.put(begun, [key.int for key in begun])
    small.complete(keys(9))
    Reader(small).wanted.clear()
    qtmodeltester.check(small)  # type: ignore[attr-defined]


def test_the_first_rows_stand_while_the_rest_of_their_page_is_read(
    qapp: object,
) -> None:
    model, begun = Numbers(), keys(10)
    reader = Reader(model)
    model.put(begun, [key.int for key in begun])
    model.complete(keys(MANY))
    assert said(model, 9) == "10"
    assert said(model, 10) == ""
    assert reader.wanted == [0]
    reader.bring()
    assert said(model, 10) == "11"
