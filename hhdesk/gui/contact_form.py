"""Writing down a try to reach a family: who, how, what came of it, in which words."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import clinic_time, member_page, outreach_acts
from hhdesk.care.confidentiality import Consenter, Seal, Segment, age_on
from hhdesk.care.member_page import MemberPage
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS, Outcome, Way
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.person import Interpreter
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import clock_times, days, forms, people, theme
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.contact_people import OTHER, ContactPeople
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.language_field import LanguageField
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.segments import Segments
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.i18n import N_, _, explain

DRAFT = "contact form"
_WIDTH, _MOST_HEIGHT = 720, 700
_TYPED = ("with_whom", "way", "language", "interpreter", "day", "next_on", "note")
_NO_TIME = N_("This is no time. Type it like 8:30 AM.")
_TAKEN_BACK = N_("Taken back right after it was written down.")


class ContactForm(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    area_page: QWidget
    restored: RestoredNotice
    notice: Notice
    member_field: MemberField
    people_label: QLabel
    people: ContactPeople
    with_whom_cell: QWidget
    outcome_label: QLabel
    outcome_choice: Segments
    outcome_notice: FieldNotice
    language_field: LanguageField
    time_field: TimeField
    time_notice: FieldNotice
    note_field: GrowingText
    seal_field: SealEditor
    missed_button: QPushButton
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(self, desk: Desk, member_id: UUID | None, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "contact_form")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._page: MemberPage | None = None
        self._outcome = ""
        self._seal = Seal()
        self._begun: Values = {}
        self.fields = TypedFields(self, _TYPED)
        self._draft: FormDraft | None = None
        self.member_field.serve(desk, "child of a contact")
        self.refill()
        self._connect()
        self._wait(waiting=True)
        if member_id is not None:
            self._read_member(member_id)
        self._fit()

    def _connect(self) -> None:
        self.member_field.chosen.connect(self._choose_member)
        self.people.chosen.connect(self._choose_person)
        self.outcome_choice.chosen.connect(self._choose_outcome)
        self.fields.on_typed(self._typed)
        self.time_field.changed.connect(self._typed)
        self.seal_field.edited.connect(self._sealed)
        self.missed_button.clicked.connect(self.save_missed)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    def _wait(self, *, waiting: bool) -> None:
        """Without a child, there is nobody to write about."""
        self.member_field.setVisible(waiting)
        for widget in self.area_page.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            if widget not in (self.member_field, self.restored, self.notice):
                widget.setEnabled(not waiting)
        self.save_button.setEnabled(not waiting)
        self.missed_button.setEnabled(not waiting)

    # ----------------------------------------------------------- filling it

    def _choose_member(self, member_id: UUID | None) -> None:
        if member_id is not None:
            self._read_member(member_id)

    def _read_member(self, member_id: UUID) -> None:
        self._desk.worker.read(
            member_page.member_page,
            member_id,
            then=self._begin,
            failed=self._explain,
        )

    def _begin(self, page: MemberPage) -> None:
        self._page = page
        self._draft = FormDraft(self._desk, DRAFT, page.id, self.restored)
        self._draft.tie(self.values, self._put)
        self._draft.title = page.name.full
        self.seal_field.of(age_on(page.birth_date, page.today))
        born = people.born(page.birth_date, page.today)
        self.about_label.setText(f"{page.name.full} · {born}")
        self.people.put(page)
        self._begun = self._at_first()
        self._wait(waiting=False)
        self._draft.begin(self._begun)
        self._fit()
        button = self.people.buttons.get(self.people.code)
        if button is not None:
            button.setFocus()

    def _at_first(self) -> Values:
        """The one whom one calls, by phone, now."""
        now = self._desk.worker.now().astimezone(self._desk.zone)
        first = self.people.first()
        return {
            "person": first,
            "with_whom": "",
            "outcome": "",
            "way": Way.PHONE.value,
            "language": self._language_of(first),
            "interpreter": "",
            "day": days.typed(now.date()),
            "time": clock_times.typed(now.time()),
            "next_on": "",
            "note": "",
            "seal": _seal_values(Seal()),
        }

    def _language_of(self, code: str) -> str:
        languages = self.people.languages_of(code)
        return languages.spoken if languages else "en"

    def values(self) -> Values:
        return {
            **self.fields.values(),
            "person": self.people.code,
            "outcome": self._outcome,
            "time": self.time_field.text(),
            "seal": _seal_values(self._seal),
        }

    def _put(self, values: Values) -> None:
        self.fields.put({name: str(values[name]) for name in _TYPED})
        self.people.choose(values["person"])
        self.time_field.setText(values["time"])
        self._seal = _seal_of(values["seal"])
        self.seal_field.put(self._seal)
        self._outcome = values["outcome"]
        self._offer_outcomes()
        self._show_person()

    # --------------------------------------------------------------- typing

    def _choose_person(self) -> None:
        """Their language, unless another one was spoken already."""
        speaks = self._language_of(self.people.code)
        self.fields.put({**self.fields.values(), "language": speaks})
        self._show_person()
        self._typed()

    def _show_person(self) -> None:
        code = self.people.code
        self.with_whom_cell.setVisible(code == OTHER)
        languages = self.people.languages_of(code)
        needed = languages and languages.interpreter is Interpreter.NEEDED
        hint = _("Name or number") if needed else _("None")
        field = self.fields["interpreter"]
        field.setProperty("placeholderText", hint)
        self._fit()

    def _choose_outcome(self, code: str) -> None:
        self._outcome = code
        self.outcome_notice.say("")
        self._typed()

    def _sealed(self, seal: Seal) -> None:
        self._seal = seal
        self._typed()

    def _typed(self) -> None:
        if self._draft is not None:
            self._draft.typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where no text is being typed, M writes down a missed call at once."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_M and not held:
            self.save_missed()
        else:
            super().keyPressEvent(event)

    # --------------------------------------------------------------- saving

    def save_missed(self) -> None:
        """Nobody was reached: say so and save."""
        if self.missed_button.isEnabled():
            self._outcome = Outcome.NOT_REACHED.value
            self._offer_outcomes()
            self.save()

    def save(self) -> None:
        """Write it down; a refusal is said beside its field and nothing is cleared."""
        if not self.save_button.isEnabled() or self._page is None:
            return
        self.notice.say("")
        self.outcome_notice.say("")
        self.time_notice.say("")
        self.fields.clear_errors()
        try:
            told = self._told()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        self._desk.worker.run(
            outreach_acts.record_contact,
            self._page.id,
            told,
            then=partial(self._saved, told, self._page),
            failed=self._explain,
        )

    def _told(self) -> Contact:
        """What was typed; raises InvalidField for what is no day or time."""
        values = self.values()
        if not values["outcome"]:
            raise InvalidField("outcome", N_("Say how it went."))
        name = self.people.name_of(values["person"]) or values["with_whom"]
        return Contact(
            Way(values["way"]),
            Outcome(values["outcome"]),
            self._at(values),
            name,
            values["note"],
            values["language"],
            values["interpreter"],
            self._day(values, "next_on"),
            self._seal,
        )

    def _at(self, values: Values) -> datetime | None:
        """The moment typed; None, which is now, where nobody changed it."""
        if all(values[name] == self._begun[name] for name in ("day", "time")):
            return None
        day = self._day(values, "day") or self._desk.today
        clock = clock_times.parse(values["time"])
        if clock is None:
            raise InvalidField("time", _NO_TIME)
        return clinic_time.local_moment(day, clock, self._desk.zone)

    @staticmethod
    def _day(values: Values, name: str) -> Any:
        day = days.parse(values[name])
        if day is None and values[name].strip():
            raise InvalidField(name, NO_DAY)
        return day

    def _saved(self, told: Contact, page: MemberPage, attempt_id: UUID) -> None:
        if self._draft is not None:
            self._draft.saved()
        desk = self._desk
        desk.member_saved.emit(page.id)
        words = _("{child}: {result}. It is written down.")
        if told.outcome is Outcome.REACHED and told.with_whom:
            words = _("{child}: contact with {who} is written down.")
        result = _(OUTCOME_WORDS[told.outcome])
        said = words.format(child=page.name.full, result=result, who=told.with_whom)
        desk.say(said, partial(_take_back, desk, page.id, attempt_id))
        self.accept()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(self._page is not None)
        name = getattr(refusal, "field", "")
        if name == "outcome":
            self.outcome_notice.say(explain(refusal))
            self.outcome_choice.button(Outcome.REACHED).setFocus()
        elif name == "time":
            self.time_notice.say(explain(refusal))
            self.time_field.setFocus()
        elif not self.fields.explain(name, explain(refusal)):
            self.notice.say(explain(refusal))
        self._fit()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        if self._draft is not None:
            self._draft.left()
        super().reject()

    # ---------------------------------------------------------------- words

    def _offer_outcomes(self) -> None:
        words = {one.value: _(word) for one, word in OUTCOME_WORDS.items()}
        self.outcome_choice.offer({code: (word, word) for code, word in words.items()})
        if self._outcome:
            self.outcome_choice.choose(self._outcome)

    def refill(self) -> None:
        title = _("Log a contact")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self.save_button.setText(_("Save"))
        self.fields.offer("way", [(one.value, _(w)) for one, w in WAY_WORDS.items()])
        self._offer_outcomes()
        self.note_field.setPlaceholderText(_("What was said, what was agreed"))
        self._show_person()

    def showEvent(self, event: QShowEvent) -> None:
        """Before, nothing is polished and heights are guesses."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        width = theme.scaled(_WIDTH)
        self.area_page.ensurePolished()
        inside = self.area_page.heightForWidth(width)
        around = self.head.sizeHint().height() + self.foot.sizeHint().height()
        self.resize(width, min(inside + around + 4, theme.scaled(_MOST_HEIGHT)))


def _seal_values(seal: Seal) -> list[str]:
    return [seal.segment.value, seal.consenter.value]


def _seal_of(values: list[str]) -> Seal:
    return Seal(Segment(values[0]), Consenter(values[1]))


def _take_back(desk: Desk, member_id: UUID, attempt_id: UUID) -> None:
    def taken(_done: None) -> None:
        desk.member_saved.emit(member_id)
        desk.say(_("It is as it was."))

    desk.worker.run(
        outreach_acts.take_back_contact,
        attempt_id,
        _(_TAKEN_BACK),
        then=taken,
        failed=lambda refusal: desk.say(explain(refusal)),
    )
