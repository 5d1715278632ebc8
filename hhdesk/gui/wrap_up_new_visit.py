"""A visit that is booked on the call, or booked again after one that was missed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.wrap_up_facts import NewVisit
from hhdesk.errors import InvalidField
from hhdesk.gui import appointment_values, forms
from hhdesk.gui.appointment_fields import length_words
from hhdesk.gui.arrangement_field import ArrangementField
from hhdesk.gui.form_draft import Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.picks import Picks
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.gui.wrap_up_section import Section
from hhdesk.i18n import N_

KINDS = (ArrangementKind.TRANSPORT, ArrangementKind.INTERPRETER)
_LENGTHS = (15, 20, 30, 45, 60, 90, 120)
_TYPED = ("title", "place", "day", "time", "length")
"""Of a new visit; what is arranged stands in fields of its own."""
_CARRIED = (
    *("second", "with_whom", "staff", "referral", "replaces"),
    *("segment", "consenter", "part2"),
)
"""What a visit that is booked again has from the one before, without a field here."""


def arranged(field: ArrangementField) -> ArrangementRow | None:
    """What the field says; None for nothing."""
    if not field.code:
        return None
    status = ArrangementStatus(field.code)
    return ArrangementRow(field.kind, status, field.detail.text())


class VisitFields(Spoken, QWidget):
    """A visit booked on the call."""

    transport_field: ArrangementField
    interpreter_field: ArrangementField
    together_cell: QWidget
    together_picks: Picks
    time_field: TimeField

    changed = Signal()

    def __init__(self, section: Section) -> None:
        super().__init__()
        forms.load(self, "wrap_up_visit")
        self._section = section
        self.fields = TypedFields(self, _TYPED)
        self._carried: Values = {}
        self.together_picks.many = True
        for kind in KINDS:
            field = self._arrangement(kind)
            field.be(kind)
            field.save_room()
            field.changed.connect(self.changed)
        self.fields.on_typed(self.changed.emit)
        self.time_field.changed.connect(self.changed)
        self.together_picks.chosen.connect(lambda _: self.changed.emit())
        self.refill()

    def _arrangement(self, kind: ArrangementKind) -> ArrangementField:
        found: ArrangementField = getattr(self, f"{kind.value}_field")
        return found

    def at_first(self) -> Values:
        """Half an hour for this child, with the interpreter whom it always needs."""
        ground = self._section.ground
        assert ground
        values: Values = dict(appointment_values.blank())
        values |= {"together": [str(ground.page.id)]}
        return values | appointment_values.needs_of(ground.page)

    def value(self) -> Values:
        found: Values = self._carried | self.fields.values()
        found["together"] = list(self.together_picks.picked)
        for kind in KINDS:
            field = self._arrangement(kind)
            found[f"{kind.value}.status"] = field.code
            found[f"{kind.value}.detail"] = field.detail.text()
        return found

    def put(self, value: Values) -> None:
        shown = {**self.at_first(), **value}
        self._carried = {name: shown[name] for name in _CARRIED}
        self.fields.put({name: shown[name] for name in _TYPED})
        self.together_picks.pick(shown["together"])
        for kind in KINDS:
            status, detail = f"{kind.value}.status", f"{kind.value}.detail"
            self._arrangement(kind).put(shown[status], shown[detail])

    def told(self) -> NewVisit:
        """Raises InvalidField: `title`, `day`, `time`, `together`."""
        desk = self._section.desk
        assert desk
        values = {**self._carried, **self.fields.values()}
        if not values["title"].strip():
            raise InvalidField("title", N_("Say what the visit is for."))
        starts_at, ends_at = appointment_values.when(values, desk.zone)
        if not self.together_picks.picked:
            raise InvalidField("title", N_("Choose the child."))
        details = AppointmentDetails(
            values["title"].strip(),
            starts_at,
            ends_at,
            values["place"].strip(),
            values["with_whom"],
            _id(values["staff"]),
            _id(values["referral"]),
            appointment_values.seal_of(values),
        )
        rows = (arranged(self._arrangement(kind)) for kind in KINDS)
        return NewVisit(
            tuple(map(UUID, self.together_picks.picked)),
            details,
            tuple(row for row in rows if row is not None),
            appointment_values.replaces(values),
        )

    def explain(self, name: str, sentence: str) -> bool:
        for kind in KINDS:
            if name.startswith(kind.value):
                self._arrangement(kind).notice.say(sentence)
                self._arrangement(kind).detail.setFocus()
                return True
        name = {"starts_at": "day", "ends_at": "length"}.get(name, name)
        return self.fields.explain(name if name in self.fields else "title", sentence)

    def clear_errors(self) -> None:
        self.fields.clear_errors()
        for kind in KINDS:
            self._arrangement(kind).notice.say("")

    def refill(self) -> None:
        self.fields.offer("length", ((str(one), length_words(one)) for one in _LENGTHS))
        ground = self._section.ground
        children = ground.children if ground else ()
        living = [child for child in children if not child.silent]
        self.together_picks.offer({str(one.id): one.name.full for one in living})
        self.together_cell.setVisible(len(living) > 1)


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None
