"""What is done with lists of members: filters kept by name, a list that leaves."""

from __future__ import annotations

from hhdesk.care import member_list_export, saved_filters
from hhdesk.care.confidentiality import Audience, Seal
from hhdesk.care.member_list_columns import Column
from hhdesk.care.member_list_export import ExportOrder, Purpose
from hhdesk.care.member_list_filter import MemberFilter
from hhdesk.care.saved_filters import SavedRow
from tests.care.act_desk import Desk, words
from tests.care.acts import Case

WANTED = MemberFilter(cities=(words("Oakland"),), conditions=(words("Asthma"),))


def _kept(desk: Desk) -> SavedRow:
    return saved_filters.keep(desk.session, words("mine"), WANTED).row


def _renamed(desk: Desk) -> None:
    row = _kept(desk)
    saved_filters.rename(desk.session, row.id, words("other"), seen=row.version)


def _removed(desk: Desk) -> SavedRow:
    row = _kept(desk)
    return saved_filters.remove(desk.session, row.id, seen=row.version)


def _restored(desk: Desk) -> None:
    row = _removed(desk)
    saved_filters.restore(desk.session, row.id, seen=row.version)


def _ordered(desk: Desk) -> None:
    saved_filters.put_in_order(desk.session, [_kept(desk).id])


def _handed_out(desk: Desk) -> None:
    order = ExportOrder(
        Audience.CARE_TEAM, words("Shah"), Purpose.COORDINATION, (Column.CHILD,)
    )
    leaving = [(desk.member_id, Seal())]
    member_list_export.hand_out(desk.session, order, leaving, words().encode())


CASES = (
    Case("saved_filters.keep", "filter.keep", _kept),
    Case("saved_filters.rename", "filter.rename", _renamed),
    Case("saved_filters.remove", "filter.remove", _removed),
    Case("saved_filters.restore", "filter.restore", _restored),
    Case("saved_filters.put_in_order", "filter.order", _ordered),
    Case("member_list_export.hand_out", "disclosure.list", _handed_out),
)
