"""The fields of the appointment form: filled, read, and marked where they are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care.appointment_saving import AppointmentForm as FormValue
from hhdesk.care.confidentiality import Seal, age_on
from hhdesk.care.member_page import MemberPage
from hhdesk.care.reminders import Reminder
from hhdesk.care.staff import StaffRow
from hhdesk.errors import Refusal
from hhdesk.gui import appointment_values, days, forms
from hhdesk.gui.appointment_values import KINDS, Values
from hhdesk.gui.arrangement_field import ArrangementField
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.reminder_strip import ReminderStrip
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.time_field import TimeField
from hhdesk.gui.visit_acts import BookingWish
from hhdesk.i18n import _, explain, ngettext

_LENGTHS = (15, 20, 30, 45, 60, 90, 120, 180, 240)
_SHORTEST = 8
_BY_LENGTH = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
TEXTS = ("title", "with_whom", "place")


@dataclass(frozen=True)
class Facts:
    """What the form needs of the records."""

    staff: tuple[StaffRow, ...]
    now: datetime
    page: MemberPage | None = None
    form: FormValue | None = None
    version: int = 0
    reminder: Reminder | None = None


class AppointmentFields(Spoken, QDialog):
    title_label: QLabel
    notice: Notice
    restored: RestoredNotice
    area: QScrollArea
    member_field: MemberField
    title_field: QLineEdit
    with_whom_field: QLineEdit
    place_field: QLineEdit
    staff_field: Choice
    referral_field: Choice
    seal_field: SealEditor
    day_field: DayField
    time_field: TimeField
    length_field: Choice
    second_row: QWidget
    second_field: Choice
    conflict_notice: Notice
    transport_field: ArrangementField
    interpreter_field: ArrangementField
    child_care_field: ArrangementField
    reminder_strip: ReminderStrip
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(self, desk: Desk, wish: BookingWish, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "appointment_form")
        self._desk, self._wish = desk, wish
        self._page: MemberPage | None = None
        self._facts: Facts | None = None
        self._seal = Seal()
        self._replaces = ""
        self.member_field.serve(desk, "child of a visit")
        for kind in KINDS:
            self._arrangement(kind.value).be(kind)
        self.second_row.hide()
        seal = self.seal_field
        for choice in (self.staff_field, self.referral_field, seal.segment):
            choice.setMinimumContentsLength(_SHORTEST)
            choice.setSizeAdjustPolicy(_BY_LENGTH)

    def _arrangement(self, kind: str) -> ArrangementField:
        found: ArrangementField = getattr(self, f"{kind}_field")
        return found

    def _text(self, name: str) -> QLineEdit:
        found: QLineEdit = getattr(self, f"{name}_field")
        return found

    def _put(self, values: Values) -> None:
        for name in TEXTS:
            self._text(name).setText(values[name])
            self._text(name).setCursorPosition(0)
        self._put_member(UUID(values["member"]) if values["member"] else None)
        self._offer_length(int(values["length"]))
        self.staff_field.choose(values["staff"])
        self.referral_field.choose(values["referral"])
        self._put_day(values["day"])
        self.time_field.setText(values["time"])
        self.length_field.choose(values["length"])
        self.second_field.choose(values["second"])
        self._replaces = values["replaces"]
        self._seal = appointment_values.seal_of(values)
        self.seal_field.put(self._seal)
        for kind in KINDS:
            field = self._arrangement(kind.value)
            detail = values[f"{kind.value}.detail"]
            field.put(values[f"{kind.value}.status"], detail)
        self._show_second()

    def _put_day(self, text: str) -> None:
        self.day_field.put(days.parse(text))
        self.day_field.field.setText(text)

    def _put_member(self, member_id: UUID | None) -> None:
        page = self._page
        if member_id is None or page is None or page.id != member_id:
            self.member_field.put(member_id)
        else:
            today = self._desk.today
            self.member_field.put(member_id, page.name.full, page.birth_date, today)
            self.seal_field.of(age_on(page.birth_date, today))

    def values(self) -> Values:
        """What stands in the fields now."""
        member_id = self.member_field.member_id
        found = {name: self._text(name).text() for name in TEXTS}
        found |= {
            "member": str(member_id) if member_id else "",
            "staff": str(self.staff_field.value() or ""),
            "referral": str(self.referral_field.value() or ""),
            "day": self.day_field.field.text(),
            "time": self.time_field.text(),
            "second": str(self.second_field.value() or ""),
            "length": str(self.length_field.value()),
            "replaces": self._replaces,
            "segment": self._seal.segment.value,
            "consenter": self._seal.consenter.value,
            "part2": "1" if self._seal.part2 else "",
        }
        for kind in KINDS:
            field = self._arrangement(kind.value)
            found[f"{kind.value}.status"] = field.code
            found[f"{kind.value}.detail"] = field.detail.text()
        return found

    def _show_second(self) -> None:
        """A time that comes twice asks which one is meant."""
        day, clock = self.day_field.day, self.time_field.clock
        twice = appointment_values.twice(day, clock, self._desk.zone)
        self.second_row.setVisible(twice)

    def _beside(self, line: FieldNotice, field: QWidget, refusal: Refusal) -> None:
        line.say(explain(refusal))
        mark_wrong(getattr(field, "field", field), wrong=True)
        field.setFocus()
        self.area.ensureWidgetVisible(field, 0, 60)

    def _clear_errors(self) -> None:
        self.notice.say("")
        for line in self.findChildren(FieldNotice):
            line.say("")
        for field in self.findChildren(QLineEdit):
            mark_wrong(field, wrong=False)

    def _offer(self) -> None:
        """Coordinators, and the open referrals of the child."""
        people = self._facts.staff if self._facts else ()
        names: list[tuple[object, str]] = [(str(one.id), one.name) for one in people]
        self.staff_field.offer([*names, ("", _("Nobody in particular"))])
        linked = str(self._linked() or "")
        referrals: list[tuple[object, str]] = [
            (str(row.id), " · ".join(part for part in (row.need, row.agency) if part))
            for row in (self._page.referrals if self._page else ())
            if row.state.open or str(row.id) == linked
        ]
        self.referral_field.offer([("", _("No referral")), *referrals])

    def _linked(self) -> UUID | None:
        if self._facts and self._facts.form:
            return self._facts.form.details.referral_id
        return self._wish.referral_id or (
            self._wish.again.referral_id if self._wish.again else None
        )

    def _offer_length(self, minutes: int) -> None:
        lengths = sorted({*_LENGTHS, minutes})
        self.length_field.offer((str(one), length_words(one)) for one in lengths)


def length_words(minutes: int) -> str:
    """ "45 min", "1 h", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("{n} h", "{n} h", hours).format(n=hours)] if hours else []
    parts += [_("{n} min").format(n=rest)] if rest or not hours else []
    return " ".join(parts)
