"""One step of an enrollment, or the family's yes alone: its day and what it asks."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget

from hhdesk.care import enrollment_acts as acts
from hhdesk.care.enrollment import (
    AGREEMENT_WAY_WORDS,
    NOTHING,
    Agreement,
    AgreementWay,
    Said,
)
from hhdesk.care.enrollment_attempts import Caution
from hhdesk.care.enrollment_history import SegmentRow
from hhdesk.care.enrollment_page import EnrollmentPage
from hhdesk.care.programs import (
    PAUSE_REASON_WORDS,
    SEGMENT_STATE_WORDS,
    PauseReason,
    SegmentState,
)
from hhdesk.errors import InvalidField
from hhdesk.gui import days, dialog_size, enrollment_words, people
from hhdesk.gui.act_values import day_of
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment_acts import say_done
from hhdesk.gui.notice import Notice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _

AGREEMENT_DRAFT = "enrollment agreement"
FIELDS = ("on", "pause", "agreed_by", "other", "how", "agreed_on", "form")
OTHER = "other"
_YES = ("agreed_by", "other", "how", "agreed_on", "form")
WIDTH = 480


def draft_of(to: SegmentState | None) -> str:
    """The kind of draft that the form of a step keeps, about its member."""
    return f"enrollment {to}" if to else AGREEMENT_DRAFT


class EnrollmentStep(SavedForm):
    title_label: QLabel
    about_label: QLabel
    head: QWidget
    foot: QWidget
    area: QScrollArea
    area_page: QWidget
    caution: Notice
    told_label: QLabel
    agreed_on_label: QLabel
    other_field: QLineEdit
    form_field: QLineEdit

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        page: EnrollmentPage,
        to: SegmentState | None,
    ) -> None:
        """`to` None writes down who agreed, and the state stays."""
        super().__init__(desk, parent, "enrollment_step", FIELDS)
        assert page.now is not None
        self._page, self._to = page, to
        self._now: SegmentRow = page.now
        self.refill()
        draft = self._keep(draft_of(to), page.member_id)
        draft.title = page.name.full
        draft.begin(self._at_first())
        self.fields[self._first()].setFocus()

    # --------------------------------------------------------------- asking

    @property
    def _asks_yes(self) -> bool:
        """Whether this step cannot be without somebody's yes."""
        enrolls = self._to is SegmentState.ENROLLED
        needed = self._page.rules.agreement_needed and self._now.agreement is None
        return self._to is None or (enrolls and needed)

    @property
    def _asks_pause(self) -> bool:
        pausing = self._to is SegmentState.PENDED
        return pausing and bool(self._page.rules.pause_reasons)

    def _at_first(self) -> Values:
        today = days.typed(self._page.today)
        first = dict.fromkeys(FIELDS, "")
        who = self._people()[0][0] if self._page.people else ""
        first |= {"on": today, "agreed_by": who, "agreed_on": today}
        return first

    def _first(self) -> str:
        if self._asks_pause:
            return "pause"
        return "how" if self._asks_yes else "on"

    def _people(self) -> list[tuple[str, str]]:
        known = [people.caregiver(row) for row in self._page.people]
        names = [*known, self._page.name.full]
        return [*((name, name) for name in names), (OTHER, _("Somebody else"))]

    def _put(self, values: Values) -> None:
        super()._put(values)
        self._ask()

    def _typed(self) -> None:
        super()._typed()
        self._ask()

    def _ask(self) -> None:
        """Show what is asked so far, and what speaks against it."""
        values = self.values()
        self.fields.show("on", shown=self._to is not None)
        self.fields.show("pause", shown=self._asks_pause)
        for name in _YES:
            self.fields.show(name, shown=self._asks_yes)
        if self._asks_yes:
            self.fields.show(OTHER, shown=values["agreed_by"] == OTHER)
            self.fields.show("form", shown=values["how"] == AgreementWay.SIGNED)
        self._ask_cautions(values)
        self._fit()

    def _ask_cautions(self, values: Values) -> None:
        day, to = days.parse(values["on"]), self._to or SegmentState.ENROLLED
        if day is None:
            return
        how = AgreementWay(values["how"]) if self._asks_yes and values["how"] else None
        self._desk.worker.read(
            acts.cautions,
            self._now.id,
            to,
            day,
            None,
            how,
            lane="cautions of a step",
            then=self._show_cautions,
            failed=self._explain,
        )

    def _show_cautions(self, found: tuple[Caution, ...]) -> None:
        self.caution.say(*enrollment_words.cautions(found))
        self._fit()

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, WIDTH)

    # --------------------------------------------------------------- saving

    def _send(self) -> None:
        try:
            self._do(self.values())
        except InvalidField as refusal:
            self._explain(refusal)

    def _do(self, values: Values) -> None:
        yes = self._agreement(values) if self._asks_yes else None
        now, told = self._now, {"seen": self._now.version, "then": self._saved}
        if self._to is None:
            self._run(acts.record_agreement, now.id, yes, **told)
            return
        said = NOTHING
        if yes or values["pause"]:
            pause = PauseReason(values["pause"]) if self._asks_pause else None
            said = Said(pause=pause, agreed=yes)
        self._run(acts.move, now.id, self._to, _day(values, "on"), None, said, **told)

    def _agreement(self, values: Values) -> Agreement:
        by_name = values["agreed_by"] == OTHER
        who = values["other"] if by_name else values["agreed_by"]
        if not who.strip():
            field = OTHER if by_name else "agreed_by"
            raise InvalidField(field, N_("Say who agreed."))
        if not values["how"]:
            raise InvalidField("how", N_("Say how they agreed."))
        how = AgreementWay(values["how"])
        form = values["form"] if how is AgreementWay.SIGNED else ""
        return Agreement(who, how, _day(values, "agreed_on"), form)

    def _saved(self, version: int) -> None:
        child = self._page.name.full
        if self._to is None:
            words = _("{child}: the family's yes is written down.")
            words = words.format(child=child)
        else:
            state = _(SEGMENT_STATE_WORDS[self._to])
            words = _("{child}: {state}").format(child=child, state=state)
        self._done()
        say_done(self._desk, self._page.member_id, words, self._now.id, version)

    # ---------------------------------------------------------------- words

    def refill(self) -> None:
        page, to = self._page, self._to
        title = _("Who agreed, and how")
        if to is not None:
            title = enrollment_words.step(self._now.state, to)
        self.title_label.setText(title)
        self.setWindowTitle(title)
        program = enrollment_words.program_short(self._now.pack)
        self.about_label.setText(f"{page.name.full} · {program}")
        self.save_button.setText(_("Save"))
        agreed = to is SegmentState.ENROLLED and self._now.agreement is not None
        told = enrollment_words.agreement(self._now.agreement)
        self.told_label.setText(_("Agreed: {told}").format(told=told))
        self.told_label.setVisible(agreed)
        choose = ("", _("Please choose"))
        pauses = [(str(one), _(PAUSE_REASON_WORDS[one])) for one in self._pauses()]
        self.fields.offer("pause", [choose, *pauses])
        ways = [(str(one), _(word)) for one, word in AGREEMENT_WAY_WORDS.items()]
        self.fields.offer("how", [choose, *ways])
        self.fields.offer("agreed_by", self._people())
        self.form_field.setPlaceholderText(_("Its name or number"))

    def _pauses(self) -> tuple[PauseReason, ...]:
        return self._page.rules.pause_reasons


def _day(values: Values, name: str) -> date:
    day = day_of(values, name)
    if day is None:
        raise InvalidField(name, N_("Enter the day."))
    return day
