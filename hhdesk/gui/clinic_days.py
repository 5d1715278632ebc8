"""The clinic's days off: federal holidays, and days of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from hhdesk.care import clinic_calendar
from hhdesk.care.clinic_calendar import Holiday
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import days, forms, theme
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import N_, _, explain, format_distance, format_whole_day

DRAFT = "clinic day"
NEW = UUID(int=0)
"""Under this id the desk keeps what is typed of a new day."""
CLOSED, OPEN = "closed", "open"
_AHEAD = timedelta(days=540)
_EMPTY = {"day": "", "works": CLOSED, "name": ""}
FEDERAL_NAMES = (
    N_("New Year's Day"),
    N_("Martin Luther King Jr. Day"),
    N_("Presidents' Day"),
    N_("Memorial Day"),
    N_("Juneteenth"),
    N_("Independence Day"),
    N_("Labor Day"),
    N_("Columbus Day"),
    N_("Veterans Day"),
    N_("Thanksgiving"),
    N_("Christmas"),
)
"""As the rules of federal law call them; a clinic's own days keep their typed name."""


class ClinicDays(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    restored: RestoredNotice
    notice: Notice
    days_card: Card
    add_button: QPushButton
    close_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        forms.load(self, "clinic_days")
        self._desk = desk
        self.holidays: tuple[Holiday, ...] = ()
        self.fields = TypedFields(self, _EMPTY)
        self.resize(theme.scaled(860), theme.scaled(620))
        self.refill()
        self._draft = FormDraft(desk, DRAFT, NEW, self.restored)
        self._draft.tie(self.fields.values, self.fields.put)
        self._draft.begin(dict(_EMPTY))
        self.fields.on_typed(self._typed)
        self.add_button.clicked.connect(self.add)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.read()

    def read(self) -> None:
        """Read the coming days as they are now."""
        today = self._desk.today
        self._desk.worker.read(
            clinic_calendar.holidays,
            today,
            today + _AHEAD,
            lane="clinic days",
            then=self._show,
            failed=self._explain,
        )

    def _show(self, found: tuple[Holiday, ...]) -> None:
        self.holidays = found
        self.refill()

    # --------------------------------------------------------------- acts

    def _typed(self) -> None:
        self.notice.say("")
        self.fields.clear_errors()
        self._draft.typed()

    def add(self) -> None:
        """The clinic is closed, or open, on the day that is typed."""
        values = self.fields.values()
        day = days.parse(values["day"])
        if day is None:
            empty = not values["day"].strip()
            sentence = N_("Enter the day.") if empty else NO_DAY
            self._explain(InvalidField("day", sentence))
            return
        if day < self._desk.today:
            self._explain(InvalidField("day", N_("This day is past.")))
            return
        self._put(day, values["name"], works=values["works"] == OPEN, typed=True)

    def _put(self, day: date, name: str, *, works: bool, typed: bool = False) -> None:
        before = next((one for one in self.holidays if one.day == day), None)
        self._desk.worker.run(
            clinic_calendar.put_day,
            day,
            name,
            works=works,
            then=partial(self._saved, before, typed=typed),
            failed=self._explain,
        )

    def _saved(self, before: Holiday | None, one: Holiday, *, typed: bool) -> None:
        if typed:
            self._draft.saved()
            self._clear(_EMPTY)
        words = _("{day} is an ordinary working day.")
        if not one.works:
            words = _("The clinic is closed on {day}.")
        self._say(words, one, self._putting_back(before, one))

    def _clear(self, values: Values) -> None:
        self.fields.put(values)
        self._draft.begin(dict(_EMPTY))

    def take_back(self, one: Holiday) -> None:
        """The clinic's own rule for a day goes; what others have stands again."""
        self._desk.worker.run(
            clinic_calendar.drop_day,
            one.own_id,
            then=lambda _: self._dropped(one),
            failed=self._explain,
        )

    def _dropped(self, one: Holiday) -> None:
        words = _("The rule for {day} is taken back.")
        self._say(words, one, self._putting(one))

    def _say(self, words: str, one: Holiday, undo: Callable[[], None]) -> None:
        self._desk.say(words.format(day=format_whole_day(one.day)), undo)
        self.read()

    def _putting_back(self, before: Holiday | None, one: Holiday) -> Any:
        """What takes a new rule back: the one that stood there, or none."""
        if before is not None and before.own_id is not None:
            return self._putting(before)
        return partial(self._undo, clinic_calendar.drop_day, one.own_id)

    def _putting(self, one: Holiday) -> Any:
        put = clinic_calendar.put_day
        return partial(self._undo, put, one.day, one.name, works=one.works)

    def _undo(self, use_case: Callable[..., Any], *args: Any, **told: Any) -> None:
        self._desk.worker.run(
            use_case,
            *args,
            **told,
            then=lambda _: self.read(),
            failed=lambda refusal: self._desk.say(explain(refusal)),
        )

    def _explain(self, refusal: Refusal) -> None:
        if not self.fields.explain(getattr(refusal, "field", ""), explain(refusal)):
            self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    # --------------------------------------------------------------- words

    def refill(self) -> None:
        self.title_label.setText(_("Clinic days"))
        self.setWindowTitle(_("Clinic days"))
        self.about_label.setText(
            _(
                "Clocks count working days and skip these. Federal holidays follow "
                "5 U.S.C. 6103."
            )
        )
        self.fields.offer(
            "works",
            [
                (CLOSED, _("The clinic is closed")),
                (OPEN, _("The clinic is open, holiday or not")),
            ],
        )
        card = self.days_card
        card.clear()
        card.say(_("Coming days off"), f"{len(self.holidays):,}")
        if not self.holidays:
            card.add_muted(_("No holiday is coming."))
        for one in self.holidays:
            card.add(self._line(one))

    def _line(self, one: Holiday) -> Line:
        near = format_distance(one.day, self._desk.today)
        name = _(one.name) if one.name in FEDERAL_NAMES else one.name
        line = Line(name, f"{format_whole_day(one.day)} · {near}", [source(one)])
        if one.own_id is not None:
            line.offer(_("Take back"), partial(self.take_back, one))
        else:
            opening = partial(self._put, one.day, one.name, works=True)
            line.offer(_("We are open"), opening)
        return line


def source(one: Holiday) -> State:
    """Whose day it is, and whether the clinic works."""
    if one.own_id is None:
        return State(_("Federal holiday"), "neutral", "building-2")
    if one.works:
        return State(_("Own rule: open"), "good", "door-open")
    return State(_("Own day: closed"), "info", "house")
