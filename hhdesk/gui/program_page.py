"""What a program says: its facts and clocks, where each was read, who confirmed it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget

from hhdesk.care import fact_layers
from hhdesk.care.fact_layers import FactRow, LayerRow
from hhdesk.care.fact_layers import ProgramPage as Page
from hhdesk.care.fact_words import PROGRAM_SHORT_WORDS
from hhdesk.care.programs import PROGRAMS, PackClock
from hhdesk.errors import Refusal
from hhdesk.gui import dialog_size, enrollment_words, forms, program_words, theme
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.fact_form import FactForm, take_back
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.segments import Segments
from hhdesk.i18n import _, explain, format_date


class ProgramPage(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    notice: Notice
    area: QScrollArea
    pack_choice: Segments
    facts_card: Card
    clocks_card: Card
    close_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget, name: str = "", fact: str = ""
    ) -> None:
        """A program by its id, the first without one; `fact` is one to confirm."""
        super().__init__(parent)
        forms.load(self, "program_page")
        self._desk = desk
        self._name = name if name in PROGRAMS else PROGRAMS[-1]
        self._fact = fact
        self._page: Page | None = None
        self.form: FactForm | None = None
        self.confirm_buttons: dict[str, QPushButton] = {}
        self.pack_choice.chosen.connect(self._choose)
        self.close_button.clicked.connect(self.accept)
        desk.program_changed.connect(self.read)
        dialog_size.resize(self, 760, 660)
        self.refill()
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            fact_layers.program_page,
            self._name,
            self._desk.worker.actor_id,
            lane="program",
            then=self._show,
            failed=self._refuse,
        )

    def _choose(self, name: str) -> None:
        self._name = name
        self.read()

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, page: Page) -> None:
        self._page = page
        self.refill()
        fact, self._fact = self._fact, ""
        for row in page.facts:
            if row.fact.id == fact and row.changeable and page.leads:
                self.confirm(row)

    def confirm(self, row: FactRow) -> None:
        """Ask what holds, for whom, and how one knows."""
        page = self._page
        if page is None:
            return
        self.form = form = FactForm(self._desk, self, page, row)
        form.finished.connect(lambda _code: self._closed(form))
        form.open()

    def _closed(self, form: FactForm) -> None:
        form.deleteLater()
        self.form = None

    # ----------------------------------------------------------------- words

    def refill(self) -> None:
        self.title_label.setText(_("What the program says"))
        self.setWindowTitle(_("What the program says"))
        offered = {
            name: (_(PROGRAM_SHORT_WORDS[name]), enrollment_words.program(name))
            for name in PROGRAMS
        }
        self.pack_choice.offer(offered)
        self.pack_choice.choose(self._name)
        page = self._page
        for card in (self.facts_card, self.clocks_card):
            card.setVisible(page is not None)
            card.clear()
        if page is None:
            return
        rules = page.rules
        told = _("{program}, version {version}, in force since {day}").format(
            program=enrollment_words.program(rules.id),
            version=rules.version,
            day=format_date(rules.valid_from),
        )
        self.about_label.setText(told)
        self._facts(page)
        self.clocks_card.say(_("Periods"), str(len(rules.clocks)))
        for clock in rules.clocks.values():
            self.clocks_card.add(self._clock(clock))

    def _facts(self, page: Page) -> None:
        card = self.facts_card
        self.confirm_buttons.clear()
        card.say(_("Facts"), str(len(page.facts)))
        words = _(
            "What is not read at its source only warns, until a lead confirms it here."
        )
        card.add_muted(words)
        confirmed = [row for row in page.facts if row.layers]
        rest = [row for row in page.facts if not row.layers]
        unsure = [row for row in rest if not row.fact.sure]
        self._section(_("Not confirmed yet"), unsure, page)
        self._section(_("Confirmed here"), confirmed, page)
        sure = [row for row in rest if row.fact.sure]
        self._section(_("Read at the source"), sure, page)

    def _section(self, title: str, rows: list[FactRow], page: Page) -> None:
        if not rows:
            return
        card = self.facts_card
        card.add_section(title)
        for row in rows:
            line = self._line(row)
            if page.leads and row.changeable:
                words = _("Say otherwise…") if row.fact.sure else _("Confirm…")
                button = line.offer(words, partial(self.confirm, row))
                button.setAutoDefault(False)
                self.confirm_buttons[row.fact.id] = button
            card.add(line)
            for layer in row.layers:
                card.add(self._layer(row, layer, leads=page.leads))

    @staticmethod
    def _line(row: FactRow) -> Line:
        fact = row.fact
        chips = [program_words.mark(fact.mark)]
        value = program_words.value(fact.value, fact.unit)
        read = _("read {when}").format(when=fact.read_on) if fact.read_on else ""
        rule = _("a rule of the program") if fact.hard else ""
        told = " · ".join(part for part in (fact.source, read, rule) if part)
        words = f"{program_words.fact(fact)}: {value}"
        return Line(words, told, chips, beside=True)

    def _layer(self, row: FactRow, layer: LayerRow, *, leads: bool) -> Line:
        """What a plan or the clinic says instead."""
        for_whom = layer.payer or _("Every plan: the clinic's own word")
        value = program_words.value(layer.value, row.fact.unit)
        told = _("confirmed by {who} on {day}, holds from {first}").format(
            who=layer.by,
            day=format_date(layer.confirmed_on),
            first=format_date(layer.begins_on),
        )
        confirmed = State(_("Confirmed"), "good", "check")
        more = f"{told}\n{layer.source}"
        line = Line(f"{for_whom}: {value}", more, [confirmed])
        line.setContentsMargins(theme.scaled(24), 0, 0, 0)
        if leads:
            words = _("Take back")
            line.offer(words, partial(take_back, self._desk, layer.id))
        return line

    @staticmethod
    def _clock(clock: PackClock) -> Line:
        words = f"{program_words.clock(clock)}: {program_words.period(clock)}"
        chips = [program_words.mark(clock.mark)]
        return Line(words, clock.source, chips, beside=True)
