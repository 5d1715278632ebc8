"""Entering and editing a member: errors beside the field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import duplicates, members
from hhdesk.care.contact_points import VOICEMAIL_WORDS
from hhdesk.care.duplicates import Duplicate
from hhdesk.care.household import AUTHORITY_WORDS, HOUSING_WORDS, RELATIONSHIP_WORDS
from hhdesk.care.members import GENDER_WORDS, MemberDetails
from hhdesk.care.person import INTERPRETER_WORDS, Name
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import days, duplicate_household, forms, member_values, theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.desk import Desk
from hhdesk.gui.duplicate_household import HouseholdNotice
from hhdesk.gui.duplicate_list import DuplicateList
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.language_field import LanguageField
from hhdesk.gui.member_values import Values
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, explain, format_age

DRAFT = "member form"
NEW = UUID(int=0)
"""Under this id the desk keeps the draft of a new member."""

_REST_MS, _WIDTH = 300, 1180
_CHOICES: dict[str, Mapping[Any, str]] = {
    "gender": GENDER_WORDS,
    "housing": HOUSING_WORDS,
    "interpreter": INTERPRETER_WORDS,
    "voicemail": VOICEMAIL_WORDS,
    "caregiver.relationship": RELATIONSHIP_WORDS,
    "caregiver.authority": AUTHORITY_WORDS,
    "caregiver.interpreter": INTERPRETER_WORDS,
    "caregiver.voicemail": VOICEMAIL_WORDS,
}
_WITHOUT_FIELD = ("caregiver.nickname", *member_values.HOUSEHOLD)


class MemberForm(Spoken, QDialog):
    title_label: QLabel
    notice: Notice
    restored: RestoredNotice
    household: HouseholdNotice
    area: QScrollArea
    birth_date_label: QLabel
    spoken_field: LanguageField
    written_field: LanguageField
    caregiver_spoken_field: LanguageField
    caregiver_written_field: LanguageField
    duplicates_panel: QFrame
    duplicates: DuplicateList
    merge_button: QPushButton
    cancel_button: QPushButton
    save_button: QPushButton

    created = Signal(object)
    """The id of a new member."""

    def __init__(self, desk: Desk, member_id: UUID | None, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "member_form")
        self._desk = desk
        self._member_id = member_id
        self._draft = FormDraft(desk, DRAFT, member_id or NEW, self.restored)
        self._details: MemberDetails | None = None
        self._seen = 0
        self._hidden: Values = {}
        self._others: set[UUID] = set()
        self._fields = {
            name: self._widget(name)
            for name in member_values.blank()
            if name not in _WITHOUT_FIELD
        }
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._look_for_duplicates)
        widest = max(parent.window().width(), _WIDTH)
        self.resize(min(theme.scaled(_WIDTH), widest), 680)
        self.duplicates_panel.hide()
        self.merge_button.setVisible(member_id is not None)
        if member_id is not None:
            self.duplicates.be_for_known()
        self._draft.tie(self.values, self._put)
        self.refill()
        self._connect()
        self.field("given").setFocus()
        self._begin()

    def _widget(self, name: str) -> QWidget:
        found = self.findChild(QWidget, name.replace(".", "_") + "_field")
        if not isinstance(found, QLineEdit | Choice | DayField):
            raise forms.FormError(f"ui/member_form.ui: no field for {name}")
        return found

    def _connect(self) -> None:
        for field in self._fields.values():
            if isinstance(field, QLineEdit):
                field.textEdited.connect(lambda _: self._typed())
            elif isinstance(field, DayField):
                field.changed.connect(self._typed)
            elif isinstance(field, Choice):
                field.activated.connect(lambda _: self._typed())
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.duplicates.open_wanted.connect(self._open_other)
        self.duplicates.household_wanted.connect(self._same_household)
        self.duplicates.merge_wanted.connect(self._merge)
        self.duplicates.another.connect(self._another_child)
        self.merge_button.clicked.connect(lambda: self._merge(None))
        self.household.undo_wanted.connect(self._own_household)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    def _begin(self) -> None:
        """What was typed earlier and not saved, on top of what the record holds."""
        if self._member_id is None:
            self._draft.begin(member_values.blank())
        else:
            # What would be typed before the record is there would be covered by it.
            self.area.setEnabled(False)
            self._desk.worker.read(
                members.details,
                self._member_id,
                then=self._read,
                failed=self._explain,
            )

    def _read(self, answer: tuple[MemberDetails, int]) -> None:
        self._details, self._seen = answer
        self._draft.title = self._details.name.full
        self._draft.begin(member_values.of_details(self._details))
        self.area.setEnabled(True)
        self.field("given").setFocus()

    def _put(self, values: Values) -> None:
        self._hidden = {name: values[name] for name in _WITHOUT_FIELD}
        for name, field in self._fields.items():
            if isinstance(field, QLineEdit):
                field.setText(values[name])
            elif isinstance(field, DayField):
                field.put(days.parse(values[name]))
                field.field.setText(values[name])
            elif isinstance(field, Choice):
                field.choose(values[name])
        self.household.tell(values["household_name"])
        self._show_age()

    def values(self) -> Values:
        """What stands in the fields now."""
        found = dict(self._hidden)
        for name, field in self._fields.items():
            if isinstance(field, QLineEdit):
                found[name] = field.text()
            elif isinstance(field, DayField):
                found[name] = field.field.text()
            elif isinstance(field, Choice):
                found[name] = str(field.value())
        return found

    def field(self, name: str) -> QWidget:
        """The field that a refusal names."""
        return self._fields[name]

    def notice_of(self, name: str) -> FieldNotice | None:
        """The line under a field that says what is wrong with it."""
        return self.findChild(FieldNotice, name.replace(".", "_") + "_notice")

    def _typed(self) -> None:
        if self._member_id is None:
            self._draft.title = self._typed_name().full
        self._draft.typed()
        self._show_age()
        self._rest.start()

    def _show_age(self) -> None:
        day = days.parse(self.values()["birth_date"])
        today = self._desk.today
        words = _("Birth date")
        if day is not None and day <= today:
            words += f" · {format_age(day, today)}"
        self.birth_date_label.setText(words)

    def save(self) -> None:
        """Save the member; a refusal is said beside its field."""
        self._clear_errors()
        try:
            details = member_values.to_details(self.values(), self._details)
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        worker = self._desk.worker
        if self._member_id is None:
            worker.run(
                members.create,
                details,
                household_of=duplicate_household.household_of(self.values()),
                then=self._created,
                failed=self._explain,
            )
        else:
            worker.run(
                members.update,
                self._member_id,
                details,
                self._seen,
                then=self._updated,
                failed=self._explain,
            )

    def take_known(self, known: Mapping[str, str]) -> None:
        """Begin a new member with what somebody else told of the child."""
        self._put(self.values() | dict(known))
        self._typed()
        self._look_for_duplicates()

    def _created(self, member_id: UUID) -> None:
        self.created.emit(member_id)
        self._finish(member_id)
        self._desk.member_wanted.emit(member_id, "overview")

    def _updated(self, _version: int) -> None:
        if self._member_id is not None:
            self._finish(self._member_id)

    def _finish(self, member_id: UUID) -> None:
        self._draft.saved()
        self._desk.member_saved.emit(member_id)
        name = self.values()["given"]
        self._desk.say(_("{name} is saved.").format(name=name))
        self.accept()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        name = getattr(refusal, "field", "")
        line = self.notice_of(name)
        if line is None:
            self.notice.say(explain(refusal))
            return
        line.say(explain(refusal))
        field = self._fields[name]
        mark_wrong(getattr(field, "field", field), wrong=True)
        field.setFocus()
        self.area.ensureWidgetVisible(field, 0, 60)

    def _clear_errors(self) -> None:
        self.notice.say("")
        for line in self.findChildren(FieldNotice):
            line.say("")
        for field in self._fields.values():
            mark_wrong(getattr(field, "field", field), wrong=False)

    def _typed_name(self) -> Name:
        values = self.values()
        return Name(*(values[field] for field in member_values.NAME_FIELDS))

    def _look_for_duplicates(self) -> None:
        """Ask who this may be already, by what is typed so far."""
        values = self.values()
        given, *rest = (values[f"caregiver.{f}"] for f in member_values.NAME_FIELDS)
        person = duplicates.entered(
            self._typed_name(),
            days.parse(values["birth_date"]),
            (values["phone"], values["caregiver.phone"]),
            Name(given, *rest),
            (values["mrn"], values["cin"]),
        )
        self._desk.worker.search(
            duplicates.find,
            person,
            self._member_id,
            lane="duplicates",
            then=self._show_duplicates,
        )

    def _show_duplicates(self, found: tuple[Duplicate, ...]) -> None:
        others = tuple(one for one in found if one.member_id not in self._others)
        self.duplicates.put(others, self._desk.today)
        self.duplicates_panel.setVisible(bool(others))

    def _another_child(self, member_id: UUID) -> None:
        """The person has looked: this one is not shown again while the form is open."""
        self._others.add(member_id)
        self._show_duplicates(tuple(self.duplicates.found))
        self.field("given").setFocus()

    def _same_household(self, member_id: UUID) -> None:
        self._desk.worker.read(
            members.details,
            member_id,
            then=partial(self._take_over, member_id),
            failed=self._explain,
        )

    def _take_over(self, member_id: UUID, answer: tuple[MemberDetails, int]) -> None:
        details, _seen = answer
        self._others.add(member_id)
        self._put_anew(
            duplicate_household.taken_over(self.values(), member_id, details)
        )

    def _merge(self, other_id: UUID | None) -> None:
        """This child is here twice; what was typed stays a draft."""
        self.reject()
        self._desk.merge_wanted.emit(self._member_id, other_id)

    def _own_household(self) -> None:
        self._put_anew(duplicate_household.given_back(self.values()))

    def _put_anew(self, values: Values) -> None:
        self._put(values)
        self._draft.typed()
        self._look_for_duplicates()
        self.field("caregiver.given").setFocus()

    def _open_other(self, member_id: UUID) -> None:
        self.reject()
        self._desk.member_wanted.emit(member_id, "overview")

    def refill(self) -> None:
        new = self._member_id is None
        title = _("New member") if new else _("Edit member")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        for name, words in _CHOICES.items():
            field = self._fields[name]
            if isinstance(field, Choice):
                field.offer((code.value, _(word)) for code, word in words.items())
        self._show_age()
