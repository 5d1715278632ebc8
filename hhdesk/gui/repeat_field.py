"""How often something is done: once, or one of the usual rhythms."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hhdesk.care.goals import Repeat, RepeatUnit
from hhdesk.gui.choice import Choice
from hhdesk.i18n import N_, _

_D, _W, _M, _Y = RepeatUnit.DAY, RepeatUnit.WEEK, RepeatUnit.MONTH, RepeatUnit.YEAR

USUAL: dict[Repeat | None, str] = {
    None: N_("once"),
    Repeat(1, 1, _D): N_("every day"),
    Repeat(2, 1, _D): N_("2 times a day"),
    Repeat(3, 1, _D): N_("3 times a day"),
    Repeat(1, 1, _W): N_("every week"),
    Repeat(2, 1, _W): N_("2 times a week"),
    Repeat(3, 1, _W): N_("3 times a week"),
    Repeat(5, 1, _W): N_("5 times a week"),
    Repeat(1, 2, _W): N_("every 2 weeks"),
    Repeat(1, 1, _M): N_("every month"),
    Repeat(2, 1, _M): N_("2 times a month"),
    Repeat(1, 3, _M): N_("every 3 months"),
    Repeat(1, 6, _M): N_("every 6 months"),
    Repeat(1, 1, _Y): N_("every year"),
}

_ANY = {
    _D: N_("{times} times every {every} days"),
    _W: N_("{times} times every {every} weeks"),
    _M: N_("{times} times every {every} months"),
    _Y: N_("{times} times every {every} years"),
}


def repeat_words(repeat: Repeat | None) -> str:
    """In words, also what came from elsewhere with a rhythm of its own."""
    usual = USUAL.get(repeat)
    if usual is not None or repeat is None:
        return _(usual) if usual else ""
    return _(_ANY[repeat.unit]).format(times=repeat.times, every=repeat.every)


class RepeatField(Choice):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Repeat | None = None
        self.refill()

    def put(self, repeat: Repeat | None) -> None:
        """Show this rhythm; one that is not usual stands in the list as well."""
        if repeat != self._shown:
            self._shown = repeat
            self.refill()

    @property
    def repeat(self) -> Repeat | None:
        value = self.value()
        return value if isinstance(value, Repeat) else None

    def refill(self) -> None:
        offered = list(USUAL)
        if self._shown not in USUAL:
            offered.append(self._shown)
        self.offer((one, repeat_words(one)) for one in offered)
        self.blockSignals(True)
        self.choose(self._shown)
        self.blockSignals(False)
