"""Lists of members for spreadsheet programs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_columns import Column
from hhdesk.care.search_hits import hits, shown
from hhdesk.exchange import member_list_csv

CARD = {
    "member_id": UUID(int=1),
    "name": "=HYPERLINK(1) Núñez",
    "nickname": "",
    "birth_date": date(2020, 2, 2),
    "deceased": False,
    "phone_restricted": False,
    "caregiver": "-Ana, “A” Núñez",
    "relationship": "mother",
    "phone": "+1 510-555-0100",
    "language": "es",
    "interpreter": "",
    "state": "enrolled",
    "coordinator": "@Rosa",
    "city": "\tOakland",
}


def test_no_cell_is_a_formula_and_accents_are_read() -> None:
    (hit,) = hits([(0, 1, shown(CARD))], date(2026, 11, 21))
    columns = (Column.CHILD, Column.CAREGIVER, Column.COORDINATOR, Column.CITY)
    content = member_list_csv.heading(columns)
    content += member_list_csv.lines([MemberRow(hit)], columns)
    assert content.startswith(b"\xef\xbb\xbf")
    head, line, rest = content.decode("utf-8-sig").split("\r\n")
    assert head == (
        "Child,Birth date,Main caregiver,Relationship,Phone,Coordinator,City"
    )
    assert line == (
        "'=HYPERLINK(1) Núñez,2020-02-02,\"'-Ana, “A” Núñez\",mother,"
        "'+1 510-555-0100,'@Rosa,'\tOakland"
    )
    assert rest == ""
