"""Which of its program's core services the call was; what was ticked suggests some."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from hhdesk.care import wrap_up_services
from hhdesk.care.core_services import CORE_SERVICE_WORDS, CoreService
from hhdesk.care.wrap_up_facts import Part
from hhdesk.gui import forms
from hhdesk.gui.form_draft import Values
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.picks import Picks
from hhdesk.gui.wrap_up_section import Section
from hhdesk.i18n import _


@forms.offer
class ServiceSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picks: Picks | None = None
        self.notice: FieldNotice | None = None
        self._suggested: tuple[CoreService, ...] = ()

    def services(self) -> tuple[CoreService, ...]:
        """Of the child's program."""
        return self.ground.children[0].services if self.ground else ()

    def suggest(self, parts: Collection[Part]) -> None:
        """Mark what a call that did this may have been."""
        found = wrap_up_services.suggested(parts, self.services())
        if found != self._suggested:
            self._suggested = found
            self._offer()
            self.refill()

    def at_first(self) -> Values:
        return {"services": []}

    def build(self) -> None:
        self.picks, self.notice = Picks(self.inside), FieldNotice(self.inside)
        self.picks.many = True
        self.picks.chosen.connect(lambda _: self.tell())
        self.body.addWidget(self.picks)
        self.body.addWidget(self.notice)
        self._offer()

    def _offer(self) -> None:
        if self.picks is None:
            return
        words = {one.value: _(CORE_SERVICE_WORDS[one]) for one in self.services()}
        meant = {one.value for one in self._suggested}
        tips = dict.fromkeys(meant, _("suggested by what is ticked"))
        self.picks.offer(words, tips, dict.fromkeys(meant, "star"))

    def read_values(self) -> Values:
        return {"services": list(self.picks.picked) if self.picks else []}

    def show_values(self, values: Values) -> None:
        if self.picks is not None:
            self.picks.pick(values.get("services", []))

    def told(self) -> tuple[CoreService, ...]:
        return tuple(map(CoreService, self.values().get("services", [])))

    @property
    def ticked(self) -> int:
        return len(self.values().get("services", []))

    def explain(self, name: str, sentence: str) -> bool:
        self.need()
        if self.notice is None:
            return False
        self.unfold()
        self.notice.say(sentence)
        return True

    def clear_errors(self) -> None:
        if self.notice is not None:
            self.notice.say("")

    def first(self) -> QWidget | None:
        """The first that is suggested, else the first."""
        if self.picks is None:
            return None
        codes = [one.value for one in self._suggested or self.services()]
        return self.picks.buttons[codes[0]] if codes else None

    def refill(self) -> None:
        self._offer()
        services = self.services()
        words = "" if services else _("This program has none")
        if self._suggested and not self.ticked:
            named = ", ".join(_(CORE_SERVICE_WORDS[one]) for one in self._suggested)
            words = _("Suggested: {services}").format(services=named)
        elif services and not self.ticked:
            words = _("Which of the program's services it was")
        self.say(_("Core service"), words, self.done_words())
        self.head.setEnabled(bool(services))
