"""A child enters a program, or comes back after an end: which one, from which day."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from hhdesk.care import enrollment_acts as acts
from hhdesk.care.enrollment_attempts import Caution
from hhdesk.care.enrollment_history import SegmentRow
from hhdesk.care.enrollment_page import EnrollmentPage
from hhdesk.care.programs import Pack, SegmentState
from hhdesk.errors import InvalidField
from hhdesk.gui import days, dialog_size, enrollment_words, program_words
from hhdesk.gui.act_values import day_of
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment_acts import say_done
from hhdesk.gui.enrollment_step import WIDTH
from hhdesk.gui.notice import Notice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _

DRAFT = "enrollment program"
FIELDS = ("pack", "on")
_FIRST_VERSION = 1


class EnrollmentEnter(SavedForm):
    title_label: QLabel
    about_label: QLabel
    head: QWidget
    foot: QWidget
    area: QScrollArea
    area_page: QWidget
    caution: Notice
    told_label: QLabel

    def __init__(self, desk: Desk, parent: QWidget, page: EnrollmentPage) -> None:
        super().__init__(desk, parent, "enrollment_enter", FIELDS)
        assert page.now is not None
        self._page = page
        self._now: SegmentRow = page.now
        self.refill()
        draft = self._keep(DRAFT, page.member_id)
        draft.title = page.name.full
        only = page.offered[0].id if len(page.offered) == 1 else ""
        draft.begin({"pack": only, "on": days.typed(page.today)})
        self.fields["pack"].setFocus()

    @property
    def _returns(self) -> bool:
        return self._now.state is SegmentState.ENDED

    def _put(self, values: Values) -> None:
        super()._put(values)
        self._ask()

    def _typed(self) -> None:
        super()._typed()
        self._ask()

    def _ask(self) -> None:
        """Say what the program says of who may be in it."""
        values = self.values()
        chosen = [one for one in self._page.offered if one.id == values["pack"]]
        self.told_label.setText(self._told(chosen[0]) if chosen else "")
        self.told_label.setVisible(bool(chosen))
        day = days.parse(values["on"])
        if chosen and day is not None:
            self._desk.worker.read(
                acts.cautions_of_entering,
                self._page.member_id,
                chosen[0].id,
                day,
                lane="cautions of entering",
                then=self._show_cautions,
                failed=self._explain,
            )
        dialog_size.fit(self, WIDTH)

    def _show_cautions(self, found: tuple[Caution, ...]) -> None:
        self.caution.say(*enrollment_words.cautions(found))
        dialog_size.fit(self, WIDTH)

    @staticmethod
    def _told(rules: Pack) -> str:
        lines = [
            program_words.line(rules.facts[name])
            for name in ("populations", "not_together_with")
            if name in rules.facts
        ]
        return "\n".join(lines)

    def _send(self) -> None:
        values = self.values()
        try:
            if not values["pack"]:
                raise InvalidField("pack", N_("Choose the program."))
            day = day_of(values, "on")
            if day is None:
                raise InvalidField("on", N_("Enter the day."))
        except InvalidField as refusal:
            self._explain(refusal)
            return
        now = self._now
        told = {"seen": now.version, "then": self._saved}
        self._run(acts.enter, now.id, values["pack"], day, **told)

    def _saved(self, made_id: UUID) -> None:
        words = _("{child} is in: {program}").format(
            child=self._page.name.full,
            program=enrollment_words.program(self.values()["pack"]),
        )
        self._done()
        say_done(self._desk, self._page.member_id, words, made_id, _FIRST_VERSION)

    def refill(self) -> None:
        title = _("Enroll again") if self._returns else _("Enter a program")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        before = enrollment_words.program_short(self._now.pack)
        told = enrollment_words.end(self._now) if self._returns else ""
        parts = (self._page.name.full, before, told)
        self.about_label.setText(" · ".join(part for part in parts if part))
        self.save_button.setText(_("Save"))
        offered = [
            (one.id, enrollment_words.program_short(one.id))
            for one in self._page.offered
        ]
        self.fields.offer("pack", [("", _("Please choose")), *offered])
