"""One part of what a call changed: a fold that knows what is ticked in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care.confidentiality import Consenter
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.wrap_up_ground import Ground
from hhdesk.errors import InvalidField
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.fold import Fold
from hhdesk.gui.form_draft import Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import ngettext


@dataclass(frozen=True, slots=True)
class Spoke:
    """What the left side knows of the call, so that nobody types it twice."""

    who: str = ""
    giver: str = ""
    by: Consenter = Consenter.CAREGIVER
    way: Way = Way.PHONE
    outcome: Outcome = Outcome.REACHED
    language: str = "en"
    interpreter: str = ""
    day: date | None = None
    known: str = ""
    """How we know what was told: by whom and in which way."""


@contextmanager
def named(name: str) -> Iterator[None]:
    """A field that is wrong within is called after its part: "visit:day"."""
    try:
        yield
    except InvalidField as refusal:
        raise InvalidField(
            f"{name}:{refusal.field}", refusal.sentence, **refusal.values
        ) from refusal


_SHORTEST = 8


def narrow(choice: Choice) -> None:
    """Its words may be cut where there is little room; its list shows them whole."""
    choice.setMinimumContentsLength(_SHORTEST)
    choice.setSizeAdjustPolicy(
        Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )


def heading(words: str) -> PlainLabel:
    """Above the lines of one child."""
    label = PlainLabel(words)
    label.setProperty("look", "section")
    return label


class Section(Spoken, Fold):
    """A kind of section says what is ticked by `values` and takes it by `put`; before
    its inside is built, what was put is kept as it came."""

    changed = Signal()
    """The person ticked or typed something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ground: Ground | None = None
        self.desk: Desk | None = None
        self.spoke = Spoke()
        self._kept: Values = {}

    def begin(self, ground: Ground, desk: Desk) -> None:
        """Show what this child has; an inside that is built is built anew."""
        self.ground, self.desk = ground, desk
        if self.built:
            self._kept = self.values()
            self.rebuild()
            self.put(self._kept)
        else:
            self._kept = self.at_first()
        self.refill()

    def at_first(self) -> Values:
        """Its names, with nothing ticked."""
        return {}

    def rebuild(self) -> None:
        """Throw the inside away and build it again."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
            if (row := item.layout()) is not None:
                row.deleteLater()
        self.build()

    def need(self) -> None:
        if self.ground is not None and not self.built:
            super().need()
            self.show_values(self._kept)

    def values(self) -> Values:
        """What is ticked, by name; what is not is empty."""
        return self.read_values() if self.built else dict(self._kept)

    def read_values(self) -> Values:
        """As it stands in the fields."""
        return {}

    def put(self, values: Values) -> None:
        """Show these of all values; a part in which something is ticked opens."""
        mine = {
            name: values.get(name, blank) for name, blank in self.at_first().items()
        }
        self._kept = mine
        if any(mine.values()):
            self.need()
        if self.built:
            self.show_values(mine)
        if any(mine.values()):
            self.unfold()
        else:
            self.fold()
        self.refill()

    def show_values(self, values: Values) -> None:
        """Put them into the fields."""

    def hear(self, spoke: Spoke) -> None:
        """The call was with somebody else, in another language, on another day."""
        self.spoke = spoke

    def explain(self, name: str, sentence: str) -> bool:
        """Say what is wrong beside the field of this name; False where it is not."""
        return False

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""

    @property
    def ticked(self) -> int:
        """How many things are done in it."""
        return sum(bool(value) for value in self.values().values())

    def done_words(self) -> str:
        """For the chip; empty for nothing."""
        count = self.ticked
        words = ngettext("{n} ticked", "{n} ticked", count)
        return words.format(n=count) if count else ""

    def tell(self) -> None:
        """The person did something here."""
        self.refill()
        self.changed.emit()
