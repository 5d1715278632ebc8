"""What the steps of a roster's import say: earlier runs, the button, the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLabel

from hhdesk.care.roster_history import RosterRunRow
from hhdesk.care.roster_lines import FATE_WORDS, Fate, LineOutcome
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _, format_date, ngettext

_MOST_RUNS = 5
_SEPARATOR = " · "
_TOLD = (Fate.ENTERED, Fate.CHANGED, Fate.GONE, Fate.POSSIBLE, Fate.REFUSED)


def fill_runs(card: Card, runs: Sequence[RosterRunRow], desk: Desk) -> None:
    """The last runs: when, whose, by whom, how many of each."""
    card.clear()
    card.setVisible(bool(runs))
    card.say(_("Earlier rosters"))
    for run in runs[:_MOST_RUNS]:
        day = format_date(run.entered_at.astimezone(desk.zone).date())
        lines = ngettext("{n} line", "{n} lines", run.lines).format(n=f"{run.lines:,}")
        told = [lines, *counted(run.counts), run.by]
        states = [] if run.finished else [State(_("Not finished"), "warning", "pause")]
        more = _SEPARATOR.join(filter(None, told))
        card.add(Line(run.source, more, states, lead=day, beside=True))


def counted(counts: Mapping[Fate, int]) -> list[str]:
    """The counts that say something, in words."""
    return [
        f"{_(FATE_WORDS[fate])} {counts[fate]:,}" for fate in _TOLD if counts.get(fate)
    ]


def apply(counts: Mapping[Fate, int]) -> str:
    """The word on the button that does it."""
    new, changed = counts.get(Fate.ENTERED, 0), counts.get(Fate.CHANGED, 0)
    if new and changed:
        words = _("Enter {new}, change {changed}")
        return words.format(new=f"{new:,}", changed=f"{changed:,}")
    if new:
        return _("Enter {new}").format(new=f"{new:,}")
    if changed:
        return _("Change {changed}").format(changed=f"{changed:,}")
    return _("Keep as this month's roster")


def fill_done(label: QLabel, card: Card, outcomes: Sequence[LineOutcome]) -> None:
    """The summary of a run."""
    counts = Counter(one.fate for one in outcomes)
    label.setText(_("The roster is in."))
    card.clear()
    card.say(_("What was done"))
    for fate in Fate:
        if counts[fate]:
            card.add(Line(f"{_(FATE_WORDS[fate])}: {counts[fate]:,}", _hint(fate)))


def _hint(fate: Fate) -> str:
    return {
        Fate.ENTERED: _("Entered, each in a household of their own"),
        Fate.CHANGED: _("Changed where the roster wrote last, and blanks filled"),
        Fate.DIFFERS: _("Told otherwise here; left as they are"),
        Fate.KNOWN: _("Nothing new"),
        Fate.POSSIBLE: _("Not answered whether it is the same child; left out"),
        Fate.REFUSED: _("Left out; the report says why"),
        Fate.GONE: _("Not in this roster any more; nothing was ended"),
    }[fate]


def stopped() -> str:
    """What a run that was stopped leaves."""
    return _(
        "It was stopped. What is counted here is in; the same file again takes up the "
        "rest."
    )
