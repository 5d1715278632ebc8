"""The acts of rosters: runs, lines, what is remembered, who is gone."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care import roster, roster_history, roster_mappings
from hhdesk.care.roster_lines import Fate, Line
from hhdesk.care.roster_mappings import SourceMapping
from tests.care.act_desk import CHILD, NAME, Desk, words
from tests.care.acts import Case

SOURCE = words("plan")


def _took(desk: Desk) -> None:
    other = replace(CHILD, name=replace(NAME, given=words("Iris")), mrn=words("2"))
    run_id = roster_history.begin(desk.session, SOURCE, 1)
    (outcome,) = roster.take(desk.session, run_id, [Line(1, other)], {})
    assert outcome.fate is Fate.ENTERED


def _finished(desk: Desk) -> None:
    run_id = roster_history.begin(desk.session, SOURCE, 1)
    roster_history.finish(desk.session, run_id, {Fate.KNOWN: 1})


CASES: tuple[Case, ...] = (
    Case("roster.take", "member.create", _took),
    Case(
        "roster_history.begin",
        "roster.begin",
        lambda desk: roster_history.begin(desk.session, SOURCE, 1),
    ),
    Case("roster_history.finish", "roster.finish", _finished),
    Case(
        "roster_history.ask_to_follow_up",
        "desk_message.leave",
        lambda desk: roster_history.ask_to_follow_up(
            desk.session, [desk.member_id], SOURCE, words("gone")
        ),
    ),
    Case(
        "roster_history.note_report",
        "roster.report",
        lambda desk: roster_history.note_report(desk.session, SOURCE, 3),
    ),
    Case(
        "roster_mappings.remember",
        "roster.map",
        lambda desk: roster_mappings.remember(
            desk.session, SOURCE, SourceMapping({words("heading"): "given"})
        ),
    ),
)
