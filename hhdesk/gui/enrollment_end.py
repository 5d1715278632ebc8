"""The end of an enrollment: why, when, and what becomes of all that is still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from hhdesk.care import enrollment_acts as acts
from hhdesk.care import enrollment_ending, enrollment_usual
from hhdesk.care.enrollment import Said as Told
from hhdesk.care.enrollment_attempts import Caution
from hhdesk.care.enrollment_ending import Ending
from hhdesk.care.enrollment_history import SegmentRow
from hhdesk.care.enrollment_page import EnrollmentPage
from hhdesk.care.programs import END_REASON_WORDS, EndReason, SegmentState
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import (
    days,
    dialog_size,
    enrollment_end_values,
    enrollment_words,
    states,
    visit_words,
)
from hhdesk.gui.act_values import day_of
from hhdesk.gui.card import Card
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment_acts import say_done
from hhdesk.gui.enrollment_end_lines import EndLine, Offer, Said
from hhdesk.gui.form_draft import Values
from hhdesk.gui.notice import Notice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.i18n import N_, _, explain, format_date

DRAFT = "enrollment ended"
FIELDS = ("reason", "on", "transferred_to", "words")
_GROUPS = ("referrals", "visits", "goals")


class EnrollmentEnd(SavedForm):
    title_label: QLabel
    about_label: QLabel
    on_label: QLabel
    area: QScrollArea
    area_page: QWidget
    caution: Notice
    died_notice: Notice
    referrals_card: Card
    visits_card: Card
    goals_card: Card

    def __init__(self, desk: Desk, parent: QWidget, page: EnrollmentPage) -> None:
        super().__init__(desk, parent, "enrollment_end", FIELDS)
        assert page.now is not None
        self._page = page
        self._now: SegmentRow = page.now
        self._died = False
        self.lines: dict[str, list[EndLine]] = {name: [] for name in _GROUPS}
        self._make_lines()
        for name in _GROUPS:
            self._card(name).button.setAutoDefault(False)
            self._card(name).button.clicked.connect(partial(self._use_usual, name))
        self.refill()
        draft = self._keep(DRAFT, page.member_id)
        draft.title = page.name.full
        draft.begin(self._at_first())
        dialog_size.resize(self, 620, 660)
        self.fields["reason"].setFocus()

    # --------------------------------------------------------------- filling

    def _card(self, name: str) -> Card:
        card: Card = getattr(self, f"{name}_card")
        return card

    def _every(self) -> list[EndLine]:
        return [line for lines in self.lines.values() for line in lines]

    def _make_lines(self) -> None:
        still, zone = self._page.still_open, self._desk.zone
        for row in still.referrals:
            chips = [states.referral(row.state, row.detail), states.seal(row.seal)]
            self._add("referrals", EndLine(row.id, row.need, row.agency, chips))
        for visit in still.visits:
            when = visit_words.moment(visit.starts_at, zone)
            line = EndLine(visit.id, visit.title, when, [states.seal(visit.seal)])
            self._add("visits", line)
        for goal in still.goals:
            by = goal.target_on
            more = _("by {day}").format(day=format_date(by)) if by else ""
            words = goal.family_words or _("A goal without words yet")
            line = EndLine(goal.id, words, more, [states.seal(goal.seal)])
            self._add("goals", line)

    def _add(self, name: str, line: EndLine) -> None:
        self.lines[name].append(line)
        self._card(name).add(line)
        line.edited.connect(self._typed)
        line.spread.connect(partial(self._spread, name))

    def _at_first(self) -> Values:
        first = dict.fromkeys(FIELDS, "")
        reasons = self._page.reasons
        if self._page.died:
            first["reason"] = str(EndReason.DECEASED)
        elif len(reasons) == 1:
            first["reason"] = str(reasons[0])
        first["on"] = "" if self._page.died else days.typed(self._page.today)
        nothing = {str(line.item_id): Said().plain() for line in self._every()}
        return {**first, **nothing}

    def values(self) -> Values:
        said = {str(line.item_id): line.said().plain() for line in self._every()}
        return {**self.fields.values(), **said}

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self._died = self.reason is EndReason.DECEASED
        for line in self._every():
            line.put(Said(*values[str(line.item_id)]))
        self._ask()

    # ---------------------------------------------------------------- asking

    @property
    def reason(self) -> EndReason | None:
        code = self.fields.values()["reason"]
        return EndReason(code) if code else None

    def _typed(self) -> None:
        self._mind_death()
        super()._typed()
        self._ask()

    def _mind_death(self) -> None:
        """Of a death nobody assumes that it was today."""
        values, today = self.fields.values(), days.typed(self._page.today)
        died = self.reason is EndReason.DECEASED
        if died != self._died:
            self._died = died
            untouched = today if died else ""
            if values["on"] == untouched:
                self.fields.put({**values, "on": "" if died else today})

    def _clear_errors(self) -> None:
        super()._clear_errors()
        for line in self._every():
            line.notice.say("")

    def _ask(self) -> None:
        """Ask what this reason needs; after a death nothing more than its day."""
        reason = self.reason
        died = reason is EndReason.DECEASED
        self.on_label.setText(_("Day of death") if died else _("Last day"))
        transferred = reason is EndReason.TRANSFERRED
        self.fields.show("transferred_to", shown=transferred)
        self.fields.show("words", shown=reason is not None and not died)
        self._say_death(died=died)
        usual = enrollment_usual.usual(reason)
        codes = enrollment_end_values.usual_codes(usual)
        for name, code in zip(_GROUPS, codes, strict=True):
            self._card(name).setVisible(bool(self.lines[name]) and not died)
            self._offer_usual(name, code)
        self._ask_cautions(reason)

    def _say_death(self, *, died: bool) -> None:
        words = _(
            "Every letter, list and reminder about this child stops at once, and the "
            "child is left out of brothers' and sisters' papers. Open referrals are "
            "closed; visits and goals stay as they are and nobody is asked about them."
        )
        self.died_notice.say(words if died else "", "info")

    def _offer_usual(self, name: str, code: str) -> None:
        """Count what is answered, and offer what is usual for the rest."""
        lines = self.lines[name]
        open_ones = [line for line in lines if not line.said().code]
        card = self._card(name)
        card.say(
            self._title(name),
            _("{n} of {all}").format(n=len(lines) - len(open_ones), all=len(lines)),
        )
        offers = self._offers(name)
        card.button.setVisible(bool(code and open_ones))
        if code:
            words = _("Usual here: {what}").format(what=offers[code].words)
            card.button.setText(words)
        card.button.setProperty("code", code)
        for line in lines:
            line.tell_others(len([one for one in open_ones if one is not line]))

    def _use_usual(self, name: str) -> None:
        code = str(self._card(name).button.property("code"))
        self._spread(name, Said(code, self._usual_words(code)))

    def _usual_words(self, code: str) -> str:
        """What is known already of who goes on with it."""
        to = self.fields.values()["transferred_to"].strip()
        if self.reason is EndReason.TRANSFERRED and to and code == "handed_over":
            return _("{who} goes on with it").format(who=to)
        return ""

    def _spread(self, name: str, said: Said) -> None:
        """The same for all of its kind of which nothing is said yet."""
        for line in self.lines[name]:
            if not line.said().code:
                line.put(said)
        self._typed()

    def _ask_cautions(self, reason: EndReason | None) -> None:
        day = days.parse(self.fields.values()["on"])
        if reason is None or day is None:
            self.caution.say("")
            return
        self._desk.worker.read(
            acts.cautions,
            self._now.id,
            SegmentState.ENDED,
            day,
            reason,
            lane="cautions of an end",
            then=self._show_cautions,
            failed=self._explain,
        )

    def _show_cautions(self, found: tuple[Caution, ...]) -> None:
        self.caution.say(*enrollment_words.cautions(found))

    # ---------------------------------------------------------------- saving

    def _send(self) -> None:
        try:
            ending = self._ending()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        now = self._now
        told: dict[str, Any] = {"seen": now.version, "then": self._saved}
        self._run(enrollment_ending.end, now.id, ending, **told)

    def _ending(self) -> Ending:
        values, reason = self.fields.values(), self.reason
        if reason is None:
            raise InvalidField("reason", N_("Say why the enrollment ends."))
        day = day_of(values, "on")
        if day is None:
            raise InvalidField("on", N_("Enter the day."))
        if reason is EndReason.DECEASED:
            return Ending(day, reason)
        said = Told(values["words"], values["transferred_to"])
        known = enrollment_end_values
        return Ending(
            day,
            reason,
            self._said("referrals", known.disposition),
            said,
            self._said("visits", known.visit_end),
            self._said("goals", known.goal_end),
        )

    def _said(self, name: str, make: Callable[[Said], Any]) -> dict[UUID, Any]:
        """The end of each; raises InvalidField at the first of which none is said."""
        found = {}
        for line in self.lines[name]:
            said, item_id = line.said(), line.item_id
            if not said.code:
                raise InvalidField(f"{item_id} code", N_("Say what becomes of it."))
            try:
                found[item_id] = make(said)
            except InvalidField as refusal:
                field = f"{item_id} {refusal.field}"
                raise InvalidField(field, refusal.sentence) from refusal
        return found

    def _explain(self, refusal: Refusal) -> None:
        field = getattr(refusal, "field", "")
        place = {"end_reason": "reason"}.get(field, field)
        for line in self._every():
            if field.startswith(str(line.item_id)):
                self.save_button.setEnabled(True)
                line.explain(explain(refusal))
                self.area.ensureWidgetVisible(line, 0, 40)
                return
        self.save_button.setEnabled(True)
        if not self.fields.explain(place, explain(refusal)):
            self.notice.say(explain(refusal))

    def _saved(self, version: int) -> None:
        child, died = self._page.name.full, self.reason is EndReason.DECEASED
        words = _("{child}: the enrollment has ended.")
        if died:
            words = _("{child} has died: letters, lists and reminders have stopped.")
        self._done()
        said = words.format(child=child)
        say_done(self._desk, self._page.member_id, said, self._now.id, version)

    # ----------------------------------------------------------------- words

    @staticmethod
    def _offers(name: str) -> Mapping[str, Offer]:
        known = enrollment_end_values
        return {
            "referrals": known.referral_offers,
            "visits": known.visit_offers,
            "goals": known.goal_offers,
        }[name]()

    @staticmethod
    def _title(name: str) -> str:
        return {
            "referrals": _("Open referrals"),
            "visits": _("Coming visits"),
            "goals": _("Open goals"),
        }[name]

    def refill(self) -> None:
        title = _("End the enrollment")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        program = enrollment_words.program_short(self._now.pack)
        self.about_label.setText(f"{self._page.name.full} · {program}")
        self.save_button.setText(title)
        reasons = [(str(one), _(END_REASON_WORDS[one])) for one in self._page.reasons]
        self.fields.offer("reason", [("", _("Please choose")), *reasons])
        for name, lines in self.lines.items():
            offers = self._offers(name)
            for line in lines:
                line.offer(offers, enrollment_end_values.evidence())
        self._ask()
