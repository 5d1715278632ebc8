"""The visits to come, with what is arranged for each, and one that is booked now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow, ArrangementStatus
from hhdesk.care.wrap_up_facts import NewVisit, VisitTick
from hhdesk.errors import InvalidField
from hhdesk.gui import appointment_values, forms, icons, states, visit_words
from hhdesk.gui.appointment_fields import length_words
from hhdesk.gui.appointment_values import HALF_HOUR
from hhdesk.gui.arrangement_field import ArrangementField
from hhdesk.gui.card import Line
from hhdesk.gui.form_draft import Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.picks import Picks
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.gui.wrap_up_section import Section, heading, named
from hhdesk.i18n import N_, _, ngettext

KINDS = (ArrangementKind.TRANSPORT, ArrangementKind.INTERPRETER)
_LENGTHS = (15, 20, 30, 45, 60, 90, 120)
_TYPED = ("title", "place", "day", "time", "length")
"""Of a new visit; what is arranged stands in fields of its own."""


def _arranged(field: ArrangementField) -> ArrangementRow | None:
    if not field.code:
        return None
    status = ArrangementStatus(field.code)
    return ArrangementRow(field.kind, status, field.detail.text())


class ComingVisit(QWidget):
    """When, what for and where; the ride and the interpreter below."""

    changed = Signal()

    def __init__(self, row: CalendarRow, section: Section) -> None:
        super().__init__()
        self.row = row
        assert section.desk
        when = visit_words.moment(row.starts_at, section.desk.zone)
        where = " · ".join(part for part in (row.with_whom, row.place) if part)
        what = " · ".join(part for part in (when, row.title) if part)
        line = Line(what, where, [states.visit(row.status), states.seal(row.seal)])
        self.fields = {kind: ArrangementField(self) for kind in KINDS}
        self.notice = FieldNotice(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(line, 0, 0, 1, 2)
        for place, (kind, field) in enumerate(self.fields.items()):
            field.be(kind)
            field.save_room()
            before = self._before(kind)
            field.begin(before.status if before else None)
            field.changed.connect(self.changed)
            grid.addWidget(field, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        grid.addWidget(self.notice, 2, 0, 1, 2)
        self.put({})

    def _before(self, kind: ArrangementKind) -> ArrangementRow | None:
        return next((one for one in self.row.arrangements if one.kind is kind), None)

    def _begun(self) -> Values:
        """As it is arranged now."""
        found = {}
        for kind in KINDS:
            one = self._before(kind)
            found[kind.value] = one.status.value if one else ""
            found[f"{kind.value}.detail"] = visit_words.arranged(one) if one else ""
        return found

    def value(self) -> Values:
        """Empty where nothing is arranged anew."""
        found = {}
        for kind, field in self.fields.items():
            found[kind.value] = field.code
            found[f"{kind.value}.detail"] = field.detail.text()
        return {} if found == self._begun() else found

    def put(self, value: Values) -> None:
        shown = value or self._begun()
        for kind, field in self.fields.items():
            field.put(shown[kind.value], shown[f"{kind.value}.detail"])

    def told(self) -> VisitTick | None:
        if not self.value():
            return None
        begun, rows = self._begun(), []
        for kind, field in self.fields.items():
            row, before = _arranged(field), self._before(kind)
            said = field.code, field.detail.text()
            if row is None or said == (
                begun[kind.value],
                begun[f"{kind.value}.detail"],
            ):
                continue
            if before is not None:
                row = ArrangementRow(
                    kind, row.status, row.detail, before.id, before.version
                )
            rows.append(row)
        return VisitTick(self.row.id, self.row.version, tuple(rows)) if rows else None

    def explain(self, kind: str, sentence: str) -> None:
        for one, field in self.fields.items():
            if one.value == kind.partition(":")[0]:
                field.notice.say(sentence)
                field.detail.setFocus()
                return
        self.notice.say(sentence)
        self.fields[ArrangementKind.TRANSPORT].status.setFocus()

    def clear_errors(self) -> None:
        self.notice.say("")
        for field in self.fields.values():
            field.notice.say("")


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
        values: Values = dict.fromkeys(_TYPED, "")
        values |= {"length": str(HALF_HOUR), "together": [str(ground.page.id)]}
        for kind in KINDS:
            values |= {f"{kind.value}.status": "", f"{kind.value}.detail": ""}
        return values | appointment_values.needs_of(ground.page)

    def value(self) -> Values:
        found: Values = dict(self.fields.values())
        found["together"] = list(self.together_picks.picked)
        for kind in KINDS:
            field = self._arrangement(kind)
            found[f"{kind.value}.status"] = field.code
            found[f"{kind.value}.detail"] = field.detail.text()
        return found

    def put(self, value: Values) -> None:
        shown = {**self.at_first(), **value}
        self.fields.put({name: shown[name] for name in _TYPED})
        self.together_picks.pick(shown["together"])
        for kind in KINDS:
            status, detail = f"{kind.value}.status", f"{kind.value}.detail"
            self._arrangement(kind).put(shown[status], shown[detail])

    def told(self) -> NewVisit:
        """Raises InvalidField: `title`, `day`, `time`, `together`."""
        desk = self._section.desk
        assert desk
        values = self.fields.values()
        if not values["title"].strip():
            raise InvalidField("title", N_("Say what the visit is for."))
        starts_at, ends_at = appointment_values.when(
            {**values, "second": ""}, desk.zone
        )
        if not self.together_picks.picked:
            raise InvalidField("title", N_("Choose the child."))
        details = AppointmentDetails(
            values["title"].strip(), starts_at, ends_at, values["place"].strip()
        )
        rows = (_arranged(self._arrangement(kind)) for kind in KINDS)
        return NewVisit(
            tuple(map(UUID, self.together_picks.picked)),
            details,
            tuple(row for row in rows if row is not None),
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


@forms.offer
class VisitSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[UUID, ComingVisit] = {}
        self.new: VisitFields | None = None
        self.new_button: QPushButton | None = None

    def rows(self) -> list[CalendarRow]:
        children = self.ground.children if self.ground else ()
        return [row for child in children for row in child.visits]

    def at_first(self) -> Values:
        return {_name(row.id): {} for row in self.rows()} | {"visit": {}}

    def build(self) -> None:
        self.lines, self.new = {}, None
        children = self.ground.children if self.ground else ()
        several = sum(bool(child.visits) for child in children) > 1
        for child in children:
            if child.visits and (several or child is not children[0]):
                self.body.addWidget(heading(child.name.full))
            for row in child.visits:
                line = ComingVisit(row, self)
                line.changed.connect(self.tell)
                self.lines[row.id] = line
                self.body.addWidget(line)
        self.new_button = self._button()
        foot = QHBoxLayout()
        foot.addWidget(self.new_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.new_button.setVisible(bool(children) and not children[0].silent)
        self.refill()

    def _button(self) -> QPushButton:
        button = QPushButton(self.inside)
        button.setProperty("look", "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        icons.name_icon(button, "calendar-plus")
        button.clicked.connect(self._turn_new)
        return button

    def _turn_new(self, on: bool) -> None:
        self._show_new({} if on else None)
        self.tell()
        if on and self.new is not None:
            self.new.fields["title"].setFocus()

    def _show_new(self, value: Values | None) -> None:
        """The fields of a new visit with this in it, or none."""
        assert self.new_button
        self.new_button.setChecked(value is not None)
        if value is None:
            if self.new is not None:
                self.new.hide()
            return
        if self.new is None:
            self.new = VisitFields(self)
            self.new.changed.connect(self.tell)
            self.body.addWidget(self.new)
        self.new.put(value)
        self.new.show()

    @property
    def booking(self) -> bool:
        return self.new_button is not None and self.new_button.isChecked()

    def read_values(self) -> Values:
        found = {_name(key): line.value() for key, line in self.lines.items()}
        new = self.new.value() if self.booking and self.new else {}
        return found | {"visit": new}

    def show_values(self, values: Values) -> None:
        for key, line in self.lines.items():
            line.put(values.get(_name(key), {}))
        self._show_new(values.get("visit") or None)

    def told(self) -> tuple[NewVisit | None, tuple[VisitTick, ...]]:
        """Raises InvalidField: "visit:day"."""
        ticks = (line.told() for line in self.lines.values())
        kept = tuple(tick for tick in ticks if tick is not None)
        if not self.booking or self.new is None:
            return None, kept
        with named("visit"):
            return self.new.told(), kept

    def explain(self, name: str, sentence: str) -> bool:
        key, _colon, field = name.partition(":")
        self.need()
        for id_, line in self.lines.items():
            if str(id_) == key:
                self.unfold()
                line.explain(field, sentence)
                return True
        if self.booking and self.new is not None:
            self.unfold()
            return self.new.explain(key, sentence)
        return False

    def clear_errors(self) -> None:
        for line in self.lines.values():
            line.clear_errors()
        if self.new is not None:
            self.new.clear_errors()

    def first(self) -> QWidget | None:
        fields = (line.fields[KINDS[0]].status for line in self.lines.values())
        return next(fields, self.new_button)

    def refill(self) -> None:
        rows = self.rows()
        words = _("None booked")
        if rows and self.desk:
            first: datetime = min(row.starts_at for row in rows)
            words = visit_words.moment(first, self.desk.zone)
        if len(rows) > 1:
            more = ngettext("and {n} more", "and {n} more", len(rows) - 1)
            words += " " + more.format(n=len(rows) - 1)
        self.say(_("Next visit"), words, self.done_words())
        if self.new_button is not None:
            self.new_button.setText(_("Book a visit"))


def _name(key: UUID) -> str:
    return f"booked:{key}"
