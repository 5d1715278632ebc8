"""Begin a plan from a template: choose its parts, fill their slots, add them.

Shown over the plan; `picked` yields a `TemplateWish`, which the plan's editor hands to
`plan_templates.apply`. What is ticked and typed is kept as a draft.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import phrase_known, plan_templates
from hhdesk.care.phrase_known import Known
from hhdesk.care.phrase_slots import SlotValue
from hhdesk.care.plan_content import PlanContent
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.card import Card
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.slot_field import SlotField
from hhdesk.gui.template_choice import TemplateChoice
from hhdesk.gui.template_parts import TemplateParts
from hhdesk.i18n import _, current_language, explain, language_name, ngettext

DRAFT = "plan template"
_WIDTH, _HEIGHT = 1180, 720
_EDGE = 40


class TemplatePicker(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    restored: RestoredNotice
    notice: Notice
    list: QListView
    area: QScrollArea
    page: QWidget
    name_label: QLabel
    audience_label: QLabel
    sources_label: QLabel
    language_notice: Notice
    all_button: QPushButton
    none_button: QPushButton
    shared_card: Card
    parts: QFrame
    parts_column: QVBoxLayout
    count_label: QLabel
    leave_button: QPushButton
    cancel_button: QPushButton
    add_button: QPushButton

    picked = Signal(object)
    """The TemplateWish."""

    def __init__(
        self,
        desk: Desk,
        member_id: UUID,
        content: PlanContent | None = None,
        parent: QWidget | None = None,
        first: str = "",
    ) -> None:
        """`content` is the plan as it is typed now; without it, the one saved. The
        template `first` is open at first."""
        super().__init__(parent)
        forms.load(self, "template_picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._content = desk, content
        self._known: Known | None = None
        self._choices: dict[str, TemplateChoice] = {}
        self.choice: TemplateChoice | None = None
        self._first = first
        self.shared: dict[str, SlotField] = {}
        self.shared_strip = Flow()
        self.lines = TemplateParts(self.parts_column)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setWordWrap(True)
        self._draft = FormDraft(desk, DRAFT, member_id, self.restored)
        self._draft.tie(self.values, self._put)
        self._connect()
        self.resize(self._fitting())
        self.refill()
        self.page.hide()
        self.add_button.setEnabled(False)
        desk.worker.read(
            phrase_known.known, member_id, then=self._begin, failed=self._refuse
        )

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._turned)
        self.list.activated.connect(lambda _index: self.lines.focus_first())
        self.lines.ticked.connect(self._ticked)
        self.lines.slot_typed.connect(self._slot_typed)
        self.lines.day_typed.connect(self._day_typed)
        self.all_button.clicked.connect(lambda: self._tick_all(on=True))
        self.none_button.clicked.connect(lambda: self._tick_all(on=False))
        self.leave_button.clicked.connect(self.leave_out_open)
        self.cancel_button.clicked.connect(self.reject)
        self.add_button.clicked.connect(self.add)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.add)

    def _fitting(self) -> QSize:
        """As large as it likes to be, inside the window below it."""
        wanted = QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        below = self.parentWidget()
        if below is None:
            return wanted
        return wanted.boundedTo(below.window().size() - QSize(_EDGE, _EDGE))

    # ------------------------------------------------------------- filling it

    def _begin(self, known: Known) -> None:
        self._known = known
        self._draft.title = known.name
        content = known.plan.content if self._content is None else self._content
        today = self._desk.today
        self._choices = {
            row.id: TemplateChoice(row, known, content, today)
            for row in plan_templates.templates()
        }
        self.refill()
        self._draft.begin({"template": "", "choices": {}})
        self.list.setFocus()

    def values(self) -> Values:
        """What was changed of each template; which one is open says nothing alone."""
        touched = {
            name: choice.kept()
            for name, choice in self._choices.items()
            if choice.touched
        }
        return {"template": self._open() if touched else "", "choices": touched}

    def _open(self) -> str:
        return self.choice.row.id if self.choice else ""

    def _put(self, values: Values) -> None:
        for name, choice in self._choices.items():
            choice.take_up(values["choices"].get(name) or choice.begun)
        names = list(self._choices)
        wanted = values["template"] or self._open() or self._first
        row = names.index(wanted) if wanted in names else 0
        self.choice = None
        self.list.setCurrentIndex(QModelIndex())
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _turned(self, current: QModelIndex) -> None:
        if not current.isValid() or not self._choices:
            return
        self.choice = list(self._choices.values())[current.row()]
        self.notice.say("")
        self._clear_shared()
        self.page.show()
        self.lines.put(self.choice)
        self._show_head(self.choice)
        self._show()
        self.area.verticalScrollBar().setValue(0)

    def _clear_shared(self) -> None:
        self.shared_card.clear()
        self.shared.clear()
        self.shared_strip = Flow()
        self.shared_card.add(self.shared_strip)

    # ---------------------------------------------------------------- changes

    def _ticked(self, part: str, on: bool) -> None:
        if self.choice is not None:
            self.choice.tick(part, on)
            self._changed()

    def _tick_all(self, *, on: bool) -> None:
        if self.choice is not None:
            self.choice.tick_all(on)
            self._changed()

    def _slot_typed(self, name: str, value: SlotValue) -> None:
        if self.choice is not None:
            self.choice.values[name] = value
            self._changed()

    def _day_typed(self, part: str, day: object) -> None:
        if self.choice is not None:
            self.choice.put_day(part, day)
            self._changed()

    def leave_out_open(self) -> None:
        """Untick the lines of which a slot is still empty."""
        if self.choice is not None:
            self.choice.leave_out_open()
            self.notice.say("")
            self._explain({})
            self._changed()

    def _changed(self) -> None:
        self._show()
        self._draft.typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Control and Enter add from wherever the keyboard is."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        else:
            super().keyPressEvent(event)

    def add(self) -> None:
        """Yield what is chosen; a slot that is empty is said beside it."""
        choice = self.choice
        if choice is None or not self.add_button.isEnabled():
            return
        wrong = choice.wrong()
        self._explain(wrong)
        if wrong:
            words = _("Fill in what is open, or leave those lines out.")
            self.notice.say(words, "warning")
            self._go_to(next(iter(wrong)))
            return
        self._draft.saved()
        self.picked.emit(choice.wish())
        self.accept()

    def _explain(self, wrong: dict[str, InvalidField]) -> None:
        for name, field in {**self.shared, **self.lines.fields()}.items():
            field.explain(wrong.get(name))

    def _go_to(self, name: str) -> None:
        field = self.shared.get(name) or self.lines.fields().get(name)
        if field is not None:
            field.first.setFocus()
            self.area.ensureWidgetVisible(field, 0, theme.scaled(60))

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is added or thrown away."""
        self._draft.left()
        super().reject()

    # ------------------------------------------------------------------ words

    def _show(self) -> None:
        """Bring ticks, sentences, slots and the count into step with the choice."""
        choice = self.choice
        if choice is None:
            return
        self._show_shared(choice)
        self.lines.show_choice()
        sentences = len(choice.chosen)
        count = ngettext("{n} line chosen", "{n} lines chosen", sentences)
        words = [count.format(n=sentences)]
        if choice.standing:
            there = len(choice.standing)
            said = ngettext("{n} in the plan already", "{n} in the plan already", there)
            words.append(said.format(n=there))
        self.count_label.setText(" · ".join(words))
        opened = len(choice.open_parts())
        leave = ngettext("Leave out {n} open line", "Leave out {n} open lines", opened)
        self.leave_button.setText(leave.format(n=opened))
        self.leave_button.setVisible(bool(opened))
        self.add_button.setEnabled(bool(choice.chosen))

    def _show_shared(self, choice: TemplateChoice) -> None:
        """The slots that many lines share, in a card above them."""
        slots = choice.shared_slots()
        for slot in slots:
            if slot.name not in self.shared:
                field = SlotField(slot, "", self.shared_card)
                name = slot.name
                field.changed.connect(lambda value, n=name: self._slot_typed(n, value))
                self.shared_strip.add(field)
                self.shared[name] = field
            self.shared[slot.name].put(choice.value(slot.name))
        names = {slot.name for slot in slots}
        for name, field in self.shared.items():
            field.setVisible(name in names)
        self.shared_card.setVisible(bool(slots))

    def _show_head(self, choice: TemplateChoice) -> None:
        row, spoken = choice.row, current_language()
        self.name_label.setText(row.title(spoken))
        self.audience_label.setText(_("For: {who}").format(who=row.audience(spoken)))
        named = (f"{one.name} ({one.organization}, {one.year})" for one in row.sources)
        self.sources_label.setText(
            _("Sources: {sources}").format(sources="; ".join(named))
        )
        self._show_language(choice)

    def _show_language(self, choice: TemplateChoice) -> None:
        language = self._known.plan.language if self._known else "en"
        name = language_name(language)
        if language == "en":
            self.language_notice.say("")
        elif choice.language == "en":
            words = _(
                "The library has no {language} yet: the lines come in English only."
            )
            self.language_notice.say(words.format(language=name), "info")
        else:
            of = len(list(choice.row.phrases()))
            words = _(
                "{n} of {all} lines in {language} are checked by your clinic. "
                "The others print in English until somebody qualified checks them."
            )
            said = words.format(language=name, n=choice.checked, all=of)
            self.language_notice.say(said, "info")

    def refill(self) -> None:
        self.setWindowTitle(_("Begin from a template"))
        self.about_label.setText(self._known.name if self._known else "")
        self.add_button.setText(_("Add to plan"))
        self.all_button.setText(_("Tick all"))
        self.none_button.setText(_("Tick none"))
        self.leave_button.hide()
        self.shared_card.say(_("Fill in once"))
        spoken = current_language()
        titles = [choice.row.title(spoken) for choice in self._choices.values()]
        if titles != self._model.stringList():
            row = self.list.currentIndex().row()
            self._model.setStringList(titles)
            if row >= 0:
                self.list.setCurrentIndex(self._model.index(row, 0))
        if self.choice is not None:
            self._show_head(self.choice)
            self._show()
