"""The contact itself: who was reached, how, when, in which language, in which words."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from hhdesk.care import clinic_time
from hhdesk.care.confidentiality import Consenter, Seal, Segment, age_on
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS, Met, Outcome, Way
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.person import Interpreter
from hhdesk.care.wrap_up_ground import Ground
from hhdesk.errors import InvalidField
from hhdesk.gui import act_values, clock_times, days, forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.contact_people import CHILD, OTHER, ContactPeople
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.language_field import LanguageField
from hhdesk.gui.notice import FieldNotice, mark_wrong
from hhdesk.gui.picks import Picks
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.gui.wrap_up_script import Calling
from hhdesk.gui.wrap_up_section import Spoke, narrow
from hhdesk.i18n import N_, _

TYPED = ("with_whom", "way", "language", "interpreter", "day", "minutes", "note")
KEYS = {
    Outcome.REACHED: "R",
    Outcome.NOT_REACHED: "M",
    Outcome.MESSAGE_LEFT: "L",
    Outcome.WRONG_NUMBER: "W",
}
"""The key of each result, where no text is being typed."""
_WORDS_LINES = 3
_NO_TIME = N_("This is no time. Type it like 8:30 AM.")
_NO_MINUTES = N_("Type the minutes as a number, like 12.")


@forms.offer
class WrapUpContact(Spoken, QWidget):
    people_label: QLabel
    people: ContactPeople
    with_whom_cell: QWidget
    outcome_label: QLabel
    outcome_choice: Picks
    outcome_notice: FieldNotice
    time_field: TimeField
    time_notice: FieldNotice
    language_field: LanguageField
    interpreter_field: QLineEdit
    note_field: GrowingText
    also_cell: QWidget
    also_picks: Picks
    also_notice: FieldNotice
    seal_field: SealEditor

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        forms.load(self, "wrap_up_contact")
        self._desk: Desk | None = None
        self._ground: Ground | None = None
        self._seal = Seal()
        self._begun: Values = {}
        self.fields = TypedFields(self, TYPED)
        for name in ("way", "language"):
            narrow(cast(Choice, self.fields[name]))
        self.outcome_choice.must = True
        self.also_picks.many = True
        self.note_field.hold(_WORDS_LINES)
        self.refill()
        self.people.chosen.connect(self._choose_person)
        self.outcome_choice.chosen.connect(lambda _: self._choose_outcome())
        self.also_picks.chosen.connect(lambda _: self.changed.emit())
        self.fields.on_typed(self.changed.emit)
        self.time_field.changed.connect(self.changed)
        self.seal_field.edited.connect(self._sealed)

    # ----------------------------------------------------------- filling it

    def begin(self, ground: Ground, desk: Desk) -> Values:
        """Show this child's people; gives the values as they begin: the one whom one
        calls, by phone, now."""
        self._ground, self._desk = ground, desk
        page = ground.page
        self.people.put(page)
        self.seal_field.of(age_on(page.birth_date, page.today))
        self._offer_also()
        now = desk.worker.now().astimezone(desk.zone)
        first = self.people.first()
        self._begun = {
            **dict.fromkeys(TYPED, ""),
            "person": first,
            "outcome": "",
            "way": Way.PHONE.value,
            "language": self._language_of(first),
            "day": days.typed(now.date()),
            "time": clock_times.typed(now.time()),
            "also": [],
            "seal": _seal_values(Seal()),
        }
        return dict(self._begun)

    def _language_of(self, code: str) -> str:
        languages = self.people.languages_of(code)
        return languages.spoken if languages else "en"

    def values(self) -> Values:
        return {
            **self.fields.values(),
            "person": self.people.code,
            "outcome": self.outcome_choice.one,
            "time": self.time_field.text(),
            "also": list(self.also_picks.picked),
            "seal": _seal_values(self._seal),
        }

    def put(self, values: Values) -> None:
        self.fields.put({name: str(values[name]) for name in TYPED})
        self.people.choose(values["person"])
        self.outcome_choice.pick([values["outcome"]])
        self.time_field.setText(values["time"])
        self.also_picks.pick(values["also"])
        self._seal = _seal_of(values["seal"])
        self.seal_field.put(self._seal)
        self._show_person()

    # --------------------------------------------------------------- typing

    def _choose_person(self) -> None:
        """Their language, unless another one was spoken already."""
        speaks = self._language_of(self.people.code)
        self.fields.put({**self.fields.values(), "language": speaks})
        self._show_person()
        self.changed.emit()

    def _show_person(self) -> None:
        code = self.people.code
        self.with_whom_cell.setVisible(code == OTHER)
        languages = self.people.languages_of(code)
        needed = languages and languages.interpreter is Interpreter.NEEDED
        hint = _("Name or number") if needed else _("None")
        self.interpreter_field.setPlaceholderText(hint)

    def _choose_outcome(self) -> None:
        self.outcome_notice.say("")
        self.changed.emit()

    def say_outcome(self, outcome: Outcome) -> None:
        """As its button does."""
        self.outcome_choice.pick([outcome.value])
        self._choose_outcome()

    def _sealed(self, seal: Seal) -> None:
        self._seal = seal
        self.changed.emit()

    # -------------------------------------------------------------- telling

    @property
    def outcome(self) -> Outcome | None:
        code = self.outcome_choice.one
        return Outcome(code) if code else None

    def spoke(self) -> Spoke:
        """What the rest of the sheet need not ask."""
        values, code = self.fields.values(), self.people.code
        who = self.people.name_of(code) or values["with_whom"].strip()
        way = Way(values["way"])
        known = " · ".join(part for part in (who, _(WAY_WORDS[way])) if part)
        by = Consenter.YOUTH if code == CHILD else Consenter.CAREGIVER
        return Spoke(
            who,
            self.people.own_name_of(code) or values["with_whom"].strip(),
            by,
            way,
            self.outcome or Outcome.REACHED,
            values["language"] or "en",
            values["interpreter"].strip(),
            days.parse(values["day"]) or self._today,
            known,
        )

    def calling(self) -> Calling:
        """For the script."""
        values, code = self.fields.values(), self.people.code
        page = self._ground.page if self._ground else None
        name = page.name if page else None
        return Calling(
            self.people.own_name_of(code) or values["with_whom"].strip(),
            (name.given or name.full) if name else "",
            self._desk.clinic if self._desk else "",
            values["language"] or "en",
            Way(values["way"]),
            self.people.rule_of(code),
        )

    @property
    def _today(self) -> date | None:
        return self._desk.today if self._desk else None

    def told(self, next_on: date | None) -> Contact:
        """What was typed; raises InvalidField for what is no day, time or number."""
        values = self.values()
        if not values["outcome"]:
            raise InvalidField("outcome", N_("Say how it went."))
        person = values["person"]
        met = {CHILD: Met.MEMBER, OTHER: Met.OTHER}.get(person, Met.CAREGIVER)
        return Contact(
            Way(values["way"]),
            Outcome(values["outcome"]),
            self._at(values),
            self.people.name_of(person) or values["with_whom"],
            values["note"],
            values["language"],
            values["interpreter"],
            next_on,
            self._seal,
            minutes=_minutes(values["minutes"]),
            met=met if values["outcome"] == Outcome.REACHED else None,
        )

    def also(self) -> tuple[UUID, ...]:
        """The siblings whom it was about too."""
        return tuple(map(UUID, self.also_picks.picked))

    def _at(self, values: Values) -> datetime | None:
        """The moment typed; None, which is now, where nobody changed it."""
        if all(values[name] == self._begun[name] for name in ("day", "time")):
            return None
        assert self._desk
        day = act_values.day_of(values, "day") or self._desk.today
        clock = clock_times.parse(values["time"])
        if clock is None:
            raise InvalidField("time", _NO_TIME)
        return clinic_time.local_moment(day, clock, self._desk.zone)

    # --------------------------------------------------------------- errors

    def explain(self, name: str, sentence: str) -> bool:
        if name == "outcome":
            self.outcome_notice.say(sentence)
            self.outcome_choice.buttons[Outcome.REACHED].setFocus()
            return True
        if name == "time":
            self.time_notice.say(sentence)
            mark_wrong(self.time_field, wrong=True)
            self.time_field.setFocus()
            return True
        if name == "also":
            self.also_notice.say(sentence)
            return True
        if name == "with_whom" and self.people.code != OTHER:
            name = "note"
        return self.fields.explain(name, sentence)

    def clear_errors(self) -> None:
        self.outcome_notice.say("")
        self.time_notice.say("")
        self.also_notice.say("")
        mark_wrong(self.time_field, self.time_field.wrong)
        self.fields.clear_errors()

    # ---------------------------------------------------------------- words

    def _offer_also(self) -> None:
        children = self._ground.children[1:] if self._ground else ()
        self.also_picks.offer({str(one.id): one.name.full for one in children})
        self.also_cell.setVisible(bool(children))

    def refill(self) -> None:
        self.fields.offer("way", [(one.value, _(w)) for one, w in WAY_WORDS.items()])
        words = {one.value: _(word) for one, word in OUTCOME_WORDS.items()}
        tips = {one.value: key for one, key in KEYS.items()}
        self.outcome_choice.offer(words, tips)
        self.note_field.setPlaceholderText(_("What was said, what was agreed"))
        self._offer_also()
        self._show_person()


def _minutes(typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise InvalidField("minutes", _NO_MINUTES)
    return int(text)


def _seal_values(seal: Seal) -> list[str]:
    return [seal.segment.value, seal.consenter.value]


def _seal_of(values: list[str]) -> Seal:
    return Seal(Segment(values[0]), Consenter(values[1]))
