"""A child is here without a visit: who it is and what for; or the visit is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from hhdesk.care import desk_messages, front_desk, front_desk_acts
from hhdesk.care.desk_messages import Addressees
from hhdesk.care.front_desk import DeskRow
from hhdesk.care.front_desk_acts import Marked
from hhdesk.errors import Refusal
from hhdesk.gui import forms, theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.forms import Spoken
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.typed_fields import TypedFields, Values
from hhdesk.i18n import _, explain, format_time

DRAFT = "walk-in"
NEW = UUID(int=0)
_WIDTH = 500


@dataclass(frozen=True)
class Child:
    """Who was found, and the visit of today that is waited for, if there is one."""

    to: Addressees
    visit: DeskRow | None


def read_child(session: Any, member_id: UUID) -> Child:
    return Child(
        desk_messages.addressees(session, member_id),
        front_desk.expected(session, member_id),
    )


class WalkIn(Spoken, QDialog):
    title_label: QLabel
    restored: RestoredNotice
    notice: Notice
    member_field: MemberField
    member_notice: FieldNotice
    known_notice: Notice
    known_button: QPushButton
    title_field: QLineEdit
    cancel_button: QPushButton
    save_button: QPushButton

    made = Signal(object)
    """Marked: the visit of now."""
    known = Signal(object)
    """The id of a visit of today that the child has."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "walk_in")
        self._desk = desk
        self._visit: DeskRow | None = None
        self.fields = TypedFields(self, ("title",))
        self.member_field.serve(desk, "child who walked in")
        self._draft = FormDraft(desk, DRAFT, NEW, self.restored)
        self._draft.tie(self.values, self._put)
        self.refill()
        self.fields.on_typed(self._draft.typed)
        self.member_field.chosen.connect(self._choose)
        self.known_button.clicked.connect(self._take_known)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.resize(theme.scaled(_WIDTH), self.sizeHint().height())
        self._draft.begin({"member": "", "title": _("Without a visit")})
        self.member_field.setFocus()

    def values(self) -> Values:
        """What stands in the fields now."""
        return self.fields.values() | {"member": str(self.member_field.member_id or "")}

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self._put_member(UUID(values["member"]) if values["member"] else None)

    def _put_member(self, member_id: UUID | None) -> None:
        self.member_field.put(member_id)
        self._visit = None
        self._say_known()
        if member_id is not None:
            self._desk.worker.read(
                read_child,
                member_id,
                lane="child who walked in",
                then=self._told,
                failed=self._explain,
            )

    def _told(self, child: Child) -> None:
        field, to = self.member_field, child.to
        field.put(field.member_id, to.child.full, to.birth_date, self._desk.today)
        self._draft.title = to.child.full
        self._visit = child.visit
        self._say_known()
        if child.visit is not None:
            self.known_button.setFocus()

    def _choose(self, member_id: UUID | None) -> None:
        self.member_notice.say("")
        self._put_member(member_id)
        self._draft.typed()
        if member_id is not None and self._visit is None:
            self.title_field.setFocus()
            self.title_field.selectAll()

    def _take_known(self) -> None:
        if self._visit is not None:
            self._draft.saved()
            self.known.emit(self._visit.id)
            self.accept()

    def save(self) -> None:
        """Make a visit of now; a refusal is said beside its field."""
        if not self.save_button.isEnabled():
            return
        self.notice.say("")
        self.fields.clear_errors()
        member_id = self.member_field.member_id
        if member_id is None:
            self.member_notice.say(_("Choose the child."))
            self.member_field.setFocus()
            return
        self.save_button.setEnabled(False)
        self._desk.worker.run(
            front_desk_acts.walk_in,
            member_id,
            self.title_field.text(),
            then=self._saved,
            failed=self._explain,
        )

    def _saved(self, marked: Marked) -> None:
        self._draft.saved()
        self.made.emit(marked)
        self.accept()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        if not self.fields.explain(getattr(refusal, "field", ""), explain(refusal)):
            self.notice.say(explain(refusal))

    def _say_known(self) -> None:
        row = self._visit
        self.known_button.setVisible(row is not None)
        if row is None:
            self.known_notice.say("")
            return
        at = format_time(row.starts_at.astimezone(self._desk.zone))
        words = _("{name} is expected today at {time}.")
        self.known_notice.say(words.format(name=row.name.full, time=at), "info")

    def refill(self) -> None:
        title = _("A child is here without a visit")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self.known_button.setText(_("Go to that visit"))
        self._say_known()
