"""What stands in the family's way, as the call told it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hhdesk.care.goals import BARRIER_WORDS, BarrierKind
from hhdesk.care.wrap_up_facts import NewBarrier
from hhdesk.care.wrap_up_ground import Child
from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.form_draft import Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.gui.wrap_up_section import Section, narrow
from hhdesk.i18n import _

_TYPED = ("member", "kind", "goal", "note")


class BarrierFields(Spoken, QWidget):
    member_field: Choice
    kind_field: Choice
    goal_field: Choice
    note_field: QLineEdit

    changed = Signal()

    def __init__(self, children: list[Child]) -> None:
        super().__init__()
        forms.load(self, "wrap_up_barrier")
        self._children = children
        self.fields = TypedFields(self, _TYPED)
        for choice in (self.member_field, self.kind_field, self.goal_field):
            narrow(choice)
        self.fields.on_typed(self._typed)
        self.refill()
        self.put({})

    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        said = bool(self.kind_field.value())
        self.fields.show("member", shown=len(self._children) > 1)
        self._offer_goals()
        self.fields.show("goal", shown=said and self.goal_field.count() > 1)
        self.fields.show("note", shown=said)

    def _offer_goals(self) -> None:
        code = str(self.member_field.value() or "")
        child = next((one for one in self._children if str(one.id) == code), None)
        goals = [(str(goal.id), goal.words) for goal in child.goals] if child else []
        self.fields.offer("goal", goals)

    def value(self) -> Values:
        """Empty where nothing is in the way."""
        return dict(self.fields.values()) if self.kind_field.value() else {}

    def put(self, value: Values) -> None:
        self.member_field.choose(value.get("member", ""))
        self._offer_goals()
        shown = {name: str(value.get(name, "")) for name in _TYPED}
        self.fields.put(shown | {"member": str(self.member_field.value() or "")})
        self._show()

    def told(self) -> NewBarrier | None:
        values = self.fields.values()
        if not values["kind"]:
            return None
        return NewBarrier(
            UUID(values["member"]),
            BarrierKind(values["kind"]),
            values["note"].strip(),
            UUID(values["goal"]) if values["goal"] else None,
        )

    def refill(self) -> None:
        self.fields.offer("member", ((str(c.id), c.name.full) for c in self._children))
        kinds = [(one.value, _(word)) for one, word in BARRIER_WORDS.items()]
        self.fields.offer("kind", [("", _("Nothing new")), *kinds])


@forms.offer
class BarrierSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: BarrierFields | None = None

    def living(self) -> list[Child]:
        """The children of whom something may still be said."""
        children = self.ground.children if self.ground else ()
        return [child for child in children if not child.silent]

    def at_first(self) -> Values:
        return {"barrier": {}}

    def build(self) -> None:
        self.fields = BarrierFields(self.living())
        self.fields.changed.connect(self.tell)
        self.body.addWidget(self.fields)

    def read_values(self) -> Values:
        return {"barrier": self.fields.value() if self.fields else {}}

    def show_values(self, values: Values) -> None:
        if self.fields is not None:
            self.fields.put(values.get("barrier", {}))

    def told(self) -> tuple[NewBarrier, ...]:
        found = self.fields.told() if self.fields else None
        return (found,) if found is not None else ()

    def explain(self, name: str, sentence: str) -> bool:
        if self.fields is None:
            return False
        self.unfold()
        field = name.rpartition(":")[2]
        fields = self.fields.fields
        return fields.explain(field if field in fields else "kind", sentence)

    def clear_errors(self) -> None:
        if self.fields is not None:
            self.fields.fields.clear_errors()

    def first(self) -> QWidget | None:
        return self.fields.kind_field if self.fields else None

    def done_words(self) -> str:
        told = self.values().get("barrier") or {}
        return _(BARRIER_WORDS[BarrierKind(told["kind"])]) if told else ""

    def refill(self) -> None:
        words = "" if self.ticked else _("What is in the family's way")
        self.say(_("Barrier"), words, self.done_words())
        self.head.setEnabled(bool(self.living()))
