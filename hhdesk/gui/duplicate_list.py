"""Members who may be the child that is being entered, with why: seen while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.duplicates import REASON_WORDS, Duplicate, Reason
from hhdesk.care.household import RELATIONSHIP_WORDS, Relationship
from hhdesk.gui import forms, people
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import N_, _

_MOST = 4
_ACTS = {
    "open": N_("Open"),
    "household": N_("Same household"),
    "merge": N_("Merge…"),
    "another": N_("Another child"),
    "same": N_("This is the child"),
}
_FOR_NEW = ("open", "household", "another")
_FOR_KNOWN = ("open", "merge", "another")
_FOR_MATCH = ("same", "open")


def why(one: Duplicate) -> str:
    """What speaks for it: "Same birth date, name sounds alike, same phone"."""
    words = []
    for reason in one.reasons:
        said = _(REASON_WORDS[reason])
        if reason is Reason.SAME_PHONE and one.phone_of is not None:
            said = _phone_of(one.phone_of)
        words.append(said)
    told = ", ".join(words)
    return told[:1].upper() + told[1:]


def _phone_of(whose: Relationship) -> str:
    if whose is Relationship.OTHER:
        return _("same phone of a caregiver")
    return _("same phone of {who}").format(who=_(RELATIONSHIP_WORDS[whose]))


class _Entry(QFrame):
    """One member: who, why, and what to do."""

    def __init__(self, one: Duplicate, today: date) -> None:
        super().__init__()
        self.setAccessibleName(one.name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 6)
        self._column.setSpacing(2)
        self._say(one.name, "strong")
        self._say(people.born(one.birth_date, today), "muted")
        if one.caregiver:
            self._say(one.caregiver, "muted")
        self._say(why(one), "")
        self._buttons = Flow()
        self._column.addWidget(self._buttons)

    def _say(self, words: str, look: str) -> None:
        label = PlainLabel(words)
        label.setProperty("look", look)
        label.setWordWrap(True)
        self._column.addWidget(label)

    def offer(self, words: str, name: str, does: Callable[[], object]) -> None:
        button = QPushButton(words)
        button.setProperty("look", "small")
        button.setAutoDefault(False)
        button.setAccessibleName(f"{words}: {name}")
        button.clicked.connect(lambda: does())
        self._buttons.add(button)


@forms.offer
class DuplicateList(Spoken, QWidget):
    open_wanted = Signal(object)
    """The id of a member to be opened instead."""
    household_wanted = Signal(object)
    """The id of a member who lives in the same household."""
    merge_wanted = Signal(object)
    """The id of a member who is the same child."""
    another = Signal(object)
    """The id of a member who is another child."""
    same = Signal(object)
    """The id of the member who it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Duplicate] = ()
        self._today = date.min
        self._acts: tuple[str, ...] = _FOR_NEW
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)

    def put(self, found: Sequence[Duplicate], today: date) -> None:
        """Show the likeliest few; what stands there already is left alone."""
        if (found[:_MOST], today) != (self._found, self._today):
            self._found, self._today = found[:_MOST], today
            self.refill()

    def be_for_known(self) -> None:
        """The child is a member already: two records can be merged."""
        self._acts = _FOR_KNOWN

    def be_for_match(self) -> None:
        """Somebody else told of the child: one of these may be meant."""
        self._acts = _FOR_MATCH

    @property
    def found(self) -> Sequence[Duplicate]:
        return self._found

    def names(self) -> list[str]:
        return [one.name for one in self._found]

    def refill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        same = [one for one in self._found if not one.sibling]
        family = [one for one in self._found if one.sibling]
        for words, some in (("", same), (_("Perhaps a brother or sister"), family)):
            if words and some:
                self._add_section(words)
            for one in some:
                self._add(one)

    def _add_section(self, words: str) -> None:
        label = PlainLabel(words)
        label.setProperty("look", "section")
        label.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(label)

    def _add(self, one: Duplicate) -> None:
        entry = _Entry(one, self._today)
        signals = {
            "open": self.open_wanted,
            "household": self.household_wanted,
            "merge": self.merge_wanted,
            "another": self.another,
            "same": self.same,
        }
        for act in self._acts:
            does = partial(signals[act].emit, one.member_id)
            entry.offer(_(_ACTS[act]), one.name, does)
        self._column.addWidget(entry)
