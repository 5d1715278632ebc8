"""A yes that was spoken on the call: to whom, about what, until when; who said it, in
which language and through which interpreter the call knows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from hhdesk.care.confidentiality import (
    AUDIENCE_WORDS,
    SEGMENT_WORDS,
    Audience,
    Segment,
)
from hhdesk.care.wrap_up_facts import SpokenYes
from hhdesk.gui import act_values, forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.form_draft import Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.picks import Picks
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.gui.wrap_up_section import Section, Spoke, named, narrow
from hhdesk.i18n import _, language_name

_TYPED = ("audience", "recipients", "until")
_FAMILY = (Audience.FAMILY, Audience.YOUTH)
"""Nobody consents to be told themselves."""


class ConsentFields(Spoken, QWidget):
    audience_field: Choice
    recipients_field: QLineEdit
    segments_label: QLabel
    segments_picks: Picks
    segments_notice: FieldNotice
    giver_label: QLabel

    changed = Signal()

    def __init__(self, spoke: Spoke) -> None:
        super().__init__()
        forms.load(self, "wrap_up_consent")
        self._spoke = spoke
        self.fields = TypedFields(self, _TYPED)
        narrow(self.audience_field)
        self.segments_picks.many = True
        self.fields.on_typed(self._typed)
        self.segments_picks.chosen.connect(lambda _: self._typed())
        self.refill()
        self.put({})

    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """What is asked as soon as somebody may know something."""
        said = bool(self.audience_field.value())
        for name in ("recipients", "until"):
            self.fields.show(name, shown=said)
        for part in (self.segments_label, self.segments_picks, self.giver_label):
            part.setVisible(said)

    def hear(self, spoke: Spoke) -> None:
        self._spoke = spoke
        self._say_giver()

    def _say_giver(self) -> None:
        spoke = self._spoke
        words = _("Said by {who} in {language}.")
        if spoke.interpreter:
            words = _("Said by {who} in {language}, interpreter {interpreter}.")
        self.giver_label.setText(
            words.format(
                who=spoke.giver or _("nobody yet"),
                language=language_name(spoke.language),
                interpreter=spoke.interpreter,
            )
        )

    def value(self) -> Values:
        """Empty where nobody said yes."""
        if not self.audience_field.value():
            return {}
        return {**self.fields.values(), "segments": list(self.segments_picks.picked)}

    def put(self, value: Values) -> None:
        self.fields.put({name: str(value.get(name, "")) for name in _TYPED})
        self.segments_picks.pick(value.get("segments", [Segment.GENERAL.value]))
        self._show()

    def told(self) -> SpokenYes | None:
        """Raises InvalidField for what is no day."""
        values = self.fields.values()
        if not values["audience"]:
            return None
        names = (name.strip() for name in values["recipients"].split(","))
        return SpokenYes(
            Audience(values["audience"]),
            tuple(name for name in names if name),
            frozenset(map(Segment, self.segments_picks.picked)),
            self._spoke.by,
            self._spoke.giver,
            act_values.day_of(values, "until"),
        )

    def explain(self, name: str, sentence: str) -> bool:
        if self.fields.explain(name, sentence):
            return True
        if name == "interpreter":
            return False
        self.segments_notice.say(sentence)
        first = next(iter(self.segments_picks.buttons.values()))
        first.setFocus()
        return True

    def clear_errors(self) -> None:
        self.fields.clear_errors()
        self.segments_notice.say("")

    def refill(self) -> None:
        audiences = [
            (one.value, _(word))
            for one, word in AUDIENCE_WORDS.items()
            if one not in _FAMILY
        ]
        self.fields.offer("audience", [("", _("No yes was given")), *audiences])
        segments = {
            one.value: _(word)
            for one, word in SEGMENT_WORDS.items()
            if one is not Segment.FAMILY_SAFETY
        }
        self.segments_picks.offer(segments)
        self._say_giver()


@forms.offer
class ConsentSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: ConsentFields | None = None

    def at_first(self) -> Values:
        return {"consent": {}}

    def build(self) -> None:
        self.fields = ConsentFields(self.spoke)
        self.fields.changed.connect(self.tell)
        self.body.addWidget(self.fields)

    def read_values(self) -> Values:
        return {"consent": self.fields.value() if self.fields else {}}

    def show_values(self, values: Values) -> None:
        if self.fields is not None:
            self.fields.put(values.get("consent", {}))

    def hear(self, spoke: Spoke) -> None:
        super().hear(spoke)
        if self.fields is not None:
            self.fields.hear(spoke)

    def told(self) -> SpokenYes | None:
        with named("consent"):
            return self.fields.told() if self.fields else None

    def explain(self, name: str, sentence: str) -> bool:
        if self.fields is None or name == "interpreter":
            return False
        self.unfold()
        return self.fields.explain(name, sentence)

    def clear_errors(self) -> None:
        if self.fields is not None:
            self.fields.clear_errors()

    def first(self) -> QWidget | None:
        return self.fields.audience_field if self.fields else None

    def done_words(self) -> str:
        told = self.values().get("consent") or {}
        return _(AUDIENCE_WORDS[Audience(told["audience"])]) if told else ""

    def refill(self) -> None:
        count = "" if self.ticked else _("A spoken yes to share")
        self.say(_("Consent"), count, self.done_words())
