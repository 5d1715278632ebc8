"""The last page of an intake: the score with its source, what goes into the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from hhdesk.care.answer_deeds import Proposal, Proposed
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.goals import BARRIER_WORDS, DOMAIN_WORDS, BarrierRow
from hhdesk.care.instruments import Instrument, Scale
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.intake_parts import IntakePage
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import Notice
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _, current_language


class EndPage(IntakePage):
    def __init__(self, asked: Instrument, row: SheetRow, found: Proposed) -> None:
        super().__init__()
        self.asked, self.row, self.found = asked, row, found
        self.ticks: dict[str, Tick] = {}
        self.put_button = QPushButton(self.inner)
        self.put_button.setProperty("look", "primary")
        self.put_button.setAutoDefault(False)
        self.refill()

    @property
    def keys(self) -> list[str]:
        """What is ticked."""
        return [key for key, tick in self.ticks.items() if tick.isChecked()]

    def refill(self) -> None:
        on = {key: tick.isChecked() for key, tick in self.ticks.items()}
        self.put_button.setParent(self)
        self.put_button.hide()
        self.put_button.setText(_("Put into the plan"))
        self.clear()
        self.ticks.clear()
        if self.row.safety:
            notice = Notice(self.inner)
            notice.say(_("An answer speaks of danger to self. It is acted on now."))
            self.column.addWidget(notice)
        for scale in self.asked.scales:
            self.column.addWidget(self._score(scale))
        self.column.addWidget(self._plan(on))

    def _score(self, scale: Scale) -> Card:
        card, language = Card(self.inner), current_language()
        score = self.row.scores.get(scale.id)
        card.say(_("Score"))
        title = scale.title.inside(language) or scale.title.english
        if score is None:
            card.add(Line(title, _("No score: not every question was answered.")))
        else:
            band = scale.band(score)
            word = band.words.inside(language) or band.words.english
            tone = "warning" if band.positive else "neutral"
            points = word if scale.any_counts else f"{title}: {score}"
            state = State("" if scale.any_counts else word, tone, "")
            card.add(Line(points, "", [state], beside=True))
        source = _("Source: {name}").format(name=self.asked.source.name)
        card.add_muted(source)
        card.add_muted(_("A screener asks for a closer look; it is no diagnosis."))
        return card

    def _plan(self, on: dict[str, bool]) -> Card:
        card = Card(self.inner)
        card.say(_("Into the plan"))
        if not self.found.proposals:
            card.add_muted(_("The answers ask for nothing in the plan."))
            return card
        for one in self.found.proposals:
            tick = Tick(literal(_words(one)))
            tick.setChecked(on.get(one.key, not one.there) and not one.there)
            tick.setEnabled(not one.there)
            tick.toggled.connect(self._count)
            card.add(tick)
            card.add_muted(_more(one))
            if not one.there:
                self.ticks[one.key] = tick
        card.body.addSpacing(6)
        card.body.addWidget(self.put_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.put_button.setVisible(bool(self.ticks))
        self._count()
        return card

    def _count(self) -> None:
        self.put_button.setEnabled(bool(self.keys))


def _words(one: Proposal) -> str:
    if isinstance(one.row, BarrierRow):
        return _("Barrier: {words}").format(words=_(BARRIER_WORDS[one.row.kind]))
    return _("Concern: {words}").format(words=one.row.text.english)


def _more(one: Proposal) -> str:
    there = _("In the plan already") if one.there else ""
    if isinstance(one.row, BarrierRow):
        return " · ".join(filter(None, (one.row.note, there))) or " "
    parts = (_(DOMAIN_WORDS[one.row.domain]), one.row.text.family, there)
    return " · ".join(filter(None, parts))
