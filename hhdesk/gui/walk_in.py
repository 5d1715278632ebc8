"""A child is here without a visit: who it is and what for; or the visit is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from hhdesk.care import desk_messages, front_desk, front_desk_acts
from hhdesk.care.desk_messages import Addressees
from hhdesk.care.front_desk import DeskRow
from hhdesk.care.front_desk_acts import Marked
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import _, format_time

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


class WalkIn(SavedForm):
    title_label: QLabel
    member_field: MemberField
    member_notice: FieldNotice
    known_notice: Notice
    known_button: QPushButton
    title_field: QLineEdit

    made = Signal(object)
    """Marked: the visit of now."""
    known = Signal(object)
    """The id of a visit of today that the child has."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "walk_in", ("title",))
        self._visit: DeskRow | None = None
        self.member_field.serve(desk, "child who walked in")
        draft = self._keep(DRAFT, NEW)
        self.refill()
        self.member_field.chosen.connect(self._choose)
        self.known_button.clicked.connect(self._take_known)
        self.resize(theme.scaled(_WIDTH), self.sizeHint().height())
        draft.begin({"member": "", "title": _("Without a visit")})
        self.member_field.setFocus()

    def values(self) -> Values:
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
        if self._draft is not None:
            self._draft.title = to.child.full
        self._visit = child.visit
        self._say_known()
        if child.visit is not None:
            self.known_button.setFocus()

    def _choose(self, member_id: UUID | None) -> None:
        self.member_notice.say("")
        self._put_member(member_id)
        self._keep_typed()
        if member_id is not None and self._visit is None:
            self.title_field.setFocus()
            self.title_field.selectAll()

    def _take_known(self) -> None:
        if self._visit is not None:
            self.known.emit(self._visit.id)
            self._done()

    def _send(self) -> None:
        """Make a visit of now."""
        member_id = self.member_field.member_id
        if member_id is None:
            self.member_notice.say(_("Choose the child."))
            self.member_field.setFocus()
            return
        title = self.title_field.text()
        self._run(front_desk_acts.walk_in, member_id, title, then=self._saved)

    def _saved(self, marked: Marked) -> None:
        self.made.emit(marked)
        self._done()

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
