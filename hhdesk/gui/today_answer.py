"""The small dialogs of Today: a few fields, one Save, refusals beside the field."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import days, dialog_size, forms
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import literal, set_tip
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import _, explain, format_whole_day

FIELDS = ("basis", "given_on", "until", "giver_name", "interpreter", "reason")
_WIDTH = 480


class AnswerDialog(Spoken, QDialog):
    """`asks` are the fields that a kind of answer shows; `kind` names its drafts.

    A kind fills the words, sends what was told, and says what was done.
    """

    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    area_page: QWidget
    restored: RestoredNotice
    notice: Notice
    told_label: QLabel
    quick_days: Flow
    until_label: QLabel
    until_field: DayField
    reason_label: QLabel
    reason_field: GrowingText
    open_button: QPushButton
    cancel_button: QPushButton
    save_button: QPushButton

    asks: ClassVar[tuple[str, ...]] = ()
    kind: ClassVar[str] = ""

    open_wanted = Signal()
    """Open the child instead of answering here."""

    def __init__(self, desk: Desk, subject: UUID, title: str, parent: QWidget) -> None:
        """`subject` is the key of what is answered; `title` names it to the list of
        drafts."""
        super().__init__(parent)
        forms.load(self, "today_answer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.fields = TypedFields(self, FIELDS)
        for name in FIELDS:
            self.fields.show(name, shown=name in self.asks)
        self.quick_days.hide()
        self._draft = FormDraft(desk, self.kind, subject, self.restored)
        self._draft.title = title
        self._draft.tie(self.fields.values, self._put)
        self.fields.on_typed(self._draft.typed)
        self.open_button.clicked.connect(self._open)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    def begin(self, values: Values) -> None:
        """Fill the fields, and on top of them what was typed earlier."""
        self.refill()
        self._draft.begin({name: values.get(name, "") for name in FIELDS})
        empty = [name for name in self.asks if not self.fields.values()[name]]
        for name in (empty or list(self.asks))[:1]:
            self.fields[name].setFocus()
        self._fit()

    def _put(self, values: Values) -> None:
        self.fields.put(values)

    def _open(self) -> None:
        self.open_wanted.emit()
        self.reject()

    # ------------------------------------------------------------- answering

    def send(self, values: Values) -> None:
        """Hand what was told to its use case; raises InvalidField."""
        raise TypeError(f"{type(self).__name__} sends nothing")

    def save(self) -> None:
        """A refusal is said beside its field, and nothing is cleared."""
        if not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.fields.clear_errors()
        self.save_button.setEnabled(not self.isVisible())
        try:
            self.send(self.fields.values())
        except InvalidField as refusal:
            self.refuse(refusal)

    def done_with(self) -> None:
        """It is saved: the draft has done its work."""
        self._draft.saved()
        self.accept()

    def refuse(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        name = getattr(refusal, "field", "")
        alias = {"until_on": "until", "renewal_on": "until", "on": "until"}
        name = alias.get(name, name)
        if not self.fields.explain(name, explain(refusal)):
            self.notice.say(explain(refusal))
        self._fit()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    # ---------------------------------------------------------------- words

    def offer_days(self, words: dict[str, date]) -> None:
        """Quick choices of the day in `until`; a press fills the field."""
        self.quick_days.clear()
        self.quick_days.show()
        for word, day in words.items():
            button = QPushButton(literal(word), self.quick_days)
            button.setProperty("look", "filter")
            button.setAutoDefault(False)
            set_tip(button, format_whole_day(day))
            button.clicked.connect(partial(self._pick, day))
            self.quick_days.add(button)

    def _pick(self, day: date, _checked: bool = False) -> None:
        self.until_field.put(day)
        self._draft.typed()
        asked = [name for name in self.asks if not self.fields.values()[name]]
        self.fields[asked[0] if asked else "until"].setFocus()

    def tell(self, title: str, about: str, button: str, told: str = "") -> None:
        """The words of the head, of the body's text, and of the Save button."""
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self.about_label.setText(about)
        self.told_label.setText(told)
        self.told_label.setVisible(bool(told))
        self.save_button.setText(button)

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, _WIDTH)


def day_of(values: Values, name: str, missing: str = "") -> date | None:
    """The day typed; raises InvalidField for no day, or `missing` for an empty one."""
    day = days.parse(values[name])
    if day is None and values[name].strip():
        raise InvalidField(name, NO_DAY)
    if day is None and missing:
        raise InvalidField(name, missing)
    return day


def needed_day(values: Values, name: str, missing: str) -> date:
    """As `day_of`, of a field that may not be empty."""
    day = day_of(values, name, missing)
    assert day is not None
    return day


def shown_title(words: str) -> str:
    """What the list of drafts may say about a thing that may be private."""
    return words or _("Private")
