"""The visits that were missed, those to come with what is arranged for each, and one
that is booked now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow
from hhdesk.care.wrap_up_facts import MissedTick, NewVisit, VisitTick
from hhdesk.gui import appointment_values, forms, icons, states, visit_words
from hhdesk.gui.arrangement_field import ArrangementField
from hhdesk.gui.card import Line
from hhdesk.gui.form_draft import Values
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.wrap_up_missed import MissedVisit
from hhdesk.gui.wrap_up_new_visit import KINDS, VisitFields, arranged
from hhdesk.gui.wrap_up_section import Section, heading, named
from hhdesk.i18n import _, ngettext


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
            row, before = arranged(field), self._before(kind)
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


@forms.offer
class VisitSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[UUID, ComingVisit] = {}
        self.missed: dict[UUID, MissedVisit] = {}
        self.new: VisitFields | None = None
        self.new_button: QPushButton | None = None

    def rows(self) -> list[CalendarRow]:
        children = self.ground.children if self.ground else ()
        return [row for child in children for row in child.visits]

    def missed_rows(self) -> list[CalendarRow]:
        """Those of children for whom a visit can still be booked."""
        children = self.ground.children if self.ground else ()
        return [row for child in children if not child.silent for row in child.missed]

    def at_first(self) -> Values:
        coming: Values = {_name(row.id): {} for row in self.rows()}
        missed: Values = {f"missed:{row.id}": {} for row in self.missed_rows()}
        return coming | missed | {"visit": {}}

    def build(self) -> None:
        self.lines, self.missed, self.new = {}, {}, None
        children = self.ground.children if self.ground else ()
        for row in self.missed_rows():
            gone = MissedVisit(row, self)
            gone.changed.connect(self.tell)
            gone.again.connect(self._book_again)
            self.missed[row.id] = gone
            self.body.addWidget(gone)
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

    def _book_again(self, row: CalendarRow) -> None:
        """The fields of a new visit, filled with what the missed one was."""
        assert self.desk
        value: Values = dict(
            appointment_values.again(row, self.desk.today, self.desk.zone)
        )
        self._show_new(value | {"together": [value["member"]]})
        self.tell()
        if self.new is not None:
            self.new.fields["day"].setFocus()

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
        found |= {f"missed:{key}": line.value() for key, line in self.missed.items()}
        new = self.new.value() if self.booking and self.new else {}
        return found | {"visit": new}

    def show_values(self, values: Values) -> None:
        for key, line in self.lines.items():
            line.put(values.get(_name(key), {}))
        for key, gone in self.missed.items():
            gone.put(values.get(f"missed:{key}", {}))
        self._show_new(values.get("visit") or None)

    def told(self) -> tuple[NewVisit | None, tuple[VisitTick, ...]]:
        """Raises InvalidField: "visit:day"."""
        ticks = (line.told() for line in self.lines.values())
        kept = tuple(tick for tick in ticks if tick is not None)
        if not self.booking or self.new is None:
            return None, kept
        with named("visit"):
            return self.new.told(), kept

    def told_missed(self) -> tuple[MissedTick, ...]:
        """Why visits were missed, as the family told it."""
        ticks = (line.told() for line in self.missed.values())
        return tuple(tick for tick in ticks if tick is not None)

    def explain(self, name: str, sentence: str) -> bool:
        key, _colon, field = name.partition(":")
        self.need()
        lines: dict[UUID, ComingVisit | MissedVisit] = {**self.lines, **self.missed}
        for id_, line in lines.items():
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
        for gone in self.missed.values():
            gone.clear_errors()
        if self.new is not None:
            self.new.clear_errors()

    def first(self) -> QWidget | None:
        missed = (line.first for line in self.missed.values())
        fields = (line.fields[KINDS[0]].status for line in self.lines.values())
        return next(missed, None) or next(fields, self.new_button)

    def refill(self) -> None:
        rows = self.rows()
        words = _("None booked")
        if rows and self.desk:
            first: datetime = min(row.starts_at for row in rows)
            words = visit_words.moment(first, self.desk.zone)
        if len(rows) > 1:
            more = ngettext("and {n} more", "and {n} more", len(rows) - 1)
            words += " " + more.format(n=len(rows) - 1)
        missed = len(self.missed_rows())
        if missed:
            told = ngettext("{n} missed", "{n} missed", missed)
            words = f"{told.format(n=missed)} · {words}"
        self.say(_("Next visit"), words, self.done_words())
        if self.new_button is not None:
            self.new_button.setText(_("Book a visit"))


def _name(key: UUID) -> str:
    return f"booked:{key}"
