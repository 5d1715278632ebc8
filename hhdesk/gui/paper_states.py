"""What the operator is told of a paper, as chips beside it and never on it."""

from __future__ import annotations

from hhdesk.care.consent_disclosure import ConsentForReader
from hhdesk.care.reading_level import EASE_WORDS
from hhdesk.gui.chip import State
from hhdesk.i18n import _, ngettext
from hhdesk.papers.making import Made


def paper_states(made: Made, *, draft: bool) -> list[State]:
    """What was kept back, what is in English only, how hard it reads. `draft` says
    that something is typed and not saved."""
    found = []
    withheld = made.gathered.rows.withheld
    if withheld:
        words = ngettext(
            "{n} item withheld for this reader",
            "{n} items withheld for this reader",
            withheld,
        )
        found.append(State(words.format(n=withheld), "sealed", "eye-off"))
    if made.unwritten:
        words = ngettext(
            "{n} line not checked: in English",
            "{n} lines not checked: in English",
            made.unwritten,
        )
        words = words.format(n=made.unwritten)
        found.append(State(words, "warning", "triangle-alert"))
    if made.level is not None:
        tone, icon = ("good", "check") if made.level.is_easy else ("warning", "pencil")
        found.append(State(_(EASE_WORDS[made.level.ease]), tone, icon))
    if isinstance(made.gathered.rows, ConsentForReader):
        words = _("Draft wording: for your clinic's counsel to check")
        found.append(State(words, "warning", "info"))
    if draft:
        found.append(State(_("Without what is not saved"), "warning", "pencil"))
    return found
