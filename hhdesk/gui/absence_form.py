"""An absence: who is away, from when until when, and who covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QWidget

from hhdesk.care import absences, staff
from hhdesk.care.absences import AbsenceDetails, AbsenceRow
from hhdesk.care.staff import StaffRow
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import days, forms, theme
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import N_, _, explain, format_date

DRAFT = "absence form"
NEW = UUID(int=0)
"""Under this id the desk keeps what is typed of a new absence."""
FIELDS = ("staff", "begins_on", "ends_on", "cover", "note")
_PLACES = {"staff_id": "staff", "cover_id": "cover"}


@dataclass(frozen=True)
class Facts:
    """Who works here, whether who asks enters absences of others, and those known."""

    staff: tuple[StaffRow, ...] = ()
    leads: bool = False
    absences: tuple[AbsenceRow, ...] = ()


def read_facts(session: Any, staff_id: UUID) -> Facts:
    people = tuple(staff.active_staff(session))
    known = absences.absences(session, session.today())
    return Facts(people, staff.leads(session, staff_id), known)


def to_details(values: Values) -> AbsenceDetails:
    """What the fields say; raises InvalidField beside the field that is wrong."""
    found = {}
    for name in ("begins_on", "ends_on"):
        day = days.parse(values[name])
        if day is None:
            empty = not values[name].strip()
            raise InvalidField(name, N_("Enter the day.") if empty else NO_DAY)
        found[name] = day
    if not values["staff"]:
        raise InvalidField("staff_id", N_("Choose who is away."))
    cover = UUID(values["cover"]) if values["cover"] else None
    return AbsenceDetails(
        UUID(values["staff"]),
        found["begins_on"],
        found["ends_on"],
        cover,
        values["note"],
    )


class AbsenceForm(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    restored: RestoredNotice
    notice: Notice
    area: QScrollArea
    begins_on_field: DayField
    ends_on_field: DayField
    warning_notice: Notice
    meaning_label: QLabel
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        row: AbsenceRow | None = None,
        *,
        staff_id: UUID | None = None,
    ) -> None:
        """A new absence, of this person where one is named, or a change of one."""
        super().__init__(parent)
        forms.load(self, "absence_form")
        self._desk, self._row = desk, row
        self._staff_id = staff_id or desk.worker.actor_id
        self._facts = Facts()
        self.fields = TypedFields(self, FIELDS)
        self._draft = FormDraft(desk, DRAFT, row.id if row else NEW, self.restored)
        self._draft.tie(self.fields.values, self._put)
        self.resize(theme.scaled(480), theme.scaled(520))
        self.refill()
        self.fields.on_typed(self._typed)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)
        self.area.setEnabled(False)
        desk.worker.read(
            read_facts, desk.worker.actor_id, then=self._begin, failed=self._refuse
        )

    # --------------------------------------------------------------- filling

    def _begin(self, facts: Facts) -> None:
        self._facts = facts
        self.area.setEnabled(True)
        if not facts.leads:
            self._staff_id = self._desk.worker.actor_id
        self.refill()
        self.fields["staff"].setEnabled(facts.leads and self._row is None)
        names = {one.id: one.name for one in facts.staff}
        self._draft.title = names.get(self._staff_id, "")
        self._draft.begin(self._at_first())
        self.begins_on_field.setFocus()

    def _at_first(self) -> Values:
        if self._row is None:
            today = days.typed(self._desk.today)
            first = dict.fromkeys(FIELDS, "")
            return {**first, "staff": str(self._staff_id), "begins_on": today}
        known = self._row.details
        return {
            "staff": str(known.staff_id),
            "begins_on": days.typed(known.begins_on),
            "ends_on": days.typed(known.ends_on),
            "cover": str(known.cover_id or ""),
            "note": known.note,
        }

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self._warn()

    def _typed(self) -> None:
        self._draft.typed()
        self.fields.clear_errors()
        self._warn()

    # --------------------------------------------------------------- warnings

    def _warn(self) -> None:
        """Say what is known of these days, as soon as they are days."""
        try:
            details = to_details(self.fields.values())
        except InvalidField:
            self.warning_notice.say("")
            return
        self.warning_notice.say(" ".join(self._warnings(details)), "warning")

    def _warnings(self, details: AbsenceDetails) -> Iterator[str]:
        for one in self._facts.absences:
            theirs = one.details
            meets = theirs.meets(details.begins_on, details.ends_on)
            if not meets or (self._row is not None and one.id == self._row.id):
                continue
            told = {
                "name": one.name,
                "first": format_date(theirs.begins_on),
                "last": format_date(theirs.ends_on),
            }
            if theirs.staff_id == details.cover_id:
                words = _("{name} is away from {first} to {last} and cannot cover.")
                yield words.format(**told)
            if theirs.cover_id == details.staff_id:
                words = _("Who is away here covers for {name} from {first} to {last}.")
                yield words.format(**told)

    # --------------------------------------------------------------- saving

    def save(self) -> None:
        """Save; a refusal is said beside its field and nothing is cleared."""
        if not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.fields.clear_errors()
        try:
            details = to_details(self.fields.values())
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        told: dict[str, Any] = {"then": self._saved, "failed": self._explain}
        run, row = self._desk.worker.run, self._row
        if row is None:
            run(absences.enter, details, **told)
        else:
            run(absences.change, row.id, details, seen=row.version, **told)

    def _saved(self, row: AbsenceRow) -> None:
        self._draft.saved()
        say_away(self._desk, row, self._row)
        self.accept()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        name = getattr(refusal, "field", "")
        place = _PLACES.get(name, name)
        if not self.fields.explain(place, explain(refusal)):
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    # --------------------------------------------------------------- words

    def refill(self) -> None:
        title = _("New absence") if self._row is None else _("Change the absence")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self.about_label.setText(_("Both days are days away."))
        people = [(str(one.id), one.name) for one in self._facts.staff]
        self.fields.offer("staff", people)
        nobody = ("", _("Nobody: it stays with who is away"))
        self.fields.offer("cover", [nobody, *people])


def say_away(desk: Desk, row: AbsenceRow, before: AbsenceRow | None) -> None:
    """Say in passing that it is saved, with Undo."""
    words = _("{name} is away from {first} to {last}.").format(
        name=row.name,
        first=format_date(row.details.begins_on),
        last=format_date(row.details.ends_on),
    )

    def undo() -> None:
        told: dict[str, Any] = {
            "then": lambda _: desk.caseload_changed.emit(),
            "failed": lambda refusal: desk.say(explain(refusal)),
        }
        run, seen = desk.worker.run, row.version
        if before is None:
            run(absences.drop, row.id, seen=seen, **told)
        else:
            run(absences.change, row.id, before.details, seen=seen, **told)

    desk.say(words, undo)
    desk.caseload_changed.emit()
