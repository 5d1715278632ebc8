"""Merging two records of one child, and taking the merge apart."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care import members, merge_acts, merge_undoing
from hhdesk.care.member_merges import MergeRow
from hhdesk.care.merge_acts import MergeOrder
from tests.care.act_desk import CHILD, Desk, words
from tests.care.acts import Case


def _merged(desk: Desk) -> MergeRow:
    again = replace(CHILD, mrn=words("4"), pronouns=words("they"))
    other = members.create(desk.session, again)
    desk.plan()
    kept = members.present(desk.session, desk.member_id)
    order = MergeOrder(kept.id, kept.version, other, 1, None, words("entered twice"))
    return merge_acts.merge(desk.session, order)


def _undone(desk: Desk) -> None:
    merge_undoing.undo(desk.session, _merged(desk).id)


CASES = (
    Case("merge_acts.merge", "member.merge", _merged),
    Case("merge_undoing.undo", "member.unmerge", _undone),
)
